/* Changing transactions: one store transaction in which one or several of them are looked at, changed and written. For finance/
 * alone; what people call is finance/transactions.h and finance/edit/edits.h.
 *
 * A step that refuses (ERR_INPUT, ERR_NOT_FOUND, ERR_CONFLICT, ERR_DENIED, ERR_LIMIT) has written nothing: the others of the same
 * store transaction may go on. */
#ifndef FINANCE_EDIT_CHANGE_H
#define FINANCE_EDIT_CHANGE_H

#include "base/text_map.h"
#include "finance/transactions.h"
#include "store/entity/account.h"
#include "store/entity/edit/edit_undo.h"

/* What is kept to take it all back. */
struct change_record {
    struct edit_undo_txn *at; /* in order of first change */
    size_t count, size;
};

struct changing {
    struct store_tx *tx;
    int64_t household;
    struct totals totals;
    struct text_map categories;
    struct id correlation; /* of the first event: what one request changes belongs together */
    bool records;
    struct change_record record;
};

/* Begins it. Ends with c->arena or with changing_commit. */
enum err changing_begin(struct ctx *c, struct store *store, int64_t household, bool records,
                        struct changing **out) MUST_USE;
/* Within a store transaction of somebody else's, who commits it. Ends with c->arena. */
enum err changing_join(struct ctx *c, struct store_tx *tx, int64_t household, struct changing **out) MUST_USE;
/* Sums and everything that was written. */
enum err changing_commit(struct ctx *c, struct changing *in) MUST_USE;
/* Of one that was joined: the sums alone. */
enum err changing_end(struct ctx *c, struct changing *in) MUST_USE;

/* One transaction that is being changed. */
struct change {
    struct changing *in;
    struct txn_row row;
    struct account_row account;
    struct txn_lines lines;
    int32_t lines_before;
    struct edit_undo_txn before;
};

/* Loads one of the household; void ones too. */
enum err change_load(struct ctx *c, struct changing *in, int64_t txn, struct change *out) MUST_USE;
enum err change_load_id(struct ctx *c, struct changing *in, struct id id, struct change *out) MUST_USE;
/* Steps. All refuse what is void. */
enum err change_edit(struct ctx *c, struct change *change, const struct txn_edit *edit) MUST_USE;
enum err change_post(struct ctx *c, struct change *change) MUST_USE;
enum err change_void(struct ctx *c, struct change *change) MUST_USE;
/* Held as suspicious: taken back where it was booked, and booked as pending. What is held is neither posted, void nor merged by the steps above. */
enum err change_hold(struct ctx *c, struct change *change) MUST_USE;
/* Held no more; booked where `post` says so and the bank did not do it meanwhile. */
enum err change_release(struct ctx *c, struct change *change, bool post) MUST_USE;
/* `change` is the same payment as `known`, of the same account: it becomes void, and its bank id stands for the other. */
enum err change_merge(struct ctx *c, struct change *change, struct change *known) MUST_USE;
/* The answer to an open suggestion, as transaction_review. */
enum err change_review(struct ctx *c, struct change *change, bool same) MUST_USE;

/* Writes the row, its new lines and the event (bus/types.h); "" for none. */
enum err change_write(struct ctx *c, struct change *change, const char *event) MUST_USE;

/* Everything of a transaction that an edit may change, as one number: what is in force, not how it came to be. */
int64_t change_hash(struct ctx *c, const struct change *change);
/* What a payee's corrections are counted under; empty: nothing to remember. */
struct text change_label_key(struct ctx *c, const struct change *change);
/* What the account has more, or less, when a row goes from one state to another. */
int64_t change_moves(const struct txn_row *row, enum txn_state from, enum txn_state to);
/* May hands take the row to this state? As account_admits. */
enum err change_admits(struct ctx *c, const struct change *change, enum txn_state to) MUST_USE;

#endif

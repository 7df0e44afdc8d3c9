/* Imports (one file each), the statements they held, and entries that may be known already. */
#ifndef STORE_ENTITY_IMPORT_H
#define STORE_ENTITY_IMPORT_H

#include "base/date.h"
#include "store/store.h"

enum import_state { IMPORT_COMMITTED = 1, IMPORT_UNDONE = 2 };

struct import_row {
    int64_t seq;
    struct id id;
    int64_t household;
    struct text name; /* the file's */
    struct text format;
    enum import_state state;
    int64_t entries, added, duplicates, suggested;
    int64_t txn_first, txn_last; /* the range its transactions lie in; first > last: none */
    int64_t created_us;
    int64_t undone_us; /* 0: it stands. Not written by import_insert */
};

struct statement_row {
    int64_t import;
    int64_t line; /* 1, 2 … within the import */
    int64_t account;
    struct text number;
    bool has_opening, has_closing;
    int64_t opening, closing;
    date opening_date, closing_date; /* DATE_NONE when not given */
    int64_t entries;
    int reconciles; /* enum reconciles of bankfile/bankfile.h */
};

enum suggestion_state { SUGGESTION_OPEN = 1, SUGGESTION_SAME = 2, SUGGESTION_DIFFERENT = 3 };

struct suggestion_row {
    int64_t txn;       /* the new one, held */
    int64_t candidate; /* the one it may be */
    enum suggestion_state state;
    struct text reason;
};

/* seq was taken from the counter "import". */
enum err import_insert(struct ctx *c, struct store_tx *tx, const struct import_row *row) MUST_USE;
/* The counts and the range, once they are known. */
enum err import_finish(struct ctx *c, struct store_tx *tx, const struct import_row *row) MUST_USE;
enum err import_by_seq(struct ctx *c, struct store_tx *tx, int64_t household, int64_t seq,
                       struct import_row *out) MUST_USE;
/* ERR_NOT_FOUND when the household has none with this id. */
enum err import_by_id(struct ctx *c, struct store_tx *tx, int64_t household, struct id id,
                      struct import_row *out) MUST_USE;
/* Uploads (store/entity/served/upload.h) that were not discarded and imports from elsewhere, as one list, newest first: the `limit` (at most
 * LIMIT_PAGE) behind one of them, all zeros: from the newest. Into c->arena. */
struct import_place {
    int64_t created_us;
    struct id id;
    bool uploaded;
};
enum err import_page(struct ctx *c, struct store_tx *tx, int64_t household, struct import_place behind,
                     int64_t limit, struct import_place **out, size_t *count) MUST_USE;
/* Newest first, at most LIMIT_PAGE, into c->arena. */
enum err import_list(struct ctx *c, struct store_tx *tx, int64_t household, struct import_row **out,
                     size_t *count) MUST_USE;
/* The newest one that is not undone; 0: none. */
enum err import_last_committed(struct ctx *c, struct store_tx *tx, int64_t household, int64_t *seq) MUST_USE;
enum err import_mark_undone(struct ctx *c, struct store_tx *tx, int64_t seq) MUST_USE;

enum touch_kind { TOUCH_SETTLED = 1, TOUCH_REPLACED = 2 };
/* A row that an import settled, or made void because a newer one stands in its place (pending rows, opening balances). */
struct import_touch_row {
    int64_t txn;
    enum touch_kind kind;
};

enum err import_touch(struct ctx *c, struct store_tx *tx, int64_t import, int64_t txn,
                      enum touch_kind kind) MUST_USE;
/* The rows an import touched, into c->arena. */
enum err import_touched(struct ctx *c, struct store_tx *tx, int64_t import, struct import_touch_row **out,
                        size_t *count) MUST_USE;

enum err statement_insert(struct ctx *c, struct store_tx *tx, const struct statement_row *row) MUST_USE;

enum err suggestion_insert(struct ctx *c, struct store_tx *tx, const struct suggestion_row *row) MUST_USE;
enum err suggestion_resolve(struct ctx *c, struct store_tx *tx, int64_t txn,
                            enum suggestion_state state) MUST_USE;
/* Open ones of a household, oldest first, at most LIMIT_PAGE, into c->arena. */
enum err suggestion_list(struct ctx *c, struct store_tx *tx, int64_t household, struct suggestion_row **out,
                         size_t *count) MUST_USE;
enum err suggestion_by_txn(struct ctx *c, struct store_tx *tx, int64_t txn,
                           struct suggestion_row *out) MUST_USE;

#endif

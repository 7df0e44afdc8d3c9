/* What entering transactions needs to know of households, kept at hand between one and the next: accounts, categories, rules, the classifier
 * with what it was taught. Nothing of it is ever out of date: each use compares the household's revision (store/entity/revision.h) within the
 * transaction that it is for.
 *
 * A desk belongs to one store and is used by one thread at a time: the server's lane of writes owns one. */
#ifndef FINANCE_DESK_H
#define FINANCE_DESK_H

#include "finance/sorter.h"
#include "finance/transactions.h"
#include "store/entity/account.h"

struct desk;

/* Keeps the `households` that were used last, some MB each. */
struct desk *desk_new(size_t households);
void desk_free(struct desk *desk);

/* transaction_create with a desk. With store_group_store() for its store it is one unit of the group. */
enum err transaction_create_at(struct ctx *c, struct store *store, struct desk *desk, int64_t household,
                               const struct txn_new *fresh, int64_t *seq, bool *again) MUST_USE;

/* What was entered, as a reply shows it without reading it again. Texts live as long as c->arena and what was asked. */
struct txn_entered {
    struct txn_row row; /* when it was there already: its number alone */
    bool again;
    struct account_row account;
    struct text payee; /* as it was cleaned, or as a rule names it; empty: none */
    const struct txn_part *parts;
    const struct text *categories; /* the parts' paths */
    size_t part_count;
};

/* transaction_create_at in two steps, for amounts that have to be read in the account's currency: the account first … */
struct txn_entering;
enum err transaction_enter_begin(struct ctx *c, struct store *store, struct desk *desk, int64_t household,
                                 struct text account, struct txn_entering **out,
                                 const struct account_row **found) MUST_USE;
/* … then the rest; fresh->account is the same. */
enum err transaction_enter(struct ctx *c, struct txn_entering *entering, const struct txn_new *fresh,
                           struct txn_entered *out) MUST_USE;

/* -- What is kept of one household, for the transaction it was opened in. */
struct desk_place;

enum err desk_open(struct ctx *c, struct desk *desk, struct store_tx *tx, int64_t household,
                   struct desk_place **out) MUST_USE;
/* An own account by its id as text, or its name. "account: …" ERR_NOT_FOUND; ERR_INPUT when it is a category. */
enum err desk_account(struct ctx *c, struct desk_place *place, struct text account,
                      const struct account_row **out) MUST_USE;
/* A category by its id as text, or its path; made when there is none of that path. */
enum err desk_category(struct ctx *c, struct desk_place *place, struct text category, int64_t *seq) MUST_USE;
enum err desk_sorter(struct ctx *c, struct desk_place *place, struct sorter **out) MUST_USE;

#endif

/* Categories: the tree that transactions are sorted into. Paths, not nodes: "Expenses:Food:Fruit" needs no "Expenses:Food". */
#ifndef FINANCE_NAMING_CATEGORIES_H
#define FINANCE_NAMING_CATEGORIES_H

#include "store/entity/account.h"

struct category_view {
    struct id id; /* zero: one of those a household starts with, not used yet */
    struct text path;
    enum account_kind kind; /* expense, income or equity */
    int64_t transactions;   /* parts in force that are sorted into it */
    bool hidden;            /* not for people to sort into: opening balances */
};

/* All categories by kind and path: those there are, and, unless only used ones are asked for, those a household starts with.
 * Into c->arena. */
enum err categories_list(struct ctx *c, struct store_tx *tx, int64_t household, bool used,
                         struct category_view **out, size_t *count) MUST_USE;
enum err categories_show(struct ctx *c, struct store_tx *tx, int64_t household, struct id id,
                         struct category_view *out) MUST_USE;

/* Makes one. ERR_CONFLICT when it is there. */
enum err categories_add(struct ctx *c, struct store *store, int64_t household, struct text path,
                        struct id *id) MUST_USE;
/* Gives a category, and all below it, another path: in transactions, budgets and rules, and in what sorts by itself from now on.
 * It stays under Expenses, Income or Equity, and does not go below itself. ERR_CONFLICT when a path is taken, or when the
 * program itself sorts into it (Uncategorised, Equity:Transfers, Equity:Opening balances). Appends category.renamed. */
enum err categories_rename(struct ctx *c, struct store *store, int64_t household, struct id id,
                           struct text path) MUST_USE;

#endif

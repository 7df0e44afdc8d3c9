/* Payees: whom money goes to, and who sends it. They come with transactions; people rename them and make two into one. */
#ifndef FINANCE_NAMING_PAYEES_H
#define FINANCE_NAMING_PAYEES_H

#include "store/entity/payee.h"

/* By number (a payee's id as text) or by exact name. ERR_NOT_FOUND "payee: there is no such payee". */
enum err payees_find(struct ctx *c, struct store_tx *tx, int64_t household, struct text payee,
                     int64_t *seq) MUST_USE;

struct payee_view {
    int64_t seq;
    struct text name;
    int64_t transactions; /* that are not void */
    struct text category; /* that most of its newest transactions have; empty: none */
};

struct payees_filter {
    struct text search; /* part of the name, case aside; empty: all */
    int64_t behind;     /* only what stands behind this payee; 0: from the first on */
    int limit;          /* at most LIMIT_PAGE */
};

/* By name, into c->arena. ERR_INPUT when `behind` is no payee any more. */
enum err payees_list(struct ctx *c, struct store_tx *tx, int64_t household,
                     const struct payees_filter *filter, struct payee_view **out, size_t *count) MUST_USE;
enum err payees_show(struct ctx *c, struct store_tx *tx, int64_t household, int64_t seq,
                     struct payee_view *out) MUST_USE;

/* Gives a payee another name; when there is one of that name, both are one from now on: *seq is the one that stays. Its
 * transactions count as named by a person, so that no import or rule names them otherwise. Appends payee.renamed. */
enum err payees_rename(struct ctx *c, struct store *store, int64_t household, int64_t payee, struct text name,
                       int64_t *seq) MUST_USE;

#endif

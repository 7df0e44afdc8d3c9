/* Transactions in full, with the names and ids of all that they hang on: what the API shows. A page costs a handful of queries,
 * however many transactions it holds. */
#ifndef FINANCE_EDIT_SHOWN_H
#define FINANCE_EDIT_SHOWN_H

#include "finance/desk.h"

struct txn_shown {
    struct txn_row row;
    struct id account_id;
    struct text account;
    currency currency;
    struct text payee; /* empty: none */
    const struct txn_part *parts;
    const struct text *categories; /* the parts' paths */
    size_t part_count;             /* 0: it is void, or of no amount */
    struct id transfer;            /* the other side; zero: none */
    struct id import;              /* zero: none */
    struct id candidate;           /* it is perhaps the same as this one; zero: nothing is asked */
    struct text reason;            /* why that is asked */
    struct id held;                /* what asks whether it was theirs; zero: it is not held */
    struct text held_why;          /* why it is held, for people */
    int64_t held_until_us;         /* until when an answer is waited for */
};

/* One of the household. ERR_NOT_FOUND otherwise. Texts into c->arena. */
enum err transaction_show(struct ctx *c, struct store_tx *tx, int64_t household, struct id id,
                          struct txn_shown *out) MUST_USE;
enum err transaction_show_seq(struct ctx *c, struct store_tx *tx, int64_t household, int64_t seq,
                              struct txn_shown *out) MUST_USE;
/* As transaction_list. */
enum err transactions_show(struct ctx *c, struct store_tx *tx, int64_t household,
                           const struct txn_filter *filter, struct txn_shown **out, size_t *count) MUST_USE;
/* What was just entered: nothing is read. */
void transaction_show_entered(const struct txn_entered *entered, struct txn_shown *out);

#endif

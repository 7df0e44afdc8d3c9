/* Many transactions at once, as agents and outside transports read them: a few columns, in order, with a
 * limit. */
#ifndef STORE_ENTITY_HISTORY_H
#define STORE_ENTITY_HISTORY_H

#include "ledger/transaction.h"
#include "store/store.h"

/* The newest date with a transaction that is not void, none after `not_after`; DATE_NONE when there is none.
 */
enum err history_newest(struct ctx *c, struct store_tx *tx, int64_t account, date not_after,
                        date *out) MUST_USE;

struct history_payment {
    int64_t txn, payee, amount;
    date date;
};

/* Posted entries of an account in from..to that have a payee, newest first, at most `limit`: without opening
 * balances and transfers between own accounts. Walks the index by account and date; nothing is gathered. */
enum err history_payments(struct ctx *c, struct store_tx *tx, int64_t account, date from, date to,
                          int64_t limit, void (*each)(void *self, const struct history_payment *payment),
                          void *self) MUST_USE;

struct history_flow {
    int64_t txn, payee, amount; /* payee 0: none */
    int64_t other;              /* the own account on the other side of a transfer; 0: none */
    uint64_t words;             /* of one without a payee: a hash of the bank's description */
    date date;
    bool held; /* not posted yet */
};

/* Posted and held entries of an account in from..to, newest first, at most `limit`: transfers as well, opening balances not. */
enum err history_flows(struct ctx *c, struct store_tx *tx, int64_t account, date from, date to, int64_t limit,
                       void (*each)(void *self, const struct history_flow *flow), void *self) MUST_USE;

/* One transaction in full, as the outside sees it. */
struct history_txn {
    int64_t seq;
    struct id id;
    struct text account;
    int16_t currency; /* ledger/currency.h */
    date date;
    int64_t amount;
    enum txn_state state;
    struct text payee; /* empty: none */
    int64_t import;
};

/* Transactions after..last that are not void, by number, at most `limit` of LIMIT_PAGE, into c->arena. */
enum err history_range(struct ctx *c, struct store_tx *tx, int64_t household, int64_t after, int64_t last,
                       int64_t limit, struct history_txn **out, size_t *count) MUST_USE;

/* Is some live part of this transaction booked against an account of this kind? */
enum err history_has_kind(struct ctx *c, struct store_tx *tx, int64_t txn, int64_t own,
                          enum account_kind kind, bool *has) MUST_USE;

#endif

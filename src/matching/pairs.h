/* The two sides of a transfer between own accounts: what leaves one arrives in another within a few days.
 * Pure. Two entries are one transfer when their amounts are opposite, their accounts differ and something
 * more than the amount says so: one names the other's account, or both read like transfers, or one does and
 * the other is not sorted by anybody. */
#ifndef MATCHING_PAIRS_H
#define MATCHING_PAIRS_H

#include "base/date.h"

enum { PAIR_DAYS = 5 };

struct pair_side {
    int64_t ref; /* the caller's */
    int64_t account;
    int64_t amount;        /* minor units, signed, not 0 */
    uint64_t own_number;   /* hash of the account's number; 0: unknown */
    uint64_t other_number; /* hash of the counter account's number that the entry names; 0: none */
    date date;
    int16_t currency;
    bool hinted; /* its words say transfer, or its category is Equity:Transfers */
    bool open;   /* nobody decided on a category: it may turn out to be a transfer */
    bool firm;   /* a rule or the user decided on another category, or against a transfer: it is none */
};

/* Entries that wait for their other side. */
struct pair_pool;
struct pair_pool *pair_pool_new(struct arena *arena);
/* Gives the best waiting other side and takes it out of the pool; or keeps the entry waiting and returns
 * false. */
bool pair_offer(struct pair_pool *pool, const struct pair_side *side, struct pair_side *other);

/* Keeps an entry waiting without asking for its other side. */
void pair_keep(struct pair_pool *pool, const struct pair_side *side);

/* Do these words say transfer between accounts? Several languages; ASCII case aside. */
bool pair_words(struct text text);

#endif

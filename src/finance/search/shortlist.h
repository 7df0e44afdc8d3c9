/* Where the next page of a list comes from: the places of those transactions that stand first in it, behind a
 * cursor, among all that are offered. Candidates only: each is looked at before it is shown. */
#ifndef FINANCE_SEARCH_SHORTLIST_H
#define FINANCE_SEARCH_SHORTLIST_H

#include "finance/search/query.h"

struct shortlist {
    struct txn_cursor *at; /* in order once it is trimmed; room for 2 x room */
    size_t count, room;
    bool
        full; /* the first `room` were in order when it was last trimmed: what stands behind them is too late */
    date from, to;
    bool oldest_first;
    struct txn_cursor behind; /* seq 0: from the first on */
};

void shortlist_init(struct shortlist *s, struct arena *arena, const struct search_query *q,
                    struct txn_cursor behind, size_t room);
/* Takes a place that is behind the cursor and within the dates. False when it, and so everything that stands
 * behind it, cannot be among the first: whoever offers in order may stop. */
bool shortlist_offer(struct shortlist *s, struct txn_cursor place);
/* Sorts, and drops what is too much. */
void shortlist_trim(struct shortlist *s);
/* May anything of these days still be among the first? */
bool shortlist_wants(const struct shortlist *s, date first, date last);

/* Offers what the ledger's own index has: every transaction of the asked accounts, by date. */
enum err ledger_offer(struct ctx *c, struct store_tx *tx, const struct search_query *q,
                      struct shortlist *s) MUST_USE;

#endif

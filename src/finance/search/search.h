/* Instant search over a million transactions: an index beside the ledger, written after it and never in its way.
 * README.md in this folder says how. */
#ifndef FINANCE_SEARCH_SEARCH_H
#define FINANCE_SEARCH_SEARCH_H

#include "finance/search/shortlist.h"

/* Offers the candidates of a list, in the quickest way there is: the ledger's index when nothing but accounts
 * and dates is asked for, or too much is not indexed yet; else the search index. `again`: many that were offered
 * before did not meet the conditions, such as void ones; the search index leaves those out. All that meet the
 * conditions are among them, and perhaps others. The shortlist is trimmed. */
enum err search_offer(struct ctx *c, struct store_tx *tx, const struct search_query *q, bool again,
                      struct shortlist *s) MUST_USE;

/* Brings the index up to date, a bounded step at a time: each step reads and builds beside the writers and then
 * writes in a unit of its own that is over within some milliseconds. One thread of one process at a time. */
struct search_chore {
    struct store *store;
    /* The rest is its own; zero to begin. */
    int64_t newest;   /* the newest transaction when it last looked */
    int64_t since_us; /* … and since when that is so */
    int64_t next_us;  /* when it looks again */
};

/* One step, if enough is waiting: a thousand transactions, or fewer after a quiet second. Has the form of a
 * chore of events/relay.h, `self` being a struct search_chore. *next_us: when it wants to be called again; now,
 * when more is waiting. */
enum err search_chore_run(struct ctx *c, void *self, int64_t *next_us) MUST_USE;
/* Everything, now: after an import from the command line, in benchmarks and tests. */
enum err search_catch_up(struct ctx *c, struct store *store) MUST_USE;

#endif

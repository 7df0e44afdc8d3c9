/* The conditions of a list, made ready: words folded, names resolved to numbers, amounts in minor units. One
 * function says whether a transaction meets them; whatever finds candidates, it decides. */
#ifndef FINANCE_SEARCH_QUERY_H
#define FINANCE_SEARCH_QUERY_H

#include "finance/search/words.h"
#include "finance/transactions.h"
#include "finance/walk.h"

/* Ascending. */
struct numbers {
    int64_t *at;
    size_t count;
};
bool numbers_have(const struct numbers *numbers, int64_t number);

struct search_word {
    struct text needle;   /* folded; with blanks when it was quoted */
    struct numbers named; /* accounts and categories whose names contain it */
    bool is_amount;
    struct amount_range amount;
};

struct search_query {
    const struct txn_filter *filter;
    int64_t household;
    struct account_index accounts; /* all of the household */
    struct numbers own;            /* the accounts the list is about */
    bool own_all;                  /* … are all own accounts of the household */
    bool by_category;
    struct numbers categories; /* with by_category: one part is sorted into one of these */
    struct text tag;           /* folded */
    struct search_word words[TXN_SEARCH_WORDS];
    size_t word_count;
    bool by_amount;
    struct amount_range amount;
    bool places[AMOUNT_PLACES]; /* which there are among `own` */
    unsigned states;
    date from, to;
};

/* Everything lives in c->arena; `filter` outlives the query. ERR_LIMIT or ERR_INPUT names the field. */
enum err search_query_load(struct ctx *c, struct store_tx *tx, int64_t household,
                           const struct txn_filter *filter, struct search_query *out) MUST_USE;
/* Nothing but accounts, dates and order: the ledger's own index answers it. */
bool search_query_is_plain(const struct search_query *q);
/* Does the transaction meet every condition, its place in the list aside? Uses c->arena, which the caller
 * rewinds. */
bool search_matches(struct ctx *c, const struct search_query *q, const struct walk_txn *txn);

#endif

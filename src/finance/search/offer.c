#include "finance/search/search.h"

enum err search_offer(struct ctx *c, struct store_tx *tx, const struct search_query *q, struct shortlist *s)
{
    return ledger_offer(c, tx, q, s);
}

#include "finance/search/search.h"
#include "finance/search/slice.h"

#include <stdlib.h>

/* Transactions that are read one by one for a page, which takes some 20 ms; where more are not indexed, the ledger is
 * walked in the order of the list instead. */
enum { FRESH_MAX = 16384 };

struct index {
    struct search_place place;
    struct stale stale;
    struct search_slice_row *slices;
    size_t slice_count;
};

/* *usable is false when there is no index, or too much that it does not know. */
static enum err index_open(struct ctx *c, struct store_tx *tx, int64_t household, struct index *index,
                           bool *usable)
{
    int64_t fresh;
    *index = (struct index){0};
    *usable = false;
    TRY(search_place_get(c, tx, &index->place));
    fresh = index->place.newest - index->place.txn;
    if (index->place.format != SLICE_FORMAT || fresh > FRESH_MAX)
        return OK;
    TRY(search_stale_list(c, tx, FRESH_MAX + 1, &index->stale.rows, &index->stale.count));
    for (size_t i = 0; i < index->stale.count; i++)
        for (int bit = 0; bit < SEARCH_BLOCK; bit++)
            fresh += stale_bit(&index->stale.rows[i], bit, index->place.txn);
    if (fresh > FRESH_MAX || index->stale.count > FRESH_MAX)
        return OK;
    *usable = true;
    return search_slice_list(c, tx, household, &index->slices, &index->slice_count);
}

/* -- What is not indexed yet, or changed since -- */

struct reader {
    const struct search_query *q;
    struct shortlist *s;
};

static enum err offer_if_matching(struct ctx *c, void *self, const struct walk_txn *txn)
{
    struct reader *reader = self;
    if (search_matches(c, reader->q, txn))
        (void)shortlist_offer(reader->s, (struct txn_cursor){txn->row.date, txn->row.seq});
    return OK;
}

static enum err offer_fresh(struct ctx *c, struct store_tx *tx, const struct index *index,
                            struct reader *reader)
{
    if (index->place.newest > index->place.txn)
        TRY(walk_numbers(c, tx, index->place.txn + 1, index->place.newest, offer_if_matching, reader));
    for (size_t i = 0; i < index->stale.count; i++) {
        const struct search_stale_row *row = &index->stale.rows[i];
        for (int bit = 0; bit < SEARCH_BLOCK; bit++) {
            int64_t txn = row->block * SEARCH_BLOCK + bit;
            if (stale_bit(row, bit, index->place.txn))
                TRY(walk_numbers(c, tx, txn, txn, offer_if_matching, reader));
        }
    }
    shortlist_trim(reader->s);
    return OK;
}

/* -- Slices in the order in which the list meets them, so that most are too late to be asked -- */

static int newest_first(const void *a, const void *b)
{
    const struct search_slice_row *left = a, *right = b;
    return left->date_last > right->date_last ? -1 : left->date_last < right->date_last;
}

static int oldest_first(const void *a, const void *b)
{
    const struct search_slice_row *left = a, *right = b;
    return left->date_first < right->date_first ? -1 : left->date_first > right->date_first;
}

enum err search_offer(struct ctx *c, struct store_tx *tx, const struct search_query *q, bool again,
                      struct shortlist *s)
{
    struct index index;
    struct reader reader = {q, s};
    bool usable;
    if (!again && search_query_is_plain(q))
        return ledger_offer(c, tx, q, s);
    TRY(index_open(c, tx, q->household, &index, &usable));
    if (!usable)
        return ledger_offer(c, tx, q, s);
    TRY(offer_fresh(c, tx, &index, &reader));
    if (index.slice_count > 1)
        qsort(index.slices, index.slice_count, sizeof *index.slices,
              s->oldest_first ? oldest_first : newest_first);
    for (size_t i = 0; i < index.slice_count; i++)
        TRY(slice_offer(c, tx, &index.slices[i], q, &index.stale, s));
    return OK;
}

/* Listing transactions: candidates in the order of the list, from the index or the ledger, each looked at
 * before it is shown. */
#include "base/limits.h"
#include "finance/search/search.h"
#include "finance/search/shortlist.h"

enum { BATCH_MIN = 64, BATCH_MAX = 4096 };

struct listing {
    struct ctx *c; /* what is shown lives in its arena */
    struct store_tx *tx;
    struct search_query q;
    struct txn_view *rows;
    size_t count, limit;
};

static struct text category_shown(const struct listing *l, const struct txn_view *v)
{
    if (v->part_count != 1)
        return v->part_count == 0 ? TEXT("") : TEXT("(split)");
    const struct account_row *category = account_index_find(&l->q.accounts, v->parts[0].category);
    return category == NULL ? TEXT("?") : category->name;
}

static void show(struct listing *l, const struct walk_txn *txn)
{
    const struct account_row *account = account_index_find(&l->q.accounts, txn->row.account);
    struct txn_view *v = &l->rows[l->count++];
    *v = (struct txn_view){.row = txn->row, .account = account->name, .currency = account->currency};
    txn_keep(l->c->arena, &v->row);
    v->payee = text_copy(l->c->arena, txn->payee);
    v->part_count = txn_parts(l->c->arena, &txn->lines, txn->row.account, &v->parts);
    v->category = category_shown(l, v);
}

static enum err show_if_wanted(struct ctx *scratch, void *self, const struct walk_txn *txn)
{
    struct listing *l = self;
    if (search_matches(scratch, &l->q, txn))
        show(l, txn);
    return OK;
}

/* Batches of candidates, each behind the last, until the page is full. Nearly always the first is enough;
 * where many are turned away, they grow. */
static enum err fill(struct ctx *scratch, struct listing *l)
{
    struct txn_cursor behind = l->q.filter->behind;
    size_t room = l->limit < BATCH_MIN ? BATCH_MIN : l->limit;
    for (bool again = false; l->count < l->limit; again = true) {
        struct arena_mark mark = arena_mark(scratch->arena);
        struct shortlist s;
        shortlist_init(&s, scratch->arena, &l->q, behind, room);
        TRY(search_offer(scratch, l->tx, &l->q, again, &s));
        for (size_t i = 0; i < s.count && l->count < l->limit; i++)
            TRY(walk_numbers(scratch, l->tx, s.at[i].seq, s.at[i].seq, show_if_wanted, l));
        if (s.count < room)
            return OK;
        behind = s.at[s.count - 1];
        room = room * 8 < BATCH_MAX ? room * 8 : BATCH_MAX;
        arena_rewind(scratch->arena, mark);
    }
    return OK;
}

static void release_scratch(void *thing)
{
    arena_free(thing);
}

enum err transaction_list(struct ctx *c, struct store_tx *tx, int64_t household,
                          const struct txn_filter *filter, struct txn_view **out, size_t *count)
{
    struct listing *l = ARENA_NEW(c->arena, struct listing);
    l->c = c;
    l->tx = tx;
    l->limit = filter->limit < 1 || filter->limit > LIMIT_PAGE ? LIMIT_PAGE : (size_t)filter->limit;
    l->rows = ARENA_ARRAY(c->arena, struct txn_view, l->limit);
    TRY(search_query_load(c, tx, household, filter, &l->q));
    struct ctx scratch = {.arena = arena_new(), .now_us = c->now_us};
    arena_defer(c->arena, release_scratch, scratch.arena);
    enum err e = fill(&scratch, l);
    if (e != OK) {
        memcpy(c->why, scratch.why, sizeof c->why);
        c->retriable = scratch.retriable;
    }
    *out = l->rows;
    *count = l->count;
    return e;
}

#include "finance/walk.h"

#include <stdlib.h>

/* -- Accounts by number -- */

static int by_seq(const void *a, const void *b)
{
    const struct account_row *left = *(const struct account_row *const *)a,
                             *right = *(const struct account_row *const *)b;
    return left->seq < right->seq ? -1 : left->seq > right->seq;
}

enum err account_index_load(struct ctx *c, struct store_tx *tx, int64_t household, struct account_index *out)
{
    TRY(account_list(c, tx, household, &out->rows, &out->count));
    out->by_seq = ARENA_ARRAY(c->arena, const struct account_row *, out->count + 1);
    for (size_t i = 0; i < out->count; i++)
        out->by_seq[i] = &out->rows[i];
    qsort(out->by_seq, out->count, sizeof(const struct account_row *), by_seq);
    return OK;
}

const struct account_row *account_index_find(const struct account_index *index, int64_t seq)
{
    size_t low = 0, high = index->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (index->by_seq[middle]->seq < seq)
            low = middle + 1;
        else
            high = middle;
    }
    return low < index->count && index->by_seq[low]->seq == seq ? index->by_seq[low] : NULL;
}

/* -- The walk -- */

/* One row per line; a transaction without lines has one row with a NULL line. */
#define WALK_COLUMNS                                                                                         \
    "SELECT t.seq, t.id, t.account, t.date, t.amount, t.state, t.flags, t.sorted_by, t.import, t.payee, "    \
    "t.pair, t.row_check, t.text, t.bank_id, t.memo, t.tags, t.notes, p.name, l.debit, l.credit, l.amount, " \
    "l.currency, l.date, l.phase, l.reverses "
enum { COLUMN_PAYEE = TXN_COLUMN_COUNT, COLUMN_LINE };

struct walking {
    struct store_query *q;
    struct arena_mark mark; /* where the current transaction's memory begins */
    struct walk_txn txn;
    bool any;
    walk_each *each;
    void *self;
};

static void read_line(struct ctx *c, struct walking *w)
{
    struct store_query *q = w->q;
    const int at = COLUMN_LINE;
    if (store_is_null(q, at))
        return;
    txn_lines_add(c->arena, &w->txn.lines,
                  (struct transfer_line){
                      .debit = store_int(q, at),
                      .credit = store_int(q, at + 1),
                      .amount = store_int(q, at + 2),
                      .currency = (currency)store_int(q, at + 3),
                      .date = (date)store_int(q, at + 4),
                      .phase = (enum line_phase)store_int(q, at + 5),
                      .reverses = store_is_null(q, at + 6) ? LINE_NONE : (int32_t)store_int(q, at + 6)});
}

static enum err finish_one(struct ctx *c, struct walking *w)
{
    if (!w->any)
        return OK;
    w->any = false;
    TRY(w->each(c, w->self, &w->txn));
    arena_rewind(c->arena, w->mark);
    return OK;
}

static enum err run(struct ctx *c, struct walking *w)
{
    bool row;
    for (;;) {
        TRY(store_next(c, w->q, &row));
        if (!row)
            return finish_one(c, w);
        if (!w->any || store_int(w->q, 0) != w->txn.row.seq) {
            TRY(finish_one(c, w));
            w->mark = arena_mark(c->arena);
            w->txn = (struct walk_txn){0};
            w->any = true;
            if (!txn_from_query(w->q, &w->txn.row))
                return fail(c, ERR_CORRUPT, "transaction %lld on disk is not what was written",
                            (long long)w->txn.row.seq);
            txn_keep(c->arena, &w->txn.row);
            w->txn.payee = text_copy(c->arena, store_text(w->q, COLUMN_PAYEE));
        }
        read_line(c, w);
    }
}

/* The order is the index's own, so nothing is gathered. */
static enum err walk_account(struct ctx *c, struct store_tx *tx, struct walking *w, int64_t account,
                             date from, date to)
{
    TRY(store_query_walk(
        c, tx,
        WALK_COLUMNS "FROM txn t LEFT JOIN payee p ON p.seq = t.payee LEFT JOIN transfer l ON l.txn = t.seq "
                     "WHERE t.account = ?1 AND t.date BETWEEN ?2 AND ?3 AND t.state <> 3 "
                     "ORDER BY t.date, t.seq, l.line",
        &w->q));
    store_bind_int(w->q, 1, account);
    store_bind_int(w->q, 2, from);
    store_bind_int(w->q, 3, to);
    return run(c, w);
}

/* All accounts of some days. These rows are sorted by the store, which is why the days are few. */
static enum err walk_days(struct ctx *c, struct store_tx *tx, struct walking *w, int64_t household, date from,
                          date to)
{
    TRY(store_query_walk(c, tx,
                         WALK_COLUMNS
                         "FROM account a CROSS JOIN txn t LEFT JOIN payee p ON p.seq = t.payee "
                         "LEFT JOIN transfer l ON l.txn = t.seq WHERE a.household = ?1 AND t.account = a.seq "
                         "AND t.date BETWEEN ?2 AND ?3 AND t.state <> 3 ORDER BY t.date, t.seq, l.line",
                         &w->q));
    store_bind_int(w->q, 1, household);
    store_bind_int(w->q, 2, from);
    store_bind_int(w->q, 3, to);
    return run(c, w);
}

/* The first and the last day with a transaction; *from > *to when there is none. */
static enum err span(struct ctx *c, struct store_tx *tx, int64_t household, date *from, date *to)
{
    struct store_query *q;
    bool row;
    date first = DATE_LAST, last = DATE_FIRST;
    TRY(store_query(c, tx,
                    "SELECT (SELECT min(date) FROM txn WHERE account = a.seq), (SELECT max(date) FROM txn "
                    "WHERE account = "
                    "a.seq) FROM account a WHERE a.household = ?1",
                    &q));
    store_bind_int(q, 1, household);
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row)
            break;
        if (store_is_null(q, 0))
            continue;
        first = store_int(q, 0) < first ? (date)store_int(q, 0) : first;
        last = store_int(q, 1) > last ? (date)store_int(q, 1) : last;
    }
    *from = first > *from ? first : *from;
    *to = last < *to ? last : *to;
    return OK;
}

enum err walk_transactions(struct ctx *c, struct store_tx *tx, const struct walk *walk, walk_each *each,
                           void *self)
{
    struct walking w = {.each = each, .self = self};
    date from = walk->from == DATE_NONE ? DATE_FIRST : walk->from,
         to = walk->to == DATE_NONE ? DATE_LAST : walk->to;
    if (walk->account != 0)
        return walk_account(c, tx, &w, walk->account, from, to);
    TRY(span(c, tx, walk->household, &from, &to));
    while (from <= to) {
        date end = month_last(date_month(from));
        TRY(walk_days(c, tx, &w, walk->household, from, end < to ? end : to));
        from = end + 1;
    }
    return OK;
}

enum err walk_numbers(struct ctx *c, struct store_tx *tx, int64_t first, int64_t last, walk_each *each,
                      void *self)
{
    struct walking w = {.each = each, .self = self};
    TRY(store_query_walk(
        c, tx,
        WALK_COLUMNS "FROM txn t LEFT JOIN payee p ON p.seq = t.payee LEFT JOIN transfer l ON l.txn = t.seq "
                     "WHERE t.seq BETWEEN ?1 AND ?2 ORDER BY t.seq, l.line",
        &w.q));
    store_bind_int(w.q, 1, first);
    store_bind_int(w.q, 2, last);
    return run(c, &w);
}

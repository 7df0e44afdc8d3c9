#include "finance/search/shortlist.h"

#include <stdlib.h>

/* Does `a` stand before `b`? Newest first; the other way round with oldest_first. */
static bool is_newer(struct txn_cursor a, struct txn_cursor b)
{
    return a.date > b.date || (a.date == b.date && a.seq > b.seq);
}

static bool is_before(const struct shortlist *s, struct txn_cursor a, struct txn_cursor b)
{
    return s->oldest_first ? is_newer(b, a) : is_newer(a, b);
}

static int newest_first(const void *a, const void *b)
{
    const struct txn_cursor *left = a, *right = b;
    return is_newer(*left, *right) ? -1 : is_newer(*right, *left);
}

static int oldest_first(const void *a, const void *b)
{
    return newest_first(b, a);
}

void shortlist_init(struct shortlist *s, struct arena *arena, const struct search_query *q,
                    struct txn_cursor behind, size_t room)
{
    *s = (struct shortlist){.room = room,
                            .from = q->from,
                            .to = q->to,
                            .oldest_first = q->filter->oldest_first,
                            .behind = behind};
    s->at = ARENA_ARRAY(arena, struct txn_cursor, room * 2);
}

void shortlist_trim(struct shortlist *s)
{
    if (s->count > 1)
        qsort(s->at, s->count, sizeof *s->at, s->oldest_first ? oldest_first : newest_first);
    s->full = s->count >= s->room;
    s->count = s->full ? s->room : s->count;
}

bool shortlist_offer(struct shortlist *s, struct txn_cursor place)
{
    if (s->full && is_before(s, s->at[s->room - 1], place))
        return false;
    if (place.date < s->from)
        return s->oldest_first;
    if (place.date > s->to)
        return !s->oldest_first;
    if (s->behind.seq != 0 && !is_before(s, s->behind, place))
        return true;
    s->at[s->count++] = place;
    if (s->count == s->room * 2)
        shortlist_trim(s);
    return true;
}

bool shortlist_wants(const struct shortlist *s, date first, date last)
{
    if (last < s->from || first > s->to)
        return false;
    if (s->behind.seq != 0 && (s->oldest_first ? last < s->behind.date : first > s->behind.date))
        return false;
    if (!s->full)
        return true;
    date worst = s->at[s->room - 1].date;
    return s->oldest_first ? first <= worst : last >= worst;
}

/* -- The ledger's index by account and date -- */

/* The rest of the cursor's day, then the days behind it; each is one walk along the index. */
static enum err open_day(struct ctx *c, struct store_tx *tx, bool oldest, struct store_query **q)
{
    if (oldest)
        return store_query(c, tx,
                           "SELECT date, seq FROM txn WHERE account = ?1 AND date = ?2 AND seq > ?3 "
                           "ORDER BY seq LIMIT ?4",
                           q);
    return store_query(c, tx,
                       "SELECT date, seq FROM txn WHERE account = ?1 AND date = ?2 AND seq < ?3 "
                       "ORDER BY seq DESC LIMIT ?4",
                       q);
}

static enum err open_days(struct ctx *c, struct store_tx *tx, bool oldest, struct store_query **q)
{
    if (oldest)
        return store_query(c, tx,
                           "SELECT date, seq FROM txn WHERE account = ?1 AND date >= ?2 AND date <= ?3 "
                           "ORDER BY date, seq LIMIT ?4",
                           q);
    return store_query(c, tx,
                       "SELECT date, seq FROM txn WHERE account = ?1 AND date >= ?2 AND date <= ?3 "
                       "ORDER BY date DESC, seq DESC LIMIT ?4",
                       q);
}

static enum err offer_all(struct ctx *c, struct store_query *q, struct shortlist *s)
{
    bool row;
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row)
            return OK;
        if (!shortlist_offer(s, (struct txn_cursor){(date)store_int(q, 0), store_int(q, 1)})) {
            store_reset(q);
            return OK;
        }
    }
}

static enum err offer_account(struct ctx *c, struct store_tx *tx, int64_t account, struct shortlist *s)
{
    struct store_query *q;
    date from = s->from, to = s->to;
    if (s->behind.seq != 0) {
        TRY(open_day(c, tx, s->oldest_first, &q));
        store_bind_int(q, 1, account);
        store_bind_int(q, 2, s->behind.date);
        store_bind_int(q, 3, s->behind.seq);
        store_bind_int(q, 4, (int64_t)s->room);
        TRY(offer_all(c, q, s));
        if (s->oldest_first)
            from = s->behind.date >= from ? s->behind.date + 1 : from;
        else
            to = s->behind.date <= to ? s->behind.date - 1 : to;
    }
    TRY(open_days(c, tx, s->oldest_first, &q));
    store_bind_int(q, 1, account);
    store_bind_int(q, 2, from);
    store_bind_int(q, 3, to);
    store_bind_int(q, 4, (int64_t)s->room);
    return offer_all(c, q, s);
}

enum err ledger_offer(struct ctx *c, struct store_tx *tx, const struct search_query *q, struct shortlist *s)
{
    for (size_t i = 0; i < q->own.count; i++) {
        TRY(offer_account(c, tx, q->own.at[i], s));
        shortlist_trim(s);
    }
    return OK;
}

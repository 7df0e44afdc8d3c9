/* The event log, who has read how far, and the counters that number everything. */
#include "finance/fsck/parts.h"

static void tell_event(struct ctx *c, struct checking *k, int64_t seq, const char *what)
{
    fsck_tell(k, FSCK_EVENTS, arena_printf(c->arena, "event %lld", (long long)seq), what, "", "");
}

/* JSON's outer shape; the log's writers made the rest. */
static bool is_object(struct text data)
{
    return data.len >= 2 && data.at[0] == '{' && data.at[data.len - 1] == '}' && text_is_utf8(data);
}

static enum err check_log(struct ctx *c, struct checking *k)
{
    struct store_query *q;
    bool row;
    int64_t before = 0;
    struct arena_mark mark = arena_mark(c->arena);
    TRY(store_query(
        c, k->tx,
        "SELECT e.seq, e.id, e.correlation, e.causation, x.seq, e.txn_first, e.txn_last, e.data, e.type, "
        "h.seq "
        "FROM event e LEFT JOIN event x ON x.id = e.causation LEFT JOIN household h ON h.seq = e.household "
        "ORDER BY e.seq",
        &q));
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row)
            return OK;
        int64_t seq = store_int(q, 0);
        arena_rewind(c->arena, mark); /* the words of the last one's problems */
        k->result->looked_at[FSCK_EVENTS]++;
        if (seq <= before)
            tell_event(c, k, seq, "the log is out of order");
        before = seq;
        if (store_blob(q, 1).len != sizeof(struct id) || id_is_zero(store_get_id(q, 1)))
            tell_event(c, k, seq, "it has no id");
        if (store_blob(q, 2).len != sizeof(struct id))
            tell_event(c, k, seq, "it has no correlation id");
        if (!store_is_null(q, 3) && (store_is_null(q, 4) || store_int(q, 4) >= seq))
            tell_event(c, k, seq, "its cause is not an earlier event");
        if (store_is_null(q, 5) != store_is_null(q, 6) || store_int(q, 5) > store_int(q, 6))
            tell_event(c, k, seq, "its range of transactions is none");
        if (!is_object(store_text(q, 7)))
            tell_event(c, k, seq, "its data is no JSON object");
        if (store_text(q, 8).len == 0)
            tell_event(c, k, seq, "it has no type");
        if (store_is_null(q, 9))
            tell_event(c, k, seq, "its household does not exist");
    }
}

static enum err check_ids(struct ctx *c, struct checking *k)
{
    struct store_query *q;
    bool row;
    TRY(store_query(c, k->tx, "SELECT min(seq), count(*) FROM event GROUP BY id HAVING count(*) > 1", &q));
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row)
            break;
        tell_event(c, k, store_int(q, 0), "its id is used more than once");
    }
    TRY(store_query(
        c, k->tx,
        "SELECT c.name, c.event FROM consumer c WHERE c.event > (SELECT coalesce(max(seq), 0) FROM event)",
        &q));
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row)
            break;
        fsck_tell(k, FSCK_EVENTS, arena_printf(c->arena, "consumer %.*s", TEXT_ARGS(store_text(q, 0))),
                  "it has read beyond the log's end", "",
                  arena_printf(c->arena, "%lld", (long long)store_int(q, 1)));
    }
    TRY(store_query(c, k->tx,
                    "SELECT d.event, d.consumer FROM dead_letter d LEFT JOIN event e ON e.seq = d.event "
                    "WHERE e.seq IS NULL",
                    &q));
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row)
            return OK;
        tell_event(c, k, store_int(q, 0), "a dead letter names it, but it does not exist");
    }
}

/* The next number of each counter lies above every number in use. */
static enum err check_counters(struct ctx *c, struct checking *k)
{
    struct store_query *q;
    bool row;
    TRY(store_query(
        c, k->tx,
        "SELECT c.name, c.next, u.used FROM (SELECT 'account' AS name, max(seq) AS used FROM account "
        "UNION ALL SELECT 'payee', max(seq) FROM payee UNION ALL SELECT 'import', max(seq) FROM import "
        "UNION ALL SELECT 'txn', max(seq) FROM txn UNION ALL SELECT 'rule', max(seq) FROM rule "
        "UNION ALL SELECT 'budget', max(seq) FROM budget UNION ALL SELECT 'event', max(seq) FROM event "
        "UNION ALL SELECT 'insight', max(seq) FROM insight "
        "UNION ALL SELECT 'notification', max(seq) FROM notification) u LEFT JOIN counter c ON c.name = "
        "u.name "
        "ORDER BY u.name",
        &q));
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row)
            return OK;
        k->result->looked_at[FSCK_COUNTERS]++;
        if (store_is_null(q, 0))
            fsck_tell(k, FSCK_COUNTERS, "counters", "one is missing", "", "");
        else if (store_int(q, 1) <= store_int(q, 2))
            fsck_tell_numbers(c, k, FSCK_COUNTERS,
                              arena_printf(c->arena, "counter %.*s", TEXT_ARGS(store_text(q, 0))),
                              "its next number is in use", store_int(q, 2) + 1, store_int(q, 1));
    }
}

enum err fsck_events(struct ctx *c, struct checking *k)
{
    TRY(check_log(c, k));
    TRY(check_ids(c, k));
    return check_counters(c, k);
}

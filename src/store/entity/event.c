#include "store/entity/event.h"

#include "base/limits.h"
#include "store/entity/household.h"

#define COLUMNS                                                                                              \
    "seq, id, household, type, subject, time_us, correlation, causation, txn_first, txn_last, data"

enum err event_append(struct ctx *c, struct store_tx *tx, struct event_row *row)
{
    struct store_query *q;
    if (row->data.len > LIMIT_EVENT_BYTES)
        return fail(c, ERR_LIMIT, "an event's data is larger than %d KiB", LIMIT_EVENT_BYTES >> 10);
    TRY(counter_take(c, tx, "event", 1, &row->seq));
    row->id = id_new(c->now_us);
    row->time_us = c->now_us;
    if (id_is_zero(row->correlation))
        row->correlation = row->id;
    TRY(store_query(
        c, tx, "INSERT INTO event (" COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)", &q));
    store_bind_int(q, 1, row->seq);
    store_bind_id(q, 2, row->id);
    store_bind_int(q, 3, row->household);
    store_bind_text(q, 4, row->type);
    store_bind_text(q, 5, row->subject);
    store_bind_int(q, 6, row->time_us);
    store_bind_id(q, 7, row->correlation);
    if (!id_is_zero(row->causation))
        store_bind_id(q, 8, row->causation);
    store_bind_ref(q, 9, row->txn_first);
    store_bind_ref(q, 10, row->txn_last);
    store_bind_text(q, 11, row->data.len == 0 ? TEXT("{}") : row->data);
    return store_run(c, q, NULL);
}

static struct event_row read_event(struct ctx *c, struct store_query *q)
{
    return (struct event_row){.seq = store_int(q, 0),
                              .id = store_get_id(q, 1),
                              .household = store_int(q, 2),
                              .type = text_copy(c->arena, store_text(q, 3)),
                              .subject = text_copy(c->arena, store_text(q, 4)),
                              .time_us = store_int(q, 5),
                              .correlation = store_get_id(q, 6),
                              .causation = store_get_id(q, 7),
                              .txn_first = store_int(q, 8),
                              .txn_last = store_int(q, 9),
                              .data = text_copy(c->arena, store_text(q, 10))};
}

enum err event_read(struct ctx *c, struct store_tx *tx, int64_t after, int64_t limit, struct event_row **out,
                    size_t *count)
{
    struct store_query *q;
    bool row;
    *count = 0;
    *out = ARENA_ARRAY(c->arena, struct event_row, (size_t)limit);
    TRY(store_query(c, tx, "SELECT " COLUMNS " FROM event WHERE seq > ?1 ORDER BY seq LIMIT ?2", &q));
    store_bind_int(q, 1, after);
    store_bind_int(q, 2, limit);
    TRY(store_next(c, q, &row));
    while (row) {
        (*out)[(*count)++] = read_event(c, q);
        TRY(store_next(c, q, &row));
    }
    return OK;
}

enum err event_after(struct ctx *c, struct store_tx *tx, int64_t seq, struct event_row *out, bool *found)
{
    struct store_query *q;
    TRY(store_query(c, tx, "SELECT " COLUMNS " FROM event WHERE seq > ?1 ORDER BY seq LIMIT 1", &q));
    store_bind_int(q, 1, seq);
    TRY(store_next(c, q, found));
    if (!*found)
        return OK;
    *out = read_event(c, q);
    store_reset(q);
    return OK;
}

enum err event_by_seq(struct ctx *c, struct store_tx *tx, int64_t seq, struct event_row *out)
{
    bool found;
    TRY(event_after(c, tx, seq - 1, out, &found));
    if (!found || out->seq != seq)
        return fail(c, ERR_NOT_FOUND, "there is no event %lld", (long long)seq);
    return OK;
}

enum err event_list(struct ctx *c, struct store_tx *tx, int64_t household, int64_t limit,
                    struct event_row **out, size_t *count)
{
    struct store_query *q;
    bool row;
    limit = limit < 1 || limit > LIMIT_PAGE ? LIMIT_PAGE : limit;
    *out = ARENA_ARRAY(c->arena, struct event_row, limit);
    *count = 0;
    TRY(store_query(c, tx, "SELECT " COLUMNS " FROM event WHERE household = ?1 ORDER BY seq DESC LIMIT ?2",
                    &q));
    store_bind_int(q, 1, household);
    store_bind_int(q, 2, limit);
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row)
            return OK;
        (*out)[(*count)++] = read_event(c, q);
    }
}

enum err event_page(struct ctx *c, struct store_tx *tx, int64_t household, const struct event_span *span,
                    int64_t limit, struct event_row **out, size_t *count)
{
    struct store_query *q;
    bool row;
    struct text type = span->type;
    bool begins = type.len == 0 || type.at[type.len - 1] == '*';
    if (begins && type.len > 0)
        type.len--;
    limit = limit < 1 || limit > LIMIT_PAGE ? LIMIT_PAGE : limit;
    *out = ARENA_ARRAY(c->arena, struct event_row, limit);
    *count = 0;
    TRY(store_query(c, tx,
                    "SELECT " COLUMNS " FROM event WHERE seq < ?2 AND seq >= ?3 AND household = ?1 "
                    "AND (?5 = 0 OR (?6 = 0 AND type = ?4) OR (?6 = 1 AND substr(type, 1, ?5) = ?4)) "
                    "ORDER BY seq DESC LIMIT ?7",
                    &q));
    store_bind_int(q, 1, household);
    store_bind_int(q, 2, span->before == 0 ? INT64_MAX : span->before);
    store_bind_int(q, 3, span->least);
    store_bind_text(q, 4, type.len == 0 ? TEXT("") : type);
    store_bind_int(q, 5, (int64_t)type.len);
    store_bind_int(q, 6, begins);
    store_bind_int(q, 7, limit);
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row)
            return OK;
        (*out)[(*count)++] = read_event(c, q);
    }
}

enum err consumer_get(struct ctx *c, struct store_tx *tx, const char *name, struct consumer_row *out)
{
    struct store_query *q;
    bool row;
    *out = (struct consumer_row){.name = text_of(name)};
    TRY(store_query(c, tx, "SELECT event, tries, next_try_us, types FROM consumer WHERE name = ?1", &q));
    store_bind_text(q, 1, out->name);
    TRY(store_next(c, q, &row));
    if (!row)
        return OK;
    out->event = store_int(q, 0);
    out->tries = store_int(q, 1);
    out->next_try_us = store_int(q, 2);
    out->types = text_copy(c->arena, store_text(q, 3));
    store_reset(q);
    return OK;
}

enum err consumer_put(struct ctx *c, struct store_tx *tx, const struct consumer_row *row)
{
    struct store_query *q;
    TRY(store_query(
        c, tx,
        "INSERT INTO consumer (name, event, tries, next_try_us, types) VALUES (?1, ?2, ?3, ?4, ?5) "
        "ON CONFLICT (name) DO UPDATE SET event = excluded.event, tries = excluded.tries, "
        "next_try_us = excluded.next_try_us, types = coalesce(excluded.types, consumer.types)",
        &q));
    store_bind_text(q, 1, row->name);
    store_bind_int(q, 2, row->event);
    store_bind_int(q, 3, row->tries);
    store_bind_int(q, 4, row->next_try_us);
    store_bind_optional(q, 5, row->types);
    return store_run(c, q, NULL);
}

enum err inbox_enter(struct ctx *c, struct store_tx *tx, const char *consumer, int64_t event, bool *fresh)
{
    struct store_query *q;
    int64_t changed;
    TRY(store_query(c, tx,
                    "INSERT INTO inbox (consumer, event) VALUES (?1, ?2) "
                    "ON CONFLICT (consumer, event) DO NOTHING",
                    &q));
    store_bind_text(q, 1, text_of(consumer));
    store_bind_int(q, 2, event);
    TRY(store_run(c, q, &changed));
    *fresh = changed == 1;
    return OK;
}

enum err inbox_list(struct ctx *c, struct store_tx *tx, const char *consumer, int64_t after, int64_t until,
                    int64_t **events, size_t *count)
{
    struct store_query *q;
    size_t room = 0;
    bool row;
    *count = 0;
    *events = NULL;
    TRY(store_query(c, tx,
                    "SELECT event FROM inbox WHERE consumer = ?1 AND event > ?2 AND event <= ?3 "
                    "ORDER BY event",
                    &q));
    store_bind_text(q, 1, text_of(consumer));
    store_bind_int(q, 2, after);
    store_bind_int(q, 3, until);
    TRY(store_next(c, q, &row));
    while (row) {
        if (*count == room) {
            int64_t *more = ARENA_ARRAY(c->arena, int64_t, room = room == 0 ? 64 : room * 2);
            if (*count > 0)
                memcpy(more, *events, *count * sizeof *more);
            *events = more;
        }
        (*events)[(*count)++] = store_int(q, 0);
        TRY(store_next(c, q, &row));
    }
    return OK;
}

enum err inbox_forget(struct ctx *c, struct store_tx *tx, const char *consumer, int64_t until)
{
    struct store_query *q;
    TRY(store_query(c, tx, "DELETE FROM inbox WHERE consumer = ?1 AND event <= ?2", &q));
    store_bind_text(q, 1, text_of(consumer));
    store_bind_int(q, 2, until);
    return store_run(c, q, NULL);
}

enum err dead_letter_put(struct ctx *c, struct store_tx *tx, const struct dead_letter_row *row)
{
    struct store_query *q;
    TRY(store_query(
        c, tx,
        "INSERT INTO dead_letter (consumer, event, tries, why, time_us, state) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (consumer, event) DO UPDATE SET "
        "tries = excluded.tries, why = excluded.why, time_us = excluded.time_us, state = excluded.state",
        &q));
    store_bind_text(q, 1, row->consumer);
    store_bind_int(q, 2, row->event);
    store_bind_int(q, 3, row->tries);
    store_bind_text(q, 4, row->why);
    store_bind_int(q, 5, c->now_us);
    store_bind_int(q, 6, row->state);
    return store_run(c, q, NULL);
}

static struct dead_letter_row read_letter(struct ctx *c, struct store_query *q)
{
    return (struct dead_letter_row){.consumer = text_copy(c->arena, store_text(q, 0)),
                                    .event = store_int(q, 1),
                                    .tries = store_int(q, 2),
                                    .why = text_copy(c->arena, store_text(q, 3)),
                                    .time_us = store_int(q, 4),
                                    .state = (enum dead_letter_state)store_int(q, 5)};
}

enum err dead_letter_list(struct ctx *c, struct store_tx *tx, struct dead_letter_row **out, size_t *count)
{
    struct store_query *q;
    bool row;
    *out = ARENA_ARRAY(c->arena, struct dead_letter_row, LIMIT_PAGE);
    *count = 0;
    TRY(store_query(c, tx,
                    "SELECT consumer, event, tries, why, time_us, state FROM dead_letter WHERE state = 1 "
                    "ORDER BY event, consumer LIMIT ?1",
                    &q));
    store_bind_int(q, 1, LIMIT_PAGE);
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row)
            return OK;
        (*out)[(*count)++] = read_letter(c, q);
    }
}

enum err dead_letter_list_of(struct ctx *c, struct store_tx *tx, int64_t household,
                             struct dead_letter_row **out, size_t *count)
{
    struct store_query *q;
    bool row;
    *out = ARENA_ARRAY(c->arena, struct dead_letter_row, LIMIT_PAGE);
    *count = 0;
    TRY(store_query(c, tx,
                    "SELECT d.consumer, d.event, d.tries, d.why, d.time_us, d.state FROM dead_letter d "
                    "JOIN event e ON e.seq = d.event WHERE d.state IN (1, 4) AND e.household = ?1 "
                    "ORDER BY d.event, d.consumer LIMIT ?2",
                    &q));
    store_bind_int(q, 1, household);
    store_bind_int(q, 2, LIMIT_PAGE);
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row)
            return OK;
        (*out)[(*count)++] = read_letter(c, q);
    }
}

enum err dead_letter_asked(struct ctx *c, struct store_tx *tx, struct text consumer,
                           struct dead_letter_row *out, bool *found)
{
    struct store_query *q;
    TRY(store_query(c, tx,
                    "SELECT consumer, event, tries, why, time_us, state FROM dead_letter WHERE state = 4 "
                    "AND (?1 = '' OR consumer = ?1) ORDER BY event LIMIT 1",
                    &q));
    store_bind_text(q, 1, consumer);
    TRY(store_next(c, q, found));
    if (!*found)
        return OK;
    *out = read_letter(c, q);
    store_reset(q);
    return OK;
}

enum err dead_letter_resolve(struct ctx *c, struct store_tx *tx, struct text consumer, int64_t event,
                             enum dead_letter_state state)
{
    struct store_query *q;
    int64_t changed;
    TRY(store_query(
        c, tx, "UPDATE dead_letter SET state = ?3 WHERE consumer = ?1 AND event = ?2 AND state IN (1, 4)",
        &q));
    store_bind_text(q, 1, consumer);
    store_bind_int(q, 2, event);
    store_bind_int(q, 3, state);
    TRY(store_run(c, q, &changed));
    if (changed != 1)
        return fail(c, ERR_NOT_FOUND, "no dead letter of %.*s waits for event %lld", TEXT_ARGS(consumer),
                    (long long)event);
    return OK;
}

enum err event_newest(struct ctx *c, struct store_tx *tx, int64_t *seq)
{
    struct store_query *q;
    bool row;
    /* Of all households: the last of them may be another's. */
    TRY(store_query(c, tx, "SELECT next - 1 FROM counter WHERE name = 'event'", &q));
    TRY(store_next(c, q, &row));
    *seq = row ? store_int(q, 0) : 0;
    store_reset(q);
    return OK;
}

enum err dead_letter_get(struct ctx *c, struct store_tx *tx, struct text consumer, int64_t event,
                         struct dead_letter_row *out)
{
    struct store_query *q;
    bool row;
    TRY(store_query(
        c, tx, "SELECT tries, why, time_us, state FROM dead_letter WHERE consumer = ?1 AND event = ?2", &q));
    store_bind_text(q, 1, consumer);
    store_bind_int(q, 2, event);
    TRY(store_next(c, q, &row));
    if (!row)
        return fail(c, ERR_NOT_FOUND, "there is no dead letter of %.*s for event %lld", TEXT_ARGS(consumer),
                    (long long)event);
    *out = (struct dead_letter_row){.consumer = consumer,
                                    .event = event,
                                    .tries = store_int(q, 0),
                                    .why = text_copy(c->arena, store_text(q, 1)),
                                    .time_us = store_int(q, 2),
                                    .state = (enum dead_letter_state)store_int(q, 3)};
    store_reset(q);
    return OK;
}

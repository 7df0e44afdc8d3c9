#include "store/entity/notices/notification.h"

#include "base/limits.h"
#include "store/entity/household.h"

#define COLUMNS                                                                                              \
    "n.seq, n.id, n.household, n.channel, n.insight, n.event, n.severity, n.title, n.body, n.state, "        \
    "n.created_us, n.tries, n.next_try_us, n.why, n.person, n.webhook, n.kind, n.topic, n.data, n.sealed, "  \
    "n.gather, n.message, n.begun, n.first_us, n.done_us, n.until_us, n.task"
enum { COLUMN_COUNT = 27 };

/* ?1 household, ?2 person (-1: everybody), ?3 endpoints too */
#define SEEN                                                                                                 \
    "n.household = ?1 AND (?2 = -1 OR n.person IS NULL OR n.person = ?2) AND (?3 = 1 OR n.webhook IS NULL) " \
    "AND n.task IS NULL"
#define SHOWN                                                                                                \
    "SELECT " COLUMNS ", (SELECT i.id FROM insight i WHERE i.seq = n.insight), coalesce((SELECT w.name "     \
    "FROM webhook w WHERE w.seq = n.webhook), (SELECT p.name FROM person p WHERE p.seq = n.person)) "        \
    "FROM notification n WHERE " SEEN

static int64_t page(int64_t limit)
{
    return limit < 1 || limit > LIMIT_PAGE ? LIMIT_PAGE : limit;
}

static void bind_reader(struct store_query *q, const struct notification_reader *reader)
{
    store_bind_int(q, 1, reader->household);
    store_bind_int(q, 2, reader->person);
    store_bind_int(q, 3, reader->endpoints);
}

/* -- One more */

static const char *target_of(struct ctx *c, const struct notification_row *row)
{
    if (row->webhook != 0)
        return arena_printf(c->arena, "w%lld", (long long)row->webhook);
    if (row->task != 0)
        return arena_printf(c->arena, "t%lld", (long long)row->task);
    return row->person == 0 ? "" : arena_printf(c->arena, "p%lld", (long long)row->person);
}

static enum err is_told(struct ctx *c, struct store_tx *tx, const struct notification_row *row,
                        const char *target, bool *told)
{
    struct store_query *q;
    *told = false;
    if (row->insight != 0) {
        TRY(store_query(c, tx,
                        "SELECT seq FROM notification WHERE household = ?1 AND channel = ?2 AND target = ?3 "
                        "AND insight = ?4",
                        &q));
        store_bind_int(q, 4, row->insight);
    } else if (row->topic.len > 0) {
        TRY(store_query(c, tx,
                        "SELECT seq FROM notification WHERE household = ?1 AND channel = ?2 AND target = ?3 "
                        "AND topic = ?4",
                        &q));
        store_bind_text(q, 4, row->topic);
    } else {
        return OK;
    }
    store_bind_int(q, 1, row->household);
    store_bind_text(q, 2, row->channel);
    store_bind_text(q, 3, text_of(target));
    TRY(store_next(c, q, told));
    store_reset(q);
    return OK;
}

static void bind_new(struct store_query *q, const struct notification_row *row, const char *target)
{
    store_bind_int(q, 1, row->seq);
    store_bind_id(q, 2, row->id);
    store_bind_int(q, 3, row->household);
    store_bind_text(q, 4, row->channel);
    store_bind_ref(q, 5, row->insight);
    store_bind_ref(q, 6, row->event);
    store_bind_int(q, 7, row->severity);
    store_bind_text(q, 8, row->title);
    store_bind_text(q, 9, row->body);
    store_bind_int(q, 10, row->state);
    store_bind_int(q, 11, row->created_us);
    store_bind_int(q, 12, row->next_try_us);
    store_bind_ref(q, 13, row->person);
    store_bind_ref(q, 14, row->webhook);
    store_bind_text(q, 15, text_of(target));
    store_bind_text(q, 16, row->kind.len == 0 ? TEXT("insight") : row->kind);
    store_bind_optional(q, 17, row->topic);
    store_bind_optional(q, 18, row->data);
    if (row->sealed.len == 0)
        store_bind_null(q, 19);
    else
        store_bind_blob(q, 19, row->sealed.at, row->sealed.len);
    store_bind_int(q, 20, row->gather);
    store_bind_ref(q, 21, row->done_us);
    store_bind_ref(q, 22, row->until_us);
    store_bind_ref(q, 23, row->task);
}

enum err notification_insert(struct ctx *c, struct store_tx *tx, struct notification_row *row, bool *fresh)
{
    struct store_query *q;
    const char *target = target_of(c, row);
    bool told;
    TRY(is_told(c, tx, row, target, &told));
    *fresh = !told;
    if (told)
        return OK;
    TRY(counter_take(c, tx, "notification", 1, &row->seq));
    row->id = id_new(c->now_us);
    row->created_us = c->now_us;
    if (row->state == NOTIFICATION_DELIVERED)
        row->done_us = c->now_us;
    TRY(store_query(
        c, tx,
        "INSERT INTO notification (seq, id, household, channel, insight, event, severity, title, "
        "body, state, created_us, tries, next_try_us, person, webhook, target, kind, topic, data, "
        "sealed, gather, done_us, until_us, task) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, "
        "0, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23)",
        &q));
    bind_new(q, row, target);
    return store_run(c, q, NULL);
}

/* -- Reading */

static struct notification_row read_row(struct ctx *c, struct store_query *q)
{
    return (struct notification_row){.seq = store_int(q, 0),
                                     .id = store_get_id(q, 1),
                                     .household = store_int(q, 2),
                                     .channel = text_copy(c->arena, store_text(q, 3)),
                                     .insight = store_int(q, 4),
                                     .event = store_int(q, 5),
                                     .severity = (enum severity)store_int(q, 6),
                                     .title = text_copy(c->arena, store_text(q, 7)),
                                     .body = text_copy(c->arena, store_text(q, 8)),
                                     .state = (enum notification_state)store_int(q, 9),
                                     .created_us = store_int(q, 10),
                                     .tries = store_int(q, 11),
                                     .next_try_us = store_int(q, 12),
                                     .why = text_copy(c->arena, store_text(q, 13)),
                                     .person = store_int(q, 14),
                                     .webhook = store_int(q, 15),
                                     .kind = text_copy(c->arena, store_text(q, 16)),
                                     .topic = text_copy(c->arena, store_text(q, 17)),
                                     .data = text_copy(c->arena, store_text(q, 18)),
                                     .sealed = text_copy(c->arena, store_blob(q, 19)),
                                     .gather = store_int(q, 20) != 0,
                                     .message = store_get_id(q, 21),
                                     .begun = store_int(q, 22),
                                     .first_us = store_int(q, 23),
                                     .done_us = store_int(q, 24),
                                     .until_us = store_int(q, 25),
                                     .task = store_int(q, 26)};
}

static struct notification_shown read_shown(struct ctx *c, struct store_query *q)
{
    return (struct notification_shown){.row = read_row(c, q),
                                       .insight_id = store_get_id(q, COLUMN_COUNT),
                                       .to = text_copy(c->arena, store_text(q, COLUMN_COUNT + 1))};
}

enum err notification_page(struct ctx *c, struct store_tx *tx, const struct notification_reader *reader,
                           struct text channel, bool unread, int64_t before, int64_t limit,
                           struct notification_shown **out, size_t *count)
{
    struct store_query *q;
    bool row;
    *out = ARENA_ARRAY(c->arena, struct notification_shown, page(limit));
    *count = 0;
    TRY(store_query(c, tx,
                    SHOWN " AND ((?4 = '' AND n.channel <> 'inapp') OR n.channel = ?4) AND n.seq < ?5 AND "
                          "(?6 = 0 OR n.state < 4) ORDER BY n.seq DESC LIMIT ?7",
                    &q));
    bind_reader(q, reader);
    store_bind_text(q, 4, channel.len == 0 ? TEXT("") : channel);
    store_bind_int(q, 5, before == 0 ? INT64_MAX : before);
    store_bind_int(q, 6, unread);
    store_bind_int(q, 7, page(limit));
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row)
            return OK;
        (*out)[(*count)++] = read_shown(c, q);
    }
}

static enum err none_such(struct ctx *c)
{
    return fail(c, ERR_NOT_FOUND, "there is no such notification");
}

enum err notification_find(struct ctx *c, struct store_tx *tx, const struct notification_reader *reader,
                           struct id id, struct notification_shown *out)
{
    struct store_query *q;
    bool row;
    TRY(store_query(c, tx, SHOWN " AND n.id = ?4", &q));
    bind_reader(q, reader);
    store_bind_id(q, 4, id);
    TRY(store_next(c, q, &row));
    if (!row)
        return none_such(c);
    *out = read_shown(c, q);
    store_reset(q);
    return OK;
}

enum err notification_unread(struct ctx *c, struct store_tx *tx, const struct notification_reader *reader,
                             struct text channel, int64_t *count)
{
    struct store_query *q;
    bool row;
    TRY(store_query(
        c, tx, "SELECT count(*) FROM notification n WHERE " SEEN " AND n.channel = ?4 AND n.state < 4", &q));
    bind_reader(q, reader);
    store_bind_text(q, 4, channel);
    TRY(store_next(c, q, &row));
    *count = row ? store_int(q, 0) : 0;
    store_reset(q);
    return OK;
}

enum err notification_mark_read(struct ctx *c, struct store_tx *tx, const struct notification_reader *reader,
                                struct id id)
{
    struct notification_shown shown;
    struct store_query *q;
    int64_t changed;
    TRY(notification_find(c, tx, reader, id, &shown));
    TRY(store_query(c, tx, "UPDATE notification SET state = 4 WHERE seq = ?1 AND state IN (2, 4)", &q));
    store_bind_int(q, 1, shown.row.seq);
    TRY(store_run(c, q, &changed));
    return changed == 1 ? OK : none_such(c);
}

enum err notification_mark_all_read(struct ctx *c, struct store_tx *tx,
                                    const struct notification_reader *reader, struct text channel,
                                    int64_t *changed)
{
    struct store_query *q;
    TRY(store_query(c, tx,
                    "UPDATE notification SET state = 4 WHERE household = ?1 AND (person IS NULL OR person = "
                    "?2) AND channel = ?3 AND state = 2",
                    &q));
    store_bind_int(q, 1, reader->household);
    store_bind_int(q, 2, reader->person);
    store_bind_text(q, 3, channel);
    return store_run(c, q, changed);
}

/* -- Sending */

enum err notification_calls(struct ctx *c, struct store_tx *tx, int64_t task, struct notification_row **out,
                            size_t *count)
{
    struct store_query *q;
    bool row;
    *out = ARENA_ARRAY(c->arena, struct notification_row, NOTIFICATION_CALLS_SHOWN);
    *count = 0;
    TRY(store_query(
        c, tx, "SELECT " COLUMNS " FROM notification n WHERE n.task = ?1 ORDER BY n.seq DESC LIMIT ?2", &q));
    store_bind_int(q, 1, task);
    store_bind_int(q, 2, NOTIFICATION_CALLS_SHOWN);
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row)
            return OK;
        (*out)[(*count)++] = read_row(c, q);
    }
}

enum err notification_due(struct ctx *c, struct store_tx *tx, struct text channel, int64_t limit,
                          struct notification_row **out, size_t *count)
{
    struct store_query *q;
    bool row;
    *out = ARENA_ARRAY(c->arena, struct notification_row, page(limit));
    *count = 0;
    TRY(store_query(c, tx,
                    "SELECT " COLUMNS " FROM notification n WHERE n.channel = ?1 AND n.state = 1 "
                    "AND n.next_try_us <= ?2 ORDER BY n.severity DESC, n.seq DESC LIMIT ?3",
                    &q));
    store_bind_text(q, 1, channel);
    store_bind_int(q, 2, c->now_us);
    store_bind_int(q, 3, page(limit));
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row)
            return OK;
        (*out)[(*count)++] = read_row(c, q);
    }
}

enum err notification_next_due(struct ctx *c, struct store_tx *tx, struct text channel, int64_t *due_us)
{
    struct store_query *q;
    bool row;
    TRY(store_query(c, tx, "SELECT min(next_try_us) FROM notification WHERE channel = ?1 AND state = 1", &q));
    store_bind_text(q, 1, channel);
    TRY(store_next(c, q, &row));
    *due_us = !row || store_is_null(q, 0) ? INT64_MAX : store_int(q, 0);
    store_reset(q);
    return OK;
}

enum err notification_claim(struct ctx *c, struct store_tx *tx, int64_t seq, int64_t now_us, int64_t until_us,
                            bool *mine)
{
    struct store_query *q;
    int64_t changed;
    TRY(store_query(
        c, tx, "UPDATE notification SET next_try_us = ?3 WHERE seq = ?1 AND state = 1 AND next_try_us <= ?2",
        &q));
    store_bind_int(q, 1, seq);
    store_bind_int(q, 2, now_us);
    store_bind_int(q, 3, until_us);
    TRY(store_run(c, q, &changed));
    *mine = changed == 1;
    return OK;
}

enum err notification_update(struct ctx *c, struct store_tx *tx, const struct notification_row *row)
{
    struct store_query *q;
    TRY(store_query(c, tx,
                    "UPDATE notification SET state = ?2, tries = ?3, next_try_us = ?4, why = ?5, message = "
                    "?6, begun = ?7, first_us = ?8, done_us = ?9, sealed = CASE WHEN ?2 = 1 THEN sealed END "
                    "WHERE seq = ?1",
                    &q));
    store_bind_int(q, 1, row->seq);
    store_bind_int(q, 2, row->state);
    store_bind_int(q, 3, row->tries);
    store_bind_int(q, 4, row->next_try_us);
    store_bind_optional(q, 5, row->why);
    if (id_is_zero(row->message))
        store_bind_null(q, 6);
    else
        store_bind_id(q, 6, row->message);
    store_bind_int(q, 7, row->begun);
    store_bind_ref(q, 8, row->first_us);
    store_bind_ref(q, 9, row->done_us);
    return store_run(c, q, NULL);
}

enum err notification_postpone(struct ctx *c, struct store_tx *tx, const struct notification_row *like,
                               int64_t until_us)
{
    struct store_query *q;
    TRY(store_query(c, tx,
                    "UPDATE notification SET next_try_us = ?3 WHERE channel = ?1 AND target = ?2 AND state = "
                    "1 AND next_try_us < ?3",
                    &q));
    store_bind_text(q, 1, like->channel);
    store_bind_text(q, 2, text_of(target_of(c, like)));
    store_bind_int(q, 3, until_us);
    return store_run(c, q, NULL);
}

/* -- Tries */

enum err notice_try_insert(struct ctx *c, struct store_tx *tx, const struct notice_try_row *row)
{
    struct store_query *q;
    TRY(store_query(c, tx,
                    "INSERT INTO notice_try (notification, number, at_us, outcome, status, unknown, why) "
                    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (notification, number) DO NOTHING",
                    &q));
    store_bind_int(q, 1, row->notification);
    store_bind_int(q, 2, row->number);
    store_bind_int(q, 3, row->at_us);
    store_bind_int(q, 4, row->outcome);
    store_bind_int(q, 5, row->status);
    store_bind_int(q, 6, row->unknown);
    store_bind_optional(q, 7, row->why);
    return store_run(c, q, NULL);
}

enum err notice_try_rows(struct ctx *c, struct store_tx *tx, int64_t notification,
                         struct notice_try_row **out, size_t *count)
{
    struct store_query *q;
    bool row;
    *out = ARENA_ARRAY(c->arena, struct notice_try_row, LIMIT_PAGE);
    *count = 0;
    TRY(store_query(c, tx,
                    "SELECT number, at_us, outcome, status, unknown, why FROM notice_try WHERE notification "
                    "= ?1 ORDER BY number LIMIT 1000",
                    &q));
    store_bind_int(q, 1, notification);
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row)
            return OK;
        (*out)[(*count)++] = (struct notice_try_row){.notification = notification,
                                                     .number = store_int(q, 0),
                                                     .at_us = store_int(q, 1),
                                                     .outcome = (int)store_int(q, 2),
                                                     .status = (int)store_int(q, 3),
                                                     .unknown = store_int(q, 4) != 0,
                                                     .why = text_copy(c->arena, store_text(q, 5))};
    }
}

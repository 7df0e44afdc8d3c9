#include "store/entity/insight.h"

#include "base/limits.h"
#include "store/entity/household.h"

#define INSIGHT_COLUMNS "seq, id, household, agent, kind, topic, severity, date, title, body, txn, created_us"

static int64_t page(int64_t limit)
{
    return limit < 1 || limit > LIMIT_PAGE ? LIMIT_PAGE : limit;
}

static enum err find_topic(struct ctx *c, struct store_tx *tx, struct insight_row *row, bool *known)
{
    struct store_query *q;
    TRY(store_query(c, tx, "SELECT seq, id, created_us FROM insight WHERE household = ?1 AND topic = ?2",
                    &q));
    store_bind_int(q, 1, row->household);
    store_bind_text(q, 2, row->topic);
    TRY(store_next(c, q, known));
    if (!*known)
        return OK;
    row->seq = store_int(q, 0);
    row->id = store_get_id(q, 1);
    row->created_us = store_int(q, 2);
    store_reset(q);
    return OK;
}

enum err insight_has(struct ctx *c, struct store_tx *tx, int64_t household, struct text topic, bool *out)
{
    struct insight_row row = {.household = household, .topic = topic};
    return find_topic(c, tx, &row, out);
}

enum err insight_insert(struct ctx *c, struct store_tx *tx, struct insight_row *row, bool *fresh)
{
    struct store_query *q;
    bool known;
    TRY(find_topic(c, tx, row, &known));
    *fresh = !known;
    if (known)
        return OK;
    TRY(counter_take(c, tx, "insight", 1, &row->seq));
    row->id = id_new(c->now_us);
    row->created_us = c->now_us;
    TRY(store_query(c, tx,
                    "INSERT INTO insight (" INSIGHT_COLUMNS ") "
                    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
                    &q));
    store_bind_int(q, 1, row->seq);
    store_bind_id(q, 2, row->id);
    store_bind_int(q, 3, row->household);
    store_bind_text(q, 4, row->agent);
    store_bind_text(q, 5, row->kind);
    store_bind_text(q, 6, row->topic);
    store_bind_int(q, 7, row->severity);
    store_bind_int(q, 8, row->date);
    store_bind_text(q, 9, row->title);
    store_bind_text(q, 10, row->body);
    store_bind_ref(q, 11, row->txn);
    store_bind_int(q, 12, row->created_us);
    return store_run(c, q, NULL);
}

static struct insight_row read_insight(struct ctx *c, struct store_query *q)
{
    return (struct insight_row){.seq = store_int(q, 0),
                                .id = store_get_id(q, 1),
                                .household = store_int(q, 2),
                                .agent = text_copy(c->arena, store_text(q, 3)),
                                .kind = text_copy(c->arena, store_text(q, 4)),
                                .topic = text_copy(c->arena, store_text(q, 5)),
                                .severity = (enum severity)store_int(q, 6),
                                .date = (date)store_int(q, 7),
                                .title = text_copy(c->arena, store_text(q, 8)),
                                .body = text_copy(c->arena, store_text(q, 9)),
                                .txn = store_int(q, 10),
                                .created_us = store_int(q, 11)};
}

static enum err one_insight(struct ctx *c, struct store_query *q, struct insight_row *out)
{
    bool row;
    TRY(store_next(c, q, &row));
    if (!row)
        return fail(c, ERR_NOT_FOUND, "there is no such insight");
    *out = read_insight(c, q);
    store_reset(q);
    return OK;
}

enum err insight_by_seq(struct ctx *c, struct store_tx *tx, int64_t household, int64_t seq,
                        struct insight_row *out)
{
    struct store_query *q;
    TRY(store_query(c, tx, "SELECT " INSIGHT_COLUMNS " FROM insight WHERE household = ?1 AND seq = ?2", &q));
    store_bind_int(q, 1, household);
    store_bind_int(q, 2, seq);
    return one_insight(c, q, out);
}

enum err insight_by_id(struct ctx *c, struct store_tx *tx, int64_t household, struct id id,
                       struct insight_row *out)
{
    struct store_query *q;
    TRY(store_query(c, tx, "SELECT " INSIGHT_COLUMNS " FROM insight WHERE household = ?1 AND id = ?2", &q));
    store_bind_int(q, 1, household);
    store_bind_id(q, 2, id);
    return one_insight(c, q, out);
}

enum err insight_page(struct ctx *c, struct store_tx *tx, int64_t household, struct text kind, int64_t before,
                      int64_t limit, struct insight_shown **out, size_t *count)
{
    struct store_query *q;
    bool row;
    *out = ARENA_ARRAY(c->arena, struct insight_shown, page(limit));
    *count = 0;
    TRY(store_query(c, tx,
                    "SELECT " INSIGHT_COLUMNS
                    ", (SELECT t.id FROM txn t WHERE t.seq = insight.txn) FROM insight "
                    "WHERE household = ?1 AND seq < ?2 AND dismissed_us IS NULL AND (?3 = '' OR kind = ?3) "
                    "ORDER BY seq DESC LIMIT ?4",
                    &q));
    store_bind_int(q, 1, household);
    store_bind_int(q, 2, before == 0 ? INT64_MAX : before);
    store_bind_text(q, 3, kind.len == 0 ? TEXT("") : kind);
    store_bind_int(q, 4, page(limit));
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row)
            return OK;
        (*out)[(*count)++] = (struct insight_shown){read_insight(c, q), store_get_id(q, 12)};
    }
}

enum err insight_dismiss(struct ctx *c, struct store_tx *tx, int64_t household, struct id id)
{
    struct store_query *q;
    int64_t changed;
    TRY(store_query(c, tx,
                    "UPDATE insight SET dismissed_us = coalesce(dismissed_us, ?3) WHERE household = ?1 AND "
                    "id = ?2",
                    &q));
    store_bind_int(q, 1, household);
    store_bind_id(q, 2, id);
    store_bind_int(q, 3, c->now_us);
    TRY(store_run(c, q, &changed));
    return changed == 1 ? OK : fail(c, ERR_NOT_FOUND, "there is no such insight");
}

#include "store/entity/served/task.h"

#include "base/limits.h"
#include "store/entity/household.h"

#define COLUMNS                                                                                              \
    "seq, id, household, queue, kind, priority, state, due_us, asked_us, deadline_us, tries, why, data, "    \
    "result, holder, leased_us, event, correlation, created_us, changed_us"

/* Each priority is looked up by itself, so that what waits for its time is not walked through. */
#define PRIORITIES "(VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9))"

/* Nobody else holds it: ?3 to ?5 are what bind_free() binds. */
#define IS_FREE "(leased_us <= ?3 OR leased_us > ?4 OR holder = ?5)"

static void bind_free(struct store_query *q, const struct task_seeker *seeker)
{
    store_bind_int(q, 3, seeker->free_us);
    store_bind_int(q, 4, seeker->now_us + seeker->lease_most);
    store_bind_text(q, 5, seeker->me);
}

enum err task_insert(struct ctx *c, struct store_tx *tx, struct task_row *row)
{
    struct store_query *q;
    int64_t changed;
    TRY(counter_take(c, tx, "task", 1, &row->seq));
    row->created_us = row->changed_us = c->now_us;
    TRY(store_query(c, tx,
                    "INSERT INTO task (" COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, "
                    "?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)",
                    &q));
    store_bind_int(q, 1, row->seq);
    store_bind_id(q, 2, row->id);
    store_bind_int(q, 3, row->household);
    store_bind_text(q, 4, row->queue);
    store_bind_text(q, 5, row->kind);
    store_bind_int(q, 6, row->priority);
    store_bind_int(q, 7, row->state);
    store_bind_int(q, 8, row->due_us);
    store_bind_ref(q, 9, row->asked_us);
    store_bind_ref(q, 10, row->deadline_us);
    store_bind_int(q, 11, row->tries);
    store_bind_optional(q, 12, row->why);
    store_bind_text(q, 13, row->data);
    store_bind_optional(q, 14, row->result);
    store_bind_optional(q, 15, row->holder);
    store_bind_int(q, 16, row->leased_us);
    store_bind_int(q, 17, row->event);
    store_bind_id(q, 18, row->correlation);
    store_bind_int(q, 19, row->created_us);
    store_bind_int(q, 20, row->changed_us);
    return store_run(c, q, &changed); /* asks, so that an id that is taken is told here */
}

static struct task_row read_row(struct ctx *c, struct store_query *q)
{
    return (struct task_row){.seq = store_int(q, 0),
                             .id = store_get_id(q, 1),
                             .household = store_int(q, 2),
                             .queue = text_copy(c->arena, store_text(q, 3)),
                             .kind = text_copy(c->arena, store_text(q, 4)),
                             .priority = store_int(q, 5),
                             .state = (enum task_state)store_int(q, 6),
                             .due_us = store_int(q, 7),
                             .asked_us = store_int(q, 8),
                             .deadline_us = store_int(q, 9),
                             .tries = store_int(q, 10),
                             .why = text_copy(c->arena, store_text(q, 11)),
                             .data = text_copy(c->arena, store_text(q, 12)),
                             .result = text_copy(c->arena, store_text(q, 13)),
                             .holder = text_copy(c->arena, store_text(q, 14)),
                             .leased_us = store_int(q, 15),
                             .event = store_int(q, 16),
                             .correlation = store_get_id(q, 17),
                             .created_us = store_int(q, 18),
                             .changed_us = store_int(q, 19)};
}

static enum err read_one(struct ctx *c, struct store_query *q, struct task_row *out, bool *found)
{
    TRY(store_next(c, q, found));
    if (!*found)
        return OK;
    *out = read_row(c, q);
    store_reset(q);
    return OK;
}

enum err task_find(struct ctx *c, struct store_tx *tx, int64_t household, struct id id, struct task_row *out,
                   bool *found)
{
    struct store_query *q;
    TRY(store_query(c, tx, "SELECT " COLUMNS " FROM task WHERE household = ?1 AND id = ?2", &q));
    store_bind_int(q, 1, household);
    store_bind_id(q, 2, id);
    return read_one(c, q, out, found);
}

enum err task_by_id(struct ctx *c, struct store_tx *tx, int64_t household, struct id id, struct task_row *out)
{
    bool found;
    TRY(task_find(c, tx, household, id, out, &found));
    return found ? OK : fail(c, ERR_NOT_FOUND, "there is no such task");
}

enum err task_by_seq(struct ctx *c, struct store_tx *tx, int64_t seq, struct task_row *out)
{
    struct store_query *q;
    bool found;
    TRY(store_query(c, tx, "SELECT " COLUMNS " FROM task WHERE seq = ?1", &q));
    store_bind_int(q, 1, seq);
    TRY(read_one(c, q, out, &found));
    return found ? OK : fail(c, ERR_NOT_FOUND, "there is no task %lld", (long long)seq);
}

/* -- Work */

/* Its due time is our own, and further ahead than we put any: a task that did not fail was due when it was made. */
static enum err find_stranded(struct ctx *c, struct store_tx *tx, const struct task_seeker *seeker,
                              struct task_row *out, bool *found)
{
    struct store_query *q;
    TRY(store_query(c, tx,
                    "SELECT " COLUMNS " FROM task WHERE state = 1 AND (asked_us IS NULL OR tries > 0) "
                    "AND queue = ?1 AND due_us > ?2 AND (tries = 0 OR due_us > ?6) AND " IS_FREE
                    " ORDER BY priority, due_us, seq LIMIT 1",
                    &q));
    store_bind_text(q, 1, seeker->queue);
    store_bind_int(q, 2, seeker->now_us);
    bind_free(q, seeker);
    store_bind_int(q, 6, seeker->now_us + seeker->retry_most);
    return read_one(c, q, out, found);
}

enum err task_next(struct ctx *c, struct store_tx *tx, const struct task_seeker *seeker, struct task_row *out,
                   bool *found)
{
    struct store_query *q;
    TRY(store_query(c, tx,
                    "SELECT " COLUMNS
                    " FROM task WHERE seq = (SELECT first FROM (SELECT level.column1 AS at, "
                    "(SELECT seq FROM task WHERE state = 1 AND queue = ?1 AND priority = level.column1 "
                    "AND due_us <= ?2 AND " IS_FREE " ORDER BY due_us, seq LIMIT 1) AS first "
                    "FROM " PRIORITIES " AS level) AS best WHERE first IS NOT NULL ORDER BY at LIMIT 1)",
                    &q));
    store_bind_text(q, 1, seeker->queue);
    store_bind_int(q, 2, seeker->now_us);
    bind_free(q, seeker);
    TRY(read_one(c, q, out, found));
    return *found ? OK : find_stranded(c, tx, seeker, out, found);
}

enum err task_next_due(struct ctx *c, struct store_tx *tx, struct text queue, int64_t now_us, int64_t *due_us)
{
    struct store_query *q;
    bool row;
    TRY(store_query(c, tx,
                    "SELECT min(soon) FROM (SELECT (SELECT due_us FROM task WHERE state = 1 AND queue = ?1 "
                    "AND priority = level.column1 AND due_us > ?2 ORDER BY due_us LIMIT 1) AS soon "
                    "FROM " PRIORITIES " AS level) AS best",
                    &q));
    store_bind_text(q, 1, queue);
    store_bind_int(q, 2, now_us);
    TRY(store_next(c, q, &row));
    *due_us = !row || store_is_null(q, 0) ? INT64_MAX : store_int(q, 0);
    store_reset(q);
    return OK;
}

enum err task_lease(struct ctx *c, struct store_tx *tx, const struct task_seeker *seeker,
                    const struct task_row *row, int64_t tries, int64_t until_us, bool *ours)
{
    struct store_query *q;
    int64_t changed;
    TRY(store_query(c, tx,
                    "UPDATE task SET holder = ?5, leased_us = ?6, tries = ?7, changed_us = ?9 WHERE seq = ?1 "
                    "AND state = 1 AND due_us = ?2 AND tries = ?8 AND " IS_FREE,
                    &q));
    store_bind_int(q, 1, row->seq);
    store_bind_int(q, 2, row->due_us);
    bind_free(q, seeker);
    store_bind_int(q, 6, until_us);
    store_bind_int(q, 7, tries);
    store_bind_int(q, 8, row->tries);
    store_bind_int(q, 9, c->now_us);
    TRY(store_run(c, q, &changed));
    *ours = changed == 1;
    return OK;
}

enum err task_update(struct ctx *c, struct store_tx *tx, const struct task_row *row)
{
    struct store_query *q;
    TRY(store_query(
        c, tx,
        "UPDATE task SET state = ?2, due_us = ?3, tries = ?4, why = ?5, result = ?6, holder = ?7, "
        "leased_us = ?8, event = ?9, changed_us = ?10 WHERE seq = ?1",
        &q));
    store_bind_int(q, 1, row->seq);
    store_bind_int(q, 2, row->state);
    store_bind_int(q, 3, row->due_us);
    store_bind_int(q, 4, row->tries);
    store_bind_optional(q, 5, row->why);
    store_bind_optional(q, 6, row->result);
    store_bind_optional(q, 7, row->holder);
    store_bind_int(q, 8, row->leased_us);
    store_bind_int(q, 9, row->event);
    store_bind_int(q, 10, c->now_us);
    return store_run(c, q, NULL);
}

/* -- Looking */

enum err task_page(struct ctx *c, struct store_tx *tx, const struct task_filter *filter, int64_t limit,
                   struct task_row **out, size_t *count)
{
    struct store_query *q;
    bool row;
    limit = limit < 1 || limit > LIMIT_PAGE ? LIMIT_PAGE : limit;
    *out = ARENA_ARRAY(c->arena, struct task_row, limit);
    *count = 0;
    TRY(store_query(c, tx,
                    "SELECT " COLUMNS " FROM task WHERE household = ?1 AND seq < ?2 "
                    "AND (?3 = '' OR queue = ?3) AND (?4 = 0 OR state = ?4) ORDER BY seq DESC LIMIT ?5",
                    &q));
    store_bind_int(q, 1, filter->household);
    store_bind_int(q, 2, filter->before == 0 ? INT64_MAX : filter->before);
    store_bind_text(q, 3, filter->queue.len == 0 ? TEXT("") : filter->queue);
    store_bind_int(q, 4, filter->state);
    store_bind_int(q, 5, limit);
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row)
            return OK;
        (*out)[(*count)++] = read_row(c, q);
    }
}

#define DEPTHS                                                                                               \
    "SELECT queue, sum(CASE WHEN state = 1 AND due_us <= ?1 AND leased_us <= ?1 THEN 1 ELSE 0 END), "        \
    "sum(CASE WHEN state = 1 AND due_us > ?1 AND leased_us <= ?1 THEN 1 ELSE 0 END), "                       \
    "sum(CASE WHEN state = 1 AND leased_us > ?1 THEN 1 ELSE 0 END), "                                        \
    "sum(CASE WHEN state = 1 AND tries > 0 THEN 1 ELSE 0 END), "                                             \
    "sum(CASE WHEN state = 3 THEN 1 ELSE 0 END), "                                                           \
    "min(CASE WHEN state = 1 AND due_us <= ?1 THEN due_us END) FROM task WHERE (state = 1 OR state = 3) "

enum err task_depths(struct ctx *c, struct store_tx *tx, int64_t household, struct task_depth **out,
                     size_t *count)
{
    struct store_query *q;
    bool row;
    *out = ARENA_ARRAY(c->arena, struct task_depth, LIMIT_PAGE);
    *count = 0;
    if (household == 0)
        TRY(store_query(c, tx, DEPTHS "GROUP BY queue ORDER BY queue LIMIT ?2", &q));
    else
        TRY(store_query(c, tx, DEPTHS "AND household = ?3 GROUP BY queue ORDER BY queue LIMIT ?2", &q));
    store_bind_int(q, 1, c->now_us);
    store_bind_int(q, 2, LIMIT_PAGE);
    if (household != 0)
        store_bind_int(q, 3, household);
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row)
            return OK;
        (*out)[(*count)++] = (struct task_depth){.queue = text_copy(c->arena, store_text(q, 0)),
                                                 .waiting = store_int(q, 1),
                                                 .delayed = store_int(q, 2),
                                                 .leased = store_int(q, 3),
                                                 .retried = store_int(q, 4),
                                                 .dead = store_int(q, 5),
                                                 .oldest_us = store_int(q, 6)};
    }
}

enum err task_waiting_count(struct ctx *c, struct store_tx *tx, int64_t household, struct text queue,
                            int64_t *count)
{
    struct store_query *q;
    bool row;
    TRY(store_query(c, tx,
                    "SELECT count(*) FROM task WHERE household = ?1 AND queue = ?2 AND state = 1 "
                    "AND (state = 1 OR state = 3)",
                    &q));
    store_bind_int(q, 1, household);
    store_bind_text(q, 2, queue);
    TRY(store_next(c, q, &row));
    *count = row ? store_int(q, 0) : 0;
    store_reset(q);
    return OK;
}

enum err task_delete_ended(struct ctx *c, struct store_tx *tx, int64_t before_us)
{
    struct store_query *q;
    TRY(store_query(c, tx, "DELETE FROM task WHERE state > 1 AND changed_us < ?1", &q));
    store_bind_int(q, 1, before_us);
    return store_run(c, q, NULL);
}

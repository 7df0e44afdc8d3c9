/* A worker for tests, and what tests do with tasks. */
#ifndef TESTS_UNIT_EVENTS_WORKING_H
#define TESTS_UNIT_EVENTS_WORKING_H

#include "events/tasks.h"
#include "unit/events/world.h"

#define SECOND INT64_C(1000000)

/* A worker that writes each effect into the store, and fails as told. */
struct probe {
    struct world *w;
    const char *name;
    struct text bad; /* the kind that fails */
    int fail_times;  /* -1: always */
    enum err code;
    bool fails_to_prepare;
    int64_t takes_us;                   /* preparing moves the clock */
    void (*meanwhile)(struct probe *p); /* while it prepares */
    struct relay *other;
    int prepared, done, known, failed, dead;
    char kinds[256]; /* that took effect, in order */
    char why[320];
};

static inline enum err fail_as_told(struct ctx *c, struct probe *p, const struct task *task)
{
    if (p->fail_times == 0 || !text_equal(p->bad, task->row.kind))
        return OK;
    p->fail_times -= p->fail_times > 0;
    return (fail)(c, p->code, "%.*s disagrees with me", TEXT_ARGS(task->row.kind));
}

static inline enum err prepare(struct ctx *c, void *self, struct store_tx *snapshot, const struct task *task,
                               void **prepared)
{
    struct probe *p = self;
    (void)snapshot;
    p->prepared++;
    if (p->meanwhile != NULL)
        p->meanwhile(p);
    if (p->takes_us > 0) /* only where the clock is one thread's */
        p->w->now_us += p->takes_us;
    *prepared = arena_copy(c->arena, task->row.kind.at, task->row.kind.len);
    return p->fails_to_prepare ? fail_as_told(c, p, task) : OK;
}

static inline enum err handle(struct ctx *c, void *self, struct store_tx *tx, const struct task *task,
                              struct text *result)
{
    struct probe *p = self;
    struct store_query *q;
    int64_t changed;
    assert_int_equal(task->row.event, task->cause.place);
    assert_true(id_equal(task->row.correlation, task->cause.correlation));
    TRY(store_query(c, tx, "INSERT INTO effect (task, worker) VALUES (?1, ?2)", &q));
    store_bind_int(q, 1, task->row.seq);
    store_bind_text(q, 2, text_of(p->name));
    TRY(store_run(c, q, &changed));
    TRY(fail_as_told(c, p, task));
    *result = text_of(arena_printf(c->arena, "{\"tries\":%lld}", (long long)task->row.tries));
    return OK;
}

static inline void settled(void *self, const struct task *task, enum relay_outcome outcome, int64_t took_us,
                           const char *why)
{
    struct probe *p = self;
    size_t len = strlen(p->kinds);
    assert_true(took_us >= 0);
    p->done += outcome == RELAY_DONE;
    p->known += outcome == RELAY_KNOWN;
    p->failed += outcome == RELAY_FAILED;
    p->dead += outcome == RELAY_DEAD;
    if (outcome == RELAY_DONE)
        snprintf(p->kinds + len, sizeof p->kinds - len, "%.*s ", TEXT_ARGS(task->row.kind));
    if (*why != '\0')
        snprintf(p->why, sizeof p->why, "%s", why);
}

static inline void add_to(struct relay *relay, struct world *w, struct probe *p, const char *queue,
                          bool prepares)
{
    struct task_worker worker = {.queue = queue,
                                 .self = p,
                                 .prepare = prepares ? prepare : NULL,
                                 .lease_us = 60 * SECOND,
                                 .handle = handle,
                                 .settled = settled};
    p->w = w;
    assert_ok(&w->c, relay_add_worker(&w->c, relay, &worker));
}

static inline struct world *begin(void)
{
    struct world *w = world_new();
    world_script(w, "CREATE TABLE effect (task INTEGER NOT NULL PRIMARY KEY, worker TEXT NOT NULL)");
    return w;
}

static inline struct task_order an_order(const char *kind)
{
    return (struct task_order){.household = HOUSEHOLD_FIRST,
                               .queue = TEXT("probe"),
                               .kind = text_of(kind),
                               .priority = TASK_PRIORITY_USUAL};
}

static inline enum err try_put(struct world *w, const struct task_order *order, struct task_row *out)
{
    struct store_tx *tx;
    w->c.now_us = w->now_us;
    TRY(store_begin(&w->c, w->store, &tx));
    enum err e = task_put(&w->c, tx, order, out);
    if (e == OK)
        return store_commit(&w->c, tx);
    store_rollback(tx);
    return e;
}

static inline struct task_row put(struct world *w, const struct task_order *order)
{
    struct task_row row;
    assert_ok(&w->c, try_put(w, order, &row));
    return row;
}

static inline struct task_row put_kind(struct world *w, const char *kind)
{
    struct task_order order = an_order(kind);
    return put(w, &order);
}

static inline struct task_row look(struct world *w, const struct task_row *row)
{
    struct store_tx *tx;
    struct task_row now;
    assert_ok(&w->c, store_begin_read(&w->c, w->store, &tx));
    assert_ok(&w->c, task_by_id(&w->c, tx, row->household, row->id, &now));
    store_rollback(tx);
    return now;
}

static inline enum err end_it(struct world *w, const struct task_row *row,
                              enum err (*how)(struct ctx *c, struct store_tx *tx, int64_t household,
                                              struct id id, struct task_row *out),
                              struct task_row *out)
{
    struct store_tx *tx;
    w->c.now_us = w->now_us;
    TRY(store_begin(&w->c, w->store, &tx));
    enum err e = how(&w->c, tx, row->household, row->id, out);
    if (e == OK)
        return store_commit(&w->c, tx);
    store_rollback(tx);
    return e;
}

#endif

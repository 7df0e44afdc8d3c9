/* Tasks, taken one at a time and worked on. */
#include "base/date.h"
#include "base/limits.h"
#include "bus/types.h"
#include "events/lease.h"
#include "events/relay_inner.h"

#include <stdio.h>

enum { HEARD_MOST = 64 };

enum err relay_add_worker(struct ctx *c, struct relay *relay, const struct task_worker *worker)
{
    static const char *const types[] = {EVENT_TASK_QUEUED, NULL};
    if (relay->queue_count == WORKERS_MAX)
        return fail(c, ERR_LIMIT, "more than %d queues of tasks", WORKERS_MAX);
    for (size_t i = 0; i < relay->queue_count; i++)
        if (strcmp(relay->queues[i].worker.queue, worker->queue) == 0)
            return fail(c, ERR_CONFLICT, "two workers are for the queue \"%s\"", worker->queue);
    struct work_queue *queue = &relay->queues[relay->queue_count];
    *queue = (struct work_queue){.worker = *worker, .hears = {queue->name, types}};
    snprintf(queue->name, sizeof queue->name, "tasks/%s", worker->queue);
    if (queue->worker.lease_us == 0)
        queue->worker.lease_us = TASK_LEASE_US;
    if (bus_carries(relay->options.bus))
        TRY(bus_subscribe(c, relay->options.bus, &queue->hears, &queue->subscription));
    relay->queue_count++;
    return OK;
}

/* That a task was queued has woken us, which is all that it is for: the store says which. */
static void forget_heard(struct work_queue *queue)
{
    struct bus_delivery heard[HEARD_MOST];
    size_t count = queue->subscription == NULL ? 0 : bus_fetch(queue->subscription, heard, HEARD_MOST);
    if (count > 0)
        bus_settle(queue->subscription, heard, count, BUS_DONE);
}

/* Where nobody else writes to this store, whoever else held a lease has ended. */
static struct task_seeker seeker_of(const struct ctx *c, const struct relay *relay,
                                    const struct work_queue *queue)
{
    bool alone = relay->options.leases == NULL;
    return (struct task_seeker){.queue = text_of(queue->worker.queue),
                                .me = alone ? TEXT("alone") : text_of(leases_holder(relay->options.leases)),
                                .now_us = c->now_us,
                                .free_us = alone ? INT64_MAX : c->now_us,
                                .lease_most = queue->worker.lease_us,
                                .retry_most = RETRY_MOST_US};
}

static enum err find(struct ctx *c, struct relay *relay, const struct task_seeker *seeker, struct task *task,
                     bool *found, int64_t *due_us)
{
    struct store_tx *tx;
    struct event_row queued;
    TRY(store_begin_read(c, relay->store, &tx));
    TRY(task_next(c, tx, seeker, &task->row, found));
    if (*found) {
        TRY(event_by_seq(c, tx, task->row.event, &queued));
        task->cause = event_from_row(&queued);
    } else {
        TRY(task_next_due(c, tx, seeker->queue, c->now_us, due_us));
    }
    store_rollback(tx);
    return OK;
}

/* Is the task still as it was found, or as we leased it? Asked when nobody else can write. */
static enum err is_ours(struct ctx *c, struct store_tx *tx, const struct task_seeker *seeker,
                        const struct task_row *row, bool *ours)
{
    struct task_row now;
    TRY(task_by_seq(c, tx, row->seq, &now));
    bool free = now.leased_us <= seeker->free_us || now.leased_us > seeker->now_us + seeker->lease_most;
    *ours = now.state == TASK_WAITING && now.tries == row->tries && now.due_us == row->due_us &&
            now.event == row->event && text_equal(now.holder, row->holder) &&
            (free || text_equal(now.holder, seeker->me));
    return OK;
}

/* -- How a try ends */

struct trial {
    struct relay *relay;
    const struct work_queue *queue;
    struct task_seeker seeker;
    struct task task;
    int64_t took_us;
    int64_t prepared_us;
};

static void settle_task(const struct trial *t, enum relay_outcome outcome, const char *why)
{
    const struct task_worker *worker = &t->queue->worker;
    if (worker->settled != NULL)
        worker->settled(worker->self, &t->task, outcome, t->took_us, why);
    if (t->relay->options.committed != NULL)
        t->relay->options.committed(t->relay->options.self);
}

/* The next try, or the end. */
static enum err write_failure(struct ctx *c, struct trial *t, struct task_row *row, bool dead)
{
    struct store_tx *tx;
    bool ours;
    TRY(store_begin(c, t->relay->store, &tx));
    TRY(is_ours(c, tx, &t->seeker, &t->task.row, &ours));
    if (!ours) {
        row->state = TASK_CANCELLED; /* or whatever it is now */
        return store_commit(c, tx);
    }
    if (dead) {
        row->state = TASK_DEAD;
        TRY(task_end(c, tx, row));
    } else {
        row->holder = (struct text){NULL, 0};
        row->leased_us = 0;
        TRY(task_update(c, tx, row));
    }
    return store_commit(c, tx);
}

/* `why` and `hopeless` are the worker's; `tries` is how many have failed now. */
static enum err note_failure(struct trial *t, int64_t tries, const char *why, bool hopeless)
{
    struct ctx c = relay_unit(t->relay);
    struct task_row row = t->task.row;
    row.tries = tries;
    row.why = text_of(why);
    row.due_us = c.now_us + relay_backoff_us(t->queue->worker.queue, row.seq, tries);
    bool late = !hopeless && tries < RELAY_TRIES && row.deadline_us != 0 && row.due_us >= row.deadline_us;
    if (late)
        row.why = text_of(arena_printf(c.arena, "too late to try again: %s", why));
    bool dead = hopeless || late || tries >= RELAY_TRIES;
    enum err e = write_failure(&c, t, &row, dead);
    if (e == OK)
        settle_task(t, row.state == TASK_CANCELLED ? RELAY_KNOWN : dead ? RELAY_DEAD : RELAY_FAILED, why);
    else if (t->relay->options.trouble != NULL)
        t->relay->options.trouble(t->relay->options.self, c.why);
    arena_free(c.arena);
    return e;
}

/* -- A try */

static enum err effect(struct ctx *c, struct trial *t, struct store_tx *tx, bool *ours)
{
    const struct task_worker *worker = &t->queue->worker;
    struct task_row row = t->task.row;
    TRY(is_ours(c, tx, &t->seeker, &row, ours));
    if (!*ours)
        return OK;
    int64_t start_us = time_steady_us();
    row.result = (struct text){NULL, 0};
    TRY(store_act_for(c, tx, row.household));
    enum err e = worker->handle(c, worker->self, tx, &t->task, &row.result);
    t->took_us += time_steady_us() - start_us;
    TRY(e);
    if (row.result.len > LIMIT_TASK_BYTES)
        return fail(c, ERR_LIMIT, "the result is larger than %d KiB", LIMIT_TASK_BYTES >> 10);
    row.state = TASK_DONE;
    return task_end(c, tx, &row);
}

/* However it fails, its transaction has ended when this returns. */
static enum err effect_or_nothing(struct ctx *c, struct trial *t, bool *ours)
{
    struct store_tx *tx;
    TRY(store_begin(c, t->relay->store, &tx));
    enum err e = effect(c, t, tx, ours);
    if (e == OK)
        return store_commit(c, tx);
    store_rollback(tx);
    return e;
}

static enum err prepare(struct ctx *c, struct trial *t)
{
    const struct task_worker *worker = &t->queue->worker;
    struct store_tx *tx;
    if (worker->prepare == NULL)
        return OK;
    TRY(store_begin_read(c, t->relay->store, &tx));
    int64_t start_us = time_steady_us();
    enum err e = store_act_for(c, tx, t->task.row.household);
    if (e == OK)
        e = worker->prepare(c, worker->self, tx, &t->task, &t->task.prepared);
    t->prepared_us = t->took_us = time_steady_us() - start_us;
    store_rollback(tx);
    if (e == OK && worker->wait != NULL) {
        e = worker->wait(c, worker->self, &t->task);
        t->took_us = time_steady_us() - start_us;
    }
    return e;
}

/* A lease that ran out, or was left by a process that ended: that try failed. */
static enum err take_lease(struct ctx *c, struct trial *t, bool *ours)
{
    struct store_tx *tx;
    struct task_row *row = &t->task.row;
    int64_t tries = row->tries + (row->holder.len > 0), until_us = c->now_us + t->seeker.lease_most;
    TRY(store_begin(c, t->relay->store, &tx));
    TRY(task_lease(c, tx, &t->seeker, row, tries, until_us, ours));
    TRY(store_commit(c, tx));
    row->tries = tries;
    row->leased_us = until_us;
    row->holder = t->seeker.me;
    return OK;
}

static bool is_late(const struct trial *t)
{
    int64_t deadline_us = t->task.row.deadline_us;
    return deadline_us != 0 && deadline_us <= relay_now(t->relay);
}

static enum err give_up_late(struct trial *t)
{
    return note_failure(t, t->task.row.tries, "too late: its deadline is over", true);
}

static enum err try_task(struct ctx *c, struct trial *t)
{
    const struct task_row *row = &t->task.row;
    bool ours = true;
    if (is_late(t))
        return give_up_late(t);
    if (t->queue->worker.prepare != NULL) {
        TRY(take_lease(c, t, &ours));
        if (!ours)
            return OK;
        if (row->tries >= RELAY_TRIES)
            return note_failure(t, row->tries, "whoever worked on it ended before it was done", true);
    }
    enum err e = prepare(c, t);
    if (e == OK && is_late(t))
        return give_up_late(t);
    if (e == OK)
        e = effect_or_nothing(c, t, &ours);
    if (e != OK)
        return note_failure(t, row->tries + 1, c->why, relay_is_hopeless(c, e));
    settle_task(t, ours ? RELAY_DONE : RELAY_KNOWN, "");
    return OK;
}

enum err work_take(struct ctx *c, struct relay *relay, struct work_queue *queue, bool *worked,
                   int64_t *due_us)
{
    *worked = false;
    forget_heard(queue);
    if (relay_rests(relay, queue->rest_until_us, due_us))
        return OK;
    struct ctx unit = relay_unit(relay);
    struct trial *t = ARENA_NEW(unit.arena, struct trial);
    *t = (struct trial){.relay = relay, .queue = queue, .seeker = seeker_of(&unit, relay, queue)};
    enum err e = find(&unit, relay, &t->seeker, &t->task, worked, due_us);
    if (e == OK && *worked)
        e = try_task(&unit, t);
    if (relay->rests && t->prepared_us > REST_FROM_US)
        queue->rest_until_us = relay_rest_until(t->prepared_us);
    if (e != OK)
        memcpy(c->why, unit.why, sizeof c->why);
    c->retriable = unit.retriable;
    arena_free(unit.arena);
    return e;
}

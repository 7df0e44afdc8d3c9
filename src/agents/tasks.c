/* Agents at work on tasks: the calls between the relay's worker and an agent, and what is counted. */
#include "agents/host_inner.h"
#include "agents/runs_inner.h"

#define HOUR_US (INT64_C(3600) * 1000000)

static struct agent_context context_of(struct ctx *c, struct employee *employee, struct store_tx *tx,
                                       const struct task *task)
{
    return (struct agent_context){.c = c,
                                  .household = task->row.household,
                                  .agent = employee->agent,
                                  .employee = employee,
                                  .memory = employee->memory,
                                  .tx = tx,
                                  .prepared = task->prepared,
                                  .cause = &task->cause,
                                  .task = task};
}

bool agent_takes_tasks(const struct agent *agent)
{
    return agent->on_task != NULL || agent->kinds != NULL;
}

static enum err check_kind(struct ctx *c, const struct agent *agent, const struct task *task)
{
    for (const char *const *kind = agent->kinds; *kind != NULL; kind++)
        if (text_is(task->row.kind, *kind))
            return OK;
    struct text shown = text_glimpse(task->row.kind);
    return fail(c, ERR_INPUT, "%s does not know the task \"%.*s\"", agent->name, TEXT_ARGS(shown));
}

static struct agent_trigger trigger_of(const struct task *task)
{
    return (struct agent_trigger){.event = &task->cause, .task = task, .kind = task->row.kind};
}

static enum err prepare(struct ctx *c, void *self, struct store_tx *snapshot, const struct task *task,
                        void **prepared)
{
    struct employee *employee = self;
    struct agent_context x = context_of(c, employee, snapshot, task);
    if (employee->agent->decide == NULL)
        return employee->agent->prepare_task(&x, task, prepared);
    struct agent_trigger trigger = trigger_of(task);
    struct gathered *gathered = ARENA_NEW(c->arena, struct gathered);
    *prepared = gathered;
    TRY(check_kind(c, employee->agent, task));
    return run_gather(&x, &trigger, gathered);
}

/* Outside of any transaction: what an agent asks of a model may take long. */
static enum err wait(struct ctx *c, void *self, const struct task *task)
{
    return run_ask(c, self, task->row.household, task->prepared);
}

/* The next daily one is put in the transaction of this one's effect: there is always one that waits. */
static enum err decide_task(struct agent_context *x, const struct task *task, struct text *result)
{
    struct agent_trigger trigger = trigger_of(task);
    TRY(check_kind(x->c, x->agent, task));
    if (text_is(task->row.kind, DAILY_KIND))
        TRY(daily_put_next(x->c, x->tx, x->household, x->agent));
    return run_of_agent(x, &trigger, result);
}

static enum err handle(struct ctx *c, void *self, struct store_tx *tx, const struct task *task,
                       struct text *result)
{
    struct employee *employee = self;
    struct agent_context x = context_of(c, employee, tx, task);
    employee->told = 0; /* between two transactions of this agent: nothing is unsettled */
    return employee->agent->decide != NULL ? decide_task(&x, task, result)
                                           : employee->agent->on_task(&x, task, result);
}

/* A task that fails says nothing of its agent's health: it may have been asked for nonsense. */
static void settled(void *self, const struct task *task, enum relay_outcome outcome, int64_t took_us,
                    const char *why)
{
    struct employee *employee = self;
    (void)task, (void)took_us, (void)why;
    if (outcome == RELAY_DONE)
        count_sent(employee->host, NOTIFICATION_INAPP, employee->told, 0);
    employee->told = 0;
    pthread_mutex_lock(employee->host->lock);
    employee->tasks_done += outcome == RELAY_DONE;
    employee->tasks_failed += outcome == RELAY_FAILED;
    employee->tasks_dead += outcome == RELAY_DEAD;
    pthread_mutex_unlock(employee->host->lock);
}

enum err employ_for_tasks(struct ctx *c, struct relay *relay, struct employee *employee)
{
    struct task_worker worker = {
        .queue = employee->agent->name,
        .self = employee,
        .prepare = employee->agent->prepare_task == NULL && !employee->agent->gathers_long ? NULL : prepare,
        .wait = (employee->agent->permissions & AGENT_ASKS_MODEL) != 0 ? wait : NULL,
        .pauses = employee_pauses,
        .lease_us = employee->agent->task_lease_us,
        .handle = handle,
        .settled = settled};
    return relay_add_worker(c, relay, &worker);
}

enum err tasks_chore_run(struct ctx *c, void *self, int64_t *next_us)
{
    struct host *host = self;
    if (c->now_us >= host->purge_us || host->purge_us - c->now_us > HOUR_US) { /* or the clock was set back */
        TRY(tasks_purge(c, host->store));
        TRY(runs_purge(c, host->store));
        host->purge_us = c->now_us + HOUR_US;
    }
    *next_us = host->purge_us;
    return OK;
}

size_t host_queues(const char *names[HOST_AGENTS_MAX])
{
    size_t count = 0;
    for (const struct agent *const *agent = agents; *agent != NULL && count < HOST_AGENTS_MAX; agent++)
        if (agent_takes_tasks(*agent))
            names[count++] = (*agent)->name;
    return count;
}

/* -- Metrics */

static void write_outcomes(const struct host *host, struct buf *out)
{
    buf_z(out, "# HELP florin_tasks_total Tries of tasks and how they ended.\n"
               "# TYPE florin_tasks_total counter\n");
    pthread_mutex_lock(host->lock);
    for (size_t i = 0; i < host->employee_count; i++) {
        const struct employee *e = &host->employees[i];
        if (!agent_takes_tasks(e->agent))
            continue;
        buf_printf(out,
                   "florin_tasks_total{queue=\"%s\",outcome=\"completed\"} %lld\n"
                   "florin_tasks_total{queue=\"%s\",outcome=\"retried\"} %lld\n"
                   "florin_tasks_total{queue=\"%s\",outcome=\"dead\"} %lld\n",
                   e->agent->name, (long long)e->tasks_done, e->agent->name, (long long)e->tasks_failed,
                   e->agent->name, (long long)e->tasks_dead);
    }
    pthread_mutex_unlock(host->lock);
}

static void write_depth(const char *queue, const struct task_depth *depth, struct buf *out)
{
    const struct {
        const char *state;
        int64_t count;
    } lines[] = {{"waiting", depth->waiting},
                 {"delayed", depth->delayed},
                 {"leased", depth->leased},
                 {"dead", depth->dead}};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        buf_printf(out, "florin_task_queue_depth{queue=\"%s\",state=\"%s\"} %lld\n", queue, lines[i].state,
                   (long long)lines[i].count);
}

static enum err write_depths(struct ctx *c, const struct host *host, struct buf *out)
{
    struct store_tx *tx;
    struct task_depth *depths;
    size_t count;
    TRY(store_begin_read(c, host->store, &tx));
    TRY(task_depths(c, tx, 0, &depths, &count));
    store_rollback(tx);
    buf_z(out, "# HELP florin_task_queue_depth Tasks of all households that did not end well, by state.\n"
               "# TYPE florin_task_queue_depth gauge\n");
    for (size_t i = 0; i < host->employee_count; i++) {
        const struct agent *agent = host->employees[i].agent;
        struct task_depth depth = {.queue = {NULL, 0}};
        for (size_t d = 0; d < count; d++)
            if (text_is(depths[d].queue, agent->name))
                depth = depths[d];
        if (agent_takes_tasks(agent))
            write_depth(agent->name, &depth, out);
    }
    return OK;
}

/* A store that does not answer has no depths; /readyz says that it does not. */
void tasks_metrics(const struct host *host, struct buf *out)
{
    struct ctx c = {.arena = arena_new(), .now_us = time_now_us()};
    write_outcomes(host, out);
    (void)write_depths(&c, host, out);
    arena_free(c.arena);
}

#include "agents/host_inner.h"
#include "agents/runs_inner.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

static enum err handle(struct ctx *c, void *self, struct store_tx *tx, const struct relay_event *event)
{
    struct employee *employee = self;
    struct agent_context x = {.c = c,
                              .household = event->household,
                              .agent = employee->agent,
                              .employee = employee,
                              .memory = employee->memory,
                              .tx = tx,
                              .prepared = event->prepared,
                              .cause = event};
    if (event->place <= employee->place)
        employee->told = 0; /* what was told for later events was rolled back */
    employee->place = event->place;
    struct agent_trigger trigger = {.event = event, .kind = event->type};
    return employee->agent->decide != NULL ? run_of_agent(&x, &trigger, NULL)
                                           : employee->agent->on_event(&x, event);
}

static enum err prepare(struct ctx *c, void *self, struct store_tx *snapshot, const struct relay_event *event,
                        void **prepared)
{
    struct employee *employee = self;
    struct agent_context x = {.c = c,
                              .household = event->household,
                              .agent = employee->agent,
                              .employee = employee,
                              .memory = employee->memory,
                              .tx = snapshot,
                              .cause = event};
    if (employee->agent->decide == NULL)
        return employee->agent->prepare(&x, event, prepared);
    struct agent_trigger trigger = {.event = event, .kind = event->type};
    struct gathered *gathered = ARENA_NEW(c->arena, struct gathered);
    *prepared = gathered;
    return run_gather(&x, &trigger, gathered);
}

static void settled(void *self, const struct relay_event *event, enum relay_outcome outcome, int64_t took_us,
                    const char *why)
{
    struct employee *employee = self;
    (void)event;
    if (outcome == RELAY_DONE)
        count_sent(employee->host, NOTIFICATION_INAPP, employee->told, 0);
    employee->told = 0;
    pthread_mutex_lock(employee->host->lock);
    struct agent_health *health = &employee->health;
    health->processed += outcome == RELAY_DONE;
    health->failed += outcome == RELAY_FAILED;
    health->dead += outcome == RELAY_DEAD;
    health->processing_us += took_us;
    health->last_us = time_now_us();
    health->well = outcome == RELAY_DONE || outcome == RELAY_KNOWN;
    if (!health->well)
        snprintf(health->why, sizeof health->why, "%s", why);
    pthread_mutex_unlock(employee->host->lock);
}

static enum err employ(struct ctx *c, struct host *host, struct relay *relay, const struct agent *agent)
{
    if (host->employee_count == HOST_AGENTS_MAX)
        return fail(c, ERR_LIMIT, "more than %d agents", HOST_AGENTS_MAX);
    struct employee *employee = &host->employees[host->employee_count];
    *employee = (struct employee){.host = host,
                                  .agent = agent,
                                  .consumer = arena_printf(host->arena, "agent/%s", agent->name),
                                  .health = {.name = agent->name, .title = agent->title, .well = true}};
    bool thinks = (agent->permissions & AGENT_ASKS_MODEL) != 0;
    assert(!thinks ||
           (agent->types[0] == NULL && agent->memory_new == NULL)); /* it has two threads otherwise */
    employee->judge = thinks && host->model.thinking != NULL ? host->thinking_judge : host->judge;
    if (agent->memory_new != NULL)
        employee->memory = agent->memory_new();
    struct relay_consumer consumer = {.bus = {employee->consumer, agent->types},
                                      .self = employee,
                                      .prepare =
                                          agent->prepare == NULL && !agent->gathers_long ? NULL : prepare,
                                      .handle = handle,
                                      .settled = settled,
                                      .urgent = agent->urgent,
                                      .pauses = employee_pauses};
    host->employee_count++;
    if (!thinks)
        TRY(relay_add(c, relay, &consumer));
    if (!agent_takes_tasks(agent))
        return OK;
    return employ_for_tasks(c, thinks && host->model.thinking != NULL ? host->model.thinking : relay,
                            employee);
}

static enum err fill(struct ctx *c, struct host *host, struct relay *relay, const struct agent *const *team)
{
    for (; *team != NULL; team++)
        TRY(employ(c, host, relay, *team));
    struct relay_chore outbound = {.self = host, .run = outbound_run, .lease = "chore/outbound"};
    struct relay_chore tasks = {.self = host, .run = tasks_chore_run, .lease = "chore/tasks"};
    struct relay_chore daily = {.self = host, .run = daily_chore_run, .lease = "chore/daily"};
    struct relay_chore proposals = {.self = host, .run = proposals_chore_run, .lease = "chore/proposals"};
    TRY(relay_add_chore(c, relay, &outbound));
    TRY(relay_add_chore(c, relay, &daily));
    TRY(relay_add_chore(c, relay, &proposals));
    return relay_add_chore(c, relay, &tasks);
}

enum err host_open_team(struct ctx *c, struct relay *relay, struct store *store,
                        const struct agent *const *team, struct host **out)
{
    return host_open_thinking(c, relay, store, team, &(struct host_model){0}, out);
}

enum err host_open_thinking(struct ctx *c, struct relay *relay, struct store *store,
                            const struct agent *const *team, const struct host_model *model,
                            struct host **out)
{
    struct host *host = calloc(1, sizeof *host);
    if (host == NULL)
        die("out of memory");
    host->store = store;
    host->arena = arena_new();
    host->judge = judge_new();
    host->thinking_judge = judge_new();
    host->model = *model;
    host->lock = ARENA_NEW(host->arena, pthread_mutex_t);
    if (pthread_mutex_init(host->lock, NULL) != 0)
        die("no lock for the agents");
    host->outlets[host->outlet_count++].name = NOTIFICATION_INAPP;
    enum err e = fill(c, host, relay, team);
    if (e != OK) {
        host_close(host);
        return e;
    }
    *out = host;
    return OK;
}

enum err host_open(struct ctx *c, struct relay *relay, struct store *store, struct host **out)
{
    return host_open_team(c, relay, store, agents, out);
}

void host_close(struct host *host)
{
    if (host == NULL)
        return;
    for (size_t i = 0; i < HOST_AGENTS_MAX; i++)
        if (host->employees[i].memory != NULL)
            host->employees[i].agent->memory_free(host->employees[i].memory);
    for (size_t i = 0; i < host->outlet_count; i++)
        channel_close(host->outlets[i].channel);
    judge_free(host->judge);
    judge_free(host->thinking_judge);
    pthread_mutex_destroy(host->lock);
    arena_free(host->arena);
    free(host);
}

enum err host_attach(struct ctx *c, struct host *host, struct channel *channel)
{
    for (size_t i = 0; i < host->outlet_count; i++)
        if (strcmp(host->outlets[i].name, channel_name(channel)) == 0)
            return fail(c, ERR_CONFLICT, "two channels are named \"%s\"", channel_name(channel));
    if (host->outlet_count == HOST_CHANNELS_MAX + 1)
        return fail(c, ERR_LIMIT, "more than %d channels", HOST_CHANNELS_MAX);
    host->outlets[host->outlet_count++] = (struct outlet){.name = channel_name(channel), .channel = channel};
    return OK;
}

void count_sent(struct host *host, const char *channel, int64_t delivered, int64_t failed)
{
    pthread_mutex_lock(host->lock);
    for (size_t i = 0; i < host->outlet_count; i++) {
        if (strcmp(host->outlets[i].name, channel) != 0)
            continue;
        host->outlets[i].sent += delivered;
        host->outlets[i].failed += failed;
    }
    pthread_mutex_unlock(host->lock);
}

size_t host_health(const struct host *host, struct agent_health *health)
{
    pthread_mutex_lock(host->lock);
    for (size_t i = 0; i < host->employee_count; i++)
        health[i] = host->employees[i].health;
    pthread_mutex_unlock(host->lock);
    return host->employee_count;
}

static void head(struct buf *out, const char *name, const char *type, const char *help)
{
    buf_printf(out, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

void host_metrics(const struct host *host, struct buf *out)
{
    struct agent_health health[HOST_AGENTS_MAX];
    size_t count = host_health(host, health);
    head(out, "agent_tasks_processed_total", "counter", "Events that took effect at an agent.");
    for (size_t i = 0; i < count; i++)
        buf_printf(out, "agent_tasks_processed_total{agent=\"%s\"} %lld\n", health[i].name,
                   (long long)health[i].processed);
    head(out, "agent_tasks_failed_total", "counter", "Reactions of an agent that failed.");
    for (size_t i = 0; i < count; i++)
        buf_printf(out, "agent_tasks_failed_total{agent=\"%s\"} %lld\n", health[i].name,
                   (long long)(health[i].failed + health[i].dead));
    head(out, "agent_processing_time_seconds", "summary", "Time in an agent's reactions.");
    for (size_t i = 0; i < count; i++)
        buf_printf(out,
                   "agent_processing_time_seconds_sum{agent=\"%s\"} %.6f\n"
                   "agent_processing_time_seconds_count{agent=\"%s\"} %lld\n",
                   health[i].name, (double)health[i].processing_us / 1e6, health[i].name,
                   (long long)(health[i].processed + health[i].failed + health[i].dead));
    head(out, "agent_notifications_sent_total", "counter", "Notifications by channel and how it went.");
    pthread_mutex_lock(host->lock);
    for (size_t i = 0; i < host->outlet_count; i++)
        buf_printf(out,
                   "agent_notifications_sent_total{channel=\"%s\",status=\"delivered\"} %lld\n"
                   "agent_notifications_sent_total{channel=\"%s\",status=\"failed\"} %lld\n",
                   host->outlets[i].name, (long long)host->outlets[i].sent, host->outlets[i].name,
                   (long long)host->outlets[i].failed);
    pthread_mutex_unlock(host->lock);
    tasks_metrics(host, out);
}

/* What the host does between events: daily tasks, proposals that are due, and who rests. */
#include "agents/host_inner.h"
#include "agents/runs_inner.h"
#include "base/date.h"
#include "base/limits.h"
#include "base/zone/zone.h"
#include "store/entity/account.h"
#include "store/entity/household.h"
#include "store/entity/people/member.h"

#define HOUR_US         (INT64_C(3600) * 1000000)
#define PAUSES_KNOWN_US INT64_C(200000)
enum { PURGE_RUNS = 5000 };

/* -- Daily tasks */

enum err daily_put_next(struct ctx *c, struct store_tx *tx, int64_t household, const struct agent *agent)
{
    struct text zone;
    char day[DATE_TEXT_MAX];
    struct task_row row;
    bool found;
    TRY(household_zone(c, tx, household, &zone));
    struct local_time local = zone_local(zone, c->now_us, NULL);
    date next = local.minute < agent->daily_minute ? local.day : local.day + 1;
    struct text key = text_of(arena_printf(c->arena, DAILY_KIND "/%s", date_format(next, day)));
    struct task_order order = {.id = task_id_of(household, agent->name, key),
                               .household = household,
                               .queue = text_of(agent->name),
                               .kind = TEXT(DAILY_KIND),
                               .priority = TASK_PRIORITY_USUAL,
                               .due_us = zone_moment(zone, next, agent->daily_minute)};
    TRY(task_find(c, tx, household, order.id, &row, &found));
    return found ? OK : task_put(c, tx, &order, &row);
}

static enum err put_missing(struct ctx *c, struct host *host, struct store_tx *tx, int64_t household)
{
    bool any;
    TRY(account_any_own(c, tx, household, &any));
    if (!any)
        return OK;
    for (size_t i = 0; i < host->employee_count; i++) {
        struct arena_mark mark = arena_mark(c->arena);
        if (host->employees[i].agent->daily_minute > 0)
            TRY(daily_put_next(c, tx, household, host->employees[i].agent));
        arena_rewind(c->arena, mark);
    }
    return OK;
}

static enum err put_all_missing(struct ctx *c, struct host *host)
{
    struct household *rows;
    size_t count = 1;
    for (int64_t after = 0; count > 0; after = count > 0 ? rows[count - 1].seq : after) {
        struct store_tx *tx;
        struct ctx unit = {.arena = arena_new(), .now_us = c->now_us};
        TRY(store_begin_read(c, host->store, &tx));
        TRY(household_list(c, tx, after, &rows, &count));
        store_rollback(tx);
        enum err e = store_begin(&unit, host->store, &tx);
        for (size_t i = 0; i < count && e == OK; i++)
            e = put_missing(&unit, host, tx, rows[i].seq);
        if (e == OK)
            e = store_commit(&unit, tx);
        memcpy(c->why, unit.why, sizeof c->why);
        arena_free(unit.arena);
        TRY(e);
    }
    return OK;
}

static bool wants_daily(const struct host *host)
{
    for (size_t i = 0; i < host->employee_count; i++)
        if (host->employees[i].agent->daily_minute > 0)
            return true;
    return false;
}

/* The next one is put when one is done: this is for households and agents that are new. */
enum err daily_chore_run(struct ctx *c, void *self, int64_t *next_us)
{
    struct host *host = self;
    if (!wants_daily(host))
        return OK;
    if (c->now_us >= host->daily_us || host->daily_us - c->now_us > HOUR_US) { /* or the clock was set back */
        TRY(put_all_missing(c, host));
        host->daily_us = c->now_us + HOUR_US;
    }
    *next_us = host->daily_us;
    return OK;
}

/* -- Proposals */

enum err proposals_chore_run(struct ctx *c, void *self, int64_t *next_us)
{
    struct host *host = self;
    return proposals_settle(c, host->store, host->judge, next_us);
}

/* -- Runs */

enum err runs_purge(struct ctx *c, struct store *store)
{
    for (int64_t gone = PURGE_RUNS; gone == PURGE_RUNS;) {
        struct store_tx *tx;
        TRY(store_begin(c, store, &tx));
        TRY(run_delete_before(c, tx, c->now_us - RUNS_KEPT_US, PURGE_RUNS, &gone));
        TRY(store_commit(c, tx));
    }
    return OK;
}

/* -- Pauses */

static enum err read_pauses(struct ctx *c, struct host *host)
{
    struct store_tx *tx;
    struct agent_pause *rows;
    size_t count;
    TRY(store_begin_read(c, host->store, &tx));
    TRY(agent_pause_list(c, tx, &rows, &count));
    pthread_mutex_lock(host->lock);
    for (size_t i = 0; i < host->employee_count; i++) {
        host->employees[i].paused = false;
        for (size_t p = 0; p < count; p++)
            if (text_is(rows[p].agent, host->employees[i].agent->name))
                host->employees[i].paused = true;
    }
    pthread_mutex_unlock(host->lock);
    return OK;
}

/* A store that does not answer changes nothing: whoever asked finds that out by itself. */
bool employee_pauses(void *self)
{
    struct employee *employee = self;
    struct host *host = employee->host;
    int64_t now_us = time_steady_us();
    pthread_mutex_lock(host->lock); /* agents that think have a thread of their own */
    bool old = host->pauses_us == 0 || now_us - host->pauses_us > PAUSES_KNOWN_US;
    host->pauses_us = old ? now_us : host->pauses_us;
    pthread_mutex_unlock(host->lock);
    if (old) {
        struct ctx c = {.arena = arena_new(), .now_us = time_now_us()};
        (void)read_pauses(&c, host);
        arena_free(c.arena);
    }
    pthread_mutex_lock(host->lock);
    bool paused = employee->paused;
    pthread_mutex_unlock(host->lock);
    return paused;
}

/* What the host's files share. For this folder alone. */
#ifndef AGENTS_HOST_INNER_H
#define AGENTS_HOST_INNER_H

#include "agents/host.h"
#include "agents/notify.h"
#include "finance/proposal/proposal.h"

#include <pthread.h>

enum { HOST_CHANNELS_MAX = 8 };

struct employee {
    struct host *host;
    const struct agent *agent;
    const char *consumer; /* "agent/analytics" */
    struct agent_health health;
    int64_t place; /* of the event it handled last */
    int64_t told;  /* notifications of transactions that are not settled yet */
    int64_t tasks_done, tasks_failed, tasks_dead;
    bool paused;         /* when it was last looked at */
    void *memory;        /* the agent's */
    struct judge *judge; /* of the thread that it works on */
};

/* A way to reach people, and how many messages went there. The first is the store itself, without a driver.
 */
struct outlet {
    const char *name;
    struct channel *channel; /* NULL: in-app */
    int64_t sent, failed;
    /* post.c's, of a channel that is away: until when nothing is tried, and how often it was in vain. */
    int64_t rest_until_us, vain;
};

struct host {
    struct store *store;
    struct arena *arena;
    struct employee employees[HOST_AGENTS_MAX];
    size_t employee_count;
    struct outlet outlets[HOST_CHANNELS_MAX + 1];
    size_t outlet_count;
    pthread_mutex_t *lock; /* over health and counts, which others read */
    struct notify_options notify;
    int64_t purge_us;             /* when ended tasks and old runs are next forgotten */
    int64_t daily_us;             /* when daily tasks are next looked for */
    int64_t pauses_us;            /* steady: when pauses were last read */
    struct judge *judge;          /* the relay's thread's */
    struct judge *thinking_judge; /* the other relay's */
    struct host_model model;
};

/* chores.c: sees to it that each household has the next daily task of each agent that wants one. */
enum err daily_chore_run(struct ctx *c, void *self, int64_t *next_us) MUST_USE;
/* Puts the one that follows the present day. */
enum err daily_put_next(struct ctx *c, struct store_tx *tx, int64_t household,
                        const struct agent *agent) MUST_USE;
/* Does this agent rest? As it was at most 0.2 s ago. */
bool employee_pauses(void *self);
/* Does what proposals are due for. */
enum err proposals_chore_run(struct ctx *c, void *self, int64_t *next_us) MUST_USE;

/* context.c: ERR_DENIED unless the agent has one of the permissions. */
enum err agent_need(struct agent_context *x, unsigned permission, const char *what) MUST_USE;

/* tasks.c: makes an agent that takes tasks a worker of the relay. */
enum err employ_for_tasks(struct ctx *c, struct relay *relay, struct employee *employee) MUST_USE;
/* The chore that forgets tasks that ended long ago. */
enum err tasks_chore_run(struct ctx *c, void *self, int64_t *next_us) MUST_USE;
void tasks_metrics(const struct host *host, struct buf *out);

/* The chore that sends what is queued for channels with CHANNEL_HERE. */
enum err outbound_run(struct ctx *c, void *self, int64_t *next_us) MUST_USE;
/* The event that led to a notification, and the insight's id; zeroes where there is none. */
enum err outbound_find_cause(struct ctx *c, struct store_tx *tx, const struct notification_row *row,
                             struct relay_event *cause, struct id *insight) MUST_USE;
/* What is sealed of a person's notification: its place (identity/wishes/sealing.h). */
struct text notify_place(struct ctx *c, int64_t person);
/* Appends user.alert.sent for a notification that arrived. `cause` may be NULL. */
enum err append_alert_sent(struct ctx *c, struct store_tx *tx, const struct notification_row *row,
                           struct id insight, const struct relay_event *cause) MUST_USE;
void count_sent(struct host *host, const char *channel, int64_t delivered, int64_t failed);

#endif

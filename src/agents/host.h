/* Runs the agents: each is a consumer of the relay, and a worker where it takes tasks. Counts what they do, and sends what they queue. */
#ifndef AGENTS_HOST_H
#define AGENTS_HOST_H

#include "agents/agent.h"
#include "channel/channel.h"

struct host;

/* Adds every agent of `agents`, and the sending of notifications, to a relay that does not run yet. It lives
 * as long as the relay: close the relay, then the host. */
enum err host_open(struct ctx *c, struct relay *relay, struct store *store, struct host **out) MUST_USE;
/* The same with other agents; for tests. `team` is ended by NULL. */
enum err host_open_team(struct ctx *c, struct relay *relay, struct store *store,
                        const struct agent *const *team, struct host **out) MUST_USE;
/* The language model that agents may ask, and what they may take of it for one household in a day. */
struct host_model {
    struct llm *llm; /* outlives the host; NULL: none */
    struct relay *
        thinking; /* where agents work that ask: on a thread of its own, for answers take long. NULL: with the others */
    int64_t calls, tokens;
    int64_t cost; /* millionths of a US dollar */
};
/* The same as host_open_team, with a model. */
enum err host_open_thinking(struct ctx *c, struct relay *relay, struct store *store,
                            const struct agent *const *team, const struct host_model *model,
                            struct host **out) MUST_USE;
/* Closes its channels. NULL is allowed. */
void host_close(struct host *host);

/* From now on, notifications that the channel wants also go there. The host closes it. Before the relay runs.
 * ERR_CONFLICT when one of its name is attached. */
enum err host_attach(struct ctx *c, struct host *host, struct channel *channel) MUST_USE;

struct agent_health {
    const char *name, *title;
    int64_t processed, failed,
        dead;              /* reactions that took effect, that will be tried again, that were given up */
    int64_t processing_us; /* time in them all */
    int64_t last_us;       /* when it last reacted; 0: not since the start */
    bool well;             /* the last reaction took effect, or there was none */
    char why[160];         /* of the last failure; empty: none since the start */
};
enum { HOST_AGENTS_MAX = 24 };
/* Fills health[HOST_AGENTS_MAX]; returns how many. From any thread. */
size_t host_health(const struct host *host, struct agent_health *health);
/* agent_tasks_processed_total, agent_tasks_failed_total, agent_processing_time_seconds, agent_notifications_sent_total,
 * florin_tasks_total and florin_task_queue_depth in the text format of Prometheus. From any thread. */
void host_metrics(const struct host *host, struct buf *out);

/* The names of this program's agents that take tasks; returns how many. */
size_t host_queues(const char *names[HOST_AGENTS_MAX]);

#endif

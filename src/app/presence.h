/* Which processes of this Florin run, and how their agents do: each writes it into a store that is shared, every few seconds, and any of them can
 * tell of all. */
#ifndef APP_PRESENCE_H
#define APP_PRESENCE_H

#include "agents/host.h"
#include "api/api.h"

/* A chore: writes what this process is and how its agents do. */
struct presence {
    struct store *store;
    const char *process, *role;
    int64_t started_us;
    const struct host *host; /* NULL: no agents work here */
};
enum err presence_run(struct ctx *c, void *self, int64_t *next_us) MUST_USE;
/* This process ends. */
void presence_end(struct presence *presence);

/* The agents of all processes that were seen lately; of one that works in several, what they did together. Names live in c->arena. None when
 * the store does not answer. */
size_t presence_agents(struct ctx *c, struct store *store, struct api_agent out[API_AGENTS_MAX]);

#endif

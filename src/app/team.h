/* The agents at work on a store: the relay that brings them events, and their host. */
#ifndef APP_TEAM_H
#define APP_TEAM_H

#include "agents/host.h"
#include "agents/notify.h"

struct team {
    struct bus *bus; /* its own; NULL: it was given one */
    struct relay *relay;
    struct bus *thinking_bus;
    struct relay *thinking;        /* where agents wait for a language model; NULL: there is none */
    void (*committed)(void *self); /* whom the relays tell */
    void *self;
    struct host *host;
};

/* Where what the agents tell goes besides the store. The team takes the channels. */
struct team_outlets {
    const struct channel_terminal_options *terminal; /* NULL: none */
    struct channel *mail, *hooks;                    /* NULL: none */
    struct notify_options notify;
    struct host_model model; /* without its relay. No llm: none is asked */
};

/* `with_agents`: false for a process that only sends what agents elsewhere queued. Puts every agent on a relay that does not run yet; both are closed with c->arena. `how` without a bus
 * gets the embedded one. `outlets` may be NULL. */
enum err team_open(struct ctx *c, struct store *store, struct relay_options how, bool with_agents,
                   const struct team_outlets *outlets, struct team **out) MUST_USE;

#endif

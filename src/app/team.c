#include "app/team.h"

#include "bus/bus_driver.h"

/* The relay goes first: its consumers are the host's. */
static void release(void *thing)
{
    struct team *team = thing;
    relay_close(team->thinking);
    relay_close(team->relay);
    host_close(team->host);
    bus_close(team->thinking_bus);
    bus_close(team->bus);
}

static enum err attach(struct ctx *c, struct team *team, struct channel *channel)
{
    if (channel == NULL)
        return OK;
    enum err e = host_attach(c, team->host, channel);
    if (e != OK)
        channel_close(channel);
    return e;
}

static enum err attach_all(struct ctx *c, struct team *team, const struct team_outlets *outlets)
{
    notify_set_up(team->host, &outlets->notify);
    TRY(attach(c, team, outlets->mail));
    TRY(attach(c, team, outlets->hooks));
    return attach(c, team, outlets->terminal == NULL ? NULL : channel_terminal_new(outlets->terminal));
}

/* What one relay commits may be for the other. */
static void told_by_relay(void *self)
{
    struct team *team = self;
    relay_wake(team->thinking);
    if (team->committed != NULL)
        team->committed(team->self);
}

static void told_by_thinking(void *self)
{
    struct team *team = self;
    relay_wake(team->relay);
    if (team->committed != NULL)
        team->committed(team->self);
}

/* Agents that ask a model wait for it, and nobody with them. Their relay has tasks alone, found in the store. */
static enum err open_thinking(struct ctx *c, struct store *store, struct relay_options *how,
                              struct team *team)
{
    struct relay_options thinking = *how;
    if (how->committed != NULL) {
        team->committed = how->committed;
        team->self = how->self;
    }
    TRY(bus_open(c, &bus_embedded, &(struct bus_options){0}, &team->thinking_bus));
    thinking.bus = team->thinking_bus;
    thinking.committed = told_by_thinking;
    how->committed = told_by_relay;
    thinking.self = how->self = team;
    return relay_open(c, store, &thinking, &team->thinking);
}

enum err team_open(struct ctx *c, struct store *store, struct relay_options how, bool with_agents,
                   const struct team_outlets *outlets, struct team **out)
{
    struct team *team = ARENA_NEW(c->arena, struct team);
    arena_defer(c->arena, release, team);
    if (how.bus == NULL) {
        TRY(bus_open(c, &bus_embedded, &(struct bus_options){0}, &team->bus));
        how.bus = team->bus;
    }
    struct host_model model = outlets == NULL ? (struct host_model){0} : outlets->model;
    if (model.llm != NULL && with_agents)
        TRY(open_thinking(c, store, &how, team));
    model.thinking = team->thinking;
    TRY(relay_open(c, store, &how, &team->relay));
    static const struct agent *const nobody[] = {NULL};
    TRY(host_open_thinking(c, team->relay, store, with_agents ? agents : nobody, &model, &team->host));
    *out = team;
    return outlets == NULL ? OK : attach_all(c, team, outlets);
}

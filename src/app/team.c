#include "app/team.h"

#include "bus/bus_driver.h"

/* The relay goes first: its consumers are the host's. */
static void release(void *thing)
{
    struct team *team = thing;
    relay_close(team->relay);
    host_close(team->host);
    bus_close(team->bus);
}

enum err team_open(struct ctx *c, struct store *store, struct relay_options how, bool with_agents,
                   const struct channel_terminal_options *terminal, struct team **out)
{
    struct team *team = ARENA_NEW(c->arena, struct team);
    arena_defer(c->arena, release, team);
    if (how.bus == NULL) {
        TRY(bus_open(c, &bus_embedded, &(struct bus_options){0}, &team->bus));
        how.bus = team->bus;
    }
    TRY(relay_open(c, store, &how, &team->relay));
    static const struct agent *const nobody[] = {NULL};
    TRY(host_open_team(c, team->relay, store, with_agents ? agents : nobody, &team->host));
    *out = team;
    if (terminal == NULL)
        return OK;
    struct channel *channel = channel_terminal_new(terminal);
    enum err e = host_attach(c, team->host, channel);
    if (e != OK)
        channel_close(channel);
    return e;
}

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

enum err team_open(struct ctx *c, struct store *store, struct relay_options how, bool with_agents,
                   const struct team_outlets *outlets, struct team **out)
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
    return outlets == NULL ? OK : attach_all(c, team, outlets);
}

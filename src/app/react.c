#include "app/react.h"

#include "app/sharing.h"
#include "app/team.h"

#include <unistd.h>

static void close_leases(void *thing)
{
    leases_free(thing);
}

static struct leases *leases_of_command(struct ctx *c, struct store *store)
{
    struct leases *leases = leases_new(store, process_name(c));
    arena_defer(c->arena, close_leases, leases);
    return leases;
}

enum err react(struct ctx *c, struct store *store, FILE *terminal)
{
    enum { MESSAGES_SHOWN = 12 };
    struct team *team;
    if (store_is_borrowed(store))
        return OK; /* the server's agents see it when the server writes again */
    struct relay_options relay = {0};
    if (store_is_shared(store)) /* a server's agents may be at work: then they hold the leases */
        relay.leases = leases_of_command(c, store);
    struct channel_terminal_options how = {.out = terminal, .most = MESSAGES_SHOWN};
    if (terminal != NULL)
        how.colour = isatty(fileno(terminal));
    TRY(team_open(c, store, relay, true, terminal == NULL ? NULL : &how, &team));
    return relay_run(c, team->relay, RELAY_DRAINED);
}

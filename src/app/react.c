#include "app/react.h"

#include "app/chores/paying.h"
#include "app/command.h"
#include "app/sharing.h"

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

/* People and endpoints get what is told here from the server, when it runs next. */
static struct channel *elsewhere(const char *name, enum channel_reach reach, bool used)
{
    return used ? channel_elsewhere_new(name, reach) : NULL;
}

struct team_outlets react_outlets(const struct invocation *inv)
{
    return (struct team_outlets){
        .mail = elsewhere(CHANNEL_EMAIL, CHANNEL_PEOPLE, inv->configuration->smtp.url[0] != '\0'),
        .hooks = elsewhere(CHANNEL_WEBHOOK, CHANNEL_ENDPOINTS, true)};
}

static void close_paying(void *thing)
{
    paying_close(thing);
}

/* What is due is paid, too. That this installation cannot pay now keeps no command from its work. */
static struct paying *paying_too(struct ctx *c, const struct invocation *inv, struct store *store)
{
    struct paying *paying;
    if (paying_open(c, inv->configuration, store, NULL, &paying) == OK)
        arena_defer(c->arena, close_paying, paying);
    else
        fprintf(stderr, "florin: nothing is paid now: %s\n", c->why);
    return paying;
}

enum err react(struct ctx *c, const struct invocation *inv, struct store *store, FILE *terminal)
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
    struct team_outlets outlets = react_outlets(inv);
    outlets.terminal = terminal == NULL ? NULL : &how;
    struct paying *paying = paying_too(c, inv, store);
    TRY(team_open(c, store, relay, true, &outlets, &team));
    struct relay_chore chore = {0};
    if (paying != NULL)
        chore = paying_chore(paying);
    if (paying != NULL)
        TRY(relay_add_chore(c, team->relay, &chore));
    return relay_run(c, team->relay, RELAY_DRAINED);
}

#include "app/react.h"

#include "app/team.h"

#include <unistd.h>

enum err react(struct ctx *c, struct store *store, FILE *terminal)
{
    enum { MESSAGES_SHOWN = 12 };
    struct team *team;
    if (store_is_borrowed(store))
        return OK; /* the server's agents see it when the server writes again */
    struct channel_terminal_options how = {.out = terminal, .most = MESSAGES_SHOWN};
    if (terminal != NULL)
        how.colour = isatty(fileno(terminal));
    TRY(team_open(c, store, (struct relay_options){0}, terminal == NULL ? NULL : &how, &team));
    return relay_run(c, team->relay, RELAY_DRAINED);
}

/* Lets the agents react to what a command just committed, in the same process. */
#ifndef APP_REACT_H
#define APP_REACT_H

#include "app/team.h"

#include <stdio.h>

struct invocation;

/* Drains the event log through all agents. What they tell the user goes to `terminal` (NULL: nowhere). Beside a running server they are its
 * agents', and this does nothing. */
enum err react(struct ctx *c, const struct invocation *inv, struct store *store, FILE *terminal) MUST_USE;

/* Where a command's agents tell people, without a terminal: the rows are sent by the server, when it runs next. */
struct team_outlets react_outlets(const struct invocation *inv);

#endif

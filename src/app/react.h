/* Lets the agents react to what a command just committed, in the same process. */
#ifndef APP_REACT_H
#define APP_REACT_H

#include "store/store.h"

#include <stdio.h>

/* Drains the event log through all agents. What they tell the user goes to `terminal` (NULL: nowhere). Beside a running server they are its
 * agents', and this does nothing. */
enum err react(struct ctx *c, struct store *store, FILE *terminal) MUST_USE;

#endif

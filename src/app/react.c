#include "app/react.h"

enum err react(struct ctx *c, struct store *store, FILE *terminal)
{
    (void)c;
    (void)store;
    (void)terminal;
    return OK;
}

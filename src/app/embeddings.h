/* Which embedding driver is used: as the configuration says. */
#ifndef APP_EMBEDDINGS_H
#define APP_EMBEDDINGS_H

#include "app/configuration.h"
#include "embedding/embedding.h"

/* Opens it; closed with c->arena. `threads`: how many may work for one call; 0: 1. */
enum err embeddings_open(struct ctx *c, const struct configuration *set, unsigned threads,
                         struct embedding **out) MUST_USE;
/* The same for a driver by name, with options of one's own. ERR_USAGE for a name that none has. */
enum err embeddings_open_named(struct ctx *c, const char *driver, const struct embedding_options *options,
                               struct embedding **out) MUST_USE;

#endif

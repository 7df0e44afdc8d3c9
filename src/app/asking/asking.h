/* Which language model agents may ask: as the configuration says. */
#ifndef APP_ASKING_ASKING_H
#define APP_ASKING_ASKING_H

#include "agents/host.h"
#include "app/configuration.h"

/* Opens it; closed with c->arena. Without one (llm.driver: none) there is one all the same, which answers nothing. ERR_USAGE for a configuration that
 * cannot be meant. */
enum err asking_open(struct ctx *c, const struct configuration *set, struct llm **out) MUST_USE;
/* The same as a host wants it; out->llm is NULL where there is none. */
enum err asking_model(struct ctx *c, const struct configuration *set, struct host_model *out) MUST_USE;

#endif

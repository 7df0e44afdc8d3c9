/* Which language model agents may ask: as the configuration says. */
#ifndef APP_ASKING_ASKING_H
#define APP_ASKING_ASKING_H

#include "app/configuration.h"
#include "llm/llm.h"

/* Opens it; closed with c->arena. Without one (llm.driver: none) there is one all the same, which answers nothing. ERR_USAGE for a configuration that
 * cannot be meant. */
enum err asking_open(struct ctx *c, const struct configuration *set, struct llm **out) MUST_USE;

#endif

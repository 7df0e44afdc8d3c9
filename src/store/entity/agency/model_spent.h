/* What a day's questions to language models took: one row for each household, agent and day. */
#ifndef STORE_ENTITY_AGENCY_MODEL_SPENT_H
#define STORE_ENTITY_AGENCY_MODEL_SPENT_H

#include "base/date.h"
#include "store/store.h"

struct model_spent {
    int64_t calls, tokens;
    int64_t cost; /* millionths of a US dollar */
};

/* Of one agent, and of all of the household's. */
enum err model_spent_get(struct ctx *c, struct store_tx *tx, int64_t household, struct text agent, date day,
                         struct model_spent *own, struct model_spent *all) MUST_USE;
/* Adds to it; parts below 0 take away. */
enum err model_spent_add(struct ctx *c, struct store_tx *tx, int64_t household, struct text agent, date day,
                         const struct model_spent *more) MUST_USE;

#endif

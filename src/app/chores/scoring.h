/* Once a day a bureau is asked for scores, where one is configured. They are the first household's: whoever runs this Florin gave the key. */
#ifndef APP_SCORING_H
#define APP_SCORING_H

#include "app/configuration.h"
#include "bureau/bureau.h"
#include "events/relay.h"

struct scoring {
    struct store *store;
    struct bureau *bureau; /* NULL: none is configured, and the chore does nothing */
    struct relay *wakes;   /* NULL: nobody */
    int64_t due_us;
    int failures; /* in a row */
};

/* Opens the bureau of the configuration; *out is NULL where there is none. Close it with bureau_close. */
enum err scoring_open_bureau(struct ctx *c, const struct configuration *set, struct bureau **out) MUST_USE;
enum err scoring_run(struct ctx *c, void *self, int64_t *next_us) MUST_USE;

#endif

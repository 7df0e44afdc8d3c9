/* What a state driver provides. Only drivers, state.c and the wiring include this. */
#ifndef STATE_STATE_DRIVER_H
#define STATE_STATE_DRIVER_H

#include "state/state.h"

struct state {
    const struct state_driver *driver;
    char *prefix;
    /* The driver's own fields follow: it allocates a struct that begins with this one, zeroed. */
};

/* As the functions of state.h; keys have their prefix, and keys, values and counts were checked. */
struct state_driver {
    const char *name;
    enum err (*open)(struct ctx *c, const struct state_options *options, struct state **out);
    void (*close)(struct state *state);
    enum err (*get)(struct ctx *c, struct state *state, struct text key, bool *found,
                    struct state_value *out);
    enum err (*apply)(struct ctx *c, struct state *state, const struct state_change *changes, size_t count);
};

extern const struct state_driver state_embedded, state_dapr;

#endif

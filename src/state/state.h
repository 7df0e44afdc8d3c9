/* The port by which small values are kept by key, outside of the store: what a conversation remembers, where a workflow stands. Each value has a
 * tag of its version; a change can say which version it is made for, and is refused when there is another one.
 *
 * Values are UTF-8 texts without NUL. Keys are made of letters, digits, '.', '_', '-', ':' and '/', at most STATE_KEY_MAX: whatever lies behind a
 * driver takes those (Dapr's "||" is none). */
#ifndef STATE_STATE_H
#define STATE_STATE_H

#include "base/text.h"

struct state;
struct state_driver;

enum {
    STATE_KEY_MAX = 200,         /* bytes */
    STATE_VALUE_MAX = 512 << 10, /* bytes */
    STATE_TAG_MAX = 256,         /* bytes */
    STATE_CHANGES_MAX = 64,      /* of one transaction */
};

/* All texts are copied. */
struct state_options {
    const char *url;    /* "dapr://HOST:PORT/STORE"; NULL for the embedded one */
    const char *token;  /* DAPR_API_TOKEN; may be NULL */
    const char *prefix; /* of every key; NULL: none */
};

/* Opens without asking. ERR_USAGE for a URL that cannot be meant. */
enum err state_open(struct ctx *c, const struct state_driver *driver, const struct state_options *options,
                    struct state **out) MUST_USE;
/* NULL is allowed. No call is under way. */
void state_close(struct state *state);

/* Every call may come from any thread. ERR_BUSY, retriable: whatever keeps the values is away. ERR_DENIED: it refuses. */

/* The value and its tag, in c->arena. */
struct state_value {
    struct text value, tag;
};
enum err state_get(struct ctx *c, struct state *state, struct text key, bool *found,
                   struct state_value *out) MUST_USE;

enum state_verb { STATE_PUT, STATE_REMOVE };
/* When a change is made; otherwise it is ERR_CONFLICT, and nothing happened. */
enum state_when {
    STATE_ANYWAY,
    STATE_WHEN_TAG, /* the value has this tag */
    STATE_WHEN_NEW, /* there is none (STATE_PUT) */
};
struct state_change {
    enum state_verb verb;
    enum state_when when;
    struct text key, value, tag;
};
/* All of them or none. Keys are different. Removing what is not there is no error, except STATE_WHEN_TAG. */
enum err state_apply(struct ctx *c, struct state *state, const struct state_change *changes,
                     size_t count) MUST_USE;

#endif

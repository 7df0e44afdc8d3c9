/* A thread for what a server has to do now and then and nobody waits for: the search's index, clearing what has expired. */
#ifndef APP_HOUSEKEEPER_H
#define APP_HOUSEKEEPER_H

#include "events/relay.h"

struct housekeeper;

struct housekeeper_options {
    const struct relay_chore *chores;             /* copied; `run` is NULL at the end */
    struct leases *leases;                        /* NULL: no other process does these */
    void (*trouble)(void *self, const char *why); /* a chore that fails is tried again in a second */
    void *self;
};

enum err housekeeper_open(struct ctx *c, const struct housekeeper_options *options,
                          struct housekeeper **out) MUST_USE;
/* Ends after the step that is under way. NULL is allowed. */
void housekeeper_close(struct housekeeper *housekeeper);

#endif

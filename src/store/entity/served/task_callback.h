/* Who wants to be called when a task goes on. */
#ifndef STORE_ENTITY_SERVED_TASK_CALLBACK_H
#define STORE_ENTITY_SERVED_TASK_CALLBACK_H

#include "store/store.h"

struct task_callback_row {
    int64_t task, household;
    struct text url;
    struct text secret; /* sealed: identity/wishes/callbacks.c */
};

enum err task_callback_insert(struct ctx *c, struct store_tx *tx,
                              const struct task_callback_row *row) MUST_USE;
/* Texts into c->arena. *found is false when nobody wants to be called. */
enum err task_callback_get(struct ctx *c, struct store_tx *tx, int64_t task, struct task_callback_row *out,
                           bool *found) MUST_USE;

#endif

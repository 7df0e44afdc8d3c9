/* Telling whoever asked for a task that it goes on: a notification on its way to the callback that came with the task. In the transaction of what happened, so it is neither
 * lost nor told of what did not happen; agents/post.c sends it, signed, and tries again. */
#ifndef EVENTS_CALLBACKS_H
#define EVENTS_CALLBACKS_H

#include "base/json.h"
#include "store/entity/served/task.h"

/* `what`: "done", "failed", "cancelled", "needs_answer". `topic`: with `what` it is told once. `write_more` (may be NULL) adds members to what is sent of the task.
 * Nothing when nobody wants to be called. */
enum err task_call_back(struct ctx *c, struct store_tx *tx, const struct task_row *row, const char *what,
                        struct text topic, void (*write_more)(struct json *j, const void *of),
                        const void *of) MUST_USE;

#endif

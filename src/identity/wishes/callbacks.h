/* Callbacks of tasks: an address and a secret that a client gives with a task. Addresses as those of webhooks; signed, sent and tried again as those are. */
#ifndef IDENTITY_WISHES_CALLBACKS_H
#define IDENTITY_WISHES_CALLBACKS_H

#include "identity/wishes/sealing.h"
#include "store/entity/served/task.h"
#include "store/entity/served/task_callback.h"

struct callback_form {
    struct text url;
    struct text secret; /* "whsec_…"; empty: a new one is made */
};

/* In the transaction that put the task. *secret: in c->arena, which wipes it; empty where the client gave its own. ERR_INPUT "callback.url: …". */
enum err callback_put(struct ctx *c, struct store_tx *tx, const struct sealer *sealer,
                      const struct task_row *task, const struct callback_form *form,
                      struct text *secret) MUST_USE;
/* Is this what the task was put with? An address that is another one is another task: ERR_CONFLICT. */
enum err callback_is_same(struct ctx *c, struct store_tx *tx, const struct task_row *task,
                          const struct callback_form *form) MUST_USE;
/* What it is signed with; in c->arena, which wipes it. */
enum err callback_secret(struct ctx *c, const struct sealer *sealer, const struct task_callback_row *row,
                         struct text *out) MUST_USE;

#endif

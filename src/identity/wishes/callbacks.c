#include "identity/wishes/callbacks.h"

#include "channel/signature.h"
#include "identity/wishes/webhooks.h"

static struct text place(struct ctx *c, int64_t task)
{
    return text_of(arena_printf(c->arena, "task/%lld", (long long)task));
}

enum err callback_put(struct ctx *c, struct store_tx *tx, const struct sealer *sealer,
                      const struct task_row *task, const struct callback_form *form, struct text *secret)
{
    struct task_callback_row row = {.task = task->seq, .household = task->household, .url = form->url};
    *secret = TEXT("");
    TRY(webhook_check_url(c, "callback.url", form->url));
    if (form->secret.len > 0 &&
        webhook_sign(c, form->secret, TEXT("id"), 1, TEXT("{}"), buf_in_arena(c->arena)) != OK)
        return fail(c, ERR_INPUT, "callback.secret: whsec_ and base64 of %d to %d bytes",
                    WEBHOOK_SECRET_LEAST, WEBHOOK_SECRET_MOST);
    if (form->secret.len == 0)
        *secret = webhook_secret_new(c);
    row.secret = sealer_seal(c, sealer, place(c, task->seq), form->secret.len > 0 ? form->secret : *secret);
    return task_callback_insert(c, tx, &row);
}

enum err callback_is_same(struct ctx *c, struct store_tx *tx, const struct task_row *task,
                          const struct callback_form *form)
{
    struct task_callback_row row;
    bool found;
    TRY(task_callback_get(c, tx, task->seq, &row, &found));
    if (found == (form->url.len > 0) && (!found || text_equal(row.url, form->url)))
        return OK;
    return fail(c, ERR_CONFLICT, "id: stands for another task: callback differs");
}

enum err callback_secret(struct ctx *c, const struct sealer *sealer, const struct task_callback_row *row,
                         struct text *out)
{
    return sealer_unseal(c, sealer, place(c, row->task), row->secret, out);
}

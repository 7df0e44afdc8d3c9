#include "store/entity/served/task_callback.h"

enum err task_callback_insert(struct ctx *c, struct store_tx *tx, const struct task_callback_row *row)
{
    struct store_query *q;
    TRY(store_query(c, tx,
                    "INSERT INTO task_callback (task, household, url, secret, created_us) VALUES (?1, ?2, "
                    "?3, ?4, ?5)",
                    &q));
    store_bind_int(q, 1, row->task);
    store_bind_int(q, 2, row->household);
    store_bind_text(q, 3, row->url);
    store_bind_blob(q, 4, row->secret.at, row->secret.len);
    store_bind_int(q, 5, c->now_us);
    return store_run(c, q, NULL);
}

enum err task_callback_get(struct ctx *c, struct store_tx *tx, int64_t task, struct task_callback_row *out,
                           bool *found)
{
    struct store_query *q;
    TRY(store_query(c, tx, "SELECT household, url, secret FROM task_callback WHERE task = ?1", &q));
    store_bind_int(q, 1, task);
    TRY(store_next(c, q, found));
    if (!*found)
        return OK;
    *out = (struct task_callback_row){.task = task,
                                      .household = store_int(q, 0),
                                      .url = text_copy(c->arena, store_text(q, 1)),
                                      .secret = text_copy(c->arena, store_blob(q, 2))};
    store_reset(q);
    return OK;
}

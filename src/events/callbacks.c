#include "events/callbacks.h"

#include "events/tasks.h"
#include "store/entity/notices/notification.h"
#include "store/entity/served/task_callback.h"

#define CALL_CHANNEL "webhook" /* channel/channel.h; which channel that is, the host of agents knows */

static struct text data_of(struct ctx *c, const struct task_row *row,
                           void (*write_more)(struct json *j, const void *of), const void *of)
{
    struct buf *data = buf_in_arena(c->arena);
    struct json j = json_into(data);
    json_object(&j);
    json_key(&j, "task");
    json_id(&j, row->id);
    json_key_text(&j, "agent", row->queue);
    json_key_text(&j, "kind", row->kind);
    json_key_z(&j, "state", task_state_words[row->state - TASK_WAITING]);
    json_key_int(&j, "tries", row->tries);
    json_key(&j, "why");
    row->why.len == 0 ? json_null(&j) : json_text(&j, row->why);
    json_key(&j, "result");
    json_raw(&j, row->result.len == 0 ? TEXT("null") : row->result);
    json_key(&j, "correlation");
    json_id(&j, row->correlation);
    if (write_more != NULL)
        write_more(&j, of);
    json_object_end(&j);
    return buf_view(data);
}

enum err task_call_back(struct ctx *c, struct store_tx *tx, const struct task_row *row, const char *what,
                        struct text topic, void (*write_more)(struct json *j, const void *of), const void *of)
{
    struct task_callback_row callback;
    bool found, fresh;
    TRY(task_callback_get(c, tx, row->seq, &callback, &found));
    if (!found)
        return OK;
    struct notification_row call = {.household = row->household,
                                    .channel = TEXT(CALL_CHANNEL),
                                    .event = row->event,
                                    .severity = SEVERITY_NOTICE,
                                    .title = text_of(arena_printf(c->arena, "task.%s", what)),
                                    .body = TEXT(""),
                                    .state = NOTIFICATION_QUEUED,
                                    .task = row->seq,
                                    .kind = text_of(arena_printf(c->arena, "task.%s", what)),
                                    .topic =
                                        text_of(arena_printf(c->arena, "%s/%.*s", what, TEXT_ARGS(topic))),
                                    .data = data_of(c, row, write_more, of)};
    return notification_insert(c, tx, &call, &fresh);
}

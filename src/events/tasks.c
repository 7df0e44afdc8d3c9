#include "base/json_in.h"
#include "base/limits.h"
#include "bus/types.h"
#include "events/callbacks.h"
#include "events/relay_inner.h"

enum { NAME_MOST = 64 };

const char *const task_state_words[] = {"waiting", "done", "dead", "cancelled", NULL};
const char *const task_health_words[] = {"well", "behind", "failing", NULL};

/* -- Telling */

static void begin_data(struct json *j, const struct task_row *row)
{
    json_object(j);
    json_key(j, "task");
    json_id(j, row->id);
    json_key_text(j, "agent", row->queue);
    json_key_text(j, "kind", row->kind);
}

static enum err tell(struct ctx *c, struct store_tx *tx, const struct task_row *row, const char *type,
                     struct id causation, const struct buf *data, struct event_row *out)
{
    char id[ID_TEXT_MAX];
    *out = (struct event_row){.household = row->household,
                              .type = text_of(type),
                              .subject = text_of(arena_printf(c->arena, "task/%s", id_format(row->id, id))),
                              .correlation = row->correlation,
                              .causation = causation,
                              .data = buf_view(data)};
    return event_append(c, tx, out);
}

/* The row's event is this one from now on. */
static enum err tell_queued(struct ctx *c, struct store_tx *tx, struct task_row *row, struct id causation)
{
    struct buf *data = buf_in_arena(c->arena);
    struct json j = json_into(data);
    struct event_row event;
    begin_data(&j, row);
    json_key_int(&j, "priority", row->priority);
    json_object_end(&j);
    TRY(tell(c, tx, row, EVENT_TASK_QUEUED, causation, data, &event));
    row->event = event.seq;
    row->correlation = event.correlation;
    return OK;
}

/* That it ended, as its state says. */
static enum err tell_ended(struct ctx *c, struct store_tx *tx, const struct task_row *row)
{
    struct buf *data = buf_in_arena(c->arena);
    struct json j = json_into(data);
    struct event_row queued, event;
    const char *type = row->state == TASK_DONE   ? EVENT_TASK_COMPLETED
                       : row->state == TASK_DEAD ? EVENT_TASK_FAILED
                                                 : EVENT_TASK_CANCELLED;
    TRY(event_by_seq(c, tx, row->event, &queued));
    begin_data(&j, row);
    if (row->state == TASK_DONE) {
        json_key(&j, "result");
        json_raw(&j, row->result.len == 0 ? TEXT("null") : row->result);
    } else if (row->state == TASK_DEAD) {
        json_key_int(&j, "tries", row->tries);
        json_key_text(&j, "why", row->why);
    }
    json_object_end(&j);
    TRY(tell(c, tx, row, type, queued.id, data, &event));
    return task_call_back(c, tx, row,
                          row->state == TASK_DONE   ? "done"
                          : row->state == TASK_DEAD ? "failed"
                                                    : "cancelled",
                          text_of(arena_printf(c->arena, "%lld", (long long)event.seq)), NULL, NULL);
}

enum err task_end(struct ctx *c, struct store_tx *tx, struct task_row *row)
{
    row->holder = (struct text){NULL, 0};
    row->leased_us = 0;
    row->changed_us = c->now_us;
    TRY(task_update(c, tx, row));
    return tell_ended(c, tx, row);
}

/* -- Asking */

static bool is_name(struct text t)
{
    for (size_t i = 0; i < t.len; i++) {
        char ch = t.at[i];
        bool small = ascii_alpha(ch) && ch == ascii_lower(ch);
        if (!small && !ascii_digit(ch) && (i == 0 || strchr("._-", ch) == NULL))
            return false;
    }
    return t.len > 0 && t.len <= NAME_MOST;
}

/* Written as we write it, so that equal ones are equal bytes. */
static enum err read_data(struct ctx *c, struct text data, struct text *out)
{
    const struct json_value *value;
    *out = TEXT("{}");
    if (data.len == 0)
        return OK;
    if (data.len > LIMIT_TASK_BYTES)
        return fail(c, ERR_LIMIT, "data: more than %d KiB", LIMIT_TASK_BYTES >> 10);
    enum err e = json_read(c, data, &value);
    if (e != OK)
        return fail_within(c, e, "data");
    struct buf *written = buf_in_arena(c->arena);
    struct json j = json_into(written);
    json_copy(&j, value);
    *out = buf_view(written);
    if (out->len > LIMIT_TASK_BYTES)
        return fail(c, ERR_LIMIT, "data: more than %d KiB", LIMIT_TASK_BYTES >> 10);
    return OK;
}

static enum err check_words(struct ctx *c, const struct task_order *order)
{
    if (!is_name(order->queue))
        return fail(c, ERR_INPUT, "agent: expected 1 to %d small letters, digits, '.', '_' and '-'",
                    NAME_MOST);
    if (order->kind.len == 0 || !text_is_utf8(order->kind) || text_length(order->kind) > NAME_MOST)
        return fail(c, ERR_INPUT, "kind: expected 1 to %d characters", NAME_MOST);
    if (order->priority < 0 || order->priority >= TASK_PRIORITIES)
        return fail(c, ERR_INPUT, "priority: must be from 0 to %d", TASK_PRIORITIES - 1);
    return OK;
}

/* What would be late already is not begun. */
static enum err check_times(struct ctx *c, const struct task_order *order)
{
    if (order->due_us < 0)
        return fail(c, ERR_INPUT, "due: before 1970");
    if (order->deadline_us != 0 && order->deadline_us <= c->now_us)
        return fail(c, ERR_INPUT, "deadline: is over already");
    if (order->deadline_us != 0 && order->deadline_us <= order->due_us)
        return fail(c, ERR_INPUT, "deadline: must be after due");
    return OK;
}

static enum err same_body(struct ctx *c, const struct task_order *order, struct text data,
                          const struct task_row *known)
{
    const char *differs = !text_equal(order->queue, known->queue)    ? "agent"
                          : !text_equal(order->kind, known->kind)    ? "kind"
                          : order->priority != known->priority       ? "priority"
                          : order->due_us != known->asked_us         ? "due"
                          : order->deadline_us != known->deadline_us ? "deadline"
                          : !text_equal(data, known->data)           ? "data"
                                                                     : NULL;
    if (differs != NULL)
        return fail(c, ERR_CONFLICT, "id: stands for another task: %s differs", differs);
    return OK;
}

/* Some of them will have ended later: it may be tried again. */
static enum err has_room(struct ctx *c, struct store_tx *tx, int64_t household, struct text queue)
{
    int64_t waiting;
    TRY(task_waiting_count(c, tx, household, queue, &waiting));
    if (waiting < LIMIT_TASKS_WAITING)
        return OK;
    enum err e =
        fail(c, ERR_LIMIT, "%d tasks wait for the agent %.*s already", LIMIT_TASKS_WAITING, TEXT_ARGS(queue));
    c->retriable = true;
    return e;
}

enum err task_put(struct ctx *c, struct store_tx *tx, const struct task_order *order, struct task_row *out)
{
    struct text data;
    bool known = false;
    TRY(check_words(c, order));
    TRY(read_data(c, order->data, &data));
    if (!id_is_zero(order->id))
        TRY(task_find(c, tx, order->household, order->id, out, &known));
    if (known)
        return same_body(c, order, data, out);
    TRY(check_times(c, order));
    TRY(has_room(c, tx, order->household, order->queue));
    *out = (struct task_row){.id = id_is_zero(order->id) ? id_new(c->now_us) : order->id,
                             .household = order->household,
                             .queue = text_copy(c->arena, order->queue),
                             .kind = text_copy(c->arena, order->kind),
                             .priority = order->priority,
                             .state = TASK_WAITING,
                             .due_us = order->due_us == 0 ? c->now_us : order->due_us,
                             .asked_us = order->due_us,
                             .deadline_us = order->deadline_us,
                             .data = data,
                             .correlation = order->correlation};
    TRY(tell_queued(c, tx, out, order->causation));
    return task_insert(c, tx, out);
}

enum err task_cancel(struct ctx *c, struct store_tx *tx, int64_t household, struct id id,
                     struct task_row *out)
{
    TRY(task_by_id(c, tx, household, id, out));
    if (out->state == TASK_CANCELLED)
        return OK;
    if (out->state != TASK_WAITING)
        return fail(c, ERR_CONFLICT, "the task is %s already", task_state_words[out->state - TASK_WAITING]);
    out->state = TASK_CANCELLED;
    return task_end(c, tx, out);
}

enum err task_retry(struct ctx *c, struct store_tx *tx, int64_t household, struct id id, struct task_row *out)
{
    TRY(task_by_id(c, tx, household, id, out));
    if (out->state == TASK_WAITING)
        return OK;
    if (out->state != TASK_DEAD)
        return fail(c, ERR_CONFLICT, "the task is %s: only one that was given up is tried again",
                    task_state_words[out->state - TASK_WAITING]);
    if (out->deadline_us != 0 && out->deadline_us <= c->now_us)
        return fail(c, ERR_CONFLICT, "the task's deadline is over: put another one");
    TRY(has_room(c, tx, household, out->queue));
    out->state = TASK_WAITING;
    out->due_us = out->asked_us == 0 ? c->now_us : out->asked_us;
    out->changed_us = c->now_us;
    out->tries = 0;
    TRY(tell_queued(c, tx, out, (struct id){{0}}));
    return task_update(c, tx, out);
}

/* -- Looking */

enum task_health task_health(const struct task_depth *depth, int64_t now_us)
{
    if (depth->dead > 0 || depth->retried > 0)
        return TASKS_FAILING;
    return depth->oldest_us != 0 && now_us - depth->oldest_us > TASKS_BEHIND_US ? TASKS_BEHIND : TASKS_WELL;
}

enum err tasks_purge(struct ctx *c, struct store *store)
{
    struct store_tx *tx;
    TRY(store_begin(c, store, &tx));
    TRY(task_delete_ended(c, tx, c->now_us - TASKS_KEPT_US));
    return store_commit(c, tx);
}

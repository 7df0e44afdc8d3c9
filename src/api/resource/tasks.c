/* What agents are asked to do, and their queues. */
#include "events/tasks.h"

#include "api/api.h"
#include "api/work.h"
#include "identity/wishes/callbacks.h"
#include "identity/wishes/webhooks.h"
#include "store/entity/notices/notification.h"

enum { NAME_MOST = 64 };

/* -- How they are shown */

static const char *const call_words[] = {"queued", "delivered", "failed", NULL};

static const struct api_field called_fields[] = {
    {"type", API_TEXT, API_REQUIRED, "task.done, task.failed, task.cancelled, task.needs_answer"},
    {"state", API_WORD, API_REQUIRED, "delivered: it answered 2xx", .words = call_words},
    {"tries", API_INT, API_REQUIRED, "that were made"},
    {"why", API_TEXT, API_REQUIRED | API_NULLABLE, "the last one failed"},
    {"next_try", API_TIME, API_REQUIRED | API_NULLABLE, "when it is tried again"},
    {"created", API_TIME, API_REQUIRED, "when that happened"},
    {0},
};
static const struct api_shape called_shape = {"TaskCall", called_fields};
static const struct api_field callback_fields[] = {
    {"url", API_TEXT, API_REQUIRED, "what is posted to"},
    {"secret", API_TEXT, API_NULLABLE, "a new one that was made: shown this once"},
    {"calls", API_LIST, API_REQUIRED, "newest first, the last ten", .item = API_OBJECT,
     .shape = &called_shape},
    {0},
};
static const struct api_shape callback_shape = {"TaskCallback", callback_fields};

static const struct api_field task_fields[] = {
    {"id", API_ID, API_REQUIRED, "the task's"},
    {"agent", API_TEXT, API_REQUIRED, "who is asked"},
    {"kind", API_TEXT, API_REQUIRED, "for what, in the agent's words"},
    {"state", API_WORD, API_REQUIRED, "dead: given up, as `why` says", .words = task_state_words},
    {"working", API_BOOL, API_REQUIRED, "the agent is at it"},
    {"priority", API_INT, API_REQUIRED, "0, the most urgent, to 9"},
    {"due", API_TIME, API_REQUIRED, "not worked on before; of one that failed, when it is tried again"},
    {"deadline", API_TIME, API_REQUIRED | API_NULLABLE, "given up afterwards"},
    {"tries", API_INT, API_REQUIRED, "that failed"},
    {"why", API_TEXT, API_REQUIRED | API_NULLABLE, "the last one failed"},
    {"data", API_ANY, API_REQUIRED, "as it was given; not given: {}"},
    {"result", API_ANY, API_REQUIRED, "what came of it, as its kind says; null until it is done"},
    {"callback", API_OBJECT, API_REQUIRED | API_NULLABLE, "who is called when it goes on; null: nobody",
     .shape = &callback_shape},
    {"created", API_TIME, API_REQUIRED, "when it was put"},
    {"changed", API_TIME, API_REQUIRED, "when it last went on"},
    {0},
};
static const struct api_shape task_shape = {"Task", task_fields};

static void write_call(struct json *j, const struct notification_row *row)
{
    bool queued = row->state == NOTIFICATION_QUEUED, failed = row->state == NOTIFICATION_FAILED;
    json_object(j);
    json_key_text(j, "type", row->kind);
    json_key_z(j, "state", call_words[queued ? 0 : failed ? 2 : 1]);
    json_key_int(j, "tries", row->tries);
    api_key_text_or_null(j, "why", row->why);
    api_key_time(j, "next_try", queued ? row->next_try_us : 0);
    api_key_time(j, "created", row->created_us);
    json_object_end(j);
}

static enum err write_callback(struct api_call *call, struct store_tx *tx, const struct task_row *row,
                               struct text secret)
{
    struct json *j = &call->reply;
    struct task_callback_row callback;
    struct notification_row *calls;
    size_t count;
    bool found;
    TRY(task_callback_get(call->c, tx, row->seq, &callback, &found));
    json_key(j, "callback");
    if (!found) {
        json_null(j);
        return OK;
    }
    TRY(notification_calls(call->c, tx, row->seq, &calls, &count));
    json_object(j);
    json_key_text(j, "url", callback.url);
    if (secret.len > 0)
        json_key_text(j, "secret", secret);
    json_key(j, "calls");
    json_array(j);
    for (size_t i = 0; i < count; i++)
        write_call(j, &calls[i]);
    json_array_end(j);
    json_object_end(j);
    return OK;
}

/* `secret`: of its callback, where it was just made. */
static enum err write_one(struct api_call *call, struct store_tx *tx, const struct task_row *row,
                          struct text secret)
{
    struct json *j = &call->reply;
    json_object(j);
    api_key_id(j, "id", row->id);
    json_key_text(j, "agent", row->queue);
    json_key_text(j, "kind", row->kind);
    json_key_z(j, "state", task_state_words[row->state - TASK_WAITING]);
    json_key_bool(j, "working", row->state == TASK_WAITING && row->leased_us > call->c->now_us);
    json_key_int(j, "priority", row->priority);
    api_key_time(j, "due", row->due_us);
    api_key_time(j, "deadline", row->deadline_us);
    json_key_int(j, "tries", row->tries);
    api_key_text_or_null(j, "why", row->why);
    json_key(j, "data");
    json_raw(j, row->data);
    json_key(j, "result");
    json_raw(j, row->result.len == 0 ? TEXT("null") : row->result);
    TRY(write_callback(call, tx, row, secret));
    api_key_time(j, "created", row->created_us);
    api_key_time(j, "changed", row->changed_us);
    json_object_end(j);
    return OK;
}

/* -- Reading */

static const struct api_field list_query[] = {
    {"agent", API_TEXT, 0, "only this agent's", .least = 1, .most = NAME_MOST},
    {"state", API_WORD, 0, "only those in this state", .words = task_state_words},
    {0},
};

static int64_t state_of(struct text word)
{
    for (int64_t i = 0; task_state_words[i] != NULL; i++)
        if (text_is(word, task_state_words[i]))
            return TASK_WAITING + i;
    return 0;
}

static enum err list(struct api_call *call)
{
    struct store_tx *tx;
    struct task_row *rows;
    struct text next = {NULL, 0};
    struct task_filter filter = {.household = call->household,
                                 .queue = api_query(call, "agent"),
                                 .state = state_of(api_query(call, "state"))};
    size_t count, limit = (size_t)api_limit(call);
    bool given;
    TRY(api_cursor_read(call, &filter.before, 1, &given));
    TRY(store_begin_read(call->c, call->store, &tx));
    TRY(task_page(call->c, tx, &filter, (int64_t)limit, &rows, &count));
    api_items(call);
    for (size_t i = 0; i < count; i++)
        TRY(write_one(call, tx, &rows[i], TEXT("")));
    if (count == limit)
        next = api_cursor_make(call, &rows[count - 1].seq, 1);
    api_items_end(call, next);
    return store_commit(call->c, tx);
}

static enum err get(struct api_call *call)
{
    struct store_tx *tx;
    struct task_row row;
    struct id id;
    TRY(api_path_id(call, 0, &id));
    TRY(store_begin_read(call->c, call->store, &tx));
    TRY(task_by_id(call->c, tx, call->household, id, &row));
    TRY(write_one(call, tx, &row, TEXT("")));
    return store_commit(call->c, tx);
}

/* -- Asking */

static const struct api_field new_callback_fields[] = {
    {"url", API_TEXT, API_REQUIRED, "https://…; of the public internet, unless the server allows others",
     .least = 8, .most = WEBHOOK_URL_MAX},
    {"secret", API_TEXT, API_SECRET,
     "what posts are signed with (Standard Webhooks): whsec_… of 24 to 64 bytes; not given: one is made",
     .most = 100},
    {0},
};
static const struct api_shape new_callback_shape = {"NewTaskCallback", new_callback_fields};

static const struct api_field new_fields[] = {
    {"agent", API_TEXT, API_REQUIRED, "who is asked: one of GET /api/v1/tasks/queues", .least = 1,
     .most = NAME_MOST},
    {"kind", API_TEXT, API_REQUIRED, "for what: analytics knows `review`, one more look at everything",
     .least = 1, .most = NAME_MOST},
    {"priority", API_INT, 0, "0, the most urgent, to 9; not given: 5", .least = 0,
     .most = TASK_PRIORITIES - 1},
    {"due", API_TIME, API_NULLABLE, "not before; not given: as soon as can be"},
    {"deadline", API_TIME, API_NULLABLE, "given up afterwards; not given: never"},
    {"data", API_ANY, 0, "as the kind says, at most 64 KiB"},
    {"id", API_ID, 0, "the client's own; the same id with the same body is the same task"},
    {"callback", API_OBJECT, 0,
     "who is called when it goes on: done, failed, cancelled, or when people have to answer first",
     .shape = &new_callback_shape},
    {0},
};
static const struct api_shape new_shape = {"NewTask", new_fields};

static enum err check_agent(struct api_call *call, struct text agent)
{
    const char *const *queue = call->api->queues;
    while (queue != NULL && *queue != NULL && !text_is(agent, *queue))
        queue++;
    if (queue != NULL && *queue != NULL)
        return OK;
    struct text shown = text_glimpse(agent);
    return fail(call->c, ERR_INPUT, "agent: \"%.*s\" is none that takes tasks", TEXT_ARGS(shown));
}

/* A moment that is given counts, also the one that stands for none. */
static int64_t moment(const struct json_value *body, const char *name)
{
    int64_t us = api_time(body, name);
    return us == 0 && api_text(body, name).len > 0 ? 1 : us;
}

static enum err read_order(struct api_call *call, struct task_order *order)
{
    const struct json_value *data = json_member(call->body, "data");
    *order = (struct task_order){.household = call->household,
                                 .queue = api_text(call->body, "agent"),
                                 .kind = api_text(call->body, "kind"),
                                 .priority = api_int(call->body, "priority", TASK_PRIORITY_USUAL),
                                 .due_us = moment(call->body, "due"),
                                 .deadline_us = moment(call->body, "deadline")};
    (void)id_parse(api_text(call->body, "id"), &order->id);
    if (json_kind(data) != JSON_NULL) {
        struct buf *text = buf_in_arena(call->c->arena);
        struct json j = json_into(text);
        json_copy(&j, data);
        order->data = buf_view(text);
    }
    return check_agent(call, order->queue);
}

/* A queue that is full has room later; nothing of this call was kept. */
static enum err later(struct api_call *call, struct store_tx *tx, enum err e)
{
    if (e != ERR_LIMIT || !call->c->retriable)
        return e;
    store_rollback(tx);
    return api_too_many(call->x);
}

/* Of a new task its callback is kept; one that is known has the one that it was put with. */
static enum err put_callback(struct api_call *call, struct store_tx *tx, const struct task_row *row,
                             bool known, struct text *secret)
{
    const struct json_value *given = json_member(call->body, "callback");
    struct callback_form form = {.url = api_text(given, "url"), .secret = api_text(given, "secret")};
    *secret = TEXT("");
    if (known)
        return callback_is_same(call->c, tx, row, &form);
    /* What is repeated by a key is kept as it was asked and answered: secrets are not. */
    if (form.url.len > 0 && http_header(call->x, "Idempotency-Key").len > 0)
        return fail(call->c, ERR_INPUT, "Idempotency-Key: a task with a callback is repeated by its own id");
    return form.url.len == 0 ? OK : callback_put(call->c, tx, call->api->sealer, row, &form, secret);
}

static enum err put(struct api_call *call)
{
    struct store_tx *tx;
    struct task_order order;
    struct task_row row;
    struct text secret;
    bool known = false;
    TRY(read_order(call, &order));
    TRY(store_begin(call->c, call->store, &tx));
    if (!id_is_zero(order.id))
        TRY(task_find(call->c, tx, call->household, order.id, &row, &known));
    enum err e = task_put(call->c, tx, &order, &row);
    if (e != OK)
        return later(call, tx, e);
    TRY(put_callback(call, tx, &row, known, &secret));
    api_created(call, "/api/v1/tasks", row.id);
    call->x->reply.status = 202;
    TRY(write_one(call, tx, &row, secret));
    TRY(store_commit(call->c, tx));
    api_changed(call);
    return OK;
}

/* -- Deciding about one */

static enum err decide(struct api_call *call,
                       enum err (*how)(struct ctx *c, struct store_tx *tx, int64_t household, struct id id,
                                       struct task_row *out))
{
    struct store_tx *tx;
    struct task_row row;
    struct id id;
    TRY(api_path_id(call, 0, &id));
    TRY(store_begin(call->c, call->store, &tx));
    enum err e = how(call->c, tx, call->household, id, &row);
    if (e != OK)
        return later(call, tx, e);
    TRY(write_one(call, tx, &row, TEXT("")));
    TRY(store_commit(call->c, tx));
    api_changed(call);
    return OK;
}

static enum err cancel(struct api_call *call)
{
    return decide(call, task_cancel);
}

static enum err retry(struct api_call *call)
{
    return decide(call, task_retry);
}

/* -- Queues */

static const struct api_field queue_fields[] = {
    {"agent", API_TEXT, API_REQUIRED, "whose"},
    {"health", API_WORD, API_REQUIRED,
     "behind: one has been due for a minute; failing: some failed, or were given up",
     .words = task_health_words},
    {"waiting", API_INT, API_REQUIRED, "tasks that are due"},
    {"delayed", API_INT, API_REQUIRED, "that are not due yet"},
    {"leased", API_INT, API_REQUIRED, "that the agent is at"},
    {"retried", API_INT, API_REQUIRED, "of all these, that failed before"},
    {"dead", API_INT, API_REQUIRED, "that were given up"},
    {"oldest", API_TIME, API_REQUIRED | API_NULLABLE, "since when the oldest one has been due"},
    {0},
};
static const struct api_shape queue_shape = {"TaskQueue", queue_fields};

static void write_queue(struct api_call *call, struct text agent, const struct task_depth *depth)
{
    struct json *j = &call->reply;
    json_object(j);
    json_key_text(j, "agent", agent);
    json_key_z(j, "health", task_health_words[task_health(depth, call->c->now_us)]);
    json_key_int(j, "waiting", depth->waiting);
    json_key_int(j, "delayed", depth->delayed);
    json_key_int(j, "leased", depth->leased);
    json_key_int(j, "retried", depth->retried);
    json_key_int(j, "dead", depth->dead);
    api_key_time(j, "oldest", depth->oldest_us);
    json_object_end(j);
}

/* Those of agents that this program has, and of ones that it had. */
static enum err list_queues(struct api_call *call)
{
    const char *const *names = call->api->queues;
    struct store_tx *tx;
    struct task_depth *depths;
    size_t count;
    TRY(store_begin_read(call->c, call->store, &tx));
    TRY(task_depths(call->c, tx, call->household, &depths, &count));
    api_items(call);
    for (; names != NULL && *names != NULL; names++) {
        struct task_depth depth = {.queue = {NULL, 0}};
        for (size_t i = 0; i < count; i++)
            if (text_is(depths[i].queue, *names)) {
                depth = depths[i];
                depths[i] = depths[--count];
                break;
            }
        write_queue(call, text_of(*names), &depth);
    }
    for (size_t i = 0; i < count; i++)
        write_queue(call, depths[i].queue, &depths[i]);
    api_items_end(call, (struct text){NULL, 0});
    return store_commit(call->c, tx);
}

static const struct api_route routes[] = {
    {.method = "GET",
     .path = "/api/v1/tasks",
     .id = "listTasks",
     .title = "Tasks, newest first",
     .about = "Those that ended are kept for 90 days.",
     .need = API_READ,
     .lane = API_READS,
     .flags = API_PAGED,
     .query = list_query,
     .reply = &task_shape,
     .handle = list},
    {.method = "POST",
     .path = "/api/v1/tasks",
     .id = "putTask",
     .title = "Ask an agent for something",
     .about =
         "It is done soon, the most urgent first, and once, whatever breaks meanwhile. When it has ended, "
         "an event says so: `agent.task.completed` or `agent.task.failed`.",
     .need = API_WRITE,
     .lane = API_WRITES,
     .body = &new_shape,
     .status = 202,
     .reply = &task_shape,
     .handle = put},
    {.method = "GET",
     .path = "/api/v1/tasks/queues",
     .id = "listTaskQueues",
     .title = "How much waits for each agent",
     .need = API_READ,
     .lane = API_READS,
     .flags = API_LISTED,
     .reply = &queue_shape,
     .handle = list_queues},
    {.method = "GET",
     .path = "/api/v1/tasks/{id}",
     .id = "getTask",
     .title = "One task",
     .need = API_READ,
     .reply = &task_shape,
     .handle = get},
    {.method = "POST",
     .path = "/api/v1/tasks/{id}/cancel",
     .id = "cancelTask",
     .title = "Let it be",
     .about = "One that waits, or that the agent is at, has no effect then.",
     .need = API_WRITE,
     .lane = API_WRITES,
     .reply = &task_shape,
     .handle = cancel},
    {.method = "POST",
     .path = "/api/v1/tasks/{id}/retry",
     .id = "retryTask",
     .title = "Try one again that was given up",
     .need = API_WRITE,
     .lane = API_WRITES,
     .reply = &task_shape,
     .handle = retry},
    {0},
};

const struct api_resource api_resource_tasks = {
    .name = "Tasks",
    .about =
        "What agents are asked to do: they wait in the store, in a queue for each agent, with priorities, "
        "times and deadlines.",
    .routes = routes,
};

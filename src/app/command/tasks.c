/* florin tasks: what agents are asked to do. */
#include "agents/host.h"
#include "app/app.h"
#include "app/react.h"
#include "app/terminal.h"
#include "store/entity/household.h"

static const struct command_option options[] = {
    {"limit", 'n', "N", "list: at most so many, newest first (default 50)"},
    {"agent", 'a', "NAME", "list: only this agent's"},
    {"state", 's', "STATE", "list: waiting, done, dead or cancelled"},
    {"priority", 'p', "N", "put: 0, the most urgent, to 9 (default 5)"},
    {"due", 0, "TIME", "put: not before, as 2026-11-21T05:31:00Z"},
    {"deadline", 0, "TIME", "put: given up afterwards"},
    {"with", 'w', "JSON", "put: what the kind wants to know"},
    {"id", 0, "UUID", "put: your own; the same one again is the same task"},
    {0},
};

/* -- Showing */

static void write_json(struct json *j, const struct task_row *row)
{
    json_object(j);
    json_key(j, "id");
    json_id(j, row->id);
    json_key_text(j, "agent", row->queue);
    json_key_text(j, "kind", row->kind);
    json_key_z(j, "state", task_state_words[row->state - TASK_WAITING]);
    json_key_int(j, "priority", row->priority);
    json_key(j, "due");
    json_time(j, row->due_us);
    json_key(j, "deadline");
    row->deadline_us == 0 ? json_null(j) : json_time(j, row->deadline_us);
    json_key_int(j, "tries", row->tries);
    json_key(j, "why");
    row->why.len == 0 ? json_null(j) : json_text(j, row->why);
    json_key(j, "data");
    json_raw(j, row->data);
    json_key(j, "result");
    json_raw(j, row->result.len == 0 ? TEXT("null") : row->result);
    json_key(j, "created");
    json_time(j, row->created_us);
    json_key(j, "changed");
    json_time(j, row->changed_us);
    json_object_end(j);
}

static void print_line(struct ctx *c, const struct task_row *row)
{
    char id[ID_TEXT_MAX], time[TIME_TEXT_MAX];
    bool dead = row->state == TASK_DEAD;
    printf("%s  %.19sZ  %-9s %lld  %s %s%s%s\n", id_format(row->id, id), time_format(row->created_us, time),
           task_state_words[row->state - TASK_WAITING], (long long)row->priority,
           terminal_field(c->arena, row->queue, 0), terminal_field(c->arena, row->kind, 0),
           dead || row->result.len > 0 ? ": " : "",
           terminal_field(c->arena, dead ? row->why : row->result, 0));
}

static void print_task(struct ctx *c, const struct invocation *inv, const struct task_row *row)
{
    struct buf *out = buf_in_arena(c->arena);
    struct json j = json_into(out);
    if (!inv->json) {
        print_line(c, row);
        return;
    }
    write_json(&j, row);
    app_print_json(out);
}

static enum err read_state(struct ctx *c, const struct invocation *inv, int64_t *state)
{
    const char *word = invocation_value(inv, "state");
    *state = 0;
    if (word == NULL)
        return OK;
    for (int64_t i = 0; task_state_words[i] != NULL; i++)
        if (strcmp(word, task_state_words[i]) == 0)
            *state = TASK_WAITING + i;
    return *state != 0 ? OK : usage_error(c, inv, "--state: waiting, done, dead or cancelled");
}

static enum err list(struct ctx *c, const struct invocation *inv)
{
    struct store *store;
    struct store_tx *tx;
    struct task_row *rows;
    struct task_filter filter = {.household = HOUSEHOLD_FIRST,
                                 .queue = text_of(invocation_value(inv, "agent"))};
    int64_t limit;
    size_t count;
    struct buf *out = buf_in_arena(c->arena);
    struct json j = json_into(out);
    TRY(read_state(c, inv, &filter.state));
    TRY(invocation_int(c, inv, "limit", 1, 1000, 50, &limit));
    TRY(app_open_read(c, inv, &store));
    TRY(store_begin_read(c, store, &tx));
    TRY(task_page(c, tx, &filter, limit, &rows, &count));
    json_array(&j);
    for (size_t i = 0; i < count; i++)
        if (inv->json)
            write_json(&j, &rows[i]);
        else
            print_line(c, &rows[i]);
    json_array_end(&j);
    if (inv->json)
        app_print_json(out);
    else if (count == 0)
        puts("No tasks.");
    return OK;
}

/* The id that stands behind the word. */
static enum err read_id(struct ctx *c, const struct invocation *inv, struct id *out)
{
    if (inv->count == 2 && id_parse(text_of(inv->words[1]), out))
        return OK;
    return usage_error(c, inv, "which task? `florin tasks` shows their ids");
}

static enum err show(struct ctx *c, const struct invocation *inv)
{
    struct store *store;
    struct store_tx *tx;
    struct task_row row;
    struct id id;
    struct buf *out = buf_in_arena(c->arena);
    struct json j = json_into(out);
    TRY(read_id(c, inv, &id));
    TRY(app_open_read(c, inv, &store));
    TRY(store_begin_read(c, store, &tx));
    TRY(task_by_id(c, tx, HOUSEHOLD_FIRST, id, &row));
    write_json(&j, &row);
    app_print_json(out);
    return OK;
}

/* -- Asking */

static enum err read_time(struct ctx *c, const struct invocation *inv, const char *option, int64_t *out)
{
    const char *value = invocation_value(inv, option);
    *out = 0;
    if (value == NULL || time_parse(text_of(value), out))
        return OK;
    return usage_error(c, inv, "--%s: a time as 2026-11-21T05:31:00Z", option);
}

static enum err check_agent(struct ctx *c, struct text agent)
{
    const char *names[HOST_AGENTS_MAX];
    size_t count = host_queues(names);
    for (size_t i = 0; i < count; i++)
        if (text_is(agent, names[i]))
            return OK;
    struct text shown = text_glimpse(agent);
    return fail(c, ERR_INPUT, "agent: \"%.*s\" is none that takes tasks", TEXT_ARGS(shown));
}

static enum err read_order(struct ctx *c, const struct invocation *inv, struct task_order *order)
{
    const char *id = invocation_value(inv, "id");
    if (inv->count != 3)
        return usage_error(c, inv, "put takes an agent and a kind: `florin tasks put analytics review`");
    *order = (struct task_order){.household = HOUSEHOLD_FIRST,
                                 .queue = text_of(inv->words[1]),
                                 .kind = text_of(inv->words[2]),
                                 .data = text_of(invocation_value(inv, "with"))};
    TRY(invocation_int(c, inv, "priority", 0, TASK_PRIORITIES - 1, TASK_PRIORITY_USUAL, &order->priority));
    TRY(read_time(c, inv, "due", &order->due_us));
    TRY(read_time(c, inv, "deadline", &order->deadline_us));
    if (id != NULL && !id_parse(text_of(id), &order->id))
        return usage_error(c, inv, "--id: a UUID");
    return check_agent(c, order->queue);
}

/* Where no server is at work the agents are, in this process; then the task is shown as it is afterwards. */
static enum err work_and_print(struct ctx *c, const struct invocation *inv, struct store *store,
                               struct task_row *row)
{
    struct store_tx *tx;
    TRY(react(c, inv, store, inv->json ? NULL : stdout));
    TRY(store_begin_read(c, store, &tx));
    TRY(task_by_id(c, tx, row->household, row->id, row));
    store_rollback(tx);
    print_task(c, inv, row);
    return OK;
}

static enum err put(struct ctx *c, const struct invocation *inv)
{
    struct store *store;
    struct store_tx *tx;
    struct task_order order;
    struct task_row row;
    TRY(read_order(c, inv, &order));
    TRY(app_open(c, inv, &store));
    TRY(store_begin(c, store, &tx));
    TRY(task_put(c, tx, &order, &row));
    TRY(store_commit(c, tx));
    return work_and_print(c, inv, store, &row);
}

static enum err decide(struct ctx *c, const struct invocation *inv,
                       enum err (*how)(struct ctx *c, struct store_tx *tx, int64_t household, struct id id,
                                       struct task_row *out))
{
    struct store *store;
    struct store_tx *tx;
    struct task_row row;
    struct id id;
    TRY(read_id(c, inv, &id));
    TRY(app_open(c, inv, &store));
    TRY(store_begin(c, store, &tx));
    TRY(how(c, tx, HOUSEHOLD_FIRST, id, &row));
    TRY(store_commit(c, tx));
    return work_and_print(c, inv, store, &row);
}

static enum err run(struct ctx *c, struct invocation *inv)
{
    struct text word = inv->count == 0 ? TEXT("list") : text_of(inv->words[0]);
    if (text_is(word, "list") && inv->count <= 1)
        return list(c, inv);
    if (text_is(word, "show"))
        return show(c, inv);
    if (text_is(word, "put"))
        return put(c, inv);
    if (text_is(word, "cancel"))
        return decide(c, inv, task_cancel);
    if (text_is(word, "retry"))
        return decide(c, inv, task_retry);
    return usage_error(c, inv, "list, show ID, put AGENT KIND, cancel ID or retry ID");
}

const struct command command_tasks = {
    .name = "tasks",
    .summary = "What agents are asked to do",
    .usage = "[list | show ID | put AGENT KIND | cancel ID | retry ID]",
    .details =
        "A task waits in the store until its agent has done it, the most urgent first. One that fails is "
        "tried again, eight times in\n"
        "all; then it is dead: `show` says why, and `retry` lets it wait again. `put analytics review` "
        "has everything looked at once\n"
        "more. Where no server runs, the agents work before the command ends.",
    .options = options,
    .run = run,
};

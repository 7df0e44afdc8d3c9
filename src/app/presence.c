#include "app/presence.h"

#include "base/json.h"
#include "base/json_in.h"
#include "store/entity/served/instance.h"

#include <stdio.h>

#define TELL_US   INT64_C(5000000)
#define LATELY_US INT64_C(20000000)
#define FORGET_US (INT64_C(3600) * 1000000)

/* -- Telling */

static void write_agents(const struct host *host, struct buf *out)
{
    struct agent_health health[HOST_AGENTS_MAX];
    size_t count = host == NULL ? 0 : host_health(host, health);
    struct json j = json_into(out);
    json_array(&j);
    for (size_t i = 0; i < count; i++) {
        json_object(&j);
        json_key_z(&j, "name", health[i].name);
        json_key_z(&j, "title", health[i].title);
        json_key_int(&j, "processed", health[i].processed);
        json_key_int(&j, "failed", health[i].failed);
        json_key_int(&j, "dead", health[i].dead);
        json_key_int(&j, "last_us", health[i].last_us);
        json_key_bool(&j, "well", health[i].well);
        json_key_z(&j, "why", health[i].why);
        json_object_end(&j);
    }
    json_array_end(&j);
}

enum err presence_run(struct ctx *c, void *self, int64_t *next_us)
{
    const struct presence *p = self;
    struct store_tx *tx;
    struct buf told = {0};
    write_agents(p->host, &told);
    struct instance_row row = {.name = text_of(p->process),
                               .role = text_of(p->role),
                               .started_us = p->started_us,
                               .seen_us = c->now_us,
                               .agents = text_copy(c->arena, buf_view(&told))};
    buf_free(&told);
    *next_us = c->now_us + TELL_US;
    TRY(store_begin_aside(c, p->store, &tx));
    TRY(instance_delete(c, tx, TEXT(""), c->now_us - FORGET_US));
    TRY(instance_put(c, tx, &row));
    return store_commit(c, tx);
}

void presence_end(struct presence *p)
{
    struct ctx c = {.arena = arena_new(), .now_us = time_now_us()};
    struct store_tx *tx;
    if (store_begin(&c, p->store, &tx) == OK &&
        instance_delete(&c, tx, text_of(p->process), c.now_us - FORGET_US) == OK &&
        store_commit(&c, tx) != OK)
        p->host = NULL; /* it is forgotten after a while */
    arena_free(c.arena);
}

/* -- Reading what all told */

static int64_t int_of(const struct json_value *object, const char *name)
{
    int64_t value = 0;
    return json_as_int(json_member(object, name), &value) ? value : 0;
}

static struct api_agent *find_or_add(struct ctx *c, struct text name, struct text title,
                                     struct api_agent out[API_AGENTS_MAX], size_t *count)
{
    for (size_t i = 0; i < *count; i++)
        if (text_is(name, out[i].name))
            return &out[i];
    if (*count == API_AGENTS_MAX)
        return NULL;
    out[*count] = (struct api_agent){.name = arena_copy(c->arena, name.at, name.len),
                                     .title = arena_copy(c->arena, title.at, title.len),
                                     .well = true};
    return &out[(*count)++];
}

/* One that fails anywhere fails. */
static void add_agent(struct ctx *c, const struct json_value *v, struct api_agent out[API_AGENTS_MAX],
                      size_t *count)
{
    struct api_agent *agent = find_or_add(c, json_as_text(json_member(v, "name")),
                                          json_as_text(json_member(v, "title")), out, count);
    if (agent == NULL)
        return;
    int64_t last_us = int_of(v, "last_us");
    agent->processed += int_of(v, "processed");
    agent->failed += int_of(v, "failed");
    agent->dead += int_of(v, "dead");
    agent->last_us = last_us > agent->last_us ? last_us : agent->last_us;
    if (json_as_bool(json_member(v, "well")))
        return;
    struct text why = json_as_text(json_member(v, "why"));
    agent->well = false;
    snprintf(agent->why, sizeof agent->why, "%.*s", TEXT_ARGS(why));
}

static enum err read_all(struct ctx *c, struct store *store, struct api_agent out[API_AGENTS_MAX],
                         size_t *count)
{
    struct store_tx *tx;
    struct instance_row *rows;
    size_t row_count;
    TRY(store_begin_read(c, store, &tx));
    TRY(instance_list(c, tx, c->now_us - LATELY_US, &rows, &row_count));
    store_rollback(tx);
    for (size_t i = 0; i < row_count; i++) {
        const struct json_value *all;
        TRY(json_read(c, rows[i].agents, &all));
        for (const struct json_value *v = json_first(all); v != NULL; v = json_next(v))
            add_agent(c, v, out, count);
    }
    return OK;
}

size_t presence_agents(struct ctx *c, struct store *store, struct api_agent out[API_AGENTS_MAX])
{
    size_t count = 0;
    return read_all(c, store, out, &count) == OK ? count : 0;
}

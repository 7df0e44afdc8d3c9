/* How the agents do, and how all of it does. */
#include "api/api.h"
#include "base/date.h"
#include "base/limits.h"
#include "bus/bus.h"
#include "cache/cache.h"
#include "store/entity/event.h"

static const char *const state_words[] = {"well", "failing", "idle", NULL};

static const struct api_field agent_fields[] = {
    {"name", API_TEXT, API_REQUIRED, "the agent's"},
    {"title", API_TEXT, API_REQUIRED, "what it does"},
    {"state", API_WORD, API_REQUIRED, "idle: it has not reacted since the start", .words = state_words},
    {"processed", API_INT, API_REQUIRED, "reactions that took effect, since the start"},
    {"failed", API_INT, API_REQUIRED, "that were tried again"},
    {"dead", API_INT, API_REQUIRED, "that were given up"},
    {"behind", API_INT, API_REQUIRED, "events of the log that it has not looked at, at most"},
    {"last", API_TIME, API_REQUIRED | API_NULLABLE, "when it last reacted"},
    {"why", API_TEXT, API_REQUIRED | API_NULLABLE, "the last failure"},
    {0},
};
static const struct api_shape agent_shape = {"Agent", agent_fields};

static const char *state_of(const struct api_agent *agent)
{
    return !agent->well ? "failing" : agent->last_us == 0 ? "idle" : "well";
}

static size_t load(struct api_call *call, struct api_agent agents[API_AGENTS_MAX])
{
    const struct api *api = call->api;
    return api->agents == NULL ? 0 : api->agents(call->c, api->agents_self, agents);
}

/* An agent's place in the log is kept under its name, whichever process it works in. */
static enum err add_places(struct api_call *call, struct api_agent *agents, size_t count)
{
    struct store_tx *tx;
    int64_t newest;
    TRY(store_begin_read(call->c, call->store, &tx));
    TRY(event_newest(call->c, tx, &newest));
    for (size_t i = 0; i < count; i++) {
        struct consumer_row place;
        TRY(consumer_get(call->c, tx, arena_printf(call->c->arena, "agent/%s", agents[i].name), &place));
        agents[i].behind = agents[i].tasks_only ? 0 : newest - place.event;
    }
    store_rollback(tx);
    return OK;
}

static enum err list(struct api_call *call)
{
    struct api_agent *agents = ARENA_ARRAY(call->c->arena, struct api_agent, API_AGENTS_MAX);
    struct json *j = &call->reply;
    size_t count = load(call, agents);
    TRY(add_places(call, agents, count));
    api_items(call);
    for (size_t i = 0; i < count; i++) {
        const struct api_agent *agent = &agents[i];
        json_object(j);
        json_key_z(j, "name", agent->name);
        json_key_z(j, "title", agent->title);
        json_key_z(j, "state", state_of(agent));
        json_key_int(j, "processed", agent->processed);
        json_key_int(j, "failed", agent->failed);
        json_key_int(j, "dead", agent->dead);
        json_key_int(j, "behind", agent->behind);
        api_key_time(j, "last", agent->last_us);
        api_key_text_or_null(j, "why", text_of(agent->why));
        json_object_end(j);
    }
    api_items_end(call, (struct text){NULL, 0});
    return OK;
}

/* -- Health: nothing personal, and no reasons; those are for whoever may read */

static const struct api_field agent_state_fields[] = {
    {"name", API_TEXT, API_REQUIRED, "the agent's"},
    {"state", API_WORD, API_REQUIRED, "idle: it has not reacted since the start", .words = state_words},
    {0},
};
static const struct api_shape agent_state_shape = {"AgentState", agent_state_fields};

static const char *const status_words[] = {"well", "degraded", "failing", "starting", NULL};
static const char *const part_words[] = {"well", "failing", NULL};
static const struct api_field health_fields[] = {
    {"status", API_WORD, API_REQUIRED,
     "of all together; degraded: the bus or the cache is away, without which all goes on; starting: or "
     "stopping",
     .words = status_words},
    {"store", API_WORD, API_REQUIRED, "does it answer?", .words = part_words},
    {"bus", API_WORD, API_REQUIRED, "did it answer last? Events wait in the store meanwhile",
     .words = part_words},
    {"cache", API_WORD, API_REQUIRED, "did it answer last? Replies are computed anew meanwhile",
     .words = part_words},
    {"agents", API_LIST, API_REQUIRED, "each", .item = API_OBJECT, .shape = &agent_state_shape},
    {"version", API_TEXT, API_REQUIRED, "of the program"},
    {"uptime_s", API_INT, API_REQUIRED, "seconds since the start"},
    {0},
};
static const struct api_shape health_shape = {"Health", health_fields};

static bool store_answers(struct api_call *call)
{
    struct ctx own = {.arena = arena_new(), .now_us = call->c->now_us};
    struct store_tx *tx;
    struct store_query *q;
    bool row = false;
    enum err e = store_begin_read(&own, call->store, &tx);
    if (e == OK)
        e = store_query(&own, tx, "SELECT 1", &q);
    if (e == OK)
        e = store_next(&own, q, &row);
    arena_free(own.arena);
    return e == OK && row;
}

static bool bus_is_well(const struct api *api)
{
    struct bus_health now = {.well = true};
    if (api->bus != NULL)
        bus_health(api->bus, &now);
    return now.well;
}

static bool cache_is_well(const struct api *api)
{
    struct cache_health now = {.well = true};
    if (api->cache != NULL)
        cache_health(api->cache, &now);
    return now.well;
}

static const char *part_word(bool well)
{
    return well ? "well" : "failing";
}

static enum err health(struct api_call *call)
{
    struct api_agent *agents = ARENA_ARRAY(call->c->arena, struct api_agent, API_AGENTS_MAX);
    struct json *j = &call->reply;
    size_t count = load(call, agents);
    bool store = store_answers(call), well = store;
    for (size_t i = 0; i < count; i++)
        well = well && agents[i].well;
    bool ready = atomic_load(&call->api->ready), bus = bus_is_well(call->api),
         cache = cache_is_well(call->api);
    json_object(j);
    json_key_z(j, "status", !ready ? "starting" : !well ? "failing" : bus && cache ? "well" : "degraded");
    json_key_z(j, "store", part_word(store));
    json_key_z(j, "bus", part_word(bus));
    json_key_z(j, "cache", part_word(cache));
    json_key(j, "agents");
    json_array(j);
    for (size_t i = 0; i < count; i++) {
        json_object(j);
        json_key_z(j, "name", agents[i].name);
        json_key_z(j, "state", state_of(&agents[i]));
        json_object_end(j);
    }
    json_array_end(j);
    json_key_z(j, "version", FLORIN_VERSION);
    json_key_int(j, "uptime_s", (time_steady_us() - call->api->started_us) / 1000000);
    json_object_end(j);
    return OK;
}

static const struct api_route routes[] = {
    {.method = "GET",
     .path = "/api/v1/agents",
     .id = "listAgents",
     .title = "How each agent does",
     .need = API_READ,
     .flags = API_LISTED,
     .reply = &agent_shape,
     .handle = list},
    {.method = "GET",
     .path = "/api/v1/health",
     .id = "getHealth",
     .title = "How all of it does",
     .about = "For dashboards. Supervisors ask /healthz and /readyz.",
     .need = API_PUBLIC,
     .reply = &health_shape,
     .handle = health},
    {0},
};

const struct api_resource api_resource_agents = {
    .name = "Agents",
    .about = "They react to events: notice, warn, tell.",
    .routes = routes,
};

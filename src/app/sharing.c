#include "app/sharing.h"

#include "bus/bus_driver.h"
#include "bus/dapr_inbound.h"
#include "bus/kafka.h"
#include "bus/redis/redis.h"
#include "cache/cache_driver.h"
#include "store/entity/household.h"
#include "store/store_driver.h"

#include <stdlib.h>
#include <sys/random.h>
#include <unistd.h>

static const struct bus_driver *const drivers[] = {&bus_embedded, &bus_redis, &bus_kafka, &bus_dapr, NULL};

static bool has_scheme(const struct bus_driver *driver, struct text url)
{
    for (const char *const *scheme = driver->schemes; *scheme != NULL; scheme++) {
        struct text name = text_of(*scheme);
        if (text_starts(url, name) &&
            (url.len == name.len || text_starts(text_from(url, name.len), TEXT(":"))))
            return true;
    }
    return false;
}

static const struct bus_driver *driver_of(struct text url)
{
    for (const struct bus_driver *const *driver = drivers; *driver != NULL; driver++)
        if (has_scheme(*driver, url))
            return *driver;
    return NULL;
}

static const char *or_null(const char *text)
{
    return text == NULL || text[0] == '\0' ? NULL : text;
}

/* Dapr's injector puts it into the environment. */
static const char *sidecar_is_told(const struct invocation *inv)
{
    const char *token = or_null(inv->configuration->dapr_token);
    return token != NULL ? token : or_null(getenv("DAPR_API_TOKEN"));
}

enum err sharing_open_bus(struct ctx *c, const struct invocation *inv, const char *prefix,
                          const char *process, struct bus **out)
{
    const struct configuration *set = inv->configuration;
    struct bus_options options = {.url = set->bus, .prefix = prefix, .process = process};
    const struct bus_driver *driver = driver_of(text_of(set->bus));
    if (driver == NULL)
        return fail(c, ERR_USAGE, "bus: this program has no driver for that address");
    options.token = sidecar_is_told(inv);
    return bus_open(c, driver, &options, out);
}

/* Process numbers come again, and containers all have the same. */
const char *process_name(struct ctx *c)
{
    char host[64] = "";
    uint32_t chance = 0;
    if (gethostname(host, sizeof host - 1) != 0)
        host[0] = '\0';
    if (getrandom(&chance, sizeof chance, 0) != sizeof chance)
        chance = (uint32_t)c->now_us;
    return arena_printf(c->arena, "%s-%d-%06x", host[0] == '\0' ? "florin" : host, (int)getpid(),
                        chance & 0xffffff);
}

/* -- The cache */

static enum err open_cache(struct ctx *c, const struct configuration *set, struct cache **out)
{
    bool embedded = strcmp(set->cache, "embedded") == 0;
    struct cache_options options = {
        .url = embedded ? NULL : set->cache, .prefix = set->bus_group, .ttl_us = set->cache_ttl_us};
    return cache_open(c, embedded ? &cache_embedded : &cache_redis, &options, out);
}

/* A process that has its store for itself counts changes from its start; processes that share one count them in it, so they may use
 * each other's replies. Its first household's id is like no other store's. */
static enum err find_epoch(struct ctx *c, struct store *store, struct sharing *sharing)
{
    char id[ID_TEXT_MAX];
    struct store_tx *tx;
    struct household household;
    sharing->epoch = sharing->process;
    if (!store_is_shared(store))
        return OK;
    TRY(store_begin_read(c, store, &tx));
    TRY(household_get(c, tx, HOUSEHOLD_FIRST, &household));
    store_rollback(tx);
    sharing->epoch = arena_printf(c->arena, "%s", id_format(household.id, id));
    return OK;
}

static void release(void *thing)
{
    struct sharing *sharing = thing;
    outbox_close(sharing->outbox);
    leases_free(sharing->leases);
    bus_close(sharing->bus);
    cache_close(sharing->cache);
}

enum err sharing_open(struct ctx *c, const struct invocation *inv, struct store *store, struct sharing **out)
{
    struct sharing *sharing = ARENA_NEW(c->arena, struct sharing);
    sharing->process = process_name(c);
    arena_defer(c->arena, release, sharing);
    TRY(sharing_open_bus(c, inv, inv->configuration->bus_group, sharing->process, &sharing->bus));
    TRY(open_cache(c, inv->configuration, &sharing->cache));
    TRY(find_epoch(c, store, sharing));
    if (app_store_is_shared(inv))
        sharing->leases = leases_new(store, sharing->process);
    *out = sharing;
    return OK;
}

enum err sharing_start(struct ctx *c, struct sharing *sharing, struct store *store,
                       void (*trouble)(void *self, const char *why), void *self)
{
    struct outbox_options options = {
        .store = store, .bus = sharing->bus, .leases = sharing->leases, .trouble = trouble, .self = self};
    return bus_carries(sharing->bus) ? outbox_open(c, &options, &sharing->outbox) : OK;
}

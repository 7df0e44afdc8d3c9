#include "events/lease.h"

#include "base/date.h"
#include "store/entity/served/lease.h"

#include <pthread.h>
#include <stdlib.h>

enum { LEASES_MAX = 64 };

struct held {
    const char *name;
    bool ours;
    int64_t ask_us; /* steady time when the store is asked again */
};

struct leases {
    struct store *store;
    char *holder;
    pthread_mutex_t lock;
    struct held held[LEASES_MAX];
    size_t count;
};

struct leases *leases_new(struct store *store, const char *holder)
{
    struct leases *leases = calloc(1, sizeof *leases);
    if (leases == NULL || (leases->holder = strdup(holder)) == NULL ||
        pthread_mutex_init(&leases->lock, NULL) != 0)
        die("out of memory");
    leases->store = store;
    return leases;
}

void leases_free(struct leases *leases)
{
    if (leases == NULL)
        return;
    struct ctx c = {.arena = arena_new(), .now_us = time_now_us()};
    struct store_tx *tx;
    if (leases->count > 0 && store_begin(&c, leases->store, &tx) == OK &&
        lease_release(&c, tx, text_of(leases->holder)) == OK && store_commit(&c, tx) != OK)
        leases->count = 0; /* they end by themselves */
    arena_free(c.arena);
    pthread_mutex_destroy(&leases->lock);
    free(leases->holder);
    free(leases);
}

const char *leases_holder(const struct leases *leases)
{
    return leases->holder;
}

static struct held *find(struct leases *leases, const char *name)
{
    for (size_t i = 0; i < leases->count; i++)
        if (strcmp(leases->held[i].name, name) == 0)
            return &leases->held[i];
    if (leases->count == LEASES_MAX)
        die("more than 64 leases");
    leases->held[leases->count] = (struct held){.name = name};
    return &leases->held[leases->count++];
}

/* Others' leases are looked at again when they may have ended, at the latest after half of a lease's time: a process that ends early gives
 * its own back. */
static enum err ask(struct ctx *c, struct leases *leases, struct held *held)
{
    struct store_tx *tx;
    int64_t until_us, asked_us = time_steady_us();
    struct ctx unit = {.arena = arena_new(), .now_us = time_now_us()};
    enum err e = store_begin_aside(&unit, leases->store, &tx);
    if (e == OK)
        e = lease_take(&unit, tx, held->name, text_of(leases->holder), LEASE_US, &held->ours, &until_us);
    if (e == OK)
        e = store_commit(&unit, tx);
    held->ours = held->ours && e == OK;
    if (e == OK)
        held->ask_us = asked_us + (held->ours ? LEASE_US / 2 : LEASE_US / 4);
    memcpy(c->why, unit.why, sizeof c->why);
    c->retriable = unit.retriable;
    arena_free(unit.arena);
    return e;
}

enum err leases_hold(struct ctx *c, struct leases *leases, const char *name, bool *ours)
{
    pthread_mutex_lock(&leases->lock);
    struct held *held = find(leases, name);
    enum err e = time_steady_us() >= held->ask_us ? ask(c, leases, held) : OK;
    *ours = e == OK && held->ours;
    pthread_mutex_unlock(&leases->lock);
    return e;
}

enum err leases_is_free(struct ctx *c, struct leases *leases, const char *name, bool *is_free)
{
    struct store_tx *tx;
    int64_t until_us;
    TRY(store_begin_read(c, leases->store, &tx));
    TRY(lease_until(c, tx, name, &until_us));
    store_rollback(tx);
    int64_t now_us = time_now_us();
    *is_free = until_us <= now_us || until_us > now_us + 2 * LEASE_US;
    return OK;
}

enum err leases_give_back(struct ctx *c, struct leases *leases, const char *name)
{
    struct store_tx *tx;
    TRY(store_begin(c, leases->store, &tx));
    TRY(lease_drop(c, tx, name, text_of(leases->holder)));
    TRY(store_commit(c, tx));
    pthread_mutex_lock(&leases->lock);
    *find(leases, name) = (struct held){.name = name};
    pthread_mutex_unlock(&leases->lock);
    return OK;
}

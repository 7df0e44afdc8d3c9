/* Many units of one thread in one transaction. The group is an ordinary transaction of the store, so that its turn, its place among others and
 * its commit are what they are for anybody; its units are nested in it. */
#include "store/store_driver.h"

#include <assert.h>

struct store_group {
    struct store view;      /* what use cases take for their store */
    struct store_tx *tx;    /* the group's own */
    struct store_tx *units; /* under way: at most one that writes */
};

static void roll_back_later(void *thing)
{
    store_group_rollback(thing);
}

enum err store_group_begin(struct ctx *c, struct store *store, struct store_group **out)
{
    assert(store->group == NULL);
    struct store_group *group = ARENA_NEW(c->arena, struct store_group);
    TRY(store_begin_mode(c, store, STORE_WRITE_GROUP, &group->tx));
    group->view.driver = store->driver;
    group->view.group = group;
    arena_defer(c->arena, roll_back_later, group); /* runs before the transaction's own */
    *out = group;
    return OK;
}

struct store *store_group_store(struct store_group *group)
{
    return &group->view;
}

struct store *store_behind(struct store *store)
{
    return store->group == NULL ? store : store->group->tx->store;
}

/* Ends what is under way: all of it, or only what writes. */
static void end_units(struct store_group *group, bool readers_too)
{
    struct store_tx *next;
    for (struct store_tx *unit = group->units; unit != NULL; unit = next) {
        next = unit->next;
        if (unit->writes || readers_too)
            store_rollback(unit);
    }
}

enum err store_group_nest(struct ctx *c, struct store_group *group, enum store_mode mode,
                          struct store_tx **out)
{
    assert(!group->tx->over);
    bool writes = mode != STORE_READ;
    if (writes)
        end_units(group, false);
    TRY(group->tx->store->driver->nest(c, group->tx, writes, out));
    struct store_tx *unit = *out;
    unit->group = group;
    unit->next = group->units;
    unit->link = &group->units;
    if (unit->next != NULL)
        unit->next->link = &unit->next;
    group->units = unit;
    return OK;
}

void store_group_forget(struct store_tx *tx)
{
    if (tx->group == NULL)
        return;
    *tx->link = tx->next;
    if (tx->next != NULL)
        tx->next->link = tx->link;
}

enum err store_group_commit(struct ctx *c, struct store_group *group)
{
    end_units(group, true);
    return store_commit(c, group->tx);
}

void store_group_rollback(struct store_group *group)
{
    end_units(group, true);
    store_rollback(group->tx);
}

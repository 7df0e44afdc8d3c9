/* The port's thin middle: it hands every call to the store's driver and defers rollbacks on the arena. */
#include "store/store_driver.h"

#include <assert.h>

enum err store_open(struct ctx *c, const struct store_driver *driver, const char *location, bool write,
                    struct store **out)
{
    *out = NULL;
    TRY(driver->open(c, location, write, out));
    (*out)->driver = driver;
    return OK;
}

void store_close(struct store *store)
{
    if (store == NULL)
        return;
    assert(store->group == NULL);
    store->driver->close(store);
}

static void roll_back_later(void *thing)
{
    store_rollback(thing);
}

enum err store_begin_mode(struct ctx *c, struct store *store, enum store_mode mode, struct store_tx **out)
{
    if (store->group != NULL)
        TRY(store_group_nest(c, store->group, mode, out));
    else
        TRY(store->driver->begin(c, store, mode, out));
    (*out)->store = store_behind(store);
    (*out)->writes = mode != STORE_READ;
    arena_defer(c->arena, roll_back_later, *out);
    return OK;
}

enum err store_begin(struct ctx *c, struct store *store, struct store_tx **out)
{
    return store_begin_mode(c, store, STORE_WRITE, out);
}

enum err store_begin_bulk(struct ctx *c, struct store *store, struct store_tx **out)
{
    return store_begin_mode(c, store, STORE_WRITE_BULK, out);
}

enum err store_begin_aside(struct ctx *c, struct store *store, struct store_tx **out)
{
    return store_begin_mode(c, store, STORE_WRITE_ASIDE, out);
}

enum err store_begin_read(struct ctx *c, struct store *store, struct store_tx **out)
{
    return store_begin_mode(c, store, STORE_READ, out);
}

enum err store_commit(struct ctx *c, struct store_tx *tx)
{
    assert(!tx->over);
    tx->over = true;
    store_group_forget(tx);
    return tx->store->driver->commit(c, tx);
}

void store_rollback(struct store_tx *tx)
{
    if (tx->over)
        return;
    tx->over = true;
    store_group_forget(tx);
    tx->store->driver->rollback(tx);
}

enum err store_query(struct ctx *c, struct store_tx *tx, const char *sql, struct store_query **out)
{
    assert(!tx->over);
    return tx->store->driver->query(c, tx, sql, out);
}

enum err store_query_walk(struct ctx *c, struct store_tx *tx, const char *sql, struct store_query **out)
{
    TRY(store_query(c, tx, sql, out));
    if (tx->store->driver->walk != NULL)
        tx->store->driver->walk(*out);
    return OK;
}

/* A query outlives its transaction in the connection's cache; using it there would be a bug that corrupts
 * another unit. */
static inline const struct store_driver *driver_of(const struct store_query *q)
{
    assert(!q->tx->over);
    return q->tx->store->driver;
}

void store_bind_int(struct store_query *q, int at, int64_t value)
{
    driver_of(q)->bind_int(q, at, value);
}

void store_bind_text(struct store_query *q, int at, struct text value)
{
    driver_of(q)->bind_text(q, at, value);
}

void store_bind_blob(struct store_query *q, int at, const void *value, size_t len)
{
    driver_of(q)->bind_blob(q, at, value, len);
}

void store_bind_id(struct store_query *q, int at, struct id value)
{
    driver_of(q)->bind_id(q, at, value);
}

void store_bind_null(struct store_query *q, int at)
{
    driver_of(q)->bind_null(q, at);
}

enum err store_next(struct ctx *c, struct store_query *q, bool *row)
{
    return driver_of(q)->next(c, q, row);
}

enum err store_run(struct ctx *c, struct store_query *q, int64_t *changed)
{
    return driver_of(q)->run(c, q, changed);
}

void store_reset(struct store_query *q)
{
    driver_of(q)->reset(q);
}

int64_t store_int(struct store_query *q, int column)
{
    return driver_of(q)->get_int(q, column);
}

struct text store_text(struct store_query *q, int column)
{
    return driver_of(q)->get_text(q, column);
}

struct text store_blob(struct store_query *q, int column)
{
    return driver_of(q)->get_blob(q, column);
}

struct id store_get_id(struct store_query *q, int column)
{
    struct id id = {{0}};
    struct text bytes = store_blob(q, column);
    if (bytes.len == sizeof id.bytes)
        memcpy(id.bytes, bytes.at, sizeof id.bytes);
    return id;
}

bool store_is_null(struct store_query *q, int column)
{
    return driver_of(q)->is_null(q, column);
}

enum err store_act_for(struct ctx *c, struct store_tx *tx, int64_t household)
{
    assert(!tx->over);
    return tx->store->driver->act_for == NULL ? OK : tx->store->driver->act_for(c, tx, household);
}

enum err store_script(struct ctx *c, struct store_tx *tx, const char *script)
{
    assert(!tx->over && tx->writes);
    return tx->store->driver->script(c, tx, script);
}

enum err store_migrated(struct ctx *c, struct store_tx *tx)
{
    assert(!tx->over && tx->writes);
    return tx->store->driver->migrated == NULL ? OK : tx->store->driver->migrated(c, tx);
}

/* -- Lending */

/* The count moves before the loan is over, so that no number that was given during it is given again. */
static void end_loan(void *thing)
{
    struct store *store = thing;
    atomic_fetch_add(&store->changes, 1);
    atomic_store(&store->lent, false);
    store->driver->lend_end(store);
}

enum err store_lend(struct ctx *c, struct store *store, int *lock)
{
    assert(store->group == NULL);
    TRY(store->driver->lend(c, store, lock));
    atomic_store(&store->lent, true);
    arena_defer(c->arena, end_loan, store);
    return OK;
}

bool store_is_lent(struct store *store)
{
    return atomic_load(&store_behind(store)->lent);
}

bool store_is_shared(const struct store *store)
{
    return store->driver->shared;
}

bool store_is_borrowed(struct store *store)
{
    return store_behind(store)->borrowed;
}

int64_t store_size_bytes(struct store *store)
{
    store = store_behind(store);
    return store->driver->size_bytes(store);
}

const char *store_driver_name(const struct store *store)
{
    return store->driver->name;
}

struct store_counts store_counts(struct store *store)
{
    store = store_behind(store);
    return store->driver->counts(store);
}

int64_t store_change_count(struct store *store)
{
    store = store_behind(store);
    if (store->driver->change_count != NULL)
        return store->driver->change_count(store);
    return atomic_load(&store->lent) ? atomic_fetch_add(&store->changes, 1) + 1
                                     : atomic_load(&store->changes);
}

void store_on_commit_elsewhere(struct store *store, void (*woken)(void *self), void *self)
{
    store = store_behind(store);
    if (store->driver->on_commit_elsewhere != NULL)
        store->driver->on_commit_elsewhere(store, woken, self);
}

enum err store_vector_put(struct ctx *c, struct store_tx *tx, const struct store_vector *vector)
{
    assert(!tx->over);
    const struct store_driver *driver = tx->store->driver;
    return driver->vector_put == NULL ? OK : driver->vector_put(c, tx, vector);
}

enum err store_vectors_nearest(struct ctx *c, struct store_tx *tx, const struct store_nearest *question,
                               struct store_near **out, size_t *count, bool *able)
{
    assert(!tx->over);
    const struct store_driver *driver = tx->store->driver;
    *count = 0;
    *able = false;
    return driver->vectors_nearest == NULL ? OK : driver->vectors_nearest(c, tx, question, out, count, able);
}

#include "store/postgres/inner.h"

#include <stdio.h>
#include <stdlib.h>

/* -- Open and close -- */

static const char *option(const PQconninfoOption *options, const char *keyword, const char *without)
{
    for (const PQconninfoOption *o = options; o->keyword != NULL; o++)
        if (strcmp(o->keyword, keyword) == 0 && o->val != NULL && o->val[0] != '\0')
            return o->val;
    return without;
}

/* For errors: the database and where it is, without who asks and with which password. libpq's own words for a URL that it cannot read repeat
 * it whole, so they are not passed on. */
static enum err name_place(struct ctx *c, struct postgres_store *store, const char *location)
{
    char *said = NULL;
    PQconninfoOption *options = PQconninfoParse(location, &said);
    PQfreemem(said);
    if (options == NULL)
        return fail(c, ERR_USAGE, "the store's address is not postgresql://USER:PASSWORD@HOST:PORT/DATABASE");
    const char *host = option(options, "host", option(options, "hostaddr", "this machine"));
    int n = asprintf(&store->place, "database \"%s\" on %s", option(options, "dbname", "of the user's name"),
                     host);
    PQconninfoFree(options);
    if (n < 0)
        die("out of memory");
    return OK;
}

static void driver_close(struct store *base)
{
    struct postgres_store *store = (struct postgres_store *)base;
    postgres_watch_release(&store->watch); /* first: its thread uses the rest */
    postgres_readers_release(&store->readers);
    commit_queue_release(&store->commits);
    postgres_connection_close(store->writer);
    free(store->url);
    free(store->place);
    free(store);
}

/* The driver's own table, of one row. It is no migration: it says nothing of the household, and a reader of another version may find it. */
static const char change_table[] =
    "CREATE TABLE IF NOT EXISTS store_change (\"only\" bigint PRIMARY KEY, n bigint NOT NULL)"
    " WITH (fillfactor = 10);"
    "INSERT INTO store_change (\"only\", n) VALUES (1, 0) ON CONFLICT DO NOTHING";

static enum err make_change_table(struct ctx *c, struct postgres_store *store)
{
    struct postgres_tx *unit = ARENA_NEW(c->arena, struct postgres_tx);
    unit->base.store = &store->base;
    unit->base.writes = unit->queued.bulk = true;
    TRY(postgres_unit_begin(c, store, unit));
    enum err e = postgres_simple(c, unit->connection, change_table, NULL);
    if (e != OK) {
        postgres_unit_failed(c, unit, e);
        postgres_unit_rollback(store, unit);
        return e;
    }
    TRY(postgres_unit_commit(c, store, unit));
    store->commits.counts = (struct store_counts){0};
    return OK;
}

static enum err has_change_table(struct ctx *c, struct postgres_store *store,
                                 struct postgres_connection *reader, bool *has)
{
    PGresult *result;
    TRY(postgres_simple(c, reader, "SELECT count(*) FROM pg_class WHERE oid = to_regclass('store_change')",
                        &result));
    *has = strcmp(PQgetvalue(result, 0, 0), "1") == 0;
    PQclear(result);
    return *has || store->write ? OK
                                : fail(c, ERR_NOT_FOUND, "%s: there is no household in it yet", store->place);
}

static enum err open_connections(struct ctx *c, struct postgres_store *store)
{
    struct postgres_connection *reader;
    bool has = false;
    TRY(postgres_reader_take(c, store, &reader));
    enum err e = has_change_table(c, store, reader, &has);
    postgres_reader_give(store, reader);
    TRY(e);
    if (!has)
        TRY(make_change_table(c, store));
    store->counts = true;
    return OK;
}

enum err store_postgres_open_with(struct ctx *c, const char *location, bool write, unsigned readers,
                                  struct store **out)
{
    struct postgres_store *store = calloc(1, sizeof *store);
    if (store == NULL || (store->url = strdup(location)) == NULL)
        die("out of memory");
    store->write = write;
    store->base.driver = &store_postgres;
    postgres_readers_init(&store->readers, readers);
    commit_queue_init(&store->commits, &postgres_commits, store, false);
    postgres_watch_init(&store->watch);
    enum err e = name_place(c, store, location);
    if (e == OK)
        e = open_connections(c, store);
    if (e != OK) {
        driver_close(&store->base);
        return e;
    }
    *out = &store->base;
    return OK;
}

static enum err driver_open(struct ctx *c, const char *location, bool write, struct store **out)
{
    enum { READERS = 32 };
    return store_postgres_open_with(c, location, write, READERS, out);
}

/* -- Lending: nobody needs it, other processes may write themselves -- */

static enum err driver_lend(struct ctx *c, struct store *base, int *lock)
{
    (void)base, (void)lock;
    return fail(c, ERR_DENIED, "this store cannot be lent: several processes may write to it");
}

static void driver_lend_end(struct store *base)
{
    (void)base;
}

/* -- Transactions -- */

static enum err driver_begin(struct ctx *c, struct store *base, enum store_mode mode, struct store_tx **out)
{
    struct postgres_store *store = (struct postgres_store *)base;
    struct postgres_tx *unit = ARENA_NEW(c->arena, struct postgres_tx);
    unit->household = c->household;
    unit->queued.bulk = mode == STORE_WRITE_BULK;
    unit->queued.gathered = mode == STORE_WRITE_GROUP;
    unit->aside = mode == STORE_WRITE_ASIDE;
    if (mode == STORE_READ)
        TRY(postgres_reader_take(c, store, &unit->connection));
    else if (!store->write)
        return fail(c, ERR_DENIED, "the store was opened for reading");
    else
        TRY(postgres_unit_begin(c, store, unit));
    *out = &unit->base;
    return OK;
}

static enum err driver_nest(struct ctx *c, struct store_tx *outer, bool writes, struct store_tx **out)
{
    struct postgres_tx *unit = ARENA_NEW(c->arena, struct postgres_tx);
    unit->household = c->household;
    unit->outer = (struct postgres_tx *)outer;
    unit->nested = writes;
    TRY(postgres_inner_begin(c, (struct postgres_store *)outer->store, unit));
    *out = &unit->base;
    return OK;
}

static enum err driver_commit(struct ctx *c, struct store_tx *tx)
{
    struct postgres_store *store = (struct postgres_store *)tx->store;
    struct postgres_tx *unit = (struct postgres_tx *)tx;
    if (unit->outer != NULL)
        return postgres_inner_commit(c, store, unit);
    if (tx->writes)
        return postgres_unit_commit(c, store, unit);
    postgres_reader_give(store, unit->connection);
    return unit->failed == OK ? OK : fail(c, unit->failed, "this unit of work failed before its end");
}

static void driver_rollback(struct store_tx *tx)
{
    struct postgres_store *store = (struct postgres_store *)tx->store;
    struct postgres_tx *unit = (struct postgres_tx *)tx;
    if (unit->outer != NULL)
        postgres_inner_rollback(store, unit);
    else if (tx->writes)
        postgres_unit_rollback(store, unit);
    else
        postgres_reader_give(store, unit->connection);
}

/* Rows that were gathered until now are the household's before. */
static enum err driver_act_for(struct ctx *c, struct store_tx *tx, int64_t household)
{
    struct postgres_tx *unit = (struct postgres_tx *)tx;
    enum err e = unit->household != household && unit->failed == OK && unit->connection->gathered
                     ? postgres_gather_flush(c, unit->connection)
                     : OK;
    unit->household = household;
    return e == OK ? OK : postgres_unit_failed(c, unit, e);
}

static enum err driver_script(struct ctx *c, struct store_tx *tx, const char *script)
{
    struct postgres_tx *unit = (struct postgres_tx *)tx;
    struct postgres_dialect dialect;
    if (unit->failed != OK)
        return fail(c, unit->failed, "this unit of work failed before and can only be rolled back");
    postgres_dialect_init(&dialect, script);
    unit->connection->changed = true;
    postgres_see_as(unit->connection, unit->household);
    enum err e = postgres_simple(c, unit->connection, dialect.sql, NULL);
    postgres_dialect_release(&dialect);
    if (e != OK)
        return postgres_unit_failed(c, unit, e);
    if (PQtransactionStatus(unit->connection->pg) != PQTRANS_INTRANS)
        die("a script ended its transaction itself");
    return OK;
}

/* -- Facts -- */

static int64_t driver_size_bytes(struct store *base)
{
    struct postgres_store *store = (struct postgres_store *)base;
    struct ctx c = {.arena = NULL};
    struct postgres_connection *reader;
    PGresult *result = NULL;
    int64_t size = 0;
    if (postgres_reader_take(&c, store, &reader) != OK)
        return 0;
    if (postgres_simple(&c, reader, "SELECT pg_database_size(current_database())", &result) == OK)
        size = strtoll(PQgetvalue(result, 0, 0), NULL, 10);
    PQclear(result);
    postgres_reader_give(store, reader);
    return size;
}

static struct store_counts driver_counts(struct store *base)
{
    return commit_queue_counts(&((struct postgres_store *)base)->commits);
}

const struct store_driver store_postgres = {
    .name = "postgres",
    .shared = true,
    .open = driver_open,
    .close = driver_close,
    .begin = driver_begin,
    .commit = driver_commit,
    .rollback = driver_rollback,
    .nest = driver_nest,
    .query = postgres_query_prepare,
    .walk = postgres_query_walk,
    .bind_int = postgres_query_bind_int,
    .bind_text = postgres_query_bind_text,
    .bind_blob = postgres_query_bind_blob,
    .bind_id = postgres_query_bind_id,
    .bind_null = postgres_query_bind_null,
    .next = postgres_query_next,
    .run = postgres_query_run,
    .reset = postgres_query_reset,
    .get_int = postgres_query_int,
    .get_text = postgres_query_text,
    .get_blob = postgres_query_blob,
    .is_null = postgres_query_is_null,
    .script = driver_script,
    .act_for = driver_act_for,
    .migrated = postgres_migrated,
    .vector_put = postgres_vector_put,
    .vectors_nearest = postgres_vectors_nearest,
    .lend = driver_lend,
    .lend_end = driver_lend_end,
    .change_count = postgres_change_count,
    .on_commit_elsewhere = postgres_on_commit_elsewhere,
    .size_bytes = driver_size_bytes,
    .counts = driver_counts,
};

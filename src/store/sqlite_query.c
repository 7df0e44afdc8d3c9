#include "store/sqlite.h"

#include <assert.h>
#include <stdlib.h>

/* -- The cache
 * --------------------------------------------------------------------------------------------------------------------
 */

static size_t slot_of(const struct sqlite_connection *connection, const char *sql)
{
    uint64_t h = (uint64_t)(uintptr_t)sql * UINT64_C(0x9E3779B97F4A7C15);
    return (size_t)(h >> 32) & (connection->slot_count - 1);
}

/* The units of a group share the writer's connection. Where another one stands on a row of the same query, this one gets a query of its own. */
static struct sqlite_query *cache_find(const struct sqlite_connection *connection, const char *sql,
                                       const struct store_tx *tx)
{
    if (connection->slot_count == 0)
        return NULL;
    for (size_t i = slot_of(connection, sql);; i = (i + 1) & (connection->slot_count - 1)) {
        struct sqlite_query *query = connection->slots[i];
        if (query == NULL || (query->sql == sql && !(query->stepping && query->base.tx != tx)))
            return query;
    }
}

static void cache_insert(struct sqlite_connection *connection, struct sqlite_query *query)
{
    size_t i = slot_of(connection, query->sql);
    while (connection->slots[i] != NULL)
        i = (i + 1) & (connection->slot_count - 1);
    connection->slots[i] = query;
}

/* The number of literals in the program bounds it, so nothing is ever thrown out. */
static void cache_add(struct sqlite_connection *connection, struct sqlite_query *query)
{
    if ((connection->query_count + 1) * 2 > connection->slot_count) {
        struct sqlite_query **old = connection->slots;
        size_t old_count = connection->slot_count;
        connection->slot_count = old_count == 0 ? 64 : old_count * 2;
        connection->slots = calloc(connection->slot_count, sizeof(struct sqlite_query *));
        if (connection->slots == NULL)
            die("out of memory");
        for (size_t i = 0; i < old_count; i++)
            if (old[i] != NULL)
                cache_insert(connection, old[i]);
        free(old);
    }
    cache_insert(connection, query);
    connection->query_count++;
}

void sqlite_queries_free(struct sqlite_connection *connection)
{
    for (size_t i = 0; i < connection->slot_count; i++) {
        struct sqlite_query *query = connection->slots[i];
        if (query == NULL)
            continue;
        sqlite3_finalize(query->handle);
        free(query->ids);
        free(query);
    }
    free(connection->slots);
}

static void stop(struct sqlite_query *query)
{
    if (query->stepping) {
        query->stepping = false;
        query->connection->stepping_count--;
    }
    sqlite3_reset(query->handle);
}

void sqlite_queries_reset(struct sqlite_connection *connection, const struct store_tx *tx)
{
    for (size_t i = 0; connection->stepping_count > 0 && i < connection->slot_count; i++) {
        struct sqlite_query *query = connection->slots[i];
        if (query != NULL && query->stepping && (tx == NULL || query->base.tx == tx))
            stop(query);
    }
}

/* -- Preparing
 * --------------------------------------------------------------------------------------------------------------------
 */

static inline struct sqlite_tx *unit_of(const struct sqlite_query *query)
{
    return (struct sqlite_tx *)query->base.tx;
}

static enum err refuse_failed(struct ctx *c, const struct sqlite_tx *unit)
{
    return fail(c, unit->failed, "this unit of work failed before and can only be rolled back");
}

static enum err failed(struct ctx *c, struct sqlite_tx *unit, int rc)
{
    enum err e = sqlite_failure(c, unit->connection->db, rc);
    sqlite_unit_failed(c, unit, e);
    return e;
}

static enum err prepare(struct ctx *c, struct sqlite_tx *unit, const char *sql, struct sqlite_query **out)
{
    struct sqlite_connection *connection = unit->connection;
    sqlite3_stmt *handle;
    const char *rest;
    int rc = sqlite3_prepare_v3(connection->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, &rest);
    if (rc != SQLITE_OK)
        return failed(c, unit, rc);
    if (handle == NULL || text_trim(text_of(rest)).len != 0)
        die("not one statement: %s", sql);
    size_t parameters = (size_t)sqlite3_bind_parameter_count(handle);
    struct sqlite_query *query = calloc(1, sizeof *query);
    struct id *ids = calloc(parameters + 1, sizeof *ids);
    if (query == NULL || ids == NULL)
        die("out of memory");
    *query = (struct sqlite_query){.connection = connection, .handle = handle, .sql = sql, .ids = ids};
    cache_add(connection, query);
    *out = query;
    return OK;
}

enum err sqlite_query_prepare(struct ctx *c, struct store_tx *tx, const char *sql, struct store_query **out)
{
    struct sqlite_tx *unit = (struct sqlite_tx *)tx;
    if (unit->failed != OK)
        return refuse_failed(c, unit);
    struct sqlite_query *query = cache_find(unit->connection, sql, tx);
    if (query == NULL)
        TRY(prepare(c, unit, sql, &query));
    else if (strcmp(sql, sqlite3_sql(query->handle)) !=
             0) /* a few ns; a buffer used twice would run the wrong statement */
        die("a query must be a string literal: %s", sql);
    if (query->stepping)
        die("a query is used again before its last row or store_reset: %s", sql);
    sqlite3_clear_bindings(query->handle);
    query->bind_failure = SQLITE_OK;
    query->base.tx = tx;
    *out = &query->base;
    return OK;
}

/* -- Binding
 * ----------------------------------------------------------------------------------------------------------------------
 */

static void note_bind(struct sqlite_query *query, int at, int rc)
{
    if (rc == SQLITE_OK)
        return;
    if (rc == SQLITE_RANGE || rc == SQLITE_MISUSE)
        die("?%d cannot be bound now: %s", at, query->sql);
    query->bind_failure = rc;
}

void sqlite_query_bind_int(struct store_query *q, int at, int64_t value)
{
    struct sqlite_query *query = (struct sqlite_query *)q;
    note_bind(query, at, sqlite3_bind_int64(query->handle, at, value));
}

void sqlite_query_bind_text(struct store_query *q, int at, struct text value)
{
    struct sqlite_query *query = (struct sqlite_query *)q;
    note_bind(query, at,
              sqlite3_bind_text64(query->handle, at, value.at, value.len, SQLITE_STATIC, SQLITE_UTF8));
}

void sqlite_query_bind_blob(struct store_query *q, int at, const void *value, size_t len)
{
    struct sqlite_query *query = (struct sqlite_query *)q;
    note_bind(query, at, sqlite3_bind_blob64(query->handle, at, value, len, SQLITE_STATIC));
}

void sqlite_query_bind_id(struct store_query *q, int at, struct id value)
{
    struct sqlite_query *query = (struct sqlite_query *)q;
    if (at < 1 || at > sqlite3_bind_parameter_count(query->handle))
        die("?%d cannot be bound: %s", at, query->sql);
    query->ids[at] = value;
    sqlite_query_bind_blob(q, at, query->ids[at].bytes, sizeof query->ids[at].bytes);
}

void sqlite_query_bind_null(struct store_query *q, int at)
{
    struct sqlite_query *query = (struct sqlite_query *)q;
    note_bind(query, at, sqlite3_bind_null(query->handle, at));
}

/* -- Stepping
 * ---------------------------------------------------------------------------------------------------------------------
 */

static enum err step(struct ctx *c, struct sqlite_query *query, int *rc)
{
    struct sqlite_tx *unit = unit_of(query);
    if (unit->failed != OK)
        return refuse_failed(c, unit);
    *rc = query->bind_failure != SQLITE_OK ? query->bind_failure : sqlite3_step(query->handle);
    if (*rc == SQLITE_ROW || *rc == SQLITE_DONE)
        return OK;
    enum err e = failed(c, unit, *rc);
    stop(query);
    return e;
}

enum err sqlite_query_next(struct ctx *c, struct store_query *q, bool *row)
{
    struct sqlite_query *query = (struct sqlite_query *)q;
    int rc;
    *row = false;
    TRY(step(c, query, &rc));
    if (rc == SQLITE_DONE) {
        stop(query);
        return OK;
    }
    if (!query->stepping) {
        query->stepping = true;
        query->connection->stepping_count++;
    }
    *row = true;
    return OK;
}

enum err sqlite_query_run(struct ctx *c, struct store_query *q, int64_t *changed)
{
    struct sqlite_query *query = (struct sqlite_query *)q;
    sqlite3 *db = query->connection->db;
    /* sqlite3_changes speaks of the last INSERT, UPDATE or DELETE, which may not be this statement. */
    int64_t before = changed == NULL ? 0 : sqlite3_total_changes64(db);
    int rc;
    TRY(step(c, query, &rc));
    if (rc == SQLITE_ROW)
        die("store_run of a query that gives rows: %s", query->sql);
    sqlite3_reset(query->handle);
    if (changed != NULL)
        *changed = sqlite3_total_changes64(db) == before ? 0 : sqlite3_changes64(db);
    return OK;
}

void sqlite_query_reset(struct store_query *q)
{
    stop((struct sqlite_query *)q);
}

/* -- Columns
 * ----------------------------------------------------------------------------------------------------------------------
 */

static sqlite3_stmt *row_of(struct store_query *q)
{
    struct sqlite_query *query = (struct sqlite_query *)q;
    assert(query->stepping);
    return query->handle;
}

int64_t sqlite_query_int(struct store_query *q, int column)
{
    return sqlite3_column_int64(row_of(q), column);
}

/* SQLite gives NULL for an empty blob and for a lack of memory; the first is told from a NULL by its type. */
static struct text slice(sqlite3_stmt *handle, int column, const void *at)
{
    if (at != NULL)
        return (struct text){at, (size_t)sqlite3_column_bytes(handle, column)};
    if (sqlite3_column_type(handle, column) == SQLITE_NULL)
        return (struct text){NULL, 0};
    if (sqlite3_column_bytes(handle, column) != 0)
        die("out of memory");
    return (struct text){"", 0};
}

struct text sqlite_query_text(struct store_query *q, int column)
{
    sqlite3_stmt *handle = row_of(q);
    return slice(handle, column, sqlite3_column_text(handle, column));
}

struct text sqlite_query_blob(struct store_query *q, int column)
{
    sqlite3_stmt *handle = row_of(q);
    return slice(handle, column, sqlite3_column_blob(handle, column));
}

bool sqlite_query_is_null(struct store_query *q, int column)
{
    return sqlite3_column_type(row_of(q), column) == SQLITE_NULL;
}

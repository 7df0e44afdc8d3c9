#include "store/postgres/inner.h"

#include <assert.h>
#include <endian.h>
#include <stdio.h>
#include <stdlib.h>

enum { QUEUE_MAX = 128 /* statements on their way: their answers must fit between the server and us */ };

/* -- The cache -- */

static size_t slot_of(const struct postgres_connection *connection, const char *sql)
{
    uint64_t h = (uint64_t)(uintptr_t)sql * UINT64_C(0x9E3779B97F4A7C15);
    return (size_t)(h >> 32) & (connection->slot_count - 1);
}

/* The units of a group share the writer's connection. Where another one stands on a row of the same query, this one gets a query of its own. */
static struct postgres_query *cache_find(const struct postgres_connection *connection, const char *sql,
                                         const struct store_tx *tx)
{
    if (connection->slot_count == 0)
        return NULL;
    for (size_t i = slot_of(connection, sql);; i = (i + 1) & (connection->slot_count - 1)) {
        struct postgres_query *query = connection->slots[i];
        if (query == NULL || (query->sql == sql && !(query->stepping && query->base.tx != tx)))
            return query;
    }
}

static void cache_insert(struct postgres_connection *connection, struct postgres_query *query)
{
    size_t i = slot_of(connection, query->sql);
    while (connection->slots[i] != NULL)
        i = (i + 1) & (connection->slot_count - 1);
    connection->slots[i] = query;
}

/* The number of literals in the program bounds it, so nothing is ever thrown out. */
static void cache_add(struct postgres_connection *connection, struct postgres_query *query)
{
    if ((connection->query_count + 1) * 2 > connection->slot_count) {
        struct postgres_query **old = connection->slots;
        size_t old_count = connection->slot_count;
        connection->slot_count = old_count == 0 ? 64 : old_count * 2;
        connection->slots = calloc(connection->slot_count, sizeof(struct postgres_query *));
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

void postgres_queries_free(struct postgres_connection *connection)
{
    for (size_t i = 0; i < connection->slot_count; i++) {
        struct postgres_query *query = connection->slots[i];
        if (query == NULL)
            continue;
        PQclear(query->result);
        postgres_dialect_release(&query->dialect);
        free(query->types);
        free(query->values);
        free(query);
    }
    free(connection->slots);
}

static void stop(struct postgres_query *query)
{
    if (query->stepping) {
        query->stepping = false;
        query->connection->stepping_count--;
    }
    PQclear(query->result);
    query->result = NULL;
}

void postgres_queries_reset(struct postgres_connection *connection, const struct store_tx *tx)
{
    for (size_t i = 0; connection->stepping_count > 0 && i < connection->slot_count; i++) {
        struct postgres_query *query = connection->slots[i];
        if (query != NULL && query->stepping && (tx == NULL || query->base.tx == tx))
            stop(query);
    }
}

/* -- Preparing -- */

static inline struct postgres_tx *unit_of(const struct postgres_query *query)
{
    return (struct postgres_tx *)query->base.tx;
}

static enum err refuse_failed(struct ctx *c, const struct postgres_tx *unit)
{
    return fail(c, unit->failed, "this unit of work failed before and can only be rolled back");
}

static struct postgres_query *query_new(struct postgres_connection *connection, const char *sql)
{
    struct postgres_query *query = calloc(1, sizeof *query);
    if (query == NULL)
        die("out of memory");
    query->connection = connection;
    query->sql = sql;
    postgres_dialect_init(&query->dialect, sql);
    if (!query->dialect.one)
        die("not one statement: %s", sql);
    query->types = calloc((size_t)query->dialect.parameters + 1, sizeof *query->types);
    query->values = calloc((size_t)query->dialect.parameters + 1, sizeof *query->values);
    if (query->types == NULL || query->values == NULL)
        die("out of memory");
    cache_add(connection, query);
    return query;
}

enum err postgres_query_prepare(struct ctx *c, struct store_tx *tx, const char *sql, struct store_query **out)
{
    struct postgres_tx *unit = (struct postgres_tx *)tx;
    if (unit->failed != OK)
        return refuse_failed(c, unit);
    struct postgres_query *query = cache_find(unit->connection, sql, tx);
    if (query == NULL)
        query = query_new(unit->connection, sql);
    if (query->stepping)
        die("a query is used again before its last row or store_reset: %s", sql);
    for (int i = 0; i < query->dialect.parameters; i++)
        query->values[i].kind = KIND_NULL;
    query->base.tx = tx;
    query->far = false;
    *out = &query->base;
    return OK;
}

void postgres_query_walk(struct store_query *q)
{
    ((struct postgres_query *)q)->far = true;
}

/* -- Binding -- */

static struct postgres_value *value_at(struct store_query *q, int at, enum postgres_kind kind)
{
    struct postgres_query *query = (struct postgres_query *)q;
    if (at < 1 || at > query->dialect.parameters || query->stepping)
        die("?%d cannot be bound now: %s", at, query->sql);
    query->values[at - 1].kind = kind;
    return &query->values[at - 1];
}

void postgres_query_bind_int(struct store_query *q, int at, int64_t value)
{
    value_at(q, at, KIND_INT)->number = htobe64((uint64_t)value);
}

void postgres_query_bind_text(struct store_query *q, int at, struct text text)
{
    struct postgres_value *value = value_at(q, at, text.at == NULL ? KIND_NULL : KIND_TEXT);
    value->at = text.at;
    value->len = text.len;
}

void postgres_query_bind_blob(struct store_query *q, int at, const void *bytes, size_t len)
{
    struct postgres_value *value = value_at(q, at, bytes == NULL ? KIND_NULL : KIND_BLOB);
    value->at = bytes;
    value->len = len;
}

void postgres_query_bind_id(struct store_query *q, int at, struct id id)
{
    struct postgres_value *value = value_at(q, at, KIND_BLOB);
    value->id = id;
    value->at = (const char *)value->id.bytes;
    value->len = sizeof value->id.bytes;
}

void postgres_query_bind_null(struct store_query *q, int at)
{
    value_at(q, at, KIND_NULL);
}

/* -- Sending -- */

/* A statement is prepared with the types of the values that it has then, and where one was NULL the server finds the type out. When another
 * type comes later, it is prepared anew. */
static bool types_fit(struct postgres_query *query)
{
    static const Oid types[] = {[KIND_NULL] = 0,
                                [KIND_INT] = POSTGRES_INT8,
                                [KIND_TEXT] = POSTGRES_TEXT,
                                [KIND_BLOB] = POSTGRES_BYTEA};
    bool fit = true;
    for (int i = 0; i < query->dialect.parameters; i++) {
        Oid type = types[query->values[i].kind];
        if (type == 0 || type == query->types[i])
            continue;
        query->types[i] = type;
        fit = false;
    }
    return fit;
}

static enum err prepare(struct ctx *c, struct postgres_query *query)
{
    struct postgres_connection *connection = query->connection;
    snprintf(query->name, sizeof query->name, "q%zu", ++connection->name_count);
    if (PQsendPrepare(connection->pg, query->name, query->dialect.sql, query->dialect.parameters,
                      query->types) != 1)
        return postgres_wait(c, connection);
    postgres_queue_note(connection, PENDING_PREPARE, query);
    return OK;
}

enum {
    PORTION = 2000, /* rows */
    PARAMETERS_MAX = 256,
    VALUE_MAX = 64 << 20 /* bytes of one value, as in SQLite */
};

/* The values as the wire has them. */
struct wire {
    const char *values[PARAMETERS_MAX];
    int lengths[PARAMETERS_MAX], formats[PARAMETERS_MAX];
};

static enum err to_wire(struct ctx *c, const struct postgres_query *query, struct wire *wire)
{
    if (query->dialect.parameters > PARAMETERS_MAX)
        die("a query with too many values: %s", query->sql);
    for (int i = 0; i < query->dialect.parameters; i++) {
        const struct postgres_value *value = &query->values[i];
        if (value->kind > KIND_INT && value->len > VALUE_MAX)
            return fail(c, ERR_LIMIT, "a value is larger than the store takes (%d bytes)", VALUE_MAX);
        wire->values[i] = value->kind == KIND_NULL  ? NULL
                          : value->kind == KIND_INT ? (const char *)&value->number
                                                    : value->at;
        wire->lengths[i] = value->kind == KIND_INT ? (int)sizeof value->number : (int)value->len;
        wire->formats[i] = 1;
    }
    return OK;
}

static enum err send(struct ctx *c, struct postgres_query *query, enum postgres_pending_kind kind)
{
    struct postgres_connection *connection = query->connection;
    struct wire wire;
    if (connection->gathered)
        TRY(postgres_gather_before(c, query));
    if (!types_fit(query) || query->name[0] == '\0')
        TRY(prepare(c, query));
    TRY(to_wire(c, query, &wire));
    if (PQsendQueryPrepared(connection->pg, query->name, query->dialect.parameters, wire.values, wire.lengths,
                            wire.formats, 1) != 1) {
        connection->broken = true;
        return postgres_wait(c, connection);
    }
    postgres_queue_note(connection, kind, query);
    return OK;
}

void postgres_query_answer(struct postgres_query *query, enum postgres_pending_kind kind, PGresult *result)
{
    ExecStatusType status = PQresultStatus(result);
    bool done = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
    if (kind == PENDING_DESCRIBE) {
        for (int i = 0; done && i < PQnparams(result); i++)
            query->described[i] = PQparamtype(result, i);
        PQclear(result);
        return;
    }
    if (!done && kind == PENDING_PREPARE)
        query->name[0] = '\0';
    if (done && kind != PENDING_PREPARE &&
        strchr("IUD", PQcmdStatus(result)[0]) != NULL) { /* INSERT, UPDATE, DELETE */
        query->changed = strtoll(PQcmdTuples(result), NULL, 10);
        if (query->changed != 0)
            query->connection->changed = true;
    }
    if (kind == PENDING_RUN && PQntuples(result) > 0)
        die("store_run of a query that gives rows: %s", query->sql);
    if (!done || kind != PENDING_ROWS) {
        PQclear(result);
        return;
    }
    PQclear(query->result);
    query->result = result;
}

static enum err ask(struct ctx *c, struct postgres_query *query, enum postgres_pending_kind kind)
{
    struct postgres_tx *unit = unit_of(query);
    if (unit->failed != OK)
        return refuse_failed(c, unit);
    query->changed = 0;
    enum err e = send(c, query, kind);
    if (e == OK)
        e = postgres_wait(c, query->connection);
    return e == OK ? OK : postgres_unit_failed(c, unit, e);
}

/* -- Portions
 * What walks over whole tables is read in portions, through a cursor of the transaction, which ends with it: libpq keeps a whole result in
 * memory, and a million transactions are half a gigabyte. Not in units that write: a cursor within a savepoint ends with that. */

static enum err fetch(struct ctx *c, struct postgres_query *query)
{
    struct postgres_connection *connection = query->connection;
    struct postgres_tx *unit = unit_of(query);
    if (PQsendQueryParams(connection->pg, query->fetch, 0, NULL, NULL, NULL, NULL, 1) != 1)
        connection->broken = true;
    else
        postgres_queue_note(connection, PENDING_ROWS, query);
    enum err e = postgres_wait(c, connection);
    return e == OK ? OK : postgres_unit_failed(c, unit, e);
}

static enum err open_cursor(struct ctx *c, struct postgres_query *query)
{
    struct postgres_connection *connection = query->connection;
    struct buf declare = {0};
    struct wire wire;
    size_t number = ++connection->name_count;
    if (unit_of(query)->failed != OK)
        return refuse_failed(c, unit_of(query));
    TRY(to_wire(c, query, &wire));
    if (!types_fit(query)) /* the cursor's statement is made each time; what was prepared is for others */
        query->name[0] = '\0';
    buf_printf(&declare, "DECLARE w%zu NO SCROLL CURSOR FOR ", number);
    buf_z(&declare, query->dialect.sql);
    int sent = PQsendQueryParams(connection->pg, declare.at, query->dialect.parameters, query->types,
                                 wire.values, wire.lengths, wire.formats, 1);
    buf_free(&declare);
    if (sent == 1)
        postgres_queue_note(connection, PENDING_CONTROL, NULL);
    else
        connection->broken = true;
    snprintf(query->fetch, sizeof query->fetch, "FETCH %d FROM w%zu", PORTION, number);
    return fetch(c, query);
}

static enum err begin_rows(struct ctx *c, struct postgres_query *query)
{
    struct postgres_tx *unit = unit_of(query);
    query->walks = (query->dialect.walks || query->far) && !unit->base.writes && unit->outer == NULL;
    return query->walks ? open_cursor(c, query) : ask(c, query, PENDING_ROWS);
}

enum err postgres_query_next(struct ctx *c, struct store_query *q, bool *row)
{
    struct postgres_query *query = (struct postgres_query *)q;
    *row = false;
    if (!query->stepping) {
        postgres_see(query);
        TRY(begin_rows(c, query));
        query->stepping = true;
        query->connection->stepping_count++;
        query->row = -1;
        query->row_count = PQntuples(query->result);
    } else if (unit_of(query)->failed != OK) {
        return refuse_failed(c, unit_of(query));
    }
    if (++query->row == PORTION && query->walks) {
        TRY(fetch(c, query));
        query->row = 0;
        query->row_count = PQntuples(query->result);
    }
    if (query->row < query->row_count)
        *row = true;
    else
        stop(query);
    return OK;
}

/* Where nobody asks what it changed, it is queued; its error is told later. */
enum err postgres_query_run(struct ctx *c, struct store_query *q, int64_t *changed)
{
    struct postgres_query *query = (struct postgres_query *)q;
    struct postgres_tx *unit = unit_of(query);
    postgres_see(query);
    if (changed != NULL) {
        TRY(ask(c, query, PENDING_RUN));
        *changed = query->changed;
        return OK;
    }
    if (unit->failed != OK)
        return refuse_failed(c, unit);
    struct postgres_gather *gather = unit->queued.bulk && query->dialect.into != NULL
                                         ? postgres_gather_of(query->connection, query)
                                         : NULL;
    enum err e = gather != NULL ? postgres_gather_add(c, query, gather) : send(c, query, PENDING_RUN);
    if (e == OK && query->connection->pending_count >= QUEUE_MAX)
        e = postgres_wait(c, query->connection);
    return e == OK ? OK : postgres_unit_failed(c, unit, e);
}

void postgres_query_reset(struct store_query *q)
{
    stop((struct postgres_query *)q);
}

/* -- Columns -- */

static struct postgres_query *row_of(struct store_query *q)
{
    struct postgres_query *query = (struct postgres_query *)q;
    assert(query->stepping);
    return query;
}

int64_t postgres_query_int(struct store_query *q, int column)
{
    struct postgres_query *query = row_of(q);
    const char *at = PQgetvalue(query->result, query->row, column);
    uint64_t eight;
    uint32_t four;
    uint16_t two;
    if (PQgetisnull(query->result, query->row, column))
        return 0;
    switch (PQftype(query->result, column)) {
    case POSTGRES_INT8:
        memcpy(&eight, at, sizeof eight);
        return (int64_t)be64toh(eight);
    case POSTGRES_INT4:
        memcpy(&four, at, sizeof four);
        return (int32_t)be32toh(four);
    case POSTGRES_INT2:
        memcpy(&two, at, sizeof two);
        return (int16_t)be16toh(two);
    case POSTGRES_BOOL:
        return at[0] != 0;
    default:
        die("column %d is no number: %s", column, query->sql);
    }
}

/* A blob that is read as a text, and the other way round, is what it is. */
static struct text slice(struct store_query *q, int column)
{
    struct postgres_query *query = row_of(q);
    if (PQgetisnull(query->result, query->row, column))
        return (struct text){NULL, 0};
    return (struct text){PQgetvalue(query->result, query->row, column),
                         (size_t)PQgetlength(query->result, query->row, column)};
}

struct text postgres_query_text(struct store_query *q, int column)
{
    return slice(q, column);
}

struct text postgres_query_blob(struct store_query *q, int column)
{
    return slice(q, column);
}

bool postgres_query_is_null(struct store_query *q, int column)
{
    struct postgres_query *query = row_of(q);
    return PQgetisnull(query->result, query->row, column);
}

/* Rows of a bulk unit. A million INSERTs of one row each take the server a minute; the same rows in portions of some thousand, as arrays, a
 * fifth of it. So in a bulk unit the rows of the large tables wait here, column by column, until there are enough of them, or until a
 * statement comes that could see them, and then go as one statement. */
#include "store/postgres/inner.h"

#include <endian.h>
#include <stdio.h>
#include <stdlib.h>

enum { ROWS_MAX = 4096, BYTES_MAX = 1 << 20, COLUMNS_MAX = 32, HEAD_BYTES = 20 };

/* One table's rows. A column is an array as PostgreSQL sends it (src/backend/utils/adt/arrayfuncs.c, array_send): a head, then length and
 * bytes of each value. */
struct postgres_gather {
    struct postgres_query *query; /* the INSERT whose rows these are; NULL: none yet */
    char name[24];                /* of the statement that takes arrays */
    Oid types[COLUMNS_MAX];       /* of the columns */
    struct buf columns[COLUMNS_MAX];
    int rows;
    size_t bytes;
};

static void add_number(struct buf *to, int64_t number)
{
    uint32_t four = htobe32((uint32_t)number);
    buf_add(to, (const char *)&four, sizeof four);
}

struct postgres_gather *postgres_gather_of(struct postgres_connection *connection,
                                           struct postgres_query *query)
{
    for (int i = 0; i < POSTGRES_LARGE_COUNT; i++) {
        if (!text_is(query->dialect.table, postgres_large[i]) || query->dialect.columns > COLUMNS_MAX)
            continue;
        if (connection->gathers[i] == NULL)
            connection->gathers[i] = calloc(1, sizeof(struct postgres_gather));
        if (connection->gathers[i] == NULL)
            die("out of memory");
        return connection->gathers[i];
    }
    return NULL;
}

void postgres_gather_free(struct postgres_connection *connection)
{
    for (int i = 0; i < POSTGRES_LARGE_COUNT; i++) {
        struct postgres_gather *gather = connection->gathers[i];
        for (int k = 0; gather != NULL && k < COLUMNS_MAX; k++)
            buf_free(&gather->columns[k]);
        free(gather);
    }
}

static void empty(struct postgres_gather *gather)
{
    for (int i = 0; i < COLUMNS_MAX; i++)
        gather->columns[i].len = 0;
    gather->rows = 0;
    gather->bytes = 0;
}

void postgres_gather_drop(struct postgres_connection *connection)
{
    connection->gathered = false;
    for (int i = 0; i < POSTGRES_LARGE_COUNT; i++)
        if (connection->gathers[i] != NULL)
            empty(connection->gathers[i]);
}

/* -- The statement -- */

/* The server knows the columns' types: it is asked what the INSERT's values are. */
static enum err ask_types(struct ctx *c, struct postgres_connection *connection,
                          struct postgres_gather *gather)
{
    struct postgres_query *query = gather->query;
    char probe[32];
    snprintf(probe, sizeof probe, "%s_types", gather->name);
    if (PQsendPrepare(connection->pg, probe, query->dialect.sql, 0, NULL) != 1)
        return postgres_wait(c, connection);
    postgres_queue_note(connection, PENDING_CONTROL, NULL);
    if (PQsendDescribePrepared(connection->pg, probe) != 1)
        return postgres_wait(c, connection);
    query->described = gather->types;
    postgres_queue_note(connection, PENDING_DESCRIBE, query);
    return postgres_wait(c, connection);
}

static enum err prepare(struct ctx *c, struct postgres_connection *connection, struct postgres_query *query,
                        struct postgres_gather *gather)
{
    struct buf sql = {0};
    gather->query = query;
    snprintf(gather->name, sizeof gather->name, "g%zu", ++connection->name_count);
    TRY(ask_types(c, connection, gather));
    /* Made of this program's own words alone: the literal's table and columns, and their types. */
    buf_z(&sql, "INSERT INTO ");
    buf_z(&sql, query->dialect.into);
    buf_z(&sql, " SELECT * FROM unnest(");
    for (int i = 0; i < query->dialect.columns; i++) {
        Oid type = gather->types[query->dialect.order[i] - 1];
        buf_printf(&sql, "%s$%d::%s[]", i == 0 ? "" : ", ", i + 1,
                   type == POSTGRES_INT8   ? "bigint"
                   : type == POSTGRES_TEXT ? "text"
                                           : "bytea");
    }
    buf_z(&sql, ")");
    if (PQsendPrepare(connection->pg, gather->name, sql.at, 0, NULL) == 1)
        postgres_queue_note(connection, PENDING_CONTROL, NULL);
    buf_free(&sql);
    enum err e = postgres_wait(c, connection);
    if (e != OK)
        gather->query = NULL;
    return e;
}

static void write_head(struct buf *column, int rows, Oid type)
{
    struct buf head = {0};
    add_number(&head, 1); /* dimensions */
    add_number(&head, 1); /* there may be NULLs */
    add_number(&head, type);
    add_number(&head, rows);
    add_number(&head, 1); /* the first index */
    memcpy(column->at, head.at, HEAD_BYTES);
    buf_free(&head);
}

static enum err flush(struct ctx *c, struct postgres_connection *connection, struct postgres_gather *gather)
{
    const char *values[COLUMNS_MAX];
    int lengths[COLUMNS_MAX], formats[COLUMNS_MAX], count = gather->query->dialect.columns;
    for (int i = 0; i < count; i++) {
        write_head(&gather->columns[i], gather->rows, gather->types[gather->query->dialect.order[i] - 1]);
        values[i] = gather->columns[i].at;
        lengths[i] = (int)gather->columns[i].len;
        formats[i] = 1;
    }
    int sent = PQsendQueryPrepared(connection->pg, gather->name, count, values, lengths, formats, 1);
    if (sent == 1)
        postgres_queue_note(connection, PENDING_CONTROL, NULL);
    else
        connection->broken = true;
    connection->changed = true;
    empty(gather);
    /* It works on these while we make the next ones. */
    return sent == 1 && PQsendFlushRequest(connection->pg) == 1 && PQflush(connection->pg) >= 0
               ? OK
               : postgres_wait(c, connection);
}

enum err postgres_gather_flush(struct ctx *c, struct postgres_connection *connection)
{
    connection->gathered = false;
    for (int i = 0; i < POSTGRES_LARGE_COUNT; i++)
        if (connection->gathers[i] != NULL && connection->gathers[i]->rows > 0)
            TRY(flush(c, connection, connection->gathers[i]));
    return OK;
}

/* -- Rows -- */

enum err postgres_gather_add(struct ctx *c, struct postgres_query *query, struct postgres_gather *gather)
{
    struct postgres_connection *connection = query->connection;
    if (gather->query != query) {
        TRY(postgres_gather_flush(c, connection));
        TRY(prepare(c, connection, query, gather));
    }
    for (int i = 0; i < query->dialect.columns; i++) {
        const struct postgres_value *value = &query->values[query->dialect.order[i] - 1];
        struct buf *column = &gather->columns[i];
        if (column->len == 0)
            column->len = (size_t)(buf_room(column, HEAD_BYTES) - column->at) + HEAD_BYTES;
        if (value->kind == KIND_NULL) {
            add_number(column, -1);
        } else if (value->kind == KIND_INT) {
            add_number(column, sizeof value->number);
            buf_add(column, (const char *)&value->number, sizeof value->number);
        } else {
            add_number(column, (int64_t)value->len);
            buf_add(column, value->at, value->len);
            gather->bytes += value->len;
        }
    }
    connection->gathered = true;
    if (++gather->rows < ROWS_MAX && gather->bytes < BYTES_MAX)
        return OK;
    return postgres_gather_flush(c, connection);
}

enum err postgres_gather_before(struct ctx *c, struct postgres_query *query)
{
    if (!query->looked) {
        query->looked = true;
        for (int i = 0; i < POSTGRES_LARGE_COUNT; i++)
            query->sees = query->sees || postgres_dialect_names(&query->dialect, text_of(postgres_large[i]));
    }
    return query->sees ? postgres_gather_flush(c, query->connection) : OK;
}

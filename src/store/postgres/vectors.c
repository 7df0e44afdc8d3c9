/* Nearest vectors by the extension pgvector. Its type cannot stand in the program's own tables, which have to be the same without it, so each
 * vector is kept once more in a table of the driver, which goes with its row and has a wall like all others. Nothing is lost when that table
 * is not there: it is made, and filled, at the next start with the extension. Each search looks at every vector of its household and
 * model (there is no index of pgvector's on it): those lose what a filter lets through, and a household has few. */
#include "store/postgres/inner.h"

#include <endian.h>
#include <stdio.h>

/* -- The table -- */

static const char table[] =
    "CREATE TABLE IF NOT EXISTS embedding_vector (embedding bigint PRIMARY KEY REFERENCES embedding (seq) ON "
    "DELETE "
    "CASCADE, household bigint NOT NULL, model bigint NOT NULL, v vector NOT NULL);"
    "CREATE INDEX IF NOT EXISTS embedding_vector_household ON embedding_vector (household, model)";

static enum err ask_bool(struct ctx *c, struct store_tx *tx, const char *sql, bool *out)
{
    struct store_query *q;
    bool row;
    TRY(store_query(c, tx, sql, &q));
    TRY(store_next(c, q, &row));
    *out = row && store_int(q, 0) != 0;
    store_reset(q);
    return OK;
}

/* Whoever may not create it does without. */
static enum err create_extension(struct ctx *c, struct postgres_tx *unit)
{
    TRY(postgres_simple(c, unit->connection, "SAVEPOINT extension", NULL));
    struct ctx why = {.arena = c->arena};
    if (postgres_simple(&why, unit->connection, "CREATE EXTENSION IF NOT EXISTS vector", NULL) != OK)
        TRY(postgres_simple(c, unit->connection, "ROLLBACK TO SAVEPOINT extension", NULL));
    return postgres_simple(c, unit->connection, "RELEASE SAVEPOINT extension", NULL);
}

/* As pgvector reads it. */
static char *words_of(struct arena *arena, const float *at, size_t dims)
{
    enum { NUMBER_MAX = 17 };
    char *out = arena_alloc(arena, dims * NUMBER_MAX + 2), *end = out;
    for (size_t i = 0; i < dims; i++)
        end += snprintf(end, NUMBER_MAX + 1, "%c%.8e", i == 0 ? '[' : ',', (double)at[i]);
    memcpy(end, "]", 2);
    return out;
}

static enum err put(struct ctx *c, struct store_tx *tx, const struct store_vector *vector)
{
    struct store_query *q;
    TRY(store_query(c, tx,
                    "INSERT INTO embedding_vector (embedding, household, model, v) SELECT ?1, ?2, ?3, "
                    "?4::vector",
                    &q));
    store_bind_int(q, 1, vector->key);
    store_bind_int(q, 2, vector->household);
    store_bind_int(q, 3, vector->model);
    store_bind_text(q, 4, text_of(words_of(c->arena, vector->at, vector->dims)));
    return store_run(c, q, NULL);
}

struct missing {
    struct store_vector of;
    struct text bytes;
};

static enum err list_missing(struct ctx *c, struct store_tx *tx, struct missing *out, size_t size,
                             size_t *count)
{
    struct store_query *q;
    bool row;
    *count = 0;
    TRY(store_query(
        c, tx,
        "SELECT e.seq, e.household, e.model, e.vector FROM embedding e WHERE NOT EXISTS (SELECT 1 "
        "FROM embedding_vector v WHERE v.embedding = e.seq) LIMIT ?1",
        &q));
    store_bind_int(q, 1, (int64_t)size);
    for (;; ++*count) {
        TRY(store_next(c, q, &row));
        if (!row)
            return OK;
        out[*count] =
            (struct missing){{.key = store_int(q, 0), .household = store_int(q, 1), .model = store_int(q, 2)},
                             text_copy(c->arena, store_blob(q, 3))};
    }
}

static enum err put_missing(struct ctx *c, struct store_tx *tx, const struct missing *missing)
{
    struct store_vector vector = missing->of;
    vector.dims = missing->bytes.len / sizeof(float);
    float *at = ARENA_ARRAY(c->arena, float, vector.dims + 1);
    for (size_t i = 0; i < vector.dims; i++) {
        uint32_t bits;
        memcpy(&bits, missing->bytes.at + i * sizeof bits, sizeof bits);
        bits = le32toh(bits);
        memcpy(&at[i], &bits, sizeof bits);
    }
    vector.at = at;
    return put(c, tx, &vector);
}

static enum err fill(struct ctx *c, struct store_tx *tx)
{
    enum { AT_ONCE = 256 };
    for (size_t count = AT_ONCE; count == AT_ONCE;) {
        struct arena_mark mark = arena_mark(c->arena);
        struct missing *missing = ARENA_ARRAY(c->arena, struct missing, AT_ONCE);
        TRY(list_missing(c, tx, missing, AT_ONCE, &count));
        for (size_t i = 0; i < count; i++)
            TRY(put_missing(c, tx, &missing[i]));
        arena_rewind(c->arena, mark);
    }
    return OK;
}

enum err postgres_vectors_migrated(struct ctx *c, struct store_tx *tx)
{
    struct postgres_tx *unit = (struct postgres_tx *)tx;
    bool has = false, may = false, there;
    TRY(ask_bool(c, tx, "SELECT to_regclass('embedding') IS NOT NULL", &there));
    if (there)
        TRY(ask_bool(c, tx,
                     "SELECT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'vector' AND "
                     "installed_version IS NULL)",
                     &may));
    if (may) {
        enum err e = create_extension(c, unit);
        if (e != OK)
            return postgres_unit_failed(c, unit, e);
    }
    if (there)
        TRY(ask_bool(c, tx, "SELECT to_regtype('vector') IS NOT NULL", &has));
    if (!has)
        return OK;
    enum err e = postgres_simple(c, unit->connection, table, NULL);
    return e == OK ? fill(c, tx) : postgres_unit_failed(c, unit, e);
}

/* -- Its use -- */

/* Another process may have made it since. */
static enum err has_table(struct ctx *c, struct store_tx *tx, bool *has)
{
    struct postgres_store *store = (struct postgres_store *)tx->store;
    *has = atomic_load(&store->vectors);
    if (*has)
        return OK;
    TRY(ask_bool(c, tx, "SELECT to_regclass('embedding_vector') IS NOT NULL", has));
    if (*has && !tx->writes) /* what a unit sees that writes may be rolled back */
        atomic_store(&store->vectors, true);
    return OK;
}

enum err postgres_vector_put(struct ctx *c, struct store_tx *tx, const struct store_vector *vector)
{
    bool has;
    TRY(has_table(c, tx, &has));
    return has ? put(c, tx, vector) : OK;
}

/* A process without the table may have written rows beside it. */
static enum err has_all(struct ctx *c, struct store_tx *tx, const struct store_nearest *question, bool *all)
{
    struct store_query *q;
    bool row;
    TRY(store_query(c, tx,
                    "SELECT (SELECT count(*) FROM embedding WHERE household = ?1 AND model = ?2) = (SELECT "
                    "count(*) FROM embedding_vector WHERE household = ?1 AND model = ?2)",
                    &q));
    store_bind_int(q, 1, question->household);
    store_bind_int(q, 2, question->model);
    TRY(store_next(c, q, &row));
    *all = row && store_int(q, 0) != 0;
    store_reset(q);
    return OK;
}

static struct text numbers_of(struct arena *arena, const int64_t *numbers, size_t count)
{
    struct buf *out = buf_in_arena(arena);
    for (size_t i = 0; i < count; i++)
        buf_printf(out, "%c%lld", i == 0 ? '{' : ',', (long long)numbers[i]);
    buf_char(out, '}');
    return count == 0 ? (struct text){NULL, 0} : buf_view(out);
}

static enum err find(struct ctx *c, struct store_tx *tx, const struct store_nearest *question,
                     struct store_near *out, size_t *count)
{
    struct store_query *q;
    bool row;
    TRY(store_query(
        c, tx,
        "SELECT n.embedding, float4send((- n.distance)::float4) FROM (SELECT v.embedding, v.v <#> ?3::vector "
        "AS "
        "distance "
        "FROM embedding_vector v WHERE v.household = ?1 AND v.model = ?2 AND EXISTS (SELECT FROM "
        "embedding_use u WHERE u.embedding = v.embedding AND u.date_last >= ?4 AND u.date_first <= ?5 AND "
        "(?6::text IS NULL OR u.account = ANY (?6::text::bigint[]))) ORDER BY distance, v.embedding LIMIT "
        "?7) "
        "n ORDER BY n.distance, n.embedding",
        &q));
    store_bind_int(q, 1, question->household);
    store_bind_int(q, 2, question->model);
    store_bind_text(q, 3, text_of(words_of(c->arena, question->query, question->dims)));
    store_bind_int(q, 4, question->day_from);
    store_bind_int(q, 5, question->day_to);
    store_bind_text(q, 6, numbers_of(c->arena, question->accounts, question->account_count));
    store_bind_int(q, 7, (int64_t)question->limit);
    for (;; ++*count) {
        TRY(store_next(c, q, &row));
        if (!row)
            return OK;
        uint32_t bits;
        memcpy(&bits, store_blob(q, 1).at, sizeof bits);
        bits = be32toh(bits);
        out[*count].key = store_int(q, 0);
        memcpy(&out[*count].score, &bits, sizeof bits);
    }
}

enum err postgres_vectors_nearest(struct ctx *c, struct store_tx *tx, const struct store_nearest *question,
                                  struct store_near **out, size_t *count, bool *able)
{
    TRY(has_table(c, tx, able));
    if (*able)
        TRY(has_all(c, tx, question, able));
    if (!*able)
        return OK;
    *out = ARENA_ARRAY(c->arena, struct store_near, question->limit);
    return find(c, tx, question, *out, count);
}

#include "base/date.h"
#include "store/postgres/inner.h"

#include <assert.h>
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum {
    READERS_WAIT_S = 5,   /* for one of them, before ERR_BUSY */
    START_WAIT_MS = 5000, /* for a server that does not answer yet */
    START_STEP_MS = 100,
    AWAY_US = 10000000,   /* after such a wait nobody waits for so long */
    SERVER_LEAST = 150000 /* PostgreSQL 15 */
};

/* -- Settings -- */

/* OK means on disk, whatever the database's own setting is. A snapshot that nobody reads on ends in the end; for a writer, see group.c.
 *
 * The program's queries and indexes are made for each other: loops along indexes, which is all that SQLite knows. PostgreSQL would
 * rather read whole tables where it knows little of them (after an import, before its statistics) or where a value is only known later (a
 * prepared statement): a page of 70,000 transactions took 4 ms, not 0.1. So it is told not to, and then one plan fits all values. */
static const char settings[] =
    "SET synchronous_commit = on; SET client_min_messages = warning; SET standard_conforming_strings = on;"
    "SET timezone = 'UTC'; SET cursor_tuple_fraction = 1; SET client_encoding = 'UTF8';"
    "SET idle_in_transaction_session_timeout = '15min'; SET jit = off; SET plan_cache_mode = "
    "force_generic_plan;"
    "SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_hashjoin = off; SET enable_mergejoin "
    "= off;"
    "SET max_parallel_workers_per_gather = 0;"
    "PREPARE see (text) AS SELECT set_config('florin.household', $1, false)";

static enum err check_server(struct ctx *c, const struct postgres_store *store, PGconn *pg)
{
    const char *encoding = PQparameterStatus(pg, "server_encoding");
    if (PQserverVersion(pg) < SERVER_LEAST)
        return fail(c, ERR_CONFLICT, "%s: PostgreSQL 15 or newer is needed, this is %d.%d", store->place,
                    PQserverVersion(pg) / 10000, PQserverVersion(pg) % 10000);
    if (encoding == NULL || strcmp(encoding, "UTF8") != 0)
        return fail(c, ERR_CONFLICT, "%s: a database in UTF8 is needed, this is in %s", store->place,
                    encoding == NULL ? "another encoding" : encoding);
    return OK;
}

static void nothing_to_say(void *self, const char *message)
{
    (void)self, (void)message;
}

static PGconn *connect_once(const struct postgres_store *store)
{
    /* What the URL says counts more than what stands before it here. */
    static const char *const keys[] = {
        "connect_timeout",  "keepalives_idle", "keepalives_interval", "keepalives_count",
        "tcp_user_timeout", "dbname",          "application_name",    NULL};
    const char *values[] = {"5", "15", "5", "3", "30000", store->url, "florin", NULL};
    PGconn *pg = PQconnectdbParams(keys, values, 1);
    if (pg != NULL)
        PQsetNoticeProcessor(pg, nothing_to_say, NULL);
    return pg;
}

/* A server that begins, or that is restarted beside us, is waited for. */
static bool may_come(PGconn *pg)
{
    const char *said = pg == NULL ? "" : PQerrorMessage(pg);
    return strstr(said, "starting up") != NULL || strstr(said, "shutting down") != NULL ||
           strstr(said, "recovery mode") != NULL || strstr(said, "Connection refused") != NULL ||
           strstr(said, "No such file") != NULL;
}

/* One unit of work has waited in vain: the next ones are told at once, until somebody may try again with patience. */
static bool was_away(struct postgres_store *store)
{
    int64_t since_us = atomic_load(&store->away_us);
    return since_us != 0 && time_steady_us() < since_us + AWAY_US;
}

static PGconn *connect_patiently(struct postgres_store *store)
{
    PGconn *pg = connect_once(store);
    for (int waited = 0; PQstatus(pg) != CONNECTION_OK && may_come(pg) && !was_away(store);
         waited += START_STEP_MS) {
        if (waited >= START_WAIT_MS) {
            atomic_store(&store->away_us, time_steady_us());
            return pg;
        }
        PQfinish(pg);
        usleep(START_STEP_MS * 1000);
        pg = connect_once(store);
    }
    if (PQstatus(pg) == CONNECTION_OK)
        atomic_store(&store->away_us, 0);
    return pg;
}

enum err postgres_connection_open(struct ctx *c, struct postgres_store *store, bool patient,
                                  struct postgres_connection **out)
{
    PGconn *pg = patient ? connect_patiently(store) : connect_once(store);
    enum err e =
        PQstatus(pg) == CONNECTION_OK ? check_server(c, store, pg) : postgres_unreachable(c, store, pg);
    if (e == OK) {
        PGresult *result = PQexec(pg, settings);
        if (PQresultStatus(result) != PGRES_COMMAND_OK)
            e = fail_within(c, postgres_failure(c, result), "%s", store->place);
        PQclear(result);
    }
    if (e != OK) {
        PQfinish(pg);
        return e;
    }
    *out = calloc(1, sizeof **out);
    if (*out == NULL || PQenterPipelineMode(pg) != 1)
        die("out of memory");
    (*out)->pg = pg;
    (*out)->household = HOUSEHOLD_UNKNOWN;
    return OK;
}

void postgres_connection_close(struct postgres_connection *connection)
{
    if (connection == NULL)
        return;
    postgres_queries_free(connection);
    postgres_gather_free(connection);
    PQfinish(connection->pg);
    free(connection->pending);
    free(connection);
}

/* -- The queue -- */

void postgres_queue_note(struct postgres_connection *connection, enum postgres_pending_kind kind,
                         struct postgres_query *query)
{
    if (connection->pending_count == connection->pending_size) {
        connection->pending_size = connection->pending_size == 0 ? 32 : connection->pending_size * 2;
        connection->pending =
            realloc(connection->pending, connection->pending_size * sizeof *connection->pending);
        if (connection->pending == NULL)
            die("out of memory");
    }
    connection->pending[connection->pending_count].kind = kind;
    connection->pending[connection->pending_count++].query = query;
}

static void note_failure(struct postgres_connection *connection, enum err code, const struct ctx *why)
{
    if (connection->failed != OK)
        return;
    connection->failed = code;
    connection->household =
        HOUSEHOLD_UNKNOWN; /* it was set in what is rolled back now, or behind the failure */
    connection->why = *why;
}

static void note_broken(struct postgres_connection *connection)
{
    struct ctx why = {.arena = NULL};
    connection->broken = true;
    note_failure(connection, postgres_broke(&why), &why);
}

void postgres_queue(struct postgres_connection *connection, const char *sql)
{
    if (connection->broken)
        return;
    if (PQsendQueryParams(connection->pg, sql, 0, NULL, NULL, NULL, NULL, 1) == 1)
        postgres_queue_note(connection, PENDING_CONTROL, NULL);
    else
        note_broken(connection);
}

void postgres_queue_prepared(struct postgres_connection *connection, const char *name)
{
    if (connection->broken)
        return;
    if (PQsendQueryPrepared(connection->pg, name, 0, NULL, NULL, NULL, 1) == 1)
        postgres_queue_note(connection, PENDING_CONTROL, NULL);
    else
        note_broken(connection);
}

void postgres_send(struct postgres_connection *connection)
{
    if (connection->broken)
        return;
    if (PQpipelineSync(connection->pg) == 1)
        postgres_queue_note(connection, PENDING_SYNC, NULL);
    else
        note_broken(connection);
}

/* One statement's answer. After an error the server passes over what was queued behind it. */
static void read_answer(struct postgres_connection *connection, enum postgres_pending_kind kind,
                        struct postgres_query *query)
{
    struct ctx why = {.arena = NULL};
    PGresult *result = PQgetResult(connection->pg);
    if (result == NULL || PQstatus(connection->pg) != CONNECTION_OK) {
        /* What the server said before it went says more: that it is shut down, that this one stood still too long. */
        if (result != NULL && PQresultErrorField(result, PG_DIAG_SQLSTATE) != NULL)
            note_failure(connection, postgres_failure(&why, result), &why);
        PQclear(result);
        note_broken(connection);
        return;
    }
    ExecStatusType status = PQresultStatus(result);
    if (kind == PENDING_SYNC) {
        /* The server said that it goes while nothing was asked of it; the connection's end may be behind that. */
        if (status == PGRES_FATAL_ERROR) {
            note_failure(connection, postgres_failure(&why, result), &why);
            note_broken(connection);
        } else if (status != PGRES_PIPELINE_SYNC) {
            die("the store's answers came out of order");
        }
        PQclear(result);
        return;
    }
    if (status == PGRES_FATAL_ERROR)
        note_failure(connection, postgres_failure(&why, result), &why);
    if (query != NULL)
        postgres_query_answer(query, kind, result);
    else
        PQclear(result);
    if ((result = PQgetResult(connection->pg)) != NULL)
        die("the store gave two answers to one question");
}

/* Reads the answers that have come. */
static void read_what_came(struct postgres_connection *connection)
{
    size_t read = 0;
    while (read < connection->pending_count && !connection->broken && PQisBusy(connection->pg) == 0) {
        read_answer(connection, connection->pending[read].kind, connection->pending[read].query);
        read++;
    }
    connection->pending_count -= read;
    memmove(connection->pending, connection->pending + read,
            connection->pending_count * sizeof *connection->pending);
}

/* At rest a server says nothing but the answer to the end of the unit before, and that it goes. */
bool postgres_connection_is_stale(struct postgres_connection *connection)
{
    struct pollfd socket = {.fd = PQsocket(connection->pg), .events = POLLIN};
    for (int look = 0; look < 2 && !connection->broken && socket.fd >= 0 && poll(&socket, 1, 0) > 0; look++) {
        if (PQconsumeInput(connection->pg) != 1)
            return true;
        read_what_came(connection);
    }
    return connection->broken || connection->failed != OK || PQstatus(connection->pg) != CONNECTION_OK;
}

enum err postgres_wait(struct ctx *c, struct postgres_connection *connection)
{
    postgres_send(connection);
    for (size_t i = 0; i < connection->pending_count && !connection->broken; i++)
        read_answer(connection, connection->pending[i].kind, connection->pending[i].query);
    if (connection->broken) {
        note_broken(connection);
        for (size_t i = 0; i < connection->pending_count; i++)
            if (connection->pending[i].query != NULL)
                postgres_query_answer(connection->pending[i].query, connection->pending[i].kind, NULL);
    }
    connection->pending_count = 0;
    connection->answered = true;
    enum err e = connection->failed;
    connection->failed = OK;
    if (e != OK) {
        memcpy(c->why, connection->why.why, sizeof c->why);
        c->retriable = connection->why.retriable;
    }
    return e;
}

enum err postgres_simple(struct ctx *c, struct postgres_connection *connection, const char *sql,
                         PGresult **out)
{
    TRY(postgres_gather_flush(c, connection));
    TRY(postgres_wait(c, connection));
    enum err e = OK;
    if (PQexitPipelineMode(connection->pg) != 1)
        die("the store's pipeline is not empty");
    PGresult *result = PQexec(connection->pg, sql);
    ExecStatusType status = PQresultStatus(result);
    if (PQstatus(connection->pg) != CONNECTION_OK)
        connection->broken = true;
    if (status == PGRES_FATAL_ERROR || status == PGRES_BAD_RESPONSE || status == PGRES_NONFATAL_ERROR ||
        result == NULL)
        e = postgres_failure(c, result);
    if (status != PGRES_COPY_IN && !connection->broken && PQenterPipelineMode(connection->pg) != 1)
        die("the store's pipeline cannot begin");
    if (e == OK && out != NULL)
        *out = result;
    else
        PQclear(result);
    return e;
}

/* -- Readers -- */

void postgres_readers_init(struct postgres_readers *readers, unsigned most)
{
    *readers = (struct postgres_readers){.most = most};
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_mutex_init(&readers->lock, NULL);
    pthread_cond_init(&readers->given_back, &monotonic);
    pthread_condattr_destroy(&monotonic);
}

void postgres_readers_release(struct postgres_readers *readers)
{
    assert(readers->open_count == readers->idle_count); /* else a transaction has not ended */
    while (readers->idle != NULL) {
        struct postgres_connection *connection = readers->idle;
        readers->idle = connection->next;
        postgres_connection_close(connection);
    }
    pthread_cond_destroy(&readers->given_back);
    pthread_mutex_destroy(&readers->lock);
}

static void reader_forget(struct postgres_readers *readers)
{
    pthread_mutex_lock(&readers->lock);
    readers->open_count--;
    pthread_cond_signal(&readers->given_back);
    pthread_mutex_unlock(&readers->lock);
}

/* An idle connection, or the right to open one (*out == NULL). */
static bool reader_wait(struct postgres_readers *readers, struct postgres_connection **out)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += READERS_WAIT_S;
    bool late = false;
    pthread_mutex_lock(&readers->lock);
    while (readers->idle == NULL && readers->open_count >= readers->most && !late)
        late = pthread_cond_timedwait(&readers->given_back, &readers->lock, &until) != 0;
    *out = readers->idle;
    bool may_open = *out == NULL && readers->open_count < readers->most;
    if (*out != NULL) {
        readers->idle = (*out)->next;
        readers->idle_count--;
    } else if (may_open) {
        readers->open_count++;
    }
    pthread_mutex_unlock(&readers->lock);
    return *out != NULL || may_open;
}

/* The snapshot is taken by the first query, which the BEGIN travels with. */
static const char begin_read[] = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

enum err postgres_reader_take(struct ctx *c, struct postgres_store *store, struct postgres_connection **out)
{
    struct postgres_readers *readers = &store->readers;
    while (reader_wait(readers, out)) {
        if (*out != NULL && postgres_connection_is_stale(*out)) {
            postgres_connection_close(*out);
            reader_forget(readers);
            continue;
        }
        enum err e = *out == NULL ? postgres_connection_open(c, store, true, out) : OK;
        if (e != OK) {
            reader_forget(readers);
            return e;
        }
        postgres_queue(*out, begin_read);
        (*out)->answered = false;
        return OK;
    }
    return fail(c, ERR_BUSY, "%u units of work are reading already (store.pool)", readers->most);
}

void postgres_reader_give(struct postgres_store *store, struct postgres_connection *connection)
{
    struct postgres_readers *readers = &store->readers;
    postgres_queries_reset(connection, NULL);
    postgres_queue(connection, "COMMIT");
    postgres_send(connection); /* nobody waits for the answer: the next unit reads it */
    pthread_mutex_lock(&readers->lock);
    bool keep = !connection->broken;
    if (keep) {
        connection->next = readers->idle;
        readers->idle = connection;
        readers->idle_count++;
        pthread_cond_signal(&readers->given_back);
    }
    pthread_mutex_unlock(&readers->lock);
    if (!keep) {
        postgres_connection_close(connection);
        reader_forget(readers);
    }
}

#include "store/sqlite.h"
#include "store/sqlite_vfs.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <time.h>

enum {
    READERS_KEPT = 4,    /* open while idle */
    READERS_MAX = 64,    /* at once */
    READERS_WAIT_S = 5,  /* for one of them, before ERR_BUSY */
    BUSY_WAIT_MS = 5000, /* for the short locks of opening and recovery */
    KEEPER_WAIT_MS = 50, /* for readers of old snapshots, while nobody can write */
    VALUE_MAX = 64 << 20 /* bytes of one value, row or query */
};

/* What every connection is: a schema that somebody else wrote runs no functions; temporary data stays in
 * memory, because /tmp may be readable for others, or read-only. */
#define SETTINGS                                                                                             \
    "PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON; PRAGMA "                  \
    "temp_store=MEMORY;"

static const char *const settings[] = {
    [ROLE_WRITER] = SETTINGS "PRAGMA cache_size=-16384;",
    [ROLE_READER] = SETTINGS "PRAGMA query_only=ON; PRAGMA cache_size=-2048;",
    [ROLE_KEEPER] = SETTINGS "PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=0; PRAGMA cache_size=-64;",
};

/* Pages of 4 KiB: measured with bench/store_bench.c (three rows and five indexes a unit), 8 KiB pages import
 * a million rows 5 % faster (3.8 s, not 4.0) but commit single units 10 % slower (3,900/s, not 4,300-4,900,
 * at 0.15 ms an fsync), and the import's peak is 42 MB, not
 * 24. A cache of 24 MiB instead of 16 was no faster. */
static const char writer_on_disk[] =
    "PRAGMA page_size=4096;"
    "PRAGMA journal_mode=WAL;"
    "PRAGMA synchronous=FULL;"     /* NORMAL loses acknowledged commits with the power */
    "PRAGMA wal_autocheckpoint=0;" /* the keeper does it */
    "PRAGMA journal_size_limit=16777216;";

enum err sqlite_failure(struct ctx *c, sqlite3 *db, int rc)
{
    const char *said =
        db != NULL && sqlite3_errcode(db) != SQLITE_OK ? sqlite3_errmsg(db) : sqlite3_errstr(rc);
    switch (rc & 0xFF) {
    case SQLITE_CONSTRAINT:
        return fail(c, ERR_CONFLICT, "the store refuses it: %s", said);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
    case SQLITE_SCHEMA:
    case SQLITE_ABORT:
        return fail(c, ERR_BUSY, "the store is busy: %s", said);
    case SQLITE_FULL:
        return fail(c, ERR_FULL, "the disk is full");
    case SQLITE_IOERR: /* the log's index grows by other calls than write, and a quota has another name */
        if (db != NULL && (sqlite3_system_errno(db) == ENOSPC || sqlite3_system_errno(db) == EDQUOT))
            return fail(c, ERR_FULL, "the disk is full");
        break;
    case SQLITE_CANTOPEN: /* a reader's first use opens files */
        if (db != NULL && (sqlite3_system_errno(db) == EMFILE || sqlite3_system_errno(db) == ENFILE))
            return fail(c, ERR_BUSY, "the store is busy: no file can be opened, too many are open");
        break;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return fail(c, ERR_CORRUPT, "the store is damaged: %s", said);
    case SQLITE_ERROR: /* a table or column that this version expects and the file has not, or a sum that
                          overflows */
        return fail(c, ERR_CORRUPT, "the store does not fit this program: %s", said);
    case SQLITE_NOMEM:
        return fail(c, ERR_MEMORY, "no memory for the store");
    case SQLITE_TOOBIG:
        return fail(c, ERR_LIMIT, "a value is larger than the store takes (%d bytes)", VALUE_MAX);
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return fail(c, ERR_DENIED, "the store does not allow it: %s", said);
    case SQLITE_INTERRUPT:
        return fail(c, ERR_CANCELLED, "the query was stopped");
    case SQLITE_MISMATCH:
        return fail(c, ERR_INPUT, "the store refuses it: %s", said);
    default:
        break;
    }
    return fail(c, ERR_IO, "the store cannot be read or written: %s (%d)", said, rc);
}

int sqlite_control(struct sqlite_connection *connection, enum sqlite_control what)
{
    static const char *const sql[CONTROL_COUNT] = {
        [CONTROL_BEGIN_WRITE] = "BEGIN IMMEDIATE",
        [CONTROL_BEGIN_READ] = "BEGIN",
        [CONTROL_COMMIT] = "COMMIT",
        [CONTROL_ROLLBACK] = "ROLLBACK",
        [CONTROL_SAVEPOINT] = "SAVEPOINT unit",
        [CONTROL_RELEASE] = "RELEASE unit",
        [CONTROL_ROLLBACK_TO] = "ROLLBACK TO unit",
    };
    sqlite3_stmt **statement = &connection->control[what];
    if (*statement == NULL) {
        int rc =
            sqlite3_prepare_v3(connection->db, sql[what], -1, SQLITE_PREPARE_PERSISTENT, statement, NULL);
        if (rc != SQLITE_OK)
            return rc;
    }
    int rc = sqlite3_step(*statement);
    sqlite3_reset(*statement);
    return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

/* The first column of the first row, as a number or, for "wal", whether it is that. */
static int setting_holds(sqlite3 *db, const char *pragma, const char *expected)
{
    sqlite3_stmt *statement;
    int rc = sqlite3_prepare_v2(db, pragma, -1, &statement, NULL);
    if (rc != SQLITE_OK)
        return rc;
    rc = sqlite3_step(statement);
    bool holds = rc == SQLITE_ROW && strcmp((const char *)sqlite3_column_text(statement, 0), expected) == 0;
    sqlite3_finalize(statement);
    return holds ? SQLITE_OK : rc == SQLITE_ROW || rc == SQLITE_DONE ? SQLITE_MISMATCH : rc;
}

static int configure(sqlite3 *db, const struct sqlite_store *store, enum sqlite_role role)
{
    sqlite3_extended_result_codes(db, 1);
    sqlite3_busy_timeout(db, role == ROLE_KEEPER ? KEEPER_WAIT_MS : BUSY_WAIT_MS);
    sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_limit(db, SQLITE_LIMIT_LENGTH, VALUE_MAX);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, NULL); /* "x" is a name, as in PostgreSQL */
    sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    if (role == ROLE_READER)
        sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    int rc = sqlite3_exec(db, settings[role], NULL, NULL, NULL);
    if (rc == SQLITE_OK && role == ROLE_WRITER && !store->in_memory) {
        rc = sqlite3_exec(db, writer_on_disk, NULL, NULL, NULL);
        if (rc == SQLITE_OK)
            rc = setting_holds(db, "PRAGMA journal_mode", "wal");
        if (rc == SQLITE_OK)
            rc = setting_holds(db, "PRAGMA synchronous", "2");
    }
    /* In memory the connections share one cache, and readers that took its table locks would block the writer
     * and be blocked. */
    if (rc == SQLITE_OK && store->in_memory)
        rc = sqlite3_exec(db, "PRAGMA read_uncommitted=ON", NULL, NULL, NULL);
    /* Reads the file, so that one that is no database, or damaged, is refused here. */
    return rc == SQLITE_OK ? sqlite3_exec(db, "SELECT count(*) FROM sqlite_schema", NULL, NULL, NULL) : rc;
}

enum err sqlite_connection_open(struct ctx *c, const struct sqlite_store *store, enum sqlite_role role,
                                struct sqlite_connection **out)
{
    int flags = SQLITE_OPEN_NOMUTEX;
    if (store->in_memory)
        flags |= SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_URI;
    else
        flags |= SQLITE_OPEN_NOFOLLOW | (role == ROLE_READER ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE);
    sqlite3 *db = NULL;
    int rc = sqlite3_open_v2(store->name, &db, flags, sqlite_vfs_name);
    if (rc == SQLITE_OK)
        rc = configure(db, store, role);
    if (rc != SQLITE_OK) {
        enum err e = sqlite_failure(c, db, rc);
        if (rc == SQLITE_MISMATCH)
            e = fail(c, ERR_IO, "its file system does not allow a write-ahead log");
        sqlite3_close(db);
        return fail_within(c, e, "%s", store->name);
    }
    *out = calloc(1, sizeof **out);
    if (*out == NULL)
        die("out of memory");
    (*out)->db = db;
    return OK;
}

void sqlite_connection_close(struct sqlite_connection *connection)
{
    if (connection == NULL)
        return;
    sqlite_queries_free(connection);
    for (int i = 0; i < CONTROL_COUNT; i++)
        sqlite3_finalize(connection->control[i]);
    if (sqlite3_close(connection->db) != SQLITE_OK)
        die("a connection to the store was closed while in use");
    free(connection);
}

/* -- Readers
 * ----------------------------------------------------------------------------------------------------------------------
 */

void sqlite_readers_init(struct sqlite_readers *readers)
{
    *readers = (struct sqlite_readers){.idle = NULL};
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_mutex_init(&readers->lock, NULL);
    pthread_cond_init(&readers->given_back, &monotonic);
    pthread_condattr_destroy(&monotonic);
}

void sqlite_readers_release(struct sqlite_readers *readers)
{
    assert(readers->open_count == readers->idle_count); /* else a transaction has not ended */
    while (readers->idle != NULL) {
        struct sqlite_connection *connection = readers->idle;
        readers->idle = connection->next;
        sqlite_connection_close(connection);
    }
    pthread_cond_destroy(&readers->given_back);
    pthread_mutex_destroy(&readers->lock);
}

static void reader_forget(struct sqlite_readers *readers)
{
    pthread_mutex_lock(&readers->lock);
    readers->open_count--;
    pthread_cond_signal(&readers->given_back);
    pthread_mutex_unlock(&readers->lock);
}

/* Waits only when very many read at once, and not forever: a unit of work that holds one reader and wants a
 * second could otherwise wait for itself. */
enum err sqlite_reader_take(struct ctx *c, struct sqlite_store *store, struct sqlite_connection **out)
{
    struct sqlite_readers *readers = &store->readers;
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += READERS_WAIT_S;
    bool late = false;
    pthread_mutex_lock(&readers->lock);
    while (readers->idle == NULL && readers->open_count >= READERS_MAX && !late)
        late = pthread_cond_timedwait(&readers->given_back, &readers->lock, &until) != 0;
    *out = readers->idle;
    bool may_open = *out == NULL && readers->open_count < READERS_MAX;
    if (*out != NULL) {
        readers->idle = (*out)->next;
        readers->idle_count--;
    } else if (may_open) {
        readers->open_count++;
    }
    pthread_mutex_unlock(&readers->lock);
    if (*out != NULL)
        return OK;
    if (!may_open)
        return fail(c, ERR_BUSY, "%d units of work are reading already", READERS_MAX);
    enum err e = sqlite_connection_open(c, store, ROLE_READER, out);
    if (e != OK)
        reader_forget(readers);
    return e;
}

void sqlite_reader_give(struct sqlite_store *store, struct sqlite_connection *connection)
{
    struct sqlite_readers *readers = &store->readers;
    sqlite_queries_reset(connection, NULL);
    bool healthy =
        sqlite3_get_autocommit(connection->db) || sqlite_control(connection, CONTROL_COMMIT) == SQLITE_OK;
    pthread_mutex_lock(&readers->lock);
    bool keep = healthy && readers->idle_count < READERS_KEPT;
    if (keep) {
        connection->next = readers->idle;
        readers->idle = connection;
        readers->idle_count++;
        pthread_cond_signal(&readers->given_back);
    }
    pthread_mutex_unlock(&readers->lock);
    if (!keep) {
        sqlite_connection_close(connection);
        reader_forget(readers);
    }
}

void sqlite_readers_shrink(struct sqlite_readers *readers)
{
    pthread_mutex_lock(&readers->lock);
    for (struct sqlite_connection *connection = readers->idle; connection != NULL;
         connection = connection->next)
        sqlite3_db_release_memory(connection->db);
    pthread_mutex_unlock(&readers->lock);
}

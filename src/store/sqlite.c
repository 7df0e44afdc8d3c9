#include "store/sqlite.h"

#include "store/sqlite_vfs.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* -- Open and close
 * ---------------------------------------------------------------------------------------------------------------
 */

/* In memory there is nothing to sync and nothing to copy; the rest is the same. */
static enum err open_in_memory(struct ctx *c, struct sqlite_store *store)
{
    static atomic_uint count;
    store->in_memory = true;
    if (asprintf(&store->name, "file:florin-%u?mode=memory&cache=shared", atomic_fetch_add(&count, 1)) < 0)
        die("out of memory");
    return sqlite_connection_open(c, store, ROLE_WRITER, &store->writer);
}

static int after_commit(void *arg, sqlite3 *db, const char *name, int pages)
{
    (void)db, (void)name;
    sqlite_keeper_note_log(arg, pages);
    return SQLITE_OK;
}

static enum err open_on_disk(struct ctx *c, struct sqlite_store *store, const char *location, bool write)
{
    const char *folder, *file;
    TRY(sqlite_folder_open(c, location, write, &folder, &file, &store->lock_fd));
    store->name = strdup(file);
    if (store->name == NULL)
        die("out of memory");
    if (!write) { /* a damaged file is told now, not at the first question */
        struct sqlite_connection *reader;
        TRY(sqlite_reader_take(c, store, &reader));
        sqlite_reader_give(store, reader);
        return OK;
    }
    TRY(sqlite_connection_open(c, store, ROLE_WRITER, &store->writer));
    TRY(sqlite_keeper_start(c, store));
    sqlite3_wal_hook(store->writer->db, after_commit, &store->keeper);
    return OK;
}

static void driver_close(struct store *base)
{
    struct sqlite_store *store = (struct sqlite_store *)base;
    sqlite_keeper_stop(&store->keeper);
    sqlite_readers_release(&store->readers);
    commit_queue_release(&store->commits);
    /* The last connection copies the log and removes it; beside readers of another process, which it does not
     * wait for, it at least shortens it. */
    if (store->writer != NULL && !store->in_memory) {
        sqlite3_busy_timeout(store->writer->db, 0);
        sqlite3_wal_checkpoint_v2(store->writer->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    }
    sqlite_connection_close(store->writer);
    if (store->lock_fd >= 0)
        close(store->lock_fd); /* last: the next writer may come now */
    free(store->name);
    free(store);
}

/* `lock`: -1, or one that was handed over. */
static enum err open_store(struct ctx *c, const char *location, bool write, int lock, struct store **out)
{
    sqlite_vfs_init();
    struct sqlite_store *store = calloc(1, sizeof *store);
    if (store == NULL)
        die("out of memory");
    store->lock_fd = lock;
    sqlite_readers_init(&store->readers);
    commit_queue_init(&store->commits, &sqlite_commits, store, true);
    enum err e = strcmp(location, ":memory:") == 0 ? open_in_memory(c, store)
                                                   : open_on_disk(c, store, location, write);
    if (e != OK) {
        driver_close(&store->base);
        return e;
    }
    *out = &store->base;
    return OK;
}

static enum err driver_open(struct ctx *c, const char *location, bool write, struct store **out)
{
    return open_store(c, location, write, -1, out);
}

enum err store_sqlite_open_with(struct ctx *c, const char *folder, int lock, bool lent, struct store **out)
{
    *out = NULL;
    TRY(open_store(c, folder, true, lock, out));
    (*out)->driver = &store_sqlite;
    (*out)->borrowed = lent;
    return OK;
}

/* -- Lending
 * ----------------------------------------------------------------------------------------------------------------------
 */

static enum err driver_lend(struct ctx *c, struct store *base, int *lock)
{
    struct sqlite_store *store = (struct sqlite_store *)base;
    if (store->writer == NULL || store->in_memory)
        return fail(c, ERR_DENIED, "this store cannot be lent: nobody else could write to it");
    struct commit_unit *turn = ARENA_NEW(c->arena, struct commit_unit);
    turn->bulk = true; /* so that the group before it is committed */
    commit_queue_take(&store->commits, turn);
    *lock = store->lock_fd;
    return OK;
}

static void driver_lend_end(struct store *base)
{
    struct sqlite_store *store = (struct sqlite_store *)base;
    sqlite_folder_sign(store->lock_fd);
    commit_queue_pass(&store->commits);
}

/* -- Transactions
 * -----------------------------------------------------------------------------------------------------------------
 */

static enum err begin_read(struct ctx *c, struct sqlite_store *store, struct sqlite_tx *unit)
{
    sqlite_keeper_note_use(&store->keeper);
    TRY(sqlite_reader_take(c, store, &unit->connection));
    int rc = sqlite_control(unit->connection, CONTROL_BEGIN_READ);
    if (rc == SQLITE_OK)
        return OK;
    enum err e = sqlite_failure(c, unit->connection->db, rc);
    sqlite_reader_give(store, unit->connection);
    return e;
}

static enum err driver_begin(struct ctx *c, struct store *base, enum store_mode mode, struct store_tx **out)
{
    struct sqlite_store *store = (struct sqlite_store *)base;
    struct sqlite_tx *unit = ARENA_NEW(c->arena, struct sqlite_tx);
    unit->queued.bulk = mode == STORE_WRITE_BULK;
    unit->queued.gathered = mode == STORE_WRITE_GROUP;
    if (mode == STORE_READ)
        TRY(begin_read(c, store, unit));
    else if (store->writer == NULL)
        return fail(c, ERR_DENIED, "the store was opened for reading");
    else
        TRY(sqlite_unit_begin(c, store, unit));
    *out = &unit->base;
    return OK;
}

static enum err driver_nest(struct ctx *c, struct store_tx *outer, bool writes, struct store_tx **out)
{
    struct sqlite_tx *unit = ARENA_NEW(c->arena, struct sqlite_tx);
    unit->outer = (struct sqlite_tx *)outer;
    unit->nested = writes;
    TRY(sqlite_inner_begin(c, (struct sqlite_store *)outer->store, unit));
    *out = &unit->base;
    return OK;
}

static enum err driver_commit(struct ctx *c, struct store_tx *tx)
{
    struct sqlite_store *store = (struct sqlite_store *)tx->store;
    struct sqlite_tx *unit = (struct sqlite_tx *)tx;
    if (unit->outer != NULL)
        return sqlite_inner_commit(c, store, unit);
    if (tx->writes)
        return sqlite_unit_commit(c, store, unit);
    sqlite_reader_give(store, unit->connection);
    return unit->failed == OK ? OK : fail(c, unit->failed, "this unit of work failed before its end");
}

static void driver_rollback(struct store_tx *tx)
{
    struct sqlite_store *store = (struct sqlite_store *)tx->store;
    struct sqlite_tx *unit = (struct sqlite_tx *)tx;
    if (unit->outer != NULL)
        sqlite_inner_rollback(store, unit);
    else if (tx->writes)
        sqlite_unit_rollback(store, unit);
    else
        sqlite_reader_give(store, unit->connection);
}

static enum err driver_script(struct ctx *c, struct store_tx *tx, const char *script)
{
    struct sqlite_tx *unit = (struct sqlite_tx *)tx;
    if (unit->failed != OK)
        return fail(c, unit->failed, "this unit of work failed before and can only be rolled back");
    int rc = sqlite3_exec(unit->connection->db, script, NULL, NULL, NULL);
    if (rc != SQLITE_OK) {
        enum err e = sqlite_failure(c, unit->connection->db, rc);
        sqlite_unit_failed(c, unit, e);
        return e;
    }
    if (sqlite3_get_autocommit(unit->connection->db) != 0)
        die("a script ended its transaction itself");
    return OK;
}

/* -- Facts
 * ------------------------------------------------------------------------------------------------------------------------
 */

static int64_t file_size(const char *path, const char *suffix)
{
    char name[4096 + 8];
    struct stat facts;
    int n = snprintf(name, sizeof name, "%s%s", path, suffix);
    return n < (int)sizeof name && stat(name, &facts) == 0 ? facts.st_size : 0;
}

static int64_t size_in_memory(struct sqlite_store *store)
{
    struct ctx c = {.arena = NULL};
    struct sqlite_connection *reader;
    if (sqlite_reader_take(&c, store, &reader) != OK)
        return 0;
    sqlite3_stmt *statement = NULL;
    int64_t size = 0;
    static const char sql[] = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size";
    if (sqlite3_prepare_v2(reader->db, sql, -1, &statement, NULL) == SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW)
        size = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    sqlite_reader_give(store, reader);
    return size;
}

static int64_t driver_size_bytes(struct store *base)
{
    struct sqlite_store *store = (struct sqlite_store *)base;
    return store->in_memory ? size_in_memory(store)
                            : file_size(store->name, "") + file_size(store->name, "-wal");
}

static struct store_counts driver_counts(struct store *base)
{
    return commit_queue_counts(&((struct sqlite_store *)base)->commits);
}

const struct store_driver store_sqlite = {
    .name = "sqlite",
    .open = driver_open,
    .close = driver_close,
    .begin = driver_begin,
    .commit = driver_commit,
    .rollback = driver_rollback,
    .nest = driver_nest,
    .query = sqlite_query_prepare,
    .bind_int = sqlite_query_bind_int,
    .bind_text = sqlite_query_bind_text,
    .bind_blob = sqlite_query_bind_blob,
    .bind_id = sqlite_query_bind_id,
    .bind_null = sqlite_query_bind_null,
    .next = sqlite_query_next,
    .run = sqlite_query_run,
    .reset = sqlite_query_reset,
    .get_int = sqlite_query_int,
    .get_text = sqlite_query_text,
    .get_blob = sqlite_query_blob,
    .is_null = sqlite_query_is_null,
    .script = driver_script,
    .lend = driver_lend,
    .lend_end = driver_lend_end,
    .size_bytes = driver_size_bytes,
    .counts = driver_counts,
};

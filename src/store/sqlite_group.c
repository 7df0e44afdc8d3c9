/* Units of work on the one connection that writes: SQLite's transactions under the turns and groups of commit_queue.h. */
#include "store/sqlite.h"

static bool transaction_open(const struct sqlite_store *store)
{
    return sqlite3_get_autocommit(store->writer->db) == 0;
}

/* Rolls the whole transaction back when it is still open. */
static void roll_all_back(void *self)
{
    struct sqlite_store *store = self;
    if (transaction_open(store) && sqlite_control(store->writer, CONTROL_ROLLBACK) != SQLITE_OK &&
        transaction_open(store))
        die("the store cannot roll back: %s", sqlite3_errmsg(store->writer->db));
}

static enum err commit_all(struct ctx *c, void *self)
{
    struct sqlite_store *store = self;
    int rc = sqlite_control(store->writer, CONTROL_COMMIT);
    if (rc != SQLITE_OK) {
        enum err e = sqlite_failure(c, store->writer->db, rc);
        roll_all_back(store);
        return e;
    }
    int64_t changes = sqlite3_total_changes64(store->writer->db);
    if (changes != store->change_count)
        atomic_fetch_add(&store->base.changes, 1);
    store->change_count = changes;
    return OK;
}

const struct commit_driver sqlite_commits = {.commit = commit_all, .roll_back = roll_all_back};

/* -- Units */

enum err sqlite_unit_begin(struct ctx *c, struct sqlite_store *store, struct sqlite_tx *unit)
{
    commit_queue_take(&store->commits, &unit->queued);
    unit->connection = store->writer;
    unit->nested = transaction_open(store);
    int rc = sqlite_control(store->writer, unit->nested ? CONTROL_SAVEPOINT : CONTROL_BEGIN_WRITE);
    if (rc == SQLITE_OK)
        return OK;
    enum err e = sqlite_failure(c, store->writer->db, rc);
    commit_queue_leave(&store->commits, false);
    return e;
}

void sqlite_unit_failed(struct ctx *c, struct sqlite_tx *unit, enum err code)
{
    unit->failed = code;
    /* A full disk and the like make SQLite roll everything back: the units before this one in its group are
     * gone too. */
    if ((unit->base.writes || unit->outer != NULL) && sqlite3_get_autocommit(unit->connection->db) != 0) {
        commit_queue_lose(&((struct sqlite_store *)unit->base.store)->commits, code, c);
        if (unit->outer != NULL)
            unit->outer->failed = code;
    }
}

/* Undoes what was done since the innermost savepoint. Where that fails nothing is kept of the whole transaction. */
static void undo_to_savepoint(struct sqlite_store *store)
{
    struct ctx why = {.arena = NULL};
    if (store->commits.lost != OK || (sqlite_control(store->writer, CONTROL_ROLLBACK_TO) == SQLITE_OK &&
                                      sqlite_control(store->writer, CONTROL_RELEASE) == SQLITE_OK))
        return;
    enum err e = sqlite_failure(&why, store->writer->db, sqlite3_errcode(store->writer->db));
    commit_queue_lose(&store->commits, e, &why);
    roll_all_back(store);
}

void sqlite_unit_rollback(struct sqlite_store *store, struct sqlite_tx *unit)
{
    sqlite_queries_reset(store->writer, NULL);
    if (unit->nested)
        undo_to_savepoint(store);
    else
        roll_all_back(store);
    commit_queue_leave(&store->commits, true);
}

/* Constraints that wait for the commit would be counted for the whole group: ask for this unit's. */
static bool constraints_hold(sqlite3 *db)
{
    int pending = 0, highest = 0;
    sqlite3_db_status(db, SQLITE_DBSTATUS_DEFERRED_FKS, &pending, &highest, 0);
    return pending == 0;
}

/* Ends the unit's work. An error: it cannot be kept. */
static enum err finish_work(struct ctx *c, struct sqlite_store *store, struct sqlite_tx *unit)
{
    sqlite_queries_reset(store->writer, unit->outer == NULL ? NULL : &unit->base);
    if (unit->failed != OK)
        TRY(commit_queue_lost(c, &store->commits));
    if (unit->failed != OK)
        return fail(c, unit->failed, "nothing is kept of a unit of work that failed before its commit");
    if (!constraints_hold(store->writer->db))
        return fail(c, ERR_CONFLICT, "the store refuses it: FOREIGN KEY constraint failed");
    if (!unit->nested)
        return OK;
    int rc = sqlite_control(store->writer, CONTROL_RELEASE);
    return rc == SQLITE_OK ? OK : sqlite_failure(c, store->writer->db, rc);
}

enum err sqlite_unit_commit(struct ctx *c, struct sqlite_store *store, struct sqlite_tx *unit)
{
    enum err e = finish_work(c, store, unit);
    if (e == OK)
        return commit_queue_commit(c, &store->commits, &unit->queued, false);
    sqlite_unit_rollback(store, unit);
    return e;
}

/* -- Units within a unit
 * A thread that has many units at hand takes the turn once, with a unit that they are savepoints of. */

enum err sqlite_inner_begin(struct ctx *c, struct sqlite_store *store, struct sqlite_tx *unit)
{
    TRY(commit_queue_lost(c, &store->commits));
    unit->connection = store->writer;
    if (!unit->nested)
        return OK;
    int rc = sqlite_control(store->writer, CONTROL_SAVEPOINT);
    return rc == SQLITE_OK ? OK : sqlite_failure(c, store->writer->db, rc);
}

void sqlite_inner_rollback(struct sqlite_store *store, struct sqlite_tx *unit)
{
    sqlite_queries_reset(store->writer, &unit->base);
    if (!unit->nested)
        return;
    undo_to_savepoint(store);
    if (store->commits.lost != OK)
        unit->outer->failed = store->commits.lost;
    commit_queue_count_rollback(&store->commits);
}

enum err sqlite_inner_commit(struct ctx *c, struct sqlite_store *store, struct sqlite_tx *unit)
{
    enum err e = finish_work(c, store, unit);
    if (e != OK)
        sqlite_inner_rollback(store, unit);
    else if (unit->nested)
        unit->outer->queued.inner_count++;
    return e;
}

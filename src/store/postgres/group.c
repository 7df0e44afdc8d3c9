/* Units of work on the one connection that writes, under the turns and groups of commit_queue.h. Between processes the transaction holds a lock of the
 * database's, so that there is one writer at a time everywhere: each statement sees all that was committed before, and nothing is ever to be tried again.
 *
 *     first unit    BEGIN lock  work                                  what stands on a line travels together with its first question
 *     second unit                    SAVEPOINT work RELEASE           or ROLLBACK TO
 *     last unit                                        SAVEPOINT work RELEASE count COMMIT */
#include "store/postgres/inner.h"

static const char begin_write[] = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE";
static const char notify[] = "NOTIFY florin_commit";
/* The lock's number is "florin" in ASCII. */
static const char take_lock[] = "SELECT pg_advisory_xact_lock(112611620776302)";
/* A writer that stands still (a stopped process, a cut cable) would stop all others: the server ends it. */
static const char prepare_own[] =
    "SET idle_in_transaction_session_timeout = '60s';"
    "PREPARE take_lock AS SELECT pg_advisory_xact_lock(112611620776302);"
    "PREPARE count_change AS UPDATE store_change SET n = n + 1 WHERE \"only\" = 1";

/* Rolls the whole transaction back. A connection that does not do that is thrown away, and the server rolls back. */
static void roll_all_back(void *self)
{
    struct postgres_store *store = self;
    struct ctx why = {.arena = NULL};
    if (store->writer == NULL || !store->open)
        return;
    store->open = false;
    if (postgres_wait(&why, store->writer) != OK)
        why = (struct ctx){.arena = NULL}; /* of a unit that ended with it */
    postgres_queue(store->writer, "ROLLBACK");
    store->writer->household = HOUSEHOLD_UNKNOWN;
    if (postgres_wait(&why, store->writer) == OK && PQtransactionStatus(store->writer->pg) == PQTRANS_IDLE)
        return;
    postgres_connection_close(store->writer);
    store->writer = NULL;
}

static enum err commit_all(struct ctx *c, void *self)
{
    struct postgres_store *store = self;
    struct postgres_connection *writer = store->writer;
    enum err e = OK;
    /* What is still on its way may change something: to count once too often does no harm, to wait for it costs a round trip. */
    writer->changed = writer->changed || writer->pending_count > 0;
    bool news = writer->changed && store->news;
    if (e == OK && news && store->counts) {
        postgres_queue_prepared(writer, "count_change");
        postgres_queue(writer, notify);
    }
    if (e == OK) {
        postgres_queue(writer, "COMMIT");
        e = postgres_wait(c, writer);
    }
    if (e == OK && PQtransactionStatus(writer->pg) == PQTRANS_IDLE) {
        store->open = false;
        if (news)
            atomic_fetch_add(&store->base.changes, 1);
        return OK;
    }
    if (writer->broken)
        e = fail(
            c, ERR_IO,
            "the connection to the store broke before it answered: what was to be kept may be kept or not");
    roll_all_back(store);
    return e;
}

const struct commit_driver postgres_commits = {.commit = commit_all, .roll_back = roll_all_back};

/* -- Units -- */

/* The connection that writes, opened when there is none, or when the one there was broke at rest. */
static enum err writer_ready(struct ctx *c, struct postgres_store *store)
{
    if (store->writer != NULL && postgres_connection_is_stale(store->writer)) {
        postgres_connection_close(store->writer);
        store->writer = NULL;
    }
    if (store->writer == NULL)
        TRY(postgres_connection_open(c, store, true, &store->writer));
    if (store->writer->prepared || !store->counts)
        return OK;
    TRY(postgres_simple(c, store->writer, prepare_own, NULL));
    store->writer->prepared = true;
    atomic_store(&store->watch.writer_pid, PQbackendPID(store->writer->pg));
    return OK;
}

/* Between a bulk unit's statements there may be work on all that was read: it is given the time that a reader has. */
static const char bulk_patience[] = "SET LOCAL idle_in_transaction_session_timeout = '15min'";

static enum err begin_all(struct ctx *c, struct postgres_store *store, bool bulk)
{
    TRY(writer_ready(c, store));
    postgres_queue(store->writer, begin_write);
    if (store->writer->prepared)
        postgres_queue_prepared(store->writer, "take_lock");
    else
        postgres_queue(store->writer, take_lock);
    if (bulk)
        postgres_queue(store->writer, bulk_patience);
    store->writer->changed = false;
    store->writer->answered = false;
    store->open = true;
    return OK;
}

enum err postgres_unit_begin(struct ctx *c, struct postgres_store *store, struct postgres_tx *unit)
{
    commit_queue_take(&store->commits, &unit->queued);
    unit->nested = store->open;
    store->news = !unit->aside || (store->open && store->news);
    enum err e = commit_queue_lost(c, &store->commits);
    if (e == OK && unit->nested)
        postgres_queue(store->writer, "SAVEPOINT unit");
    else if (e == OK)
        e = begin_all(c, store, unit->queued.bulk);
    unit->connection = store->writer;
    if (e != OK)
        commit_queue_leave(&store->commits, false);
    return e;
}

enum err postgres_unit_failed(struct ctx *c, struct postgres_tx *unit, enum err code)
{
    bool writer = unit->base.writes || unit->outer != NULL;
    unit->failed = code;
    /* A broken connection, or a failed read between units that write, ends the whole transaction. */
    if (writer && (unit->connection->broken || (unit->outer != NULL && !unit->nested))) {
        commit_queue_lose(&((struct postgres_store *)unit->base.store)->commits, code, c);
        if (unit->outer != NULL)
            unit->outer->failed = code;
    }
    return code;
}

/* Undoes what was done since the innermost savepoint. Where that fails nothing is kept of the whole transaction. */
static void undo_to_savepoint(struct postgres_store *store)
{
    struct ctx why = {.arena = NULL};
    if (store->commits.lost != OK)
        return;
    bool failed = postgres_wait(&why, store->writer) !=
                  OK; /* of what is undone now: what it says is known, or never was */
    postgres_queue(store->writer, "ROLLBACK TO unit");
    postgres_queue(store->writer, "RELEASE unit");
    store->writer->household = HOUSEHOLD_UNKNOWN; /* as it was before the savepoint */
    enum err e = failed && store->writer->broken ? postgres_broke(&why) : postgres_wait(&why, store->writer);
    if (e == OK)
        return;
    commit_queue_lose(&store->commits, e, &why);
    roll_all_back(store);
}

void postgres_unit_rollback(struct postgres_store *store, struct postgres_tx *unit)
{
    postgres_queries_reset(unit->connection, NULL);
    postgres_gather_drop(unit->connection);
    if (unit->nested)
        undo_to_savepoint(store);
    else
        roll_all_back(store);
    commit_queue_leave(&store->commits, true);
}

/* Ends the unit's work. An error: it cannot be kept. What is on its way is waited for, unless nobody shares the commit: then it goes with
 * that, and an error is that of both. */
static enum err finish_work(struct ctx *c, struct postgres_store *store, struct postgres_tx *unit)
{
    postgres_queries_reset(unit->connection, unit->outer == NULL ? NULL : &unit->base);
    TRY(commit_queue_lost(c, &store->commits));
    if (unit->failed != OK)
        return fail(c, unit->failed, "nothing is kept of a unit of work that failed before its commit");
    enum err e = store->writer->gathered ? postgres_gather_flush(c, store->writer) : OK;
    unit->alone =
        unit->outer == NULL && !unit->nested &&
        (unit->queued.bulk || unit->queued.gathered || !commit_queue_is_waited_for(&store->commits));
    if (e == OK && store->writer->pending_count > 0 && !unit->alone)
        e = postgres_wait(c, store->writer);
    if (e != OK)
        return postgres_unit_failed(c, unit, e);
    if (unit->nested)
        postgres_queue(store->writer, "RELEASE unit");
    return OK;
}

enum err postgres_unit_commit(struct ctx *c, struct postgres_store *store, struct postgres_tx *unit)
{
    enum err e = finish_work(c, store, unit);
    if (e == OK)
        return commit_queue_commit(c, &store->commits, &unit->queued, unit->alone);
    postgres_unit_rollback(store, unit);
    return e;
}

/* -- Units within a unit
 * A thread that has many units at hand takes the turn once, with a unit that they are savepoints of. */

enum err postgres_inner_begin(struct ctx *c, struct postgres_store *store, struct postgres_tx *unit)
{
    TRY(commit_queue_lost(c, &store->commits));
    unit->connection = store->writer;
    if (unit->nested)
        postgres_queue(store->writer, "SAVEPOINT unit");
    return OK;
}

void postgres_inner_rollback(struct postgres_store *store, struct postgres_tx *unit)
{
    if (store->commits.lost == OK || store->writer != NULL)
        postgres_queries_reset(unit->connection, &unit->base);
    if (!unit->nested)
        return;
    undo_to_savepoint(store);
    if (store->commits.lost != OK)
        unit->outer->failed = store->commits.lost;
    commit_queue_count_rollback(&store->commits);
}

enum err postgres_inner_commit(struct ctx *c, struct postgres_store *store, struct postgres_tx *unit)
{
    enum err e = finish_work(c, store, unit);
    if (e != OK)
        postgres_inner_rollback(store, unit);
    else if (unit->nested)
        unit->outer->queued.inner_count++;
    return e;
}

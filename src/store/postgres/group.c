/* Turns and group commit, as sqlite_group.c has them: within this process units queue for one connection, first come first served, and units
 * that wait together share a commit. Between processes the transaction holds a lock of the database's, so that there is one writer at a time
 * everywhere: each statement sees all that was committed before, and nothing is ever to be tried again.
 *
 *     first unit    BEGIN lock  work                                  what stands on a line travels together with its first question
 *     second unit                    SAVEPOINT work RELEASE           or ROLLBACK TO
 *     last unit                                        SAVEPOINT work RELEASE count COMMIT */
#include "store/postgres/inner.h"

#include <assert.h>
#include <limits.h>
#include <linux/futex.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum {
    UNITS_MAX = 256, /* in one group */
    SPAN_US = 5000   /* from the first unit's end until its commit begins, at most */
};

static const char begin_write[] = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE";
static const char notify[] = "NOTIFY florin_commit";
/* The lock's number is "florin" in ASCII. */
static const char take_lock[] = "SELECT pg_advisory_xact_lock(112611620776302)";
/* A writer that stands still (a stopped process, a cut cable) would stop all others: the server ends it. */
static const char prepare_own[] =
    "SET idle_in_transaction_session_timeout = '60s';"
    "PREPARE take_lock AS SELECT pg_advisory_xact_lock(112611620776302);"
    "PREPARE count_change AS UPDATE store_change SET n = n + 1 WHERE \"only\" = 1";

void postgres_group_init(struct postgres_group *group)
{
    *group = (struct postgres_group){.queue = NULL};
    group->queue_end = &group->queue;
    pthread_mutex_init(&group->lock, NULL);
}

void postgres_group_release(struct postgres_group *group)
{
    assert(!group->turn_taken && group->units == NULL); /* else a unit of work has not ended */
    pthread_mutex_destroy(&group->lock);
}

static int64_t monotonic_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static void wait_while(atomic_uint *word, unsigned value)
{
    syscall(SYS_futex, word, FUTEX_WAIT_PRIVATE, value, NULL, NULL, 0);
}

/* The word may be gone already: the kernel takes it as a mere address. */
static void wake(atomic_uint *word, int count)
{
    syscall(SYS_futex, word, FUTEX_WAKE_PRIVATE, count, NULL, NULL, 0);
}

/* -- Turns -- */

static void turn_take(struct postgres_group *group, struct postgres_tx *unit)
{
    pthread_mutex_lock(&group->lock);
    bool wait = group->turn_taken;
    group->turn_taken = true;
    if (wait) {
        unit->next = NULL;
        unit->turn = 0;
        *group->queue_end = unit;
        group->queue_end = &unit->next;
    }
    pthread_mutex_unlock(&group->lock);
    while (wait && atomic_load(&unit->turn) == 0)
        wait_while(&unit->turn, 0);
}

static void turn_pass(struct postgres_group *group)
{
    pthread_mutex_lock(&group->lock);
    struct postgres_tx *next = group->queue;
    group->turn_taken = next != NULL;
    group->queue = next == NULL ? NULL : next->next;
    if (group->queue == NULL)
        group->queue_end = &group->queue;
    if (next != NULL) {
        atomic_store(&next->turn, 1);
        wake(&next->turn, 1);
    }
    pthread_mutex_unlock(&group->lock);
}

/* -- Groups -- */

static bool is_waited_for(struct postgres_group *group)
{
    pthread_mutex_lock(&group->lock);
    bool somebody = group->queue != NULL && !group->queue->bulk;
    pthread_mutex_unlock(&group->lock);
    return somebody;
}

/* May one more unit join before the commit? */
static bool may_grow(struct postgres_group *group)
{
    return is_waited_for(group) && group->lost == OK && group->unit_count < UNITS_MAX &&
           monotonic_us() - group->since_us < SPAN_US;
}

/* Fails with the words that another unit of work was given. */
static enum err fail_likewise(struct ctx *c, enum err code, const struct ctx *other)
{
    memcpy(c->why, other->why, sizeof c->why);
    c->retriable = other->retriable;
    return code;
}

static void lose(struct postgres_group *group, enum err code, const struct ctx *why)
{
    group->lost = code;
    group->lost_ctx = (struct ctx){.retriable = why->retriable};
    memcpy(group->lost_ctx.why, why->why, sizeof why->why);
}

/* Rolls the whole transaction back. A connection that does not do that is thrown away, and the server rolls back. */
static void roll_all_back(struct postgres_store *store)
{
    struct ctx why = {.arena = NULL};
    if (store->writer == NULL || !store->group.open)
        return;
    store->group.open = false;
    if (postgres_wait(&why, store->writer) != OK)
        why = (struct ctx){.arena = NULL}; /* of a unit that ended with it */
    postgres_queue(store->writer, "ROLLBACK");
    store->writer->household = HOUSEHOLD_UNKNOWN;
    if (postgres_wait(&why, store->writer) == OK && PQtransactionStatus(store->writer->pg) == PQTRANS_IDLE)
        return;
    postgres_connection_close(store->writer);
    store->writer = NULL;
}

static enum err commit_all(struct ctx *c, struct postgres_store *store)
{
    struct postgres_group *group = &store->group;
    if (group->lost != OK)
        return fail_likewise(c, group->lost, &group->lost_ctx);
    struct postgres_connection *writer = store->writer;
    enum err e = OK;
    /* What is still on its way may change something: to count once too often does no harm, to wait for it costs a round trip. */
    writer->changed = writer->changed || writer->pending_count > 0;
    bool news = writer->changed && group->news;
    if (e == OK && news && store->counts) {
        postgres_queue_prepared(writer, "count_change");
        postgres_queue(writer, notify);
    }
    if (e == OK) {
        postgres_queue(writer, "COMMIT");
        e = postgres_wait(c, writer);
    }
    if (e == OK && PQtransactionStatus(writer->pg) == PQTRANS_IDLE) {
        group->open = false;
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

/* Commits, and writes into every unit of the group how that ended. Afterwards the group is empty. */
static void group_end(struct postgres_store *store)
{
    struct postgres_group *group = &store->group;
    struct ctx why = {.arena = NULL};
    unsigned count = 0;
    enum err outcome = commit_all(&why, store);
    for (struct postgres_tx *unit = group->units; unit != NULL; unit = unit->next) {
        count += unit->gathered ? unit->inner_count : 1;
        unit->outcome = outcome;
        if (outcome != OK)
            fail_likewise(unit->commit_ctx, outcome, &why);
    }
    pthread_mutex_lock(&group->lock);
    group->counts.commits += outcome == OK;
    *(outcome == OK ? &group->counts.units : &group->counts.rollbacks) += count;
    pthread_mutex_unlock(&group->lock);
    group->units = NULL;
    group->unit_count = 0;
    atomic_fetch_add(&group->generation, 1);
}

/* After a unit: commits the group, or leaves that to the next unit, and passes the turn on. */
static void settle(struct postgres_store *store, bool alone)
{
    struct postgres_group *group = &store->group;
    bool ends = group->unit_count > 0 && (alone || !may_grow(group));
    if (ends)
        group_end(store);
    if (group->unit_count == 0) {
        if (group->lost != OK)
            roll_all_back(store);
        group->lost = OK;
    }
    turn_pass(group);
    if (ends) /* after the turn: the next unit need not wait until all are awake */
        wake(&group->generation, INT_MAX);
}

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

static enum err begin_all(struct ctx *c, struct postgres_store *store)
{
    TRY(writer_ready(c, store));
    postgres_queue(store->writer, begin_write);
    if (store->writer->prepared)
        postgres_queue_prepared(store->writer, "take_lock");
    else
        postgres_queue(store->writer, take_lock);
    store->writer->changed = false;
    store->writer->answered = false;
    store->group.open = true;
    return OK;
}

enum err postgres_unit_begin(struct ctx *c, struct postgres_store *store, struct postgres_tx *unit)
{
    struct postgres_group *group = &store->group;
    turn_take(group, unit);
    unit->nested = group->open;
    group->news = !unit->aside || (group->open && group->news);
    enum err e = OK;
    if (group->lost != OK)
        e = fail_likewise(c, group->lost, &group->lost_ctx);
    else if (unit->nested)
        postgres_queue(store->writer, "SAVEPOINT unit");
    else
        e = begin_all(c, store);
    unit->connection = store->writer;
    if (e != OK)
        settle(store, true);
    return e;
}

enum err postgres_unit_failed(struct ctx *c, struct postgres_tx *unit, enum err code)
{
    bool writer = unit->base.writes || unit->outer != NULL;
    unit->failed = code;
    /* A broken connection, or a failed read between units that write, ends the whole transaction. */
    if (writer && (unit->connection->broken || (unit->outer != NULL && !unit->nested))) {
        lose(&((struct postgres_store *)unit->base.store)->group, code, c);
        if (unit->outer != NULL)
            unit->outer->failed = code;
    }
    return code;
}

static void count_rollback(struct postgres_group *group)
{
    pthread_mutex_lock(&group->lock);
    group->counts.rollbacks++;
    pthread_mutex_unlock(&group->lock);
}

/* Undoes what was done since the innermost savepoint. Where that fails nothing is kept of the whole transaction. */
static void undo_to_savepoint(struct postgres_store *store)
{
    struct postgres_group *group = &store->group;
    struct ctx why = {.arena = NULL};
    if (group->lost != OK)
        return;
    bool failed = postgres_wait(&why, store->writer) !=
                  OK; /* of what is undone now: what it says is known, or never was */
    postgres_queue(store->writer, "ROLLBACK TO unit");
    postgres_queue(store->writer, "RELEASE unit");
    store->writer->household = HOUSEHOLD_UNKNOWN; /* as it was before the savepoint */
    enum err e = failed && store->writer->broken ? postgres_broke(&why) : postgres_wait(&why, store->writer);
    if (e == OK)
        return;
    lose(group, e, &why);
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
    count_rollback(&store->group);
    settle(store, false);
}

/* Ends the unit's work. An error: it cannot be kept. What is on its way is waited for, unless nobody shares the commit: then it goes with
 * that, and an error is that of both. */
static enum err finish_work(struct ctx *c, struct postgres_store *store, struct postgres_tx *unit)
{
    postgres_queries_reset(unit->connection, unit->outer == NULL ? NULL : &unit->base);
    if (unit->failed != OK && store->group.lost != OK)
        return fail_likewise(c, store->group.lost, &store->group.lost_ctx);
    if (unit->failed != OK)
        return fail(c, unit->failed, "nothing is kept of a unit of work that failed before its commit");
    if (store->group.lost != OK)
        return fail_likewise(c, store->group.lost, &store->group.lost_ctx);
    enum err e = store->writer->gathered ? postgres_gather_flush(c, store->writer) : OK;
    unit->alone = unit->outer == NULL && !unit->nested &&
                  (unit->bulk || unit->gathered || !is_waited_for(&store->group));
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
    struct postgres_group *group = &store->group;
    enum err e = finish_work(c, store, unit);
    if (e != OK) {
        postgres_unit_rollback(store, unit);
        return e;
    }
    unsigned generation = atomic_load(&group->generation);
    unit->commit_ctx = c;
    unit->next = group->units;
    group->units = unit;
    if (group->unit_count++ == 0)
        group->since_us = monotonic_us();
    settle(store, unit->bulk || unit->gathered || unit->alone);
    while (atomic_load(&group->generation) == generation)
        wait_while(&group->generation, generation);
    return unit->outcome;
}

/* -- Units within a unit
 * A thread that has many units at hand takes the turn once, with a unit that they are savepoints of. */

enum err postgres_inner_begin(struct ctx *c, struct postgres_store *store, struct postgres_tx *unit)
{
    struct postgres_group *group = &store->group;
    if (group->lost != OK)
        return fail_likewise(c, group->lost, &group->lost_ctx);
    unit->connection = store->writer;
    if (unit->nested)
        postgres_queue(store->writer, "SAVEPOINT unit");
    return OK;
}

void postgres_inner_rollback(struct postgres_store *store, struct postgres_tx *unit)
{
    struct postgres_group *group = &store->group;
    if (group->lost == OK || store->writer != NULL)
        postgres_queries_reset(unit->connection, &unit->base);
    if (!unit->nested)
        return;
    undo_to_savepoint(store);
    if (group->lost != OK)
        unit->outer->failed = group->lost;
    count_rollback(group);
}

enum err postgres_inner_commit(struct ctx *c, struct postgres_store *store, struct postgres_tx *unit)
{
    enum err e = finish_work(c, store, unit);
    if (e != OK)
        postgres_inner_rollback(store, unit);
    else if (unit->nested)
        unit->outer->inner_count++;
    return e;
}

/* Turns and group commit.
 *
 * There is one writer's connection. A unit of work waits for its turn on it, first come first served, and
 * holds it from begin to commit or rollback. An fsync costs more than a small unit, so a unit that is done
 * while others wait does not commit: it passes the turn on and waits. The last of such a group commits for
 * all of them. While that fsync runs new units queue up, and are the next group.
 *
 *     first unit    BEGIN  work                                      a large import pays for no savepoint
 *     second unit          SAVEPOINT work RELEASE                    or ROLLBACK TO, which undoes this unit
 * alone last unit                                   SAVEPOINT work RELEASE COMMIT
 *
 * Whoever holds the turn keeps this true: when the turn is free, no transaction is open and nobody waits for
 * a commit. So the end of every unit, also of one that is rolled back, goes through settle(). */
#include "store/sqlite.h"

#include <assert.h>
#include <limits.h>
#include <linux/futex.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum {
    UNITS_MAX = 256, /* in one group */
    SPAN_US = 5000,  /* from the first unit's end until its commit begins, at most */
    SPINS = 2000     /* some 50 us */
};

void sqlite_group_init(struct sqlite_group *group)
{
    *group = (struct sqlite_group){.queue = NULL};
    group->queue_end = &group->queue;
    group->spins = sysconf(_SC_NPROCESSORS_ONLN) > 1 ? SPINS : 0;
    pthread_mutex_init(&group->lock, NULL);
}

void sqlite_group_release(struct sqlite_group *group)
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

/* Futexes, because a condition variable would make every thread that it wakes queue for one mutex. */

static void wait_while(atomic_uint *word, unsigned value)
{
    syscall(SYS_futex, word, FUTEX_WAIT_PRIVATE, value, NULL, NULL, 0);
}

/* The word may be gone already: the kernel takes it as a mere address. */
static void wake(atomic_uint *word, int count)
{
    syscall(SYS_futex, word, FUTEX_WAKE_PRIVATE, count, NULL, NULL, 0);
}

/* -- Turns
 * ------------------------------------------------------------------------------------------------------------------------
 * To wake a thread takes longer than a small unit of work. So the unit that passes the turn on wakes the one
 * after the next, which then looks for its turn for some microseconds instead of sleeping: the turn goes from
 * hand to hand without a wait. */

enum { TURN_ASLEEP, TURN_SOON, TURN_YOURS };

static inline void relax(void)
{
#if defined __x86_64__ || defined __i386__
    __builtin_ia32_pause();
#elif defined __aarch64__
    __asm__ volatile("yield");
#endif
}

static void turn_wait(struct sqlite_tx *unit, unsigned spins)
{
    unsigned turn;
    while ((turn = atomic_load_explicit(&unit->turn, memory_order_acquire)) != TURN_YOURS) {
        if (turn == TURN_ASLEEP) {
            wait_while(&unit->turn, TURN_ASLEEP);
            continue;
        }
        for (unsigned i = 0;
             i < spins && atomic_load_explicit(&unit->turn, memory_order_relaxed) == TURN_SOON; i++)
            relax();
        unsigned soon = TURN_SOON;
        atomic_compare_exchange_strong(&unit->turn, &soon, TURN_ASLEEP);
    }
}

void sqlite_turn_take(struct sqlite_group *group, struct sqlite_tx *unit)
{
    pthread_mutex_lock(&group->lock);
    bool wait = group->turn_taken;
    group->turn_taken = true;
    if (wait) {
        unit->next = NULL;
        unit->turn = group->queue == NULL && group->spins > 0 ? TURN_SOON : TURN_ASLEEP;
        *group->queue_end = unit;
        group->queue_end = &unit->next;
    }
    pthread_mutex_unlock(&group->lock);
    if (wait)
        turn_wait(unit, group->spins);
}

void sqlite_turn_pass(struct sqlite_group *group)
{
    pthread_mutex_lock(&group->lock);
    struct sqlite_tx *next = group->queue;
    struct sqlite_tx *after = next == NULL ? NULL : next->next;
    group->turn_taken = next != NULL;
    group->queue = after;
    if (after == NULL)
        group->queue_end = &group->queue;
    if (next != NULL && atomic_exchange(&next->turn, TURN_YOURS) == TURN_ASLEEP)
        wake(&next->turn, 1);
    unsigned asleep = TURN_ASLEEP;
    bool prepare =
        after != NULL && group->spins > 0 && atomic_compare_exchange_strong(&after->turn, &asleep, TURN_SOON);
    pthread_mutex_unlock(&group->lock);
    if (prepare)
        wake(&after->turn, 1);
}

/* -- Groups
 * -----------------------------------------------------------------------------------------------------------------------
 */

static bool transaction_open(const struct sqlite_store *store)
{
    return sqlite3_get_autocommit(store->writer->db) == 0;
}

/* May one more unit join before the commit? */
static bool may_grow(struct sqlite_group *group)
{
    pthread_mutex_lock(&group->lock);
    bool somebody = group->queue != NULL && !group->queue->bulk;
    pthread_mutex_unlock(&group->lock);
    return somebody && group->lost == OK && group->unit_count < UNITS_MAX &&
           monotonic_us() - group->since_us < SPAN_US;
}

/* Rolls the whole transaction back when it is still open. */
static void roll_all_back(struct sqlite_store *store)
{
    if (transaction_open(store) && sqlite_control(store->writer, CONTROL_ROLLBACK) != SQLITE_OK &&
        transaction_open(store))
        die("the store cannot roll back: %s", sqlite3_errmsg(store->writer->db));
}

/* Fails with the words that another unit of work was given. */
static enum err fail_likewise(struct ctx *c, enum err code, const struct ctx *other)
{
    memcpy(c->why, other->why, sizeof c->why);
    c->retriable = other->retriable;
    return code;
}

static enum err commit_all(struct ctx *c, struct sqlite_store *store)
{
    struct sqlite_group *group = &store->group;
    if (group->lost != OK)
        return fail_likewise(c, group->lost, &group->lost_ctx);
    int rc = sqlite_control(store->writer, CONTROL_COMMIT);
    if (rc != SQLITE_OK) {
        enum err e = sqlite_failure(c, store->writer->db, rc);
        roll_all_back(store);
        return e;
    }
    int64_t changes = sqlite3_total_changes64(store->writer->db);
    if (changes != group->change_count)
        atomic_fetch_add(&store->base.changes, 1);
    group->change_count = changes;
    return OK;
}

/* Commits, and writes into every unit of the group how that ended. Afterwards the group is empty. */
static void group_end(struct sqlite_store *store)
{
    struct sqlite_group *group = &store->group;
    struct ctx why = {.arena = NULL};
    unsigned count = 0;
    enum err outcome = commit_all(&why, store);
    for (struct sqlite_tx *unit = group->units; unit != NULL; unit = unit->next) {
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
static void settle(struct sqlite_store *store, bool alone)
{
    struct sqlite_group *group = &store->group;
    bool ends = group->unit_count > 0 && (alone || !may_grow(group));
    if (ends)
        group_end(store);
    if (group->unit_count == 0)
        group->lost = OK;
    sqlite_turn_pass(group);
    if (ends) /* after the turn: the next unit need not wait until all are awake */
        wake(&group->generation, INT_MAX);
}

/* -- Units
 * ------------------------------------------------------------------------------------------------------------------------
 */

enum err sqlite_unit_begin(struct ctx *c, struct sqlite_store *store, struct sqlite_tx *unit)
{
    sqlite_turn_take(&store->group, unit);
    unit->connection = store->writer;
    unit->nested = transaction_open(store);
    int rc = sqlite_control(store->writer, unit->nested ? CONTROL_SAVEPOINT : CONTROL_BEGIN_WRITE);
    if (rc == SQLITE_OK)
        return OK;
    enum err e = sqlite_failure(c, store->writer->db, rc);
    settle(store, true);
    return e;
}

void sqlite_unit_failed(struct ctx *c, struct sqlite_tx *unit, enum err code)
{
    unit->failed = code;
    /* A full disk and the like make SQLite roll everything back: the units before this one in its group are
     * gone too. */
    if ((unit->base.writes || unit->outer != NULL) && sqlite3_get_autocommit(unit->connection->db) != 0) {
        struct sqlite_group *group = &((struct sqlite_store *)unit->base.store)->group;
        group->lost = code;
        group->lost_ctx = *c;
        if (unit->outer != NULL)
            unit->outer->failed = code;
    }
}

static void count_rollback(struct sqlite_group *group)
{
    pthread_mutex_lock(&group->lock);
    group->counts.rollbacks++;
    pthread_mutex_unlock(&group->lock);
}

/* Undoes what was done since the innermost savepoint. Where that fails nothing is kept of the whole transaction. */
static void undo_to_savepoint(struct sqlite_store *store)
{
    struct sqlite_group *group = &store->group;
    if (group->lost != OK || (sqlite_control(store->writer, CONTROL_ROLLBACK_TO) == SQLITE_OK &&
                              sqlite_control(store->writer, CONTROL_RELEASE) == SQLITE_OK))
        return;
    group->lost = sqlite_failure(&group->lost_ctx, store->writer->db, sqlite3_errcode(store->writer->db));
    roll_all_back(store);
}

void sqlite_unit_rollback(struct sqlite_store *store, struct sqlite_tx *unit)
{
    sqlite_queries_reset(store->writer, NULL);
    if (unit->nested)
        undo_to_savepoint(store);
    else
        roll_all_back(store);
    count_rollback(&store->group);
    settle(store, false);
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
    if (unit->failed != OK && store->group.lost != OK)
        return fail_likewise(c, store->group.lost, &store->group.lost_ctx);
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
    struct sqlite_group *group = &store->group;
    enum err e = finish_work(c, store, unit);
    if (e != OK) {
        sqlite_unit_rollback(store, unit);
        return e;
    }
    unsigned generation = atomic_load(&group->generation);
    unit->commit_ctx = c;
    unit->next = group->units;
    group->units = unit;
    if (group->unit_count++ == 0)
        group->since_us = monotonic_us();
    settle(store, unit->bulk || unit->gathered);
    while (atomic_load(&group->generation) == generation)
        wait_while(&group->generation, generation);
    return unit->outcome;
}

/* -- Units within a unit
 * A thread that has many units at hand takes the turn once, with a unit that they are savepoints of. */

enum err sqlite_inner_begin(struct ctx *c, struct sqlite_store *store, struct sqlite_tx *unit)
{
    struct sqlite_group *group = &store->group;
    if (group->lost != OK)
        return fail_likewise(c, group->lost, &group->lost_ctx);
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
    if (store->group.lost != OK)
        unit->outer->failed = store->group.lost;
    count_rollback(&store->group);
}

enum err sqlite_inner_commit(struct ctx *c, struct sqlite_store *store, struct sqlite_tx *unit)
{
    enum err e = finish_work(c, store, unit);
    if (e != OK)
        sqlite_inner_rollback(store, unit);
    else if (unit->nested)
        unit->outer->inner_count++;
    return e;
}

#include "store/commit_queue.h"

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

void commit_queue_init(struct commit_queue *q, const struct commit_driver *driver, void *store, bool spin)
{
    *q = (struct commit_queue){.driver = driver, .store = store};
    q->queue_end = &q->queue;
    q->spins = spin && sysconf(_SC_NPROCESSORS_ONLN) > 1 ? SPINS : 0;
    pthread_mutex_init(&q->lock, NULL);
}

void commit_queue_release(struct commit_queue *q)
{
    assert(!q->turn_taken && q->units == NULL); /* else a unit of work has not ended */
    pthread_mutex_destroy(&q->lock);
}

struct store_counts commit_queue_counts(struct commit_queue *q)
{
    pthread_mutex_lock(&q->lock);
    struct store_counts counts = q->counts;
    pthread_mutex_unlock(&q->lock);
    return counts;
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
 * To wake a thread takes longer than a small unit of work. So the unit that passes the turn on wakes the one after the next, which then looks for its
 * turn for some microseconds instead of sleeping: the turn goes from hand to hand without a wait. */

enum { TURN_ASLEEP, TURN_SOON, TURN_YOURS };

static inline void relax(void)
{
#if defined __x86_64__ || defined __i386__
    __builtin_ia32_pause();
#elif defined __aarch64__
    __asm__ volatile("yield");
#endif
}

static void turn_wait(struct commit_unit *unit, unsigned spins)
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

void commit_queue_take(struct commit_queue *q, struct commit_unit *unit)
{
    pthread_mutex_lock(&q->lock);
    bool wait = q->turn_taken;
    q->turn_taken = true;
    if (wait) {
        unit->next = NULL;
        unit->turn = q->queue == NULL && q->spins > 0 ? TURN_SOON : TURN_ASLEEP;
        *q->queue_end = unit;
        q->queue_end = &unit->next;
    }
    pthread_mutex_unlock(&q->lock);
    if (wait)
        turn_wait(unit, q->spins);
}

void commit_queue_pass(struct commit_queue *q)
{
    pthread_mutex_lock(&q->lock);
    struct commit_unit *next = q->queue;
    struct commit_unit *after = next == NULL ? NULL : next->next;
    q->turn_taken = next != NULL;
    q->queue = after;
    if (after == NULL)
        q->queue_end = &q->queue;
    if (next != NULL && atomic_exchange(&next->turn, TURN_YOURS) == TURN_ASLEEP)
        wake(&next->turn, 1);
    unsigned asleep = TURN_ASLEEP;
    bool prepare =
        after != NULL && q->spins > 0 && atomic_compare_exchange_strong(&after->turn, &asleep, TURN_SOON);
    pthread_mutex_unlock(&q->lock);
    if (prepare)
        wake(&after->turn, 1);
}

/* -- Groups */

bool commit_queue_is_waited_for(struct commit_queue *q)
{
    pthread_mutex_lock(&q->lock);
    bool somebody = q->queue != NULL && !q->queue->bulk;
    pthread_mutex_unlock(&q->lock);
    return somebody;
}

/* May one more unit join before the commit? */
static bool may_grow(struct commit_queue *q)
{
    return commit_queue_is_waited_for(q) && q->lost == OK && q->unit_count < UNITS_MAX &&
           monotonic_us() - q->since_us < SPAN_US;
}

/* Fails with the words that another unit of work was given. */
static enum err fail_likewise(struct ctx *c, enum err code, const struct ctx *other)
{
    memcpy(c->why, other->why, sizeof c->why);
    c->retriable = other->retriable;
    return code;
}

void commit_queue_lose(struct commit_queue *q, enum err code, const struct ctx *why)
{
    q->lost = code;
    q->lost_ctx = (struct ctx){.retriable = why->retriable};
    memcpy(q->lost_ctx.why, why->why, sizeof why->why);
}

enum err commit_queue_lost(struct ctx *c, const struct commit_queue *q)
{
    return q->lost == OK ? OK : fail_likewise(c, q->lost, &q->lost_ctx);
}

/* Commits, and writes into every unit of the group how that ended. Afterwards the group is empty. */
static void group_end(struct commit_queue *q)
{
    struct ctx why = {.arena = NULL};
    unsigned count = 0;
    enum err outcome = commit_queue_lost(&why, q);
    if (outcome == OK)
        outcome = q->driver->commit(&why, q->store);
    for (struct commit_unit *unit = q->units; unit != NULL; unit = unit->next) {
        count += unit->gathered ? unit->inner_count : 1;
        unit->outcome = outcome;
        if (outcome != OK)
            fail_likewise(unit->ctx, outcome, &why);
    }
    pthread_mutex_lock(&q->lock);
    q->counts.commits += outcome == OK;
    *(outcome == OK ? &q->counts.units : &q->counts.rollbacks) += count;
    pthread_mutex_unlock(&q->lock);
    q->units = NULL;
    q->unit_count = 0;
    atomic_fetch_add(&q->generation, 1);
}

/* After a unit: commits the group, or leaves that to the next unit, and passes the turn on. */
static void settle(struct commit_queue *q, bool alone)
{
    bool ends = q->unit_count > 0 && (alone || !may_grow(q));
    if (ends)
        group_end(q);
    if (q->unit_count == 0) {
        if (q->lost != OK)
            q->driver->roll_back(q->store);
        q->lost = OK;
    }
    commit_queue_pass(q);
    if (ends) /* after the turn: the next unit need not wait until all are awake */
        wake(&q->generation, INT_MAX);
}

enum err commit_queue_commit(struct ctx *c, struct commit_queue *q, struct commit_unit *unit, bool alone)
{
    unsigned generation = atomic_load(&q->generation);
    unit->ctx = c;
    unit->next = q->units;
    q->units = unit;
    if (q->unit_count++ == 0)
        q->since_us = monotonic_us();
    settle(q, alone || unit->bulk || unit->gathered);
    while (atomic_load(&q->generation) == generation)
        wait_while(&q->generation, generation);
    return unit->outcome;
}

void commit_queue_leave(struct commit_queue *q, bool began)
{
    if (began)
        commit_queue_count_rollback(q);
    settle(q, !began);
}

void commit_queue_count_rollback(struct commit_queue *q)
{
    pthread_mutex_lock(&q->lock);
    q->counts.rollbacks++;
    pthread_mutex_unlock(&q->lock);
}

/* The keeper: a thread that copies the log into the database (a checkpoint) so that no commit waits for it,
 * and that gives memory back when the store rests. */
#include "store/sqlite.h"

#include <errno.h>
#include <malloc.h>
#include <stdio.h>
#include <time.h>

enum {
    CHECKPOINT_PAGES =
        1000, /* of 4 KiB in the log; more make readers slower, fewer write the same page more often */
    LOG_PAGES_MAX =
        16000, /* a log longer than this gives its space back: an import leaves one of hundreds of MB */
    REST_LOG_PAGES_MAX = 4000, /* at rest */
    LEFT_PAGES = 200,          /* so few may be copied while everybody waits */
    PASSES_MAX = 4, /* beside the writers; each leaves what was written meanwhile, a part of what it copied */
    REST_S = 5      /* without a commit or a read */
};

/* Takes the turn, so that nobody writes, and lets the log begin anew. Most of the pages are copied already,
 * so this is short. */
static int checkpoint_alone(struct sqlite_store *store, bool truncate)
{
    struct commit_unit turn = {.bulk = true};
    commit_queue_take(&store->commits, &turn);
    int rc = sqlite3_wal_checkpoint_v2(store->keeper.connection->db, NULL,
                                       truncate ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_PASSIVE,
                                       NULL, NULL);
    commit_queue_pass(&store->commits);
    return rc;
}

/* Beside the writers first, until little is left; the rest without them: a log that is never copied whole
 * never begins anew. Readers of old snapshots may hold it up; then the next time does it. */
static void checkpoint(struct sqlite_store *store, int log_pages_max)
{
    int in_log = 0, copied = 0, before = 0, rc = SQLITE_OK, passes = 0;
    do {
        before = copied;
        rc = sqlite3_wal_checkpoint_v2(store->keeper.connection->db, NULL, SQLITE_CHECKPOINT_PASSIVE, &in_log,
                                       &copied);
    } while (rc == SQLITE_OK && copied - before > LEFT_PAGES && ++passes < PASSES_MAX);
    if (rc == SQLITE_OK)
        rc = checkpoint_alone(store, in_log > log_pages_max);
    bool failed = rc != SQLITE_OK && rc != SQLITE_BUSY && rc != SQLITE_LOCKED;
    if (failed && !store->keeper.warned)
        fprintf(stderr, "florin: warning: the log could not be copied into the database, and grows: %s\n",
                sqlite3_errmsg(store->keeper.connection->db));
    store->keeper.warned = failed;
}

/* The page caches of an import are tens of MB that nobody needs afterwards. */
static void rest(struct sqlite_store *store)
{
    struct commit_unit turn = {.bulk = true};
    checkpoint(store, REST_LOG_PAGES_MAX);
    commit_queue_take(&store->commits, &turn);
    sqlite3_db_release_memory(store->writer->db);
    commit_queue_pass(&store->commits);
    sqlite_readers_shrink(&store->readers);
    malloc_trim(0);
}

/* Waits for a signal, or for REST_S. With the lock held. */
static bool wait_for_rest(struct sqlite_keeper *keeper)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += REST_S;
    int rc = 0;
    while (!keeper->stop && !keeper->checkpoint_due && rc != ETIMEDOUT)
        rc = pthread_cond_timedwait(&keeper->woken, &keeper->lock, &until);
    return rc == ETIMEDOUT && !atomic_load(&keeper->used);
}

static void *keep(void *arg)
{
    struct sqlite_store *store = arg;
    struct sqlite_keeper *keeper = &store->keeper;
    pthread_mutex_lock(&keeper->lock);
    while (!keeper->stop) {
        bool due = keeper->checkpoint_due;
        if (!due && !atomic_load(&keeper->used)) {
            pthread_cond_wait(&keeper->woken, &keeper->lock);
            continue;
        }
        keeper->checkpoint_due = false;
        atomic_store(&keeper->used, due); /* what was copied now rests later */
        bool rests = !due && wait_for_rest(keeper);
        pthread_mutex_unlock(&keeper->lock);
        if (due)
            checkpoint(store, LOG_PAGES_MAX);
        else if (rests)
            rest(store);
        pthread_mutex_lock(&keeper->lock);
    }
    pthread_mutex_unlock(&keeper->lock);
    return NULL;
}

enum err sqlite_keeper_start(struct ctx *c, struct sqlite_store *store)
{
    struct sqlite_keeper *keeper = &store->keeper;
    TRY(sqlite_connection_open(c, store, ROLE_KEEPER, &keeper->connection));
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_mutex_init(&keeper->lock, NULL);
    pthread_cond_init(&keeper->woken, &monotonic);
    pthread_condattr_destroy(&monotonic);
    keeper->running = pthread_create(&keeper->thread, NULL, keep, store) == 0;
    return keeper->running ? OK : fail(c, ERR_IO, "the store's keeper cannot be started: no thread");
}

void sqlite_keeper_stop(struct sqlite_keeper *keeper)
{
    if (keeper->running) {
        pthread_mutex_lock(&keeper->lock);
        keeper->stop = true;
        pthread_cond_signal(&keeper->woken);
        pthread_mutex_unlock(&keeper->lock);
        pthread_join(keeper->thread, NULL);
        pthread_cond_destroy(&keeper->woken);
        pthread_mutex_destroy(&keeper->lock);
    }
    sqlite_connection_close(keeper->connection);
    *keeper = (struct sqlite_keeper){.running = false};
}

/* The flag is read without the lock first: almost always it is set already. */
void sqlite_keeper_note_use(struct sqlite_keeper *keeper)
{
    if (!keeper->running || atomic_load_explicit(&keeper->used, memory_order_relaxed))
        return;
    pthread_mutex_lock(&keeper->lock);
    atomic_store(&keeper->used, true);
    pthread_cond_signal(&keeper->woken);
    pthread_mutex_unlock(&keeper->lock);
}

void sqlite_keeper_note_log(struct sqlite_keeper *keeper, int pages)
{
    sqlite_keeper_note_use(keeper);
    if (!keeper->running || pages < CHECKPOINT_PAGES)
        return;
    pthread_mutex_lock(&keeper->lock);
    keeper->checkpoint_due = true;
    pthread_cond_signal(&keeper->woken);
    pthread_mutex_unlock(&keeper->lock);
}

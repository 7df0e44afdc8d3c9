/* What other processes commit. The number of changes stands in the database and is asked for each time; that something was committed is told
 * to a thread that listens. */
#include "base/hash.h"
#include "store/postgres/inner.h"

#include <poll.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum { RETRY_MS = 1000 };

void postgres_watch_init(struct postgres_watch *watch)
{
    *watch = (struct postgres_watch){.stop = -1};
    pthread_mutex_init(&watch->lock, NULL);
}

/* -- The count --
 * A database that was restored counts again from where the backup stood, and caches may still have what was computed at the same number before. So
 * what is given is a hash of the number with what no restored database has in common with the one before: when its server was started (a copied
 * disk, a point in time), its own and the table's number (pg_restore), and who wrote the row last (rows alone). All of it may be read by
 * anybody. */

static const char ask_server[] =
    "SELECT extract(epoch FROM pg_postmaster_start_time())::text || ' ' || oid::text FROM pg_database "
    "WHERE datname = current_database()";
static const char ask_count[] =
    "SELECT n::text || ' ' || tableoid::text || ' ' || xmin::text FROM store_change WHERE \"only\" = 1";

static uint64_t hash_answer(const PGresult *result, uint64_t seed)
{
    return hash_bytes(PQgetvalue(result, 0, 0), (size_t)PQgetlength(result, 0, 0), seed);
}

static enum err ask_ready(struct ctx *c, struct postgres_store *store)
{
    struct postgres_watch *watch = &store->watch;
    if (watch->asker != NULL && !postgres_connection_is_stale(watch->asker))
        return OK;
    postgres_connection_close(watch->asker);
    watch->asker = NULL;
    TRY(postgres_connection_open(c, store, false, &watch->asker));
    PQexitPipelineMode(watch->asker->pg);
    PGresult *server = PQexec(watch->asker->pg, ask_server);
    bool told = PQntuples(server) == 1;
    if (told)
        watch->server = hash_answer(server, 0);
    PQclear(server);
    PQclear(PQprepare(watch->asker->pg, "count", ask_count, 0, NULL));
    return told ? OK : fail(c, ERR_IO, "the server does not say which one it is");
}

/* When it cannot be asked, each call gives another number, below all that count: nobody knows what was committed. */
int64_t postgres_change_count(struct store *base)
{
    struct postgres_store *store = (struct postgres_store *)base;
    struct postgres_watch *watch = &store->watch;
    struct ctx why = {.arena = NULL};
    int64_t count;
    pthread_mutex_lock(&watch->lock);
    PGresult *result = ask_ready(&why, store) == OK
                           ? PQexecPrepared(watch->asker->pg, "count", 0, NULL, NULL, NULL, 0)
                           : NULL;
    if (PQntuples(result) == 1) {
        count = (int64_t)(hash_answer(result, watch->server) & INT64_MAX);
    } else {
        count = --watch->unknown;
        postgres_connection_close(watch->asker);
        watch->asker = NULL;
    }
    PQclear(result);
    pthread_mutex_unlock(&watch->lock);
    return count;
}

/* -- Being woken -- */

static bool stopped(struct postgres_watch *watch, int wait_ms)
{
    struct pollfd stop = {.fd = watch->stop, .events = POLLIN};
    return poll(&stop, 1, wait_ms) > 0;
}

static struct postgres_connection *listen_anew(struct postgres_store *store)
{
    struct ctx why = {.arena = NULL};
    struct postgres_connection *listener;
    if (postgres_connection_open(&why, store, false, &listener) != OK)
        return NULL;
    PQexitPipelineMode(listener->pg);
    PGresult *result = PQexec(listener->pg, "LISTEN florin_commit");
    bool listens = PQresultStatus(result) == PGRES_COMMAND_OK;
    PQclear(result);
    if (listens)
        return listener;
    postgres_connection_close(listener);
    return NULL;
}

/* Did another process commit? What our own writer said is passed over. */
static bool read_notifications(struct postgres_store *store, struct postgres_connection *listener)
{
    bool others = false;
    for (PGnotify *n = PQnotifies(listener->pg); n != NULL; n = PQnotifies(listener->pg)) {
        others = others || n->be_pid != atomic_load(&store->watch.writer_pid);
        PQfreemem(n);
    }
    return others;
}

static void *run(void *arg)
{
    struct postgres_store *store = arg;
    struct postgres_watch *watch = &store->watch;
    struct postgres_connection *listener = NULL;
    while (!stopped(watch, 0)) {
        if (listener == NULL) {
            listener = listen_anew(store);
            if (listener == NULL && stopped(watch, RETRY_MS))
                break;
            if (listener != NULL) /* what was committed before it listened was told to nobody */
                watch->woken(watch->self);
            continue;
        }
        struct pollfd both[] = {{.fd = PQsocket(listener->pg), .events = POLLIN},
                                {.fd = watch->stop, .events = POLLIN}};
        if (poll(both, 2, -1) < 0 || both[0].revents == 0)
            continue;
        if (PQconsumeInput(listener->pg) != 1 || PQstatus(listener->pg) != CONNECTION_OK) {
            postgres_connection_close(listener);
            listener = NULL;
        } else if (read_notifications(store, listener)) {
            watch->woken(watch->self);
        }
    }
    postgres_connection_close(listener);
    return NULL;
}

void postgres_on_commit_elsewhere(struct store *base, void (*woken)(void *self), void *self)
{
    struct postgres_store *store = (struct postgres_store *)base;
    struct postgres_watch *watch = &store->watch;
    postgres_watch_stop(watch);
    if (woken == NULL)
        return;
    watch->woken = woken;
    watch->self = self;
    watch->stop = eventfd(0, EFD_CLOEXEC);
    if (watch->stop < 0 || pthread_create(&watch->thread, NULL, run, store) != 0)
        die("no thread for the store's watch");
}

void postgres_watch_stop(struct postgres_watch *watch)
{
    uint64_t one = 1;
    if (watch->stop < 0)
        return;
    if (write(watch->stop, &one, sizeof one) != sizeof one)
        die("the store's watch cannot be stopped");
    pthread_join(watch->thread, NULL);
    close(watch->stop);
    watch->stop = -1;
}

void postgres_watch_release(struct postgres_watch *watch)
{
    postgres_watch_stop(watch);
    postgres_connection_close(watch->asker);
    pthread_mutex_destroy(&watch->lock);
}

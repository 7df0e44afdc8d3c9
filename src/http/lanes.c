/* Lanes: queues with workers. An exchange in a lane is parked: its connection waits, no thread does.
 *
 * A worker takes what waits, up to the lane's batch, does each, ends the batch, and only then lets replies go. While
 * that end is under way (an fsync) the next batch gathers by itself: the busier, the larger. */
#include "base/date.h"
#include "http/inner.h"

#include <stdlib.h>

struct lane {
    const struct http_lane *how;
    struct http_server *server;
    pthread_mutex_t lock;
    pthread_cond_t more;
    struct exchange *first, **last;
    int count;
    bool stopping;
    int thread_count;
    pthread_t threads[16];
};

static int take(struct lane *lane, struct exchange **batch, int most)
{
    int count = 0;
    pthread_mutex_lock(&lane->lock);
    while (lane->first == NULL && !lane->stopping)
        pthread_cond_wait(&lane->more, &lane->lock);
    while (lane->first != NULL && count < most) {
        batch[count++] = lane->first;
        lane->first = lane->first->next;
    }
    if (lane->first == NULL)
        lane->last = &lane->first;
    lane->count -= count;
    pthread_mutex_unlock(&lane->lock);
    return count;
}

static void let_go(struct exchange *e)
{
    road_finish(e);
    atomic_fetch_sub(&e->x.server->parked, 1);
    MHD_resume_connection(e->connection);
}

void http_hold(struct http_exchange *x)
{
    struct exchange *e = (struct exchange *)x;
    if (e->state != EXCHANGE_PARKED)
        die("an exchange was held outside of a lane");
    atomic_store(&e->hold, HOLD_ASKED);
}

void http_let_go(struct http_exchange *x)
{
    struct exchange *e = (struct exchange *)x;
    int asked = HOLD_ASKED;
    if (!atomic_compare_exchange_strong(&e->hold, &asked, HOLD_OVER))
        let_go(e);
}

/* It is somebody else's from now on. */
static bool leave_held(struct exchange *e)
{
    int asked = HOLD_ASKED;
    return atomic_compare_exchange_strong(&e->hold, &asked, HOLD_PARKED);
}

/* To another lane, or it is told that that one is full. */
static void pass_on(struct exchange *e, const struct http_lane *next)
{
    atomic_fetch_sub(&e->x.server->parked, 1);
    if (lane_put(e->x.server, next, e))
        return;
    atomic_fetch_add(&e->x.server->parked, 1);
    road_busy(e);
    let_go(e);
}

/* The batch could not begin or end: nothing of it was kept. */
static void all_failed(struct exchange **batch, int count, const struct ctx *why, enum err failed)
{
    for (int i = 0; i < count; i++) {
        memcpy(batch[i]->x.c.why, why->why, sizeof why->why);
        reply_drop(batch[i]);
        batch[i]->headers = NULL;
        batch[i]->next_work = NULL;
        http_problem_of(&batch[i]->x, failed);
    }
}

static void do_batch(struct lane *lane, struct ctx *c, struct exchange **batch, int count)
{
    const struct http_lane *next[BATCH_MOST] = {NULL};
    void *self = lane->server->options.self, *turn = NULL;
    enum err failed = lane->how->begin == NULL ? OK : lane->how->begin(c, self, &turn);
    for (int i = 0; failed == OK && i < count; i++) {
        batch[i]->x.turn = turn;
        next[i] = road_step(batch[i], lane->how);
        batch[i]->x.turn = NULL;
    }
    if (failed == OK && lane->how->end != NULL)
        failed = lane->how->end(c, self, turn);
    if (failed != OK)
        all_failed(batch, count, c, failed);
    for (int i = 0; i < count; i++)
        if (failed == OK && next[i] != NULL)
            pass_on(batch[i], next[i]);
        else if (!leave_held(batch[i]))
            let_go(batch[i]);
}

static void *work(void *thing)
{
    struct lane *lane = thing;
    struct exchange *batch[BATCH_MOST];
    int most = lane->how->batch_most > BATCH_MOST ? BATCH_MOST : lane->how->batch_most;
    struct arena *arena = arena_new();
    struct arena_mark empty = arena_mark(arena);
    int count;
    while ((count = take(lane, batch, most < 1 ? 1 : most)) > 0) {
        struct ctx c = {.arena = arena, .now_us = time_now_us()};
        do_batch(lane, &c, batch, count);
        arena_rewind(arena, empty);
    }
    arena_free(arena);
    return NULL;
}

bool lane_put(struct http_server *server, const struct http_lane *how, struct exchange *e)
{
    struct lane *lane = NULL;
    for (int i = 0; i < LANES_MOST && server->lanes[i] != NULL; i++)
        if (server->lanes[i]->how == how)
            lane = server->lanes[i];
    if (lane == NULL)
        die("a lane that the server was not opened with: %s", how->name);
    atomic_fetch_add(&server->parked, 1);
    pthread_mutex_lock(&lane->lock);
    bool room = lane->count < how->queue_most && !lane->stopping;
    if (room) {
        e->next = NULL;
        *lane->last = e;
        lane->last = &e->next;
        lane->count++;
        if (lane->count == 1 || lane->thread_count > 1)
            pthread_cond_signal(&lane->more);
    }
    pthread_mutex_unlock(&lane->lock);
    if (!room)
        atomic_fetch_sub(&server->parked, 1);
    return room;
}

static enum err lane_open(struct ctx *c, struct http_server *server, const struct http_lane *how,
                          struct lane **out)
{
    struct lane *lane = calloc(1, sizeof *lane);
    if (lane == NULL)
        return fail(c, ERR_MEMORY, "no memory for a lane");
    *lane = (struct lane){.how = how, .server = server};
    lane->last = &lane->first;
    pthread_mutex_init(&lane->lock, NULL);
    pthread_cond_init(&lane->more, NULL);
    *out = lane;
    while (lane->thread_count < how->threads && lane->thread_count < 16) {
        if (pthread_create(&lane->threads[lane->thread_count], NULL, work, lane) != 0)
            return fail(c, ERR_IO, "no thread could be started");
        lane->thread_count++;
    }
    return OK;
}

enum err lanes_open(struct ctx *c, struct http_server *server)
{
    const struct http_lane *const *all = server->options.lanes;
    int count = 0;
    for (int i = 0; all != NULL && all[i] != NULL; i++)
        if (all[i]->threads > 0 && count < LANES_MOST) {
            TRY(lane_open(c, server, all[i], &server->lanes[count]));
            count++;
        }
    return OK;
}

/* What waits is still done. */
void lanes_stop(struct http_server *server)
{
    for (int i = 0; i < LANES_MOST && server->lanes[i] != NULL; i++) {
        struct lane *lane = server->lanes[i];
        pthread_mutex_lock(&lane->lock);
        lane->stopping = true;
        pthread_cond_broadcast(&lane->more);
        pthread_mutex_unlock(&lane->lock);
        for (int t = 0; t < lane->thread_count; t++)
            pthread_join(lane->threads[t], NULL);
    }
}

void lanes_free(struct http_server *server)
{
    for (int i = 0; i < LANES_MOST && server->lanes[i] != NULL; i++) {
        struct lane *lane = server->lanes[i];
        pthread_cond_destroy(&lane->more);
        pthread_mutex_destroy(&lane->lock);
        free(lane);
        server->lanes[i] = NULL;
    }
}

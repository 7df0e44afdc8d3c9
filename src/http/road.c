/* The road of an exchange: steps on the headers, on the body, its work, finishing steps. */
#include "http/inner.h"

enum err road_run(struct exchange *e, enum http_stage stage, enum http_then *then)
{
    *then = HTTP_GO_ON;
    for (const struct http_step *step = e->x.server->options.road; step->run != NULL; step++) {
        if (step->stage != stage)
            continue;
        enum err failed = step->run(&e->x, then);
        if (failed != OK) {
            http_problem_of(&e->x, failed);
            *then = HTTP_REPLY;
        }
        if (*then == HTTP_REPLY)
            return failed;
    }
    return OK;
}

void road_finish(struct exchange *e)
{
    enum http_then then;
    if (e->take == NULL && e->stream == NULL && road_run(e, HTTP_ON_REPLY, &then) != OK)
        reply_drop(e);
    e->state = EXCHANGE_REPLYING;
}

/* What failed work held is let go at once: a unit of the store must end before the next one of its batch begins. */
static enum err attempt(struct exchange *e, http_work *work)
{
    struct arena_mark mark = arena_mark(e->x.c.arena);
    struct reply_header *headers = e->headers;
    enum err failed = work(&e->x);
    if (failed == OK)
        return OK;
    reply_drop(e);
    arena_rewind(e->x.c.arena, mark);
    e->headers = headers;
    http_problem_of(&e->x, failed);
    return failed;
}

const struct http_lane *road_step(struct exchange *e, const struct http_lane *here)
{
    http_work *work = e->plan.work;
    for (;;) {
        e->next_work = NULL;
        if (attempt(e, work) != OK)
            return NULL;
        if (e->next_work == NULL)
            return NULL;
        work = e->plan.work = e->next_work;
        if (e->next_lane != here)
            return e->next_lane;
    }
}

void road_busy(struct exchange *e)
{
    reply_drop(e);
    http_reply_header(&e->x, "Retry-After", "1");
    http_problem(&e->x, 503, "busy", "too many requests wait already; try again in a second");
}

/* From the moment it is queued, the exchange is its worker's: nobody here touches it again. */
static bool park(struct exchange *e, const struct http_lane *lane)
{
    e->state = EXCHANGE_PARKED;
    MHD_suspend_connection(e->connection);
    if (lane_put(e->x.server, lane, e))
        return false;
    road_busy(e);
    road_finish(e);
    MHD_resume_connection(e->connection);
    return false; /* it is sent when the connection runs again */
}

bool road_work(struct exchange *e)
{
    const struct http_lane *lane = e->plan.lane;
    if (e->plan.work == NULL) {
        http_problem(&e->x, 404, "not_found", "there is nothing at this path");
        lane = NULL;
    } else if (lane == NULL || lane->threads == 0) {
        lane = road_step(e, lane);
    }
    if (lane != NULL && lane->threads > 0)
        return park(e, lane);
    road_finish(e);
    return true;
}

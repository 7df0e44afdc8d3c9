/* The work of a route: its lane, its handler, and what makes repetition harmless. */
#ifndef API_WORK_H
#define API_WORK_H

#include "api/api.h"
#include "api/live/live.h"

/* NULL: on the connection's own thread. */
const struct http_lane *api_lane_of(enum api_lane lane);
/* Runs the handler of the call's route. */
enum err api_work(struct http_exchange *x);
/* Spends the call's ticket, in the lane of writes, and then goes on with the site's own work. */
enum err api_spend_ticket(struct http_exchange *x);
/* In a site's work: where its transactions begin in the lane that it is in now (call->store). */
void api_take_store(struct api_call *call);
/* A handler that has to go on in another lane (a hash was made in SLOW, now it is written) returns api_go_on(call, …). */
enum err api_go_on(struct api_call *call, enum api_lane lane, enum err (*handle)(struct api_call *call));

/* 429, with what x->c.why says. */
enum err api_too_many(struct http_exchange *x);

/* In the WRITES lane: what this call has done so far must not stay without what failed now, so nothing of its group does. Returns `e`. */
enum err api_spoil(struct api_call *call, enum err e) MUST_USE;

/* From a WRITES handler that took something away from somebody: their live connections end when that is on disk. */
void api_drop(struct api_call *call, struct socket_audience whom);

/* The session's cookie: "__Host-florin" where the browser accepts it (TLS, or this very machine), else "florin". */
const char *api_cookie_name(const struct http_exchange *x);
/* Sets it; an empty value takes it away. seconds 0: until the browser closes. */
void api_set_cookie(struct http_exchange *x, struct text value, int64_t seconds);

#endif

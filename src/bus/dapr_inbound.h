/* What a Dapr sidecar asks of this program, for the routes of api/dapr.c: which topics it wants, what to do with an event, a request from
 * another app. Everything else of Dapr is behind bus.h.
 *
 * Most of it is answered later, by whoever settles or answers: `answer` is called exactly once for each call that returns OK, from any thread,
 * possibly before the call returns. It must neither wait nor call the bus. */
#ifndef BUS_DAPR_INBOUND_H
#define BUS_DAPR_INBOUND_H

#include "bus/bus.h"

extern const struct bus_driver
    bus_dapr; /* "dapr://HOST:PORT[/PUBSUB][?answers=APP&bulk=N]": docs/guides/dapr.md */

enum {
    DAPR_BODY_MAX = 24 << 20, /* of what the sidecar sends at once: a bulk of 64 events */
    DAPR_HOLD_MS =
        10000, /* how long an event waits for its consumers before the sidecar shall bring it again */
};

struct dapr_reply {
    int status;       /* of HTTP */
    const char *type; /* Content-Type */
    struct text body; /* valid only during the call */
};
typedef void dapr_answer(void *self, const struct dapr_reply *reply);

/* Is it this driver's? Everything below wants such a bus. */
bool bus_is_dapr(const struct bus *bus);

/* GET /dapr/subscribe: the topics of all that was subscribed to so far. */
void dapr_subscriptions(struct bus *bus, struct buf *out);

/* POST /dapr/events/ROUTE: one CloudEvent or a bulk of them (https://docs.dapr.io/reference/api/pubsub_api/). Answered when all consumers have
 * settled, or after DAPR_HOLD_MS. What is no message of ours is answered with DROP: the sidecar moves it to the dead-letter topic. ERR_BUSY: too
 * much waits here already, or the bus is closing. */
enum err dapr_event(struct ctx *c, struct bus *bus, struct text route, struct text body, dapr_answer *answer,
                    void *self) MUST_USE;

/* The headers of POST /dapr/ask, which bus_ask sends through service invocation. */
#define DAPR_ADDRESS     "florin-address"
#define DAPR_CORRELATION "florin-correlation"
#define DAPR_PRIORITY    "florin-priority"
#define DAPR_DEADLINE    "florin-deadline" /* UTC microseconds */
struct dapr_question {
    struct text address, correlation, priority, deadline, body;
};
/* Answered with 200 and the answer, or 504 when its deadline passed. ERR_NOT_FOUND: nobody here attends to that address; ERR_BUSY: as above;
 * ERR_INPUT: it is no request. */
enum err dapr_ask(struct ctx *c, struct bus *bus, const struct dapr_question *question, dapr_answer *answer,
                  void *self) MUST_USE;

/* Before the HTTP server closes: answers all that waits (the sidecar shall bring events again), and refuses what comes from now on. */
void dapr_inbound_end(struct bus *bus);

#endif

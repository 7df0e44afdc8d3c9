/* What the sidecar brings: one CloudEvent (https://docs.dapr.io/developing-applications/building-blocks/pubsub/pubsub-cloudevents/), or a bulk
 * of them ({"entries": [{"entryId", "event"}]}). Of an event only its number is believed, and its type where several share a topic. */
#ifndef BUS_DAPR_ENVELOPE_H
#define BUS_DAPR_ENVELOPE_H

#include "base/text.h"

struct envelope_event {
    struct text entry; /* the bulk's id of it */
    int64_t number;    /* 0: no message of ours */
    struct text type;
};

struct envelope {
    bool bulk;
    size_t count;
    struct envelope_event *events;
};

enum { ENVELOPE_EVENTS_MOST = 1000 };

/* Never fails for one event: what it is not, its number says. ERR_LIMIT: a bulk of more than ENVELOPE_EVENTS_MOST. */
enum err envelope_read(struct ctx *c, struct text body, struct envelope *out) MUST_USE;

#endif

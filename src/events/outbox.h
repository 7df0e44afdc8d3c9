/* The outbox: brings what is committed to the event log to a bus that carries, in the log's order, by a thread of its own. While the broker
 * is away events wait in the log; how far it came is kept in the store as the consumer "outbox/<bus>", so what is published goes on from
 * there after a restart. Some of it is published twice then: consumers know it by its number, others by the CloudEvent's id.
 *
 * A batch (an import's rows) is one message, its summary; events/cloudevent.h. */
#ifndef EVENTS_OUTBOX_H
#define EVENTS_OUTBOX_H

#include "bus/bus.h"
#include "events/lease.h"

struct outbox;

struct outbox_options {
    struct store *store;
    struct bus *bus;
    struct leases *leases; /* NULL: no other process fills this bus */
    /* Told once when the broker goes away, and once when it is back. May be NULL. */
    void (*trouble)(void *self, const char *why);
    void *self;
};

/* Starts the thread. All that `options` points to outlives it. */
enum err outbox_open(struct ctx *c, const struct outbox_options *options, struct outbox **out) MUST_USE;
/* Something was committed. From any thread; NULL is allowed. */
void outbox_wake(struct outbox *outbox);
/* Ends the thread after what it is publishing. NULL is allowed. */
void outbox_close(struct outbox *outbox);

/* From any thread. */
struct outbox_state {
    int64_t
        published; /* the number in the log up to which the broker has everything; -1: another process fills the bus */
    int64_t waiting; /* numbers of the log behind it when it last looked */
};
void outbox_look(struct outbox *outbox, struct outbox_state *out);

#endif

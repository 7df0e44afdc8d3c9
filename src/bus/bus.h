/* The port by which events, requests and answers travel between the processes of one Florin.
 *
 * The event log in the store is the truth. A bus that carries (Redis, Kafka, Dapr) brings each event to the consumers sooner than they
 * would find it in the log, and shares them among processes. It may lose, double or reorder what it holds, or be away:
 * events/relay.h makes that good from the log, so no driver keeps anything that may not be lost. Of a message from the wire only the
 * number is believed: what the event says is read from the log.
 *
 * The embedded bus carries no events, because whoever wants them is in this process and reads the log; it only wakes who waits. */
#ifndef BUS_BUS_H
#define BUS_BUS_H

#include "base/id.h"

struct bus;
struct bus_driver;
struct bus_subscription;
struct bus_desk;

enum {
    BUS_URL_MAX = 1024,          /* bytes */
    BUS_MESSAGE_MAX = 1 << 20,   /* bytes of one message's body */
    BUS_REQUEST_MAX = 256 << 10, /* bytes of a request or an answer */
    BUS_PRIORITIES = 10,
    BUS_TYPES_MAX = 64 /* patterns of one consumer */
};

/* All texts are copied. */
struct bus_options {
    const char *url;     /* "redis://…", "kafka://…", "dapr://…"; NULL for the embedded one */
    const char *prefix;  /* of every name on the broker; NULL: "florin" */
    const char *process; /* what this process is called there, unlike every other: "host-1234" */
    const char *token;   /* what the broker wants to hear besides the URL's password (Dapr); may be NULL */
};

/* Opens without waiting for the broker, which may be away: bus_health tells. ERR_USAGE for a URL that cannot be meant, in words that
 * do not repeat its password. */
enum err bus_open(struct ctx *c, const struct bus_driver *driver, const struct bus_options *options,
                  struct bus **out) MUST_USE;
/* Ends its subscriptions and desks as well. What was not settled comes again. NULL is allowed. */
void bus_close(struct bus *bus);
const char *bus_name(const struct bus *bus);
/* Does it bring events? */
bool bus_carries(const struct bus *bus);

/* -- Events */

/* One event of the log, ready for the wire. */
struct bus_message {
    int64_t number; /* in the log; from 1 */
    int64_t
        household; /* messages of one household and type arrive in order, unless something failed on the way */
    struct text id;   /* of the CloudEvent: the same on every try */
    struct text type; /* "transaction.created": topic "finance.transaction.created" where there are topics */
    struct text body; /* CloudEvent 1.0, structured JSON (events/cloudevent.h) */
};

/* Hands all to the broker and waits until it has them, as durably as it keeps things. An error (ERR_BUSY, retriable, when it is away or
 * too slow: within ten seconds): any part may have arrived; publish all of them again. One thread publishes. Bodies above
 * BUS_MESSAGE_MAX are ERR_LIMIT. */
enum err bus_publish(struct ctx *c, struct bus *bus, const struct bus_message *messages,
                     size_t count) MUST_USE;

struct bus_consumer {
    const char
        *name; /* stable: "agent/analytics". Processes that subscribe under one name share the messages */
    const char *const *types; /* patterns, ended by NULL: "budget.warning", "budget.*", "*" */
};

/* From now on messages are received, by threads of the driver, into a queue of bounded length, and each arrival wakes (bus_wake). A name that
 * the broker does not know yet begins with what is published from now on. `consumer` is copied: the driver gets the copy, which lives as long
 * as the bus, and fills in the subscription's bus and consumer. ERR_CONFLICT for a name that this bus has, ERR_LIMIT for more than
 * BUS_TYPES_MAX types. Before the first fetch of any subscription. */
enum err bus_subscribe(struct ctx *c, struct bus *bus, const struct bus_consumer *consumer,
                       struct bus_subscription **out) MUST_USE;

struct bus_delivery {
    int64_t number;
    uint64_t tag; /* the driver's */
};
/* Up to `most` of what has arrived; never waits. They stay this process's until they are settled: when it dies, or the broker lost sight
 * of it, another one of the same name gets them (Redis: after 30 s). What cannot be a message of ours (no number, no JSON) is
 * never given out: the driver moves it to the dead messages, "<prefix>.dead" ("<prefix>:dead" in Redis), and goes on. One thread fetches and settles. */
size_t bus_fetch(struct bus_subscription *subscription, struct bus_delivery *out, size_t most);

enum bus_verdict {
    BUS_DONE,  /* it took effect and is committed, or need not */
    BUS_AGAIN, /* not now: let it come again */
    BUS_DROP,  /* it makes no sense: to the dead messages */
};
/* Acknowledges, soon: what is lost of this comes again. Never waits for the broker. */
void bus_settle(struct bus_subscription *subscription, const struct bus_delivery *deliveries, size_t count,
                enum bus_verdict verdict);

/* -- Requests and answers */

struct bus_request {
    struct text address; /* who shall answer: "agent/planning" */
    struct id correlation;
    int priority;        /* 0, the most urgent, to 9; where both wait, the more urgent is taken first */
    int64_t deadline_us; /* UTC; afterwards nobody wants the answer, and it is not taken any more */
    struct text body;
    uint64_t tag; /* the driver's */
};
/* Asks and waits for the answer, which goes into c->arena. ERR_BUSY, retriable: the bus is away, or the deadline passed. From any thread.
 * The request may be taken although this failed. */
enum err bus_ask(struct ctx *c, struct bus *bus, const struct bus_request *request,
                 struct text *answer) MUST_USE;
/* From now on requests to `address` (which outlives the bus) are received; each arrival wakes. Desks of one address in several processes share
 * them. */
enum err bus_attend(struct ctx *c, struct bus *bus, const char *address, struct bus_desk **out) MUST_USE;
/* The most urgent request that has arrived, with texts in c->arena; never waits. One thread takes. */
enum err bus_take(struct ctx *c, struct bus_desk *desk, struct bus_request *out, bool *found) MUST_USE;
/* Once for each that was taken. ERR_BUSY: the bus is away; the asker runs into its deadline. */
enum err bus_answer(struct ctx *c, struct bus_desk *desk, const struct bus_request *request,
                    struct text body) MUST_USE;

/* -- How it does */

struct bus_health {
    bool well;     /* the broker answered the last thing that was asked of it, or nothing was */
    char why[160]; /* it is not, in words for people, without secrets */
    int64_t published, received, settled, dead, reconnects; /* since the start */
};
/* From any thread. */
void bus_health(struct bus *bus, struct bus_health *out);
/* How many messages wait at the broker for this consumer, delivered and not settled ones included; ERR_BUSY when it is away. */
enum err bus_depth(struct ctx *c, struct bus_subscription *subscription, int64_t *out) MUST_USE;

/* -- Waking */

/* Something was committed to the log, or arrived, or the one who waits has to look at something else. From any thread. */
void bus_wake(struct bus *bus);
/* Waits until woken, or until `timeout_us` have passed. A wake that came since the last wait ended counts. */
void bus_wait(struct bus *bus, int64_t timeout_us);

/* Does one of the patterns name this type? A '*' at a pattern's end stands for anything, also for nothing. */
bool bus_type_matches(const char *const *types, struct text type);

#endif

/* What stands on the wire, read and written: entries of the stream, requests and answers. Pure; everything read is from outside. */
#ifndef BUS_REDIS_WIRE_H
#define BUS_REDIS_WIRE_H

#include "bus/bus.h"
#include "redis/redis.h"

/* An entry's id: "1700000000000-0". */
struct entry_id {
    uint64_t ms, seq;
};
enum { ENTRY_ID_MAX = 44 };
bool entry_id_parse(struct text t, struct entry_id *out);
char *entry_id_format(struct entry_id id, char out[ENTRY_ID_MAX]);
static inline bool entry_id_equal(struct entry_id a, struct entry_id b)
{
    return a.ms == b.ms && a.seq == b.seq;
}

/* An entry of the stream: fields number, household, id, type, body. */
struct entry {
    struct entry_id id;
    bool gone;    /* trimmed, and still pending */
    bool message; /* else it is nothing that Florin wrote */
    int64_t number;
    struct text type;
};
/* False when it has not even an id. */
bool entry_read(const struct redis_value *v, struct entry *out);

/* Keys of ours are printable ASCII without blanks. */
bool key_is_plain(struct text key);

/* A request: "1 CORRELATION PRIORITY DEADLINE_US SERIAL INBOX\n" and the body. `inbox` is the key that the answer goes to. */
struct call {
    struct id correlation;
    int priority;
    int64_t deadline_us, serial;
    struct text inbox, body;
};
enum { CALL_HEAD_MAX = 512 };
void call_write(struct buf *out, const struct call *call);
bool call_read(struct text raw, struct call *out);

/* An answer: "1 SERIAL\n" and the body. */
void answer_write(struct buf *out, int64_t serial, struct text body);
bool answer_read(struct text raw, int64_t *serial, struct text *body);

#endif

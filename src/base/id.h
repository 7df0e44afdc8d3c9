/* UUIDv7 (RFC 9562): 48 bits of milliseconds, then 74 random bits. Ids made by one process only grow. */
#ifndef BASE_ID_H
#define BASE_ID_H

#include "base/text.h"

enum { ID_TEXT_MAX = 37 };

struct id {
    uint8_t bytes[16];
};

/* A new id for a moment. Thread-safe; later calls give larger ids even when the clock stands or runs back. */
struct id id_new(int64_t now_us);
/* The same for tests and replays: all random bits come from `seed`. */
struct id id_seeded(int64_t now_us, uint64_t seed);
/* "018f…-….": lower case, 36 characters. Returns `out`. */
char *id_format(struct id id, char out[ID_TEXT_MAX]);
bool id_parse(struct text t, struct id *out);
bool id_equal(struct id a, struct id b);
bool id_is_zero(struct id a);

#endif

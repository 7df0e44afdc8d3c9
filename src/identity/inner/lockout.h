/* Counts failures under a key, in memory, bounded: beyond a few that are free the next try waits, each time twice as long. A try counts as a
 * failure from its begin, so that many at once gain nothing; who succeeds is forgiven. Any thread. */
#ifndef IDENTITY_INNER_LOCKOUT_H
#define IDENTITY_INNER_LOCKOUT_H

#include "base/err.h"

#include <stddef.h>

struct lockout;

#define LOCKOUT_MEMORY_US (INT64_C(24) * 3600 * 1000000) /* failures before that are forgotten */

enum { LOCKOUT_SECONDS_MAX = 900 };

/* `free_tries` failures cost nothing; the next one costs a second. */
struct lockout *lockout_new(unsigned free_tries);
void lockout_free(struct lockout *lockout); /* NULL is allowed */

/* May somebody try now? Counts it. `known` and `known_us`: failures that are on record elsewhere and when the last was; the larger number
 * counts. False: *wait_us says how long to wait; that try is not counted. */
bool lockout_try(struct lockout *lockout, uint64_t key, int64_t known, int64_t known_us, int64_t now_us,
                 int64_t *wait_us);
/* The try was a good one: it is taken back, with all others before it when `all`. */
void lockout_forgive(struct lockout *lockout, uint64_t key, bool all);

#endif

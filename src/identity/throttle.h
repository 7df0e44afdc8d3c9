/* Token buckets by caller or address, in memory: a bounded table, any thread, some tens of nanoseconds. A key whose bucket is full is the
 * first to be forgotten, so forgetting gives nothing away. The algorithm is GCRA (ITU-T I.371): one time for each key. */
#ifndef IDENTITY_THROTTLE_H
#define IDENTITY_THROTTLE_H

#include "identity/caller.h"

struct throttle;

struct throttle_rate {
    int64_t per_second; /* refill, from 1 to 1,000,000 */
    int64_t burst;      /* the bucket's size, from 1 */
};

/* Room for about `keys` of them, 16 bytes each. Ends the process without memory. */
struct throttle *throttle_new(size_t keys);
void throttle_free(struct throttle *throttle); /* NULL is allowed */

/* Takes `cost` tokens. False when there are not enough: nothing is taken, and *wait_us says when there will be. `now_us` is a clock
 * that does not run back: where one was set back by an hour, a bucket would be full again an hour late. */
bool throttle_take(struct throttle *throttle, uint64_t key, struct throttle_rate rate, int64_t cost,
                   int64_t now_us, int64_t *wait_us);

/* By key when there is one, else by person. */
uint64_t throttle_caller(const struct throttle *throttle, const struct caller *caller);
/* An IPv4 address, or the /64 of an IPv6 address, which is what one customer gets; other text as it is. */
uint64_t throttle_address(const struct throttle *throttle, struct text address);

#endif

#include "identity/inner/lockout.h"

#include <pthread.h>
#include <stdlib.h>

enum { SETS = 1024 /* a power of two */, WAYS = 8, SECOND_US = 1000000 };

struct entry {
    uint64_t key;
    int64_t failures; /* 0: free */
    int64_t last_us;
};

struct lockout {
    pthread_mutex_t lock; /* one is enough: each try costs a password's hash */
    int64_t free_tries;
    struct entry sets[SETS][WAYS];
};

struct lockout *lockout_new(unsigned free_tries)
{
    struct lockout *lockout = calloc(1, sizeof *lockout);
    if (lockout == NULL)
        die("no memory for the counts of failed log-ins");
    pthread_mutex_init(&lockout->lock, NULL);
    lockout->free_tries = free_tries;
    return lockout;
}

void lockout_free(struct lockout *lockout)
{
    if (lockout == NULL)
        return;
    pthread_mutex_destroy(&lockout->lock);
    free(lockout);
}

static struct entry *find(struct lockout *lockout, uint64_t key)
{
    struct entry *set = lockout->sets[key % SETS];
    for (int i = 0; i < WAYS; i++)
        if (set[i].failures > 0 && set[i].key == key)
            return &set[i];
    return NULL;
}

/* The one with the fewest failures makes room, then the oldest: trying many names once does not wash away one that was tried often. */
static struct entry *make_room(struct lockout *lockout, uint64_t key)
{
    struct entry *set = lockout->sets[key % SETS], *least = &set[0];
    for (int i = 1; i < WAYS; i++)
        if (set[i].failures < least->failures ||
            (set[i].failures == least->failures && set[i].last_us < least->last_us))
            least = &set[i];
    *least = (struct entry){.key = key};
    return least;
}

static int64_t delay_us(const struct lockout *lockout, int64_t failures)
{
    int64_t beyond = failures - lockout->free_tries;
    if (beyond < 0)
        return 0;
    int64_t seconds = INT64_C(1) << (beyond < 20 ? beyond : 20);
    return (seconds < LOCKOUT_SECONDS_MAX ? seconds : LOCKOUT_SECONDS_MAX) * SECOND_US;
}

bool lockout_try(struct lockout *lockout, uint64_t key, int64_t known, int64_t known_us, int64_t now_us,
                 int64_t *wait_us)
{
    pthread_mutex_lock(&lockout->lock);
    struct entry *entry = find(lockout, key);
    if (entry == NULL)
        entry = make_room(lockout, key);
    if (entry->failures < known)
        *entry = (struct entry){key, known, known_us > entry->last_us ? known_us : entry->last_us};
    if (entry->last_us > now_us) /* the clock was set back: that must not lengthen the wait */
        entry->last_us = now_us;
    if (entry->failures > 0 && entry->last_us < now_us - LOCKOUT_MEMORY_US)
        entry->failures = 0;
    int64_t wait = entry->failures == 0 ? 0 : entry->last_us + delay_us(lockout, entry->failures) - now_us;
    if (wait <= 0) {
        entry->failures++;
        entry->last_us = now_us;
    }
    pthread_mutex_unlock(&lockout->lock);
    *wait_us = wait > 0 ? wait : 0;
    return wait <= 0;
}

void lockout_forgive(struct lockout *lockout, uint64_t key, bool all)
{
    pthread_mutex_lock(&lockout->lock);
    struct entry *entry = find(lockout, key);
    if (entry != NULL)
        entry->failures = all ? 0 : entry->failures - 1;
    pthread_mutex_unlock(&lockout->lock);
}

#include "identity/throttle.h"

#include <arpa/inet.h>
#include <pthread.h>
#include <sodium.h>
#include <stdlib.h>

enum { WAYS = 4, ADDRESS_TEXT_MAX = 64 };

#define SECOND_NS INT64_C(1000000000)

struct bucket {
    uint64_t key;
    int64_t full_ns; /* when it is full again: GCRA's theoretical arrival time */
};

/* A cache line's worth of buckets beside their lock. */
struct set {
    pthread_mutex_t lock;
    struct bucket buckets[WAYS];
};

struct throttle {
    uint8_t hash_key[crypto_shorthash_KEYBYTES]; /* so that nobody chooses addresses that share a set */
    size_t set_count;                            /* a power of two */
    struct set sets[];
};

struct throttle *throttle_new(size_t keys)
{
    size_t count = 1;
    while (count < keys / WAYS)
        count *= 2;
    struct throttle *throttle = calloc(1, sizeof *throttle + count * sizeof(struct set));
    if (throttle == NULL || sodium_init() < 0)
        die("no memory for the throttle");
    randombytes_buf(throttle->hash_key, sizeof throttle->hash_key);
    throttle->set_count = count;
    for (size_t i = 0; i < count; i++)
        pthread_mutex_init(&throttle->sets[i].lock, NULL);
    return throttle;
}

void throttle_free(struct throttle *throttle)
{
    if (throttle == NULL)
        return;
    for (size_t i = 0; i < throttle->set_count; i++)
        pthread_mutex_destroy(&throttle->sets[i].lock);
    free(throttle);
}

/* The key's bucket, or the one that is fullest: who comes back to it finds it full, as it was. */
static struct bucket *bucket_of(struct set *set, uint64_t key)
{
    struct bucket *fullest = &set->buckets[0];
    for (int i = 0; i < WAYS; i++) {
        if (set->buckets[i].key == key)
            return &set->buckets[i];
        if (set->buckets[i].full_ns < fullest->full_ns)
            fullest = &set->buckets[i];
    }
    *fullest = (struct bucket){.key = key};
    return fullest;
}

bool throttle_take(struct throttle *throttle, uint64_t key, struct throttle_rate rate, int64_t cost,
                   int64_t now_us, int64_t *wait_us)
{
    struct set *set = &throttle->sets[key & (throttle->set_count - 1)];
    int64_t token_ns = SECOND_NS / rate.per_second, now_ns = now_us * 1000;
    pthread_mutex_lock(&set->lock);
    struct bucket *bucket = bucket_of(set, key);
    int64_t full_ns = (bucket->full_ns > now_ns ? bucket->full_ns : now_ns) + cost * token_ns;
    int64_t wait_ns = full_ns - now_ns - rate.burst * token_ns;
    if (wait_ns <= 0)
        bucket->full_ns = full_ns;
    pthread_mutex_unlock(&set->lock);
    *wait_us = wait_ns > 0 ? (wait_ns + 999) / 1000 : 0;
    return wait_ns <= 0;
}

static uint64_t key_of(const struct throttle *throttle, const void *at, size_t len)
{
    uint64_t key;
    crypto_shorthash((uint8_t *)&key, at, len, throttle->hash_key);
    return key;
}

uint64_t throttle_caller(const struct throttle *throttle, const struct caller *caller)
{
    const int64_t who[2] = {caller->key, caller->key != 0 ? 0 : caller->user};
    return key_of(throttle, who, sizeof who);
}

uint64_t throttle_address(const struct throttle *throttle, struct text address)
{
    char z[ADDRESS_TEXT_MAX];
    struct in6_addr six;
    if (address.len < sizeof z) {
        memcpy(z, address.at == NULL ? "" : address.at, address.len);
        z[address.len] = '\0';
        z[strcspn(z, "%")] = '\0'; /* fe80::1%eth0 */
        if (inet_pton(AF_INET6, z, &six) == 1)
            return IN6_IS_ADDR_V4MAPPED(&six) ? key_of(throttle, six.s6_addr + 12, 4)
                                              : key_of(throttle, six.s6_addr, 8);
        struct in_addr four;
        if (inet_pton(AF_INET, z, &four) == 1)
            return key_of(throttle, &four, sizeof four);
    }
    return key_of(throttle, address.at, address.len);
}

/* 64-bit hashes for tables and row checks (XXH3 of libxxhash). Not for secrets. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include "base/text.h"

uint64_t hash_bytes(const void *at, size_t len, uint64_t seed);

/* 128 bits, for what must not collide by chance: digests of states and files. Not for secrets either. */
struct hash128 {
    uint64_t high, low;
};
struct hash128 hash_bytes_128(const void *at, size_t len);

static inline uint64_t hash_text(struct text t)
{
    return hash_bytes(t.at, t.len, 0);
}

/* Mixes one more number into a hash (the finaliser of MurmurHash3). */
static inline uint64_t hash_mix(uint64_t h, uint64_t more)
{
    h ^= more * UINT64_C(0x9E3779B97F4A7C15);
    h ^= h >> 33;
    h *= UINT64_C(0xFF51AFD7ED558CCD);
    h ^= h >> 33;
    return h;
}

#endif

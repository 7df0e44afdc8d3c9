#include "base/hash.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

uint64_t hash_bytes(const void *at, size_t len, uint64_t seed)
{
    return len == 0 ? XXH3_64bits_withSeed("", 0, seed) : XXH3_64bits_withSeed(at, len, seed);
}

struct hash128 hash_bytes_128(const void *at, size_t len)
{
    XXH128_hash_t h = XXH3_128bits(len == 0 ? "" : at, len);
    return (struct hash128){h.high64, h.low64};
}

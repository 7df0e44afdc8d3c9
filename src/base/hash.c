#include "base/hash.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

uint64_t hash_bytes(const void *at, size_t len, uint64_t seed)
{
    return len == 0 ? XXH3_64bits_withSeed("", 0, seed) : XXH3_64bits_withSeed(at, len, seed);
}

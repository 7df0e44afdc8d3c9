#include "base/id.h"

#include "base/hash.h"

#include <pthread.h>
#include <stdio.h>
#include <sys/random.h>

static struct id compose(uint64_t ms, uint64_t a, uint64_t b)
{
    struct id id;
    for (int i = 0; i < 6; i++)
        id.bytes[i] = (uint8_t)(ms >> (40 - 8 * i));
    id.bytes[6] = (uint8_t)(0x70 | (a >> 8 & 0x0F));
    id.bytes[7] = (uint8_t)a;
    for (int i = 0; i < 8; i++)
        id.bytes[8 + i] = (uint8_t)(b >> (56 - 8 * i));
    id.bytes[8] = (uint8_t)(0x80 | (id.bytes[8] & 0x3F));
    return id;
}

static uint64_t random_u64(void)
{
    uint64_t value;
    if (getrandom(&value, sizeof value, 0) != (ssize_t)sizeof value)
        die("the system gives no random numbers");
    return value;
}

/* RFC 9562 6.2, method 2: within one millisecond the random part counts up by a random step, so ids only grow and one system
 * call serves many ids. */
struct id id_new(int64_t now_us)
{
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    static uint64_t last_ms, high, low, pool;
    uint64_t ms = now_us < 0 ? 0 : (uint64_t)now_us / 1000;
    pthread_mutex_lock(&lock);
    if (ms > last_ms || last_ms == 0) {
        last_ms = ms;
        high = random_u64() & 0x7FF; /* the top bit stays free so that counting cannot run over */
        low = random_u64() >> 2;
        pool = random_u64();
    } else {
        pool = hash_mix(pool, low);
        low += 1 + (pool >> 32);
        if (low >> 62 != 0) {
            low &= UINT64_C(0x3FFFFFFFFFFFFFFF);
            high++;
        }
    }
    struct id id = compose(last_ms, high, low);
    pthread_mutex_unlock(&lock);
    return id;
}

struct id id_seeded(int64_t now_us, uint64_t seed)
{
    return compose((uint64_t)now_us / 1000, hash_mix(seed, 1), hash_mix(seed, 2));
}

char *id_format(struct id id, char out[ID_TEXT_MAX])
{
    static const char digits[] = "0123456789abcdef";
    int n = 0;
    for (int i = 0; i < 16; i++) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            out[n++] = '-';
        out[n++] = digits[id.bytes[i] >> 4];
        out[n++] = digits[id.bytes[i] & 15];
    }
    out[n] = '\0';
    return out;
}

static int hex_value(char ch)
{
    char low = ascii_lower(ch);
    if (ascii_digit(low))
        return low - '0';
    return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

bool id_parse(struct text t, struct id *out)
{
    if (t.len != 36)
        return false;
    struct id id;
    size_t at = 0;
    for (int i = 0; i < 16; i++) {
        if ((i == 4 || i == 6 || i == 8 || i == 10) && t.at[at++] != '-')
            return false;
        int high = hex_value(t.at[at]), low = hex_value(t.at[at + 1]);
        if (high < 0 || low < 0)
            return false;
        id.bytes[i] = (uint8_t)(high << 4 | low);
        at += 2;
    }
    *out = id;
    return true;
}

bool id_equal(struct id a, struct id b)
{
    return memcmp(a.bytes, b.bytes, sizeof a.bytes) == 0;
}

bool id_is_zero(struct id a)
{
    return id_equal(a, (struct id){{0}});
}

#include "base/proof/digest.h"

#include <sodium.h>

struct digest digest_of(const struct text *texts, size_t count)
{
    struct digest d;
    crypto_generichash_state state;
    crypto_generichash_init(&state, NULL, 0, DIGEST_BYTES);
    for (size_t i = 0; i < count; i++) {
        uint8_t len[8];
        for (int b = 0; b < 8; b++)
            len[b] = (uint8_t)((uint64_t)texts[i].len >> (8 * b));
        crypto_generichash_update(&state, len, sizeof len);
        crypto_generichash_update(&state, (const uint8_t *)texts[i].at, texts[i].len);
    }
    crypto_generichash_final(&state, d.bytes, DIGEST_BYTES);
    return d;
}

bool digest_equal(const struct digest *a, const struct digest *b)
{
    return sodium_memcmp(a->bytes, b->bytes, DIGEST_BYTES) == 0;
}

char *digest_format(const struct digest *d, char out[DIGEST_TEXT_MAX])
{
    return sodium_bin2hex(out, DIGEST_TEXT_MAX, d->bytes, DIGEST_BYTES);
}

bool digest_parse(struct text t, struct digest *out)
{
    size_t len;
    return t.len == 2 * (size_t)DIGEST_BYTES &&
           sodium_hex2bin(out->bytes, DIGEST_BYTES, t.at, t.len, NULL, &len, NULL) == 0 &&
           len == DIGEST_BYTES;
}

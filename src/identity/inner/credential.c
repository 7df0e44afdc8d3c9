#include "identity/inner/credential.h"

#include <sodium.h>

struct wipe {
    void *at;
    size_t len;
};

static void wipe_now(void *thing)
{
    const struct wipe *wipe = thing;
    sodium_memzero(wipe->at, wipe->len);
}

void wipe_later(struct ctx *c, void *at, size_t len)
{
    struct wipe *wipe = ARENA_NEW(c->arena, struct wipe);
    *wipe = (struct wipe){at, len};
    arena_defer(c->arena, wipe_now, wipe);
}

void credential_hash(struct text credential, uint8_t out[CREDENTIAL_HASH_BYTES])
{
    crypto_generichash(out, CREDENTIAL_HASH_BYTES, (const uint8_t *)credential.at, credential.len, NULL, 0);
}

struct text credential_text(struct ctx *c, const char *prefix, const uint8_t *bytes, size_t len)
{
    size_t prefix_len = strlen(prefix);
    size_t size = sodium_base64_ENCODED_LEN(len, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    char *at = arena_alloc(c->arena, prefix_len + size);
    wipe_later(c, at, prefix_len + size);
    memcpy(at, prefix, prefix_len);
    sodium_bin2base64(at + prefix_len, size, bytes, len, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    return text_of(at);
}

/* libsodium 1.0.18 takes some bytes beyond ASCII for letters: a credential would have several spellings. */
static bool is_base64url(struct text t)
{
    for (size_t i = 0; i < t.len; i++)
        if (!ascii_alpha(t.at[i]) && !ascii_digit(t.at[i]) && t.at[i] != '-' && t.at[i] != '_')
            return false;
    return true;
}

bool credential_bytes(struct text encoded, uint8_t *out, size_t len)
{
    size_t got;
    const char *end;
    return is_base64url(encoded) &&
           sodium_base642bin(out, len, encoded.at, encoded.len, NULL, &got, &end,
                             sodium_base64_VARIANT_URLSAFE_NO_PADDING) == 0 &&
           got == len && end == encoded.at + encoded.len;
}

struct text credential_new(struct ctx *c, const char *prefix, uint8_t hash[CREDENTIAL_HASH_BYTES])
{
    uint8_t bytes[32];
    randombytes_buf(bytes, sizeof bytes);
    struct text text = credential_text(c, prefix, bytes, sizeof bytes);
    sodium_memzero(bytes, sizeof bytes);
    credential_hash(text, hash);
    return text;
}

bool credential_is(struct text credential, const char *prefix)
{
    return credential.len == strlen(prefix) + CREDENTIAL_TEXT_BYTES &&
           text_starts(credential, text_of(prefix));
}

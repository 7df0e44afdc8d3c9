#include "identity/wishes/sealing.h"

#include "identity/inner/credential.h"
#include "identity/secret.h"

#include <sodium.h>
#include <stdlib.h>

enum {
    NONCE = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
    TAG = crypto_aead_xchacha20poly1305_ietf_ABYTES,
    SEALING_KEY = 4, /* 1 to 3: identity.c */
};

struct sealer {
    uint8_t key[crypto_aead_xchacha20poly1305_ietf_KEYBYTES];
};

enum err sealer_open(struct ctx *c, const char *folder, struct sealer **out)
{
    uint8_t secret[SECRET_BYTES];
    TRY(secret_load(c, folder, secret));
    struct sealer *sealer = calloc(1, sizeof *sealer);
    if (sealer == NULL)
        die("out of memory");
    crypto_kdf_derive_from_key(sealer->key, sizeof sealer->key, SEALING_KEY, "florinid", secret);
    sodium_memzero(secret, sizeof secret);
    *out = sealer;
    return OK;
}

void sealer_close(struct sealer *sealer)
{
    if (sealer == NULL)
        return;
    sodium_memzero(sealer, sizeof *sealer);
    free(sealer);
}

static const uint8_t *bytes_of(struct text t)
{
    return (const uint8_t *)(t.at == NULL ? "" : t.at);
}

struct text sealer_seal(struct ctx *c, const struct sealer *sealer, struct text place, struct text plain)
{
    uint8_t *out = arena_alloc(c->arena, NONCE + plain.len + TAG);
    unsigned long long len;
    randombytes_buf(out, NONCE);
    crypto_aead_xchacha20poly1305_ietf_encrypt(out + NONCE, &len, bytes_of(plain), plain.len, bytes_of(place),
                                               place.len, NULL, out, sealer->key);
    return (struct text){(const char *)out, NONCE + (size_t)len};
}

enum err sealer_unseal(struct ctx *c, const struct sealer *sealer, struct text place, struct text sealed,
                       struct text *out)
{
    unsigned long long len = 0;
    const uint8_t *bytes = bytes_of(sealed);
    if (sealed.len < NONCE + TAG)
        return fail(c, ERR_CORRUPT, "what was sealed is cut short");
    uint8_t *plain = arena_alloc(c->arena, sealed.len);
    wipe_later(c, plain, sealed.len);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(plain, &len, NULL, bytes + NONCE, sealed.len - NONCE,
                                                   bytes_of(place), place.len, bytes, sealer->key) != 0)
        return fail(c, ERR_CORRUPT,
                    "what was sealed does not open: secret.key is another one than when it was");
    *out = (struct text){(const char *)plain, (size_t)len};
    return OK;
}

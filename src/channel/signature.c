#include "channel/signature.h"

#include <nettle/base64.h>
#include <nettle/hmac.h>

static struct text encode(struct ctx *c, const uint8_t *bytes, size_t len)
{
    size_t size = BASE64_ENCODE_RAW_LENGTH(len);
    char *out = arena_alloc(c->arena, size + 1);
    base64_encode_raw(out, len, bytes);
    return (struct text){out, size};
}

struct text webhook_secret_text(struct ctx *c, const uint8_t *bytes, size_t len)
{
    struct text coded = encode(c, bytes, len);
    struct text out = text_of(arena_printf(c->arena, "%s%.*s", WEBHOOK_SECRET_PREFIX, TEXT_ARGS(coded)));
    explicit_bzero((char *)(uintptr_t)coded.at, coded.len);
    return out;
}

static bool decode(struct text secret, uint8_t out[BASE64_DECODE_LENGTH(100)], size_t *len)
{
    struct base64_decode_ctx work;
    struct text coded = text_from(secret, strlen(WEBHOOK_SECRET_PREFIX));
    if (!text_starts(secret, TEXT(WEBHOOK_SECRET_PREFIX)) || coded.len > 100)
        return false;
    *len = BASE64_DECODE_LENGTH(100);
    base64_decode_init(&work);
    return base64_decode_update(&work, len, out, coded.len, coded.at) == 1 &&
           base64_decode_final(&work) == 1 && *len >= WEBHOOK_SECRET_LEAST && *len <= WEBHOOK_SECRET_MOST;
}

enum err webhook_sign(struct ctx *c, struct text secret, struct text id, int64_t seconds, struct text body,
                      struct buf *out)
{
    uint8_t key[BASE64_DECODE_LENGTH(100)], digest[SHA256_DIGEST_SIZE];
    struct hmac_sha256_ctx hmac;
    size_t len;
    if (!decode(secret, key, &len))
        return fail(c, ERR_INPUT, "a webhook's secret is whsec_ and base64 of %d to %d bytes",
                    WEBHOOK_SECRET_LEAST, WEBHOOK_SECRET_MOST);
    const char *head = arena_printf(c->arena, "%.*s.%lld.", TEXT_ARGS(id), (long long)seconds);
    hmac_sha256_set_key(&hmac, len, key);
    hmac_sha256_update(&hmac, strlen(head), (const uint8_t *)head);
    hmac_sha256_update(&hmac, body.len, (const uint8_t *)(body.at == NULL ? "" : body.at));
    hmac_sha256_digest(&hmac, sizeof digest, digest);
    explicit_bzero(key, sizeof key);
    explicit_bzero(&hmac, sizeof hmac);
    struct text coded = encode(c, digest, sizeof digest);
    buf_printf(out, "%sv1,%.*s", out->len == 0 ? "" : " ", TEXT_ARGS(coded));
    return OK;
}

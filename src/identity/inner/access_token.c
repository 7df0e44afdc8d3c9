#include "identity/inner/access_token.h"

#include "base/json.h"
#include "base/json_in.h"
#include "identity/inner/credential.h"

#include <sodium.h>

/* {"alg":"HS256","typ":"at+jwt"} */
#define HEADER   "eyJhbGciOiJIUzI1NiIsInR5cCI6ImF0K2p3dCJ9."
#define ISSUER   "florin"
#define AUDIENCE "florin"

enum { SECOND_US = 1000000, SIGNATURE_TEXT_BYTES = 43 };

static struct text claims_json(struct ctx *c, const struct access_claims *claims)
{
    char id[ID_TEXT_MAX];
    struct buf *out = buf_in_arena(c->arena);
    struct json j = json_into(out);
    json_object(&j);
    json_key_z(&j, "iss", ISSUER);
    json_key_z(&j, "aud", AUDIENCE);
    json_key_z(&j, "sub", id_format(claims->person, id));
    json_key_z(&j, "sid", id_format(claims->session, id));
    json_key_int(&j, "iat", claims->issued_us / SECOND_US);
    json_key_int(&j, "exp", claims->expires_us / SECOND_US);
    json_object_end(&j);
    return buf_view(out);
}

struct text access_token_sign(struct ctx *c, const uint8_t key[32], const struct access_claims *claims)
{
    uint8_t mac[crypto_auth_hmacsha256_BYTES];
    struct text json = claims_json(c, claims);
    struct text signed_part = credential_text(c, HEADER, (const uint8_t *)json.at, json.len);
    crypto_auth_hmacsha256(mac, (const uint8_t *)signed_part.at, signed_part.len, key);
    struct text signature = credential_text(c, ".", mac, sizeof mac);
    char *token = arena_printf(c->arena, "%s%s", signed_part.at, signature.at);
    wipe_later(c, token, strlen(token));
    return text_of(token);
}

static bool signature_holds(const uint8_t key[32], struct text signed_part, struct text signature)
{
    uint8_t claimed[crypto_auth_hmacsha256_BYTES], right[crypto_auth_hmacsha256_BYTES];
    if (!credential_bytes(signature, claimed, sizeof claimed))
        return false;
    crypto_auth_hmacsha256(right, (const uint8_t *)signed_part.at, signed_part.len, key);
    return sodium_memcmp(claimed, right, sizeof right) == 0;
}

static bool claim_id(const struct json_value *claims, const char *name, struct id *out)
{
    return id_parse(json_as_text(json_member(claims, name)), out);
}

static bool claim_time(const struct json_value *claims, const char *name, int64_t *out_us)
{
    int64_t seconds;
    const struct json_value *v = json_member(claims, name);
    if (v == NULL || json_kind(v) != JSON_NUMBER || !json_as_int(v, &seconds) || seconds < 0 ||
        seconds > INT64_MAX / SECOND_US)
        return false;
    *out_us = seconds * SECOND_US;
    return true;
}

/* A reason for a refusal would only help who forges one: what json_read says is dropped. */
static bool read_claims(struct ctx *c, struct text json, struct access_claims *out)
{
    struct ctx quiet = {.arena = c->arena, .now_us = c->now_us};
    const struct json_value *claims;
    return json_read(&quiet, json, &claims) == OK && json_kind(claims) == JSON_OBJECT &&
           text_is(json_as_text(json_member(claims, "iss")), ISSUER) &&
           text_is(json_as_text(json_member(claims, "aud")), AUDIENCE) &&
           claim_id(claims, "sub", &out->person) && claim_id(claims, "sid", &out->session) &&
           claim_time(claims, "iat", &out->issued_us) && claim_time(claims, "exp", &out->expires_us);
}

bool access_token_verify(struct ctx *c, const uint8_t key[32], struct text token, struct access_claims *out)
{
    struct text header = TEXT(HEADER);
    if (token.len > ACCESS_TOKEN_BYTES_MAX || token.len < header.len + 1 + SIGNATURE_TEXT_BYTES ||
        !text_starts(token, header))
        return false;
    struct text signature = text_from(token, token.len - SIGNATURE_TEXT_BYTES);
    struct text signed_part = {token.at, token.len - SIGNATURE_TEXT_BYTES - 1};
    if (signed_part.at[signed_part.len] != '.' || !signature_holds(key, signed_part, signature))
        return false;
    struct text payload = text_from(signed_part, header.len);
    size_t len = payload.len * 6 / 8;
    uint8_t *json = arena_alloc(c->arena, len + 1);
    if (!credential_bytes(payload, json, len) || !read_claims(c, (struct text){(char *)json, len}, out))
        return false;
    return out->expires_us > c->now_us;
}

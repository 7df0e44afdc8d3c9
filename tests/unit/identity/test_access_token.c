#include "identity/inner/access_token.h"
#include "identity/inner/credential.h"
#include "support.h"

#include <sodium.h>

static const uint8_t key[32] = {7, 7, 7}, other_key[32] = {8, 8, 8};

#define GOOD_HEADER "{\"alg\":\"HS256\",\"typ\":\"at+jwt\"}"
#define PERSON      "01890000-0000-7000-8000-000000000001"
#define SESSION     "01890000-0000-7000-8000-000000000002"
/* An hour after test_ctx's 2026-01-01. */
#define LATER "1767229200"

#define CLAIMS(iss, aud, exp)                                                                                \
    "{\"iss\":" iss ",\"aud\":" aud ",\"sub\":\"" PERSON "\",\"sid\":\"" SESSION                             \
    "\",\"iat\":1767225600,\"exp\":" exp "}"
#define GOOD_CLAIMS CLAIMS("\"florin\"", "\"florin\"", LATER)

static struct text b64(struct ctx *c, const char *prefix, const char *plain)
{
    return credential_text(c, prefix, (const uint8_t *)plain, strlen(plain));
}

static struct text joined(struct ctx *c, struct text a, struct text b)
{
    return text_of(arena_printf(c->arena, "%.*s%.*s", TEXT_ARGS(a), TEXT_ARGS(b)));
}

/* What somebody with the key would make. */
static struct text forged(struct ctx *c, const char *header, const char *claims, const uint8_t with[32])
{
    uint8_t mac[32];
    struct text part = joined(c, b64(c, "", header), b64(c, ".", claims));
    crypto_auth_hmacsha256(mac, (const uint8_t *)part.at, part.len, with);
    return joined(c, part, credential_text(c, ".", mac, sizeof mac));
}

static bool accepted(struct ctx *c, struct text token)
{
    struct access_claims claims;
    return access_token_verify(c, key, token, &claims);
}

static struct text made(struct ctx *c)
{
    struct access_claims claims = {.issued_us = c->now_us, .expires_us = c->now_us + 900000000};
    assert_true(id_parse(TEXT(PERSON), &claims.person) && id_parse(TEXT(SESSION), &claims.session));
    return access_token_sign(c, key, &claims);
}

static void what_is_signed_is_verified(void **state)
{
    struct ctx c = test_ctx();
    struct access_claims claims;
    char id[ID_TEXT_MAX];
    (void)state;
    assert_true(access_token_verify(&c, key, made(&c), &claims));
    assert_string_equal(PERSON, id_format(claims.person, id));
    assert_string_equal(SESSION, id_format(claims.session, id));
    assert_int_equal(c.now_us + 900000000, claims.expires_us);
    /* The forge makes what is accepted, so that its other products are refused for what they say alone. */
    assert_true(accepted(&c, forged(&c, GOOD_HEADER, GOOD_CLAIMS, key)));
    test_ctx_end(&c);
}

static void it_expires(void **state)
{
    struct ctx c = test_ctx();
    (void)state;
    struct text token = made(&c);
    c.now_us += 900000000 - 1;
    assert_true(accepted(&c, token));
    c.now_us++;
    assert_false(accepted(&c, token));
    test_ctx_end(&c);
}

static void no_bit_of_it_can_change(void **state)
{
    struct ctx c = test_ctx();
    (void)state;
    struct text token = made(&c);
    char *altered = arena_copy(c.arena, token.at, token.len);
    for (size_t i = 0; i < token.len; i++) {
        for (int bit = 0; bit < 8; bit++) {
            altered[i] ^= (char)(1 << bit);
            if (accepted(&c, (struct text){altered, token.len}))
                fail_msg("bit %d of byte %zu of %zu: %s", bit, i, token.len, altered);
            altered[i] ^= (char)(1 << bit);
        }
        assert_false(accepted(&c, (struct text){token.at, i}));
    }
    assert_false(accepted(&c, joined(&c, token, TEXT("="))));
    assert_false(accepted(&c, joined(&c, token, TEXT("."))));
    assert_false(accepted(&c, joined(&c, TEXT(" "), token)));
    assert_true(accepted(&c, (struct text){altered, token.len}));
    test_ctx_end(&c);
}

static void the_header_decides_nothing(void **state)
{
    static const char *const headers[] = {
        "{\"alg\":\"none\",\"typ\":\"at+jwt\"}",
        "{\"alg\":\"None\",\"typ\":\"at+jwt\"}",
        "{\"alg\":\"HS512\",\"typ\":\"at+jwt\"}",
        "{\"alg\":\"RS256\",\"typ\":\"at+jwt\"}",
        "{\"alg\":\"HS256\",\"typ\":\"JWT\"}",
        "{\"alg\":\"HS256\"}",
        "{\"typ\":\"at+jwt\",\"alg\":\"HS256\"}",
        "{\"alg\":\"HS256\",\"typ\":\"at+jwt\",\"kid\":\"../../dev/null\"}",
        "{\"alg\":\"HS256\",\"typ\":\"at+jwt\",\"jwk\":{\"kty\":\"oct\",\"k\":\"AAAA\"}}",
        "{\"alg\":\"HS256\",\"typ\":\"at+jwt\",\"crit\":[\"x\"]}",
        "",
    };
    struct ctx c = test_ctx();
    (void)state;
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++)
        assert_false(accepted(&c, forged(&c, headers[i], GOOD_CLAIMS, key)));
    /* "none" with nothing behind the last point. */
    struct text part = joined(&c, b64(&c, "", headers[0]), b64(&c, ".", GOOD_CLAIMS));
    assert_false(accepted(&c, joined(&c, part, TEXT("."))));
    assert_false(accepted(&c, part));
    struct text good_part = joined(&c, b64(&c, "", GOOD_HEADER), b64(&c, ".", GOOD_CLAIMS));
    assert_false(accepted(&c, joined(&c, good_part, TEXT("."))));
    test_ctx_end(&c);
}

static void every_claim_counts(void **state)
{
    static const char *const claims[] = {
        CLAIMS("\"other\"", "\"florin\"", LATER),
        CLAIMS("\"florin\"", "\"other\"", LATER),
        CLAIMS("\"florin\"", "[\"florin\",\"other\"]", LATER),
        CLAIMS("\"florin\"", "null", LATER),
        CLAIMS("\"florin\"", "\"florin\"", "1767225600"),
        CLAIMS("\"florin\"", "\"florin\"", "\"1767229200\""),
        CLAIMS("\"florin\"", "\"florin\"", "-1"),
        CLAIMS("\"florin\"", "\"florin\"", "1e300"),
        CLAIMS("\"florin\"", "\"florin\"", "9007199254740993"),
        CLAIMS("\"florin\"", "\"florin\"", "null"),
        "{}",
        "[]",
        "",
        "null",
        "{\"iss\":\"florin\",\"aud\":\"florin\",\"sub\":\"1\",\"sid\":\"2\",\"iat\":1,\"exp\":" LATER "}",
        "{\"iss\":\"florin\",\"aud\":\"florin\",\"iat\":1767225600,\"exp\":" LATER "}",
        "{\"iss\":\"florin\",\"aud\":\"florin\",\"sub\":\"" PERSON "\",\"sid\":\"" SESSION
        "\",\"iat\":1767225600}",
    };
    struct ctx c = test_ctx();
    (void)state;
    for (size_t i = 0; i < sizeof claims / sizeof *claims; i++)
        if (accepted(&c, forged(&c, GOOD_HEADER, claims[i], key)))
            fail_msg("%s was accepted", claims[i]);
    assert_false(accepted(&c, forged(&c, GOOD_HEADER, GOOD_CLAIMS, other_key)));
    assert_false(accepted(&c, TEXT("")));
    assert_false(accepted(&c, TEXT("..")));
    test_ctx_end(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_signed_is_verified), cmocka_unit_test(it_expires),
        cmocka_unit_test(no_bit_of_it_can_change),    cmocka_unit_test(the_header_decides_nothing),
        cmocka_unit_test(every_claim_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

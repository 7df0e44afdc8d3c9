/* What a request says about its caller: as an access token, as what a right signature carries, as an e-mail, a password, scopes. */
#include "identity/caller.h"
#include "identity/inner/access_token.h"
#include "identity/inner/credential.h"
#include "identity/inner/names.h"
#include "identity/password/guess.h"

#include <sodium.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const uint8_t key[32] = {1};

/* The bytes as the claims of a token that is signed rightly: the parser behind the signature sees them. */
static void verify_signed(struct ctx *c, const uint8_t *data, size_t size)
{
    static const struct access_claims nobody = {.expires_us = 1};
    struct access_claims claims;
    uint8_t mac[32];
    struct text made = access_token_sign(c, key, &nobody);
    struct text header = {made.at, (size_t)text_find(made, TEXT(".")) + 1};
    struct text body = credential_text(c, "", data, size);
    const char *part = arena_printf(c->arena, "%.*s%.*s", TEXT_ARGS(header), TEXT_ARGS(body));
    crypto_auth_hmacsha256(mac, (const uint8_t *)part, strlen(part), key);
    const char *token = arena_printf(c->arena, "%s%s", part, credential_text(c, ".", mac, sizeof mac).at);
    if (access_token_verify(c, key, text_of(token), &claims) && claims.expires_us <= c->now_us)
        __builtin_trap();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ctx c = {.arena = arena_new(), .now_us = 1};
    struct text input = {(const char *)data, size}, email, again;
    struct access_claims claims;
    if (access_token_verify(&c, key, input, &claims))
        __builtin_trap(); /* nobody guesses a signature */
    verify_signed(&c, data, size);
    if (email_normalise(&c, input, &email) == OK &&
        (email_normalise(&c, email, &again) != OK || !text_equal(email, again)))
        __builtin_trap(); /* one person, one spelling */
    if (!text_is_utf8(agent_label(&c, input)) || (scopes_parse(input) & ~(unsigned)SCOPE_ALL) != 0 ||
        !(guess_bits(input, NULL, 0) >= 0))
        __builtin_trap();
    arena_free(c.arena);
    return 0;
}

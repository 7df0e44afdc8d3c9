#include "identity/proofs/codes.h"

#include "base/proof/digest.h"
#include "store/entity/people/proof.h"

#include <sodium.h>

enum { DIGITS = 8, SALT = 16, TEN_TO_DIGITS = 100000000 };
#define SECOND_US INT64_C(1000000)

static struct digest digest_with(struct text salt, struct text code)
{
    struct text texts[] = {TEXT("florin code 1"), salt, code};
    return digest_of(texts, sizeof texts / sizeof *texts);
}

enum err mailed_code_may_ask(struct ctx *c, struct store_tx *tx, int64_t person)
{
    struct proof_row row;
    TRY(proof_get(c, tx, person, &row));
    int64_t since_us = c->now_us - row.asked_us;
    if (row.asked_us == 0 || since_us < 0 || since_us >= CODE_REST_S * SECOND_US)
        return OK;
    enum err e = fail(c, ERR_LIMIT, "a code was sent already; another one in %lld s",
                      (long long)(CODE_REST_S - since_us / SECOND_US));
    c->retriable = true;
    return e;
}

enum err mailed_code_make(struct ctx *c, struct store_tx *tx, int64_t person, struct text *code)
{
    struct proof_row row;
    uint8_t salt[SALT];
    TRY(proof_get(c, tx, person, &row));
    randombytes_buf(salt, sizeof salt);
    *code = text_of(arena_printf(c->arena, "%0*u", DIGITS, randombytes_uniform(TEN_TO_DIGITS)));
    row.salt = (struct text){(const char *)salt, sizeof salt};
    struct digest digest = digest_with(row.salt, *code);
    row.code = (struct text){(const char *)digest.bytes, sizeof digest.bytes};
    row.asked_us = c->now_us;
    row.until_us = c->now_us + CODE_MINUTES * 60 * SECOND_US;
    row.tries = 0;
    return proof_put(c, tx, &row);
}

static struct text digits_of(struct ctx *c, struct text given)
{
    struct buf *out = buf_in_arena(c->arena);
    for (size_t i = 0; i < given.len; i++)
        if (given.at[i] != ' ' && given.at[i] != '-')
            buf_char(out, given.at[i]);
    return buf_view(out);
}

enum err mailed_code_prove(struct ctx *c, struct store *store, const struct caller *caller, struct text code)
{
    struct store_tx *tx;
    struct proof_row row;
    if (caller->credential != CREDENTIAL_SESSION && caller->credential != CREDENTIAL_TOKEN)
        return fail(c, ERR_DENIED, "mailed_code: a program's key cannot prove who somebody is");
    TRY(store_begin(c, store, &tx));
    TRY(proof_get(c, tx, caller->user, &row));
    struct digest digest = digest_with(row.salt, digits_of(c, code));
    bool out = row.code.len == DIGEST_BYTES && c->now_us < row.until_us && row.tries < CODE_TRIES;
    bool right = out && sodium_memcmp(digest.bytes, row.code.at, DIGEST_BYTES) == 0;
    row.tries += !right;
    if (right || row.tries >= CODE_TRIES)
        row.salt = row.code = TEXT("");
    TRY(proof_put(c, tx, &row));
    TRY(store_commit(c, tx));
    return right ? OK : fail(c, ERR_DENIED, "mailed_code: it is wrong, too old, or was used before");
}

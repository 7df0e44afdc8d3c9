#include "identity/step_up/step_up.h"

#include "identity/identity_inner.h"
#include "store/entity/people/person.h"
#include "store/entity/people/totp.h"

#include <liboath/oath.h>
#include <pthread.h>
#include <sodium.h>
#include <stdlib.h>

enum {
    SECRET_PLAIN = 20, /* as long as a SHA-1, RFC 4226 4 */
    SECRET_SEALED = crypto_secretbox_NONCEBYTES + SECRET_PLAIN + crypto_secretbox_MACBYTES,
    STEP_S = 30,
    STEPS_OFF = 1,
    CODE_DIGITS = 6,
    FREE_TRIES = 5,
};
#define SECOND_US    INT64_C(1000000)
#define WAIT_MOST_US (900 * SECOND_US)

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void begin_library(void)
{
    if (oath_init() != OATH_OK)
        die("the library for one-time codes does not start");
}

/* -- Secrets */

static struct text seal(struct ctx *c, const struct identity *identity, const uint8_t plain[SECRET_PLAIN])
{
    uint8_t *sealed = arena_alloc(c->arena, SECRET_SEALED);
    randombytes_buf(sealed, crypto_secretbox_NONCEBYTES);
    crypto_secretbox_easy(sealed + crypto_secretbox_NONCEBYTES, plain, SECRET_PLAIN, sealed,
                          identity->seal_key);
    return (struct text){(const char *)sealed, SECRET_SEALED};
}

static enum err unseal(struct ctx *c, const struct identity *identity, struct text sealed,
                       uint8_t plain[SECRET_PLAIN])
{
    const uint8_t *at = (const uint8_t *)sealed.at;
    if (sealed.len == SECRET_SEALED &&
        crypto_secretbox_open_easy(plain, at + crypto_secretbox_NONCEBYTES,
                                   SECRET_SEALED - crypto_secretbox_NONCEBYTES, at, identity->seal_key) == 0)
        return OK;
    return fail(c, ERR_CORRUPT, "a one-time code's secret was not sealed by this server's secret.key");
}

static enum err show(struct ctx *c, const uint8_t plain[SECRET_PLAIN], struct text email,
                     struct step_up_secret *out)
{
    char *base32 = NULL;
    struct buf *uri = buf_in_arena(c->arena);
    pthread_once(&once, begin_library);
    if (oath_base32_encode((const char *)plain, SECRET_PLAIN, &base32, NULL) != OATH_OK)
        die("out of memory");
    out->base32 = text_copy(c->arena, text_of(base32));
    sodium_memzero(base32, strlen(base32));
    free(base32);
    buf_z(uri, "otpauth://totp/Florin:");
    for (size_t i = 0; i < email.len; i++) {
        char ch = email.at[i];
        if (ascii_alpha(ch) || ascii_digit(ch) || ch == '.' || ch == '-' || ch == '_' || ch == '@')
            buf_char(uri, ch);
        else
            buf_printf(uri, "%%%02X", (unsigned char)ch);
    }
    buf_printf(uri, "?secret=%.*s&issuer=Florin&algorithm=SHA1&digits=%d&period=%d", TEXT_ARGS(out->base32),
               CODE_DIGITS, STEP_S);
    out->uri = buf_view(uri);
    return OK;
}

/* -- Codes */

/* The step that the code belongs to, or -1. */
static int64_t step_of(const uint8_t plain[SECRET_PLAIN], int64_t now_us, struct text code)
{
    char digits[CODE_DIGITS + 1] = "";
    uint64_t step = 0;
    size_t count = 0;
    for (size_t i = 0; i < code.len; i++) {
        if (code.at[i] == ' ')
            continue;
        if (!ascii_digit(code.at[i]) || count == CODE_DIGITS)
            return -1;
        digits[count++] = code.at[i];
    }
    pthread_once(&once, begin_library);
    int found = count != CODE_DIGITS
                    ? -1
                    : oath_totp_validate4((const char *)plain, SECRET_PLAIN, (time_t)(now_us / SECOND_US),
                                          STEP_S, 0, STEPS_OFF, NULL, &step, 0, digits);
    return found < 0 ? -1 : (int64_t)step;
}

/* After FREE_TRIES wrong ones: 30 s, 60 s, 120 s … */
static int64_t wait_us(const struct totp_row *row, int64_t now_us)
{
    if (row->failures < FREE_TRIES)
        return 0;
    int64_t doublings = row->failures - FREE_TRIES,
            wait = doublings > 5 ? WAIT_MOST_US : (30 * SECOND_US) << doublings;
    int64_t left = row->failed_us + (wait < WAIT_MOST_US ? wait : WAIT_MOST_US) - now_us;
    return left > WAIT_MOST_US ? WAIT_MOST_US : left; /* the clock was set back */
}

/* Writes down what became of a try. The caller commits, also when it was wrong. */
static enum err try_code(struct ctx *c, const struct identity *identity, struct store_tx *tx,
                         struct totp_row *row, struct text sealed, struct text code, bool *right)
{
    uint8_t plain[SECRET_PLAIN];
    TRY(unseal(c, identity, sealed, plain));
    int64_t step = step_of(plain, c->now_us, code);
    sodium_memzero(plain, sizeof plain);
    *right = step > row->last_step;
    row->failures = *right ? 0 : row->failures + 1;
    row->failed_us = *right ? row->failed_us : c->now_us;
    row->last_step = *right ? step : row->last_step;
    return totp_put(c, tx, row);
}

static enum err require_person(struct ctx *c, const struct caller *caller)
{
    return caller->credential == CREDENTIAL_SESSION || caller->credential == CREDENTIAL_TOKEN
               ? OK
               : fail(c, ERR_DENIED, "a program's key cannot prove who somebody is");
}

static enum err open_row(struct ctx *c, struct store *store, const struct caller *caller,
                         struct store_tx **tx, struct totp_row *row, bool *found)
{
    TRY(store_begin(c, store, tx));
    TRY(totp_get(c, *tx, caller->user, row, found));
    if (*found && wait_us(row, c->now_us) > 0) {
        enum err e = fail(c, ERR_LIMIT, "code: too many were wrong; try again in %lld s",
                          (long long)(wait_us(row, c->now_us) / SECOND_US + 1));
        c->retriable = true;
        return e;
    }
    return OK;
}

static enum err wrong(struct ctx *c)
{
    return fail(c, ERR_DENIED, "code: it is wrong, too old, or was used before");
}

/* -- Use cases */

enum err step_up_get(struct ctx *c, struct store *store, const struct caller *caller,
                     struct step_up_state *out)
{
    struct store_tx *tx;
    struct totp_row row = {0};
    bool found;
    TRY(store_begin_read(c, store, &tx));
    TRY(totp_get(c, tx, caller->user, &row, &found));
    store_rollback(tx);
    *out = (struct step_up_state){found && row.confirmed_us != 0, row.confirmed_us};
    return OK;
}

enum err step_up_check(struct ctx *c, struct identity *identity, struct store *store,
                       const struct caller *caller, struct text password, struct text address,
                       struct login_checked *out)
{
    struct store_tx *tx;
    struct person_row person;
    TRY(require_person(c, caller));
    TRY(store_begin_read(c, store, &tx));
    TRY(person_by_seq(c, tx, caller->user, &person));
    store_rollback(tx);
    return login_check(c, identity, store,
                       &(struct login){.email = person.email, .password = password, .address = address}, out,
                       NULL);
}

enum err step_up_begin(struct ctx *c, struct identity *identity, struct store *store,
                       const struct caller *caller, const struct login_checked *checked,
                       struct step_up_secret *out)
{
    uint8_t plain[SECRET_PLAIN];
    struct store_tx *tx;
    struct person_row person;
    struct totp_row row = {.person = caller->user, .created_us = c->now_us};
    bool right, found;
    TRY(require_person(c, caller));
    TRY(store_begin(c, store, &tx));
    TRY(login_settle(c, identity, tx, checked, &right));
    if (!right || checked->person != caller->user) {
        TRY(store_commit(c, tx)); /* the failure is counted */
        return fail(c, ERR_DENIED, "password: it is wrong");
    }
    TRY(person_by_seq(c, tx, caller->user, &person));
    TRY(totp_get(c, tx, caller->user, &row, &found));
    randombytes_buf(plain, sizeof plain);
    row.next = seal(c, identity, plain);
    enum err e = show(c, plain, person.email, out);
    sodium_memzero(plain, sizeof plain);
    TRY(e);
    TRY(totp_put(c, tx, &row));
    return store_commit(c, tx);
}

enum err step_up_confirm(struct ctx *c, struct identity *identity, struct store *store,
                         const struct caller *caller, struct text code)
{
    struct store_tx *tx;
    struct totp_row row;
    bool found, right;
    TRY(require_person(c, caller));
    TRY(open_row(c, store, caller, &tx, &row, &found));
    if (!found || row.next.len == 0)
        return fail(c, ERR_NOT_FOUND, "no app waits for its first code");
    struct text next = row.next;
    TRY(try_code(c, identity, tx, &row, next, code, &right));
    if (right) {
        row.secret = next;
        row.next = TEXT("");
        row.confirmed_us = c->now_us;
        TRY(totp_put(c, tx, &row));
    }
    TRY(store_commit(c, tx));
    return right ? OK : wrong(c);
}

static enum err prove(struct ctx *c, struct identity *identity, struct store *store,
                      const struct caller *caller, struct text code, bool ends)
{
    struct store_tx *tx;
    struct totp_row row;
    bool found, right;
    if (ends || caller->credential != CREDENTIAL_LINK) /* who opens a mailbox may have the app as well */
        TRY(require_person(c, caller));
    TRY(open_row(c, store, caller, &tx, &row, &found));
    if (!found || row.confirmed_us == 0)
        return fail(c, ERR_DENIED, "code: set up an app for one-time codes first");
    TRY(try_code(c, identity, tx, &row, row.secret, code, &right));
    if (right && ends)
        TRY(totp_delete(c, tx, caller->user));
    TRY(store_commit(c, tx));
    return right ? OK : wrong(c);
}

enum err step_up_end(struct ctx *c, struct identity *identity, struct store *store,
                     const struct caller *caller, struct text code)
{
    return prove(c, identity, store, caller, code, true);
}

enum err step_up_prove(struct ctx *c, struct identity *identity, struct store *store,
                       const struct caller *caller, struct text code)
{
    return prove(c, identity, store, caller, code, false);
}

#include "identity/login.h"

#include "identity/identity_inner.h"
#include "identity/inner/names.h"
#include "identity/people.h"
#include "store/entity/people/member.h"
#include "store/entity/people/person.h"

#include <sodium.h>

enum { FAILURES_KEPT = 10000 };

/* Under what failures of an e-mail are counted; what is no e-mail has a key as well. */
static void account_key(const struct identity *identity, struct text email, uint8_t out[32])
{
    crypto_generichash(out, 32, (const uint8_t *)email.at, email.len, identity->account_key,
                       sizeof identity->account_key);
}

static uint64_t short_key(const uint8_t account[32])
{
    uint64_t key;
    memcpy(&key, account, sizeof key);
    return key;
}

static enum err look_up(struct ctx *c, struct store *store, struct text email, const uint8_t account[32],
                        struct person_password *person, struct failure_row *failures)
{
    struct store_tx *tx;
    TRY(store_begin_read(c, store, &tx));
    TRY(person_password(c, tx, email, person));
    TRY(failure_get(c, tx, account, failures));
    store_rollback(tx);
    wipe_later(c, (char *)(uintptr_t)person->hash.at, person->hash.len);
    return OK;
}

/* Both counts must let the try pass; one that the account's refuses is not held against the address. */
static bool may_try(struct ctx *c, struct identity *identity, const struct login_checked *login,
                    const struct failure_row *known, int64_t *wait_us)
{
    if (login->address_key != 0 &&
        !lockout_try(identity->addresses, login->address_key, 0, 0, c->now_us, wait_us))
        return false;
    if (lockout_try(identity->accounts, short_key(login->account), known->failures, known->failed_us,
                    c->now_us, wait_us))
        return true;
    if (login->address_key != 0)
        lockout_forgive(identity->addresses, login->address_key, false);
    return false;
}

static enum err refuse_for_now(struct ctx *c, int64_t wait_us)
{
    fail(c, ERR_LIMIT, "too many failed log-ins; try again in %lld s",
         (long long)(wait_us + 999999) / 1000000);
    c->retriable = true;
    return ERR_LIMIT;
}

enum err login_check(struct ctx *c, struct identity *identity, struct store *store, const struct login *form,
                     struct login_checked *out, int64_t *wait_us)
{
    struct person_password person;
    struct failure_row known;
    int64_t wait = 0;
    *out = (struct login_checked){0};
    if (wait_us != NULL)
        *wait_us = 0;
    if (form->email.len > EMAIL_MAX)
        return fail(c, ERR_INPUT, "email: longer than %d bytes", EMAIL_MAX);
    if (form->password.len > PASSWORD_BYTES_MAX)
        return fail(c, ERR_INPUT, "password: longer than %d bytes", PASSWORD_BYTES_MAX);
    struct text email = text_fold(c->arena, text_trim(form->email));
    account_key(identity, email, out->account);
    if (form->address.len > 0)
        out->address_key = throttle_address(identity->hashes, form->address) | 1;
    TRY(look_up(c, store, email, out->account, &person, &known));
    if (!may_try(c, identity, out, &known, &wait)) {
        if (wait_us != NULL)
            *wait_us = wait;
        return refuse_for_now(c, wait);
    }
    out->person = person.seq;
    out->password_us = person.set_us;
    return password_verify(c, person.hash, form->password, &out->right);
}

/* Right when it was compared, and still the password now? */
static enum err still_right(struct ctx *c, struct store_tx *tx, const struct login_checked *checked,
                            bool *right)
{
    int64_t set_us;
    *right = checked->right && checked->person != 0;
    if (!*right)
        return OK;
    TRY(person_password_us(c, tx, checked->person, &set_us));
    *right = set_us == checked->password_us;
    return OK;
}

static void forgive(struct identity *identity, const struct login_checked *checked)
{
    lockout_forgive(identity->accounts, short_key(checked->account), true);
    if (checked->address_key != 0)
        lockout_forgive(identity->addresses, checked->address_key, false);
}

enum err login_settle(struct ctx *c, struct identity *identity, struct store_tx *tx,
                      const struct login_checked *checked, bool *right)
{
    TRY(still_right(c, tx, checked, right));
    if (!*right)
        return failure_add(c, tx, checked->account, c->now_us - LOCKOUT_MEMORY_US, FAILURES_KEPT);
    forgive(identity, checked);
    return failure_clear(c, tx, checked->account);
}

/* The household to begin in: the one that was asked for, else the one joined first. */
static enum err choose_household(struct ctx *c, struct store_tx *tx, struct id wanted, struct caller *who)
{
    struct membership_row *rows;
    size_t count, i = 0;
    TRY(membership_rows(c, tx, who->user, &rows, &count));
    while (!id_is_zero(wanted) && i < count && !id_equal(rows[i].household_id, wanted))
        i++;
    if (i >= count)
        return fail(c, ERR_DENIED, "you belong to no household here; ask its owner for an invitation");
    who->household = rows[i].household;
    who->role = (enum role)rows[i].role;
    return OK;
}

enum err login_finish(struct ctx *c, struct identity *identity, struct store *store,
                      const struct login_checked *checked, enum credential kind, struct text agent,
                      struct id household, struct grant *out)
{
    struct store_tx *tx;
    struct person_row person;
    bool right;
    *out = (struct grant){0};
    TRY(store_begin(c, store, &tx));
    TRY(login_settle(c, identity, tx, checked, &right));
    if (!right) {
        TRY(store_commit(c, tx)); /* the count stays although the log-in is refused */
        return fail(c, ERR_DENIED, "the e-mail or the password is wrong");
    }
    TRY(person_by_seq(c, tx, checked->person, &person));
    struct caller who = {.user = person.seq, .user_id = person.id};
    TRY(choose_household(c, tx, household, &who));
    TRY(session_begin(c, identity, tx, &who, kind, agent, out));
    return store_commit(c, tx);
}

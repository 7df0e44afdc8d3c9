#include "identity/people.h"

#include "identity/identity_inner.h"
#include "identity/inner/names.h"
#include "identity/invitations.h"
#include "store/entity/household.h"

/* -- Signing up -- */

enum err signup_is_open(struct ctx *c, struct store *store, bool *open)
{
    struct store_tx *tx;
    bool ever;
    TRY(store_begin_read(c, store, &tx));
    TRY(person_ever(c, tx, &ever));
    store_rollback(tx);
    *open = !ever;
    return OK;
}

/* Where the person may go: into the first household as its owner, or where the invitation says. */
static enum err find_place(struct ctx *c, struct store_tx *tx, const struct signup *form,
                           struct invitation_row *place)
{
    bool ever;
    if (form->invitation.len > 0) {
        TRY(invitation_valid(c, tx, form->invitation, place));
        return text_equal(place->email, form->email)
                   ? OK
                   : fail(c, ERR_DENIED, "email: this invitation is for another e-mail");
    }
    TRY(person_ever(c, tx, &ever));
    if (ever)
        return fail(c, ERR_DENIED, "signing up needs an invitation");
    struct household first;
    TRY(household_get(c, tx, HOUSEHOLD_FIRST, &first));
    *place = (struct invitation_row){.household = HOUSEHOLD_FIRST,
                                     .household_id = first.id,
                                     .household_name = first.name,
                                     .role = ROLE_OWNER};
    return OK;
}

static enum err check_form(struct ctx *c, const struct signup *form, struct signup *out)
{
    char *invitation = arena_copy(c->arena, form->invitation.at, form->invitation.len);
    wipe_later(c, invitation, form->invitation.len);
    *out = (struct signup){.invitation = {invitation, form->invitation.len}};
    TRY(email_normalise(c, form->email, &out->email));
    struct text name = text_trim(form->name).len > 0 ? form->name : email_local(out->email);
    TRY(name_check(c, "name", name, PERSON_NAME_MAX, &out->name));
    TRY(locale_check(c, form->locale, &out->locale));
    TRY(zone_check(c, form->zone, &out->zone));
    if (text_trim(form->household).len > 0)
        TRY(name_check(c, "household", form->household, HOUSEHOLD_NAME_MAX, &out->household));
    return OK;
}

/* Who may not sign up costs no hash. */
enum err signup_prepare(struct ctx *c, struct store *store, const struct signup *form,
                        struct signup_ready *out)
{
    struct store_tx *tx;
    struct invitation_row place;
    TRY(check_form(c, form, &out->form));
    TRY(store_begin_read(c, store, &tx));
    TRY(find_place(c, tx, &out->form, &place));
    store_rollback(tx);
    const struct text own[] = {out->form.email, out->form.name, out->form.household, place.household_name};
    TRY(password_allow(c, form->password, PASSWORD_CHARACTERS_MIN, own, sizeof own / sizeof *own));
    return password_hash(c, form->password, &out->hash);
}

static enum err take_place(struct ctx *c, struct store_tx *tx, const struct signup *form, int64_t person,
                           const struct invitation_row *place)
{
    bool fresh, found;
    TRY(member_insert(c, tx, place->household, person, place->role, &fresh));
    if (form->invitation.len > 0)
        return invitation_delete(c, tx, place->household, place->id, &found);
    return form->household.len > 0 ? household_rename(c, tx, place->household, form->household) : OK;
}

enum err signup_finish(struct ctx *c, struct identity *identity, struct store *store,
                       const struct signup_ready *ready, enum credential kind, struct text agent,
                       struct grant *out)
{
    const struct signup *form = &ready->form;
    struct store_tx *tx;
    struct invitation_row place;
    struct person_row person = {
        .email = form->email, .name = form->name, .locale = form->locale, .zone = form->zone};
    bool fresh;
    *out = (struct grant){0};
    TRY(store_begin(c, store, &tx));
    TRY(find_place(c, tx, form, &place));
    TRY(person_insert(c, tx, &person, text_of(ready->hash.text), &fresh));
    if (!fresh)
        return fail(c, ERR_CONFLICT, "email: has an account already; log in and accept the invitation");
    TRY(take_place(c, tx, form, person.seq, &place));
    struct caller who = {.user = person.seq,
                         .user_id = person.id,
                         .household = place.household,
                         .role = (enum role)place.role};
    TRY(session_begin(c, identity, tx, &who, kind, agent, out));
    return store_commit(c, tx);
}

/* -- Me -- */

enum err me_get(struct ctx *c, struct store *store, const struct caller *caller, struct me *out)
{
    struct store_tx *tx;
    TRY(caller_require(c, caller, ROLE_VIEWER, SCOPE_READ));
    TRY(store_begin_read(c, store, &tx));
    TRY(person_by_seq(c, tx, caller->user, &out->person));
    TRY(membership_rows(c, tx, caller->user, &out->households, &out->household_count));
    store_rollback(tx);
    return OK;
}

enum err me_change(struct ctx *c, struct store *store, const struct caller *caller, struct text name,
                   struct text locale, struct text zone)
{
    struct store_tx *tx;
    struct person_row person;
    TRY(caller_require(c, caller, ROLE_VIEWER, SCOPE_ADMIN));
    TRY(store_begin(c, store, &tx));
    TRY(person_by_seq(c, tx, caller->user, &person));
    if (text_trim(name).len > 0)
        TRY(name_check(c, "name", name, PERSON_NAME_MAX, &person.name));
    if (text_trim(locale).len > 0)
        TRY(locale_check(c, locale, &person.locale));
    if (text_trim(zone).len > 0)
        TRY(zone_check(c, zone, &person.zone));
    TRY(person_update(c, tx, &person));
    return store_commit(c, tx);
}

/* -- My password -- */

/* A key is for a program; a program that can change the password could lock its owner out. */
static enum err require_person(struct ctx *c, const struct caller *caller)
{
    TRY(caller_require(c, caller, ROLE_VIEWER, SCOPE_ADMIN));
    return caller->session != 0 ? OK : fail(c, ERR_DENIED, "a key cannot change the password; log in");
}

enum err password_change_prepare(struct ctx *c, struct identity *identity, struct store *store,
                                 const struct caller *caller, struct text old_password,
                                 struct text new_password, struct text address, struct password_ready *out)
{
    struct me me;
    TRY(require_person(c, caller));
    TRY(me_get(c, store, caller, &me));
    struct text own[8] = {me.person.email, me.person.name};
    size_t own_count = 2;
    for (size_t i = 0; i < me.household_count && own_count < sizeof own / sizeof *own; i++)
        own[own_count++] = me.households[i].household_name;
    TRY(password_allow(c, new_password, PASSWORD_CHARACTERS_MIN, own, own_count));
    TRY(login_check(c, identity, store,
                    &(struct login){.email = me.person.email, .password = old_password, .address = address},
                    &out->old, NULL));
    return out->old.right ? password_hash(c, new_password, &out->hash) : OK;
}

enum err password_change_finish(struct ctx *c, struct identity *identity, struct store *store,
                                const struct caller *caller, const struct password_ready *ready)
{
    struct store_tx *tx;
    bool right;
    TRY(require_person(c, caller));
    identity_changes(c, identity);
    TRY(store_begin(c, store, &tx));
    TRY(login_settle(c, identity, tx, &ready->old, &right));
    if (!right || ready->old.person != caller->user) {
        TRY(store_commit(c, tx)); /* the failure is counted */
        return fail(c, ERR_DENIED, "password: the old password is wrong");
    }
    TRY(person_set_password(c, tx, caller->user, text_of(ready->hash.text)));
    TRY(session_delete_all(c, tx, caller->user, caller->session));
    return store_commit(c, tx);
}

#include "identity/operator.h"

#include "identity/identity_inner.h"
#include "identity/inner/names.h"
#include "store/entity/household.h"

/* One of that name; several of one name cannot be told apart. */
static enum err find_household(struct ctx *c, struct store_tx *tx, struct text name, struct household *out)
{
    struct household *rows;
    size_t count, found = 0;
    int64_t after = 0;
    do {
        TRY(household_list(c, tx, after, &rows, &count));
        for (size_t i = 0; i < count; i++) {
            after = rows[i].seq;
            if (text_equal(rows[i].name, name)) {
                *out = rows[i];
                found++;
            }
        }
    } while (count > 0);
    if (found == 0)
        return fail(c, ERR_NOT_FOUND, "household: there is none named \"%.*s\"", TEXT_ARGS(name));
    return found == 1 ? OK
                      : fail(c, ERR_CONFLICT, "household: %zu are named \"%.*s\"", found, TEXT_ARGS(name));
}

static enum err household_or_first(struct ctx *c, struct store_tx *tx, struct text name,
                                   struct household *out)
{
    return name.len > 0 ? find_household(c, tx, name, out) : household_get(c, tx, HOUSEHOLD_FIRST, out);
}

static enum err make_household(struct ctx *c, struct store_tx *tx, struct text name,
                               const struct person_row *person, struct household *out)
{
    *out = (struct household){.name = name.len > 0 ? name : person->name};
    TRY(name_check(c, "household", out->name, HOUSEHOLD_NAME_MAX, &out->name));
    return household_insert(c, tx, out);
}

/* Nobody sees what others keep unless the operator says so: who gets no role gets a household of their own. */
static enum err choose_household(struct ctx *c, struct store_tx *tx, const struct operator_add *form,
                                 const struct person_row *person, struct household *out, enum role *role)
{
    int64_t members;
    *role = form->role == ROLE_NONE ? ROLE_OWNER : form->role;
    TRY(household_or_first(c, tx, form->new_household ? TEXT("") : form->household, out));
    TRY(member_count(c, tx, out->seq, 0, &members));
    if (form->new_household || (form->role == ROLE_NONE && form->household.len == 0 && members > 0))
        return make_household(c, tx, form->household, person, out);
    if (form->role == ROLE_NONE && members > 0)
        return fail(c, ERR_INPUT, "role: which one in the household \"%.*s\"?", TEXT_ARGS(out->name));
    return members > 0 || *role == ROLE_OWNER
               ? OK
               : fail(c, ERR_CONFLICT, "role: the first member of a household owns it");
}

static enum err known_already(struct ctx *c, struct text email)
{
    return fail(c, ERR_CONFLICT, "email: %.*s has an account already; `florin user key %.*s` makes a new key",
                TEXT_ARGS(email), TEXT_ARGS(email));
}

enum err operator_add_person(struct ctx *c, struct store *store, const struct operator_add *form,
                             struct person_row *out, struct membership_row *where)
{
    struct store_tx *tx;
    struct household home;
    enum role role;
    bool fresh;
    *out = (struct person_row){.locale = TEXT("en"), .zone = TEXT("UTC")};
    TRY(email_normalise(c, form->email, &out->email));
    struct text name = text_trim(form->name).len > 0 ? form->name : email_local(out->email);
    TRY(name_check(c, "name", name, PERSON_NAME_MAX, &out->name));
    TRY(store_begin(c, store, &tx));
    struct text hash = form->hash == NULL ? (struct text){NULL, 0} : text_of(form->hash->text);
    TRY(person_insert(c, tx, out, hash, &fresh));
    if (!fresh)
        return known_already(c, out->email);
    TRY(choose_household(c, tx, form, out, &home, &role));
    TRY(member_insert(c, tx, home.seq, out->seq, (int)role, &fresh));
    *where = (struct membership_row){.household = home.seq,
                                     .household_id = home.id,
                                     .household_name = home.name,
                                     .role = (int)role,
                                     .since_us = c->now_us};
    return store_commit(c, tx);
}

static enum err find_person(struct ctx *c, struct store_tx *tx, struct text email, struct person_row *out)
{
    struct text normal;
    TRY(email_normalise(c, email, &normal));
    enum err e = person_by_email(c, tx, normal, out);
    return e == ERR_NOT_FOUND ? fail(c, e, "email: nobody has %.*s", TEXT_ARGS(normal)) : e;
}

/* The person's household of that name, or the one joined first. */
static enum err find_membership(struct ctx *c, struct store_tx *tx, int64_t person, struct text name,
                                struct membership_row *out)
{
    struct membership_row *rows;
    size_t count;
    TRY(membership_rows(c, tx, person, &rows, &count));
    for (size_t i = 0; i < count; i++) {
        if (name.len == 0 || text_equal(rows[i].household_name, name)) {
            *out = rows[i];
            return OK;
        }
    }
    return fail(c, ERR_NOT_FOUND, "household: the person belongs to none%s",
                name.len == 0 ? "" : " of this name");
}

enum err operator_add_key(struct ctx *c, struct store *store, struct text email, struct text household,
                          struct text name, unsigned scopes, int64_t expires_us, struct api_key_row *out,
                          struct text *secret)
{
    struct store_tx *tx;
    struct person_row person;
    struct membership_row where = {0};
    TRY(store_begin(c, store, &tx));
    TRY(find_person(c, tx, email, &person));
    TRY(find_membership(c, tx, person.seq, household, &where));
    *out = (struct api_key_row){.person = person.seq,
                                .household = where.household,
                                .name = name,
                                .scopes = scopes,
                                .expires_us = expires_us};
    TRY(key_add(c, tx, out, secret));
    return store_commit(c, tx);
}

enum err operator_set_password(struct ctx *c, struct identity *identity, struct store *store,
                               struct text email, const struct password_hash *hash)
{
    struct store_tx *tx;
    struct person_row person;
    identity_changes(c, identity);
    TRY(store_begin(c, store, &tx));
    TRY(find_person(c, tx, email, &person));
    TRY(person_set_password(c, tx, person.seq, text_of(hash->text)));
    TRY(session_delete_all(c, tx, person.seq, 0));
    return store_commit(c, tx);
}

/* Each household must keep an owner, or nobody. */
static enum err may_go(struct ctx *c, struct store_tx *tx, int64_t person)
{
    struct membership_row *rows;
    size_t count;
    int64_t members, owners;
    TRY(membership_rows(c, tx, person, &rows, &count));
    for (size_t i = 0; i < count; i++) {
        TRY(member_count(c, tx, rows[i].household, 0, &members));
        TRY(member_count(c, tx, rows[i].household, ROLE_OWNER, &owners));
        if (members > 1 && owners == 1 && rows[i].role == ROLE_OWNER)
            return fail(c, ERR_CONFLICT,
                        "others belong to the household \"%.*s\", and this is its only owner",
                        TEXT_ARGS(rows[i].household_name));
    }
    return OK;
}

enum err operator_remove_person(struct ctx *c, struct identity *identity, struct store *store,
                                struct text email)
{
    struct store_tx *tx;
    struct person_row person;
    identity_changes(c, identity);
    TRY(store_begin(c, store, &tx));
    TRY(find_person(c, tx, email, &person));
    TRY(may_go(c, tx, person.seq));
    TRY(person_delete(c, tx, person.seq));
    return store_commit(c, tx);
}

enum err operator_invite(struct ctx *c, struct store *store, struct text email, struct text household,
                         enum role role, struct invitation_row *out, struct text *secret)
{
    struct store_tx *tx;
    struct household home;
    TRY(store_begin(c, store, &tx));
    TRY(household_or_first(c, tx, household, &home));
    TRY(invitation_add(c, tx, home.seq, email, role, out, secret));
    return store_commit(c, tx);
}

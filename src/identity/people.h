/* People: signing up, who I am, my profile, my password. Refusals name their field: "email: …", "password: …", "name: …", "locale: …",
 * "time_zone: …", "household: …", "invitation: …". */
#ifndef IDENTITY_PEOPLE_H
#define IDENTITY_PEOPLE_H

#include "identity/login.h"
#include "identity/password/password.h"
#include "store/entity/people/member.h"
#include "store/entity/people/person.h"

enum { EMAIL_MAX = 254, PERSON_NAME_MAX = 100, HOUSEHOLD_NAME_MAX = 100 };

/* True until the first person ever has signed up: the page then offers to. */
enum err signup_is_open(struct ctx *c, struct store *store, bool *open) MUST_USE;

struct signup {
    struct text email, password;
    struct text name;         /* empty: the e-mail's first part */
    struct text locale, zone; /* "de-DE", "Europe/Berlin"; empty: "en", "UTC" */
    struct text household;    /* the first person may name the first household; empty: it keeps its name */
    struct text invitation;   /* the token; empty: this is the first person */
};

struct signup_ready {
    struct signup
        form; /* checked and normalised, without the password; in the arena of the unit that prepared it */
    struct password_hash hash;
};

/* SLOW. Checks everything, then hashes. ERR_DENIED: nobody may sign up without an invitation any more, or this one is not valid. */
enum err signup_prepare(struct ctx *c, struct store *store, const struct signup *form,
                        struct signup_ready *out) MUST_USE;
/* WRITE. Makes the person and logs in. The first person owns the first household; another one gets the invitation's role in its household.
 * ERR_CONFLICT: the e-mail has an account (log in and accept the invitation instead). */
enum err signup_finish(struct ctx *c, struct identity *identity, struct store *store,
                       const struct signup_ready *ready, enum credential kind, struct text agent,
                       struct grant *out) MUST_USE;

/* The caller, and every household with the role in it (the one that the caller is in has household == caller->household). */
struct me {
    struct person_row person;
    struct membership_row *households;
    size_t household_count;
};
enum err me_get(struct ctx *c, struct store *store, const struct caller *caller, struct me *out) MUST_USE;
/* WRITE. Empty texts leave what is there. */
enum err me_change(struct ctx *c, struct store *store, const struct caller *caller, struct text name,
                   struct text locale, struct text zone) MUST_USE;

/* The right old password allows the new one. A key may not change it. */
struct password_ready {
    struct login_checked old;
    struct password_hash hash;
};
/* SLOW. ERR_LIMIT as login_check. */
enum err password_change_prepare(struct ctx *c, struct identity *identity, struct store *store,
                                 const struct caller *caller, struct text old_password,
                                 struct text new_password, struct text address,
                                 struct password_ready *out) MUST_USE;
/* WRITE. Ends every other session and family of the person. ERR_DENIED ("password: …") when the old one was wrong. */
enum err password_change_finish(struct ctx *c, struct identity *identity, struct store *store,
                                const struct caller *caller, const struct password_ready *ready) MUST_USE;

#endif

/* A store in memory with people in it. Each step is a unit of work of its own, as a request is. */
#ifndef TESTS_UNIT_IDENTITY_WORLD_H
#define TESTS_UNIT_IDENTITY_WORLD_H

#include "identity/invitations.h"
#include "identity/keys.h"
#include "identity/members.h"
#include "identity/operator.h"
#include "identity/people.h"
#include "servers/any_store.h"
#include "store/migrate.h"
#include "support.h"

#define MINUTE_US (INT64_C(60) * 1000000)
#define DAY_US    (INT64_C(86400) * 1000000)

#define ADA_PASSWORD "violet marble kettle seventy"

static const struct id any_household = {{0}};

struct world {
    struct store *store;
    struct identity *identity;
    struct ctx kept; /* for what outlives a step; takes nothing away */
    int64_t now_us;
};

static inline void world_open(struct world *w)
{
    w->kept = test_ctx();
    w->now_us = w->kept.now_us;
    assert_ok(&w->kept,
              store_open(&w->kept, any_store_driver(), any_store_place(":memory:"), true, &w->store));
    assert_ok(&w->kept, migrate_up(&w->kept, w->store));
    assert_ok(&w->kept, identity_open(&w->kept, ":memory:", &w->identity));
}

static inline void world_close(struct world *w)
{
    store_close(w->store);
    test_ctx_end(&w->kept);
    identity_close(w->identity);
}

static inline struct ctx step_begin(const struct world *w)
{
    return (struct ctx){.arena = arena_new(), .now_us = w->now_us};
}

static inline struct text keep(struct world *w, struct text t)
{
    return text_copy(w->kept.arena, t);
}

/* A person without a password, as the operator makes one. */
static inline struct person_row person_made(struct world *w, const char *email, enum role role)
{
    struct ctx c = step_begin(w);
    struct person_row person;
    struct membership_row where;
    struct operator_add form = {.email = text_of(email), .role = role};
    assert_ok(&c, operator_add_person(&c, w->store, &form, &person, &where));
    person.email = keep(w, person.email);
    person.name = keep(w, person.name);
    test_ctx_end(&c);
    return person;
}

/* Logs in without a password's hash, which would take a tenth of a second: as if login_check had found it right. */
static inline struct grant logged_in(struct world *w, const struct person_row *person, enum credential kind)
{
    struct ctx c = step_begin(w);
    struct grant grant;
    struct login_checked checked = {.right = true, .person = person->seq, .password_us = person->created_us};
    assert_ok(&c,
              login_finish(&c, w->identity, w->store, &checked, kind, TEXT("a test"), any_household, &grant));
    grant.secret = keep(w, grant.secret);
    grant.access = keep(w, grant.access);
    test_ctx_end(&c);
    return grant;
}

static inline enum err caller_of(struct world *w, struct text cookie, struct text bearer, struct caller *out)
{
    struct ctx c = step_begin(w);
    enum err e = caller_find(&c, w->identity, w->store, cookie, bearer, out);
    if (e == ERR_DENIED)
        assert_string_equal("log in first: this request carries no valid session, token or key", c.why);
    test_ctx_end(&c);
    return e;
}

static inline enum err by_cookie(struct world *w, struct text cookie, struct caller *out)
{
    return caller_of(w, cookie, TEXT(""), out);
}

static inline enum err by_bearer(struct world *w, struct text bearer, struct caller *out)
{
    return caller_of(w, TEXT(""), bearer, out);
}

static inline struct text key_made(struct world *w, const struct caller *caller, unsigned scopes,
                                   int64_t expires_us, struct api_key_row *row)
{
    struct ctx c = step_begin(w);
    struct text secret;
    assert_ok(&c, key_create(&c, w->store, caller, TEXT("a key"), scopes, expires_us, row, &secret));
    secret = keep(w, secret);
    test_ctx_end(&c);
    return secret;
}

/* Expects `code` of a call that is a unit of its own: a use case that is refused holds the writers' turn until its arena goes. The call
 * names its unit `c`. */
#define in_step(w, code, call)                                                                               \
    do {                                                                                                     \
        struct ctx c = step_begin(w);                                                                        \
        assert_err(code, call);                                                                              \
        test_ctx_end(&c);                                                                                    \
    } while (0)

#endif

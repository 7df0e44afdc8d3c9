/* Attacks on the front door. Each try that reaches a password's hash costs a tenth of a second, so there are few. */
#include "unit/identity/world.h"
#include "unit/store/places.h"

#include <sys/stat.h>

static struct grant signed_up(struct world *w)
{
    struct ctx c = step_begin(w);
    struct signup_ready ready;
    struct grant grant;
    struct signup form = {
        .email = TEXT(" Ada@Example.ORG "), .password = TEXT(ADA_PASSWORD), .household = TEXT("Byron")};
    assert_ok(&c, signup_prepare(&c, w->store, &form, &ready));
    assert_ok(&c,
              signup_finish(&c, w->identity, w->store, &ready, CREDENTIAL_SESSION, TEXT("a test"), &grant));
    grant.secret = keep(w, grant.secret);
    test_ctx_end(&c);
    return grant;
}

/* Checks and finishes; says in `why` what the client is told. */
static enum err log_in(struct world *w, const char *email, const char *password, const char *address,
                       char why[320], int64_t *wait_us)
{
    struct ctx c = step_begin(w);
    struct login form = {text_of(email), text_of(password), text_of(address)};
    struct login_checked checked;
    struct grant grant;
    enum err e = login_check(&c, w->identity, w->store, &form, &checked, wait_us);
    assert_true((e == ERR_LIMIT) == c.retriable);
    if (e == OK)
        e = login_finish(&c, w->identity, w->store, &checked, CREDENTIAL_SESSION, TEXT(""), any_household,
                         &grant);
    memcpy(why, c.why, sizeof c.why);
    test_ctx_end(&c);
    return e;
}

static void the_first_person_owns_the_first_household(void **state)
{
    struct world w;
    struct caller caller;
    struct me me;
    bool open;
    (void)state;
    world_open(&w);
    struct ctx c = step_begin(&w);
    assert_ok(&c, signup_is_open(&c, w.store, &open));
    assert_true(open);
    struct grant grant = signed_up(&w);
    assert_ok(&c, signup_is_open(&c, w.store, &open));
    assert_false(open);
    assert_err(OK, by_cookie(&w, grant.secret, &caller));
    assert_int_equal(1, caller.household);
    assert_int_equal(ROLE_OWNER, caller.role);
    assert_ok(&c, me_get(&c, w.store, &caller, &me));
    assert_text("ada@example.org", me.person.email);
    assert_text("ada", me.person.name);
    assert_text("Byron", me.households[0].household_name);
    /* Nobody else signs up, also when nobody is left: what the household keeps is not for the next one who comes by. */
    struct signup form = {.email = TEXT("eve@example.org"), .password = TEXT("gravel antenna wombat fjord")};
    struct signup_ready ready;
    assert_err(ERR_DENIED, signup_prepare(&c, w.store, &form, &ready));
    assert_ok(&c, operator_remove_person(&c, w.identity, w.store, TEXT("ada@example.org")));
    assert_err(ERR_DENIED, signup_prepare(&c, w.store, &form, &ready));
    test_ctx_end(&c);
    assert_err(ERR_DENIED, by_cookie(&w, grant.secret, &caller));
    world_close(&w);
}

static void of_two_first_persons_one_is_late(void **state)
{
    struct world w;
    struct grant grant;
    (void)state;
    world_open(&w);
    struct ctx c = step_begin(&w);
    struct signup form = {.email = TEXT("eve@example.org"), .password = TEXT("gravel antenna wombat fjord")};
    struct signup_ready ready;
    assert_ok(&c, signup_prepare(&c, w.store, &form, &ready));
    signed_up(&w);
    assert_err(ERR_DENIED,
               signup_finish(&c, w.identity, w.store, &ready, CREDENTIAL_SESSION, TEXT(""), &grant));
    assert_int_equal(0, grant.secret.len);
    test_ctx_end(&c);
    world_close(&w);
}

static void wrong_forms_are_refused_by_field(void **state)
{
    static const struct {
        const char *email, *name, *locale, *zone, *field;
    } forms[] = {
        {"", "", "", "", "email: "},
        {"ada", "", "", "", "email: "},
        {"ada@", "", "", "", "email: "},
        {"@example.org", "", "", "", "email: "},
        {"a da@example.org", "", "", "", "email: "},
        {"ada@exa mple.org", "", "", "", "email: "},
        {"ada@example..org", "", "", "", "email: "},
        {"ada@-example.org", "", "", "", "email: "},
        {"ada@b@example.org", "", "", "", "email: "},
        {"ada\n@example.org", "", "", "", "email: "},
        {"ada@example.org\xFF", "", "", "", "email: "},
        {"ada@example.org", "two\nlines", "", "", "name: "},
        {"ada@example.org", "", "d", "", "locale: "},
        {"ada@example.org", "", "de_DE!", "", "locale: "},
        {"ada@example.org", "", "", "../../etc/passwd", "time_zone: "},
        {"ada@example.org", "", "", "Europe Berlin", "time_zone: "},
    };
    struct world w;
    (void)state;
    world_open(&w);
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        struct ctx c = step_begin(&w);
        struct signup_ready ready;
        struct signup form = {.email = text_of(forms[i].email),
                              .name = text_of(forms[i].name),
                              .locale = text_of(forms[i].locale),
                              .zone = text_of(forms[i].zone),
                              .password = TEXT(ADA_PASSWORD)};
        assert_err(ERR_INPUT, signup_prepare(&c, w.store, &form, &ready));
        if (!text_starts(text_of(c.why), text_of(forms[i].field)))
            fail_msg("form %zu: %s", i, c.why);
        test_ctx_end(&c);
    }
    world_close(&w);
}

static void who_exists_cannot_be_told(void **state)
{
    struct world w;
    char known[320], unknown[320];
    int64_t known_us, unknown_us;
    (void)state;
    world_open(&w);
    signed_up(&w);
    for (int i = 0; i < 9; i++) {
        enum err e = log_in(&w, "ada@example.org", "a wrong password it is", "", known, &known_us);
        assert_err(i < 5 ? ERR_DENIED : ERR_LIMIT, e);
        assert_err(e, log_in(&w, "nobody@example.org", "a wrong password it is", "", unknown, &unknown_us));
        assert_string_equal(known, unknown);
        assert_int_equal(known_us, unknown_us);
    }
    assert_int_equal(1000000, known_us);
    world_close(&w);
}

static void each_failure_doubles_the_wait_and_a_success_ends_it(void **state)
{
    struct world w;
    char why[320];
    int64_t wait_us = 0;
    (void)state;
    world_open(&w);
    signed_up(&w);
    for (int i = 0; i < 5; i++)
        assert_err(ERR_DENIED, log_in(&w, "ada@example.org", "wrong", "", why, &wait_us));
    for (int64_t seconds = 1; seconds <= 4; seconds *= 2) {
        /* The right password does not help while the door is locked: else guessing went on. */
        assert_err(ERR_LIMIT, log_in(&w, "ada@example.org", ADA_PASSWORD, "", why, &wait_us));
        assert_int_equal(seconds * 1000000, wait_us);
        w.now_us += wait_us;
        assert_err(ERR_DENIED, log_in(&w, "Ada@Example.org", "wrong", "", why, &wait_us));
    }
    w.now_us += 8000000;
    assert_err(OK, log_in(&w, "ada@example.org", ADA_PASSWORD, "", why, &wait_us));
    assert_err(ERR_DENIED, log_in(&w, "ada@example.org", "wrong", "", why, &wait_us));
    assert_err(OK, log_in(&w, "ada@example.org", ADA_PASSWORD, "", why, &wait_us));
    world_close(&w);
}

static void a_restart_forgets_no_failure(void **state)
{
    struct world w;
    char why[320], *place = place_fresh();
    int64_t wait_us;
    (void)state;
    assert_int_equal(0, mkdir(place, 0700));
    world_open(&w);
    identity_close(w.identity);
    assert_ok(&w.kept, identity_open(&w.kept, place, &w.identity));
    for (int i = 0; i < 5; i++)
        assert_err(ERR_DENIED, log_in(&w, "ada@example.org", "wrong", "", why, &wait_us));
    identity_close(w.identity);
    assert_ok(&w.kept, identity_open(&w.kept, place, &w.identity));
    assert_err(ERR_LIMIT, log_in(&w, "ada@example.org", "wrong", "", why, &wait_us));
    world_close(&w);
    place_drop(place);
}

static void one_address_cannot_try_many_names(void **state)
{
    struct world w;
    char why[320], email[64];
    int64_t wait_us;
    (void)state;
    world_open(&w);
    signed_up(&w);
    for (int i = 0; i < 20; i++) {
        struct ctx c = step_begin(&w);
        struct login_checked checked;
        snprintf(email, sizeof email, "user%d@example.org", i);
        /* In one /64 an attacker has every address. */
        struct login form = {text_of(email), TEXT("wrong"),
                             i % 2 == 0 ? TEXT("2001:db8::1") : TEXT("2001:db8::ffff:2")};
        assert_ok(&c, login_check(&c, w.identity, w.store, &form, &checked, NULL));
        test_ctx_end(&c);
    }
    assert_err(ERR_LIMIT, log_in(&w, "ada@example.org", ADA_PASSWORD, "2001:db8::3", why, &wait_us));
    assert_err(OK, log_in(&w, "ada@example.org", ADA_PASSWORD, "2001:db8:0:1::3", why, &wait_us));
    assert_err(OK, log_in(&w, "ada@example.org", ADA_PASSWORD, "192.0.2.7", why, &wait_us));
    world_close(&w);
}

/* Tries that are under way at once are counted before any of them has failed. */
static void many_at_once_gain_nothing(void **state)
{
    struct world w;
    int passed = 0;
    (void)state;
    world_open(&w);
    for (int i = 0; i < 20; i++) {
        struct ctx c = step_begin(&w);
        struct login_checked checked;
        struct login form = {TEXT("ada@example.org"), TEXT("wrong"), TEXT("")};
        passed += login_check(&c, w.identity, w.store, &form, &checked, NULL) == OK;
        test_ctx_end(&c);
    }
    assert_int_equal(5, passed);
    world_close(&w);
}

static void a_password_that_changed_meanwhile_is_not_right_any_more(void **state)
{
    struct world w;
    struct login_checked checked;
    struct grant grant;
    struct password_hash hash = {"$argon2id$never"};
    (void)state;
    world_open(&w);
    signed_up(&w);
    struct ctx c = step_begin(&w);
    struct login form = {TEXT("ada@example.org"), TEXT(ADA_PASSWORD), TEXT("")};
    assert_ok(&c, login_check(&c, w.identity, w.store, &form, &checked, NULL));
    assert_true(checked.right);
    assert_ok(&c, operator_set_password(&c, w.identity, w.store, TEXT("ada@example.org"), &hash));
    assert_err(ERR_DENIED, login_finish(&c, w.identity, w.store, &checked, CREDENTIAL_SESSION, TEXT(""),
                                        any_household, &grant));
    test_ctx_end(&c);
    world_close(&w);
}

static void changing_the_password_ends_the_other_sessions(void **state)
{
    struct world w;
    struct caller caller;
    struct password_ready ready;
    struct api_key_row row;
    char why[320];
    int64_t wait_us;
    (void)state;
    world_open(&w);
    struct grant here = signed_up(&w);
    struct person_row ada = {.seq = here.caller.user, .created_us = w.now_us};
    struct grant there = logged_in(&w, &ada, CREDENTIAL_SESSION);
    struct text key = key_made(&w, &here.caller, SCOPE_ALL, 0, &row);
    struct ctx c = step_begin(&w);
    const struct text old = TEXT(ADA_PASSWORD), new = TEXT("gravel antenna wombat fjord");
    assert_ok(&c, password_change_prepare(&c, w.identity, w.store, &here.caller, TEXT("wrong"), new, TEXT(""),
                                          &ready));
    assert_err(ERR_DENIED, password_change_finish(&c, w.identity, w.store, &here.caller, &ready));
    assert_err(ERR_INPUT, password_change_prepare(&c, w.identity, w.store, &here.caller, old, TEXT("short"),
                                                  TEXT(""), &ready));
    assert_err(OK, by_bearer(&w, key, &caller));
    assert_err(ERR_DENIED,
               password_change_prepare(&c, w.identity, w.store, &caller, old, new, TEXT(""), &ready));
    assert_ok(&c, password_change_prepare(&c, w.identity, w.store, &here.caller, old, new, TEXT(""), &ready));
    assert_ok(&c, password_change_finish(&c, w.identity, w.store, &here.caller, &ready));
    test_ctx_end(&c);
    assert_err(OK, by_cookie(&w, here.secret, &caller));
    assert_err(ERR_DENIED, by_cookie(&w, there.secret, &caller));
    assert_err(ERR_DENIED, log_in(&w, "ada@example.org", ADA_PASSWORD, "", why, &wait_us));
    assert_err(OK, log_in(&w, "ada@example.org", "gravel antenna wombat fjord", "", why, &wait_us));
    world_close(&w);
}

static void who_has_no_password_cannot_log_in(void **state)
{
    struct world w;
    char why[320];
    int64_t wait_us;
    (void)state;
    world_open(&w);
    (void)person_made(&w, "ada@example.org", ROLE_NONE);
    assert_err(ERR_DENIED, log_in(&w, "ada@example.org", "", "", why, &wait_us));
    assert_err(ERR_DENIED, log_in(&w, "ada@example.org", "AAAAAAAAAAAAAAAAAAAAAA", "", why, &wait_us));
    char *huge = arena_alloc(w.kept.arena, PASSWORD_BYTES_MAX + 2);
    memset(huge, 'x', PASSWORD_BYTES_MAX + 1);
    assert_err(ERR_INPUT, log_in(&w, "ada@example.org", huge, "", why, &wait_us));
    world_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_person_owns_the_first_household),
        cmocka_unit_test(of_two_first_persons_one_is_late),
        cmocka_unit_test(wrong_forms_are_refused_by_field),
        cmocka_unit_test(who_exists_cannot_be_told),
        cmocka_unit_test(each_failure_doubles_the_wait_and_a_success_ends_it),
        cmocka_unit_test(a_restart_forgets_no_failure),
        cmocka_unit_test(one_address_cannot_try_many_names),
        cmocka_unit_test(many_at_once_gain_nothing),
        cmocka_unit_test(a_password_that_changed_meanwhile_is_not_right_any_more),
        cmocka_unit_test(changing_the_password_ends_the_other_sessions),
        cmocka_unit_test(who_has_no_password_cannot_log_in),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

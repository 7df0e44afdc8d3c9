#include "unit/identity/world.h"

static void a_page_session_is_found_and_ended(void **state)
{
    (void)state;
    struct world w;
    struct caller caller;
    world_open(&w);
    struct person_row ada = person_made(&w, "ada@example.org", ROLE_NONE);
    struct grant grant = logged_in(&w, &ada, CREDENTIAL_SESSION);
    assert_int_equal(0, grant.access.len);
    assert_err(OK, by_cookie(&w, grant.secret, &caller));
    assert_int_equal(CREDENTIAL_SESSION, caller.credential);
    assert_int_equal(ada.seq, caller.user);
    assert_int_equal(1, caller.household);
    assert_int_equal(ROLE_OWNER, caller.role);
    assert_int_equal(SCOPE_ALL, caller.scopes);
    assert_err(ERR_DENIED, by_bearer(&w, grant.secret, &caller)); /* a cookie is no bearer */
    assert_int_equal(0, caller.user);
    struct ctx c = step_begin(&w);
    assert_ok(&c, session_end(&c, w.identity, w.store, &grant.caller));
    test_ctx_end(&c);
    assert_err(ERR_DENIED, by_cookie(&w, grant.secret, &caller));
    world_close(&w);
}

static void what_is_altered_or_empty_is_refused(void **state)
{
    (void)state;
    struct world w;
    struct caller caller;
    world_open(&w);
    struct person_row ada = person_made(&w, "ada@example.org", ROLE_NONE);
    struct grant grant = logged_in(&w, &ada, CREDENTIAL_SESSION);
    char *altered = arena_copy(w.kept.arena, grant.secret.at, grant.secret.len);
    for (size_t i = 0; i < grant.secret.len; i++) {
        altered[i] ^= 1;
        assert_err(ERR_DENIED, by_cookie(&w, text_of(altered), &caller));
        altered[i] ^= 1;
    }
    assert_err(ERR_DENIED, by_cookie(&w, TEXT(""), &caller));
    assert_err(ERR_DENIED, by_cookie(&w, TEXT("fls_"), &caller));
    assert_err(ERR_DENIED, by_cookie(&w, (struct text){grant.secret.at, grant.secret.len - 1}, &caller));
    char *huge = arena_alloc(w.kept.arena, 1 << 20);
    memset(huge, 'a', (1 << 20) - 1);
    assert_err(ERR_DENIED, by_cookie(&w, text_of(huge), &caller));
    assert_err(ERR_DENIED, by_bearer(&w, text_of(huge), &caller));
    /* A bearer alone decides, also beside a valid cookie. */
    assert_err(ERR_DENIED, caller_of(&w, grant.secret, TEXT("nonsense"), &caller));
    world_close(&w);
}

static void a_session_slides_and_ends_after_ninety_days(void **state)
{
    (void)state;
    struct world w;
    struct caller caller;
    world_open(&w);
    struct person_row ada = person_made(&w, "ada@example.org", ROLE_NONE);
    struct grant idle = logged_in(&w, &ada, CREDENTIAL_SESSION);
    struct grant used = logged_in(&w, &ada, CREDENTIAL_SESSION);
    int64_t begin_us = w.now_us;
    for (int day = 1; day < 90; day++) {
        w.now_us = begin_us + day * DAY_US;
        assert_err(OK, by_cookie(&w, used.secret, &caller));
        assert_true(caller.use_due);
        struct ctx c = step_begin(&w);
        assert_ok(&c, caller_note_use(&c, w.store, &caller));
        test_ctx_end(&c);
        assert_err(day < 30 ? OK : ERR_DENIED, by_cookie(&w, idle.secret, &caller));
    }
    w.now_us = begin_us + 90 * DAY_US - 1;
    assert_err(OK, by_cookie(&w, used.secret, &caller));
    w.now_us++;
    assert_err(ERR_DENIED, by_cookie(&w, used.secret, &caller));
    world_close(&w);
}

static void a_use_is_noted_once_a_minute(void **state)
{
    (void)state;
    struct world w;
    struct caller caller;
    int due = 0;
    world_open(&w);
    struct person_row ada = person_made(&w, "ada@example.org", ROLE_NONE);
    struct grant grant = logged_in(&w, &ada, CREDENTIAL_SESSION);
    for (int second = 0; second < 300; second++) {
        w.now_us += 1000000;
        assert_err(OK, by_cookie(&w, grant.secret, &caller));
        due += caller.use_due;
    }
    assert_int_equal(5, due);
    world_close(&w);
}

static void sessions_are_listed_and_revoked_one_by_one(void **state)
{
    (void)state;
    struct world w;
    struct caller caller;
    struct session_row *rows;
    size_t count;
    world_open(&w);
    struct person_row ada = person_made(&w, "ada@example.org", ROLE_NONE);
    struct person_row bob = person_made(&w, "bob@example.org", ROLE_MEMBER);
    struct grant first = logged_in(&w, &ada, CREDENTIAL_SESSION);
    struct grant other = logged_in(&w, &ada, CREDENTIAL_TOKEN);
    struct grant bobs = logged_in(&w, &bob, CREDENTIAL_SESSION);
    struct ctx c = step_begin(&w);
    assert_ok(&c, session_list(&c, w.store, &first.caller, &rows, &count));
    assert_int_equal(2, count);
    assert_text("a test", rows[0].agent);
    /* Nobody revokes what belongs to another person. */
    assert_err(ERR_NOT_FOUND, session_revoke(&c, w.identity, w.store, &first.caller, bobs.session));
    assert_ok(&c, session_revoke(&c, w.identity, w.store, &first.caller, other.session));
    test_ctx_end(&c);
    assert_err(OK, by_cookie(&w, first.secret, &caller));
    assert_err(OK, by_cookie(&w, bobs.secret, &caller));
    assert_err(ERR_DENIED, by_bearer(&w, other.access, &caller));
    world_close(&w);
}

static void logging_out_everywhere_ends_all_but_what_is_kept(void **state)
{
    (void)state;
    struct world w;
    struct caller caller;
    struct api_key_row row;
    world_open(&w);
    struct person_row ada = person_made(&w, "ada@example.org", ROLE_NONE);
    struct grant here = logged_in(&w, &ada, CREDENTIAL_SESSION);
    struct grant there = logged_in(&w, &ada, CREDENTIAL_TOKEN);
    struct text key = key_made(&w, &here.caller, SCOPE_READ, 0, &row);
    assert_err(OK, by_bearer(&w, there.access, &caller));
    assert_err(OK, by_bearer(&w, key, &caller));
    struct ctx c = step_begin(&w);
    assert_ok(&c, session_end_all(&c, w.identity, w.store, &here.caller, true, false));
    test_ctx_end(&c);
    assert_err(OK, by_cookie(&w, here.secret, &caller));
    assert_err(ERR_DENIED, by_bearer(&w, there.access, &caller));
    assert_err(OK, by_bearer(&w, key, &caller));
    c = step_begin(&w);
    assert_ok(&c, session_end_all(&c, w.identity, w.store, &here.caller, false, true));
    test_ctx_end(&c);
    assert_err(ERR_DENIED, by_cookie(&w, here.secret, &caller));
    assert_err(ERR_DENIED, by_bearer(&w, key, &caller));
    world_close(&w);
}

static void the_oldest_session_makes_room(void **state)
{
    (void)state;
    struct world w;
    struct caller caller;
    world_open(&w);
    struct person_row ada = person_made(&w, "ada@example.org", ROLE_NONE);
    struct grant first = logged_in(&w, &ada, CREDENTIAL_SESSION), last = {0};
    assert_err(OK, by_cookie(&w, first.secret, &caller));
    for (int i = 0; i < SESSIONS_MAX; i++) {
        w.now_us++;
        last = logged_in(&w, &ada, CREDENTIAL_SESSION);
    }
    assert_err(ERR_DENIED, by_cookie(&w, first.secret, &caller));
    assert_err(OK, by_cookie(&w, last.secret, &caller));
    world_close(&w);
}

static enum err refreshed(struct world *w, struct text refresh, struct grant *out)
{
    struct ctx c = step_begin(w);
    enum err e = token_refresh(&c, w->identity, w->store, refresh, out);
    out->secret = keep(w, out->secret);
    out->access = keep(w, out->access);
    test_ctx_end(&c);
    return e;
}

static void a_refresh_token_is_good_once(void **state)
{
    (void)state;
    struct world w;
    struct caller caller;
    struct grant second, third;
    world_open(&w);
    struct person_row ada = person_made(&w, "ada@example.org", ROLE_NONE);
    struct grant first = logged_in(&w, &ada, CREDENTIAL_TOKEN);
    w.now_us += 10 * MINUTE_US;
    assert_err(OK, refreshed(&w, first.secret, &second));
    assert_false(text_equal(first.secret, second.secret));
    assert_int_equal(ada.seq, second.caller.user);
    assert_err(OK, by_bearer(&w, second.access, &caller));
    assert_err(OK, by_bearer(&w, first.access, &caller)); /* still in its 15 minutes */
    w.now_us += 6 * MINUTE_US;
    assert_err(ERR_DENIED, by_bearer(&w, first.access, &caller));
    assert_err(OK, by_bearer(&w, second.access, &caller));
    assert_err(OK, refreshed(&w, second.secret, &third));
    /* The first one again: somebody else has it. The whole family ends, at once. */
    assert_err(OK, by_bearer(&w, third.access, &caller));
    assert_err(ERR_DENIED, refreshed(&w, first.secret, &second));
    assert_err(ERR_DENIED, by_bearer(&w, third.access, &caller));
    assert_err(ERR_DENIED, refreshed(&w, third.secret, &second));
    world_close(&w);
}

/* Only a token that this server made names a family: others cannot end it. */
static void a_forged_refresh_token_ends_nothing(void **state)
{
    (void)state;
    struct world w;
    struct grant next;
    world_open(&w);
    struct person_row ada = person_made(&w, "ada@example.org", ROLE_NONE);
    struct grant first = logged_in(&w, &ada, CREDENTIAL_TOKEN);
    struct grant page = logged_in(&w, &ada, CREDENTIAL_SESSION);
    char *forged = arena_copy(w.kept.arena, first.secret.at, first.secret.len);
    for (size_t i = 0; i < first.secret.len; i += 3) {
        char was = forged[i];
        forged[i] = was == 'A' ? 'B' : 'A';
        assert_err(ERR_DENIED, refreshed(&w, text_of(forged), &next));
        forged[i] = was;
    }
    assert_err(ERR_DENIED, refreshed(&w, page.secret, &next));
    assert_err(ERR_DENIED, refreshed(&w, first.access, &next));
    assert_err(ERR_DENIED, refreshed(&w, TEXT(""), &next));
    assert_err(OK, refreshed(&w, first.secret, &next));
    world_close(&w);
}

static void a_family_ends_when_it_rests_for_thirty_days(void **state)
{
    (void)state;
    struct world w;
    struct grant next;
    world_open(&w);
    struct person_row ada = person_made(&w, "ada@example.org", ROLE_NONE);
    struct grant grant = logged_in(&w, &ada, CREDENTIAL_TOKEN);
    w.now_us += 29 * DAY_US;
    assert_err(OK, refreshed(&w, grant.secret, &next));
    w.now_us += 30 * DAY_US;
    assert_err(ERR_DENIED, refreshed(&w, next.secret, &grant));
    struct ctx c = step_begin(&w);
    assert_ok(&c, identity_purge(&c, w.store));
    test_ctx_end(&c);
    world_close(&w);
}

static void a_session_enters_another_household(void **state)
{
    (void)state;
    struct world w;
    struct caller caller;
    struct me me;
    world_open(&w);
    (void)person_made(&w, "ada@example.org", ROLE_NONE);
    struct person_row bob = person_made(&w, "bob@example.org", ROLE_NONE); /* of his own */
    struct person_row eve = person_made(&w, "eve@example.org", ROLE_VIEWER);
    struct grant bobs = logged_in(&w, &bob, CREDENTIAL_SESSION),
                 eves = logged_in(&w, &eve, CREDENTIAL_SESSION);
    assert_int_not_equal(1, bobs.caller.household);
    assert_int_equal(1, eves.caller.household);
    struct ctx c = step_begin(&w);
    assert_ok(&c, me_get(&c, w.store, &bobs.caller, &me));
    assert_int_equal(1, me.household_count);
    struct id home = me.households[0].household_id;
    struct text secret;
    struct invitation_row row;
    assert_ok(&c, invitation_create(&c, w.store, &bobs.caller, TEXT("Eve@Example.org "), ROLE_MEMBER, &row,
                                    &secret));
    assert_err(ERR_NOT_FOUND, session_enter(&c, w.identity, w.store, &eves.caller, home));
    test_ctx_end(&c);
    assert_err(OK, by_cookie(&w, eves.secret, &caller));
    assert_int_equal(1, caller.household);
    c = step_begin(&w);
    struct caller eve_caller = caller;
    struct store_tx *tx;
    assert_ok(&c, store_begin(&c, w.store, &tx)); /* joined otherwise: the token is gone with its arena */
    bool fresh;
    assert_ok(&c, member_insert(&c, tx, bobs.caller.household, eve.seq, ROLE_MEMBER, &fresh));
    assert_ok(&c, store_commit(&c, tx));
    assert_ok(&c, session_enter(&c, w.identity, w.store, &eve_caller, home));
    test_ctx_end(&c);
    assert_err(OK, by_cookie(&w, eves.secret, &caller));
    assert_int_equal(bobs.caller.household, caller.household);
    assert_int_equal(ROLE_MEMBER, caller.role);
    world_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_page_session_is_found_and_ended),
        cmocka_unit_test(what_is_altered_or_empty_is_refused),
        cmocka_unit_test(a_session_slides_and_ends_after_ninety_days),
        cmocka_unit_test(a_use_is_noted_once_a_minute),
        cmocka_unit_test(sessions_are_listed_and_revoked_one_by_one),
        cmocka_unit_test(logging_out_everywhere_ends_all_but_what_is_kept),
        cmocka_unit_test(the_oldest_session_makes_room),
        cmocka_unit_test(a_refresh_token_is_good_once),
        cmocka_unit_test(a_forged_refresh_token_ends_nothing),
        cmocka_unit_test(a_family_ends_when_it_rests_for_thirty_days),
        cmocka_unit_test(a_session_enters_another_household),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

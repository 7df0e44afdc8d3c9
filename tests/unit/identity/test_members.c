/* Households: who belongs, invitations, keys, and who may say so. */
#include "unit/identity/world.h"

/* Ada owns, Bob is a member, Vic looks; Eve has a household of her own. */
struct people {
    struct world world;
    struct person_row ada, bob, vic, eve;
    struct caller ada_caller, bob_caller, vic_caller, eve_caller;
};

static struct caller caller_in(struct world *w, const struct person_row *person)
{
    struct caller caller;
    struct grant grant = logged_in(w, person, CREDENTIAL_SESSION);
    assert_err(OK, by_cookie(w, grant.secret, &caller));
    return caller;
}

static void people_come(struct people *p)
{
    struct world *w = &p->world;
    world_open(w);
    p->ada = person_made(w, "ada@example.org", ROLE_NONE);
    p->bob = person_made(w, "bob@example.org", ROLE_MEMBER);
    p->vic = person_made(w, "vic@example.org", ROLE_VIEWER);
    p->eve = person_made(w, "eve@example.org", ROLE_NONE);
    p->ada_caller = caller_in(w, &p->ada);
    p->bob_caller = caller_in(w, &p->bob);
    p->vic_caller = caller_in(w, &p->vic);
    p->eve_caller = caller_in(w, &p->eve);
}

static enum err removed(struct people *p, const struct caller *caller, struct id who)
{
    struct ctx c = step_begin(&p->world);
    enum err e = member_remove(&c, p->world.identity, p->world.store, caller, who);
    test_ctx_end(&c);
    return e;
}

static enum err role_changed(struct people *p, const struct caller *caller, struct id who, enum role role)
{
    struct ctx c = step_begin(&p->world);
    enum err e = member_change_role(&c, p->world.identity, p->world.store, caller, who, role);
    test_ctx_end(&c);
    return e;
}

static void only_owners_see_and_change_members(void **state)
{
    struct people p;
    struct member_row *rows;
    struct invitation_row *open, one;
    struct text secret;
    size_t count;
    (void)state;
    people_come(&p);
    struct ctx unit = step_begin(&p.world);
    struct store *store = p.world.store;
    assert_ok(&unit, member_list(&unit, store, &p.ada_caller, &rows, &count));
    assert_int_equal(3, count);
    const struct caller *others[] = {&p.bob_caller, &p.vic_caller};
    for (int i = 0; i < 2; i++) {
        in_step(&p.world, ERR_DENIED, member_list(&c, store, others[i], &rows, &count));
        assert_err(ERR_DENIED, role_changed(&p, others[i], p.ada.id, ROLE_VIEWER));
        assert_err(ERR_DENIED, role_changed(&p, others[i], others[i]->user_id, ROLE_OWNER));
        assert_err(ERR_DENIED, removed(&p, others[i], p.ada.id));
        in_step(&p.world, ERR_DENIED, invitation_list(&c, store, others[i], &open, &count));
        in_step(&p.world, ERR_DENIED,
                invitation_create(&c, store, others[i], TEXT("x@example.org"), ROLE_OWNER, &one, &secret));
    }
    /* Somebody of another household is nobody here, also to its owner. */
    assert_err(ERR_NOT_FOUND, role_changed(&p, &p.eve_caller, p.bob.id, ROLE_VIEWER));
    assert_err(ERR_NOT_FOUND, removed(&p, &p.eve_caller, p.bob.id));
    assert_err(ERR_NOT_FOUND, removed(&p, &p.ada_caller, p.eve.id));
    assert_err(ERR_INPUT, role_changed(&p, &p.ada_caller, p.bob.id, ROLE_NONE));
    assert_err(ERR_INPUT, role_changed(&p, &p.ada_caller, p.bob.id, (enum role)9));
    const struct caller nobody = {.household = 1, .user = p.ada.seq, .user_id = p.ada.id};
    assert_err(ERR_DENIED, removed(&p, &nobody, p.bob.id));
    test_ctx_end(&unit);
    world_close(&p.world);
}

static void a_household_keeps_an_owner(void **state)
{
    struct people p;
    (void)state;
    people_come(&p);
    assert_err(ERR_CONFLICT, role_changed(&p, &p.ada_caller, p.ada.id, ROLE_MEMBER));
    assert_err(ERR_CONFLICT, removed(&p, &p.ada_caller, p.ada.id));
    assert_err(OK, role_changed(&p, &p.ada_caller, p.bob.id, ROLE_OWNER));
    assert_err(OK, removed(&p, &p.ada_caller, p.ada.id));
    /* The request that was under way with the old role comes too late. */
    assert_err(ERR_DENIED, role_changed(&p, &p.ada_caller, p.vic.id, ROLE_OWNER));
    assert_err(ERR_DENIED, removed(&p, &p.ada_caller, p.vic.id));
    p.bob_caller.role = ROLE_OWNER;
    assert_err(ERR_CONFLICT, removed(&p, &p.bob_caller, p.bob.id));
    assert_err(OK, removed(&p, &p.vic_caller, p.vic.id)); /* anybody may leave */
    world_close(&p.world);
}

static void who_is_removed_is_out_with_all_that_he_holds(void **state)
{
    struct people p;
    struct caller caller;
    struct api_key_row row;
    (void)state;
    people_come(&p);
    struct world *w = &p.world;
    struct grant page = logged_in(w, &p.bob, CREDENTIAL_SESSION),
                 tokens = logged_in(w, &p.bob, CREDENTIAL_TOKEN), next;
    struct text key = key_made(w, &p.bob_caller, SCOPE_READ | SCOPE_WRITE, 0, &row);
    for (int i = 0; i < 3; i++) { /* remembered */
        assert_err(OK, by_cookie(w, page.secret, &caller));
        assert_err(OK, by_bearer(w, tokens.access, &caller));
        assert_err(OK, by_bearer(w, key, &caller));
    }
    assert_int_equal(ROLE_MEMBER, caller.role);
    assert_err(OK, role_changed(&p, &p.ada_caller, p.bob.id, ROLE_VIEWER));
    assert_err(OK, by_bearer(w, key, &caller));
    assert_int_equal(ROLE_VIEWER, caller.role);
    assert_err(OK, removed(&p, &p.ada_caller, p.bob.id));
    assert_err(ERR_DENIED, by_cookie(w, page.secret, &caller));
    assert_err(ERR_DENIED, by_bearer(w, tokens.access, &caller));
    assert_err(ERR_DENIED, by_bearer(w, key, &caller));
    in_step(w, ERR_DENIED, token_refresh(&c, w->identity, w->store, tokens.secret, &next));
    world_close(w);
}

/* -- Invitations -- */

static struct text invited(struct people *p, const char *email, enum role role)
{
    struct ctx c = step_begin(&p->world);
    struct invitation_row row;
    struct text secret;
    assert_ok(&c, invitation_create(&c, p->world.store, &p->ada_caller, text_of(email), role, &row, &secret));
    secret = keep(&p->world, secret);
    test_ctx_end(&c);
    return secret;
}

static enum err accepted(struct people *p, const struct caller *caller, struct text secret)
{
    struct ctx c = step_begin(&p->world);
    struct id household;
    enum err e = invitation_accept(&c, p->world.identity, p->world.store, caller, secret, &household);
    test_ctx_end(&c);
    return e;
}

static void an_invitation_is_for_one_person_and_one_use(void **state)
{
    struct people p;
    struct invitation_row row, *open;
    size_t count;
    (void)state;
    people_come(&p);
    struct ctx unit = step_begin(&p.world);
    struct text first = invited(&p, "EVE@example.org", ROLE_MEMBER),
                second = invited(&p, "eve@example.org", ROLE_VIEWER);
    assert_err(ERR_NOT_FOUND, invitation_look(&unit, p.world.store, first, &row)); /* the newer one counts */
    assert_ok(&unit, invitation_look(&unit, p.world.store, second, &row));
    assert_text("eve@example.org", row.email);
    assert_int_equal(ROLE_VIEWER, row.role);
    assert_err(ERR_DENIED, accepted(&p, &p.bob_caller, second));
    assert_err(OK, accepted(&p, &p.eve_caller, second));
    assert_err(ERR_NOT_FOUND, accepted(&p, &p.eve_caller, second));
    assert_err(ERR_NOT_FOUND, accepted(&p, &p.eve_caller, TEXT("fli_")));
    struct text unused;
    in_step(&p.world, ERR_CONFLICT,
            invitation_create(&c, p.world.store, &p.ada_caller, TEXT("eve@example.org"), ROLE_OWNER, &row,
                              &unused));
    in_step(&p.world, ERR_INPUT,
            invitation_create(&c, p.world.store, &p.ada_caller, TEXT("new@example.org"), ROLE_NONE, &row,
                              &unused));
    assert_ok(&unit, invitation_list(&unit, p.world.store, &p.ada_caller, &open, &count));
    assert_int_equal(0, count);
    test_ctx_end(&unit);
    world_close(&p.world);
}

static void an_invitation_expires_and_can_be_revoked(void **state)
{
    struct people p;
    struct invitation_row row;
    (void)state;
    people_come(&p);
    struct text secret = invited(&p, "eve@example.org", ROLE_MEMBER);
    p.world.now_us += 7 * DAY_US - 1;
    struct ctx unit = step_begin(&p.world);
    assert_ok(&unit, invitation_look(&unit, p.world.store, secret, &row));
    in_step(&p.world, ERR_NOT_FOUND, invitation_revoke(&c, p.world.store, &p.eve_caller, row.id));
    p.world.now_us++;
    assert_err(ERR_NOT_FOUND, accepted(&p, &p.eve_caller, secret));
    secret = invited(&p, "eve@example.org", ROLE_MEMBER);
    assert_ok(&unit, invitation_look(&unit, p.world.store, secret, &row));
    assert_ok(&unit, invitation_revoke(&unit, p.world.store, &p.ada_caller, row.id));
    assert_err(ERR_NOT_FOUND, accepted(&p, &p.eve_caller, secret));
    test_ctx_end(&unit);
    world_close(&p.world);
}

static void signing_up_takes_the_place_that_was_offered(void **state)
{
    struct people p;
    struct caller caller;
    struct grant grant;
    struct signup_ready ready;
    (void)state;
    people_come(&p);
    struct world *w = &p.world;
    struct text secret = invited(&p, "new@example.org", ROLE_MEMBER);
    struct ctx unit = step_begin(w);
    struct signup form = {
        .email = TEXT("other@example.org"), .password = TEXT(ADA_PASSWORD), .invitation = secret};
    assert_err(ERR_DENIED, signup_prepare(&unit, w->store, &form, &ready));
    form.email = TEXT("New@example.org");
    form.household = TEXT("");
    assert_ok(&unit, signup_prepare(&unit, w->store, &form, &ready));
    assert_ok(&unit, signup_finish(&unit, w->identity, w->store, &ready, CREDENTIAL_TOKEN, TEXT(""), &grant));
    assert_err(OK, by_bearer(w, grant.access, &caller));
    assert_int_equal(1, caller.household);
    assert_int_equal(ROLE_MEMBER, caller.role);
    in_step(&p.world, ERR_NOT_FOUND,
            signup_finish(&c, w->identity, w->store, &ready, CREDENTIAL_TOKEN, TEXT(""), &grant));
    test_ctx_end(&unit);
    world_close(w);
}

/* -- Keys -- */

static void a_key_does_what_its_scopes_say_until_it_ends(void **state)
{
    struct people p;
    struct caller caller;
    struct api_key_row row, *rows;
    size_t count;
    (void)state;
    people_come(&p);
    struct world *w = &p.world;
    struct text key = key_made(w, &p.ada_caller, SCOPE_READ | SCOPE_ADMIN, w->now_us + DAY_US, &row);
    assert_true(text_starts(key, TEXT("flk_")));
    assert_err(OK, by_bearer(w, key, &caller));
    assert_true(caller.use_due);
    assert_err(ERR_DENIED, by_cookie(w, key, &caller)); /* a key is no cookie */
    assert_err(OK, by_bearer(w, key, &caller));
    assert_int_equal(CREDENTIAL_KEY, caller.credential);
    assert_false(caller.use_due); /* once a minute */
    struct ctx unit = step_begin(w);
    assert_ok(&unit, caller_require(&unit, &caller, ROLE_OWNER, SCOPE_READ));
    assert_err(ERR_DENIED, caller_require(&unit, &caller, ROLE_VIEWER, SCOPE_WRITE));
    assert_ok(&unit, caller_note_use(&unit, w->store, &caller));
    assert_ok(&unit, key_list(&unit, w->store, &p.ada_caller, false, &rows, &count));
    assert_int_equal(1, count);
    assert_int_equal(w->now_us, rows[0].used_us);
    assert_text("ada@example.org", rows[0].email);
    /* No key makes one that may do more. */
    struct text unused;
    in_step(&p.world, ERR_DENIED,
            key_create(&c, w->store, &caller, TEXT("more"), SCOPE_ALL, 0, &row, &unused));
    in_step(&p.world, ERR_INPUT, key_create(&c, w->store, &p.ada_caller, TEXT("none"), 0, 0, &row, &unused));
    in_step(&p.world, ERR_INPUT,
            key_create(&c, w->store, &p.ada_caller, TEXT("past"), SCOPE_READ, 1, &row, &unused));
    in_step(&p.world, ERR_INPUT,
            key_create(&c, w->store, &p.ada_caller, TEXT(""), SCOPE_READ, 0, &row, &unused));
    test_ctx_end(&unit);
    w->now_us += DAY_US - 1;
    assert_err(OK, by_bearer(w, key, &caller));
    w->now_us++;
    assert_err(ERR_DENIED, by_bearer(w, key, &caller));
    world_close(w);
}

static void a_key_makes_none_that_outlives_it(void **state)
{
    struct people p;
    struct caller caller;
    struct api_key_row row;
    struct text unused;
    (void)state;
    people_come(&p);
    struct world *w = &p.world;
    int64_t until_us = w->now_us + DAY_US;
    struct text key = key_made(w, &p.bob_caller, SCOPE_ALL, until_us, &row);
    assert_err(OK, by_bearer(w, key, &caller));
    assert_int_equal(until_us, caller.until_us);
    in_step(w, ERR_DENIED, key_create(&c, w->store, &caller, TEXT("ever"), SCOPE_ALL, 0, &row, &unused));
    in_step(w, ERR_DENIED,
            key_create(&c, w->store, &caller, TEXT("longer"), SCOPE_READ, until_us + 1, &row, &unused));
    key_made(w, &caller, SCOPE_READ, until_us, &row);
    /* A person's session ends as well, but who logs in may make any. */
    key_made(w, &p.bob_caller, SCOPE_ALL, 0, &row);
    world_close(w);
}

static void a_key_is_revoked_by_its_person_or_an_owner(void **state)
{
    struct people p;
    struct caller caller;
    struct api_key_row row, *rows;
    size_t count;
    (void)state;
    people_come(&p);
    struct world *w = &p.world;
    struct text key = key_made(w, &p.bob_caller, SCOPE_READ, 0, &row);
    assert_err(OK, by_bearer(w, key, &caller));
    struct ctx unit = step_begin(w);
    in_step(&p.world, ERR_DENIED, key_list(&c, w->store, &p.vic_caller, true, &rows, &count));
    in_step(&p.world, ERR_NOT_FOUND, key_revoke(&c, w->identity, w->store, &p.vic_caller, row.id));
    in_step(&p.world, ERR_NOT_FOUND, key_revoke(&c, w->identity, w->store, &p.eve_caller, row.id));
    in_step(&p.world, ERR_DENIED,
            key_revoke(&c, w->identity, w->store, &caller, row.id)); /* without the admin scope */
    assert_ok(&unit, key_list(&unit, w->store, &p.ada_caller, true, &rows, &count));
    assert_int_equal(1, count);
    test_ctx_end(&unit);
    assert_err(OK, by_bearer(w, key, &caller));
    unit = step_begin(w);
    assert_ok(&unit, key_revoke(&unit, w->identity, w->store, &p.ada_caller, row.id));
    test_ctx_end(&unit);
    assert_err(ERR_DENIED, by_bearer(w, key, &caller));
    world_close(w);
}

static void the_operator_keeps_households_apart(void **state)
{
    struct people p;
    struct person_row person;
    struct membership_row where;
    (void)state;
    people_come(&p);
    struct ctx unit = step_begin(&p.world);
    struct store *store = p.world.store;
    assert_int_not_equal(p.ada_caller.household, p.eve_caller.household);
    assert_int_equal(ROLE_OWNER, p.eve_caller.role);
    struct operator_add form = {.email = TEXT("ADA@example.org")};
    in_step(&p.world, ERR_CONFLICT, operator_add_person(&c, store, &form, &person, &where));
    form = (struct operator_add){.email = TEXT("x@example.org"), .household = TEXT("Household")};
    in_step(&p.world, ERR_INPUT, operator_add_person(&c, store, &form, &person, &where)); /* which role? */
    form.role = ROLE_MEMBER;
    assert_ok(&unit, operator_add_person(&unit, store, &form, &person, &where));
    assert_int_equal(1, where.household);
    in_step(&p.world, ERR_CONFLICT,
            operator_remove_person(&c, p.world.identity, store, TEXT("ada@example.org")));
    assert_ok(&unit, operator_remove_person(&unit, p.world.identity, store, TEXT("eve@example.org")));
    in_step(&p.world, ERR_NOT_FOUND,
            operator_remove_person(&c, p.world.identity, store, TEXT("eve@example.org")));
    test_ctx_end(&unit);
    world_close(&p.world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_owners_see_and_change_members),
        cmocka_unit_test(a_household_keeps_an_owner),
        cmocka_unit_test(who_is_removed_is_out_with_all_that_he_holds),
        cmocka_unit_test(an_invitation_is_for_one_person_and_one_use),
        cmocka_unit_test(an_invitation_expires_and_can_be_revoked),
        cmocka_unit_test(signing_up_takes_the_place_that_was_offered),
        cmocka_unit_test(a_key_does_what_its_scopes_say_until_it_ends),
        cmocka_unit_test(a_key_makes_none_that_outlives_it),
        cmocka_unit_test(a_key_is_revoked_by_its_person_or_an_owner),
        cmocka_unit_test(the_operator_keeps_households_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

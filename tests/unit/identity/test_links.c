/* Links in mails: one person, one question, one answer, once, for a while. */
#include "channel/channel.h"
#include "identity/links/links.h"
#include "identity/wishes/wishes.h"
#include "unit/identity/world.h"

struct made {
    struct person_row person;
    struct answer_link_row row;
    struct link yes, no;
};

static struct made make(struct world *w, int64_t until_us)
{
    struct made out = {.person = person_made(w, "ada@example.org", ROLE_OWNER)};
    struct ctx c = step_begin(w);
    struct store_tx *tx;
    out.row = (struct answer_link_row){.household = 1,
                                       .person = out.person.seq,
                                       .about = LINK_PROPOSAL,
                                       .subject = id_new(w->now_us),
                                       .yes = true,
                                       .until_us = until_us};
    assert_ok(&c, store_begin(&c, w->store, &tx));
    assert_ok(&c, answer_link_make(&c, tx, &out.row, &out.yes));
    out.row.yes = false;
    assert_ok(&c, answer_link_make(&c, tx, &out.row, &out.no));
    assert_ok(&c, store_commit(&c, tx));
    out.yes.token = keep(w, out.yes.token);
    out.no.token = keep(w, out.no.token);
    test_ctx_end(&c);
    return out;
}

static enum link_worth worth(struct world *w, struct text token, struct link_found *found)
{
    struct ctx c = step_begin(w);
    assert_ok(&c, answer_link_find(&c, w->store, token, found));
    assert_int_equal(c.household, found->worth == LINK_NONE ? 0 : found->row.household);
    test_ctx_end(&c);
    return found->worth;
}

static enum err spend(struct world *w, const struct answer_link_row *row)
{
    struct ctx c = step_begin(w);
    struct store_tx *tx;
    assert_ok(&c, store_begin(&c, w->store, &tx));
    enum err e = answer_link_spend(&c, tx, row);
    if (e == OK)
        assert_ok(&c, store_commit(&c, tx));
    test_ctx_end(&c);
    return e;
}

static void a_link_is_used_once_and_its_twin_with_it(void **state)
{
    struct world w;
    struct link_found found;
    (void)state;
    world_open(&w);
    struct made made = make(&w, 0);
    assert_int_equal(made.yes.token.len, 43);
    assert_false(text_equal(made.yes.token, made.no.token));
    assert_int_equal(worth(&w, made.yes.token, &found), LINK_GOOD);
    assert_true(found.row.yes && found.caller.credential == CREDENTIAL_LINK &&
                found.caller.scopes == SCOPE_APPROVE);
    assert_true(id_equal(found.row.subject, made.row.subject) && found.caller.user == made.person.seq);
    assert_true(found.row.until_us == w.now_us + LINK_MOST_US);
    assert_int_equal(worth(&w, made.no.token, &found), LINK_GOOD);
    assert_false(found.row.yes);
    assert_int_equal(spend(&w, &found.row), OK);
    assert_int_equal(worth(&w, made.yes.token, &found), LINK_USED);
    assert_int_equal(worth(&w, made.no.token, &found), LINK_USED);
    assert_int_equal(spend(&w, &found.row), ERR_CONFLICT);
    world_close(&w);
}

static void what_is_no_link_or_too_late(void **state)
{
    struct world w;
    struct link_found found;
    (void)state;
    world_open(&w);
    struct made made = make(&w, w.now_us + MINUTE_US);
    assert_int_equal(worth(&w, TEXT(""), &found), LINK_NONE);
    assert_int_equal(worth(&w, TEXT("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"), &found), LINK_NONE);
    assert_int_equal(worth(&w, text_from(made.yes.token, 1), &found), LINK_NONE);
    w.now_us += MINUTE_US - 1;
    assert_int_equal(worth(&w, made.yes.token, &found), LINK_GOOD);
    w.now_us += 1;
    assert_int_equal(worth(&w, made.yes.token, &found), LINK_LATE);
    w.now_us += 1;
    struct ctx c = step_begin(&w);
    assert_ok(&c, identity_purge(&c, w.store));
    test_ctx_end(&c);
    assert_int_equal(worth(&w, made.yes.token, &found), LINK_NONE);
    world_close(&w);
}

static void switched_off_is_off_for_those_that_were_sent(void **state)
{
    struct world w;
    struct link_found found;
    (void)state;
    world_open(&w);
    struct made made = make(&w, 0);
    const struct caller caller = {.user = made.person.seq, .household = 1};
    struct wishes wishes = {.of = notice_wishes_usual, .links = false};
    struct ctx c = step_begin(&w);
    assert_ok(&c, wishes_change(&c, w.store, &caller, TEXT(CHANNEL_EMAIL), &wishes));
    test_ctx_end(&c);
    assert_int_equal(worth(&w, made.yes.token, &found), LINK_OFF);
    world_close(&w);
}

static void a_kind_of_mail_is_stopped(void **state)
{
    struct world w;
    struct store_tx *tx;
    struct link link;
    struct unsubscribe_found found;
    struct wishes wishes;
    (void)state;
    world_open(&w);
    struct person_row ada = person_made(&w, "ada@example.org", ROLE_OWNER);
    struct ctx c = step_begin(&w);
    assert_ok(&c, store_begin(&c, w.store, &tx));
    assert_ok(&c, unsubscribe_link_make(&c, tx, ada.seq, NOTICE_DIGEST, &link));
    assert_ok(&c, unsubscribe_link_find(&c, tx, link.token, &found));
    assert_true(found.good && found.kind == NOTICE_DIGEST && found.person == ada.seq);
    assert_ok(&c, wishes_turn_off(&c, tx, ada.seq, TEXT(CHANNEL_EMAIL), NOTICE_DIGEST));
    assert_ok(&c, wishes_turn_off(&c, tx, ada.seq, TEXT(CHANNEL_EMAIL), NOTICE_INSIGHT));
    assert_int_equal(wishes_turn_off(&c, tx, ada.seq, TEXT(CHANNEL_EMAIL), NOTICE_FRAUD_ALERT), ERR_INPUT);
    assert_int_equal(wishes_turn_off(&c, tx, ada.seq, TEXT(CHANNEL_EMAIL), NOTICE_CODE), ERR_INPUT);
    assert_ok(&c, wishes_load(&c, tx, ada.seq, TEXT(CHANNEL_EMAIL), &wishes));
    assert_true(wishes.of.times.digest == DIGEST_NEVER && wishes.of.how[NOTICE_INSIGHT] == HOW_NEVER);
    assert_true(wishes.links && wishes.of.how[NOTICE_FRAUD_ALERT] == HOW_BY_SEVERITY);
    assert_ok(&c, unsubscribe_link_find(&c, tx, TEXT("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"), &found));
    assert_false(found.good);
    test_ctx_end(&c);
    world_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_link_is_used_once_and_its_twin_with_it),
                                       cmocka_unit_test(what_is_no_link_or_too_late),
                                       cmocka_unit_test(switched_off_is_off_for_those_that_were_sent),
                                       cmocka_unit_test(a_kind_of_mail_is_stopped)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Mandates: when they begin, what takes their place, how they are asked about and shown. */
#include "unit/events/world.h"
#include "unit/finance/payment_world.h"

static const struct proposal_voice anna = {.person = 1, .way = {"page", 4}};

#define PAYS                                                                                                 \
    "{\"account\":\"Checking\",\"payee\":\"Landlord\",\"amount\":\"800\",\"every\":\"1 month\",\"first\":"
#define ONLY_CONFIRMED                                                                                       \
    "version: 1\nrules:\n  - name: confirmed\n    verdict: allow\n    kind: payment\n    confirmed: yes\n"

static struct mandate_row get(struct payer *p, struct id id)
{
    struct store_tx *tx;
    struct mandate_row row;
    assert_ok(&p->w->c, store_begin_read(&p->w->c, p->w->store, &tx));
    assert_ok(&p->w->c, mandate_by_id(&p->w->c, tx, HOUSEHOLD_FIRST, id, &row));
    store_rollback(tx);
    return row;
}

static date day(const char *text)
{
    date out;
    assert_true(date_parse(text_of(text), &out));
    return out;
}

static void start(struct payer *p)
{
    payer_init(p);
    payer_policy(p, ONLY_CONFIRMED);
}

static void it_begins_on_a_day_to_come(void **state)
{
    struct payer p;
    struct proposal_row past, today, ahead;
    (void)state;
    start(&p);
    assert_int_equal(day("2026-01-01"), time_date(p.w->c.now_us));
    assert_ok(&p.w->c, payer_propose(&p, "mandate", "p", PAYS "\"2025-10-05\"}", &anna, &past));
    assert_ok(&p.w->c, payer_propose(&p, "mandate", "t", PAYS "\"2026-01-01\"}", &anna, &today));
    assert_ok(&p.w->c, payer_propose(&p, "mandate", "a", PAYS "\"2026-03-09\"}", &anna, &ahead));
    assert_int_equal(day("2026-01-05"), get(&p, past.id).first);
    assert_int_equal(day("2026-01-01"), get(&p, today.id).first);
    assert_int_equal(day("2026-03-09"), get(&p, ahead.id).first);
    payer_release(&p);
}

/* Today's day is over, as far as somebody knows who was asked before: what is due today was due to somebody else. */
static void what_was_due_before_and_today_is_not_made_up_for(void **state)
{
    struct payer p;
    struct proposal_row row;
    (void)state;
    start(&p);
    assert_ok(&p.w->c, payer_propose(&p, "mandate", "m", PAYS "\"2025-10-01\"}", &anna, &row));
    assert_int_equal(day("2026-02-01"), get(&p, row.id).first);
    payer_release(&p);
}

static void a_31st_stays_one_through_short_months(void **state)
{
    struct payer p;
    struct proposal_row row;
    (void)state;
    start(&p);
    p.w->c.now_us += 31 * DAY_US;
    p.w->now_us = p.w->c.now_us;
    assert_ok(&p.w->c, payer_propose(&p, "mandate", "m", PAYS "\"2025-10-31\"}", &anna, &row));
    struct mandate_row m = get(&p, row.id);
    assert_int_equal(day("2026-02-28"), schedule_next(m.first, m.every, m.unit, day("2026-02-01")));
    assert_int_equal(day("2026-03-31"), schedule_next(m.first, m.every, m.unit, day("2026-03-01")));
    payer_release(&p);
}

/* What a person is asked speaks of now; what they say yes to is what was proposed. */
static void a_question_is_put_in_the_words_of_now(void **state)
{
    struct payer p;
    struct proposal_row row, shown, done;
    (void)state;
    start(&p);
    assert_ok(&p.w->c, payer_propose(&p, "mandate", "m", PAYS "\"2026-01-01\"}", NULL, &row));
    assert_int_equal(PROPOSAL_WAITING, row.state);
    assert_ok(&p.w->c, accounts_rename(&p.w->c, p.w->store, HOUSEHOLD_FIRST, TEXT("Checking"), TEXT("Giro")));
    p.w->c.now_us += DAY_US;
    p.w->now_us = p.w->c.now_us;
    struct store_tx *tx = world_begin(p.w);
    assert_ok(&p.w->c, proposal_by_id(&p.w->c, tx, HOUSEHOLD_FIRST, row.id, &shown));
    assert_true(text_find(shown.summary, TEXT("from Checking, from 2026-01-01 on")) > 0);
    assert_ok(&p.w->c, proposal_in_words(&p.w->c, tx, &shown));
    assert_true(text_find(shown.summary, TEXT("from Giro, from 2026-02-01 on")) > 0);
    assert_ok(&p.w->c,
              proposal_approve(&p.w->c, tx, NULL, HOUSEHOLD_FIRST, row.id, &shown.digest, &anna, &done));
    world_commit(p.w, tx);
    assert_int_equal(PROPOSAL_DONE, done.state);
    assert_int_equal(day("2026-02-01"), get(&p, row.id).first);
    /* What is over stays as it was written. */
    struct text written = done.summary;
    tx = world_begin(p.w);
    assert_ok(&p.w->c, proposal_in_words(&p.w->c, tx, &done));
    store_rollback(tx);
    assert_true(text_equal(written, done.summary));
    payer_release(&p);
}

/* Its account is closed since: the question is shown as it was asked, and the reason of nobody's failure is left. */
static void a_question_that_means_nothing_any_more_is_still_shown(void **state)
{
    struct payer p;
    struct proposal_row row;
    (void)state;
    start(&p);
    assert_ok(&p.w->c, payer_propose(&p, "mandate", "m", PAYS "\"2026-01-05\"}", NULL, &row));
    struct store_tx *tx = world_begin(p.w);
    row.action = TEXT("{\"account\":\"Nowhere\"}");
    assert_ok(&p.w->c, proposal_in_words(&p.w->c, tx, &row));
    store_rollback(tx);
    assert_true(text_find(row.summary, TEXT("from Checking")) > 0);
    payer_release(&p);
}

static const char *replacing(struct payer *p, struct id old, const char *amount)
{
    char id[ID_TEXT_MAX];
    return arena_printf(
        p->w->c.arena,
        "{\"account\":\"Savings\",\"payee\":\"Landlord\",\"amount\":\"%s\",\"every\":\"1 month\","
        "\"first\":\"2026-02-05\",\"replaces\":\"%s\"}",
        amount, id_format(old, id));
}

static enum err plan(struct payer *p, struct id mandate, const char *on, struct proposal_row *out)
{
    char id[ID_TEXT_MAX];
    const char *action = arena_printf(p->w->c.arena,
                                      "{\"account\":\"Checking\",\"payee\":\"Landlord\",\"amount\":\"800\","
                                      "\"due\":\"%s\",\"mandate\":\"%s\",\"occurrence\":\"%s\"}",
                                      on, id_format(mandate, id), on);
    return payer_propose(p, "payment", arena_printf(p->w->c.arena, "m/%s", on), action, NULL, out);
}

static void another_takes_its_place(void **state)
{
    struct payer p;
    struct proposal_row old, payment, fresh;
    (void)state;
    start(&p);
    assert_ok(&p.w->c, payer_propose(&p, "mandate", "m",
                                     "{\"account\":\"Checking\",\"payee\":\"Landlord\",\"amount\":\"800\","
                                     "\"every\":\"1 month\",\"first\":\"2026-01-05\",\"series\":\"rent\"}",
                                     &anna, &old));
    assert_ok(&p.w->c, plan(&p, old.id, "2026-01-05", &payment));
    assert_int_equal(PAYMENT_PLANNED, payer_get(&p, payment.id).state);
    /* As long as nobody says yes, all stays as it is. */
    assert_ok(&p.w->c, payer_propose(&p, "mandate", "n", replacing(&p, old.id, "850"), NULL, &fresh));
    assert_int_equal(PROPOSAL_WAITING, fresh.state);
    assert_int_equal(MANDATE_ACTIVE, get(&p, old.id).state);
    assert_ok(&p.w->c, payer_propose(&p, "mandate", "o", replacing(&p, old.id, "900"), &anna, &fresh));
    assert_int_equal(PROPOSAL_DONE, fresh.state);
    assert_int_equal(MANDATE_ENDED, get(&p, old.id).state);
    assert_int_equal(PAYMENT_CANCELLED, payer_get(&p, payment.id).state);
    struct mandate_row m = get(&p, fresh.id);
    assert_int_equal(90000, m.most);
    assert_int_equal(p.savings, m.account);
    assert_true(text_is(m.series, "rent")); /* so that none is offered for it again */
    payer_release(&p);
}

static void what_is_not_there_is_not_replaced(void **state)
{
    struct payer p;
    struct proposal_row row;
    (void)state;
    start(&p);
    struct id nobody = id_new(p.w->c.now_us);
    assert_err(ERR_NOT_FOUND, payer_propose(&p, "mandate", "m", replacing(&p, nobody, "1"), &anna, &row));
    assert_err(ERR_INPUT,
               payer_propose(&p, "mandate", "m", PAYS "\"2026-01-05\",\"replaces\":\"x\"}", &anna, &row));
    assert_int_equal(0, world_number(p.w, "SELECT count(*) FROM mandate"));
    payer_release(&p);
}

static struct text calendar(struct payer *p, const char *from, const char *to)
{
    struct store_tx *tx;
    struct buf *out = buf_in_arena(p->w->c.arena);
    struct json j = json_into(out);
    assert_ok(&p->w->c, store_begin_read(&p->w->c, p->w->store, &tx));
    assert_ok(&p->w->c, payment_calendar(&p->w->c, tx, HOUSEHOLD_FIRST, day(from), day(to), &j));
    store_rollback(tx);
    return buf_view(out);
}

static void what_was_postponed_is_not_expected_on_its_day_as_well(void **state)
{
    struct payer p;
    struct proposal_row mandate, payment, later;
    char id[ID_TEXT_MAX];
    (void)state;
    start(&p);
    assert_ok(&p.w->c, payer_propose(&p, "mandate", "m", PAYS "\"2026-01-05\"}", &anna, &mandate));
    assert_true(text_find(calendar(&p, "2026-01-01", "2026-01-31"), TEXT("\"account\":\"Checking\"")) > 0);
    assert_ok(&p.w->c, plan(&p, mandate.id, "2026-01-05", &payment));
    const char *action =
        arena_printf(p.w->c.arena, "{\"payment\":\"%s\",\"due\":\"2026-02-10\"}", id_format(payment.id, id));
    assert_ok(&p.w->c, payer_propose(&p, "payment", "later", action, &anna, &later));
    assert_int_equal(PROPOSAL_DONE, later.state);
    assert_true(text_find(calendar(&p, "2026-01-01", "2026-01-31"), TEXT("Landlord")) < 0);
    struct text then = calendar(&p, "2026-02-10", "2026-02-10");
    assert_true(text_find(then, TEXT("\"occurrence\":\"2026-01-05\"")) > 0);
    payer_release(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_begins_on_a_day_to_come),
        cmocka_unit_test(what_was_due_before_and_today_is_not_made_up_for),
        cmocka_unit_test(a_31st_stays_one_through_short_months),
        cmocka_unit_test(a_question_is_put_in_the_words_of_now),
        cmocka_unit_test(a_question_that_means_nothing_any_more_is_still_shown),
        cmocka_unit_test(another_takes_its_place),
        cmocka_unit_test(what_is_not_there_is_not_replaced),
        cmocka_unit_test(what_was_postponed_is_not_expected_on_its_day_as_well),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

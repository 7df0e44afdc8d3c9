/* The agent that pays: from a history to a mandate, to payments, to what people are told. */
#include "agents/host.h"
#include "agents/runs.h"
#include "finance/payment/pay.h"
#include "unit/agents/household.h"

static const struct proposal_voice anna = {.person = 1, .way = {"page", 4}, .step_up = true};

extern const struct agent agent_payment;

struct scene {
    struct household_test *h;
    struct host *host;
};

/* Two years of rent on the first, power that is collected, wages on the 27th. */
static struct scene begin(int64_t rent_newest, int64_t wages_amount)
{
    static const struct agent *const team[] = {&agent_payment, NULL};
    struct scene s = {.h = household_new()};
    struct household_test *h = s.h;
    int64_t rent = open_account(h, "Expenses:Rent", ACCOUNT_EXPENSE),
            wages = open_account(h, "Income:Wages", ACCOUNT_INCOME);
    for (int32_t m = 0; m < 24; m++) {
        date first = month_first(2024 * 12 + 10 + m);
        entry(h, "Landlord", rent, first + 2, m < 23 ? -80000 : -rent_newest);
        entry(h, "Power Direct Debit", rent, first + 9, -9000);
        entry(h, "Employer", wages, first + 26, wages_amount);
    }
    assert_ok(&h->w->c, host_open_team(&h->w->c, h->w->relay, h->w->store, team, &s.host));
    history_commit(h);
    return s;
}

static void end(struct scene *s)
{
    struct host *host = s->host;
    household_free(s->h);
    host_close(host);
}

static struct proposal_row waiting(struct scene *s, size_t wanted)
{
    struct world *w = s->h->w;
    struct store_tx *tx = world_begin(w);
    struct proposal_row *rows;
    size_t count;
    assert_ok(&w->c, proposal_page(&w->c, tx, HOUSEHOLD_FIRST, PROPOSAL_WAITING, 0, 100, &rows, &count));
    store_rollback(tx);
    for (size_t i = 0; i < count && count != wanted; i++)
        print_message("%.*s: %.*s\n", TEXT_ARGS(rows[i].summary), TEXT_ARGS(rows[i].why));
    assert_int_equal(wanted, count);
    return count == 0 ? (struct proposal_row){0} : rows[0];
}

static void say_yes(struct scene *s, const struct proposal_row *row)
{
    struct world *w = s->h->w;
    struct proposal_row out;
    int64_t next_us;
    struct store_tx *tx = world_begin(w);
    w->c.now_us = w->now_us;
    assert_ok(&w->c, proposal_approve(&w->c, tx, NULL, HOUSEHOLD_FIRST, row->id, &row->digest, &anna, &out));
    world_commit(w, tx);
    if (out.state == PROPOSAL_APPROVED) { /* a new payee cools off */
        w->now_us = w->c.now_us = out.not_before_us;
        assert_ok(&w->c, proposals_settle(&w->c, w->store, NULL, &next_us));
    }
}

static void look(struct scene *s)
{
    history_begin(s->h);
    entry(s->h, "Bakery", s->h->checking + 1, time_date(s->h->w->now_us), -300);
    history_commit(s->h);
    world_drain(s->h->w);
}

static void what_comes_again_is_offered_once(void **state)
{
    (void)state;
    struct scene s = begin(80000, 300000);
    struct world *w = s.h->w;
    world_drain(w);
    struct proposal_row offer = waiting(&s, 1); /* neither what is collected nor what comes in */
    assert_text("mandate", offer.kind);
    assert_true(text_find(offer.action, TEXT("\"payee\":\"Landlord\"")) > 0);
    assert_true(text_find(offer.action, TEXT("\"amount\":\"800.00\"")) > 0);
    assert_true(text_find(offer.action, TEXT("\"every\":\"1 month\"")) > 0);
    assert_true(text_find(offer.action, TEXT("\"first\":\"2026-11-03\"")) > 0);
    look(&s);
    waiting(&s, 1);
    assert_int_equal(0, world_number(w, "SELECT count(*) FROM payment"));
    assert_int_equal(0, world_number(w, "SELECT count(*) FROM dead_letter"));
    end(&s);
}

static void what_was_confirmed_is_planned_and_paid(void **state)
{
    (void)state;
    struct scene s = begin(80000, 300000);
    struct world *w = s.h->w;
    struct pay_desk desk = {.provider = payment_ledger_new()};
    int64_t next_us;
    bool did;
    world_drain(w);
    struct proposal_row offer = waiting(&s, 1);
    say_yes(&s, &offer);
    assert_int_equal(1, world_number(w, "SELECT count(*) FROM mandate WHERE confirmed = 1"));
    world_drain(w);
    assert_int_equal(1, world_number(w, "SELECT count(*) FROM payment WHERE state = 1 AND amount = 80000"));
    waiting(&s, 0);
    look(&s);
    assert_int_equal(1, world_number(w, "SELECT count(*) FROM payment"));
    w->now_us = w->c.now_us = (int64_t)day_of(2026, 11, 3) * INT64_C(86400000000);
    assert_ok(&w->c, pay_work(&w->c, w->store, NULL, &desk, &next_us, &did));
    assert_int_equal(1, world_number(w, "SELECT count(*) FROM payment WHERE state = 4"));
    payment_provider_close(desk.provider);
    end(&s);
}

/* Florin did not run for five weeks: what was due meanwhile is told of once, and is not paid behind people's backs. */
static void what_went_by_is_told_and_not_paid(void **state)
{
    (void)state;
    struct scene s = begin(80000, 300000);
    struct world *w = s.h->w;
    struct pay_desk desk = {.provider = payment_ledger_new()};
    int64_t next_us;
    bool did;
    world_drain(w);
    struct proposal_row offer = waiting(&s, 1);
    say_yes(&s, &offer);
    world_drain(w);
    assert_int_equal(1, world_number(w, "SELECT count(*) FROM payment")); /* of 2026-11-03 */
    w->now_us = w->c.now_us = (int64_t)day_of(2026, 11, 3) * INT64_C(86400000000);
    assert_ok(&w->c, pay_work(&w->c, w->store, NULL, &desk, &next_us, &did));
    w->now_us = w->c.now_us = (int64_t)day_of(2026, 12, 10) * INT64_C(86400000000);
    for (int i = 0; i < 2; i++) {
        look(&s);
        assert_int_equal(1, world_number(w, "SELECT count(*) FROM insight WHERE kind = 'payment_missed'"));
        assert_int_equal(1, world_number(w, "SELECT count(*) FROM insight WHERE topic LIKE "
                                            "'payment-missed/%/2026-12-03'"));
    }
    assert_int_equal(0, world_number(w, "SELECT count(*) FROM payment WHERE due = 20790")); /* that day */
    payment_provider_close(desk.provider);
    end(&s);
}

/* It rose above what was confirmed: people are asked. */
static void a_dearer_one_asks(void **state)
{
    (void)state;
    struct scene s = begin(80000, 300000);
    struct world *w = s.h->w;
    world_drain(w);
    struct proposal_row offer = waiting(&s, 1);
    world_script(w, "UPDATE payee_standing SET known_us = 1");
    say_yes(&s, &offer);
    world_script(w, "UPDATE mandate SET most = 70000");
    world_drain(w);
    struct proposal_row asked = waiting(&s, 1);
    assert_text("payment", asked.kind);
    assert_true(text_find(asked.reason, TEXT("dearer than the 700.00 EUR")) > 0);
    assert_int_equal(0, world_number(w, "SELECT count(*) FROM payment"));
    end(&s);
}

/* Less comes in than goes out: people are told before it is due, with what could be done. */
static void a_shortage_is_told_with_numbers(void **state)
{
    (void)state;
    struct scene s = begin(80000, 89100);
    struct world *w = s.h->w;
    world_drain(w);
    struct proposal_row offer = waiting(&s, 1);
    say_yes(&s, &offer);
    world_drain(w);
    look(&s);
    assert_int_equal(1, world_number(w, "SELECT count(*) FROM insight WHERE kind = 'payment_shortage'"));
    assert_int_equal(
        1, world_number(w, "SELECT count(*) FROM insight WHERE kind = 'payment_shortage' AND body LIKE "
                           "'%are missing.%postpone it to 2026-11-2%at an assumed 10 %'"));
    look(&s);
    assert_int_equal(1, world_number(w, "SELECT count(*) FROM insight WHERE kind = 'payment_shortage'"));
    end(&s);
}

static void what_went_wrong_is_told_once(void **state)
{
    (void)state;
    struct scene s = begin(80000, 300000);
    struct world *w = s.h->w;
    static const char *const words[] = {"payment.failed", "payment.waiting", "payment.unclear",
                                        "payment.failed"};
    world_drain(w);
    for (size_t i = 0; i < 4; i++)
        world_append(w, words[i],
                     "{\"id\":\"x\",\"payee\":\"Landlord\",\"amount\":\"800.00\",\"currency\":\"EUR\","
                     "\"due\":\"2026-11-03\","
                     "\"why\":\"the bank refused it\"}");
    world_drain(w);
    assert_int_equal(3, world_number(w, "SELECT count(*) FROM insight WHERE kind LIKE 'payment_%'"));
    assert_int_equal(
        1, world_number(w, "SELECT count(*) FROM insight WHERE body LIKE '%the bank refused it%' AND kind = "
                           "'payment_failed'"));
    end(&s);
}

static void every_run_repeats_to_the_same(void **state)
{
    (void)state;
    struct scene s = begin(80000, 89100);
    struct world *w = s.h->w;
    struct run_row *rows;
    size_t count;
    world_drain(w);
    struct proposal_row offer = waiting(&s, 1);
    say_yes(&s, &offer);
    world_drain(w);
    w->now_us = w->c.now_us = (int64_t)day_of(2026, 12, 1) * INT64_C(86400000000) + INT64_C(3600000000);
    world_drain(w); /* the daily look, on the first of a month */
    assert_int_equal(1,
                     world_number(w, "SELECT count(*) FROM insight WHERE topic = 'payment-summary/2026-11'"));
    struct store_tx *tx = world_begin(w);
    assert_ok(&w->c, run_page(&w->c, tx, HOUSEHOLD_FIRST, TEXT("payment"), 0, 100, &rows, &count));
    assert_true(count >= 3);
    for (size_t i = 0; i < count; i++) {
        struct run_row run;
        struct run_replay replay;
        assert_ok(&w->c, run_by_id(&w->c, tx, HOUSEHOLD_FIRST, rows[i].id, &run));
        assert_ok(&w->c, run_repeat(&w->c, &run, &replay));
        assert_true(replay.same && replay.facts_intact && replay.decision_intact);
        assert_int_equal(0, run.why.len);
    }
    store_rollback(tx);
    end(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_comes_again_is_offered_once),
        cmocka_unit_test(what_was_confirmed_is_planned_and_paid),
        cmocka_unit_test(what_went_by_is_told_and_not_paid),
        cmocka_unit_test(a_dearer_one_asks),
        cmocka_unit_test(a_shortage_is_told_with_numbers),
        cmocka_unit_test(what_went_wrong_is_told_once),
        cmocka_unit_test(every_run_repeats_to_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Goals: what is saved, what it takes a month, and that reaching one is told once. */
#include "files.h"
#include "finance/goals.h"
#include "ledger_world.h"

/* The clock of tests stands at 2026-01-01. */
static date on(const char *text)
{
    date d;
    assert_true(date_parse(text_of(text), &d));
    return d;
}

static struct id add(struct world *w, struct goal_new fresh)
{
    struct id id;
    fresh.name = TEXT("Bicycle");
    fresh.currency = CURRENCY_EUR;
    assert_ok(&w->c, goals_add(&w->c, w->store, HOUSEHOLD_FIRST, &fresh, &id));
    return id;
}

static struct goal_status look(struct world *w, struct id id)
{
    struct store_tx *tx;
    struct goal_status s;
    assert_ok(&w->c, store_begin_read(&w->c, w->store, &tx));
    assert_ok(&w->c, goals_find(&w->c, tx, HOUSEHOLD_FIRST, id, &s));
    store_rollback(tx);
    return s;
}

static int64_t told(struct world *w, const char *type)
{
    return world_ask_text(w, "SELECT count(*) FROM event WHERE type = ?1", type);
}

static void what_it_takes_is_rounded_up(void **state)
{
    struct world *w = *state;
    struct goal_status s =
        look(w, add(w, (struct goal_new){.target = 100000, .saved = 0, .due = on("2026-04-15")}));
    assert_int_equal(33334, s.needed);
    assert_int_equal(0, s.percent);
    s = look(w, add(w, (struct goal_new){.target = 100000, .saved = 99999, .due = on("2026-12-31")}));
    assert_int_equal(1, s.needed);
    assert_int_equal(99, s.percent);
    /* Due this month, or before: all of it. */
    s = look(w, add(w, (struct goal_new){.target = 500, .saved = 100, .due = on("2026-01-31")}));
    assert_int_equal(400, s.needed);
    s = look(w, add(w, (struct goal_new){.target = 500, .saved = 100, .due = on("2020-01-31")}));
    assert_int_equal(400, s.needed);
    s = look(w, add(w, (struct goal_new){.target = 500, .saved = 100, .due = DATE_NONE}));
    assert_false(s.has_needed);
    s = look(w, add(w, (struct goal_new){.target = INT64_MAX, .saved = 1, .due = on("2026-02-01")}));
    assert_int_equal(INT64_MAX - 1, s.needed);
}

static void reaching_it_is_told_once(void **state)
{
    struct world *w = *state;
    struct id id = add(w, (struct goal_new){.target = 1000, .saved = 10, .due = DATE_NONE});
    struct goal_change change = {.set_saved = true, .saved = 1000};
    assert_int_equal(1, told(w, "goal.created"));
    assert_ok(&w->c, goals_change(&w->c, w->store, HOUSEHOLD_FIRST, id, &change));
    assert_int_equal(1, told(w, "goal.achieved"));
    assert_true(look(w, id).row.achieved_us == w->c.now_us);
    change.saved = 1500;
    assert_ok(&w->c, goals_change(&w->c, w->store, HOUSEHOLD_FIRST, id, &change));
    assert_int_equal(1, told(w, "goal.achieved"));
    assert_int_equal(2, told(w, "goal.progress.updated"));
    assert_int_equal(150, look(w, id).percent);
    /* The target moves away, and is reached again. */
    change = (struct goal_change){.set_target = true, .target = 2000};
    assert_ok(&w->c, goals_change(&w->c, w->store, HOUSEHOLD_FIRST, id, &change));
    assert_true(look(w, id).row.achieved_us == 0);
    change = (struct goal_change){.set_saved = true, .saved = 2000};
    assert_ok(&w->c, goals_change(&w->c, w->store, HOUSEHOLD_FIRST, id, &change));
    assert_int_equal(2, told(w, "goal.achieved"));
}

static void an_accounts_balance_counts(void **state)
{
    struct world *w = *state;
    world_take(w, "savings.csv", CSV_HEAD "2025-12-02,250.00,Transfer in,r1\n");
    int64_t account = world_account(w, "savings");
    struct id id = add(w, (struct goal_new){.target = 100000, .account = account, .due = DATE_NONE});
    assert_int_equal(25000, look(w, id).saved);
    assert_text("savings", look(w, id).account.name);
    struct goal_change change = {.set_saved = true, .saved = 1};
    assert_refused(w, ERR_CONFLICT, goals_change(&w->c, w->store, HOUSEHOLD_FIRST, id, &change));
    change = (struct goal_change){.set_account = true, .set_saved = true, .saved = 700};
    assert_ok(&w->c, goals_change(&w->c, w->store, HOUSEHOLD_FIRST, id, &change));
    assert_int_equal(700, look(w, id).saved);
}

static void what_makes_no_sense_is_refused(void **state)
{
    struct world *w = *state;
    struct id id = add(w, (struct goal_new){.target = 1000, .due = DATE_NONE});
    world_open_account(w, "Dollars", 840, "");
    struct goal_new fresh = {.name = TEXT("x"), .currency = CURRENCY_EUR, .target = 0, .due = DATE_NONE};
    assert_refused(w, ERR_INPUT, goals_add(&w->c, w->store, HOUSEHOLD_FIRST, &fresh, &id));
    fresh.target = 100;
    fresh.account = world_account(w, "Dollars");
    assert_refused(w, ERR_INPUT, goals_add(&w->c, w->store, HOUSEHOLD_FIRST, &fresh, &id));
    fresh.account = 0;
    fresh.saved = -1;
    assert_refused(w, ERR_INPUT, goals_add(&w->c, w->store, HOUSEHOLD_FIRST, &fresh, &id));
    assert_refused(w, ERR_NOT_FOUND, goals_remove(&w->c, w->store, 2, id));
    assert_ok(&w->c, goals_remove(&w->c, w->store, HOUSEHOLD_FIRST, id));
    assert_refused(w, ERR_NOT_FOUND, goals_remove(&w->c, w->store, HOUSEHOLD_FIRST, id));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(what_it_takes_is_rounded_up),
        WORLD_TEST(reaching_it_is_told_once),
        WORLD_TEST(an_accounts_balance_counts),
        WORLD_TEST(what_makes_no_sense_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

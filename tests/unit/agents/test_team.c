/* The agents that ship: from an import to what a person is told. */
#include "agents/host.h"
#include "agents/runs.h"
#include "events/data.h"
#include "unit/agents/household.h"

#include <cjson/cJSON.h>

struct scene {
    struct household_test *h;
    struct host *host;
    struct channel *recorder;
    int64_t rent, food, dining;
};

/* Two years: rent, a subscription that rose in March 2026, weekly groceries, dinners; one charge too many in
 * October. */
static void write_history(struct scene *s)
{
    struct household_test *h = s->h;
    s->rent = open_account(h, "Expenses:Rent", ACCOUNT_EXPENSE);
    s->food = open_account(h, "Expenses:Food:Groceries", ACCOUNT_EXPENSE);
    s->dining = open_account(h, "Expenses:Food:Dining", ACCOUNT_EXPENSE);
    int64_t wages = open_account(h, "Income:Wages", ACCOUNT_INCOME);
    for (int32_t m = 0; m < 24; m++) {
        date first = month_first(2024 * 12 + 10 + m);
        entry(h, "Landlord", s->rent, first, -142000);
        entry(h, "Employer", wages, first + 26, 380000);
        entry(h, "Lumora", s->dining, first + 13, m < 16 ? -1299 : -1499);
        for (int32_t week = 0; week < 4; week++)
            entry(h, "Market", s->food, first + 2 + week * 7, -(14000 + (m * 7 + week * 3) % 11 * 100));
        entry(h, "Trattoria", s->dining, first + 20, -(9000 + m % 5 * 300));
    }
    entry(h, "Furniture Shop", s->rent, day_of(2026, 10, 12), -24900);
    entry(h, "Furniture Shop", s->rent, day_of(2026, 10, 12), -24900);
}

static void budget(struct scene *s, int64_t category, int64_t amount)
{
    struct budget_row row = {
        .category = category, .currency = CURRENCY_EUR, .month_from = 2026 * 12 + 8, .amount = amount};
    assert_ok(&s->h->w->c, budget_put(&s->h->w->c, s->h->tx, HOUSEHOLD_FIRST, &row));
}

/* Those who notice and tell. */
extern const struct agent agent_analytics, agent_notification;
static const struct agent *const team[] = {&agent_analytics, &agent_notification, NULL};

static struct scene *scene_new(void)
{
    struct scene *s = calloc(1, sizeof *s);
    assert_non_null(s);
    s->h = household_new();
    struct ctx *c = &s->h->w->c;
    write_history(s);
    assert_ok(c, host_open_team(c, s->h->w->relay, s->h->w->store, team, &s->host));
    s->recorder = channel_recorder_new("recorder", SEVERITY_WARNING);
    assert_ok(c, host_attach(c, s->host, s->recorder));
    return s;
}

static void scene_free(struct scene *s)
{
    struct host *host = s->host;
    household_free(s->h);
    host_close(host);
    free(s);
}

static int64_t told(struct scene *s, const char *title_part)
{
    int64_t count = 0;
    for (size_t i = 0; i < channel_recorder_count(s->recorder); i++)
        count += text_find(channel_recorder_at(s->recorder, i).title, text_of(title_part)) >= 0;
    return count;
}

static void an_import_is_looked_at_and_told_once(void **state)
{
    (void)state;
    struct scene *s = scene_new();
    struct world *w = s->h->w;
    budget(s, s->food, 60000);   /* October has 58,400 */
    budget(s, s->dining, 10000); /* and here more than that */
    history_commit(s->h);
    world_drain(w);
    assert_int_equal(1, world_number(w, "SELECT count(*) FROM insight WHERE kind = 'duplicate_charge'"));
    assert_int_equal(1, world_number(w, "SELECT count(*) FROM insight WHERE kind = 'price_rise'"));
    assert_int_equal(1, world_number(w, "SELECT count(*) FROM insight WHERE kind = 'month_summary'"));
    assert_int_equal(1, told(s, "Furniture Shop: charged twice? 249.00 EUR"));
    assert_int_equal(1, told(s, "Lumora rose from 12.99 EUR to 14.99 EUR"));
    assert_int_equal(1, told(s, "Food:Groceries: 97 % of October 2026's budget is spent"));
    assert_int_equal(1, told(s, "Food:Dining: October 2026 is"));
    /* In English as it was noticed; with the numbers, so that others read it in their language. */
    assert_int_equal(1, world_number(w, "SELECT count(*) FROM notification WHERE channel = 'inapp' AND title "
                                        "LIKE 'Lumora rose%' AND data LIKE '%\"insight\":\"price_rise\"%'"));
    assert_int_equal(2, world_number(w, "SELECT count(*) FROM event WHERE type = 'budget.warning'"));
    assert_int_equal(2, world_number(w, "SELECT count(*) FROM event WHERE type = 'budget.exceeded'"));
    /* Everything in the store, the grave ones on the channel too, and each of them once. */
    assert_int_equal(
        world_number(w, "SELECT count(*) FROM insight"),
        world_number(w, "SELECT count(*) FROM notification WHERE channel = 'inapp' AND state = 2"));
    assert_int_equal(world_number(w, "SELECT count(*) FROM insight WHERE severity >= 3"),
                     (int64_t)channel_recorder_count(s->recorder));
    assert_int_equal(world_number(w, "SELECT count(*) FROM notification"),
                     world_number(w, "SELECT count(*) FROM event WHERE type = 'user.alert.sent'"));
    assert_int_equal(0, world_number(w, "SELECT count(*) FROM dead_letter"));
    scene_free(s);
}

/* A household that saves runs dry by nothing; one that bought a car with its last money does, and is told so once. */
static void an_account_that_may_run_dry_is_told_of_once(void **state)
{
    (void)state;
    struct scene *s = scene_new();
    struct world *w = s->h->w;
    history_commit(s->h);
    world_drain(w);
    assert_int_equal(0, world_number(w, "SELECT count(*) FROM insight WHERE kind = 'runs_dry'"));
    int64_t balance = world_number(w, "SELECT sum(amount) FROM txn");
    history_begin(s->h);
    entry(s->h, "Car Dealer", s->dining, day_of(2026, 10, 30), 10000 - balance);
    history_commit(s->h);
    world_drain(w);
    assert_int_equal(1, world_number(w, "SELECT count(*) FROM insight WHERE kind = 'runs_dry'"));
    assert_int_equal(1, told(s, "Checking may run dry by 2026-11-0"));
    history_begin(s->h);
    entry(s->h, "Market", s->food, day_of(2026, 10, 31), -1000);
    history_commit(s->h);
    world_drain(w);
    assert_int_equal(1, world_number(w, "SELECT count(*) FROM insight WHERE kind = 'runs_dry'"));
    assert_int_equal(0, world_number(w, "SELECT count(*) FROM insight WHERE kind = 'missed_payment'"));
    scene_free(s);
}

static void what_follows_carries_cause_and_correlation(void **state)
{
    (void)state;
    struct scene *s = scene_new();
    struct world *w = s->h->w;
    history_commit(s->h);
    world_drain(w);
    assert_int_equal(0, world_number(w, "SELECT count(*) FROM event e WHERE e.correlation <> "
                                        "(SELECT correlation FROM event WHERE seq = 1)"));
    assert_int_equal(0,
                     world_number(w, "SELECT count(*) FROM event e WHERE e.type = 'ai.insight.generated' AND "
                                     "e.causation <> (SELECT id FROM event WHERE seq = 2)"));
    assert_int_equal(
        0, world_number(w, "SELECT count(*) FROM event e WHERE e.type = 'user.alert.sent' AND NOT EXISTS "
                           "(SELECT 1 FROM event i WHERE i.id = e.causation AND i.type LIKE '%i%')"));
    scene_free(s);
}

static void replay_and_new_imports_change_nothing(void **state)
{
    (void)state;
    struct scene *s = scene_new();
    struct world *w = s->h->w;
    history_commit(s->h);
    world_drain(w);
    int64_t insights = world_number(w, "SELECT count(*) FROM insight");
    int64_t events = world_number(w, "SELECT count(*) FROM event");
    int64_t messages = (int64_t)channel_recorder_count(s->recorder);
    world_script(
        w, "DELETE FROM inbox; DELETE FROM consumer"); /* even when all memory of the deliveries is lost */
    world_drain(w);
    assert_int_equal(insights, world_number(w, "SELECT count(*) FROM insight"));
    assert_int_equal(events, world_number(w, "SELECT count(*) FROM event"));
    assert_int_equal(messages, channel_recorder_count(s->recorder));
    history_begin(s->h);
    entry(s->h, "Market", s->food, day_of(2026, 10, 30), -1234);
    history_commit(s->h);
    world_drain(w);
    assert_int_equal(insights, world_number(w, "SELECT count(*) FROM insight"));
    assert_int_equal(events + 2, world_number(w, "SELECT count(*) FROM event"));
    scene_free(s);
}

static void old_findings_are_history(void **state)
{
    (void)state;
    struct scene *s = scene_new();
    entry(s->h, "Market", s->food, day_of(2024, 12, 20), -33333);
    entry(s->h, "Market", s->food, day_of(2024, 12, 21), -33333);
    history_commit(s->h);
    world_drain(s->h->w);
    assert_int_equal(0, told(s, "Market"));
    scene_free(s);
}

static void transfers_are_no_purchases(void **state)
{
    (void)state;
    struct scene *s = scene_new();
    int64_t transfers = open_account(s->h, "Equity:Transfers", ACCOUNT_EQUITY);
    entry(s->h, "Claire at another bank", transfers, day_of(2026, 10, 20), -100000);
    entry(s->h, "Claire at another bank", transfers, day_of(2026, 10, 21), -100000);
    history_commit(s->h);
    world_drain(s->h->w);
    assert_int_equal(0, world_number(s->h->w, "SELECT count(*) FROM insight WHERE title LIKE '%Claire%'"));
    scene_free(s);
}

static void a_broken_channel_is_tried_again_then_given_up(void **state)
{
    (void)state;
    struct scene *s = scene_new();
    struct world *w = s->h->w;
    history_commit(s->h);
    channel_recorder_break(s->recorder, 1, ERR_IO);
    world_drain(w);
    int64_t grave = world_number(w, "SELECT count(*) FROM insight WHERE severity >= 3");
    assert_int_equal(grave - 1, (int64_t)channel_recorder_count(s->recorder));
    assert_int_equal(1, world_number(w, "SELECT tries FROM notification WHERE state = 1 AND why <> ''"));
    world_drain(w); /* not yet */
    assert_int_equal(grave - 1, (int64_t)channel_recorder_count(s->recorder));
    w->now_us += 1000000;
    world_drain(w);
    assert_int_equal(grave, (int64_t)channel_recorder_count(s->recorder));
    channel_recorder_break(s->recorder, 1000, ERR_IO);
    history_begin(s->h);
    entry(s->h, "Bookshop", s->food, day_of(2026, 10, 30), -7700);
    entry(s->h, "Bookshop", s->food, day_of(2026, 10, 30), -7700);
    history_commit(s->h);
    for (int i = 0; i < 12; i++) {
        world_drain(w);
        w->now_us += INT64_C(400000000);
    }
    assert_int_equal(8, world_number(w, "SELECT tries FROM notification WHERE state = 3"));
    assert_int_equal(1, world_number(w, "SELECT count(*) FROM notification WHERE state = 3"));
    struct buf out = {0};
    host_metrics(s->host, &out);
    assert_non_null(
        strstr(out.at, "agent_notifications_sent_total{channel=\"recorder\",status=\"failed\"} 9\n"));
    buf_free(&out);
    scene_free(s);
}

static void budgets_that_change_are_looked_at(void **state)
{
    (void)state;
    struct scene *s = scene_new();
    struct world *w = s->h->w;
    history_commit(s->h);
    world_drain(w);
    assert_int_equal(0, world_number(w, "SELECT count(*) FROM event WHERE type LIKE 'budget.%'"));
    history_begin(s->h);
    budget(s, s->food, 50000);
    world_commit(w, s->h->tx);
    world_append(w, EVENT_BUDGET_CREATED, "{}");
    world_drain(w);
    assert_int_equal(1, told(s, "Food:Groceries: October 2026 is"));
    struct store_tx *tx;
    struct event_row *rows;
    size_t count;
    struct text kind;
    struct id id;
    assert_ok(&w->c, store_begin_read(&w->c, w->store, &tx));
    assert_ok(&w->c, event_list(&w->c, tx, HOUSEHOLD_FIRST, 100, &rows, &count));
    for (size_t i = 0; i < count; i++) {
        if (!text_is(rows[i].type, EVENT_BUDGET_EXCEEDED))
            continue;
        assert_true(text_starts(rows[i].subject, TEXT("budget/Expenses:Food:Groceries/2026-")));
        assert_ok(&w->c, event_data_text(&w->c, rows[i].data, "kind", &kind));
        assert_text("budget_exceeded", kind);
        assert_ok(&w->c, event_data_id(&w->c, rows[i].data, "insight", &id));
    }
    store_rollback(tx);
    scene_free(s);
}

static void an_alert_without_an_insight_is_a_dead_letter(void **state)
{
    (void)state;
    struct scene *s = scene_new();
    struct world *w = s->h->w;
    history_commit(s->h);
    world_append(w, EVENT_INSIGHT_GENERATED, "{\"insight\":\"nonsense\"}");
    world_append(w, EVENT_INSIGHT_GENERATED, "{}");
    world_append(w, EVENT_BUDGET_WARNING, "[1");
    world_drain(w);
    assert_int_equal(
        3, world_number(w, "SELECT count(*) FROM dead_letter WHERE consumer = 'agent/notification'"));
    assert_int_equal(1, told(s, "Lumora"));
    struct agent_health health[HOST_AGENTS_MAX];
    assert_int_equal(2, host_health(s->host, health));
    assert_string_equal("notification", health[1].name);
    assert_int_equal(3, health[1].dead);
    assert_true(health[1].why[0] != '\0');
    assert_int_equal(0, health[0].dead);
    assert_int_equal(1, health[0].processed - 1); /* the import's two events */
    scene_free(s);
}

/* What was found, decided and told is kept; deciding again comes to the same. */
static void every_look_can_be_repeated(void **state)
{
    (void)state;
    struct scene *s = scene_new();
    struct world *w = s->h->w;
    struct run_row *rows;
    size_t count;
    budget(s, s->food, 60000);
    history_commit(s->h);
    world_drain(w);
    struct store_tx *tx = world_begin(w);
    assert_ok(&w->c, run_page(&w->c, tx, HOUSEHOLD_FIRST, TEXT("analytics"), 0, 10, &rows, &count));
    assert_int_equal(1, count);
    for (size_t i = 0; i < count; i++) {
        struct run_row run;
        struct run_replay replay;
        assert_ok(&w->c, run_by_id(&w->c, tx, HOUSEHOLD_FIRST, rows[i].id, &run));
        assert_int_equal(RUN_ACTED, run.outcome);
        assert_true(text_find(run.decision, TEXT("Furniture Shop: charged twice? 249.00 EUR")) > 0);
        assert_ok(&w->c, run_repeat(&w->c, &run, &replay));
        assert_true(replay.same && replay.facts_intact && replay.decision_intact);
    }
    store_rollback(tx);
    int64_t told = world_number(w, "SELECT count(*) FROM insight");
    history_begin(s->h); /* nothing new in it: no run is written */
    entry(s->h, "Market", s->food, day_of(2026, 10, 13), -1);
    history_commit(s->h);
    world_drain(w);
    assert_int_equal(told, world_number(w, "SELECT count(*) FROM insight"));
    assert_int_equal(1, world_number(w, "SELECT count(*) FROM run"));
    scene_free(s);
}

/* More than one look may tell of: it goes on by itself until everything is told, and then rests. */
static void nothing_is_left_untold(void **state)
{
    enum { BUDGETS = 200 };
    (void)state;
    struct scene *s = scene_new();
    struct world *w = s->h->w;
    for (int i = 0; i < BUDGETS; i++) {
        int64_t category =
            open_account(s->h, arena_printf(w->c.arena, "Expenses:Hobby %d", i), ACCOUNT_EXPENSE);
        entry(s->h, "Hobby Shop", category, day_of(2026, 10, 12), -1000 - i);
        budget(s, category, 500);
    }
    history_commit(s->h);
    world_drain(w);
    assert_int_equal(BUDGETS, world_number(w, "SELECT count(*) FROM insight WHERE kind = 'budget_exceeded'"));
    assert_int_equal(BUDGETS, world_number(w, "SELECT count(*) FROM event WHERE type = 'budget.exceeded'"));
    assert_true(world_number(w, "SELECT count(*) FROM run") >= 3);
    assert_int_equal(0, world_number(w, "SELECT count(*) FROM run WHERE outcome = 3"));
    assert_int_equal(0, world_number(w, "SELECT count(*) FROM task WHERE state <> 2"));
    assert_int_equal(0, world_number(w, "SELECT count(*) FROM dead_letter"));
    scene_free(s);
}

static void an_empty_household_has_no_news(void **state)
{
    (void)state;
    struct scene *s = calloc(1, sizeof *s);
    s->h = household_new();
    struct world *w = s->h->w;
    assert_ok(&w->c, host_open_team(&w->c, w->relay, w->store, team, &s->host));
    world_commit(w, s->h->tx);
    world_append(w, EVENT_IMPORT_COMMITTED, "{}");
    world_drain(w);
    assert_int_equal(0, world_number(w, "SELECT count(*) FROM insight"));
    scene_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_import_is_looked_at_and_told_once),
        cmocka_unit_test(an_account_that_may_run_dry_is_told_of_once),
        cmocka_unit_test(what_follows_carries_cause_and_correlation),
        cmocka_unit_test(replay_and_new_imports_change_nothing),
        cmocka_unit_test(old_findings_are_history),
        cmocka_unit_test(transfers_are_no_purchases),
        cmocka_unit_test(a_broken_channel_is_tried_again_then_given_up),
        cmocka_unit_test(budgets_that_change_are_looked_at),
        cmocka_unit_test(an_alert_without_an_insight_is_a_dead_letter),
        cmocka_unit_test(every_look_can_be_repeated),
        cmocka_unit_test(nothing_is_left_untold),
        cmocka_unit_test(an_empty_household_has_no_news),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

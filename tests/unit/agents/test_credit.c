/* The credit agent: what it decides on made-up facts, word by word; and runs of the real one, repeated. */
#include "agents/decision_inner.h"
#include "agents/host.h"
#include "agents/runs.h"
#include "finance/credit/credit.h"
#include "unit/agents/household.h"

#define ID "01900000-0000-7000-8000-000000000001"

/* 20775 is Wednesday, 2026-11-18. */
#define CARD(more)                                                                                           \
    "{\"account\":\"" ID "\",\"name\":\"Visa\",\"currency\":978,\"limit\":150000,\"target\":3000,"           \
    "\"statement\":20784,\"money\":500000,\"average\":45000,\"months_open\":24,\"worst_used\":5000," more    \
    "}"
#define FACTS(kind, cards)                                                                                   \
    "{\"cause\":\"event\",\"kind\":\"" kind "\",\"known\":{\"today\":20775,\"has_score\":true,"              \
    "\"score_change\":31,\"missed\":0,\"tight\":false,\"cards\":[" cards "]}}"

static const struct {
    const char *facts, *decision;
} golden[] = {
    /* Over the target: told. A transaction alone is no occasion to ask for more. */
    {FACTS("transaction.created", CARD("\"owed\":60000,\"projected\":75000,\"since_asked\":-1")),
     "{\"because\":[\"Visa: 50.0 % would be reported, 30.0 % is the target\"],\"acts\":[{\"act\":\"tell\","
     "\"kind\":\"credit_utilisation\",\"topic\":\"credit/" ID "/2026-11-27\",\"severity\":\"notice\","
     "\"date\":\"2026-11-18\",\"title\":\"Pay 300.00 EUR to Visa by 2026-11-24\",\"body\":\"On 2026-11-27 "
     "750.00 EUR of 1500.00 EUR (50.0 %) would be reported; the target is 30.0 %. Pay 300.00 EUR by "
     "2026-11-24. That may bring about 41 points. An estimate on a scale of 300 to 850 with FICO's "
     "published weights (30 % for what is owed) and straight lines between assumed corners; everything else "
     "stays as it is. Bureaus score differently.\",\"transaction\":0}],\"answer\":null}"},
    /* All is well: a higher limit is proposed. */
    {FACTS("credit.score.added", CARD("\"owed\":40000,\"projected\":45000,\"since_asked\":-1")),
     "{\"because\":[],\"acts\":[{\"act\":\"propose\",\"kind\":\"limit-request\",\"key\":\"limit/" ID
     "/2026-11-18\",\"action\":{\"account\":\"" ID
     "\",\"amount\":\"2250.00\",\"currency\":\"EUR\",\"why\":\"Over the last six months 30.0 % of the limit "
     "were used on average, and the score rose by 31.\"},\"reason\":\"Over the last six months 30.0 % of the "
     "limit were used on average, and the score rose by 31. No payment was missed and money is not tight. "
     "With 2250.00 EUR instead of 1500.00 EUR it would be 20.0 %.\"}],\"answer\":null}"},
    /* It waits for an answer already. */
    {FACTS("credit.score.added",
           CARD("\"owed\":40000,\"projected\":45000,\"since_asked\":-1,\"wished\":true,\"wish\":"
                "\"credit/limit/" ID "/2026-11-01\"")),
     "{\"because\":[],\"acts\":[],\"answer\":null}"},
    /* It would not be wise any more. */
    {FACTS("credit.score.added",
           CARD("\"owed\":40000,\"projected\":45000,\"since_asked\":3,\"wished\":true,\"wish\":"
                "\"credit/limit/" ID "/2026-11-01\"")),
     "{\"because\":[\"Visa: no higher limit is asked for: too little time has passed since the last "
     "request\"],\"acts\":[{\"act\":\"withdraw\",\"key\":\"limit/" ID
     "/2026-11-01\",\"why\":\"It would not be wise any more.\"}],\"answer\":null}"},
    /* Of nothing known comes nothing. */
    {"{\"cause\":\"task\",\"kind\":\"daily\",\"known\":{}}",
     "{\"because\":[],\"acts\":[],\"answer\":{\"cards\":0}}"},
};

static const struct agent *credit(void)
{
    const struct agent *agent = agent_find(TEXT("credit"));
    assert_non_null(agent);
    return agent;
}

static void made_up_facts_lead_to_these_very_decisions(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    for (size_t i = 0; i < sizeof golden / sizeof *golden; i++) {
        const struct json_value *facts;
        struct decision d;
        struct buf *out = buf_in_arena(c.arena);
        struct json j = json_into(out);
        decision_init(&d, c.arena);
        assert_ok(&c, json_read(&c, text_of(golden[i].facts), &facts));
        assert_ok(&c, credit()->decide(&c, facts, &d));
        decision_write(&j, &d);
        assert_string_equal(golden[i].decision, arena_printf(c.arena, "%.*s", TEXT_ARGS(buf_view(out))));
    }
    test_ctx_end(&c);
}

/* -- The real one -- */

static struct household_test *begin(struct host **host)
{
    struct household_test *h = household_new();
    const struct agent *const team[] = {credit(), NULL};
    int64_t checking = h->checking;
    assert_ok(&h->w->c, host_open_team(&h->w->c, h->w->relay, h->w->store, team, host));
    h->checking = open_account(h, "Visa", ACCOUNT_LIABILITY);
    int64_t shops = open_account(h, "Expenses:Shops", ACCOUNT_EXPENSE);
    for (int32_t month = 1; month <= 9; month++) /* 500.00 spent and paid again, but for the last */
        for (int32_t i = 0; i < 2; i++)
            if (i == 0 || month < 9)
                entry(h, i == 0 ? "Shop" : "Payment", shops, day_of(2026, month, 20 + i),
                      i == 0 ? -50000 : 40000 + month);
    (void)history_commit(h);
    history_begin(h);
    int64_t visa = h->checking;
    h->checking = checking;
    entry(h, "Employer", shops, day_of(2026, 9, 30), 500000);
    (void)history_commit(h);
    h->checking = visa;
    world_drain(h->w);
    assert_int_equal(0, world_number(h->w, "SELECT count(*) FROM run")); /* no card yet: nothing to think */
    return h;
}

static void set_card(struct household_test *h, int64_t limit)
{
    struct account_row account;
    struct store_tx *tx = world_begin(h->w);
    assert_ok(&h->w->c, account_by_name(&h->w->c, tx, HOUSEHOLD_FIRST, TEXT("Visa"), &account));
    store_rollback(tx);
    struct card_change change = {
        .set_limit = true, .set_statement_day = true, .limit = limit, .statement_day = 5};
    assert_ok(&h->w->c, credit_card_set(&h->w->c, h->w->store, HOUSEHOLD_FIRST, &account, &change));
    world_drain(h->w);
}

static void add_scores(struct household_test *h)
{
    const struct score_new scores[] = {{day_of(2026, 4, 20), 640, TEXT("A")},
                                       {day_of(2026, 10, 20), 660, TEXT("A")}};
    struct score_counts counts;
    assert_ok(&h->w->c, credit_scores_add(&h->w->c, h->w->store, HOUSEHOLD_FIRST, scores, 2, &counts));
    world_drain(h->w);
}

static void every_run_is_repeated_to_the_same_decision(struct household_test *h, size_t least)
{
    struct store_tx *tx;
    struct run_row *rows, run;
    size_t count;
    assert_ok(&h->w->c, store_begin_read(&h->w->c, h->w->store, &tx));
    assert_ok(&h->w->c, run_page(&h->w->c, tx, HOUSEHOLD_FIRST, TEXT("credit"), 0, 100, &rows, &count));
    assert_true(count >= least);
    for (size_t i = 0; i < count; i++) {
        struct run_replay replay;
        assert_ok(&h->w->c, run_by_id(&h->w->c, tx, HOUSEHOLD_FIRST, rows[i].id, &run));
        assert_int_equal(0, run.why.len);
        assert_ok(&h->w->c, run_repeat(&h->w->c, &run, &replay));
        assert_true(replay.same && replay.facts_intact && replay.decision_intact);
    }
    store_rollback(tx);
}

static void a_card_and_statement_are_told_of_once(void **state)
{
    (void)state;
    struct host *host;
    struct household_test *h = begin(&host);
    set_card(h, 200000); /* 1,300 owed: 65 % */
    assert_int_equal(1, world_number(h->w, "SELECT count(*) FROM insight WHERE kind = 'credit_utilisation'"));
    assert_int_equal(1, world_number(h->w, "SELECT count(*) FROM credit_use"));
    set_card(h, 210000);
    for (int i = 0; i < 3; i++) { /* the mornings up to the statement */
        h->w->now_us += INT64_C(86400000000);
        world_drain(h->w);
    }
    assert_int_equal(1, world_number(h->w, "SELECT count(*) FROM insight WHERE kind = 'credit_utilisation'"));
    assert_true(world_number(h->w, "SELECT count(*) FROM credit_use") >= 3);
    h->w->now_us += INT64_C(4) * 86400000000; /* the next statement's */
    world_drain(h->w);
    assert_int_equal(2, world_number(h->w, "SELECT count(*) FROM insight WHERE kind = 'credit_utilisation'"));
    every_run_is_repeated_to_the_same_decision(h, 5);
    world_free(h->w);
    host_close(host);
    free(h);
}

static void a_higher_limit_is_proposed_once_and_people_are_asked(void **state)
{
    (void)state;
    struct host *host;
    struct household_test *h = begin(&host);
    set_card(h, 350000);
    assert_int_equal(0, world_number(h->w, "SELECT count(*) FROM proposal")); /* nobody knows a score */
    add_scores(h);
    assert_int_equal(1, world_number(h->w, "SELECT count(*) FROM proposal WHERE state = 1 AND kind = "
                                           "'limit-request' AND agent = 'credit'"));
    for (int i = 0; i < 20; i++) { /* nobody answers: it expires, and is not proposed again within a month */
        h->w->now_us += INT64_C(86400000000);
        world_drain(h->w);
    }
    assert_int_equal(1, world_number(h->w, "SELECT count(*) FROM proposal"));
    assert_int_equal(0, world_number(h->w, "SELECT count(*) FROM credit_request"));
    every_run_is_repeated_to_the_same_decision(h, 3);
    world_free(h->w);
    host_close(host);
    free(h);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(made_up_facts_lead_to_these_very_decisions),
        cmocka_unit_test(a_card_and_statement_are_told_of_once),
        cmocka_unit_test(a_higher_limit_is_proposed_once_and_people_are_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

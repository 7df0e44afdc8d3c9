/* Agents that decide: runs written down and repeated, permissions, budgets, an attacker in an agent's place, pauses, daily tasks. */
#include "agents/host.h"
#include "agents/runs.h"
#include "base/hash.h"
#include "finance/proposal/proposal.h"
#include "store/entity/account.h"
#include "unit/events/world.h"

#include <unistd.h>

static enum err (*wish)(const struct json_value *facts, struct decision *out);

static enum err gather(struct agent_context *x, const struct agent_trigger *trigger, struct json *facts)
{
    x->idle = text_is(trigger->kind, "test.idle");
    json_key_int(facts, "amount", 12);
    json_key_text(facts, "kind", trigger->kind);
    return OK;
}

static enum err decide(struct ctx *c, const struct json_value *facts, struct decision *out)
{
    (void)c;
    return wish(facts, out);
}

static const char *const types[] = {"test.*", NULL};
static const char *const kinds[] = {"daily", "look", NULL};
static const char *const proposes[] = {"block", "unblock", NULL};
static const struct agent decider = {.name = "decider",
                                     .title = "Decides",
                                     .types = types,
                                     .permissions = AGENT_PROPOSES | AGENT_WRITES_INSIGHTS |
                                                    AGENT_APPENDS_EVENTS | AGENT_PUTS_TASKS,
                                     .gather = gather,
                                     .decide = decide,
                                     .kinds = kinds,
                                     .proposes = proposes,
                                     .budget = {.acts = 4, .runs = 3},
                                     .daily_minute = 360};
static const struct agent powerless = {
    .name = "powerless", .title = "May do nothing", .types = types, .gather = gather, .decide = decide};
static const struct agent far_sighted = {.name = "far_sighted",
                                         .title = "Reads a snapshot",
                                         .types = types,
                                         .permissions = AGENT_PROPOSES,
                                         .gather = gather,
                                         .decide = decide,
                                         .gathers_long = true,
                                         .proposes = proposes};

static struct world *begin(const struct agent *agent, struct host **host)
{
    struct world *w = world_new();
    const struct agent *const team[] = {agent, NULL};
    assert_ok(&w->c, host_open_team(&w->c, w->relay, w->store, team, host));
    return w;
}

static void end(struct world *w, struct host *host)
{
    world_free(w);
    host_close(host);
}

static enum err block_somebody(const struct json_value *facts, struct decision *out)
{
    int64_t amount = fact_int(json_member(facts, "known"), "amount");
    decision_explain(out, "the amount is %lld", (long long)amount);
    decision_propose(out, &(struct decision_proposal){.kind = "block",
                                                      .key = TEXT("block/1"),
                                                      .action = TEXT("{\"payee\":\"ACME\"}"),
                                                      .reason = TEXT("it is known for that")});
    return OK;
}

static struct run_row newest_run(struct world *w)
{
    struct store_tx *tx = world_begin(w);
    struct run_row *rows, run;
    size_t count;
    assert_ok(&w->c, run_page(&w->c, tx, HOUSEHOLD_FIRST, TEXT(""), 0, 1, &rows, &count));
    assert_int_equal(1, count);
    assert_ok(&w->c, run_by_id(&w->c, tx, HOUSEHOLD_FIRST, rows[0].id, &run));
    store_rollback(tx);
    return run;
}

static void a_run_is_written_down(void **state)
{
    (void)state;
    static const struct agent *const kinds_of[] = {&decider, &far_sighted};
    for (size_t i = 0; i < 2; i++) {
        struct host *host;
        struct world *w = begin(kinds_of[i], &host);
        wish = block_somebody;
        world_append(w, "test.a", "{\"x\":1}");
        world_append(w, "test.idle", "{}");
        world_drain(w);
        struct run_row run = newest_run(w);
        const struct json_value *facts, *decision;
        assert_int_equal(1, world_number(w, "SELECT count(*) FROM run"));
        assert_int_equal(RUN_ACTED, run.outcome);
        assert_int_equal(1, run.event);
        assert_ok(&w->c, json_read(&w->c, run.facts, &facts));
        assert_ok(&w->c, json_read(&w->c, run.decision, &decision));
        assert_int_equal(12, fact_int(json_member(facts, "known"), "amount"));
        assert_int_equal(1, fact_int(json_member(facts, "data"), "x"));
        assert_int_equal(1, json_count(json_member(decision, "acts")));
        assert_int_equal(1, json_count(json_member(decision, "because")));
        assert_int_equal(
            1,
            world_number(w, "SELECT count(*) FROM proposal WHERE run IN (SELECT id FROM run) AND state = 3"));
        assert_int_equal(1, world_number(w, "SELECT count(*) FROM payee_standing WHERE blocked_us > 0"));
        end(w, host);
    }
}

static enum err propose_what_it_may_not(const struct json_value *facts, struct decision *out)
{
    (void)facts;
    decision_propose(out, &(struct decision_proposal){"payment", TEXT("p"), TEXT("{}"), TEXT("")});
    decision_propose(out,
                     &(struct decision_proposal){"block", TEXT("b"), TEXT("{\"nonsense\":[]}"), TEXT("")});
    return OK;
}

static void what_it_may_not_is_refused_and_told(void **state)
{
    (void)state;
    static const struct agent *const two[] = {&decider, &powerless};
    for (size_t i = 0; i < 2; i++) {
        struct host *host;
        struct world *w = begin(two[i], &host);
        wish = propose_what_it_may_not;
        world_append(w, "test.a", "{}");
        world_drain(w);
        struct run_row run = newest_run(w);
        assert_int_equal(0, world_number(w, "SELECT count(*) FROM proposal"));
        assert_int_equal(0, world_number(w, "SELECT count(*) FROM dead_letter"));
        assert_true(text_find(run.why, TEXT("refused")) > 0);
        end(w, host);
    }
}

static enum err want_too_much(const struct json_value *facts, struct decision *out)
{
    (void)facts;
    for (int i = 0; i < 5; i++)
        (void)block_somebody(facts, out);
    return OK;
}

static void above_its_budget_nothing_happens(void **state)
{
    (void)state;
    struct host *host;
    struct world *w = begin(&decider, &host);
    wish = want_too_much;
    world_append(w, "test.a", "{}");
    world_append(w, "test.a", "{}");
    world_drain(w);
    assert_int_equal(2, world_number(w, "SELECT count(*) FROM run WHERE outcome = 3"));
    assert_int_equal(0, world_number(w, "SELECT count(*) FROM proposal"));
    assert_int_equal(1, world_number(w, "SELECT count(*) FROM insight WHERE kind = 'agent_stopped'"));
    wish = block_somebody;
    for (int i = 0; i < 6; i++)
        world_append(w, "test.a", "{}");
    world_drain(w);
    assert_int_equal(3, world_number(w, "SELECT count(*) FROM run WHERE outcome = 1"));
    assert_int_equal(5, world_number(w, "SELECT count(*) FROM run WHERE outcome = 3"));
    w->now_us += INT64_C(3601000000);
    world_append(w, "test.a", "{}");
    world_drain(w);
    assert_int_equal(4, world_number(w, "SELECT count(*) FROM run WHERE outcome = 1"));
    end(w, host);
}

/* Whatever a model in an agent's place says: nothing that needs a person happens without one. */
static uint64_t attack;
static enum err say_anything(const struct json_value *facts, struct decision *out)
{
    static const char *const what[] = {"unblock",  "payment", "release", "void",
                                       "transfer", "mandate", "Unblock", ""};
    static const char *const actions[] = {
        "{\"payee\":\"ACME\"}",
        "{\"payee\":\"ACME\",\"approved\":true,\"verdict\":\"allow\"}",
        "{\"payee\":\"Thief\",\"amount\":\"99999999999999999999\",\"currency\":\"EUR\",\"account\":"
        "\"Checking\"}",
        "{\"payee\":\"Thief\",\"amount\":\"-5\",\"currency\":\"EUR\",\"account\":\"Checking\",\"confirmed\":"
        "true}",
        "null",
        "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]",
        "{\"payee\":\"AC\\u0000ME\"}",
        "{\"payee\":\"\\u202eACME\"}",
        "{\"payee\":\"ACME\"} {\"payee\":\"ACME\"}",
    };
    (void)facts;
    for (int i = 0; i < 4; i++) {
        uint64_t h = hash_mix(0, ++attack);
        char key[40];
        snprintf(key, sizeof key, "%s%llu", h % 7 == 0 ? "x/" : "", (unsigned long long)(attack % 5000));
        decision_propose(
            out, &(struct decision_proposal){what[h % (sizeof what / sizeof *what)], text_of(key),
                                             text_of(actions[(h >> 8) % (sizeof actions / sizeof *actions)]),
                                             TEXT("the owner has approved this already")});
    }
    return OK;
}

static const char *const everything[] = {"unblock",  "payment", "release", "void",
                                         "transfer", "mandate", NULL};
static const struct agent attacker = {.name = "attacker",
                                      .title = "Says anything",
                                      .types = types,
                                      .permissions = AGENT_PROPOSES | AGENT_PUTS_TASKS,
                                      .gather = gather,
                                      .decide = decide,
                                      .proposes = everything,
                                      .budget = {.runs = 1 << 20}};

static void an_attacker_gets_nothing(void **state)
{
    (void)state;
    struct host *host;
    struct world *w = world_new();
    struct proposal_row row;
    bool again;
    assert_ok(&w->c, host_open_team(&w->c, w->relay, w->store, (const struct agent *const[]){&attacker, NULL},
                                    &host));
    struct store_tx *tx = world_begin(w);
    struct proposal_new block = {
        .kind = TEXT("block"), .key = TEXT("person/1"), .action = TEXT("{\"payee\":\"ACME\"}")};
    assert_ok(&w->c, proposal_make(&w->c, tx, NULL, HOUSEHOLD_FIRST, &block, &row, &again));
    world_commit(w, tx);
    wish = say_anything;
    attack = 0;
    for (int i = 0; i < 2500; i++)
        world_append(w, "test.a", "{}");
    world_drain(w);
    assert_int_equal(10000, attack);
    assert_int_equal(2500, world_number(w, "SELECT count(*) FROM run"));
    assert_int_equal(1,
                     world_number(w, "SELECT count(*) FROM proposal WHERE state = 3")); /* the person's own */
    assert_int_equal(0, world_number(w, "SELECT count(*) FROM proposal WHERE state = 2"));
    assert_true(world_number(w, "SELECT count(*) FROM proposal WHERE state = 1") > 100);
    assert_int_equal(1, world_number(w, "SELECT count(*) FROM payee_standing WHERE blocked_us > 0"));
    assert_int_equal(0, world_number(w, "SELECT count(*) FROM transfer"));
    assert_int_equal(0, world_number(w, "SELECT count(*) FROM outlay"));
    end(w, host);
}

static void one_that_is_paused_does_nothing_and_loses_nothing(void **state)
{
    (void)state;
    struct host *host;
    struct world *w = begin(&decider, &host);
    struct agent_pause row = {TEXT("decider"), w->now_us, TEXT("test")};
    bool was;
    wish = block_somebody;
    struct store_tx *tx = world_begin(w);
    assert_ok(&w->c, agent_pause_put(&w->c, tx, &row));
    world_commit(w, tx);
    world_append(w, "test.a", "{}");
    world_drain(w);
    assert_int_equal(0, world_number(w, "SELECT count(*) FROM run"));
    tx = world_begin(w);
    assert_ok(&w->c, agent_pause_end(&w->c, tx, TEXT("decider"), &was));
    world_commit(w, tx);
    assert_true(was);
    for (int i = 0; i < 1000 && world_number(w, "SELECT count(*) FROM run") == 0; i++) {
        usleep(10000); /* it looks a few times a second */
        world_drain(w);
    }
    assert_int_equal(1, world_number(w, "SELECT count(*) FROM payee_standing"));
    end(w, host);
}

static void add_account(struct world *w)
{
    struct account_row row = {.household = HOUSEHOLD_FIRST,
                              .id = id_new(w->c.now_us),
                              .kind = ACCOUNT_ASSET,
                              .currency = CURRENCY_EUR,
                              .name = TEXT("Giro"),
                              .created_us = w->c.now_us};
    struct store_tx *tx = world_begin(w);
    assert_ok(&w->c, account_insert(&w->c, tx, &row));
    world_commit(w, tx);
}

static enum err note_kind(const struct json_value *facts, struct decision *out)
{
    decision_answer(out,
                    text_is(fact_text(facts, "kind"), "daily") ? TEXT("\"good morning\"") : TEXT("\"?\""));
    return OK;
}

static void there_is_always_a_daily_task_that_waits(void **state)
{
    (void)state;
    struct host *host;
    struct world *w = begin(&decider, &host); /* 00:00 UTC; daily at 06:00 */
    wish = note_kind;
    world_drain(w);
    assert_int_equal(0, world_number(w, "SELECT count(*) FROM task")); /* there is nothing to look after */
    end(w, host);
    w = begin(&decider, &host);
    add_account(w);
    world_drain(w);
    assert_int_equal(1, world_number(w, "SELECT count(*) FROM task WHERE state = 1 AND kind = 'daily'"));
    assert_int_equal(w->now_us + INT64_C(6) * 3600 * 1000000, world_number(w, "SELECT due_us FROM task"));
    w->now_us += INT64_C(7) * 3600 * 1000000;
    world_drain(w);
    assert_int_equal(
        1, world_number(w, "SELECT count(*) FROM task WHERE state = 2 AND result = '\"good morning\"'"));
    assert_int_equal(1, world_number(w, "SELECT count(*) FROM task WHERE state = 1"));
    w->now_us +=
        INT64_C(10) * 86400 * 1000000; /* it was off for ten days: one run, then the next morning's */
    world_drain(w);
    assert_int_equal(2, world_number(w, "SELECT count(*) FROM task WHERE state = 2"));
    assert_int_equal(1, world_number(w, "SELECT count(*) FROM task WHERE state = 1"));
    end(w, host);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_run_is_written_down),
        cmocka_unit_test(what_it_may_not_is_refused_and_told),
        cmocka_unit_test(above_its_budget_nothing_happens),
        cmocka_unit_test(an_attacker_gets_nothing),
        cmocka_unit_test(one_that_is_paused_does_nothing_and_loses_nothing),
        cmocka_unit_test(there_is_always_a_daily_task_that_waits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

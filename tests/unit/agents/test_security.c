/* The security agent: what it holds, what it lets pass, what becomes of it. */
#include "agents/host.h"
#include "agents/runs.h"
#include "base/hash.h"
#include "finance/security/security.h"
#include "finance/transactions.h"
#include "unit/agents/household.h"

static const struct proposal_voice anna = {.person = 1, .way = {"page", 4}, .step_up = true};
static const struct proposal_voice anna_without_code = {.person = 1, .way = {"page", 4}};

struct guard {
    struct household_test *h;
    struct world *w;
    struct host *host;
    int64_t category;
};

extern const struct agent agent_security, agent_verifier, agent_notification;
static const struct agent *const team[] = {&agent_security, &agent_verifier, &agent_notification, NULL};

static void open_host(struct guard *g)
{
    assert_ok(&g->w->c, host_open_team(&g->w->c, g->w->relay, g->w->store, team, &g->host));
}

/* Nine months: rent, groceries, a cafe. */
static void live(struct guard *g)
{
    struct household_test *h = g->h;
    date today = day_of(2026, 10, 31);
    for (int32_t i = 270; i > 0; i--) {
        uint64_t r = hash_mix(0, (uint64_t)i);
        if (i % 30 == 0)
            entry(h, "Hausverwaltung Nord", g->category, today - i, -90000);
        if (i % 3 == 0)
            entry(h, "Supermarkt", g->category, today - i, -2000 - (int64_t)(r % 6000));
        if (i % 4 == 0)
            entry(h, "Cafe Central", g->category, today - i, -350 - (int64_t)(r % 400));
        if (i % 17 == 0)
            entry(h, arena_printf(h->w->c.arena, "Laden %d", (int)(i / 17)), g->category, today - i,
                  -3000 - (int64_t)(r % 4000));
    }
    history_commit(h);
}

static struct guard *guard_new(void)
{
    struct guard *g = calloc(1, sizeof *g);
    assert_non_null(g);
    g->h = household_new();
    g->w = g->h->w;
    g->category = open_account(g->h, "Expenses:Everything", ACCOUNT_EXPENSE);
    open_host(g);
    live(g);
    world_drain(g->w);
    return g;
}

static void guard_free(struct guard *g)
{
    host_close(g->host);
    household_free(g->h);
    free(g);
}

/* Half a minute later. */
static void pay(struct guard *g, const char *payee, int64_t amount)
{
    int64_t seq;
    bool again;
    g->w->now_us += 30000000;
    g->w->c.now_us = g->w->now_us;
    struct txn_new fresh = {.account = TEXT("Checking"),
                            .date = time_date(g->w->now_us),
                            .amount = -amount,
                            .payee = text_of(payee),
                            .category = TEXT("Expenses:Everything")};
    assert_ok(&g->w->c, transaction_create(&g->w->c, g->w->store, HOUSEHOLD_FIRST, &fresh, &seq, &again));
    world_drain(g->w);
}

static struct verification_row newest(struct guard *g)
{
    struct store_tx *tx = world_begin(g->w);
    struct verification_row *rows, row;
    size_t count;
    assert_ok(&g->w->c, verification_page(&g->w->c, tx, HOUSEHOLD_FIRST, 0, 0, 1, &rows, &count));
    assert_int_equal(1, count);
    row = rows[0];
    store_rollback(tx);
    return row;
}

static enum err answer(struct guard *g, bool yes, const struct proposal_voice *voice,
                       struct security_answered *out)
{
    struct verification_row row = newest(g);
    struct store_tx *tx = world_begin(g->w);
    g->w->c.now_us = g->w->now_us;
    enum err e =
        (yes ? security_confirm : security_deny)(&g->w->c, tx, NULL, HOUSEHOLD_FIRST, row.id, voice, out);
    if (e == OK)
        world_commit(g->w, tx);
    else
        store_rollback(tx);
    world_drain(g->w);
    return e;
}

static int64_t held(struct guard *g)
{
    return world_number(g->w, "SELECT count(*) FROM txn WHERE state = 1 AND flags & 128 <> 0");
}

static void usual_life_is_not_disturbed(void **state)
{
    (void)state;
    struct guard *g = guard_new();
    pay(g, "Supermarkt", 5600);
    pay(g, "Cafe Central", 480);
    pay(g, "Hausverwaltung Nord", 90000);
    pay(g, "Eisdiele am Markt", 640);
    pay(g, "Buchhandlung Wetz", 2390);
    pay(g, "Blumen Ruf", 1500);
    pay(g, "Baumarkt", 6900);
    assert_int_equal(0, held(g));
    assert_int_equal(0, world_number(g->w, "SELECT count(*) FROM run"));
    assert_int_equal(0, world_number(g->w, "SELECT count(*) FROM dead_letter"));
    guard_free(g);
}

/* What is booked as pending is not in the posted sums. */
static void a_stolen_card_is_locked_and_denied(void **state)
{
    (void)state;
    struct guard *g = guard_new();
    struct security_answered said;
    pay(g, "Supermarkt", 4100);
    pay(g, "Elektro Outlet", 79900);
    pay(g, "Uhren Blitz", 84900);
    pay(g, "Juwelier Stern", 89900);
    assert_true(held(g) >= 2);
    assert_int_equal(held(g), world_number(g->w, "SELECT count(*) FROM verification WHERE state = 1"));
    assert_int_equal(held(g),
                     world_number(g->w, "SELECT count(*) FROM proposal WHERE kind = 'hold' AND state = 3"));
    assert_int_equal(held(g),
                     world_number(g->w, "SELECT count(*) FROM notification WHERE kind = 'fraud_alert' "
                                        "AND channel = 'inapp'"));
    assert_int_equal(held(g),
                     world_number(g->w, "SELECT count(*) FROM task WHERE queue = 'security' AND state = 1"));
    struct verification_row row = newest(g);
    assert_true(text_is(row.payee, "Juwelier Stern"));
    assert_true(text_find(row.evidence, TEXT("within 15 minutes")) > 0);
    assert_true(text_find(row.evidence, TEXT("\"similar\":[")) > 0);
    struct arena_mark mark = arena_mark(g->w->c.arena);
    assert_int_equal(ERR_CONFLICT, transaction_post(&g->w->c, g->w->store, HOUSEHOLD_FIRST, row.txn));
    arena_rewind(g->w->c.arena, mark);
    assert_int_equal(ERR_CONFLICT, transaction_void(&g->w->c, g->w->store, HOUSEHOLD_FIRST, row.txn));
    arena_rewind(g->w->c.arena, mark);
    int64_t before = held(g);
    assert_ok(&g->w->c, answer(g, false, &anna_without_code, &said));
    assert_int_equal(VERIFICATION_DENIED, said.row.state);
    assert_int_equal(before - 1, held(g));
    assert_int_equal(1, world_number(g->w, "SELECT count(*) FROM txn WHERE state = 3"));
    assert_int_equal(1, world_number(g->w, "SELECT count(*) FROM payee_standing WHERE blocked_us > 0"));
    assert_int_equal(1, world_number(g->w, "SELECT count(*) FROM proposal WHERE kind = 'block'"));
    assert_ok(&g->w->c, answer(g, false, &anna_without_code, &said)); /* twice is once */
    assert_int_equal(ERR_CONFLICT, answer(g, true, &anna, &said));
    pay(g, "Juwelier Stern", 900); /* whatever the amount: it is blocked */
    assert_int_equal(before, held(g));
    assert_int_equal(0, world_number(g->w, "SELECT count(*) FROM dead_letter"));
    guard_free(g);
}

static void a_false_alarm_is_released_and_learnt(void **state)
{
    (void)state;
    struct guard *g = guard_new();
    struct security_answered said;
    pay(g, "Kuechenstudio Berg", 420000);
    assert_int_equal(1, held(g));
    assert_int_equal(ERR_DENIED, answer(g, true, &anna_without_code, &said));
    assert_int_equal(1, held(g));
    assert_ok(&g->w->c, answer(g, true, &anna, &said));
    assert_int_equal(VERIFICATION_CONFIRMED, said.row.state);
    assert_int_equal(0, held(g));
    assert_int_equal(1, world_number(g->w, "SELECT count(*) FROM txn WHERE amount = -420000 AND state = 2"));
    pay(g, "Kuechenstudio Berg", 450000);
    assert_int_equal(0, held(g));
    pay(g, "Kuechenstudio Berg", 2900000);
    assert_int_equal(1, held(g));
    guard_free(g);
}

static void set_policy(struct guard *g, const char *yaml)
{
    int64_t version;
    struct store_tx *tx = world_begin(g->w);
    assert_ok(&g->w->c, household_policy_set(&g->w->c, tx, HOUSEHOLD_FIRST, 0, text_of(yaml), &version));
    world_commit(g->w, tx);
}

static void when_nobody_answers_it_stays_held_and_people_are_told_again(void **state)
{
    (void)state;
    struct guard *g = guard_new();
    struct security_answered said;
    pay(g, "Kuechenstudio Berg", 420000);
    for (int day = 0; day < 6; day++) {
        g->w->now_us += INT64_C(25) * 3600 * 1000000;
        world_drain(g->w);
    }
    assert_int_equal(1, held(g));
    assert_int_equal(1, world_number(g->w, "SELECT count(*) FROM proposal WHERE kind = 'void'"));
    assert_int_equal(4, world_number(g->w, "SELECT count(*) FROM notification WHERE kind = 'fraud_alert' AND "
                                           "channel = 'inapp'"));
    assert_ok(&g->w->c, answer(g, true, &anna, &said));
    assert_int_equal(0, held(g));
    guard_free(g);
}

static void when_the_policy_allows_it_silence_is_a_no(void **state)
{
    (void)state;
    struct guard *g = guard_new();
    set_policy(g, "version: 1\nrules:\n  - name: protect\n    verdict: allow\n    kind: [hold, block]\n"
                  "  - name: silence\n    verdict: allow\n    kind: void\n    agent: security\n");
    pay(g, "Kuechenstudio Berg", 420000);
    assert_int_equal(1, held(g));
    g->w->now_us += INT64_C(25) * 3600 * 1000000;
    world_drain(g->w);
    assert_int_equal(0, held(g));
    assert_int_equal(1, world_number(g->w, "SELECT count(*) FROM txn WHERE state = 3"));
    assert_int_equal(1, world_number(g->w, "SELECT count(*) FROM payee_standing WHERE blocked_us > 0"));
    guard_free(g);
}

/* A new process makes the past anew, and scores as the old one would have. */
static void a_restart_changes_nothing(void **state)
{
    (void)state;
    int64_t scores[2];
    for (int i = 0; i < 2; i++) {
        struct guard *g = guard_new();
        pay(g, "Supermarkt", 4100);
        pay(g, "Elektro Outlet", 69900);
        if (i == 1) {
            relay_close(g->w->relay);
            host_close(g->host);
            bus_close(g->w->bus);
            g->w->bus = NULL;
            world_open_relay(g->w);
            open_host(g);
        }
        pay(g, "Juwelier Stern", 99900);
        struct verification_row row = newest(g);
        assert_true(text_is(row.payee, "Juwelier Stern"));
        scores[i] = row.score;
        assert_true(text_find(row.evidence, TEXT("nd payment to somebody new")) > 0);
        guard_free(g);
    }
    assert_in_range(scores[1], scores[0] - 600,
                    scores[0] + 600); /* the forest follows: it is not the same one */
}

static void a_run_says_why_and_is_repeated(void **state)
{
    (void)state;
    struct guard *g = guard_new();
    struct run_row *rows, run;
    struct run_replay again;
    size_t count;
    pay(g, "Kuechenstudio Berg", 420000);
    struct store_tx *tx = world_begin(g->w);
    assert_ok(&g->w->c, run_page(&g->w->c, tx, HOUSEHOLD_FIRST, TEXT("security"), 0, 10, &rows, &count));
    assert_int_equal(2, count); /* it held one; it set itself a deadline */
    for (size_t i = 0; i < count; i++) {
        assert_ok(&g->w->c, run_by_id(&g->w->c, tx, HOUSEHOLD_FIRST, rows[i].id, &run));
        assert_ok(&g->w->c, run_repeat(&g->w->c, &run, &again));
        assert_true(again.same && again.facts_intact && again.decision_intact);
    }
    assert_true(text_find(run.facts, TEXT("\"threshold\":6000")) > 0);
    assert_true(text_find(run.facts, TEXT("\"model\":\"")) > 0);
    assert_true(text_find(run.decision, TEXT("suspicious")) > 0);
    store_rollback(tx);
    guard_free(g);
}

/* Old statements teach; they are never held. */
static void history_is_never_held(void **state)
{
    (void)state;
    struct guard *g = guard_new();
    history_begin(g->h);
    for (int i = 0; i < 10; i++)
        entry(g->h, arena_printf(g->w->c.arena, "Haendler %d", i), g->category, day_of(2026, 10, 3), -500000);
    history_commit(g->h);
    world_drain(g->w);
    assert_int_equal(0, held(g));
    history_begin(g->h);
    for (int i = 0; i < 100; i++)
        entry(g->h, arena_printf(g->w->c.arena, "Heute %d", i), g->category, day_of(2026, 10, 31), -500000);
    history_commit(g->h);
    world_drain(g->w);
    assert_int_equal(0, held(g));
    guard_free(g);
}

static void it_may_be_told_only_to_tell(void **state)
{
    (void)state;
    struct guard *g = guard_new();
    struct store_tx *tx = world_begin(g->w);
    assert_ok(&g->w->c, security_set(&g->w->c, tx, HOUSEHOLD_FIRST, 0, 0, false, NULL));
    assert_int_equal(ERR_INPUT, security_set(&g->w->c, tx, HOUSEHOLD_FIRST, 0, 0.5, false, NULL));
    world_commit(g->w, tx);
    pay(g, "Kuechenstudio Berg", 420000);
    assert_int_equal(0, held(g));
    assert_int_equal(1, world_number(g->w, "SELECT count(*) FROM insight WHERE kind = 'fraud_alert'"));
    guard_free(g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            a_restart_changes_nothing), /* the first: ids never go back, whatever later tests do to the clock */
        cmocka_unit_test(usual_life_is_not_disturbed),
        cmocka_unit_test(a_stolen_card_is_locked_and_denied),
        cmocka_unit_test(a_false_alarm_is_released_and_learnt),
        cmocka_unit_test(when_nobody_answers_it_stays_held_and_people_are_told_again),
        cmocka_unit_test(when_the_policy_allows_it_silence_is_a_no),
        cmocka_unit_test(a_run_says_why_and_is_repeated),
        cmocka_unit_test(history_is_never_held),
        cmocka_unit_test(it_may_be_told_only_to_tell),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

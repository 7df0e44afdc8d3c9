/* Proposals: decided by the policy, approved by digest, done once. */
#include "finance/proposal/proposal.h"
#include "unit/events/world.h"

static const struct proposal_voice anna = {.person = 1, .way = {"page", 4}};
static const struct proposal_voice anna_with_code = {.person = 1, .way = {"page", 4}, .step_up = true};
static const struct proposal_voice ben_with_code = {.person = 2, .way = {"api", 3}, .step_up = true};

static enum err make(struct world *w, const char *kind, const char *key, const char *action,
                     struct proposal_row *out, bool *again)
{
    struct store_tx *tx = world_begin(w);
    struct proposal_new fresh = {.agent = TEXT("security"),
                                 .kind = text_of(kind),
                                 .key = text_of(key),
                                 .action = text_of(action),
                                 .reason = TEXT("because")};
    enum err e = proposal_make(&w->c, tx, NULL, HOUSEHOLD_FIRST, &fresh, out, again);
    if (e == OK)
        world_commit(w, tx);
    else
        store_rollback(tx);
    return e;
}

static enum err approve(struct world *w, const struct proposal_row *row, const struct digest *digest,
                        const struct proposal_voice *voice, struct proposal_row *out)
{
    struct store_tx *tx = world_begin(w);
    enum err e = proposal_approve(&w->c, tx, NULL, HOUSEHOLD_FIRST, row->id, digest, voice, out);
    if (e == OK)
        world_commit(w, tx);
    else
        store_rollback(tx);
    return e;
}

static void set_policy(struct world *w, const char *yaml)
{
    int64_t version;
    struct store_tx *tx = world_begin(w);
    assert_ok(&w->c, household_policy_set(&w->c, tx, HOUSEHOLD_FIRST, 0, text_of(yaml), &version));
    world_commit(w, tx);
}

#define BLOCKED "SELECT count(*) FROM payee_standing WHERE blocked_us IS NOT NULL"

static void what_protects_is_done_at_once(void **state)
{
    (void)state;
    struct world *w = world_new();
    struct proposal_row row, second;
    bool again;
    assert_ok(&w->c,
              make(w, "block", "k/1", "{\"payee\":\"ACME Ltd\",\"number\":\"DE89 3704 0044 0532 0130 00\"}",
                   &row, &again));
    assert_int_equal(PROPOSAL_DONE, row.state);
    assert_false(again);
    assert_int_equal(2, world_number(w, BLOCKED)); /* its name and its number */
    assert_int_equal(1, world_number(w, "SELECT count(*) FROM event WHERE type = 'proposal.done'"));
    assert_ok(&w->c, make(w, "block", "k/1",
                          "{\"number\":\"DE89 3704 0044 0532 0130 00\",  \"payee\":\" ACME Ltd \"}", &second,
                          &again));
    assert_true(again);
    assert_int_equal(row.seq, second.seq);
    assert_err(ERR_CONFLICT, make(w, "block", "k/1", "{\"payee\":\"Another\"}", &second, &again));
    assert_err(ERR_CONFLICT, make(w, "unblock", "k/1", "{\"payee\":\"ACME Ltd\"}", &second, &again));
    assert_int_equal(1, world_number(w, "SELECT count(*) FROM proposal"));
    world_free(w);
}

static void what_is_no_action_is_refused(void **state)
{
    (void)state;
    struct world *w = world_new();
    struct proposal_row row;
    bool again;
    static const char *const bad[] = {"",
                                      "{",
                                      "[]",
                                      "null",
                                      "{\"payee\":1}",
                                      "{\"payee\":\"a\\nb\"}",
                                      "{\"payee\":\"\"}",
                                      "{\"payee\":\"a\",\"approved\":true}",
                                      "{\"payee\":\"a\",\"payee\":\"b\"}",
                                      "{\"payee\":\"--\"}"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_err(ERR_INPUT, make(w, "block", "k", bad[i], &row, &again));
    assert_err(ERR_INPUT, make(w, "give-away", "k", "{\"payee\":\"a\"}", &row, &again));
    assert_err(ERR_INPUT, make(w, "", "k", "{\"payee\":\"a\"}", &row, &again));
    assert_err(ERR_INPUT, make(w, "block", "", "{\"payee\":\"a\"}", &row, &again));
    assert_int_equal(0, world_number(w, "SELECT count(*) FROM proposal"));
    world_free(w);
}

static void approval_is_of_the_exact_action(void **state)
{
    (void)state;
    struct world *w = world_new();
    struct proposal_row row, out, other;
    bool again;
    assert_ok(&w->c, make(w, "block", "b", "{\"payee\":\"ACME\"}", &row, &again));
    assert_ok(&w->c, make(w, "unblock", "u", "{\"payee\":\"ACME\"}", &row, &again));
    assert_ok(&w->c, make(w, "unblock", "u2", "{\"payee\":\"ACME\"}", &other, &again));
    assert_int_equal(PROPOSAL_WAITING, row.state);
    assert_int_equal(1, row.approvals_needed);
    assert_true(row.step_up && row.expires_us > w->c.now_us);
    assert_err(ERR_CONFLICT, approve(w, &row, &other.digest, &anna_with_code, &out));
    assert_err(ERR_DENIED, approve(w, &row, &row.digest, &anna, &out));
    assert_int_equal(1, world_number(w, BLOCKED));
    assert_ok(&w->c, approve(w, &row, &row.digest, &anna_with_code, &out));
    assert_int_equal(PROPOSAL_DONE, out.state);
    assert_int_equal(0, world_number(w, BLOCKED));
    assert_ok(&w->c, approve(w, &row, &row.digest, &anna_with_code, &out)); /* a double click */
    assert_err(ERR_CONFLICT, approve(w, &row, &row.digest, &ben_with_code, &out));
    assert_int_equal(2, world_number(w, "SELECT count(*) FROM event WHERE type = 'proposal.done'"));
    world_free(w);
}

static void a_changed_record_is_not_carried_out(void **state)
{
    (void)state;
    struct world *w = world_new();
    struct proposal_row row, out;
    bool again;
    assert_ok(&w->c, make(w, "block", "b", "{\"payee\":\"ACME\"}", &row, &again));
    assert_ok(&w->c, make(w, "unblock", "u", "{\"payee\":\"Somebody\"}", &row, &again));
    world_script(w, "UPDATE proposal SET action = '{\"payee\":\"ACME\"}' WHERE kind = 'unblock'");
    assert_ok(&w->c, approve(w, &row, &row.digest, &anna_with_code, &out));
    assert_int_equal(PROPOSAL_FAILED, out.state);
    assert_int_equal(1, world_number(w, BLOCKED));
    world_free(w);
}

static void two_people_where_the_policy_wants_two(void **state)
{
    (void)state;
    struct world *w = world_new();
    struct proposal_row row, out;
    bool again;
    set_policy(w,
               "version: 1\nrules:\n  - name: two\n    verdict: ask\n    kind: unblock\n    approvals: 2\n");
    assert_ok(&w->c, make(w, "unblock", "u", "{\"payee\":\"ACME\"}", &row, &again));
    assert_ok(&w->c, approve(w, &row, &row.digest, &anna, &out));
    assert_ok(&w->c, approve(w, &row, &row.digest, &anna, &out)); /* one person is one person */
    assert_int_equal(PROPOSAL_WAITING, out.state);
    assert_int_equal(1, out.approvals);
    assert_ok(&w->c, approve(w, &row, &row.digest, &ben_with_code, &out));
    assert_int_equal(PROPOSAL_DONE, out.state);
    assert_string_equal("two", text_z(w->c.arena, out.rule));
    world_free(w);
}

static void nobody_answers(void **state)
{
    (void)state;
    struct world *w = world_new();
    struct proposal_row row, out;
    bool again;
    int64_t next_us;
    assert_ok(&w->c, make(w, "unblock", "u", "{\"payee\":\"ACME\"}", &row, &again));
    assert_ok(&w->c, proposals_settle(&w->c, w->store, NULL, &next_us));
    assert_int_equal(row.expires_us, next_us);
    w->c.now_us = row.expires_us;
    assert_err(ERR_CONFLICT, approve(w, &row, &row.digest, &anna_with_code, &out));
    assert_ok(&w->c, proposals_settle(&w->c, w->store, NULL, &next_us));
    assert_int_equal(INT64_MAX, next_us);
    assert_int_equal(1, world_number(w, "SELECT count(*) FROM proposal WHERE state = 5"));
    assert_int_equal(1, world_number(w, "SELECT count(*) FROM event WHERE type = 'proposal.expired'"));
    world_free(w);
}

static void one_no_is_enough(void **state)
{
    (void)state;
    struct world *w = world_new();
    struct proposal_row row, out;
    bool again;
    assert_ok(&w->c, make(w, "unblock", "u", "{\"payee\":\"ACME\"}", &row, &again));
    struct store_tx *tx = world_begin(w);
    assert_ok(&w->c, proposal_deny(&w->c, tx, HOUSEHOLD_FIRST, row.id, &anna, &out));
    world_commit(w, tx);
    assert_int_equal(PROPOSAL_DENIED, out.state);
    assert_err(ERR_CONFLICT, approve(w, &row, &row.digest, &ben_with_code, &out));
    world_free(w);
}

/* Waits by its own rule; the policy is asked again when its time has come. */
static void it_waits_for_its_time(void **state)
{
    (void)state;
    struct world *w = world_new();
    struct proposal_row row, out;
    bool again;
    int64_t next_us;
    set_policy(w, "version: 1\nrules:\n  - name: fine\n    verdict: allow\n    kind: unblock\n  - name: "
                  "slowly\n    kind: "
                  "unblock\n    wait: 24 h\n");
    assert_ok(&w->c, make(w, "block", "b", "{\"payee\":\"ACME\"}", &row, &again));
    assert_ok(&w->c, make(w, "unblock", "u", "{\"payee\":\"ACME\"}", &row, &again));
    assert_int_equal(PROPOSAL_APPROVED, row.state);
    assert_int_equal(w->c.now_us + INT64_C(86400000000), row.not_before_us);
    assert_ok(&w->c, proposals_settle(&w->c, w->store, NULL, &next_us));
    assert_int_equal(row.not_before_us, next_us);
    assert_int_equal(1, world_number(w, BLOCKED));
    w->c.now_us = next_us;
    assert_ok(&w->c, proposals_settle(&w->c, w->store, NULL, &next_us));
    assert_int_equal(0, world_number(w, BLOCKED));
    /* What a policy forbids meanwhile does not happen. */
    assert_ok(&w->c, make(w, "block", "b2", "{\"payee\":\"ACME\"}", &row, &again));
    assert_ok(&w->c, make(w, "unblock", "u2", "{\"payee\":\"ACME\"}", &row, &again));
    set_policy(w, "version: 1\nrules:\n  - name: never\n    verdict: deny\n    kind: unblock\n");
    w->c.now_us += INT64_C(90000000000);
    assert_ok(&w->c, proposals_settle(&w->c, w->store, NULL, &next_us));
    assert_int_equal(1, world_number(w, BLOCKED));
    struct store_tx *tx = world_begin(w);
    assert_ok(&w->c, proposal_by_id(&w->c, tx, HOUSEHOLD_FIRST, row.id, &out));
    assert_int_equal(PROPOSAL_FAILED, out.state);
    world_free(w);
}

static void a_bad_policy_is_not_taken(void **state)
{
    (void)state;
    struct world *w = world_new();
    int64_t version;
    struct store_tx *tx = world_begin(w);
    assert_err(ERR_INPUT,
               household_policy_set(&w->c, tx, HOUSEHOLD_FIRST, 0, TEXT("version: 1\nrules: 7\n"), &version));
    store_rollback(tx);
    assert_int_equal(0, world_number(w, "SELECT count(*) FROM policy"));
    world_free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_protects_is_done_at_once),
        cmocka_unit_test(what_is_no_action_is_refused),
        cmocka_unit_test(approval_is_of_the_exact_action),
        cmocka_unit_test(a_changed_record_is_not_carried_out),
        cmocka_unit_test(two_people_where_the_policy_wants_two),
        cmocka_unit_test(nobody_answers),
        cmocka_unit_test(one_no_is_enough),
        cmocka_unit_test(it_waits_for_its_time),
        cmocka_unit_test(a_bad_policy_is_not_taken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

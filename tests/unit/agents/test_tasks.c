/* Agents that are asked to do something: the analytics agent looks again, within its permissions, and what is counted. */
#include "agents/host.h"
#include "unit/agents/household.h"

extern const struct agent agent_analytics;

static struct host *employ(struct household_test *h, const struct agent *agent)
{
    struct host *host;
    const struct agent *const team[] = {agent, NULL};
    assert_ok(&h->w->c, host_open_team(&h->w->c, h->w->relay, h->w->store, team, &host));
    return host;
}

static struct task_row ask(struct household_test *h, const char *queue, const char *kind)
{
    struct task_row row;
    struct task_order order = {
        .household = HOUSEHOLD_FIRST, .queue = text_of(queue), .kind = text_of(kind), .priority = 5};
    struct store_tx *tx = world_begin(h->w);
    assert_ok(&h->w->c, task_put(&h->w->c, tx, &order, &row));
    world_commit(h->w, tx);
    return row;
}

static struct task_row look(struct household_test *h, const struct task_row *row)
{
    struct store_tx *tx;
    struct task_row now;
    assert_ok(&h->w->c, store_begin_read(&h->w->c, h->w->store, &tx));
    assert_ok(&h->w->c, task_by_id(&h->w->c, tx, row->household, row->id, &now));
    store_rollback(tx);
    return now;
}

static void assert_has(const struct buf *out, const char *line)
{
    if (text_find(buf_view(out), text_of(line)) < 0)
        fail_msg("no %s in %.*s", line, (int)out->len, out->at);
}

static void end(struct household_test *h, struct host *host)
{
    household_free(h);
    host_close(host);
}

/* A charge that came twice. The second review finds it, too, and tells nobody again. */
static void a_review_tells_what_is_new(void **state)
{
    (void)state;
    struct household_test *h = household_new();
    struct host *host = employ(h, &agent_analytics);
    int64_t category = open_account(h, "Expenses:Sport", ACCOUNT_EXPENSE);
    entry(h, "Gym", category, day_of(2026, 10, 20), -4500);
    entry(h, "Gym", category, day_of(2026, 10, 20), -4500);
    struct ctx *c = &h->w->c;
    assert_ok(c, total_add(c, h->tx, &h->totals));
    world_commit(h->w, h->tx); /* without an event: nobody has looked */
    h->tx = NULL;
    struct task_row first = ask(h, "analytics", "review"), second = ask(h, "analytics", "review");
    world_drain(h->w);
    first = look(h, &first);
    second = look(h, &second);
    assert_int_equal(TASK_DONE, first.state);
    int64_t told = world_number(h->w, "SELECT count(*) FROM insight");
    assert_true(told > 0);
    assert_text(arena_printf(c->arena, "{\"found\":%lld,\"new\":%lld}", (long long)told, (long long)told),
                first.result);
    assert_text(arena_printf(c->arena, "{\"found\":%lld,\"new\":0}", (long long)told), second.result);
    /* What it appends names the cause of the task. */
    assert_int_equal(told,
                     world_number(h->w, "SELECT count(*) FROM event e JOIN event q ON e.causation = q.id AND "
                                        "e.correlation = q.correlation WHERE e.type = 'ai.insight.generated' "
                                        "AND q.type = 'agent.task.queued'"));
    end(h, host);
}

static void an_unknown_kind_is_given_up_in_words(void **state)
{
    (void)state;
    struct household_test *h = household_new();
    struct host *host = employ(h, &agent_analytics);
    world_commit(h->w, h->tx);
    h->tx = NULL;
    struct task_row row = ask(h, "analytics", "divine");
    world_drain(h->w);
    row = look(h, &row);
    assert_int_equal(TASK_DEAD, row.state);
    assert_text("analytics does not know the task \"divine\"", row.why);
    struct agent_health health[HOST_AGENTS_MAX];
    assert_int_equal(1, host_health(host, health));
    assert_true(health[0].well); /* it was asked for nonsense */
    end(h, host);
}

/* -- What agents may do in a task, and what is counted */

static int failures;

static enum err notify_and_fail(struct agent_context *x, const struct task *task, struct text *result)
{
    struct store_tx *tx;
    struct insight_row row = {.kind = TEXT("test"),
                              .topic = TEXT("test/1"),
                              .severity = SEVERITY_ALERT,
                              .title = TEXT("title"),
                              .body = TEXT("body")};
    bool fresh;
    (void)result;
    assert_err(ERR_DENIED, agent_ledger(x, &tx));
    TRY(agent_insight(x, &row, &fresh));
    TRY(agent_notify(x, &row));
    return failures-- > 0 ? (fail)(x->c, ERR_IO, "not yet, %.*s", TEXT_ARGS(task->row.kind)) : OK;
}

static enum err on_event(struct agent_context *x, const struct relay_event *event)
{
    (void)x, (void)event;
    return OK;
}

static const char *const no_types[] = {NULL};
static const struct agent teller = {.name = "teller",
                                    .title = "Tells",
                                    .types = no_types,
                                    .permissions = AGENT_WRITES_INSIGHTS | AGENT_NOTIFIES,
                                    .on_event = on_event,
                                    .on_task = notify_and_fail};

static void what_failed_left_nothing_and_all_is_counted(void **state)
{
    (void)state;
    struct household_test *h = household_new();
    struct host *host = employ(h, &teller);
    world_commit(h->w, h->tx);
    h->tx = NULL;
    failures = 2;
    struct task_row row = ask(h, "teller", "a");
    world_drain(h->w);
    assert_int_equal(0, world_number(h->w, "SELECT count(*) FROM notification"));
    struct buf out = {0};
    host_metrics(host, &out);
    assert_has(&out, "florin_tasks_total{queue=\"teller\",outcome=\"retried\"} 1\n");
    assert_has(&out, "agent_notifications_sent_total{channel=\"inapp\",status=\"delivered\"} 0\n");
    for (int i = 0; i < 2; i++) {
        h->w->now_us += INT64_C(10000000);
        world_drain(h->w);
    }
    row = look(h, &row);
    assert_int_equal(TASK_DONE, row.state);
    assert_text("not yet, a", row.why);
    assert_int_equal(0, row.result.len);
    assert_int_equal(1, world_number(h->w, "SELECT count(*) FROM notification"));
    buf_clear(&out);
    host_metrics(host, &out);
    assert_has(&out, "florin_tasks_total{queue=\"teller\",outcome=\"completed\"} 1\n");
    assert_has(&out, "florin_tasks_total{queue=\"teller\",outcome=\"retried\"} 2\n");
    assert_has(&out, "florin_tasks_total{queue=\"teller\",outcome=\"dead\"} 0\n");
    assert_has(&out, "agent_notifications_sent_total{channel=\"inapp\",status=\"delivered\"} 1\n");
    assert_has(&out, "florin_task_queue_depth{queue=\"teller\",state=\"waiting\"} 0\n");
    ask(h, "teller", "b");
    ask(h, "elsewhere", "c"); /* not a queue of this program's */
    buf_clear(&out);
    host_metrics(host, &out);
    assert_has(&out, "florin_task_queue_depth{queue=\"teller\",state=\"waiting\"} 1\n");
    assert_int_equal(-1, text_find(buf_view(&out), TEXT("elsewhere")));
    buf_free(&out);
    end(h, host);
}

static void the_team_takes_tasks(void **state)
{
    (void)state;
    const char *names[HOST_AGENTS_MAX];
    assert_true(1 <= host_queues(names));
    assert_string_equal("analytics", names[0]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_review_tells_what_is_new),
        cmocka_unit_test(an_unknown_kind_is_given_up_in_words),
        cmocka_unit_test(what_failed_left_nothing_and_all_is_counted),
        cmocka_unit_test(the_team_takes_tasks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* The host: permissions, loops, counts. */
#include "agents/host.h"
#include "ledger/currency.h"
#include "unit/events/world.h"

static enum err (*deed)(struct agent_context *x, const struct relay_event *event);

static enum err on_event(struct agent_context *x, const struct relay_event *event)
{
    return deed(x, event);
}

static const char *const types[] = {"test.*", NULL};
static const struct agent nobody = {
    .name = "nobody", .title = "May do nothing", .types = types, .on_event = on_event};
static const struct agent anybody = {.name = "anybody",
                                     .title = "May do all",
                                     .types = types,
                                     .permissions = AGENT_READS_LEDGER | AGENT_WRITES_INSIGHTS |
                                                    AGENT_APPENDS_EVENTS | AGENT_NOTIFIES,
                                     .on_event = on_event};

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

static struct insight_row an_insight(void)
{
    return (struct insight_row){.kind = TEXT("test"),
                                .topic = TEXT("test/1"),
                                .severity = SEVERITY_ALERT,
                                .title = TEXT("title"),
                                .body = TEXT("body")};
}

static enum err try_everything(struct agent_context *x, const struct relay_event *event)
{
    struct store_tx *tx;
    struct insight_row row = an_insight();
    bool fresh;
    (void)event;
    assert_err(ERR_DENIED, agent_ledger(x, &tx));
    assert_err(ERR_DENIED, agent_insight(x, &row, &fresh));
    assert_err(ERR_DENIED, agent_find_insight(x, row.id, &row));
    assert_err(ERR_DENIED, agent_append(x, "other.type", TEXT("s"), TEXT("{}")));
    assert_err(ERR_DENIED, agent_notify(x, &row));
    return OK;
}

static void permissions_are_asked_for(void **state)
{
    (void)state;
    struct host *host;
    struct world *w = begin(&nobody, &host);
    deed = try_everything;
    world_append(w, "test.a", "{}");
    world_drain(w);
    assert_int_equal(1, world_number(w, "SELECT event FROM consumer"));
    assert_int_equal(1, world_number(w, "SELECT count(*) FROM event"));
    end(w, host);
}

static enum err feed_itself(struct agent_context *x, const struct relay_event *event)
{
    (void)event;
    return agent_append(x, "test.again", TEXT("s"), TEXT("{}"));
}

static void an_agent_cannot_feed_itself(void **state)
{
    (void)state;
    struct host *host;
    struct world *w = begin(&anybody, &host);
    deed = feed_itself;
    world_append(w, "test.a", "{}");
    world_drain(w);
    assert_int_equal(1, world_number(w, "SELECT count(*) FROM event"));
    assert_int_equal(1, world_number(w, "SELECT count(*) FROM dead_letter"));
    end(w, host);
}

static enum err tell_then_fail_on_the_third(struct agent_context *x, const struct relay_event *event)
{
    struct insight_row row = an_insight();
    bool fresh;
    row.topic = text_of(arena_printf(x->c->arena, "test/%lld", (long long)event->place));
    TRY(agent_insight(x, &row, &fresh));
    TRY(agent_notify(x, &row));
    return event->subject.len == 4 && text_is(event->data, "{\"bad\":1}")
               ? (fail)(x->c, ERR_INPUT, "bad \"one\"")
               : OK;
}

static void counts_tell_what_was_committed(void **state)
{
    (void)state;
    struct host *host;
    struct world *w = begin(&anybody, &host);
    deed = tell_then_fail_on_the_third;
    for (int i = 0; i < 5; i++)
        world_append(w, "test.a", i == 2 ? "{\"bad\":1}" : "{}");
    world_drain(w);
    assert_int_equal(4, world_number(w, "SELECT count(*) FROM notification"));
    struct agent_health health[HOST_AGENTS_MAX];
    assert_int_equal(1, host_health(host, health));
    assert_int_equal(4, health[0].processed);
    assert_int_equal(1, health[0].dead);
    assert_true(health[0].well); /* the last one went well */
    assert_string_equal("bad \"one\"", health[0].why);
    struct buf out = {0};
    host_metrics(host, &out);
    assert_non_null(strstr(out.at, "agent_tasks_processed_total{agent=\"anybody\"} 4\n"));
    assert_non_null(strstr(out.at, "agent_tasks_failed_total{agent=\"anybody\"} 1\n"));
    assert_non_null(strstr(out.at, "agent_processing_time_seconds_count{agent=\"anybody\"} 5\n"));
    assert_non_null(
        strstr(out.at, "agent_notifications_sent_total{channel=\"inapp\",status=\"delivered\"} 4\n"));
    buf_free(&out);
    end(w, host);
}

static void channels_have_one_name_each(void **state)
{
    (void)state;
    struct host *host;
    struct world *w = begin(&anybody, &host);
    struct channel *first = channel_recorder_new("r", SEVERITY_INFO),
                   *second = channel_recorder_new("r", SEVERITY_INFO);
    assert_ok(&w->c, host_attach(&w->c, host, first));
    assert_err(ERR_CONFLICT, host_attach(&w->c, host, second));
    channel_close(second);
    end(w, host);
}

static void notifications_are_read_once_delivered(void **state)
{
    (void)state;
    struct host *host;
    struct world *w = begin(&anybody, &host);
    struct store_tx *tx = world_begin(w);
    bool fresh;
    struct notification_row row = {.household = HOUSEHOLD_FIRST,
                                   .channel = TEXT(NOTIFICATION_INAPP),
                                   .title = TEXT("t"),
                                   .body = TEXT("b"),
                                   .severity = SEVERITY_INFO,
                                   .state = NOTIFICATION_DELIVERED};
    assert_ok(&w->c, notification_insert(&w->c, tx, &row, &fresh));
    assert_true(fresh);
    const struct notification_reader here = {.household = HOUSEHOLD_FIRST}, elsewhere = {.household = 2};
    assert_ok(&w->c, notification_mark_read(&w->c, tx, &here, row.id));
    assert_ok(&w->c, notification_mark_read(&w->c, tx, &here, row.id));
    assert_err(ERR_NOT_FOUND, notification_mark_read(&w->c, tx, &elsewhere, row.id));
    world_commit(w, tx);
    assert_int_equal(4, world_number(w, "SELECT state FROM notification"));
    end(w, host);
}

/* As of two processes that send what is queued. */
static void a_notification_is_claimed_by_one(void **state)
{
    enum { LONG_US = 1000000 };
    (void)state;
    struct host *host;
    struct world *w = begin(&anybody, &host);
    struct store_tx *tx = world_begin(w);
    struct notification_row row = {.household = HOUSEHOLD_FIRST,
                                   .channel = TEXT("post"),
                                   .title = TEXT("t"),
                                   .body = TEXT("b"),
                                   .severity = SEVERITY_INFO,
                                   .state = NOTIFICATION_QUEUED};
    int64_t now_us = w->now_us;
    bool fresh, mine;
    assert_ok(&w->c, notification_insert(&w->c, tx, &row, &fresh));
    assert_ok(&w->c, notification_claim(&w->c, tx, row.seq, now_us, now_us + LONG_US, &mine));
    assert_true(mine);
    assert_ok(&w->c, notification_claim(&w->c, tx, row.seq, now_us, now_us + LONG_US, &mine));
    assert_false(mine);
    now_us += LONG_US; /* whoever claimed it is gone */
    assert_ok(&w->c, notification_claim(&w->c, tx, row.seq, now_us, now_us + LONG_US, &mine));
    assert_true(mine);
    row.state = NOTIFICATION_DELIVERED;
    assert_ok(&w->c, notification_update(&w->c, tx, &row));
    assert_ok(&w->c, notification_claim(&w->c, tx, row.seq, now_us + LONG_US, now_us + 2 * LONG_US, &mine));
    assert_false(mine);
    world_commit(w, tx);
    end(w, host);
}

/* -- Whose rows an agent is shown -- */

/* How many payees a query that asks for nobody's in particular finds, in the order in which the agent was called. */
static struct {
    int64_t seen[16];
    int count;
} curious;

static enum err look_around(struct agent_context *x)
{
    struct store_query *q;
    bool row;
    TRY(store_query(x->c, x->tx, "SELECT count(*) FROM payee", &q));
    TRY(store_next(x->c, q, &row));
    curious.seen[curious.count++ % 16] = store_int(q, 0);
    store_reset(q);
    return OK;
}

static enum err prepare_curiously(struct agent_context *x, const struct relay_event *event, void **prepared)
{
    (void)event;
    *prepared = NULL;
    return look_around(x);
}

static enum err handle_curiously(struct agent_context *x, const struct relay_event *event)
{
    (void)event;
    return look_around(x);
}

static enum err prepare_task_curiously(struct agent_context *x, const struct task *task, void **prepared)
{
    (void)task;
    *prepared = NULL;
    return look_around(x);
}

static enum err work_curiously(struct agent_context *x, const struct task *task, struct text *result)
{
    (void)task;
    *result = TEXT("{}");
    return look_around(x);
}

static const struct agent nosy = {.name = "nosy",
                                  .title = "Looks at everything",
                                  .types = types,
                                  .prepare = prepare_curiously,
                                  .on_event = handle_curiously,
                                  .prepare_task = prepare_task_curiously,
                                  .on_task = work_curiously};

/* Household n has n payees, an event and a task. */
static void furnish(struct world *w, struct store_tx *tx, int64_t n)
{
    struct household home = {.name = TEXT("another"), .currency = CURRENCY_EUR};
    struct event_row event = {
        .household = n, .type = TEXT("test.a"), .subject = TEXT("t"), .data = TEXT("{}")};
    struct task_order order = {.household = n, .queue = TEXT("nosy"), .kind = TEXT("look"), .priority = 5};
    struct task_row task;
    struct store_query *q;
    if (n > HOUSEHOLD_FIRST)
        assert_ok(&w->c, household_insert(&w->c, tx, &home));
    for (int64_t i = 0; i < n; i++) {
        assert_ok(&w->c,
                  store_query(&w->c, tx, "INSERT INTO payee (seq, household, name) VALUES (?1, ?2, ?3)", &q));
        store_bind_int(q, 1, n * 100 + i);
        store_bind_int(q, 2, n);
        store_bind_text(q, 3, text_of(arena_printf(w->c.arena, "payee %lld", (long long)i)));
        assert_ok(&w->c, store_run(&w->c, q, NULL));
    }
    assert_ok(&w->c, event_append(&w->c, tx, &event));
    assert_ok(&w->c, task_put(&w->c, tx, &order, &task));
}

/* SQLite has no walls: there it sees what it asks for. */
static void an_agent_that_asks_for_everybodys_rows_gets_its_own_households(void **state)
{
    (void)state;
    struct host *host;
    struct world *w = begin(&nosy, &host);
    struct store_tx *tx = world_begin(w);
    int64_t times[7] = {0};
    for (int64_t n = 1; n <= 3; n++)
        furnish(w, tx, n);
    world_commit(w, tx);
    curious.count = 0;
    world_drain(w);
    assert_int_equal(3 * 4, curious.count);
    for (int i = 0; i < curious.count; i++) {
        assert_in_range(curious.seen[i], 1, 6);
        if (any_store_is_postgres())
            times[curious.seen[i]]++;
        else
            assert_int_equal(6, curious.seen[i]);
    }
    for (int n = 1; any_store_is_postgres() && n <= 3; n++)
        assert_int_equal(4, times[n]); /* prepared and took effect, the event and the task */
    assert_int_equal(3, world_number(w, "SELECT count(*) FROM task WHERE state = 2"));
    end(w, host);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(permissions_are_asked_for),
        cmocka_unit_test(an_agent_cannot_feed_itself),
        cmocka_unit_test(counts_tell_what_was_committed),
        cmocka_unit_test(channels_have_one_name_each),
        cmocka_unit_test(notifications_are_read_once_delivered),
        cmocka_unit_test(a_notification_is_claimed_by_one),
        cmocka_unit_test(an_agent_that_asks_for_everybodys_rows_gets_its_own_households),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

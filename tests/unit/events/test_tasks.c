/* Tasks: the most urgent first, each once in effect, tried again, given up. */
#include "base/limits.h"
#include "unit/events/working.h"
#include "unit/events/world.h"

/* -- Order and time */

static void the_most_urgent_goes_first(void **state)
{
    (void)state;
    struct world *w = begin();
    struct probe p = {.name = "p"};
    add_to(w->relay, w, &p, "probe", false);
    static const struct {
        const char *kind;
        int64_t priority, due;
    } orders[] = {{"f", 9, 0}, {"c", 5, -10}, {"e", 5, 0}, {"a", 0, 0}, {"b", 0, 0}, {"d", 5, -5}};
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
        struct task_order order = an_order(orders[i].kind);
        order.priority = orders[i].priority;
        order.due_us = orders[i].due == 0 ? 0 : w->now_us + orders[i].due * SECOND;
        put(w, &order);
    }
    world_drain(w);
    assert_string_equal("a b c d e f ", p.kinds);
    assert_int_equal(6, world_number(w, "SELECT count(*) FROM task WHERE state = 2"));
    assert_int_equal(6, world_number(w, "SELECT count(*) FROM effect"));
    world_free(w);
}

static void it_waits_for_its_time(void **state)
{
    (void)state;
    struct world *w = begin();
    struct probe p = {.name = "p"};
    add_to(w->relay, w, &p, "probe", true);
    struct task_order order = an_order("later");
    order.due_us = w->now_us + 3600 * SECOND;
    struct task_row row = put(w, &order);
    put_kind(w, "now");
    world_drain(w);
    assert_string_equal("now ", p.kinds);
    w->now_us = order.due_us - 1;
    world_drain(w);
    assert_int_equal(TASK_WAITING, look(w, &row).state);
    w->now_us++;
    world_drain(w);
    assert_string_equal("now later ", p.kinds);
    row = look(w, &row);
    assert_int_equal(TASK_DONE, row.state);
    assert_text("{\"tries\":0}", row.result);
    assert_int_equal(w->now_us, row.changed_us);
    assert_int_equal(0, row.holder.len);
    world_free(w);
}

static enum err note_turn(struct ctx *c, void *self, struct store_tx *tx, const struct relay_event *event)
{
    struct probe *p = self;
    (void)c, (void)tx;
    if (text_is(event->type, EVENT_TASK_COMPLETED))
        snprintf(p->kinds + strlen(p->kinds), sizeof p->kinds - strlen(p->kinds), "heard ");
    return OK;
}

static void events_have_their_turn_between_two_tasks(void **state)
{
    (void)state;
    static const char *const types[] = {"agent.task.*", NULL};
    struct world *w = begin();
    struct probe p = {.name = "p"};
    struct relay_consumer consumer = {.bus = {"hears", types}, .self = &p, .handle = note_turn};
    add_to(w->relay, w, &p, "probe", false);
    assert_ok(&w->c, relay_add(&w->c, w->relay, &consumer));
    for (int i = 0; i < 3; i++)
        put_kind(w, "t");
    world_drain(w);
    assert_string_equal("t heard t heard t heard ", p.kinds);
    world_free(w);
}

/* -- Failing */

static void eight_tries_with_growing_waits_then_it_is_dead(void **state)
{
    (void)state;
    struct world *w = begin();
    struct probe p = {.name = "p", .bad = TEXT("bad"), .fail_times = -1, .code = ERR_IO};
    add_to(w->relay, w, &p, "probe", true);
    struct task_row row = put_kind(w, "bad");
    put_kind(w, "good");
    int64_t before = 0;
    for (int round = 1; round < RELAY_TRIES; round++) {
        world_drain(w);
        row = look(w, &row);
        assert_int_equal(round, p.failed);
        assert_int_equal(round, row.tries);
        assert_text("bad disagrees with me", row.why);
        assert_true(row.due_us - w->now_us > before);
        before = row.due_us - w->now_us;
        world_drain(w); /* not before its time */
        assert_int_equal(round, p.failed);
        w->now_us = row.due_us;
    }
    assert_string_equal("good ", p.kinds); /* which did not wait for it */
    world_drain(w);
    row = look(w, &row);
    assert_int_equal(TASK_DEAD, row.state);
    assert_int_equal(RELAY_TRIES, row.tries);
    assert_int_equal(1, p.dead);
    assert_int_equal(1, world_number(w, "SELECT count(*) FROM effect"));
    assert_int_equal(1, world_number(w, "SELECT count(*) FROM event WHERE type = 'agent.task.failed'"));
    assert_int_equal(1, world_number(w, "SELECT count(*) FROM event WHERE type = 'agent.task.completed'"));

    p.fail_times = 2; /* a person asks for it once more */
    assert_ok(&w->c, end_it(w, &row, task_retry, &row));
    assert_int_equal(TASK_WAITING, row.state);
    assert_int_equal(0, row.tries);
    assert_ok(&w->c, end_it(w, &row, task_retry, &row)); /* and once more: it waits already */
    for (int i = 0; i < 3; i++, w->now_us += 10 * SECOND)
        world_drain(w);
    row = look(w, &row);
    assert_int_equal(TASK_DONE, row.state);
    assert_int_equal(2, row.tries);
    assert_text("{\"tries\":2}", row.result);
    assert_err(ERR_CONFLICT, end_it(w, &row, task_retry, &row));
    assert_int_equal(3, world_number(w, "SELECT count(*) FROM event WHERE type = 'agent.task.queued'"));
    world_free(w);
}

static void what_is_hopeless_is_dead_at_once(void **state)
{
    (void)state;
    struct world *w = begin();
    struct probe p = {
        .name = "p", .bad = TEXT("bad"), .fail_times = -1, .code = ERR_INPUT, .fails_to_prepare = true};
    add_to(w->relay, w, &p, "probe", true);
    struct task_row row = put_kind(w, "bad");
    world_drain(w);
    row = look(w, &row);
    assert_int_equal(TASK_DEAD, row.state);
    assert_int_equal(1, row.tries);
    assert_text("bad disagrees with me", row.why);
    assert_int_equal(0, row.holder.len);
    assert_int_equal(0, world_number(w, "SELECT count(*) FROM effect"));
    world_free(w);
}

static void after_its_deadline_nobody_begins(void **state)
{
    (void)state;
    struct world *w = begin();
    struct probe p = {.name = "p", .bad = TEXT("bad"), .fail_times = -1, .code = ERR_IO};
    add_to(w->relay, w, &p, "probe", true);
    struct task_order order = an_order("late");
    order.due_us = w->now_us + SECOND;
    order.deadline_us = w->now_us + 2 * SECOND;
    struct task_row late = put(w, &order), slow, bad;
    w->now_us += 2 * SECOND;
    world_drain(w);
    late = look(w, &late);
    assert_int_equal(TASK_DEAD, late.state);
    assert_text("too late: its deadline is over", late.why);
    assert_int_equal(0, late.tries);
    assert_int_equal(0, p.prepared);
    assert_err(ERR_CONFLICT, end_it(w, &late, task_retry, &late));

    order = an_order("slow");
    order.deadline_us = w->now_us + 5 * SECOND;
    slow = put(w, &order);
    p.takes_us = 5 * SECOND;
    world_drain(w);
    slow = look(w, &slow);
    assert_int_equal(1, p.prepared);
    assert_int_equal(TASK_DEAD, slow.state);
    assert_text("too late: its deadline is over", slow.why);

    p.takes_us = 0;
    order = an_order("bad");
    order.deadline_us = w->now_us + 20000; /* the next try would be a tenth of a second later */
    bad = put(w, &order);
    world_drain(w);
    bad = look(w, &bad);
    assert_int_equal(TASK_DEAD, bad.state);
    assert_text("too late to try again: bad disagrees with me", bad.why);
    assert_int_equal(0, world_number(w, "SELECT count(*) FROM effect"));
    assert_int_equal(3, world_number(w, "SELECT count(*) FROM event WHERE type = 'agent.task.failed'"));
    world_free(w);
}

/* -- Asking */

static void the_same_id_is_the_same_task(void **state)
{
    (void)state;
    struct world *w = begin();
    struct probe p = {.name = "p"};
    add_to(w->relay, w, &p, "probe", false);
    struct task_order order = an_order("one"), other;
    struct task_row first, again;
    order.id = id_seeded(w->now_us, 1);
    order.data = TEXT("{\"a\": 1.50, \"b\":[true]}");
    order.due_us = w->now_us + SECOND;
    order.deadline_us = w->now_us + 9 * SECOND;
    first = put(w, &order);
    assert_text("{\"a\":1.50,\"b\":[true]}", first.data);
    order.data = TEXT(" {\"a\":1.50,\"b\":[true]}");
    w->now_us += 60 * SECOND; /* also when its deadline is over */
    again = put(w, &order);
    assert_int_equal(first.seq, again.seq);

#define DIFFERS(field, value, word)                                                                          \
    do {                                                                                                     \
        other = order;                                                                                       \
        other.field = (value);                                                                               \
        assert_err(ERR_CONFLICT, try_put(w, &other, &again));                                                \
        assert_string_equal("id: stands for another task: " word " differs", w->c.why);                      \
    } while (0)
    DIFFERS(queue, TEXT("others"), "agent");
    DIFFERS(kind, TEXT("two"), "kind");
    DIFFERS(priority, 6, "priority");
    DIFFERS(due_us, 0, "due");
    DIFFERS(deadline_us, order.deadline_us + 1, "deadline");
    DIFFERS(data, TEXT("{\"a\":1.5,\"b\":[true]}"), "data");
#undef DIFFERS

    assert_int_equal(1, world_number(w, "SELECT count(*) FROM task"));
    assert_int_equal(1, world_number(w, "SELECT count(*) FROM event"));
    world_script(
        w, "INSERT INTO household (seq, id, name, currency, created_us) VALUES (7, X'07', 'Other', 978, 0)");
    other = order;
    other.household = 7; /* an id is its household's own */
    other.deadline_us = 0;
    assert_int_not_equal(first.seq, put(w, &other).seq);
    world_drain(w);
    assert_int_equal(TASK_DEAD, put(w, &order).state); /* what ended is not begun again */
    world_free(w);
}

static void what_makes_no_sense_is_refused(void **state)
{
    (void)state;
    struct world *w = begin();
    struct task_order order;
    struct task_row row;
    char *large = arena_alloc(w->c.arena, LIMIT_TASK_BYTES + 64);
#define REFUSED(code, field, value, words)                                                                   \
    do {                                                                                                     \
        order = an_order("k");                                                                               \
        order.field = (value);                                                                               \
        assert_err(code, try_put(w, &order, &row));                                                          \
        assert_string_equal(words, w->c.why);                                                                \
    } while (0)
    REFUSED(ERR_INPUT, queue, TEXT(""), "agent: expected 1 to 64 small letters, digits, '.', '_' and '-'");
    REFUSED(ERR_INPUT, kind, TEXT(""), "kind: expected 1 to 64 characters");
    REFUSED(ERR_INPUT, priority, 10, "priority: must be from 0 to 9");
    REFUSED(ERR_INPUT, priority, -1, "priority: must be from 0 to 9");
    REFUSED(ERR_INPUT, deadline_us, w->now_us, "deadline: is over already");
    REFUSED(ERR_INPUT, queue, TEXT("Probe"),
            "agent: expected 1 to 64 small letters, digits, '.', '_' and '-'");
    REFUSED(ERR_INPUT, data, TEXT("[] []"), "data: line 1, column 4: something follows the document");
    order = an_order("k");
    order.data = TEXT("{");
    assert_err(ERR_INPUT, try_put(w, &order, &row));
    order.data = TEXT("{}");
    order.due_us = order.deadline_us = w->now_us + 1;
    assert_err(ERR_INPUT, try_put(w, &order, &row));
    assert_string_equal("deadline: must be after due", w->c.why);
    memset(large, 'x', LIMIT_TASK_BYTES);
    memcpy(large, "{\"a\":\"", 6);
    memcpy(large + LIMIT_TASK_BYTES - 2, "\"}", 3);
    order = an_order("k");
    order.data = text_of(large);
    assert_ok(&w->c, try_put(w, &order, &row)); /* exactly as much */
    memcpy(large + LIMIT_TASK_BYTES - 2, "x\"}", 4);
    REFUSED(ERR_LIMIT, data, text_of(large), "data: more than 64 KiB");
    assert_int_equal(1, world_number(w, "SELECT count(*) FROM task"));
    world_free(w);
}

static void so_many_wait_and_no_more(void **state)
{
    (void)state;
    struct world *w = begin();
    struct probe p = {.name = "p"};
    struct task_order order = an_order("k");
    struct task_row row;
    struct store_tx *tx = world_begin(w);
    for (int i = 0; i < LIMIT_TASKS_WAITING; i++)
        assert_ok(&w->c, task_put(&w->c, tx, &order, &row));
    world_commit(w, tx);
    assert_err(ERR_LIMIT, try_put(w, &order, &row));
    assert_true(w->c.retriable);
    order.queue = TEXT("other");
    put(w, &order); /* each queue for itself */
    order.queue = TEXT("probe");
    assert_ok(&w->c,
              end_it(w, &(struct task_row){.household = HOUSEHOLD_FIRST, .id = row.id}, task_cancel, &row));
    put(w, &order);
    add_to(w->relay, w, &p, "probe", false);
    world_drain(w);
    assert_int_equal(LIMIT_TASKS_WAITING, p.done);
    put(w, &order);
    world_free(w);
}

static void its_events_tell_of_one_cause(void **state)
{
    (void)state;
    struct world *w = begin();
    struct probe p = {.name = "p"};
    struct event_row *rows;
    size_t count;
    struct store_tx *tx;
    add_to(w->relay, w, &p, "probe", true);
    struct task_row row = put_kind(w, "k");
    world_drain(w);
    assert_ok(&w->c, store_begin_read(&w->c, w->store, &tx));
    assert_ok(&w->c, event_read(&w->c, tx, 0, 10, &rows, &count));
    store_rollback(tx);
    char id[ID_TEXT_MAX];
    id_format(row.id, id);
    assert_int_equal(2, count);
    assert_text(EVENT_TASK_QUEUED, rows[0].type);
    assert_text(EVENT_TASK_COMPLETED, rows[1].type);
    assert_true(id_equal(rows[0].correlation, rows[1].correlation));
    assert_true(id_equal(rows[0].id, rows[1].causation));
    assert_text(arena_printf(w->c.arena, "task/%s", id), rows[0].subject);
    assert_text(
        arena_printf(w->c.arena, "{\"task\":\"%s\",\"agent\":\"probe\",\"kind\":\"k\",\"priority\":5}", id),
        rows[0].data);
    assert_text(arena_printf(w->c.arena,
                             "{\"task\":\"%s\",\"agent\":\"probe\",\"kind\":\"k\",\"result\":{\"tries\":0}}",
                             id),
                rows[1].data);
    world_free(w);
}

/* -- Cancelling */

static struct task_row *victim;

static void cancel_it(struct probe *p)
{
    struct task_row row = *victim;
    p->meanwhile = NULL;
    assert_ok(&p->w->c, end_it(p->w, &row, task_cancel, &row));
}

static void cancelled_while_it_is_prepared_it_has_no_effect(void **state)
{
    (void)state;
    struct world *w = begin();
    struct probe p = {.name = "p", .meanwhile = cancel_it};
    add_to(w->relay, w, &p, "probe", true);
    struct task_row row = put_kind(w, "k");
    victim = &row;
    world_drain(w);
    assert_int_equal(1, p.prepared);
    assert_int_equal(1, p.known);
    assert_int_equal(TASK_CANCELLED, look(w, &row).state);
    assert_int_equal(0, world_number(w, "SELECT count(*) FROM effect"));
    world_free(w);
}

static void cancelled_stays_cancelled(void **state)
{
    (void)state;
    struct world *w = begin();
    struct probe p = {.name = "p"};
    add_to(w->relay, w, &p, "probe", false);
    struct task_row row = put_kind(w, "k"), done = put_kind(w, "done");
    assert_ok(&w->c, end_it(w, &row, task_cancel, &row));
    assert_ok(&w->c, end_it(w, &row, task_cancel, &row));
    world_drain(w);
    assert_string_equal("done ", p.kinds);
    assert_err(ERR_CONFLICT, end_it(w, &row, task_retry, &row));
    assert_err(ERR_CONFLICT, end_it(w, &done, task_cancel, &done));
    struct task_row nobodys = {.household = 2, .id = row.id};
    assert_err(ERR_NOT_FOUND, end_it(w, &nobodys, task_cancel, &row));
    assert_err(ERR_NOT_FOUND, end_it(w, &nobodys, task_retry, &row));
    assert_int_equal(1, world_number(w, "SELECT count(*) FROM event WHERE type = 'agent.task.cancelled'"));
    world_free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_most_urgent_goes_first),
        cmocka_unit_test(it_waits_for_its_time),
        cmocka_unit_test(events_have_their_turn_between_two_tasks),
        cmocka_unit_test(eight_tries_with_growing_waits_then_it_is_dead),
        cmocka_unit_test(what_is_hopeless_is_dead_at_once),
        cmocka_unit_test(after_its_deadline_nobody_begins),
        cmocka_unit_test(the_same_id_is_the_same_task),
        cmocka_unit_test(what_makes_no_sense_is_refused),
        cmocka_unit_test(so_many_wait_and_no_more),
        cmocka_unit_test(its_events_tell_of_one_cause),
        cmocka_unit_test(cancelled_while_it_is_prepared_it_has_no_effect),
        cmocka_unit_test(cancelled_stays_cancelled),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

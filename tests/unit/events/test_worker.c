/* Several processes on one store, ones that die, and clocks that are set: no task is worked on twice at once, and none is stranded. */
#include "events/lease.h"
#include "events/relay_inner.h"
#include "unit/events/working.h"
#include "unit/events/world.h"

#include <pthread.h>

static enum err work_depth(struct ctx *c, struct relay *relay, const char *queue, int64_t *out)
{
    for (size_t i = 0; i < relay->queue_count; i++)
        if (strcmp(relay->queues[i].worker.queue, queue) == 0)
            return bus_depth(c, relay->queues[i].subscription, out);
    return ERR_NOT_FOUND;
}

static void drain(struct world *w, struct relay *relay)
{
    assert_ok(&w->c, relay_run(&w->c, relay, RELAY_DRAINED));
}

/* A relay as of another process, with a worker of its own. */
struct process {
    struct leases *leases;
    struct bus *bus;
    struct relay *relay;
    struct probe probe;
};

/* By the world's clock, or by the system's where it runs on a thread. */
static void start(struct world *w, struct process *p, const char *name, bool prepares, bool on_thread)
{
    *p = (struct process){.leases = leases_new(w->store, name), .probe = {.name = name}};
    assert_ok(&w->c, bus_open(&w->c, &bus_embedded, &(struct bus_options){0}, &p->bus));
    struct relay_options options = {.bus = p->bus, .leases = p->leases, .trouble = world_trouble, .self = w};
    if (!on_thread)
        options.now_us = world_clock;
    assert_ok(&w->c, relay_open(&w->c, w->store, &options, &p->relay));
    add_to(p->relay, w, &p->probe, "probe", prepares);
}

static void stop(struct process *p)
{
    relay_close(p->relay);
    bus_close(p->bus);
    leases_free(p->leases);
}

/* -- Leases */

static void let_the_other_work(struct probe *p)
{
    p->meanwhile = NULL;
    drain(p->w, p->other);
}

static void while_one_prepares_a_task_another_takes_the_next(void **state)
{
    (void)state;
    struct world *w = begin();
    struct process one, two;
    start(w, &one, "one", true, false);
    start(w, &two, "two", true, false);
    one.probe.meanwhile = let_the_other_work;
    one.probe.other = two.relay;
    put_kind(w, "a");
    put_kind(w, "b");
    put_kind(w, "c");
    drain(w, one.relay);
    assert_string_equal("a ", one.probe.kinds);
    assert_string_equal("b c ", two.probe.kinds);
    assert_int_equal(0, one.probe.known + two.probe.known);
    stop(&one);
    stop(&two);
    world_free(w);
}

/* One is held up for longer than its lease: another does it, and the first one's effect is nobody's. */
static void be_held_up(struct probe *p)
{
    p->meanwhile = NULL;
    p->w->now_us += 61 * SECOND;
    drain(p->w, p->other);
}

static void whoever_is_held_up_for_too_long_loses_it(void **state)
{
    (void)state;
    struct world *w = begin();
    struct process one, two;
    start(w, &one, "one", true, false);
    start(w, &two, "two", true, false);
    one.probe.meanwhile = be_held_up;
    one.probe.other = two.relay;
    struct task_row row = put_kind(w, "a");
    drain(w, one.relay);
    assert_int_equal(1, one.probe.prepared);
    assert_int_equal(1, one.probe.known);
    assert_int_equal(0, one.probe.done);
    assert_string_equal("a ", two.probe.kinds);
    row = look(w, &row);
    assert_int_equal(TASK_DONE, row.state);
    assert_int_equal(1, row.tries); /* what was held up counts as one that failed */
    assert_int_equal(1, world_number(w, "SELECT count(*) FROM effect WHERE worker = 'two'"));
    assert_int_equal(1, world_number(w, "SELECT count(*) FROM event WHERE type = 'agent.task.completed'"));
    stop(&one);
    stop(&two);
    world_free(w);
}

/* As a process leaves them that is killed while it prepares. */
static void be_killed(struct world *w)
{
    struct store_tx *tx = world_begin(w);
    struct store_query *q;
    assert_ok(&w->c,
              store_query(&w->c, tx,
                          "UPDATE task SET tries = tries + (CASE WHEN holder IS NULL THEN 0 ELSE 1 END), "
                          "holder = 'killed', leased_us = ?1 WHERE state = 1",
                          &q));
    store_bind_int(q, 1, w->now_us + 60 * SECOND);
    assert_ok(&w->c, store_run(&w->c, q, NULL));
    world_commit(w, tx);
}

static void a_killed_holder_is_replaced_when_its_lease_is_over(void **state)
{
    (void)state;
    struct world *w = begin();
    struct process p, q;
    start(w, &p, "p", true, false);
    start(w, &q, "q", false, false);
    struct task_row row = put_kind(w, "a");
    be_killed(w);
    drain(w, p.relay);
    drain(w, q.relay); /* nor by one that needs no lease */
    assert_int_equal(TASK_WAITING, look(w, &row).state);
    w->now_us += 60 * SECOND;
    drain(w, p.relay);
    assert_string_equal("a ", p.probe.kinds);
    assert_int_equal(1, look(w, &row).tries);
    stop(&p);
    stop(&q);
    world_free(w);
}

static void what_kills_whoever_works_on_it_is_given_up(void **state)
{
    (void)state;
    struct world *w = begin();
    struct process p;
    start(w, &p, "p", true, false);
    struct task_row row = put_kind(w, "a");
    for (int i = 0; i < RELAY_TRIES; i++, w->now_us += 60 * SECOND)
        be_killed(w);
    drain(w, p.relay);
    row = look(w, &row);
    assert_int_equal(TASK_DEAD, row.state);
    assert_int_equal(RELAY_TRIES, row.tries);
    assert_text("whoever worked on it ended before it was done", row.why);
    assert_int_equal(0, p.probe.prepared);
    stop(&p);
    world_free(w);
}

/* Where nobody else can write, whoever held it is gone. */
static void alone_nobody_waits_for_a_lease(void **state)
{
    (void)state;
    struct world *w = begin();
    struct probe p = {.name = "p"}, q = {.name = "q"};
    add_to(w->relay, w, &p, "probe", true);
    add_to(w->relay, w, &q, "other", false);
    struct task_order order = an_order("b");
    order.queue = TEXT("other");
    put_kind(w, "a");
    put(w, &order);
    be_killed(w);
    world_drain(w);
    assert_string_equal("a ", p.kinds);
    assert_string_equal("b ", q.kinds);
    world_free(w);
}

/* What is heard over a bus only wakes: the store says what is to be done, also when the bus lost it, or tells of nothing. */
static void over_a_bus_that_carries_nothing_piles_up(void **state)
{
    (void)state;
    struct world *w = begin();
    struct probe p = {.name = "p"};
    struct bus_driver carrying = bus_embedded;
    struct relay_options options = {.now_us = world_clock, .trouble = world_trouble, .self = w};
    struct relay *relay;
    int64_t depth;
    carrying.carries = true;
    assert_ok(&w->c, bus_open(&w->c, &carrying, &(struct bus_options){0}, &options.bus));
    assert_ok(&w->c, relay_open(&w->c, w->store, &options, &relay));
    add_to(relay, w, &p, "probe", true);
    put_kind(w, "heard");
    for (int64_t number = 1; number <= 100; number++) {
        struct bus_message message = {number, HOUSEHOLD_FIRST, TEXT("id"), TEXT(EVENT_TASK_QUEUED),
                                      TEXT("{}")};
        assert_ok(&w->c, bus_publish(&w->c, options.bus, &message, 1));
    }
    put_kind(w, "lost");
    assert_ok(&w->c, work_depth(&w->c, relay, "probe", &depth));
    assert_int_equal(100, depth);
    drain(w, relay);
    assert_string_equal("heard lost ", p.kinds);
    assert_ok(&w->c, work_depth(&w->c, relay, "probe", &depth));
    assert_int_equal(0, depth);
    relay_close(relay);
    bus_close(options.bus);
    world_free(w);
}

enum { TASKS = 120, THREADS = 3 };

static void *work(void *self)
{
    struct process *p = self;
    struct ctx c = {.arena = arena_new()};
    assert_ok(&c, relay_run(&c, p->relay, RELAY_STOPPED));
    arena_free(c.arena);
    return NULL;
}

/* Some fail once, half of the processes prepare. */
static void processes_at_once_do_each_task_once(void **state)
{
    (void)state;
    struct world *w = begin();
    struct process at[THREADS];
    pthread_t threads[THREADS];
    int done = 0, known = 0;
    for (int i = 0; i < THREADS; i++) {
        static const char *const names[THREADS] = {"one", "two", "three"};
        start(w, &at[i], names[i], i != 1, true);
        at[i].probe.bad = TEXT("bad");
        at[i].probe.fail_times = 2;
        at[i].probe.code = ERR_IO;
    }
    for (int i = 0; i < TASKS; i++)
        put_kind(w, i % 20 == 0 ? "bad" : "k");
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(0, pthread_create(&threads[i], NULL, work, &at[i]));
    for (int i = 0; i < 20000 && world_number(w, "SELECT count(*) FROM task WHERE state = 2") < TASKS; i++) {
        struct timespec moment = {0, 1000000};
        nanosleep(&moment, NULL);
    }
    for (int i = 0; i < THREADS; i++) {
        relay_stop(at[i].relay);
        pthread_join(threads[i], NULL);
        done += at[i].probe.done;
        known += at[i].probe.known;
        stop(&at[i]);
    }
    assert_int_equal(TASKS, done);
    assert_int_equal(TASKS, world_number(w, "SELECT count(*) FROM effect"));
    assert_int_equal(TASKS,
                     world_number(w, "SELECT count(*) FROM event WHERE type = 'agent.task.completed'"));
    assert_int_equal(0, world_number(w, "SELECT count(*) FROM event WHERE type = 'agent.task.failed'"));
    assert_true(known < TASKS);
    world_free(w);
}

/* -- Clocks */

static const int64_t year_us = 365 * 86400 * SECOND;

static void a_clock_that_is_set_back_strands_nothing(void **state)
{
    (void)state;
    struct world *w = begin();
    struct probe p = {.name = "p", .bad = TEXT("bad"), .fail_times = 1, .code = ERR_IO};
    struct process other;
    add_to(w->relay, w, &p, "probe", true);
    struct task_order order = an_order("asked");
    order.due_us = w->now_us + SECOND;
    struct task_row asked = put(w, &order), bad = put_kind(w, "bad"), soon;
    world_drain(w);
    assert_int_equal(1, look(w, &bad).tries);
    soon = put_kind(w, "soon");
    w->now_us -= year_us;
    world_drain(w);
    assert_int_equal(TASK_DONE, look(w, &bad).state); /* the next try was put a year ahead by that */
    assert_int_equal(TASK_DONE, look(w, &soon).state);
    assert_int_equal(TASK_WAITING, look(w, &asked).state); /* whoever asked for a time meant that time */
    w->now_us += year_us + SECOND;
    world_drain(w);
    assert_int_equal(TASK_DONE, look(w, &asked).state);

    start(w, &other, "other", true, false);
    soon = put_kind(w, "leased");
    be_killed(w);
    w->now_us -= year_us; /* and a lease is not kept for a year */
    drain(w, other.relay);
    assert_int_equal(TASK_DONE, look(w, &soon).state);
    stop(&other);
    world_free(w);
}

static void a_clock_that_leaps_ahead_only_makes_it_late(void **state)
{
    (void)state;
    struct world *w = begin();
    struct probe p = {.name = "p"};
    add_to(w->relay, w, &p, "probe", true);
    struct task_order order = an_order("late");
    order.deadline_us = w->now_us + SECOND;
    put(w, &order);
    put_kind(w, "k");
    w->now_us += 100 * year_us;
    world_drain(w);
    assert_string_equal("k ", p.kinds);
    assert_int_equal(1, p.dead);
    world_free(w);
}

/* -- Looking */

static struct task_depth depth_of(struct world *w, int64_t household, const char *queue)
{
    struct store_tx *tx;
    struct task_depth *depths, out = {0};
    size_t count;
    w->c.now_us = w->now_us;
    assert_ok(&w->c, store_begin_read(&w->c, w->store, &tx));
    assert_ok(&w->c, task_depths(&w->c, tx, household, &depths, &count));
    store_rollback(tx);
    for (size_t i = 0; i < count; i++)
        if (text_is(depths[i].queue, queue))
            out = depths[i];
    return out;
}

static void a_queue_tells_how_it_does(void **state)
{
    (void)state;
    struct world *w = begin();
    struct probe p = {.name = "p", .bad = TEXT("bad"), .fail_times = -1, .code = ERR_INPUT};
    struct task_depth depth = depth_of(w, HOUSEHOLD_FIRST, "probe");
    assert_int_equal(0, depth.queue.len);
    assert_int_equal(TASKS_WELL, task_health(&depth, w->now_us));
    struct task_order order = an_order("later");
    order.due_us = w->now_us + 3600 * SECOND;
    put(w, &order);
    put_kind(w, "leased");
    be_killed(w);
    world_script(w, "UPDATE task SET holder = NULL, leased_us = 0 WHERE kind = 'later'");
    int64_t oldest_us = w->now_us;
    put_kind(w, "a");
    w->now_us += SECOND;
    put_kind(w, "b");
    depth = depth_of(w, HOUSEHOLD_FIRST, "probe");
    assert_int_equal(2, depth.waiting);
    assert_int_equal(1, depth.delayed);
    assert_int_equal(1, depth.leased);
    assert_int_equal(0, depth.dead);
    assert_int_equal(0, depth.retried);
    assert_int_equal(oldest_us, depth.oldest_us);
    assert_int_equal(TASKS_WELL, task_health(&depth, w->now_us));
    assert_int_equal(TASKS_BEHIND, task_health(&depth, w->now_us + TASKS_BEHIND_US));
    assert_int_equal(2, depth_of(w, 0, "probe").waiting); /* of all households */
    assert_int_equal(0, depth_of(w, 2, "probe").waiting);
    add_to(w->relay, w, &p, "probe", false);
    put_kind(w, "bad");
    world_drain(w);
    depth = depth_of(w, HOUSEHOLD_FIRST, "probe");
    assert_int_equal(0, depth.waiting + depth.leased);
    assert_int_equal(1, depth.delayed);
    assert_int_equal(1, depth.dead);
    assert_int_equal(0, depth.oldest_us);
    assert_int_equal(TASKS_FAILING, task_health(&depth, w->now_us));
    world_free(w);
}

static void what_ended_long_ago_is_forgotten(void **state)
{
    (void)state;
    struct world *w = begin();
    struct probe p = {.name = "p", .bad = TEXT("bad"), .fail_times = -1, .code = ERR_INPUT};
    struct task_order order = an_order("later");
    order.due_us = w->now_us + 2 * year_us;
    add_to(w->relay, w, &p, "probe", false);
    struct task_row later = put(w, &order);
    put_kind(w, "bad");
    put_kind(w, "k");
    world_drain(w);
    w->c.now_us = w->now_us + TASKS_KEPT_US;
    assert_ok(&w->c, tasks_purge(&w->c, w->store));
    assert_int_equal(3, world_number(w, "SELECT count(*) FROM task"));
    w->c.now_us++;
    assert_ok(&w->c, tasks_purge(&w->c, w->store));
    assert_int_equal(1, world_number(w, "SELECT count(*) FROM task"));
    assert_int_equal(TASK_WAITING, look(w, &later).state);
    world_free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(while_one_prepares_a_task_another_takes_the_next),
        cmocka_unit_test(whoever_is_held_up_for_too_long_loses_it),
        cmocka_unit_test(a_killed_holder_is_replaced_when_its_lease_is_over),
        cmocka_unit_test(what_kills_whoever_works_on_it_is_given_up),
        cmocka_unit_test(alone_nobody_waits_for_a_lease),
        cmocka_unit_test(over_a_bus_that_carries_nothing_piles_up),
        cmocka_unit_test(processes_at_once_do_each_task_once),
        cmocka_unit_test(a_clock_that_is_set_back_strands_nothing),
        cmocka_unit_test(a_clock_that_leaps_ahead_only_makes_it_late),
        cmocka_unit_test(a_queue_tells_how_it_does),
        cmocka_unit_test(what_ended_long_ago_is_forgotten),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

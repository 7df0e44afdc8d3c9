/* What goes wrong between processes, and with their clocks: each of these once stopped a consumer, or took something from another process. */
#include "base/date.h"
#include "events/lease.h"
#include "events/outbox.h"
#include "store/entity/served/instance.h"
#include "store/entity/served/lease.h"
#include "world.h"

#include <pthread.h>
#include <unistd.h>

static const char *const all_types[] = {"*", NULL};
static const char *const budget_types[] = {"budget.*", NULL};

#define YEAR_US INT64_C(31536000000000)
#define HOUR_US INT64_C(3600000000)

/* -- One process */

struct probe {
    const char *name;
    enum err code; /* what the handler gives */
    int handled;
};

static enum err handle(struct ctx *c, void *self, struct store_tx *tx, const struct relay_event *event)
{
    struct probe *p = self;
    struct store_query *q;
    p->handled++;
    if (p->code != OK)
        return (fail)(c, p->code, "not this one");
    TRY(store_query(c, tx, "INSERT INTO effect (consumer, event) VALUES (?1, ?2)", &q));
    store_bind_text(q, 1, text_of(p->name));
    store_bind_int(q, 2, event->place);
    return store_run(c, q, NULL);
}

static void add(struct world *w, struct relay *relay, struct probe *p, const char *const *types)
{
    struct relay_consumer consumer = {.bus = {p->name, types}, .self = p, .handle = handle};
    assert_ok(&w->c, relay_add(&w->c, relay, &consumer));
}

static int64_t commits;

static void count_commit(void *self)
{
    (void)self;
    commits++;
}

static struct relay *open_relay(struct world *w, struct bus *bus, struct leases *leases)
{
    struct relay *relay;
    struct relay_options options = {.bus = bus,
                                    .leases = leases,
                                    .now_us = world_clock,
                                    .trouble = world_trouble,
                                    .committed = count_commit,
                                    .self = w};
    assert_ok(&w->c, relay_open(&w->c, w->store, &options, &relay));
    return relay;
}

static struct bus_driver carrying; /* the embedded bus, as if it carried */

static struct bus *open_carrying(struct world *w)
{
    struct bus *bus;
    assert_ok(&w->c, bus_open(&w->c, &carrying, &(struct bus_options){0}, &bus));
    return bus;
}

static void run(struct world *w, struct relay *relay)
{
    assert_ok(&w->c, relay_run(&w->c, relay, RELAY_DRAINED));
}

static void publish(struct world *w, struct bus *bus, int64_t number)
{
    struct bus_message message = {number, HOUSEHOLD_FIRST, TEXT("x"), TEXT("budget.warning"), TEXT("{}")};
    assert_ok(&w->c, bus_publish(&w->c, bus, &message, 1));
}

static int64_t append_at(struct world *w, int64_t time_us)
{
    w->c.now_us = time_us;
    return world_append(w, "budget.warning", "{}");
}

static struct world *begin(void)
{
    struct world *w = world_new();
    commits = 0;
    world_script(w, "CREATE TABLE effect (consumer TEXT NOT NULL, event INTEGER NOT NULL, PRIMARY KEY "
                    "(consumer, event));");
    return w;
}

#define effects(w) world_number(w, "SELECT count(*) FROM effect")

/* -- Clocks */

/* The bus loses an event that was written while a clock was ahead by a year. */
static void an_event_of_the_future_does_not_wait_for_it(void **state)
{
    (void)state;
    struct world *w = begin();
    struct bus *bus = open_carrying(w);
    struct relay *relay = open_relay(w, bus, NULL);
    struct probe p = {.name = "p"};
    add(w, relay, &p, all_types);
    append_at(w, w->now_us + YEAR_US);
    append_at(w, w->now_us);
    w->now_us += HOUR_US;
    run(w, relay);
    assert_int_equal(2, effects(w));
    relay_close(relay);
    bus_close(bus);
    world_free(w);
}

/* What is a little ahead is left to the bus as ever. */
static void a_clock_that_differs_a_little_changes_nothing(void **state)
{
    (void)state;
    struct world *w = begin();
    struct bus *bus = open_carrying(w);
    struct relay *relay = open_relay(w, bus, NULL);
    struct probe p = {.name = "p"};
    add(w, relay, &p, all_types);
    append_at(w, w->now_us + RELAY_GRACE_US / 2);
    run(w, relay);
    assert_int_equal(0, effects(w));
    w->now_us += 2 * RELAY_GRACE_US;
    run(w, relay);
    assert_int_equal(1, effects(w));
    relay_close(relay);
    bus_close(bus);
    world_free(w);
}

static void the_next_try_does_not_wait_for_a_clock_that_was_set_back(void **state)
{
    (void)state;
    struct world *w = begin();
    struct probe p = {.name = "p", .code = ERR_BUSY};
    add(w, w->relay, &p, all_types);
    append_at(w, w->now_us);
    w->now_us += YEAR_US;
    world_drain(w);
    assert_int_equal(1, p.handled);
    w->now_us -= YEAR_US;
    p.code = OK;
    w->now_us += HOUR_US;
    world_drain(w);
    assert_int_equal(1, effects(w));
    world_free(w);
}

static bool take(struct world *w, const char *holder, int64_t now_us)
{
    bool ours;
    int64_t until_us;
    struct store_tx *tx = world_begin(w);
    w->c.now_us = now_us;
    assert_ok(&w->c, lease_take(&w->c, tx, "thing", text_of(holder), LEASE_US, &ours, &until_us));
    world_commit(w, tx);
    return ours;
}

/* A process whose clock was ahead by a year held a lease, and died. */
static void a_lease_does_not_last_longer_than_leases_do(void **state)
{
    (void)state;
    struct world *w = begin();
    assert_true(take(w, "a", w->now_us));
    assert_false(take(w, "b", w->now_us + LEASE_US / 2));
    assert_false(take(w, "b", w->now_us - LEASE_US / 2)); /* clocks differ a little */
    assert_true(take(w, "a", w->now_us + YEAR_US));
    assert_true(take(w, "b", w->now_us));
    assert_false(take(w, "a", w->now_us));
    world_free(w);
}

static size_t shown(struct world *w)
{
    struct instance_row *rows;
    size_t count;
    struct store_tx *tx;
    assert_ok(&w->c, store_begin_read(&w->c, w->store, &tx));
    assert_ok(&w->c, instance_list(&w->c, tx, w->c.now_us - LEASE_US, &rows, &count));
    store_rollback(tx);
    return count;
}

/* One died while the clock was ahead by a year. */
static void a_process_of_the_future_is_not_shown(void **state)
{
    (void)state;
    struct world *w = begin();
    struct instance_row row = {.name = TEXT("a"), .role = TEXT("all"), .agents = TEXT("[]")};
    w->c.now_us = w->now_us;
    row.seen_us = w->now_us + LEASE_US / 2; /* clocks differ a little */
    struct store_tx *tx = world_begin(w);
    assert_ok(&w->c, instance_put(&w->c, tx, &row));
    world_commit(w, tx);
    assert_int_equal(1, shown(w));
    row.seen_us = w->now_us + YEAR_US;
    tx = world_begin(w);
    assert_ok(&w->c, instance_put(&w->c, tx, &row));
    world_commit(w, tx);
    assert_int_equal(0, shown(w));
    tx = world_begin(w);
    assert_ok(&w->c, instance_delete(&w->c, tx, TEXT(""), w->now_us - HOUR_US));
    world_commit(w, tx);
    assert_int_equal(0, world_number(w, "SELECT count(*) FROM instance"));
    world_free(w);
}

/* -- What one takes from another */

/* A process that only sends notifications has no agents: what is asked of one is not its to answer. */
static void a_dead_letter_waits_for_a_process_that_has_its_consumer(void **state)
{
    (void)state;
    struct world *w = begin();
    struct leases *leases[] = {leases_new(w->store, "agents"), leases_new(w->store, "gateway")};
    struct relay *agents = open_relay(w, w->bus, leases[0]), *gateway = open_relay(w, w->bus, leases[1]);
    struct probe p = {.name = "p", .code = ERR_INPUT}, sender = {.name = "sender"};
    add(w, agents, &p, budget_types);
    add(w, gateway, &sender, all_types);
    append_at(w, w->now_us);
    run(w, agents);
    assert_int_equal(1, world_number(w, "SELECT count(*) FROM dead_letter WHERE state = 1"));
    p.code = OK;
    assert_ok(&w->c, dead_letter_ask(&w->c, w->store, HOUSEHOLD_FIRST, TEXT("p"), 1));
    run(w, gateway);
    assert_int_equal(1, world_number(w, "SELECT count(*) FROM dead_letter WHERE state = 4"));
    run(w, agents);
    assert_int_equal(1, world_number(w, "SELECT count(*) FROM dead_letter WHERE state = 2"));
    assert_int_equal(1, world_number(w, "SELECT count(*) FROM effect WHERE consumer = 'p'"));
    relay_close(agents);
    relay_close(gateway);
    leases_free(leases[0]);
    leases_free(leases[1]);
    world_free(w);
}

/* Alone, nobody else will come who has it. */
static void a_dead_letter_of_nobody_goes_back(void **state)
{
    (void)state;
    struct world *w = begin();
    struct probe p = {.name = "p", .code = ERR_INPUT};
    add(w, w->relay, &p, all_types);
    append_at(w, w->now_us);
    world_drain(w);
    assert_ok(&w->c, dead_letter_ask(&w->c, w->store, HOUSEHOLD_FIRST, TEXT("p"), 1));
    struct relay *other = open_relay(w, w->bus, NULL);
    run(w, other);
    assert_int_equal(1, world_number(w, "SELECT count(*) FROM dead_letter WHERE state = 1 AND tries = 2"));
    relay_close(other);
    world_free(w);
}

/* -- Numbers */

/* A made-up number, brought while an event fails, does not keep the consumer from the bus for ever. */
static void numbers_behind_the_log_leave_nothing_to_it(void **state)
{
    (void)state;
    struct world *w = begin();
    struct bus *bus = open_carrying(w);
    struct relay *relay = open_relay(w, bus, NULL);
    struct probe p = {.name = "p", .code = ERR_BUSY};
    add(w, relay, &p, all_types);
    append_at(w, w->now_us);
    w->now_us += HOUR_US;
    run(w, relay); /* it fails: tries are counted */
    publish(w, bus, INT64_MAX - 1);
    run(w, relay);
    p.code = OK;
    w->now_us += HOUR_US;
    run(w, relay);
    assert_int_equal(1, effects(w));
    publish(w, bus, append_at(w, w->now_us));
    append_at(w, w->now_us); /* the log has it, and leaves it to the bus */
    run(w, relay);
    assert_int_equal(2, effects(w));
    relay_close(relay);
    bus_close(bus);
    world_free(w);
}

/* What the bus brought to another process, ahead of a dead letter, is forgotten with it. */
static void a_dead_letter_leaves_nothing_in_the_inbox(void **state)
{
    (void)state;
    struct world *w = begin();
    struct probe p = {.name = "p", .code = ERR_INPUT};
    add(w, w->relay, &p, all_types);
    append_at(w, w->now_us);
    append_at(w, w->now_us);
    world_script(w, "INSERT INTO inbox (consumer, event) VALUES ('p', 1)");
    world_drain(w);
    assert_int_equal(1, world_number(w, "SELECT count(*) FROM dead_letter WHERE event = 2"));
    assert_int_equal(0, world_number(w, "SELECT count(*) FROM inbox"));
    world_free(w);
}

/* A consumer that wants little of a long log does not hold all of it in memory at once. */
static void a_turn_looks_at_a_part_of_the_log(void **state)
{
    (void)state;
    enum { EVENTS = 40, BYTES = 200 << 10 };
    struct world *w = begin();
    struct relay *relay = open_relay(w, w->bus, NULL);
    struct probe p = {.name = "p"};
    char *data = malloc(BYTES + 1);
    assert_non_null(data);
    memset(data, ' ', BYTES);
    data[BYTES] = '\0';
    memcpy(data, "{}", 2);
    add(w, relay, &p, budget_types);
    for (int i = 0; i < EVENTS; i++)
        world_append(w, "other.thing", data);
    run(w, relay);
    assert_int_equal(EVENTS, world_number(w, "SELECT event FROM consumer WHERE name = 'p'"));
    assert_true(commits > 1);
    free(data);
    relay_close(relay);
    world_free(w);
}

/* -- The outbox of a log that was restored from a backup while it ran */

static void await_published(struct outbox *o, int64_t number)
{
    struct outbox_state at = {0};
    for (int i = 0; i < 6000; i++) {
        outbox_wake(o);
        outbox_look(o, &at);
        if (at.published == number)
            return;
        usleep(5000);
    }
    assert_int_equal(number, at.published);
}

static void an_earlier_log_is_published_from_its_own_place(void **state)
{
    (void)state;
    struct world *w = begin();
    struct bus *bus = open_carrying(w);
    struct outbox *o;
    struct outbox_options options = {.store = w->store, .bus = bus};
    for (int i = 0; i < 5; i++)
        append_at(w, w->now_us);
    assert_ok(&w->c, outbox_open(&w->c, &options, &o));
    await_published(o, 5);
    world_script(
        w, "DELETE FROM event WHERE seq > 2; UPDATE counter SET next = 3 WHERE name = 'event'; "
           "DELETE FROM consumer WHERE name = 'outbox/embedded'; "
           "INSERT INTO consumer (name, event, tries, next_try_us) VALUES ('outbox/embedded', 2, 0, 0)");
    usleep(100000);
    outbox_wake(o);
    usleep(200000);
    assert_int_equal(3, append_at(w, w->now_us));
    await_published(o, 3);
    outbox_close(o);
    assert_int_equal(3, world_number(w, "SELECT event FROM consumer WHERE name = 'outbox/embedded'"));
    bus_close(bus);
    world_free(w);
}

/* -- Processes that come and go, with all that they have: bus, leases, outbox and relay, closed as a server closes them */

struct whole {
    struct world *w;
    struct bus *bus;
    struct leases *leases;
    struct outbox *outbox;
    struct relay *relay;
    struct probe probe;
    pthread_t thread;
};

static void *work(void *thing)
{
    struct whole *p = thing;
    struct ctx c = test_ctx();
    assert_ok(&c, relay_run(&c, p->relay, RELAY_STOPPED));
    test_ctx_end(&c);
    return NULL;
}

static void wake_outbox(void *self)
{
    struct whole *p = self;
    outbox_wake(p->outbox);
}

static void begin_whole(struct world *w, struct whole *p, const char *name)
{
    *p = (struct whole){.w = w, .bus = open_carrying(w), .leases = leases_new(w->store, name)};
    struct outbox_options out = {.store = w->store, .bus = p->bus, .leases = p->leases};
    struct relay_options options = {
        .bus = p->bus, .leases = p->leases, .grace_us = 20000, .committed = wake_outbox, .self = p};
    assert_ok(&w->c, outbox_open(&w->c, &out, &p->outbox));
    assert_ok(&w->c, relay_open(&w->c, w->store, &options, &p->relay));
    p->probe = (struct probe){.name = "p"};
    add(w, p->relay, &p->probe, all_types);
    assert_int_equal(0, pthread_create(&p->thread, NULL, work, p));
}

static void end_whole(struct whole *p)
{
    relay_stop(p->relay);
    pthread_join(p->thread, NULL);
    relay_close(p->relay);
    outbox_close(p->outbox);
    leases_free(p->leases);
    bus_close(p->bus);
}

static void processes_that_come_and_go_do_everything_once(void **state)
{
    (void)state;
    enum { EVENTS = 400, EACH = 40 };
    static const char *const names[] = {"one", "two"};
    struct world *w = begin();
    struct whole p[2];
    for (int i = 0; i < 2; i++)
        begin_whole(w, &p[i], names[i]);
    for (int i = 0; i < EVENTS; i++) {
        append_at(w, time_now_us());
        for (int n = 0; n < 2; n++) {
            outbox_wake(p[n].outbox);
            relay_wake(p[n].relay);
        }
        if (i % EACH != EACH - 1)
            continue;
        end_whole(&p[i / EACH % 2]); /* in the middle of what is under way */
        begin_whole(w, &p[i / EACH % 2], names[i / EACH % 2]);
    }
    for (int i = 0; i < 3000 && effects(w) < EVENTS; i++)
        usleep(10000);
    for (int i = 0; i < 2; i++)
        end_whole(&p[i]);
    assert_int_equal(EVENTS, effects(w));
    assert_int_equal(0, world_number(w, "SELECT count(*) FROM dead_letter"));
    assert_int_equal(0, world_number(w, "SELECT count(*) FROM lease"));
    world_free(w);
}

int main(void)
{
    carrying = bus_embedded;
    carrying.carries = true;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_event_of_the_future_does_not_wait_for_it),
        cmocka_unit_test(a_clock_that_differs_a_little_changes_nothing),
        cmocka_unit_test(the_next_try_does_not_wait_for_a_clock_that_was_set_back),
        cmocka_unit_test(a_lease_does_not_last_longer_than_leases_do),
        cmocka_unit_test(a_process_of_the_future_is_not_shown),
        cmocka_unit_test(a_dead_letter_waits_for_a_process_that_has_its_consumer),
        cmocka_unit_test(a_dead_letter_of_nobody_goes_back),
        cmocka_unit_test(numbers_behind_the_log_leave_nothing_to_it),
        cmocka_unit_test(a_dead_letter_leaves_nothing_in_the_inbox),
        cmocka_unit_test(a_turn_looks_at_a_part_of_the_log),
        cmocka_unit_test(an_earlier_log_is_published_from_its_own_place),
        cmocka_unit_test(processes_that_come_and_go_do_everything_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* A bus that loses, doubles, reorders and makes up what it carries, between two processes, whose handlers fail now and then, whose clocks are
 * set by a year: every event takes effect once at every consumer, also what was a dead letter in between. */
#include "base/hash.h"
#include "world.h"

enum { PROCESSES = 2, EVENTS = 400, ROUNDS = 12 };

#define YEAR_US INT64_C(31536000000000)

static const char *const some_types[] = {"budget.*", NULL};
static const char *const all_types[] = {"*", NULL};

/* -- The bus: one embedded one for each process, and what stands between them. */

static struct wire {
    struct bus *ends[PROCESSES];
    uint64_t seed;
    int64_t published;
    bool calm; /* handlers do not fail any more */
} wire;

static bool chance(int percent)
{
    wire.seed = hash_mix(wire.seed, 1);
    return wire.seed % 100 < (uint64_t)percent;
}

static enum err wire_carry(struct ctx *c, struct bus *bus, const struct bus_message *messages, size_t count)
{
    (void)bus;
    for (size_t i = 0; i < count; i++) {
        struct bus_message lie = messages[i];
        lie.number = chance(50) ? INT64_MAX - 1 : lie.number + 50; /* which may come to be */
        if (chance(2))
            TRY(bus_embedded.publish(c, wire.ends[chance(50)], &lie, 1));
        if (chance(10))
            continue;                                /* lost */
        size_t at = chance(10) && i > 0 ? i - 1 : i; /* another one instead, which is doubled by that */
        for (int times = chance(10) ? 2 : 1; times > 0; times--)
            TRY(bus_embedded.publish(c, wire.ends[chance(50)], &messages[at], 1));
    }
    return OK;
}

static void wire_settle(struct bus_subscription *s, const struct bus_delivery *at, size_t count,
                        enum bus_verdict verdict)
{
    for (size_t i = 0; i < count; i++) /* an acknowledgement that is lost */
        bus_embedded.settle(s, &at[i], 1, chance(10) ? BUS_AGAIN : verdict);
}

static struct bus_driver wire_driver;

/* -- The processes */

struct process {
    struct world *w;
    struct relay *relay;
    int64_t failures;
};

struct effect {
    struct process *process;
    const char *name;
};

static enum err take_effect(struct ctx *c, void *self, struct store_tx *tx, const struct relay_event *event)
{
    const struct effect *effect = self;
    struct store_query *q;
    if (!wire.calm && chance(3)) {
        effect->process->failures++;
        return (fail)(c, ERR_BUSY, "not now");
    }
    if (!wire.calm && chance(1))
        return (fail)(c, ERR_INPUT, "not like this");
    TRY(store_query(c, tx, "INSERT INTO effect (consumer, event) VALUES (?1, ?2)", &q));
    store_bind_text(q, 1, text_of(effect->name));
    store_bind_int(q, 2, event->place);
    return store_run(c, q, NULL);
}

static void start(struct process *p, struct world *w, struct bus *bus, struct effect effects[2])
{
    struct relay_options options = {.bus = bus, .now_us = world_clock, .trouble = world_trouble, .self = w};
    p->w = w;
    assert_ok(&w->c, relay_open(&w->c, w->store, &options, &p->relay));
    for (int i = 0; i < 2; i++) {
        effects[i] = (struct effect){p, i == 0 ? "all" : "budgets"};
        struct relay_consumer consumer = {.bus = {effects[i].name, i == 0 ? all_types : some_types},
                                          .self = &effects[i],
                                          .handle = take_effect};
        assert_ok(&w->c, relay_add(&w->c, p->relay, &consumer));
    }
}

/* Publishes what the log has behind the last time. */
static void publish(struct world *w)
{
    struct store_tx *tx;
    struct event_row *rows;
    struct bus_message messages[64];
    size_t count;
    assert_ok(&w->c, store_begin_read(&w->c, w->store, &tx));
    assert_ok(&w->c, event_read(&w->c, tx, wire.published, 64, &rows, &count));
    store_rollback(tx);
    for (size_t i = 0; i < count; i++)
        messages[i] =
            (struct bus_message){rows[i].seq, rows[i].household, TEXT("id"), rows[i].type, TEXT("{}")};
    assert_ok(&w->c, bus_publish(&w->c, wire.ends[0], messages, count));
    wire.published = count > 0 ? rows[count - 1].seq : wire.published;
}

/* Its clock goes, jumps, or is set back. */
static void pass_time(struct world *w)
{
    int64_t jump_us = chance(50) ? YEAR_US : -YEAR_US;
    w->now_us += chance(20) ? 700000 : 1000;
    w->now_us += chance(3) ? jump_us : 0;
}

/* Asks for all that are dead, one after another. */
static void ask_for_the_dead(struct world *w, struct relay *relay)
{
    wire.calm = true;
    for (;;) {
        struct store_tx *tx;
        struct dead_letter_row *letters;
        size_t count;
        assert_ok(&w->c, store_begin_read(&w->c, w->store, &tx));
        assert_ok(&w->c, dead_letter_list(&w->c, tx, &letters, &count));
        store_rollback(tx);
        if (count == 0)
            return;
        assert_ok(&w->c,
                  dead_letter_ask(&w->c, w->store, HOUSEHOLD_FIRST, letters[0].consumer, letters[0].event));
        assert_ok(&w->c, relay_run(&w->c, relay, RELAY_DRAINED));
    }
}

static int64_t dead; /* letters, in all rounds */

static void every_event_takes_effect_once(uint64_t seed)
{
    struct world *w = world_new();
    struct process processes[PROCESSES] = {{0}};
    struct effect effects[PROCESSES][2];
    wire = (struct wire){.seed = seed};
    wire_driver = bus_embedded;
    wire_driver.carries = true;
    wire_driver.publish = wire_carry;
    wire_driver.settle = wire_settle;
    world_script(w, "CREATE TABLE effect (consumer TEXT NOT NULL, event INTEGER NOT NULL, PRIMARY KEY "
                    "(consumer, event));");
    for (int i = 0; i < PROCESSES; i++) {
        assert_ok(&w->c, bus_open(&w->c, &wire_driver, &(struct bus_options){0}, &wire.ends[i]));
        start(&processes[i], w, wire.ends[i], effects[i]);
    }
    for (int appended = 0; appended < EVENTS;) {
        w->c.now_us = w->now_us;
        for (int n = chance(50) ? 1 : 9; n > 0 && appended < EVENTS; n--, appended++)
            world_append(w, chance(50) ? "budget.warning" : "other.thing", "{}");
        if (chance(70))
            publish(w);
        pass_time(w);
        assert_ok(&w->c, relay_run(&w->c, processes[chance(50)].relay, RELAY_DRAINED));
    }
    for (int i = 0; i < 400; i++) { /* the log has what is missing, when its time has come */
        w->now_us += 1000000;
        assert_ok(&w->c, relay_run(&w->c, processes[i % PROCESSES].relay, RELAY_DRAINED));
    }
    assert_true(processes[0].failures + processes[1].failures > 0);
    dead += world_number(w, "SELECT count(*) FROM dead_letter");
    ask_for_the_dead(w, processes[0].relay);
    assert_int_equal(0, w->troubles);
    assert_int_equal(0, world_number(w, "SELECT count(*) FROM dead_letter WHERE state <> 2"));
    assert_int_equal(EVENTS, world_number(w, "SELECT count(*) FROM effect WHERE consumer = 'all'"));
    assert_int_equal(world_number(w, "SELECT count(*) FROM event WHERE type = 'budget.warning'"),
                     world_number(w, "SELECT count(*) FROM effect WHERE consumer = 'budgets'"));
    assert_int_equal(EVENTS, world_number(w, "SELECT min(event) FROM consumer"));
    assert_int_equal(0, world_number(w, "SELECT count(*) FROM inbox"));
    for (int i = 0; i < PROCESSES; i++) {
        relay_close(processes[i].relay);
        bus_close(wire.ends[i]);
    }
    world_free(w);
}

static void whatever_the_bus_does_each_event_takes_effect_once(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= ROUNDS; seed++)
        every_event_takes_effect_once(seed);
    assert_true(dead > 0);
}

/* Numbers that the log has not, or not of these types, do nothing. */
static void what_the_bus_makes_up_takes_no_effect(void **state)
{
    (void)state;
    struct world *w = world_new();
    struct process p = {0};
    struct effect effects[2];
    struct bus_health health;
    wire = (struct wire){.seed = 7};
    wire_driver = bus_embedded;
    wire_driver.carries = true;
    world_script(w, "CREATE TABLE effect (consumer TEXT NOT NULL, event INTEGER NOT NULL, PRIMARY KEY "
                    "(consumer, event));");
    assert_ok(&w->c, bus_open(&w->c, &wire_driver, &(struct bus_options){0}, &wire.ends[0]));
    start(&p, w, wire.ends[0], effects);
    w->c.now_us = w->now_us;
    world_append(w, "other.thing", "{}");
    struct bus_message lies[] = {{99, HOUSEHOLD_FIRST, TEXT("x"), TEXT("budget.warning"), TEXT("{}")},
                                 {1, HOUSEHOLD_FIRST, TEXT("x"), TEXT("budget.warning"), TEXT("{}")}};
    assert_ok(&w->c, bus_publish(&w->c, wire.ends[0], lies, 2));
    w->now_us += 60000000;
    for (int i = 0; i < 40; i++, w->now_us += 60000000) /* its handlers fail by chance */
        assert_ok(&w->c, relay_run(&w->c, p.relay, RELAY_DRAINED));
    assert_int_equal(1, world_number(w, "SELECT count(*) FROM effect"));
    assert_int_equal(1, world_number(w, "SELECT count(*) FROM effect WHERE consumer = 'all' AND event = 1"));
    bus_health(wire.ends[0], &health);
    assert_int_equal(2, health.dead); /* 99, at both consumers */
    relay_close(p.relay);
    bus_close(wire.ends[0]);
    world_free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whatever_the_bus_does_each_event_takes_effect_once),
        cmocka_unit_test(what_the_bus_makes_up_takes_no_effect),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

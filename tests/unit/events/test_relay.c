/* The relay's promises: at least once on the way, exactly once in effect, and poison stops nobody else. */
#include "base/date.h"
#include "unit/events/world.h"

#include <pthread.h>

/* A consumer that writes each effect into the store, and fails as told. */
struct probe {
    struct world *w;
    const char *name;
    int64_t bad;    /* the event that fails, 0: none */
    int fail_times; /* how often, in a turn with others as well as alone; -1: always */
    enum err code;
    bool fail_after_effect;
    bool swallows; /* a statement of the bad event fails, and the handler says all is well */
    int handled, done, known, failed, dead, followed;
    int prepared, unprepared; /* how often `handle` was given what `prepare` made, and not */
    char why[320];
};

static enum err effect(struct ctx *c, struct store_tx *tx, const struct probe *p, int64_t event)
{
    struct store_query *q;
    int64_t changed;
    TRY(store_query(c, tx, "INSERT INTO effect (event, consumer) VALUES (?1, ?2)", &q));
    store_bind_int(q, 1, event);
    store_bind_text(q, 2, text_of(p->name));
    return store_run(c, q, &changed); /* asks, so that an error is told here */
}

static enum err handle(struct ctx *c, void *self, struct store_tx *tx, const struct relay_event *event)
{
    struct probe *p = self;
    bool bad = event->place == p->bad && p->fail_times != 0;
    p->handled++;
    p->prepared += event->prepared != NULL;
    p->unprepared += event->prepared == NULL;
    if (event->prepared != NULL)
        assert_int_equal(event->place, *(int64_t *)event->prepared);
    if (!bad || p->fail_after_effect)
        TRY(effect(c, tx, p, event->place));
    if (!bad)
        return OK;
    if (p->swallows) {
        struct ctx deaf = *c;
        enum err e = effect(&deaf, tx, &(struct probe){.name = NULL}, event->place);
        assert_int_not_equal(OK, e);
        return OK;
    }
    p->fail_times -= p->fail_times > 0;
    return (fail)(c, p->code, "event %lld disagrees with me", (long long)event->place);
}

static void settled(void *self, const struct relay_event *event, enum relay_outcome outcome, int64_t took_us,
                    const char *why)
{
    struct probe *p = self;
    assert_true(took_us >= 0);
    p->done += outcome == RELAY_DONE;
    p->known += outcome == RELAY_KNOWN;
    p->failed += outcome == RELAY_FAILED;
    p->dead += outcome == RELAY_DEAD;
    p->followed += event->followed;
    if (*why != '\0')
        snprintf(p->why, sizeof p->why, "%s", why);
}

static const char *const all_types[] = {"*", NULL};
static const char *const budget_types[] = {"budget.*", NULL};

static void add(struct world *w, struct probe *p, const char *const *types)
{
    struct relay_consumer consumer = {
        .bus = {p->name, types}, .self = p, .handle = handle, .settled = settled};
    p->w = w;
    assert_ok(&w->c, relay_add(&w->c, w->relay, &consumer));
}

static struct world *begin(void)
{
    struct world *w = world_new();
    world_script(w, "CREATE TABLE effect (event INTEGER NOT NULL, consumer TEXT NOT NULL)");
    return w;
}

static int64_t place_of(struct world *w, const char *name, int64_t *tries, int64_t *next_us)
{
    struct relay_place places[RELAY_CONSUMERS_MAX];
    size_t count;
    assert_ok(&w->c, relay_places(&w->c, w->relay, places, &count));
    for (size_t i = 0; i < count; i++) {
        if (strcmp(places[i].name, name) != 0)
            continue;
        *tries = places[i].tries;
        *next_us = places[i].next_try_us;
        return places[i].event;
    }
    fail_msg("no consumer %s", name);
    return 0;
}

static void delivers_each_event_once_by_type(void **state)
{
    (void)state;
    struct world *w = begin();
    struct probe all = {.name = "all"}, budgets = {.name = "budgets"};
    add(w, &all, all_types);
    add(w, &budgets, budget_types);
    for (int i = 0; i < 100; i++)
        world_append(w, i % 10 == 0 ? "budget.warning" : "transaction.created", "{}");
    world_drain(w);
    world_drain(w);
    assert_int_equal(100, all.done);
    assert_int_equal(99, all.followed);
    assert_int_equal(10, budgets.done);
    assert_int_equal(9, budgets.followed);
    assert_int_equal(100, world_number(w, "SELECT count(DISTINCT event) FROM effect WHERE consumer = 'all'"));
    assert_int_equal(110, world_number(w, "SELECT count(*) FROM effect"));
    int64_t tries, next;
    assert_int_equal(100, place_of(w, "budgets", &tries, &next)); /* it also passed what it does not want */
    world_free(w);
}

static void new_consumer_begins_with_the_oldest_event(void **state)
{
    (void)state;
    struct world *w = begin();
    struct probe late = {.name = "late"};
    world_append(w, "a", "{}");
    world_append(w, "b", "{}");
    world_drain(w);
    add(w, &late, all_types);
    world_drain(w);
    assert_int_equal(2, late.done);
    world_free(w);
}

/* A bus brought some of them to effect, here or in another process: the place is behind, and passes them. */
static void what_took_effect_ahead_of_the_place_is_passed(void **state)
{
    (void)state;
    struct world *w = begin();
    struct probe p = {.name = "p"};
    add(w, &p, all_types);
    for (int i = 0; i < 5; i++)
        world_append(w, "a", "{}");
    world_drain(w);
    struct store_tx *tx = world_begin(w);
    struct consumer_row back = {.name = TEXT("p"), .event = 2};
    assert_ok(&w->c, consumer_put(&w->c, tx, &back));
    for (int64_t number = 3; number <= 5; number++) {
        bool fresh;
        assert_ok(&w->c, inbox_enter(&w->c, tx, "p", number, &fresh));
        assert_true(fresh);
        assert_ok(&w->c, inbox_enter(&w->c, tx, "p", number, &fresh));
        assert_false(fresh);
    }
    world_commit(w, tx);
    world_drain(w);
    assert_int_equal(5, p.handled);
    assert_int_equal(5, p.done);
    assert_int_equal(5, world_number(w, "SELECT count(*) FROM effect"));
    assert_int_equal(5, world_number(w, "SELECT event FROM consumer WHERE name = 'p'"));
    assert_int_equal(0, world_number(w, "SELECT count(*) FROM inbox")); /* it need not be known any more */
    world_free(w);
}

/* The process ends before the commit: neither effect nor place, so the next process does it. */
static void unfinished_effect_is_done_by_the_next_process(void **state)
{
    (void)state;
    struct world *w = begin();
    struct probe p = {.name = "p", .bad = 2, .fail_times = 2, .code = ERR_IO, .fail_after_effect = true};
    add(w, &p, all_types);
    for (int i = 0; i < 3; i++)
        world_append(w, "a", "{}");
    world_drain(w);
    assert_int_equal(1, world_number(w, "SELECT count(*) FROM effect"));
    relay_close(w->relay);
    world_open_relay(w);
    struct probe again = {.name = "p"};
    add(w, &again, all_types);
    w->now_us += 1000000;
    world_drain(w);
    assert_int_equal(2, again.done);
    assert_int_equal(3, world_number(w, "SELECT count(*) FROM effect"));
    world_free(w);
}

static void eight_tries_with_growing_waits_then_a_dead_letter(void **state)
{
    (void)state;
    struct world *w = begin();
    struct probe p = {.name = "p", .bad = 2, .fail_times = -1, .code = ERR_IO};
    add(w, &p, all_types);
    for (int i = 0; i < 3; i++)
        world_append(w, "a", "{}");
    world_drain(w); /* together, then one by one: the first took effect, the second failed once */
    int64_t tries, next, before = 0;
    for (int round = 1; round < RELAY_TRIES; round++) {
        assert_int_equal(1, place_of(w, "p", &tries, &next));
        assert_int_equal(round, tries);
        int64_t wait = next - w->now_us;
        assert_int_equal(relay_backoff_us("p", 2, round), wait);
        assert_true(wait > before);
        before = wait > INT64_C(200000000) ? 0 : wait;
        int handled = p.handled;
        w->now_us = next - 1;
        world_drain(w);
        assert_int_equal(handled, p.handled); /* not a moment too early */
        w->now_us = next;
        world_drain(w);
    }
    assert_int_equal(RELAY_TRIES - 1, p.failed);
    assert_int_equal(1, p.dead);
    assert_int_equal(2, p.done);
    assert_int_equal(3, place_of(w, "p", &tries, &next));
    assert_int_equal(0, tries);
    assert_int_equal(2, world_number(w, "SELECT count(*) FROM effect"));
    assert_int_equal(8, world_number(w, "SELECT tries FROM dead_letter WHERE event = 2 AND state = 1"));
    assert_string_equal("event 2 disagrees with me", p.why);
    world_free(w);
}

static void backoff_is_bounded_and_repeatable(void **state)
{
    (void)state;
    int64_t plain = 100000;
    for (int64_t tries = 1; tries <= 20; tries++) {
        int64_t wait = relay_backoff_us("p", 7, tries);
        assert_int_equal(wait, relay_backoff_us("p", 7, tries));
        assert_true(wait >= plain * 4 / 5 && wait <= plain * 6 / 5);
        plain = plain * 4 > 300000000 ? 300000000 : plain * 4;
    }
    assert_true(relay_backoff_us("p", 7, 5) != relay_backoff_us("q", 7, 5));
}

static void hopeless_errors_die_at_once(void **state)
{
    (void)state;
    struct world *w = begin();
    struct probe p = {.name = "p", .bad = 1, .fail_times = -1, .code = ERR_INPUT};
    add(w, &p, all_types);
    world_append(w, "a", "{}");
    world_drain(w);
    assert_int_equal(1, p.dead);
    assert_int_equal(0, p.failed);
    struct ctx c = {.retriable = true};
    assert_false(relay_is_hopeless(&c, ERR_INPUT));
    c.retriable = false;
    assert_true(relay_is_hopeless(&c, ERR_CORRUPT));
    assert_false(relay_is_hopeless(&c, ERR_NOT_FOUND));
    assert_false(relay_is_hopeless(&c, ERR_BUSY));
    world_free(w);
}

static void poison_in_the_middle_stops_only_itself(void **state)
{
    (void)state;
    struct world *w = begin();
    struct probe sick = {
        .name = "sick", .bad = 57, .fail_times = -1, .code = ERR_CORRUPT, .fail_after_effect = true};
    struct probe well = {.name = "well"};
    add(w, &sick, all_types);
    add(w, &well, all_types);
    for (int i = 0; i < 150; i++)
        world_append(w, "a", "{}");
    world_drain(w);
    assert_int_equal(150, well.done);
    assert_int_equal(149, sick.done);
    assert_int_equal(1, sick.dead);
    assert_int_equal(149,
                     world_number(w, "SELECT count(DISTINCT event) FROM effect WHERE consumer = 'sick'"));
    assert_int_equal(0,
                     world_number(w, "SELECT count(*) FROM effect WHERE consumer = 'sick' AND event = 57"));
    assert_int_equal(299, world_number(w, "SELECT count(*) FROM effect"));
    world_free(w);
}

/* Its transaction cannot be kept, and must end before the failure is noted. */
static void swallowed_store_error_is_a_failure_like_any(void **state)
{
    (void)state;
    struct world *w = begin();
    struct probe deaf = {.name = "deaf", .bad = 2, .fail_times = -1, .swallows = true},
                 well = {.name = "well"};
    add(w, &deaf, all_types);
    add(w, &well, all_types);
    for (int i = 0; i < 3; i++)
        world_append(w, "a", "{}");
    world_drain(w);
    assert_int_equal(1, deaf.done);
    assert_true(deaf.failed + deaf.dead > 0);
    assert_int_equal(3, well.done);
    assert_int_equal(0, world_number(w, "SELECT count(*) FROM effect WHERE consumer = 'deaf' AND event = 2"));
    world_free(w);
}

static void waiting_consumer_does_not_hold_the_others(void **state)
{
    (void)state;
    struct world *w = begin();
    struct probe stuck = {.name = "stuck", .bad = 1, .fail_times = 4, .code = ERR_CONFLICT},
                 well = {.name = "well"};
    add(w, &stuck, all_types);
    add(w, &well, all_types);
    for (int i = 0; i < 3; i++)
        world_append(w, "a", "{}");
    world_drain(w);
    assert_int_equal(3, well.done);
    assert_int_equal(0, stuck.done);
    for (int i = 0; i < 3; i++) {
        w->now_us += 60000000;
        world_drain(w);
    }
    assert_int_equal(3, stuck.done);
    assert_int_equal(3, stuck.failed);
    assert_int_equal(0, stuck.dead);
    world_free(w);
}

static void dead_letter_is_replayed_once(void **state)
{
    (void)state;
    struct world *w = begin();
    struct probe p = {.name = "p", .bad = 1, .fail_times = 3, .code = ERR_INPUT};
    add(w, &p, all_types);
    world_append(w, "a", "{}");
    world_append(w, "a", "{}");
    world_drain(w);
    assert_int_equal(1, p.dead);
    assert_err(ERR_NOT_FOUND, relay_replay(&w->c, w->relay, TEXT("p"), 2));
    assert_err(ERR_INPUT, relay_replay(&w->c, w->relay, TEXT("p"), 1)); /* still sick */
    assert_int_equal(2, world_number(w, "SELECT tries FROM dead_letter WHERE event = 1 AND state = 1"));
    int64_t replayed, failed;
    assert_ok(&w->c, relay_replay_all(&w->c, w->relay, &replayed, &failed));
    assert_int_equal(1, replayed);
    assert_int_equal(0, failed);
    assert_int_equal(2, world_number(w, "SELECT state FROM dead_letter WHERE event = 1"));
    assert_int_equal(2, world_number(w, "SELECT count(*) FROM effect"));
    assert_err(ERR_CONFLICT, relay_replay(&w->c, w->relay, TEXT("p"), 1));
    assert_int_equal(2, world_number(w, "SELECT count(*) FROM effect"));
    world_free(w);
}

static void two_consumers_of_one_name_are_refused(void **state)
{
    (void)state;
    struct world *w = begin();
    struct probe a = {.name = "p"}, b = {.name = "p"};
    add(w, &a, all_types);
    struct relay_consumer consumer = {.bus = {"p", all_types}, .self = &b, .handle = handle};
    assert_err(ERR_CONFLICT, relay_add(&w->c, w->relay, &consumer));
    world_free(w);
}

static void failing_store_is_no_ones_fault(void **state)
{
    (void)state;
    struct world *w = begin();
    struct probe p = {.name = "p"};
    add(w, &p, all_types);
    world_append(w, "a", "{}");
    world_script(w, "ALTER TABLE consumer RENAME TO gone");
    assert_int_not_equal(OK, relay_run(&w->c, w->relay, RELAY_DRAINED));
    assert_int_equal(0, p.done + p.failed + p.dead);
    world_script(w, "ALTER TABLE gone RENAME TO consumer");
    world_drain(w);
    assert_int_equal(1, p.done);
    world_free(w);
}

static void *run_until_stopped(void *self)
{
    struct world *w = self;
    struct ctx c = {.arena = arena_new()};
    assert_ok(&c, relay_run(&c, w->relay, RELAY_STOPPED));
    arena_free(c.arena);
    return NULL;
}

static void thread_delivers_when_woken_and_stops(void **state)
{
    (void)state;
    struct world *w = begin();
    struct probe p = {.name = "p"};
    add(w, &p, all_types);
    pthread_t thread;
    assert_int_equal(0, pthread_create(&thread, NULL, run_until_stopped, w));
    for (int i = 0; i < 20; i++) {
        world_append(w, "a", "{}");
        relay_wake(w->relay);
        struct timespec moment = {0, 1000000};
        nanosleep(&moment, NULL);
    }
    for (int i = 0; i < 10000 && world_number(w, "SELECT count(*) FROM effect") < 20; i++) {
        struct timespec moment = {0, 1000000};
        nanosleep(&moment, NULL);
    }
    relay_stop(w->relay);
    pthread_join(thread, NULL);
    assert_int_equal(20, world_number(w, "SELECT count(*) FROM effect"));
    assert_int_equal(20, p.done);
    assert_int_equal(0, w->troubles);
    world_free(w);
}

static void drains_a_long_backlog(void **state)
{
    (void)state;
    const int EVENTS = any_store_is_postgres() ? 10000 : 100000;
    struct world *w = begin();
    struct probe all = {.name = "all"}, none = {.name = "none"};
    add(w, &all, all_types);
    add(w, &none, budget_types);
    struct store_tx *tx = world_begin(w);
    for (int i = 0; i < EVENTS; i++) {
        struct arena_mark mark = arena_mark(w->c.arena);
        struct event_row row = {
            .household = HOUSEHOLD_FIRST, .type = TEXT("transaction.updated"), .subject = TEXT("t")};
        assert_ok(&w->c, event_append(&w->c, tx, &row));
        arena_rewind(w->c.arena, mark);
        if (i % 500 ==
            499) { /* in PostgreSQL a row that one transaction changes very often, the counter, is slow to find */
            world_commit(w, tx);
            tx = world_begin(w);
        }
    }
    world_commit(w, tx);
    world_drain(w);
    assert_int_equal(EVENTS, all.done);
    assert_int_equal(0, none.done);
    assert_int_equal(EVENTS, world_number(w, "SELECT count(DISTINCT event) FROM effect"));
    assert_true((int64_t)store_counts(w->store).units < EVENTS / 100); /* what is behind takes many at once */
    world_free(w);
}

/* -- Preparing */

static enum err prepare(struct ctx *c, void *self, struct store_tx *snapshot, const struct relay_event *event,
                        void **prepared)
{
    const struct probe *p = self;
    struct event_row row;
    assert_ok(c, event_by_seq(c, snapshot, event->place, &row)); /* the snapshot holds it */
    if (event->place == p->bad)
        return (fail)(c, p->code, "event %lld cannot be prepared", (long long)event->place);
    int64_t *place = ARENA_NEW(c->arena, int64_t);
    *place = event->place;
    *prepared = event->place % 2 == 0 ? place : NULL;
    return OK;
}

static void add_preparing(struct world *w, struct probe *p)
{
    struct relay_consumer consumer = {
        .bus = {p->name, all_types}, .self = p, .prepare = prepare, .handle = handle, .settled = settled};
    p->w = w;
    assert_ok(&w->c, relay_add(&w->c, w->relay, &consumer));
}

static void hands_on_what_was_prepared(void **state)
{
    (void)state;
    struct world *w = begin();
    struct probe p = {.name = "p"};
    add_preparing(w, &p);
    for (int i = 0; i < 100; i++)
        world_append(w, "a", "{}");
    world_drain(w);
    assert_int_equal(100, p.done);
    assert_int_equal(50, p.prepared);
    assert_int_equal(50, p.unprepared);
    world_free(w);
}

/* Nothing was written yet, and the rest goes as if its handler had failed. */
static void failing_to_prepare_is_a_failure_like_any(void **state)
{
    (void)state;
    struct world *w = begin();
    struct probe p = {.name = "p", .bad = 700, .code = ERR_CORRUPT};
    add_preparing(w, &p);
    for (int i = 0; i < 1500; i++)
        world_append(w, "a", "{}");
    world_drain(w);
    assert_int_equal(1499, p.done);
    assert_int_equal(1, p.dead);
    assert_int_equal(1499, world_number(w, "SELECT count(DISTINCT event) FROM effect"));
    assert_int_equal(1499, world_number(w, "SELECT count(*) FROM effect"));
    assert_string_equal("event 700 cannot be prepared", p.why);
    world_free(w);
}

/* Another household's event behind it does not stand for it. */
static void is_followed_within_its_household(void **state)
{
    (void)state;
    struct world *w = begin();
    struct probe p = {.name = "p"};
    add(w, &p, all_types);
    world_script(
        w, "INSERT INTO household (seq, id, name, currency, created_us) VALUES (7, X'07', 'Other', 978, 0)");
    for (int i = 0; i < 10; i++)
        world_append(w, "a", "{}");
    world_script(w, "UPDATE event SET household = 7 WHERE seq IN (3, 5, 10)");
    world_drain(w);
    assert_int_equal(10, p.done);
    assert_int_equal(10 - 2, p.followed);
    world_free(w);
}

/* Asking fails in a unit of work of its own, as a request's would. */
static enum err ask(struct world *w, int64_t household, const char *consumer)
{
    struct ctx c = test_ctx();
    enum err e = dead_letter_ask(&c, w->store, household, text_of(consumer), 1);
    test_ctx_end(&c);
    return e;
}

/* A letter is asked for by whoever may, and delivered by the relay in its own time. */
static void dead_letter_is_asked_for(void **state)
{
    (void)state;
    struct world *w = begin();
    struct probe p = {.name = "p", .bad = 1, .fail_times = 3, .code = ERR_INPUT};
    add(w, &p, all_types);
    world_append(w, "a", "{}");
    world_drain(w);
    assert_int_equal(1, p.dead);
    assert_err(ERR_NOT_FOUND, ask(w, 2, "p"));
    assert_err(ERR_NOT_FOUND, ask(w, HOUSEHOLD_FIRST, "q"));
    p.fail_times = 1;
    assert_ok(&w->c, ask(w, HOUSEHOLD_FIRST, "p"));
    assert_int_equal(4, world_number(w, "SELECT state FROM dead_letter"));
    world_drain(w); /* it fails once more: it waits again */
    assert_int_equal(2, world_number(w, "SELECT tries FROM dead_letter WHERE state = 1"));
    assert_ok(&w->c, ask(w, HOUSEHOLD_FIRST, "p"));
    world_drain(w);
    assert_int_equal(2, world_number(w, "SELECT state FROM dead_letter"));
    assert_int_equal(1, world_number(w, "SELECT count(*) FROM effect"));
    assert_err(ERR_NOT_FOUND, ask(w, HOUSEHOLD_FIRST, "p"));
    world_free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(delivers_each_event_once_by_type),
        cmocka_unit_test(new_consumer_begins_with_the_oldest_event),
        cmocka_unit_test(what_took_effect_ahead_of_the_place_is_passed),
        cmocka_unit_test(unfinished_effect_is_done_by_the_next_process),
        cmocka_unit_test(eight_tries_with_growing_waits_then_a_dead_letter),
        cmocka_unit_test(backoff_is_bounded_and_repeatable),
        cmocka_unit_test(hopeless_errors_die_at_once),
        cmocka_unit_test(poison_in_the_middle_stops_only_itself),
        cmocka_unit_test(swallowed_store_error_is_a_failure_like_any),
        cmocka_unit_test(waiting_consumer_does_not_hold_the_others),
        cmocka_unit_test(dead_letter_is_replayed_once),
        cmocka_unit_test(dead_letter_is_asked_for),
        cmocka_unit_test(two_consumers_of_one_name_are_refused),
        cmocka_unit_test(failing_store_is_no_ones_fault),
        cmocka_unit_test(thread_delivers_when_woken_and_stops),
        cmocka_unit_test(drains_a_long_backlog),
        cmocka_unit_test(hands_on_what_was_prepared),
        cmocka_unit_test(failing_to_prepare_is_a_failure_like_any),
        cmocka_unit_test(is_followed_within_its_household),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

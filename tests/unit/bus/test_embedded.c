/* The embedded bus: patterns, order, places, waking. */
#include "base/date.h"
#include "bus/bus_driver.h"
#include "support.h"

#include <pthread.h>

/* A log of types: its numbers are 1, 2, … */
struct log {
    const char *const *types;
    int64_t count;
};

static enum err log_after(struct ctx *c, void *self, int64_t place, struct bus_event *out, bool *found)
{
    const struct log *log = self;
    *found = place < log->count;
    if (*found)
        *out =
            (struct bus_event){.place = place + 1, .type = text_copy(c->arena, text_of(log->types[place]))};
    return OK;
}

static void patterns_match_types(void **state)
{
    (void)state;
    const char *const types[] = {"budget.*", "import.committed", NULL}, *const all[] = {"*", NULL},
                      *const none[] = {NULL};
    assert_true(bus_type_matches(types, TEXT("budget.warning")));
    assert_true(bus_type_matches(types, TEXT("import.committed")));
    assert_false(bus_type_matches(types, TEXT("import.undone")));
    assert_false(bus_type_matches(types, TEXT("import.committed.twice")));
    assert_false(bus_type_matches(types, TEXT("budget")));
    assert_true(bus_type_matches(all, TEXT("anything")));
    assert_true(bus_type_matches(all, TEXT("")));
    assert_false(bus_type_matches(none, TEXT("anything")));
}

static void fetch_skips_and_says_how_far_it_looked(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    const char *const types[] = {"a", "b", "a", "b", "b"}, *const wanted[] = {"a", NULL};
    struct log log = {types, 5};
    struct bus_log source = {&log, log_after};
    struct bus_consumer consumer = {"c", wanted};
    struct bus *bus;
    struct bus_subscription *subscription;
    struct bus_event event;
    bool found;
    int64_t place = 0;
    assert_ok(&c, bus_open(&c, &bus_embedded, &source, &bus));
    assert_string_equal("embedded", bus_name(bus));
    assert_ok(&c, bus_subscribe(&c, bus, &consumer, &subscription));
    assert_err(ERR_CONFLICT, bus_subscribe(&c, bus, &consumer, &subscription));
    for (int64_t expected = 1; expected <= 3; expected += 2) {
        assert_ok(&c, bus_fetch(&c, subscription, &place, &event, &found));
        assert_true(found);
        assert_int_equal(expected, event.place);
        assert_text("a", event.type);
    }
    assert_ok(&c, bus_fetch(&c, subscription, &place, &event, &found));
    assert_false(found);
    assert_int_equal(5, place);
    bus_close(bus);
    test_ctx_end(&c);
}

static void *wake_soon(void *bus)
{
    struct timespec moment = {0, 20000000};
    nanosleep(&moment, NULL);
    bus_wake(bus);
    return NULL;
}

static void waiting_ends_by_waking_or_time(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct log log = {NULL, 0};
    struct bus_log source = {&log, log_after};
    struct bus *bus;
    pthread_t thread;
    assert_ok(&c, bus_open(&c, &bus_embedded, &source, &bus));
    int64_t start_us = time_steady_us();
    bus_wake(bus); /* before the wait: it counts */
    bus_wait(bus, 60000000);
    assert_int_equal(0, pthread_create(&thread, NULL, wake_soon, bus));
    bus_wait(bus, 60000000);
    pthread_join(thread, NULL);
    assert_true(time_steady_us() - start_us < 60000000);
    start_us = time_steady_us();
    bus_wait(bus, 10000); /* nobody wakes it */
    assert_true(time_steady_us() - start_us >= 10000);
    bus_wait(bus, -5);
    bus_close(bus);
    bus_close(NULL);
    test_ctx_end(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(patterns_match_types),
        cmocka_unit_test(fetch_skips_and_says_how_far_it_looked),
        cmocka_unit_test(waiting_ends_by_waking_or_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

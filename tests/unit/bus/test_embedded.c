/* The bus: patterns and waking, and the embedded driver under what every driver promises. */
#include "base/date.h"
#include "conformance/bus_suite.h"
#include "support.h"

#include <pthread.h>

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
    struct bus *bus;
    pthread_t thread;
    assert_ok(&c, bus_open(&c, &bus_embedded, &(struct bus_options){0}, &bus));
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
        cmocka_unit_test(waiting_ends_by_waking_or_time),
    };
    static const struct bus_suite suite = {.name = "embedded", .driver = &bus_embedded};
    return cmocka_run_group_tests(tests, NULL, NULL) + bus_suite_run(&suite);
}

/* What the tests of a bus driver share: a bus under a name of its own, ears that listen to it, and small words. For this folder alone. */
#ifndef TESTS_CONFORMANCE_BUS_PLACE_H
#define TESTS_CONFORMANCE_BUS_PLACE_H

#include "base/date.h"
#include "conformance/bus_suite.h"
#include "support.h"

#include <pthread.h>
#include <time.h>

enum { EAR_MOST = 16384, PROBE_FIRST = 1 << 20, HELD_MOST = EAR_MOST };

/* The suite that runs now, and its broker. */
extern const struct bus_suite *bus_suite;
extern void *bus_broker;
extern bool bus_hasty; /* buses are opened with hasty_url */

/* Each test's bus, under a prefix that no other test has. */
struct bus_place {
    struct ctx c;
    char prefix[40];
    struct bus *bus;
    int64_t probe;
};

/* A subscription that notes what it hears. Numbers from PROBE_FIRST on only tell that it hears. */
struct ear {
    struct bus *bus;
    struct bus_consumer consumer;
    struct bus_subscription *subscription;
    bool ready;
    bool holds; /* nothing is settled before ear_settle */
    int64_t heard[EAR_MOST];
    size_t count;
    struct bus_delivery held[HELD_MOST];
    size_t held_count;
};

int bus_set_up(void **state);
int bus_tear_down(void **state);
#define ON_A_FRESH_BUS(test) cmocka_unit_test_setup_teardown(test, bus_set_up, bus_tear_down)

/* bus_requests.c's part of the suite. */
int bus_requests_run(void);

/* One more bus of the same prefix, as another process has it. */
struct bus *bus_second(struct bus_place *p, const char *process);
/* To be freed. `types` ends with NULL; probes are heard besides when it names "probe.*" or "*". */
struct ear *ear_new(struct bus_place *p, struct bus *bus, const char *name, const char *const *types);
/* Takes what has arrived. */
void ear_listen(struct ear *ear);
void ear_settle(struct ear *ear, enum bus_verdict verdict);
size_t ear_times(const struct ear *ear, int64_t number);
/* Publishes probes until all of them hear. */
void ears_warm(struct bus_place *p, struct ear *const *ears, size_t count);
enum err publish_range(struct bus_place *p, int64_t first, int64_t last);

struct patience {
    int64_t until_us;
    const char *what;
};
struct patience patience_for(const char *what);
/* Waits a moment; fails the test when patience has ended. */
void patience_wait(const struct patience *patience);

/* Household and type of an event follow from its number. */
static const char *const event_types[] = {"transaction.created", "budget.warning", "goal.achieved"};

static inline int64_t household_of(int64_t number)
{
    return number % 7 + 1;
}

static inline const char *type_of(int64_t number)
{
    return number >= PROBE_FIRST ? "probe.ready" : event_types[number / 7 % 3];
}

#endif

/* What bus.h promises, as tests that run on any driver. A driver's own test program calls this once for each way its broker is reached.
 *
 * What a driver cannot do without a broker (two buses that share, a broker that goes away) is tested when there is one. Waiting ends as soon
 * as what is waited for has come; only what never comes takes as long as `patience_ms`, and fails. */
#ifndef TESTS_CONFORMANCE_BUS_SUITE_H
#define TESTS_CONFORMANCE_BUS_SUITE_H

#include "bus/bus_driver.h"

struct bus_suite {
    const char *name; /* of the run, for its output */
    const struct bus_driver *driver;
    const char *token; /* for bus_options; may be NULL */
    int patience_ms;   /* 0: 60 s */

    /* What comes to a process is for its consumers alone, so processes that share one name share all of theirs. */
    bool shares_as_a_whole;

    /* The broker, for the whole run. NULL `begin`: there is none, and the rest is not asked. */
    void *(*begin)(void);
    void (*end)(void *broker);
    /* Where it is; lives until `end`. */
    const char *(*url)(void *broker);
    /* The same for tests that take it away: whoever waits for it gives up sooner. NULL: as `url`. */
    const char *(*hasty_url)(void *broker);
    /* Stops it as an operator does, so that it keeps what it holds; `start` starts it again at the same place and waits until it answers.
     * NULL: it cannot be stopped, and what needs that is left out and said. */
    void (*stop)(void *broker);
    void (*start)(void *broker);
    /* Ends it at once, so that it may lose what it held last. NULL: as above. */
    void (*kill)(void *broker);
    /* Puts something that no Florin wrote where subscriptions under `prefix` find it. NULL: not possible, left out and said. */
    void (*garbage)(void *broker, const char *prefix, struct text raw);
    /* How many dead messages lie there under `prefix`. NULL: only the driver's own count is looked at. */
    int64_t (*dead)(void *broker, const char *prefix);
};

/* Runs every test; gives how many failed. */
int bus_suite_run(const struct bus_suite *suite);

#endif

/* What state.h promises, as tests that run on any driver. */
#ifndef TESTS_CONFORMANCE_STATE_SUITE_H
#define TESTS_CONFORMANCE_STATE_SUITE_H

#include "state/state_driver.h"

struct state_suite {
    const char *name; /* of the run, for its output */
    const struct state_driver *driver;
    const char *url, *token; /* for state_options */
};

/* Runs every test; gives how many failed. */
int state_suite_run(const struct state_suite *suite);

#endif

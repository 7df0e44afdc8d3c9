/* What store.h promises, as tests that run on any driver. A driver's own test program calls this once for
 * each kind of place it can keep data in. */
#ifndef TESTS_CONFORMANCE_STORE_SUITE_H
#define TESTS_CONFORMANCE_STORE_SUITE_H

#include "store/store.h"

#include <stdbool.h>

struct store_suite {
    const char *name; /* of the run, for its output */
    const struct store_driver *driver;
    /* Gives a new empty place and takes it away again with all that is in it. The string lives until `drop`.
     */
    char *(*fresh)(void);
    void (*drop)(char *location);
    bool keeps;      /* what was committed is there when the place is opened again */
    bool isolates;   /* a reader's snapshot holds beside a writer */
    bool one_writer; /* a second store_open for writing is refused */
};

/* Runs every test; gives how many failed. */
int store_suite_run(const struct store_suite *suite);

#endif

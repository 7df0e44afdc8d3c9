/* What cache.h promises, as tests that run on any driver. A driver's own test program calls this once. */
#ifndef TESTS_CONFORMANCE_CACHE_SUITE_H
#define TESTS_CONFORMANCE_CACHE_SUITE_H

#include "cache/cache_driver.h"

struct cache_suite {
    const char *name; /* of the run, for its output */
    const struct cache_driver *driver;
    /* The server, for the whole run. NULL `begin`: there is none, and the rest is not asked. */
    void *(*begin)(void);
    void (*end)(void *server);
    const char *(*url)(void *server); /* lives until `end` */
    void (*stop)(void *server);
    void (*start)(void *server);
    void (*freeze)(void *server, bool frozen); /* it is there, and answers nothing */
};

/* Runs every test; gives how many failed. */
int cache_suite_run(const struct cache_suite *suite);

#endif

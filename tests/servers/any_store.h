/* The store that a test's household lives in: SQLite, in memory or in the folder the test names, or, when FLORIN_TEST_STORE is "postgres", a
 * database of the tests' server, fresh for each place that is asked for and dropped when the program ends. */
#ifndef TESTS_SERVERS_ANY_STORE_H
#define TESTS_SERVERS_ANY_STORE_H

#include "servers/postgres.h"
#include "store/store_driver.h"

#include <sys/stat.h>

static inline bool any_store_is_postgres(void)
{
    const char *which = getenv("FLORIN_TEST_STORE");
    return which != NULL && strcmp(which, "postgres") == 0;
}

static inline const struct store_driver *any_store_driver(void)
{
    return any_store_is_postgres() ? &store_postgres : &store_sqlite;
}

enum { ANY_STORES_MAX = 2000 };

static inline char **any_store_places(void)
{
    static char *places[ANY_STORES_MAX];
    return places;
}

static inline void any_store_drop_all(void)
{
    for (char **place = any_store_places(); *place != NULL; place++) {
        postgres_drop(*place);
        *place = NULL;
    }
}

/* Where to open it: `otherwise` is SQLite's place, a folder that is made when it is not SQLite that does. */
static inline const char *any_store_place(const char *otherwise)
{
    char **place = any_store_places();
    if (!any_store_is_postgres())
        return otherwise;
    if (otherwise[0] == '/')
        (void)mkdir(otherwise, 0700);
    if (*place == NULL)
        atexit(any_store_drop_all);
    while (*place != NULL)
        place++;
    if (place - any_store_places() >= ANY_STORES_MAX - 1)
        fail_msg("more than %d databases", ANY_STORES_MAX);
    return *place = postgres_fresh_walled();
}

#endif

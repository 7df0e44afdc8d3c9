/* The store's words on a real PostgreSQL. */
#include "conformance/store_suite.h"
#include "servers/postgres.h"
#include "store/store_driver.h"

int main(void)
{
    static const struct store_suite suite = {.name = "store in PostgreSQL",
                                             .driver = &store_postgres,
                                             .fresh = postgres_fresh,
                                             .drop = postgres_drop,
                                             .keeps = true,
                                             .isolates = true};
    return store_suite_run(&suite);
}

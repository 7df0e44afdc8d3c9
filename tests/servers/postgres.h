/* Databases of the PostgreSQL server that ctest's fixture runs (FLORIN_TEST_POSTGRES is its URL), one for each test. */
#ifndef TESTS_SERVERS_POSTGRES_H
#define TESTS_SERVERS_POSTGRES_H

#include "support.h"

#include <libpq-fe.h>
#include <stdatomic.h>
#include <unistd.h>

static inline const char *postgres_url(void)
{
    const char *url = getenv("FLORIN_TEST_POSTGRES");
    if (url == NULL)
        fail_msg("FLORIN_TEST_POSTGRES is not set: run by ctest, or start tests/servers/postgres.py");
    return url;
}

/* Runs one statement on a database, with `n` as $1 where it has one, and gives the first column of its first row ("" without), to be freed. */
static inline char *postgres_ask_of(const char *url, const char *sql, long long n)
{
    char number[24];
    const char *values[] = {number};
    snprintf(number, sizeof number, "%lld", n);
    PGconn *pg = PQconnectdb(url);
    PQclear(PQexec(pg, "SET florin.household = 0")); /* else nothing behind the walls is there */
    PGresult *result =
        strstr(sql, "$1") != NULL ? PQexecParams(pg, sql, 1, NULL, values, NULL, NULL, 0) : PQexec(pg, sql);
    ExecStatusType status = PQresultStatus(result);
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
        fail_msg("%s: %s", sql, PQerrorMessage(pg));
    char *first = strdup(PQntuples(result) > 0 ? PQgetvalue(result, 0, 0) : "");
    PQclear(result);
    PQfinish(pg);
    return first;
}

static inline char *postgres_ask(const char *url, const char *sql)
{
    return postgres_ask_of(url, sql, 0);
}

static inline char *postgres_fresh_of(const char *owner)
{
    static atomic_uint count;
    char sql[120];
    unsigned number = atomic_fetch_add(&count, 1);
    snprintf(sql, sizeof sql, "CREATE DATABASE test_%d_%u OWNER %s TEMPLATE template0", (int)getpid(), number,
             owner);
    free(postgres_ask(postgres_url(), sql));
    const char *all = postgres_url(), *query = strstr(all, "@/postgres?");
    if (query == NULL)
        fail_msg("not the URL of the tests' server: %s", all);
    size_t size = strlen(all) + 100;
    char *url = malloc(size);
    snprintf(url, size, "postgresql://%s@/test_%d_%u%s", owner, (int)getpid(), number, strchr(query, '?'));
    return url;
}

/* The URL of a new empty database, to be given to postgres_drop. Who comes by it is a superuser. */
static inline char *postgres_fresh(void)
{
    return postgres_fresh_of("florin");
}

/* Who comes by this one owns the database and no more: the walls between households are for them too. */
static inline char *postgres_fresh_walled(void)
{
    return postgres_fresh_of("walled");
}

static inline void postgres_drop(char *url)
{
    char sql[200];
    const char *name = strstr(url, "/test_") + 1;
    snprintf(sql, sizeof sql, "DROP DATABASE %.*s WITH (FORCE)", (int)strcspn(name, "?"), name);
    free(postgres_ask(postgres_url(), sql));
    free(url);
}

#endif

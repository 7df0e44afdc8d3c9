/* Walls between households: row-level security, so that a query which forgets to ask for one household's rows alone still gets no other's.
 * Whose rows a unit of work may see is its ctx's `household`. The server has it as the setting florin.household of the connection: 0 is the
 * program itself (agents, commands, logging in), which sees everybody's, and a connection that never said who it is sees nothing.
 *
 * Every table with the column `household` has a wall, whoever made it, and `household` itself; bookings.c says which have it beside the
 * program's own, and which rows belong to one of another table. The owner of the tables is behind the walls as well (FORCE); superusers and
 * roles with BYPASSRLS are not, whatever a table says. */
#include "base/hash.h"
#include "store/postgres/inner.h"

#include <stdio.h>

/* The subquery has no rows of its own, so it is asked once for a statement, not for each row, and stands in one place alone. NULL, where nothing was
 * said, equals nothing. Of "IS NOT NULL" the planner guesses that nearly all rows pass: of the household's number itself that few do, and then what
 * joins a large table without statistics goes through all of it for each row. */
#define WALL                                                                                                 \
    "CASE (SELECT " POSTGRES_ACTS_FOR ") WHEN household THEN true WHEN 0::bigint THEN true END IS NOT NULL"
#define WALL_HOME                                                                                            \
    "CASE (SELECT " POSTGRES_ACTS_FOR ") WHEN seq THEN true WHEN 0::bigint THEN true END IS NOT NULL"
/* Of what belongs to others' rows: they are there. */
#define WALL_BELONGS "CASE (SELECT " POSTGRES_ACTS_FOR ") WHEN 0::bigint THEN true ELSE "

/* -- A unit's household */

void postgres_see(struct postgres_query *query)
{
    const struct postgres_tx *unit = (const struct postgres_tx *)query->base.tx;
    if (unit->failed == OK)
        postgres_see_as(query->connection, unit->household);
}

void postgres_see_as(struct postgres_connection *connection, int64_t household)
{
    char number[24];
    const char *values[] = {number};
    if (connection->household == household || connection->broken)
        return;
    snprintf(number, sizeof number, "%lld", (long long)household);
    if (PQsendQueryPrepared(connection->pg, "see", 1, values, NULL, NULL, 1) == 1)
        postgres_queue_note(connection, PENDING_CONTROL, NULL);
    else
        connection->broken = true;
    connection->household = household;
}

/* -- Making them */

static const char list[] =
    "SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity, (SELECT obj_description(p.oid, "
    "'pg_policy') "
    "FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'household'), EXISTS (SELECT FROM "
    "pg_attribute a "
    "WHERE a.attrelid = c.oid AND a.attname = 'household' AND NOT a.attisdropped), quote_ident(c.relname) "
    "FROM pg_class c "
    "WHERE c.relkind IN ('r', 'p') AND c.relnamespace = current_schema()::regnamespace ORDER BY c.relname";

/* Of this program's words, and names as the catalogue quotes them. */
static void write_wall(struct buf *to, const char *table, const char *rule, const char *version)
{
    const char *const words[] = {"ALTER TABLE ",
                                 table,
                                 " ENABLE ROW LEVEL SECURITY; ALTER TABLE ",
                                 table,
                                 " FORCE ROW LEVEL SECURITY; DROP POLICY IF EXISTS household ON ",
                                 table,
                                 "; CREATE POLICY household ON ",
                                 table,
                                 " USING (",
                                 rule,
                                 "); COMMENT ON POLICY household ON ",
                                 table,
                                 " IS '",
                                 version,
                                 "'; "};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        buf_z(to, words[i]);
}

/* What the table's wall lets pass; nothing: it has none. */
static void write_rule(struct buf *to, const char *table, bool says_household)
{
    struct buf found = {0};
    if (strcmp(table, "household") == 0)
        buf_z(to, WALL_HOME);
    else if (says_household)
        buf_z(to, WALL);
    else if (postgres_belongs(&found, table)) {
        buf_z(to, WALL_BELONGS);
        buf_text(to, buf_view(&found));
        buf_z(to, " END IS NOT NULL");
    }
    buf_free(&found);
}

/* What has to be run for one row of that list, if anything. A comment says which rule there is: it is made anew when that is another. */
static void write_missing(struct buf *to, const PGresult *tables, int row)
{
    const char *table = PQgetvalue(tables, row, 0), *comment = PQgetvalue(tables, row, 2);
    bool on = PQgetvalue(tables, row, 1)[0] == 't';
    struct buf rule = {0};
    char version[20];
    write_rule(&rule, table, PQgetvalue(tables, row, 3)[0] == 't');
    if (rule.len > 0) {
        snprintf(version, sizeof version, "%016llx",
                 (unsigned long long)hash_bytes_128(rule.at, rule.len).high);
        if (!on || strcmp(comment, version) != 0)
            write_wall(to, PQgetvalue(tables, row, 4), rule.at, version);
    }
    buf_free(&rule);
}

static enum err make_walls(struct ctx *c, struct postgres_connection *connection)
{
    PGresult *tables;
    struct buf script = {0};
    TRY(postgres_bookings_make(c, connection));
    TRY(postgres_simple(c, connection, list, &tables));
    for (int row = 0; row < PQntuples(tables); row++)
        write_missing(&script, tables, row);
    PQclear(tables);
    enum err e = script.len > 0 ? postgres_simple(c, connection, script.at, NULL) : OK;
    buf_free(&script);
    return e;
}

enum err postgres_migrated(struct ctx *c, struct store_tx *tx)
{
    struct postgres_tx *unit = (struct postgres_tx *)tx;
    if (unit->failed != OK)
        return fail(c, unit->failed, "this unit of work failed before and can only be rolled back");
    TRY(postgres_vectors_migrated(c, tx));
    enum err e = make_walls(c, unit->connection);
    return e == OK ? OK : postgres_unit_failed(c, unit, e);
}

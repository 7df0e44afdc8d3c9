/* Walls between households: row-level security, so that a query which forgets to ask for one household's rows alone still gets no other's.
 * Whose rows a unit of work may see is its ctx's `household`, told to the server as the setting florin.household for the rest of the
 * transaction; where it is not set (agents, commands, logging in) everybody's are there.
 *
 * Every table with the column `household` has a wall, whoever made it; tables whose rows belong to one of another table are listed here. The
 * owner of the tables is behind them as well (FORCE); superusers and roles with BYPASSRLS are not, whatever a table says. */
#include "base/hash.h"
#include "store/postgres/inner.h"

#include <stdio.h>

/* NULL where nothing is set. As a subquery without rows of its own it is asked once for a statement, not for each row. */
#define SEEN "(SELECT nullif(current_setting('florin.household', true), '')::bigint)"

/* Rows that belong to one of another table are there when that one is. */
static const struct child {
    const char *table, *column, *parent, *key;
    /* The triggers that check references (references.c) look through the walls' eyes: no row is written that names another's. Asking twice
     * costs each transaction that is entered some 30 us. */
    bool checked;
} children[] = {
    {"txn", "account", "account", "seq", true},
    {"transfer", "debit", "account", "seq", true},
    {"month_total", "account", "account", "seq", false},
    {"statement", "import", "import", "seq", false},
    {"import_touch", "import", "import", "seq", false},
    {"suggestion", "txn", "txn", "seq", false},
    {"edit_undo_txn", "undo", "edit_undo", "id", false},
    {"search_piece", "slice", "search_slice", "seq", false},
    {"dead_letter", "event", "event", "seq", false},
};

const char *const postgres_open_tables[] = {
    "person",
    "login_failure", /* people belong to several households, or to none yet */
    "counter",
    "migration",
    "store_change", /* numbers of the whole store */
    "consumer",
    "inbox",
    "lease",
    "instance", /* of processes */
    "search_place",
    "search_stale", /* numbers of transactions, and nothing of what is in them */
    NULL};

/* -- A unit's household */

void postgres_see(struct postgres_query *query)
{
    struct postgres_connection *connection = query->connection;
    const struct postgres_tx *unit = (const struct postgres_tx *)query->base.tx;
    char number[24] = "";
    const char *values[] = {number};
    if (connection->household == unit->household || unit->failed != OK || connection->broken)
        return;
    if (unit->household != 0)
        snprintf(number, sizeof number, "%lld", (long long)unit->household);
    if (PQsendQueryPrepared(connection->pg, "see", 1, values, NULL, NULL, 1) == 1)
        postgres_queue_note(connection, PENDING_CONTROL, NULL);
    else
        connection->broken = true;
    connection->household = unit->household;
}

/* -- Making them */

/* Empty: the table is open to all. */
static void write_rule(struct buf *to, const char *table, bool has_household)
{
    if (has_household)
        buf_z(to, "USING (coalesce(household = " SEEN ", true))");
    if (strcmp(table, "household") == 0)
        buf_z(to, "USING (coalesce(seq = " SEEN ", true))");
    for (size_t i = 0; i < sizeof children / sizeof *children && !has_household; i++) {
        const struct child *child = &children[i];
        if (strcmp(table, child->table) == 0)
            buf_printf(to, "USING (" SEEN " IS NULL OR EXISTS (SELECT FROM %s p WHERE p.%s = %s.%s))%s",
                       child->parent, child->key, table, child->column,
                       child->checked ? " WITH CHECK (true)" : "");
    }
}

static const char list[] =
    "SELECT quote_ident(c.relname), EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND "
    "a.attname = 'household' "
    "AND NOT a.attisdropped), c.relrowsecurity AND c.relforcerowsecurity, (SELECT obj_description(p.oid, "
    "'pg_policy') FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'household') FROM pg_class c "
    "WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace ORDER BY c.relname";

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
                                 " ",
                                 rule,
                                 "; COMMENT ON POLICY household ON ",
                                 table,
                                 " IS '",
                                 version,
                                 "'; "};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        buf_z(to, words[i]);
}

/* What has to be run for one row of that list, if anything. A comment says which rule there is: it is made anew when that is another. */
static void write_missing(struct buf *to, const PGresult *tables, int row)
{
    const char *table = PQgetvalue(tables, row, 0), *comment = PQgetvalue(tables, row, 3);
    bool has_household = PQgetvalue(tables, row, 1)[0] == 't', on = PQgetvalue(tables, row, 2)[0] == 't';
    struct buf rule = {0};
    char version[20];
    write_rule(&rule, table, has_household);
    snprintf(version, sizeof version, "%016llx", (unsigned long long)hash_bytes_128(rule.at, rule.len).high);
    if (rule.len > 0 && (!on || strcmp(comment, version) != 0))
        write_wall(to, table, rule.at, version);
    buf_free(&rule);
}

/* A payee's transactions are counted in its index alone; a wall needs the account for it, which so stands there as well (25 ms, else 5). */
static const char narrow[] =
    "SELECT FROM pg_index WHERE indexrelid = to_regclass('txn_payee') AND indnatts = 1";
static const char widen[] = "DROP INDEX txn_payee; CREATE INDEX txn_payee ON txn (payee) INCLUDE (account) "
                            "WHERE payee IS NOT NULL; ";

static enum err make_walls(struct ctx *c, struct postgres_connection *connection)
{
    PGresult *tables, *indexes;
    struct buf script = {0};
    TRY(postgres_simple(c, connection, list, &tables));
    for (int row = 0; row < PQntuples(tables); row++)
        write_missing(&script, tables, row);
    PQclear(tables);
    enum err e = postgres_simple(c, connection, narrow, &indexes);
    if (e == OK) {
        buf_z(&script, PQntuples(indexes) > 0 ? widen : "");
        PQclear(indexes);
    }
    if (e == OK && script.len > 0)
        e = postgres_simple(c, connection, script.at, NULL);
    buf_free(&script);
    return e;
}

enum err postgres_migrated(struct ctx *c, struct store_tx *tx)
{
    struct postgres_tx *unit = (struct postgres_tx *)tx;
    if (unit->failed != OK)
        return fail(c, unit->failed, "this unit of work failed before and can only be rolled back");
    enum err e = make_walls(c, unit->connection);
    return e == OK ? OK : postgres_unit_failed(c, unit, e);
}

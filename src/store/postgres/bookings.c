/* Whose bookings are. The program's tables say a booking's account, and not its household, because that is the account's. A wall that
 * looked for the account of each row cost 20 to 30 % of an entry, so here the large tables have a column more, `household`, which is the
 * driver's own: the program's SQL never names it. A row that is written gets the household that the unit acts for, and where that is
 * everybody's (0: a move from another store) a trigger asks the account. That it names no account of another household is looked at by
 * the triggers of references.c, and of month_total's by a key over both columns. */
#include "store/postgres/inner.h"

/* The small ones' walls look for the rows that theirs belong to; those have a wall of their own. */
static const struct belonging {
    const char *table, *column, *parent, *key;
} belongings[] = {
    {"statement", "import", "import", "seq"},
    {"statement", "account", "account", "seq"},
    {"import_touch", "import", "import", "seq"},
    {"import_touch", "txn", "txn", "seq"},
    {"suggestion", "txn", "txn", "seq"},
    {"suggestion", "candidate", "txn", "seq"},
    {"edit_undo_txn", "undo", "edit_undo", "id"},
    {"edit_undo_txn", "txn", "txn", "seq"},
    {"search_piece", "slice", "search_slice", "seq"},
    {"dead_letter", "event", "event", "seq"},
    {"notice_try", "notification", "notification", "seq"},
};

static const struct {
    const char *table, *account;
} bookings[] = {{"txn", "account"}, {"transfer", "debit"}, {"month_total", "account"}};

static void add(struct buf *to, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        buf_z(to, words[i]);
}
#define ADD(to, ...)                                                                                         \
    add((to), (const char *const[]){__VA_ARGS__},                                                            \
        sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

bool postgres_belongs(struct buf *to, const char *table)
{
    bool any = false;
    for (size_t i = 0; i < sizeof belongings / sizeof *belongings; i++) {
        const struct belonging *b = &belongings[i];
        if (strcmp(b->table, table) != 0)
            continue;
        /* Not EXISTS: of that PostgreSQL may read the whole of the other table into memory. */
        ADD(to, any ? " AND " : "", "(SELECT true FROM ", b->parent, " p WHERE p.", b->key, " = ", b->table,
            ".", b->column, ")");
        any = true;
    }
    return any;
}

/* -- The column
 * What is there already is most likely of the first household alone: a constant that is added needs no row to be written. */
static void write_column(struct buf *to, const char *table, const char *account)
{
    ADD(to, "ALTER TABLE ", table, " ADD COLUMN household bigint NOT NULL DEFAULT 1; ");
    ADD(to, "UPDATE ", table, " SET household = a.household FROM account a WHERE a.seq = ", table, ".",
        account, " AND a.household <> 1; ");
    ADD(to, "ALTER TABLE ", table, " ALTER COLUMN household SET DEFAULT " POSTGRES_ACTS_FOR "; ");
    ADD(to, "CREATE OR REPLACE FUNCTION ", table,
        "_household() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.household := coalesce((SELECT "
        "household "
        "FROM account WHERE seq = NEW.",
        account, "), 0); RETURN NEW; END $$; ");
    ADD(to, "CREATE TRIGGER ", table, "_household BEFORE INSERT ON ", table,
        " FOR EACH ROW WHEN (NEW.household = 0) EXECUTE FUNCTION ", table, "_household(); ");
}

static const char same_household[] =
    "ALTER TABLE account ADD CONSTRAINT account_household UNIQUE (seq, household); "
    "ALTER TABLE month_total DROP CONSTRAINT IF EXISTS month_total_account_fkey, ADD CONSTRAINT "
    "month_total_account_household FOREIGN KEY (account, household) REFERENCES account (seq, household); ";

/* The tables of bookings that have no such column yet, by name. */
static const char bare[] =
    "SELECT c.relname FROM pg_class c WHERE c.relkind IN ('r', 'p') AND c.relnamespace = "
    "current_schema()::regnamespace AND c.relname IN ('txn', 'transfer', 'month_total') AND NOT EXISTS "
    "(SELECT "
    "FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'household' AND NOT a.attisdropped)";

enum err postgres_bookings_make(struct ctx *c, struct postgres_connection *connection)
{
    PGresult *tables;
    struct buf script = {0};
    TRY(postgres_simple(c, connection, bare, &tables));
    for (int row = 0; row < PQntuples(tables); row++)
        for (size_t i = 0; i < sizeof bookings / sizeof *bookings; i++)
            if (strcmp(PQgetvalue(tables, row, 0), bookings[i].table) == 0) {
                write_column(&script, bookings[i].table, bookings[i].account);
                if (strcmp(bookings[i].table, "month_total") == 0)
                    buf_z(&script, same_household);
            }
    PQclear(tables);
    enum err e = OK;
    if (script.len > 0) {
        postgres_see_as(connection, 0); /* else no row is there to be filled */
        /* Whole tables are read for once. */
        buf_z(&script, "SET LOCAL enable_hashjoin = off; SET LOCAL enable_seqscan = off; ");
        e = postgres_simple(c, connection, "SET LOCAL enable_hashjoin = on; SET LOCAL enable_seqscan = on",
                            NULL);
        if (e == OK)
            e = postgres_simple(c, connection, script.at, NULL);
    }
    buf_free(&script);
    return e;
}

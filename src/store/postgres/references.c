/* The references of the large tables. A foreign key costs PostgreSQL a lookup and a lock for each row: of the 50 s that a million transactions
 * took, 35. For these tables it is replaced by a trigger that looks once for all rows of a statement, which is sound because one transaction
 * writes at a time. What names a row keeps it from being deleted, as a foreign key would. */
#include "store/postgres/dialect.h"

const char *const postgres_large[POSTGRES_LARGE_COUNT] = {"txn", "transfer"};

bool postgres_is_large(struct text table)
{
    for (int i = 0; i < POSTGRES_LARGE_COUNT; i++)
        if (text_is(table, postgres_large[i]))
            return true;
    return false;
}

static void add_check(struct buf *to, const struct postgres_reference *r, const char *before)
{
    buf_printf(
        to,
        "%s EXISTS (SELECT FROM (SELECT DISTINCT %.*s AS k FROM fresh) f WHERE k IS NOT NULL AND NOT EXISTS "
        "(SELECT FROM %.*s p WHERE p.%.*s = f.k))",
        before, TEXT_ARGS(r->column), TEXT_ARGS(r->parent), TEXT_ARGS(r->key));
}

static void add_keeper(struct buf *to, struct text table, const struct postgres_reference *r)
{
    buf_printf(
        to,
        "; CREATE FUNCTION %.*s_%.*s_keeps() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF EXISTS (SELECT FROM %.*s WHERE %.*s = OLD.%.*s) THEN RAISE foreign_key_violation USING MESSAGE = "
        "'a row of table \"%.*s\" is named in table \"%.*s\"'; END IF; "
        "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$",
        TEXT_ARGS(table), TEXT_ARGS(r->column), TEXT_ARGS(table), TEXT_ARGS(r->column), TEXT_ARGS(r->key),
        TEXT_ARGS(r->parent), TEXT_ARGS(table));
    buf_printf(to,
               "; CREATE TRIGGER %.*s_%.*s_keeps BEFORE DELETE OR UPDATE OF %.*s ON %.*s FOR EACH ROW "
               "EXECUTE FUNCTION %.*s_%.*s_keeps()",
               TEXT_ARGS(table), TEXT_ARGS(r->column), TEXT_ARGS(r->key), TEXT_ARGS(r->parent),
               TEXT_ARGS(table), TEXT_ARGS(r->column));
}

void postgres_references_write(struct buf *to, struct text table, const struct postgres_reference *references,
                               int count)
{
    static const char *const events[] = {"insert", "update"};
    if (count == 0)
        return;
    buf_printf(to, "; CREATE FUNCTION %.*s_refers() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF",
               TEXT_ARGS(table));
    for (int i = 0; i < count; i++)
        add_check(to, &references[i], i == 0 ? "" : " OR");
    buf_printf(
        to,
        " THEN RAISE foreign_key_violation USING MESSAGE = 'a row of table \"%.*s\" names one that is not "
        "there'; END IF; RETURN NULL; END $$",
        TEXT_ARGS(table));
    for (int i = 0; i < 2; i++)
        buf_printf(to,
                   "; CREATE TRIGGER %.*s_refers_%s AFTER %s ON %.*s REFERENCING NEW TABLE AS fresh FOR EACH "
                   "STATEMENT EXECUTE FUNCTION %.*s_refers()",
                   TEXT_ARGS(table), events[i], events[i], TEXT_ARGS(table), TEXT_ARGS(table));
    for (int i = 0; i < count; i++)
        add_keeper(to, table, &references[i]);
}

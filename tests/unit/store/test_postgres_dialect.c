/* The program's SQL in PostgreSQL's words. */
#include "store/postgres/dialect.h"
#include "support.h"

static void becomes(const char *expected, const char *sql)
{
    struct postgres_dialect dialect;
    postgres_dialect_init(&dialect, sql);
    assert_string_equal(expected, dialect.sql);
    postgres_dialect_release(&dialect);
}

static void rewrites_words(void **state)
{
    (void)state;
    becomes("SELECT $1, $12", "SELECT ?1, ?12");
    becomes("CREATE TABLE t (seq bigint PRIMARY KEY, text text COLLATE \"C\" NOT NULL, data bytea)",
            "CREATE TABLE t (seq INTEGER PRIMARY KEY, text TEXT NOT NULL, data BLOB)");
    becomes("ALTER TABLE t ADD COLUMN why text COLLATE \"C\"", "ALTER TABLE t ADD COLUMN why TEXT");
    becomes("CREATE TABLE t (name text COLLATE \"C\") ; SELECT 1",
            "CREATE TABLE t (name TEXT) WITHOUT ROWID; SELECT 1");
    becomes("SELECT CAST(a AS bigint), CAST(b AS text), text FROM t",
            "SELECT CAST(a AS INTEGER), CAST(b AS TEXT), text FROM t");
    becomes("UPDATE t SET id = '\\x00fF'::bytea WHERE x = 1", "UPDATE t SET id = X'00fF' WHERE x = 1");
    becomes("INSERT INTO p (\"only\", txn) VALUES (1, 2)", "INSERT INTO p (only, txn) VALUES (1, 2)");
    becomes("", "");
}

static void rewrites_calls(void **state)
{
    (void)state;
    becomes("SELECT coalesce(sum((a - b) * 2)::bigint, 0), total",
            "SELECT coalesce(sum((a - b) * 2), 0), total");
    becomes("SELECT substr(type, 1, $5::int) = $4, max($5)", "SELECT substr(type, 1, ?5) = ?4, max(?5)");
    becomes("SELECT substr($1, 2)", "SELECT substr(?1, 2)");
}

static void leaves_strings_alone(void **state)
{
    (void)state;
    becomes("SELECT '?1 INTEGER; it''s X''00''', \"BLOB\" FROM t",
            "SELECT '?1 INTEGER; it''s X''00''', \"BLOB\" FROM t");
    becomes(" CREATE TABLE t (n bigint)", "-- a BLOB, ?1 and 'an open string\nCREATE TABLE t (n INTEGER)");
    becomes("SELECT 'without an end ?1", "SELECT 'without an end ?1");
}

static void knows_what_a_text_is(void **state)
{
    (void)state;
    static const struct {
        const char *sql;
        bool one, walks;
        int parameters;
        const char *into;
    } cases[] = {
        {"SELECT a FROM t ORDER BY a", true, true, 0, NULL},
        {"SELECT a FROM t ORDER BY a LIMIT 3", true, false, 0, NULL},
        {"SELECT a FROM t WHERE a > ?3 ORDER BY a;\n", true, false, 3, NULL},
        {"SELECT 1; SELECT 2", false, false, 0, NULL},
        {"INSERT INTO txn (a, b) VALUES (?1, ?2)", true, false, 2, "txn (a, b)"},
        {"INSERT INTO txn (a, b, c) VALUES (?2, ?1, ?2)", true, false, 2, "txn (a, b, c)"},
        {"INSERT INTO txn (a, b) VALUES (?1, 0)", true, false, 1, NULL},
        {"INSERT INTO txn (a, b) VALUES (?1, ?2) ON CONFLICT DO NOTHING", true, false, 2, NULL},
        {"INSERT INTO txn (a) VALUES (?1), (?2)", true, false, 2, NULL},
        {"INSERT INTO txn (a, b) VALUES (?1)", true, false, 1, NULL},
        {"INSERT INTO txn VALUES (?1, ?2)", true, false, 2, NULL},
        {"", false, false, 0, NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct postgres_dialect dialect;
        postgres_dialect_init(&dialect, cases[i].sql);
        assert_int_equal(cases[i].one, dialect.one);
        assert_int_equal(cases[i].walks, dialect.walks);
        assert_int_equal(cases[i].parameters, dialect.parameters);
        assert_int_equal(cases[i].into == NULL, dialect.into == NULL);
        if (cases[i].into != NULL) {
            assert_string_equal(cases[i].into, dialect.into);
            assert_text("txn", dialect.table);
        }
        postgres_dialect_release(&dialect);
    }
}

static void finds_tables_by_whole_words(void **state)
{
    (void)state;
    struct postgres_dialect dialect;
    postgres_dialect_init(&dialect, "SELECT 'txn', txn_id, \"txn\" FROM transfer t -- txn");
    assert_true(postgres_dialect_names(&dialect, TEXT("transfer")));
    assert_false(postgres_dialect_names(&dialect, TEXT("txn")));
    postgres_dialect_release(&dialect);
}

/* Of a large table references become triggers, of others they stay. */
static void keeps_references(void **state)
{
    (void)state;
    struct postgres_dialect dialect;
    postgres_dialect_init(
        &dialect,
        "CREATE TABLE txn (seq INTEGER PRIMARY KEY, payee INTEGER REFERENCES payee (seq), n INTEGER);"
        "CREATE TABLE part (txn INTEGER NOT NULL REFERENCES txn (seq));");
    const char *sql = dialect.sql;
    assert_non_null(strstr(sql, "payee bigint , n bigint)"));
    assert_non_null(strstr(sql, "SELECT DISTINCT payee AS k FROM fresh"));
    assert_non_null(strstr(sql, "AFTER insert ON txn"));
    assert_non_null(strstr(sql, "BEFORE DELETE OR UPDATE OF seq ON payee"));
    assert_non_null(strstr(sql, "txn bigint NOT NULL REFERENCES txn (seq)"));
    postgres_dialect_release(&dialect);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rewrites_words),       cmocka_unit_test(rewrites_calls),
        cmocka_unit_test(leaves_strings_alone), cmocka_unit_test(knows_what_a_text_is),
        cmocka_unit_test(keeps_references),     cmocka_unit_test(finds_tables_by_whole_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

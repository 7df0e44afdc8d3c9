/* Moving a store: the list of what is moved against the schema, values at the edges, and that nothing false is taken for equal. */
#include "store/copy/copy.h"
#include "store/migrate.h"
#include "store/store_driver.h"
#include "support.h"

enum { ROWS = 3, COLUMNS_MAX = 40, NAME_MAX_BYTES = 64 };

static struct store *fresh(struct ctx *c)
{
    struct store *store;
    assert_ok(c, store_open(c, &store_sqlite, ":memory:", true, &store));
    assert_ok(c, migrate_up(c, store));
    return store;
}

static bool step(struct ctx *c, struct store_query *q)
{
    bool row;
    assert_ok(c, store_next(c, q, &row));
    return row;
}

/* -- The list and the schema -- */

struct column {
    char name[NAME_MAX_BYTES];
    char kind;
    bool nullable;
    int key;                        /* its place in the primary key, from 1; 0: none */
    char refers_to[NAME_MAX_BYTES]; /* a table, "" */
};

struct table {
    struct column columns[COLUMNS_MAX];
    int count;
};

static void keep(char out[NAME_MAX_BYTES], struct text t)
{
    snprintf(out, NAME_MAX_BYTES, "%.*s", TEXT_ARGS(t));
}

static struct column *find_column(struct table *t, const char *name, size_t len)
{
    for (int i = 0; i < t->count; i++)
        if (strlen(t->columns[i].name) == len && memcmp(t->columns[i].name, name, len) == 0)
            return &t->columns[i];
    return NULL;
}

static void read_table(struct ctx *c, struct store_tx *tx, const char *name, struct table *t)
{
    struct store_query *q;
    *t = (struct table){.count = 0};
    assert_ok(c, store_query(c, tx, "SELECT name, type, \"notnull\", pk FROM pragma_table_info(?1)", &q));
    store_bind_text(q, 1, text_of(name));
    while (step(c, q)) {
        struct column *column = &t->columns[t->count++];
        assert_true(t->count < COLUMNS_MAX);
        keep(column->name, store_text(q, 0));
        struct text type = store_text(q, 1);
        column->kind = text_is(type, "INTEGER") ? 'i'
                       : text_is(type, "TEXT")  ? 't'
                       : text_is(type, "BLOB")  ? 'b'
                                                : '?';
        column->key = (int)store_int(q, 3);
        column->nullable = store_int(q, 2) == 0 && column->key == 0;
    }
    assert_ok(c, store_query(c, tx, "SELECT \"from\", \"table\" FROM pragma_foreign_key_list(?1)", &q));
    store_bind_text(q, 1, text_of(name));
    while (step(c, q)) {
        struct text from = store_text(q, 0);
        keep(find_column(t, from.at, from.len)->refers_to, store_text(q, 1));
    }
}

static int place_of(const char *name)
{
    for (int i = 0; copy_tables[i].name != NULL; i++)
        if (strcmp(copy_tables[i].name, name) == 0)
            return i;
    return -1;
}

static bool stays_behind(const char *name)
{
    for (const struct copy_left_out *out = copy_left_out; out->name != NULL; out++)
        if (strcmp(out->name, name) == 0)
            return true;
    return false;
}

/* Each table of the newest schema is either moved or left behind, and none that is not there is spoken of. */
static void every_table_is_listed(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct store *store = fresh(&c);
    struct store_tx *tx;
    struct store_query *q;
    int tables = 0, listed = 0;
    assert_ok(&c, store_begin_read(&c, store, &tx));
    assert_ok(&c,
              store_query(&c, tx,
                          "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
                          &q));
    while (step(&c, q)) {
        const char *name = text_z(c.arena, store_text(q, 0));
        tables++;
        if ((place_of(name) >= 0) == stays_behind(name))
            fail_msg("%s is not in exactly one of copy_tables and copy_left_out (src/store/copy/tables.c)",
                     name);
    }
    for (int i = 0; copy_tables[i].name != NULL; i++, listed++)
        assert_int_equal(i, place_of(copy_tables[i].name));
    for (int i = 0; copy_left_out[i].name != NULL; i++)
        listed++;
    assert_int_equal(tables, listed);
    assert_true(listed < COPY_TABLES_MAX);
    store_rollback(tx);
    test_ctx_end(&c);
    store_close(store);
}

/* Takes ", "-separated names up to `end` and holds them against the table; gives their number. */
static int check_names(const char *sql, const char *begin, const char *end, const struct copy_table *copied,
                       struct table *t)
{
    const char *at = strstr(sql, begin);
    int count = 0;
    assert_non_null(at);
    at += strlen(begin);
    for (;; count++) {
        size_t len = strcspn(at, ", )");
        struct column *column = find_column(t, at, len);
        if (column == NULL)
            fail_msg("%s has no column %.*s", copied->name, (int)len, at);
        assert_int_equal(copied->kinds[count], column->kind);
        assert_int_equal(column->key, count < copied->keys ? count + 1 : 0);
        at += len;
        if (strncmp(at, end, strlen(end)) == 0)
            return count + 1;
        assert_memory_equal(at, ", ", 2);
        at += 2;
    }
}

/* "a > ?1 ORDER BY a LIMIT n", "(a, b) > (?1, ?2) ORDER BY a, b LIMIT n" */
static void check_order(struct ctx *c, const struct copy_table *copied, struct table *t)
{
    struct buf *names = buf_in_arena(c->arena), *values = buf_in_arena(c->arena);
    for (int key = 1; key <= copied->keys; key++) {
        for (int i = 0; i < t->count; i++)
            if (t->columns[i].key == key)
                buf_printf(names, "%s%s", key > 1 ? ", " : "", t->columns[i].name);
        buf_printf(values, "%s?%d", key > 1 ? ", " : "", key);
    }
    const char *open = copied->keys > 1 ? "(" : "", *close = copied->keys > 1 ? ")" : "";
    const char *expected =
        arena_printf(c->arena, " FROM %s WHERE %s%s%s > %s%s%s ORDER BY %s LIMIT ", copied->name, open,
                     names->at, close, open, values->at, close, names->at);
    const char *found = strstr(copied->page, expected);
    if (found == NULL)
        fail_msg("%s\nis not …%sn", copied->page, expected);
    assert_int_equal(strspn(found + strlen(expected), "0123456789"), strlen(found + strlen(expected)));
}

static void check_values(struct ctx *c, const struct copy_table *copied, int count)
{
    struct buf *values = buf_in_arena(c->arena);
    for (int i = 1; i <= count; i++)
        buf_printf(values, "%s?%d", i > 1 ? ", " : ") VALUES (", i);
    buf_char(values, ')');
    const char *found = strstr(copied->insert, ") VALUES (");
    assert_non_null(found);
    assert_string_equal(values->at, found);
}

/* What follows the table's name. */
static const char *after(const char *sql, const char *begin, const struct copy_table *copied)
{
    size_t len = strlen(begin);
    if (strncmp(sql, begin, len) != 0 || strncmp(sql + len, copied->name, strlen(copied->name)) != 0)
        fail_msg("%s does not begin with %s%s", sql, begin, copied->name);
    return sql + len + strlen(copied->name);
}

static void every_column_is_copied(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct store *store = fresh(&c);
    struct store_tx *tx;
    struct table t;
    assert_ok(&c, store_begin_read(&c, store, &tx));
    for (const struct copy_table *copied = copy_tables; copied->name != NULL; copied++) {
        read_table(&c, tx, copied->name, &t);
        assert_int_equal(t.count, strlen(copied->kinds));
        assert_true(copied->keys >= 1 && copied->keys <= COPY_KEYS_MAX);
        assert_int_equal(t.count, check_names(copied->page, "SELECT ", " FROM", copied, &t));
        assert_int_equal(t.count,
                         check_names(after(copied->insert, "INSERT INTO ", copied), " (", ")", copied, &t));
        assert_string_equal("", after(copied->count, "SELECT count(*) FROM ", copied));
        check_order(&c, copied, &t);
        check_values(&c, copied, t.count);
        /* PostgreSQL looks at once whether what a row refers to is there. */
        for (int i = 0; i < t.count; i++)
            if (t.columns[i].refers_to[0] != '\0')
                assert_in_range(place_of(t.columns[i].refers_to), 0,
                                (unsigned long)(copied - copy_tables - 1));
    }
    store_rollback(tx);
    test_ctx_end(&c);
    store_close(store);
}

/* -- Copying -- */

/* Row 0 is small and empty, row 1 large and odd, row 2 as usual; none has a value of another's, so unique columns stay unique. */
static void bind_made_up(struct ctx *c, struct store_query *q, int at, const struct column *column, int row)
{
    static const int64_t numbers[ROWS] = {INT64_MIN, INT64_MAX, 3};
    static const char *const texts[ROWS] = {"", "\xc3\xa4\xe2\x82\xac \xf0\x9f\x90\x8c 'quoted' \\ \t\n",
                                            "plain"};
    char *bytes = arena_alloc(c->arena, 16);
    memset(bytes, row == 1 ? 0 : 0x80 + row, 16);
    bool named = column->key > 0 || column->refers_to[0] != '\0';
    if (named && column->kind == 'i')
        store_bind_int(q, at, row + 1);
    else if (named && column->kind == 't')
        store_bind_text(q, at, text_of(arena_printf(c->arena, "key %d", row)));
    else if (named)
        store_bind_blob(q, at, bytes, 16);
    else if (column->nullable && row == 0)
        store_bind_null(q, at);
    else if (column->kind == 'i')
        store_bind_int(q, at, numbers[row]);
    else if (column->kind == 't')
        store_bind_text(q, at, text_of(texts[row]));
    else
        store_bind_blob(q, at, row == 0 ? "" : bytes, row == 0 ? 0 : 16);
}

static struct column *column_of_list(const struct copy_table *copied, struct table *t, int i)
{
    const char *at = strstr(copied->page, "SELECT ") + strlen("SELECT ");
    for (; i > 0; i--)
        at += strcspn(at, " ") + 1;
    return find_column(t, at, strcspn(at, ", "));
}

/* Three rows in every table, in place of what the schema brings. */
static void fill(struct ctx *c, struct store_tx *tx)
{
    struct store_query *q;
    struct table t;
    for (const struct copy_table *copied = copy_tables; copied->name != NULL; copied++) {
        if (copied->clear != NULL) {
            assert_ok(c, store_query(c, tx, copied->clear, &q));
            assert_ok(c, store_run(c, q, NULL));
        }
        read_table(c, tx, copied->name, &t);
        for (int row = 0; row < ROWS; row++) {
            assert_ok(c, store_query(c, tx, copied->insert, &q));
            for (int i = 0; i < t.count; i++)
                bind_made_up(c, q, i + 1, column_of_list(copied, &t, i), row);
            assert_ok(c, store_run(c, q, NULL));
        }
    }
}

struct pair {
    struct ctx c;
    struct store *from, *to;
    struct store_tx *source, *target;
    struct copy_digests read;
};

static void pair_begin(struct pair *p)
{
    struct store_tx *tx;
    *p = (struct pair){.c = test_ctx()};
    p->from = fresh(&p->c);
    p->to = fresh(&p->c);
    assert_ok(&p->c, store_begin(&p->c, p->from, &tx));
    fill(&p->c, tx);
    assert_ok(&p->c, store_commit(&p->c, tx));
    assert_ok(&p->c, store_begin_read(&p->c, p->from, &p->source));
    assert_ok(&p->c, store_begin_bulk(&p->c, p->to, &p->target));
}

static void pair_end(struct pair *p)
{
    test_ctx_end(&p->c);
    store_close(p->from);
    store_close(p->to);
}

static void run_on(struct pair *p, struct store_tx *tx, const char *sql)
{
    struct store_query *q;
    int64_t changed;
    assert_ok(&p->c, store_query(&p->c, tx, sql, &q));
    assert_ok(&p->c, store_run(&p->c, q, &changed));
    assert_true(changed > 0);
}

static bool same_value(struct store_query *a, struct store_query *b, int i, char kind)
{
    if (store_is_null(a, i) || store_is_null(b, i))
        return store_is_null(a, i) && store_is_null(b, i);
    return kind == 'i'   ? store_int(a, i) == store_int(b, i)
           : kind == 't' ? text_equal(store_text(a, i), store_text(b, i))
                         : text_equal(store_blob(a, i), store_blob(b, i));
}

static void bind_first_keys(const struct copy_table *copied, struct store_query *q)
{
    for (int i = 0; i < copied->keys; i++)
        if (copied->kinds[i] == 'i')
            store_bind_int(q, i + 1, INT64_MIN);
        else if (copied->kinds[i] == 't')
            store_bind_text(q, i + 1, TEXT(""));
        else
            store_bind_blob(q, i + 1, "", 0);
}

static void assert_same_rows(struct pair *p, const struct copy_table *copied)
{
    struct store_query *a, *b;
    bool row_a, row_b;
    assert_ok(&p->c, store_query(&p->c, p->source, copied->page, &a));
    assert_ok(&p->c, store_query(&p->c, p->target, copied->page, &b));
    bind_first_keys(copied, a);
    bind_first_keys(copied, b);
    for (int rows = 0;; rows++) {
        assert_ok(&p->c, store_next(&p->c, a, &row_a));
        assert_ok(&p->c, store_next(&p->c, b, &row_b));
        assert_int_equal(row_a, row_b);
        assert_int_equal(row_a, rows < ROWS);
        if (!row_a)
            return;
        for (int i = 0; copied->kinds[i] != '\0'; i++)
            if (!same_value(a, b, i, copied->kinds[i]))
                fail_msg("%s, row %d, column %d differ", copied->name, rows, i);
    }
}

static void values_at_the_edges_arrive(void **state)
{
    (void)state;
    struct pair p;
    struct text content;
    int64_t rows, compared, last, tables = 0;
    pair_begin(&p);
    assert_ok(&p.c, copy_find_content(&p.c, p.target, &content));
    assert_text("", content);
    assert_ok(&p.c, copy_run(&p.c, p.source, p.target, NULL, &p.read));
    for (const struct copy_table *copied = copy_tables; copied->name != NULL; copied++, tables++)
        assert_same_rows(&p, copied);
    assert_ok(&p.c, copy_check_rows(&p.c, p.target, NULL, &p.read));
    assert_ok(&p.c, copy_check_balances(&p.c, p.source, p.target, &compared));
    assert_int_equal(ROWS, compared);
    assert_ok(&p.c, copy_check_events(&p.c, p.source, p.target, &last));
    assert_int_equal(ROWS, last);
    assert_ok(&p.c, copy_count_rows(&p.c, p.source, &rows));
    assert_int_equal(ROWS * tables, rows);
    assert_ok(&p.c, store_commit(&p.c, p.target));
    pair_end(&p);
}

static enum err count_passed(struct ctx *c, void *self, const struct copy_table *table, int64_t rows)
{
    (void)c, (void)table;
    *(int64_t *)self += rows;
    return OK;
}

/* More rows than a page holds, with gaps, and keys of two columns that end a page in the middle of the first. */
static void pages_follow_each_other(void **state)
{
    (void)state;
    struct pair p;
    int64_t passed = 0, rows;
    const struct copy_listener listener = {count_passed, &passed};
    pair_begin(&p);
    store_rollback(p.source);
    struct store_tx *tx;
    assert_ok(&p.c, store_begin(&p.c, p.from, &tx));
    run_on(&p, tx,
           "INSERT INTO inbox (consumer, event) WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 "
           "FROM n WHERE i < 8999) "
           "SELECT 'agent ' || (i % 7), i * 3 FROM n");
    run_on(&p, tx,
           "INSERT INTO login_failure (account, failures, failed_us) WITH RECURSIVE n (i) AS (SELECT 10 "
           "UNION ALL SELECT i + 1 FROM n "
           "WHERE i < 3000) SELECT cast(i AS BLOB), i, i FROM n");
    assert_ok(&p.c, store_commit(&p.c, tx));
    assert_ok(&p.c, store_begin_read(&p.c, p.from, &p.source));
    assert_ok(&p.c, copy_run(&p.c, p.source, p.target, &listener, &p.read));
    assert_int_equal(9000 + ROWS, p.read.of[place_of("inbox")].rows);
    assert_int_equal(2991 + ROWS, p.read.of[place_of("login_failure")].rows);
    assert_ok(&p.c, copy_count_rows(&p.c, p.target, &rows));
    assert_int_equal(rows, passed);
    assert_ok(&p.c, copy_check_rows(&p.c, p.target, &listener, &p.read));
    assert_int_equal(2 * rows, passed);
    pair_end(&p);
}

/* Nothing that differs is taken for equal. */
static void what_differs_is_found(void **state)
{
    (void)state;
    static const struct {
        const char *change, *table;
    } cases[] = {
        {"UPDATE txn SET amount = amount + 1 WHERE seq = 3", "txn"},
        {"UPDATE txn SET memo = '' WHERE seq = 1 AND memo IS NULL", "txn"},
        {"UPDATE txn SET text = text || ' ' WHERE seq = 3", "txn"},
        {"UPDATE person SET password = NULL WHERE seq = 3", "person"},
        {"UPDATE event SET causation = X'' WHERE seq = 1", "event"},
        {"DELETE FROM inbox WHERE event = 2", "inbox"},
        {"INSERT INTO inbox (consumer, event) VALUES ('key 9', 9)", "inbox"},
        {"UPDATE inbox SET event = 7 WHERE event = 3", "inbox"},
        {"UPDATE counter SET next = next - 1 WHERE name = 'key 2'", "counter"},
        {"INSERT INTO consumer (name, event, tries, next_try_us) VALUES ('', 1, 1, 1)", "consumer"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct pair p;
        pair_begin(&p);
        assert_ok(&p.c, copy_run(&p.c, p.source, p.target, NULL, &p.read));
        run_on(&p, p.target, cases[i].change);
        assert_err(ERR_CORRUPT, copy_check_rows(&p.c, p.target, NULL, &p.read));
        if (strstr(p.c.why, cases[i].table) == NULL)
            fail_msg("%s: %s", cases[i].change, p.c.why);
        pair_end(&p);
    }
}

static void balances_and_the_log_are_compared(void **state)
{
    (void)state;
    struct pair p;
    int64_t n;
    pair_begin(&p);
    assert_ok(&p.c, copy_run(&p.c, p.source, p.target, NULL, &p.read));
    run_on(&p, p.target, "UPDATE month_total SET pending_credit = 4 WHERE account = 3");
    assert_err(ERR_CORRUPT, copy_check_balances(&p.c, p.source, p.target, &n));
    assert_string_equal("the balance of account 3 differs", p.c.why);
    pair_end(&p);
    pair_begin(&p);
    assert_ok(&p.c, copy_run(&p.c, p.source, p.target, NULL, &p.read));
    run_on(&p, p.target, "DELETE FROM month_total WHERE account = 3");
    assert_err(ERR_CORRUPT, copy_check_balances(&p.c, p.source, p.target, &n));
    run_on(&p, p.target, "DELETE FROM dead_letter");
    run_on(&p, p.target, "DELETE FROM task");
    run_on(&p, p.target, "DELETE FROM event WHERE seq = 3");
    assert_err(ERR_CORRUPT, copy_check_events(&p.c, p.source, p.target, &n));
    pair_end(&p);
}

/* No walk along the keys comes to a row that has nothing as its key: it is told, not lost. */
static void a_row_that_would_be_passed_over_is_told(void **state)
{
    (void)state;
    struct pair p;
    struct store_tx *tx;
    pair_begin(&p);
    store_rollback(p.source);
    assert_ok(&p.c, store_begin(&p.c, p.from, &tx));
    run_on(&p, tx, "INSERT INTO consumer (name, event, tries, next_try_us) VALUES ('', 1, 1, 1)");
    assert_ok(&p.c, store_commit(&p.c, tx));
    assert_ok(&p.c, store_begin_read(&p.c, p.from, &p.source));
    assert_err(ERR_CORRUPT, copy_run(&p.c, p.source, p.target, NULL, &p.read));
    assert_string_equal("table consumer: 3 of 4 rows can be read in order", p.c.why);
    pair_end(&p);
}

static enum err stop_at_txn(struct ctx *c, void *self, const struct copy_table *table, int64_t rows)
{
    (void)self, (void)rows;
    return strcmp(table->name, "txn") == 0 ? (fail)(c, ERR_CANCELLED, "enough") : OK;
}

/* What was stopped is as it was: empty, with what the schema brings, and takes a copy. */
static void a_copy_that_ended_early_left_nothing(void **state)
{
    (void)state;
    struct pair p;
    struct text content;
    const struct copy_listener listener = {stop_at_txn, NULL};
    pair_begin(&p);
    assert_err(ERR_CANCELLED, copy_run(&p.c, p.source, p.target, &listener, &p.read));
    assert_string_equal("table txn: enough", p.c.why);
    store_rollback(p.target);
    assert_ok(&p.c, store_begin_bulk(&p.c, p.to, &p.target));
    assert_ok(&p.c, copy_find_content(&p.c, p.target, &content));
    assert_text("", content);
    run_on(&p, p.target, "UPDATE counter SET next = next WHERE name = 'txn'");
    assert_ok(&p.c, copy_run(&p.c, p.source, p.target, NULL, &p.read));
    assert_ok(&p.c, store_commit(&p.c, p.target));
    pair_end(&p);
}

static void what_is_there_is_named(void **state)
{
    (void)state;
    struct pair p;
    struct text content;
    pair_begin(&p);
    /* A server that ran on an empty store leaves such rows. */
    run_on(&p, p.target,
           "INSERT INTO consumer (name, event, tries, next_try_us) VALUES ('agent/analytics', 0, 0, 0)");
    run_on(&p, p.target, "UPDATE household SET id = X'0102030405060708090a0b0c0d0e0f10'");
    run_on(&p, p.target, "UPDATE search_place SET format = 1");
    assert_ok(&p.c, copy_find_content(&p.c, p.target, &content));
    assert_text("", content);
    run_on(&p, p.target, "UPDATE household SET name = 'Ours'");
    run_on(&p, p.target,
           "INSERT INTO person (seq, id, email, name, locale, zone, password_us, created_us) "
           "VALUES (1, X'00', 'a@b', 'A', '', '', 0, 0), (2, X'01', 'b@b', 'B', '', '', 0, 0)");
    assert_ok(&p.c, copy_find_content(&p.c, p.target, &content));
    assert_text("household 1, person 2", content);
    assert_ok(&p.c, copy_find_content(&p.c, p.source, &content));
    assert_true(text_find(content, TEXT("txn 3")) >= 0 && text_find(content, TEXT("counter")) < 0);
    pair_end(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_table_is_listed),
        cmocka_unit_test(every_column_is_copied),
        cmocka_unit_test(values_at_the_edges_arrive),
        cmocka_unit_test(pages_follow_each_other),
        cmocka_unit_test(what_differs_is_found),
        cmocka_unit_test(balances_and_the_log_are_compared),
        cmocka_unit_test(a_row_that_would_be_passed_over_is_told),
        cmocka_unit_test(a_copy_that_ended_early_left_nothing),
        cmocka_unit_test(what_is_there_is_named),
    };
    return cmocka_run_group_tests_name("copying a store", tests, NULL, NULL);
}

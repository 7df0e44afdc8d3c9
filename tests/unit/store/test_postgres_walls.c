/* Walls between households on a real PostgreSQL, for a role that is no superuser. The tables come from the catalogue: one that a later schema
 * change adds has a wall, or stands among those that are open to all, or fails here. */
#include "servers/postgres.h"
#include "store/migrate.h"
#include "store/postgres/inner.h"

enum { MINE = 2, OTHERS = 3, NOBODYS = 4, TABLES_MAX = 100 };

struct world {
    char *url, *admin;
    struct store *store;
    char *tables[TABLES_MAX]; /* those that have walls */
    int count;
};

/* One row of a household for any table: its numbers and ids are all n, so that rows name each other. Without checks of references, and so as
 * the superuser. */
static const char furniture[] =
    "CREATE FUNCTION row_of(t text, h bigint, n bigint) RETURNS text LANGUAGE sql AS $$ SELECT "
    "format('INSERT INTO %I "
    "(%s) "
    "VALUES (%s)', t, string_agg(quote_ident(column_name), ', '), string_agg(CASE WHEN column_name = "
    "'household' OR "
    "(t = 'household' AND column_name = 'seq') THEN h::text WHEN data_type = 'bigint' THEN n::text "
    "WHEN data_type = 'bytea' THEN format('%L::bytea', decode(lpad(n::text, 32, '0'), 'hex')) ELSE "
    "quote_literal('x' || n) "
    "END, ', ')) FROM information_schema.columns WHERE table_schema = 'public' AND table_name = t $$;"
    "CREATE FUNCTION furnish(h bigint) RETURNS void LANGUAGE plpgsql AS $$ DECLARE t text; BEGIN "
    "SET LOCAL session_replication_role = replica; "
    "FOR t IN SELECT relname FROM pg_class WHERE relrowsecurity LOOP "
    "EXECUTE row_of(t, h, h * 1000); END LOOP; END $$;";

/* The text of a statement for one table. */
static char *on(const char *before, const char *table, const char *after)
{
    char *sql = NULL;
    if (asprintf(&sql, "%s%s%s", before, table, after) < 0)
        fail_msg("no memory");
    return sql;
}

static int open_world(void **state)
{
    struct ctx c = test_ctx();
    struct world *w = calloc(1, sizeof *w);
    w->url = postgres_fresh_walled();
    w->admin = on("postgresql://florin", strchr(w->url, '@'), "");
    assert_ok(&c, store_open(&c, &store_postgres, w->url, true, &w->store));
    assert_ok(&c, migrate_up(&c, w->store));
    free(postgres_ask(w->admin, furniture));
    free(postgres_ask_of(w->admin, "SELECT furnish($1::bigint)", MINE));
    free(postgres_ask_of(w->admin, "SELECT furnish($1::bigint)", OTHERS));
    char *all = postgres_ask(w->admin, "SELECT string_agg(relname, ' ' ORDER BY relname) FROM pg_class WHERE "
                                       "relkind = 'r' AND relrowsecurity");
    for (char *rest = all, *name; (name = strtok_r(rest, " ", &rest)) != NULL;)
        w->tables[w->count++] = name;
    test_ctx_end(&c);
    *state = w;
    return 0;
}

static int close_world(void **state)
{
    struct world *w = *state;
    store_close(w->store);
    postgres_drop(w->url);
    free(w->admin);
    if (w->count > 0)
        free(w->tables[0]);
    free(w);
    return 0;
}

/* -- Asking as a household; 0: as everybody -- */

static enum err change(struct store *store, int64_t household, const char *sql, int64_t *changed)
{
    struct ctx c = test_ctx();
    struct store_tx *tx;
    struct store_query *q;
    *changed = 0;
    c.household = household;
    assert_ok(&c, store_begin(&c, store, &tx));
    enum err e = store_query(&c, tx, sql, &q);
    if (e == OK)
        e = store_run(&c, q, changed);
    if (e == OK)
        e = store_commit(&c, tx);
    test_ctx_end(&c);
    return e;
}

static int64_t ask_in(struct ctx *c, struct store_tx *tx, const char *sql)
{
    struct store_query *q;
    bool row;
    assert_ok(c, store_query(c, tx, sql, &q));
    assert_ok(c, store_next(c, q, &row));
    int64_t number = store_int(q, 0);
    store_reset(q);
    return number;
}

static int64_t ask(struct store *store, int64_t household, const char *sql)
{
    struct ctx c = test_ctx();
    struct store_tx *tx;
    c.household = household;
    assert_ok(&c, store_begin_read(&c, store, &tx));
    int64_t number = ask_in(&c, tx, sql);
    test_ctx_end(&c);
    return number;
}

static const char count_payees[] = "SELECT count(*) FROM payee";

/* -- Tests -- */

/* Tables that say nothing of a household, and people, who belong to several. Nothing else may be without. */
static const char *const without[] = {
    "search_place",      "search_stale",     "person",      "login_failure",   "counter",  "migration",
    "store_change",      "consumer",         "inbox",       "lease",           "instance", "notice_setting",
    "notice_level",      "notice_choice",    "agent_pause", "embedding_model", "totp",     "security_proof",
    "security_question", "unsubscribe_link",
};

static void every_table_has_a_wall_or_is_known_to_have_none(void **state)
{
    struct world *w = *state;
    char *bare = postgres_ask(
        w->admin,
        "SELECT coalesce(string_agg(relname, ' ' ORDER BY relname), '') FROM pg_class c WHERE "
        "relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace AND NOT (relrowsecurity AND "
        "relforcerowsecurity AND EXISTS (SELECT FROM pg_policy WHERE polrelid = c.oid))");
    size_t open = 0;
    for (char *rest = bare, *name; (name = strtok_r(rest, " ", &rest)) != NULL; open++) {
        bool known = false;
        for (size_t i = 0; i < sizeof without / sizeof *without; i++)
            known = known || strcmp(without[i], name) == 0;
        if (!known)
            fail_msg("the table %s has no wall, and does not stand among those that have none", name);
    }
    free(bare);
    assert_int_equal(sizeof without / sizeof *without, open);
    char *held =
        postgres_ask(w->admin, "SELECT count(*) FROM information_schema.columns JOIN pg_class ON relname = "
                               "table_name WHERE column_name = 'household' AND NOT relrowsecurity");
    assert_string_equal("0", held);
    free(held);
    assert_true(w->count >= 20);
}

/* -- A connection of its own, as the program's role; nothing of the program is between it and the tables -- */

/* How many rows a statement gave or changed; -1: the wall refused it. What it did is undone. */
static int raw(PGconn *pg, const char *sql)
{
    PQclear(PQexec(pg, "BEGIN"));
    PGresult *result = PQexec(pg, sql);
    ExecStatusType status = PQresultStatus(result);
    const char *code = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    int rows = status == PGRES_TUPLES_OK ? PQntuples(result) : (int)strtol(PQcmdTuples(result), NULL, 10);
    if (status == PGRES_FATAL_ERROR && strcmp(code, "42501") == 0)
        rows = -1;
    else if (status == PGRES_FATAL_ERROR)
        fail_msg("%s: %s", sql, PQerrorMessage(pg));
    PQclear(result);
    PQclear(PQexec(pg, "ROLLBACK"));
    return rows;
}

static int raw_on(PGconn *pg, const char *before, const char *table, const char *after)
{
    char *sql = on(before, table, after);
    int rows = raw(pg, sql);
    free(sql);
    return rows;
}

/* One more row of household 3 for the table, with numbers that nobody has. */
static char *fresh_of_others(struct world *w, const char *table)
{
    char *asked = on("SELECT row_of('", table, "', 3, 9000)"), *insert = postgres_ask(w->admin, asked);
    free(asked);
    return insert;
}

/* The driver's own tables of what belongs to others' rows have no column that says whose it is: theirs alone are found by any other. */
static const char *const belonging[] = {"dead_letter",  "notice_try", "edit_undo_txn", "import_touch",
                                        "search_piece", "statement",  "suggestion"};
static bool belongs(const char *table)
{
    for (size_t i = 0; i < sizeof belonging / sizeof *belonging; i++)
        if (strcmp(belonging[i], table) == 0)
            return true;
    return false;
}

/* Some column of it that is a number. */
static char *number_of(struct world *w, const char *table)
{
    char *sql = on("SELECT min(column_name) FROM information_schema.columns WHERE data_type = 'bigint' AND "
                   "table_schema = 'public' AND table_name = '",
                   table, "'");
    char *column = postgres_ask(w->admin, sql);
    free(sql);
    return column;
}

static void shows_its_own_alone(struct world *w, PGconn *pg, const char *table, int its)
{
    char *column = number_of(w, table), *touch = on(" SET ", column, " = "), *same = on(touch, column, "");
    char *insert = fresh_of_others(w, table), *over = on(insert, " ON CONFLICT DO NOTHING", "");
    print_message("    %s by %s\n", table, column);
    assert_int_equal(its, raw_on(pg, "SELECT FROM ", table, ""));
    assert_int_equal(its, raw_on(pg, "UPDATE ", table, same));
    assert_int_equal(its, raw_on(pg, "DELETE FROM ", table, ""));
    assert_int_equal(-1, raw(pg, insert));
    assert_int_equal(-1, raw(pg, over));
    char *const made[] = {column, touch, same, insert, over};
    for (size_t i = 0; i < sizeof made / sizeof *made; i++)
        free(made[i]);
}

/* `its`: how many rows of the table are there for it. */
static void has_its_own_alone(struct world *w, PGconn *pg, const char *table, int its)
{
    const char *owner = strcmp(table, "household") == 0 ? "seq" : "household";
    if (belongs(table)) {
        shows_its_own_alone(w, pg, table, its);
        return;
    }
    char *touch = on("UPDATE ", table, " SET "), *named = on(touch, owner, " = "),
         *same = on(named, owner, "");
    char *theirs = on(" WHERE ", owner, " = 3"), *steal = on(named, "2", theirs), *give = on(named, "3", "");
    char *insert = fresh_of_others(w, table);
    print_message("    %s\n", table);
    assert_int_equal(its, raw_on(pg, "SELECT FROM ", table, ""));
    assert_int_equal(0, raw_on(pg, "SELECT FROM ", table, theirs));
    assert_int_equal(0, raw_on(pg, "DELETE FROM ", table, theirs));
    assert_int_equal(0, raw(pg, steal));
    assert_int_equal(its, raw(pg, same));
    assert_int_equal(its == 0 ? 0 : -1, raw(pg, give));
    assert_int_equal(-1, raw(pg, insert));
    char *over = on(insert, " ON CONFLICT DO NOTHING", "");
    assert_int_equal(-1, raw(pg, over));
    char *const made[] = {touch, named, same, theirs, steal, give, insert, over};
    for (size_t i = 0; i < sizeof made / sizeof *made; i++)
        free(made[i]);
}

static void nothing_of_anothers_is_read_or_written_however_it_is_asked(void **state)
{
    struct world *w = *state;
    PGconn *pg = PQconnectdb(w->url);
    for (int i = 0; i < w->count; i++) { /* who never said who it is */
        has_its_own_alone(w, pg, w->tables[i], 0);
    }
    PQclear(PQexec(pg, "SET florin.household = 2"));
    for (int i = 0; i < w->count; i++)
        has_its_own_alone(w, pg, w->tables[i], 1);
    PQclear(PQexec(pg, "SET florin.household = ''"));
    for (int i = 0; i < w->count; i++)
        has_its_own_alone(w, pg, w->tables[i], 0);
    PQclear(PQexec(pg, "SET florin.household = 0")); /* the program itself */
    for (int i = 0; i < w->count; i++)
        assert_int_equal(2 + (strcmp(w->tables[i], "household") == 0),
                         raw_on(pg, "SELECT FROM ", w->tables[i], ""));
    PQfinish(pg);
}

/* -- The program's own units -- */

static void nothing_moves_to_another_household(void **state)
{
    struct world *w = *state;
    int64_t changed;
    assert_int_equal(ERR_DENIED, change(w->store, MINE, "UPDATE payee SET household = 3", &changed));
}

/* What they name is looked for when they are written. */
static void no_booking_names_what_is_anothers(void **state)
{
    static const char *const of_others[] = {
        ("INSERT INTO txn (seq, id, account, date, amount, state, flags, sorted_by, row_check, text) "
         "VALUES (7, '\\x07', 3000, 1, 1, 1, 1, 1, 1, 'x')"),
        "INSERT INTO transfer VALUES (2000, 7, 3000, 2000, 1, 1, 1, 1, NULL)",
        "INSERT INTO transfer VALUES (2000, 8, 2000, 3000, 1, 1, 1, 1, NULL)",
        "INSERT INTO month_total VALUES (3000, 7, 7, 1, 1, 1, 1, 1)",
        "UPDATE txn SET account = 3000",
        "UPDATE txn SET payee = 3000",
        "UPDATE transfer SET debit = 3000",
        "UPDATE transfer SET credit = 3000",
        "UPDATE month_total SET account = 3000",
    };
    struct world *w = *state;
    int64_t changed;
    for (size_t i = 0; i < sizeof of_others / sizeof *of_others; i++)
        assert_int_equal(ERR_CONFLICT, change(w->store, MINE, of_others[i], &changed));
    assert_int_equal(OK, change(w->store, OTHERS, of_others[0], &changed));
    assert_int_equal(1, changed);
}

/* A query that names no household, as one that forgot it would. */
static const char *const forgetful[] = {"SELECT count(*) FROM txn", "SELECT count(*) FROM transfer",
                                        "SELECT count(*) FROM month_total", "SELECT count(*) FROM statement",
                                        "SELECT count(*) FROM suggestion"};

/* What the program writes says no household: it is the one that the unit acts for, and where that is everybody's the account's. */
static void bookings_are_the_households_that_wrote_them(void **state)
{
    static const char *const written[] = {
        ("INSERT INTO txn (seq, id, account, date, amount, state, flags, sorted_by, row_check, text) "
         "SELECT a.seq + 5, '\\x' || lpad((a.seq + 5)::text, 32, '0')::bytea, a.seq, 1, 1, 1, 1, 1, 1, 'x' "
         "FROM account a"),
        ("INSERT INTO transfer SELECT t.seq, 0, t.account, t.account, 1, 1, 1, 1, NULL FROM txn t "
         "WHERE t.seq % 10 = 5"),
        "INSERT INTO month_total SELECT a.seq, 9, 9, 1, 1, 1, 1, 1 FROM account a",
    };
    struct world *w = *state;
    int64_t changed;
    for (int64_t who = 0; who <= MINE; who += MINE) {
        for (size_t i = 0; i < 3; i++) {
            assert_int_equal(OK, change(w->store, who, written[i], &changed));
            assert_int_equal(who == 0 ? 2 : 1, changed);
        }
        for (size_t i = 0; i < 3; i++)
            for (int64_t h = MINE; h <= OTHERS; h++)
                assert_int_equal(who == 0 || h == MINE ? 2 : 1, ask(w->store, h, forgetful[i]));
        assert_int_equal(OK, change(w->store, 0, "DELETE FROM transfer WHERE line = 0", &changed));
        assert_int_equal(OK, change(w->store, 0, "DELETE FROM txn WHERE seq % 10 = 5", &changed));
        assert_int_equal(OK, change(w->store, 0, "DELETE FROM month_total WHERE month = 9", &changed));
    }
}

/* One transaction does the effects of many households' events. */
static void a_unit_acts_for_one_after_another(void **state)
{
    struct world *w = *state;
    struct ctx c = test_ctx();
    struct store_tx *tx;
    for (int writes = 0; writes < 2; writes++) {
        assert_ok(&c, writes ? store_begin(&c, w->store, &tx) : store_begin_read(&c, w->store, &tx));
        for (size_t i = 0; i < sizeof forgetful / sizeof *forgetful; i++) {
            assert_int_equal(2, ask_in(&c, tx, forgetful[i]));
            for (int64_t h = MINE; h <= NOBODYS; h++) {
                assert_ok(&c, store_act_for(&c, tx, h));
                assert_int_equal(h < NOBODYS, ask_in(&c, tx, forgetful[i]));
            }
            assert_ok(&c, store_act_for(&c, tx, 0));
        }
        store_rollback(tx);
    }
    test_ctx_end(&c);
}

/* Tables of a program from before the bookings' walls: the next start fills in whose they are. */
static void bookings_that_were_there_get_their_walls(void **state)
{
    struct world *w = *state;
    struct ctx c = test_ctx();
    static const char *const undone[] = {
        "ALTER TABLE month_total DROP CONSTRAINT month_total_account_household",
        "ALTER TABLE account DROP CONSTRAINT account_household",
        "ALTER TABLE txn DISABLE ROW LEVEL SECURITY, DROP COLUMN household CASCADE",
        "ALTER TABLE transfer DISABLE ROW LEVEL SECURITY, DROP COLUMN household CASCADE",
        "ALTER TABLE month_total DISABLE ROW LEVEL SECURITY, DROP COLUMN household CASCADE"};
    for (size_t i = 0; i < sizeof undone / sizeof *undone; i++)
        free(postgres_ask(w->admin, undone[i]));
    assert_int_equal(2, ask(w->store, MINE, forgetful[0]));
    assert_ok(&c, migrate_up(&c, w->store));
    assert_ok(&c, migrate_up(&c, w->store));
    for (size_t i = 0; i < 3; i++)
        for (int64_t h = 0; h <= NOBODYS; h++)
            assert_int_equal(h == 0 ? 2 : h == MINE || h == OTHERS, ask(w->store, h, forgetful[i]));
    test_ctx_end(&c);
}

static void units_of_a_group_do_not_see_each_others_rows(void **state)
{
    struct world *w = *state;
    struct ctx c = test_ctx();
    struct store_group *group;
    int64_t changed;
    assert_ok(&c, store_group_begin(&c, w->store, &group));
    struct store *store = store_group_store(group);
    assert_int_equal(1, ask(store, MINE, count_payees));
    assert_int_equal(2, ask(store, 0, count_payees));
    assert_int_equal(OK, change(store, OTHERS, "UPDATE payee SET name = 'theirs'", &changed));
    assert_int_equal(1, changed);
    assert_int_equal(ERR_DENIED, change(store, MINE, "INSERT INTO payee VALUES (1, 3, 'y')", &changed));
    assert_int_equal(2, ask(store, 0, count_payees)); /* the unit before was undone, and what was set in it */
    assert_int_equal(OK, change(store, MINE, "UPDATE payee SET name = 'mine'", &changed));
    assert_int_equal(1, changed);
    /* Two that read in turns. */
    struct ctx mine = test_ctx(), all = test_ctx();
    struct store_tx *one, *two;
    mine.household = MINE;
    assert_ok(&mine, store_begin_read(&mine, store, &one));
    assert_ok(&all, store_begin_read(&all, store, &two));
    for (int i = 0; i < 2; i++) {
        assert_int_equal(1, ask_in(&mine, one, count_payees));
        assert_int_equal(2, ask_in(&all, two, count_payees));
    }
    test_ctx_end(&mine);
    test_ctx_end(&all);
    assert_ok(&c, store_group_commit(&c, group));
    test_ctx_end(&c);
    assert_int_equal(1, ask(w->store, OTHERS, "SELECT count(*) FROM payee WHERE name = 'theirs'"));
    assert_int_equal(2, ask(w->store, 0, "SELECT count(*) FROM payee WHERE name IN ('theirs', 'mine')"));
}

/* What a bulk unit gathers goes to the server later than it was run. */
static void a_bulk_unit_stays_within_its_walls(void **state)
{
    struct world *w = *state;
    struct ctx c = test_ctx();
    struct store_tx *tx;
    struct store_query *q;
    c.household = MINE;
    for (int64_t account = 2000; account <= 3000; account += 1000) {
        assert_ok(&c, store_begin_bulk(&c, w->store, &tx));
        assert_ok(&c, store_query(&c, tx,
                                  "INSERT INTO txn (seq, id, account, date, amount, state, flags, sorted_by, "
                                  "row_check, text) VALUES (?1, ?2, ?3, 1, 1, 1, 1, 1, 1, 'x')",
                                  &q));
        for (int64_t i = 0; i < 10; i++) {
            store_bind_int(q, 1, account + 1 + i);
            store_bind_id(q, 2, (struct id){{(uint8_t)(account / 1000), (uint8_t)(i + 1)}});
            store_bind_int(q, 3, account);
            assert_ok(&c, store_run(&c, q, NULL));
        }
        assert_int_equal(account == 2000 ? OK : ERR_CONFLICT, store_commit(&c, tx));
    }
    test_ctx_end(&c);
    assert_int_equal(12, ask(w->store, 0, "SELECT count(*) FROM txn"));
}

static void a_connection_forgets_whose_it_was(void **state)
{
    struct world *w = *state;
    struct ctx c = test_ctx();
    int64_t changed;
    store_close(w->store); /* opened again with one reader, so that all of these are one connection's */
    assert_ok(&c, store_postgres_open_with(&c, w->url, true, 1, &w->store));
    test_ctx_end(&c);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(1, ask(w->store, MINE, count_payees));
        assert_int_equal(2, ask(w->store, 0, count_payees));
        assert_int_equal(0, ask(w->store, NOBODYS, count_payees));
        assert_int_equal(OK, change(w->store, MINE, "UPDATE payee SET name = name", &changed));
        assert_int_equal(1, changed);
        assert_int_equal(OK, change(w->store, 0, "UPDATE payee SET name = name", &changed));
        assert_int_equal(2, changed);
    }
    assert_int_equal(ERR_DENIED, change(w->store, MINE, "INSERT INTO payee VALUES (1, 3, 'y')", &changed));
    assert_int_equal(OK, change(w->store, 0, "INSERT INTO payee VALUES (1, 3, 'y')", &changed));
}

/* A program of another version, or a person, left a wall otherwise: the next start makes it as it should be, and then leaves it alone. */
static void walls_are_made_again(void **state)
{
    struct world *w = *state;
    struct ctx c = test_ctx();
    static const char oids[] = "SELECT string_agg(oid::text, ' ' ORDER BY oid) FROM pg_policy";
    free(postgres_ask(w->admin, "ALTER TABLE payee DISABLE ROW LEVEL SECURITY"));
    free(postgres_ask(w->admin, "DROP POLICY household ON account"));
    free(postgres_ask(w->admin, "ALTER TABLE insight NO FORCE ROW LEVEL SECURITY"));
    free(postgres_ask(w->admin, "COMMENT ON POLICY household ON budget IS 'another'"));
    assert_int_equal(2, ask(w->store, MINE, count_payees));
    assert_ok(&c, migrate_up(&c, w->store));
    assert_int_equal(1, ask(w->store, MINE, count_payees));
    assert_int_equal(1, ask(w->store, MINE, "SELECT count(*) FROM account"));
    assert_int_equal(1, ask(w->store, MINE, "SELECT count(*) FROM insight"));
    char *before = postgres_ask(w->admin, oids);
    assert_ok(&c, migrate_up(&c, w->store));
    char *after = postgres_ask(w->admin, oids);
    assert_string_equal(before, after);
    free(before);
    free(after);
    test_ctx_end(&c);
}

#define WORLD_TEST(name) cmocka_unit_test_setup_teardown(name, open_world, close_world)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(every_table_has_a_wall_or_is_known_to_have_none),
        WORLD_TEST(nothing_of_anothers_is_read_or_written_however_it_is_asked),
        WORLD_TEST(nothing_moves_to_another_household),
        WORLD_TEST(no_booking_names_what_is_anothers),
        WORLD_TEST(bookings_are_the_households_that_wrote_them),
        WORLD_TEST(a_unit_acts_for_one_after_another),
        WORLD_TEST(bookings_that_were_there_get_their_walls),
        WORLD_TEST(units_of_a_group_do_not_see_each_others_rows),
        WORLD_TEST(a_bulk_unit_stays_within_its_walls),
        WORLD_TEST(a_connection_forgets_whose_it_was),
        WORLD_TEST(walls_are_made_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

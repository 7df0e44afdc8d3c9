/* What an account held before its first entry, and what the bank's balances say about ours. */
#include "files.h"
#include "ledger_world.h"

#define IBAN "DE89370400440532013000"
#define DEBIT(day, amount, payee)                                                                            \
    CAMT_ENTRY(day, amount, "DBIT", "BOOK", "", payee, "<Othr><Id>1</Id></Othr>")
#define OPENING(amount, day) CAMT_BALANCE("OPBD", amount, day)
#define CLOSING(amount, day) CAMT_BALANCE("CLBD", amount, day)

#define JANUARY                                                                                              \
    CAMT(IBAN, OPENING("100.00", "2024-01-01") CLOSING("90.00", "2024-01-31")                                \
                   DEBIT("2024-01-10", "10.00", "Tram"))
#define FEBRUARY                                                                                             \
    CAMT(IBAN, OPENING("90.00", "2024-02-01") CLOSING("70.00", "2024-02-29")                                 \
                   DEBIT("2024-02-10", "20.00", "Cinema"))
#define MARCH                                                                                                \
    CAMT(IBAN,                                                                                               \
         OPENING("70.00", "2024-03-01") CLOSING("65.00", "2024-03-31") DEBIT("2024-03-10", "5.00", "Kiosk"))

static int64_t openings(struct world *w)
{
    return world_ask(w, "SELECT count(*) FROM txn WHERE flags & 8 <> 0 AND state = 2", 0, 0);
}

static void a_fresh_account_opens_with_the_banks_balance(void **state)
{
    struct world *w = *state;
    world_take(w, "1.xml", JANUARY);
    assert_int_equal(9000, world_balance(w, IBAN));
    assert_int_equal(-10000, world_balance(w, "Equity:Opening balances"));
    assert_int_equal(1, w->result.statements_reconciled);
    assert_true(w->result.accounts[0].has_closing);
    assert_int_equal(9000, w->result.accounts[0].closing);
    assert_int_equal(9000, w->result.accounts[0].balance);
    world_take(w, "2.xml", FEBRUARY);
    assert_int_equal(7000, world_balance(w, IBAN));
    assert_int_equal(1, openings(w));
    /* The same statement again says nothing new about the beginning. */
    int64_t rows = world_ask(w, "SELECT count(*) FROM transfer", 0, 0);
    world_take(w, "1.xml", JANUARY);
    world_take(w, "2.xml", FEBRUARY);
    assert_int_equal(rows, world_ask(w, "SELECT count(*) FROM transfer", 0, 0));
    assert_books_balance(w);
}

/* Whatever the order the statements come in, the end is the same. */
static void earlier_statements_move_the_opening_back(void **state)
{
    struct world *w = *state;
    static const int orders[][3] = {{2, 1, 0}, {1, 2, 0}, {1, 0, 2}, {2, 0, 1}, {0, 2, 1}, {0, 1, 2}};
    static const char *const files[] = {JANUARY, FEBRUARY, MARCH};
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
        int64_t imports[3];
        for (int k = 0; k < 3; k++) {
            world_take(w, "x.xml", files[orders[i][k]]);
            imports[k] = w->import;
            assert_int_equal(1, openings(w));
            assert_books_balance(w);
        }
        assert_int_equal(6500, world_balance(w, IBAN));
        assert_int_equal(-10000, world_balance(w, "Equity:Opening balances"));
        /* Taken back in the opposite order, each step is what it was before. */
        for (int k = 2; k >= 0; k--) {
            world_undo(w, imports[k]);
            assert_int_equal(k > 0, openings(w));
            assert_books_balance(w);
        }
        assert_int_equal(0, world_ask(w, "SELECT count(*) FROM month_total", 0, 0));
    }
}

static void a_missing_statement_shows(void **state)
{
    struct world *w = *state;
    world_take(w, "1.xml", JANUARY);
    world_take(w, "3.xml", MARCH);
    assert_int_equal(6500, w->result.accounts[0].closing);
    assert_int_equal(8500, w->result.accounts[0].balance);
    world_take(w, "2.xml", FEBRUARY);
    assert_int_equal(w->result.accounts[0].closing, w->result.accounts[0].balance);
    assert_int_equal(6500, world_balance(w, IBAN));
}

/* An opening balance of zero is a balance, too: what does not continue it is no new opening. */
static void an_opening_of_zero(void **state)
{
    struct world *w = *state;
    world_take(
        w, "1.xml",
        CAMT(IBAN,
             OPENING("0.00", "2024-01-01") CLOSING("0.00", "2024-01-31") DEBIT("2024-01-10", "10.00", "Tram")
                 CAMT_ENTRY("2024-01-05", "10.00", "CRDT", "BOOK", "", "Aunt", "<Othr><Id>1</Id></Othr>")));
    assert_int_equal(0, openings(w));
    world_take(w, "3.xml", MARCH);
    assert_int_equal(0, openings(w));
    assert_int_equal(6500, w->result.accounts[0].closing);
    assert_int_equal(-500, w->result.accounts[0].balance);
}

static void only_a_closing_balance(void **state)
{
    struct world *w = *state;
    world_take(w, "a.ofx",
               OFX("7", "EUR", OFX_ENTRY("20240110", "-10", "1", "Tram"), OFX_CLOSING("90", "20240131")));
    assert_int_equal(9000, world_balance(w, "7"));
    world_take(w, "b.ofx",
               OFX("7", "EUR", OFX_ENTRY("20240210", "-20", "2", "Cinema"), OFX_CLOSING("70", "20240229")));
    assert_int_equal(7000, world_balance(w, "7"));
    assert_int_equal(7000, w->result.accounts[0].closing);
    assert_int_equal(7000, w->result.accounts[0].balance);
    /* Many banks write a zero where they know nothing. */
    world_take(w, "c.ofx",
               OFX("8", "EUR", OFX_ENTRY("20240110", "-10", "1", "Tram"), OFX_CLOSING("0", "20240131")));
    assert_int_equal(-1000, world_balance(w, "8"));
    /* A balance from before the last entry says nothing about the first one. */
    world_take(w, "d.ofx",
               OFX("9", "EUR", OFX_ENTRY("20240210", "-10", "1", "Tram"), OFX_CLOSING("90", "20240131")));
    assert_int_equal(-1000, world_balance(w, "9"));
    assert_books_balance(w);
}

/* First a file without balances, then one with: what came before is worked out so that the bank's balance
 * holds on its day. */
static void a_balance_comes_later(void **state)
{
    struct world *w = *state;
    world_take(w, "giro.csv", CSV_PLAIN_HEAD "2024-01-10,-10.00,Tram\n");
    assert_int_equal(-1000, world_balance(w, "giro"));
    w->how.account = "giro";
    world_take(w, "2.xml", FEBRUARY);
    assert_int_equal(7000, world_balance(w, "giro"));
    world_take(w, "1.xml", JANUARY);
    assert_counts(w, 0, 1, 0, 0);
    assert_int_equal(7000, world_balance(w, "giro"));
    assert_int_equal(-10000, world_balance(w, "Equity:Opening balances"));
    assert_books_balance(w);
}

static void a_statement_that_does_not_add_up(void **state)
{
    struct world *w = *state;
    static const char wrong[] = CAMT(IBAN, OPENING("100.00", "2024-01-01") CLOSING("95.00", "2024-01-31")
                                               DEBIT("2024-01-10", "10.00", "Tram"));
    assert_refused(w, ERR_INPUT, world_try(w, "1.xml", wrong));
    assert_non_null(strstr(w->c.why, "100.00"));
    assert_non_null(strstr(w->c.why, "95.00"));
    assert_non_null(strstr(w->c.why, "-10.00"));
    assert_non_null(strstr(w->c.why, IBAN));
    w->how.unreconciled = true;
    world_take(w, "1.xml", wrong);
    assert_counts(w, 1, 0, 0, 0);
    assert_int_equal(0, w->result.statements_reconciled);
    assert_int_equal(9500, w->result.accounts[0].closing);
    assert_int_equal(9000, w->result.accounts[0].balance);
}

/* One bad statement refuses the good ones of its file, too. */
static void one_of_two_statements_does_not_add_up(void **state)
{
    struct world *w = *state;
    static const char mt940[] = ":20:A\n:25:12030000/0000000051\n:28C:1/1\n:60F:C240101EUR100,00\n"
                                ":61:2401100110D10,00NMSCNONREF\n:86:Tram\n:62F:C240131EUR90,00\n"
                                ":20:A\n:25:12030000/0000000051\n:28C:2/1\n:60F:C240131EUR90,00\n"
                                ":61:2402100210D10,00NMSCNONREF\n:86:Tram\n:62F:C240229EUR85,00\n-\n";
    assert_refused(w, ERR_INPUT, world_try(w, "x.sta", mt940));
    assert_non_null(strstr(w->c.why, "statement 2"));
    w->how.unreconciled = true;
    world_take(w, "x.sta", mt940);
    assert_int_equal(2, w->result.statements);
    assert_int_equal(1, w->result.statements_reconciled);
    assert_int_equal(8000, world_ask(w, "SELECT sum(debit - credit) FROM month_total WHERE account = ?1",
                                     world_ask(w, "SELECT max(account) FROM statement", 0, 0), 0));
}

static void balances_that_do_not_fit(void **state)
{
    struct world *w = *state;
    world_take(w, "giro.csv", CSV_PLAIN_HEAD "2024-01-10,-90000000000000000.00,Debt\n");
    w->how.account = "giro";
    assert_refused(w, ERR_LIMIT,
                   world_try(w, "2.xml",
                             CAMT(IBAN, OPENING("90000000000000000.00", "2024-02-01")
                                            CLOSING("89999999999999999.00", "2024-02-29")
                                                DEBIT("2024-02-10", "1.00", "Cinema"))));
    w->how.account = NULL;
    assert_refused(w, ERR_INPUT,
                   world_try(w, "b.csv",
                             CSV_PLAIN_HEAD
                             "2024-01-10,90000000000000000.00,A\n2024-01-11,90000000000000000.00,B\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(a_fresh_account_opens_with_the_banks_balance),
        WORLD_TEST(earlier_statements_move_the_opening_back),
        WORLD_TEST(a_missing_statement_shows),
        WORLD_TEST(an_opening_of_zero),
        WORLD_TEST(only_a_closing_balance),
        WORLD_TEST(a_balance_comes_later),
        WORLD_TEST(a_statement_that_does_not_add_up),
        WORLD_TEST(one_of_two_statements_does_not_add_up),
        WORLD_TEST(balances_that_do_not_fit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Which account a statement is about, and in which currency. */
#include "files.h"
#include "ledger_world.h"

static int64_t own_accounts(struct world *w)
{
    return world_ask(w, "SELECT count(*) FROM account WHERE kind IN (1, 2)", 0, 0);
}

static void places_behind_the_point(void **state)
{
    struct world *w = *state;
    world_take(w, "yen.ofx", OFX("1", "JPY", OFX_ENTRY("20240110", "-1500", "a", "Ramen"), ""));
    world_take(w, "dinar.ofx", OFX("2", "KWD", OFX_ENTRY("20240110", "-1.250", "a", "Cafe"), ""));
    assert_int_equal(-1500, world_balance(w, "1"));
    assert_int_equal(-1250, world_balance(w, "2"));
    assert_int_equal(392, world_ask(w, "SELECT currency FROM account WHERE name = '1'", 0, 0));
    world_take(w, "yen.ofx", OFX("1", "JPY", OFX_ENTRY("20240111", "-1500.00", "b", "Ramen"), ""));
    assert_int_equal(-3000, world_balance(w, "1"));
    assert_refused(
        w, ERR_INPUT,
        world_try(w, "yen.ofx",
                  OFX("1", "JPY",
                      OFX_ENTRY("20240112", "-1", "c", "Ok") OFX_ENTRY("20240112", "-1.5", "d", "Half"),
                      "")));
    assert_non_null(strstr(w->c.why, "-1.5"));
    assert_non_null(strstr(w->c.why, "JPY"));
    assert_true(w->result.report.line > 0);
    assert_books_balance(w);
}

static void an_entry_in_another_currency_is_refused_with_its_line(void **state)
{
    struct world *w = *state;
    static const char csv[] =
        "Date,Amount,Currency,Payee\n2024-01-02,-1.00,EUR,Tram\n2024-01-03,-2.00,USD,Diner\n";
    enum err e = world_try(w, "giro.csv", csv);
    if (e == OK) {
        /* A currency column may also mean one account per currency: then no euro is mixed with a dollar. */
        assert_int_equal(2, own_accounts(w));
        assert_int_equal(0, world_ask(w,
                                      "SELECT count(*) FROM (SELECT txn FROM transfer GROUP BY txn HAVING "
                                      "count(DISTINCT currency) > 1) mixed",
                                      0, 0));
    } else {
        assert_string_equal("input", err_name(e));
        assert_int_equal(3, w->result.report.line);
    }
}

static void a_file_without_a_currency(void **state)
{
    struct world *w = *state;
    w->how.currency = CURRENCY_NONE;
    assert_refused(w, ERR_INPUT, world_try(w, "giro.csv", CSV_PLAIN_HEAD "2024-01-02,-1.00,Tram\n"));
    assert_non_null(strstr(w->c.why, "--currency"));
    w->how.currency = 756;
    world_take(w, "giro.csv", CSV_PLAIN_HEAD "2024-01-02,-1.00,Tram\n");
    /* From now on it is the household's. */
    w->how.currency = CURRENCY_NONE;
    world_take(w, "neu.csv", CSV_PLAIN_HEAD "2024-01-02,-1.00,Tram\n");
    assert_int_equal(756, w->result.accounts[0].currency);
}

static void one_number_in_several_spellings(void **state)
{
    struct world *w = *state;
    static const char mt940[] = ":20:A\n:25:%s\n:28C:%d/1\n:60F:C240101EUR100,00\n"
                                ":61:24011%d0110D10,00NMSCNONREF\n:86:Tram\n:62F:C240131EUR90,00\n-\n";
    static const char *const spellings[] = {"DE89370400440532013000", "37040044/532013000",
                                            "37040044/0532013000", "DE89 3704 0044 0532 0130 00EUR"};
    for (int i = 0; i < 4; i++) {
        w->how.unreconciled = true;
        world_take(w, "x.sta", arena_printf(w->c.arena, mt940, spellings[i], i + 1, i + 1));
        assert_int_equal(i == 0, w->result.accounts[0].created);
    }
    assert_int_equal(1, own_accounts(w));
    world_take(w, "x.sta", arena_printf(w->c.arena, mt940, "37040044/532013001", 9, 9));
    world_take(w, "x.sta", arena_printf(w->c.arena, mt940, "37040045/532013000", 8, 8));
    assert_int_equal(3, own_accounts(w));
}

static void one_number_in_two_currencies_is_two_accounts(void **state)
{
    struct world *w = *state;
    for (int i = 0; i < 2; i++) {
        world_take(w, "a.ofx", OFX("0051", "EUR", OFX_ENTRY("20240110", "-1", "a", "Tram"), ""));
        world_take(w, "b.ofx", OFX("0051", "USD", OFX_ENTRY("20240110", "-1", "a", "Diner"), ""));
        assert_int_equal(2, own_accounts(w));
    }
    assert_int_equal(2, world_count(w));
}

static void files_without_a_number_go_by_their_name(void **state)
{
    struct world *w = *state;
    world_take(w, "exports/Joint 2024-01.csv", CSV_PLAIN_HEAD "2024-01-02,-1.00,Tram\n");
    assert_text("Joint", w->result.accounts[0].name);
    world_take(w, "/tmp/Joint_2024-02 (1).csv", CSV_PLAIN_HEAD "2024-02-02,-1.00,Tram\n");
    assert_text("Joint", w->result.accounts[0].name);
    assert_false(w->result.accounts[0].created);
    world_take(w, "20240101.csv", CSV_PLAIN_HEAD "2024-01-02,-1.00,Tram\n");
    assert_true(w->result.accounts[0].created);
    w->how.account = "Joint";
    world_take(w, "whatever.csv", CSV_PLAIN_HEAD "2024-03-02,-1.00,Tram\n");
    assert_false(w->result.accounts[0].created);
    assert_int_equal(-300, world_balance(w, "Joint"));
    /* The name is taken by an account in another currency, or with another number: a name of its own. */
    w->how.currency = 840;
    world_take(w, "whatever.csv", CSV_PLAIN_HEAD "2024-03-02,-1.00,Diner\n");
    assert_text("Joint USD", w->result.accounts[0].name);
    world_open_account(w, "Numbered", CURRENCY_EUR, "4711");
    w->how.account = "Numbered";
    world_take(w, "n.ofx", OFX("0815", "EUR", OFX_ENTRY("20240110", "-1", "a", "Tram"), ""));
    assert_text("Numbered 0815", w->result.accounts[0].name);
    world_take(w, "n.ofx", OFX("4711", "EUR", OFX_ENTRY("20240110", "-1", "a", "Tram"), ""));
    assert_text("Numbered", w->result.accounts[0].name);
    assert_books_balance(w);
}

static void a_name_that_a_category_has(void **state)
{
    struct world *w = *state;
    w->how.account = "Expenses:Groceries";
    world_take(w, "a.csv", CSV_PLAIN_HEAD "2024-01-02,-1.00,Tram\n");
    assert_int_equal(1, own_accounts(w));
    assert_books_balance(w);
}

static void cards_are_liabilities(void **state)
{
    struct world *w = *state;
    static const char card[] = OFX_HEAD
        "</BANKMSGSRSV1><CREDITCARDMSGSRSV1><CCSTMTTRNRS><TRNUID>1<STATUS><CODE>0<SEVERITY>INFO"
        "</STATUS><CCSTMTRS><CURDEF>EUR<CCACCTFROM><ACCTID>4111</CCACCTFROM><BANKTRANLIST>" OFX_ENTRY(
            "20240110", "-20", "a", "Cinema") "</BANKTRANLIST></CCSTMTRS></CCSTMTTRNRS>"
                                              "</CREDITCARDMSGSRSV1></OFX>\n";
    world_take(w, "card.ofx", card);
    assert_int_equal(ACCOUNT_LIABILITY, world_ask(w, "SELECT kind FROM account WHERE name = '4111'", 0, 0));
    assert_int_equal(-2000, world_balance(w, "4111"));
}

static void many_accounts_in_one_file(void **state)
{
    struct world *w = *state;
    struct buf *file = buf_in_arena(w->c.arena);
    buf_z(file, "Account,Date,Amount,Payee\n");
    for (int i = 0; i < 3000; i++)
        buf_printf(file, "Acct%c,2024-01-%02d,-1.00,Shop %d\n", 'A' + i % 20, 1 + i % 28, i % 7);
    world_take(w, "all.csv", file->at);
    assert_counts(w, 3000, 0, 0, 0);
    assert_int_equal(20, w->result.account_count);
    assert_text("AcctA", w->result.accounts[0].name);
    assert_int_equal(150, w->result.accounts[19].added);
    world_take(w, "all.csv", file->at);
    assert_counts(w, 0, 3000, 0, 0);
    assert_int_equal(20, own_accounts(w));
    assert_books_balance(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(places_behind_the_point),
        WORLD_TEST(an_entry_in_another_currency_is_refused_with_its_line),
        WORLD_TEST(a_file_without_a_currency),
        WORLD_TEST(one_number_in_several_spellings),
        WORLD_TEST(one_number_in_two_currencies_is_two_accounts),
        WORLD_TEST(files_without_a_number_go_by_their_name),
        WORLD_TEST(a_name_that_a_category_has),
        WORLD_TEST(cards_are_liabilities),
        WORLD_TEST(many_accounts_in_one_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

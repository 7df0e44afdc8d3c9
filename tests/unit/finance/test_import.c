/* Taking files: what is new, what is known, what is asked, and that a refusal or a preview changes nothing.
 */
#include "files.h"
#include "ledger_world.h"
#include "matching/duplicates.h"

#define WEEK                                                                                                 \
    "2024-01-02,-12.50,Corner Bakery,r1\n"                                                                   \
    "2024-01-02,-3.20,Old Kiosk,r2\n"                                                                        \
    "2024-01-03,-12.50,Corner Bakery,r3\n"                                                                   \
    "2024-01-05,1800.00,ACME Payroll,r4\n"

static void a_file_is_taken_once(void **state)
{
    struct world *w = *state;
    world_take(w, "giro.csv", CSV_HEAD WEEK);
    assert_counts(w, 4, 0, 0, 0);
    assert_string_equal("csv", w->result.report.format);
    assert_int_equal(1, w->result.account_count);
    assert_text("giro", w->result.accounts[0].name);
    assert_true(w->result.accounts[0].created);
    assert_int_equal(177180, world_balance(w, "giro"));
    assert_int_equal(4, world_count(w));
    assert_books_balance(w);
    for (int i = 0; i < 3; i++) {
        world_take(w, "giro.csv", CSV_HEAD WEEK);
        assert_counts(w, 0, 4, 0, 0);
    }
    assert_false(w->result.accounts[0].created);
    assert_int_equal(177180, world_balance(w, "giro"));
    assert_int_equal(4, world_count(w));
}

static void overlapping_files_add_only_the_rest(void **state)
{
    struct world *w = *state;
    world_take(w, "giro 01.csv", CSV_HEAD WEEK);
    world_take(w, "giro 02.csv",
               CSV_HEAD "2024-01-03,-12.50,Corner Bakery,r3\n"
                        "2024-01-05,1800.00,ACME Payroll,r4\n"
                        "2024-01-06,-8.00,Cinema,r5\n");
    assert_counts(w, 1, 2, 0, 0);
    assert_int_equal(176380, world_balance(w, "giro"));
    world_take(w, "giro 03.csv", CSV_HEAD "2024-01-01,-1.00,Toll,r0\n" WEEK "2024-01-06,-8.00,Cinema,r5\n");
    assert_counts(w, 1, 5, 0, 0);
    assert_books_balance(w);
}

/* Without ids of the bank: the same purchase twice on one day is two purchases, however often the file comes.
 */
static void twins_survive(void **state)
{
    struct world *w = *state;
    static const char two[] = CSV_PLAIN_HEAD "2024-01-02,-2.40,Tram\n2024-01-02,-2.40,Tram\n";
    world_take(w, "giro.csv", two);
    assert_counts(w, 2, 0, 0, 0);
    world_take(w, "giro.csv", two);
    assert_counts(w, 0, 2, 0, 0);
    world_take(w, "giro.csv",
               CSV_PLAIN_HEAD "2024-01-02,-2.40,Tram\n2024-01-02,-2.40,Tram\n2024-01-02,-2.40,Tram\n");
    assert_counts(w, 1, 2, 0, 0);
    world_take(w, "giro.csv", CSV_PLAIN_HEAD "2024-01-02,-2.40,Tram\n");
    assert_counts(w, 0, 1, 0, 0);
    assert_int_equal(-720, world_balance(w, "giro"));
    /* The same trip on another day is another trip. */
    world_take(w, "giro.csv", CSV_PLAIN_HEAD "2024-01-03,-2.40,Tram\n");
    assert_counts(w, 1, 0, 0, 0);
}

/* Twins with one id (a bank that numbers badly) survive, too; so do payments of one amount that carry
 * different ids. */
static void ids_that_are_not_unique(void **state)
{
    struct world *w = *state;
    static const char same[] =
        OFX("0051", "EUR",
            OFX_ENTRY("20240102", "-2.40", "77", "Tram") OFX_ENTRY("20240102", "-2.40", "77", "Tram")
                OFX_ENTRY("20240102", "-9.00", "77", "Cinema"),
            "");
    world_take(w, "a.ofx", same);
    assert_counts(w, 3, 0, 0, 0);
    world_take(w, "a.ofx", same);
    assert_counts(w, 0, 3, 0, 0);
    world_take(w, "b.ofx", OFX("0051", "EUR", OFX_ENTRY("20240102", "-2.40", "78", "Tram"), ""));
    assert_counts(w, 1, 0, 0, 0);
    /* A mandate's reference comes back every month, with the same rent. */
    world_take(w, "c.ofx", OFX("0051", "EUR", OFX_ENTRY("20240201", "-800", "RENT", "Landlord"), ""));
    world_take(w, "d.ofx", OFX("0051", "EUR", OFX_ENTRY("20240301", "-800", "RENT", "Landlord"), ""));
    assert_counts(w, 1, 0, 0, 0);
    world_take(w, "d.ofx", OFX("0051", "EUR", OFX_ENTRY("20240301", "-800", "RENT", "Landlord"), ""));
    assert_counts(w, 0, 1, 0, 0);
    /* Within a week it may be either: the user is asked, nothing is lost. */
    world_take(w, "e.ofx", OFX("0051", "EUR", OFX_ENTRY("20240305", "-800", "RENT", "Landlord"), ""));
    assert_counts(w, 0, 0, 0, 1);
    assert_books_balance(w);
}

static void two_formats_of_one_account(void **state)
{
    struct world *w = *state;
    world_take(w, "a.ofx",
               OFX("0051", "EUR",
                   OFX_ENTRY("20240102", "-12.50", "f1", "CORNER BAKERY") OFX_ENTRY(
                       "20240103", "-40", "f2", "GREEN GROCER") OFX_ENTRY("20240109", "-7", "f3", "KIOSK"),
                   ""));
    w->how.account = "0051";
    static const char csv[] = CSV_PLAIN_HEAD "2024-01-02,-12.50,Corner Bakery\n"
                                             "2024-01-05,-40.00,Green Grocer\n"
                                             "2024-01-20,-7.00,Kiosk\n";
    world_take(w, "export.csv", csv);
    /* Same day and payee: known. Two days later: asked. Eleven days later: another one. */
    assert_counts(w, 1, 1, 0, 1);
    assert_int_equal(-1250 - 4000 - 700 - 700, world_balance(w, "0051"));
    world_take(w, "export.csv", csv);
    assert_counts(w, 0, 3, 0, 0);
    assert_books_balance(w);
    int64_t asked = world_ask(w, "SELECT txn FROM suggestion", 0, 0);
    assert_ok(&w->c, transaction_review(&w->c, w->store, HOUSEHOLD_FIRST, asked, true));
    assert_int_equal(TXN_VOID, world_row(w, asked).state);
    assert_int_equal(-1250 - 4000 - 700 - 700, world_balance(w, "0051"));
    /* What was answered once is not asked again. */
    world_take(w, "export.csv", csv);
    assert_counts(w, 0, 3, 0, 0);
    assert_books_balance(w);
}

static void a_question_answered_with_different(void **state)
{
    struct world *w = *state;
    world_take(w, "a.ofx", OFX("0051", "EUR", OFX_ENTRY("20240103", "-40", "f2", "GREEN GROCER"), ""));
    w->how.account = "0051";
    world_take(w, "e.csv", CSV_PLAIN_HEAD "2024-01-05,-40.00,Hardware Store\n");
    assert_counts(w, 0, 0, 0, 1);
    int64_t asked = world_txn(w, "Hardware Store");
    assert_int_equal(-4000, world_balance(w, "0051"));
    assert_refused(w, ERR_CONFLICT, transaction_post(&w->c, w->store, HOUSEHOLD_FIRST, asked));
    assert_ok(&w->c, transaction_review(&w->c, w->store, HOUSEHOLD_FIRST, asked, false));
    assert_int_equal(-8000, world_balance(w, "0051"));
    assert_refused(w, ERR_CONFLICT, transaction_review(&w->c, w->store, HOUSEHOLD_FIRST, asked, true));
    assert_int_equal(-8000, world_balance(w, "0051"));
    world_take(w, "e.csv", CSV_PLAIN_HEAD "2024-01-05,-40.00,Hardware Store\n");
    assert_counts(w, 0, 1, 0, 0);
    assert_books_balance(w);
}

static void what_was_entered_by_hand_is_found_in_the_statement(void **state)
{
    struct world *w = *state;
    int64_t seq;
    bool again;
    world_open_account(w, "giro", CURRENCY_EUR, "");
    struct txn_new fresh = {.account = TEXT("giro"),
                            .amount = -1250,
                            .payee = TEXT("Corner Bakery"),
                            .category = TEXT("Expenses:Bread")};
    assert_true(date_parse(TEXT("2024-01-02"), &fresh.date));
    assert_ok(&w->c, transaction_create(&w->c, w->store, HOUSEHOLD_FIRST, &fresh, &seq, &again));
    fresh.amount = -4000;
    fresh.payee = TEXT("Dinner");
    fresh.pending = true;
    assert_ok(&w->c, transaction_create(&w->c, w->store, HOUSEHOLD_FIRST, &fresh, &seq, &again));
    world_take(w, "giro.csv",
               CSV_HEAD "2024-01-02,-12.50,CORNER BAKERY 4711,r1\n2024-01-05,-40.00,DINNER,r2\n");
    assert_counts(w, 0, 1, 1, 0);
    assert_int_equal(-5250, world_balance(w, "giro"));
    assert_text("Expenses:Bread", world_view(w, world_txn(w, "DINNER")).category);
    world_take(w, "giro.csv",
               CSV_HEAD "2024-01-02,-12.50,CORNER BAKERY 4711,r1\n2024-01-05,-40.00,DINNER,r2\n");
    assert_counts(w, 0, 2, 0, 0);
    assert_books_balance(w);
}

static void a_preview_changes_nothing(void **state)
{
    struct world *w = *state;
    world_take(w, "giro.csv", CSV_HEAD WEEK);
    uint64_t before = world_digest(w);
    w->how.dry_run = true;
    world_take(w, "giro.csv", CSV_HEAD WEEK "2024-01-06,-8.00,Cinema,r5\n");
    assert_counts(w, 1, 4, 0, 0);
    assert_int_equal(0, w->result.import);
    assert_int_equal(5, w->result.sample_count);
    int fresh = 0;
    for (int i = 0; i < w->result.sample_count; i++)
        fresh += w->result.samples[i].verdict == MATCH_NEW;
    assert_int_equal(1, fresh);
    world_take(w, "new.csv", CSV_HEAD WEEK);
    assert_true(w->result.accounts[0].created);
    assert_true(before == world_digest(w));
    w->how.dry_run = false;
    world_take(w, "giro.csv", CSV_HEAD WEEK "2024-01-06,-8.00,Cinema,r5\n");
    assert_counts(w, 1, 4, 0, 0);
}

/* A file that breaks after many good entries, some of them written already. */
static void a_broken_file_changes_nothing(void **state)
{
    struct world *w = *state;
    struct buf *file = buf_in_arena(w->c.arena);
    world_take(w, "giro.csv", CSV_HEAD WEEK);
    buf_z(file, CSV_HEAD);
    for (int i = 0; i < 20000; i++)
        buf_printf(file, "2024-%02d-%02d,-%d.%02d,Shop %d,x%d\n", 1 + i % 12, 1 + i % 28, i % 90 + 1, i % 100,
                   i % 50, i);
    buf_z(file, "2024-12-31,-1O.00,Letter O,y\n");
    assert_refused(w, ERR_INPUT, world_try(w, "giro.csv", file->at));
    assert_int_equal(20002, w->result.report.line);
    assert_non_null(strstr(w->c.why, "giro.csv:20002"));
    assert_refused(w, ERR_INPUT, world_try(w, "giro.csv", "this is no bank file\n"));
    assert_refused(w, ERR_INPUT, world_try(w, "giro.csv", ""));
    world_take(w, "giro.csv", CSV_HEAD WEEK);
    assert_counts(w, 0, 4, 0, 0);
}

/* The importing side gives up while the reading side is still at work. */
static void a_rule_without_a_category_refuses_the_file(void **state)
{
    struct world *w = *state;
    struct buf *file = buf_in_arena(w->c.arena);
    buf_z(file, CSV_HEAD);
    for (int i = 0; i < 60000; i++)
        buf_printf(file, "2024-01-%02d,-1.00,Shop %d,x%d\n", 1 + i / 2200, i % 50, i);
    w->how.rules_file = TEXT("payee contains \"shop 7\" -> category \"Groceries\"\n");
    assert_refused(w, ERR_INPUT, world_try(w, "giro.csv", file->at));
    w->how.rules_file = TEXT("");
    world_take(w, "giro.csv", file->at);
    assert_counts(w, 60000, 0, 0, 0);
    assert_int_equal(-6000000, world_balance(w, "giro"));
    world_take(w, "giro.csv", file->at);
    assert_counts(w, 0, 60000, 0, 0);
    assert_books_balance(w);
}

static void only_rules_sorts_by_rules_alone(void **state)
{
    struct world *w = *state;
    w->how.only_rules = true;
    w->how.rules_file =
        TEXT("# mine\nbakery\tExpenses:Bread\n corner \tExpenses:Wrong\npayroll\tIncome:Salary\n");
    world_take(w, "giro.csv",
               CSV_HEAD WEEK "2024-01-07,5.00,Refund,r6\n2024-01-08,-50.00,Transfer to savings,r7\n");
    assert_int_equal(2500, world_balance(w, "Expenses:Bread"));
    assert_int_equal(-180000, world_balance(w, "Income:Salary"));
    assert_int_equal(320 - 500 + 5000, world_balance(w, "Expenses:Uncategorised"));
    assert_int_equal(0, world_ask(w, "SELECT count(*) FROM account WHERE name LIKE 'Income:Uncat%'", 0, 0));
    w->how.account = "till";
    world_take(w, "till.qif",
               "!Type:Cash\nD2024-01-02\nT-10.00\nPMarket\nLFood\nSFood\n$-6.00\nSHome\n$-4.00\n^\n");
    assert_counts(w, 1, 0, 0, 0);
    assert_int_equal(4820 + 1000, world_balance(w, "Expenses:Uncategorised"));
    assert_int_equal(0, w->result.paired);
    assert_books_balance(w);
}

static void the_files_own_splits_are_kept(void **state)
{
    struct world *w = *state;
    static const char qif[] =
        "!Type:Cash\nD2024-01-02\nT-10.00\nPMarket\nSGroceries\n$-6.00\nSHousehold\n$-4.00\n^\n";
    world_take(w, "till.qif", qif);
    struct txn_view v = world_view(w, world_txn(w, "Market"));
    assert_int_equal(2, v.part_count);
    assert_int_equal(-600, v.parts[0].amount);
    assert_int_equal(-400, v.parts[1].amount);
    assert_text("(split)", v.category);
    world_take(w, "till.qif", qif);
    assert_counts(w, 0, 1, 0, 0);
    assert_books_balance(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(a_file_is_taken_once),
        WORLD_TEST(overlapping_files_add_only_the_rest),
        WORLD_TEST(twins_survive),
        WORLD_TEST(ids_that_are_not_unique),
        WORLD_TEST(two_formats_of_one_account),
        WORLD_TEST(a_question_answered_with_different),
        WORLD_TEST(what_was_entered_by_hand_is_found_in_the_statement),
        WORLD_TEST(a_preview_changes_nothing),
        WORLD_TEST(a_broken_file_changes_nothing),
        WORLD_TEST(a_rule_without_a_category_refuses_the_file),
        WORLD_TEST(only_rules_sorts_by_rules_alone),
        WORLD_TEST(the_files_own_splits_are_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

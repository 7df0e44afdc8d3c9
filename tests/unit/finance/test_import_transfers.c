/* The two sides of a transfer between own accounts find each other, in any order, and let go again. */
#include "files.h"
#include "ledger_world.h"

#define GIRO                         "DE89370400440532013000"
#define SAVINGS                      "DE75512108001245126199"
#define OTHER                        "<Othr><Id>1</Id></Othr>"
#define OUT(day, amount, payee, to)  CAMT_ENTRY(day, amount, "DBIT", "BOOK", "", payee, to)
#define IN(day, amount, payee, from) CAMT_ENTRY(day, amount, "CRDT", "BOOK", "", payee, from)

static void assert_pair(struct world *w, int64_t a, int64_t b)
{
    assert_true(a != 0 && b != 0);
    assert_int_equal(b, world_row(w, a).pair);
    assert_int_equal(a, world_row(w, b).pair);
    assert_text("Equity:Transfers", world_view(w, a).category);
    assert_text("Equity:Transfers", world_view(w, b).category);
    assert_int_equal(0, world_balance(w, "Equity:Transfers"));
    assert_books_balance(w);
}

static void within_one_file(void **state)
{
    struct world *w = *state;
    world_take(
        w, "a.ofx",
        OFX_HEAD OFX_STATEMENT("1", "EUR", OFX_ENTRY("20240110", "-50", "a", "Transfer to savings"), "")
            OFX_STATEMENT("2", "EUR", OFX_ENTRY("20240112", "50", "b", "Transfer from giro"), "") OFX_TAIL);
    assert_int_equal(1, w->result.paired);
    assert_pair(w, world_txn(w, "Transfer to savings"), world_txn(w, "Transfer from giro"));
}

static void across_files_in_both_orders(void **state)
{
    struct world *w = *state;
    static const char out[] = CSV_PLAIN_HEAD "2024-01-10,-50.00,Transfer to savings\n";
    static const char in[] = CSV_PLAIN_HEAD "2024-01-12,50.00,Transfer from giro\n";
    for (int order = 0; order < 2; order++) {
        world_take(w, order == 0 ? "giro.csv" : "tagesgeld.csv", order == 0 ? out : in);
        int64_t first = w->import;
        assert_int_equal(0, w->result.paired);
        world_take(w, order == 0 ? "tagesgeld.csv" : "giro.csv", order == 0 ? in : out);
        assert_int_equal(1, w->result.paired);
        assert_pair(w, world_txn(w, "Transfer to savings"), world_txn(w, "Transfer from giro"));
        world_take(w, "giro.csv", out);
        world_take(w, "tagesgeld.csv", in);
        assert_int_equal(0, w->result.paired);
        world_undo(w, w->import);
        world_undo(w, first);
        world_undo(w, first + 1);
        assert_int_equal(0, world_count(w));
    }
}

/* Words say nothing, but one side names the other's account. */
static void one_side_names_the_others_account(void **state)
{
    struct world *w = *state;
    static const char out[] = CAMT(GIRO, OUT("2024-01-10", "50.00", "A. Miller", CAMT_IBAN(SAVINGS)));
    static const char in[] = CAMT(SAVINGS, IN("2024-01-11", "50.00", "Starbucks", OTHER));
    for (int order = 0; order < 2; order++) {
        world_take(w, "x.xml", order == 0 ? out : in);
        world_take(w, "y.xml", order == 0 ? in : out);
        assert_int_equal(order == 0 ? 0 : 1, w->result.paired);
        if (order == 1)
            assert_pair(w, world_txn(w, "A. Miller"), world_txn(w, "Starbucks"));
        world_undo(w, w->import);
        world_undo(w, w->import - 1);
    }
}

static void each_side_is_used_once(void **state)
{
    struct world *w = *state;
    world_take(w, "tagesgeld.csv",
               CSV_PLAIN_HEAD "2024-01-12,50.00,Transfer from giro\n2024-01-12,50.00,Transfer from giro\n");
    world_take(w, "giro.csv",
               CSV_PLAIN_HEAD
               "2024-01-12,-50.00,Transfer A\n2024-01-12,-50.00,Transfer B\n2024-01-12,-50.00,Transfer C\n");
    assert_int_equal(2, w->result.paired);
    assert_int_equal(4, world_ask(w, "SELECT count(*) FROM txn WHERE pair IS NOT NULL", 0, 0));
    assert_books_balance(w);
}

static void the_nearest_day_is_meant(void **state)
{
    struct world *w = *state;
    world_take(w, "giro.csv",
               CSV_PLAIN_HEAD
               "2024-01-08,-50.00,Transfer A\n2024-01-12,-50.00,Transfer B\n2024-01-16,-50.00,Transfer C\n");
    world_take(w, "tagesgeld.csv", CSV_PLAIN_HEAD "2024-01-13,50.00,Transfer in\n");
    assert_int_equal(world_txn(w, "Transfer B"), world_row(w, world_txn(w, "Transfer in")).pair);
    world_take(w, "tagesgeld.csv", CSV_PLAIN_HEAD "2024-01-25,50.00,Transfer late\n");
    assert_int_equal(0, w->result.paired);
}

/* The amounts fit, the words do not. */
static void what_is_no_transfer(void **state)
{
    struct world *w = *state;
    world_take(w, "giro.csv", CSV_PLAIN_HEAD "2024-01-10,-50.00,Corner Bakery\n");
    world_take(w, "tagesgeld.csv", CSV_PLAIN_HEAD "2024-01-10,50.00,Aunt Mary\n");
    assert_int_equal(0, w->result.paired);
    w->how.currency = 840;
    world_take(w, "dollars.csv", CSV_PLAIN_HEAD "2024-01-10,-70.00,Transfer\n");
    w->how.currency = CURRENCY_EUR;
    world_take(w, "euros.csv", CSV_PLAIN_HEAD "2024-01-10,70.00,Transfer\n");
    assert_int_equal(0, w->result.paired);
    world_take(w, "same.csv", CSV_PLAIN_HEAD "2024-01-10,-80.00,Transfer\n2024-01-10,80.00,Transfer\n");
    assert_int_equal(0, w->result.paired);
}

/* A rule's word counts on both sides, whichever comes first. */
static void a_rule_says_that_it_is_none(void **state)
{
    struct world *w = *state;
    static const char out[] = CSV_PLAIN_HEAD "2024-01-10,-50.00,Transfer to landlord\n";
    static const char in[] = CSV_PLAIN_HEAD "2024-01-10,50.00,Transfer from giro\n";
    world_rule(w, "text contains \"landlord\" -> not-transfer");
    world_take(w, "giro.csv", out);
    world_take(w, "tagesgeld.csv", in);
    assert_int_equal(0, w->result.paired);
    world_undo(w, w->import);
    world_undo(w, w->import - 1);
    world_take(w, "tagesgeld.csv", in);
    world_take(w, "giro.csv", out);
    assert_int_equal(0, w->result.paired);
}

static void a_rules_category_stands(void **state)
{
    struct world *w = *state;
    static const char out[] = CSV_PLAIN_HEAD "2024-01-10,-50.00,Transfer for school\n";
    static const char in[] = CSV_PLAIN_HEAD "2024-01-10,50.00,Transfer from giro\n";
    world_rule(w, "text contains \"school\" -> category \"Expenses:School\"");
    for (int order = 0; order < 2; order++) {
        world_take(w, order == 0 ? "giro.csv" : "tagesgeld.csv", order == 0 ? out : in);
        world_take(w, order == 0 ? "tagesgeld.csv" : "giro.csv", order == 0 ? in : out);
        assert_int_equal(0, w->result.paired);
        assert_int_equal(5000, world_balance(w, "Expenses:School"));
        world_undo(w, w->import);
        world_undo(w, w->import - 1);
    }
}

static void the_users_category_stands(void **state)
{
    struct world *w = *state;
    world_take(w, "giro.csv", CSV_PLAIN_HEAD "2024-01-10,-50.00,Transfer to savings\n");
    assert_ok(&w->c,
              world_edit(w, world_txn(w, "Transfer to savings"),
                         (struct txn_edit){.set_category = true, .category = TEXT("Expenses:Presents")}));
    world_take(w, "tagesgeld.csv", CSV_PLAIN_HEAD "2024-01-10,50.00,Transfer from giro\n");
    assert_int_equal(0, w->result.paired);
    assert_int_equal(5000, world_balance(w, "Expenses:Presents"));
}

static void undone_on_one_side(void **state)
{
    struct world *w = *state;
    static const char in[] = CSV_PLAIN_HEAD "2024-01-12,50.00,Transfer from giro\n";
    world_take(w, "giro.csv", CSV_PLAIN_HEAD "2024-01-10,-50.00,Transfer to savings\n");
    world_take(w, "tagesgeld.csv", in);
    int64_t out = world_txn(w, "Transfer to savings");
    world_undo(w, w->import);
    assert_int_equal(0, world_row(w, out).pair);
    assert_text("Equity:Transfers", world_view(w, out).category);
    assert_books_balance(w);
    world_take(w, "tagesgeld.csv", in);
    assert_int_equal(1, w->result.paired);
    assert_pair(w, out, world_txn(w, "Transfer from giro"));
    assert_ok(&w->c, transaction_void(&w->c, w->store, HOUSEHOLD_FIRST, out));
    assert_int_equal(0, world_row(w, world_txn(w, "Transfer from giro")).pair);
    assert_books_balance(w);
}

/* A transfer that was pending finds its other side when it is booked. */
static void a_pending_transfer(void **state)
{
    struct world *w = *state;
    world_take(w, "s.xml", CAMT(SAVINGS, IN("2024-01-11", "50.00", "Transfer from giro", OTHER)));
    world_take(
        w, "1.xml",
        CAMT(GIRO, CAMT_ENTRY("2024-01-10", "50.00", "DBIT", "PDNG", CAMT_ID("P"), "Transfer out", OTHER)));
    assert_int_equal(0, w->result.paired);
    world_take(
        w, "2.xml",
        CAMT(GIRO, CAMT_ENTRY("2024-01-10", "50.00", "DBIT", "BOOK", CAMT_ID("P"), "Transfer out", OTHER)));
    assert_counts(w, 0, 0, 1, 0);
    assert_int_equal(1, w->result.paired);
    assert_pair(w, world_txn(w, "Transfer out"), world_txn(w, "Transfer from giro"));
    world_undo(w, w->import);
    assert_int_equal(0, world_row(w, world_txn(w, "Transfer from giro")).pair);
    assert_int_equal(TXN_PENDING, world_row(w, world_txn(w, "Transfer out")).state);
    assert_books_balance(w);
    world_take(
        w, "2.xml",
        CAMT(GIRO, CAMT_ENTRY("2024-01-13", "50.00", "DBIT", "BOOK", CAMT_ID("P"), "Transfer out", OTHER)));
    assert_int_equal(1, w->result.paired);
    assert_books_balance(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(within_one_file),
        WORLD_TEST(across_files_in_both_orders),
        WORLD_TEST(one_side_names_the_others_account),
        WORLD_TEST(each_side_is_used_once),
        WORLD_TEST(the_nearest_day_is_meant),
        WORLD_TEST(what_is_no_transfer),
        WORLD_TEST(a_rule_says_that_it_is_none),
        WORLD_TEST(a_rules_category_stands),
        WORLD_TEST(the_users_category_stands),
        WORLD_TEST(undone_on_one_side),
        WORLD_TEST(a_pending_transfer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

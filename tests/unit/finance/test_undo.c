/* Taking an import back, and taking the file again. */
#include "files.h"
#include "ledger_world.h"

#define IBAN "DE89370400440532013000"
#define DEBIT(day, amount, status, id, payee)                                                                \
    CAMT_ENTRY(day, amount, "DBIT", status, CAMT_ID(id), payee, "<Othr><Id>1</Id></Othr>")

static const char january[] =
    OFX("0051", "EUR",
        OFX_ENTRY("20240102", "-12.50", "a1", "Bakery") OFX_ENTRY("20240103", "-2.40", "a2", "Tram")
            OFX_ENTRY("20240103", "-2.40", "a3", "Tram"),
        OFX_CLOSING("482.70", "20240131"));

static void undo_then_reimport_brings_everything_back(void **state)
{
    struct world *w = *state;
    world_take(w, "a.ofx", january);
    assert_counts(w, 3, 0, 0, 0);
    /* Only the closing balance is known: what the account held before follows from it. */
    assert_int_equal(48270, world_balance(w, "0051"));
    for (int i = 0; i < 3; i++) {
        assert_int_equal(3, world_undo(w, w->import).voided);
        assert_int_equal(0, world_balance(w, "0051"));
        assert_int_equal(0, world_count(w));
        assert_int_equal(0, world_ask(w, "SELECT count(*) FROM month_total", 0, 0));
        assert_books_balance(w);
        world_take(w, "a.ofx", january);
        assert_counts(w, 3, 0, 0, 0);
        assert_int_equal(48270, world_balance(w, "0051"));
        assert_books_balance(w);
    }
}

static void undo_is_refused(void **state)
{
    struct world *w = *state;
    struct undo_result result;
    int64_t newest;
    assert_refused(w, ERR_NOT_FOUND, import_undo(&w->c, w->store, HOUSEHOLD_FIRST, 1, &result));
    assert_refused(w, ERR_NOT_FOUND, import_newest(&w->c, w->store, HOUSEHOLD_FIRST, &newest));
    world_take(w, "a.ofx", january);
    assert_refused(w, ERR_NOT_FOUND, import_undo(&w->c, w->store, HOUSEHOLD_FIRST + 1, w->import, &result));
    assert_ok(&w->c, import_newest(&w->c, w->store, HOUSEHOLD_FIRST, &newest));
    assert_int_equal(w->import, newest);
    world_undo(w, w->import);
    assert_refused(w, ERR_CONFLICT, import_undo(&w->c, w->store, HOUSEHOLD_FIRST, w->import, &result));
    assert_refused(w, ERR_NOT_FOUND, import_newest(&w->c, w->store, HOUSEHOLD_FIRST, &newest));
}

static void what_was_settled_is_held_again(void **state)
{
    struct world *w = *state;
    static const char announced[] = CAMT(IBAN, DEBIT("2024-01-10", "20.00", "PDNG", "P1", "Cinema")
                                                   DEBIT("2024-01-10", "50.00", "PDNG", "P2", "Fuel"));
    static const char booked[] = CAMT(IBAN, DEBIT("2024-01-10", "20.00", "BOOK", "P1", "Cinema")
                                                DEBIT("2024-01-12", "43.10", "BOOK", "P2", "Fuel"));
    world_take(w, "1.xml", announced);
    world_take(w, "2.xml", booked);
    assert_counts(w, 0, 0, 2, 0);
    assert_int_equal(-6310, world_balance(w, IBAN));
    struct undo_result undone = world_undo(w, w->import);
    assert_int_equal(1, undone.voided);
    assert_int_equal(2, undone.held_again);
    assert_int_equal(0, world_balance(w, IBAN));
    assert_int_equal(2, world_count_in(w, TXN_PENDING));
    assert_int_equal(7000, world_ask(w, "SELECT sum(pending_credit) FROM month_total", 0, 0));
    assert_books_balance(w);
    world_take(w, "2.xml", booked);
    assert_counts(w, 0, 0, 2, 0);
    assert_int_equal(-6310, world_balance(w, IBAN));
    assert_books_balance(w);
}

/* First the announcement is taken back, then what booked it: nothing may come to life again. */
static void undone_in_the_order_they_came(void **state)
{
    struct world *w = *state;
    world_take(w, "1.xml",
               CAMT(IBAN, DEBIT("2024-01-10", "20.00", "PDNG", "P1", "Cinema")
                              DEBIT("2024-01-10", "50.00", "PDNG", "P2", "Fuel")));
    int64_t first = w->import;
    world_take(w, "2.xml",
               CAMT(IBAN, DEBIT("2024-01-10", "20.00", "BOOK", "P1", "Cinema")
                              DEBIT("2024-01-12", "43.10", "BOOK", "P2", "Fuel")));
    world_undo(w, first);
    world_undo(w, w->import);
    assert_int_equal(0, world_count(w));
    assert_int_equal(0, world_ask(w, "SELECT count(*) FROM month_total", 0, 0));
    assert_books_balance(w);
}

static void what_the_user_voided_meanwhile_stays_void(void **state)
{
    struct world *w = *state;
    world_take(w, "1.xml", CAMT(IBAN, DEBIT("2024-01-10", "20.00", "PDNG", "P1", "Cinema")));
    world_take(w, "2.xml", CAMT(IBAN, DEBIT("2024-01-10", "20.00", "BOOK", "P1", "Cinema")));
    assert_ok(&w->c, transaction_void(&w->c, w->store, HOUSEHOLD_FIRST, world_txn(w, "Cinema")));
    world_undo(w, w->import);
    assert_int_equal(0, world_count(w));
    assert_books_balance(w);
}

static void what_was_settled_and_is_reconciled_keeps_its_import(void **state)
{
    struct world *w = *state;
    struct undo_result result;
    world_take(w, "1.xml", CAMT(IBAN, DEBIT("2024-01-10", "20.00", "PDNG", "P1", "Cinema")));
    world_take(w, "2.xml", CAMT(IBAN, DEBIT("2024-01-10", "20.00", "BOOK", "P1", "Cinema")));
    assert_ok(&w->c, world_edit(w, world_txn(w, "Cinema"),
                                (struct txn_edit){.set_reconciled = true, .reconciled = true}));
    assert_refused(w, ERR_CONFLICT, import_undo(&w->c, w->store, HOUSEHOLD_FIRST, w->import, &result));
}

static void questions_go_with_their_import(void **state)
{
    struct world *w = *state;
    world_take(w, "a.ofx", OFX("0051", "EUR", OFX_ENTRY("20240103", "-40", "f2", "GREEN GROCER"), ""));
    int64_t first = w->import;
    w->how.account = "0051";
    world_take(w, "e.csv", CSV_PLAIN_HEAD "2024-01-05,-40.00,Hardware Store\n");
    int64_t asked = world_txn(w, "Hardware Store");
    /* Its like is gone: "the same" would lose the money. */
    world_undo(w, first);
    assert_refused(w, ERR_CONFLICT, transaction_review(&w->c, w->store, HOUSEHOLD_FIRST, asked, true));
    world_undo(w, w->import);
    assert_int_equal(0, world_ask(w, "SELECT count(*) FROM suggestion WHERE state = 1", 0, 0));
    assert_int_equal(0, world_count(w));
    assert_books_balance(w);
    world_take(w, "e.csv", CSV_PLAIN_HEAD "2024-01-05,-40.00,Hardware Store\n");
    assert_counts(w, 1, 0, 0, 0);
}

/* What was merged into a transaction that went with its import may come again. */
static void a_merged_entry_outlives_its_like(void **state)
{
    struct world *w = *state;
    world_take(w, "a.ofx", OFX("0051", "EUR", OFX_ENTRY("20240103", "-40", "f2", "GREEN GROCER"), ""));
    int64_t first = w->import;
    w->how.account = "0051";
    world_take(w, "e.csv", CSV_PLAIN_HEAD "2024-01-05,-40.00,Green Grocers\n");
    assert_counts(w, 0, 0, 0, 1);
    assert_ok(&w->c,
              transaction_review(&w->c, w->store, HOUSEHOLD_FIRST, world_txn(w, "Green Grocers"), true));
    world_undo(w, first);
    assert_int_equal(0, world_balance(w, "0051"));
    world_take(w, "e.csv", CSV_PLAIN_HEAD "2024-01-05,-40.00,Green Grocers\n");
    assert_counts(w, 1, 0, 0, 0);
    assert_int_equal(-4000, world_balance(w, "0051"));
    assert_books_balance(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(undo_then_reimport_brings_everything_back),
        WORLD_TEST(undo_is_refused),
        WORLD_TEST(what_was_settled_is_held_again),
        WORLD_TEST(undone_in_the_order_they_came),
        WORLD_TEST(what_the_user_voided_meanwhile_stays_void),
        WORLD_TEST(what_was_settled_and_is_reconciled_keeps_its_import),
        WORLD_TEST(questions_go_with_their_import),
        WORLD_TEST(a_merged_entry_outlives_its_like),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

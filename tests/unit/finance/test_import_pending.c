/* Pending entries: held, then booked or changed, never twice; what the user said about them stays. */
#include "files.h"
#include "ledger_world.h"

#define IBAN "DE89370400440532013000"
#define PENDING(day, amount, id, payee)                                                                      \
    CAMT_ENTRY(day, amount, "DBIT", "PDNG", id, payee, "<Othr><Id>1</Id></Othr>")
#define BOOKED(day, amount, id, payee)                                                                       \
    CAMT_ENTRY(day, amount, "DBIT", "BOOK", id, payee, "<Othr><Id>1</Id></Othr>")

static int64_t held(struct world *w)
{
    return world_ask(
        w, "SELECT coalesce(sum(pending_debit - pending_credit), 0) FROM month_total WHERE account = ?1",
        world_account(w, IBAN), 0);
}

static void a_pending_entry_is_held_then_booked(void **state)
{
    struct world *w = *state;
    world_take(w, "1.xml", CAMT(IBAN, PENDING("2024-01-10", "20.00", CAMT_ID("P1"), "Cinema")));
    assert_counts(w, 1, 0, 0, 0);
    assert_int_equal(-2000, held(w));
    assert_int_equal(0, world_balance(w, IBAN));
    world_take(w, "1.xml", CAMT(IBAN, PENDING("2024-01-10", "20.00", CAMT_ID("P1"), "Cinema")));
    assert_counts(w, 0, 1, 0, 0);
    world_take(w, "2.xml", CAMT(IBAN, BOOKED("2024-01-10", "20.00", CAMT_ID("P1"), "Cinema")));
    assert_counts(w, 0, 0, 1, 0);
    assert_int_equal(0, held(w));
    assert_int_equal(-2000, world_balance(w, IBAN));
    world_take(w, "2.xml", CAMT(IBAN, BOOKED("2024-01-10", "20.00", CAMT_ID("P1"), "Cinema")));
    assert_counts(w, 0, 1, 0, 0);
    world_take(w, "1.xml", CAMT(IBAN, PENDING("2024-01-10", "20.00", CAMT_ID("P1"), "Cinema")));
    assert_counts(w, 0, 1, 0, 0);
    assert_int_equal(1, world_count(w));
    assert_books_balance(w);
}

/* Another amount, another day, other words: the id says that it is the same, weeks later. */
static void a_pending_entry_is_booked_otherwise(void **state)
{
    struct world *w = *state;
    static const char before[] =
        CAMT(IBAN, PENDING("2024-01-10", "200.00", CAMT_ID("P1"), "HOTEL SOL RESERVATION"));
    static const char after[] = CAMT(IBAN, BOOKED("2024-02-02", "187.30", CAMT_ID("P1"), "HOTEL SOL"));
    world_take(w, "1.xml", before);
    int64_t seq = world_txn(w, "HOTEL SOL RESERVATION");
    assert_ok(&w->c, world_edit(w, seq,
                                (struct txn_edit){.set_category = true,
                                                  .category = TEXT("Expenses:Holiday"),
                                                  .set_payee = true,
                                                  .payee = TEXT("Our hotel"),
                                                  .set_tags = true,
                                                  .tags = TEXT("spain"),
                                                  .set_notes = true,
                                                  .notes = TEXT("with breakfast")}));
    world_take(w, "2.xml", after);
    assert_counts(w, 0, 0, 1, 0);
    assert_int_equal(0, held(w));
    assert_int_equal(-18730, world_balance(w, IBAN));
    assert_int_equal(18730, world_balance(w, "Expenses:Holiday"));
    struct txn_view v = world_view(w, world_txn(w, "HOTEL SOL"));
    assert_text("Our hotel", v.payee);
    assert_text("spain", v.row.tags);
    assert_text("with breakfast", v.row.notes);
    assert_int_equal(SORTED_USER, v.row.sorted_by);
    for (int i = 0; i < 2; i++) {
        world_take(w, "2.xml", after);
        assert_counts(w, 0, 1, 0, 0);
        world_take(w, "1.xml", before);
        assert_counts(w, 0, 1, 0, 0);
    }
    assert_int_equal(1, world_count(w));
    assert_books_balance(w);
}

static void a_split_fits_the_new_amount(void **state)
{
    struct world *w = *state;
    static const struct txn_edit_part parts[] = {{TEXT("Expenses:Food"), -1500},
                                                 {TEXT("Expenses:Home"), -500}};
    world_take(w, "1.xml", CAMT(IBAN, PENDING("2024-01-10", "20.00", CAMT_ID("P1"), "Market")));
    assert_ok(&w->c, world_edit(w, world_txn(w, "Market"),
                                (struct txn_edit){.set_category = true, .parts = parts, .part_count = 2}));
    world_take(w, "2.xml", CAMT(IBAN, PENDING("2024-01-11", "22.00", CAMT_ID("P1"), "Market")));
    assert_counts(w, 0, 0, 1, 0);
    assert_int_equal(-2200, held(w));
    world_take(w, "3.xml", CAMT(IBAN, BOOKED("2024-01-12", "22.00", CAMT_ID("P1"), "Market")));
    assert_int_equal(1500, world_balance(w, "Expenses:Food"));
    assert_int_equal(700, world_balance(w, "Expenses:Home"));
    assert_books_balance(w);
    world_undo(w, w->import);
    assert_int_equal(-2200, held(w));
    world_take(w, "4.xml", CAMT(IBAN, BOOKED("2024-01-12", "14.00", CAMT_ID("P1"), "Market")));
    assert_int_equal(1400, world_balance(w, "Expenses:Food"));
    assert_int_equal(0, world_balance(w, "Expenses:Home"));
    assert_books_balance(w);
}

/* Without an id the payee and the amount say so, some days later; another payee is asked about. */
static void pending_entries_without_an_id(void **state)
{
    struct world *w = *state;
    static const char booked[] = CAMT(IBAN, BOOKED("2024-01-12", "9.50", "", "SUSHI BAR 0042 BERLIN")
                                                BOOKED("2024-01-12", "31.00", "", "GARAGE MEYER"));
    world_take(w, "1.xml",
               CAMT(IBAN, PENDING("2024-01-10", "9.50", "", "SUSHI BAR 0042")
                              PENDING("2024-01-10", "31.00", "", "FLORIST")));
    world_take(w, "2.xml", booked);
    assert_counts(w, 0, 0, 1, 1);
    assert_int_equal(-950, world_balance(w, IBAN));
    world_take(w, "2.xml", booked);
    assert_counts(w, 0, 2, 0, 0);
    int64_t asked = world_txn(w, "GARAGE MEYER");
    assert_int_equal(TXN_PENDING, world_row(w, asked).state);
    assert_ok(&w->c, transaction_review(&w->c, w->store, HOUSEHOLD_FIRST, asked, false));
    assert_int_equal(-950 - 3100, world_balance(w, IBAN));
    assert_int_equal(-3100, held(w));
    world_take(w, "2.xml", booked);
    assert_counts(w, 0, 2, 0, 0);
    assert_books_balance(w);
}

/* Two announcements of one amount: each is booked by its own entry, in any order. */
static void twins_that_are_pending(void **state)
{
    struct world *w = *state;
    world_take(w, "1.xml",
               CAMT(IBAN, PENDING("2024-01-10", "2.40", "", "Tram") PENDING("2024-01-10", "2.40", "", "Tram")
                              PENDING("2024-01-11", "2.40", "", "Tram")));
    assert_counts(w, 3, 0, 0, 0);
    world_take(w, "2.xml",
               CAMT(IBAN, BOOKED("2024-01-11", "2.40", "", "Tram") BOOKED("2024-01-10", "2.40", "", "Tram")));
    assert_counts(w, 0, 0, 2, 0);
    assert_int_equal(-240, held(w));
    world_take(w, "3.xml",
               CAMT(IBAN, BOOKED("2024-01-11", "2.40", "", "Tram") BOOKED("2024-01-10", "2.40", "", "Tram")
                              BOOKED("2024-01-10", "2.40", "", "Tram")));
    assert_counts(w, 0, 2, 1, 0);
    assert_int_equal(0, held(w));
    assert_int_equal(-720, world_balance(w, IBAN));
    assert_books_balance(w);
}

static void what_was_posted_by_hand_is_known(void **state)
{
    struct world *w = *state;
    world_take(w, "1.xml", CAMT(IBAN, PENDING("2024-01-10", "20.00", CAMT_ID("P1"), "Cinema")));
    int64_t seq = world_txn(w, "Cinema");
    assert_ok(&w->c, transaction_post(&w->c, w->store, HOUSEHOLD_FIRST, seq));
    assert_refused(w, ERR_CONFLICT, transaction_post(&w->c, w->store, HOUSEHOLD_FIRST, seq));
    world_take(w, "2.xml", CAMT(IBAN, BOOKED("2024-01-10", "20.00", CAMT_ID("P1"), "Cinema")));
    assert_counts(w, 0, 1, 0, 0);
    assert_int_equal(-2000, world_balance(w, IBAN));
    assert_books_balance(w);
}

/* The bank announces what is doubtful already: the question goes on about the booked form. */
static void a_doubtful_announcement_is_booked(void **state)
{
    struct world *w = *state;
    static const char booked[] = CAMT(IBAN, BOOKED("2024-01-11", "31.00", CAMT_ID("P1"), "GARAGE MEYER"));
    world_take(w, "a.csv", CSV_PLAIN_HEAD "2024-01-09,-31.00,Florist\n");
    w->how.account = "a";
    world_take(w, "1.xml", CAMT(IBAN, PENDING("2024-01-10", "31.00", CAMT_ID("P1"), "GARAGE")));
    assert_counts(w, 0, 0, 0, 1);
    world_take(w, "2.xml", booked);
    assert_counts(w, 0, 0, 1, 0);
    int64_t asked = world_ask(w, "SELECT txn FROM suggestion WHERE state = 1", 0, 0);
    assert_int_equal(world_txn(w, "GARAGE MEYER"), asked);
    assert_int_equal(-3100, world_balance(w, "a"));
    world_take(w, "2.xml", booked);
    assert_counts(w, 0, 1, 0, 0);
    assert_books_balance(w);
    assert_ok(&w->c, transaction_review(&w->c, w->store, HOUSEHOLD_FIRST, asked, false));
    assert_int_equal(-6200, world_balance(w, "a"));
    assert_books_balance(w);
}

/* What is announced and was asked about stays held when it is another one: the bank has not booked it yet. */
static void an_announcement_that_is_different(void **state)
{
    struct world *w = *state;
    world_take(w, "a.csv", CSV_PLAIN_HEAD "2024-01-09,-31.00,Florist\n");
    w->how.account = "a";
    world_take(w, "1.xml", CAMT(IBAN, PENDING("2024-01-10", "31.00", CAMT_ID("P1"), "GARAGE")));
    int64_t asked = world_txn(w, "GARAGE");
    assert_ok(&w->c, transaction_review(&w->c, w->store, HOUSEHOLD_FIRST, asked, false));
    assert_int_equal(TXN_PENDING, world_row(w, asked).state);
    assert_int_equal(-3100, world_balance(w, "a"));
    world_take(w, "2.xml", CAMT(IBAN, BOOKED("2024-01-11", "31.00", CAMT_ID("P1"), "GARAGE")));
    assert_counts(w, 0, 0, 1, 0);
    assert_int_equal(-6200, world_balance(w, "a"));
    assert_books_balance(w);
}

/* What waits for an answer is no announcement: the same file does not answer it. */
static void a_question_is_asked_once(void **state)
{
    struct world *w = *state;
    static const char qif[] = "!Type:Bank\nD2024-01-10\nT-31.00\nPGARAGE\n^\n";
    world_take(w, "a.csv", CSV_PLAIN_HEAD "2024-01-09,-31.00,Florist\n");
    w->how.account = "a";
    world_take(w, "b.qif", qif);
    assert_counts(w, 0, 0, 0, 1);
    world_take(w, "b.qif", qif);
    assert_counts(w, 0, 1, 0, 0);
    assert_int_equal(1, world_ask(w, "SELECT count(*) FROM suggestion WHERE state = 1", 0, 0));
    assert_int_equal(-3100, world_balance(w, "a"));
    assert_books_balance(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(a_pending_entry_is_held_then_booked),
        WORLD_TEST(a_pending_entry_is_booked_otherwise),
        WORLD_TEST(a_split_fits_the_new_amount),
        WORLD_TEST(pending_entries_without_an_id),
        WORLD_TEST(twins_that_are_pending),
        WORLD_TEST(what_was_posted_by_hand_is_known),
        WORLD_TEST(a_doubtful_announcement_is_booked),
        WORLD_TEST(an_announcement_that_is_different),
        WORLD_TEST(a_question_is_asked_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

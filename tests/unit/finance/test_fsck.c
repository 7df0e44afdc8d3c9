/* fsck is silent on what is sound and finds every kind of damage. */
#include "book.h"
#include "finance/fsck.h"
#include "finance/transactions.h"
#include "store/entity/event.h"
#include "store/entity/import.h"
#include "store/entity/sorting.h"

/* A ledger with one of everything. The numbers of transactions are those of the comments. */
static struct book *one_of_everything(void)
{
    struct book *b = book_new();
    int64_t giro = book_account(b, "Giro", ACCOUNT_ASSET, "EUR"),
            card = book_account(b, "Card", ACCOUNT_LIABILITY, "EUR");
    int64_t food = book_category(b, "Expenses:Food"), fun = book_category(b, "Expenses:Fun");
    int64_t transfers = book_category(b, "Equity:Transfers");
    struct store_query *q;
    const struct txn_part split[] = {{food, -700}, {fun, -300}};
    book_parts(
        b,
        (struct entry){
            .account = giro, .day = "2026-01-02", .text = "Fair", .memo = "two things", .payee = "Fair"},
        split, 2); /* 1 */
    book_entry(b, (struct entry){.account = giro, .day = "2026-01-03", .text = "To card"}, transfers,
               -500); /* 2 */
    book_entry(b, (struct entry){.account = card, .day = "2026-01-04", .text = "From giro"}, transfers,
               500); /* 3 */
    book_entry(b,
               (struct entry){.account = giro,
                              .day = "2026-02-02",
                              .text = "Shop",
                              .state = TXN_PENDING,
                              .flags = TXN_MAYBE_KNOWN},
               food, -250);                                                                          /* 4 */
    book_entry(b, (struct entry){.account = giro, .day = "2026-02-03", .text = "Shop"}, food, -250); /* 5 */
    book_entry(b, (struct entry){.account = card, .day = "2026-02-04", .text = "Wrong", .state = TXN_VOID},
               fun, -100); /* 6 */
    assert_ok(&b->c,
              store_query(&b->c, b->tx,
                          "UPDATE txn SET pair = CASE seq WHEN 2 THEN 3 ELSE 2 END WHERE seq IN (2, 3)", &q));
    assert_ok(&b->c, store_run(&b->c, q, NULL));
    struct suggestion_row suggestion = {4, 5, SUGGESTION_OPEN, TEXT("same amount")};
    assert_ok(&b->c, suggestion_insert(&b->c, b->tx, &suggestion));
    struct event_row event = {.household = HOUSEHOLD_FIRST,
                              .type = TEXT("transaction.created"),
                              .subject = TEXT("t"),
                              .txn_first = 1,
                              .txn_last = 5};
    assert_ok(&b->c, event_append(&b->c, b->tx, &event));
    struct event_row effect = {
        .household = HOUSEHOLD_FIRST, .type = TEXT("x"), .subject = TEXT("t"), .causation = event.id};
    assert_ok(&b->c, event_append(&b->c, b->tx, &effect));
    struct budget_row budget = {
        .category = food, .currency = CURRENCY_EUR, .month_from = month("2026-01"), .amount = 100};
    assert_ok(&b->c, budget_put(&b->c, b->tx, HOUSEHOLD_FIRST, &budget));
    book_keep(b);
    return b;
}

/* With an import of two entries, both added, that holds transactions 1 and 2. */
static void add_import(struct book *b)
{
    struct store_query *q;
    struct import_row import = {.seq = 1,
                                .id = id_new(b->c.now_us),
                                .household = HOUSEHOLD_FIRST,
                                .name = TEXT("f"),
                                .format = TEXT("csv"),
                                .state = IMPORT_COMMITTED,
                                .entries = 2,
                                .added = 2,
                                .txn_first = 1,
                                .txn_last = 2};
    struct statement_row statement = {.import = 1,
                                      .line = 1,
                                      .account = 1,
                                      .entries = 2,
                                      .opening_date = DATE_NONE,
                                      .closing_date = DATE_NONE};
    book_begin(b);
    assert_ok(&b->c, counter_take(&b->c, b->tx, "import", 1, &import.seq));
    assert_ok(&b->c, import_insert(&b->c, b->tx, &import));
    assert_ok(&b->c, statement_insert(&b->c, b->tx, &statement));
    assert_ok(&b->c, store_query(&b->c, b->tx, "UPDATE txn SET import = 1 WHERE seq IN (1, 2)", &q));
    assert_ok(&b->c, store_run(&b->c, q, NULL));
    book_keep(b);
}

struct found {
    struct buf all; /* "check: where: what\n" */
};

static void note(void *self, const struct fsck_problem *p)
{
    struct found *found = self;
    buf_printf(&found->all, "%s: %s: %s\n", fsck_check_name(p->check), p->where, p->what);
}

static struct fsck_result check(struct book *b, struct found *found)
{
    struct fsck_result result;
    struct fsck_options options = {.problem = note, .self = found};
    struct store_tx *tx = book_read(b);
    assert_ok(&b->c, fsck_run(&b->c, tx, &options, &result));
    store_rollback(tx);
    return result;
}

static void sound_is_sound(void **state)
{
    (void)state;
    struct book *b = one_of_everything();
    struct found found = {0};
    add_import(b);
    struct fsck_result result = check(b, &found);
    assert_string_equal("", found.all.at == NULL ? "" : found.all.at);
    assert_int_equal(0, result.problems_all);
    assert_int_equal(5, result.looked_at[FSCK_ACCOUNTS]);
    assert_int_equal(6, result.looked_at[FSCK_TRANSACTIONS]);
    assert_int_equal(8, result.looked_at[FSCK_LINES]);
    assert_int_equal(3, result.looked_at[FSCK_LOOKUPS]);
    assert_int_equal(2, result.looked_at[FSCK_PAIRS]);
    assert_int_equal(1, result.looked_at[FSCK_SUGGESTIONS]);
    assert_int_equal(1, result.looked_at[FSCK_IMPORTS]);
    assert_int_equal(1, result.looked_at[FSCK_STATEMENTS]);
    assert_int_equal(2, result.looked_at[FSCK_EVENTS]);
    buf_free(&found.all);
    book_free(b);
}

static const struct damage {
    const char *sql, *expected;
} damages[] = {
    {"UPDATE txn SET amount = amount + 1 WHERE seq = 1",
     "transactions: transaction 1: its row on disk is not what was written"},
    {"UPDATE txn SET amount = amount + 1 WHERE seq = 1",
     "transactions: transaction 1: the lines in force do not add up to its amount"},
    {"UPDATE txn SET date = date + 1 WHERE seq = 2", "transactions: transaction 2: its row on disk"},
    {"UPDATE txn SET date = date + 1 WHERE seq = 2",
     "lines: transaction 2, line 0: the date is not the transaction's"},
    {"UPDATE txn SET text = 'Fair.' WHERE seq = 1", "transactions: transaction 1: its row on disk"},
    {"UPDATE txn SET memo = NULL WHERE seq = 1", "transactions: transaction 1: its row on disk"},
    {"UPDATE txn SET row_check = row_check + 1 WHERE seq = 1",
     "transactions: transaction 1: its row on disk"},
    {"UPDATE txn SET state = 1 WHERE seq = 1",
     "transactions: transaction 1: the state is not that of its lines"},
    {"UPDATE txn SET state = 3 WHERE seq = 1",
     "transactions: transaction 1: it is void, but lines are in force"},
    {"UPDATE txn SET state = 2 WHERE seq = 6",
     "transactions: transaction 6: the lines in force do not add up"},
    {"UPDATE txn SET state = 9 WHERE seq = 1", "transactions: transaction 1: the state is none of"},
    {"UPDATE txn SET account = 3 WHERE seq = 1", "transactions: transaction 1: its account is a category"},
    {"UPDATE transfer SET amount = amount + 1 WHERE txn = 1 AND line = 0",
     "month totals: Giro, EUR, 2026-01: the kept credits"},
    {"UPDATE transfer SET amount = 0 WHERE txn = 1 AND line = 0",
     "lines: transaction 1, line 0: the amount is not above zero"},
    {"UPDATE transfer SET amount = -700 WHERE txn = 1 AND line = 0",
     "lines: transaction 1, line 0: the amount is not above zero"},
    {"UPDATE transfer SET debit = credit WHERE txn = 1 AND line = 0",
     "lines: transaction 1, line 0: both sides are the same"},
    {"UPDATE transfer SET debit = 3, credit = 4 WHERE txn = 1 AND line = 0",
     "lines: transaction 1, line 0: neither side"},
    {"UPDATE transfer SET currency = 826 WHERE txn = 1 AND line = 0",
     "lines: transaction 1, line 0: the currency"},
    {"UPDATE transfer SET phase = 7 WHERE txn = 1 AND line = 0", "lines: transaction 1, line 0: the phase"},
    {"UPDATE transfer SET reverses = 0 WHERE txn = 1 AND line = 0",
     "lines: transaction 1, line 0: it names a line that does not come before"},
    {"UPDATE transfer SET reverses = 0 WHERE txn = 1 AND line = 1",
     "lines: transaction 1, line 1: it names a line between other"},
    {"UPDATE transfer SET reverses = NULL WHERE txn = 6 AND line = 1",
     "lines: transaction 6, line 1: it is void but takes nothing back"},
    {"DELETE FROM transfer WHERE txn = 1 AND line = 0", "lines: transaction 1: a line is missing"},
    {"DELETE FROM transfer WHERE txn = 5", "transactions: transaction 5: the lines in force do not add up"},
    {"UPDATE month_total SET debit = debit + 1 WHERE account = 3 AND month = 2026 * 12",
     "month totals: Expenses:Food, EUR, 2026-01: the kept debits"},
    {"UPDATE month_total SET lines = lines + 1 WHERE account = 3 AND month = 2026 * 12",
     "month totals: Expenses:Food, EUR, 2026-01: the kept number"},
    {"UPDATE month_total SET pending_credit = 0 WHERE account = 1 AND month = 2026 * 12 + 1",
     "month totals: Giro, EUR, 2026-02: the kept pending credits"},
    {"DELETE FROM month_total WHERE account = 3 AND month = 2026 * 12",
     "month totals: Expenses:Food, EUR, 2026-01: the sum is not kept"},
    {"INSERT INTO month_total VALUES (3, 978, 24000, 0, 0, 0, 0, 1)",
     "month totals: Expenses:Food, EUR, 2000-01: a sum is kept where no line"},
    {"UPDATE txn SET pair = 5 WHERE seq = 2", "pairs: transaction 2: its other side does not name it"},
    {"UPDATE txn SET pair = NULL WHERE seq = 3", "pairs: transaction 2: its other side does not name it"},
    {"UPDATE txn SET pair = 99 WHERE seq = 2", "pairs: transaction 2: its other side does not exist"},
    {"UPDATE txn SET pair = CASE seq WHEN 1 THEN 5 ELSE 1 END WHERE seq IN (1, 5)",
     "pairs: transaction 1: its other side is not the opposite"},
    {"UPDATE suggestion SET candidate = 3",
     "suggestions: suggestion for transaction 4: it does not name two"},
    {"UPDATE suggestion SET state = 3",
     "suggestions: transaction 4: it is held for a suggestion that is not open"},
    {"UPDATE txn SET flags = 0 WHERE seq = 4", "suggestions: suggestion for transaction 4: it is open, but"},
    {"UPDATE import SET added = 3", "imports: import 1: new, known and doubtful entries are not all it read"},
    {"UPDATE import SET added = 1, duplicates = 1", "imports: import 1: its transactions are not as many"},
    {"UPDATE import SET txn_last = 1", "imports: import 1: transactions lie outside its range"},
    {"UPDATE import SET state = 2", "imports: import 1: it is undone, but transactions are in force"},
    {"UPDATE statement SET entries = 3", "statements: import 1: its statements hold another number"},
    {"UPDATE statement SET account = 3", "statements: import 1, statement 1: it is about no own account"},
    {"UPDATE account SET kind = 3 WHERE seq = 3",
     "accounts: account 3 (Expenses:Food): the kind does not agree"},
    {"UPDATE account SET currency = 0 WHERE seq = 1",
     "accounts: account 1 (Giro): its currency is not known"},
    {"UPDATE account SET name = 'Food' WHERE seq = 3", "accounts: account 3 (Food): the name is no category"},
    {"UPDATE budget SET category = 1", "budgets and corrections: budget 1: its category does not exist"},
    {"UPDATE event SET causation = X'00112233445566778899AABBCCDDEEFF' WHERE seq = 2",
     "events: event 2: its cause is not an earlier event"},
    {"UPDATE event SET data = 'x' WHERE seq = 1", "events: event 1: its data is no JSON object"},
    {"UPDATE event SET txn_last = 0 WHERE seq = 1", "events: event 1: its range"},
    {"INSERT INTO consumer (name, event, tries, next_try_us) VALUES ('c', 99, 0, 0)",
     "events: consumer c: it has read beyond the log's end"},
    {"UPDATE counter SET next = 6 WHERE name = 'txn'", "counters: counter txn: its next number is in use"},
    {"DELETE FROM counter WHERE name = 'payee'", "counters: counters: one is missing"},
};

static void every_damage_is_found(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof damages / sizeof *damages; i++) {
        struct book *b = one_of_everything();
        struct found found = {0};
        add_import(b);
        book_damage(b, damages[i].sql);
        struct fsck_result result = check(b, &found);
        if (result.problems_all == 0 || strstr(found.all.at, damages[i].expected) == NULL)
            fail_msg("%s\n  expected %s\n  found %s", damages[i].sql, damages[i].expected,
                     found.all.at == NULL ? "nothing" : found.all.at);
        buf_free(&found.all);
        book_free(b);
    }
}

static void state_of(struct book *b, char out[FSCK_HASH_TEXT])
{
    struct fsck_hash hash;
    struct store_tx *tx = book_read(b);
    assert_ok(&b->c, fsck_state_hash(&b->c, tx, HOUSEHOLD_FIRST, &hash));
    store_rollback(tx);
    memcpy(out, hash.text, FSCK_HASH_TEXT);
}

/* The same entries in another order, with other numbers, ids and gaps, and with what does not count. */
static struct book *written(bool otherwise)
{
    struct book *b = book_new();
    int64_t first, giro, card, food = 0;
    if (otherwise) {
        assert_ok(&b->c, counter_take(&b->c, b->tx, "txn", 1000, &first));
        food = book_category(b, "Expenses:Food");
        book_category(b, "Expenses:Unused");
        card = book_account(b, "Card", ACCOUNT_LIABILITY, "EUR");
        giro = book_account(b, "Giro", ACCOUNT_ASSET, "EUR");
        book_entry(b, (struct entry){.account = giro, .day = "2026-01-01", .text = "Gone", .state = TXN_VOID},
                   food, -5);
    } else {
        giro = book_account(b, "Giro", ACCOUNT_ASSET, "EUR");
        card = book_account(b, "Card", ACCOUNT_LIABILITY, "EUR");
        food = book_category(b, "Expenses:Food");
    }
    int64_t fun = book_category(b, "Expenses:Fun");
    for (int i = 0; i < 6; i++) {
        const char *names[] = {"A", "B", "C", "C", "D", "E"};
        int at = otherwise ? 5 - i : i;
        const struct txn_part parts[] = {{food, -100}, {fun, -200 - at}},
                              turned[] = {{fun, -200 - at}, {food, -100}};
        book_parts(b,
                   (struct entry){.account = at % 2 == 0 ? giro : card,
                                  .day = at < 3 ? "2026-01-05" : "2026-01-06",
                                  .text = names[at],
                                  .payee = otherwise ? "Somebody" : NULL},
                   otherwise ? turned : parts, 2);
    }
    book_keep(b);
    return b;
}

static void the_hash_is_of_what_the_ledger_says(void **state)
{
    (void)state;
    struct book *one = written(false), *two = written(true);
    char first[FSCK_HASH_TEXT], second[FSCK_HASH_TEXT];
    state_of(one, first);
    state_of(two, second);
    assert_string_equal(first, second);
    assert_int_equal(32, strlen(first));
    book_begin(two);
    book_entry(two, (struct entry){.account = 3, .day = "2026-01-05", .text = "A"}, 1, -1);
    book_keep(two);
    state_of(two, second);
    assert_string_not_equal(first, second);
    book_free(one);
    book_free(two);
}

/* What the words of one field lose, the next may not win. */
static void the_hash_tells_fields_apart(void **state)
{
    (void)state;
    const struct entry entries[] = {
        {.account = 1, .day = "2026-01-05", .text = "ab", .bank_id = "c"},
        {.account = 1, .day = "2026-01-05", .text = "a", .bank_id = "bc"},
        {.account = 1, .day = "2026-01-05", .text = "abc"},
        {.account = 1, .day = "2026-01-05", .text = "ab", .bank_id = "c", .state = TXN_PENDING},
        {.account = 1, .day = "2026-01-06", .text = "ab", .bank_id = "c"},
    };
    char hashes[sizeof entries / sizeof *entries][FSCK_HASH_TEXT];
    for (size_t i = 0; i < sizeof entries / sizeof *entries; i++) {
        struct book *b = book_new();
        book_account(b, "Giro", ACCOUNT_ASSET, "EUR");
        book_entry(b, entries[i], book_category(b, "Expenses:Food"), -100);
        book_keep(b);
        state_of(b, hashes[i]);
        for (size_t k = 0; k < i; k++)
            assert_string_not_equal(hashes[k], hashes[i]);
        book_free(b);
    }
}

/* Numbers that are the same in every run (Knuth, MMIX). */
static uint32_t next_number(uint64_t *seed)
{
    *seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(*seed >> 33);
}

/* One thing that a person may do; refusals are answers too. */
static void do_something(struct book *b, uint64_t *seed, int64_t *newest)
{
    static const char *const categories[] = {"Expenses:A", "Expenses:B", "Income:C", "Expenses:A:B"};
    struct ctx c = test_ctx();
    int64_t txn = *newest == 0 ? 1 : 1 + next_number(seed) % *newest;
    struct text category = text_of(categories[next_number(seed) % 4]);
    bool again;
    enum err e = OK;
    switch (next_number(seed) % 4) {
    case 0:
    case 1: {
        int64_t amount = (int64_t)(next_number(seed) % 20001) - 10000;
        struct txn_new fresh = {.account = next_number(seed) % 2 ? TEXT("Giro") : TEXT("Card"),
                                .payee = TEXT("P"),
                                .category = category,
                                .amount = amount,
                                .date = 20454 + (date)(next_number(seed) % 400),
                                .pending = next_number(seed) % 4 == 0};
        e = transaction_create(&c, b->store, HOUSEHOLD_FIRST, &fresh, newest, &again);
        break;
    }
    case 2: {
        struct txn_edit edit = {.set_category = true, .category = category};
        e = transaction_edit(&c, b->store, HOUSEHOLD_FIRST, txn, &edit);
        break;
    }
    default:
        e = transaction_void(&c, b->store, HOUSEHOLD_FIRST, txn);
    }
    if (e != OK && e != ERR_CONFLICT && e != ERR_NOT_FOUND && e != ERR_INPUT)
        fail_msg("%s", c.why);
    test_ctx_end(&c);
}

static void what_people_do_leaves_it_sound(void **state)
{
    (void)state;
    struct book *b = book_new();
    uint64_t seed = 20260105;
    int64_t newest = 0;
    book_account(b, "Giro", ACCOUNT_ASSET, "EUR");
    book_account(b, "Card", ACCOUNT_LIABILITY, "EUR");
    book_keep(b);
    for (int round = 0; round < 8; round++) {
        struct found found = {0};
        for (int i = 0; i < 100; i++)
            do_something(b, &seed, &newest);
        struct fsck_result result = check(b, &found);
        assert_string_equal("", found.all.at == NULL ? "" : found.all.at);
        assert_true(result.looked_at[FSCK_TRANSACTIONS] > round * 25);
        buf_free(&found.all);
    }
    book_free(b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sound_is_sound),
        cmocka_unit_test(every_damage_is_found),
        cmocka_unit_test(the_hash_is_of_what_the_ledger_says),
        cmocka_unit_test(the_hash_tells_fields_apart),
        cmocka_unit_test(what_people_do_leaves_it_sound),
    };
    return cmocka_run_group_tests_name("finance/fsck", tests, NULL, NULL);
}

/* What people book by hand: once per id, within the account's limit, all parts or none; and the list. */
#include "ledger_world.h"

static date day(const char *text)
{
    date d;
    assert_true(date_parse(text_of(text), &d));
    return d;
}

static const struct txn_edit_part market[] = {{TEXT("Expenses:Food"), -3000}, {TEXT("Expenses:Home"), -1250}};

static struct txn_new sample(uint64_t id)
{
    return (struct txn_new){.id = id_seeded(INT64_C(1767225600000000), id),
                            .account = TEXT("giro"),
                            .date = day("2026-01-05"),
                            .amount = -4250,
                            .payee = TEXT("Corner market"),
                            .memo = TEXT("weekend"),
                            .notes = TEXT("cash"),
                            .category = TEXT("Expenses:Food")};
}

static enum err create(struct world *w, struct txn_new fresh, int64_t *seq, bool *again)
{
    return transaction_create(&w->c, w->store, HOUSEHOLD_FIRST, &fresh, seq, again);
}

static int64_t book(struct world *w, struct txn_new fresh)
{
    int64_t seq;
    bool again;
    assert_ok(&w->c, create(w, fresh, &seq, &again));
    assert_false(again);
    return seq;
}

static void set_lowest(struct world *w, const char *account, int64_t lowest)
{
    struct store_tx *tx;
    assert_ok(&w->c, store_begin(&w->c, w->store, &tx));
    assert_ok(&w->c, account_set_lowest(&w->c, tx, world_account(w, account), true, lowest));
    assert_ok(&w->c, store_commit(&w->c, tx));
}

static void one_id_is_one_effect(void **state)
{
    struct world *w = *state;
    int64_t seq, other;
    bool again;
    world_open_account(w, "giro", CURRENCY_EUR, "");
    seq = book(w, sample(1));
    uint64_t before = world_digest(w);
    for (int i = 0; i < 3; i++) {
        assert_ok(&w->c, create(w, sample(1), &other, &again));
        assert_true(again);
        assert_int_equal(seq, other);
    }
    assert_true(before == world_digest(w));
    assert_int_equal(-4250, world_balance(w, "giro"));
    assert_int_equal(4250, world_balance(w, "Expenses:Food"));
    assert_books_balance(w);
}

static void another_body_is_refused_by_name(void **state)
{
    struct world *w = *state;
    int64_t seq;
    bool again;
    world_open_account(w, "giro", CURRENCY_EUR, "");
    world_open_account(w, "till", CURRENCY_EUR, "");
    book(w, sample(1));
    struct txn_new split = sample(2);
    split.category = TEXT("");
    split.parts = market;
    split.part_count = 2;
    book(w, split);
    static const struct txn_edit_part swapped[] = {{TEXT("Expenses:Home"), -1250},
                                                   {TEXT("Expenses:Food"), -3000}};
    struct txn_new bodies[10];
    static const char *const fields[] = {"account", "date",    "amount",   "payee", "memo",
                                         "notes",   "pending", "category", "parts", "parts"};
    for (int i = 0; i < 8; i++)
        bodies[i] = sample(1);
    bodies[8] = bodies[9] = split;
    bodies[0].account = TEXT("till");
    bodies[1].date++;
    bodies[2].amount--;
    bodies[3].payee = TEXT("Corner markets");
    bodies[4].memo = TEXT("");
    bodies[5].notes = TEXT("card");
    bodies[6].pending = true;
    bodies[7].category = TEXT("Expenses:Home");
    bodies[8].part_count = 1;
    bodies[9].parts = swapped;
    for (int i = 0; i < 10; i++) {
        assert_refused(w, ERR_CONFLICT, create(w, bodies[i], &seq, &again));
        const char *says = strrchr(w->c.why, ':');
        assert_non_null(says);
        assert_non_null(strstr(says, fields[i]));
    }
}

/* What the id stands for is what was entered, not what became of it. */
static void an_edited_transaction_keeps_its_body(void **state)
{
    struct world *w = *state;
    int64_t seq, other;
    bool again;
    world_open_account(w, "giro", CURRENCY_EUR, "");
    struct txn_new held = sample(1);
    held.pending = true;
    seq = book(w, held);
    assert_ok(&w->c, transaction_post(&w->c, w->store, HOUSEHOLD_FIRST, seq));
    assert_ok(&w->c, world_edit(w, seq,
                                (struct txn_edit){.set_category = true,
                                                  .parts = market,
                                                  .part_count = 2,
                                                  .set_payee = true,
                                                  .payee = TEXT("Somebody"),
                                                  .set_notes = true,
                                                  .notes = TEXT("new")}));
    assert_ok(&w->c, create(w, held, &other, &again));
    assert_true(again && other == seq);
    assert_ok(&w->c, transaction_void(&w->c, w->store, HOUSEHOLD_FIRST, seq));
    assert_ok(&w->c, create(w, held, &other, &again));
    assert_true(again);
    assert_int_equal(0, world_balance(w, "giro"));
}

static void wrong_bodies_change_nothing(void **state)
{
    struct world *w = *state;
    int64_t seq;
    bool again;
    world_open_account(w, "giro", CURRENCY_EUR, "");
    static const struct txn_edit_part wrong_sum[] = {{TEXT("Expenses:Food"), -1},
                                                     {TEXT("Expenses:Home"), -1}};
    struct txn_new bad[8];
    enum err codes[] = {ERR_NOT_FOUND, ERR_INPUT, ERR_INPUT, ERR_INPUT,
                        ERR_INPUT,     ERR_INPUT, ERR_INPUT, ERR_INPUT};
    for (int i = 0; i < 8; i++)
        bad[i] = sample(1);
    bad[0].account = TEXT("nowhere");
    bad[1].date = DATE_NONE;
    bad[2].category = TEXT("Food");
    bad[3].category = TEXT("giro");
    bad[4].parts = wrong_sum;
    bad[4].part_count = 2;
    bad[5].payee = TEXT("\xff");
    bad[6].amount = INT64_MIN;
    bad[7].account = TEXT("Equity:Transfers");
    book(w, (struct txn_new){.account = TEXT("giro"),
                             .date = day("2026-01-01"),
                             .amount = 1,
                             .category = TEXT("Equity:Transfers")});
    for (int i = 0; i < 8; i++)
        assert_refused(w, codes[i], create(w, bad[i], &seq, &again));
    struct txn_new huge = sample(1);
    huge.amount = INT64_MAX;
    assert_refused(w, ERR_LIMIT, create(w, huge, &seq, &again));
    huge.date = day("2026-02-05");
    assert_refused(w, ERR_LIMIT, create(w, huge, &seq, &again));
    huge.amount--;
    huge.category = TEXT("Income:Lottery");
    book(w, huge);
    assert_books_balance(w);
}

static void the_lowest_balance_holds(void **state)
{
    struct world *w = *state;
    int64_t seq;
    bool again;
    world_open_account(w, "giro", CURRENCY_EUR, "");
    set_lowest(w, "giro", -1000);
    struct txn_new out = sample(1), in = sample(2), hold = sample(3), coming = sample(4);
    out.amount = -1001;
    assert_refused(w, ERR_DENIED, create(w, out, &seq, &again));
    assert_non_null(strstr(w->c.why, "-10.01"));
    out.amount = -1000;
    book(w, out);
    in.amount = 500;
    in.category = TEXT("Income:Gifts");
    int64_t gift = book(w, in);
    /* What is held is gone; what is announced is not there yet. */
    hold.amount = -300;
    hold.pending = true;
    int64_t held = book(w, hold);
    coming.amount = 900;
    coming.category = TEXT("Income:Gifts");
    coming.pending = true;
    int64_t announced = book(w, coming);
    struct txn_new more = sample(5);
    more.amount = -201;
    assert_refused(w, ERR_DENIED, create(w, more, &seq, &again));
    assert_refused(w, ERR_DENIED, transaction_void(&w->c, w->store, HOUSEHOLD_FIRST, gift));
    assert_ok(&w->c, transaction_post(&w->c, w->store, HOUSEHOLD_FIRST, held));
    assert_refused(w, ERR_DENIED, create(w, more, &seq, &again));
    assert_ok(&w->c, transaction_post(&w->c, w->store, HOUSEHOLD_FIRST, announced));
    book(w, more);
    assert_ok(&w->c, transaction_void(&w->c, w->store, HOUSEHOLD_FIRST, gift));
    assert_int_equal(-1000 - 300 + 900 - 201, world_balance(w, "giro"));
    assert_books_balance(w);
}

static void a_held_transaction_resolves_once(void **state)
{
    struct world *w = *state;
    world_open_account(w, "giro", CURRENCY_EUR, "");
    struct txn_new hold = sample(1), other = sample(2);
    hold.pending = other.pending = true;
    int64_t posted = book(w, hold), dropped = book(w, other);
    assert_ok(&w->c, transaction_post(&w->c, w->store, HOUSEHOLD_FIRST, posted));
    assert_refused(w, ERR_CONFLICT, transaction_post(&w->c, w->store, HOUSEHOLD_FIRST, posted));
    assert_ok(&w->c, transaction_void(&w->c, w->store, HOUSEHOLD_FIRST, dropped));
    assert_refused(w, ERR_CONFLICT, transaction_post(&w->c, w->store, HOUSEHOLD_FIRST, dropped));
    assert_refused(w, ERR_CONFLICT, transaction_void(&w->c, w->store, HOUSEHOLD_FIRST, dropped));
    assert_refused(w, ERR_NOT_FOUND, transaction_review(&w->c, w->store, HOUSEHOLD_FIRST, posted, true));
    assert_refused(w, ERR_NOT_FOUND, transaction_void(&w->c, w->store, HOUSEHOLD_FIRST + 1, posted));
    assert_int_equal(-4250, world_balance(w, "giro"));
    assert_books_balance(w);
}

static void an_amount_of_zero(void **state)
{
    struct world *w = *state;
    world_open_account(w, "giro", CURRENCY_EUR, "");
    struct txn_new nothing = sample(1);
    int64_t other;
    bool again;
    nothing.amount = 0;
    int64_t seq = book(w, nothing);
    assert_ok(&w->c, create(w, nothing, &other, &again));
    assert_true(again);
    assert_ok(&w->c,
              world_edit(w, seq, (struct txn_edit){.set_category = true, .category = TEXT("Expenses:Home")}));
    assert_ok(&w->c, transaction_void(&w->c, w->store, HOUSEHOLD_FIRST, seq));
    assert_refused(w, ERR_CONFLICT, transaction_void(&w->c, w->store, HOUSEHOLD_FIRST, seq));
    assert_int_equal(0, world_ask(w, "SELECT count(*) FROM month_total", 0, 0));
}

/* -- The list -- */

static size_t list(struct world *w, struct txn_filter filter, struct txn_view **rows)
{
    struct store_tx *tx;
    size_t count;
    assert_ok(&w->c, store_begin_read(&w->c, w->store, &tx));
    assert_ok(&w->c, transaction_list(&w->c, tx, HOUSEHOLD_FIRST, &filter, rows, &count));
    store_rollback(tx);
    return count;
}

static void fill(struct world *w)
{
    static const char *const payees[] = {"Bakery", "Cinema", "Tram", "Garage"};
    static const char *const categories[] = {"Expenses:Food", "Expenses:Fun", "Expenses:Uncategorised",
                                             "Expenses:Foodstuff"};
    world_open_account(w, "giro", CURRENCY_EUR, "");
    world_open_account(w, "till", CURRENCY_EUR, "");
    for (int i = 0; i < 60; i++) {
        struct txn_new t = sample((uint64_t)i + 1);
        t.account = i % 3 == 0 ? TEXT("till") : TEXT("giro");
        t.date = day("2026-01-01") + (i * 7) % 20; /* not in the order of entry; several a day */
        t.payee = text_of(payees[i % 4]);
        t.memo = TEXT("");
        t.notes = i == 11 ? TEXT("needle") : TEXT("");
        t.category = text_of(categories[i % 4]);
        book(w, t);
    }
}

static void pages_join_without_gap_or_overlap(void **state)
{
    struct world *w = *state;
    struct txn_view *rows, *all;
    fill(w);
    assert_int_equal(60, list(w, (struct txn_filter){.from = DATE_NONE, .to = DATE_NONE}, &all));
    size_t seen = 0, count;
    struct txn_cursor behind = {0};
    do {
        count = list(w, (struct txn_filter){.from = DATE_NONE, .to = DATE_NONE, .limit = 7, .behind = behind},
                     &rows);
        for (size_t i = 0; i < count; i++)
            assert_int_equal(all[seen++].row.seq, rows[i].row.seq);
        if (count > 0)
            behind = (struct txn_cursor){rows[count - 1].row.date, rows[count - 1].row.seq};
    } while (count > 0);
    assert_int_equal(60, seen);
    for (size_t i = 1; i < seen; i++)
        assert_true(all[i - 1].row.date > all[i].row.date ||
                    (all[i - 1].row.date == all[i].row.date && all[i - 1].row.seq > all[i].row.seq));
}

static void filters(void **state)
{
    struct world *w = *state;
    struct txn_view *rows;
    const struct txn_filter open = {.from = DATE_NONE, .to = DATE_NONE};
    fill(w);
    struct txn_filter f = open;
    f.accounts[f.account_count++] = world_account(w, "till");
    assert_int_equal(20, list(w, f, &rows));
    f = open;
    f.category = TEXT("Expenses:Food");
    assert_int_equal(15, list(w, f, &rows));
    f.category = TEXT("Expenses");
    assert_int_equal(60, list(w, f, &rows));
    f = open;
    f.unsorted = true;
    assert_int_equal(15, list(w, f, &rows));
    f = open;
    f.search = TEXT("NEEDLE");
    assert_int_equal(1, list(w, f, &rows));
    f.search = TEXT("cin");
    assert_int_equal(15, list(w, f, &rows));
    f = open;
    f.from = day("2026-01-03");
    f.to = day("2026-01-04");
    assert_int_equal(6, list(w, f, &rows));
    f = open;
    f.limit = 5000;
    assert_int_equal(60, list(w, f, &rows));
    struct store_tx *tx;
    size_t count;
    assert_ok(&w->c, store_begin_read(&w->c, w->store, &tx));
    assert_ok(&w->c, transaction_list(&w->c, tx, HOUSEHOLD_FIRST + 1, &open, &rows, &count));
    assert_int_equal(0, count);
    store_rollback(tx);
}

/* A rule's tags, payee and split are applied at once, unless the request says something else. */
static void rules_sort_what_is_entered(void **state)
{
    struct world *w = *state;
    int64_t seq, other;
    bool again;
    world_open_account(w, "giro", CURRENCY_EUR, "");
    world_rule(
        w, "payee is \"Corner market\" -> split \"Expenses:Food\" 60%, \"Expenses:Home\" rest, tag \"week\"");
    struct txn_new fresh = sample(1);
    fresh.category = TEXT("");
    seq = book(w, fresh);
    struct txn_view v = world_view(w, seq);
    assert_int_equal(2, v.part_count);
    assert_int_equal(-2550, v.parts[0].amount);
    assert_text("week", v.row.tags);
    assert_int_equal(SORTED_RULE, v.row.sorted_by);
    assert_ok(&w->c, create(w, fresh, &other, &again));
    assert_true(again && other == seq);

    struct txn_new mine = sample(2);
    mine.tags = TEXT("mine,too");
    seq = book(w, mine);
    v = world_view(w, seq);
    assert_int_equal(1, v.part_count);
    assert_text("mine,too", v.row.tags);
    assert_true(v.row.flags & TXN_TAGS_EDITED);
    mine = sample(1);
    mine.category = TEXT("");
    mine.tags = TEXT("mine");
    assert_refused(w, ERR_CONFLICT, create(w, mine, &other, &again));
    assert_non_null(strstr(w->c.why, "tags"));
    assert_books_balance(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(one_id_is_one_effect),
        WORLD_TEST(rules_sort_what_is_entered),
        WORLD_TEST(another_body_is_refused_by_name),
        WORLD_TEST(an_edited_transaction_keeps_its_body),
        WORLD_TEST(wrong_bodies_change_nothing),
        WORLD_TEST(the_lowest_balance_holds),
        WORLD_TEST(a_held_transaction_resolves_once),
        WORLD_TEST(an_amount_of_zero),
        WORLD_TEST(pages_join_without_gap_or_overlap),
        WORLD_TEST(filters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

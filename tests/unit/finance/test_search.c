/* What a list finds, and how the index keeps up with what it is about. */
#include "files.h"
#include "finance/search/search.h"
#include "finance/search/step.h"
#include "ledger_world.h"

static date day(const char *text)
{
    date d;
    assert_true(date_parse(text_of(text), &d));
    return d;
}

static int64_t book_on(struct world *w, const char *on, const char *payee, int64_t amount)
{
    int64_t seq;
    bool again;
    struct txn_new fresh = {.account = TEXT("giro"),
                            .date = day(on),
                            .amount = amount,
                            .payee = text_of(payee),
                            .category = TEXT("Expenses:Food:Groceries")};
    assert_ok(&w->c, transaction_create(&w->c, w->store, HOUSEHOLD_FIRST, &fresh, &seq, &again));
    return seq;
}

static int64_t book(struct world *w, const char *payee, int64_t amount)
{
    return book_on(w, "2026-01-05", payee, amount);
}

static size_t list(struct world *w, const struct txn_filter *filter, struct txn_view **rows)
{
    struct store_tx *tx;
    size_t count;
    assert_ok(&w->c, store_begin_read(&w->c, w->store, &tx));
    assert_ok(&w->c, transaction_list(&w->c, tx, HOUSEHOLD_FIRST, filter, rows, &count));
    store_rollback(tx);
    return count;
}

static size_t finds(struct world *w, const char *search)
{
    struct txn_view *rows;
    return list(w, &(struct txn_filter){.from = DATE_NONE, .to = DATE_NONE, .search = text_of(search)},
                &rows);
}

static void catch_up(struct world *w)
{
    assert_ok(&w->c, search_catch_up(&w->c, w->store));
}

static int64_t slices(struct world *w)
{
    return world_ask(w, "SELECT count(*) FROM search_slice", 0, 0);
}

static int64_t place(struct world *w)
{
    return world_ask(w, "SELECT txn FROM search_place", 0, 0);
}

static int64_t marks(struct world *w)
{
    return world_ask(w, "SELECT count(*) FROM search_stale", 0, 0);
}

/* -- What words find: from the rows alone first, then from the index -- */

static void expect_semantics(struct world *w)
{
    assert_int_equal(1, finds(w, "bott"));
    assert_int_equal(1, finds(w, "BLUE bottle"));
    assert_int_equal(1, finds(w, "bottle blue")); /* in any order */
    assert_int_equal(1, finds(w, "\"blue bottle\""));
    assert_int_equal(0, finds(w, "\"bottle blue\""));
    assert_int_equal(0, finds(w, "bluebottle"));
    assert_int_equal(1, finds(w, "MÜLLER"));
    assert_int_equal(1, finds(w, "llers b"));   /* the second word begins anywhere */
    assert_int_equal(3, finds(w, "groceries")); /* the category */
    assert_int_equal(3, finds(w, "food:gro"));
    assert_int_equal(3, finds(w, "giro")); /* the account */
    assert_int_equal(1, finds(w, "giro bott food"));
    assert_int_equal(1, finds(w, "12.50"));
    assert_int_equal(1, finds(w, "-12,50"));
    assert_int_equal(0, finds(w, "+12.50"));
    assert_int_equal(2, finds(w, ">10"));
    assert_int_equal(1, finds(w, ">10 <20"));
    assert_int_equal(3, finds(w, "7")); /* an amount, and part of a number in a text */
    assert_int_equal(0, finds(w, "nowhere"));
    assert_int_equal(3, finds(w, "  "));
    assert_int_equal(3, finds(w, "\"\""));
    assert_int_equal(0, finds(w, "bot%tle"));
}

static void words_find_what_they_say(void **state)
{
    struct world *w = *state;
    world_open_account(w, "giro", CURRENCY_EUR, "");
    book(w, "Blue Bottle 17", -1250);
    book(w, "Müllers Bäckerei", -700);
    book(w, "Rent #0147", -70000);
    expect_semantics(w);
    catch_up(w);
    assert_int_equal(1, slices(w));
    expect_semantics(w);
}

static void notes_and_tags_are_found(void **state)
{
    struct world *w = *state;
    struct txn_view *rows;
    world_open_account(w, "giro", CURRENCY_EUR, "");
    int64_t txn = book(w, "Shop", -100);
    book(w, "Trip advisor", -100);
    catch_up(w);
    assert_ok(&w->c, world_edit(w, txn,
                                (struct txn_edit){.set_tags = true,
                                                  .tags = TEXT("Trip, to check"),
                                                  .set_notes = true,
                                                  .notes = TEXT("ask Anna")}));
    struct txn_filter f = {.from = DATE_NONE, .to = DATE_NONE, .tag = TEXT("trip")};
    for (int indexed = 0; indexed < 2; indexed++) {
        assert_int_equal(1, finds(w, "anna"));
        assert_int_equal(2, finds(w, "trip"));
        f.tag = TEXT("trip");
        assert_int_equal(1, list(w, &f, &rows));
        assert_int_equal(txn, rows[0].row.seq);
        f.tag = TEXT(" TO check ");
        assert_int_equal(1, list(w, &f, &rows));
        f.tag = TEXT("check");
        assert_int_equal(0, list(w, &f, &rows));
        catch_up(w);
    }
    assert_int_equal(0, marks(w));
}

static void a_renamed_category_is_found_by_its_new_name(void **state)
{
    struct world *w = *state;
    struct store_tx *tx;
    world_open_account(w, "giro", CURRENCY_EUR, "");
    book(w, "Shop", -100);
    catch_up(w);
    assert_ok(&w->c, store_begin(&w->c, w->store, &tx));
    assert_ok(&w->c, account_rename(&w->c, tx, world_account(w, "Expenses:Food:Groceries"),
                                    TEXT("Expenses:Victuals")));
    assert_ok(&w->c, store_commit(&w->c, tx));
    assert_int_equal(1, finds(w, "victu"));
    assert_int_equal(0, finds(w, "groceries"));
    assert_int_equal(0, marks(w));
}

static void void_ones_come_when_asked_for(void **state)
{
    struct world *w = *state;
    struct txn_view *rows;
    world_open_account(w, "giro", CURRENCY_EUR, "");
    int64_t gone = book(w, "Shop one", -100);
    book(w, "Shop two", -100);
    catch_up(w);
    assert_ok(&w->c, transaction_void(&w->c, w->store, HOUSEHOLD_FIRST, gone));
    struct txn_filter f = {
        .from = DATE_NONE, .to = DATE_NONE, .states = 1u << TXN_VOID, .search = TEXT("shop")};
    for (int indexed = 0; indexed < 2; indexed++) {
        assert_int_equal(1, finds(w, "shop"));
        assert_int_equal(1, list(w, &f, &rows));
        assert_int_equal(gone, rows[0].row.seq);
        catch_up(w);
    }
    f.states |= 1u << TXN_POSTED;
    assert_int_equal(2, list(w, &f, &rows));
}

/* -- What is refused -- */

static void refuse(struct world *w, enum err code, const char *field, struct txn_filter f)
{
    struct ctx c = test_ctx();
    struct store_tx *tx;
    struct txn_view *rows;
    size_t count;
    f.from = f.to = DATE_NONE;
    assert_ok(&c, store_begin_read(&c, w->store, &tx));
    assert_err(code, transaction_list(&c, tx, HOUSEHOLD_FIRST, &f, &rows, &count));
    assert_true(text_starts(text_of(c.why), text_of(field)));
    test_ctx_end(&c);
}

static void limits_name_the_field(void **state)
{
    struct world *w = *state;
    char much[TXN_SEARCH_BYTES + 2];
    memset(much, 'x', sizeof much);
    refuse(w, ERR_LIMIT, "search: ", (struct txn_filter){.search = {much, TXN_SEARCH_BYTES + 1}});
    refuse(w, ERR_LIMIT,
           "search: ", (struct txn_filter){.search = TEXT("a b c d e f g h i j k l m n o p q")});
    refuse(w, ERR_INPUT, "search: ", (struct txn_filter){.search = TEXT("\xFF")});
    refuse(w, ERR_LIMIT, "account: ", (struct txn_filter){.account_count = TXN_FILTER_ACCOUNTS + 1});
    assert_int_equal(0, finds(w, "a b c d e f g h i j k l m n o p"));
}

/* -- Keeping up -- */

/* A row that was stale already changes once more while its slice is built: it stays marked. */
static void a_change_beside_a_step_is_not_forgotten(void **state)
{
    struct world *w = *state;
    struct ctx c = test_ctx();
    struct store_tx *tx;
    struct step *step;
    bool done;
    world_open_account(w, "giro", CURRENCY_EUR, "");
    int64_t txn = book(w, "First", -100);
    catch_up(w);
    assert_ok(&w->c, world_edit(w, txn, (struct txn_edit){.set_notes = true, .notes = TEXT("second")}));
    assert_ok(&c, store_begin_read(&c, w->store, &tx));
    assert_ok(&c, step_begin(&c, tx, &step));
    assert_ok(&c, step_stale(step));
    store_rollback(tx);
    assert_ok(&w->c, world_edit(w, txn, (struct txn_edit){.set_notes = true, .notes = TEXT("third")}));
    assert_ok(&c, step_write(&c, w->store, step, &done));
    assert_true(done);
    test_ctx_end(&c);
    assert_int_equal(1, marks(w));
    assert_int_equal(1, finds(w, "third"));
    assert_int_equal(0, finds(w, "second"));
    catch_up(w);
    assert_int_equal(0, marks(w));
    assert_int_equal(1, finds(w, "third"));
}

/* Two that began from the same snapshot: the second finds the index changed and writes nothing. */
static void a_step_that_comes_late_writes_nothing(void **state)
{
    struct world *w = *state;
    struct ctx c = test_ctx();
    struct store_tx *tx;
    struct step *step;
    bool done;
    world_open_account(w, "giro", CURRENCY_EUR, "");
    int64_t txn = book(w, "First", -100);
    catch_up(w);
    for (int kind = 0; kind < 2; kind++) {
        if (kind == 0)
            book(w, "Second", -100);
        else
            assert_ok(&w->c, world_edit(w, txn, (struct txn_edit){.set_notes = true, .notes = TEXT("x")}));
        assert_ok(&c, store_begin_read(&c, w->store, &tx));
        assert_ok(&c, step_begin(&c, tx, &step));
        assert_ok(&c, kind == 0 ? step_fresh(step) : step_stale(step));
        store_rollback(tx);
        catch_up(w);
        uint64_t before = world_digest(w);
        int64_t count = slices(w);
        assert_ok(&c, step_write(&c, w->store, step, &done));
        assert_false(done);
        assert_int_equal(count, slices(w));
        assert_true(before == world_digest(w));
    }
    test_ctx_end(&c);
    assert_int_equal(2, finds(w, "giro"));
}

static int64_t run_chore(struct search_chore *chore, int64_t now_us)
{
    struct ctx c = test_ctx();
    int64_t next_us;
    c.now_us = now_us;
    assert_ok(&c, search_chore_run(&c, chore, &next_us));
    test_ctx_end(&c);
    return next_us;
}

static void take_rows(struct world *w, int from, int count)
{
    struct buf out = {0};
    buf_z(&out, "date,amount,description\n");
    for (int i = from; i < from + count; i++)
        buf_printf(&out, "2026-%02d-%02d,-%d.01,Row %d\n", i % 12 + 1, i % 28 + 1, i + 1, i);
    w->how.account = "giro";
    world_take(w, "rows.csv", out.at);
    buf_free(&out);
}

static void the_chore_waits_for_enough(void **state)
{
    struct world *w = *state;
    struct search_chore chore = {.store = w->store};
    const int64_t second = 1000000, now = INT64_C(1767225600000000);
    run_chore(&chore, now); /* makes the index ready */
    take_rows(w, 0, 300);
    assert_int_equal(now + second + 250000, run_chore(&chore, now + second));
    assert_int_equal(0, place(w));
    run_chore(&chore, now + second + 250000); /* not quiet yet */
    assert_int_equal(0, place(w));
    assert_int_equal(now + 3 * second, run_chore(&chore, now + 3 * second)); /* at once again */
    assert_int_equal(world_ask(w, "SELECT max(seq) FROM txn", 0, 0), place(w));
    run_chore(&chore, now + 3 * second);
    int64_t before = place(w);
    take_rows(w, 300, 8200);
    run_chore(&chore, now + 4 * second); /* many: at once */
    assert_true(place(w) > before + 8000);
    assert_int_equal(1, finds(w, "row 8499 8500.01"));
}

static void a_clock_set_back_does_not_stop_the_chore(void **state)
{
    struct world *w = *state;
    struct search_chore chore = {.store = w->store};
    const int64_t now = INT64_C(1767225600000000), year = INT64_C(366) * 86400 * 1000000;
    run_chore(&chore, now + year);
    run_chore(&chore, now + year); /* the index is ready */
    take_rows(w, 0, 9000);
    run_chore(&chore, now);
    assert_int_equal(world_ask(w, "SELECT max(seq) FROM txn", 0, 0), place(w));
}

static void neighbours_are_merged(void **state)
{
    struct world *w = *state;
    world_open_account(w, "giro", CURRENCY_EUR, "");
    for (int i = 0; i < 200; i++) {
        book(w, "Shop", -100 - i);
        catch_up(w);
        assert_true(slices(w) <= 2 * 8);
    }
    assert_int_equal(200, world_ask(w, "SELECT sum(txns) FROM search_slice", 0, 0));
    assert_int_equal(slices(w), world_ask(w, "SELECT count(DISTINCT slice) FROM search_piece", 0, 0));
    assert_int_equal(200, finds(w, "shop"));
    assert_int_equal(1, finds(w, "2.99"));
}

static void many_changes_build_a_slice_anew(void **state)
{
    struct world *w = *state;
    struct search_chore chore = {.store = w->store};
    take_rows(w, 0, 1200);
    catch_up(w);
    int64_t import = w->import;
    world_undo(w, import);
    assert_int_equal(0, finds(w, "row"));
    assert_true(marks(w) > 1200 / 64);
    run_chore(&chore, INT64_C(1767225600000000));
    assert_int_equal(0, marks(w));
    assert_int_equal(0, finds(w, "row"));
}

static void another_format_is_made_anew(void **state)
{
    struct world *w = *state;
    struct store_tx *tx;
    world_open_account(w, "giro", CURRENCY_EUR, "");
    book(w, "Shop", -100);
    catch_up(w);
    assert_ok(&w->c, store_begin(&w->c, w->store, &tx));
    assert_ok(&w->c, search_place_put(&w->c, tx, 1, SLICE_FORMAT + 1));
    assert_ok(&w->c, store_commit(&w->c, tx));
    assert_int_equal(1, finds(w, "shop"));
    catch_up(w);
    assert_int_equal(1, finds(w, "shop"));
    assert_int_equal(SLICE_FORMAT, world_ask(w, "SELECT format FROM search_place", 0, 0));
    assert_int_equal(1, slices(w));
}

/* -- Size -- */

/* Slices that end on one day: none may be passed over because the page is full of that day. */
static void one_day_in_many_slices(void **state)
{
    struct world *w = *state;
    struct txn_view *rows;
    world_open_account(w, "giro", CURRENCY_EUR, "");
    for (int i = 0; i < 300; i++) {
        book(w, "Shop", -100);
        if (i % 100 == 99)
            catch_up(w);
    }
    assert_int_equal(3, slices(w));
    struct txn_filter f = {.from = DATE_NONE, .to = DATE_NONE, .search = TEXT("shop"), .limit = 64};
    assert_int_equal(64, list(w, &f, &rows));
    for (int i = 0; i < 64; i++)
        assert_int_equal(300 - i, rows[i].row.seq);
    f.oldest_first = true;
    assert_int_equal(64, list(w, &f, &rows));
    for (int i = 0; i < 64; i++)
        assert_int_equal(i + 1, rows[i].row.seq);
}

static size_t count_pages(struct world *w, const char *search, bool oldest_first)
{
    struct txn_filter f = {
        .from = DATE_NONE, .to = DATE_NONE, .search = text_of(search), .oldest_first = oldest_first};
    struct txn_view *rows;
    size_t all = 0, count;
    do {
        struct arena_mark mark = arena_mark(w->c.arena);
        count = list(w, &f, &rows);
        for (size_t i = 0; i < count; i++) {
            const struct txn_cursor at = {rows[i].row.date, rows[i].row.seq};
            bool newer = at.date > f.behind.date || (at.date == f.behind.date && at.seq > f.behind.seq);
            assert_true(f.behind.seq == 0 || newer == oldest_first);
            f.behind = at;
        }
        all += count;
        arena_rewind(w->c.arena, mark);
    } while (count > 0);
    return all;
}

/* More than a slice, a block and a part of the postings hold. */
static void large_slices(void **state)
{
    enum { ROWS = 70000 };
    struct world *w = *state;
    struct buf out = {0};
    buf_z(&out, "date,amount,description\n");
    for (int i = 0; i < ROWS; i++)
        buf_printf(&out, "20%02d-%02d-%02d,-%d.%02d,Row k%d. w%d. x%d. %s\n", i * 7 % 20 + 1, i % 12 + 1,
                   i % 28 + 1, i / 100 + 1, i % 100, i, i % 7, i % 1000, i % 3 == 0 ? "third" : "other");
    w->how.account = "giro";
    w->how.only_rules = true;
    world_take(w, "rows.csv", out.at);
    buf_free(&out);
    catch_up(w);
    assert_int_equal(2, slices(w));
    for (int oldest = 0; oldest < 2; oldest++) {
        assert_int_equal(ROWS / 7, count_pages(w, "w3.", oldest));
        assert_int_equal(ROWS / 1000, count_pages(w, "x123.", oldest));
        assert_int_equal(ROWS / 7000, count_pages(w, "x6. w6.", oldest));
        assert_int_equal((ROWS + 2) / 3, count_pages(w, "row third", oldest));
        assert_int_equal(1, count_pages(w, "k69999.", oldest));
        assert_int_equal(0, count_pages(w, "x999. third other", oldest));
    }
    assert_int_equal(1, finds(w, "\"row k4711. w0\""));
    assert_int_equal(2, finds(w, "42.07 k4107. >42") + finds(w, "699.98 x898."));
}

/* -- Households -- */

static void neighbours_households_are_apart(void **state)
{
    struct world *w = *state;
    struct store_tx *tx;
    struct store_query *q;
    struct txn_view *rows;
    size_t count;
    int64_t seq;
    bool again;
    struct account_row other = {
        .household = 2, .kind = ACCOUNT_ASSET, .currency = CURRENCY_EUR, .name = TEXT("giro")};
    world_open_account(w, "giro", CURRENCY_EUR, "");
    assert_ok(&w->c, store_begin(&w->c, w->store, &tx));
    assert_ok(&w->c, store_query(&w->c, tx,
                                 "INSERT INTO household (seq, id, name, currency, created_us) "
                                 "VALUES (2, X'02', 'Other', 978, 0)",
                                 &q));
    assert_ok(&w->c, store_run(&w->c, q, NULL));
    assert_ok(&w->c, account_insert(&w->c, tx, &other));
    assert_ok(&w->c, store_commit(&w->c, tx));
    for (int i = 0; i < 40; i++) {
        struct txn_new fresh = {.account = TEXT("giro"),
                                .date = day("2026-01-05"),
                                .amount = -100,
                                .payee = TEXT("Secret"),
                                .category = TEXT("Expenses:Food")};
        assert_ok(&w->c, transaction_create(&w->c, w->store, 2, &fresh, &seq, &again));
        book(w, "Shop", -100);
        if (i % 3 == 0)
            catch_up(w);
    }
    struct txn_filter f = {.from = DATE_NONE, .to = DATE_NONE, .search = TEXT("secret")};
    for (int indexed = 0; indexed < 2; indexed++) {
        assert_int_equal(0, finds(w, "secret"));
        assert_int_equal(40, finds(w, "shop"));
        assert_ok(&w->c, store_begin_read(&w->c, w->store, &tx));
        assert_ok(&w->c, transaction_list(&w->c, tx, 2, &f, &rows, &count));
        assert_int_equal(40, count);
        store_rollback(tx);
        catch_up(w);
    }
    assert_int_equal(80, world_ask(w, "SELECT sum(txns) FROM search_slice", 0, 0));
    /* Nobody asks for another household's account. */
    f.search = TEXT("");
    f.accounts[f.account_count++] = other.seq;
    assert_int_equal(0, list(w, &f, &rows));
    assert_int_equal(0, world_ask(w,
                                  "SELECT count(*) FROM search_slice a JOIN search_slice b ON a.household = "
                                  "b.household AND a.seq < b.seq AND a.txn_first <= b.txn_last AND "
                                  "b.txn_first <= a.txn_last",
                                  0, 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(words_find_what_they_say),
        WORLD_TEST(notes_and_tags_are_found),
        WORLD_TEST(a_renamed_category_is_found_by_its_new_name),
        WORLD_TEST(void_ones_come_when_asked_for),
        WORLD_TEST(limits_name_the_field),
        WORLD_TEST(a_change_beside_a_step_is_not_forgotten),
        WORLD_TEST(a_step_that_comes_late_writes_nothing),
        WORLD_TEST(the_chore_waits_for_enough),
        WORLD_TEST(a_clock_set_back_does_not_stop_the_chore),
        WORLD_TEST(neighbours_are_merged),
        WORLD_TEST(many_changes_build_a_slice_anew),
        WORLD_TEST(another_format_is_made_anew),
        WORLD_TEST(one_day_in_many_slices),
        WORLD_TEST(large_slices),
        WORLD_TEST(neighbours_households_are_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

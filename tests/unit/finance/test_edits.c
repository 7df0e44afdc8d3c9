/* Edits of one or many transactions, and taking them back: what was is again, to the last column. */
#include "finance/edit/edits.h"
#include "finance/fsck.h"
#include "ledger_world.h"

static const struct editor owner = {HOUSEHOLD_FIRST, 0};

static date day(const char *text)
{
    date d;
    assert_true(date_parse(text_of(text), &d));
    return d;
}

static struct id book(struct world *w, const char *account, int64_t amount, const char *payee,
                      const char *category, bool pending)
{
    int64_t seq;
    bool again;
    struct txn_new fresh = {.account = text_of(account),
                            .date = day("2026-01-05"),
                            .amount = amount,
                            .payee = text_of(payee),
                            .category = text_of(category),
                            .pending = pending};
    assert_ok(&w->c, transaction_create(&w->c, w->store, HOUSEHOLD_FIRST, &fresh, &seq, &again));
    return world_row(w, seq).id;
}

static int64_t seq_of(struct world *w, struct id id)
{
    struct store_tx *tx;
    struct txn_row row;
    assert_ok(&w->c, store_begin_read(&w->c, w->store, &tx));
    assert_ok(&w->c, txn_by_id(&w->c, tx, id, &row));
    store_rollback(tx);
    return row.seq;
}

/* What people see of the ledger: lines and numbers of events aside, which only ever grow. */
static uint64_t seen(struct world *w)
{
    static const struct digest_part parts[] = {
        {"SELECT t.seq, t.state, t.flags, t.sorted_by, p.name, t.pair, t.bank_id, t.tags, t.notes FROM txn t "
         "LEFT "
         "JOIN payee p ON p.seq = t.payee ORDER BY t.seq",
         9},
        {"SELECT t.txn, t.debit, t.credit, t.amount, t.phase FROM transfer t WHERE t.phase <> 3 AND NOT "
         "EXISTS "
         "(SELECT 1 FROM transfer r WHERE r.txn = t.txn AND r.reverses = t.line) ORDER BY t.txn, t.line",
         5},
        {"SELECT account, currency, month, debit, credit, pending_debit, pending_credit, lines FROM "
         "month_total "
         "ORDER BY account, currency, month",
         8},
        {"SELECT * FROM suggestion ORDER BY txn", 4},
        {"SELECT payee_key, outgoing, category, times FROM label ORDER BY payee_key, outgoing, category", 4},
        {0},
    };
    return digest_of(w, parts);
}

static void assert_sound(struct world *w)
{
    struct store_tx *tx;
    struct fsck_result result;
    struct fsck_options options = {0};
    assert_books_balance(w);
    assert_ok(&w->c, store_begin_read(&w->c, w->store, &tx));
    assert_ok(&w->c, fsck_run(&w->c, tx, &options, &result));
    store_rollback(tx);
    assert_int_equal(0, result.problems_all);
}

static struct id apply(struct world *w, struct id id, struct edits edits)
{
    struct id undo;
    assert_ok(&w->c, edit_one(&w->c, w->store, owner, id, &edits, &undo));
    assert_sound(w);
    return undo;
}

static void take_back(struct world *w, struct id undo, int64_t expected)
{
    int64_t changed;
    assert_ok(&w->c, edits_undo(&w->c, w->store, owner, undo, &changed));
    assert_int_equal(expected, changed);
    assert_sound(w);
}

static void every_edit_can_be_taken_back(void **state)
{
    struct world *w = *state;
    static const struct txn_edit_part parts[] = {{TEXT("Expenses:Food"), -3000},
                                                 {TEXT("Expenses:Home"), -1250}};
    world_open_account(w, "giro", CURRENCY_EUR, "");
    struct id shop = book(w, "giro", -4250, "Corner market", "Expenses:Food", false);
    struct id held = book(w, "giro", -900, "Cinema", "Expenses:Entertainment", true);
    const struct {
        struct id id;
        struct edits edits;
    } cases[] = {
        {shop, {.edit = {.set_category = true, .category = TEXT("Expenses:Groceries")}}},
        {shop, {.edit = {.set_category = true, .parts = parts, .part_count = 2}}},
        {shop, {.edit = {.set_payee = true, .payee = TEXT("Corner")}}},
        {shop, {.edit = {.set_payee = true}}},
        {shop, {.edit = {.set_tags = true, .tags = TEXT("fun,work")}}},
        {shop,
         {.edit = {.set_notes = true, .notes = TEXT("cash"), .set_reconciled = true, .reconciled = true}}},
        {shop, {.tags_add = TEXT("one,two")}},
        {shop, {.make_void = true}},
        {held, {.make_void = true}},
        {held, {.approve = true}},
        {held, {.edit = {.set_category = true, .category = TEXT("Expenses:Fun")}}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint64_t before = seen(w);
        struct id undo = apply(w, cases[i].id, cases[i].edits);
        assert_true(before != seen(w));
        take_back(w, undo, 1);
        if (before != seen(w))
            fail_msg("case %zu is not what it was", i);
        int64_t changed;
        assert_refused(w, ERR_NOT_FOUND, edits_undo(&w->c, w->store, owner, undo, &changed));
    }
}

/* A split is merged again by one category, and edits are taken back newest first. */
static void edits_are_taken_back_in_turn(void **state)
{
    struct world *w = *state;
    static const struct txn_edit_part parts[] = {{TEXT("Expenses:Food"), -3000},
                                                 {TEXT("Expenses:Home"), -1250}};
    int64_t changed;
    world_open_account(w, "giro", CURRENCY_EUR, "");
    struct id shop = book(w, "giro", -4250, "Corner market", "Expenses:Food", false);
    uint64_t whole = seen(w);
    struct id first =
        apply(w, shop, (struct edits){.edit = {.set_category = true, .parts = parts, .part_count = 2}});
    assert_int_equal(1250, world_balance(w, "Expenses:Home"));
    uint64_t split = seen(w);
    struct id second =
        apply(w, shop, (struct edits){.edit = {.set_category = true, .category = TEXT("Expenses:Home")}});
    assert_int_equal(4250, world_balance(w, "Expenses:Home"));
    assert_refused(w, ERR_CONFLICT, edits_undo(&w->c, w->store, owner, first, &changed));
    assert_non_null(strstr(w->c.why, "changed since"));
    take_back(w, second, 1);
    assert_true(split == seen(w));
    /* Now it is as the first edit left it. */
    take_back(w, first, 1);
    assert_true(whole == seen(w));
}

static void a_transfer_is_joined_again(void **state)
{
    struct world *w = *state;
    world_open_account(w, "giro", CURRENCY_EUR, "DE1");
    world_open_account(w, "till", CURRENCY_EUR, "DE2");
    w->how.account = "giro";
    world_take(w, "a.qif", "!Type:Bank\nD2026-01-05\nT-100.00\nPTransfer to savings\n^\n");
    w->how.account = "till";
    world_take(w, "b.qif", "!Type:Bank\nD2026-01-05\nT100.00\nPTransfer from giro\n^\n");
    int64_t out = world_txn(w, "Transfer to savings"), in = world_txn(w, "Transfer from giro");
    assert_int_equal(in, world_row(w, out).pair);
    struct id ids[] = {world_row(w, out).id, world_row(w, in).id};
    uint64_t before = seen(w);

    /* One side alone … */
    struct id undo =
        apply(w, ids[0], (struct edits){.edit = {.set_category = true, .category = TEXT("Expenses:Gifts")}});
    assert_int_equal(0, world_row(w, in).pair);
    take_back(w, undo, 1);
    assert_true(before == seen(w));

    /* … and both in one go. */
    struct edits both = {.make_void = true};
    struct edits_result result;
    assert_ok(&w->c, edits_apply(&w->c, w->store, owner, ids, 2, &both, &result));
    assert_int_equal(2, result.changed);
    assert_int_equal(0, world_balance(w, "giro"));
    assert_sound(w);
    take_back(w, result.undo, 2);
    assert_true(before == seen(w));
    assert_int_equal(in, world_row(w, out).pair);

    /* When the other side was edited meanwhile, it is no longer what it was. */
    int64_t changed;
    undo = apply(w, ids[0], (struct edits){.make_void = true});
    apply(w, ids[1], (struct edits){.edit = {.set_notes = true, .notes = TEXT("?")}});
    assert_refused(w, ERR_CONFLICT, edits_undo(&w->c, w->store, owner, undo, &changed));
}

static void many_at_once(void **state)
{
    struct world *w = *state;
    struct id ids[7];
    world_open_account(w, "giro", CURRENCY_EUR, "");
    for (int i = 0; i < 4; i++)
        ids[i] = book(w, "giro", -100 - i, "Bakery", "Expenses:Food", false);
    ids[4] = ids[0];          /* twice in the list */
    ids[5] = id_seeded(1, 7); /* nobody's */
    ids[6] = book(w, "giro", -7, "Kiosk", "Expenses:Food", false);
    apply(w, ids[6], (struct edits){.edit = {.set_reconciled = true, .reconciled = true}});
    apply(w, ids[1], (struct edits){.edit = {.set_tags = true, .tags = TEXT("Old,keep")}});
    uint64_t before = seen(w);

    struct edits edits = {.edit = {.set_category = true, .category = TEXT("Expenses:Coffee")},
                          .tags_add = TEXT("new,KEEP"),
                          .tags_remove = TEXT("old")};
    struct edits_result result;
    assert_ok(&w->c, edits_apply(&w->c, w->store, owner, ids, 7, &edits, &result));
    assert_int_equal(4, result.changed);
    assert_int_equal(2, result.refused_count);
    assert_true(id_equal(ids[5], result.refused[0].id));
    assert_true(id_equal(ids[6], result.refused[1].id));
    assert_true(text_find(result.refused[1].why, TEXT("reconciled")) > 0);
    assert_text("keep,new", world_row(w, seq_of(w, ids[1])).tags);
    assert_text("new,KEEP", world_row(w, seq_of(w, ids[0])).tags);
    assert_int_equal(406, world_balance(w, "Expenses:Coffee"));
    assert_int_equal(7, world_balance(w, "Expenses:Food"));
    assert_int_equal(4, world_ask_text(w, "SELECT sum(times) FROM label WHERE payee_key = ?1", "bakery"));
    /* One request, one correlation. */
    assert_int_equal(
        1, world_ask(w,
                     "SELECT count(DISTINCT correlation) FROM (SELECT correlation FROM event ORDER BY "
                     "seq DESC LIMIT 4) latest",
                     0, 0));
    assert_sound(w);
    take_back(w, result.undo, 4);
    assert_true(before == seen(w));
    assert_int_equal(0, world_ask_text(w, "SELECT count(*) FROM label WHERE payee_key = ?1", "bakery"));

    /* Nothing that could be done leaves nothing behind, not even the category. */
    struct edits other = {.edit = {.set_category = true, .category = TEXT("Expenses:Never")}};
    uint64_t digest = world_digest(w);
    assert_ok(&w->c, edits_apply(&w->c, w->store, owner, ids + 5, 2, &other, &result));
    assert_int_equal(0, result.changed);
    assert_true(id_is_zero(result.undo));
    assert_true(digest == world_digest(w));
}

static void wrong_requests_change_nothing(void **state)
{
    struct world *w = *state;
    struct id undo, ids[EDITS_MOST + 1] = {{{0}}};
    struct edits_result result;
    static const struct txn_edit_part wrong[] = {{TEXT("Expenses:Food"), -1}, {TEXT("Expenses:Home"), -1}};
    world_open_account(w, "giro", CURRENCY_EUR, "");
    struct id shop = book(w, "giro", -4250, "Corner market", "Expenses:Food", false);
    struct edits none = {0}, two = {.approve = true, .make_void = true}, note = {.tags_add = TEXT("x")};
    struct edits sum = {.edit = {.set_category = true, .parts = wrong, .part_count = 2}};
    struct edits path = {.edit = {.set_category = true, .category = TEXT("Food")}};
    assert_refused(w, ERR_INPUT, edit_one(&w->c, w->store, owner, shop, &none, &undo));
    assert_refused(w, ERR_INPUT, edit_one(&w->c, w->store, owner, shop, &two, &undo));
    assert_refused(w, ERR_INPUT, edit_one(&w->c, w->store, owner, shop, &sum, &undo));
    assert_refused(w, ERR_INPUT, edit_one(&w->c, w->store, owner, shop, &path, &undo));
    assert_refused(w, ERR_LIMIT, edits_apply(&w->c, w->store, owner, ids, EDITS_MOST + 1, &note, &result));
    assert_refused(w, ERR_INPUT, edits_apply(&w->c, w->store, owner, ids, 0, &note, &result));
    struct editor stranger = {HOUSEHOLD_FIRST + 1, 0};
    assert_refused(w, ERR_NOT_FOUND, edit_one(&w->c, w->store, stranger, shop, &note, &undo));
    undo = apply(w, shop, note);
    int64_t changed;
    assert_refused(w, ERR_NOT_FOUND, edits_undo(&w->c, w->store, stranger, undo, &changed));
    w->c.now_us += INT64_C(60000000) * EDITS_UNDO_MINUTES + 1;
    assert_refused(w, ERR_NOT_FOUND, edits_undo(&w->c, w->store, owner, undo, &changed));
}

static void set_lowest(struct world *w, int64_t lowest)
{
    struct store_tx *tx;
    assert_ok(&w->c, store_begin(&w->c, w->store, &tx));
    assert_ok(&w->c, account_set_lowest(&w->c, tx, world_account(w, "giro"), true, lowest));
    assert_ok(&w->c, store_commit(&w->c, tx));
}

/* The lowest balance is asked of what all of one request leave, and of what an undo leaves in the end. */
static void the_lowest_balance_holds_for_all_together(void **state)
{
    struct world *w = *state;
    struct edits_result result;
    struct edits drop = {.make_void = true};
    world_open_account(w, "giro", CURRENCY_EUR, "");
    set_lowest(w, -1000);
    struct id gifts[] = {book(w, "giro", 600, "Aunt", "Income:Gifts", false),
                         book(w, "giro", 600, "Uncle", "Income:Gifts", false)};
    assert_ok(&w->c, edits_apply(&w->c, w->store, owner, gifts, 2, &drop, &result));
    assert_int_equal(2, result.changed); /* 0 is above -1000 */
    take_back(w, result.undo, 2);
    set_lowest(w, 500);
    assert_ok(&w->c, edits_apply(&w->c, w->store, owner, gifts, 2, &drop, &result));
    assert_int_equal(1, result.changed);
    assert_true(text_find(result.refused[0].why, TEXT("lowest")) > 0);
    take_back(w, result.undo, 1);

    /* What went out goes out again only when what came in is there again. */
    set_lowest(w, 0);
    struct id all[] = {book(w, "giro", -1100, "Rent", "Expenses:Housing", false), gifts[0], gifts[1]};
    assert_ok(&w->c, edits_apply(&w->c, w->store, owner, all, 3, &drop, &result));
    assert_int_equal(3, result.changed);
    take_back(w, result.undo, 3);
    assert_int_equal(100, world_balance(w, "giro"));
    int64_t changed;
    struct id undo = apply(w, all[0], drop);
    apply(w, gifts[0], drop);
    assert_refused(w, ERR_DENIED, edits_undo(&w->c, w->store, owner, undo, &changed));
}

static void a_copy_is_merged_and_parted_again(void **state)
{
    struct world *w = *state;
    struct id undo;
    int64_t changed;
    world_open_account(w, "giro", CURRENCY_EUR, "");
    world_open_account(w, "till", CURRENCY_EUR, "");
    struct id hand = book(w, "giro", -450, "Coffee", "Expenses:Coffee", false);
    struct id other = book(w, "till", -450, "Coffee", "Expenses:Coffee", false);
    struct id income = book(w, "giro", 450, "Back", "Income:Refunds", false);
    struct id gone = book(w, "giro", -450, "Coffee", "Expenses:Coffee", false);
    apply(w, gone, (struct edits){.make_void = true});
    w->how.account = "giro";
    world_take(
        w, "a.ofx",
        "OFXHEADER:100\nDATA:OFXSGML\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR<BANKACCTFROM>"
        "<BANKID>1<ACCTID>1<ACCTTYPE>CHECKING</BANKACCTFROM><BANKTRANLIST><STMTTRN><TRNTYPE>DEBIT"
        "<DTPOSTED>20260220<TRNAMT>-4.55<FITID>F1<NAME>COFFEE BAR</STMTTRN></BANKTRANLIST></STMTRS>"
        "</STMTTRNRS></BANKMSGSRSV1></OFX>");
    int64_t bank = world_txn(w, "COFFEE BAR");
    struct id bank_id = world_row(w, bank).id;
    uint64_t before = seen(w);
    assert_refused(w, ERR_INPUT, edit_merge(&w->c, w->store, owner, hand, hand, &undo));
    assert_refused(w, ERR_CONFLICT, edit_merge(&w->c, w->store, owner, hand, other, &undo));
    assert_refused(w, ERR_CONFLICT, edit_merge(&w->c, w->store, owner, hand, income, &undo));
    assert_refused(w, ERR_CONFLICT, edit_merge(&w->c, w->store, owner, hand, gone, &undo));
    assert_refused(w, ERR_CONFLICT, edit_merge(&w->c, w->store, owner, gone, hand, &undo));
    assert_refused(w, ERR_NOT_FOUND, edit_merge(&w->c, w->store, owner, hand, id_seeded(1, 1), &undo));

    /* The bank's into the one by hand, which takes its id … */
    assert_ok(&w->c, edit_merge(&w->c, w->store, owner, bank_id, hand, &undo));
    assert_text("F1", world_row(w, seq_of(w, hand)).bank_id);
    assert_int_equal(TXN_VOID, world_row(w, bank).state);
    assert_sound(w);
    take_back(w, undo, 1);
    assert_true(before == seen(w));
    assert_text("", world_row(w, seq_of(w, hand)).bank_id);

    /* … and the other way. */
    assert_ok(&w->c, edit_merge(&w->c, w->store, owner, hand, bank_id, &undo));
    assert_int_equal(TXN_VOID, world_row(w, seq_of(w, hand)).state);
    assert_sound(w);
    take_back(w, undo, 1);
    assert_true(before == seen(w));
    assert_refused(w, ERR_NOT_FOUND, edits_undo(&w->c, w->store, owner, undo, &changed));
}

static void a_review_is_asked_again(void **state)
{
    struct world *w = *state;
    struct id undo;
    world_open_account(w, "giro", CURRENCY_EUR, "");
    w->how.account = "giro";
    world_take(w, "a.qif", "!Type:Bank\nD2026-01-05\nT-10.00\nPGreen Grocers\n^\n");
    world_take(w, "b.csv", "Date,Description,Amount,Currency\n2026-01-06,GREEN GROCERS LONDON,-10.00,EUR\n");
    int64_t asked = world_ask(w, "SELECT txn FROM suggestion WHERE state = 1", 0, 0);
    assert_true(asked > 0);
    struct id id = world_row(w, asked).id;
    uint64_t before = seen(w);
    for (int same = 0; same < 2; same++) {
        assert_ok(&w->c, edit_review(&w->c, w->store, owner, id, same, &undo));
        assert_int_equal(same ? TXN_VOID : TXN_POSTED, world_row(w, asked).state);
        assert_sound(w);
        assert_refused(w, ERR_CONFLICT, edit_review(&w->c, w->store, owner, id, same, &(struct id){{0}}));
        take_back(w, undo, 1);
        assert_true(before == seen(w));
    }
    undo = apply(w, id, (struct edits){.make_void = true});
    take_back(w, undo, 1);
    assert_true(before == seen(w));
    /* An import that was undone meanwhile does not come back piece by piece. */
    int64_t changed;
    undo = apply(w, id, (struct edits){.make_void = true});
    world_undo(w, w->import);
    assert_refused(w, ERR_CONFLICT, edits_undo(&w->c, w->store, owner, undo, &changed));
}

/* Edits in any order, each taken back at once: the ledger is what it was. */
static void random_edits_leave_no_trace(void **state)
{
    struct world *w = *state;
    static const char *const categories[] = {"Expenses:Food", "Expenses:Home", "Equity:Transfers",
                                             "Expenses:Fun"};
    static const char *const tags[] = {"a", "b,c", "A,d", "e"};
    struct id ids[12];
    uint64_t seed = 88172645463325252u;
    world_open_account(w, "giro", CURRENCY_EUR, "");
    for (int i = 0; i < 12; i++)
        ids[i] = book(w, "giro", i % 3 == 0 ? 500 + i : -500 - i, i % 2 ? "Bakery" : "Kiosk",
                      i % 3 == 0 ? "Income:Other" : "Expenses:Food", i % 4 == 1);
    for (int round = 0; round < 200; round++) {
        struct arena_mark mark = arena_mark(w->c.arena);
        seed ^= seed << 13, seed ^= seed >> 7, seed ^= seed << 17;
        unsigned r = (unsigned)(seed >> 20);
        struct edits edits = {.make_void = r % 5 == 0, .approve = r % 5 == 1};
        if (r % 5 > 1)
            edits = (struct edits){.edit = {.set_category = r % 2,
                                            .category = text_of(categories[r / 16 % 4]),
                                            .set_payee = r / 8 % 2,
                                            .payee = text_of(tags[r / 32 % 4])},
                                   .tags_add = text_of(tags[r / 64 % 4]),
                                   .tags_remove = text_of(tags[r / 256 % 4])};
        uint64_t before = seen(w);
        struct edits_result result;
        size_t from = r / 1024 % 10;
        assert_ok(&w->c, edits_apply(&w->c, w->store, owner, ids + from, 2, &edits, &result));
        if (result.changed > 0 && r / 4096 % 4 > 0) {
            take_back(w, result.undo, result.changed);
            assert_true(before == seen(w));
        }
        arena_rewind(w->c.arena, mark);
    }
    assert_sound(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(every_edit_can_be_taken_back),      WORLD_TEST(edits_are_taken_back_in_turn),
        WORLD_TEST(a_transfer_is_joined_again),        WORLD_TEST(many_at_once),
        WORLD_TEST(wrong_requests_change_nothing),     WORLD_TEST(the_lowest_balance_holds_for_all_together),
        WORLD_TEST(a_copy_is_merged_and_parted_again), WORLD_TEST(a_review_is_asked_again),
        WORLD_TEST(random_edits_leave_no_trace),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

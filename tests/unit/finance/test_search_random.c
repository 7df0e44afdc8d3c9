/* Random households that live for a while, with an index that is behind, caught up, half built or damaged: every
 * page is the one that looking at all transactions gives. */
#include "files.h"
#include "finance/search/search.h"
#include "finance/search/step.h"
#include "ledger_world.h"

enum { ACCOUNTS = 3, LIFE = 400, QUESTIONS = 12 };

struct dice {
    uint64_t seed, rolled;
};

static int64_t roll(struct dice *d, int64_t below)
{
    return (int64_t)(hash_mix(hash_mix(d->seed, ++d->rolled), 7) % (uint64_t)below);
}

#define PICK(d, array) ((array)[roll((d), (int64_t)(sizeof(array) / sizeof *(array)))])

static const char *const accounts[ACCOUNTS] = {"giro", "Till No 2", "yen"};
static const char *const words[] = {"Bakery", "BLUE",        "Bottle", "Müller", "ÉCOLE", "#0417", "12.50",
                                    "cafe",   "caf\xC3\xA9", "A",      "x-y/z",  "Groce", "7",     "till"};
static const char *const categories[] = {"Expenses:Food:Groceries", "Expenses:Food", "Expenses:Fun",
                                         "Income:Salary", "Expenses:Uncategorised"};
static const char *const tags[] = {"", "trip", "Trip,to check", "to check", "blue"};

/* One to four words. */
static struct text phrase(struct world *w, struct dice *d)
{
    struct buf *out = buf_in_arena(w->c.arena);
    for (int64_t i = roll(d, 4); i >= 0; i--) {
        buf_z(out, PICK(d, words));
        buf_z(out, i > 0 ? " " : "");
    }
    return buf_view(out);
}

/* -- Life -- */

static void create_one(struct world *w, struct dice *d)
{
    int64_t seq;
    bool again;
    struct txn_new fresh = {.account = text_of(PICK(d, accounts)),
                            .date = 20000 + (date)roll(d, 40),
                            .amount = (roll(d, 40) - 20) * 625,
                            .payee = phrase(w, d),
                            .memo = roll(d, 3) == 0 ? phrase(w, d) : TEXT(""),
                            .notes = roll(d, 5) == 0 ? phrase(w, d) : TEXT(""),
                            .category = text_of(PICK(d, categories)),
                            .pending = roll(d, 6) == 0};
    assert_ok(&w->c, transaction_create(&w->c, w->store, HOUSEHOLD_FIRST, &fresh, &seq, &again));
}

static void import_some(struct world *w, struct dice *d, int64_t count)
{
    struct buf *out = buf_in_arena(w->c.arena);
    buf_z(out, "date,amount,description\n");
    for (; count > 0; count--) {
        struct text text = phrase(w, d);
        buf_printf(out, "2024-10-%02d,-%d.%02d,%.*s\n", (int)roll(d, 28) + 1, (int)roll(d, 90) + 1,
                   (int)roll(d, 100), TEXT_ARGS(text));
    }
    w->how.account = "giro";
    world_take(w, arena_printf(w->c.arena, "%lld.csv", (long long)d->rolled), out->at);
}

/* What cannot be done to this one is not done. */
static void change_one(struct world *w, struct dice *d, int64_t newest)
{
    int64_t txn = roll(d, newest) + 1;
    struct txn_edit edit = {.set_payee = roll(d, 2) == 0,
                            .set_tags = roll(d, 2) == 0,
                            .set_notes = roll(d, 3) == 0,
                            .set_category = roll(d, 2) == 0};
    enum err e = OK;
    edit.payee = phrase(w, d);
    edit.notes = phrase(w, d);
    edit.tags = text_of(PICK(d, tags));
    edit.category = text_of(PICK(d, categories));
    struct arena_mark mark = arena_mark(w->c.arena);
    switch (roll(d, 8)) {
    case 0:
        e = transaction_void(&w->c, w->store, HOUSEHOLD_FIRST, txn);
        break;
    case 1:
        e = transaction_post(&w->c, w->store, HOUSEHOLD_FIRST, txn);
        break;
    case 2:
        e = transaction_review(&w->c, w->store, HOUSEHOLD_FIRST, txn, roll(d, 2) == 0);
        break;
    default:
        e = transaction_edit(&w->c, w->store, HOUSEHOLD_FIRST, txn, &edit);
    }
    arena_rewind(w->c.arena, mark);
    if (e != OK && e != ERR_CONFLICT && e != ERR_NOT_FOUND)
        fail_msg("a change failed: %s", w->c.why);
}

static void undo_newest(struct world *w)
{
    int64_t import = world_ask(w, "SELECT max(seq) FROM import WHERE state = 1", 0, 0);
    struct undo_result result;
    struct arena_mark mark = arena_mark(w->c.arena);
    if (import != 0)
        (void)!import_undo(&w->c, w->store, HOUSEHOLD_FIRST, import, &result);
    arena_rewind(w->c.arena, mark);
}

static void resort(struct world *w)
{
    struct resort_options how = {.household = HOUSEHOLD_FIRST, .all = true};
    struct resort_result result;
    assert_ok(&w->c, transactions_resort(&w->c, w->store, &how, &result));
}

/* A step that is overtaken: rows change after it has read, before it writes. */
static void step_beside_changes(struct world *w, struct dice *d, int64_t newest)
{
    struct store_tx *tx;
    struct step *step;
    struct ctx c = test_ctx();
    bool done;
    assert_ok(&c, store_begin_read(&c, w->store, &tx));
    assert_ok(&c, step_begin(&c, tx, &step));
    if (step->place.newest > step->place.txn)
        assert_ok(&c, step_fresh(step));
    else if (step->stale_txns > 0)
        assert_ok(&c, step_stale(step));
    store_rollback(tx);
    for (int i = 0; i < 5; i++)
        change_one(w, d, newest);
    if (roll(d, 3) == 0)
        create_one(w, d);
    assert_ok(&c, step_write(&c, w->store, step, &done));
    assert_true(done);
    test_ctx_end(&c);
}

static void live(struct world *w, struct dice *d)
{
    int64_t newest = world_ask(w, "SELECT coalesce(max(seq), 0) FROM txn", 0, 0);
    int64_t what = newest < 3 ? 0 : roll(d, 100);
    if (what < 50)
        create_one(w, d);
    else if (what < 75)
        change_one(w, d, newest);
    else if (what < 82)
        import_some(w, d, roll(d, 12) + 1);
    else if (what < 84)
        undo_newest(w);
    else if (what < 85)
        resort(w);
    else if (what < 95)
        step_beside_changes(w, d, newest);
    else
        assert_ok(&w->c, search_catch_up(&w->c, w->store));
}

/* -- Questions -- */

static struct text some_part(struct dice *d, struct text word)
{
    size_t from = (size_t)roll(d, (int64_t)word.len), len = 1 + (size_t)roll(d, (int64_t)(word.len - from));
    struct text part = {word.at + from, len};
    return text_is_utf8(part) ? part : word;
}

static struct text typed(struct world *w, struct dice *d)
{
    static const char *const odd[] = {">10",  "-12.50",          "<=6.25", "groceries",
                                      "GIRO", "\"blue bottle\"", "12,5",   "zzz"};
    struct buf *out = buf_in_arena(w->c.arena);
    for (int64_t i = roll(d, 3); i > 0; i--) {
        if (roll(d, 4) == 0)
            buf_z(out, PICK(d, odd));
        else
            buf_text(out, some_part(d, text_of(PICK(d, words))));
        buf_char(out, ' ');
    }
    return buf_view(out);
}

static struct txn_filter question(struct world *w, struct dice *d)
{
    struct txn_filter f = {
        .from = DATE_NONE, .to = DATE_NONE, .limit = (int)roll(d, 30) + 1, .search = typed(w, d)};
    f.oldest_first = roll(d, 4) == 0;
    for (int64_t i = roll(d, 4) == 0 ? roll(d, 3) : 0; i > 0; i--)
        f.accounts[f.account_count++] = world_account(w, PICK(d, accounts));
    if (roll(d, 4) == 0)
        f.from = 20000 + (date)roll(d, 40);
    if (roll(d, 4) == 0)
        f.to = 20000 + (date)roll(d, 40);
    if (roll(d, 5) == 0)
        f.category = text_of(PICK(d, categories));
    if (roll(d, 6) == 0)
        f.tag = text_of(roll(d, 2) == 0 ? "TRIP" : "to check");
    if (roll(d, 10) == 0)
        f.payee = roll(d, 20) + 1;
    if (roll(d, 8) == 0)
        f.import = roll(d, 4) + 1;
    f.unsorted = roll(d, 8) == 0;
    f.review = roll(d, 12) == 0;
    f.has_amount_min = roll(d, 6) == 0;
    f.amount_min = (struct decimal){roll(d, 8000), 2};
    f.has_amount_max = roll(d, 6) == 0;
    f.amount_max = (struct decimal){roll(d, 10000), 2};
    f.direction = roll(d, 4) == 0 ? (enum txn_direction)roll(d, 3) : TXN_BOTH_WAYS;
    f.states = roll(d, 4) == 0 ? (unsigned)(2 << roll(d, 3)) : 0;
    f.currency = roll(d, 8) == 0 ? CURRENCY_EUR : CURRENCY_NONE;
    return f;
}

/* -- The answer by looking at everything -- */

struct looking {
    struct search_query q;
    struct txn_cursor found[4096];
    size_t count;
};

static enum err look(struct ctx *c, void *self, const struct walk_txn *txn)
{
    struct looking *l = self;
    if (search_matches(c, &l->q, txn))
        l->found[l->count++] = (struct txn_cursor){txn->row.date, txn->row.seq};
    return OK;
}

static int in_order(const void *a, const void *b)
{
    const struct txn_cursor *left = a, *right = b;
    if (left->date != right->date)
        return left->date < right->date ? 1 : -1;
    return left->seq < right->seq ? 1 : -1;
}

static void look_at_everything(struct ctx *c, struct store_tx *tx, const struct txn_filter *f,
                               struct looking *l)
{
    l->count = 0;
    assert_ok(c, search_query_load(c, tx, HOUSEHOLD_FIRST, f, &l->q));
    assert_ok(c, walk_numbers(c, tx, 1, 4096, look, l));
    qsort(l->found, l->count, sizeof *l->found, in_order);
    for (size_t i = 0; f->oldest_first && i < l->count / 2; i++) {
        struct txn_cursor other = l->found[i];
        l->found[i] = l->found[l->count - 1 - i];
        l->found[l->count - 1 - i] = other;
    }
}

/* Page by page, until it ends. */
static void ask(struct world *w, struct dice *d)
{
    static struct looking looking;
    struct ctx c = test_ctx();
    struct store_tx *tx;
    struct txn_filter f = question(w, d);
    size_t seen = 0, count;
    assert_ok(&c, store_begin_read(&c, w->store, &tx));
    look_at_everything(&c, tx, &f, &looking);
    do {
        struct txn_view *rows;
        assert_ok(&c, transaction_list(&c, tx, HOUSEHOLD_FIRST, &f, &rows, &count));
        for (size_t i = 0; i < count; i++)
            if (seen == looking.count || rows[i].row.seq != looking.found[seen++].seq)
                fail_msg("seed %llu: \"%.*s\": transaction %lld in place %zu of %zu",
                         (unsigned long long)d->seed, TEXT_ARGS(f.search), (long long)rows[i].row.seq, seen,
                         looking.count);
        if (count > 0)
            f.behind = (struct txn_cursor){rows[count - 1].row.date, rows[count - 1].row.seq};
    } while (count == (size_t)f.limit);
    if (seen != looking.count)
        fail_msg("seed %llu: \"%.*s\" (%s): %zu found of %zu", (unsigned long long)d->seed,
                 TEXT_ARGS(f.search), search_query_is_plain(&looking.q) ? "plain" : "index", seen,
                 looking.count);
    test_ctx_end(&c);
}

static void begin(struct world *w, struct dice *d)
{
    world_open_account(w, accounts[0], CURRENCY_EUR, "");
    world_open_account(w, accounts[1], CURRENCY_EUR, "");
    world_open_account(w, accounts[2], 392, ""); /* yen: no places */
    import_some(w, d, 300);                      /* more than a shortlist holds, on few days */
}

static void pages_are_what_looking_at_everything_gives(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 6; seed++) {
        void *thing;
        world_open(&thing);
        struct world *w = thing;
        struct dice d = {.seed = seed};
        begin(w, &d);
        for (int i = 0; i < LIFE; i++) {
            struct arena_mark mark = arena_mark(w->c.arena);
            live(w, &d);
            for (int k = 0; i % 8 == 0 && k < QUESTIONS; k++)
                ask(w, &d);
            arena_rewind(w->c.arena, mark);
        }
        assert_true(world_ask(w, "SELECT count(*) FROM search_slice", 0, 0) > 0);
        assert_books_balance(w);
        world_close(&thing);
    }
}

/* A flipped bit is an error or does no harm; it never is a crash. */
static void a_damaged_index_is_no_crash(void **state)
{
    struct world *w = *state;
    struct dice d = {.seed = 77};
    begin(w, &d);
    for (int i = 0; i < 300; i++)
        create_one(w, &d);
    assert_ok(&w->c, search_catch_up(&w->c, w->store));
    for (int i = 0; i < 600; i++) {
        struct ctx c = test_ctx();
        struct store_tx *tx;
        struct store_query *q;
        struct txn_view *rows;
        struct text bytes;
        size_t count;
        int kind = (int)roll(&d, 7) + 1;
        struct txn_filter f = question(w, &d);
        assert_ok(&c, store_begin(&c, w->store, &tx));
        assert_ok(&c, search_piece_read(&c, tx, 1, kind, 0, &bytes));
        char *damaged = arena_copy(c.arena, bytes.at, bytes.len);
        damaged[roll(&d, (int64_t)bytes.len)] ^= (char)(1 << roll(&d, 8));
        size_t len = roll(&d, 4) == 0 ? (size_t)roll(&d, (int64_t)bytes.len) : bytes.len;
        assert_ok(
            &c, store_query(&c, tx, "UPDATE search_piece SET bytes = ?1 WHERE slice = 1 AND kind = ?2", &q));
        store_bind_blob(q, 1, damaged, len);
        store_bind_int(q, 2, kind);
        assert_ok(&c, store_run(&c, q, NULL));
        enum err e = transaction_list(&c, tx, HOUSEHOLD_FIRST, &f, &rows, &count);
        if (e != OK && e != ERR_CORRUPT)
            fail_msg("%s: %s", err_name(e), c.why);
        test_ctx_end(&c); /* rolled back */
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_are_what_looking_at_everything_gives),
        WORLD_TEST(a_damaged_index_is_no_crash),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

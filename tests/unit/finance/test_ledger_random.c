/* Random households: what people and banks do, in random order, on a real store, beside a simple model of what must come out. After every
 * step the answer is the expected one, a refusal changed no byte, and the kept sums are the model's; now and then all is
 * recomputed from the lines. One seed gives one ledger.
 *
 *     FLORIN_SEED=7 FLORIN_LEDGER_OPS=1000000 unit_finance_ledger_random       a long run */
#include "ledger_world.h"

enum {
    EPOCH = 500,      /* steps in one household */
    TXNS = 4 * EPOCH, /* more than an epoch can make */
    OWN = 3,          /* accounts */
    CATEGORIES = 6,
    SHOPS = 8,
    BANK = 400, /* entries that banks know in an epoch */
    IMPORTS = EPOCH,
    FILE_ENTRIES = 12,
};

/* Steps of a run when nobody says how many: about half a minute, fewer where a sanitizer watches each of them. */
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
enum { STEPS_USUAL = 4000 };
#define STEPS_SAID
#endif
#endif
#ifndef STEPS_SAID
enum { STEPS_USUAL = 40000 };
#endif

static const char *const own_names[OWN] = {"giro", "till", "yen"};
static const currency own_currency[OWN] = {CURRENCY_EUR, CURRENCY_EUR, 392};
static const int64_t own_lowest[OWN] = {-50000, INT64_MIN, 0};
static const char *const category_names[CATEGORIES] = {"Expenses:A", "Expenses:B",  "Expenses:B:C",
                                                       "Income:A",   "Equity:Pots", "Expenses:Long name"};

/* -- Chance -- */

static uint64_t seed;

static uint32_t chance(uint32_t below)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (uint32_t)(seed >> 32) % below;
}

/* -- The model -- */

enum { HELD = TXN_PENDING, BOOKED = TXN_POSTED, GONE = TXN_VOID };

struct model_txn {
    int64_t seq, amount;
    int account, state, category[2], part_count, shop;
    int64_t part[2];
    date day;
    bool by_user, reconciled, asked, bank_pending;
    int import;    /* index into imports + 1; 0: by hand */
    int bank;      /* index into bank + 1 */
    int candidate; /* of the question: index of a transaction */
};

/* One entry as the bank tells it: first perhaps announced, later booked, perhaps with another amount. */
struct model_entry {
    int account, shop;
    bool announced; /* at present */
    date day[2];
    int64_t amount[2];
    bool copied; /* another format told of it, too */
};

struct model_touch {
    int import, txn;
    bool replaced;
};

struct model_import {
    int64_t seq;
    bool undone;
};

struct body {
    uint64_t id;
    struct txn_new fresh;
    struct txn_edit_part parts[2];
    int64_t seq;
};

struct model {
    struct world *w;
    int shop_category[SHOPS];
    struct model_txn txns[TXNS];
    int txn_count;
    struct model_entry bank[BANK];
    int bank_count;
    struct model_touch touches[TXNS];
    int touch_count;
    struct model_import imports[IMPORTS];
    int import_count;
    struct body bodies[TXNS];
    int body_count;
    int64_t steps_done, refused, settled, asked, undone, known;
    uint64_t before; /* digest, when a refusal is expected */
};

static struct text shop_name(int shop)
{
    static const char *const names[SHOPS] = {"shop0 abc", "shop1 def", "shop2 ghi", "shop3 jkl",
                                             "shop4 mno", "shop5 pqr", "shop6 stu", "shop7 vwx"};
    return text_of(names[shop]);
}

static struct model_txn *any_txn(struct model *m)
{
    return m->txn_count == 0 ? NULL : &m->txns[chance((uint32_t)m->txn_count)];
}

/* Booked money, less what is held to go out: what the limit is about. */
static int64_t available(const struct model *m, int account)
{
    int64_t sum = 0;
    for (int i = 0; i < m->txn_count; i++) {
        const struct model_txn *t = &m->txns[i];
        if (t->account == account && (t->state == BOOKED || (t->state == HELD && t->amount < 0)))
            sum += t->amount;
    }
    return sum;
}

static bool admits(const struct model *m, int account, int64_t change)
{
    return change >= 0 || own_lowest[account] == INT64_MIN ||
           available(m, account) + change >= own_lowest[account];
}

/* The step's answer must be the expected one; a refusal leaves every byte. */
static void expect(struct model *m, struct ctx *c, enum err expected, enum err got, const char *what)
{
    if (expected != got)
        fail_msg("step %lld, %s: expected %s, got %s (%s)", (long long)m->steps_done, what,
                 err_name(expected), err_name(got), got == OK ? "" : c->why);
    test_ctx_end(c);
    if (got == OK)
        return;
    m->refused++;
    if (m->before != world_digest(m->w))
        fail_msg("step %lld, %s: the refusal changed something", (long long)m->steps_done, what);
}

static struct ctx begin(struct model *m, enum err expected)
{
    struct ctx c = test_ctx();
    c.now_us += m->steps_done * 1000000;
    m->before = expected == OK ? 0 : world_digest(m->w);
    return c;
}

/* -- What people do -- */

/* Amounts of people end in 1, those of banks in 0: so they are never taken for one another. */
static int64_t random_amount(int account)
{
    int64_t amount = (1 + (int64_t)chance(account == 2 ? 500 : 3000)) * 10 + 1;
    return chance(3) == 0 ? amount : -amount;
}

static void random_body(struct model *m, struct body *b)
{
    int account = (int)chance(OWN);
    struct txn_new *fresh = &b->fresh;
    *b = (struct body){.id = ((uint64_t)m->body_count << 32) + chance(1000000)};
    *fresh = (struct txn_new){.id = id_seeded(INT64_C(1767225600000000), b->id),
                              .account = text_of(own_names[account]),
                              .date = 20000 + (date)chance(200),
                              .amount = random_amount(account),
                              .payee = shop_name((int)chance(SHOPS)),
                              .memo = chance(2) == 0 ? TEXT("") : TEXT("a memo"),
                              .notes = chance(4) == 0 ? TEXT("a note") : TEXT(""),
                              .pending = chance(4) == 0};
    uint32_t kind = chance(3);
    if (kind == 0)
        fresh->category = text_of(category_names[chance(CATEGORIES)]);
    if (kind != 1)
        return;
    fresh->part_count = 2;
    fresh->parts = b->parts;
    b->parts[0] = (struct txn_edit_part){text_of(category_names[chance(CATEGORIES)]), fresh->amount / 2};
    b->parts[1] = (struct txn_edit_part){text_of(category_names[chance(CATEGORIES)]),
                                         fresh->amount - fresh->amount / 2};
}

static int place(const char *const *names, int count, struct text name)
{
    for (int i = 0; i < count; i++)
        if (text_is(name, names[i]))
            return i;
    fail_msg("unknown name");
    return -1;
}

static void believe_created(struct model *m, struct body *b, int64_t seq)
{
    const struct txn_new *fresh = &b->fresh;
    struct model_txn *t = &m->txns[m->txn_count++];
    *t = (struct model_txn){.seq = seq,
                            .amount = fresh->amount,
                            .account = place(own_names, OWN, fresh->account),
                            .state = fresh->pending ? HELD : BOOKED,
                            .day = fresh->date,
                            .shop = fresh->payee.at[4] - '0',
                            .part_count = fresh->part_count == 0 ? 1 : (int)fresh->part_count,
                            .by_user = fresh->part_count > 0 || fresh->category.len > 0,
                            .part = {fresh->amount}};
    for (size_t i = 0; i < fresh->part_count; i++) {
        t->category[i] = place(category_names, CATEGORIES, fresh->parts[i].category);
        t->part[i] = fresh->parts[i].amount;
    }
    if (fresh->part_count == 0)
        t->category[0] =
            t->by_user ? place(category_names, CATEGORIES, fresh->category) : m->shop_category[t->shop];
    b->seq = seq;
}

static void step_create(struct model *m)
{
    struct body *b = &m->bodies[m->body_count];
    random_body(m, b);
    int account = place(own_names, OWN, b->fresh.account);
    enum err expected = admits(m, account, b->fresh.amount) ? OK : ERR_DENIED;
    struct ctx c = begin(m, expected);
    int64_t seq;
    bool again = false;
    enum err e = transaction_create(&c, m->w->store, HOUSEHOLD_FIRST, &b->fresh, &seq, &again);
    expect(m, &c, expected, e, "create");
    assert_false(again);
    if (e != OK)
        return;
    believe_created(m, b, seq);
    m->body_count++;
}

static void step_create_again(struct model *m)
{
    if (m->body_count == 0)
        return;
    const struct body *b = &m->bodies[chance((uint32_t)m->body_count)];
    struct txn_new fresh = b->fresh;
    const char *field = NULL;
    switch (chance(6)) {
    case 0:
        fresh.amount += 10;
        fresh.part_count = 0;
        field = "amount";
        break;
    case 1:
        fresh.date++;
        field = "date";
        break;
    case 2:
        fresh.payee = TEXT("nobody");
        field = "payee";
        break;
    case 3:
        fresh.pending = !fresh.pending;
        field = "pending";
        break;
    default:
        break;
    }
    struct ctx c = begin(m, ERR_CONFLICT);
    int64_t seq = 0;
    bool again = false;
    enum err e = transaction_create(&c, m->w->store, HOUSEHOLD_FIRST, &fresh, &seq, &again);
    if (field != NULL && e == ERR_CONFLICT && strstr(c.why, field) == NULL)
        fail_msg("the refusal does not name %s: %s", field, c.why);
    expect(m, &c, field == NULL ? OK : ERR_CONFLICT, e, "create again");
    assert_true(again);
    assert_int_equal(b->seq, seq);
    assert_true(m->before == world_digest(m->w));
}

static void step_post(struct model *m)
{
    struct model_txn *t = any_txn(m);
    /* An announcement is left to the bank: booked by hand it may differ from what the bank books. */
    if (t == NULL || t->bank_pending)
        return;
    enum err expected = t->state == HELD && !t->asked ? OK : ERR_CONFLICT;
    struct ctx c = begin(m, expected);
    expect(m, &c, expected, transaction_post(&c, m->w->store, HOUSEHOLD_FIRST, t->seq), "post");
    if (expected == OK)
        t->state = BOOKED;
}

static void step_void(struct model *m)
{
    struct model_txn *t = any_txn(m);
    if (t == NULL)
        return;
    enum err expected = t->state == GONE ? ERR_CONFLICT : OK;
    if (expected == OK && t->state == BOOKED && !admits(m, t->account, -t->amount))
        expected = ERR_DENIED;
    if (expected == OK && t->reconciled)
        expected = ERR_CONFLICT;
    struct ctx c = begin(m, expected);
    expect(m, &c, expected, transaction_void(&c, m->w->store, HOUSEHOLD_FIRST, t->seq), "void");
    if (expected == OK) {
        t->state = GONE;
        t->asked = false;
    }
}

static void step_sort(struct model *m)
{
    struct model_txn *t = any_txn(m);
    if (t == NULL)
        return;
    int one = (int)chance(CATEGORIES), two = (int)chance(CATEGORIES), parts = 1 + (int)chance(2);
    bool wrong = parts == 2 && chance(4) == 0;
    int64_t half = t->amount / 2;
    struct txn_edit_part part[2] = {{text_of(category_names[one]), half},
                                    {text_of(category_names[two]), t->amount - half + (wrong ? 1 : 0)}};
    struct txn_edit edit = {.set_category = true, .category = text_of(category_names[one])};
    if (parts == 2) {
        edit.parts = part;
        edit.part_count = 2;
    }
    enum err expected = t->state == GONE || t->reconciled ? ERR_CONFLICT : wrong ? ERR_INPUT : OK;
    struct ctx c = begin(m, expected);
    expect(m, &c, expected, transaction_edit(&c, m->w->store, HOUSEHOLD_FIRST, t->seq, &edit), "sort");
    if (expected != OK)
        return;
    t->by_user = true;
    t->part_count = parts;
    t->category[0] = one;
    t->category[1] = two;
    t->part[0] = parts == 1 ? t->amount : half;
    t->part[1] = t->amount - half;
}

static void step_edit(struct model *m)
{
    struct model_txn *t = any_txn(m);
    if (t == NULL)
        return;
    /* Locks only what is booked; unlocks most of the time, so that the household stays alive. */
    bool unlock = t->reconciled && chance(4) > 0,
         lock = !t->reconciled && t->state == BOOKED && chance(4) == 0;
    struct txn_edit edit = {.set_notes = true,
                            .notes = chance(2) == 0 ? TEXT("one") : TEXT("two"),
                            .set_tags = chance(2) == 0,
                            .tags = TEXT("x,y"),
                            .set_reconciled = unlock || lock,
                            .reconciled = lock};
    enum err expected = t->state == GONE || (t->reconciled && !unlock) ? ERR_CONFLICT : OK;
    struct ctx c = begin(m, expected);
    expect(m, &c, expected, transaction_edit(&c, m->w->store, HOUSEHOLD_FIRST, t->seq, &edit), "edit");
    if (expected == OK)
        t->reconciled = lock || (t->reconciled && !unlock);
}

static void put_rules(struct model *m)
{
    struct ctx c = test_ctx();
    struct store_tx *tx;
    int64_t seq;
    assert_ok(&c, store_begin(&c, m->w->store, &tx));
    assert_ok(&c, rule_delete_all(&c, tx, HOUSEHOLD_FIRST));
    for (int i = 0; i < SHOPS; i++) {
        m->shop_category[i] = (int)chance(CATEGORIES);
        const char *rule = arena_printf(c.arena, "text contains \"shop%d\" -> category \"%s\"", i,
                                        category_names[m->shop_category[i]]);
        assert_ok(&c, rule_insert(&c, tx, HOUSEHOLD_FIRST, text_of(rule), &seq));
    }
    assert_ok(&c, store_commit(&c, tx));
    test_ctx_end(&c);
}

static void step_new_rules(struct model *m)
{
    struct resort_result result;
    struct resort_options how = {.household = HOUSEHOLD_FIRST, .all = true};
    int64_t expected = 0;
    put_rules(m);
    struct ctx c = begin(m, OK);
    expect(m, &c, OK, transactions_resort(&c, m->w->store, &how, &result), "sort all again");
    for (int i = 0; i < m->txn_count; i++) {
        struct model_txn *t = &m->txns[i];
        int category = m->shop_category[t->shop];
        if (t->state == GONE || t->by_user || t->reconciled || t->category[0] == category)
            continue;
        t->category[0] = category;
        expected++;
    }
    assert_int_equal(expected, result.changed);
}

/* -- What banks do -- */

static struct model_txn *live_of(struct model *m, int bank)
{
    for (int i = m->txn_count - 1; i >= 0; i--)
        if (m->txns[i].bank == bank + 1 && m->txns[i].state != GONE)
            return &m->txns[i];
    return NULL;
}

/* Void in an import that stands, in the form that the bank tells now: it is known and stays void. */
static bool known_gone(const struct model *m, int bank)
{
    bool announced = m->bank[bank].announced;
    for (int i = 0; i < m->txn_count; i++) {
        const struct model_txn *t = &m->txns[i];
        if (t->bank == bank + 1 && t->state == GONE && !m->imports[t->import - 1].undone &&
            t->bank_pending == announced && t->amount == m->bank[bank].amount[announced ? 0 : 1])
            return true;
    }
    return false;
}

static void bank_moves_on(struct model *m)
{
    for (uint32_t i = 0; i < 3 && m->bank_count > 0; i++)
        m->bank[chance((uint32_t)m->bank_count)].announced = false;
    for (uint32_t i = chance(4); i > 0 && m->bank_count < BANK; i--) {
        struct model_entry *e = &m->bank[m->bank_count];
        int64_t amount = (1000 + (int64_t)m->bank_count) * 10 * (chance(3) == 0 ? 1 : -1);
        *e = (struct model_entry){
            .account = (int)chance(2), .shop = (int)chance(SHOPS), .announced = chance(3) == 0};
        e->day[0] = e->day[1] = 20000 + (date)chance(200);
        e->amount[0] = e->amount[1] = amount;
        if (chance(3) == 0) {
            e->day[1] += 1 + (date)chance(20);
            e->amount[1] += amount < 0 ? -100000 : 100000;
        }
        m->bank_count++;
    }
}

static struct model_txn *believe_entry(struct model *m, int bank, int import)
{
    const struct model_entry *e = &m->bank[bank];
    struct model_txn *t = &m->txns[m->txn_count++];
    int form = e->announced ? 0 : 1;
    *t = (struct model_txn){.amount = e->amount[form],
                            .account = e->account,
                            .state = e->announced ? HELD : BOOKED,
                            .bank_pending = e->announced,
                            .day = e->day[form],
                            .shop = e->shop,
                            .part_count = 1,
                            .category = {m->shop_category[e->shop]},
                            .part = {e->amount[form]},
                            .import = import + 1,
                            .bank = bank + 1};
    return t;
}

static void believe_settled(struct model *m, struct model_txn *was, int bank, int import)
{
    const struct model_entry *e = &m->bank[bank];
    bool as_announced = was->amount == e->amount[1] && was->day == e->day[1];
    m->touches[m->touch_count++] = (struct model_touch){import + 1, (int)(was - m->txns), !as_announced};
    if (as_announced) {
        was->state = BOOKED;
        was->bank_pending = false;
        return;
    }
    struct model_txn *now = believe_entry(m, bank, import);
    if (was->by_user) {
        now->by_user = true;
        now->part_count = was->part_count;
        memcpy(now->category, was->category, sizeof now->category);
        now->part[0] = was->part_count == 1 ? now->amount : was->part[0];
        now->part[1] = now->amount - was->part[0];
    }
    was->state = GONE;
}

/* The new transactions got their numbers in the order of the file. */
static void learn_numbers(struct model *m, int first, int64_t import)
{
    struct ctx c = test_ctx();
    struct store_tx *tx;
    struct store_query *q;
    bool row;
    assert_ok(&c, store_begin_read(&c, m->w->store, &tx));
    assert_ok(&c, store_query(&c, tx, "SELECT seq, amount FROM txn WHERE import = ?1 ORDER BY seq", &q));
    store_bind_int(q, 1, import);
    for (int i = first; i < m->txn_count; i++) {
        assert_ok(&c, store_next(&c, q, &row));
        assert_true(row);
        m->txns[i].seq = store_int(q, 0);
        assert_int_equal(m->txns[i].amount, store_int(q, 1));
    }
    assert_ok(&c, store_next(&c, q, &row));
    assert_false(row);
    test_ctx_end(&c);
}

struct expected_counts {
    int64_t added, duplicates, settled, suggested;
};

/* Takes a file for real, sometimes looking first; then once more, which must add nothing. */
static void take_file(struct model *m, int account, const char *name, struct text file,
                      struct expected_counts want, int first)
{
    char own_name[16];
    snprintf(own_name, sizeof own_name, "%s", own_names[account]);
    struct import_options how = {
        .household = HOUSEHOLD_FIRST, .currency = own_currency[account], .account = own_name};
    for (int round = chance(4) == 0 ? 0 : 1; round < 3; round++) {
        struct import_result result;
        how.dry_run = round == 0;
        struct ctx c = begin(m, round == 0 ? ERR_CANCELLED : OK);
        enum err e = import_file(&c, m->w->store, source_memory(c.arena, name, file), &how, &result);
        if (e == OK && round < 2 &&
            (result.added != want.added || result.duplicates != want.duplicates ||
             result.settled != want.settled || result.suggested != want.suggested))
            fail_msg("step %lld: expected %lld/%lld/%lld/%lld, got %lld/%lld/%lld/%lld of\n%.*s",
                     (long long)m->steps_done, (long long)want.added, (long long)want.duplicates,
                     (long long)want.settled, (long long)want.suggested, (long long)result.added,
                     (long long)result.duplicates, (long long)result.settled, (long long)result.suggested,
                     TEXT_ARGS(file));
        if (e == OK && round == 2 && result.added + result.settled + result.suggested != 0)
            fail_msg("step %lld: the same file again adds something:\n%.*s", (long long)m->steps_done,
                     TEXT_ARGS(file));
        expect(m, &c, OK, e, "import");
        if (round == 0)
            assert_true(m->before == world_digest(m->w));
        else
            m->imports[m->import_count++].seq = result.import;
        if (round != 1)
            continue;
        learn_numbers(m, first, result.import);
        m->settled += result.settled;
        m->asked += result.suggested;
        m->known += result.duplicates;
    }
}

static void step_statement(struct model *m)
{
    struct buf file = {0};
    struct expected_counts want = {0};
    int account = (int)chance(2), first = m->txn_count, import = m->import_count, entries = 0;
    if (m->import_count + 2 >= IMPORTS)
        return;
    bank_moves_on(m);
    buf_z(&file, "Date,Amount,Payee,Transaction ID,Status\n");
    for (int i = (int)chance((uint32_t)m->bank_count + 1); i < m->bank_count && entries < FILE_ENTRIES; i++) {
        const struct model_entry *e = &m->bank[i];
        struct model_txn *live = live_of(m, i);
        bool known = live == NULL && known_gone(m, i);
        int form = e->announced ? 0 : 1;
        char day[DATE_TEXT_MAX], amount[MONEY_TEXT_MAX];
        /* What another format told of as well, and is gone, would be asked about: that is another test. */
        if (e->account != account || (live == NULL && !known && e->copied) ||
            (live != NULL && live->state == BOOKED && e->announced) ||
            (live != NULL && live->reconciled && live->state == HELD))
            continue;
        buf_printf(&file, "%s,%s,%.*s,B%d,%s\n", date_format(e->day[form], day),
                   money_format(e->amount[form], CURRENCY_EUR, amount), TEXT_ARGS(shop_name(e->shop)), i,
                   e->announced ? "pending" : "booked");
        entries++;
        if (known || (live != NULL && (live->state == BOOKED || e->announced))) {
            want.duplicates++;
        } else if (live != NULL) {
            want.settled++;
            believe_settled(m, live, i, import);
        } else {
            want.added++;
            believe_entry(m, i, import);
        }
    }
    if (entries > 0)
        take_file(m, account, "bank.csv", buf_view(&file), want, first);
    buf_free(&file);
}

/* Another program tells of what the bank told, a day later and in other words: it is asked about, not merged. */
static void step_copy(struct model *m)
{
    struct buf file = {0};
    char day[DATE_TEXT_MAX], amount[MONEY_TEXT_MAX];
    int bank = m->bank_count == 0 ? 0 : (int)chance((uint32_t)m->bank_count);
    struct model_txn *live = m->bank_count == 0 ? NULL : live_of(m, bank);
    if (live == NULL || m->bank[bank].copied || m->import_count + 2 >= IMPORTS)
        return;
    int first = m->txn_count, shop = (live->shop + 1) % SHOPS;
    struct model_txn *t = &m->txns[m->txn_count++];
    *t = (struct model_txn){.amount = live->amount,
                            .account = live->account,
                            .state = HELD,
                            .asked = true,
                            .day = live->day + 2,
                            .shop = shop,
                            .part_count = 1,
                            .category = {m->shop_category[shop]},
                            .part = {live->amount},
                            .import = m->import_count + 1,
                            .candidate = (int)(live - m->txns)};
    buf_printf(&file, "!Type:Bank\nD%s\nT%s\nP%.*s\n^\n", date_format(t->day, day),
               money_format(t->amount, CURRENCY_EUR, amount), TEXT_ARGS(shop_name(shop)));
    m->bank[bank].copied = true;
    take_file(m, live->account, "copy.qif", buf_view(&file), (struct expected_counts){.suggested = 1}, first);
    buf_free(&file);
}

static void step_review(struct model *m)
{
    struct model_txn *t = any_txn(m);
    for (int i = 0; i < m->txn_count && t != NULL && !t->asked; i++)
        if (m->txns[i].asked)
            t = &m->txns[i];
    if (t == NULL)
        return;
    bool same = chance(2) == 0;
    enum err expected = OK;
    if (t->state == GONE)
        expected = ERR_CONFLICT;
    else if (!t->asked && world_ask(m->w, "SELECT count(*) FROM suggestion WHERE txn = ?1", t->seq, 0) == 0)
        expected = ERR_NOT_FOUND;
    else if (!t->asked || (same && (m->txns[t->candidate].state == GONE || t->reconciled)))
        expected = ERR_CONFLICT;
    struct ctx c = begin(m, expected);
    expect(m, &c, expected, transaction_review(&c, m->w->store, HOUSEHOLD_FIRST, t->seq, same), "review");
    if (expected != OK)
        return;
    t->asked = false;
    t->state = same ? GONE : BOOKED;
}

static void believe_undone(struct model *m, int import)
{
    for (int i = 0; i < m->txn_count; i++) {
        struct model_txn *t = &m->txns[i];
        if (t->import != import + 1)
            continue;
        t->state = GONE;
        t->asked = false;
    }
    for (int i = 0; i < m->touch_count; i++) {
        const struct model_touch *touch = &m->touches[i];
        struct model_txn *t = &m->txns[touch->txn];
        if (touch->import != import + 1 || m->imports[t->import - 1].undone ||
            (t->state == GONE && !touch->replaced))
            continue;
        t->state = HELD;
        t->bank_pending = true;
    }
    m->imports[import].undone = true;
    m->undone++;
}

static bool is_locked(const struct model *m, int import)
{
    for (int i = 0; i < m->txn_count; i++)
        if (m->txns[i].import == import + 1 && m->txns[i].state != GONE && m->txns[i].reconciled)
            return true;
    for (int i = 0; i < m->touch_count; i++) {
        const struct model_txn *t = &m->txns[m->touches[i].txn];
        if (m->touches[i].import == import + 1 && t->state != GONE && !m->imports[t->import - 1].undone &&
            t->reconciled)
            return true;
    }
    return false;
}

static void step_undo(struct model *m)
{
    if (m->import_count == 0)
        return;
    int import = (int)chance((uint32_t)m->import_count);
    struct undo_result result;
    enum err expected = m->imports[import].undone || is_locked(m, import) ? ERR_CONFLICT : OK;
    struct ctx c = begin(m, expected);
    expect(m, &c, expected, import_undo(&c, m->w->store, HOUSEHOLD_FIRST, m->imports[import].seq, &result),
           "undo");
    if (expected == OK)
        believe_undone(m, import);
}

/* -- Steps and checks -- */

/* The kept sums against the model's. */
static void check_sums(struct model *m)
{
    int64_t booked[OWN + CATEGORIES] = {0}, held[OWN + CATEGORIES] = {0};
    for (int i = 0; i < m->txn_count; i++) {
        const struct model_txn *t = &m->txns[i];
        int64_t *sums = t->state == BOOKED ? booked : held;
        /* Yen and euros of one category are not added together in the model: yen count apart, with a factor. */
        int64_t factor = t->account == 2 ? 1000000007 : 1;
        if (t->state == GONE)
            continue;
        sums[t->account] += t->amount * factor;
        for (int k = 0; k < t->part_count; k++)
            sums[OWN + t->category[k]] -= t->part[k] * factor;
    }
    struct ctx c = test_ctx();
    struct store_tx *tx;
    struct store_query *q;
    assert_ok(&c, store_begin_read(&c, m->w->store, &tx));
    assert_ok(
        &c, store_query(
                &c, tx,
                "SELECT a.name, sum((t.debit - t.credit) * f), sum((t.pending_debit - t.pending_credit) * f) "
                "FROM (SELECT *, CASE currency WHEN 392 THEN 1000000007 ELSE 1 END AS f FROM month_total) t "
                "JOIN account a ON a.seq = t.account GROUP BY a.name",
                &q));
    for (bool row = true; row;) {
        assert_ok(&c, store_next(&c, q, &row));
        if (!row)
            break;
        struct text name = store_text(q, 0);
        bool own = name.at[0] >= 'a';
        int at = own ? place(own_names, OWN, name) : OWN + place(category_names, CATEGORIES, name);
        if (store_int(q, 1) != booked[at] || store_int(q, 2) != held[at])
            fail_msg("step %lld: %.*s holds %lld and %lld, expected %lld and %lld", (long long)m->steps_done,
                     TEXT_ARGS(name), (long long)store_int(q, 1), (long long)store_int(q, 2),
                     (long long)booked[at], (long long)held[at]);
        booked[at] = held[at] = 0;
    }
    for (int i = 0; i < OWN + CATEGORIES; i++)
        assert_true(booked[i] == 0 && held[i] == 0);
    test_ctx_end(&c);
}

/* Every transaction, not only their sums; and everything recomputed from the lines. */
static void check_all(struct model *m)
{
    struct ctx c = test_ctx();
    struct store_tx *tx;
    assert_ok(&c, store_begin_read(&c, m->w->store, &tx));
    for (int i = 0; i < m->txn_count; i++) {
        const struct model_txn *t = &m->txns[i];
        struct txn_row row;
        struct txn_lines lines;
        struct txn_part *parts;
        assert_ok(&c, txn_by_seq(&c, tx, t->seq, &row));
        assert_ok(&c, txn_read_lines(&c, tx, t->seq, &lines));
        assert_int_equal(t->state, row.state);
        assert_int_equal(t->amount, row.amount);
        assert_int_equal(t->day, row.date);
        assert_int_equal(t->reconciled, (row.flags & TXN_RECONCILED) != 0);
        assert_int_equal(t->asked, (row.flags & TXN_MAYBE_KNOWN) != 0);
        if (t->state == GONE)
            continue;
        assert_int_equal(t->by_user, row.sorted_by == SORTED_USER);
        assert_int_equal(t->part_count, txn_parts(c.arena, &lines, row.account, &parts));
        for (int k = 0; k < t->part_count; k++)
            assert_int_equal(t->part[k], parts[k].amount);
    }
    test_ctx_end(&c);
    assert_int_equal(m->txn_count, world_ask(m->w, "SELECT count(*) FROM txn", 0, 0));
    assert_books_balance(m->w);
}

static void step(struct model *m)
{
    static void (*const steps[])(struct model * m) = {
        step_create, step_create, step_create,    step_create_again, step_post, step_post,
        step_void,   step_sort,   step_sort,      step_edit,         step_edit, step_statement,
        step_review, step_copy,   step_statement, step_undo,
    };
    if (m->txn_count + FILE_ENTRIES + 1 < TXNS)
        steps[chance(sizeof steps / sizeof *steps)](m);
    if (chance(64) == 0)
        step_new_rules(m);
    check_sums(m);
    if (m->steps_done % 50 == 49)
        check_all(m);
    m->steps_done++;
}

/* What happened, so that a run in which little happens fails. */
struct deeds {
    int64_t refused, settled, asked, undone, known;
};

/* One household from its first day; gives the digest of what became of it. */
static uint64_t epoch(uint64_t from, int64_t steps, struct deeds *deeds)
{
    void *state = NULL;
    struct model *m = calloc(1, sizeof *m);
    assert_non_null(m);
    seed = from * UINT64_C(0x9E3779B97F4A7C15) | 1;
    world_open(&state);
    m->w = state;
    for (int i = 0; i < OWN; i++) {
        world_open_account(m->w, own_names[i], own_currency[i], "");
        struct store_tx *tx;
        assert_ok(&m->w->c, store_begin(&m->w->c, m->w->store, &tx));
        assert_ok(&m->w->c, account_set_lowest(&m->w->c, tx, world_account(m->w, own_names[i]),
                                               own_lowest[i] != INT64_MIN, own_lowest[i]));
        assert_ok(&m->w->c, store_commit(&m->w->c, tx));
    }
    put_rules(m);
    for (int64_t i = 0; i < steps; i++)
        step(m);
    check_all(m);
    uint64_t digest = world_state(m->w);
    deeds->refused += m->refused;
    deeds->settled += m->settled;
    deeds->asked += m->asked;
    deeds->undone += m->undone;
    deeds->known += m->known;
    free(m);
    world_close(&state);
    return digest;
}

static int64_t option(const char *name, int64_t otherwise)
{
    const char *value = getenv(name);
    return value == NULL ? otherwise : strtoll(value, NULL, 10);
}

static void a_random_household_keeps_its_books(void **state)
{
    (void)state;
    int64_t ops = option("FLORIN_LEDGER_OPS", STEPS_USUAL), from = option("FLORIN_SEED", 1);
    struct deeds deeds = {0};
    printf("seed %lld (FLORIN_SEED), %lld steps (FLORIN_LEDGER_OPS)\n", (long long)from, (long long)ops);
    for (int64_t done = 0; done < ops; done += EPOCH, from++) {
        if (done % (50 * EPOCH) == 0)
            printf("%lld steps, seed %lld\n", (long long)done, (long long)from);
        fflush(stdout);
        epoch((uint64_t)from, ops - done < EPOCH ? ops - done : EPOCH, &deeds);
    }
    printf("%lld refused, %lld known, %lld settled, %lld asked, %lld undone\n", (long long)deeds.refused,
           (long long)deeds.known, (long long)deeds.settled, (long long)deeds.asked, (long long)deeds.undone);
    if (ops < 10000)
        return;
    assert_true(deeds.refused > ops / 20 && deeds.known > ops / 20);
    assert_true(deeds.settled > ops / 200 && deeds.asked > ops / 200 && deeds.undone > ops / 200);
}

static void one_seed_is_one_ledger(void **state)
{
    (void)state;
    uint64_t from = (uint64_t)option("FLORIN_SEED", 1);
    struct deeds deeds = {0};
    uint64_t one = epoch(from, EPOCH, &deeds), two = epoch(from, EPOCH, &deeds);
    assert_true(one == two);
    assert_true(one != epoch(from + 1, EPOCH, &deeds));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_seed_is_one_ledger),
        cmocka_unit_test(a_random_household_keeps_its_books),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

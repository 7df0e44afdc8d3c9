/* The life of one transaction's lines, and a million random steps through it with every rule checked. */
#include "ledger/totals.h"
#include "ledger/transaction.h"
#include "support.h"

enum { OWN = 1, FOOD = 2, HOME = 3, FUN = 4, DAY = 20000 };

static struct ctx c;

static int set_up(void **state)
{
    (void)state;
    c = test_ctx();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    test_ctx_end(&c);
    return 0;
}

static struct txn_lines booked(int64_t amount, enum line_phase phase)
{
    struct txn_lines lines = {0};
    struct txn_part part = {FOOD, amount};
    assert_ok(&c, txn_book(&c, &lines, OWN, amount, CURRENCY_EUR, DAY, phase, &part, 1));
    return lines;
}

static void money_out_leaves_the_own_account(void **state)
{
    (void)state;
    struct txn_lines lines = booked(-500, LINE_POSTED);
    assert_int_equal(1, lines.count);
    assert_int_equal(FOOD, lines.at[0].debit);
    assert_int_equal(OWN, lines.at[0].credit);
    assert_int_equal(500, lines.at[0].amount);
    lines = booked(500, LINE_PENDING);
    assert_int_equal(OWN, lines.at[0].debit);
    assert_int_equal(FOOD, lines.at[0].credit);
    assert_int_equal(TXN_PENDING, txn_state_of(&lines, TXN_VOID));
    lines = booked(0, LINE_POSTED);
    assert_int_equal(0, lines.count);
    assert_int_equal(TXN_POSTED, txn_state_of(&lines, TXN_POSTED));
}

static void parts_that_are_refused(void **state)
{
    (void)state;
    static const struct {
        int64_t amount;
        struct txn_part parts[3];
        size_t count;
    } wrong[] = {
        {-500, {{FOOD, -500}}, 0},
        {-500, {{FOOD, -400}}, 1},
        {-500, {{OWN, -500}}, 1},
        {-500, {{FOOD, -500}, {HOME, 0}}, 2},
        {INT64_MIN, {{FOOD, INT64_MIN}}, 1},
        {-2, {{FOOD, INT64_MAX}, {HOME, INT64_MAX}}, 2},
        {1, {{FOOD, 0}}, 1},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct txn_lines lines = {0};
        assert_err(ERR_INPUT, txn_book(&c, &lines, OWN, wrong[i].amount, CURRENCY_EUR, DAY, LINE_POSTED,
                                       wrong[i].parts, wrong[i].count));
        assert_int_equal(0, lines.count);
    }
    /* Parts of both signs are fine as long as they add up: a purchase with money back. */
    struct txn_lines lines = {0};
    const struct txn_part mixed[] = {{FOOD, -700}, {HOME, 200}};
    assert_ok(&c, txn_book(&c, &lines, OWN, -500, CURRENCY_EUR, DAY, LINE_POSTED, mixed, 2));
    assert_int_equal(2, lines.count);
}

static void pending_resolves_once(void **state)
{
    (void)state;
    struct txn_lines lines = booked(-500, LINE_PENDING);
    assert_ok(&c, txn_post(&c, &lines));
    assert_int_equal(TXN_POSTED, txn_state_of(&lines, TXN_VOID));
    assert_int_equal(2, lines.count);
    assert_int_equal(0, lines.at[1].reverses);
    assert_err(ERR_CONFLICT, txn_post(&c, &lines));
    assert_ok(&c, txn_void(&c, &lines));
    assert_err(ERR_CONFLICT, txn_void(&c, &lines));
    assert_err(ERR_CONFLICT, txn_post(&c, &lines));
    struct txn_part part = {HOME, -500};
    assert_err(ERR_CONFLICT, txn_resort(&c, &lines, OWN, &part, 1));
    assert_int_equal(3, lines.count);
    assert_int_equal(TXN_VOID, txn_state_of(&lines, TXN_POSTED));
}

static void sorting_again_keeps_the_phase_and_the_money(void **state)
{
    (void)state;
    for (enum line_phase phase = LINE_PENDING; phase <= LINE_POSTED; phase++) {
        struct txn_lines lines = booked(-500, phase);
        const struct txn_part parts[] = {{HOME, -300}, {FUN, -200}};
        struct txn_part *now;
        assert_ok(&c, txn_resort(&c, &lines, OWN, parts, 2));
        assert_int_equal(2, txn_parts(c.arena, &lines, OWN, &now));
        assert_memory_equal(parts, now, sizeof parts);
        assert_int_equal(phase == LINE_PENDING ? TXN_PENDING : TXN_POSTED, txn_state_of(&lines, TXN_VOID));
        int32_t before = lines.count;
        const struct txn_part wrong[] = {{HOME, -300}, {FUN, -201}};
        assert_err(ERR_INPUT, txn_resort(&c, &lines, OWN, wrong, 2));
        assert_int_equal(before, lines.count);
    }
}

/* A correction is taken back by further lines: void is in force again, posted is held again. */
static void what_was_taken_back_is_booked_again(void **state)
{
    (void)state;
    struct txn_lines lines = booked(-500, LINE_PENDING), empty = {0};
    const struct txn_part parts[] = {{HOME, -300}, {FUN, -200}}, whole = {FOOD, -500}, wrong = {FOOD, -501};
    struct txn_part *now;
    int32_t held = lines.count;
    assert_ok(&c, txn_post(&c, &lines));
    assert_ok(&c, txn_resort(&c, &lines, OWN, parts, 2));
    int32_t posted = lines.count;
    assert_ok(&c, txn_void(&c, &lines));

    struct txn_lines was = txn_lines_when(&lines, posted);
    assert_int_equal(TXN_POSTED, txn_state_of(&was, TXN_VOID));
    assert_int_equal(2, txn_parts(c.arena, &was, OWN, &now));
    assert_memory_equal(parts, now, sizeof parts);
    was = txn_lines_when(&lines, held);
    assert_int_equal(TXN_PENDING, txn_state_of(&was, TXN_VOID));

    int32_t before = lines.count;
    assert_err(ERR_INPUT, txn_rebook(&c, &lines, OWN, -500, LINE_POSTED, &wrong, 1));
    assert_int_equal(before, lines.count);
    assert_ok(&c, txn_rebook(&c, &lines, OWN, -500, LINE_POSTED, parts, 2));
    assert_int_equal(TXN_POSTED, txn_state_of(&lines, TXN_VOID));
    assert_int_equal(2, txn_parts(c.arena, &lines, OWN, &now));
    assert_ok(&c, txn_rebook(&c, &lines, OWN, -500, LINE_PENDING, &whole, 1));
    assert_int_equal(TXN_PENDING, txn_state_of(&lines, TXN_VOID));
    assert_int_equal(1, txn_parts(c.arena, &lines, OWN, &now));
    assert_int_equal(DAY, lines.at[lines.count - 1].date);
    assert_ok(&c, txn_rebook(&c, &empty, OWN, 0, LINE_POSTED, &whole, 1));
    assert_int_equal(0, empty.count);
}

/* -- A million random steps -- */

static uint64_t seed;

static uint32_t chance(uint32_t below)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (uint32_t)(seed >> 32) % below;
}

/* What the test believes of one transaction. */
struct belief {
    int64_t amount;
    enum txn_state state;
    struct txn_lines lines;
    currency currency;
    date day;
    size_t part_count;
    struct txn_part parts[4];
};

enum { ALIVE = 64, CATEGORIES = 12, CURRENCIES = 3 };

struct run {
    struct belief at[ALIVE];
    struct totals totals;
    int64_t balance[CURRENCIES], held[CURRENCIES]; /* of the own account */
    int64_t sorted[CATEGORIES][CURRENCIES];        /* posted to each category */
};

static const currency currencies[CURRENCIES] = {CURRENCY_EUR, 392, 414};

static int place(currency cur)
{
    return cur == currencies[0] ? 0 : cur == currencies[1] ? 1 : 2;
}

static void count(struct run *r, const struct belief *b, int64_t sign)
{
    int at = place(b->currency);
    if (b->state == TXN_VOID)
        return;
    *(b->state == TXN_PENDING ? &r->held[at] : &r->balance[at]) += sign * b->amount;
    for (size_t i = 0; i < b->part_count && b->state == TXN_POSTED; i++)
        r->sorted[b->parts[i].category - 2][at] -= sign * b->parts[i].amount;
}

static void random_parts(struct belief *b)
{
    int64_t rest = b->amount;
    b->part_count = 1 + chance(4);
    for (size_t i = 0; i < b->part_count; i++) {
        int64_t share = i + 1 == b->part_count ? rest : rest / 2 + (int64_t)chance(50) - 25;
        b->parts[i] = (struct txn_part){2 + chance(CATEGORIES), share};
        rest -= share;
    }
}

static bool parts_are_valid(const struct belief *b)
{
    for (size_t i = 0; i < b->part_count; i++)
        if (b->parts[i].amount == 0)
            return false;
    return true;
}

static void add_lines(struct run *r, struct belief *b, int32_t from)
{
    for (int32_t i = from; i < b->lines.count; i++)
        assert_ok(&c, totals_add_line(&c, &r->totals, &b->lines, i));
}

static void begin_one(struct run *r, struct belief *b)
{
    bool pending = chance(3) == 0;
    *b = (struct belief){.amount = (int64_t)chance(200000) - 100000,
                         .state = pending ? TXN_PENDING : TXN_POSTED,
                         .currency = currencies[chance(CURRENCIES)],
                         .day = DAY + (date)chance(100)};
    random_parts(b);
    enum err e = txn_book(&c, &b->lines, OWN, b->amount, b->currency, b->day,
                          pending ? LINE_PENDING : LINE_POSTED, b->parts, b->part_count);
    bool valid = b->amount != 0 && parts_are_valid(b);
    /* Nothing at all may be booked too; it has no lines. */
    assert_int_equal(parts_are_valid(b) || (b->amount == 0 && b->part_count == 1), e == OK);
    if (!valid) {
        assert_int_equal(0, b->lines.count);
        *b = (struct belief){.state = TXN_VOID};
        return;
    }
    add_lines(r, b, 0);
    count(r, b, 1);
}

static void change_one(struct run *r, struct belief *b)
{
    struct belief was = *b;
    int32_t before = b->lines.count;
    enum err e = OK;
    bool expected;
    switch (chance(4)) {
    case 0:
        expected = b->state == TXN_PENDING;
        e = txn_post(&c, &b->lines);
        b->state = TXN_POSTED;
        break;
    case 1:
        expected = b->state != TXN_VOID;
        e = txn_void(&c, &b->lines);
        b->state = TXN_VOID;
        break;
    case 2: {
        bool hold = chance(2) == 0;
        random_parts(b);
        expected = parts_are_valid(b);
        e = txn_rebook(&c, &b->lines, OWN, b->amount, hold ? LINE_PENDING : LINE_POSTED, b->parts,
                       b->part_count);
        b->state = hold ? TXN_PENDING : TXN_POSTED;
        break;
    }
    default:
        random_parts(b);
        expected = b->state != TXN_VOID && parts_are_valid(b);
        e = txn_resort(&c, &b->lines, OWN, b->parts, b->part_count);
        break;
    }
    assert_int_equal(expected, e == OK);
    if (!expected) {
        assert_int_equal(before, b->lines.count);
        *b = was;
        return;
    }
    count(r, &was, -1);
    count(r, b, 1);
    add_lines(r, b, before);
    assert_int_equal(b->state, txn_state_of(&b->lines, TXN_VOID));
}

/* Debits equal credits in each currency, and the cells say what the test believes. */
static void check_totals(const struct run *r)
{
    int64_t difference[CURRENCIES] = {0}, balance[CURRENCIES] = {0}, held[CURRENCIES] = {0};
    int64_t sorted[CATEGORIES][CURRENCIES] = {{0}};
    for (size_t i = 0; i < r->totals.count; i++) {
        const struct month_total *cell = &r->totals.cells[i];
        int at = place(cell->currency);
        assert_true(cell->debit >= 0 && cell->credit >= 0 && cell->pending_debit >= 0 &&
                    cell->pending_credit >= 0);
        assert_true(cell->lines > 0 || (cell->debit == 0 && cell->credit == 0 && cell->pending_debit == 0 &&
                                        cell->pending_credit == 0));
        difference[at] += cell->debit - cell->credit + cell->pending_debit - cell->pending_credit;
        if (cell->account == OWN) {
            balance[at] += cell->debit - cell->credit;
            held[at] += cell->pending_debit - cell->pending_credit;
        } else {
            sorted[cell->account - 2][at] += cell->debit - cell->credit;
        }
    }
    for (int at = 0; at < CURRENCIES; at++) {
        assert_int_equal(0, difference[at]);
        assert_int_equal(r->balance[at], balance[at]);
        assert_int_equal(r->held[at], held[at]);
    }
    assert_memory_equal(r->sorted, sorted, sizeof sorted);
}

/* Lines are never changed, only appended, and each is reversed at most once. */
static void check_lines(const struct belief *b)
{
    for (int32_t i = 0; i < b->lines.count; i++) {
        int32_t named = b->lines.at[i].reverses, times = 0;
        assert_true(b->lines.at[i].amount > 0 && b->lines.at[i].debit != b->lines.at[i].credit);
        assert_true(named == LINE_NONE || (named >= 0 && named < i));
        if (named != LINE_NONE)
            assert_int_equal(b->lines.at[named].amount, b->lines.at[i].amount);
        for (int32_t k = i + 1; k < b->lines.count; k++)
            times += b->lines.at[k].reverses == i;
        assert_true(times <= 1);
    }
}

static int64_t option(const char *name, int64_t otherwise)
{
    const char *value = getenv(name);
    return value == NULL ? otherwise : strtoll(value, NULL, 10);
}

static uint64_t walk(uint64_t from, int64_t steps)
{
    struct run *r = ARENA_NEW(c.arena, struct run);
    struct arena_mark mark = arena_mark(c.arena);
    seed = from;
    for (int i = 0; i < ALIVE; i++)
        r->at[i].state = TXN_VOID;
    for (int64_t step = 0; step < steps; step++) {
        struct belief *b = &r->at[chance(ALIVE)];
        if (b->lines.count == 0 || b->lines.count > 40)
            begin_one(r, b);
        else
            change_one(r, b);
        check_lines(b);
        check_totals(r);
        /* Long runs in little memory: now and then all begin anew, and their sums stay. */
        if (step % 20000 == 19999) {
            for (int i = 0; i < ALIVE; i++)
                r->at[i] = (struct belief){.state = TXN_VOID};
            arena_rewind(c.arena, mark);
        }
    }
    check_totals(r);
    uint64_t digest = 0;
    for (size_t i = 0; i < r->totals.count; i++)
        digest = digest * 31 + (uint64_t)r->totals.cells[i].debit * 7 + (uint64_t)r->totals.cells[i].credit;
    totals_free(&r->totals);
    return digest;
}

static void a_million_random_steps(void **state)
{
    (void)state;
    uint64_t from = (uint64_t)option("FLORIN_SEED", 20261121);
    int64_t steps = option("FLORIN_LEDGER_STEPS", 1000000);
    printf("seed %llu (FLORIN_SEED), %lld steps (FLORIN_LEDGER_STEPS)\n", (unsigned long long)from,
           (long long)steps);
    uint64_t digest = walk(from, steps);
    assert_true(walk(from, steps / 10) == walk(from, steps / 10));
    assert_true(steps < 20 || digest != walk(from + 1, steps / 10));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(money_out_leaves_the_own_account, set_up, tear_down),
        cmocka_unit_test_setup_teardown(parts_that_are_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(pending_resolves_once, set_up, tear_down),
        cmocka_unit_test_setup_teardown(sorting_again_keeps_the_phase_and_the_money, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_was_taken_back_is_booked_again, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_million_random_steps, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

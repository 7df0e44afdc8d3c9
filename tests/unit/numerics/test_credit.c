/* Cards: shares by hand, a payment divided as well as any search finds, scores between their corners, reasons not to ask. */
#include "numerics/credit/credit.h"
#include "numerics/random.h"
#include "support.h"

static date day(int year, int month, int of_month)
{
    date out = DATE_NONE;
    assert_true(date_from_civil(year, month, of_month, &out));
    return out;
}

static void utilisation_is_rounded_half_up(void **state)
{
    (void)state;
    assert_int_equal(0, credit_utilisation(0, 0));
    assert_int_equal(0, credit_utilisation(-500, 1000));
    assert_int_equal(3000, credit_utilisation(30000, 100000));
    assert_int_equal(3333, credit_utilisation(1, 3));
    assert_int_equal(6667, credit_utilisation(2, 3));
    assert_int_equal(1, credit_utilisation(1, 20000));
    assert_int_equal(0, credit_utilisation(1, 20001));
    assert_int_equal(12000, credit_utilisation(1200, 1000));
    assert_int_equal(INT32_MAX, credit_utilisation(1, 0));
    assert_int_equal(CREDIT_ALL, credit_utilisation(INT64_MAX, INT64_MAX));
    assert_int_equal(INT32_MAX, credit_utilisation(INT64_MAX, 1));
}

static void totals_leave_out_what_the_bank_owes(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct credit_card cards[] = {{100000, 30000, 1}, {50000, -2000, 1}, {20000, 6000, 1}};
    int64_t owed, limit;
    assert_ok(&c, credit_total(&c, cards, 3, &owed, &limit));
    assert_int_equal(36000, owed);
    assert_int_equal(170000, limit);
    cards[0].limit = INT64_MAX;
    assert_err(ERR_LIMIT, credit_total(&c, cards, 3, &owed, &limit));
    test_ctx_end(&c);
}

static void statements_come_on_their_day(void **state)
{
    (void)state;
    struct credit_card card = {.statement_day = 31};
    assert_int_equal(day(2026, 2, 28), credit_statement(&card, day(2026, 2, 10)));
    assert_int_equal(day(2026, 2, 28), credit_statement(&card, day(2026, 2, 28)));
    assert_int_equal(day(2026, 3, 31), credit_statement(&card, day(2026, 3, 1)));
    card.statement_day = 5;
    assert_int_equal(day(2027, 1, 5), credit_statement(&card, day(2026, 12, 6)));
}

/* The same payment before the statement's day and a day after it. */
static void only_what_comes_in_time_is_reported(void **state)
{
    (void)state;
    struct credit_card cards[] = {{100000, 60000, 15}, {100000, 10000, 20}};
    struct credit_move moves[] = {{0, day(2026, 5, 15), -40000},
                                  {0, day(2026, 5, 16), -10000},
                                  {0, day(2026, 5, 12), 5000},
                                  {1, day(2026, 5, 16), 700},
                                  {0, day(2026, 5, 9), -1}};
    date today = day(2026, 5, 10);
    assert_int_equal(25000, credit_reported(cards, 0, moves, 5, today));
    assert_int_equal(10700, credit_reported(cards, 1, moves, 5, today));
    moves[0].on++;
    assert_int_equal(65000, credit_reported(cards, 0, moves, 5, today));
}

static void the_least_payment_reaches_the_target(void **state)
{
    (void)state;
    struct credit_card card = {33333, 20000, 1};
    int64_t pay = credit_to_reach(&card, 3000);
    assert_int_equal(20000 - 9999, pay);
    assert_true(credit_utilisation(card.owed - pay, card.limit) <= 3000);
    assert_int_equal(0, credit_to_reach(&card, 7000));
    card.limit = 0;
    assert_int_equal(20000, credit_to_reach(&card, 3000));
}

/* -- Dividing */

static double worst_after(const struct credit_card *cards, size_t count, const int64_t *paid)
{
    double worst = 0;
    for (size_t i = 0; i < count; i++) {
        double share = (double)(cards[i].owed - paid[i]) / (double)cards[i].limit;
        worst = share > worst ? share : worst;
    }
    return worst;
}

static void the_fullest_card_is_paid_first(void **state)
{
    (void)state;
    static const struct credit_card cards[] = {{1000, 900, 1}, {2000, 1000, 1}, {500, 100, 1}};
    int64_t out[3];
    credit_divide(cards, 3, 400, out);
    assert_int_equal(400, out[0]); /* both at 50 % */
    assert_int_equal(0, out[1]);
    credit_divide(cards, 3, 700, out);
    assert_int_equal(500, out[0]); /* both at 40 % */
    assert_int_equal(200, out[1]);
    assert_int_equal(0, out[2]);
    credit_divide(cards, 3, 5000, out); /* more than is owed */
    assert_int_equal(900, out[0]);
    assert_int_equal(1000, out[1]);
    assert_int_equal(100, out[2]);
    credit_divide(cards, 3, 0, out);
    assert_int_equal(0, out[0] + out[1] + out[2]);
}

static void without_a_limit_comes_before_all(void **state)
{
    (void)state;
    static const struct credit_card cards[] = {{1000, 1000, 1}, {0, 300, 1}, {1, INT64_MAX / 4, 1}};
    int64_t out[3];
    credit_divide(cards, 3, 250, out);
    assert_int_equal(250, out[1]);
    credit_divide(cards, 3, 400, out);
    assert_int_equal(300, out[1]);
    assert_int_equal(100, out[2]);
    assert_int_equal(0, out[0]);
}

/* On three cards with few units, against every other division. */
static void no_other_division_is_better(void **state)
{
    (void)state;
    struct random r = random_stream(21, 0);
    for (int round = 0; round < 300; round++) {
        struct credit_card cards[3];
        int64_t out[3], owed = 0, sum = (int64_t)random_below(&r, 40), other[3];
        for (int i = 0; i < 3; i++) {
            cards[i] =
                (struct credit_card){1 + (int64_t)random_below(&r, 60), (int64_t)random_below(&r, 40), 1};
            owed += cards[i].owed;
        }
        sum = sum < owed ? sum : owed;
        credit_divide(cards, 3, sum, out);
        assert_int_equal(sum, out[0] + out[1] + out[2]);
        double worst = worst_after(cards, 3, out);
        for (other[0] = 0; other[0] <= sum && other[0] <= cards[0].owed; other[0]++)
            for (other[1] = 0; other[0] + other[1] <= sum && other[1] <= cards[1].owed; other[1]++) {
                other[2] = sum - other[0] - other[1];
                if (other[2] <= cards[2].owed)
                    assert_true(worst <= worst_after(cards, 3, other));
            }
    }
}

static void large_sums_are_divided_to_the_last_unit(void **state)
{
    (void)state;
    static const struct credit_card cards[] = {
        {INT64_C(4000000000000003), INT64_C(3999999999999991), 1}, {7, 5, 1}, {INT64_C(900000000001), 17, 1}};
    int64_t out[3];
    credit_divide(cards, 3, INT64_C(1234567890123457), out);
    assert_int_equal(INT64_C(1234567890123457), out[0] + out[1] + out[2]);
    for (int i = 0; i < 3; i++)
        assert_true(out[i] >= 0 && out[i] <= cards[i].owed);
}

/* -- Scores */

static const struct credit_facts spotless = {
    .utilisation = 500, .worst_card = 900, .oldest_months = 300, .average_months = 150, .kinds = 3};

static void nothing_wrong_is_the_most(void **state)
{
    (void)state;
    for (int model = CREDIT_FICO; model <= CREDIT_VANTAGE; model++) {
        struct credit_score score = credit_estimate(&spotless, (enum credit_model)model);
        double sum = 300;
        for (int i = 0; i < FACTOR_COUNT; i++)
            sum += score.of[i];
        assert_true(score.points > 849.999 && score.points < 850.001);
        assert_true(sum > 849.999 && sum < 850.001);
    }
}

static void published_weights_show(void **state)
{
    (void)state;
    struct credit_facts facts = spotless;
    facts.utilisation = facts.worst_card = 10000; /* nothing left of what is owed: 30 % of 550 */
    assert_true(credit_estimate(&facts, CREDIT_FICO).points < 685.001);
    assert_true(credit_estimate(&facts, CREDIT_FICO).points > 684.999);
    assert_true(credit_estimate(&facts, CREDIT_VANTAGE).points < 696.001);
    assert_true(credit_estimate(&facts, CREDIT_VANTAGE).points > 695.999);
}

static void better_facts_never_cost_points(void **state)
{
    (void)state;
    struct random r = random_stream(22, 0);
    for (int i = 0; i < 2000; i++) {
        struct credit_facts worse = {.missed_payments = (int)random_below(&r, 5),
                                     .months_since_missed = (int)random_below(&r, 25),
                                     .utilisation = (int32_t)random_below(&r, 12000),
                                     .worst_card = (int32_t)random_below(&r, 12000),
                                     .oldest_months = (int)random_below(&r, 300),
                                     .average_months = (int)random_below(&r, 150),
                                     .inquiries = (int)random_below(&r, 8),
                                     .kinds = (int)random_below(&r, 4)};
        struct credit_facts better = worse;
        better.utilisation -= (int32_t)random_below(&r, 3000);
        better.worst_card -= (int32_t)random_below(&r, 3000);
        better.oldest_months += (int)random_below(&r, 20);
        better.inquiries -= (int)random_below(&r, 2);
        better.months_since_missed += (int)random_below(&r, 5);
        struct credit_score a = credit_estimate(&worse, CREDIT_FICO),
                            b = credit_estimate(&better, CREDIT_FICO);
        assert_true(b.points >= a.points - 1e-9);
        assert_true(a.points >= 300 && b.points <= 850 + 1e-9);
    }
}

/* -- Asking */

static const struct credit_history good = {
    .limit = 200000, .average_owed = 25000, .months_open = 30, .months_since_asked = -1, .score_change = 12};

static void each_reason_stands_alone(void **state)
{
    (void)state;
    struct credit_history h = good;
    assert_true(credit_may_ask(&h).may);
    h.months_since_asked = 5;
    assert_int_equal(CREDIT_TOO_SOON, credit_may_ask(&h).reasons);
    assert_int_equal(1, credit_may_ask(&h).months_to_wait);
    h.months_since_asked = 6;
    assert_true(credit_may_ask(&h).may);
    h.score_change = 0;
    assert_int_equal(CREDIT_SCORE_FELL, credit_may_ask(&h).reasons);
    h.months_since_asked = -1;
    assert_true(credit_may_ask(&h).may);
    h = good;
    h.months_open = 2;
    assert_int_equal(CREDIT_TOO_NEW, credit_may_ask(&h).reasons);
    assert_int_equal(4, credit_may_ask(&h).months_to_wait);
    h = good;
    h.average_owed = 100011;
    assert_int_equal(CREDIT_USES_MUCH, credit_may_ask(&h).reasons);
    h = good;
    h.missed_payments = 1;
    assert_int_equal(CREDIT_MISSED, credit_may_ask(&h).reasons);
    h = good;
    h.stressed = true;
    assert_int_equal(CREDIT_STRESSED, credit_may_ask(&h).reasons);
    assert_false(credit_may_ask(&h).may);
}

static void the_limit_to_ask_for_is_modest(void **state)
{
    (void)state;
    struct credit_history h = good;
    assert_int_equal(250000, credit_may_ask(&h).limit); /* 25,000 is 10 % of it */
    assert_int_equal(1000, credit_may_ask(&h).utilisation);
    h.average_owed = 90000;
    assert_int_equal(300000, credit_may_ask(&h).limit); /* at most half more */
    assert_int_equal(3000, credit_may_ask(&h).utilisation);
    h.average_owed = 0;
    assert_int_equal(220000, credit_may_ask(&h).limit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utilisation_is_rounded_half_up),
        cmocka_unit_test(totals_leave_out_what_the_bank_owes),
        cmocka_unit_test(statements_come_on_their_day),
        cmocka_unit_test(only_what_comes_in_time_is_reported),
        cmocka_unit_test(the_least_payment_reaches_the_target),
        cmocka_unit_test(the_fullest_card_is_paid_first),
        cmocka_unit_test(without_a_limit_comes_before_all),
        cmocka_unit_test(no_other_division_is_better),
        cmocka_unit_test(large_sums_are_divided_to_the_last_unit),
        cmocka_unit_test(nothing_wrong_is_the_most),
        cmocka_unit_test(published_weights_show),
        cmocka_unit_test(better_facts_never_cost_points),
        cmocka_unit_test(each_reason_stands_alone),
        cmocka_unit_test(the_limit_to_ask_for_is_modest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

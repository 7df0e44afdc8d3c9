/* What to pay, and whether to ask for more: pure rules against figures worked out by hand. */
#include "finance/credit/advice.h"
#include "support.h"

static date day(int32_t year, int32_t month, int32_t d)
{
    date out;
    assert_true(date_from_civil(year, month, d, &out));
    return out;
}

static struct advice_card card(int64_t limit, int64_t owed, int64_t projected, date statement)
{
    return (struct advice_card){.limit = limit,
                                .owed = owed,
                                .projected = projected,
                                .target = 3000,
                                .statement = statement,
                                .currency = CURRENCY_EUR,
                                .money = 1000000};
}

static void pays_to_the_target_before_the_statement(void **state)
{
    (void)state;
    struct advice out[1];
    date today = day(2026, 11, 2);
    /* 85 % of 1,500.00; 30 % are 450.00. Friday the 20th less three days is a Tuesday. */
    struct advice_card one = card(150000, 125000, 127500, day(2026, 11, 20));
    assert_int_equal(1, credit_advise(&one, 1, today, out));
    assert_int_equal(82500, out[0].pay);
    assert_int_equal(82500, out[0].can);
    assert_int_equal(day(2026, 11, 17), out[0].by);
    assert_int_equal(8500, out[0].reported);
    assert_int_equal(3000, out[0].then);
    assert_true(out[0].soon);
    /* 550 x 0.30 x (0.7 - 0.2 x 15 / 25), as at 75 % it is 0.2 and at 100 % nothing */
    assert_int_equal(96, out[0].points);
    /* Wednesday the 18th less three days is a Sunday: Friday it is; and never in the past. */
    one.statement = day(2026, 11, 18);
    assert_int_equal(1, credit_advise(&one, 1, today, out));
    assert_int_equal(day(2026, 11, 13), out[0].by);
    one.statement = today + 1;
    assert_int_equal(1, credit_advise(&one, 1, today, out));
    assert_int_equal(today, out[0].by);
}

static void what_will_be_well_is_left_alone(void **state)
{
    (void)state;
    struct advice out[1];
    date today = day(2026, 11, 2);
    struct advice_card one = card(100000, 50000, 30000, day(2026, 11, 20)); /* a payment comes in time */
    assert_int_equal(0, credit_advise(&one, 1, today, out));
    one.projected = 30001;
    assert_int_equal(1, credit_advise(&one, 1, today, out));
    assert_int_equal(1, out[0].pay);
    one.owed = 10000; /* only projected, and far away */
    assert_int_equal(1, credit_advise(&one, 1, today, out));
    assert_false(out[0].soon);
    assert_int_equal(1, credit_advise(&one, 1, one.statement - ADVICE_AHEAD_DAYS, out));
    assert_true(out[0].soon);
    one = card(100000, -500, -500, day(2026, 11, 20));
    assert_int_equal(0, credit_advise(&one, 1, today, out));
}

static void too_little_money_goes_where_it_does_most(void **state)
{
    (void)state;
    struct advice out[3];
    date today = day(2026, 11, 2);
    struct advice_card three[] = {card(100000, 90000, 90000, day(2026, 11, 20)),
                                  card(100000, 50000, 50000, day(2026, 11, 25)),
                                  card(100000, 80000, 80000, day(2026, 11, 25))};
    three[2].currency = 840;
    three[0].money = three[1].money = 30000;
    assert_int_equal(3, credit_advise(three, 3, today, out));
    assert_int_equal(60000, out[0].pay);
    assert_int_equal(30000, out[0].can); /* 90 -> 60 %, which is still the highest */
    assert_int_equal(0, out[1].can);
    assert_int_equal(50000, out[2].can); /* of another currency: there is enough */
    three[0].money = three[1].money = 60000;
    assert_int_equal(3, credit_advise(three, 3, today, out));
    assert_int_equal(50000, out[0].can); /* both at 40 % */
    assert_int_equal(10000, out[1].can);
    assert_int_equal(4000, out[0].then);
    assert_int_equal(4000, out[1].then);
    three[0].money = three[1].money = -5;
    assert_int_equal(3, credit_advise(three, 3, today, out));
    assert_int_equal(0, out[0].can);
    assert_int_equal(0, out[0].points);
}

static struct limit_case good(void)
{
    return (struct limit_case){.history = {.limit = 150000,
                                           .average_owed = 45000,
                                           .months_open = 24,
                                           .months_since_asked = -1,
                                           .score_change = 12},
                               .has_score = true,
                               .worst_used = 4000,
                               .currency = CURRENCY_EUR};
}

static void asks_when_that_is_wise(void **state)
{
    (void)state;
    struct limit_case it = good();
    struct limit_verdict v = credit_limit_case(&it);
    assert_true(v.may);
    assert_int_equal(225000, v.limit); /* half as much again is the most */
    it.history.limit = 157300;
    it.history.average_owed = 17000;
    v = credit_limit_case(&it);
    assert_true(v.may);
    assert_int_equal(170000, v.limit); /* a tenth more at least: 1,730.30, in steps of 50.00 downwards */
    it.history.limit = 1000;
    it.history.average_owed = 300;
    v = credit_limit_case(&it);
    assert_int_equal(1500, v.limit); /* too small for steps */
}

static void each_reason_stands_against_it_alone(void **state)
{
    (void)state;
    struct limit_case cases[LIMIT_REASONS + 6];
    static const unsigned expected[LIMIT_REASONS + 6] = {
        CREDIT_TOO_SOON, CREDIT_TOO_NEW,  CREDIT_SCORE_FELL, CREDIT_USES_MUCH,  CREDIT_MISSED,
        CREDIT_STRESSED, LIMIT_NO_SCORE,  LIMIT_OPEN,        LIMIT_USES_LITTLE, CREDIT_STRESSED,
        CREDIT_TOO_SOON, CREDIT_TOO_SOON, CREDIT_SCORE_FELL, CREDIT_USES_MUCH,  CREDIT_TOO_SOON};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        cases[i] = good();
    cases[0].history.months_since_asked = 5;
    cases[1].history.months_open = 5;
    cases[2].history.score_change = 0;
    cases[3].history.average_owed = 75200;
    cases[4].history.missed_payments = 1;
    cases[5].history.stressed = true;
    cases[6].has_score = false;
    cases[6].history.score_change = 0;
    cases[7].open = true;
    cases[8].history.average_owed = 14000;
    cases[9].worst_used = LIMIT_USED_TOP;
    cases[10].rests = true;
    cases[11].refused = 1; /* the wait is twelve months then */
    cases[11].history.months_since_asked = 11;
    cases[11].history.score_change = 25;
    cases[12].refused = 1; /* and the score must rise by 20 */
    cases[12].history.months_since_asked = 12;
    cases[12].history.score_change = 19;
    cases[13].refused = 1; /* and 30 % be used at most */
    cases[13].history.months_since_asked = 12;
    cases[13].history.score_change = 20;
    cases[13].history.average_owed = 45100;
    cases[14].refused = 5; /* twenty-four months at most */
    cases[14].history.months_since_asked = 23;
    cases[14].history.score_change = 100;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct limit_verdict v = credit_limit_case(&cases[i]);
        if (v.may || v.reasons != expected[i])
            fail_msg("case %zu: %u, not %u", i, v.reasons, expected[i]);
    }
    assert_int_equal(1, credit_limit_case(&cases[0]).months_to_wait);
    assert_int_equal(1, credit_limit_case(&cases[11]).months_to_wait);
    cases[11].history.months_since_asked = 12;
    assert_true(credit_limit_case(&cases[11]).may);
    cases[14].history.months_since_asked = 24;
    assert_true(credit_limit_case(&cases[14]).may);
    for (size_t i = 0; i < LIMIT_REASONS; i++)
        assert_true(limit_reason_words[i] != NULL && limit_reason_texts[i] != NULL);
    assert_null(limit_reason_words[LIMIT_REASONS]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pays_to_the_target_before_the_statement),
        cmocka_unit_test(what_will_be_well_is_left_alone),
        cmocka_unit_test(too_little_money_goes_where_it_does_most),
        cmocka_unit_test(asks_when_that_is_wise),
        cmocka_unit_test(each_reason_stands_against_it_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

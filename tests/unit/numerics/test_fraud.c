/* Fraud features: by hand at the edges of windows, and against counting over everything that came before. */
#include "base/date.h"
#include "numerics/fraud/evidence.h"
#include "numerics/fraud/features.h"
#include "numerics/random.h"
#include "support.h"

#include <math.h>

enum { DAY = 86400 };

static int begin(void **state)
{
    struct ctx *c = calloc(1, sizeof *c);
    *c = test_ctx();
    *state = c;
    return 0;
}

static int end(void **state)
{
    test_ctx_end(*state);
    free(*state);
    return 0;
}

/* 2018-06-02, a Saturday. */
static int64_t saturday(void)
{
    date d;
    assert_true(date_parse(TEXT("2018-06-02"), &d));
    return (int64_t)d * DAY;
}

static struct fraud_handle add(struct ctx *c, struct fraud_features *f, int64_t time_s, uint64_t customer,
                               uint64_t terminal, int64_t amount, double *out)
{
    struct fraud_handle handle;
    struct fraud_transaction t = {time_s, customer, terminal, amount};
    assert_ok(c, fraud_features_add(c, f, &t, out, &handle));
    return handle;
}

static void days_and_nights(void **state)
{
    struct ctx *c = *state;
    struct fraud_features *f = fraud_features_new(c);
    double x[FRAUD_FEATURES];
    static const struct {
        int64_t after;
        int weekend, night;
    } cases[] = {{-1, 0, 0},       {0, 1, 1},           {7 * 3600 - 1, 1, 1},
                 {7 * 3600, 1, 0}, {2 * DAY - 1, 1, 0}, {2 * DAY, 0, 1}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        add(c, f, saturday() + cases[i].after, 1, 1, 1250, x);
        assert_true(x[FRAUD_AMOUNT] == 12.5);
        assert_true(x[FRAUD_WEEKEND] == cases[i].weekend && x[FRAUD_NIGHT] == cases[i].night);
    }
}

/* A customer's window is open at its old end: what is exactly a day old is out. */
static void customers_by_hand(void **state)
{
    struct ctx *c = *state;
    struct fraud_features *f = fraud_features_new(c);
    double x[FRAUD_FEATURES];
    int64_t start = saturday();
    add(c, f, start, 1, 1, 1000, x);
    assert_true(x[FRAUD_CUSTOMER_COUNT_1] == 1 && x[FRAUD_CUSTOMER_MEAN_1] == 10);
    add(c, f, start + DAY - 1, 1, 2, 2000, x);
    assert_true(x[FRAUD_CUSTOMER_COUNT_1] == 2 && x[FRAUD_CUSTOMER_MEAN_1] == 15);
    add(c, f, start + DAY, 1, 3, 4000, x);
    assert_true(x[FRAUD_CUSTOMER_COUNT_1] == 2 && x[FRAUD_CUSTOMER_MEAN_1] == 30);
    assert_true(x[FRAUD_CUSTOMER_COUNT_7] == 3 && fabs(x[FRAUD_CUSTOMER_MEAN_7] - 70.0 / 3) < 1e-12);
    add(c, f, start + 30 * DAY, 1, 4, 100, x);
    assert_true(x[FRAUD_CUSTOMER_COUNT_7] == 1 && x[FRAUD_CUSTOMER_COUNT_30] == 3);
    assert_true(fabs(x[FRAUD_CUSTOMER_MEAN_30] - 61.0 / 3) < 1e-12);
    add(c, f, start + 30 * DAY, 2, 4, 100, x);
    assert_true(x[FRAUD_CUSTOMER_COUNT_30] == 1);
}

/* Terminals' windows end a week ago; an answer that comes late counts from then on. */
static void terminals_by_hand(void **state)
{
    struct ctx *c = *state;
    struct fraud_features *f = fraud_features_new(c);
    double x[FRAUD_FEATURES];
    int64_t start = saturday();
    struct fraud_handle first = add(c, f, start, 1, 9, 1, x);
    struct fraud_handle second = add(c, f, start + DAY / 2, 2, 9, 1, x);
    add(c, f, start + 7 * DAY - 1, 3, 9, 1, x);
    assert_true(x[FRAUD_TERMINAL_COUNT_1] == 0 && x[FRAUD_TERMINAL_RISK_1] == 0);
    assert_true(fraud_features_answer(f, second, true));
    add(c, f, start + 7 * DAY, 3, 9, 1, x);
    assert_true(x[FRAUD_TERMINAL_COUNT_1] == 1 && x[FRAUD_TERMINAL_RISK_1] == 0);
    add(c, f, start + 15 * DAY / 2, 3, 9, 1, x);
    assert_true(x[FRAUD_TERMINAL_COUNT_1] == 2 && x[FRAUD_TERMINAL_RISK_1] == 0.5);
    assert_true(fraud_features_answer(f, first, true));
    add(c, f, start + 15 * DAY / 2 + 1, 3, 9, 1, x);
    assert_true(x[FRAUD_TERMINAL_RISK_1] == 1 && x[FRAUD_TERMINAL_RISK_30] == 1);
    assert_true(fraud_features_answer(f, first, false));
    add(c, f, start + 8 * DAY, 3, 9, 1, x);
    assert_true(x[FRAUD_TERMINAL_COUNT_1] == 1 && x[FRAUD_TERMINAL_RISK_1] == 1);
    assert_true(x[FRAUD_TERMINAL_COUNT_7] == 2 && x[FRAUD_TERMINAL_RISK_7] == 0.5);
    add(c, f, start + 37 * DAY, 3, 9, 1, x);
    assert_false(fraud_features_answer(f, first, true));
    assert_true(fraud_features_answer(f, second, true));
}

struct row {
    struct fraud_transaction t;
    bool fraud;
};

/* Counts over all rows up to `i`: what the windows say without windows. */
static void count_all(const struct row *rows, size_t i, double *x)
{
    static const int days[] = {1, 7, 30};
    for (int w = 0; w < 3; w++) {
        double count = 0, sum = 0, seen = 0, frauds = 0;
        for (size_t k = 0; k <= i; k++) {
            int64_t age = rows[i].t.time_s - rows[k].t.time_s;
            if (rows[k].t.customer == rows[i].t.customer && age < days[w] * DAY)
                count++, sum += (double)rows[k].t.amount_minor / 100;
            if (rows[k].t.terminal == rows[i].t.terminal && age >= 7 * DAY && age < (7 + days[w]) * DAY)
                seen++, frauds += rows[k].fraud;
        }
        x[FRAUD_CUSTOMER_COUNT_1 + 2 * w] = count;
        x[FRAUD_CUSTOMER_MEAN_1 + 2 * w] = sum / count;
        x[FRAUD_TERMINAL_COUNT_1 + 2 * w] = seen;
        x[FRAUD_TERMINAL_RISK_1 + 2 * w] = seen > 0 ? frauds / seen : 0;
    }
}

/* Answers come some while after, always before the week is over. */
static void features_agree_with_counting(void **state)
{
    struct ctx *c = *state;
    enum { ROWS = 4000, LATE = 20 };
    struct random r = random_stream(17, 0);
    struct row *rows = ARENA_ARRAY(c->arena, struct row, ROWS);
    struct fraud_handle *handles = ARENA_ARRAY(c->arena, struct fraud_handle, ROWS);
    struct fraud_features *f = fraud_features_new(c);
    int64_t now = saturday();
    for (size_t i = 0; i < ROWS; i++) {
        double got[FRAUD_FEATURES], expected[FRAUD_FEATURES];
        now += random_below(&r, 4) == 0 ? 0 : random_below(&r, DAY / 10);
        rows[i] = (struct row){{now, random_below(&r, 40) * UINT64_C(0x9E3779B97F4A7C15),
                                random_below(&r, 30), random_below(&r, 100000)},
                               random_below(&r, 5) == 0};
        handles[i] = add(c, f, now, rows[i].t.customer, rows[i].t.terminal, rows[i].t.amount_minor, got);
        count_all(rows, i, expected);
        for (size_t k = FRAUD_CUSTOMER_COUNT_1; k < FRAUD_FEATURES; k++)
            if (fabs(got[k] - expected[k]) > 1e-9)
                fail_msg("row %zu, %s: %g is not %g", i, fraud_feature_names[k], got[k], expected[k]);
        if (i >= LATE)
            assert_true(fraud_features_answer(f, handles[i - LATE], rows[i - LATE].fraud));
    }
}

static void what_cannot_be_is_refused(void **state)
{
    struct ctx *c = *state;
    struct fraud_features *f = fraud_features_new(c);
    double x[FRAUD_FEATURES];
    add(c, f, 100, 1, 1, 1, x);
    assert_err(ERR_INPUT, fraud_features_add(c, f, &(struct fraud_transaction){99, 1, 1, 1}, x, NULL));
    assert_err(ERR_INPUT,
               fraud_features_add(c, f, &(struct fraud_transaction){101, 1, 1, INT64_MAX}, x, NULL));
    assert_err(ERR_INPUT, fraud_features_add(c, f, &(struct fraud_transaction){INT64_MAX, 1, 1, 1}, x, NULL));
    assert_false(fraud_features_answer(f, (struct fraud_handle){5, 1}, true));
    assert_false(fraud_features_answer(f, (struct fraud_handle){0, 2}, true));
}

static void evidence_by_hand(void **state)
{
    (void)state;
    double x[FRAUD_FEATURES] = {0}, out[FRAUD_EVIDENCE];
    x[FRAUD_AMOUNT] = 90;
    x[FRAUD_CUSTOMER_MEAN_7] = 60;
    x[FRAUD_CUSTOMER_MEAN_30] = 30;
    x[FRAUD_TERMINAL_RISK_7] = 0.25;
    fraud_evidence(x, out);
    static const double expected[] = {90, 3, 2, 0, 0.25, 0};
    for (size_t i = 0; i < FRAUD_EVIDENCE; i++)
        assert_true(out[i] == expected[i]);
    x[FRAUD_CUSTOMER_MEAN_30] = 0;
    fraud_evidence(x, out);
    assert_true(out[FRAUD_AMOUNT_RATIO] == 1 && out[FRAUD_WEEK_RATIO] == 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(days_and_nights, begin, end),
        cmocka_unit_test_setup_teardown(customers_by_hand, begin, end),
        cmocka_unit_test_setup_teardown(terminals_by_hand, begin, end),
        cmocka_unit_test_setup_teardown(features_agree_with_counting, begin, end),
        cmocka_unit_test_setup_teardown(what_cannot_be_is_refused, begin, end),
        cmocka_unit_test(evidence_by_hand),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

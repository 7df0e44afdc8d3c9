/* Tails: by hand, and that only the order of a column's values counts. */
#include "numerics/random.h"
#include "numerics/tails.h"
#include "support.h"

#include <math.h>

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

static double squared_log(double share)
{
    return log(share) * log(share);
}

/* Four rows; column 0 is 1 2 2 9, column 1 is 0 0 0 5. */
static void shares_by_hand(void **state)
{
    struct ctx *c = *state;
    double values[] = {2, 0, 9, 0, 1, 5, 2, 0}, shares[2];
    struct tails t;
    assert_ok(c, tails_fit(c, values, 4, 2, &t));
    double score = tails_score(&t, (double[]){2, 6}, shares);
    assert_true(fabs(shares[0] - squared_log(4.0 / 5)) < 1e-12);
    assert_true(fabs(shares[1] - squared_log(1.0 / 5)) < 1e-12);
    assert_true(fabs(score - shares[0] - shares[1]) < 1e-12);
    assert_true(tails_score(&t, (double[]){0, -1}, NULL) == 0);
    assert_true(tails_score(&t, (double[]){NAN, 0}, NULL) == 0);
    assert_err(ERR_INPUT, tails_fit(c, values, 0, 2, &t));
    values[3] = INFINITY;
    assert_err(ERR_INPUT, tails_fit(c, values, 4, 2, &t));
    assert_string_equal(c->why, "row 2, column 2 is no finite number");
}

static void only_the_order_counts(void **state)
{
    struct ctx *c = *state;
    enum { ROWS = 500 };
    struct random r = random_stream(3, 0);
    double plain[ROWS * 2], risen[ROWS * 2];
    for (size_t i = 0; i < ROWS * 2; i++) {
        plain[i] = floor(8 * random_normal(&r)) / 8;
        risen[i] = exp(plain[i]) + 3;
    }
    struct tails a, b;
    assert_ok(c, tails_fit(c, plain, ROWS, 2, &a));
    assert_ok(c, tails_fit(c, risen, ROWS, 2, &b));
    for (size_t i = 0; i < ROWS; i++) {
        double score = tails_score(&a, plain + 2 * i, NULL);
        assert_true(score == tails_score(&b, risen + 2 * i, NULL));
        assert_true(score <= tails_score(&a, (double[]){plain[2 * i] + 1, plain[2 * i + 1]}, NULL));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(shares_by_hand, begin, end),
        cmocka_unit_test_setup_teardown(only_the_order_counts, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Random numbers: the published sequence, streams that can be told apart, and the shape of what is drawn. */
#include "numerics/random.h"
#include "support.h"

#include <math.h>

/* The first output is rotl(1 + 4, 23) + 1 by the paper's definition, then worked out by hand from its state changes. */
static void the_generator_is_the_published_one(void **state)
{
    (void)state;
    struct random r = {{1, 2, 3, 4}};
    assert_true(random_bits(&r) == (UINT64_C(5) << 23) + 1);
    /* s[2]^=s[0] -> 2, s[3]^=s[1] -> 6, s[1]^=s[2] -> 0, s[0]^=s[3] -> 7, s[2]^=2<<17 -> 262146, s[3]=rotl(6,45) */
    assert_true(r.s[0] == 7 && r.s[1] == 0 && r.s[2] == 262146 && r.s[3] == UINT64_C(6) << 45);
    uint64_t split =
        1234567; /* the first two outputs that the SplitMix64 of its authors prints for this seed */
    assert_true(random_split(&split) == UINT64_C(6457827717110365317));
    assert_true(random_split(&split) == UINT64_C(3203168211198807973));
}

static void streams_are_reproducible_and_differ(void **state)
{
    (void)state;
    struct random a = random_stream(7, 1), b = random_stream(7, 1), other = random_stream(7, 2),
                  seed = random_stream(8, 1);
    for (int i = 0; i < 100; i++) {
        uint64_t x = random_bits(&a);
        assert_true(x == random_bits(&b));
        assert_true(x != random_bits(&other));
        assert_true(x != random_bits(&seed));
    }
}

static void draws_have_the_right_shape(void **state)
{
    (void)state;
    enum { DRAWS = 200000, SIDES = 6 };
    struct random r = random_stream(1, 0);
    int counts[SIDES] = {0};
    double sum = 0, squares = 0, normal = 0, normal_squares = 0, fourth = 0;
    for (int i = 0; i < DRAWS; i++) {
        double u = random_unit(&r), z = random_normal(&r);
        assert_true(u >= 0 && u < 1);
        counts[random_below(&r, SIDES)]++;
        sum += u, squares += u * u;
        normal += z, normal_squares += z * z, fourth += z * z * z * z;
    }
    /* Five standard deviations of each mean. */
    assert_true(fabs(sum / DRAWS - 0.5) < 5 * sqrt(1.0 / 12 / DRAWS));
    assert_true(fabs(squares / DRAWS - 1.0 / 3) < 5 * sqrt(4.0 / 45 / DRAWS));
    assert_true(fabs(normal / DRAWS) < 5 / sqrt(DRAWS));
    assert_true(fabs(normal_squares / DRAWS - 1) < 5 * sqrt(2.0 / DRAWS));
    assert_true(fabs(fourth / DRAWS - 3) < 5 * sqrt(96.0 / DRAWS));
    for (int i = 0; i < SIDES; i++)
        assert_true(fabs(counts[i] - DRAWS / 6.0) < 5 * sqrt(DRAWS * 5.0 / 36));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_generator_is_the_published_one),
        cmocka_unit_test(streams_are_reproducible_and_differ),
        cmocka_unit_test(draws_have_the_right_shape),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

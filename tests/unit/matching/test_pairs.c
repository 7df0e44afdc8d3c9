/* The two sides of a transfer: what makes them one, and what does not. */
#include "matching/pairs.h"
#include "support.h"

/* Rows are written as a usual one with what differs behind. */
#pragma GCC diagnostic ignored "-Woverride-init"

#define OUT(...)                                                                                             \
    (struct pair_side)                                                                                       \
    {                                                                                                        \
        .ref = 1, .account = 1, .amount = -500, .own_number = 111, .date = 100, .currency = 978, __VA_ARGS__ \
    }
#define IN(...)                                                                                              \
    (struct pair_side)                                                                                       \
    {                                                                                                        \
        .ref = 2, .account = 2, .amount = 500, .own_number = 222, .date = 100, .currency = 978, __VA_ARGS__  \
    }

/* Are these two one transfer? Asked in both orders: the answer must not depend on which comes first. */
static bool paired(struct pair_side a, struct pair_side b)
{
    bool found[2];
    for (int order = 0; order < 2; order++) {
        struct ctx c = test_ctx();
        struct pair_pool *pool = pair_pool_new(c.arena);
        struct pair_side other;
        assert_false(pair_offer(pool, order == 0 ? &a : &b, &other));
        found[order] = pair_offer(pool, order == 0 ? &b : &a, &other);
        if (found[order])
            assert_int_equal(order == 0 ? a.ref : b.ref, other.ref);
        test_ctx_end(&c);
    }
    assert_int_equal(found[0], found[1]);
    return found[0];
}

static void words_on_both_sides(void **state)
{
    (void)state;
    assert_true(paired(OUT(.hinted = true), IN(.hinted = true)));
    assert_true(paired(OUT(.hinted = true), IN(.open = true)));
    assert_true(paired(OUT(.open = true), IN(.hinted = true)));
    assert_false(paired(OUT(.open = true), IN(.open = true)));
    assert_false(paired(OUT(.hinted = true), IN()));
    assert_false(paired(OUT(), IN()));
}

static void numbers(void **state)
{
    (void)state;
    assert_true(paired(OUT(.other_number = 222), IN()));
    assert_true(paired(OUT(), IN(.other_number = 111)));
    assert_false(paired(OUT(.other_number = 333), IN()));
    assert_false(paired(OUT(.own_number = 0), IN(.own_number = 0)));
}

static void what_must_agree(void **state)
{
    (void)state;
    assert_false(paired(OUT(.hinted = true), IN(.hinted = true, .amount = 501)));
    assert_false(paired(OUT(.hinted = true), IN(.hinted = true, .amount = -500)));
    assert_false(paired(OUT(.hinted = true), IN(.hinted = true, .account = 1)));
    assert_false(paired(OUT(.hinted = true), IN(.hinted = true, .currency = 840)));
    assert_true(paired(OUT(.hinted = true), IN(.hinted = true, .date = 105)));
    assert_false(paired(OUT(.hinted = true), IN(.hinted = true, .date = 106)));
    assert_true(paired(OUT(.hinted = true, .date = 105), IN(.hinted = true)));
}

static void a_firm_side_is_no_transfer(void **state)
{
    (void)state;
    assert_false(paired(OUT(.hinted = true, .firm = true), IN(.hinted = true)));
    assert_false(paired(OUT(.other_number = 222, .firm = true), IN()));
    assert_false(paired(OUT(.other_number = 222), IN(.firm = true)));
}

static void the_surest_then_the_nearest(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct pair_pool *pool = pair_pool_new(c.arena);
    struct pair_side other,
        waiting[] = {OUT(.ref = 10, .open = true, .date = 100), OUT(.ref = 11, .hinted = true, .date = 97),
                     OUT(.ref = 12, .hinted = true, .date = 99), OUT(.ref = 13, .date = 96)};
    for (size_t i = 0; i < 4; i++)
        pair_keep(pool, &waiting[i]);
    struct pair_side in = IN(.hinted = true, .other_number = 111);
    assert_true(pair_offer(pool, &in, &other));
    /* All name the same account: then the nearest. */
    assert_int_equal(10, other.ref);
    in = IN(.hinted = true);
    assert_true(pair_offer(pool, &in, &other));
    assert_int_equal(12, other.ref);
    assert_true(pair_offer(pool, &in, &other));
    assert_int_equal(11, other.ref);
    assert_false(pair_offer(pool, &in, &other));
    test_ctx_end(&c);
}

/* Random sides: nobody is paired twice, and every pair is one. */
static void each_side_is_used_once(void **state)
{
    (void)state;
    enum { SIDES = 3000 };
    static struct pair_side sides[SIDES];
    static bool used[SIDES];
    uint64_t seed = 99;
    struct ctx c = test_ctx();
    struct pair_pool *pool = pair_pool_new(c.arena);
    int pairs = 0;
    memset(used, 0, sizeof used);
    for (int i = 0; i < SIDES; i++) {
        seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
        uint64_t r = seed >> 33;
        struct pair_side other;
        sides[i] = (struct pair_side){.ref = i,
                                      .account = 1 + (int64_t)(r % 4),
                                      .amount = (r >> 4) % 2 == 0 ? -100 : 100,
                                      .own_number = 1000 + r % 4,
                                      .other_number = (r >> 6) % 3 == 0 ? 1000 + (r >> 8) % 4 : 0,
                                      .date = 100 + i / 20,
                                      .currency = 978,
                                      .hinted = (r >> 10) % 4 == 0,
                                      .open = (r >> 12) % 3 == 0};
        if (!pair_offer(pool, &sides[i], &other))
            continue;
        assert_true(other.ref < i && !used[other.ref] && !used[i]);
        used[other.ref] = used[i] = true;
        assert_true(paired(sides[other.ref], sides[i]));
        pairs++;
    }
    assert_true(pairs > 500);
    test_ctx_end(&c);
}

/* However many entries pass by, the pool stays small, and what is recent is found. */
static void a_long_file(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct pair_pool *pool = pair_pool_new(c.arena);
    struct pair_side other;
    int found = 0;
    for (int i = 0; i < 400000; i++) {
        struct pair_side out = OUT(.ref = i, .amount = -100000 - i, .hinted = i % 100 == 0, .date = i / 500);
        assert_false(pair_offer(pool, &out, &other));
        if (i % 100 != 0)
            continue;
        struct pair_side in = IN(.ref = -i, .amount = 100000 + i, .hinted = true, .date = i / 500);
        found += pair_offer(pool, &in, &other);
    }
    assert_int_equal(4000, found);
    test_ctx_end(&c);
}

static void words_that_say_transfer(void **state)
{
    (void)state;
    static const char *const yes[] = {"Transfer to savings",
                                      "UMBUCHUNG",
                                      "Eigen\xC3\xBC"
                                      "bertrag",
                                      "Virement interne",
                                      "traspaso a cuenta",
                                      "GIROCONTO",
                                      "Przelew w\xC5\x82"
                                      "asny",
                                      "TOP-UP by *1234",
                                      "Payment thank you",
                                      "Sparplan"};
    static const char *const no[] = {"",     "Corner Bakery", "Transport company",
                                     "Rewe", "Miete",         "Virement de Paul"};
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
        if (!pair_words(text_of(yes[i])))
            fail_msg("%s", yes[i]);
    for (size_t i = 0; i < sizeof no / sizeof *no; i++)
        if (pair_words(text_of(no[i])))
            fail_msg("%s", no[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_on_both_sides),
        cmocka_unit_test(numbers),
        cmocka_unit_test(what_must_agree),
        cmocka_unit_test(a_firm_side_is_no_transfer),
        cmocka_unit_test(the_surest_then_the_nearest),
        cmocka_unit_test(each_side_is_used_once),
        cmocka_unit_test(a_long_file),
        cmocka_unit_test(words_that_say_transfer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Simulation: the generator against its definition, plans against hand and theory, and that threads do not matter. */
#include "numerics/simulate/counter.h"
#include "numerics/simulate/trinity.h"
#include "support.h"

#include <math.h>

enum { PATHS = 20000, YEARS = 12 };

/* Philox4x32-10 as its paper writes it, one block at a time. */
static void philox(uint32_t c[4], uint32_t low, uint32_t high)
{
    for (int round = 0; round < 10; round++, low += 0x9E3779B9, high += 0xBB67AE85) {
        uint64_t x = UINT64_C(0xD2511F53) * c[0], y = UINT64_C(0xCD9E8D57) * c[2];
        uint32_t next[4] = {(uint32_t)(y >> 32) ^ c[1] ^ low, (uint32_t)y, (uint32_t)(x >> 32) ^ c[3] ^ high,
                            (uint32_t)x};
        memcpy(c, next, sizeof next);
    }
}

static void words_are_philox(void **state)
{
    (void)state;
    /* the authors' known answer for the digits of pi */
    uint32_t pi[4] = {0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344};
    static const uint32_t expected[4] = {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1};
    philox(pi, 0xa4093822, 0x299f31d0);
    assert_memory_equal(expected, pi, sizeof pi);
    static uint32_t words[4][COUNTER_BLOCK];
    const uint64_t seed = UINT64_C(0x123456789abcdef0), first = (UINT64_C(7) << 32) + 5 * COUNTER_BLOCK;
    counter_words(seed, first, 3, words);
    for (uint32_t i = 0; i < COUNTER_BLOCK; i++) {
        uint32_t c[4] = {(uint32_t)first + i, 7, 3, 0};
        philox(c, (uint32_t)seed, (uint32_t)(seed >> 32));
        for (int k = 0; k < 4; k++)
            assert_int_equal(c[k], words[k][i]);
    }
}

/* Box and Muller by the C library from the same words. */
static void normals_are_normal(void **state)
{
    (void)state;
    static uint32_t words[4][COUNTER_BLOCK];
    static double z[4][COUNTER_BLOCK];
    double sums[4] = {0}, crossed = 0;
    size_t n = 0, beyond_2 = 0;
    for (uint64_t first = 0; first < 100 * COUNTER_BLOCK; first += COUNTER_BLOCK) {
        counter_words(9, first, 1, words);
        counter_normals(9, first, 1, z);
        for (int i = 0; i < COUNTER_BLOCK; i++) {
            for (int k = 0; k < 4; k += 2) {
                double r = sqrt(-2 * log((words[k][i] + 0.5) * 0x1p-32));
                double angle = ((double)(words[k + 1][i] & 0x3FFFFFFF) - 0x1p29 + 0.5) * 0x1p-32 +
                               (words[k + 1][i] >> 30) * 0.25;
                assert_true(fabs(z[k][i] - r * cos(angle * 2 * 3.14159265358979323846)) < 1e-12);
                assert_true(fabs(z[k + 1][i] - r * sin(angle * 2 * 3.14159265358979323846)) < 1e-12);
            }
            for (int k = 0; k < 4; k++, n++) {
                double v = z[k][i], power = 1;
                for (int p = 0; p < 4; p++)
                    sums[p] += power *= v;
                beyond_2 += fabs(v) > 2;
            }
            crossed += z[0][i] * z[1][i];
        }
    }
    double size = (double)n, five = 5 / sqrt(size);
    assert_true(fabs(sums[0] / size) < five && fabs(sums[1] / size - 1) < five * sqrt(2));
    assert_true(fabs(sums[2] / size) < five * sqrt(15) && fabs(sums[3] / size - 3) < five * sqrt(96));
    assert_true(fabs((double)beyond_2 / size - 0.0455003) < five * 0.21 &&
                fabs(crossed / size * 4) < five * 2);
}

static void exponentials(void **state)
{
    (void)state;
    double x[COUNTER_BLOCK], y[COUNTER_BLOCK];
    for (double from = -650; from < 650; from += 13.37) {
        for (int i = 0; i < COUNTER_BLOCK; i++)
            y[i] = x[i] = from + 0.1 * i;
        counter_exp(x);
        for (int i = 0; i < COUNTER_BLOCK; i++)
            assert_true(fabs(x[i] / exp(y[i]) - 1) < 2e-15);
    }
}

struct world {
    struct ctx c;
    double weights[YEARS * 2], flows[YEARS], means[2], deviations[2], correlations[4], past[40 * 2];
    double ends[PATHS], other[PATHS];
    struct plan plan;
    struct market market;
    struct simulation simulation;
    struct outcome outcome;
};

/* 100 that pay out 11 a year for twelve years. */
static struct world *world_new(void)
{
    struct world *w = calloc(1, sizeof *w);
    assert_non_null(w);
    w->c = test_ctx();
    for (size_t i = 0; i < YEARS; i++) {
        w->weights[2 * i] = 0.6;
        w->weights[2 * i + 1] = 0.4;
        w->flows[i] = -11;
    }
    w->means[0] = 0.05, w->means[1] = 0.02;
    w->deviations[0] = 0.18, w->deviations[1] = 0.06;
    w->correlations[0] = w->correlations[3] = 1;
    w->correlations[1] = w->correlations[2] = 0.3;
    for (int i = 0; i < 40; i++) {
        w->past[2 * i] = 0.06 + 0.2 * sin(i * 1.7);
        w->past[2 * i + 1] = 0.02 + 0.05 * cos(i * 0.9);
    }
    w->plan =
        (struct plan){.years = YEARS, .assets = 2, .weights = w->weights, .flows = w->flows, .start = 100};
    w->market = (struct market){.assets = 2,
                                .log_means = w->means,
                                .log_deviations = w->deviations,
                                .correlations = w->correlations,
                                .history = {40, 2, w->past},
                                .mean_block_years = 4};
    w->simulation = (struct simulation){.paths = PATHS, .seed = 11, .threads = 1};
    return w;
}

static void world_free(struct world *w)
{
    test_ctx_end(&w->c);
    free(w);
}

static void run(struct world *w, double *ends)
{
    assert_ok(&w->c, simulate_paths(&w->c, &w->plan, &w->market, &w->simulation, ends, &w->outcome));
}

static void threads_do_not_matter(void **state)
{
    (void)state;
    struct world *w = world_new();
    for (int kind = MARKET_LOGNORMAL; kind <= MARKET_BOOTSTRAP; kind++) {
        w->market.kind = (enum market_kind)kind;
        w->simulation.threads = 1;
        run(w, w->ends);
        struct outcome alone = w->outcome;
        assert_true(alone.success > 0.3 && alone.success < 0.99);
        for (int threads = 2; threads < 9; threads += 3) {
            w->simulation.threads = threads;
            memset(w->other, 0, sizeof w->other);
            run(w, w->other);
            assert_memory_equal(w->ends, w->other, sizeof w->ends);
            assert_int_equal(alone.succeeded, w->outcome.succeeded);
        }
        /* fewer paths are the first of more */
        w->simulation.paths = 777;
        memset(w->other, 0, sizeof w->other);
        run(w, w->other);
        assert_memory_equal(w->ends, w->other, 777 * sizeof(double));
        assert_true(w->other[777] == 0);
        w->simulation.paths = PATHS;
        w->simulation.seed++;
        run(w, w->other);
        assert_true(memcmp(w->ends, w->other, sizeof w->ends) != 0);
    }
    world_free(w);
}

static void by_hand(void **state)
{
    (void)state;
    struct world *w = world_new();
    static const double past[] = {0.5, 0, -0.5, 0.25, 1, 0};
    double weights[] = {0.5, 0.5, 1, 0}, flows[] = {-25, -50}, ends[2];
    struct history h = {3, 2, past};
    struct plan plan = {.years = 2, .assets = 2, .weights = weights, .flows = flows, .start = 100};
    assert_ok(&w->c, simulate_history(&w->c, &plan, &h, ends, &w->outcome));
    /* 100 x 1.25 - 25 = 100, then x 0.5 - 50: nothing left; 100 x 0.875 - 25 = 62.5, then x 2 - 50 */
    assert_true(ends[0] == 0 && ends[1] == 75);
    assert_true(w->outcome.paths == 2 && w->outcome.succeeded == 1 && w->outcome.success == 0.5);
    plan.flows_first = true;
    plan.yearly_cost = 0.5;
    flows[1] = 10;
    assert_ok(&w->c, simulate_history(&w->c, &plan, &h, ends, &w->outcome));
    /* (75 x 1.25 / 2 + 10) x 0.5 / 2 */
    assert_true(fabs(ends[0] - (75 * 1.25 / 2 + 10) / 4) < 1e-12);
    /* who has failed stays so, whatever is saved later */
    flows[0] = -1000, flows[1] = 5000;
    assert_ok(&w->c, simulate_history(&w->c, &plan, &h, ends, &w->outcome));
    assert_true(ends[0] == 0 && ends[1] == 0);
    /* saving may begin with nothing */
    plan.start = 0, flows[0] = 0;
    assert_ok(&w->c, simulate_history(&w->c, &plan, &h, ends, &w->outcome));
    assert_true(ends[0] == 1250 && w->outcome.success == 1);
    world_free(w);
}

/* Of one year without flows the end is lognormal; without deviations it is known. */
static void as_theory_says(void **state)
{
    (void)state;
    struct world *w = world_new();
    memset(w->flows, 0, sizeof w->flows);
    w->plan.years = 1;
    w->weights[0] = 1, w->weights[1] = 0;
    w->plan.start = 100;
    w->flows[0] = -110;
    run(w, w->ends);
    double expected = 0.5 * erfc((log(1.1) - 0.05) / 0.18 / sqrt(2));
    assert_true(fabs(w->outcome.success - expected) < 4 * w->outcome.standard_error);
    w->plan.years = YEARS;
    w->flows[0] = 0;
    w->deviations[0] = w->deviations[1] = 0;
    for (int i = 0; i < YEARS; i++)
        w->weights[2 * i] = 0.25, w->weights[2 * i + 1] = 0.75;
    run(w, w->ends);
    double grown = 100 * pow(0.25 * exp(0.05) + 0.75 * exp(0.02), YEARS);
    for (size_t i = 0; i < PATHS; i++)
        assert_true(fabs(w->ends[i] / grown - 1) < 1e-13);
    world_free(w);
}

static void what_always_holds(void **state)
{
    (void)state;
    struct world *w = world_new();
    for (int kind = MARKET_LOGNORMAL; kind <= MARKET_BOOTSTRAP; kind++) {
        w->market.kind = (enum market_kind)kind;
        run(w, w->ends);
        /* in another currency */
        w->plan.start *= 1024;
        for (int i = 0; i < YEARS; i++)
            w->flows[i] *= 1024;
        run(w, w->other);
        for (size_t i = 0; i < PATHS; i++)
            assert_true(w->other[i] == 1024 * w->ends[i]);
        /* more is drawn: nobody ends with more; the difference is known better than either figure */
        w->plan.start /= 1024;
        for (int i = 0; i < YEARS; i++)
            w->flows[i] = -11.2;
        struct outcome before = w->outcome;
        run(w, w->other);
        for (size_t i = 0; i < PATHS; i++)
            assert_true(w->other[i] < w->ends[i] || w->other[i] == 0);
        struct comparison d = simulate_compare(w->ends, w->other, PATHS);
        assert_true(fabs(d.difference - (before.success - w->outcome.success)) < 1e-12 && d.difference > 0);
        assert_true(d.standard_error < before.standard_error);
        for (int i = 0; i < YEARS; i++)
            w->flows[i] = -11;
    }
    struct comparison same = simulate_compare(w->ends, w->ends, PATHS);
    assert_true(same.difference == 0 && same.standard_error == 0);
    world_free(w);
}

/* What is drawn has the means, deviations and correlation asked for, and fitting finds them again. */
static void fitting(void **state)
{
    (void)state;
    struct world *w = world_new();
    enum { DRAWN = 9000 };
    double *drawn = calloc(2 * DRAWN, sizeof *drawn), means[2], deviations[2], correlations[4];
    memset(w->flows, 0, sizeof w->flows);
    w->plan.years = 1, w->plan.start = 1;
    w->simulation.paths = DRAWN;
    for (int k = 0; k < 2; k++) {
        w->weights[0] = k == 0, w->weights[1] = k == 1;
        run(w, w->ends);
        for (int i = 0; i < DRAWN; i++)
            drawn[2 * i + k] = w->ends[i] - 1;
    }
    assert_ok(&w->c,
              simulate_fit(&w->c, &(struct history){DRAWN, 2, drawn}, means, deviations, correlations));
    for (int k = 0; k < 2; k++) {
        assert_true(fabs(means[k] - w->means[k]) < 5 * w->deviations[k] / sqrt(DRAWN));
        assert_true(fabs(deviations[k] / w->deviations[k] - 1) < 5 / sqrt(2.0 * DRAWN));
    }
    assert_true(fabs(correlations[1] - 0.3) < 5 / sqrt(DRAWN) && correlations[1] == correlations[2]);
    free(drawn);
    world_free(w);
}

/* Blocks of mean length L: the year that follows is the next one of history with probability 1 - 1/L (+ chance). */
static void blocks_of_history(void **state)
{
    (void)state;
    struct world *w = world_new();
    double past[40 * 2];
    for (int i = 0; i < 40; i++)
        past[2 * i] = past[2 * i + 1] = pow(1.5, i) / 1e7; /* two years' sum says which they were */
    w->market.kind = MARKET_BOOTSTRAP;
    w->market.history.returns = past;
    memset(w->flows, 0, sizeof w->flows);
    w->plan.start = 1, w->plan.years = 2;
    size_t counts[40] = {0}, followed = 0;
    run(w, w->other);
    w->plan.years = 1;
    run(w, w->ends);
    for (size_t i = 0; i < PATHS; i++) {
        int at = 0;
        while (at < 39 && past[2 * at] < (w->ends[i] - 1) * (1 - 1e-6))
            at++;
        counts[at]++;
        followed += fabs(w->other[i] / w->ends[i] - 1 - past[2 * ((at + 1) % 40)]) < 1e-12;
    }
    for (int i = 0; i < 40; i++)
        assert_true(fabs((double)counts[i] - PATHS / 40.0) < 5 * sqrt(PATHS / 40.0));
    assert_true(fabs((double)followed / PATHS - (0.75 + 0.25 / 40)) < 5 * sqrt(0.75 * 0.25 / PATHS));
    world_free(w);
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void percentiles(void **state)
{
    (void)state;
    struct world *w = world_new();
    static const double fractions[] = {0, 0.001, 0.05, 0.05, 0.5, 0.77, 1};
    double got[7];
    for (size_t paths = 1; paths < PATHS; paths = paths * 3 + 1) {
        w->simulation.paths = paths;
        run(w, w->ends);
        memcpy(w->other, w->ends, paths * sizeof(double));
        qsort(w->other, paths, sizeof(double), by_size);
        simulate_percentiles(w->ends, paths, fractions, 7, got);
        for (int i = 0; i < 7; i++) {
            double rank = ceil(fractions[i] * (double)paths);
            assert_true(got[i] == w->other[rank < 1 ? 0 : (size_t)rank - 1]);
        }
    }
    world_free(w);
}

static void refused(void **state)
{
    (void)state;
    struct world *w = world_new();
    const struct plan good = w->plan;
    struct ctx *c = &w->c;
    w->plan.years = 0;
    assert_err(ERR_INPUT, simulate_paths(c, &w->plan, &w->market, &w->simulation, w->ends, &w->outcome));
    w->plan = good, w->plan.start = -1;
    assert_err(ERR_INPUT, simulate_paths(c, &w->plan, &w->market, &w->simulation, w->ends, &w->outcome));
    w->plan = good, w->weights[3] = 0.5;
    assert_err(ERR_INPUT, simulate_paths(c, &w->plan, &w->market, &w->simulation, w->ends, &w->outcome));
    assert_non_null(strstr(c->why, "year 2"));
    w->weights[3] = 0.4, w->correlations[1] = 1.5;
    assert_err(ERR_INPUT, simulate_paths(c, &w->plan, &w->market, &w->simulation, w->ends, &w->outcome));
    w->correlations[1] = 0.3, w->simulation.paths = 0;
    assert_err(ERR_INPUT, simulate_paths(c, &w->plan, &w->market, &w->simulation, w->ends, &w->outcome));
    w->simulation.paths = 10, w->past[5] = -1;
    assert_err(ERR_INPUT, simulate_history(c, &w->plan, &w->market.history, w->ends, &w->outcome));
    w->past[5] = 0, w->market.history.years = YEARS - 1;
    assert_err(ERR_INPUT, simulate_history(c, &w->plan, &w->market.history, w->ends, &w->outcome));
    /* no three variables go each against both others */
    double three[] = {1, -0.9, -0.9, -0.9, 1, -0.9, -0.9, -0.9, 1}, zeros[3] = {0}, shares[YEARS * 3] = {0};
    for (int i = 0; i < YEARS; i++)
        shares[3 * i] = 1;
    w->plan.assets = 3, w->plan.weights = shares;
    struct market none = {.assets = 3, .log_means = zeros, .log_deviations = zeros, .correlations = three};
    assert_err(ERR_INPUT, simulate_paths(c, &w->plan, &none, &w->simulation, w->ends, &w->outcome));
    assert_non_null(strstr(c->why, "no variables"));
    world_free(w);
}

/* Where yields never change, a ladder earns its coupon; prices and dividends are taken as told. */
static void shiller_returns(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct shiller_year rows[20];
    struct real_year years[19];
    struct outcome outcome;
    for (int i = 0; i < 20; i++)
        rows[i] =
            (struct shiller_year){2000 + i, 100 * pow(1.1, i), 4 * pow(1.1, i), 5, 5, 50 * pow(1.02, i)};
    assert_ok(&c, trinity_returns(&c, rows, 20, years));
    for (int i = 0; i < 19; i++) {
        assert_true(years[i].bond == 0.05 && fabs(years[i].inflation - 0.02) < 1e-12);
        assert_true(fabs(years[i].returns[0] - (1.14 / 1.02 - 1)) < 1e-12);
        assert_true(fabs(years[i].returns[1] - (1.05 / 1.02 - 1)) < 1e-12);
    }
    double weights[] = {0, 1, 0, 1}, flows[] = {-52, -52};
    struct plan plan = {.years = 2, .assets = 2, .weights = weights, .flows = flows, .start = 100};
    assert_ok(&c, trinity_success(&c, &plan, years, 19, 2001, 2010, &outcome));
    assert_true(outcome.paths == 9 && outcome.success == 1);
    flows[1] = -55;
    assert_ok(&c, trinity_success(&c, &plan, years, 19, 2001, 2002, &outcome));
    assert_true(outcome.paths == 1 && outcome.success == 0);
    /* yields rise from 5 to 6: the ladder's bonds of 0..9 years that are left lose, by hand of one */
    rows[1].short_percent = rows[1].long_percent = 6;
    assert_ok(&c, trinity_returns(&c, rows, 20, years));
    assert_true(years[0].bond < 0.03 && years[0].bond > 0 && years[1].bond > 0.05);
    rows[3].year++;
    assert_err(ERR_INPUT, trinity_returns(&c, rows, 20, years));
    rows[3].year--, rows[4].prices = 0;
    assert_err(ERR_INPUT, trinity_returns(&c, rows, 20, years));
    test_ctx_end(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_philox),  cmocka_unit_test(normals_are_normal),
        cmocka_unit_test(exponentials),      cmocka_unit_test(threads_do_not_matter),
        cmocka_unit_test(by_hand),           cmocka_unit_test(as_theory_says),
        cmocka_unit_test(what_always_holds), cmocka_unit_test(fitting),
        cmocka_unit_test(blocks_of_history), cmocka_unit_test(percentiles),
        cmocka_unit_test(refused),           cmocka_unit_test(shiller_returns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

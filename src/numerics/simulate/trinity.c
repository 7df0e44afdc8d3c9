#include "numerics/simulate/trinity.h"

#include "base/arena.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { RUNGS = 10 };

struct bond {
    double par, coupon; /* the coupon as a fraction of par */
};

/* Rung k matures in k + 1 years. */
struct ladder {
    struct bond rungs[RUNGS];
};

static double bond_value(struct bond bond, int years, double yield)
{
    if (yield == 0)
        return bond.par * (1 + bond.coupon * years);
    double left = exp(-years * log1p(yield));
    return bond.par * (bond.coupon * (1 - left) / yield + left);
}

static double ladder_value(const struct ladder *l, const struct shiller_year *now)
{
    double sum = 0;
    for (int k = 0; k < RUNGS; k++) {
        double slope = (now->long_percent - now->short_percent) / (RUNGS - 1);
        sum += bond_value(l->rungs[k], k + 1, (now->short_percent + slope * k) / 100);
    }
    return sum;
}

static void ladder_turn(struct ladder *l, const struct shiller_year *now)
{
    double cash = l->rungs[0].par;
    for (int k = 0; k < RUNGS; k++)
        cash += l->rungs[k].par * l->rungs[k].coupon;
    for (int k = 0; k + 1 < RUNGS; k++)
        l->rungs[k] = l->rungs[k + 1];
    l->rungs[RUNGS - 1] = (struct bond){cash, now->long_percent / 100};
}

/* To four decimals, ties by the exact binary value, as printing does. */
static double to_basis_points(double value)
{
    char digits[64];
    snprintf(digits, sizeof digits, "%.4f", value);
    return strtod(digits, NULL);
}

static enum err check(struct ctx *c, const struct shiller_year *rows, size_t count)
{
    if (count < 2 || count > SIMULATE_HISTORY_MAX)
        return fail(c, ERR_INPUT, "2 to %d years of data are needed", SIMULATE_HISTORY_MAX);
    for (size_t i = 0; i < count; i++) {
        const struct shiller_year *r = &rows[i];
        if (i > 0 && r->year != rows[i - 1].year + 1)
            return fail(c, ERR_INPUT, "the year %d does not follow %d", r->year, rows[i - 1].year);
        bool good = r->price > 0 && r->dividend >= 0 && r->prices > 0 && fabs(r->short_percent) < 50 &&
                    fabs(r->long_percent) < 50 && isfinite(r->price + r->dividend + r->prices);
        if (!good)
            return fail(c, ERR_INPUT, "year %d: price, dividend, yields or prices are out of bounds",
                        r->year);
    }
    return OK;
}

enum err trinity_returns(struct ctx *c, const struct shiller_year *rows, size_t count, struct real_year *out)
{
    struct ladder ladder;
    TRY(check(c, rows, count));
    double first = rows[0].long_percent / 100, par = 1;
    for (int k = 0; k < RUNGS; k++, par *= 1 + first)
        ladder.rungs[k] = (struct bond){par, first};
    double before = ladder_value(&ladder, &rows[0]);
    for (size_t i = 0; i + 1 < count; i++) {
        const struct shiller_year *now = &rows[i], *next = &rows[i + 1];
        ladder_turn(&ladder, next);
        double after = ladder_value(&ladder, next);
        double inflation = next->prices / now->prices - 1, bond = to_basis_points(after / before - 1);
        double stock = (next->price + now->dividend - now->price) / now->price;
        out[i] = (struct real_year){
            .year = now->year,
            .returns = {(1 + stock) / (1 + inflation) - 1, (1 + bond) / (1 + inflation) - 1},
            .bond = bond,
            .inflation = inflation};
        before = after;
    }
    return OK;
}

enum err trinity_success(struct ctx *c, const struct plan *plan, const struct real_year *years, size_t count,
                         int32_t from, int32_t until, struct outcome *out)
{
    double *returns = ARENA_ARRAY(c->arena, double, 2 * count), *ends = ARENA_ARRAY(c->arena, double, count);
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        if (years[i].year < from || years[i].year > until)
            continue;
        returns[2 * n] = years[i].returns[0];
        returns[2 * n + 1] = years[i].returns[1];
        n++;
    }
    return simulate_history(c, plan, &(struct history){.years = n, .assets = 2, .returns = returns}, ends,
                            out);
}

#include "numerics/money/tvm.h"

#include "numerics/money/root.h"

#include <math.h>

enum asked { ASKED_PV, ASKED_FV, ASKED_PMT, ASKED_NPER, ASKED_RATE };

static enum err check(struct ctx *c, const struct annuity *a, enum asked asked)
{
    const struct {
        const char *name;
        double value;
        enum asked is;
    } fields[] = {{"the rate", a->rate, ASKED_RATE},
                  {"the number of periods", a->nper, ASKED_NPER},
                  {"the payment", a->pmt, ASKED_PMT},
                  {"the present value", a->pv, ASKED_PV},
                  {"the future value", a->fv, ASKED_FV}};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (fields[i].is != asked && !isfinite(fields[i].value))
            return fail(c, ERR_INPUT, "%s is no finite number", fields[i].name);
    if (asked != ASKED_RATE && a->rate <= -1)
        return fail(c, ERR_INPUT, "a rate of %g %% or less leaves nothing to grow", 100 * a->rate);
    if (asked != ASKED_NPER && a->nper < 0)
        return fail(c, ERR_INPUT, "%g periods are fewer than none", a->nper);
    if (asked != ASKED_NPER && a->nper == 0 && (asked == ASKED_PMT || asked == ASKED_RATE))
        return fail(c, ERR_INPUT, "within no periods nothing is paid and nothing grows");
    return OK;
}

static enum err give(struct ctx *c, double value, double *out)
{
    if (!isfinite(value))
        return fail(c, ERR_INPUT, "the answer is larger than numbers go");
    *out = value;
    return OK;
}

/* 1 + r when */
static double ahead(const struct annuity *a)
{
    return a->when == TVM_BEGIN ? 1 + a->rate : 1;
}

enum err tvm_fv(struct ctx *c, const struct annuity *a, double *out)
{
    TRY(check(c, a, ASKED_FV));
    double powers = a->nper * log1p(a->rate);
    double annuity = a->rate == 0 ? a->nper : ahead(a) * expm1(powers) / a->rate;
    return give(c, -(a->pv * exp(powers) + a->pmt * annuity), out);
}

enum err tvm_pv(struct ctx *c, const struct annuity *a, double *out)
{
    TRY(check(c, a, ASKED_PV));
    double powers = a->nper * log1p(a->rate);
    double annuity = a->rate == 0 ? a->nper : ahead(a) * -expm1(-powers) / a->rate;
    return give(c, -(a->fv * exp(-powers) + a->pmt * annuity), out);
}

enum err tvm_pmt(struct ctx *c, const struct annuity *a, double *out)
{
    TRY(check(c, a, ASKED_PMT));
    double powers = a->nper * log1p(a->rate), pmt;
    if (a->rate == 0)
        pmt = -(a->pv + a->fv) / a->nper;
    else if (powers > 0)
        pmt = (a->pv + a->fv * exp(-powers)) * a->rate / (expm1(-powers) * ahead(a));
    else
        pmt = -(a->pv * exp(powers) + a->fv) * a->rate / (expm1(powers) * ahead(a));
    return give(c, pmt, out);
}

enum err tvm_nper(struct ctx *c, const struct annuity *a, double *out)
{
    TRY(check(c, a, ASKED_NPER));
    double sums = a->pv + a->fv;
    if (a->rate == 0) {
        if (a->pmt == 0 && sums == 0)
            return fail(c, ERR_INPUT, "any number of periods fits: nothing is paid and nothing is owed");
        *out = a->pmt == 0 ? INFINITY : -sums / a->pmt;
        return OK;
    }
    double worth = a->pmt * ahead(a) / a->rate; /* of payments for ever */
    double ratio = -sums / (worth + a->pv);
    if (!(ratio > -1) || !isfinite(ratio))
        return fail(c, ERR_INPUT,
                    "the payments never get there: at this rate they do not outgrow the interest");
    *out = log1p(ratio) / log1p(a->rate);
    return OK;
}

/* What must be 0, by u = log(1 + rate); divided by (1+r)^n where that is large, which leaves the sign. */
static double unbalance(const void *arg, double u)
{
    const struct annuity *a = arg;
    double powers = a->nper * u, rate = expm1(u);
    double early = a->when == TVM_BEGIN ? exp(u) : 1;
    if (u == 0)
        return a->fv + a->pv + a->pmt * a->nper;
    if (powers > 0)
        return a->fv * exp(-powers) + a->pv - a->pmt * early * expm1(-powers) / rate;
    return a->fv + a->pv * exp(powers) + a->pmt * early * expm1(powers) / rate;
}

enum err tvm_rate(struct ctx *c, const struct annuity *a, double *out)
{
    static const struct root_search search = {.low = -36, .high = 600, .near = 0.05, .step = 0.02};
    double u;
    TRY(check(c, a, ASKED_RATE));
    if (a->pv == 0 && a->pmt == 0 && a->fv == 0)
        return fail(c, ERR_INPUT, "any rate fits: nothing is paid");
    if (!root_nearest_zero(unbalance, a, &search, &u))
        return fail(c, ERR_INPUT, "no rate above -100 %% balances these sums");
    return give(c, expm1(u), out);
}

static enum err check_per(struct ctx *c, const struct annuity *a, double per)
{
    TRY(check(c, a, ASKED_PMT));
    if (!(per >= 1 && per <= a->nper))
        return fail(c, ERR_INPUT, "payment %g is none of 1 to %g", per, a->nper);
    return OK;
}

/* With q = (1+r)^(per-1), g = (1+r)^n and payments at the end, the interest is
 *     -r (pv (g - q) + fv (1 - q)) / (g - 1),
 * in which nothing cancels that need not. */
enum err tvm_ipmt(struct ctx *c, const struct annuity *a, double per, double *out)
{
    TRY(check_per(c, a, per));
    if (a->rate == 0 || (a->when == TVM_BEGIN && per == 1)) {
        *out = 0;
        return OK;
    }
    double u = log1p(a->rate), before = (per - 1) * u, after = (a->nper - per + 1) * u, all = a->nper * u;
    double now, then; /* (g-q)/(g-1) and (1-q)/(g-1) */
    if (u > 0) {
        now = expm1(-after) / expm1(-all);
        then = -exp(-after) * expm1(-before) / expm1(-all);
    } else {
        now = exp(before) * expm1(after) / expm1(all);
        then = -expm1(before) / expm1(all);
    }
    return give(c, -a->rate * (a->pv * now + a->fv * then) / ahead(a), out);
}

/* -(pv + fv) r q / (g - 1): what is left of the payment, without taking the interest from it. */
enum err tvm_ppmt(struct ctx *c, const struct annuity *a, double per, double *out)
{
    TRY(check_per(c, a, per));
    if (a->rate == 0 || (a->when == TVM_BEGIN && per == 1))
        return tvm_pmt(c, a, out);
    double u = log1p(a->rate), before = (per - 1) * u, after = (a->nper - per + 1) * u, all = a->nper * u;
    double share = u > 0 ? -exp(-after) / expm1(-all) : exp(before) / expm1(all);
    return give(c, -(a->pv + a->fv) * a->rate * share / ahead(a), out);
}

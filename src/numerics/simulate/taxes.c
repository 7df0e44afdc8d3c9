#include "numerics/simulate/taxes.h"

#include "numerics/simulate/simulate_inner.h"

#include <math.h>
#include <string.h>

/* One path under way. */
struct holdings {
    double held[TAX_ACCOUNTS];
    double basis; /* of the taxable account, real */
    double paid;  /* taxes */
    bool failed;
};

static const char *const order_names[] = {"taxable-first", "deferred-first", "free-first", "proportional"};

bool tax_order_from_name(const char *name, enum tax_order *out)
{
    for (int i = 0; i <= TAX_ORDER_PROPORTIONAL; i++)
        if (strcmp(name, order_names[i]) == 0) {
            *out = (enum tax_order)i;
            return true;
        }
    return false;
}

static bool is_rate(double rate)
{
    return rate >= 0 && rate < 1;
}

static enum err check_taxes(struct ctx *c, const struct taxes *t)
{
    double shares = 0;
    for (int i = 0; i < TAX_ACCOUNTS; i++) {
        if (!(t->start[i] >= 0) || !isfinite(t->start[i]))
            return fail(c, ERR_INPUT, "an account does not begin with %g", t->start[i]);
        if (!(t->shares[i] >= 0))
            return fail(c, ERR_INPUT, "a share of what is paid in is not below 0");
        shares += t->shares[i];
    }
    if (fabs(shares - 1) > 1e-9)
        return fail(c, ERR_INPUT, "shares of what is paid in add up to %g instead of 1", shares);
    if (!is_rate(t->dividend_rate) || !is_rate(t->gain_rate) || !is_rate(t->income_rate))
        return fail(c, ERR_INPUT, "a tax rate is from 0 to below 1");
    if (!(t->dividend >= 0 && t->dividend <= 1))
        return fail(c, ERR_INPUT, "dividends are 0 to 1 of the account a year, not %g", t->dividend);
    if (!(t->inflation > -1) || !isfinite(t->inflation) || !(t->basis >= 0) || !isfinite(t->basis))
        return fail(c, ERR_INPUT, "inflation is above -1, a basis not below 0");
    if (t->order > TAX_ORDER_PROPORTIONAL)
        return fail(c, ERR_INPUT, "there is no such order of withdrawals");
    return OK;
}

/* Of each unit taken out, what is left after its tax. */
static double left_of(const struct taxes *t, const struct holdings *h, int account)
{
    if (account == TAX_DEFERRED)
        return 1 - t->income_rate;
    if (account == TAX_FREE || !(h->held[TAX_TAXABLE] > 0))
        return 1;
    double gain = 1 - h->basis / h->held[TAX_TAXABLE];
    return gain > 0 ? 1 - gain * t->gain_rate : 1;
}

static double net_worth(const struct taxes *t, const struct holdings *h)
{
    double net = 0;
    for (int i = 0; i < TAX_ACCOUNTS; i++)
        net += h->held[i] * left_of(t, h, i);
    return net;
}

/* Takes so much, before taxes. */
static void take(const struct taxes *t, struct holdings *h, int account, double gross)
{
    double all = h->held[account];
    gross = gross < all ? gross : all;
    h->paid += gross * (1 - left_of(t, h, account));
    if (account == TAX_TAXABLE && all > 0)
        h->basis *= 1 - gross / all;
    h->held[account] -= gross;
}

static void take_in_order(const struct taxes *t, struct holdings *h, double net)
{
    static const int orders[][TAX_ACCOUNTS] = {{TAX_TAXABLE, TAX_DEFERRED, TAX_FREE},
                                               {TAX_DEFERRED, TAX_TAXABLE, TAX_FREE},
                                               {TAX_FREE, TAX_TAXABLE, TAX_DEFERRED}};
    for (int i = 0; i < TAX_ACCOUNTS && net > 0; i++) {
        int account = orders[t->order][i];
        double left = left_of(t, h, account), most = h->held[account] * left;
        double part = net < most ? net : most;
        take(t, h, account, part / left);
        net -= part;
    }
}

static void pay_out(const struct taxes *t, struct holdings *h, double net)
{
    double all = net_worth(t, h);
    if (!(all > net)) { /* cannot pay and still hold something */
        h->failed = true;
        memset(h->held, 0, sizeof h->held);
        return;
    }
    if (t->order != TAX_ORDER_PROPORTIONAL) {
        take_in_order(t, h, net);
        return;
    }
    for (int i = 0; i < TAX_ACCOUNTS; i++)
        take(t, h, i, h->held[i] * net / all);
}

static void flow_now(const struct taxes *t, struct holdings *h, double flow)
{
    if (h->failed)
        return;
    if (flow < 0) {
        pay_out(t, h, -flow);
        return;
    }
    for (int i = 0; i < TAX_ACCOUNTS; i++)
        h->held[i] += flow * t->shares[i];
    h->basis += flow * t->shares[TAX_TAXABLE];
}

static void year_of(const struct plan *plan, const struct taxes *t, struct holdings *h, size_t year,
                    double growth)
{
    double flow = plan->flows[year], keeps = 1 - plan->yearly_cost;
    if (plan->flows_first)
        flow_now(t, h, flow);
    double dividend = h->held[TAX_TAXABLE] * t->dividend, tax = dividend * t->dividend_rate;
    for (int i = 0; i < TAX_ACCOUNTS; i++)
        h->held[i] *= growth * keeps;
    tax = tax < h->held[TAX_TAXABLE] ? tax : h->held[TAX_TAXABLE];
    h->held[TAX_TAXABLE] -= tax;
    h->paid += tax;
    h->basis = h->basis / (1 + t->inflation) + dividend - tax;
    if (!plan->flows_first)
        flow_now(t, h, flow);
}

/* growth: one factor a year, `stride` apart. */
static struct tax_end walk(const struct plan *plan, const struct taxes *t, const double *growth,
                           size_t stride)
{
    struct holdings h = {.basis = t->basis * t->start[TAX_TAXABLE]};
    memcpy(h.held, t->start, sizeof h.held);
    for (size_t year = 0; year < plan->years; year++)
        year_of(plan, t, &h, year, growth[year * stride]);
    double gross = h.held[TAX_TAXABLE] + h.held[TAX_DEFERRED] + h.held[TAX_FREE];
    return (struct tax_end){h.failed ? 0 : gross, h.failed ? 0 : net_worth(t, &h), h.paid};
}

static void sum_up(const struct tax_end *ends, size_t paths, struct outcome *out)
{
    *out = (struct outcome){.paths = paths};
    for (size_t i = 0; i < paths; i++)
        out->succeeded += ends[i].gross > 0;
    out->success = (double)out->succeeded / (double)paths;
    out->standard_error = sqrt(out->success * (1 - out->success) / (double)paths);
}

enum err tax_history(struct ctx *c, const struct plan *plan, const struct taxes *taxes,
                     const struct history *history, struct tax_end *ends, struct outcome *out)
{
    double growth[SIMULATE_YEARS_MAX];
    TRY(simulate_check_plan(c, plan));
    TRY(check_taxes(c, taxes));
    TRY(simulate_check_history(c, history, plan->assets));
    if (history->years < plan->years)
        return fail(c, ERR_INPUT, "a history of %zu years has no window of %zu", history->years, plan->years);
    size_t windows = history->years - plan->years + 1;
    for (size_t start = 0; start < windows; start++) {
        for (size_t year = 0; year < plan->years; year++) {
            growth[year] = 0;
            for (size_t k = 0; k < plan->assets; k++)
                growth[year] += plan->weights[year * plan->assets + k] *
                                (1 + history->returns[(start + year) * plan->assets + k]);
        }
        ends[start] = walk(plan, taxes, growth, 1);
    }
    sum_up(ends, windows, out);
    return OK;
}

enum err tax_paths(struct ctx *c, const struct plan *plan, const struct taxes *taxes,
                   const struct market *market, const struct simulation *simulation, struct tax_end *ends,
                   struct outcome *out)
{
    double growth[SIMULATE_YEARS_MAX][COUNTER_BLOCK];
    struct source source;
    TRY(simulate_check_plan(c, plan));
    TRY(check_taxes(c, taxes));
    if (simulation->paths < 1 || simulation->paths > SIMULATE_PATHS_MAX)
        return fail(c, ERR_INPUT, "1 to %d paths", SIMULATE_PATHS_MAX);
    if (market->assets != plan->assets)
        return fail(c, ERR_INPUT, "the plan holds %zu assets, the market has %zu", plan->assets,
                    market->assets);
    if (market->kind == MARKET_BOOTSTRAP)
        TRY(simulate_check_history(c, &market->history, plan->assets));
    TRY(source_prepare(c, market, &source));
    for (size_t first = 0; first < simulation->paths; first += COUNTER_BLOCK) {
        source_grow(&source, plan, simulation->seed, first, growth);
        for (size_t i = 0; i < COUNTER_BLOCK && first + i < simulation->paths; i++)
            ends[first + i] = walk(plan, taxes, &growth[0][i], COUNTER_BLOCK);
    }
    sum_up(ends, simulation->paths, out);
    return OK;
}

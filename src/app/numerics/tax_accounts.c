/* florin numerics tax-accounts FILE WEIGHTS: do withdrawals last from a taxable, a tax-deferred and a tax-free account, and in which order are they
 * best taken? FILE and WEIGHTS as for retire; the assumptions are those of numerics/simulate/taxes.h. */
#include "app/app.h"
#include "app/bench/support/portfolio.h"
#include "app/numeric.h"
#include "base/json.h"
#include "numerics/simulate/taxes.h"

#include <stdio.h>
#include <stdlib.h>

enum { PATHS = 20000, ORDERS = TAX_ORDER_PROPORTIONAL + 1 };

static const char *const options[] = {
    "taxable",   "deferred", "free",  "basis",    "dividend", "dividend-tax", "gain-tax", "income-tax",
    "inflation", "order",    "years", "withdraw", "to",       "block",        "seed",     NULL};
static const char *const orders[ORDERS] = {"taxable-first", "deferred-first", "free-first", "proportional"};

struct asked {
    struct plan plan;
    struct taxes taxes;
    struct history history;
    struct market market;
    struct simulation simulation;
    double start;
};

struct told {
    struct outcome history, bootstrap;
    double net_5, net_50, paid; /* of the bootstrap's paths, as parts of the beginning */
};

static enum err read_accounts(struct ctx *c, const struct invocation *inv, struct asked *a)
{
    static const char *const names[TAX_ACCOUNTS] = {"taxable", "deferred", "free"};
    const struct {
        const char *option;
        double low, high, otherwise;
        double *out;
    } rates[] = {{"basis", 0, 1000, 100, &a->taxes.basis},
                 {"dividend", 0, 100, 2, &a->taxes.dividend},
                 {"dividend-tax", 0, 99, 25, &a->taxes.dividend_rate},
                 {"gain-tax", 0, 99, 25, &a->taxes.gain_rate},
                 {"income-tax", 0, 99, 30, &a->taxes.income_rate},
                 {"inflation", -50, 1000, 2, &a->taxes.inflation}};
    for (int i = 0; i < TAX_ACCOUNTS; i++) {
        TRY(portfolio_number(c, inv, names[i], 0, 1e15, 0, &a->taxes.start[i]));
        a->start += a->taxes.start[i];
    }
    if (!(a->start > 0))
        return usage_error(c, inv, "what do the accounts hold? --taxable, --deferred, --free AMOUNT");
    for (size_t i = 0; i < sizeof rates / sizeof *rates; i++) {
        TRY(portfolio_number(c, inv, rates[i].option, rates[i].low, rates[i].high, rates[i].otherwise,
                             rates[i].out));
        *rates[i].out /= 100;
    }
    a->taxes.shares[TAX_FREE] = 1; /* nothing is paid in */
    return OK;
}

static enum err read_all(struct ctx *c, const struct invocation *inv, struct asked *a)
{
    int64_t years, block, seed;
    double share;
    *a = (struct asked){0};
    TRY(read_accounts(c, inv, a));
    TRY(invocation_int(c, inv, "years", 1, SIMULATE_YEARS_MAX, 30, &years));
    TRY(invocation_int(c, inv, "block", 1, SIMULATE_YEARS_MAX, 8, &block));
    TRY(invocation_int(c, inv, "seed", 0, INT64_MAX, 1, &seed));
    TRY(portfolio_number(c, inv, "withdraw", 0, 100, 4, &share));
    double *flows = ARENA_ARRAY(c->arena, double, years);
    for (int64_t i = 0; i < years; i++)
        flows[i] = -share / 100 * a->start;
    a->plan.years = (size_t)years;
    a->plan.flows = flows;
    TRY(portfolio_weights(c, inv, inv->words[2], invocation_value(inv, "to"), &a->plan));
    TRY(portfolio_history(c, inv->words[1], a->plan.assets, &a->history));
    a->market = (struct market){.kind = MARKET_BOOTSTRAP,
                                .assets = a->plan.assets,
                                .history = a->history,
                                .mean_block_years = (double)block};
    a->simulation = (struct simulation){.paths = PATHS, .seed = (uint64_t)seed};
    return OK;
}

static enum err tell(struct ctx *c, const struct asked *a, struct told *out)
{
    static const double fractions[] = {0.05, 0.5};
    struct arena_mark mark = arena_mark(c->arena);
    struct tax_end *past = ARENA_ARRAY(c->arena, struct tax_end, a->history.years),
                   *drawn = ARENA_ARRAY(c->arena, struct tax_end, PATHS);
    double *net = ARENA_ARRAY(c->arena, double, PATHS), at[2];
    TRY(tax_history(c, &a->plan, &a->taxes, &a->history, past, &out->history));
    TRY(tax_paths(c, &a->plan, &a->taxes, &a->market, &a->simulation, drawn, &out->bootstrap));
    out->paid = 0;
    for (size_t i = 0; i < PATHS; i++) {
        net[i] = drawn[i].net / a->start;
        out->paid += drawn[i].paid / a->start / PATHS;
    }
    simulate_percentiles(net, PATHS, fractions, 2, at);
    out->net_5 = at[0], out->net_50 = at[1];
    arena_rewind(c->arena, mark);
    return OK;
}

static void write_json(struct json *j, const struct told *told)
{
    const struct {
        const char *key;
        double value;
    } figures[] = {{"history_success", told->history.success},
                   {"bootstrap_success", told->bootstrap.success},
                   {"standard_error", told->bootstrap.standard_error},
                   {"net_end_5", told->net_5},
                   {"net_end_50", told->net_50},
                   {"taxes_paid", told->paid}};
    json_object(j);
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) {
        json_key(j, figures[i].key);
        json_double(j, figures[i].value);
    }
    json_object_end(j);
}

static enum err run(struct ctx *c, const struct invocation *inv)
{
    const char *only = invocation_value(inv, "order");
    enum tax_order order;
    struct asked asked;
    struct buf *out = buf_in_arena(c->arena);
    struct json j = json_into(out);
    if (only != NULL && !tax_order_from_name(only, &order))
        return usage_error(
            c, inv, "--order takes taxable-first, deferred-first, free-first or proportional, not \"%s\"",
            only);
    TRY(read_all(c, inv, &asked));
    if (!inv->json)
        puts("order,history_success,bootstrap_success,standard_error,net_end_5,net_end_50,taxes_paid");
    json_object(&j);
    for (int i = 0; i < ORDERS; i++) {
        struct told told;
        if (only != NULL && i != (int)order)
            continue;
        asked.taxes.order = (enum tax_order)i;
        TRY(tell(c, &asked, &told));
        json_key(&j, orders[i]);
        write_json(&j, &told);
        if (!inv->json)
            printf("%s,%.4f,%.4f,%.4f,%.4f,%.4f,%.4f\n", orders[i], told.history.success,
                   told.bootstrap.success, told.bootstrap.standard_error, told.net_5, told.net_50, told.paid);
    }
    json_object_end(&j);
    if (inv->json)
        app_print_json(out);
    return OK;
}

const struct numeric numeric_tax_accounts = {
    .name = "tax-accounts",
    .summary = "do withdrawals last from a taxable, a tax-deferred and a tax-free account, by the order they "
               "are taken",
    .usage = "FILE WEIGHTS [--taxable A] [--deferred A] [--free A] [--withdraw PERCENT] [--order NAME] "
             "[--gain-tax PERCENT] [--income-tax PERCENT] [--dividend PERCENT] …",
    .options = options,
    .words_min = 2,
    .words_max = 2,
    .run = run,
};

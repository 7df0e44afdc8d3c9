#include "app/bench/support/portfolio.h"

#include "app/bench/support/table.h"
#include "base/arena.h"
#include "numerics/simulate/frontier.h"

#include <stdlib.h>

static enum err read_mix(struct ctx *c, const struct invocation *inv, const char *text, double *mix,
                         size_t *count)
{
    const char *at = text;
    double sum = 0;
    size_t n = 0;
    for (bool more = true; more; at++) {
        char *end;
        double value = strtod(at, &end);
        if (end == at || !(value >= 0 && value <= 100) || n == SIMULATE_ASSETS_MAX ||
            (*end != ',' && *end != '\0'))
            return usage_error(c, inv, "WEIGHTS: \"%s\" are no shares in per cent like 60,40", text);
        mix[n++] = value / 100;
        sum += value;
        more = *end == ',';
        at = end;
    }
    if (sum < 100 - 1e-9 || sum > 100 + 1e-9)
        return usage_error(c, inv, "WEIGHTS add up to %g instead of 100", sum);
    *count = n;
    return OK;
}

enum err portfolio_weights(struct ctx *c, const struct invocation *inv, const char *from, const char *to,
                           struct plan *plan)
{
    double first[SIMULATE_ASSETS_MAX], last[SIMULATE_ASSETS_MAX];
    double *weights = ARENA_ARRAY(c->arena, double, plan->years *SIMULATE_ASSETS_MAX);
    size_t assets;
    TRY(read_mix(c, inv, from, first, &plan->assets));
    TRY(read_mix(c, inv, to == NULL ? from : to, last, &assets));
    if (assets != plan->assets)
        return usage_error(c, inv, "--to has %zu shares, WEIGHTS %zu", assets, plan->assets);
    glide_path(first, last, assets, plan->years, weights);
    plan->weights = weights;
    return OK;
}

enum err portfolio_history(struct ctx *c, const char *file, size_t assets, struct history *out)
{
    struct table table;
    TRY(table_read(c, file, TABLE_PLAIN, &table));
    if (table.columns != assets + 1)
        return fail(c, ERR_INPUT, "%s: a year and %zu assets make %zu columns, there are %zu", file, assets,
                    assets + 1, table.columns);
    double *returns = ARENA_ARRAY(c->arena, double, table.rows *assets);
    for (size_t i = 0; i < table.rows; i++)
        memcpy(returns + i * assets, table.values + i * table.columns + 1, assets * sizeof *returns);
    *out = (struct history){table.rows, assets, returns};
    return OK;
}

enum err portfolio_number(struct ctx *c, const struct invocation *inv, const char *option, double low,
                          double high, double otherwise, double *out)
{
    const char *value = invocation_value(inv, option);
    char *end = NULL;
    *out = value == NULL ? otherwise : strtod(value, &end);
    if (value != NULL && (end == value || *end != '\0' || !(*out >= low && *out <= high)))
        return usage_error(c, inv, "--%s: \"%s\" is no number from %g to %g", option, value, low, high);
    return OK;
}

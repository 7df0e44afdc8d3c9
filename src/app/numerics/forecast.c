/* florin numerics forecast FILE: what may come next in a series: the column "value", or the last one, oldest first. */
#include "numerics/series/forecast.h"

#include "app/app.h"
#include "app/bench/support/table.h"
#include "app/numeric.h"
#include "base/json.h"

#include <stdio.h>

static const char *const options[] = {"method", "season", "ahead", NULL};

static enum err read_values(struct ctx *c, const char *file, double **out, size_t *count)
{
    struct table_lines lines;
    TRY(table_lines_open(c, file, &lines));
    size_t column = lines.count - 1;
    for (size_t i = 0; i < lines.count; i++)
        column = text_is(lines.at[i], "value") ? i : column;
    *out = ARENA_ARRAY(c->arena, double, FORECAST_VALUES_MAX);
    *count = 0;
    for (;;) {
        bool more;
        TRY(table_lines_next(c, &lines, &more));
        if (!more)
            return *count > 0 ? OK : fail(c, ERR_INPUT, "%s: no values", file);
        if (*count == FORECAST_VALUES_MAX)
            return fail(c, ERR_LIMIT, "%s: more than %d values", file, FORECAST_VALUES_MAX);
        TRY(table_number(c, &lines, column, &(*out)[*count]));
        *count += 1;
    }
}

static void print_json(const struct forecast *f, enum forecast_method method)
{
    static const char *const keys[] = {"forecast", "low80", "high80", "low95", "high95"};
    const double *const arrays[] = {f->mean, f->low80, f->high80, f->low95, f->high95};
    struct buf out = {0};
    struct json j = json_into(&out);
    json_object(&j);
    json_key_z(&j, "method", forecast_name(method));
    for (size_t i = 0; i < 5; i++) {
        json_key(&j, keys[i]);
        json_array(&j);
        for (size_t k = 0; k < f->h; k++)
            json_double(&j, arrays[i][k]);
        json_array_end(&j);
    }
    json_object_end(&j);
    app_print_json(&out);
    buf_free(&out);
}

static enum err run(struct ctx *c, const struct invocation *inv)
{
    const char *name = invocation_value(inv, "method");
    enum forecast_method method = FORECAST_BEST;
    struct forecast f;
    int64_t season, ahead;
    double *values;
    size_t count;
    if (name != NULL && !forecast_from_name(text_of(name), &method))
        return usage_error(
            c, inv, "there is no method \"%s\": naive2, ses, holt, damped, theta, comb, ets, best", name);
    TRY(invocation_int(c, inv, "season", 1, SEASON_LENGTH_MAX, 12, &season));
    TRY(invocation_int(c, inv, "ahead", 1, FORECAST_AHEAD_MAX, 12, &ahead));
    TRY(read_values(c, inv->words[1], &values, &count));
    TRY(forecast_series(c, method, forecast_default_test(method), values, count, (size_t)season,
                        (size_t)ahead, &f));
    if (inv->json) {
        print_json(&f, method);
        return OK;
    }
    puts("step,forecast,low80,high80,low95,high95");
    for (size_t k = 0; k < f.h; k++)
        printf("%zu,%.6g,%.6g,%.6g,%.6g,%.6g\n", k + 1, f.mean[k], f.low80[k], f.high80[k], f.low95[k],
               f.high95[k]);
    return OK;
}

const struct numeric numeric_forecast = {
    .name = "forecast",
    .summary = "what may come next in a series, with intervals",
    .usage = "FILE [--method NAME] [--season N] [--ahead N]",
    .options = options,
    .words_min = 1,
    .words_max = 1,
    .run = run,
};

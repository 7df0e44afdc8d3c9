/* florin numerics frontier FILE: mixes of least variance for their mean return. FILE has a line for each past year: the year, and then
 * one return (0.05) for each asset. */
#include "numerics/simulate/frontier.h"

#include "app/app.h"
#include "app/bench/support/table.h"
#include "app/numeric.h"
#include "base/json.h"

#include <stdio.h>

static const char *const options[] = {"points", NULL};

static void print_json(const struct table *table, const struct frontier_point *points, size_t count)
{
    struct buf out = {0};
    struct json j = json_into(&out);
    json_array(&j);
    for (size_t i = 0; i < count; i++) {
        json_object(&j);
        json_key(&j, "mean"), json_double(&j, points[i].mean);
        json_key(&j, "deviation"), json_double(&j, points[i].deviation);
        json_key(&j, "weights");
        json_object(&j);
        for (size_t k = 1; k < table->columns; k++) {
            json_key(&j, table->names[k]);
            json_double(&j, points[i].weights[k - 1]);
        }
        json_object_end(&j);
        json_object_end(&j);
    }
    json_array_end(&j);
    app_print_json(&out);
    buf_free(&out);
}

static enum err run(struct ctx *c, const struct invocation *inv)
{
    struct table table;
    int64_t count;
    TRY(invocation_int(c, inv, "points", 2, FRONTIER_POINTS_MAX, 11, &count));
    TRY(table_read(c, inv->words[1], TABLE_PLAIN, &table));
    if (table.columns < 2 || table.columns > SIMULATE_ASSETS_MAX + 1)
        return fail(c, ERR_INPUT, "%s: a year and 1 to %d assets are columns", inv->words[1],
                    SIMULATE_ASSETS_MAX);
    size_t n = table.columns - 1;
    double means[SIMULATE_ASSETS_MAX], covariances[SIMULATE_ASSETS_MAX * SIMULATE_ASSETS_MAX];
    double *returns = ARENA_ARRAY(c->arena, double, table.rows *n);
    struct frontier_point *points = ARENA_ARRAY(c->arena, struct frontier_point, count);
    for (size_t i = 0; i < table.rows; i++)
        memcpy(returns + i * n, table.values + i * table.columns + 1, n * sizeof *returns);
    TRY(frontier_fit(c, &(struct history){table.rows, n, returns}, means, covariances));
    TRY(frontier_trace(c, means, covariances, n, points, (size_t)count));
    if (inv->json) {
        print_json(&table, points, (size_t)count);
        return OK;
    }
    fputs("mean,deviation", stdout);
    for (size_t k = 1; k < table.columns; k++)
        printf(",%s", table.names[k]);
    for (int64_t i = 0; i < count; i++) {
        printf("\n%.6f,%.6f", points[i].mean, points[i].deviation);
        for (size_t k = 0; k < n; k++)
            printf(",%.4f", points[i].weights[k]);
    }
    putchar('\n');
    return OK;
}

const struct numeric numeric_frontier = {
    .name = "frontier",
    .summary = "mixes of assets with the least variance for their mean return",
    .usage = "FILE [--points N]",
    .options = options,
    .words_min = 1,
    .words_max = 1,
    .run = run,
};

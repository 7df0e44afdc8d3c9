/* florin numerics xirr FILE: the yearly rate of cash flows: the columns date and amount; what is paid in is negative. */
#include "app/app.h"
#include "app/bench/support/table.h"
#include "app/numeric.h"
#include "base/json.h"
#include "numerics/money/flows.h"

#include <stdio.h>

enum { FLOWS_MAX = 1000000 };

static const char *const options[] = {"day-count", NULL};

static enum err read_flows(struct ctx *c, const char *file, struct dated_flow **out, size_t *count)
{
    struct table_lines lines;
    size_t day, amount;
    void *memory;
    TRY(table_lines_open(c, file, &lines));
    TRY(table_column(c, &lines, "date", &day));
    TRY(table_column(c, &lines, "amount", &amount));
    TRY(arena_alloc_outside(c, FLOWS_MAX * sizeof(struct dated_flow), &memory));
    *out = memory;
    *count = 0;
    for (;;) {
        bool more;
        TRY(table_lines_next(c, &lines, &more));
        if (!more)
            return OK;
        if (*count == FLOWS_MAX)
            return fail(c, ERR_LIMIT, "%s: more than %d cash flows", file, FLOWS_MAX);
        struct dated_flow *flow = &(*out)[*count];
        if (day >= lines.count || !date_parse(text_trim(lines.at[day]), &flow->on))
            return fail(c, ERR_INPUT, "%s, line %zu: no date like 2026-01-31", file, lines.line);
        TRY(table_number(c, &lines, amount, &flow->amount));
        *count += 1;
    }
}

static enum err run(struct ctx *c, const struct invocation *inv)
{
    const char *name = invocation_value(inv, "day-count");
    enum daycount convention = DAYCOUNT_ACT_365F;
    struct dated_flow *flows;
    size_t count;
    double rate, sum = 0;
    if (name != NULL && !daycount_from_name(text_of(name), &convention)) {
        struct buf *known = buf_in_arena(c->arena);
        for (int i = 0; i < DAYCOUNT_COUNT; i++)
            buf_printf(known, "%s%s", i == 0 ? "" : ", ", daycount_name((enum daycount)i));
        return usage_error(c, inv, "no day count is called \"%s\": %s", name, known->at);
    }
    TRY(read_flows(c, inv->words[1], &flows, &count));
    TRY(flows_xirr(c, flows, count, convention, &rate));
    for (size_t i = 0; i < count; i++)
        sum += flows[i].amount;
    if (!inv->json) {
        printf("%.6f %% a year, of %zu cash flows that add up to %.2f (%s)\n", 100 * rate, count, sum,
               daycount_name(convention));
        return OK;
    }
    struct buf out = {0};
    struct json j = json_into(&out);
    json_object(&j);
    json_key(&j, "rate");
    json_double(&j, rate);
    json_key_int(&j, "flows", (int64_t)count);
    json_key(&j, "sum");
    json_double(&j, sum);
    json_key_z(&j, "day_count", daycount_name(convention));
    json_object_end(&j);
    app_print_json(&out);
    buf_free(&out);
    return OK;
}

const struct numeric numeric_xirr = {
    .name = "xirr",
    .summary = "the yearly rate of return of cash flows on dates",
    .usage = "FILE [--day-count NAME]",
    .options = options,
    .words_min = 1,
    .words_max = 1,
    .run = run,
};

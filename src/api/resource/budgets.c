/* Monthly budgets. */
#include "finance/budgets.h"

#include "api/api.h"
#include "api/shapes/report.h"
#include "base/limits.h"
#include "store/entity/household.h"

static int32_t this_month(const struct api_call *call)
{
    return date_month(time_date(call->c->now_us));
}

static enum err load(struct api_call *call, int32_t month, struct report_budget **rows, size_t *count)
{
    struct store_tx *tx;
    struct report_book book;
    struct report_filter filter = {.month_from = REPORT_OPEN, .month_to = REPORT_OPEN};
    TRY(store_begin_read(call->c, call->store, &tx));
    TRY(report_load(call->c, tx, call->household, 0, &book));
    TRY(report_budgets(call->c, tx, call->household, &book, &filter, month, rows, count));
    return store_commit(call->c, tx);
}

static const struct api_field list_query[] = {
    {"month", API_MONTH, 0, "not given: this one"},
    {0},
};

static enum err list(struct api_call *call)
{
    struct report_budget *rows;
    size_t count;
    TRY(load(call, api_query_month(call, "month", this_month(call)), &rows, &count));
    api_items(call);
    for (size_t i = 0; i < count; i++)
        budget_write(&call->reply, &rows[i]);
    api_items_end(call, (struct text){NULL, 0});
    return OK;
}

/* -- Setting one */

static const struct api_field set_fields[] = {
    {"category", API_TEXT, API_REQUIRED, "this and what is below it; made when it is new", .least = 1,
     .most = LIMIT_CATEGORY_TEXT},
    {"amount", API_AMOUNT, API_REQUIRED, "a month; 0 ends the budget"},
    {"currency", API_CURRENCY, 0, "of the amount; not given: the household's"},
    {"from", API_MONTH, 0,
     "the first month it holds for, until a later one is set. Not given: a category's first budget holds for "
     "all "
     "months, a later one from this month on"},
    {"rollover", API_BOOL, 0, "carry what is left, or overspent, into the next month"},
    {0},
};
static const struct api_shape set_shape = {"BudgetSetting", set_fields};

static enum err read_currency(struct api_call *call, struct text code, currency *out)
{
    struct store_tx *tx;
    struct household household;
    if (code.len > 0 && currency_from_code(code, out))
        return OK;
    TRY(store_begin_read(call->c, call->store, &tx));
    TRY(household_get(call->c, tx, call->household, &household));
    TRY(store_commit(call->c, tx));
    *out = household.currency;
    if (*out == CURRENCY_NONE)
        return fail(call->c, ERR_INPUT, "currency: the household has none yet, so say which");
    return OK;
}

/* One that ended is there no more: then its amount of nothing is shown. */
static enum err reply_with(struct api_call *call, const struct budget_change *change, int32_t month)
{
    struct report_budget *rows, ended = {.category = change->category, .currency = change->currency};
    size_t count;
    ended.status.rollover = change->rollover;
    TRY(load(call, month, &rows, &count));
    for (size_t i = 0; i < count; i++)
        if (rows[i].currency == change->currency && text_equal(rows[i].category, change->category))
            ended = rows[i];
    budget_write(&call->reply, &ended);
    return OK;
}

static enum err set(struct api_call *call)
{
    struct budget_change change = {.category = api_text(call->body, "category"),
                                   .month_from = api_month(call->body, "from", BUDGETS_FROM_DEFAULT),
                                   .rollover = api_bool(call->body, "rollover", false)};
    TRY(read_currency(call, api_text(call->body, "currency"), &change.currency));
    TRY(api_amount(call->c, call->body, "amount", change.currency, &change.amount));
    if (change.amount < 0)
        return fail(call->c, ERR_INPUT, "amount: a budget cannot be negative");
    enum err e = budgets_set(call->c, call->store, call->household, &change, 1);
    if (e == ERR_INPUT)
        return fail_within(call->c, e, "category");
    TRY(e);
    api_changed(call);
    return reply_with(call, &change, api_month(call->body, "from", this_month(call)));
}

/* -- Ending one */

static const struct api_field end_query[] = {
    {"category", API_TEXT, API_REQUIRED, "whose budget", .least = 1, .most = LIMIT_CATEGORY_TEXT},
    {"currency", API_CURRENCY, 0, "not given: in all of them"},
    {"from", API_MONTH, 0, "the first month without it; not given: this one"},
    {0},
};

static enum err end(struct api_call *call)
{
    currency cur = CURRENCY_NONE;
    struct text code = api_query(call, "currency");
    if (code.len > 0 && !currency_from_code(code, &cur))
        return fail(call->c, ERR_INPUT, "currency: there is no such currency");
    enum err e = budgets_remove(call->c, call->store, call->household, api_query(call, "category"), cur,
                                api_query_month(call, "from", BUDGETS_FROM_DEFAULT));
    if (e == ERR_NOT_FOUND)
        return fail(call->c, e, "category: there is no budget for it");
    TRY(e);
    api_changed(call);
    return OK;
}

static const struct api_route routes[] = {
    {.method = "GET",
     .path = "/api/v1/budgets",
     .id = "listBudgets",
     .title = "Budgets and how they stand in a month",
     .need = API_READ,
     .flags = API_LISTED,
     .query = list_query,
     .reply = &shape_budget,
     .handle = list},
    {.method = "PUT",
     .path = "/api/v1/budgets",
     .id = "setBudget",
     .title = "Set the budget of a category",
     .need = API_WRITE,
     .lane = API_WRITES,
     .body = &set_shape,
     .reply = &shape_budget,
     .handle = set},
    {.method = "DELETE",
     .path = "/api/v1/budgets",
     .id = "endBudget",
     .title = "End the budget of a category",
     .about = "From a month on; what was before stays as it was.",
     .need = API_WRITE,
     .lane = API_WRITES,
     .flags = API_NO_BODY,
     .query = end_query,
     .handle = end},
    {0},
};

const struct api_resource api_resource_budgets = {
    .name = "Budgets",
    .about = "What a category may cost in a month. A budget covers what lies below its category, too.",
    .routes = routes,
};

/* What the first screen shows, in one reply and from one snapshot. */
#include "api/api.h"
#include "api/shapes/goal.h"
#include "api/shapes/insight.h"
#include "api/shapes/report.h"
#include "store/entity/household.h"

enum { FLOW_MONTHS = 12, INSIGHTS = 5 };

static const struct api_field overview_fields[] = {
    {"month", API_MONTH, API_REQUIRED, "that spending and budgets are of"},
    {"currency", API_CURRENCY, API_REQUIRED | API_NULLABLE, "the household's; null until the first account"},
    {"balances", API_LIST, API_REQUIRED, "of the own accounts, now", .item = API_OBJECT,
     .shape = &shape_balance},
    {"spending", API_LIST, API_REQUIRED, "of the month, by category", .item = API_OBJECT,
     .shape = &shape_spending},
    {"cashflow", API_LIST, API_REQUIRED, "of twelve months up to this one", .item = API_OBJECT,
     .shape = &shape_cashflow},
    {"budgets", API_LIST, API_REQUIRED, "how they stand in the month", .item = API_OBJECT,
     .shape = &shape_budget},
    {"goals", API_LIST, API_REQUIRED, "oldest first", .item = API_OBJECT, .shape = &shape_goal},
    {"insights", API_LIST, API_REQUIRED, "the newest", .item = API_OBJECT, .shape = &shape_insight},
    {"unread", API_INT, API_REQUIRED, "notifications that nobody has read"},
    {0},
};
static const struct api_shape overview_shape = {"Overview", overview_fields};

/* One overview that is written. */
struct overview {
    struct api_call *call;
    struct store_tx *tx;
    struct report_book book;
    int32_t month;
};

static struct json *begin_list(struct overview *o, const char *key)
{
    struct json *j = &o->call->reply;
    json_key(j, key);
    json_array(j);
    return j;
}

static enum err write_balances(struct overview *o)
{
    struct report_filter now = {.month_from = REPORT_OPEN, .month_to = REPORT_OPEN};
    struct report_balance *rows;
    size_t count;
    TRY(report_balances(o->call->c, &o->book, &now, &rows, &count));
    struct json *j = begin_list(o, "balances");
    for (size_t i = 0; i < count; i++)
        balance_write(j, &rows[i]);
    json_array_end(j);
    return OK;
}

static enum err write_spending(struct overview *o)
{
    struct report_filter filter = {.month_from = o->month, .month_to = o->month};
    struct report_spending *rows;
    size_t count;
    TRY(report_spending(o->call->c, &o->book, &filter, REPORT_BY_BOTH, &rows, &count));
    struct json *j = begin_list(o, "spending");
    for (size_t i = 0; i < count; i++)
        spending_write(j, &rows[i]);
    json_array_end(j);
    return OK;
}

static enum err write_cashflow(struct overview *o)
{
    struct report_filter filter = {.month_from = o->month - FLOW_MONTHS + 1, .month_to = o->month};
    struct report_cashflow *rows;
    size_t count;
    TRY(report_cashflow(o->call->c, &o->book, &filter, &rows, &count));
    struct json *j = begin_list(o, "cashflow");
    for (size_t i = 0; i < count; i++)
        cashflow_write(j, &rows[i]);
    json_array_end(j);
    return OK;
}

static enum err write_budgets(struct overview *o)
{
    struct report_filter all = {.month_from = REPORT_OPEN, .month_to = REPORT_OPEN};
    struct report_budget *rows;
    size_t count;
    TRY(report_budgets(o->call->c, o->tx, o->call->household, &o->book, &all, o->month, &rows, &count));
    struct json *j = begin_list(o, "budgets");
    for (size_t i = 0; i < count; i++)
        budget_write(j, &rows[i]);
    json_array_end(j);
    return OK;
}

static enum err write_goals(struct overview *o)
{
    struct goal_status *goals;
    size_t count;
    TRY(goals_list(o->call->c, o->tx, o->call->household, &goals, &count));
    struct json *j = begin_list(o, "goals");
    for (size_t i = 0; i < count; i++)
        goal_write(j, &goals[i]);
    json_array_end(j);
    return OK;
}

static enum err write_news(struct overview *o)
{
    struct insight_shown *rows;
    size_t count;
    int64_t unread;
    TRY(insight_page(o->call->c, o->tx, o->call->household, (struct text){NULL, 0}, 0, INSIGHTS, &rows,
                     &count));
    const struct notification_reader reader = {.household = o->call->household,
                                               .person = o->call->caller.user};
    TRY(notification_unread(o->call->c, o->tx, &reader, TEXT(NOTIFICATION_INAPP), &unread));
    struct json *j = begin_list(o, "insights");
    for (size_t i = 0; i < count; i++)
        insight_write(j, &rows[i]);
    json_array_end(j);
    json_key_int(j, "unread", unread);
    return OK;
}

static enum err get(struct api_call *call)
{
    struct overview *o = ARENA_NEW(call->c->arena, struct overview);
    struct household household;
    o->call = call;
    o->month = api_query_month(call, "month", date_month(time_date(call->c->now_us)));
    TRY(store_begin_read(call->c, call->store, &o->tx));
    TRY(household_get(call->c, o->tx, call->household, &household));
    TRY(report_load(call->c, o->tx, call->household, 0, &o->book));
    json_object(&call->reply);
    api_key_month(&call->reply, "month", o->month);
    json_key_z(&call->reply, "currency",
               household.currency == CURRENCY_NONE ? NULL : currency_code(household.currency));
    TRY(write_balances(o));
    TRY(write_spending(o));
    TRY(write_cashflow(o));
    TRY(write_budgets(o));
    TRY(write_goals(o));
    TRY(write_news(o));
    json_object_end(&call->reply);
    return store_commit(call->c, o->tx);
}

static const struct api_field get_query[] = {
    {"month", API_MONTH, 0, "not given: this one"},
    {0},
};

static const struct api_route routes[] = {
    {.method = "GET",
     .path = "/api/v1/reports/overview",
     .id = "reportOverview",
     .title = "What the first screen shows",
     .need = API_READ,
     .query = get_query,
     .reply = &overview_shape,
     .handle = get},
    {0},
};

const struct api_resource api_resource_overview = {
    .name = "Overview",
    .about = "Balances, the month, twelve months of cash flow, budgets, goals and news in one reply.",
    .routes = routes,
};

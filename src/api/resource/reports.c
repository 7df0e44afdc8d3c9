/* Reports: from the kept monthly sums, so they cost the same for a thousand transactions and for a million. */
#include "api/api.h"
#include "api/shapes/own_account.h"
#include "api/shapes/report.h"
#include "api/work.h"
#include "base/limits.h"
#include "finance/report.h"

enum { ROWS_MOST = 100000, DEPTH_MOST = 32 };

static const char *const by_words[] = {"month", "category", NULL};

#define FROM_FIELD                                                                                           \
    {                                                                                                        \
        "from", API_MONTH, 0, "the first month; not given: from the beginning"                               \
    }
#define TO_FIELD                                                                                             \
    {                                                                                                        \
        "to", API_MONTH, 0, "the last month; not given: to the end"                                          \
    }
#define CURRENCY_FIELD                                                                                       \
    {                                                                                                        \
        "currency", API_CURRENCY, 0, "this one alone; not given: all, side by side"                          \
    }
#define ACCOUNT_FIELD                                                                                        \
    {                                                                                                        \
        "account", API_REF, 0,                                                                               \
            "only what was booked on this own account, by id or name; walks its transactions"                \
    }

/* What the query says; parameters that a route does not take are not asked for. */
static struct report_filter months_of(const struct api_call *call)
{
    struct report_filter filter = {.month_from = api_query_month(call, "from", REPORT_OPEN),
                                   .month_to = api_query_month(call, "to", REPORT_OPEN)};
    struct text code = api_query(call, "currency");
    if (code.len > 0 && !currency_from_code(code, &filter.currency))
        filter.currency = CURRENCY_NONE; /* the table lets no other pass */
    return filter;
}

/* The sums, in one snapshot. */
static enum err load(struct api_call *call, struct text account, struct report_book *book)
{
    struct store_tx *tx;
    struct account_row own = {0};
    TRY(store_begin_read(call->c, call->store, &tx));
    if (account.len > 0)
        TRY(own_account_find(call->c, tx, call->household, account, "account", &own));
    TRY(report_load(call->c, tx, call->household, own.seq, book));
    return store_commit(call->c, tx);
}

static enum err check_rows(struct ctx *c, size_t count)
{
    if (count > ROWS_MOST)
        return fail(c, ERR_LIMIT, "the report has %zu rows: name months or a category", count);
    return OK;
}

/* A report about one account walks its transactions: that is no work for a connection's thread. */
static bool is_walk(const struct api_call *call)
{
    return api_query(call, "account").len > 0;
}

/* -- Spending */

static const struct api_field spending_query[] = {
    {"by", API_WORDS, 0, "month, category, or both; not given: both", .least = 1, .words = by_words},
    FROM_FIELD,
    TO_FIELD,
    {"category", API_TEXT, 0, "this one and what is below it", .least = 1, .most = LIMIT_CATEGORY_TEXT},
    CURRENCY_FIELD,
    {"depth", API_INT, 0, "levels of categories that are kept apart; not given: all", .least = 1,
     .most = DEPTH_MOST},
    ACCOUNT_FIELD,
    {0},
};

static enum report_by by_of(const struct api_call *call)
{
    bool month = api_query_has(call, "by", "month"), category = api_query_has(call, "by", "category");
    return month == category ? REPORT_BY_BOTH : month ? REPORT_BY_MONTH : REPORT_BY_CATEGORY;
}

static enum err write_spending(struct api_call *call)
{
    struct report_book book;
    struct report_spending *rows;
    size_t count;
    struct report_filter filter = months_of(call);
    filter.category = api_query(call, "category");
    filter.depth = (int)api_query_int(call, "depth", 0);
    TRY(load(call, api_query(call, "account"), &book));
    TRY(report_spending(call->c, &book, &filter, by_of(call), &rows, &count));
    TRY(check_rows(call->c, count));
    api_items(call);
    for (size_t i = 0; i < count; i++)
        spending_write(&call->reply, &rows[i]);
    api_items_end(call, (struct text){NULL, 0});
    return OK;
}

static enum err spending(struct api_call *call)
{
    return is_walk(call) ? api_go_on(call, API_SLOW, write_spending) : write_spending(call);
}

/* -- Cash flow */

static const struct api_field cashflow_query[] = {FROM_FIELD, TO_FIELD, CURRENCY_FIELD, ACCOUNT_FIELD, {0}};

static enum err write_cashflow(struct api_call *call)
{
    struct report_book book;
    struct report_cashflow *rows;
    size_t count;
    struct report_filter filter = months_of(call);
    TRY(load(call, api_query(call, "account"), &book));
    TRY(report_cashflow(call->c, &book, &filter, &rows, &count));
    TRY(check_rows(call->c, count));
    api_items(call);
    for (size_t i = 0; i < count; i++)
        cashflow_write(&call->reply, &rows[i]);
    api_items_end(call, (struct text){NULL, 0});
    return OK;
}

static enum err cashflow(struct api_call *call)
{
    return is_walk(call) ? api_go_on(call, API_SLOW, write_cashflow) : write_cashflow(call);
}

/* -- Balances and net worth */

static const struct api_field balances_query[] = {
    {"at", API_MONTH, 0, "at this month's end; not given: now"},
    {0},
};

static enum err balances(struct api_call *call)
{
    struct report_book book;
    struct report_balance *rows;
    size_t count;
    struct report_filter filter = {.month_from = REPORT_OPEN,
                                   .month_to = api_query_month(call, "at", REPORT_OPEN)};
    TRY(load(call, (struct text){NULL, 0}, &book));
    TRY(report_balances(call->c, &book, &filter, &rows, &count));
    api_items(call);
    for (size_t i = 0; i < count; i++)
        balance_write(&call->reply, &rows[i]);
    api_items_end(call, (struct text){NULL, 0});
    return OK;
}

static const struct api_field networth_query[] = {FROM_FIELD, TO_FIELD, CURRENCY_FIELD, {0}};

static enum err networth(struct api_call *call)
{
    struct report_book book;
    struct report_networth *rows;
    size_t count;
    struct report_filter filter = months_of(call);
    TRY(load(call, (struct text){NULL, 0}, &book));
    TRY(report_networth(call->c, &book, &filter, &rows, &count));
    TRY(check_rows(call->c, count));
    api_items(call);
    for (size_t i = 0; i < count; i++)
        networth_write(&call->reply, &rows[i]);
    api_items_end(call, (struct text){NULL, 0});
    return OK;
}

static const struct api_route routes[] = {
    {.method = "GET",
     .path = "/api/v1/reports/spending",
     .id = "reportSpending",
     .title = "What was spent, by month and category",
     .need = API_READ,
     .flags = API_LISTED | API_KEPT,
     .query = spending_query,
     .reply = &shape_spending,
     .handle = spending},
    {.method = "GET",
     .path = "/api/v1/reports/cashflow",
     .id = "reportCashflow",
     .title = "Income and spending by month",
     .need = API_READ,
     .flags = API_LISTED | API_KEPT,
     .query = cashflow_query,
     .reply = &shape_cashflow,
     .handle = cashflow},
    {.method = "GET",
     .path = "/api/v1/reports/balances",
     .id = "reportBalances",
     .title = "What the own accounts hold",
     .need = API_READ,
     .flags = API_LISTED | API_KEPT,
     .query = balances_query,
     .reply = &shape_balance,
     .handle = balances},
    {.method = "GET",
     .path = "/api/v1/reports/networth",
     .id = "reportNetWorth",
     .title = "What is owned and owed at each month's end",
     .need = API_READ,
     .flags = API_LISTED | API_KEPT,
     .query = networth_query,
     .reply = &shape_networth,
     .handle = networth},
    {0},
};

const struct api_resource api_resource_reports = {
    .name = "Reports",
    .about = "Sums by month. Amounts of several currencies stand side by side and are never added together.",
    .routes = routes,
};

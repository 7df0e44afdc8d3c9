/* The overview: balances, the last year month by month, this month's spending, budgets, and what the agents said. Read-only, one page,
 * no script. Every number comes from the kept sums, so it is as quick for a million transactions as for a hundred. */
#include "api/api.h"
#include "api/page.h"
#include "finance/report.h"
#include "store/entity/household.h"
#include "store/entity/insight.h"

#include <stdlib.h>

struct overview {
    struct buf *out;
    struct report_book book;
    int32_t month; /* the newest one with a line */
    bool any;
};

static enum err load(struct ctx *c, struct store_tx *tx, int64_t household, struct overview *v)
{
    int32_t oldest;
    TRY(report_load(c, tx, household, 0, &v->book));
    v->any = report_span(&v->book, &oldest, &v->month);
    return OK;
}

static enum err balances(struct ctx *c, struct overview *v)
{
    struct report_filter all = {.month_from = REPORT_OPEN, .month_to = REPORT_OPEN};
    struct report_balance *rows;
    size_t count;
    bool held = false;
    TRY(report_balances(c, &v->book, &all, &rows, &count));
    for (size_t i = 0; i < count; i++)
        held |= rows[i].pending != 0;
    buf_z(v->out, "<section><h2>Balances</h2><table><thead><tr><th>Account</th><th class=\"n\">Balance</th>");
    buf_z(v->out, held ? "<th class=\"n\">Held</th></tr></thead><tbody>" : "</tr></thead><tbody>");
    for (size_t i = 0; i < count; i++) {
        const struct report_balance *r = &rows[i];
        buf_z(v->out, "<tr><th scope=\"row\">");
        html_text(v->out, r->account->name);
        buf_z(v->out, "</th><td class=\"n\">");
        page_money(v->out, r->balance, r->account->currency);
        if (held)
            buf_z(v->out, "</td><td class=\"n\">");
        if (r->pending != 0)
            page_money(v->out, r->pending, r->account->currency);
        buf_z(v->out, "</td></tr>");
    }
    buf_z(v->out, "</tbody></table></section>");
    return OK;
}

/* Income up, spending down, one pair of bars a month. */
static void flow_chart(struct buf *out, const struct report_cashflow *rows, size_t count)
{
    enum { STEP = 50, HALF = 90 };
    int64_t top = 1;
    char label[DATE_TEXT_MAX];
    for (size_t i = 0; i < count; i++) {
        top = rows[i].income > top ? rows[i].income : top;
        top = rows[i].spending > top ? rows[i].spending : top;
    }
    buf_printf(out, "<svg viewBox=\"0 0 %zu %d\" role=\"img\" aria-label=\"Income and spending by month\">",
               count * STEP, 2 * HALF + 24);
    for (size_t i = 0; i < count; i++) {
        double in = rows[i].income > 0 ? (double)rows[i].income / (double)top * HALF : 0;
        double spent = rows[i].spending > 0 ? (double)rows[i].spending / (double)top * HALF : 0;
        size_t x = i * STEP;
        buf_printf(out, "<rect class=\"in\" x=\"%zu\" y=\"%.1f\" width=\"30\" height=\"%.1f\"/>", x + 10,
                   HALF - in, in);
        buf_printf(out, "<rect class=\"out\" x=\"%zu\" y=\"%d\" width=\"30\" height=\"%.1f\"/>", x + 10, HALF,
                   spent);
        buf_printf(out, "<text x=\"%zu\" y=\"%d\">%s</text>", x + 25, 2 * HALF + 16,
                   month_format(rows[i].month, label) + 2);
    }
    buf_z(out, "</svg>");
}

static enum err cashflow(struct ctx *c, struct overview *v, currency cur)
{
    struct report_filter year = {.month_from = v->month - 11, .month_to = v->month, .currency = cur};
    struct report_cashflow *rows;
    size_t count;
    char month[DATE_TEXT_MAX];
    TRY(report_cashflow(c, &v->book, &year, &rows, &count));
    if (count == 0)
        return OK;
    buf_printf(v->out, "<section class=\"wide\"><h2>Income and spending, %s</h2>", currency_code(cur));
    flow_chart(v->out, rows, count);
    buf_z(v->out, "<table><thead><tr><th>Month</th><th class=\"n\">Income</th><th class=\"n\">Spending</th>"
                  "<th class=\"n\">Net</th></tr></thead><tbody>");
    for (size_t i = count; i > 0; i--) {
        const struct report_cashflow *r = &rows[i - 1];
        buf_printf(v->out, "<tr><th scope=\"row\">%s</th><td class=\"n\">", month_format(r->month, month));
        page_money(v->out, r->income, cur);
        buf_z(v->out, "</td><td class=\"n\">");
        page_money(v->out, r->spending, cur);
        buf_z(v->out, "</td><td class=\"n\">");
        page_money(v->out, r->net, cur);
        buf_z(v->out, "</td></tr>");
    }
    buf_z(v->out, "</tbody></table></section>");
    return OK;
}

/* "Expenses:Groceries" is Groceries where only expenses stand. */
static struct text short_name(struct text path)
{
    struct text root = TEXT("Expenses:");
    return text_starts(path, root) && path.len > root.len ? text_from(path, root.len) : path;
}

static int by_amount(const void *left, const void *right)
{
    const struct report_spending *a = left, *b = right;
    return a->amount > b->amount ? -1 : a->amount < b->amount;
}

static enum err spending(struct ctx *c, struct overview *v, currency cur)
{
    struct report_filter filter = {.month_from = v->month, .month_to = v->month, .currency = cur, .depth = 2};
    struct report_spending *rows;
    size_t count;
    char month[DATE_TEXT_MAX];
    TRY(report_spending(c, &v->book, &filter, REPORT_BY_CATEGORY, &rows, &count));
    if (count == 0)
        return OK;
    qsort(rows, count, sizeof *rows, by_amount);
    int64_t top = rows[0].amount > 0 ? rows[0].amount : 1;
    buf_printf(
        v->out,
        "<section><h2>Spending in %s</h2><table><thead><tr><th>Category</th><th class=\"n\">%s</th><th></th>"
        "</tr></thead><tbody>",
        month_format(v->month, month), currency_code(cur));
    for (size_t i = 0; i < count; i++) {
        buf_z(v->out, "<tr><th scope=\"row\">");
        html_text(v->out, short_name(rows[i].category));
        buf_z(v->out, "</th><td class=\"n\">");
        page_money(v->out, rows[i].amount, cur);
        double share = rows[i].amount > 0 ? (double)rows[i].amount / (double)top : 0;
        buf_printf(
            v->out,
            "</td><td class=\"bar\"><svg viewBox=\"0 0 100 10\" aria-hidden=\"true\" "
            "preserveAspectRatio=\"none\"><rect class=\"out\" width=\"%.1f\" height=\"10\"/></svg></td></tr>",
            share * 100);
    }
    buf_z(v->out, "</tbody></table></section>");
    return OK;
}

static enum err budgets(struct ctx *c, struct store_tx *tx, int64_t household, struct overview *v)
{
    struct report_filter all = {.month_from = REPORT_OPEN, .month_to = REPORT_OPEN};
    struct report_budget *rows;
    size_t count;
    char month[DATE_TEXT_MAX];
    TRY(report_budgets(c, tx, household, &v->book, &all, v->month, &rows, &count));
    if (count == 0)
        return OK;
    buf_printf(v->out,
               "<section><h2>Budgets in %s</h2><table><thead><tr><th>Category</th><th class=\"n\">Spent</th>"
               "<th class=\"n\">Limit</th><th></th></tr></thead><tbody>",
               month_format(v->month, month));
    for (size_t i = 0; i < count; i++) {
        const struct budget_month *b = &rows[i].status;
        double share = b->limit > 0 ? (double)b->spent / (double)b->limit * 100 : 0;
        const char *class = share >= 100 ? "over" : share >= 80 ? "near" : "in";
        buf_z(v->out, "<tr><th scope=\"row\">");
        html_text(v->out, short_name(rows[i].category));
        buf_z(v->out, "</th><td class=\"n\">");
        page_money(v->out, b->spent, rows[i].currency);
        buf_z(v->out, "</td><td class=\"n\">");
        page_money(v->out, b->limit, rows[i].currency);
        buf_printf(
            v->out,
            "</td><td class=\"bar\"><svg viewBox=\"0 0 100 10\" role=\"img\" aria-label=\"%.0f %% spent\" "
            "preserveAspectRatio=\"none\"><rect class=\"all\" width=\"100\" height=\"10\"/>"
            "<rect class=\"%s\" width=\"%.1f\" height=\"10\"/></svg></td></tr>",
            share, class,
            share < 0     ? 0
            : share > 100 ? 100
                          : share);
    }
    buf_z(v->out, "</tbody></table></section>");
    return OK;
}

/* What is urgent first, then what is new. */
static int by_severity(const void *left, const void *right)
{
    const struct notification_row *a = left, *b = right;
    if (a->severity != b->severity)
        return a->severity > b->severity ? -1 : 1;
    return a->seq > b->seq ? -1 : a->seq < b->seq;
}

static enum err notices(struct ctx *c, struct store_tx *tx, int64_t household, struct overview *v)
{
    enum { LOOKED_AT = 50, SHOWN = 8 };
    struct notification_row *rows;
    size_t count;
    TRY(notification_list(c, tx, household, TEXT(NOTIFICATION_INAPP), 0, LOOKED_AT, &rows, &count));
    qsort(rows, count, sizeof *rows, by_severity);
    count = count > SHOWN ? SHOWN : count;
    buf_z(v->out, "<section class=\"wide\"><h2>What the agents noticed</h2><ul class=\"notices\">");
    for (size_t i = 0; i < count; i++) {
        buf_printf(v->out, "<li class=\"%s\"><strong>", severity_name(rows[i].severity));
        html_text(v->out, rows[i].title);
        buf_z(v->out, "</strong><br>");
        html_text(v->out, rows[i].body);
        buf_z(v->out, "</li>");
    }
    buf_z(v->out, count == 0 ? "<li>Nothing so far.</li></ul></section>" : "</ul></section>");
    return OK;
}

static enum err fill(struct ctx *c, struct store_tx *tx, int64_t household, struct overview *v)
{
    struct household home;
    TRY(household_get(c, tx, household, &home));
    TRY(load(c, tx, household, v));
    if (!v->any) {
        buf_z(v->out, "<section class=\"wide\"><h2>Nothing here yet</h2><p>Import what your bank exports: "
                      "<code>florin import FILE…</code></p></section>");
        return OK;
    }
    TRY(notices(c, tx, household, v));
    buf_z(v->out, "<div class=\"stack\">");
    TRY(balances(c, v));
    TRY(budgets(c, tx, household, v));
    buf_z(v->out, "</div>");
    TRY(spending(c, v, home.currency));
    return cashflow(c, v, home.currency);
}

enum err api_overview(struct ctx *c, void *self, const struct http_request *request, struct http_reply *reply)
{
    struct api *api = self;
    struct store_tx *tx;
    struct overview v = {.out = reply->body};
    (void)request;
    reply->type = "text/html; charset=utf-8";
    TRY(store_begin_read(c, api->store, &tx));
    page_begin(v.out, "Overview");
    TRY(fill(c, tx, api->household, &v));
    page_end(v.out);
    return store_commit(c, tx);
}

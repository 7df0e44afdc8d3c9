/* The report without a name: how the newest month goes, and what there is. */
#include "app/report/view.h"
#include "store/entity/import.h"

/* The same view of the newest month alone. */
static struct view newest_month(const struct view *v)
{
    struct view one = *v;
    one.filter.month_from = one.filter.month_to = v->month;
    return one;
}

static enum err json(struct ctx *c, struct view *v)
{
    static const struct report_kind *const parts[] = {&report_kind_balances, &report_kind_cashflow,
                                                      &report_kind_spending, &report_kind_budgets};
    json_object(&v->json);
    json_key(&v->json, "month");
    if (v->month == REPORT_OPEN) {
        json_null(&v->json);
    } else {
        char month[DATE_TEXT_MAX];
        json_z(&v->json, month_format(v->month, month));
    }
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        struct view one = newest_month(v);
        json_key(&v->json, parts[i]->name);
        one.json = v->json;
        if (parts[i] == &report_kind_balances)
            one.filter = v->filter;
        TRY(parts[i]->json(c, &one));
        v->json = one.json;
    }
    json_object_end(&v->json);
    return OK;
}

static enum err flow(struct ctx *c, struct view *one)
{
    enum { CATEGORIES_SHOWN = 6 };
    struct report_cashflow *rows;
    size_t count;
    TRY(report_cashflow(c, &one->book, &one->filter, &rows, &count));
    for (size_t i = 0; i < count; i++) {
        currency cur = rows[i].currency;
        view_heading(c, one, "Income and spending", cur, one->month, one->month);
        buf_printf(one->out, "%s came in, %s was spent: ", view_money(c, rows[i].income, cur),
                   view_money(c, rows[i].spending, cur));
        terminal_put(one->out, &one->terminal, rows[i].net < 0 ? STYLE_RED : STYLE_GREEN,
                     text_of(view_money(c, rows[i].net, cur)));
        buf_z(one->out, "\n\n");
        TRY(view_top_categories(c, one, cur, CATEGORIES_SHOWN));
    }
    return OK;
}

static enum err waiting(struct ctx *c, struct view *v)
{
    struct suggestion_row *rows;
    size_t count;
    TRY(suggestion_list(c, v->tx, v->household, &rows, &count));
    if (count > 0)
        buf_printf(v->out, "\n%zu possible duplicate%s wait%s for your answer: `florin review`\n", count,
                   count == 1 ? "" : "s", count == 1 ? "s" : "");
    return OK;
}

static enum err text(struct ctx *c, struct view *v)
{
    terminal_heading(v->out, &v->terminal, "Accounts");
    TRY(view_balances_table(c, v));
    if (v->month == REPORT_OPEN)
        return OK;
    struct view one = newest_month(v);
    TRY(flow(c, &one));
    TRY(view_budgets_table(c, &one, BUDGET_WARNING_PERCENT));
    return waiting(c, v);
}

const struct report_kind report_kind_overview = {"overview", text, json, NULL};

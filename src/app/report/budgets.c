#include "app/report/view.h"

static enum err load(struct ctx *c, struct view *v, struct report_budget **rows, size_t *count)
{
    *count = 0;
    if (v->month == REPORT_OPEN)
        return OK;
    return report_budgets(c, v->tx, v->household, &v->book, &v->filter, v->month, rows, count);
}

static enum err json(struct ctx *c, struct view *v)
{
    struct report_budget *rows;
    size_t count;
    struct json *j = &v->json;
    TRY(load(c, v, &rows, &count));
    json_array(j);
    for (size_t i = 0; i < count; i++) {
        const struct budget_month *s = &rows[i].status;
        json_object(j);
        view_json_month(j, v->month);
        json_key_text(j, "category", rows[i].category);
        view_json_money(j, "amount", s->amount, rows[i].currency);
        view_json_money(j, "carried", s->carried, rows[i].currency);
        view_json_money(j, "limit", s->limit, rows[i].currency);
        view_json_money(j, "spent", s->spent, rows[i].currency);
        view_json_money(j, "left", s->left, rows[i].currency);
        json_key_int(j, "percent", s->percent);
        json_key_bool(j, "rollover", s->rollover);
        json_key_z(j, "currency", currency_code(rows[i].currency));
        json_object_end(j);
    }
    json_array_end(j);
    return OK;
}

static enum err csv(struct ctx *c, struct view *v)
{
    struct report_budget *rows;
    size_t count;
    TRY(load(c, v, &rows, &count));
    csv_header(&v->csv, (const char *const[]){"month", "category", "amount", "carried", "limit", "spent",
                                              "left", "percent", "currency", NULL});
    for (size_t i = 0; i < count; i++) {
        const struct budget_month *s = &rows[i].status;
        const int64_t amounts[] = {s->amount, s->carried, s->limit, s->spent, s->left};
        view_csv_month(&v->csv, v->month);
        csv_text(&v->csv, rows[i].category);
        for (size_t k = 0; k < sizeof amounts / sizeof *amounts; k++)
            view_csv_money(&v->csv, amounts[k], rows[i].currency);
        csv_int(&v->csv, s->percent);
        csv_z(&v->csv, currency_code(rows[i].currency));
        csv_end(&v->csv);
    }
    return OK;
}

static enum terminal_style style_of(int32_t percent)
{
    return percent >= 100 ? STYLE_RED : percent >= BUDGET_WARNING_PERCENT ? STYLE_YELLOW : STYLE_GREEN;
}

static void row_cells(struct ctx *c, const struct view *v, struct terminal_table *table,
                      const struct report_budget *row)
{
    const struct budget_month *s = &row->status;
    enum terminal_style style = style_of(s->percent);
    terminal_cell(table, STYLE_PLAIN, row->category);
    terminal_cell_z(table, STYLE_PLAIN, view_money(c, s->limit, row->currency));
    terminal_cell_z(table, STYLE_DIM,
                    s->carried == 0
                        ? ""
                        : arena_printf(c->arena, "%s carried", view_money(c, s->carried, row->currency)));
    terminal_cell_z(table, STYLE_PLAIN, view_money(c, s->spent, row->currency));
    view_money_cell(c, table, s->left, row->currency);
    terminal_cell_z(table, STYLE_PLAIN, currency_code(row->currency));
    terminal_cell_z(table, style,
                    s->percent == BUDGET_PERCENT_MAX ? "over"
                                                     : arena_printf(c->arena, "%d %%", (int)s->percent));
    terminal_cell(
        table, style,
        terminal_bar(c->arena, &v->terminal, s->spent, s->limit > 0 ? s->limit : 1, VIEW_BAR_COLUMNS));
}

enum err view_budgets_table(struct ctx *c, struct view *v, int32_t percent_min)
{
    struct report_budget *rows;
    size_t count, shown = 0;
    TRY(load(c, v, &rows, &count));
    for (size_t i = 0; i < count; i++)
        shown += rows[i].status.percent >= percent_min;
    if (shown == 0)
        return OK;
    view_heading(c, v, "Budgets", CURRENCY_NONE, v->month, v->month);
    struct terminal_table *table = terminal_table_new(c->arena, &v->terminal);
    terminal_column(table, "Category", ALIGN_LEFT, true);
    terminal_column(table, "Limit", ALIGN_RIGHT, false);
    terminal_column(table, "", ALIGN_RIGHT, false);
    terminal_column(table, "Spent", ALIGN_RIGHT, false);
    terminal_column(table, "Left", ALIGN_RIGHT, false);
    terminal_column(table, "", ALIGN_LEFT, false);
    terminal_column(table, "", ALIGN_RIGHT, false);
    terminal_column(table, "", ALIGN_LEFT, false);
    for (size_t i = 0; i < count; i++)
        if (rows[i].status.percent >= percent_min)
            row_cells(c, v, table, &rows[i]);
    terminal_table_write(table, v->out);
    return OK;
}

static enum err text(struct ctx *c, struct view *v)
{
    size_t before = v->out->len;
    TRY(view_budgets_table(c, v, 0));
    if (v->out->len == before)
        view_nothing(v, "No budget is in force: `florin budget set CATEGORY AMOUNT` makes one.");
    return OK;
}

const struct report_kind report_kind_budgets = {"budgets", text, json, csv};

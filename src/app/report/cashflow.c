#include "app/report/view.h"

static enum err json(struct ctx *c, struct view *v)
{
    struct report_cashflow *rows;
    size_t count;
    struct json *j = &v->json;
    TRY(report_cashflow(c, &v->book, &v->filter, &rows, &count));
    json_array(j);
    for (size_t i = 0; i < count; i++) {
        json_object(j);
        view_json_month(j, rows[i].month);
        view_json_money(j, "income", rows[i].income, rows[i].currency);
        view_json_money(j, "spending", rows[i].spending, rows[i].currency);
        view_json_money(j, "net", rows[i].net, rows[i].currency);
        json_key_z(j, "currency", currency_code(rows[i].currency));
        json_object_end(j);
    }
    json_array_end(j);
    return OK;
}

static enum err csv(struct ctx *c, struct view *v)
{
    struct report_cashflow *rows;
    size_t count;
    TRY(report_cashflow(c, &v->book, &v->filter, &rows, &count));
    csv_header(&v->csv, (const char *const[]){"month", "income", "spending", "net", "currency", NULL});
    for (size_t i = 0; i < count; i++) {
        view_csv_month(&v->csv, rows[i].month);
        view_csv_money(&v->csv, rows[i].income, rows[i].currency);
        view_csv_money(&v->csv, rows[i].spending, rows[i].currency);
        view_csv_money(&v->csv, rows[i].net, rows[i].currency);
        csv_z(&v->csv, currency_code(rows[i].currency));
        csv_end(&v->csv);
    }
    return OK;
}

static void row_cells(struct ctx *c, const struct view *v, struct terminal_table *table,
                      const struct report_cashflow *row, int64_t greatest)
{
    terminal_cell_z(table, STYLE_PLAIN, view_money(c, row->income, row->currency));
    terminal_cell(table, STYLE_GREEN,
                  terminal_bar(c->arena, &v->terminal, row->income, greatest, VIEW_BAR_COLUMNS));
    terminal_cell_z(table, STYLE_PLAIN, view_money(c, row->spending, row->currency));
    terminal_cell(table, STYLE_RED,
                  terminal_bar(c->arena, &v->terminal, row->spending, greatest, VIEW_BAR_COLUMNS));
    terminal_cell_z(table, row->net < 0 ? STYLE_RED : STYLE_GREEN, view_money(c, row->net, row->currency));
}

/* One currency's months and their sum; `total` begins at zero. */
static enum err currency_table(struct ctx *c, struct view *v, const struct report_cashflow *rows,
                               size_t count, struct report_cashflow *total)
{
    int64_t greatest = 0;
    for (size_t i = 0; i < count; i++) {
        if (rows[i].currency != total->currency)
            continue;
        greatest = rows[i].income > greatest ? rows[i].income : greatest;
        greatest = rows[i].spending > greatest ? rows[i].spending : greatest;
    }
    struct terminal_table *table = terminal_table_new(c->arena, &v->terminal);
    terminal_column(table, "Month", ALIGN_LEFT, false);
    terminal_column(table, "Income", ALIGN_RIGHT, false);
    terminal_column(table, "", ALIGN_LEFT, false);
    terminal_column(table, "Spending", ALIGN_RIGHT, false);
    terminal_column(table, "", ALIGN_LEFT, false);
    terminal_column(table, "Net", ALIGN_RIGHT, false);
    for (size_t i = 0; i < count; i++) {
        if (rows[i].currency != total->currency)
            continue;
        view_month_cell(table, rows[i].month);
        row_cells(c, v, table, &rows[i], greatest);
        if (__builtin_add_overflow(total->income, rows[i].income, &total->income) ||
            __builtin_add_overflow(total->spending, rows[i].spending, &total->spending) ||
            __builtin_sub_overflow(total->income, total->spending, &total->net))
            return fail(c, ERR_LIMIT, "a sum of the report does not fit in 64 bits");
    }
    terminal_rule(table);
    terminal_cell_z(table, STYLE_BOLD, "Total");
    row_cells(c, v, table, total, 0);
    terminal_table_write(table, v->out);
    return OK;
}

static enum err text(struct ctx *c, struct view *v)
{
    struct report_cashflow *rows;
    size_t count;
    currency cur = CURRENCY_NONE;
    TRY(report_cashflow(c, &v->book, &v->filter, &rows, &count));
    if (count == 0) {
        view_nothing(v, "Nothing came in and nothing went out.");
        return OK;
    }
    while (VIEW_NEXT_CURRENCY(rows, count, &cur)) {
        struct report_cashflow total = {.currency = cur};
        view_heading(c, v, "Cash flow", cur, rows[0].month, rows[count - 1].month);
        TRY(currency_table(c, v, rows, count, &total));
    }
    return OK;
}

const struct report_kind report_kind_cashflow = {"cashflow", text, json, csv};

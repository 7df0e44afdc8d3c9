#include "app/report/view.h"

static enum err json(struct ctx *c, struct view *v)
{
    struct report_networth *rows;
    size_t count;
    struct json *j = &v->json;
    TRY(report_networth(c, &v->book, &v->filter, &rows, &count));
    json_array(j);
    for (size_t i = 0; i < count; i++) {
        json_object(j);
        view_json_month(j, rows[i].month);
        view_json_money(j, "assets", rows[i].assets, rows[i].currency);
        view_json_money(j, "liabilities", rows[i].liabilities, rows[i].currency);
        view_json_money(j, "net", rows[i].net, rows[i].currency);
        json_key_z(j, "currency", currency_code(rows[i].currency));
        json_object_end(j);
    }
    json_array_end(j);
    return OK;
}

static enum err csv(struct ctx *c, struct view *v)
{
    struct report_networth *rows;
    size_t count;
    TRY(report_networth(c, &v->book, &v->filter, &rows, &count));
    csv_header(&v->csv, (const char *const[]){"month", "assets", "liabilities", "net", "currency", NULL});
    for (size_t i = 0; i < count; i++) {
        view_csv_month(&v->csv, rows[i].month);
        view_csv_money(&v->csv, rows[i].assets, rows[i].currency);
        view_csv_money(&v->csv, rows[i].liabilities, rows[i].currency);
        view_csv_money(&v->csv, rows[i].net, rows[i].currency);
        csv_z(&v->csv, currency_code(rows[i].currency));
        csv_end(&v->csv);
    }
    return OK;
}

static void currency_table(struct ctx *c, struct view *v, const struct report_networth *rows, size_t count,
                           currency cur)
{
    int64_t *values = ARENA_ARRAY(c->arena, int64_t, count);
    int64_t greatest = 0, before = 0;
    size_t n = 0;
    struct terminal_table *table = terminal_table_new(c->arena, &v->terminal);
    terminal_column(table, "End of", ALIGN_LEFT, false);
    terminal_column(table, "Assets", ALIGN_RIGHT, false);
    terminal_column(table, "Liabilities", ALIGN_RIGHT, false);
    terminal_column(table, "Net worth", ALIGN_RIGHT, false);
    terminal_column(table, "Change", ALIGN_RIGHT, false);
    terminal_column(table, "", ALIGN_LEFT, false);
    for (size_t i = 0; i < count; i++)
        if (rows[i].currency == cur)
            greatest = rows[i].net > greatest ? rows[i].net : greatest;
    for (size_t i = 0; i < count; i++) {
        const struct report_networth *row = &rows[i];
        int64_t change;
        if (row->currency != cur)
            continue;
        bool has_change = n > 0 && !__builtin_sub_overflow(row->net, before, &change);
        view_month_cell(table, row->month);
        view_money_cell(c, table, row->assets, cur);
        view_money_cell(c, table, row->liabilities, cur);
        view_money_cell(c, table, row->net, cur);
        terminal_cell_z(table, has_change && change < 0 ? STYLE_RED : STYLE_GREEN,
                        has_change ? view_money(c, change, cur) : "");
        terminal_cell(table, STYLE_GREEN,
                      terminal_bar(c->arena, &v->terminal, row->net, greatest, VIEW_BAR_COLUMNS));
        values[n++] = before = row->net;
    }
    if (n > 1) {
        buf_text(v->out, terminal_spark(c->arena, &v->terminal, values, n, false));
        buf_z(v->out, "\n\n");
    }
    terminal_table_write(table, v->out);
}

static enum err text(struct ctx *c, struct view *v)
{
    struct report_networth *rows;
    size_t count;
    currency cur = CURRENCY_NONE;
    TRY(report_networth(c, &v->book, &v->filter, &rows, &count));
    if (count == 0) {
        view_nothing(v, "There are no transactions yet.");
        return OK;
    }
    while (VIEW_NEXT_CURRENCY(rows, count, &cur)) {
        view_heading(c, v, "Net worth", cur, rows[0].month, rows[count - 1].month);
        currency_table(c, v, rows, count, cur);
    }
    return OK;
}

const struct report_kind report_kind_networth = {"networth", text, json, csv};

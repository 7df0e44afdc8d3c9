#include "app/report/view.h"

#include <stdlib.h>

static enum err json(struct ctx *c, struct view *v)
{
    struct report_spending *rows;
    size_t count;
    struct json *j = &v->json;
    TRY(report_spending(c, &v->book, &v->filter, v->by, &rows, &count));
    json_array(j);
    for (size_t i = 0; i < count; i++) {
        json_object(j);
        if (v->by != REPORT_BY_CATEGORY)
            view_json_month(j, rows[i].month);
        if (v->by != REPORT_BY_MONTH)
            json_key_text(j, "category", rows[i].category);
        view_json_money(j, "amount", rows[i].amount, rows[i].currency);
        json_key_z(j, "currency", currency_code(rows[i].currency));
        if (rows[i].pending != 0)
            view_json_money(j, "pending", rows[i].pending, rows[i].currency);
        json_object_end(j);
    }
    json_array_end(j);
    return OK;
}

static enum err csv(struct ctx *c, struct view *v)
{
    static const char *const headers[][6] = {
        [REPORT_BY_BOTH] = {"month", "category", "amount", "currency", "pending"},
        [REPORT_BY_MONTH] = {"month", "amount", "currency", "pending"},
        [REPORT_BY_CATEGORY] = {"category", "amount", "currency", "pending"},
    };
    struct report_spending *rows;
    size_t count;
    TRY(report_spending(c, &v->book, &v->filter, v->by, &rows, &count));
    csv_header(&v->csv, headers[v->by]);
    for (size_t i = 0; i < count; i++) {
        if (v->by != REPORT_BY_CATEGORY)
            view_csv_month(&v->csv, rows[i].month);
        if (v->by != REPORT_BY_MONTH)
            csv_text(&v->csv, rows[i].category);
        view_csv_money(&v->csv, rows[i].amount, rows[i].currency);
        csv_z(&v->csv, currency_code(rows[i].currency));
        view_csv_money(&v->csv, rows[i].pending, rows[i].currency);
        csv_end(&v->csv);
    }
    return OK;
}

/* What one category spent in each of the last months, for its sparkline. */
static struct text trend(struct ctx *c, const struct view *v, const struct report_spending *cells,
                         size_t count, const struct report_spending *category, int32_t from, int32_t to)
{
    enum { MONTHS_MAX = 24 };
    int64_t values[MONTHS_MAX] = {0};
    int32_t first = to - from >= MONTHS_MAX ? to - MONTHS_MAX + 1 : from;
    for (size_t i = 0; i < count; i++)
        if (cells[i].currency == category->currency && cells[i].month >= first && cells[i].month <= to &&
            text_equal(cells[i].category, category->category))
            values[cells[i].month - first] = cells[i].amount;
    return terminal_spark(c->arena, &v->terminal, values, (size_t)(to - first + 1), true);
}

static int greatest_first(const void *a, const void *b)
{
    const struct report_spending *left = a, *right = b;
    if (left->amount != right->amount)
        return left->amount > right->amount ? -1 : 1;
    return text_compare(left->category, right->category);
}

/* The months that the rows cover. */
static bool span(const struct report_spending *cells, size_t count, int32_t *from, int32_t *to)
{
    for (size_t i = 0; i < count; i++) {
        *from = i == 0 || cells[i].month < *from ? cells[i].month : *from;
        *to = i == 0 || cells[i].month > *to ? cells[i].month : *to;
    }
    return count > 0;
}

static struct terminal_table *category_table(struct ctx *c, const struct view *v, bool several_months)
{
    struct terminal_table *table = terminal_table_new(c->arena, &v->terminal);
    terminal_column(table, "Category", ALIGN_LEFT, true);
    terminal_column(table, "Spent", ALIGN_RIGHT, false);
    terminal_column(table, several_months ? "A month" : "", ALIGN_RIGHT, false);
    terminal_column(table, "Share", ALIGN_RIGHT, false);
    terminal_column(table, several_months ? "Trend" : "", ALIGN_LEFT, false);
    terminal_column(table, "", ALIGN_LEFT, false);
    return table;
}

/* Rounded half away from zero. */
static int64_t a_month(int64_t amount, int32_t months)
{
    int64_t half = months / 2;
    return (amount >= 0 ? amount / months + (amount % months >= months - half)
                        : amount / months - (-(amount % months) >= months - half));
}

static enum err categories(struct ctx *c, struct view *v, currency cur, size_t most, int32_t from, int32_t to)
{
    struct report_filter filter = v->filter;
    struct report_spending *rows, *cells;
    size_t count, cell_count;
    int64_t total = 0, positive = 0;
    int32_t months = to - from + 1;
    filter.currency = cur;
    TRY(report_spending(c, &v->book, &filter, REPORT_BY_CATEGORY, &rows, &count));
    TRY(report_spending(c, &v->book, &filter, REPORT_BY_BOTH, &cells, &cell_count));
    qsort(rows, count, sizeof *rows, greatest_first);
    for (size_t i = 0; i < count; i++) {
        if (__builtin_add_overflow(total, rows[i].amount, &total))
            return fail(c, ERR_LIMIT, "a sum of the report does not fit in 64 bits");
        positive += rows[i].amount > 0 ? rows[i].amount : 0;
    }
    struct terminal_table *table = category_table(c, v, months > 1);
    for (size_t i = 0; i < count && i < most; i++) {
        int64_t amount = rows[i].amount;
        terminal_cell(table, STYLE_PLAIN, rows[i].category);
        view_money_cell(c, table, amount, cur);
        terminal_cell_z(table, STYLE_DIM, months > 1 ? view_money(c, a_month(amount, months), cur) : "");
        int share = positive > 0 && amount > 0 ? (int)((__int128)amount * 100 / positive) : 0;
        terminal_cell_z(table, STYLE_PLAIN, share > 0 ? arena_printf(c->arena, "%d %%", share) : "");
        terminal_cell(table, STYLE_DIM,
                      months > 1 ? trend(c, v, cells, cell_count, &rows[i], from, to) : TEXT(""));
        terminal_cell(table, STYLE_YELLOW,
                      terminal_bar(c->arena, &v->terminal, amount, rows[0].amount, VIEW_BAR_COLUMNS));
    }
    if (count <= most) {
        terminal_rule(table);
        terminal_cell_z(table, STYLE_BOLD, "Total");
        terminal_cell_z(table, STYLE_BOLD, view_money(c, total, cur));
        terminal_cell_z(table, STYLE_DIM, months > 1 ? view_money(c, a_month(total, months), cur) : "");
        for (int i = 0; i < 3; i++)
            terminal_cell_z(table, STYLE_PLAIN, "");
    }
    terminal_table_write(table, v->out);
    return OK;
}

static enum err months(struct ctx *c, struct view *v, currency cur)
{
    struct report_filter filter = v->filter;
    struct report_spending *rows;
    size_t count;
    int64_t greatest = 0;
    filter.currency = cur;
    TRY(report_spending(c, &v->book, &filter, REPORT_BY_MONTH, &rows, &count));
    for (size_t i = 0; i < count; i++)
        greatest = rows[i].amount > greatest ? rows[i].amount : greatest;
    struct terminal_table *table = terminal_table_new(c->arena, &v->terminal);
    terminal_column(table, "Month", ALIGN_LEFT, false);
    terminal_column(table, "Spent", ALIGN_RIGHT, false);
    terminal_column(table, "", ALIGN_LEFT, false);
    for (size_t i = 0; i < count; i++) {
        view_month_cell(table, rows[i].month);
        view_money_cell(c, table, rows[i].amount, cur);
        terminal_cell(table, STYLE_YELLOW,
                      terminal_bar(c->arena, &v->terminal, rows[i].amount, greatest, 2 * VIEW_BAR_COLUMNS));
    }
    terminal_table_write(table, v->out);
    return OK;
}

enum err view_top_categories(struct ctx *c, struct view *v, currency cur, size_t most)
{
    struct report_spending *cells;
    size_t count;
    int32_t from, to;
    struct report_filter filter = v->filter;
    filter.currency = cur;
    TRY(report_spending(c, &v->book, &filter, REPORT_BY_BOTH, &cells, &count));
    return span(cells, count, &from, &to) ? categories(c, v, cur, most, from, to) : OK;
}

static enum err text(struct ctx *c, struct view *v)
{
    struct report_spending *cells;
    size_t count;
    int32_t from, to;
    currency cur = CURRENCY_NONE;
    TRY(report_spending(c, &v->book, &v->filter, REPORT_BY_BOTH, &cells, &count));
    if (!span(cells, count, &from, &to)) {
        view_nothing(v, "Nothing was spent.");
        return OK;
    }
    while (VIEW_NEXT_CURRENCY(cells, count, &cur)) {
        view_heading(c, v, "Spending", cur, from, to);
        if (v->by != REPORT_BY_MONTH)
            TRY(categories(c, v, cur, SIZE_MAX, from, to));
        if (v->by == REPORT_BY_BOTH && from != to)
            buf_char(v->out, '\n');
        if (v->by == REPORT_BY_MONTH || (v->by == REPORT_BY_BOTH && from != to))
            TRY(months(c, v, cur));
    }
    return OK;
}

const struct report_kind report_kind_spending = {"spending", text, json, csv};

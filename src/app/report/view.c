#include "app/report/view.h"

const char *view_money(struct ctx *c, int64_t minor, currency cur)
{
    char text[40];
    return arena_printf(c->arena, "%s", app_money(minor, cur, text));
}

void view_json_money(struct json *j, const char *key, int64_t minor, currency cur)
{
    char text[MONEY_TEXT_MAX];
    json_key_z(j, key, money_format(minor, cur, text));
}

void view_csv_money(struct csv *csv, int64_t minor, currency cur)
{
    char text[MONEY_TEXT_MAX];
    csv_z(csv, money_format(minor, cur, text));
}

void view_json_month(struct json *j, int32_t month)
{
    char text[DATE_TEXT_MAX];
    json_key_z(j, "month", month_format(month, text));
}

void view_csv_month(struct csv *csv, int32_t month)
{
    char text[DATE_TEXT_MAX];
    csv_z(csv, month_format(month, text));
}

void view_money_cell(struct ctx *c, struct terminal_table *table, int64_t minor, currency cur)
{
    terminal_cell_z(table, minor < 0 ? STYLE_RED : STYLE_PLAIN, view_money(c, minor, cur));
}

void view_month_cell(struct terminal_table *table, int32_t month)
{
    char text[DATE_TEXT_MAX];
    terminal_cell_z(table, STYLE_PLAIN, month_format(month, text));
}

void view_heading(struct ctx *c, struct view *v, const char *what, currency cur, int32_t from, int32_t to)
{
    char first[DATE_TEXT_MAX], last[DATE_TEXT_MAX];
    const char *in = cur == CURRENCY_NONE ? "" : " in ";
    if (v->out->len > 0)
        buf_char(v->out, '\n');
    if (from == to)
        terminal_heading(
            v->out, &v->terminal,
            arena_printf(c->arena, "%s%s%s, %s", what, in, currency_code(cur), month_format(from, first)));
    else
        terminal_heading(v->out, &v->terminal,
                         arena_printf(c->arena, "%s%s%s, %s to %s", what, in, currency_code(cur),
                                      month_format(from, first), month_format(to, last)));
}

void view_nothing(struct view *v, const char *what)
{
    buf_printf(v->out, "%s\n", what);
}

bool view_next_currency(const void *rows, size_t count, size_t row_size, size_t currency_offset,
                        currency *cur)
{
    const char *least = NULL;
    for (size_t i = 0; i < count; i++) {
        currency here;
        memcpy(&here, (const char *)rows + i * row_size + currency_offset, sizeof here);
        const char *code = currency_code(here);
        bool later = *cur == CURRENCY_NONE || strcmp(code, currency_code(*cur)) > 0;
        if (later && here != CURRENCY_NONE && (least == NULL || strcmp(code, least) < 0))
            least = code;
    }
    return least != NULL && currency_from_code(text_of(least), cur);
}

#include "app/report/view.h"

/* With --account, that one alone. */
static enum err wanted(struct ctx *c, const struct view *v, struct report_balance **out, size_t *count)
{
    struct report_balance *rows;
    size_t all;
    TRY(report_balances(c, &v->book, &v->filter, &rows, &all));
    *out = rows;
    *count = 0;
    for (size_t i = 0; i < all; i++)
        if (v->account == 0 || rows[i].account->seq == v->account)
            rows[(*count)++] = rows[i];
    return OK;
}

static enum err json(struct ctx *c, struct view *v)
{
    struct report_balance *rows;
    size_t count;
    struct json *j = &v->json;
    TRY(wanted(c, v, &rows, &count));
    json_array(j);
    for (size_t i = 0; i < count; i++) {
        const struct account_row *account = rows[i].account;
        json_object(j);
        json_key_text(j, "account", account->name);
        view_json_money(j, "balance", rows[i].balance, account->currency);
        json_key_z(j, "currency", currency_code(account->currency));
        json_key_z(j, "kind", account_kind_name(account->kind));
        view_json_money(j, "pending", rows[i].pending, account->currency);
        json_object_end(j);
    }
    json_array_end(j);
    return OK;
}

static enum err csv(struct ctx *c, struct view *v)
{
    struct report_balance *rows;
    size_t count;
    TRY(wanted(c, v, &rows, &count));
    csv_header(&v->csv, (const char *const[]){"account", "kind", "balance", "pending", "currency", NULL});
    for (size_t i = 0; i < count; i++) {
        const struct account_row *account = rows[i].account;
        csv_text(&v->csv, account->name);
        csv_z(&v->csv, account_kind_name(account->kind));
        view_csv_money(&v->csv, rows[i].balance, account->currency);
        view_csv_money(&v->csv, rows[i].pending, account->currency);
        csv_z(&v->csv, currency_code(account->currency));
        csv_end(&v->csv);
    }
    return OK;
}

/* One line per currency under the accounts. */
static enum err totals(struct ctx *c, struct terminal_table *table, const struct report_balance *rows,
                       size_t count)
{
    for (size_t i = 0; i < count; i++) {
        currency cur = rows[i].account->currency;
        int64_t sum = 0;
        bool first = true;
        for (size_t k = 0; k < count; k++) {
            first &= k >= i || rows[k].account->currency != cur;
            if (rows[k].account->currency == cur && __builtin_add_overflow(sum, rows[k].balance, &sum))
                return fail(c, ERR_LIMIT, "a sum of the report does not fit in 64 bits");
        }
        if (!first)
            continue;
        terminal_cell_z(table, STYLE_BOLD, "Total");
        terminal_cell_z(table, sum < 0 ? STYLE_RED : STYLE_BOLD, view_money(c, sum, cur));
        terminal_cell_z(table, STYLE_BOLD, currency_code(cur));
        terminal_cell_z(table, STYLE_PLAIN, "");
    }
    return OK;
}

enum err view_balances_table(struct ctx *c, struct view *v)
{
    struct report_balance *rows;
    size_t count;
    TRY(wanted(c, v, &rows, &count));
    if (count == 0) {
        view_nothing(
            v, "There is no account yet: `florin import FILE` or `florin accounts add NAME` makes one.");
        return OK;
    }
    struct terminal_table *table = terminal_table_new(c->arena, &v->terminal);
    terminal_column(table, "Account", ALIGN_LEFT, true);
    terminal_column(table, "Balance", ALIGN_RIGHT, false);
    terminal_column(table, "", ALIGN_LEFT, false);
    terminal_column(table, "", ALIGN_LEFT, false);
    for (size_t i = 0; i < count; i++) {
        currency cur = rows[i].account->currency;
        terminal_cell(table, STYLE_PLAIN, rows[i].account->name);
        view_money_cell(c, table, rows[i].balance, cur);
        terminal_cell_z(table, STYLE_PLAIN, currency_code(cur));
        terminal_cell_z(table, STYLE_DIM,
                        rows[i].pending == 0
                            ? ""
                            : arena_printf(c->arena, "%s held", view_money(c, rows[i].pending, cur)));
    }
    terminal_rule(table);
    TRY(totals(c, table, rows, count));
    terminal_table_write(table, v->out);
    return OK;
}

static enum err text(struct ctx *c, struct view *v)
{
    return view_balances_table(c, v);
}

const struct report_kind report_kind_balances = {"balances", text, json, csv};

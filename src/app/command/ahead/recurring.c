/* florin recurring: payments that come again. */
#include "app/app.h"
#include "app/terminal.h"
#include "finance/forecast/forecast.h"
#include "store/entity/household.h"

static const struct command_option options[] = {
    {"account", 'a', "NAME", "only this account"},
    {"all", 0, NULL, "those as well that hardly seem to go on"},
    {"today", 0, "DATE", "as if it were this day"},
    {0},
};

static void json_row(struct json *j, const struct forecast_recurring *row)
{
    const struct recurring *g = &row->group;
    char schedule[SCHEDULE_TEXT_MAX], money[MONEY_TEXT_MAX];
    currency cur = row->account->currency;
    json_object(j);
    json_key_text(j, "account", row->account->name);
    json_key_text(j, "payee", row->payee);
    json_key_z(j, "schedule", schedule_format(&g->schedule, schedule));
    json_key_z(j, "currency", currency_code(cur));
    json_key_z(j, "amount", money_format(g->next_amount, cur, money));
    json_key_z(j, "amount_low", money_format(g->next_amount_low, cur, money));
    json_key_z(j, "amount_high", money_format(g->next_amount_high, cur, money));
    json_key_z(j, "amounts", recurring_amount_name(g->model));
    json_key(j, "next"), json_date(j, g->next);
    json_key(j, "next_early"), json_date(j, g->next_early);
    json_key(j, "next_late"), json_date(j, g->next_late);
    json_key_z(j, "state", recurring_state_name(row->state));
    json_key(j, "confidence"), json_double(j, g->confidence);
    json_key_int(j, "count", (int64_t)g->count);
    json_key_int(j, "missed", (int64_t)g->missed);
    json_key(j, "last"), json_date(j, row->last);
    if (g->rose) {
        json_key(j, "rose_on"), json_date(j, g->rose_on);
        json_key_z(j, "rose_from", money_format(g->rose_from, cur, money));
        json_key_z(j, "rose_to", money_format(g->rose_to, cur, money));
    }
    json_object_end(j);
}

static void print_json(struct ctx *c, const struct forecast_recurring *rows, size_t count)
{
    struct buf *out = buf_in_arena(c->arena);
    struct json j = json_into(out);
    json_object(&j);
    json_key(&j, "rows");
    json_array(&j);
    for (size_t i = 0; i < count; i++)
        json_row(&j, &rows[i]);
    json_array_end(&j);
    json_object_end(&j);
    app_print_json(out);
}

static const char *note_of(struct ctx *c, const struct forecast_recurring *row)
{
    char day[DATE_TEXT_MAX], from[40];
    if (row->state == RECURRING_ENDED)
        return arena_printf(c->arena, "ended %s", date_format(row->last, day));
    if (row->state != RECURRING_RUNNING)
        return recurring_state_name(row->state);
    return row->group.rose ? arena_printf(c->arena, "%s until %s",
                                          app_money(row->group.rose_from, row->account->currency, from),
                                          date_format(row->group.rose_on, day))
                           : "";
}

static void print_table(struct ctx *c, const struct forecast_recurring *rows, size_t count)
{
    struct terminal terminal = terminal_of(stdout);
    struct terminal_table *table = terminal_table_new(c->arena, &terminal);
    struct buf *out = buf_in_arena(c->arena);
    char text[40], day[DATE_TEXT_MAX], schedule[SCHEDULE_TEXT_MAX];
    terminal_column(table, "Next", ALIGN_LEFT, false);
    terminal_column(table, "Payee", ALIGN_LEFT, true);
    terminal_column(table, "Amount", ALIGN_RIGHT, false);
    terminal_column(table, "", ALIGN_LEFT, false);
    terminal_column(table, "Schedule", ALIGN_LEFT, true);
    terminal_column(table, "Sure", ALIGN_RIGHT, false);
    terminal_column(table, "Account", ALIGN_LEFT, true);
    terminal_column(table, "", ALIGN_LEFT, true);
    for (size_t i = 0; i < count; i++) {
        const struct forecast_recurring *row = &rows[i];
        bool ended = row->state == RECURRING_ENDED;
        int64_t amount = ended ? row->last_amount : row->group.next_amount;
        terminal_cell_z(table, STYLE_PLAIN, date_format(row->group.next, day));
        terminal_cell(table, ended ? STYLE_DIM : STYLE_PLAIN, row->payee);
        terminal_cell_z(table, amount < 0 ? STYLE_PLAIN : STYLE_GREEN,
                        app_money(amount, row->account->currency, text));
        terminal_cell_z(table, STYLE_DIM, currency_code(row->account->currency));
        terminal_cell_z(table, STYLE_PLAIN, schedule_format(&row->group.schedule, schedule));
        terminal_cell_z(table, STYLE_PLAIN,
                        ended ? "" : arena_printf(c->arena, "%.0f %%", row->group.confidence * 100));
        terminal_cell(table, STYLE_DIM, row->account->name);
        terminal_cell_z(table, STYLE_YELLOW, note_of(c, row));
    }
    terminal_table_write(table, out);
    app_print(out);
}

static size_t keep_likely(struct forecast_recurring *rows, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (rows[i].state == RECURRING_ENDED || rows[i].group.confidence >= OUTLOOK_CONFIDENCE)
            rows[kept++] = rows[i];
    return kept;
}

static enum err run(struct ctx *c, struct invocation *inv)
{
    struct store *store;
    struct store_tx *tx;
    struct account_row only = {.seq = 0};
    struct forecast_recurring *rows;
    size_t count;
    date today;
    const char *name = invocation_value(inv, "account");
    if (inv->count > 0)
        return usage_error(c, inv, "\"%s\" is not understood here", inv->words[0]);
    TRY(app_date(c, inv, "today", &today));
    TRY(app_open_read(c, inv, &store));
    TRY(store_begin_read(c, store, &tx));
    if (name != NULL)
        TRY(account_by_name(c, tx, HOUSEHOLD_FIRST, text_of(name), &only));
    TRY(forecast_recurring(c, tx, HOUSEHOLD_FIRST, only.seq, today, &rows, &count));
    if (!invocation_has(inv, "all"))
        count = keep_likely(rows, count);
    if (inv->json)
        print_json(c, rows, count);
    else if (count == 0)
        puts("No payment comes again, as far as the bookings say.");
    else
        print_table(c, rows, count);
    return OK;
}

const struct command command_recurring = {
    .name = "recurring",
    .summary = "List payments that come again: when, how much, and what is missing",
    .usage = "[--account NAME] [--all]",
    .details =
        "Found in the bookings of the last three years: rent, salary, bills, subscriptions, transfers. A "
        "payment that did not come\n"
        "twice in a row has ended, as it seems.",
    .options = options,
    .run = run,
};

/* florin forecast: what accounts will hold, and when one may run dry. */
#include "finance/forecast/forecast.h"

#include "app/app.h"
#include "app/terminal.h"
#include "store/entity/household.h"

#include <stdlib.h>

enum { WEEK = 7, DUE_SHOWN = 12 };

static const struct command_option options[] = {
    {"account", 'a', "NAME", "this account (default: all assets of one currency together)"},
    {"currency", 0, "CODE", "of all accounts together (default: the household's)"},
    {"days", 'd', "N", "how far ahead, 7 to 365 (default: 90)"},
    {"chance", 0, "SHARE", "from which chance on it counts as running dry (default: 0.2)"},
    {"today", 0, "DATE", "as if it were this day"},
    {0},
};

struct asked {
    struct forecast_question question;
    double chance;
};

static enum err read_options(struct ctx *c, const struct invocation *inv, struct store_tx *tx,
                             struct asked *out)
{
    const char *name = invocation_value(inv, "account"), *chance = invocation_value(inv, "chance");
    struct account_row account = {.seq = 0};
    struct household household;
    int64_t days;
    char *end = NULL;
    *out = (struct asked){.chance = chance == NULL ? FORECAST_CHANCE : strtod(chance, &end)};
    if (chance != NULL && (end == chance || *end != '\0' || !(out->chance > 0 && out->chance <= 1)))
        return usage_error(c, inv, "--chance: \"%s\" is no chance between 0 and 1", chance);
    TRY(invocation_int(c, inv, "days", FORECAST_DAYS_MIN, FORECAST_DAYS_MAX, FORECAST_DAYS, &days));
    TRY(app_date(c, inv, "today", &out->question.today));
    TRY(app_currency(c, inv, "currency", &out->question.currency));
    if (name != NULL)
        TRY(account_by_name(c, tx, HOUSEHOLD_FIRST, text_of(name), &account));
    TRY(household_get(c, tx, HOUSEHOLD_FIRST, &household));
    if (out->question.currency == CURRENCY_NONE)
        out->question.currency = household.currency;
    TRY(forecast_today(c, tx, HOUSEHOLD_FIRST, out->question.today, &out->question.today));
    out->question.account = account.seq;
    out->question.days = (size_t)days;
    return OK;
}

/* -- JSON */

static void key_money(struct json *j, const char *key, int64_t minor, currency cur)
{
    char money[MONEY_TEXT_MAX];
    json_key_z(j, key, money_format(minor, cur, money));
}

static void key_double(struct json *j, const char *key, double value)
{
    json_key(j, key);
    json_double(j, value);
}

static void json_chance(struct json *j, const char *key, const struct outlook_day *day)
{
    json_key(j, key);
    if (day == NULL) {
        json_null(j);
        return;
    }
    json_object(j);
    json_key(j, "date"), json_date(j, day->day);
    key_double(j, "chance", day->below_by_then);
    key_double(j, "standard_error", day->standard_error);
    json_object_end(j);
}

static void json_due(struct json *j, const struct forecast_due *due, currency cur)
{
    json_object(j);
    json_key(j, "date"), json_date(j, due->day);
    json_key_text(j, "payee", due->payee);
    json_key_text(j, "account", due->account->name);
    key_money(j, "amount", due->amount, cur);
    key_money(j, "low", due->low, cur);
    key_money(j, "high", due->high, cur);
    key_double(j, "chance", due->chance);
    json_key_bool(j, "announced", due->announced);
    json_object_end(j);
}

static void json_day(struct json *j, const struct outlook_day *day, const struct forecast_cash *cash)
{
    json_object(j);
    json_key(j, "date"), json_date(j, day->day);
    key_money(j, "low", day->low, cash->currency);
    key_money(j, "median", day->median, cash->currency);
    key_money(j, "high", day->high, cash->currency);
    key_double(j, "dry_by_then", cash->can_dry ? day->below_by_then : 0);
    json_object_end(j);
}

static void print_json(struct ctx *c, const struct asked *asked, const struct forecast_cash *cash)
{
    const struct outlook *o = &cash->outlook;
    struct buf *out = buf_in_arena(c->arena);
    struct json j = json_into(out);
    json_object(&j);
    json_key(&j, "account");
    if (cash->account == NULL)
        json_null(&j);
    else
        json_text(&j, cash->account->name);
    json_key_z(&j, "currency", currency_code(cash->currency));
    json_key(&j, "as_of"), json_date(&j, cash->as_of);
    key_money(&j, "balance", cash->balance, cash->currency);
    key_money(&j, "lowest", cash->lowest, cash->currency);
    json_key_bool(&j, "can_dry", cash->can_dry);
    json_chance(&j, "dry", forecast_dry(cash, asked->chance));
    json_chance(&j, "by_the_end", cash->can_dry ? &o->days[o->day_count - 1] : NULL);
    json_key_int(&j, "rest_days", (int64_t)o->rest_days);
    key_money(&j, "rest_week", o->rest_week, cash->currency);
    json_key(&j, "due");
    json_array(&j);
    for (size_t i = 0; i < cash->due_count; i++)
        json_due(&j, &cash->due[i], cash->currency);
    json_array_end(&j);
    json_key(&j, "days");
    json_array(&j);
    for (size_t i = 0; i < o->day_count; i++)
        json_day(&j, &o->days[i], cash);
    json_array_end(&j);
    json_object_end(&j);
    app_print_json(out);
}

/* -- For people */

static void say_dry(struct ctx *c, struct buf *out, const struct asked *asked,
                    const struct forecast_cash *cash)
{
    const struct outlook_day *dry = forecast_dry(cash, asked->chance),
                             *last = &cash->outlook.days[cash->outlook.day_count - 1];
    char day[DATE_TEXT_MAX], end[DATE_TEXT_MAX], money[40];
    buf_printf(out, "%s hold%s %s %s on %s.\n",
               cash->account == NULL ? "All accounts together"
                                     : terminal_field(c->arena, cash->account->name, 0),
               cash->account == NULL ? "" : "s", app_money(cash->balance, cash->currency, money),
               currency_code(cash->currency), date_format(cash->as_of, day));
    if (dry != NULL)
        buf_printf(out, "May run dry by %s: %.0f %% (+-%.1f); %.0f %% by %s.\n", date_format(dry->day, day),
                   dry->below_by_then * 100, dry->standard_error * 200, last->below_by_then * 100,
                   date_format(last->day, end));
    else if (cash->can_dry)
        buf_printf(out, "Unlikely to run dry by %s: %.1f %% (+-%.1f).\n", date_format(last->day, day),
                   last->below_by_then * 100, last->standard_error * 200);
    if (cash->outlook.rest_days == 0)
        buf_z(out, "The history is too short for everyday spending: it is left out.\n");
    else
        buf_printf(out, "Besides what comes again, %s a week (from %zu days).\n",
                   app_money(cash->outlook.rest_week, cash->currency, money), cash->outlook.rest_days);
    buf_char(out, '\n');
}

static void due_table(struct ctx *c, const struct terminal *terminal, struct buf *out,
                      const struct forecast_cash *cash)
{
    struct terminal_table *table = terminal_table_new(c->arena, terminal);
    char day[DATE_TEXT_MAX], money[40];
    size_t count = cash->due_count < DUE_SHOWN ? cash->due_count : DUE_SHOWN;
    if (count == 0)
        return;
    terminal_column(table, "Due", ALIGN_LEFT, false);
    terminal_column(table, "Payee", ALIGN_LEFT, true);
    terminal_column(table, "Amount", ALIGN_RIGHT, false);
    terminal_column(table, "Chance", ALIGN_RIGHT, false);
    for (size_t i = 0; i < count; i++) {
        const struct forecast_due *due = &cash->due[i];
        terminal_cell_z(table, STYLE_PLAIN, date_format(due->day, day));
        terminal_cell(table, STYLE_PLAIN, due->payee);
        terminal_cell_z(table, due->amount < 0 ? STYLE_PLAIN : STYLE_GREEN,
                        app_money(due->amount, cash->currency, money));
        terminal_cell_z(table, STYLE_DIM, arena_printf(c->arena, "%.0f %%", due->chance * 100));
    }
    terminal_table_write(table, out);
    if (count < cash->due_count)
        buf_printf(out, "… and %zu more (--json has all).\n", cash->due_count - count);
    buf_char(out, '\n');
}

static void day_table(struct ctx *c, const struct terminal *terminal, struct buf *out,
                      const struct forecast_cash *cash)
{
    struct terminal_table *table = terminal_table_new(c->arena, terminal);
    const struct outlook *o = &cash->outlook;
    char day[DATE_TEXT_MAX], money[40];
    terminal_column(table, "Evening of", ALIGN_LEFT, false);
    terminal_column(table, "Low (5 %)", ALIGN_RIGHT, false);
    terminal_column(table, "Middle", ALIGN_RIGHT, false);
    terminal_column(table, "High (95 %)", ALIGN_RIGHT, false);
    terminal_column(table, cash->can_dry ? "Dry by then" : "", ALIGN_RIGHT, false);
    for (size_t i = 0; i < o->day_count; i++) {
        const struct outlook_day *at = &o->days[i];
        const int64_t amounts[] = {at->low, at->median, at->high};
        if (i % WEEK != WEEK - 1 && i + 1 != o->day_count)
            continue;
        terminal_cell_z(table, STYLE_PLAIN, date_format(at->day, day));
        for (int k = 0; k < 3; k++)
            terminal_cell_z(table, amounts[k] < cash->lowest && cash->can_dry ? STYLE_RED : STYLE_PLAIN,
                            app_money(amounts[k], cash->currency, money));
        terminal_cell_z(table, STYLE_PLAIN,
                        cash->can_dry ? arena_printf(c->arena, "%.0f %%", at->below_by_then * 100) : "");
    }
    terminal_table_write(table, out);
}

static void print_people(struct ctx *c, const struct asked *asked, const struct forecast_cash *cash)
{
    struct terminal terminal = terminal_of(stdout);
    struct buf *out = buf_in_arena(c->arena);
    say_dry(c, out, asked, cash);
    due_table(c, &terminal, out, cash);
    day_table(c, &terminal, out, cash);
    app_print(out);
}

static enum err run(struct ctx *c, struct invocation *inv)
{
    struct store *store;
    struct store_tx *tx;
    struct asked asked;
    struct forecast_cash cash;
    if (inv->count > 0)
        return usage_error(c, inv, "\"%s\" is not understood here", inv->words[0]);
    TRY(app_open_read(c, inv, &store));
    TRY(store_begin_read(c, store, &tx));
    TRY(read_options(c, inv, tx, &asked));
    TRY(forecast_cash(c, tx, HOUSEHOLD_FIRST, &asked.question, &cash));
    if (inv->json)
        print_json(c, &asked, &cash);
    else
        print_people(c, &asked, &cash);
    return OK;
}

const struct command command_forecast = {
    .name = "forecast",
    .summary = "What accounts will hold, and when one may run dry",
    .usage = "[--account NAME] [--days N]",
    .details =
        "Payments that come again go on by their schedules (`florin recurring` lists them); everything "
        "else comes and goes as it did\n"
        "in the past year. The chance of having run dry comes from 4,096 drawn futures; an account with "
        "a lowest balance\n"
        "(`florin accounts limit`) has run dry below that.",
    .options = options,
    .run = run,
};

/* What lies ahead: payments that come again, and what accounts will hold. Statistics: amounts here are estimates, in whole minor units. */
#include "finance/forecast/forecast.h"

#include "api/api.h"
#include "api/shapes/own_account.h"
#include "base/limits.h"
#include "store/entity/household.h"

#define ACCOUNT_FIELD(about)                                                                                 \
    {                                                                                                        \
        "account", API_REF, 0, about                                                                         \
    }
#define TODAY_FIELD                                                                                          \
    {                                                                                                        \
        "today", API_DATE, 0,                                                                                \
            "the day it is where you are; not given: that of the household, by its first owner's time zone"  \
    }

static void key_double(struct json *j, const char *key, double value)
{
    json_key(j, key);
    json_double(j, value);
}

/* -- Payments that come again */

static const char *const amounts_words[] = {"fixed", "stepped", "drifting", "seasonal", "varying", NULL};
static const char *const state_words[] = {"running", "late", "missed", "ended", NULL};
static const char *const every_words[] = {"weeks", "month_day", "month_weekday", NULL};

static const struct api_field rise_fields[] = {
    {"from", API_AMOUNT, API_REQUIRED, "before"},
    {"to", API_AMOUNT, API_REQUIRED, "since"},
    {"date", API_DATE, API_REQUIRED, "of the first payment that cost more"},
    {0},
};
static const struct api_shape rise_shape = {"PriceRise", rise_fields};

static const struct api_field recurring_fields[] = {
    {"account", API_OBJECT, API_REQUIRED, "that it is paid from or to", .shape = &shape_account_ref},
    {"payee", API_TEXT, API_REQUIRED | API_NULLABLE,
     "or the own account at the other side; null when nobody knows"},
    {"currency", API_CURRENCY, API_REQUIRED, "of the amounts"},
    {"amount", API_AMOUNT, API_REQUIRED, "what to expect next; negative: it goes out"},
    {"amount_low", API_AMOUNT, API_REQUIRED, "90 % of what is to be expected lies between this …"},
    {"amount_high", API_AMOUNT, API_REQUIRED, "… and this"},
    {"amounts", API_WORD, API_REQUIRED, "how it behaves", .words = amounts_words},
    {"schedule", API_TEXT, API_REQUIRED, "in words: every month on the 3rd"},
    {"every", API_WORD, API_REQUIRED, "so many weeks, a day of the month, or a weekday of the month",
     .words = every_words},
    {"step", API_INT, API_REQUIRED, "every so many weeks or months", .most = 12},
    {"day", API_INT, API_REQUIRED, "of the month, 31: its end; 0: none", .most = 31},
    {"weekday", API_INT, API_REQUIRED, "0 is Monday", .most = 6},
    {"nth", API_INT, API_REQUIRED, "weekday of the month, 5: the last; 0: none", .most = 5},
    {"next", API_DATE, API_REQUIRED | API_NULLABLE, "null when it has ended"},
    {"next_early", API_DATE, API_REQUIRED | API_NULLABLE, "as early as it came"},
    {"next_late", API_DATE, API_REQUIRED | API_NULLABLE, "as late as it came"},
    {"state", API_WORD, API_REQUIRED, "late: due and not there; missed: one did not come; ended: two did not",
     .words = state_words},
    {"confidence", API_NUMBER, API_REQUIRED, "0 to 1, that it goes on like this"},
    {"count", API_INT, API_REQUIRED, "payments so far", .most = LIMIT_RECURRING},
    {"last", API_DATE, API_REQUIRED, "of the newest payment"},
    {"last_amount", API_AMOUNT, API_REQUIRED, "of the newest payment"},
    {"rise", API_OBJECT, API_REQUIRED | API_NULLABLE, "the last change of its price, when that was upwards",
     .shape = &rise_shape},
    {0},
};
static const struct api_shape recurring_shape = {"RecurringPayment", recurring_fields};

static void write_schedule(struct json *j, const struct schedule *s)
{
    char words[SCHEDULE_TEXT_MAX];
    json_key_z(j, "schedule", schedule_format(s, words));
    json_key_z(j, "every", every_words[s->kind]);
    json_key_int(j, "step", s->step);
    json_key_int(j, "day", s->kind == SCHEDULE_MONTH_DAY ? s->day : 0);
    json_key_int(j, "weekday", s->kind == SCHEDULE_WEEKS ? date_weekday(s->first) : s->weekday);
    json_key_int(j, "nth", s->kind == SCHEDULE_MONTH_WEEKDAY ? s->nth : 0);
}

static void write_recurring(struct json *j, const struct forecast_recurring *row)
{
    const struct recurring *g = &row->group;
    currency cur = row->account->currency;
    json_object(j);
    own_account_key(j, "account", row->account);
    api_key_text_or_null(j, "payee", row->payee);
    json_key_z(j, "currency", currency_code(cur));
    api_key_amount(j, "amount", g->next_amount, cur);
    api_key_amount(j, "amount_low", g->next_amount_low, cur);
    api_key_amount(j, "amount_high", g->next_amount_high, cur);
    json_key_z(j, "amounts", recurring_amount_name(g->model));
    write_schedule(j, &g->schedule);
    api_key_date(j, "next", g->next);
    api_key_date(j, "next_early", g->next_early);
    api_key_date(j, "next_late", g->next_late);
    json_key_z(j, "state", recurring_state_name(row->state));
    key_double(j, "confidence", g->confidence);
    json_key_int(j, "count", (int64_t)g->count);
    api_key_date(j, "last", row->last);
    api_key_amount(j, "last_amount", row->last_amount, cur);
    json_key(j, "rise");
    if (!g->rose) {
        json_null(j);
    } else {
        json_object(j);
        api_key_amount(j, "from", g->rose_from, cur);
        api_key_amount(j, "to", g->rose_to, cur);
        api_key_date(j, "date", g->rose_on);
        json_object_end(j);
    }
    json_object_end(j);
}

static const struct api_field recurring_query[] = {
    ACCOUNT_FIELD("of this own account, by id or name; not given: of all that are open"),
    TODAY_FIELD,
    {0},
};

/* The account of the query; seq 0: none was given. */
static enum err find_account(struct api_call *call, struct store_tx *tx, struct account_row *out)
{
    struct text ref = api_query(call, "account");
    *out = (struct account_row){.seq = 0};
    return ref.len == 0 ? OK : own_account_find(call->c, tx, call->household, ref, "account", out);
}

static enum err list_recurring(struct api_call *call)
{
    struct store_tx *tx;
    struct account_row only;
    struct forecast_recurring *rows;
    size_t count;
    TRY(store_begin_read(call->c, call->store, &tx));
    TRY(find_account(call, tx, &only));
    TRY(forecast_recurring(call->c, tx, call->household, only.seq, api_query_date(call, "today"), &rows,
                           &count));
    TRY(store_commit(call->c, tx));
    api_items(call);
    for (size_t i = 0; i < count && i < LIMIT_PAGE; i++)
        write_recurring(&call->reply, &rows[i]);
    api_items_end(call, (struct text){NULL, 0});
    return OK;
}

/* -- What accounts will hold */

static const struct api_field chance_fields[] = {
    {"date", API_DATE, API_REQUIRED, "on or before"},
    {"chance", API_NUMBER, API_REQUIRED, "0 to 1"},
    {"standard_error", API_NUMBER, API_REQUIRED, "of the chance, which was drawn"},
    {0},
};
static const struct api_shape chance_shape = {"RunDry", chance_fields};

static const struct api_field due_fields[] = {
    {"date", API_DATE, API_REQUIRED, "when"},
    {"payee", API_TEXT, API_REQUIRED | API_NULLABLE,
     "or the own account at the other side; null when nobody knows"},
    {"account", API_OBJECT, API_REQUIRED, "that it is paid from or to", .shape = &shape_account_ref},
    {"amount", API_AMOUNT, API_REQUIRED, "to be expected; negative: it goes out"},
    {"low", API_AMOUNT, API_REQUIRED, "90 % lie between this …"},
    {"high", API_AMOUNT, API_REQUIRED, "… and this"},
    {"chance", API_NUMBER, API_REQUIRED, "0 to 1, that it comes"},
    {"announced", API_BOOL, API_REQUIRED, "it is booked or held already"},
    {0},
};
static const struct api_shape due_shape = {"ExpectedPayment", due_fields};

static const struct api_field day_fields[] = {
    {"date", API_DATE, API_REQUIRED, "the evening of"},
    {"low", API_AMOUNT, API_REQUIRED, "of 100 futures, 5 hold less"},
    {"median", API_AMOUNT, API_REQUIRED, "half of them hold less"},
    {"high", API_AMOUNT, API_REQUIRED, "5 hold more"},
    {"dry_by_then", API_NUMBER, API_REQUIRED, "0 to 1: the chance to have run dry on this day or before"},
    {0},
};
static const struct api_shape day_shape = {"ForecastDay", day_fields};

static const struct api_field cash_fields[] = {
    {"account", API_OBJECT, API_REQUIRED | API_NULLABLE, "null: all assets of the currency together",
     .shape = &shape_account_ref},
    {"currency", API_CURRENCY, API_REQUIRED | API_NULLABLE, "of the amounts; null until the first account"},
    {"as_of", API_DATE, API_REQUIRED, "the last day that is known; the forecast begins behind it"},
    {"balance", API_AMOUNT, API_REQUIRED, "booked, on its evening"},
    {"lowest", API_AMOUNT, API_REQUIRED, "below this it has run dry"},
    {"dry", API_OBJECT, API_REQUIRED | API_NULLABLE, "the first day by which that is likely; null: none",
     .shape = &chance_shape},
    {"by_the_end", API_OBJECT, API_REQUIRED | API_NULLABLE,
     "the chance by the last day; null: it cannot run dry", .shape = &chance_shape},
    {"rest_days", API_INT, API_REQUIRED, "of history that everything else is drawn from; 0: too few",
     .most = OUTLOOK_PAST_DAYS},
    {"rest_week", API_AMOUNT, API_REQUIRED, "what of it comes and goes in a week"},
    {"due", API_LIST, API_REQUIRED, "payments that are expected, by day", .item = API_OBJECT,
     .shape = &due_shape},
    {"days", API_LIST, API_REQUIRED, "one after the other", .item = API_OBJECT, .shape = &day_shape},
    {0},
};
static const struct api_shape cash_shape = {"CashFlowForecast", cash_fields};

static const struct api_field cash_query[] = {
    ACCOUNT_FIELD("this own account, by id or name; not given: all assets of the currency together"),
    {"currency", API_CURRENCY, 0, "of all assets together; not given: the household's"},
    {"days", API_INT, 0, "how far ahead; not given: 90", .least = FORECAST_DAYS_MIN,
     .most = FORECAST_DAYS_MAX},
    {"chance", API_INT, 0, "in per cent, from which an account is said to run dry; not given: 20", .least = 1,
     .most = 100},
    TODAY_FIELD,
    {0},
};

static void write_chance(struct json *j, const char *key, const struct outlook_day *day)
{
    json_key(j, key);
    if (day == NULL) {
        json_null(j);
        return;
    }
    json_object(j);
    api_key_date(j, "date", day->day);
    key_double(j, "chance", day->below_by_then);
    key_double(j, "standard_error", day->standard_error);
    json_object_end(j);
}

static void write_due(struct json *j, const struct forecast_due *due, currency cur)
{
    json_object(j);
    api_key_date(j, "date", due->day);
    api_key_text_or_null(j, "payee", due->payee);
    own_account_key(j, "account", due->account);
    api_key_amount(j, "amount", due->amount, cur);
    api_key_amount(j, "low", due->low, cur);
    api_key_amount(j, "high", due->high, cur);
    key_double(j, "chance", due->chance);
    json_key_bool(j, "announced", due->announced);
    json_object_end(j);
}

static void write_day(struct json *j, const struct outlook_day *day, const struct forecast_cash *cash)
{
    json_object(j);
    api_key_date(j, "date", day->day);
    api_key_amount(j, "low", day->low, cash->currency);
    api_key_amount(j, "median", day->median, cash->currency);
    api_key_amount(j, "high", day->high, cash->currency);
    key_double(j, "dry_by_then", cash->can_dry ? day->below_by_then : 0);
    json_object_end(j);
}

static void write_cash(struct json *j, const struct forecast_cash *cash, double chance)
{
    const struct outlook *o = &cash->outlook;
    currency cur = cash->currency;
    json_object(j);
    own_account_key(j, "account", cash->account);
    json_key_z(j, "currency", cur == CURRENCY_NONE ? NULL : currency_code(cur));
    api_key_date(j, "as_of", cash->as_of);
    api_key_amount(j, "balance", cash->balance, cur);
    api_key_amount(j, "lowest", cash->lowest, cur);
    write_chance(j, "dry", forecast_dry(cash, chance));
    write_chance(j, "by_the_end", cash->can_dry ? &o->days[o->day_count - 1] : NULL);
    json_key_int(j, "rest_days", (int64_t)o->rest_days);
    api_key_amount(j, "rest_week", o->rest_week, cur);
    json_key(j, "due");
    json_array(j);
    for (size_t i = 0; i < cash->due_count; i++)
        write_due(j, &cash->due[i], cur);
    json_array_end(j);
    json_key(j, "days");
    json_array(j);
    for (size_t i = 0; i < o->day_count; i++)
        write_day(j, &o->days[i], cash);
    json_array_end(j);
    json_object_end(j);
}

static enum err cash_flow(struct api_call *call)
{
    struct store_tx *tx;
    struct account_row account;
    struct household household;
    struct forecast_cash cash;
    struct text code = api_query(call, "currency");
    struct forecast_question question = {.today = api_query_date(call, "today"),
                                         .days = (size_t)api_query_int(call, "days", FORECAST_DAYS)};
    double chance = (double)api_query_int(call, "chance", (int64_t)(FORECAST_CHANCE * 100)) / 100;
    TRY(store_begin_read(call->c, call->store, &tx));
    TRY(find_account(call, tx, &account));
    TRY(household_get(call->c, tx, call->household, &household));
    question.account = account.seq;
    question.currency = household.currency;
    if (code.len > 0 && !currency_from_code(code, &question.currency))
        question.currency = CURRENCY_NONE; /* the table lets no other pass */
    TRY(forecast_cash(call->c, tx, call->household, &question, &cash));
    TRY(store_commit(call->c, tx));
    write_cash(&call->reply, &cash, chance);
    return OK;
}

static const struct api_route routes[] = {
    {.method = "GET",
     .path = "/api/v1/recurring",
     .id = "listRecurring",
     .title = "Payments that come again",
     .about = "Found in the bookings of the last three years. What goes on comes first, by its next day.",
     .need = API_READ,
     .lane = API_SLOW,
     .flags = API_LISTED | API_KEPT | API_DAILY,
     .query = recurring_query,
     .reply = &recurring_shape,
     .handle = list_recurring},
    {.method = "GET",
     .path = "/api/v1/forecast/cash-flow",
     .id = "forecastCashFlow",
     .title = "What accounts will hold, day by day, and when one may run dry",
     .about = "Payments that come again go on by their schedules; everything else comes and goes as it did "
              "in the past year.",
     .need = API_READ,
     .lane = API_SLOW,
     .flags = API_KEPT | API_DAILY,
     .query = cash_query,
     .reply = &cash_shape,
     .handle = cash_flow},
    {0},
};

const struct api_resource api_resource_forecast = {
    .name = "Forecast",
    .about = "What lies ahead, as far as the bookings say. Amounts are estimates.",
    .routes = routes,
};

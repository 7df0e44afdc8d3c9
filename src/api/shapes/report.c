#include "api/shapes/report.h"

#include "base/limits.h"

static void key_currency(struct json *j, currency cur)
{
    json_key_z(j, "currency", currency_code(cur));
}

static const struct api_field spending_fields[] = {
    {"month", API_MONTH, API_REQUIRED | API_NULLABLE, "null when summed over months"},
    {"category", API_TEXT, API_REQUIRED | API_NULLABLE, "null when summed over categories"},
    {"currency", API_CURRENCY, API_REQUIRED, "of the amounts: they are never added across currencies"},
    {"amount", API_AMOUNT, API_REQUIRED, "spent less what came back"},
    {"pending", API_AMOUNT, API_REQUIRED, "held on top"},
    {0},
};
const struct api_shape shape_spending = {"Spending", spending_fields};

void spending_write(struct json *j, const struct report_spending *row)
{
    json_object(j);
    if (row->month == REPORT_OPEN)
        json_key_z(j, "month", NULL);
    else
        api_key_month(j, "month", row->month);
    api_key_text_or_null(j, "category", row->category);
    key_currency(j, row->currency);
    api_key_amount(j, "amount", row->amount, row->currency);
    api_key_amount(j, "pending", row->pending, row->currency);
    json_object_end(j);
}

static const struct api_field cashflow_fields[] = {
    {"month", API_MONTH, API_REQUIRED, "which"},
    {"currency", API_CURRENCY, API_REQUIRED, "of the amounts"},
    {"income", API_AMOUNT, API_REQUIRED, "transfers between own accounts are none"},
    {"spending", API_AMOUNT, API_REQUIRED, "likewise"},
    {"net", API_AMOUNT, API_REQUIRED, "income less spending"},
    {0},
};
const struct api_shape shape_cashflow = {"Cashflow", cashflow_fields};

void cashflow_write(struct json *j, const struct report_cashflow *row)
{
    json_object(j);
    api_key_month(j, "month", row->month);
    key_currency(j, row->currency);
    api_key_amount(j, "income", row->income, row->currency);
    api_key_amount(j, "spending", row->spending, row->currency);
    api_key_amount(j, "net", row->net, row->currency);
    json_object_end(j);
}

static const char *const kind_words[] = {"asset", "liability", NULL};
static const struct api_field balance_fields[] = {
    {"account", API_TEXT, API_REQUIRED, "its name"},
    {"id", API_ID, API_REQUIRED, "the account's"},
    {"kind", API_WORD, API_REQUIRED, "what is owned, or owed", .words = kind_words},
    {"currency", API_CURRENCY, API_REQUIRED, "of the amounts"},
    {"balance", API_AMOUNT, API_REQUIRED, "booked"},
    {"pending", API_AMOUNT, API_REQUIRED, "held on top"},
    {0},
};
const struct api_shape shape_balance = {"Balance", balance_fields};

void balance_write(struct json *j, const struct report_balance *row)
{
    json_object(j);
    json_key_text(j, "account", row->account->name);
    api_key_id(j, "id", row->account->id);
    json_key_z(j, "kind", account_kind_name(row->account->kind));
    key_currency(j, row->account->currency);
    api_key_amount(j, "balance", row->balance, row->account->currency);
    api_key_amount(j, "pending", row->pending, row->account->currency);
    json_object_end(j);
}

static const struct api_field networth_fields[] = {
    {"month", API_MONTH, API_REQUIRED, "at its end"},
    {"currency", API_CURRENCY, API_REQUIRED, "of the amounts"},
    {"assets", API_AMOUNT, API_REQUIRED, "what is owned"},
    {"liabilities", API_AMOUNT, API_REQUIRED, "negative when something is owed"},
    {"net", API_AMOUNT, API_REQUIRED, "both together"},
    {0},
};
const struct api_shape shape_networth = {"NetWorth", networth_fields};

void networth_write(struct json *j, const struct report_networth *row)
{
    json_object(j);
    api_key_month(j, "month", row->month);
    key_currency(j, row->currency);
    api_key_amount(j, "assets", row->assets, row->currency);
    api_key_amount(j, "liabilities", row->liabilities, row->currency);
    api_key_amount(j, "net", row->net, row->currency);
    json_object_end(j);
}

static const struct api_field budget_fields[] = {
    {"category", API_TEXT, API_REQUIRED, "this and what is below it", .most = LIMIT_CATEGORY_TEXT},
    {"currency", API_CURRENCY, API_REQUIRED, "of the amounts"},
    {"amount", API_AMOUNT, API_REQUIRED, "a month"},
    {"carried", API_AMOUNT, API_REQUIRED, "from the months before; negative when they overspent"},
    {"limit", API_AMOUNT, API_REQUIRED, "amount and carried"},
    {"spent", API_AMOUNT, API_REQUIRED, "booked in the month"},
    {"left", API_AMOUNT, API_REQUIRED, "of the limit"},
    {"percent", API_INT, API_REQUIRED, "spent of the limit, rounded down"},
    {"rollover", API_BOOL, API_REQUIRED, "carries what is left, or overspent, into the next month"},
    {0},
};
const struct api_shape shape_budget = {"Budget", budget_fields};

void budget_write(struct json *j, const struct report_budget *row)
{
    const struct budget_month *s = &row->status;
    json_object(j);
    json_key_text(j, "category", row->category);
    key_currency(j, row->currency);
    api_key_amount(j, "amount", s->amount, row->currency);
    api_key_amount(j, "carried", s->carried, row->currency);
    api_key_amount(j, "limit", s->limit, row->currency);
    api_key_amount(j, "spent", s->spent, row->currency);
    api_key_amount(j, "left", s->left, row->currency);
    json_key_int(j, "percent", s->percent);
    json_key_bool(j, "rollover", s->rollover);
    json_object_end(j);
}

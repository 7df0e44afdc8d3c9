/* florin report: what the ledger says. */
#include "app/report/view.h"
#include "store/entity/household.h"

static const struct command_option options[] = {
    {"from", 0, "YYYY-MM", "from this month on"},
    {"to", 0, "YYYY-MM", "up to this month"},
    {"month", 'm', "YYYY-MM", "this month alone"},
    {"months", 'n', "N", "the last N months with data (on a terminal: 12)"},
    {"account", 'a', "NAME", "only what was booked on this account"},
    {"category", 'c', "PATH", "only this category and what is below it"},
    {"by", 0, "month|category", "sums by one of them"},
    {"depth", 0, "N", "keep so many levels of categories apart"},
    {"currency", 0, "CODE", "only this currency"},
    {"csv", 0, NULL, "print CSV"},
    {0},
};

static const struct report_kind *const kinds[] = {&report_kind_spending, &report_kind_cashflow,
                                                  &report_kind_balances, &report_kind_networth,
                                                  &report_kind_budgets};

static enum err find_kind(struct ctx *c, const struct invocation *inv, const struct report_kind **out)
{
    *out = &report_kind_overview;
    if (inv->count > 1)
        return usage_error(c, inv, "\"%s\" is not understood here", inv->words[1]);
    if (inv->count == 0)
        return OK;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (strcmp(inv->words[0], kinds[i]->name) == 0) {
            *out = kinds[i];
            return OK;
        }
    }
    return usage_error(c, inv, "there is no report \"%s\": spending, cashflow, balances, networth, budgets",
                       inv->words[0]);
}

static enum err month_option(struct ctx *c, const struct invocation *inv, const char *option, int32_t *out)
{
    const char *value = invocation_value(inv, option);
    *out = REPORT_OPEN;
    if (value != NULL && !month_parse(text_of(value), out))
        return usage_error(c, inv, "--%s takes a month such as 2026-01, not \"%s\"", option, value);
    return OK;
}

static enum err by_option(struct ctx *c, const struct invocation *inv, enum report_by *out)
{
    const char *by = invocation_value(inv, "by");
    *out = REPORT_BY_BOTH;
    if (by == NULL)
        return OK;
    if (strcmp(by, "month") != 0 && strcmp(by, "category") != 0)
        return usage_error(c, inv, "--by takes month or category, not \"%s\"", by);
    *out = by[0] == 'm' ? REPORT_BY_MONTH : REPORT_BY_CATEGORY;
    return OK;
}

/* What was asked for, as far as it does not depend on the data. */
static enum err read_filter(struct ctx *c, const struct invocation *inv, struct view *v)
{
    const char *category = invocation_value(inv, "category");
    int32_t one;
    int64_t depth;
    TRY(month_option(c, inv, "from", &v->filter.month_from));
    TRY(month_option(c, inv, "to", &v->filter.month_to));
    TRY(month_option(c, inv, "month", &one));
    TRY(invocation_int(c, inv, "depth", 1, 100, 0, &depth));
    TRY(app_currency(c, inv, "currency", &v->filter.currency));
    TRY(by_option(c, inv, &v->by));
    if (one != REPORT_OPEN)
        v->filter.month_from = v->filter.month_to = one;
    if (v->filter.month_from != REPORT_OPEN && v->filter.month_to != REPORT_OPEN &&
        v->filter.month_from > v->filter.month_to)
        return usage_error(c, inv, "--from lies after --to");
    v->filter.depth = (int)depth;
    v->filter.category = category == NULL ? TEXT("") : text_of(category);
    return OK;
}

/* The months shown: the last N with data, unless months were named or everything is wanted. */
static enum err choose_months(struct ctx *c, const struct invocation *inv, struct view *v, bool everything)
{
    int32_t oldest, newest;
    int64_t months;
    TRY(invocation_int(c, inv, "months", 1, 10000, everything ? 0 : VIEW_MONTHS_DEFAULT, &months));
    v->month = REPORT_OPEN;
    if (!report_span(&v->book, &oldest, &newest))
        return OK;
    int32_t end = v->filter.month_to != REPORT_OPEN ? v->filter.month_to : newest;
    v->month = end;
    bool named = v->filter.month_from != REPORT_OPEN || (!everything && v->filter.month_to != REPORT_OPEN);
    if (months > 0 && (!named || invocation_has(inv, "months")) && v->filter.month_from == REPORT_OPEN)
        v->filter.month_from = end - (int32_t)months + 1;
    return OK;
}

static enum err run(struct ctx *c, struct invocation *inv)
{
    struct store *store;
    const struct report_kind *kind;
    const char *account = invocation_value(inv, "account");
    struct view v = {
        .household = HOUSEHOLD_FIRST, .terminal = terminal_of(stdout), .out = buf_in_arena(c->arena)};
    bool csv = invocation_has(inv, "csv");
    v.json = json_into(v.out);
    v.csv = csv_into(v.out);
    TRY(find_kind(c, inv, &kind));
    TRY(read_filter(c, inv, &v));
    if (csv && kind->csv == NULL)
        return usage_error(c, inv, "--csv needs the name of a report");
    TRY(app_open_read(c, inv, &store));
    TRY(store_begin_read(c, store, &v.tx));
    if (account != NULL) {
        struct account_row row;
        TRY(account_by_name(c, v.tx, v.household, text_of(account), &row));
        if (!account_is_own(row.kind))
            return fail(c, ERR_INPUT, "\"%s\" is a category: ask with --category", account);
        v.account = row.seq;
    }
    TRY(report_load(c, v.tx, v.household, v.account, &v.book));
    TRY(choose_months(c, inv, &v, inv->json || csv));
    if (inv->json && kind != &report_kind_overview) {
        json_object(&v.json);
        json_key(&v.json, "rows");
        TRY(kind->json(c, &v));
        json_object_end(&v.json);
    } else {
        TRY(inv->json ? kind->json(c, &v) : csv ? kind->csv(c, &v) : kind->text(c, &v));
    }
    if (inv->json)
        app_print_json(v.out);
    else
        app_print(v.out);
    return OK;
}

const struct command command_report = {
    .name = "report",
    .summary = "Show spending, cash flow, balances, net worth or budgets",
    .usage = "[spending|cashflow|balances|networth|budgets] [OPTIONS]",
    .details = "Without a name: balances and how the newest month goes. Currencies are never added together. "
               "On a terminal the last\n"
               "twelve months are shown; --json and --csv give everything unless it is limited. Booked money "
               "counts; what is\n"
               "pending is shown beside it.",
    .options = options,
    .run = run,
};

/* Which accounts are likely to run dry soon. */
#include "finance/forecast/inner.h"
#include "insight/insight.h"
#include "store/entity/history.h"
#include "store/entity/total.h"

#include <stdio.h>

enum { BACK_DAYS = 62, FLOWS_MOST = 20000 };
#define NOTICE_CHANCE 0.3 /* above what the page marks: nobody shall be woken for less */

struct outflow {
    double sum;
    date newest;
};

static void add_outflow(void *self, const struct history_flow *flow)
{
    struct outflow *o = self;
    o->sum += flow->amount < 0 ? -(double)flow->amount : 0;
    o->newest = flow->date > o->newest ? flow->date : o->newest;
}

/* Is it worth a closer look? Not when it holds what two months take, is below already, or has not been heard of for long. */
static enum err may_run_dry(struct ctx *c, struct store_tx *tx, const struct account_row *account, date today,
                            bool *may)
{
    struct account_sums sums;
    struct outflow out = {.newest = DATE_NONE};
    int64_t lowest = account->has_lowest ? account->lowest : 0;
    TRY(total_sums(c, tx, account->seq, &sums));
    TRY(history_flows(c, tx, account->seq, today - BACK_DAYS, today + BACK_DAYS, FLOWS_MOST, add_outflow,
                      &out));
    double above = (double)(sums.debit - sums.credit) - (double)lowest;
    *may = above >= 0 && above < out.sum && out.newest >= today - FORECAST_QUIET;
    return OK;
}

static void add_finding(const struct forecast_cash *cash, const struct outlook_day *dry, struct findings *out)
{
    char month[DATE_TEXT_MAX];
    struct finding f = {.kind = INSIGHT_RUNS_DRY,
                        .severity = SEVERITY_WARNING,
                        .date = cash->as_of,
                        .date_before = dry->day,
                        .currency = cash->currency,
                        .weight = finding_weight(cash->balance, cash->currency),
                        .account = cash->account->seq,
                        .permille = (int32_t)(dry->below_by_then * 1000 + 0.5),
                        .amount = cash->balance,
                        .usual = cash->lowest};
    snprintf(f.topic, sizeof f.topic, "runs_dry/%lld/%s", (long long)f.account,
             month_format(date_month(cash->as_of), month));
    findings_add(out, f);
}

static enum err look_at(struct ctx *c, struct store_tx *tx, const struct account_row *account, date today,
                        struct findings *out)
{
    struct forecast_cash cash;
    struct forecast_question question = {
        .account = account->seq, .today = today, .days = FORECAST_NOTICE_DAYS};
    TRY(forecast_cash(c, tx, account->household, &question, &cash));
    const struct outlook_day *dry = forecast_dry(&cash, NOTICE_CHANCE);
    if (dry != NULL && dry->day > today && cash.outlook.rest_days > 0)
        add_finding(&cash, dry, out);
    return OK;
}

enum err forecast_notice(struct ctx *c, struct store_tx *tx, int64_t household, date today,
                         struct findings *out)
{
    struct account_row *accounts;
    size_t count;
    TRY(forecast_today(c, tx, household, today, &today));
    TRY(account_list(c, tx, household, &accounts, &count));
    for (size_t i = 0; i < count; i++) {
        struct arena_mark mark = arena_mark(c->arena);
        bool may = false;
        if (accounts[i].kind == ACCOUNT_ASSET && accounts[i].closed_us == 0)
            TRY(may_run_dry(c, tx, &accounts[i], today, &may));
        if (may)
            TRY(look_at(c, tx, &accounts[i], today, out));
        arena_rewind(c->arena, mark);
    }
    return OK;
}

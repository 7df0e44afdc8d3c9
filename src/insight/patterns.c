/* Facts about habits, and budgets that run out. */
#include "insight/series.h"

#include <stdio.h>

enum {
    RHYTHM_LEAST = 60,       /* payments in three months */
    HISTORY_LEAST_DAYS = 90, /* before a payee can be called new */
};

void detect_budget(const struct budget_month *status, int64_t category, currency cur, int32_t month, date day,
                   struct findings *out)
{
    if (status->spent <= 0 || status->percent < BUDGET_WARNING_PERCENT)
        return;
    bool exceeded = status->percent >= 100;
    char text[DATE_TEXT_MAX];
    struct finding f = {.kind = exceeded ? INSIGHT_BUDGET_EXCEEDED : INSIGHT_BUDGET_WARNING,
                        .severity = exceeded ? SEVERITY_ALERT : SEVERITY_WARNING,
                        .date = day,
                        .currency = cur,
                        .weight = finding_weight(status->spent, cur),
                        .category = category,
                        .month = month,
                        .budget = *status};
    /* The amount is part of the topic: a budget that was raised may run out again. */
    snprintf(f.topic, sizeof f.topic, "%s/%lld/%s/%s/%lld", insight_kind_name(f.kind), (long long)category,
             currency_code(cur), month_format(month, text), (long long)status->amount);
    findings_add(out, f);
}

struct week {
    int64_t amounts[7];
    int32_t counts[7];
    int32_t total;
};

/* The currency most payments are made in: the others say little about a week. */
static currency main_currency(const struct payment *payments, size_t count, date from, date to)
{
    enum { KINDS = 16 };
    currency kinds[KINDS] = {CURRENCY_NONE};
    size_t counts[KINDS] = {0}, best = 0;
    for (size_t i = 0; i < count; i++) {
        if (payments[i].date < from || payments[i].date > to)
            continue;
        for (size_t k = 0; k < KINDS; k++) {
            if (counts[k] != 0 && kinds[k] != payments[i].currency)
                continue;
            kinds[k] = payments[i].currency;
            counts[k]++;
            best = counts[k] > counts[best] ? k : best;
            break;
        }
    }
    return kinds[best];
}

void detect_weekly_rhythm(const struct payment *payments, size_t count, int32_t last_month,
                          struct findings *out)
{
    date from = month_first(last_month - 2), to = month_last(last_month);
    currency cur = main_currency(payments, count, from, to);
    struct week week = {0};
    int32_t days = 0, top = 0;
    for (size_t i = 0; i < count; i++) {
        const struct payment *p = &payments[i];
        if (p->currency != cur || p->amount >= 0 || p->date < from || p->date > to)
            continue;
        int day = date_weekday(p->date);
        week.counts[day]++;
        week.amounts[day] = add_saturated(week.amounts[day], p->amount == INT64_MIN ? INT64_MAX : -p->amount);
        week.total++;
    }
    for (int32_t day = 0; day < 7; day++) {
        days += week.counts[day] > 0;
        top = week.counts[day] > week.counts[top] ? day : top;
    }
    /* Many banks book the weekend on Monday: that is the bank's rhythm, not the household's. */
    if (top == 0 && (int64_t)(week.counts[5] + week.counts[6]) * 100 < (int64_t)week.total * 20)
        return;
    /* At least 1.35 times an even share of the days on which this bank books at all. */
    if (week.total < RHYTHM_LEAST || (int64_t)week.counts[top] * days * 100 < (int64_t)week.total * 135)
        return;
    char text[DATE_TEXT_MAX];
    struct finding f = {.kind = INSIGHT_WEEKLY_RHYTHM,
                        .severity = SEVERITY_INFO,
                        .date = to,
                        .currency = cur,
                        .weight = finding_weight(week.amounts[top], cur),
                        .month = last_month,
                        .count = week.total,
                        .permille = (int32_t)((int64_t)week.counts[top] * 1000 / week.total),
                        .weekday = top,
                        .amount = week.amounts[top]};
    snprintf(f.topic, sizeof f.topic, "weekly_rhythm/%s/%s", currency_code(cur),
             month_format(last_month, text));
    findings_add(out, f);
}

/* A payee's payments, over all accounts, in the currency of the first. */
static struct finding new_payee(const struct payment *payments, size_t start, size_t end, date from)
{
    struct finding f = {.kind = INSIGHT_NEW_PAYEE,
                        .severity = SEVERITY_INFO,
                        .date = DATE_LAST,
                        .currency = payments[start].currency,
                        .payee = payments[start].payee};
    for (size_t i = start; i < end; i++) {
        const struct payment *p = &payments[i];
        if (p->date < from)
            return (struct finding){0};
        if (p->currency != f.currency || p->amount >= 0 || p->amount == INT64_MIN)
            continue;
        f.amount = add_saturated(f.amount, -p->amount);
        f.count++;
        if (p->date < f.date) {
            f.date = p->date;
            f.txn = p->txn;
            f.account = p->account;
        }
    }
    f.weight = finding_weight(f.amount, f.currency);
    snprintf(f.topic, sizeof f.topic, "new_payee/%lld", (long long)f.payee);
    return f;
}

void detect_new_payees(const struct payment *payments, size_t count, date from, date history_from,
                       int64_t least_weight, struct findings *out)
{
    if (from - history_from < HISTORY_LEAST_DAYS || least_weight <= 0)
        return;
    for (size_t start = 0, end; start < count; start = end) {
        for (end = start + 1; end < count && payments[end].payee == payments[start].payee; end++)
            ;
        struct finding f = new_payee(payments, start, end, from);
        if (f.count > 0 && f.weight >= least_weight)
            findings_add(out, f);
    }
}

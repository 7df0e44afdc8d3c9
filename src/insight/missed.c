/* A payment that came regularly for a long time and did not come: a salary that is late, a premium that was not taken. Only what was never
 * missing before, and only when the account is known beyond the day and the days that banks take; a payee who goes by another name is none. */
#include "insight/insight.h"
#include "numerics/recurring/recurring.h"

#include <stdio.h>
#include <stdlib.h>

enum {
    COUNT_LEAST = 6,
    COUNT_MOST = 400, /* more often than once a week for years is no bill */
    SILENT_LEAST = 9, /* days since the newest one: a week and what banks take */
    SILENT_MOST = 2 * 92 + 30,
    NEWS_DAYS = 31, /* longer ago it is no news */
    NEAR_PERMILLE = 20,
};
#define EVIDENCE_LEAST 8.0

struct known {
    int64_t account;
    date newest;
};

struct missed {
    const struct payment *payments;
    size_t count;
    struct known *accounts; /* up to which day each is known */
    size_t account_count;
    struct findings *out;
};

static void note_account(struct missed *m, const struct payment *payment)
{
    for (size_t i = 0; i < m->account_count; i++)
        if (m->accounts[i].account == payment->account) {
            if (payment->date > m->accounts[i].newest)
                m->accounts[i].newest = payment->date;
            return;
        }
    m->accounts[m->account_count++] = (struct known){payment->account, payment->date};
}

static date newest_of(const struct missed *m, int64_t account)
{
    for (size_t i = 0; i < m->account_count; i++)
        if (m->accounts[i].account == account)
            return m->accounts[i].newest;
    return DATE_NONE;
}

/* Did the same money come or go under another name? */
static bool came_otherwise(const struct missed *m, const struct payment *any, int64_t amount, date due,
                           int grace)
{
    for (size_t i = 0; i < m->count; i++) {
        const struct payment *p = &m->payments[i];
        int64_t off = p->amount > amount ? p->amount - amount : amount - p->amount;
        if (p->account == any->account && p->currency == any->currency && abs(p->date - due) <= grace &&
            off <= llabs(amount) / 1000 * NEAR_PERMILLE + llabs(amount) % 1000 * NEAR_PERMILLE / 1000)
            return true;
    }
    return false;
}

static void tell(struct missed *m, const struct payment *any, const struct recurring *group,
                 const struct payment *last)
{
    char day[DATE_TEXT_MAX];
    const struct schedule *s = &group->schedule;
    int grace = recurring_grace_days(s);
    date due = schedule_due(s, schedule_nearest(s, last->date) + 1);
    date since = due == DATE_NONE ? DATE_NONE : due + grace + 1, today = newest_of(m, any->account);
    if (since == DATE_NONE || since < today - NEWS_DAYS ||
        came_otherwise(m, any, group->next_amount, due, grace))
        return;
    struct finding f = {.kind = INSIGHT_MISSED_PAYMENT,
                        .severity = group->next_amount > 0 ? SEVERITY_WARNING : SEVERITY_NOTICE,
                        .date = since,
                        .date_before = due,
                        .currency = any->currency,
                        .weight = finding_weight(group->next_amount, any->currency),
                        .txn = last->txn,
                        .account = any->account,
                        .payee = any->payee,
                        .count = (int32_t)group->count,
                        .amount = group->next_amount};
    snprintf(f.topic, sizeof f.topic, "missed/%lld/%lld/%s", (long long)f.payee, (long long)f.account,
             date_format(due, day));
    findings_add(m->out, f);
}

/* Of one payee and account; nothing to tell is the usual case and found out without a search for schedules. */
static bool is_silent(const struct missed *m, const struct payment *series, size_t count)
{
    date silent = newest_of(m, series->account) - series[count - 1].date;
    date span = series[count - 1].date - series[0].date;
    return count >= COUNT_LEAST && count <= COUNT_MOST && silent >= SILENT_LEAST && silent <= SILENT_MOST &&
           silent > span / (date)count; /* longer than is usual */
}

static enum err look(struct ctx *c, struct missed *m, const struct payment *series, size_t count)
{
    struct recurring_payment *list = ARENA_ARRAY(c->arena, struct recurring_payment, count);
    struct recurring_options how = {.today = newest_of(m, series->account), .parties_known = true};
    struct recurring *groups;
    size_t found;
    for (size_t i = 0; i < count; i++)
        list[i] = (struct recurring_payment){1, series[i].amount, series[i].date};
    TRY(recurring_find(c, list, count, &how, &groups, &found));
    for (size_t i = 0; i < found; i++)
        if (groups[i].missed == 1 && groups[i].gaps == 0 && groups[i].count >= COUNT_LEAST &&
            groups[i].evidence >= EVIDENCE_LEAST)
            tell(m, series, &groups[i], &series[groups[i].members[groups[i].count - 1]]);
    return OK;
}

enum err detect_missed_payments(struct ctx *c, const struct payment *payments, size_t count,
                                struct findings *out)
{
    struct missed m = {.payments = payments,
                       .count = count,
                       .accounts = ARENA_ARRAY(c->arena, struct known, count + 1),
                       .out = out};
    for (size_t i = 0; i < count; i++)
        note_account(&m, &payments[i]);
    for (size_t start = 0, end; start < count; start = end) {
        const struct payment *p = &payments[start];
        for (end = start + 1; end < count && payments[end].payee == p->payee &&
                              payments[end].account == p->account && payments[end].currency == p->currency;
             end++)
            ;
        if (!is_silent(&m, p, end - start))
            continue;
        struct arena_mark mark = arena_mark(c->arena);
        TRY(look(c, &m, p, end - start));
        arena_rewind(c->arena, mark);
    }
    return OK;
}

#include "numerics/outlook/outlook.h"

#include "base/arena.h"

#include <math.h>
#include <stdlib.h>

enum { WEEK = 7, YEAR_DAYS = 365, ALIKE_DAYS = 20, RECENT = 12 };

/* 90 % of a normal distribution lie within so many standard deviations of its middle. */
#define NINETY 1.645

struct maker {
    struct ctx *c;
    const struct recurring_payment *payments;
    size_t count;
    const struct outlook_question *q;
    struct outlook *out;
    struct buf *due;      /* of struct outlook_due */
    struct buf *expected; /* of struct cashflow_item, in the same order */
    bool *is_known;       /* [count]: no part of the rest */
};

static int64_t whole(double value)
{
    if (!(value > -0x1p62))
        return -((int64_t)1 << 62);
    return value > 0x1p62 ? (int64_t)1 << 62 : (int64_t)llround(value);
}

static bool is_expected(const struct recurring *group)
{
    return !group->cancelled && group->confidence >= OUTLOOK_CONFIDENCE;
}

static double chance_of(const struct recurring *group)
{
    double paid = (double)group->count, due = paid + (double)group->gaps + (double)group->missed;
    return (paid + 9.5) / (due + 10);
}

static enum err expect(struct maker *m, const struct outlook_due *due, struct cashflow_item item)
{
    if (m->due->len / sizeof *due >= CASHFLOW_ITEMS_MAX)
        return fail(m->c, ERR_LIMIT, "more than %d payments are expected", CASHFLOW_ITEMS_MAX);
    item.amount = (double)due->amount;
    item.deviation = fabs((double)due->high - (double)due->low) / (2 * NINETY);
    item.chance = due->chance;
    buf_add(m->due, (const char *)due, sizeof *due);
    buf_add(m->expected, (const char *)&item, sizeof item);
    return OK;
}

/* -- Payments that come again */

/* How early (negative) and late the newest ones came. */
static void days_off(const struct maker *m, const struct recurring *group, int *early, int *late)
{
    *early = INT32_MAX, *late = INT32_MIN;
    for (size_t i = group->count > RECENT ? group->count - RECENT : 0; i < group->count; i++) {
        date day = m->payments[group->members[i]].date;
        int off = day - schedule_due(&group->schedule, schedule_nearest(&group->schedule, day));
        *early = off < *early ? off : *early;
        *late = off > *late ? off : *late;
    }
}

/* What a seasonal bill was a year before; else what is expected next. */
static int64_t amount_on(const struct maker *m, const struct recurring *group, date day)
{
    int nearest = ALIKE_DAYS + 1;
    int64_t amount = group->next_amount;
    if (group->model != AMOUNT_SEASONAL || day == group->next)
        return amount;
    for (size_t i = 0; i < group->count; i++) {
        const struct recurring_payment *p = &m->payments[group->members[i]];
        int off = abs(day - YEAR_DAYS - p->date);
        if (off < nearest) {
            nearest = off;
            amount = p->amount;
        }
    }
    return amount;
}

/* What a group with another amount each time costs on average, and how far it goes from that. Sums are made of means. */
static void expect_mean(const struct maker *m, const struct recurring *group, struct outlook_due *due)
{
    size_t n = group->count < RECENT ? group->count : RECENT, from = group->count - n;
    double mean = 0, squares = 0, last = 0;
    bool drifts = group->model == AMOUNT_DRIFTING;
    for (size_t i = from; i < group->count; i++)
        mean += (double)m->payments[group->members[i]].amount / (double)n;
    for (size_t i = from; i < group->count; i++) {
        double amount = (double)m->payments[group->members[i]].amount, off = amount - (drifts ? last : mean);
        squares += drifts && i == from ? 0 : off * off / (drifts ? 2 : 1);
        last = amount;
    }
    double deviation = sqrt(squares / (double)(n - 1) * (1 + 1 / (double)n));
    due->amount = drifts ? group->next_amount : whole(mean);
    due->low = whole((double)due->amount - NINETY * deviation);
    due->high = whole((double)due->amount + NINETY * deviation);
}

static enum err expect_one(struct maker *m, size_t which, date day, int early, int late)
{
    const struct recurring *group = &m->out->groups[which];
    date first = m->q->as_of + 1, from = day + early, until = day + late;
    int64_t amount = amount_on(m, group, day), shift = amount - group->next_amount;
    struct outlook_due due = {.group = which,
                              .payment = group->members[group->count - 1],
                              .day = day < first ? first : day,
                              .amount = amount,
                              .low = group->next_amount_low + shift,
                              .high = group->next_amount_high + shift,
                              .chance = chance_of(group)};
    if (group->model == AMOUNT_VARYING || group->model == AMOUNT_DRIFTING)
        expect_mean(m, group, &due);
    if (until < first) { /* late: it comes within its grace, or not at all */
        int grace = recurring_grace_days(&group->schedule), left = day + grace - m->q->as_of;
        due.chance *= left < 0 ? 0 : (double)(left + 1) / (grace + 1);
        until = first + (left > 0 ? left : 0);
    }
    from = from < first ? first : from;
    if (from > m->q->as_of + (date)m->q->days)
        return OK;
    return expect(m, &due,
                  (struct cashflow_item){.day = (size_t)(from - first), .late_days = (size_t)(until - from)});
}

static enum err expect_group(struct maker *m, size_t which)
{
    const struct recurring *group = &m->out->groups[which];
    int early, late;
    for (size_t i = 0; i < group->count; i++)
        m->is_known[group->members[i]] = group->cancelled || is_expected(group);
    if (!is_expected(group) || group->next == DATE_NONE)
        return OK;
    days_off(m, group, &early, &late);
    int32_t k = schedule_nearest(&group->schedule, group->next);
    for (;; k++) {
        date day = schedule_due(&group->schedule, k);
        if (day == DATE_NONE || day > m->q->as_of + (date)m->q->days)
            return OK;
        TRY(expect_one(m, which, day, early, late));
    }
}

static enum err expect_announced(struct maker *m)
{
    for (size_t i = 0; i < m->count; i++) {
        const struct recurring_payment *p = &m->payments[i];
        date ahead = p->date - m->q->as_of;
        if (ahead <= 0)
            continue;
        m->is_known[i] = true;
        struct outlook_due due = {SIZE_MAX, i, p->date, p->amount, p->amount, p->amount, 1};
        if (ahead <= (date)m->q->days)
            TRY(expect(m, &due, (struct cashflow_item){.day = (size_t)ahead - 1}));
    }
    return OK;
}

/* -- The rest */

static double *sum_rest(struct maker *m, date *from, size_t *days)
{
    date first = m->q->past_from == DATE_NONE ? m->q->as_of + 1 : m->q->past_from;
    for (size_t i = 0; i < m->count && m->q->past_from == DATE_NONE; i++)
        first = m->payments[i].date < first ? m->payments[i].date : first;
    if (first <= m->q->as_of - OUTLOOK_PAST_DAYS)
        first = m->q->as_of - OUTLOOK_PAST_DAYS + 1;
    *from = first;
    *days = first > m->q->as_of ? 0 : (size_t)(m->q->as_of - first + 1);
    double *past = ARENA_ARRAY(m->c->arena, double, *days + 1), sum = 0;
    for (size_t i = 0; i < m->count; i++) {
        const struct recurring_payment *p = &m->payments[i];
        if (m->is_known[i] || p->date < first || p->date > m->q->as_of)
            continue;
        past[p->date - first] += (double)p->amount;
        sum += (double)p->amount;
    }
    if (*days < CASHFLOW_PAST_MIN)
        *days = 0;
    m->out->rest_days = *days;
    m->out->rest_week = *days == 0 ? 0 : whole(sum / (double)*days * WEEK);
    return past;
}

static void fill_days(struct maker *m, const struct cashflow *flow)
{
    double lowest = (double)m->q->lowest;
    m->out->day_count = m->q->days;
    m->out->days = ARENA_ARRAY(m->c->arena, struct outlook_day, m->q->days);
    for (size_t i = 0; i < m->q->days; i++)
        m->out->days[i] = (struct outlook_day){.day = m->q->as_of + 1 + (date)i,
                                               .mean = whole(flow->mean[i] + lowest),
                                               .low = whole(flow->low5[i] + lowest),
                                               .median = whole(flow->median[i] + lowest),
                                               .high = whole(flow->high95[i] + lowest),
                                               .below = flow->below[i],
                                               .below_by_then = flow->below_by_then[i],
                                               .standard_error = flow->standard_error[i]};
}

static int by_day(const void *a, const void *b)
{
    const struct outlook_due *x = a, *y = b;
    if (x->day != y->day)
        return x->day < y->day ? -1 : 1;
    if (x->amount != y->amount)
        return x->amount < y->amount ? -1 : 1;
    return (x->payment > y->payment) - (x->payment < y->payment);
}

enum err outlook_make(struct ctx *c, const struct recurring_payment *payments, size_t count,
                      const struct outlook_question *q, struct outlook *out)
{
    struct recurring_options how = {.today = q->as_of, .parties_known = q->parties_known};
    struct cashflow flow;
    date from;
    size_t past_days;
    if (q->days < 1 || q->days > CASHFLOW_DAYS_MAX)
        return fail(c, ERR_INPUT, "1 to %d days", CASHFLOW_DAYS_MAX);
    *out = (struct outlook){0};
    struct maker m = {.c = c,
                      .payments = payments,
                      .count = count,
                      .q = q,
                      .out = out,
                      .due = buf_in_arena(c->arena),
                      .expected = buf_in_arena(c->arena),
                      .is_known = ARENA_ARRAY(c->arena, bool, count + 1)};
    TRY(recurring_find(c, payments, count, &how, &out->groups, &out->group_count));
    for (size_t i = 0; i < out->group_count; i++)
        TRY(expect_group(&m, i));
    TRY(expect_announced(&m));
    double *past = sum_rest(&m, &from, &past_days);
    struct cashflow_plan plan = {.balance = (double)q->balance - (double)q->lowest,
                                 .days = q->days,
                                 .items = (const struct cashflow_item *)(const void *)m.expected->at,
                                 .item_count = m.expected->len / sizeof *plan.items,
                                 .past = past,
                                 .past_days = past_days,
                                 .past_is_short = true,
                                 .past_weekday = date_weekday(from),
                                 .first_weekday = date_weekday(q->as_of + 1),
                                 .paths = q->paths == 0 ? OUTLOOK_PATHS : q->paths,
                                 .seed = q->seed};
    TRY(cashflow_forecast(c, &plan, &flow));
    fill_days(&m, &flow);
    out->due = (struct outlook_due *)(void *)m.due->at;
    out->due_count = m.due->len / sizeof *out->due;
    if (out->due_count > 1)
        qsort(out->due, out->due_count, sizeof *out->due, by_day);
    return OK;
}

const struct outlook_day *outlook_dry(const struct outlook *outlook, double chance)
{
    for (size_t i = 0; i < outlook->day_count; i++)
        if (outlook->days[i].below_by_then >= chance)
            return &outlook->days[i];
    return NULL;
}

enum recurring_state recurring_state(const struct recurring *group, date day)
{
    if (group->cancelled)
        return RECURRING_ENDED;
    if (group->missed > 0)
        return RECURRING_MISSED;
    return group->next_late != DATE_NONE && group->next_late < day ? RECURRING_LATE : RECURRING_RUNNING;
}

const char *recurring_state_name(enum recurring_state state)
{
    static const char *const names[] = {"running", "late", "missed", "ended"};
    return names[state];
}

/* What accounts will hold. */
#include "base/zone/zone.h"
#include "finance/forecast/inner.h"
#include "store/entity/people/member.h"
#include "store/entity/total.h"

enum err forecast_today(struct ctx *c, struct store_tx *tx, int64_t household, date given, date *out)
{
    struct text zone;
    *out = given;
    if (given != DATE_NONE)
        return OK;
    TRY(household_zone(c, tx, household, &zone));
    *out = zone_local(zone, c->now_us, NULL).day;
    return OK;
}

static enum err choose(struct ctx *c, const struct account_index *accounts, const struct forecast_question *q,
                       const struct account_row ***which, size_t *count)
{
    *which = ARENA_ARRAY(c->arena, const struct account_row *, accounts->count + 1);
    *count = 0;
    for (size_t i = 0; i < accounts->count; i++) {
        const struct account_row *row = &accounts->rows[i];
        bool wanted = q->account != 0
                          ? row->seq == q->account && account_is_own(row->kind)
                          : row->kind == ACCOUNT_ASSET && row->closed_us == 0 && row->currency == q->currency;
        if (wanted)
            (*which)[(*count)++] = row;
    }
    if (*count == 0 && q->account != 0)
        return fail(c, ERR_NOT_FOUND, "there is no such account");
    return OK;
}

/* All that is booked, and of it what is announced. */
static enum err add_up(struct ctx *c, struct store_tx *tx, const struct account_row *const *which,
                       size_t count, const struct flows *flows, struct forecast_cash *out)
{
    for (size_t i = 0; i < count; i++) {
        struct account_sums sums;
        TRY(total_sums(c, tx, which[i]->seq, &sums));
        if (__builtin_add_overflow(out->balance, sums.debit - sums.credit, &out->balance))
            return fail(c, ERR_LIMIT, "the accounts hold more than can be counted");
        out->lowest += which[i]->has_lowest ? which[i]->lowest : 0;
        out->can_dry = out->can_dry || which[i]->kind == ACCOUNT_ASSET || which[i]->has_lowest;
    }
    for (size_t i = 0; i < flows->count; i++)
        if (flows->payments[i].date > out->as_of && !flows->about[i].held)
            out->balance -= flows->payments[i].amount;
    return OK;
}

static enum err name_due(struct ctx *c, struct store_tx *tx, const struct flows *flows,
                         struct forecast_cash *out)
{
    out->due_count = out->outlook.due_count;
    out->due = ARENA_ARRAY(c->arena, struct forecast_due, out->due_count + 1);
    for (size_t i = 0; i < out->due_count; i++) {
        const struct outlook_due *due = &out->outlook.due[i];
        out->due[i] = (struct forecast_due){.account = flows->about[due->payment].account,
                                            .day = due->day,
                                            .amount = due->amount,
                                            .low = due->low,
                                            .high = due->high,
                                            .chance = due->chance,
                                            .announced = due->group == SIZE_MAX};
        TRY(flows_payee(c, tx, flows, due->payment, &out->due[i].payee));
    }
    return OK;
}

enum err forecast_cash(struct ctx *c, struct store_tx *tx, int64_t household,
                       const struct forecast_question *q, struct forecast_cash *out)
{
    struct flows flows;
    const struct account_row **which;
    size_t count;
    date today;
    TRY(forecast_today(c, tx, household, q->today, &today));
    if (q->days < FORECAST_DAYS_MIN || q->days > FORECAST_DAYS_MAX)
        return fail(c, ERR_INPUT, "days: %d to %d", FORECAST_DAYS_MIN, FORECAST_DAYS_MAX);
    if (today > DATE_LAST - FORECAST_DAYS_MAX || today < DATE_FIRST)
        return fail(c, ERR_INPUT, "today: the days ahead reach beyond the calendar");
    TRY(account_index_load(c, tx, household, &flows.accounts));
    TRY(choose(c, &flows.accounts, q, &which, &count));
    TRY(flows_read(c, tx, which, count, FORECAST_FLOWS / (count == 0 ? 1 : (int64_t)count), today, &flows));
    *out = (struct forecast_cash){.account = q->account == 0 ? NULL : which[0],
                                  .currency = q->account == 0 ? q->currency : which[0]->currency,
                                  .as_of = flows.as_of};
    TRY(add_up(c, tx, which, count, &flows, out));
    struct outlook_question question = {.as_of = out->as_of,
                                        .past_from = flows.cut,
                                        .balance = out->balance,
                                        .lowest = out->lowest,
                                        .days = q->days + (size_t)(today - out->as_of),
                                        .parties_known = true,
                                        .seed = 1};
    TRY(outlook_make(c, flows.payments, flows.count, &question, &out->outlook));
    return name_due(c, tx, &flows, out);
}

const struct outlook_day *forecast_dry(const struct forecast_cash *cash, double chance)
{
    return cash->can_dry ? outlook_dry(&cash->outlook, chance) : NULL;
}

/* How cards stand: owed, used, projected; what the agent and the page reason from. */
#include "base/limits.h"
#include "base/zone/zone.h"
#include "finance/accounts.h"
#include "finance/credit/credit.h"
#include "finance/forecast/forecast.h"
#include "store/entity/agency/proposal.h"
#include "store/entity/history.h"
#include "store/entity/people/member.h"
#include "store/entity/total.h"

enum {
    FLOWS_MOST = 5000,
    OCCURRENCES_MOST = 64,
    DRY_DAYS = 31,
    YEAR_DAYS = 365,
    MONTHS_BACK = 6,
    REST_DAYS = 30
};

enum err credit_today(struct ctx *c, struct store_tx *tx, int64_t household, date *out)
{
    struct text zone;
    TRY(household_zone(c, tx, household, &zone));
    *out = zone_local(zone, c->now_us, NULL).day;
    return OK;
}

struct text credit_wish_key(struct arena *arena, struct id account)
{
    char id[ID_TEXT_MAX];
    return text_of(arena_printf(arena, "credit/limit/%s/", id_format(account, id)));
}

/* Sums stop at the ends of int64. */
static int64_t plus(int64_t a, int64_t b)
{
    int64_t sum;
    return __builtin_add_overflow(a, b, &sum) ? (b > 0 ? INT64_MAX : INT64_MIN) : sum;
}

/* -- What is still to come -- */

struct spending {
    int64_t out;
};

static void add_spending(void *self, const struct history_flow *flow)
{
    struct spending *s = self;
    if (flow->amount < 0 && flow->other == 0)
        s->out = plus(s->out, -flow->amount);
}

/* Of a younger account, so many as it has. */
static int64_t spending_days(date first, date today)
{
    int64_t days = first == DATE_NONE ? 0 : today - first + 1;
    return days > CREDIT_SPEND_DAYS    ? CREDIT_SPEND_DAYS
           : days < CREDIT_SPEND_LEAST ? CREDIT_SPEND_LEAST
                                       : days;
}

/* Of a group: what fell into from..to, negated (a charge is positive). */
static int64_t occurrences(const struct recurring *g, date from, date to)
{
    int64_t sum = 0;
    int32_t k = schedule_nearest(&g->schedule, from) - 1;
    for (int i = 0; i < OCCURRENCES_MOST; i++, k++) {
        date due = schedule_due(&g->schedule, k);
        if (due == DATE_NONE || due > to)
            break;
        if (due >= from)
            sum = plus(sum, -g->next_amount);
    }
    return sum;
}

/* Everyday spending is the average of the last days without what comes by a schedule; that comes on its days. A payment to the card counts when it
 * comes by a schedule alone: nobody is credited with what they may not do. */
static enum err project(struct ctx *c, struct store_tx *tx, int64_t household, date today, struct card_at *at)
{
    struct forecast_recurring *rows;
    size_t count;
    struct spending s = {0};
    date first, from = today - CREDIT_SPEND_DAYS + 1;
    TRY(card_first_day(c, tx, at->account.seq, &first));
    TRY(history_flows(c, tx, at->account.seq, from, today, FLOWS_MOST, add_spending, &s));
    int64_t days = spending_days(first, today);
    TRY(forecast_recurring(c, tx, household, at->account.seq, today, &rows, &count));
    for (size_t i = 0; i < count; i++) {
        const struct recurring *g = &rows[i].group;
        if ((rows[i].state != RECURRING_RUNNING && rows[i].state != RECURRING_LATE) ||
            g->confidence < OUTLOOK_CONFIDENCE)
            continue;
        if (g->next_amount < 0)
            s.out = plus(s.out, -occurrences(g, from, today));
        if (today < at->statement)
            at->scheduled = plus(at->scheduled, occurrences(g, today + 1, at->statement));
    }
    at->daily = s.out > 0 ? s.out / days : 0;
    struct credit_card card = {
        .limit = at->card.limit, .owed = at->owed, .statement_day = (int)at->card.statement_day};
    struct credit_move moves[] = {{0, at->statement, at->scheduled},
                                  {0, at->statement, at->daily * (at->statement - today)}};
    at->projected = credit_reported(&card, 0, moves, 2, today);
    return OK;
}

/* At the ends of months, of which the ledger knows without anybody having looked. */
static enum err look_back(struct ctx *c, struct store_tx *tx, date today, struct card_at *at)
{
    struct account_month *months;
    struct card_use *days;
    size_t count, seen = 0;
    date first;
    TRY(card_first_day(c, tx, at->account.seq, &first));
    TRY(accounts_balances(c, tx, at->account.seq, date_month(today) - MONTHS_BACK, date_month(today) - 1,
                          &months, &count));
    for (size_t i = 0; i < count; i++) {
        if (first == DATE_NONE || months[i].month < date_month(first))
            continue;
        int64_t owed = months[i].balance < 0 ? -months[i].balance : 0;
        int32_t used = credit_utilisation(owed, at->card.limit);
        at->average = plus(at->average, owed);
        at->request.worst_used = used > at->request.worst_used ? used : at->request.worst_used;
        seen++;
    }
    at->average = seen > 0 ? at->average / (int64_t)seen : at->owed > 0 ? at->owed : 0;
    TRY(card_use_list(c, tx, at->account.seq, today - CREDIT_HALF_YEAR, today, &days, &count));
    for (size_t i = 0; i < count; i++) {
        int32_t used = credit_utilisation(days[i].owed, days[i].limit);
        at->request.worst_used = used > at->request.worst_used ? used : at->request.worst_used;
    }
    date opened = at->card.opened == DATE_NONE ? first : at->card.opened;
    at->request.history.months_open = opened == DATE_NONE ? 0 : (int)((today - opened) * 12 / 365);
    return OK;
}

static enum err look_at(struct ctx *c, struct store_tx *tx, int64_t household, date today, struct card_at *at)
{
    struct account_sums sums;
    TRY(total_sums(c, tx, at->account.seq, &sums));
    if (__builtin_sub_overflow(sums.credit, sums.debit, &at->owed) ||
        __builtin_add_overflow(at->owed, sums.pending_credit, &at->owed))
        return fail(c, ERR_LIMIT, "a balance does not fit in 64 bits");
    struct credit_card card = {.statement_day = (int)at->card.statement_day};
    at->statement = credit_statement(&card, today);
    TRY(project(c, tx, household, today, at));
    TRY(look_back(c, tx, today, at));
    at->used = credit_utilisation(at->owed, at->card.limit);
    at->reported = credit_utilisation(at->projected, at->card.limit);
    return OK;
}

/* -- The household -- */

static struct card_total *total_of(struct credit_look *look, currency cur)
{
    for (size_t i = 0; i < look->total_count; i++)
        if (look->totals[i].currency == cur)
            return &look->totals[i];
    look->totals[look->total_count] = (struct card_total){.currency = cur};
    return &look->totals[look->total_count++];
}

static bool is_card(const struct credit_look *look, int64_t account)
{
    for (size_t i = 0; i < look->count; i++)
        if (look->cards[i].account.seq == account)
            return true;
    return false;
}

static enum err look_at_money(struct ctx *c, struct store_tx *tx, int64_t household, struct credit_look *look)
{
    struct account_row *accounts;
    size_t count;
    int64_t dry;
    TRY(account_list(c, tx, household, &accounts, &count));
    for (size_t i = 0; i < count && look->total_count > 0; i++) {
        struct account_sums sums;
        int64_t available;
        if (accounts[i].kind != ACCOUNT_ASSET || accounts[i].closed_us != 0 || is_card(look, accounts[i].seq))
            continue;
        TRY(total_sums(c, tx, accounts[i].seq, &sums));
        available = plus(plus(sums.debit, -sums.credit), -sums.pending_credit);
        look->tight = look->tight || available < 0;
        for (size_t k = 0; k < look->total_count; k++)
            if (look->totals[k].currency == accounts[i].currency && available > 0)
                look->totals[k].money = plus(look->totals[k].money, available);
    }
    TRY(limit_insights(c, tx, household, TEXT("runs_dry"), look->today - DRY_DAYS, &dry));
    look->tight = look->tight || dry > 0;
    return limit_insights(c, tx, household, TEXT("missed_payment"), look->today - YEAR_DAYS, &look->missed);
}

/* The newest score, if it is fresh, against the newest of its source that is half a year older; when there is none, against the oldest that is nearly so. */
static void compare_scores(struct credit_look *look)
{
    const struct score_row *newest = look->scores, *before = NULL;
    if (look->score_count == 0 || newest->day < look->today - LIMIT_SCORE_OLD_DAYS)
        return;
    for (size_t i = 1; i < look->score_count; i++) {
        const struct score_row *row = &look->scores[i];
        if (!text_equal(row->source, newest->source) || row->day > newest->day - LIMIT_SCORE_DAYS)
            continue;
        before = row;
        if (row->day <= newest->day - CREDIT_HALF_YEAR)
            break;
    }
    look->has_change = before != NULL;
    look->score_change = before == NULL ? 0 : (int)(newest->score - before->score);
}

static void advise(struct ctx *c, struct credit_look *look)
{
    struct advice_card *cards = ARENA_ARRAY(c->arena, struct advice_card, look->count + 1);
    struct advice *advice = ARENA_ARRAY(c->arena, struct advice, look->count + 1);
    for (size_t i = 0; i < look->count; i++) {
        const struct card_at *at = &look->cards[i];
        cards[i] = (struct advice_card){.limit = at->card.limit,
                                        .owed = at->owed,
                                        .projected = at->projected,
                                        .target = at->card.target,
                                        .statement = at->statement,
                                        .currency = at->account.currency,
                                        .money = total_of(look, at->account.currency)->money};
    }
    size_t count = credit_advise(cards, look->count, look->today, advice);
    for (size_t i = 0; i < count; i++)
        look->cards[advice[i].card].advice = &advice[i];
}

/* Whole months, by the calendar's average. */
static int months_since(struct ctx *c, int64_t us)
{
    return (int)((time_date(c->now_us) - time_date(us)) * 12 / 365);
}

static enum err judge(struct ctx *c, struct store_tx *tx, int64_t household, const struct credit_look *look,
                      struct card_at *at)
{
    struct limit_row *rows;
    size_t count;
    struct limit_case *it = &at->request;
    TRY(limit_wished(c, tx, household, credit_wish_key(c->arena, at->account.id), &at->wish));
    TRY(limit_list(c, tx, household, at->account.seq, CREDIT_REQUESTS_SHOWN, &rows, &count));
    int64_t asked_us = count > 0 ? rows[0].asked_us : 0;
    /* Who said no to asking is not asked again earlier than a bank; what nobody answered, or was not wise any more, may be wise in a month. */
    if (at->wish.made_us > asked_us &&
        (at->wish.state == PROPOSAL_DENIED || at->wish.state == PROPOSAL_FAILED))
        asked_us = at->wish.made_us;
    it->rests = (at->wish.state == PROPOSAL_EXPIRED || at->wish.state == PROPOSAL_WITHDRAWN) &&
                time_date(c->now_us) - time_date(at->wish.made_us) < REST_DAYS;
    it->open = count > 0 && rows[0].state == LIMIT_ASKED;
    for (size_t i = 0; i < count && rows[i].state != LIMIT_GRANTED; i++)
        it->refused += rows[i].state == LIMIT_REFUSED;
    it->currency = at->account.currency;
    it->has_score = look->has_change;
    it->history.limit = at->card.limit;
    it->history.average_owed = at->average;
    it->history.months_since_asked = asked_us == 0 ? -1 : months_since(c, asked_us);
    it->history.score_change = look->score_change;
    it->history.missed_payments = (int)(look->missed > 99 ? 99 : look->missed);
    it->history.stressed = look->tight;
    for (size_t i = 0; i < look->count; i++) {
        int32_t used = look->cards[i].used;
        if (look->cards[i].request.worst_used > used)
            used = look->cards[i].request.worst_used;
        it->worst_used = used > it->worst_used ? used : it->worst_used;
    }
    at->verdict = credit_limit_case(it);
    return OK;
}

enum err credit_look(struct ctx *c, struct store_tx *tx, int64_t household, struct credit_look *out)
{
    struct card_row *cards;
    *out = (struct credit_look){0};
    TRY(credit_today(c, tx, household, &out->today));
    TRY(card_list(c, tx, household, CREDIT_CARDS_MOST, &cards, &out->count));
    TRY(score_list(c, tx, household, CREDIT_SCORES_SHOWN, &out->scores, &out->score_count));
    compare_scores(out);
    out->cards = ARENA_ARRAY(c->arena, struct card_at, out->count + 1);
    out->totals = ARENA_ARRAY(c->arena, struct card_total, out->count + 1);
    for (size_t i = 0; i < out->count; i++) {
        struct card_at *at = &out->cards[i];
        *at = (struct card_at){.card = cards[i]};
        TRY(account_by_seq(c, tx, cards[i].account, &at->account));
        TRY(look_at(c, tx, household, out->today, at));
        struct card_total *total = total_of(out, at->account.currency);
        total->limit = plus(total->limit, at->card.limit);
        total->owed = plus(total->owed, at->owed > 0 ? at->owed : 0);
        total->projected = plus(total->projected, at->projected > 0 ? at->projected : 0);
    }
    TRY(look_at_money(c, tx, household, out));
    advise(c, out);
    for (size_t i = 0; i < out->count; i++)
        TRY(judge(c, tx, household, out, &out->cards[i]));
    return OK;
}

enum err credit_keep(struct ctx *c, struct store_tx *tx, int64_t household, const struct credit_look *look)
{
    for (size_t i = 0; i < look->count; i++) {
        const struct card_at *at = &look->cards[i];
        struct card_use row = {.account = at->account.seq,
                               .household = household,
                               .day = look->today,
                               .owed = at->owed,
                               .limit = at->card.limit,
                               .projected = at->projected,
                               .statement = at->statement};
        TRY(card_use_put(c, tx, &row));
    }
    return OK;
}

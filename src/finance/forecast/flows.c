/* Reading: a bounded number of the newest transactions of each account. */
#include "base/hash.h"
#include "finance/forecast/inner.h"
#include "store/entity/history.h"
#include "store/entity/payee.h"

enum { AHEAD_DAYS = 400 }; /* announced for later than that is a mistake */

struct reading {
    const struct account_row *const *which;
    size_t count;
    const struct account_row *account;
    struct buf *payments, *about;
    struct flows *flows;
    date today, last;
    int64_t read;
};

static bool is_among(const struct reading *r, int64_t account)
{
    for (size_t i = 0; i < r->count; i++)
        if (r->which[i]->seq == account)
            return true;
    return false;
}

/* Who is paid from which account; without a payee, the account behind a transfer, or else the bank's words. */
static int64_t party_of(const struct reading *r, const struct history_flow *flow)
{
    uint64_t who = flow->payee != 0   ? hash_mix(1, (uint64_t)flow->payee)
                   : flow->other != 0 ? hash_mix(2, (uint64_t)flow->other)
                                      : hash_mix(3, flow->words);
    return (int64_t)(hash_mix((uint64_t)r->account->seq, who) >> 1);
}

static void add(void *self, const struct history_flow *flow)
{
    struct reading *r = self;
    struct recurring_payment payment = {party_of(r, flow), flow->amount, flow->date};
    struct flow_about about = {r->account, flow->payee, flow->other, flow->txn, flow->held};
    r->read++;
    r->last = flow->date;
    if (flow->date <= r->today && flow->date > r->flows->newest)
        r->flows->newest = flow->date;
    if (flow->other != 0 && r->count > 1 && is_among(r, flow->other))
        return;
    buf_add(r->payments, (const char *)&payment, sizeof payment);
    buf_add(r->about, (const char *)&about, sizeof about);
}

/* An account on which little is booked is known up to the day that the others are. */
static enum err newest_of_all(struct ctx *c, struct store_tx *tx, const struct account_index *accounts,
                              date today, date *out)
{
    date newest = DATE_NONE;
    for (size_t i = 0; i < accounts->count; i++) {
        date own = DATE_NONE;
        if (account_is_own(accounts->rows[i].kind))
            TRY(history_newest(c, tx, accounts->rows[i].seq, today, &own));
        newest = own > newest ? own : newest;
    }
    *out = newest < today - FORECAST_QUIET ? today : newest;
    return OK;
}

enum err flows_read(struct ctx *c, struct store_tx *tx, const struct account_row *const *which, size_t count,
                    int64_t most, date today, struct flows *flows)
{
    struct reading r = {.which = which,
                        .count = count,
                        .payments = buf_in_arena(c->arena),
                        .about = buf_in_arena(c->arena),
                        .flows = flows,
                        .today = today};
    flows->newest = flows->cut = DATE_NONE;
    for (size_t i = 0; i < count; i++) {
        r.account = which[i];
        r.read = 0;
        TRY(history_flows(c, tx, which[i]->seq, today - FORECAST_PAST, today + AHEAD_DAYS, most, add, &r));
        if (r.read == most && r.last + 1 > flows->cut)
            flows->cut = r.last + 1; /* of the last day a part alone */
    }
    flows->payments = (struct recurring_payment *)(void *)r.payments->at;
    flows->about = (struct flow_about *)(void *)r.about->at;
    flows->count = r.payments->len / sizeof *flows->payments;
    flows->as_of = flows->newest;
    if (flows->newest < today - FORECAST_QUIET) /* DATE_NONE as well */
        TRY(newest_of_all(c, tx, &flows->accounts, today, &flows->as_of));
    for (size_t i = 0; i < flows->count; i++)
        if (flows->about[i].held && flows->payments[i].date <= flows->as_of)
            flows->payments[i].date = flows->as_of + 1;
    return OK;
}

enum err flows_payee(struct ctx *c, struct store_tx *tx, const struct flows *flows, size_t payment,
                     struct text *out)
{
    const struct flow_about *about = &flows->about[payment];
    const struct account_row *other = account_index_find(&flows->accounts, about->other);
    *out = other == NULL ? TEXT("") : other->name;
    return about->payee == 0 ? OK : payee_name(c, tx, about->payee, out);
}

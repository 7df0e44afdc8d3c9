/* What there is to know before paying: what comes again, what was confirmed, what is due, what accounts hold. */
#include "agents/paying/paying.h"
#include "base/hash.h"
#include "finance/accounts.h"
#include "finance/forecast/forecast.h"
#include "finance/payment/pay.h"
#include "sorting/payee.h"

#include <stdio.h>

enum { SERIES_MOST = 60, MANDATES_MOST = 60, DUE_MOST = 200, ACCOUNTS_MOST = 40, COUNT_LEAST = 3 };

/* -- What comes again */

/* The same for the same payee and account, whatever its amount becomes. */
static void series_key(struct ctx *c, const struct forecast_recurring *f, char out[20])
{
    uint64_t h = hash_bytes(f->account->id.bytes, sizeof f->account->id.bytes, 1);
    struct text key = payee_key(c->arena, f->payee);
    snprintf(out, 20, "%016llx", (unsigned long long)hash_bytes(key.at, key.len, h));
}

static const char *every_of(struct ctx *c, const struct schedule *s)
{
    return s->kind == SCHEDULE_WEEKS ? schedule_text(c->arena, 7 * s->step, MANDATE_DAYS)
                                     : schedule_text(c->arena, s->step, MANDATE_MONTHS);
}

/* Do the bank's words say that somebody else sees to it: the payee collects it, or a standing order sends it? */
static enum err is_collected(struct ctx *c, struct store_tx *tx, int64_t txn, bool *out)
{
    static const char *const words[] = {"direct debit", "lastschrift", "dauerauftrag", "standing order",
                                        "prelevement",  "domiciliac",  "incasso",      "adeudo",
                                        "einzug",       "card",        "abonn",        "sepa dd"};
    struct txn_row row;
    *out = false;
    if (txn == 0)
        return OK;
    TRY(txn_by_seq(c, tx, txn, &row));
    for (size_t i = 0; i < sizeof words / sizeof *words && !*out; i++)
        *out = text_find_nocase(row.text, text_of(words[i])) >= 0 ||
               text_find_nocase(row.memo, text_of(words[i])) >= 0;
    return OK;
}

static int64_t size_of(int64_t amount)
{
    return amount < 0 ? -amount : amount;
}

static enum err write_series(struct ctx *c, struct store_tx *tx, const struct forecast_recurring *f,
                             struct json *j)
{
    char key[20];
    bool collected;
    const struct recurring *g = &f->group;
    int64_t low = size_of(g->next_amount_low), high = size_of(g->next_amount_high),
            last = size_of(f->last_amount);
    high = high > low ? high : low;
    series_key(c, f, key);
    TRY(is_collected(c, tx, f->txn, &collected));
    json_object(j);
    json_key_z(j, "key", key);
    json_key_text(j, "account", f->account->name);
    json_key_text(j, "payee", f->payee);
    json_key_int(j, "amount", last);
    json_key_int(j, "most",
                 g->model == AMOUNT_FIXED || g->model == AMOUNT_STEPPED || high < last ? last : high);
    json_key_z(j, "currency", currency_code(f->account->currency));
    json_key_z(j, "every", every_of(c, &g->schedule));
    json_key(j, "next");
    json_date(j, g->next);
    json_key_z(j, "state", recurring_state_name(f->state));
    json_key_bool(j, "out", f->last_amount < 0);
    json_key_bool(j, "asset", f->account->kind == ACCOUNT_ASSET);
    json_key_bool(j, "collected", collected);
    json_key_int(j, "sure", (int64_t)(g->confidence * 100));
    if (g->rose) {
        json_key_int(j, "rose_from", size_of(g->rose_from));
        json_key(j, "rose_on");
        json_date(j, g->rose_on);
    }
    json_object_end(j);
    return OK;
}

static enum err gather_series(struct ctx *c, struct store_tx *tx, int64_t household, date today,
                              struct json *j)
{
    struct forecast_recurring *found;
    size_t count, written = 0;
    TRY(forecast_recurring(c, tx, household, 0, today, &found, &count));
    json_key(j, "series");
    json_array(j);
    for (size_t i = 0; i < count && written < SERIES_MOST; i++) {
        if (found[i].payee.len == 0 || found[i].group.count < COUNT_LEAST || found[i].account->closed_us != 0)
            continue;
        TRY(write_series(c, tx, &found[i], j));
        written++;
    }
    json_array_end(j);
    return OK;
}

/* -- What was confirmed */

static enum err has_payment(struct ctx *c, struct store_tx *tx, int64_t mandate, date day, bool *out)
{
    struct store_query *q;
    TRY(store_query(c, tx, "SELECT 1 FROM payment WHERE mandate = ?1 AND occurrence = ?2", &q));
    store_bind_int(q, 1, mandate);
    store_bind_int(q, 2, day);
    TRY(store_next(c, q, out));
    store_reset(q);
    return OK;
}

static enum err write_days(struct ctx *c, struct store_tx *tx, const struct mandate_row *m, date today,
                           struct json *j)
{
    json_key(j, "days");
    json_array(j);
    for (date day = schedule_next(m->first, m->every, m->unit, today);
         day != DATE_NONE && day <= today + PAYING_AHEAD_DAYS;
         day = schedule_next(m->first, m->every, m->unit, day + 1)) {
        bool has;
        TRY(has_payment(c, tx, m->seq, day, &has));
        if (!has)
            json_date(j, day);
    }
    json_array_end(j);
    return OK;
}

/* Days that went by without a payment: planned are those ahead, so Florin did not run then, or nobody said yes. */
static enum err write_missed(struct ctx *c, struct store_tx *tx, const struct mandate_row *m, date today,
                             struct json *j)
{
    date made = time_date(m->created_us) + 1, from = today - PAY_LATE_DAYS;
    json_key(j, "missed");
    json_array(j);
    for (date day = schedule_next(m->first, m->every, m->unit, from > made ? from : made);
         day != DATE_NONE && day < today; day = schedule_next(m->first, m->every, m->unit, day + 1)) {
        bool has;
        TRY(has_payment(c, tx, m->seq, day, &has));
        if (!has)
            json_date(j, day);
    }
    json_array_end(j);
    return OK;
}

static enum err write_mandate(struct ctx *c, struct store_tx *tx, const struct mandate_row *m, date today,
                              struct json *j)
{
    struct account_row account;
    TRY(account_by_seq(c, tx, m->account, &account));
    json_object(j);
    json_key(j, "id");
    json_id(j, m->id);
    json_key_text(j, "account", account.name);
    json_key_text(j, "payee", m->payee);
    json_key_text(j, "key", m->payee_key);
    json_key_text(j, "number", m->number);
    json_key_text(j, "reference", m->reference);
    json_key_z(j, "currency", currency_code(m->currency));
    json_key_int(j, "most", m->most);
    json_key_text(j, "series", m->series);
    json_key_bool(j, "confirmed", m->confirmed > 0);
    TRY(write_days(c, tx, m, today, j));
    TRY(write_missed(c, tx, m, today, j));
    json_object_end(j);
    return OK;
}

static enum err gather_mandates(struct ctx *c, struct store_tx *tx, int64_t household, date today,
                                struct json *j, size_t *count)
{
    struct mandate_row *rows;
    TRY(mandate_list(c, tx, household, false, &rows, count));
    json_key(j, "mandates");
    json_array(j);
    for (size_t i = 0; i < *count && i < MANDATES_MOST; i++)
        TRY(write_mandate(c, tx, &rows[i], today, j));
    json_array_end(j);
    return OK;
}

/* -- What is due, and what there is */

static enum err gather_due(struct ctx *c, struct store_tx *tx, int64_t household, date today, struct json *j,
                           size_t *count)
{
    struct payment_row *rows;
    struct account_row account;
    TRY(payment_between(c, tx, household, today - PAY_LATE_DAYS, today + PAYING_AHEAD_DAYS, DUE_MOST, &rows,
                        count));
    json_key(j, "due");
    json_array(j);
    for (size_t i = 0; i < *count && i < DUE_MOST; i++) {
        if (rows[i].state != PAYMENT_PLANNED)
            continue;
        TRY(account_by_seq(c, tx, rows[i].account, &account));
        json_object(j);
        json_key(j, "id");
        json_id(j, rows[i].id);
        json_key_text(j, "account", account.name);
        json_key_text(j, "payee", rows[i].payee);
        json_key_int(j, "amount", rows[i].amount);
        json_key_z(j, "currency", currency_code(rows[i].currency));
        json_key(j, "due");
        json_date(j, rows[i].due);
        json_object_end(j);
    }
    json_array_end(j);
    return OK;
}

static enum err gather_accounts(struct ctx *c, struct store_tx *tx, int64_t household, struct json *j)
{
    struct account_summary *rows;
    size_t count;
    TRY(accounts_summary(c, tx, household, 0, &rows, &count));
    json_key(j, "accounts");
    json_array(j);
    for (size_t i = 0; i < count && i < ACCOUNTS_MOST; i++) {
        if (rows[i].row.kind != ACCOUNT_ASSET || rows[i].row.closed_us != 0)
            continue;
        json_object(j);
        json_key_text(j, "name", rows[i].row.name);
        json_key_z(j, "currency", currency_code(rows[i].row.currency));
        json_key_int(j, "free", rows[i].available - (rows[i].row.has_lowest ? rows[i].row.lowest : 0));
        json_object_end(j);
    }
    json_array_end(j);
    return OK;
}

/* -- The month that is over */

static enum err gather_month(struct ctx *c, struct store_tx *tx, int64_t household, date today,
                             struct json *j)
{
    struct store_query *q;
    bool row;
    char month[DATE_TEXT_MAX];
    int32_t last = date_month(today) - 1;
    json_key(j, "month");
    json_object(j);
    json_key_z(j, "month", month_format(last, month));
    json_key(j, "sums");
    json_array(j);
    TRY(store_query(c, tx,
                    "SELECT state, currency, count(*), sum(amount) FROM payment WHERE household = ?1 AND due "
                    "BETWEEN ?2 AND ?3 AND kind = 1 AND state IN (4, 5) GROUP BY state, currency ORDER BY "
                    "state, currency",
                    &q));
    store_bind_int(q, 1, household);
    store_bind_int(q, 2, month_first(last));
    store_bind_int(q, 3, month_last(last));
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row)
            break;
        json_object(j);
        json_key_bool(j, "paid", store_int(q, 0) == PAYMENT_PAID);
        json_key_z(j, "currency", currency_code((currency)store_int(q, 1)));
        json_key_int(j, "count", store_int(q, 2));
        json_key_int(j, "sum", store_int(q, 3));
        json_object_end(j);
    }
    json_array_end(j);
    json_object_end(j);
    return OK;
}

/* -- All of it */

enum err paying_gather(struct agent_context *x, const struct agent_trigger *trigger, struct json *j)
{
    struct ctx *c = x->c;
    struct store_tx *tx;
    date today;
    size_t mandates, due;
    bool imported = trigger->task == NULL && text_is(trigger->kind, EVENT_IMPORT_COMMITTED);
    bool of_payment = text_starts(trigger->kind, TEXT("payment."));
    if (imported && trigger->event->followed) {
        x->idle = true; /* whoever comes last sees it all */
        return OK;
    }
    TRY(agent_ledger(x, &tx));
    TRY(pay_today(c, tx, x->household, &today));
    json_key(j, "today");
    json_date(j, today);
    if (of_payment)
        return OK; /* the event says all */
    TRY(gather_mandates(c, tx, x->household, today, j, &mandates));
    TRY(gather_due(c, tx, x->household, today, j, &due));
    TRY(gather_accounts(c, tx, x->household, j));
    TRY(gather_series(c, tx, x->household, today, j));
    if (date_to_civil(today).day == 1)
        TRY(gather_month(c, tx, x->household, today, j));
    return OK;
}

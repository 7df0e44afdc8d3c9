/* How payments and mandates are shown, and told of in the log. */
#include "bus/types.h"
#include "finance/payment/pay.h"
#include "store/entity/event.h"

const char *const payment_state_words[] = {"planned", "held",      "submitted", "paid",
                                           "failed",  "cancelled", NULL};

static void write_or_null(struct json *j, const char *key, struct text t)
{
    json_key(j, key);
    t.len == 0 ? json_null(j) : json_text(j, t);
}

static enum err write_account(struct ctx *c, struct store_tx *tx, struct json *j, const char *key,
                              int64_t seq)
{
    struct account_row account;
    TRY(account_by_seq(c, tx, seq, &account));
    json_key_text(j, key, account.name);
    return OK;
}

static enum err write_category(struct ctx *c, struct store_tx *tx, struct json *j, int64_t seq)
{
    if (seq != 0)
        return write_account(c, tx, j, "category", seq);
    json_key(j, "category");
    json_null(j);
    return OK;
}

static enum err write_links(struct ctx *c, struct store_tx *tx, const struct payment_row *row, struct json *j)
{
    struct mandate_row mandate;
    struct txn_row txn;
    json_key(j, "mandate");
    if (row->mandate == 0) {
        json_null(j);
    } else {
        TRY(mandate_by_seq(c, tx, row->mandate, &mandate));
        json_id(j, mandate.id);
    }
    json_key(j, "occurrence");
    row->occurrence == DATE_NONE ? json_null(j) : json_date(j, row->occurrence);
    json_key(j, "transaction");
    if (row->txn == 0) {
        json_null(j);
    } else {
        TRY(txn_by_seq(c, tx, row->txn, &txn));
        json_id(j, txn.id);
    }
    return OK;
}

enum err payment_write(struct ctx *c, struct store_tx *tx, const struct payment_row *row, struct json *j)
{
    char amount[MONEY_TEXT_MAX];
    json_object(j);
    json_key(j, "id");
    json_id(j, row->id);
    json_key_z(j, "state", payment_state_words[row->state - PAYMENT_PLANNED]);
    json_key_z(j, "kind", row->kind == PAYMENT_TO_OWN ? "transfer" : "payment");
    TRY(write_account(c, tx, j, "account", row->account));
    json_key_text(j, "payee", row->payee);
    write_or_null(j, "number", row->number);
    json_key_z(j, "amount", money_format(row->amount, row->currency, amount));
    json_key_z(j, "currency", currency_code(row->currency));
    json_key(j, "due");
    json_date(j, row->due);
    write_or_null(j, "reference", row->reference);
    TRY(write_category(c, tx, j, row->category));
    TRY(write_links(c, tx, row, j));
    write_or_null(j, "provider", row->provider);
    write_or_null(j, "provider_reference", row->provider_ref);
    json_key_int(j, "tries", row->tries);
    write_or_null(j, "why", row->why);
    json_key(j, "created");
    json_time(j, row->created_us);
    json_key(j, "changed");
    json_time(j, row->changed_us);
    json_object_end(j);
    return OK;
}

enum err mandate_write(struct ctx *c, struct store_tx *tx, const struct mandate_row *row, struct json *j)
{
    char amount[MONEY_TEXT_MAX];
    date today, next = DATE_NONE;
    TRY(pay_today(c, tx, row->household, &today));
    if (row->state == MANDATE_ACTIVE)
        next = schedule_next(row->first, row->every, row->unit, today);
    json_object(j);
    json_key(j, "id");
    json_id(j, row->id);
    json_key_z(j, "state", row->state == MANDATE_ACTIVE ? "active" : "ended");
    TRY(write_account(c, tx, j, "account", row->account));
    json_key_text(j, "payee", row->payee);
    write_or_null(j, "number", row->number);
    json_key_z(j, "most", money_format(row->most, row->currency, amount));
    json_key_z(j, "currency", currency_code(row->currency));
    json_key_z(j, "every", schedule_text(c->arena, row->every, row->unit));
    json_key(j, "first");
    json_date(j, row->first);
    json_key(j, "next");
    next == DATE_NONE ? json_null(j) : json_date(j, next);
    write_or_null(j, "reference", row->reference);
    TRY(write_category(c, tx, j, row->category));
    json_key_bool(j, "confirmed", row->confirmed > 0);
    write_or_null(j, "why", row->why);
    json_key(j, "created");
    json_time(j, row->created_us);
    json_key(j, "ended");
    row->ended_us == 0 ? json_null(j) : json_time(j, row->ended_us);
    json_object_end(j);
    return OK;
}

static enum err append(struct ctx *c, struct store_tx *tx, int64_t household, const char *what, struct id id,
                       const char *type, struct text data)
{
    char text[ID_TEXT_MAX];
    struct event_row event = {.household = household,
                              .type = text_of(type),
                              .subject = text_of(arena_printf(c->arena, "%s/%s", what, id_format(id, text))),
                              .data = data};
    return event_append(c, tx, &event);
}

enum err payment_tell(struct ctx *c, struct store_tx *tx, const struct payment_row *row, const char *type)
{
    struct buf *data = buf_in_arena(c->arena);
    struct json j = json_into(data);
    TRY(payment_write(c, tx, row, &j));
    return append(c, tx, row->household, "payment", row->id, type, buf_view(data));
}

enum err mandate_tell(struct ctx *c, struct store_tx *tx, const struct mandate_row *row, const char *type)
{
    struct buf *data = buf_in_arena(c->arena);
    struct json j = json_into(data);
    TRY(mandate_write(c, tx, row, &j));
    return append(c, tx, row->household, "mandate", row->id, type, buf_view(data));
}

/* -- The calendar */

struct calendar {
    struct payment_row *payments;
    size_t payment_count;
    struct mandate_row *mandates;
    size_t mandate_count;
    date today, to;
};

static bool has_payment(const struct calendar *cal, const struct mandate_row *m, date occurrence)
{
    for (size_t i = 0; i < cal->payment_count; i++)
        if (cal->payments[i].mandate == m->seq && cal->payments[i].occurrence == occurrence)
            return true;
    return false;
}

/* One that was postponed may be due outside of what is shown. */
static enum err expects(struct ctx *c, struct store_tx *tx, const struct calendar *cal,
                        const struct mandate_row *m, date day, bool *out)
{
    struct store_query *q;
    bool known;
    *out = m->state == MANDATE_ACTIVE && day >= cal->today &&
           schedule_next(m->first, m->every, m->unit, day) == day && !has_payment(cal, m, day);
    if (!*out)
        return OK;
    TRY(store_query(c, tx, "SELECT 1 FROM payment WHERE mandate = ?1 AND occurrence = ?2", &q));
    store_bind_int(q, 1, m->seq);
    store_bind_int(q, 2, day);
    TRY(store_next(c, q, &known));
    store_reset(q);
    *out = !known;
    return OK;
}

static bool is_shown(const struct payment_row *row, date day)
{
    return row->due == day && row->state != PAYMENT_CANCELLED;
}

static enum err write_expected(struct ctx *c, struct store_tx *tx, const struct mandate_row *m,
                               struct json *j)
{
    char amount[MONEY_TEXT_MAX];
    json_object(j);
    json_key(j, "mandate");
    json_id(j, m->id);
    TRY(write_account(c, tx, j, "account", m->account));
    json_key_text(j, "payee", m->payee);
    json_key_z(j, "most", money_format(m->most, m->currency, amount));
    json_key_z(j, "currency", currency_code(m->currency));
    json_object_end(j);
    return OK;
}

static enum err write_day(struct ctx *c, struct store_tx *tx, const struct calendar *cal, date day,
                          struct json *j)
{
    bool any = false, *due = ARENA_ARRAY(c->arena, bool, cal->mandate_count + 1);
    for (size_t i = 0; i < cal->payment_count; i++)
        any = any || is_shown(&cal->payments[i], day);
    for (size_t i = 0; i < cal->mandate_count; i++) {
        TRY(expects(c, tx, cal, &cal->mandates[i], day, &due[i]));
        any = any || due[i];
    }
    if (!any)
        return OK;
    json_object(j);
    json_key(j, "date");
    json_date(j, day);
    json_key(j, "payments");
    json_array(j);
    for (size_t i = 0; i < cal->payment_count; i++)
        if (is_shown(&cal->payments[i], day))
            TRY(payment_write(c, tx, &cal->payments[i], j));
    json_array_end(j);
    json_key(j, "expected");
    json_array(j);
    for (size_t i = 0; i < cal->mandate_count; i++)
        if (due[i])
            TRY(write_expected(c, tx, &cal->mandates[i], j));
    json_array_end(j);
    json_object_end(j);
    return OK;
}

enum err payment_calendar(struct ctx *c, struct store_tx *tx, int64_t household, date from, date to,
                          struct json *j)
{
    struct calendar cal = {.to = to};
    if (from > to || to - from >= PAY_CALENDAR_DAYS)
        return fail(c, ERR_INPUT, "to: from `from` on, at most %d days", PAY_CALENDAR_DAYS);
    TRY(pay_today(c, tx, household, &cal.today));
    TRY(payment_between(c, tx, household, from, to, PAY_CALENDAR_MOST, &cal.payments, &cal.payment_count));
    if (cal.payment_count > PAY_CALENDAR_MOST)
        return fail(c, ERR_LIMIT, "more than %d payments: ask for fewer days", PAY_CALENDAR_MOST);
    TRY(mandate_list(c, tx, household, false, &cal.mandates, &cal.mandate_count));
    json_object(j);
    json_key(j, "from");
    json_date(j, from);
    json_key(j, "to");
    json_date(j, to);
    json_key(j, "days");
    json_array(j);
    for (date day = from; day <= to; day++)
        TRY(write_day(c, tx, &cal, day, j));
    json_array_end(j);
    json_object_end(j);
    return OK;
}

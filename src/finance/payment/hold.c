/* Payments in the ledger: held, booked, taken back; always with `outlay`, in one transaction. */
#include "bus/types.h"
#include "finance/import/parts.h"
#include "finance/limits.h"
#include "finance/payment/pay.h"
#include "finance/proposal/payees.h"
#include "sorting/categories.h"
#include "store/entity/agency/standing.h"
#include "store/entity/event.h"
#include "store/entity/total.h"

enum { CATEGORY_SAMPLE = 5 };

static void release(void *thing)
{
    totals_free(thing);
}

static struct totals *totals_in(struct ctx *c)
{
    struct totals *totals = ARENA_NEW(c->arena, struct totals);
    *totals = (struct totals){0};
    arena_defer(c->arena, release, totals);
    return totals;
}

/* -- What it is sorted into */

static enum err find_path(struct ctx *c, struct store_tx *tx, int64_t household, struct text path,
                          int64_t *seq)
{
    struct text_map cache = {0};
    enum err e = category_seq(c, tx, household, &cache, path, seq);
    text_map_free(&cache);
    return e;
}

static enum err find_category(struct ctx *c, struct store_tx *tx, const struct payment_row *row,
                              int64_t payee, int64_t *category, enum sorted_by *by)
{
    struct text path = TEXT("");
    *by = SORTED_USER;
    *category = row->category;
    if (*category != 0)
        return OK;
    if (row->kind == PAYMENT_TO_OWN)
        return find_path(c, tx, row->household, TEXT(CATEGORY_TRANSFERS), category);
    *by = SORTED_CLASSIFIER;
    TRY(payee_category(c, tx, payee, CATEGORY_SAMPLE, &path));
    if (path.len == 0 || !text_starts(path, TEXT("Expenses:"))) {
        *by = SORTED_NONE;
        path = category_unknown(true);
    }
    return find_path(c, tx, row->household, path, category);
}

/* -- Transactions */

struct side {
    int64_t account, amount, category, payee;
    enum sorted_by by;
    date day;
    bool settled;
};

/* Held first, then booked, when it is both: the lines tell its course. */
static enum err insert_txn(struct ctx *c, struct store_tx *tx, const struct payment_row *row, int64_t seq,
                           const struct side *s)
{
    struct txn_lines lines = {0};
    struct totals *totals = totals_in(c);
    struct txn_part part = {s->category, s->amount};
    struct txn_row txn = {.seq = seq,
                          .id = id_new(c->now_us),
                          .account = s->account,
                          .date = s->day,
                          .amount = s->amount,
                          .state = s->settled ? TXN_POSTED : TXN_PENDING,
                          .flags = s->settled ? TXN_BANK_PENDING : 0,
                          .sorted_by = s->by,
                          .payee = s->payee,
                          .text = row->payee,
                          .memo = row->reference};
    TRY(txn_book(c, &lines, s->account, s->amount, row->currency, s->day, LINE_PENDING, &part, 1));
    if (s->settled)
        TRY(txn_post(c, &lines));
    TRY(txn_insert(c, tx, &txn));
    TRY(txn_insert_lines(c, tx, seq, &lines, 0, totals));
    TRY(total_add(c, tx, totals));
    char id[ID_TEXT_MAX];
    struct event_row event = {.household = row->household,
                              .type = TEXT(EVENT_TRANSACTION_CREATED),
                              .subject =
                                  text_of(arena_printf(c->arena, "transaction/%s", id_format(txn.id, id))),
                              .txn_first = seq,
                              .txn_last = seq,
                              .data = TEXT("{}")};
    return event_append(c, tx, &event);
}

/* The outgoing side's number is the first of both. They are no pair yet: statements bring each side by itself, and pair them. */
static enum err insert_all(struct ctx *c, struct store_tx *tx, struct payment_row *row, date today,
                           bool settled)
{
    struct side s = {.account = row->account, .amount = -row->amount, .day = today, .settled = settled};
    bool both = row->kind == PAYMENT_TO_OWN;
    TRY(payee_intern(c, tx, row->household, row->payee, &s.payee));
    TRY(find_category(c, tx, row, s.payee, &s.category, &s.by));
    TRY(counter_take(c, tx, "txn", both ? 2 : 1, &row->txn));
    row->other_txn = both ? row->txn + 1 : 0;
    TRY(insert_txn(c, tx, row, row->txn, &s));
    if (!both)
        return OK;
    s.account = row->target;
    s.amount = row->amount;
    return insert_txn(c, tx, row, row->other_txn, &s);
}

static enum err append_change(struct ctx *c, struct store_tx *tx, const struct payment_row *row,
                              const struct txn_row *txn, const char *type)
{
    char id[ID_TEXT_MAX];
    struct account_row account;
    struct buf *data = buf_in_arena(c->arena);
    struct json j = json_into(data);
    TRY(account_by_seq(c, tx, txn->account, &account));
    json_object(&j);
    json_key_int(&j, "transaction", txn->seq);
    json_key_text(&j, "account", account.name);
    json_object_end(&j);
    struct event_row event = {.household = row->household,
                              .type = text_of(type),
                              .subject =
                                  text_of(arena_printf(c->arena, "transaction/%s", id_format(txn->id, id))),
                              .data = buf_view(data)};
    return event_append(c, tx, &event);
}

/* Booked or void. What people or a statement did to it meanwhile stays: a held one is booked, a booked one is; a void one stays void when an import put
 * the bank's row in its place, and is in force again when a person took it back although it had gone out. */
static enum err book_txn(struct ctx *c, struct store_tx *tx, const struct payment_row *row, int64_t seq)
{
    struct txn_row txn;
    struct txn_lines lines;
    bool replaced;
    struct totals *totals = totals_in(c);
    TRY(txn_by_seq(c, tx, seq, &txn));
    TRY(payment_txn_replaced(c, tx, seq, &replaced));
    if (txn.state == TXN_POSTED || (txn.state == TXN_VOID && replaced))
        return OK;
    TRY(txn_read_lines(c, tx, seq, &lines));
    int32_t before = lines.count;
    struct txn_lines first = txn_lines_when(&lines, 1);
    struct txn_part *parts;
    size_t count = txn_parts(c->arena, &first, txn.account, &parts);
    TRY(txn.state == TXN_PENDING ? txn_post(c, &lines)
                                 : txn_rebook(c, &lines, txn.account, txn.amount, LINE_POSTED, parts, count));
    txn.state = TXN_POSTED;
    txn.flags |=
        TXN_BANK_PENDING; /* the statement will bring it, perhaps on another day and in other words */
    TRY(txn_insert_lines(c, tx, seq, &lines, before, totals));
    TRY(txn_update(c, tx, &txn));
    TRY(total_add(c, tx, totals));
    return append_change(c, tx, row, &txn, EVENT_TRANSACTION_UPDATED);
}

static enum err void_txn(struct ctx *c, struct store_tx *tx, const struct payment_row *row, int64_t seq)
{
    struct txn_row txn;
    struct txn_lines lines;
    struct totals *totals = totals_in(c);
    TRY(txn_by_seq(c, tx, seq, &txn));
    if (txn.state == TXN_VOID)
        return OK;
    TRY(txn_read_lines(c, tx, seq, &lines));
    int32_t before = lines.count;
    TRY(txn_void(c, &lines));
    txn.state = TXN_VOID;
    TRY(txn_insert_lines(c, tx, seq, &lines, before, totals));
    TRY(txn_update(c, tx, &txn));
    TRY(total_add(c, tx, totals));
    return append_change(c, tx, row, &txn, EVENT_TRANSACTION_DELETED);
}

/* -- Steps */

static enum err count_outlay(struct ctx *c, struct store_tx *tx, struct payment_row *row, date day, int sign)
{
    struct outlay_sums change = {sign * row->amount, sign};
    if (row->kind == PAYMENT_TO_OWN)
        return OK;
    row->outlay_day = sign > 0 ? day : DATE_NONE;
    return outlay_add(c, tx, row->household, row->currency, row->payee_key, day, change);
}

enum err pay_check(struct ctx *c, struct store_tx *tx, const struct payment_row *row)
{
    struct account_row account, target;
    TRY(account_by_seq(c, tx, row->account, &account));
    if (account.closed_us != 0)
        return fail(c, ERR_CONFLICT, "account %.*s is closed", TEXT_ARGS(account.name));
    TRY(account_admits(c, tx, &account, -row->amount));
    if (row->target == 0)
        return OK;
    TRY(account_by_seq(c, tx, row->target, &target));
    return target.closed_us == 0 ? OK
                                 : fail(c, ERR_CONFLICT, "account %.*s is closed", TEXT_ARGS(target.name));
}

enum err pay_hold(struct ctx *c, struct store_tx *tx, struct payment_row *row, date today, bool settled)
{
    TRY(pay_check(c, tx, row));
    TRY(insert_all(c, tx, row, today, settled));
    TRY(count_outlay(c, tx, row, today, 1));
    row->state = settled ? PAYMENT_PAID : PAYMENT_HELD;
    row->next_us = c->now_us;
    row->asked = 0;
    row->told = false;
    row->why = TEXT("");
    if (row->kind == PAYMENT_TO_PAYEE && settled)
        TRY(payee_set_known(c, tx, row->household, row->payee, row->number));
    TRY(payment_update(c, tx, row));
    return payment_tell(c, tx, row, settled ? EVENT_PAYMENT_PAID : EVENT_PAYMENT_HELD);
}

enum err pay_book(struct ctx *c, struct store_tx *tx, struct payment_row *row)
{
    TRY(book_txn(c, tx, row, row->txn));
    if (row->other_txn != 0)
        TRY(book_txn(c, tx, row, row->other_txn));
    if (row->kind == PAYMENT_TO_PAYEE)
        TRY(payee_set_known(c, tx, row->household, row->payee, row->number));
    row->state = PAYMENT_PAID;
    row->claim_us = 0;
    row->why = TEXT("");
    TRY(payment_update(c, tx, row));
    return payment_tell(c, tx, row, EVENT_PAYMENT_PAID);
}

enum err pay_end(struct ctx *c, struct store_tx *tx, struct payment_row *row, enum payment_state state,
                 struct text why)
{
    if (row->txn != 0)
        TRY(void_txn(c, tx, row, row->txn));
    if (row->other_txn != 0)
        TRY(void_txn(c, tx, row, row->other_txn));
    if (row->outlay_day != DATE_NONE)
        TRY(count_outlay(c, tx, row, row->outlay_day, -1));
    row->state = state;
    row->claim_us = 0;
    row->asked = 0;
    row->why = text_copy(c->arena, why);
    TRY(payment_update(c, tx, row));
    return payment_tell(c, tx, row, state == PAYMENT_FAILED ? EVENT_PAYMENT_FAILED : EVENT_PAYMENT_CANCELLED);
}

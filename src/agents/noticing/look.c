/* What there is to notice: the ledger as it is, looked through by the detectors (insight/). */
#include "agents/noticing/noticing.h"
#include "finance/forecast/forecast.h"
#include "insight/record.h"
#include "store/entity/account.h"
#include "store/entity/history.h"
#include "store/entity/payee.h"
#include "store/entity/sorting.h"
#include "store/entity/total.h"

#include <stdlib.h>

enum {
    HISTORY_DAYS = 37 * 31, /* three yearly payments */
    PAYMENTS_MOST = 150000, /* of all accounts, newest first: bounds time and memory whatever was imported */
    FUTURE_DAYS = 31,       /* a date further ahead is a mistake and must not make everything else old */
    ALERT_DAYS = 62,        /* older things are history, not news */
    DISPUTE_DAYS = 92,      /* as long as a charge can usually be disputed */
    PRICE_DAYS = 366,
    NEW_HISTORY_DAYS = 90,
    CANDIDATES_MOST = 60, /* of a kind, before own transfers are taken out */
    FINDINGS_MOST = 20,
    NEW_PAYEES_MOST = 3,
    FACTS_BYTES = AGENT_FACTS_BYTES - (16 << 10), /* what an event carries is among the facts, too */
};

struct facts {
    struct ctx *c;
    struct account_row *accounts; /* by seq */
    size_t account_count;
    date *firsts; /* of each account: its oldest payment that was read */
    struct payment *payments;
    size_t payment_count;
    struct month_spending *cells;
    size_t cell_count;
    date today; /* the household's */
    date newest, oldest;
    struct findings findings;
    /* While rows are read: */
    struct buf *gathered;
    const struct account_row *account;
    int64_t read;
    date last;
};

static int by_seq(const void *a, const void *b)
{
    const struct account_row *x = a, *y = b;
    return (x->seq > y->seq) - (x->seq < y->seq);
}

static const struct account_row *find_account(const struct facts *f, int64_t seq)
{
    struct account_row key = {.seq = seq};
    return f->account_count == 0 ? NULL
                                 : bsearch(&key, f->accounts, f->account_count, sizeof *f->accounts, by_seq);
}

static struct text account_title(const struct facts *f, int64_t seq)
{
    const struct account_row *account = find_account(f, seq);
    return account == NULL ? TEXT("") : account->name;
}

static void gather_payment(void *self, const struct history_payment *row)
{
    struct facts *f = self;
    struct payment payment = {.txn = row->txn,
                              .account = f->account->seq,
                              .payee = row->payee,
                              .amount = row->amount,
                              .date = row->date,
                              .currency = f->account->currency};
    buf_add(f->gathered, (const char *)&payment, sizeof payment);
    f->read++;
    f->last = row->date;
}

static enum err find_newest(struct facts *f, struct store_tx *tx, int64_t *own)
{
    date limit = f->today + FUTURE_DAYS;
    f->newest = DATE_NONE;
    *own = 0;
    for (size_t i = 0; i < f->account_count; i++) {
        date newest;
        if (!account_is_own(f->accounts[i].kind))
            continue;
        TRY(history_newest(f->c, tx, f->accounts[i].seq, limit, &newest));
        f->newest = newest > f->newest ? newest : f->newest;
        ++*own;
    }
    return OK;
}

static enum err load_payments(struct facts *f, struct store_tx *tx)
{
    int64_t own;
    TRY(find_newest(f, tx, &own));
    f->gathered = buf_in_arena(f->c->arena);
    f->firsts = ARENA_ARRAY(f->c->arena, date, f->account_count + 1);
    f->oldest = DATE_LAST;
    date cut = DATE_FIRST;
    if (f->newest == DATE_NONE)
        return OK;
    for (size_t i = 0; i < f->account_count; i++) {
        f->account = &f->accounts[i];
        f->read = 0;
        f->last = DATE_LAST;
        if (account_is_own(f->account->kind))
            TRY(history_payments(f->c, tx, f->account->seq, f->newest - HISTORY_DAYS, f->newest,
                                 PAYMENTS_MOST / own, gather_payment, f));
        f->firsts[i] = f->last;
        f->oldest = f->last < f->oldest ? f->last : f->oldest;
        if (f->read == PAYMENTS_MOST / own && f->last > cut)
            cut = f->last;
    }
    f->oldest = cut > f->oldest ? cut : f->oldest;
    f->payment_count = f->gathered->len / sizeof *f->payments;
    f->payments = (struct payment *)(void *)f->gathered->at;
    payments_sort(f->payments, f->payment_count);
    return OK;
}

static enum err gather_cell(struct ctx *c, void *self, const struct month_total *total)
{
    struct facts *f = self;
    const struct account_row *account = find_account(f, total->account);
    (void)c;
    if (account == NULL || account->kind != ACCOUNT_EXPENSE || total->month > date_month(f->newest))
        return OK;
    struct month_spending cell = {
        .category = total->account, .month = total->month, .currency = total->currency};
    if (!__builtin_sub_overflow(total->debit, total->credit, &cell.amount))
        buf_add(f->gathered, (const char *)&cell, sizeof cell);
    return OK;
}

static enum err load_facts(struct facts *f, struct store_tx *tx, int64_t household)
{
    TRY(account_list(f->c, tx, household, &f->accounts, &f->account_count));
    if (f->account_count > 1)
        qsort(f->accounts, f->account_count, sizeof *f->accounts, by_seq);
    TRY(load_payments(f, tx));
    if (f->newest == DATE_NONE)
        return OK;
    f->gathered = buf_in_arena(f->c->arena);
    TRY(total_each(f->c, tx, household, gather_cell, f));
    f->cell_count = f->gathered->len / sizeof *f->cells;
    f->cells = (struct month_spending *)(void *)f->gathered->at;
    spending_sort(f->cells, f->cell_count);
    return OK;
}

static int by_month(const void *a, const void *b)
{
    const struct budget_spending *x = a, *y = b;
    return (x->month > y->month) - (x->month < y->month);
}

/* What was spent in a budget's category and those below it. */
static size_t budget_spendings(const struct facts *f, const struct budget_row *row,
                               struct budget_spending **out)
{
    struct text budgeted = account_title(f, row->category);
    size_t count = 0;
    *out = ARENA_ARRAY(f->c->arena, struct budget_spending, f->cell_count + 1);
    for (size_t i = 0; i < f->cell_count; i++) {
        const struct month_spending *cell = &f->cells[i];
        if (cell->currency == row->currency && budget_covers(budgeted, account_title(f, cell->category)))
            (*out)[count++] = (struct budget_spending){cell->month, cell->amount};
    }
    qsort(*out, count, sizeof **out, by_month);
    return count;
}

/* rows[0..count) are the steps of one budget. */
static enum err look_at_budget(struct facts *f, const struct budget_row *rows, size_t count)
{
    struct arena_mark mark = arena_mark(f->c->arena);
    struct budget_step *steps = ARENA_ARRAY(f->c->arena, struct budget_step, count);
    struct budget_spending *spending;
    for (size_t i = 0; i < count; i++)
        steps[i] = (struct budget_step){rows[i].month_from, rows[i].amount, rows[i].rollover};
    struct budget budget = {.steps = steps, .step_count = count};
    budget.spending_count = budget_spendings(f, rows, &spending);
    budget.spending = spending;
    for (int32_t month = date_month(f->newest - ALERT_DAYS); month <= date_month(f->newest); month++) {
        struct budget_month status;
        bool has;
        date day = month_last(month) < f->newest ? month_last(month) : f->newest;
        TRY(budget_status(f->c, &budget, month, &has, &status));
        if (has)
            detect_budget(&status, rows->category, rows->currency, month, day, &f->findings);
    }
    arena_rewind(f->c->arena, mark);
    return OK;
}

/* However many there are: each was asked for by whoever set the budget. */
static enum err look_at_budgets(struct facts *f, struct store_tx *tx, int64_t household)
{
    struct budget_row *rows;
    size_t count;
    TRY(budget_list(f->c, tx, household, &rows, &count));
    for (size_t i = 0, end; i < count; i = end) {
        for (end = i + 1;
             end < count && rows[end].category == rows[i].category && rows[end].currency == rows[i].currency;
             end++)
            ;
        TRY(look_at_budget(f, rows + i, end - i));
    }
    return OK;
}

/* Money moved between own accounts whose other side is unknown is no purchase. */
static enum err is_transfer(struct facts *f, struct store_tx *tx, const struct finding *finding, bool *is)
{
    static const enum account_kind kinds[] = {ACCOUNT_EQUITY, ACCOUNT_ASSET, ACCOUNT_LIABILITY};
    *is = false;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0] && !*is && finding->txn != 0; i++)
        TRY(history_has_kind(f->c, tx, finding->txn, finding->account, kinds[i], is));
    return OK;
}

/* A payee seems new when its account is. */
static bool is_on_new_account(const struct facts *f, const struct finding *finding)
{
    const struct account_row *account = find_account(f, finding->account);
    return finding->kind == INSIGHT_NEW_PAYEE && account != NULL &&
           f->firsts[account - f->accounts] > f->newest - ALERT_DAYS - NEW_HISTORY_DAYS;
}

/* Of what was found since `start`, the weightiest that are about purchases. */
static enum err keep(struct facts *f, struct store_tx *tx, size_t start, size_t most)
{
    size_t kept = start;
    findings_keep(&f->findings, start, CANDIDATES_MOST);
    for (size_t i = start; i < f->findings.count && kept - start < most; i++) {
        struct finding *finding = &f->findings.at[i];
        bool transfer;
        TRY(is_transfer(f, tx, finding, &transfer));
        if (!transfer && !is_on_new_account(f, finding))
            f->findings.at[kept++] = *finding;
    }
    f->findings.count = kept;
    return OK;
}

static enum err look_at_payments(struct facts *f, struct store_tx *tx)
{
    struct findings *out = &f->findings;
    size_t start = out->count;
    detect_duplicate_charges(f->payments, f->payment_count, f->newest - DISPUTE_DAYS, out);
    TRY(keep(f, tx, start, FINDINGS_MOST));
    start = out->count;
    detect_price_rises(f->payments, f->payment_count, f->newest - PRICE_DAYS, f->newest, out);
    TRY(keep(f, tx, start, FINDINGS_MOST));
    start = out->count;
    detect_new_payees(f->payments, f->payment_count, f->newest - ALERT_DAYS, f->oldest,
                      spending_usual_weight(f->cells, f->cell_count, f->c->arena) / 20, out);
    return keep(f, tx, start, NEW_PAYEES_MOST);
}

/* Their order is the detector's own: an account that runs dry is no purchase. */
static enum err look_ahead(struct facts *f, struct store_tx *tx, int64_t household)
{
    size_t start = f->findings.count;
    TRY(detect_missed_payments(f->c, f->payments, f->payment_count, &f->findings));
    TRY(keep(f, tx, start, FINDINGS_MOST));
    return forecast_notice(f->c, tx, household, f->today, &f->findings);
}

static void look_at_months(struct facts *f)
{
    int32_t now = date_month(f->newest);
    int32_t whole = f->newest == month_last(now) ? now : now - 1;
    int32_t quarter = whole - (whole + 1) % 3;
    size_t start = f->findings.count;
    detect_unusual_months(f->cells, f->cell_count, date_month(f->newest - DISPUTE_DAYS), now, &f->findings);
    findings_keep(&f->findings, start, FINDINGS_MOST);
    detect_month_summary(f->cells, f->cell_count, whole, &f->findings);
    detect_weekly_rhythm(f->payments, f->payment_count, quarter, &f->findings);
}

static enum err find_names(const struct facts *f, struct store_tx *tx, const struct finding *finding,
                           struct finding_names *names)
{
    *names = (struct finding_names){.account = account_title(f, finding->account),
                                    .category = account_title(f, finding->category)};
    for (size_t i = 0; i < FINDING_TOP; i++)
        names->top[i] = account_title(f, finding->top[i].category);
    return payee_name(f->c, tx, finding->payee, &names->payee);
}

/* Oldest first: what is newest then stands on top of every list. */
static int by_date(const void *a, const void *b)
{
    const struct finding *x = a, *y = b;
    if (x->date != y->date)
        return x->date < y->date ? -1 : 1;
    return strcmp(x->topic, y->topic);
}

static void release(void *arena)
{
    arena_free(arena);
}

static enum err look(struct agent_context *x, struct facts **out)
{
    struct facts *f = ARENA_NEW(x->c->arena, struct facts);
    struct store_tx *tx;
    f->c = x->c;
    f->findings.arena = arena_new();
    arena_defer(x->c->arena, release, f->findings.arena);
    *out = f;
    TRY(agent_ledger(x, &tx));
    TRY(forecast_today(x->c, tx, x->household, DATE_NONE, &f->today));
    TRY(load_facts(f, tx, x->household));
    if (f->newest == DATE_NONE)
        return OK;
    TRY(look_at_payments(f, tx));
    look_at_months(f);
    TRY(look_ahead(f, tx, x->household));
    TRY(look_at_budgets(f, tx, x->household));
    if (f->findings.count > 1)
        qsort(f->findings.at, f->findings.count, sizeof *f->findings.at, by_date);
    return OK;
}

/* -- Facts */

/* What nobody was told of: in the order of their days, until there is enough for one look. */
static enum err write_new(struct agent_context *x, struct facts *f, struct store_tx *tx, struct json *j,
                          size_t *fresh, bool *more)
{
    for (size_t i = 0; i < f->findings.count; i++) {
        const struct finding *finding = &f->findings.at[i];
        struct finding_names names;
        bool known;
        TRY(insight_has(x->c, tx, x->household, text_of(finding->topic), &known));
        if (known)
            continue;
        *more = *fresh == NOTICING_TELLS_MOST || j->out->len > FACTS_BYTES;
        if (*more)
            return OK;
        TRY(find_names(f, tx, finding, &names));
        finding_write(j, finding, &names);
        ++*fresh;
    }
    return OK;
}

enum err noticing_gather(struct agent_context *x, const struct agent_trigger *trigger, struct json *j)
{
    struct facts *f;
    struct store_tx *tx;
    size_t fresh = 0;
    bool more = false;
    x->idle = trigger->task == NULL && trigger->event->followed; /* whoever comes last sees it all */
    if (x->idle)
        return OK;
    TRY(look(x, &f));
    TRY(agent_ledger(x, &tx));
    json_key_int(j, "found", (int64_t)f->findings.count);
    json_key(j, "newest");
    json_date(j, f->newest);
    json_key(j, "findings");
    json_array(j);
    TRY(write_new(x, f, tx, j, &fresh, &more));
    json_array_end(j);
    json_key_bool(j, "more", more);
    x->idle = trigger->task == NULL && fresh == 0;
    return OK;
}

/* Which payments come again. */
#include "finance/forecast/inner.h"

#include <stdlib.h>

static enum err add_account(struct ctx *c, struct store_tx *tx, struct flows *flows,
                            const struct account_row *account, int64_t most, date today, struct buf *out)
{
    struct recurring *groups;
    size_t count;
    TRY(flows_read(c, tx, &account, 1, most, today, flows));
    struct recurring_options how = {.today = flows->as_of, .parties_known = true};
    TRY(recurring_find(c, flows->payments, flows->count, &how, &groups, &count));
    for (size_t i = 0; i < count; i++) {
        size_t newest = groups[i].members[groups[i].count - 1];
        const struct recurring_payment *last = &flows->payments[newest];
        struct forecast_recurring row = {.account = account,
                                         .group = groups[i],
                                         .state = recurring_state(&groups[i], flows->as_of),
                                         .payee_seq = flows->about[newest].payee,
                                         .txn = flows->about[newest].txn,
                                         .last = last->date,
                                         .last_amount = last->amount};
        if (groups[i].cancelled && last->date < today - FORECAST_ENDED)
            continue;
        TRY(flows_payee(c, tx, flows, newest, &row.payee));
        buf_add(out, (const char *)&row, sizeof row);
    }
    return OK;
}

static int by_next(const void *a, const void *b)
{
    const struct forecast_recurring *x = a, *y = b;
    bool x_ended = x->state == RECURRING_ENDED, y_ended = y->state == RECURRING_ENDED;
    if (x_ended != y_ended)
        return x_ended ? 1 : -1;
    date p = x_ended ? -x->last : x->group.next, q = y_ended ? -y->last : y->group.next;
    if (p != q)
        return p < q ? -1 : 1;
    int names = text_compare(x->payee, y->payee);
    return names != 0 ? names : (x->txn > y->txn) - (x->txn < y->txn);
}

enum err forecast_recurring(struct ctx *c, struct store_tx *tx, int64_t household, int64_t account,
                            date today, struct forecast_recurring **out, size_t *count)
{
    struct flows flows;
    struct buf *rows = buf_in_arena(c->arena);
    TRY(forecast_today(c, tx, household, today, &today));
    TRY(account_index_load(c, tx, household, &flows.accounts));
    const struct account_row **which =
        ARENA_ARRAY(c->arena, const struct account_row *, flows.accounts.count + 1);
    int64_t chosen = 0;
    for (size_t i = 0; i < flows.accounts.count; i++) {
        const struct account_row *own = &flows.accounts.rows[i];
        if (account_is_own(own->kind) && (account == 0 ? own->closed_us == 0 : own->seq == account))
            which[chosen++] = own;
    }
    for (int64_t i = 0; i < chosen; i++)
        TRY(add_account(c, tx, &flows, which[i], FORECAST_FLOWS / chosen, today, rows));
    *out = (struct forecast_recurring *)(void *)rows->at;
    *count = rows->len / sizeof **out;
    if (*count > 1)
        qsort(*out, *count, sizeof **out, by_next);
    return OK;
}

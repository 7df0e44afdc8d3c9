/* Histories that tests make up: payments and months of spending. */
#ifndef TESTS_UNIT_INSIGHT_HISTORY_H
#define TESTS_UNIT_INSIGHT_HISTORY_H

#include "insight/words.h"
#include "support.h"

enum { HISTORY_MOST = 4000 };

struct history {
    struct ctx c;
    struct findings found;
    struct payment payments[HISTORY_MOST];
    size_t payment_count;
    struct month_spending cells[HISTORY_MOST];
    size_t cell_count;
};

static inline date day_of(int32_t year, int32_t month, int32_t day)
{
    date d;
    assert_true(date_from_civil(year, month, day, &d));
    return d;
}

static inline int32_t month_of(int32_t year, int32_t month)
{
    return year * 12 + month - 1;
}

static inline struct history *history_new(void)
{
    struct history *h = calloc(1, sizeof *h);
    assert_non_null(h);
    h->c = test_ctx();
    h->found.arena = h->c.arena;
    return h;
}

static inline void history_free(struct history *h)
{
    test_ctx_end(&h->c);
    free(h);
}

/* Amounts as seen from the account: negative is money out. */
static inline void pay(struct history *h, int64_t payee, date d, int64_t amount)
{
    assert_true(h->payment_count < HISTORY_MOST);
    h->payments[h->payment_count] = (struct payment){.txn = (int64_t)h->payment_count + 1,
                                                     .account = 1,
                                                     .payee = payee,
                                                     .amount = amount,
                                                     .date = d,
                                                     .currency = CURRENCY_EUR};
    h->payment_count++;
}

/* `months` payments of one amount, on one day of the month, every `every` months. */
static inline void pay_monthly(struct history *h, int64_t payee, int32_t first_month, int32_t months,
                               int32_t every, int32_t day, int64_t amount)
{
    for (int32_t i = 0; i < months; i++)
        pay(h, payee, month_first(first_month + i * every) + day - 1, amount);
}

static inline void spend(struct history *h, int64_t category, int32_t month, int64_t amount)
{
    assert_true(h->cell_count < HISTORY_MOST);
    h->cells[h->cell_count++] = (struct month_spending){
        .category = category, .amount = amount, .month = month, .currency = CURRENCY_EUR};
}

static inline size_t find_duplicates(struct history *h, date from)
{
    h->found.count = 0;
    payments_sort(h->payments, h->payment_count);
    detect_duplicate_charges(h->payments, h->payment_count, from, &h->found);
    return h->found.count;
}

static inline size_t find_rises(struct history *h, date from, date today)
{
    h->found.count = 0;
    payments_sort(h->payments, h->payment_count);
    detect_price_rises(h->payments, h->payment_count, from, today, &h->found);
    return h->found.count;
}

static inline size_t find_unusual(struct history *h, int32_t from, int32_t to)
{
    h->found.count = 0;
    spending_sort(h->cells, h->cell_count);
    detect_unusual_months(h->cells, h->cell_count, from, to, &h->found);
    return h->found.count;
}

#endif

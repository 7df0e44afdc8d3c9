/* A household in a store in memory whose history tests make up. */
#ifndef TESTS_UNIT_AGENTS_HOUSEHOLD_H
#define TESTS_UNIT_AGENTS_HOUSEHOLD_H

#include "store/entity/account.h"
#include "store/entity/payee.h"
#include "store/entity/sorting.h"
#include "store/entity/total.h"
#include "store/entity/txn.h"
#include "unit/events/world.h"

struct household_test {
    struct world *w;
    struct store_tx *tx; /* while a history is written */
    struct totals totals;
    int64_t checking;
    int64_t first, last; /* transactions written since the last event */
};

static inline int64_t open_account(struct household_test *h, const char *name, enum account_kind kind)
{
    struct account_row row = {.id = id_new(h->w->c.now_us),
                              .household = HOUSEHOLD_FIRST,
                              .kind = kind,
                              .name = text_of(name),
                              .currency = account_is_own(kind) ? CURRENCY_EUR : CURRENCY_NONE};
    assert_ok(&h->w->c, account_insert(&h->w->c, h->tx, &row));
    return row.seq;
}

static inline date day_of(int32_t year, int32_t month, int32_t day)
{
    date d;
    assert_true(date_from_civil(year, month, day, &d));
    return d;
}

static inline void history_begin(struct household_test *h)
{
    h->tx = world_begin(h->w);
}

/* A new household whose clock stands at noon of 2026-10-31. */
static inline struct household_test *household_new(void)
{
    struct household_test *h = calloc(1, sizeof *h);
    assert_non_null(h);
    h->w = world_new();
    h->w->now_us = (int64_t)day_of(2026, 10, 31) * INT64_C(86400000000) + INT64_C(43200000000);
    h->w->c.now_us = h->w->now_us;
    history_begin(h);
    h->checking = open_account(h, "Checking", ACCOUNT_ASSET);
    return h;
}

/* One posted entry of the checking account, booked against a category. */
static inline void entry(struct household_test *h, const char *payee, int64_t category, date day,
                         int64_t amount)
{
    struct ctx *c = &h->w->c;
    struct arena_mark mark = arena_mark(c->arena);
    struct txn_lines lines = {0};
    struct txn_part part = {category, amount};
    struct txn_row row = {.id = id_new(c->now_us),
                          .account = h->checking,
                          .date = day,
                          .amount = amount,
                          .state = TXN_POSTED,
                          .text = text_of(payee)};
    assert_ok(c, counter_take(c, h->tx, "txn", 1, &row.seq));
    assert_ok(c, payee_intern(c, h->tx, HOUSEHOLD_FIRST, text_of(payee), &row.payee));
    assert_ok(c, txn_insert(c, h->tx, &row));
    assert_ok(c, txn_book(c, &lines, h->checking, amount, CURRENCY_EUR, day, LINE_POSTED, &part, 1));
    assert_ok(c, txn_insert_lines(c, h->tx, row.seq, &lines, 0, &h->totals));
    h->first = h->first == 0 ? row.seq : h->first;
    h->last = row.seq;
    arena_rewind(c->arena, mark);
}

/* Commits what was written, with the two events of an import. Returns the number of the second. */
static inline int64_t history_commit(struct household_test *h)
{
    struct ctx *c = &h->w->c;
    struct event_row committed = {.household = HOUSEHOLD_FIRST,
                                  .type = TEXT(EVENT_IMPORT_COMMITTED),
                                  .subject = TEXT("import/1"),
                                  .data = TEXT("{\"import\":1}")};
    assert_ok(c, total_add(c, h->tx, &h->totals));
    totals_free(&h->totals);
    h->totals = (struct totals){0};
    assert_ok(c, event_append(c, h->tx, &committed));
    struct event_row created = {.household = HOUSEHOLD_FIRST,
                                .type = TEXT(EVENT_TRANSACTION_CREATED),
                                .subject = committed.subject,
                                .correlation = committed.correlation,
                                .causation = committed.id,
                                .txn_first = h->first,
                                .txn_last = h->last,
                                .data = TEXT("{}")};
    assert_ok(c, event_append(c, h->tx, &created));
    world_commit(h->w, h->tx);
    h->tx = NULL;
    h->first = h->last = 0;
    return created.seq;
}

static inline void household_free(struct household_test *h)
{
    totals_free(&h->totals);
    world_free(h->w);
    free(h);
}

#endif

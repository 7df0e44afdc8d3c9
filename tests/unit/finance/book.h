/* A ledger in memory, written by the functions that imports use. */
#ifndef TESTS_UNIT_FINANCE_BOOK_H
#define TESTS_UNIT_FINANCE_BOOK_H

#include "ledger/currency.h"
#include "servers/any_store.h"
#include "store/entity/account.h"
#include "store/entity/household.h"
#include "store/entity/payee.h"
#include "store/entity/total.h"
#include "store/entity/txn.h"
#include "store/migrate.h"
#include "support.h"

struct book {
    struct ctx c;
    struct store *store;
    struct store_tx *tx; /* while something is written */
    struct totals totals;
};

static inline void book_begin(struct book *b)
{
    assert_ok(&b->c, store_begin(&b->c, b->store, &b->tx));
}

/* Keeps what was written since book_begin. */
static inline void book_keep(struct book *b)
{
    assert_ok(&b->c, total_add(&b->c, b->tx, &b->totals));
    totals_free(&b->totals);
    assert_ok(&b->c, store_commit(&b->c, b->tx));
    b->tx = NULL;
}

static inline struct store_tx *book_read(struct book *b)
{
    struct store_tx *tx;
    assert_ok(&b->c, store_begin_read(&b->c, b->store, &tx));
    return tx;
}

/* Open and writing. */
static inline struct book *book_new(void)
{
    struct book *b = calloc(1, sizeof *b);
    assert_non_null(b);
    b->c = test_ctx();
    assert_ok(&b->c, store_open(&b->c, any_store_driver(), any_store_place(":memory:"), true, &b->store));
    assert_ok(&b->c, migrate_up(&b->c, b->store));
    book_begin(b);
    return b;
}

static inline void book_free(struct book *b)
{
    totals_free(&b->totals);
    test_ctx_end(&b->c);
    store_close(b->store);
    free(b);
}

static inline int64_t book_account(struct book *b, const char *name, enum account_kind kind, const char *code)
{
    struct account_row row = {.household = HOUSEHOLD_FIRST, .kind = kind, .name = text_of(name)};
    if (code != NULL)
        assert_true(currency_from_code(text_of(code), &row.currency));
    assert_ok(&b->c, account_insert(&b->c, b->tx, &row));
    return row.seq;
}

static inline int64_t book_category(struct book *b, const char *path)
{
    enum account_kind kind;
    assert_true(category_kind(text_of(path), &kind));
    return book_account(b, path, kind, NULL);
}

static inline date day(const char *text)
{
    date d;
    assert_true(date_parse(text_of(text), &d));
    return d;
}

static inline int32_t month(const char *text)
{
    int32_t m;
    assert_true(month_parse(text_of(text), &m));
    return m;
}

/* What a transaction is, apart from its parts. */
struct entry {
    int64_t account;
    const char *day;
    const char *payee; /* NULL: none */
    const char *text, *memo, *bank_id;
    enum txn_state state; /* 0: posted */
    int flags;
};

static inline int64_t book_parts(struct book *b, struct entry e, const struct txn_part *parts, size_t count)
{
    struct account_row account;
    struct txn_lines lines = {0};
    struct txn_row row = {.id = id_new(b->c.now_us),
                          .account = e.account,
                          .date = day(e.day),
                          .state = e.state == 0 ? TXN_POSTED : e.state,
                          .flags = e.flags,
                          .sorted_by = SORTED_RULE,
                          .text = text_of(e.text),
                          .memo = text_of(e.memo),
                          .bank_id = text_of(e.bank_id)};
    assert_ok(&b->c, account_by_seq(&b->c, b->tx, e.account, &account));
    assert_ok(&b->c, counter_take(&b->c, b->tx, "txn", 1, &row.seq));
    if (e.payee != NULL)
        assert_ok(&b->c, payee_intern(&b->c, b->tx, HOUSEHOLD_FIRST, text_of(e.payee), &row.payee));
    for (size_t i = 0; i < count; i++)
        row.amount += parts[i].amount;
    assert_ok(&b->c, txn_book(&b->c, &lines, e.account, row.amount, account.currency, row.date,
                              row.state == TXN_PENDING ? LINE_PENDING : LINE_POSTED, parts, count));
    if (row.state == TXN_VOID)
        assert_ok(&b->c, txn_void(&b->c, &lines));
    assert_ok(&b->c, txn_insert(&b->c, b->tx, &row));
    assert_ok(&b->c, txn_insert_lines(&b->c, b->tx, row.seq, &lines, 0, &b->totals));
    return row.seq;
}

static inline int64_t book_entry(struct book *b, struct entry e, int64_t category, int64_t amount)
{
    struct txn_part part = {category, amount};
    return book_parts(b, e, &part, 1);
}

/* Runs one statement that changes something, as only a test may. */
static inline void book_damage(struct book *b, const char *sql)
{
    struct store_query *q;
    int64_t changed;
    struct store_tx *tx;
    assert_ok(&b->c, store_begin(&b->c, b->store, &tx));
    assert_ok(&b->c, store_query(&b->c, tx, sql, &q));
    assert_ok(&b->c, store_run(&b->c, q, &changed));
    assert_true(changed > 0);
    assert_ok(&b->c, store_commit(&b->c, tx));
}

#endif

/* Transactions and their transfer lines in the store. */
#ifndef STORE_ENTITY_TXN_H
#define STORE_ENTITY_TXN_H

#include "ledger/totals.h"
#include "ledger/transaction.h"
#include "store/store.h"

struct txn_row {
    int64_t seq;
    struct id id;
    int64_t account;
    date date;
    int64_t amount; /* minor units of the account's currency, signed as seen from the account */
    enum txn_state state;
    int flags; /* enum txn_flags */
    enum sorted_by sorted_by;
    int64_t import;      /* 0: none */
    int64_t payee;       /* 0: none */
    int64_t pair;        /* the other side of a transfer between own accounts; 0: none */
    struct text text;    /* the bank's description as it came */
    struct text bank_id; /* empty: none */
    struct text memo;    /* empty: none */
    struct text tags;    /* separated by ','; empty: none */
    struct text notes;   /* the user's; empty: none */
};

/* Inserts a transaction whose seq was taken from the counter "txn". ERR_CONFLICT when the id is taken. */
enum err txn_insert(struct ctx *c, struct store_tx *tx, const struct txn_row *row) MUST_USE;
/* Inserts lines from..count-1 of a transaction and adds their effect to `totals`. */
enum err txn_insert_lines(struct ctx *c, struct store_tx *tx, int64_t txn, const struct txn_lines *lines,
                          int32_t from, struct totals *totals) MUST_USE;
/* Writes what may change: state, flags, sorted_by, payee, pair, tags, notes, and a bank id where there was none. Whoever adds lines to a
 * transaction that was there before calls it, too: it tells the search index. */
enum err txn_update(struct ctx *c, struct store_tx *tx, const struct txn_row *row) MUST_USE;

/* Reads one; texts into c->arena. ERR_NOT_FOUND, or ERR_CORRUPT when the row's check does not agree. */
enum err txn_by_seq(struct ctx *c, struct store_tx *tx, int64_t seq, struct txn_row *out) MUST_USE;
enum err txn_by_id(struct ctx *c, struct store_tx *tx, struct id id, struct txn_row *out) MUST_USE;
enum err txn_read_lines(struct ctx *c, struct store_tx *tx, int64_t seq, struct txn_lines *out) MUST_USE;

/* The columns that txn_from_query reads, for queries that are written elsewhere. */
#define TXN_COLUMNS                                                                                          \
    "seq, id, account, date, amount, state, flags, sorted_by, import, payee, pair, row_check, text, "        \
    "bank_id, "                                                                                              \
    "memo, tags, notes"
enum { TXN_COLUMN_COUNT = 17 };
/* The row under the cursor; texts live until the next step. False when its check does not agree. */
bool txn_from_query(struct store_query *q, struct txn_row *out);
/* Copies the row's texts into the arena. */
void txn_keep(struct arena *arena, struct txn_row *row);

#endif

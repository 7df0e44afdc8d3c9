/* Accounts in the store: own ones and categories. */
#ifndef STORE_ENTITY_ACCOUNT_H
#define STORE_ENTITY_ACCOUNT_H

#include "base/date.h"
#include "ledger/account.h"
#include "store/store.h"

struct account_row {
    int64_t seq;
    struct id id;
    int64_t household;
    enum account_kind kind;
    currency currency;  /* CURRENCY_NONE for categories */
    struct text name;   /* unique in the household */
    struct text number; /* the bank's: IBAN or other, letters and digits only; empty when unknown */
    struct text bank;
    int64_t created_us;
    int64_t closed_us; /* 0: open */
    bool has_lowest;   /* bookings by hand must not take booked and held money below `lowest` */
    int64_t lowest;    /* minor units */
};

/* Inserts and fills in seq. ERR_CONFLICT when the name is taken. */
enum err account_insert(struct ctx *c, struct store_tx *tx, struct account_row *row) MUST_USE;
/* ERR_NOT_FOUND when there is none. Texts go into c->arena. */
enum err account_by_name(struct ctx *c, struct store_tx *tx, int64_t household, struct text name,
                         struct account_row *out) MUST_USE;
enum err account_by_id(struct ctx *c, struct store_tx *tx, int64_t household, struct id id,
                       struct account_row *out) MUST_USE;
enum err account_by_seq(struct ctx *c, struct store_tx *tx, int64_t seq, struct account_row *out) MUST_USE;
enum err account_rename(struct ctx *c, struct store_tx *tx, int64_t seq, struct text name) MUST_USE;
enum err account_set_lowest(struct ctx *c, struct store_tx *tx, int64_t seq, bool has,
                            int64_t lowest) MUST_USE;
/* closed_us 0: open again. */
enum err account_set_closed(struct ctx *c, struct store_tx *tx, int64_t seq, int64_t closed_us) MUST_USE;
/* Its transactions that are not void, those of them that are held, and the newest one's date (DATE_NONE: none). */
struct account_counts {
    int64_t transactions, held;
    date newest;
};
/* `all`: how many there are, void ones too, if that is known; -1: they are counted. */
enum err account_count(struct ctx *c, struct store_tx *tx, int64_t seq, int64_t all,
                       struct account_counts *out) MUST_USE;
/* How many transactions of any state each account got after a number; *newest is the newest there is. Into c->arena. */
struct account_share {
    int64_t account, transactions;
};
enum err accounts_count_new(struct ctx *c, struct store_tx *tx, int64_t after, int64_t *newest,
                            struct account_share **out, size_t *count) MUST_USE;
/* Does the household have an own account? One without has nothing to look after. */
enum err account_any_own(struct ctx *c, struct store_tx *tx, int64_t household, bool *any) MUST_USE;
/* All accounts of a household by kind and name, into c->arena. */
enum err account_list(struct ctx *c, struct store_tx *tx, int64_t household, struct account_row **out,
                      size_t *count) MUST_USE;

#endif

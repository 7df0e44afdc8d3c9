/* Payments in the store. The rules are in finance/payment/. */
#ifndef STORE_ENTITY_AGENCY_PAYMENT_H
#define STORE_ENTITY_AGENCY_PAYMENT_H

#include "base/date.h"
#include "ledger/currency.h"
#include "store/store.h"

enum payment_state {
    PAYMENT_PLANNED = 1,
    PAYMENT_HELD = 2,      /* in the ledger, not gone out yet */
    PAYMENT_SUBMITTED = 3, /* the provider has it */
    PAYMENT_PAID = 4,
    PAYMENT_FAILED = 5,
    PAYMENT_CANCELLED = 6,
};

enum payment_kind { PAYMENT_TO_PAYEE = 1, PAYMENT_TO_OWN = 2 };

struct payment_row {
    int64_t seq;
    struct id id;
    int64_t household;
    enum payment_kind kind;
    int64_t account; /* the money leaves it */
    int64_t target;  /* PAYMENT_TO_OWN: it arrives there; else 0 */
    struct text payee, number, payee_key;
    int64_t amount; /* minor units, above 0 */
    currency currency;
    date due; /* the household's day */
    struct text reference;
    int64_t category;  /* 0: sorted by its payee */
    struct text agent; /* who wanted it; empty: a person */
    int64_t mandate;   /* 0: none */
    date occurrence;   /* of the mandate; DATE_NONE */
    enum payment_state state;
    int64_t proposal; /* what allowed it; 0: it was planned without one */
    int64_t asked;    /* what people are asked about it now; 0: nothing */
    int64_t txn, other_txn;
    date outlay_day; /* DATE_NONE: not counted */
    struct text provider, provider_ref;
    int64_t tries; /* how often it may have gone out */
    int64_t next_us;
    int64_t claim_us; /* 0: nobody is sending it */
    bool told;
    struct text why; /* it failed, or waits */
    int64_t created_us, changed_us;
};

/* Inserts and fills in seq, created_us and changed_us. ERR_CONFLICT when the mandate's occurrence has one already. */
enum err payment_insert(struct ctx *c, struct store_tx *tx, struct payment_row *row) MUST_USE;
/* Writes due, state, proposal, asked, txn, other_txn, outlay_day, provider, provider_ref, tries, next_us, claim_us, told and why; changed now. */
enum err payment_update(struct ctx *c, struct store_tx *tx, struct payment_row *row) MUST_USE;
/* Texts into c->arena. ERR_NOT_FOUND. */
enum err payment_by_id(struct ctx *c, struct store_tx *tx, int64_t household, struct id id,
                       struct payment_row *out) MUST_USE;
enum err payment_by_seq(struct ctx *c, struct store_tx *tx, int64_t seq, struct payment_row *out) MUST_USE;
/* Whose transaction this is, on either side. */
enum err payment_by_txn(struct ctx *c, struct store_tx *tx, int64_t txn, struct payment_row *out,
                        bool *found) MUST_USE;

struct payment_span {
    int64_t state;  /* 0: any */
    int64_t before; /* newest first, behind this number; 0: from the newest */
};
/* At most `limit` of LIMIT_PAGE. */
enum err payment_page(struct ctx *c, struct store_tx *tx, int64_t household, const struct payment_span *span,
                      int64_t limit, struct payment_row **out, size_t *count) MUST_USE;
/* Due from `from` to `to`, both included, by day; at most `most`, one more when there are more. Cancelled ones too. */
enum err payment_between(struct ctx *c, struct store_tx *tx, int64_t household, date from, date to,
                         size_t most, struct payment_row **out, size_t *count) MUST_USE;
/* A mandate's that are planned. At most LIMIT_PAGE. */
enum err payment_planned_of(struct ctx *c, struct store_tx *tx, int64_t mandate, struct payment_row **out,
                            size_t *count) MUST_USE;

/* Of all households, in one state, whose time has come; the earliest first, at most `limit`. Those that are being sent are left out unless their claim
 * is older than `stale_us`. */
enum err payment_ready(struct ctx *c, struct store_tx *tx, enum payment_state state, int64_t now_us,
                       int64_t stale_us, int64_t limit, struct payment_row **out, size_t *count) MUST_USE;
/* When the next one in this state is; INT64_MAX: none. */
enum err payment_next(struct ctx *c, struct store_tx *tx, enum payment_state state,
                      int64_t *next_us) MUST_USE;
/* Held ones whose transaction is no longer held, and submitted ones that a statement or a person booked. At most `limit`. */
enum err payment_overtaken(struct ctx *c, struct store_tx *tx, int64_t limit, struct payment_row **out,
                           size_t *count) MUST_USE;
/* Did an import put another row in its transaction's place? */
enum err payment_txn_replaced(struct ctx *c, struct store_tx *tx, int64_t txn, bool *was) MUST_USE;
/* Nobody sends any more: a process alone on its store has just begun. */
enum err payment_unclaim(struct ctx *c, struct store_tx *tx) MUST_USE;

/* -- Mandates */

enum mandate_state { MANDATE_ACTIVE = 1, MANDATE_ENDED = 2 };
enum mandate_unit { MANDATE_DAYS = 1, MANDATE_MONTHS = 2 };

struct mandate_row {
    int64_t seq;
    struct id id;
    int64_t household, account;
    struct text payee, number, payee_key;
    int64_t most; /* minor units */
    currency currency;
    int64_t every;
    enum mandate_unit unit;
    date first;
    struct text reference, series;
    int64_t category; /* 0: none */
    enum mandate_state state;
    int64_t confirmed; /* by so many people */
    int64_t proposal;
    struct text why; /* it ended */
    int64_t created_us, ended_us;
};
/* Inserts and fills in seq and created_us. */
enum err mandate_insert(struct ctx *c, struct store_tx *tx, struct mandate_row *row) MUST_USE;
enum err mandate_end_row(struct ctx *c, struct store_tx *tx, struct mandate_row *row,
                         struct text why) MUST_USE;
enum err mandate_by_id(struct ctx *c, struct store_tx *tx, int64_t household, struct id id,
                       struct mandate_row *out) MUST_USE;
enum err mandate_by_seq(struct ctx *c, struct store_tx *tx, int64_t seq, struct mandate_row *out) MUST_USE;
/* In their order, those in force or all, at most LIMIT_PAGE. */
enum err mandate_list(struct ctx *c, struct store_tx *tx, int64_t household, bool ended,
                      struct mandate_row **out, size_t *count) MUST_USE;

#endif

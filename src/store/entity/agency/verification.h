/* Transactions that are held until somebody says whether they were theirs, and how a household wants to be watched. The rules are in finance/security/. */
#ifndef STORE_ENTITY_AGENCY_VERIFICATION_H
#define STORE_ENTITY_AGENCY_VERIFICATION_H

#include "base/date.h"
#include "ledger/currency.h"
#include "store/store.h"

enum verification_state {
    VERIFICATION_OPEN = 1,
    VERIFICATION_CONFIRMED = 2, /* it was theirs: released */
    VERIFICATION_DENIED = 3,    /* it was not, or nobody said so and the policy allows that: void */
    VERIFICATION_GONE = 4,      /* the transaction is: its import was taken back. Nobody answered */
};

struct verification_row {
    int64_t seq;
    struct id id;
    int64_t household;
    int64_t txn; /* one for each transaction */
    struct id txn_id;
    enum verification_state state;
    int was;            /* enum txn_state before it was held */
    struct text agent;  /* who held it; empty: a person */
    struct id proposal; /* that held it */
    struct text payee, payee_key, account;
    int64_t amount; /* minor units, signed as seen from the account */
    currency currency;
    date date;
    int64_t score, threshold; /* thousandths; 0: a person held it */
    int64_t probability;      /* millionths */
    struct text evidence;     /* the action that held it: JSON */
    int64_t deadline_us;
    int64_t person; /* who answered; 0: nobody, or at the terminal */
    int64_t answered_us, created_us;
};

/* Inserts and fills in seq, id, created_us. ERR_CONFLICT: this transaction has one. */
enum err verification_insert(struct ctx *c, struct store_tx *tx, struct verification_row *row) MUST_USE;
/* Writes state, deadline_us, person, answered_us. */
enum err verification_update(struct ctx *c, struct store_tx *tx, const struct verification_row *row) MUST_USE;
/* Texts into c->arena. ERR_NOT_FOUND. */
enum err verification_by_id(struct ctx *c, struct store_tx *tx, int64_t household, struct id id,
                            struct verification_row *out) MUST_USE;
enum err verification_by_txn(struct ctx *c, struct store_tx *tx, int64_t household, int64_t txn,
                             struct verification_row *out, bool *found) MUST_USE;
/* Newest first, behind `before` (0: from the newest), in a state (0: any), at most `limit` of LIMIT_PAGE. */
enum err verification_page(struct ctx *c, struct store_tx *tx, int64_t household, int64_t state,
                           int64_t before, int64_t limit, struct verification_row **out,
                           size_t *count) MUST_USE;

struct verification_counts {
    int64_t open, confirmed, denied;
};
/* Of those that were held since a time. */
enum err verification_count(struct ctx *c, struct store_tx *tx, int64_t household, int64_t since_us,
                            struct verification_counts *out) MUST_USE;

struct security_setting {
    int64_t version; /* 0: nothing was ever said or set */
    int64_t hours;   /* to answer in */
    int64_t target;  /* false alarms per million transactions */
    bool holds;      /* false: it only tells */
    bool asks;       /* a language model may be asked about payments in doubt */
};
enum { SECURITY_HOURS_USUAL = 24, SECURITY_TARGET_USUAL = 2000 };

/* The usual one where the household has none. */
enum err security_setting_get(struct ctx *c, struct store_tx *tx, int64_t household,
                              struct security_setting *out) MUST_USE;
/* Writes it as the next version. */
enum err security_setting_put(struct ctx *c, struct store_tx *tx, int64_t household,
                              struct security_setting *setting) MUST_USE;

/* `payee`: a key. The larger amount stays. */
enum err security_trust_put(struct ctx *c, struct store_tx *tx, int64_t household, struct text payee,
                            struct text reason, int64_t amount) MUST_USE;
/* Is a payment of so much to this payee no reason for suspicion any more? Up to a quarter more than what was confirmed. */
enum err security_trust_has(struct ctx *c, struct store_tx *tx, int64_t household, struct text payee,
                            struct text reason, int64_t amount, bool *out) MUST_USE;

#endif

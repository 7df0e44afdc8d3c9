/* Actions that somebody wants to happen, and what people said of them. The rules are in finance/proposal/. */
#ifndef STORE_ENTITY_AGENCY_PROPOSAL_H
#define STORE_ENTITY_AGENCY_PROPOSAL_H

#include "base/date.h"
#include "base/proof/digest.h"
#include "ledger/currency.h"
#include "store/store.h"

enum proposal_state {
    PROPOSAL_WAITING = 1,  /* for approval */
    PROPOSAL_APPROVED = 2, /* to be done when its time comes */
    PROPOSAL_DONE = 3,
    PROPOSAL_DENIED = 4, /* by the policy, or by a person */
    PROPOSAL_EXPIRED = 5,
    PROPOSAL_FAILED = 6, /* approved, but it could not be done: `why` */
    PROPOSAL_WITHDRAWN = 7,
};

struct proposal_row {
    int64_t seq;
    struct id id;
    int64_t household;
    struct text agent;  /* who wants it; empty: a person alone */
    int64_t person;     /* who asked for it; 0: nobody did */
    struct id run;      /* the agent's; zero: none */
    struct text kind;   /* of the action: finance/proposal/effect.h */
    struct text key;    /* unique in the household: the same key is the same proposal */
    struct text action; /* JSON in its one canonical form */
    struct digest digest;
    struct text reason;  /* why, in the agent's words */
    struct text summary; /* what would happen, in a line */
    int64_t amount;      /* minor units; 0: it moves no money */
    currency currency;
    enum proposal_state state;
    int verdict; /* enum policy_verdict: the policy's, when it was last asked */
    struct text rule;
    struct digest policy;
    struct text why;
    int64_t approvals_needed, approvals;
    bool step_up;
    int64_t not_before_us; /* it takes effect then at the earliest */
    int64_t expires_us;
    int64_t event; /* the log's row that led to it; 0: none */
    struct id correlation;
    struct text receipt; /* JSON; empty: none yet */
    int64_t created_us, changed_us;
};

/* Inserts and fills in seq, created_us and changed_us. */
enum err proposal_insert(struct ctx *c, struct store_tx *tx, struct proposal_row *row) MUST_USE;
/* Writes state, verdict, rule, policy, why, approvals_needed, approvals, step_up, not_before_us, expires_us and receipt; changed now. */
enum err proposal_update(struct ctx *c, struct store_tx *tx, struct proposal_row *row) MUST_USE;
/* Texts into c->arena. ERR_NOT_FOUND. */
enum err proposal_by_id(struct ctx *c, struct store_tx *tx, int64_t household, struct id id,
                        struct proposal_row *out) MUST_USE;
enum err proposal_by_key(struct ctx *c, struct store_tx *tx, int64_t household, struct text key,
                         struct proposal_row *out, bool *found) MUST_USE;
/* Newest first, behind `before` (0: from the newest), in a state (0: any), at most `limit` of LIMIT_PAGE. */
enum err proposal_page(struct ctx *c, struct store_tx *tx, int64_t household, int64_t state, int64_t before,
                       int64_t limit, struct proposal_row **out, size_t *count) MUST_USE;
/* Those that a run of an agent made, in their order, at most LIMIT_PAGE. */
enum err proposal_of_run(struct ctx *c, struct store_tx *tx, int64_t household, struct id run,
                         struct proposal_row **out, size_t *count) MUST_USE;
/* Of all households: approved ones whose time has come, and waiting ones whose time is over; the earliest first, at most `limit`. */
enum err proposal_due(struct ctx *c, struct store_tx *tx, int64_t now_us, int64_t limit,
                      struct proposal_row **out, size_t *count) MUST_USE;
/* When the next one is; INT64_MAX: none. */
enum err proposal_next_due(struct ctx *c, struct store_tx *tx, int64_t *due_us) MUST_USE;

struct approval_row {
    int64_t proposal, person, household;
    bool approved;
    bool step_up;    /* with a one-time code */
    struct text way; /* "page", "api", "email", "terminal" */
    struct digest digest;
    int64_t time_us;
};
/* *fresh is false when this person has spoken already. */
enum err approval_insert(struct ctx *c, struct store_tx *tx, const struct approval_row *row,
                         bool *fresh) MUST_USE;
/* This person's yes now has a one-time code behind it. */
enum err approval_step_up(struct ctx *c, struct store_tx *tx, int64_t proposal, int64_t person) MUST_USE;
enum err approval_list(struct ctx *c, struct store_tx *tx, int64_t proposal, struct approval_row **out,
                       size_t *count) MUST_USE;

#endif

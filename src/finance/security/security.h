/* Payments that look as if they were none of the household's: held, asked about, released or void.
 *
 *     (posted or pending) ── hold ──> held: pending, flag TXN_HELD, a verification is open
 *                                       ├── confirm ── release ──> as it was, the payee known, its reasons not held against it again
 *                                       ├── deny ───── void ─────> void, the payee blocked
 *                                       ├── its import is taken back: gone, and with it whatever was asked
 *                                       └── nobody answers: void where the policy allows the agent to; else it stays held, and people are told again
 *
 * Each step is a proposal (finance/proposal/): the policy decides, and effects in finance/effect/ call what is here. Answers are what models learn from. */
#ifndef FINANCE_SECURITY_SECURITY_H
#define FINANCE_SECURITY_SECURITY_H

#include "finance/proposal/proposal.h"
#include "store/entity/agency/verification.h"

enum {
    SECURITY_HOURS_MOST = 24 * 14,
    SECURITY_SIMILAR = 8,
    SECURITY_WISHES = 9,
    SECURITY_REASONS = 10,
    SECURITY_FEATURES = 16
};

/* -- What effects do (finance/effect/{hold,release,void}.c) */

/* {"transaction", "why"?, "score"?, "threshold"?, "probability"?, "hours"?, "model"?, "reasons"?, "features"?, "similar"?}: all but the first two are the agent's. */
enum err held_read_hold(struct ctx *c, struct store_tx *tx, int64_t household, const struct json_value *given,
                        struct effect_action *out) MUST_USE;
/* {"transaction", "why"?} of one that is held. */
enum err held_read_answer(struct ctx *c, struct store_tx *tx, int64_t household,
                          const struct json_value *given, struct effect_action *out) MUST_USE;
enum err held_open(struct ctx *c, struct store_tx *tx, const struct proposal_row *proposal,
                   const struct effect_action *action, struct text *receipt) MUST_USE;
enum err held_release(struct ctx *c, struct store_tx *tx, const struct proposal_row *proposal,
                      const struct effect_action *action, struct text *receipt) MUST_USE;
enum err held_void(struct ctx *c, struct store_tx *tx, const struct proposal_row *proposal,
                   const struct effect_action *action, struct text *receipt) MUST_USE;

/* -- What others do */

/* A held transaction was made void by others: the question is over, and nothing that was proposed about it can be approved any more. */
enum err held_gone(struct ctx *c, struct store_tx *tx, int64_t household, int64_t txn) MUST_USE;
/* The same of proposals to hold one that is void by now: nobody was asked yet. Looks at those that wait, which are few. */
enum err held_withdraw(struct ctx *c, struct store_tx *tx, int64_t household) MUST_USE;

/* -- What people do */

struct security_answered {
    struct verification_row row;
    struct proposal_row
        proposal; /* the release or the void: PROPOSAL_WAITING when the policy wants more people */
};

/* It was theirs. Twice is once. ERR_DENIED "step_up: …": a one-time code is needed; ERR_CONFLICT: it was denied. Wake the relay after the commit. */
enum err security_confirm(struct ctx *c, struct store_tx *tx, struct judge *judge, int64_t household,
                          struct id id, const struct proposal_voice *voice,
                          struct security_answered *out) MUST_USE;
/* It was not: void, and the payee blocked. Likewise. */
enum err security_deny(struct ctx *c, struct store_tx *tx, struct judge *judge, int64_t household,
                       struct id id, const struct proposal_voice *voice,
                       struct security_answered *out) MUST_USE;
/* What an answer would do now, as the policy sees it, and a digest of that: who is asked elsewhere (a link in a mail) says yes or no to exactly this. Only reads.
 * ERR_NOT_FOUND, ERR_CONFLICT: there is nothing to answer. */
struct security_question {
    struct verification_row row;
    struct text summary; /* the payment as the ledger has it now */
    struct digest digest;
    struct policy_decision decision;
};
enum err security_ask(struct ctx *c, struct store_tx *tx, struct judge *judge, int64_t household,
                      struct id id, bool yes, struct security_question *out) MUST_USE;

/* A person finds one suspicious that nobody held: it is held now. */
enum err security_report(struct ctx *c, struct store_tx *tx, struct judge *judge, int64_t household,
                         struct id txn, const struct proposal_voice *voice, struct text why,
                         struct verification_row *out) MUST_USE;

/* The action of blocking its payee, and the key of that: the same whoever wants it. Empty: it has none. */
struct text security_block_action(struct ctx *c, const struct verification_row *row);
struct text security_key(struct ctx *c, const char *what, struct id verification); /* "security/block/UUID" */
/* What came to nothing may be wanted again, SECURITY_WISHES times: "security/release/UUID/2". */
struct text security_key_again(struct ctx *c, const char *what, struct id verification, int time);

/* -- Looking */

extern const char *const
    verification_state_words[]; /* "open", "confirmed", "denied", "gone", NULL: from VERIFICATION_OPEN on */

/* Why it is held, for people: what whoever held it said, or the heaviest of the agent's reasons. */
enum err security_why(struct ctx *c, const struct verification_row *row, struct text *out) MUST_USE;
/* As the API and the command line show one: with its reasons, and with the payments that are like it as they are now. */
enum err verification_write(struct ctx *c, struct store_tx *tx, struct json *j,
                            const struct verification_row *row) MUST_USE;

struct security_status {
    struct security_setting setting;
    double threshold;
    int64_t payments;                  /* of the last SECURITY_DAYS days */
    struct verification_counts counts; /* held in these */
    double false_alarms;               /* confirmed ones per payment: the measured rate */
};
enum { SECURITY_DAYS = 90 };
enum err security_status(struct ctx *c, struct store_tx *tx, int64_t household,
                         struct security_status *out) MUST_USE;
void security_status_write(struct json *j, const struct security_status *s);
/* What a person wants otherwise: zero hours and target stay, and `asks` (a language model may be asked) that is NULL. ERR_INPUT: "hours: …", "target: …". */
enum err security_set(struct ctx *c, struct store_tx *tx, int64_t household, int64_t hours, double target,
                      bool holds, const bool *asks) MUST_USE;

#endif

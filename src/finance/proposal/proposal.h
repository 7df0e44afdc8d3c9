/* From a wish to an effect. Whoever wants something to happen to money (an agent, a model, a person) proposes; the household's policy, which they cannot
 * change, decides: it happens at once, people are asked, or it never happens.
 *
 *     proposal_make ──> deny ──> denied
 *          │  └──────> allow ──> approved ──(its time has come)──> done, with a receipt, or failed
 *          └─────────> ask ──> waiting ──> approvals ──────┘
 *                                 ├──> denied        └──> expired
 *
 * Approval is of a digest over household, id, kind and the canonical action: of the exact action, and of nothing else. Right before the effect the policy is
 * asked again, with the facts of then, in the same transaction: what raced for a limit finds it used up. A proposal's key is its idempotency key, its effect
 * and its state are one transaction: it happens once. */
#ifndef FINANCE_PROPOSAL_PROPOSAL_H
#define FINANCE_PROPOSAL_PROPOSAL_H

#include "finance/proposal/effect.h"

/* Keeps the households' policies that were used last, so that they are not parsed each time; never out of date. One thread at a time. */
struct judge;
struct judge *judge_new(void);
void judge_free(struct judge *judge);

/* A person who speaks, as far as the layer above knows them. */
struct proposal_voice {
    int64_t person;  /* 0: at the terminal of the machine that Florin runs on */
    struct text way; /* "page", "api", "email", "terminal" */
    bool step_up;    /* has just proved who they are, with a one-time code */
};

struct proposal_new {
    struct text agent; /* empty: a person alone */
    struct id run;     /* the agent's */
    const struct proposal_voice
        *voice; /* a person who asks for it, which is their approval too; NULL: an agent */
    struct text kind, key, reason;
    struct text action; /* JSON, not believed */
    int64_t event;      /* what led to it; 0: none */
    struct id correlation, causation;
};

/* Decides, writes it down, does it when it may be done now, and appends proposal.* events. The same key with the same action is that proposal as it is (*again).
 * ERR_CONFLICT: the key stands for another action. ERR_INPUT, ERR_LIMIT: it is no action. A denial is no error: look at out->state. `judge` may be NULL.
 * Wake the relay after the commit. */
enum err proposal_make(struct ctx *c, struct store_tx *tx, struct judge *judge, int64_t household,
                       const struct proposal_new *fresh, struct proposal_row *out, bool *again) MUST_USE;

/* A person says yes to what they were shown: `digest` is of that. Twice by one person is once. ERR_CONFLICT: it is another action than they were shown, is
 * decided already, or its time is over; ERR_DENIED: a one-time code is needed, too. Does it when it was the last approval that was needed. */
enum err proposal_approve(struct ctx *c, struct store_tx *tx, struct judge *judge, int64_t household,
                          struct id id, const struct digest *digest, const struct proposal_voice *voice,
                          struct proposal_row *out) MUST_USE;
/* Says no: one is enough, also when it is approved and waits for its time. */
enum err proposal_deny(struct ctx *c, struct store_tx *tx, int64_t household, struct id id,
                       const struct proposal_voice *voice, struct proposal_row *out) MUST_USE;
/* Whoever wanted it does not any more. Nothing when it is over already. */
enum err proposal_withdraw(struct ctx *c, struct store_tx *tx, int64_t household, struct text key,
                           struct text why) MUST_USE;

/* Does what is approved and due, lets expire what nobody answered. Each in a unit of work of its own. *next_us: when it has something to do again. */
enum err proposals_settle(struct ctx *c, struct store *store, struct judge *judge, int64_t *next_us) MUST_USE;

/* Asks the policy about an action without writing anything: for `florin policy try`, previews, and effects that are done later than they were approved (a
 * payment on its due date). `approved`: by so many people, with codes or without. */
struct proposal_check {
    enum policy_kind kind;
    struct text agent;
    int64_t proposed_us; /* 0: now */
    int64_t approvals, approvals_step_up;
};
enum err proposal_ask(struct ctx *c, struct store_tx *tx, struct judge *judge, int64_t household,
                      const struct effect_action *action, const struct proposal_check *check,
                      struct policy_decision *out, bool *may) MUST_USE;

/* "waiting", "approved", "done", "denied", "expired", "failed", "withdrawn", NULL: from PROPOSAL_WAITING on. */
extern const char *const proposal_state_words[];
/* What is still open is put in the words of now: an account has been renamed, a first day is over. Its digest stays. Others stay as they were written. */
enum err proposal_in_words(struct ctx *c, struct store_tx *tx, struct proposal_row *row) MUST_USE;
/* As the API, the command line and events show it: an object. */
void proposal_write(struct json *j, const struct proposal_row *row);

/* The household's policy, parsed; in the judge, or c->arena. */
enum err judge_policy(struct ctx *c, struct store_tx *tx, struct judge *judge, int64_t household,
                      const struct policy **out) MUST_USE;
/* Sets the household's policy. ERR_INPUT as policy_parse. */
enum err household_policy_set(struct ctx *c, struct store_tx *tx, int64_t household, int64_t person,
                              struct text yaml, int64_t *version) MUST_USE;

#endif

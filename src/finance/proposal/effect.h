/* What actions do. One file in finance/effect/ defines `const struct effect effect_NAME`; the build lists them.
 *
 * An action comes from an agent, a model or a person, as JSON, and is not believed: `read` turns it into one canonical form, which is what is decided on,
 * shown, approved by its digest, and done. */
#ifndef FINANCE_PROPOSAL_EFFECT_H
#define FINANCE_PROPOSAL_EFFECT_H

#include "base/json_in.h"
#include "policy/policy.h"
#include "store/entity/account.h"
#include "store/entity/agency/proposal.h"

/* An action as it was understood. Texts in c->arena. */
struct effect_action {
    struct text
        canonical; /* JSON: known members in one order, ids instead of names, amounts as decimal strings; reading it again gives the same */
    struct text summary; /* "Pay 12.50 EUR to ACME from Checking on 2026-12-01": what a person is asked */
    struct policy_action policy; /* kind and agent are filled in by the caller */
    struct account_row account;  /* the own account that it is about; seq 0: none */
    struct text payee_key;       /* whose standing and sums count (proposal_payee_key); empty: nobody's */
    bool takes; /* its amount leaves `account`: what is left afterwards is a fact for the policy */
    bool later; /* but on a day to come, when the policy is asked again: what is there today is none of it */
};

struct effect {
    enum policy_kind kind;
    const char *title; /* for people: "Pay somebody" */
    /* ERR_INPUT "action.amount: …"; ERR_NOT_FOUND and ERR_CONFLICT where the ledger does not have it so. Only reads. */
    enum err (*read)(struct ctx *c, struct store_tx *tx, int64_t household, const struct json_value *given,
                     struct effect_action *out);
    /* Does it, in the transaction of the decision, once. A refusal (ERR_CONFLICT, ERR_DENIED, ERR_NOT_FOUND, ERR_INPUT, ERR_LIMIT) comes before its first write: then the
     * proposal has failed, and says why. *receipt: JSON of what was done. */
    enum err (*apply)(struct ctx *c, struct store_tx *tx, const struct proposal_row *proposal,
                      const struct effect_action *action, struct text *receipt);
    /* It will not happen: a person denied it, nobody answered, it was withdrawn, or it failed. May be NULL. */
    enum err (*drop)(struct ctx *c, struct store_tx *tx, const struct proposal_row *proposal,
                     const struct effect_action *action);
};

/* By file name, ended by NULL. */
extern const struct effect *const effects[];
const struct effect *effect_find(enum policy_kind kind);

/* The key of a payee's standing and sums: the account's number behind '#' when it has one, else the name as equality has it; empty for neither. */
struct text proposal_payee_key(struct arena *arena, struct text name, struct text number);

/* Members of an action, for `read`. The text: trimmed, UTF-8 in one line, at most `most` bytes; missing or empty is ERR_INPUT when it is needed. */
enum err effect_text(struct ctx *c, const struct json_value *given, const char *name, size_t most,
                     bool needed, struct text *out) MUST_USE;
/* "amount" and "currency": above 0, exact. `cur` CURRENCY_NONE: the action names it, else it must be this one when it does. */
enum err effect_amount(struct ctx *c, const struct json_value *given, currency cur, int64_t *amount,
                       currency *out) MUST_USE;
/* An open own account by its id or name. */
enum err effect_account(struct ctx *c, struct store_tx *tx, int64_t household, const struct json_value *given,
                        const char *name, struct account_row *out) MUST_USE;
/* DATE_NONE when it is not there. */
enum err effect_date(struct ctx *c, const struct json_value *given, const char *name, date *out) MUST_USE;
/* ERR_INPUT for a member that is none of `names` (ended by NULL): what is not understood is not passed over. */
enum err effect_only(struct ctx *c, const struct json_value *given, const char *const *names) MUST_USE;

#endif

/* The household's policy: what may happen to its money by itself, what a person is asked first, what never happens. Pure: no store, no clock, no I/O.
 *
 * How it is decided. A rule applies when all its conditions hold; every rule that applies counts, in any order:
 * - the strictest verdict wins: deny, then ask, then allow;
 * - allowed is only what a rule with `verdict: allow` applies to and no stricter one. Where no rule with a verdict applies, hold and block are allowed
 *   and everything else asks;
 * - of an ask: most approvals, any one-time code, shortest life; of all rules, those that only wait too: the latest moment.
 * - A condition that cannot be known (no limit in the action's currency, sums in several currencies, no balance) is never skipped: a rule that allows
 *   does not apply; any other applies and says so, and one that denies asks instead.
 * - More money is never easier: rules that allow have upper limits only, all others lower limits only. So for known payees and balances.
 * - A rule that names no kind is about payments, transfers and mandates; one that allows must name them. A transfer's payee is never new.
 * - Names of payees and accounts: where being in a list loosens (allow: in it, others: not in it) they must be the same bytes; where it tightens, look-alikes
 *   count as the same: case, accents, blanks, punctuation, invisible characters, Greek and Cyrillic letters that look Latin.
 * - Before any rule, whatever the file says: denied are unknown kinds, what goes to a blocked payee (payments, transfers, mandates, releases), and facts that cannot be (negative
 *   amounts, sums that overflow, a payment of nothing or to nobody, a local day that is not now).
 *   Their rule's name is in parentheses: "(facts)", "(blocked payee)", "(no rule)".
 * The file's keys and worked examples: docs/guides/policy.md, docs/policy.example.yaml. */
#ifndef POLICY_POLICY_H
#define POLICY_POLICY_H

#include "base/date.h"
#include "base/json.h"
#include "ledger/currency.h"

enum {
    POLICY_FILE_BYTES = 256 << 10,
    POLICY_RULES_MAX = 200,
    POLICY_LIST_MAX = 100,       /* names in one list */
    POLICY_RULE_NAME_BYTES = 64, /* without the NUL; likewise an agent's name */
    POLICY_NAME_BYTES = 512,     /* of a payee, an account */
    POLICY_APPROVALS_MAX = 5,
    POLICY_WHY_BYTES = 320,
    POLICY_APPLIED_MAX = 16, /* rules that a decision lists */
    POLICY_DIGEST_BYTES = 32,
};

/* Zero is the strictest, so that what was never decided is denied. */
enum policy_verdict { POLICY_DENY, POLICY_ASK, POLICY_ALLOW };

enum policy_kind {
    POLICY_UNKNOWN,       /* denied */
    POLICY_PAYMENT,       /* money to somebody else */
    POLICY_TRANSFER,      /* money between own accounts */
    POLICY_MANDATE,       /* a recurring payment, confirmed once; amount: the most that one of them may be */
    POLICY_HOLD,          /* a transaction is held; protects */
    POLICY_RELEASE,       /* what was held goes on */
    POLICY_VOID,          /* what was held never happens */
    POLICY_BLOCK,         /* a payee is blocked; protects */
    POLICY_UNBLOCK,       /* a payee is no longer blocked */
    POLICY_LIMIT_REQUEST, /* a bank is asked for another limit */
    POLICY_KINDS
};

/* What somebody wants to do. Texts are UTF-8 and only read during the call. */
struct policy_action {
    enum policy_kind kind;
    struct text agent; /* who wants it: an agent's name, or "person" */
    int64_t
        amount; /* minor units, never negative; 0: it moves no money (payment, transfer, mandate: must not be) */
    currency currency;         /* CURRENCY_NONE only with amount 0 */
    struct text payee;         /* name; may be empty for kinds that have none */
    struct text payee_account; /* IBAN or number; may be empty */
    struct text account;       /* the own account's name; may be empty */
    bool
        confirmed; /* a person confirmed the recurring payment that this one belongs to, and the amount is within what was confirmed */
};

/* Money that left the household, or is held so that it will: payments of every way, posted and pending, without the action in hand. In the action's
 * currency; `mixed_…`: there was more, in other currencies. */
struct policy_spent {
    bool known; /* false: nothing of this could be found out */
    int64_t today, week,
        month; /* minor units: this local day; the last 7 local days, today included; this calendar month */
    bool mixed_today, mixed_week, mixed_month;
    int64_t count_today; /* payments, in all currencies */
};

/* What is so when it is decided. */
struct policy_facts {
    int64_t now_us;
    int64_t proposed_us; /* when the action was first decided upon: waits count from there. 0: now */
    date day;            /* the household's local day and minute of the day, 0..1439 */
    int32_t minute;
    int64_t
        payee_known_us; /* since when this payee with this account number is confirmed or was first paid; 0: new */
    bool payee_blocked;
    struct policy_spent all, payee; /* in all, and to this payee */
    bool balance_known;
    int64_t
        balance_after; /* what could still be spent from the own account after it (a credit card's: the credit left), in the action's currency */
};

/* A rule that applied. */
struct policy_applied {
    char rule[POLICY_RULE_NAME_BYTES + 1];
    char why[POLICY_WHY_BYTES];  /* "1,250.00 EUR to ACME is more than 1,000.00 EUR" */
    enum policy_verdict verdict; /* what it asks for here; POLICY_ALLOW as well when it only waits */
    bool only_waits;
    bool uncertain; /* a condition could not be known */
    int32_t approvals;
    bool step_up;
    int64_t not_before_us;
};

struct policy_decision {
    enum policy_verdict verdict;
    char rule[POLICY_RULE_NAME_BYTES +
              1]; /* that decided: of the strictest that apply, the first of the file */
    char why
        [POLICY_WHY_BYTES]; /* a sentence for a person, with the figures; UTF-8 without control or hidden characters */
    int32_t approvals;        /* ask: by so many different people, 1..POLICY_APPROVALS_MAX; else 0 */
    bool step_up;             /* ask: each of them with a one-time code */
    int64_t not_before_us;    /* may not take effect before; 0: now is fine (also deny) */
    int64_t expires_after_us; /* ask: how long the question stands, a duration; else 0 */
    size_t applied_count;     /* rules of the file that applied */
    size_t listed;            /* of them below: the strictest first, then as in the file */
    struct policy_applied applied[POLICY_APPLIED_MAX];
};

struct policy;

/* Reads a policy's file. ERR_INPUT (ERR_LIMIT: too large, too many) says line, column, key, value and what is allowed. *out lives in c->arena, never changes
 * and may be read by many threads. */
enum err policy_parse(struct ctx *c, struct text yaml, struct policy **out) MUST_USE;
/* The policy of households that wrote none: what policy_example says. In c->arena. */
const struct policy *policy_default(struct ctx *c);
/* The default with every rule explained: docs/policy.example.yaml. */
struct text policy_example(void);

/* Decides. Total: fills *out whatever it is given (a NULL policy, action or facts: deny). Decide again, with the facts of then, before an effect: what is
 * approved is a question's answer, not a change of the policy. An effect needs a verdict that is no deny, not_before_us 0, and for an ask the approvals. */
void policy_decide(const struct policy *policy, const struct policy_action *action,
                   const struct policy_facts *facts, struct policy_decision *out);

size_t policy_rules_count(const struct policy *policy);
const char *policy_rule_name(const struct policy *policy, size_t i);
/* The i-th of the agents that its rules name, as often as they do; false behind the last. A name that no agent has is a rule that never applies. */
bool policy_agent_at(const struct policy *policy, size_t i, struct text *out);

/* The canonical text: what parses to the same policy and prints the same again. */
void policy_print(const struct policy *policy, struct buf *out);
/* SHA-256 of that text: `florin policy print FILE | sha256sum`. */
void policy_digest(const struct policy *policy, uint8_t out[POLICY_DIGEST_BYTES]);
/* {"verdict", "rule", "why", "approvals", "step_up", "not_before", "expires_after_seconds", "applied": […]} */
void policy_decision_json(const struct policy_decision *d, struct json *j);

/* "allow", "ask", "deny". */
const char *policy_verdict_name(enum policy_verdict verdict);
bool policy_verdict_from(struct text name, enum policy_verdict *out);
/* "payment", "limit-request"; "unknown". */
const char *policy_kind_name(enum policy_kind kind);
/* POLICY_UNKNOWN when there is none of that name. */
enum policy_kind policy_kind_from(struct text name);
/* Does it move money by itself: payment, transfer, mandate? */
bool policy_kind_moves_money(enum policy_kind kind);
/* hold and block: allowed where no rule applies. */
bool policy_kind_protects(enum policy_kind kind);

#endif

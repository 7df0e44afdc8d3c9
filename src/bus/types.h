/* The types of events that Florin itself writes, and what their data holds. Every event is a CloudEvent 1.0;
 * the names are part of the public interface and do not change. Amounts are decimal strings beside a
 * "currency". */
#ifndef BUS_TYPES_H
#define BUS_TYPES_H

/* An import's row of the log stands for one of these per transaction that is not void: events/cloudevent.h.
 * "transaction" is its number, the subject holds its UUID. {"transaction", "account", "date", "amount",
 * "currency", "payee", "state", "import"} */
#define EVENT_TRANSACTION_CREATED "transaction.created"
#define EVENT_TRANSACTION_UPDATED                                                                            \
    "transaction.updated" /* {"transaction", "account"}; of a sorting of all: {"changed"} */
#define EVENT_TRANSACTION_DELETED                                                                            \
    "transaction.deleted" /* {"transaction", "account"}: it is void, not gone                                \
                           */

/* {"import", "file", "format", "read", "added", "duplicates", "settled", "suggested"} */
#define EVENT_IMPORT_COMMITTED "import.committed"
#define EVENT_IMPORT_UNDONE    "import.undone" /* {"import", "file", "voided"} */

#define EVENT_BUDGET_CREATED "budget.created" /* {"category", "currency", "month", "amount", "rollover"} */
#define EVENT_BUDGET_UPDATED "budget.updated" /* the same */
/* {"insight", "kind", "topic", "severity", "date", "title", "body", "numbers": {…}} */
#define EVENT_BUDGET_WARNING    "budget.warning"  /* 80 % are spent */
#define EVENT_BUDGET_EXCEEDED   "budget.exceeded" /* all is spent */
#define EVENT_INSIGHT_GENERATED "ai.insight.generated"

/* What is looked at again: lists of accounts, categories, payees. Subjects: "account/UUID", "category/UUID", "payee/NUMBER". */
#define EVENT_ACCOUNT_CREATED  "account.created"  /* {"account"}: its name */
#define EVENT_ACCOUNT_UPDATED  "account.updated"  /* the same */
#define EVENT_CATEGORY_RENAMED "category.renamed" /* {"from", "to"}: and everything below */
#define EVENT_PAYEE_RENAMED    "payee.renamed" /* {"from", "to"}; "to" may have been there: they are one now */

#define EVENT_RULES_UPDATED "rules.updated" /* {"rules"}: how many there are now */

/* {"goal", "name", "target", "saved", "currency", "percent"}; the subject is "goal/UUID". */
#define EVENT_GOAL_CREATED  "goal.created"
#define EVENT_GOAL_PROGRESS "goal.progress.updated" /* what is saved, or the target, changed */
#define EVENT_GOAL_ACHIEVED "goal.achieved" /* the target is reached, for the first time since it was not */
#define EVENT_GOAL_DELETED  "goal.deleted"

/* {"task", "agent", "kind", "priority"}; the subject of these is "task/UUID". */
#define EVENT_TASK_QUEUED    "agent.task.queued"
#define EVENT_TASK_COMPLETED "agent.task.completed" /* {"task", "agent", "kind", "result"} */
#define EVENT_TASK_FAILED    "agent.task.failed"    /* {"task", "agent", "kind", "tries", "why"}: given up */
#define EVENT_TASK_CANCELLED "agent.task.cancelled" /* {"task", "agent", "kind"} */

/* What somebody wants to happen (finance/proposal/): the proposal as the API shows it; the subject is "proposal/UUID". */
#define EVENT_PROPOSAL_CREATED   "proposal.created"  /* people are asked */
#define EVENT_PROPOSAL_APPROVED  "proposal.approved" /* it waits for its time */
#define EVENT_PROPOSAL_DONE      "proposal.done"     /* with its receipt */
#define EVENT_PROPOSAL_DENIED    "proposal.denied"   /* by the policy or a person */
#define EVENT_PROPOSAL_EXPIRED   "proposal.expired"
#define EVENT_PROPOSAL_FAILED    "proposal.failed" /* it was approved, and could not be done */
#define EVENT_PROPOSAL_WITHDRAWN "proposal.withdrawn"

/* A payment (finance/payment/) as the API shows it; the subject is "payment/UUID". */
#define EVENT_PAYMENT_PLANNED   "payment.planned"
#define EVENT_PAYMENT_HELD      "payment.held"      /* its amount is held in the ledger */
#define EVENT_PAYMENT_WAITING   "payment.waiting"   /* it is due, and waits for money or an answer */
#define EVENT_PAYMENT_SUBMITTED "payment.submitted" /* the provider has it */
#define EVENT_PAYMENT_UNCLEAR   "payment.unclear"   /* the provider does not say what became of it */
#define EVENT_PAYMENT_PAID      "payment.paid"
#define EVENT_PAYMENT_FAILED    "payment.failed"
#define EVENT_PAYMENT_CANCELLED "payment.cancelled"
/* A recurring payment that was confirmed, as the API shows it; the subject is "mandate/UUID". */
#define EVENT_MANDATE_CONFIRMED "mandate.confirmed"
#define EVENT_MANDATE_ENDED     "mandate.ended"
/* A payment that looks as if it were none of theirs (finance/security/): {"verification", "transaction", "amount", "currency", "payee", "account", "date", "reason",
 * "deadline"}; the subject is "verification/UUID". */
#define EVENT_SECURITY_HELD "security.payment.held"
#define EVENT_SECURITY_RELEASED                                                                              \
    "security.payment.released" /* {"verification", "transaction", "payee", …}: a person said that it was theirs */
#define EVENT_SECURITY_DENIED "security.payment.denied" /* the same: it is void */
#define EVENT_SECURITY_GONE   "security.payment.gone"   /* the same: its import was taken back */

/* Credit cards (finance/credit/). */
#define EVENT_CREDIT_CARD                                                                                    \
    "credit.card.updated" /* {"account", "currency", "limit"}; limit null: it is no card any more */
#define EVENT_CREDIT_SCORE "credit.score.added" /* {"added", "changed"} */
#define EVENT_CREDIT_ASKED                                                                                   \
    "credit.request.asked" /* a bank, for a higher limit: the request as the API shows it */
#define EVENT_CREDIT_ANSWERED "credit.request.answered" /* the same */

#define EVENT_ALERT_SENT "user.alert.sent" /* {"notification", "insight", "channel", "severity", "title"} */

#endif

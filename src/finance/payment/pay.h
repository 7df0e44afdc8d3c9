/* Payments: from a plan to money that has moved. What may be paid is the policy's business (finance/proposal/), how it leaves is the provider's
 * (payment/payment.h); here it is held in the ledger, given to the provider once, and booked or taken back.
 *
 *     planned ──due, and the policy says yes──> held ──> submitted ──> paid
 *        │  └─ waits: for money, an hour, an answer ┘ │         │  └──> failed: taken back
 *        └──> cancelled, failed                       └──> cancelled, as long as nothing went out
 *
 * Held means: a pending transaction and the sum in `outlay`, written together, so that whatever races for a limit finds it used up. Each step is one
 * transaction; between "it may go out" (tries is counted) and the provider's answer the process may die: then the provider is asked before it is given
 * the order again. Days are the household's (household_zone). */
#ifndef FINANCE_PAYMENT_PAY_H
#define FINANCE_PAYMENT_PAY_H

#include "finance/proposal/proposal.h"
#include "payment/payment.h"
#include "store/entity/agency/payment.h"
#include "store/entity/txn.h"

#include <stdatomic.h>

enum {
    PAY_AHEAD_DAYS = 366, /* so far ahead a payment may be planned */
    PAY_LATE_DAYS = 31,   /* overdue by more: it has failed, whatever it waited for */
    PAY_TRIES = 6,        /* submissions of one payment */
    PAY_REFERENCE_BYTES = 140,
    PAY_CALENDAR_DAYS = 400,
    PAY_CALENDAR_MOST = 1000,
};
#define PAY_WAIT_US     INT64_C(3600000000) /* between looks at one that waits */
#define PAY_CLAIM_US    INT64_C(120000000)  /* longer than any provider takes */
#define PAY_ASK_MOST_US INT64_C(3600000000) /* between questions to the provider */

/* The household's day, and the moment at which one of its days begins. */
enum err pay_today(struct ctx *c, struct store_tx *tx, int64_t household, date *out) MUST_USE;
enum err pay_moment(struct ctx *c, struct store_tx *tx, int64_t household, date day, int64_t *out) MUST_USE;

/* What it means to the policy, with a mandate's confirmation only as far as the mandate in the store goes. Texts in c->arena. */
enum err pay_action(struct ctx *c, struct store_tx *tx, const struct payment_row *row,
                    struct effect_action *out) MUST_USE;

/* Writes a new one (id, household, kind … set; PAYMENT_PLANNED) and says so. Held at once when it is due: that may be refused (ERR_CONFLICT,
 * ERR_DENIED) before anything is written. */
enum err pay_plan(struct ctx *c, struct store_tx *tx, struct payment_row *row) MUST_USE;
/* Could it be held: accounts are open, and no lowest balance is in its way? Only reads; ERR_CONFLICT, ERR_DENIED. */
enum err pay_check(struct ctx *c, struct store_tx *tx, const struct payment_row *row) MUST_USE;
/* A planned one is held, today; the same refusals. `settled`: and booked at once. */
enum err pay_hold(struct ctx *c, struct store_tx *tx, struct payment_row *row, date today,
                  bool settled) MUST_USE;
/* One that is held or submitted is paid. */
enum err pay_book(struct ctx *c, struct store_tx *tx, struct payment_row *row) MUST_USE;
/* Ends in PAYMENT_FAILED or PAYMENT_CANCELLED; what was held is taken back. */
enum err pay_end(struct ctx *c, struct store_tx *tx, struct payment_row *row, enum payment_state state,
                 struct text why) MUST_USE;

/* People. Cancelling: ERR_CONFLICT once it may have gone out. */
enum err pay_cancel(struct ctx *c, struct store_tx *tx, int64_t household, struct id id, struct text why,
                    struct payment_row *out) MUST_USE;
/* A person looked at the bank: it was paid, or it was not. Of one that went out. */
enum err pay_resolve(struct ctx *c, struct store_tx *tx, int64_t household, struct id id, bool paid,
                     struct payment_row *out) MUST_USE;
/* No more of it: planned ones are cancelled. Twice is fine. */
enum err mandate_end(struct ctx *c, struct store_tx *tx, int64_t household, struct id id, struct text why,
                     struct mandate_row *out) MUST_USE;

/* -- The chore */

/* Who gives orders. Zero it, with a provider that outlives it; NULL: what is due is held, and nothing leaves. */
struct pay_desk {
    struct payment_provider *provider;
    bool began;
    atomic_bool ending; /* no more orders: whoever waits for its thread says so */
};
/* Does what is due, gives orders, asks for what is under way, notes what statements settled. *next_us as a relay_chore's; *did: something was written. */
enum err pay_work(struct ctx *c, struct store *store, struct judge *judge, struct pay_desk *desk,
                  int64_t *next_us, bool *did) MUST_USE;

/* -- Schedules */

/* The n-th day of a schedule, from 0; months keep the first one's day, or their last. DATE_NONE behind 2199. */
date schedule_day(date first, int64_t every, enum mandate_unit unit, int64_t n);
/* The first that is not before `from`. */
date schedule_next(date first, int64_t every, enum mandate_unit unit, date from);
/* "2 weeks", "1 month", "10 days", "1 year" and back. */
bool schedule_parse(struct text t, int64_t *every, enum mandate_unit *unit);
const char *schedule_text(struct arena *arena, int64_t every, enum mandate_unit unit);

/* -- Showing */

/* "planned", "held", "submitted", "paid", "failed", "cancelled", NULL: from PAYMENT_PLANNED on. */
extern const char *const payment_state_words[];
/* Objects, as the API, commands and events show them. They look up names. */
enum err payment_write(struct ctx *c, struct store_tx *tx, const struct payment_row *row,
                       struct json *j) MUST_USE;
enum err mandate_write(struct ctx *c, struct store_tx *tx, const struct mandate_row *row,
                       struct json *j) MUST_USE;
/* {"from", "to", "days": [{"date", "payments": […], "expected": [{"mandate", "account", "payee", "most", "currency"}]}]}: what is planned, and what mandates will
 * bring. ERR_INPUT for a span that is none or too long. */
enum err payment_calendar(struct ctx *c, struct store_tx *tx, int64_t household, date from, date to,
                          struct json *j) MUST_USE;
enum err payment_tell(struct ctx *c, struct store_tx *tx, const struct payment_row *row,
                      const char *type) MUST_USE;
enum err mandate_tell(struct ctx *c, struct store_tx *tx, const struct mandate_row *row,
                      const char *type) MUST_USE;

#endif

/* What the payment agent knows and says, in parts. For agents/team/payment.c.
 *
 * Facts: {"today", "horizon", "series": [{"key", "account", "payee", "amount", "most", "currency", "every", "next", "state", "out", "collected", "confidence",
 * "rose_from"?, "rose_on"?}], "mandates": [{"id", "account", "payee", "number"?, "reference"?, "currency", "most", "series", "days": [dates without a payment], "missed": [the same, gone by]}],
 * "accounts": [{"name", "currency", "free"}], "due": [{"id", "account", "payee", "amount", "currency", "due"}], "month"?: {"month", "sums": […], "failed"}}.
 * Amounts are minor units. */
#ifndef AGENTS_PAYING_PAYING_H
#define AGENTS_PAYING_PAYING_H

#include "agents/agent.h"

enum { PAYING_AHEAD_DAYS = 14 };

enum err paying_gather(struct agent_context *x, const struct agent_trigger *trigger,
                       struct json *facts) MUST_USE;

/* -- Parts of the decision */
/* What comes again and is not paid by us: a mandate is offered, once for each series. */
void paying_offer(struct ctx *c, const struct json_value *facts, struct decision *d);
/* What mandates bring within PAYING_AHEAD_DAYS is planned; dearer ones ask. */
void paying_plan(struct ctx *c, const struct json_value *facts, struct decision *d);
/* Is there enough on the days when it is due? */
void paying_check(struct ctx *c, const struct json_value *facts, struct decision *d);
/* The month that is over, on the first day of the next. */
void paying_sum_up(struct ctx *c, const struct json_value *facts, struct decision *d);

date fact_date(const struct json_value *v, const char *name);
/* "12.50 EUR" */
const char *fact_money(struct ctx *c, int64_t minor, struct text currency);

#endif

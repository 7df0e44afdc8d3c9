#include "bus/dapr/topics.h"

#include "bus/bus.h"
#include "bus/types.h"

/* All of bus/types.h; a test compares them. A type that is missing here travels with the rest. */
static const char *const names[TOPIC_COUNT] = {EVENT_TRANSACTION_CREATED, EVENT_TRANSACTION_UPDATED,
                                               EVENT_TRANSACTION_DELETED, EVENT_IMPORT_COMMITTED,
                                               EVENT_IMPORT_UNDONE,       EVENT_BUDGET_CREATED,
                                               EVENT_BUDGET_UPDATED,      EVENT_BUDGET_WARNING,
                                               EVENT_BUDGET_EXCEEDED,     EVENT_INSIGHT_GENERATED,
                                               EVENT_ACCOUNT_CREATED,     EVENT_ACCOUNT_UPDATED,
                                               EVENT_CATEGORY_RENAMED,    EVENT_PAYEE_RENAMED,
                                               EVENT_RULES_UPDATED,       EVENT_GOAL_CREATED,
                                               EVENT_GOAL_PROGRESS,       EVENT_GOAL_ACHIEVED,
                                               EVENT_GOAL_DELETED,        EVENT_ALERT_SENT,
                                               EVENT_TASK_QUEUED,         EVENT_TASK_COMPLETED,
                                               EVENT_TASK_FAILED,         EVENT_TASK_CANCELLED,
                                               EVENT_PROPOSAL_CREATED,    EVENT_PROPOSAL_APPROVED,
                                               EVENT_PROPOSAL_DONE,       EVENT_PROPOSAL_DENIED,
                                               EVENT_PROPOSAL_EXPIRED,    EVENT_PROPOSAL_FAILED,
                                               EVENT_PROPOSAL_WITHDRAWN,  EVENT_PAYMENT_PLANNED,
                                               EVENT_PAYMENT_HELD,        EVENT_PAYMENT_WAITING,
                                               EVENT_PAYMENT_SUBMITTED,   EVENT_PAYMENT_UNCLEAR,
                                               EVENT_PAYMENT_PAID,        EVENT_PAYMENT_FAILED,
                                               EVENT_PAYMENT_CANCELLED,   EVENT_MANDATE_CONFIRMED,
                                               EVENT_MANDATE_ENDED,       EVENT_SECURITY_HELD,
                                               EVENT_SECURITY_RELEASED,   EVENT_SECURITY_DENIED,
                                               EVENT_SECURITY_GONE,       EVENT_CREDIT_CARD,
                                               EVENT_CREDIT_SCORE,        EVENT_CREDIT_ASKED,
                                               EVENT_CREDIT_ANSWERED,     "other"};

const char *topic_name(int topic)
{
    return names[topic];
}

int topic_of(struct text type)
{
    for (int i = 0; i < TOPIC_COUNT - 1; i++)
        if (text_is(type, names[i]))
            return i;
    return TOPIC_COUNT - 1;
}

bool topic_is_wanted(const char *const *types, int topic)
{
    if (topic < TOPIC_COUNT - 1)
        return bus_type_matches(types, text_of(names[topic]));
    for (; *types != NULL; types++)
        if (strchr(*types, '*') != NULL || topic_of(text_of(*types)) == TOPIC_COUNT - 1)
            return true;
    return false;
}

static bool is_usual(const char *prefix)
{
    return strcmp(prefix, "florin") == 0;
}

void topic_write(struct buf *out, const char *prefix, int topic)
{
    if (!is_usual(prefix))
        buf_printf(out, "%s.", prefix);
    buf_printf(out, "finance.%s", names[topic]);
}

void topic_write_dead(struct buf *out, const char *prefix)
{
    buf_printf(out, "%s.dead", prefix);
}

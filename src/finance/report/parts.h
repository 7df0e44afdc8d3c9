/* What the reports share. For this folder alone. */
#ifndef FINANCE_REPORT_PARTS_H
#define FINANCE_REPORT_PARTS_H

#include "finance/report.h"

static inline bool month_is_within(const struct report_filter *filter, int32_t month)
{
    return (filter->month_from == REPORT_OPEN || month >= filter->month_from) &&
           (filter->month_to == REPORT_OPEN || month <= filter->month_to);
}

static inline bool currency_is_wanted(const struct report_filter *filter, currency cur)
{
    return filter->currency == CURRENCY_NONE || filter->currency == cur;
}

/* By code, as people look for them. */
static inline int currency_order(currency a, currency b)
{
    return strcmp(currency_code(a), currency_code(b));
}

/* Adds to a sum; a report says so rather than show a wrong number. */
static inline enum err report_add(struct ctx *c, int64_t *sum, int64_t amount)
{
    if (__builtin_add_overflow(*sum, amount, sum))
        return fail(c, ERR_LIMIT, "a sum of the report does not fit in 64 bits");
    return OK;
}

#endif

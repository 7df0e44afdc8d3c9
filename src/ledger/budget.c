#include "ledger/budget.h"

static const struct budget_step *step_at(const struct budget *budget, int32_t month)
{
    const struct budget_step *found = NULL;
    for (size_t i = 0; i < budget->step_count && budget->steps[i].month_from <= month; i++)
        found = &budget->steps[i];
    return found == NULL || found->amount == 0 ? NULL : found;
}

/* Rounded down: 79.9 % is not yet 80. The product needs more than 64 bits. */
static int32_t percent_of(int64_t spent, int64_t limit)
{
    if (spent <= 0)
        return 0;
    if (limit <= 0)
        return BUDGET_PERCENT_MAX;
    __int128 percent = (__int128)spent * 100 / limit;
    return percent > BUDGET_PERCENT_MAX ? BUDGET_PERCENT_MAX : (int32_t)percent;
}

/* What a month's entries of `spending` add up to, beginning at *next, which moves behind them. */
static bool spent_in(const struct budget *budget, int32_t month, size_t *next, int64_t *spent)
{
    *spent = 0;
    for (; *next < budget->spending_count && budget->spending[*next].month <= month; ++*next)
        if (budget->spending[*next].month == month &&
            __builtin_add_overflow(*spent, budget->spending[*next].amount, spent))
            return false;
    return true;
}

enum err budget_status(struct ctx *c, const struct budget *budget, int32_t month, bool *has,
                       struct budget_month *out)
{
    int64_t carried = 0;
    size_t next = 0;
    *has = step_at(budget, month) != NULL;
    if (!*has)
        return OK;
    for (int32_t m = budget->steps[0].month_from; m <= month; m++) {
        const struct budget_step *step = step_at(budget, m);
        struct budget_month s = {.carried = carried};
        if (step == NULL) {
            carried = 0;
            continue;
        }
        s.amount = step->amount;
        s.rollover = step->rollover;
        if (!spent_in(budget, m, &next, &s.spent) || __builtin_add_overflow(s.amount, carried, &s.limit) ||
            __builtin_sub_overflow(s.limit, s.spent, &s.left))
            return fail(c, ERR_LIMIT, "a budget's sums are too large");
        s.percent = percent_of(s.spent, s.limit);
        carried = s.rollover ? s.left : 0;
        *out = s;
    }
    return OK;
}

bool budget_covers(struct text budgeted, struct text category)
{
    return text_starts(category, budgeted) &&
           (category.len == budgeted.len || category.at[budgeted.len] == ':');
}

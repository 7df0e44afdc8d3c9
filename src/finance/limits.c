#include "finance/limits.h"

#include "store/entity/total.h"

enum err account_admits(struct ctx *c, struct store_tx *tx, const struct account_row *account, int64_t change)
{
    struct account_sums sums;
    int64_t balance;
    char low[MONEY_TEXT_MAX], would[MONEY_TEXT_MAX];
    if (!account->has_lowest || change >= 0)
        return OK;
    TRY(total_sums(c, tx, account->seq, &sums));
    if (__builtin_sub_overflow(sums.debit, sums.credit, &balance) ||
        __builtin_sub_overflow(balance, sums.pending_credit, &balance) ||
        __builtin_add_overflow(balance, change, &balance))
        return fail(c, ERR_LIMIT, "the balance of %.*s does not fit in 64 bits", TEXT_ARGS(account->name));
    if (balance < account->lowest)
        return fail(c, ERR_DENIED, "%.*s would fall to %s %s, below its lowest balance %s",
                    TEXT_ARGS(account->name), money_format(balance, account->currency, would),
                    currency_code(account->currency), money_format(account->lowest, account->currency, low));
    return OK;
}

/* Money goes from one own account to another, now or on a day to come. finance/payment/order.h says what it is made of. */
#include "finance/payment/order.h"

static enum err read(struct ctx *c, struct store_tx *tx, int64_t household, const struct json_value *given,
                     struct effect_action *out)
{
    return order_read(c, tx, household, given, PAYMENT_TO_OWN, out);
}

const struct effect effect_transfer = {.kind = POLICY_TRANSFER,
                                       .title = "Move money between own accounts",
                                       .read = read,
                                       .apply = order_apply,
                                       .drop = order_drop};

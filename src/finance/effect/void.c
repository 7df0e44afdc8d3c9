/* A payment that was held never happens. */
#include "finance/security/security.h"

const struct effect effect_void = {
    .kind = POLICY_VOID, .title = "Void a payment", .read = held_read_answer, .apply = held_void};

/* A payment that looks suspicious is held, and people are asked. */
#include "finance/security/security.h"

const struct effect effect_hold = {
    .kind = POLICY_HOLD, .title = "Hold a payment", .read = held_read_hold, .apply = held_open};

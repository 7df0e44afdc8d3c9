/* A payment that was held goes on. */
#include "finance/security/security.h"

const struct effect effect_release = {
    .kind = POLICY_RELEASE, .title = "Release a payment", .read = held_read_answer, .apply = held_release};

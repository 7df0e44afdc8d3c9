/* What people answered, as models learn from it. For this folder alone. */
#ifndef FINANCE_SECURITY_LEARNT_H
#define FINANCE_SECURITY_LEARNT_H

#include "insight/suspicion/suspicion.h"
#include "store/entity/agency/verification.h"

struct learnt {
    struct suspicion_answer *answers; /* the newest first, at most LIMIT_PAGE */
    size_t count;
    int64_t payments; /* of the last SECURITY_DAYS days */
    double threshold;
};
enum err learnt_read(struct ctx *c, struct store_tx *tx, int64_t household,
                     const struct security_setting *setting, struct learnt *out) MUST_USE;

#endif

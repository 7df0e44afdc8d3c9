/* What the files of this folder share. */
#ifndef NUMERICS_RECURRING_INNER_H
#define NUMERICS_RECURRING_INNER_H

#include "numerics/recurring/recurring.h"

/* Fills in the amount's model, what to expect of it, and the last rise. `amounts` are those of the members, in the order of their days. */
void recurring_judge_amounts(struct arena *arena, struct recurring *group, const int64_t *amounts,
                             const date *days);
/* Fills in what comes next, what was missed, and the confidence. `off` is how many days the last ones were early or late at most. */
void recurring_look_ahead(struct recurring *group, date last, int off, date today);

#endif

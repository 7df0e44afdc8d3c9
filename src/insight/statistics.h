/* Statistics that a few wild values do not move. Doubles are for judging only: no money comes out of here. */
#ifndef INSIGHT_STATISTICS_H
#define INSIGHT_STATISTICS_H

#include <stddef.h>
#include <stdint.h>

/* The middle value (of an even number: the mean of the middle two, rounded towards the lower). Reorders
 * `values`; 0 for none. */
int64_t statistics_median(int64_t *values, size_t count);
/* The median of the distances from the median, times 1.4826: estimates the standard deviation of a normal
 * distribution (Rousseeuw & Croux 1993). Overwrites `values`. */
double statistics_spread(int64_t *values, size_t count);

#endif

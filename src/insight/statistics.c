#include "insight/statistics.h"

#include <stdlib.h>

static int by_value(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

int64_t statistics_median(int64_t *values, size_t count)
{
    if (count == 0)
        return 0;
    qsort(values, count, sizeof *values, by_value);
    int64_t high = values[count / 2];
    if (count % 2 == 1)
        return high;
    int64_t low = values[count / 2 - 1];
    return (low & high) + ((low ^ high) >> 1); /* the mean, without overflow */
}

double statistics_spread(int64_t *values, size_t count)
{
    int64_t median = statistics_median(values, count);
    for (size_t i = 0; i < count; i++) {
        double distance = (double)values[i] - (double)median;
        values[i] = (int64_t)(distance < 0 ? -distance : distance);
    }
    return 1.4826 * (double)statistics_median(values, count);
}

/* The least of a function of a few variables within a box, without derivatives (Nelder & Mead, Computer Journal 7, 1965; points
 * outside are moved to the edge). Deterministic. */
#ifndef NUMERICS_SERIES_MINIMISE_H
#define NUMERICS_SERIES_MINIMISE_H

#include <stddef.h>

enum { MINIMISE_VARIABLES_MAX = 8 };

typedef double minimise_function(void *arg, const double *x);

struct minimise_box {
    size_t count; /* 1..MINIMISE_VARIABLES_MAX */
    double low[MINIMISE_VARIABLES_MAX], high[MINIMISE_VARIABLES_MAX];
    double step[MINIMISE_VARIABLES_MAX]; /* how far the first points are from the start */
    double relative, absolute; /* ends when values differ by less than relative x the value + absolute */
};

/* From x to a local minimum in x, until its box is content with it or after `calls_max` calls. Gives the
 * value there. The function is never NaN; INFINITY marks what is not allowed. */
double minimise(minimise_function *f, void *arg, const struct minimise_box *box, int calls_max, double *x);

#endif

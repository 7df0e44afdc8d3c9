/* Roots of a function of one variable, found without derivatives: Brent's method within a bracket, and a search that goes
 * outward from zero until it has one. Pure; the function is called with `arg` and must be finite where it is asked. */
#ifndef NUMERICS_MONEY_ROOT_H
#define NUMERICS_MONEY_ROOT_H

#include <stdbool.h>
#include <stddef.h>

typedef double root_function(const void *arg, double x);

/* The root between a and b, where f has different signs (or is 0), to about two units in the last place of x: inverse
 * quadratic steps held by bisection (R. P. Brent, Algorithms for Minimization without Derivatives, 1973, ch. 4). */
double root_brent(root_function *f, const void *arg, double a, double b);

/* Where to look: low < 0 < high. `step` is how much the distance from zero grows from one look to the next (0.02: two per cent);
 * the first looks are `step` x `near` apart. */
struct root_search {
    double low, high;
    double near;
    double step;
};

/* The root nearest to zero within the search's bounds. Between looks that have one sign, the place where |f| is smallest is
 * looked at as well, so that two roots close together are not missed. False when there is none. */
bool root_nearest_zero(root_function *f, const void *arg, const struct root_search *search, double *out);

#endif

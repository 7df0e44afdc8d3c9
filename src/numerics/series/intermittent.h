/* Series that are mostly nothing: how much comes per period on average. Croston (Operational Research Quarterly 23, 1972); his
 * estimate without its bias (SBA: Syntetos & Boylan, IJF 21, 2005); and one that falls while nothing comes (TSB: Teunter,
 * Syntetos, Babai, EJOR 214, 2011). */
#ifndef NUMERICS_SERIES_INTERMITTENT_H
#define NUMERICS_SERIES_INTERMITTENT_H

#include "base/err.h"

#include <stddef.h>

enum intermittent_method { INTERMITTENT_CROSTON, INTERMITTENT_SBA, INTERMITTENT_TSB };

struct intermittent {
    double size; /* of what comes, when something does */
    double gap;  /* periods from one to the next: 1 is every period */
    double rate; /* per period: the forecast of every period ahead */
};

/* x[n] with values that are 0 or of one sign; alpha smooths sizes and gaps, beta the chance (TSB), both in 0..1: 0.1 where nothing is
 * known. Begins with the first value that is not 0. All 0: a rate of 0 and a gap of INFINITY. ERR_INPUT for values of both
 * signs, not finite, or parameters out of their bounds. */
enum err intermittent_fit(struct ctx *c, enum intermittent_method method, const double *x, size_t n,
                          double alpha, double beta, struct intermittent *out) MUST_USE;

/* Does something come in fewer than one period of 1.32, where Croston's ways begin to be better than smoothing (Syntetos, Boylan,
 * Croston, JORS 56, 2005)? */
bool intermittent_is(const double *x, size_t n);

#endif

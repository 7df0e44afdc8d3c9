/* From a score to a probability, by what people answered ("was this fraud?").
 *
 * Few answers: Platt's sigmoid with his priors (Platt, "Probabilistic outputs for support vector machines", 1999), fitted by the safeguarded Newton
 * method of Lin, Lin and Weng ("A note on Platt's probabilistic outputs", Machine Learning 2007). From CALIBRATE_ISOTONIC answers on: isotonic
 * regression by pooling adjacent violators (Zadrozny and Elkan, KDD 2002), linear between the middles of the pools; with fewer it follows chance
 * (Niculescu-Mizil and Caruana, ICML 2005). Either way a higher score never gets a lower probability, and none is 0 or 1: it stays
 * between 1 / (n + 2) and 1 - 1 / (n + 2) for n answers. */
#ifndef NUMERICS_CALIBRATE_H
#define NUMERICS_CALIBRATE_H

#include "base/err.h"

#include <stddef.h>

enum { CALIBRATE_ISOTONIC = 1000, CALIBRATE_ANSWERS_MAX = 10000000 };

struct calibration {
    size_t answers;
    double slope, offset; /* sigmoid: p = 1 / (1 + exp(-(slope x score + offset))); slope is 0 or more */
    size_t pools;         /* isotonic: how many; 0: the sigmoid counts */
    const double *scores, *probabilities; /* [pools], both growing */
};

/* scores[count] finite, answers[count] 0 or 1. Without answers every probability is a half. Lives in c->arena. ERR_INPUT for a score that is
 * not finite, ERR_LIMIT above CALIBRATE_ANSWERS_MAX. */
enum err calibrate(struct ctx *c, const double *scores, const uint8_t *answers, size_t count,
                   struct calibration *out) MUST_USE;
double calibration_probability(const struct calibration *calibration, double score);

#endif

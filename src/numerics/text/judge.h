/* How well a guesser of classes did: one record for each thing it was asked about. */
#ifndef NUMERICS_TEXT_JUDGE_H
#define NUMERICS_TEXT_JUDGE_H

#include "base/err.h"

#include <stddef.h>

struct judged {
    int32_t truth, guess; /* classes from 0; guess -1: none */
    float confidence;     /* of the guess, 0 to 1 */
};

struct judgement {
    double accuracy; /* of the best guesses, over all */
    /* F1 = 2 x right / (how often it was so + how often it was guessed); mean over the classes that are true at least once, plain and
     * weighted by how often they are. */
    double macro_f1, weighted_f1;
    /* Expected calibration error (Guo, Pleiss, Sun and Weinberger, "On Calibration of Modern Neural Networks", ICML 2017): |share right -
     * mean confidence| over JUDGE_BINS bins of confidence, weighted by how many are in each. */
    double calibration_error;
};

enum { JUDGE_BINS = 15 };

/* classes is above every truth and guess. Scratch memory from c->arena, given back. All figures are 0 without records. */
void judge(struct ctx *c, const struct judged *at, size_t count, size_t classes, struct judgement *out);

/* What is kept of the guesses when those below a confidence become "don't know". */
struct cut {
    double coverage;  /* share that gets an answer */
    double precision; /* share of the answers that is right; NAN without answers */
};
struct cut judge_cut(const struct judged *at, size_t count, float confidence_min);

/* The lowest confidence from which on the answers are right with at least this share; above every confidence, when none is. Ties stay
 * together. Scratch memory from c->arena, given back. */
float judge_threshold(struct ctx *c, const struct judged *at, size_t count, double precision);

#endif

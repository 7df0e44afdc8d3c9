/* Gradient-boosted trees for a yes or no, learnt from answers: each tree takes a Newton step on the logarithmic loss of those before (Friedman, "Greedy
 * function approximation", Annals of Statistics 2001), with the gain and the shrinking of leaves of XGBoost (Chen and Guestrin, KDD 2016) and
 * columns binned into at most 255 by their quantiles, as LightGBM does (Ke et al., NIPS 2017).
 *
 * Rows are double [rows][columns], row after row, any units: only the order of a column's values counts, so any rising function of a
 * column gives the same model. The same seed gives the same model at any number of threads. */
#ifndef NUMERICS_BOOST_BOOST_H
#define NUMERICS_BOOST_BOOST_H

#include "base/err.h"

#include <stddef.h>

enum { BOOST_COLUMNS_MAX = 4096, BOOST_ROUNDS_MAX = 10000, BOOST_DEPTH_MAX = 12 };

struct boost_settings {
    uint64_t seed;
    size_t rounds;       /* trees */
    unsigned depth;      /* cuts on a way, at most */
    double rate;         /* how much of its step a tree takes: 0..1 */
    double ridge;        /* added to a leaf's curvature: shrinks leaves of few rows */
    double least_weight; /* the least curvature (rows x p (1 - p)) of a leaf */
    double row_share;    /* of the rows, drawn anew for each tree */
    double column_share; /* likewise of the columns; one at least */
    unsigned threads;
};

/* What serves some thousands to a million rows with few ones among them. */
struct boost_settings boost_usual(uint64_t seed);

struct boost_rows {
    const double *at; /* [count][columns] */
    size_t count, columns;
};

struct boost;

/* labels[rows->count]: 0 or 1, both there. Lives in c->arena. ERR_INPUT without rows, columns, a 0 or a 1, or with a value that is not finite;
 * ERR_LIMIT above the limits. */
enum err boost_fit(struct ctx *c, const struct boost_rows *rows, const uint8_t *labels,
                   const struct boost_settings *settings, struct boost **out) MUST_USE;
/* odds[rows->count]: logarithm of the odds of a 1. Values that are not numbers go to the side of the large ones. Safe from several threads. */
void boost_score(const struct boost *model, const struct boost_rows *rows, unsigned threads, double *odds);

#endif

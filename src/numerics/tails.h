/* How far out in the upper tails a row lies: of each column, how few of the rows learnt from are as large. After ECOD (Li et al., IEEE TKDE 2022), with one
 * side only: for columns of which it is known that large means suspicious. Nothing is assumed of a column's distribution, and any rising function of a
 * column gives the same scores.
 *
 * A column's share is the square of -ln((rows as large + 1) / (rows + 1)); the score is their sum. The square lets one rare value outweigh several that are
 * a little unusual, and still adds up what several say. Each share is a reason by itself. */
#ifndef NUMERICS_TAILS_H
#define NUMERICS_TAILS_H

#include "base/err.h"

#include <stddef.h>

struct tails {
    size_t rows, columns;
    const double *sorted; /* [columns][rows] */
};

/* Learns from values[rows][columns], row after row. Lives in c->arena. ERR_INPUT without rows or columns or with a value that is not finite. */
enum err tails_fit(struct ctx *c, const double *values, size_t rows, size_t columns,
                   struct tails *out) MUST_USE;
/* The score of one row; shares[columns], or NULL. A value that is no number has no share. */
double tails_score(const struct tails *tails, const double *row, double *shares);

#endif

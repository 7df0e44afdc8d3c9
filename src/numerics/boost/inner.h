/* What a boosted model is made of: complete binary trees of one height, as in numerics/forest. */
#ifndef NUMERICS_BOOST_INNER_H
#define NUMERICS_BOOST_INNER_H

#include "numerics/boost/boost.h"

enum { BOOST_BINS = 255 };

struct boost_cut {
    double cut; /* left when value < cut; INFINITY: this is below a leaf */
    uint32_t column;
};

struct boost {
    size_t rounds, columns, cuts, ends; /* of one tree: 2^depth - 1 and 2^depth */
    unsigned depth;
    double base;           /* odds before the first tree */
    struct boost_cut *cut; /* [rounds][cuts] */
    double *leaf;          /* [rounds][ends] */
};

/* What a tree adds for a row. */
static inline double boost_walk(const struct boost *m, size_t tree, const double *row)
{
    const struct boost_cut *cut = m->cut + tree * m->cuts;
    size_t node = 0;
    for (unsigned level = 0; level < m->depth; level++)
        node = 2 * node + 2 - (row[cut[node].column] < cut[node].cut);
    return m->leaf[tree * m->ends + node - m->cuts];
}

/* Columns as the numbers of bins. */
struct boost_bins {
    double *edges;  /* [columns][BOOST_BINS]: bin b holds values below edges[b] and not below edges[b - 1] */
    size_t *counts; /* [columns]: bins; the last one has no edge */
    uint8_t *at;    /* [columns][rows] */
};

enum err boost_bin(struct ctx *c, const struct boost_rows *rows, struct boost_bins *out) MUST_USE;

#endif

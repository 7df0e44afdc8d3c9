/* What a forest is made of. Trees are complete binary trees of one height, children of node i at 2i + 1 and 2i + 2: a walk has
 * no branch that depends on data and no pointer to wait for. Below a leaf that ends early, every cut and every end says the same. */
#ifndef NUMERICS_FOREST_INNER_H
#define NUMERICS_FOREST_INNER_H

#include "numerics/forest/forest.h"
#include "numerics/random.h"

/* Eight bytes, read at once: left when value < cut. */
struct forest_cut {
    float cut;
    uint32_t column;
};

struct forest {
    enum forest_kind kind;
    uint64_t seed;
    size_t trees, samples, columns;
    unsigned height;          /* levels of cuts */
    size_t cuts, ends;        /* of one tree: 2^height - 1 and 2^height */
    double unit;              /* c(samples): what depths are measured in */
    double *offsets, *scales; /* [columns]: inside, a value is (x - offset) x scale */
    struct forest_cut *cut;   /* [trees][cuts] */
    float *depth;             /* [trees][ends] */
};

/* A value as the trees know it. */
static inline float forest_inside(const struct forest *f, size_t column, double value)
{
    return (float)((value - f->offsets[column]) * f->scales[column]);
}

#endif

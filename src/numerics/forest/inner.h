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

struct forest_packed;

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
    float *mean;              /* [trees][cuts]: of the depths of the rows that came to a node when it grew */
    struct forest_packed *packed; /* the same for wide.c; NULL: it does not fit */
};

/* What the growing of one tree needs. */
struct forest_tree {
    const struct forest *forest;
    struct random random;
    bool by_kurtosis; /* else columns are drawn evenly */
    struct forest_cut *cut;
    float *mean, *depth;
    float *values;     /* [columns][samples] */
    uint32_t *order;   /* [samples]: places in `values`; a node holds a part of it */
    uint32_t *columns; /* [columns]: in the order in which a node tries them */
    double *weights;   /* [columns]: scratch */
};

struct forest_choice {
    struct forest_cut cut;
    double share; /* of the node's width that is left of the cut: above 0, below 1 */
};

/* A random column that differs among the rows order[count], and a random cut that leaves rows on both sides. False when all rows
 * are the same. */
bool forest_choose(struct forest_tree *t, const uint32_t *order, size_t count, struct forest_choice *out);

/* A value as the trees know it. */
static inline float forest_inside(const struct forest *f, size_t column, double value)
{
    return (float)((value - f->offsets[column]) * f->scales[column]);
}

/* Makes f->packed, when this machine and the forest's shape allow it. */
enum err forest_pack(struct ctx *c, struct forest *f) MUST_USE;
/* sums[count]: depths of each row over all trees in their order, the same to the last bit as without packing; values: [count][columns]
 * as the trees know them. False when there is nothing packed: nothing is done. */
bool forest_walk_packed(const struct forest *f, const float *values, size_t count, float *sums);

/* The tree at `place` anew, from `samples` of the rows and random numbers of its own: `number` is that of no tree before. What was
 * packed is gone. Scratch memory from c->arena, given back. */
enum err forest_regrow(struct ctx *c, struct forest *f, const struct forest_rows *rows, size_t place,
                       uint64_t number) MUST_USE;

/* The score of a mean depth. */
double forest_score_of(const struct forest *f, double depth);

#endif

/* A linear model from sparse features to the scores of classes, learnt as examples come. Features are 64-bit hashes of whatever they stand
 * for, taken for equal when they are; each gets a row of weights the first time it is learnt from, and classes may be added at any
 * time. Steps are AdaGrad's, one sum of squares for each feature (Duchi, Hazan and Singer, "Adaptive Subgradient Methods for Online
 * Learning and Stochastic Optimization", JMLR 2011). The same examples in the same order give the same weights. */
#ifndef NUMERICS_TEXT_LINEAR_H
#define NUMERICS_TEXT_LINEAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SPARSE_MOST = 256, LINEAR_CLASSES_MOST = 1024 };

struct sparse {
    uint64_t hashes[SPARSE_MOST]; /* never 0 */
    float values[SPARSE_MOST];
    int count;
};

struct linear {
    struct linear_place *places; /* from a hash to its row */
    uint32_t mask, row_count, row_most;
    size_t stride;       /* classes that a row has room for: what `scores` must have room for */
    float *weights;      /* rows x stride */
    float *squared_sums; /* per row: of its gradients */
    size_t rows_room;
    size_t bytes_most;
};

/* Room for `classes` at first; of weights no more than bytes_most: features that come later are not learnt. Ends the process without
 * memory. */
void linear_init(struct linear *model, size_t classes, size_t bytes_most);
void linear_release(struct linear *model);

/* Makes room for a class of this number, below LINEAR_CLASSES_MOST. */
void linear_reserve(struct linear *model, size_t class_number);
/* Adds what the features say to scores[stride]. */
void linear_score(const struct linear *model, const struct sparse *features, float *scores);
/* One step against the gradient of the loss by each class's score, gradient[classes]; classes is within the stride. */
void linear_step(struct linear *model, const struct sparse *features, const float *gradient, size_t classes,
                 float weight);

#endif

/* What an encoder does between its matrix products, row by row, in the widest registers that the machine has. Sums are in single precision; their
 * order depends on the registers, so machines may differ in the last bits, and threads do not. */
#ifndef NUMERICS_TRANSFORMER_KERNELS_H
#define NUMERICS_TRANSFORMER_KERNELS_H

#include <stddef.h>

enum { KERNEL_DIMS_STEP = 32 /* rows and heads are multiples of it */ };

struct kernels {
    const char *name; /* "avx512", "avx2", "plain" */
    /* out[i] = (s - mean) / sqrt(variance + epsilon) * scale[i] + shift[i], where s[i] = a[i] + b[i] + bias[i] (bias NULL: none).
     * `out` may be `a`. Layer normalisation: Ba, Kiros and Hinton, 2016. */
    void (*add_norm)(size_t dims, const float *a, const float *b, const float *bias, const float *scale,
                     const float *shift, float epsilon, float *out);
    /* x = x/2 (1 + erf(x / sqrt 2)) of x + bias: Hendrycks and Gimpel, "Gaussian Error Linear Units", 2016, not its approximation by tanh. erf is
     * within 5e-7 of its value, relative. */
    void (*gelu)(size_t dims, const float *bias, float *x);
    /* Scaled dot-product attention of one head of one sequence (Vaswani et al., "Attention Is All You Need", 2017, 3.2.1). `q`, `k`, `v` and `out` are
     * the first of `count` rows, `stride` and `out_stride` floats apart; q + bias counts as scaled already. exp is within 2e-7, relative. `scratch`
     * has room for kernels_scratch(count, dims) floats and is aligned to 64 bytes. */
    void (*attend)(size_t count, size_t dims, const float *q, const float *bias, const float *k,
                   const float *v, size_t stride, float *scratch, float *out, size_t out_stride);
};

/* The best ones of this machine. */
const struct kernels *kernels_best(void);
/* Those of number `i`; NULL: there are no more, or this machine cannot run them. For tests: all of them agree. */
const struct kernels *kernels_at(size_t i);

size_t kernels_scratch(size_t count, size_t dims);

#endif

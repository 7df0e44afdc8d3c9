/* Matrix products of OpenBLAS. It is loaded when a model first needs it: who never does pays neither its start nor its memory, and Florin runs where
 * it is not installed. */
#ifndef EMBEDDING_BLAS_H
#define EMBEDDING_BLAS_H

#include "numerics/transformer/encoder.h"

/* ERR_NOT_FOUND when it is not installed. Its products run in the calling thread alone, from any thread. */
enum err blas_open(struct ctx *c, encoder_product **out) MUST_USE;
/* Which of its cores it took for this machine: "Haswell"; "" before it was opened. */
const char *blas_core(void);

#endif

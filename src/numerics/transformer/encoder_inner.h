/* What the encoder's own files share. */
#ifndef NUMERICS_TRANSFORMER_ENCODER_INNER_H
#define NUMERICS_TRANSFORMER_ENCODER_INNER_H

#include "numerics/transformer/encoder.h"
#include "numerics/transformer/kernels.h"

enum { ENCODER_ALIGN = 64, ENCODER_TURN = 16 /* floats of a cache line */ };

/* Weights as products want them: [from][to]. */
struct encoder_layer {
    float *qkv; /* [dims][3 dims]: queries, already divided by the root of a head's dims, keys, values */
    float *query_bias;         /* [dims], divided likewise */
    float *shown, *shown_bias; /* [dims][dims]: out of the heads */
    float *middle_scale, *middle_shift;
    float *wide, *wide_bias; /* [dims][inner] */
    float *back, *back_bias; /* [inner][dims] */
    float *out_scale, *out_shift;
};

struct encoder {
    struct encoder_shape shape;
    encoder_product *product;
    const struct kernels *kernels;
    float *words, *positions; /* [vocabulary][dims]; [positions][dims] with the token type */
    float *scale, *shift;
    struct encoder_layer *layers;
};

enum err encoder_read_weights(struct ctx *c, const struct safetensors *tensors, struct encoder *e) MUST_USE;

#endif

/* A BERT-class encoder: Devlin, Chang, Lee and Toutanova, "BERT: Pre-training of Deep Bidirectional Transformers", NAACL 2019; as a sentence's
 * vector the mean of its tokens' or the first one's: Reimers and Gurevych, "Sentence-BERT", EMNLP 2019.
 *
 * Sequences of any length are packed one behind the other, so nothing is spent on filling up. Single precision. */
#ifndef NUMERICS_TRANSFORMER_ENCODER_H
#define NUMERICS_TRANSFORMER_ENCODER_H

#include "numerics/transformer/safetensors.h"

enum {
    ENCODER_DIMS_MOST = 4096, /* of a token's vector; a multiple of KERNEL_DIMS_STEP, as a head's are */
    ENCODER_INNER_MOST = 16384,
    ENCODER_LAYERS_MOST = 64,
    ENCODER_HEADS_MOST = 128,
    ENCODER_VOCABULARY_MOST = 1 << 20,
    ENCODER_POSITIONS_MOST = 8192, /* tokens of a sequence */
};

enum encoder_pooling { ENCODER_MEAN, ENCODER_FIRST };

struct encoder_shape {
    size_t vocabulary, positions, dims, inner, layers, heads;
    float epsilon; /* of layer normalisation */
    enum encoder_pooling pooling;
};

/* c[m][n] = a[m][k] b[k][n], row after row, dense; from any thread. BLAS has it (src/embedding/blas.h). */
typedef void encoder_product(size_t m, size_t n, size_t k, const float *a, const float *b, float *c);
/* A plain one, which is slow: for tests. */
void encoder_product_plain(size_t m, size_t n, size_t k, const float *a, const float *b, float *c);

struct encoder;

/* Takes the weights by the names that Hugging Face's BertModel gives them (with or without "bert." before), copies them and keeps nothing else of
 * `tensors`. Lives in c->arena. ERR_INPUT for a weight that is not there, of another shape, not F32, F16 or BF16, or not finite; ERR_LIMIT for a shape
 * above the limits; ERR_MEMORY. */
enum err encoder_new(struct ctx *c, const struct encoder_shape *shape, const struct safetensors *tensors,
                     encoder_product *product, struct encoder **out) MUST_USE;
const struct encoder_shape *encoder_shape(const struct encoder *e);

/* Room that a batch needs, for encoder_run: floats, of up to `tokens` tokens in all. */
size_t encoder_scratch(const struct encoder *e, size_t tokens);

/* `count` sequences of tokens: starts[i] <= place in ids < starts[i + 1], at least one token each and at most shape.positions. `scratch` is
 * aligned to 64 bytes. out[count][dims], not normalised. Every id is below shape.vocabulary. Allocates nothing; from any thread, each with its own
 * scratch. A sequence's vector depends on what is packed with it in the last bits alone, as far as the product's rows do. */
void encoder_run(const struct encoder *e, const int32_t *ids, const size_t *starts, size_t count,
                 float *scratch, float *out);

#endif

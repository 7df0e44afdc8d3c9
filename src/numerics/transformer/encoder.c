#include "numerics/transformer/encoder_inner.h"

/* -- Opening */

static enum err check(struct ctx *c, const char *name, size_t value, size_t most)
{
    return value >= 1 && value <= most
               ? OK
               : fail(c, ERR_LIMIT, "the model's %s are %zu; 1 to %zu are taken", name, value, most);
}

static enum err check_shape(struct ctx *c, const struct encoder_shape *s)
{
    TRY(check(c, "tokens (vocab_size)", s->vocabulary, ENCODER_VOCABULARY_MOST));
    TRY(check(c, "positions (max_position_embeddings)", s->positions, ENCODER_POSITIONS_MOST));
    TRY(check(c, "dimensions (hidden_size)", s->dims, ENCODER_DIMS_MOST));
    TRY(check(c, "inner dimensions (intermediate_size)", s->inner, ENCODER_INNER_MOST));
    TRY(check(c, "layers (num_hidden_layers)", s->layers, ENCODER_LAYERS_MOST));
    TRY(check(c, "heads (num_attention_heads)", s->heads, ENCODER_HEADS_MOST));
    if (s->dims % s->heads != 0 || s->dims / s->heads % KERNEL_DIMS_STEP != 0 ||
        s->inner % KERNEL_DIMS_STEP != 0)
        return fail(c, ERR_INPUT, "the dimensions of a head, and the inner ones, must be multiples of %d",
                    KERNEL_DIMS_STEP);
    return s->epsilon >= 0 && s->epsilon < 1 ? OK : fail(c, ERR_INPUT, "layer_norm_eps is not from 0 to 1");
}

enum err encoder_new(struct ctx *c, const struct encoder_shape *shape, const struct safetensors *tensors,
                     encoder_product *product, struct encoder **out)
{
    struct encoder *e = ARENA_NEW(c->arena, struct encoder);
    TRY(check_shape(c, shape));
    *e = (struct encoder){.shape = *shape, .product = product, .kernels = kernels_best()};
    e->layers = ARENA_ARRAY(c->arena, struct encoder_layer, shape->layers);
    TRY(encoder_read_weights(c, tensors, e));
    *out = e;
    return OK;
}

const struct encoder_shape *encoder_shape(const struct encoder *e)
{
    return &e->shape;
}

/* -- Running */

static size_t longest(const struct encoder *e, size_t tokens)
{
    return tokens < e->shape.positions ? tokens : e->shape.positions;
}

size_t encoder_scratch(const struct encoder *e, size_t tokens)
{
    const struct encoder_shape *s = &e->shape;
    size_t wide = s->inner > 3 * s->dims ? s->inner : 3 * s->dims;
    return tokens * (3 * s->dims + wide) + kernels_scratch(longest(e, tokens), s->dims / s->heads);
}

/* Where the parts of `scratch` are: all rows have multiples of 32 floats, so they stay aligned. */
struct batch {
    const int32_t *ids;
    const size_t *starts;
    size_t count, tokens;
    float *x, *y, *mixed; /* [tokens][dims] */
    float *wide;          /* [tokens][3 dims] or [tokens][inner] */
    float *room;          /* of the kernels */
};

static void embed(const struct encoder *e, const struct batch *b)
{
    size_t n = e->shape.dims;
    for (size_t i = 0; i < b->count; i++)
        for (size_t t = b->starts[i]; t < b->starts[i + 1]; t++)
            e->kernels->add_norm(n, e->words + (size_t)b->ids[t] * n, e->positions + (t - b->starts[i]) * n,
                                 NULL, e->scale, e->shift, e->shape.epsilon, b->x + (t - b->starts[0]) * n);
}

static void attend(const struct encoder *e, const struct encoder_layer *l, const struct batch *b)
{
    size_t n = e->shape.dims, head = n / e->shape.heads;
    for (size_t i = 0; i < b->count; i++) {
        size_t first = b->starts[i] - b->starts[0], count = b->starts[i + 1] - b->starts[i];
        for (size_t h = 0; h < n; h += head) {
            const float *q = b->wide + first * 3 * n + h;
            e->kernels->attend(count, head, q, l->query_bias + h, q + n, q + 2 * n, 3 * n, b->room,
                               b->mixed + first * n + h, n);
        }
    }
}

static void run_layer(const struct encoder *e, const struct encoder_layer *l, const struct batch *b)
{
    size_t n = e->shape.dims, inner = e->shape.inner;
    float epsilon = e->shape.epsilon;
    e->product(b->tokens, 3 * n, n, b->x, l->qkv, b->wide);
    attend(e, l, b);
    e->product(b->tokens, n, n, b->mixed, l->shown, b->y);
    for (size_t t = 0; t < b->tokens; t++)
        e->kernels->add_norm(n, b->x + t * n, b->y + t * n, l->shown_bias, l->middle_scale, l->middle_shift,
                             epsilon, b->x + t * n);
    e->product(b->tokens, inner, n, b->x, l->wide, b->wide);
    for (size_t t = 0; t < b->tokens; t++)
        e->kernels->gelu(inner, l->wide_bias, b->wide + t * inner);
    e->product(b->tokens, n, inner, b->wide, l->back, b->y);
    for (size_t t = 0; t < b->tokens; t++)
        e->kernels->add_norm(n, b->x + t * n, b->y + t * n, l->back_bias, l->out_scale, l->out_shift, epsilon,
                             b->x + t * n);
}

static void pool(const struct encoder *e, const struct batch *b, float *out)
{
    size_t n = e->shape.dims;
    for (size_t i = 0; i < b->count; i++) {
        size_t first = b->starts[i] - b->starts[0],
               count = e->shape.pooling == ENCODER_FIRST ? 1 : b->starts[i + 1] - b->starts[i];
        float *to = out + i * n;
        memcpy(to, b->x + first * n, n * sizeof *to);
        for (size_t t = 1; t < count; t++)
            for (size_t k = 0; k < n; k++)
                to[k] += b->x[(first + t) * n + k];
        for (size_t k = 0; k < n; k++)
            to[k] /= (float)count;
    }
}

void encoder_run(const struct encoder *e, const int32_t *ids, const size_t *starts, size_t count,
                 float *scratch, float *out)
{
    size_t tokens = starts[count] - starts[0], n = e->shape.dims;
    struct batch b = {.ids = ids, .starts = starts, .count = count, .tokens = tokens};
    b.x = scratch;
    b.y = b.x + tokens * n;
    b.mixed = b.y + tokens * n;
    b.wide = b.mixed + tokens * n;
    b.room = b.wide + tokens * (e->shape.inner > 3 * n ? e->shape.inner : 3 * n);
    embed(e, &b);
    for (size_t i = 0; i < e->shape.layers; i++)
        run_layer(e, &e->layers[i], &b);
    pool(e, &b, out);
}

void encoder_product_plain(size_t m, size_t n, size_t k, const float *a, const float *b, float *c)
{
    for (size_t i = 0; i < m; i++) {
        memset(c + i * n, 0, n * sizeof *c);
        for (size_t j = 0; j < k; j++)
            for (size_t l = 0; l < n; l++)
                c[i * n + l] += a[i * k + j] * b[j * n + l];
    }
}

#include "numerics/transformer/encoder_inner.h"

#include <math.h>

/* What reads them. */
struct reading {
    struct ctx *c;
    const struct safetensors *tensors;
    const char *prefix;
    struct encoder *e;
};

static float *room_for(struct reading *r, size_t count, enum err *e)
{
    void *room = NULL;
    size_t bytes = count * sizeof(float) + ENCODER_ALIGN;
    *e = arena_alloc_outside(r->c, bytes, &room);
    return (float *)(((uintptr_t)room + ENCODER_ALIGN - 1) / ENCODER_ALIGN * ENCODER_ALIGN);
}

/* The tensor of this name and shape; `columns` 0: a row of numbers. */
static enum err find(struct reading *r, const char *name, size_t rows, size_t columns,
                     const struct tensor **out)
{
    const char *full = arena_printf(r->c->arena, "%s%s", r->prefix, name);
    const struct tensor *t = safetensors_find(r->tensors, full);
    if (t == NULL)
        return fail(r->c, ERR_INPUT, "no tensor %s", full);
    bool fits = columns == 0 ? t->rank == 1 && t->shape[0] == rows
                             : t->rank == 2 && t->shape[0] == rows && t->shape[1] == columns;
    if (!fits)
        return fail(r->c, ERR_INPUT, "tensor %s has not the shape that the settings (config.json) say", full);
    if (t->type == TENSOR_OTHER)
        return fail(r->c, ERR_INPUT, "tensor %s: its type is none of F32, F16, BF16", full);
    *out = t;
    return OK;
}

static enum err check_finite(struct reading *r, const struct tensor *t, const float *at, size_t count)
{
    float sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += at[i] * 0; /* 0, or NaN for what is not finite */
    return isnan(sum)
               ? fail(r->c, ERR_INPUT, "tensor %.*s has a number that is not finite", TEXT_ARGS(t->name))
               : OK;
}

static enum err read_row(struct reading *r, const char *name, size_t count, float *out)
{
    const struct tensor *t;
    TRY(find(r, name, count, 0, &t));
    tensor_floats(t, 0, count, out);
    return check_finite(r, t, out, count);
}

static enum err read_table(struct reading *r, const char *name, size_t rows, size_t columns, float *out)
{
    const struct tensor *t;
    TRY(find(r, name, rows, columns, &t));
    tensor_floats(t, 0, rows * columns, out);
    return check_finite(r, t, out, rows * columns);
}

/* PyTorch keeps [to][from]; products want [from][to], here as columns `place` to place + to of rows of `width`. */
static enum err read_turned(struct reading *r, const char *name, size_t from, size_t to, size_t place,
                            size_t width, float factor, float *out)
{
    enum err e;
    struct arena_mark mark = arena_mark(r->c->arena);
    float *rows = room_for(r, from * to, &e);
    TRY(e);
    TRY(read_table(r, name, to, from, rows));
    for (size_t block = 0; block < to; block += ENCODER_TURN) /* a few lines at a time stay in the cache */
        for (size_t i = 0; i < from; i++)
            for (size_t k = block; k < block + ENCODER_TURN && k < to; k++)
                out[i * width + place + k] = rows[k * from + i] * factor;
    arena_rewind(r->c->arena, mark);
    return OK;
}

static const char *layer_name(struct reading *r, size_t layer, const char *rest)
{
    return arena_printf(r->c->arena, "encoder.layer.%zu.%s", layer, rest);
}

/* softmax(q (k + b)) is softmax(q k): the keys' bias is nothing. The weights of each row's mixture add up to 1, so that of the values goes through
 * the next product into its bias. */
static enum err read_attention(struct reading *r, size_t number, struct encoder_layer *l)
{
    const struct encoder_shape *s = &r->e->shape;
    size_t n = s->dims;
    float factor = 1 / sqrtf((float)(n / s->heads));
    TRY(read_turned(r, layer_name(r, number, "attention.self.query.weight"), n, n, 0, 3 * n, factor, l->qkv));
    TRY(read_turned(r, layer_name(r, number, "attention.self.key.weight"), n, n, n, 3 * n, 1, l->qkv));
    TRY(read_turned(r, layer_name(r, number, "attention.self.value.weight"), n, n, 2 * n, 3 * n, 1, l->qkv));
    TRY(read_turned(r, layer_name(r, number, "attention.output.dense.weight"), n, n, 0, n, 1, l->shown));
    TRY(read_row(r, layer_name(r, number, "attention.self.value.bias"), n, l->query_bias));
    TRY(read_row(r, layer_name(r, number, "attention.output.dense.bias"), n, l->shown_bias));
    for (size_t i = 0; i < n; i++) {
        double sum = l->shown_bias[i];
        for (size_t k = 0; k < n; k++)
            sum += (double)l->query_bias[k] * l->shown[k * n + i];
        l->shown_bias[i] = (float)sum;
    }
    TRY(read_row(r, layer_name(r, number, "attention.self.query.bias"), n, l->query_bias));
    for (size_t i = 0; i < n; i++)
        l->query_bias[i] *= factor;
    TRY(read_row(r, layer_name(r, number, "attention.output.LayerNorm.weight"), n, l->middle_scale));
    return read_row(r, layer_name(r, number, "attention.output.LayerNorm.bias"), n, l->middle_shift);
}

static enum err read_inner(struct reading *r, size_t number, struct encoder_layer *l)
{
    size_t n = r->e->shape.dims, wide = r->e->shape.inner;
    TRY(read_turned(r, layer_name(r, number, "intermediate.dense.weight"), n, wide, 0, wide, 1, l->wide));
    TRY(read_row(r, layer_name(r, number, "intermediate.dense.bias"), wide, l->wide_bias));
    TRY(read_turned(r, layer_name(r, number, "output.dense.weight"), wide, n, 0, n, 1, l->back));
    TRY(read_row(r, layer_name(r, number, "output.dense.bias"), n, l->back_bias));
    TRY(read_row(r, layer_name(r, number, "output.LayerNorm.weight"), n, l->out_scale));
    return read_row(r, layer_name(r, number, "output.LayerNorm.bias"), n, l->out_shift);
}

static enum err read_layer(struct reading *r, size_t number)
{
    size_t n = r->e->shape.dims, wide = r->e->shape.inner;
    struct encoder_layer *l = &r->e->layers[number];
    float **const parts[] = {&l->qkv,          &l->shown,        &l->wide,      &l->back,
                             &l->query_bias,   &l->shown_bias,   &l->wide_bias, &l->back_bias,
                             &l->middle_scale, &l->middle_shift, &l->out_scale, &l->out_shift};
    const size_t sizes[] = {3 * n * n, n * n, n * wide, wide * n, n, n, wide, n, n, n, n, n};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        enum err e;
        *parts[i] = room_for(r, sizes[i], &e);
        TRY(e);
    }
    TRY(read_attention(r, number, l));
    return read_inner(r, number, l);
}

/* One kind of segment (token type 0) is all there is: its row goes into the positions'. */
static enum err read_embeddings(struct reading *r)
{
    struct encoder *e = r->e;
    const struct encoder_shape *s = &e->shape;
    const struct tensor *types = NULL;
    const char *name = arena_printf(r->c->arena, "%sembeddings.token_type_embeddings.weight", r->prefix);
    enum err failed;
    e->words = room_for(r, s->vocabulary * s->dims, &failed);
    TRY(failed);
    e->positions = room_for(r, s->positions * s->dims, &failed);
    TRY(failed);
    e->scale = room_for(r, s->dims, &failed);
    TRY(failed);
    e->shift = room_for(r, s->dims, &failed);
    TRY(failed);
    types = safetensors_find(r->tensors, name);
    if (types == NULL || types->rank != 2 || types->shape[0] == 0 || types->shape[1] != s->dims ||
        types->type == TENSOR_OTHER)
        return fail(r->c, ERR_INPUT, "no tensor %s, or of another shape or type", name);
    tensor_floats(types, 0, s->dims, e->scale);
    TRY(check_finite(r, types, e->scale, s->dims));
    TRY(read_table(r, "embeddings.word_embeddings.weight", s->vocabulary, s->dims, e->words));
    TRY(read_table(r, "embeddings.position_embeddings.weight", s->positions, s->dims, e->positions));
    for (size_t i = 0; i < s->positions * s->dims; i++)
        e->positions[i] += e->scale[i % s->dims];
    TRY(read_row(r, "embeddings.LayerNorm.weight", s->dims, e->scale));
    return read_row(r, "embeddings.LayerNorm.bias", s->dims, e->shift);
}

enum err encoder_read_weights(struct ctx *c, const struct safetensors *tensors, struct encoder *e)
{
    struct reading r = {.c = c, .tensors = tensors, .prefix = "", .e = e};
    if (safetensors_find(tensors, "bert.embeddings.word_embeddings.weight") != NULL)
        r.prefix = "bert.";
    TRY(read_embeddings(&r));
    for (size_t i = 0; i < e->shape.layers; i++)
        TRY(read_layer(&r, i));
    return OK;
}

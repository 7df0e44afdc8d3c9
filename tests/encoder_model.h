/* A small BERT of made-up weights, as the bytes of a safetensors file. Every weight is exact in all three types of numbers.
 * tests/tools/make_encoder_golden.py makes the same in Python. */
#ifndef TESTS_ENCODER_MODEL_H
#define TESTS_ENCODER_MODEL_H

#include "numerics/transformer/encoder.h"
#include "support.h"

enum {
    MODEL_VOCABULARY = 48,
    MODEL_POSITIONS = 24,
    MODEL_DIMS = 64,
    MODEL_INNER = 96,
    MODEL_LAYERS = 2,
    MODEL_HEADS = 2
};

static const struct encoder_shape model_shape = {.vocabulary = MODEL_VOCABULARY,
                                                 .positions = MODEL_POSITIONS,
                                                 .dims = MODEL_DIMS,
                                                 .inner = MODEL_INNER,
                                                 .layers = MODEL_LAYERS,
                                                 .heads = MODEL_HEADS,
                                                 .epsilon = 1e-12F};

struct model_writer {
    struct buf header, numbers;
    const char *type;             /* "F32", "F16", "BF16" */
    const char *prefix;           /* of names: "" or "bert." */
    const char *without, *broken; /* a tensor that is left out; one whose number 3 is not finite */
    uint32_t tensor;
};

static inline uint32_t model_number(uint32_t tensor, uint32_t i)
{
    uint32_t x = (tensor * 1000003U + i) * 2654435761U;
    x ^= x >> 15;
    x *= 2246822519U;
    return x ^ x >> 13;
}

static inline void model_put(struct model_writer *w, float value)
{
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    uint16_t brain = (uint16_t)(bits >> 16),
             half = (uint16_t)(bits << 1 == 0 ? 0
                                              : (bits >> 16 & 0x8000U) | ((bits >> 23 & 0xffU) - 112) << 10 |
                                                    (bits >> 13 & 0x3ffU));
    if (strcmp(w->type, "F32") == 0)
        buf_add(&w->numbers, (const char *)&bits, sizeof bits);
    else
        buf_add(&w->numbers, (const char *)(strcmp(w->type, "F16") == 0 ? &half : &brain), sizeof half);
}

/* `columns` 0: a row of numbers. */
static inline void model_tensor(struct model_writer *w, const char *name, uint32_t rows, uint32_t columns)
{
    size_t start = w->numbers.len;
    uint32_t tensor = w->tensor++, count = rows * (columns == 0 ? 1 : columns);
    bool is_scale = strstr(name, "LayerNorm.weight") != NULL,
         is_broken = w->broken != NULL && strcmp(w->broken, name) == 0;
    if (w->without != NULL && strcmp(w->without, name) == 0)
        return;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t x = model_number(tensor, i);
        float plain = (float)((int)(x % 257) - 128) / 512, scale = 1 + (float)((int)(x % 65) - 32) / 128;
        model_put(w, is_broken && i == 3 ? __builtin_inff() : is_scale ? scale : plain);
    }
    buf_printf(&w->header, "%s\"%s%s\":{\"dtype\":\"%s\",\"shape\":[%u", w->header.len > 1 ? "," : "",
               w->prefix, name, w->type, rows);
    if (columns > 0)
        buf_printf(&w->header, ",%u", columns);
    buf_printf(&w->header, "],\"data_offsets\":[%zu,%zu]}", start, w->numbers.len);
}

static inline void model_pair(struct model_writer *w, const char *layer, const char *part, uint32_t rows,
                              uint32_t columns)
{
    char name[128];
    snprintf(name, sizeof name, "%s%s.weight", layer, part);
    model_tensor(w, name, rows, columns);
    snprintf(name, sizeof name, "%s%s.bias", layer, part);
    model_tensor(w, name, rows, 0);
}

static inline void model_layer(struct model_writer *w, int number)
{
    char layer[64];
    snprintf(layer, sizeof layer, "encoder.layer.%d.", number);
    model_pair(w, layer, "attention.self.query", MODEL_DIMS, MODEL_DIMS);
    model_pair(w, layer, "attention.self.key", MODEL_DIMS, MODEL_DIMS);
    model_pair(w, layer, "attention.self.value", MODEL_DIMS, MODEL_DIMS);
    model_pair(w, layer, "attention.output.dense", MODEL_DIMS, MODEL_DIMS);
    model_pair(w, layer, "attention.output.LayerNorm", MODEL_DIMS, 0);
    model_pair(w, layer, "intermediate.dense", MODEL_INNER, MODEL_DIMS);
    model_pair(w, layer, "output.dense", MODEL_DIMS, MODEL_INNER);
    model_pair(w, layer, "output.LayerNorm", MODEL_DIMS, 0);
}

/* A whole file of header and numbers, in the arena. */
static inline struct text model_file(struct arena *arena, struct text header, struct text numbers)
{
    struct buf *all = buf_in_arena(arena);
    for (int i = 0; i < 8; i++)
        buf_char(all, (char)((uint64_t)header.len >> (8 * i)));
    buf_text(all, header);
    buf_text(all, numbers);
    return buf_view(all);
}

static inline struct text model_write(struct arena *arena, struct model_writer w)
{
    buf_char(&w.header, '{');
    model_tensor(&w, "embeddings.word_embeddings.weight", MODEL_VOCABULARY, MODEL_DIMS);
    model_tensor(&w, "embeddings.position_embeddings.weight", MODEL_POSITIONS, MODEL_DIMS);
    model_tensor(&w, "embeddings.token_type_embeddings.weight", 2, MODEL_DIMS);
    model_tensor(&w, "embeddings.LayerNorm.weight", MODEL_DIMS, 0);
    model_tensor(&w, "embeddings.LayerNorm.bias", MODEL_DIMS, 0);
    for (int i = 0; i < MODEL_LAYERS; i++)
        model_layer(&w, i);
    buf_z(&w.header, ",\"__metadata__\":{\"format\":\"pt\"}}");
    while (w.header.len % 8 != 0)
        buf_char(&w.header, ' ');
    struct text file = model_file(arena, buf_view(&w.header), buf_view(&w.numbers));
    buf_free(&w.header);
    buf_free(&w.numbers);
    return file;
}

#endif

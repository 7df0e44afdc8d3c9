#include "numerics/transformer/safetensors.h"

#include "base/json_in.h"

#include <stdlib.h>

enum { LENGTH_BYTES = 8 };

static const struct {
    const char *name;
    enum tensor_type type;
    size_t bytes;
} types[] = {{"F32", TENSOR_F32, 4},    {"F16", TENSOR_F16, 2},       {"BF16", TENSOR_BF16, 2},
             {"F64", TENSOR_OTHER, 8},  {"I64", TENSOR_OTHER, 8},     {"U64", TENSOR_OTHER, 8},
             {"I32", TENSOR_OTHER, 4},  {"U32", TENSOR_OTHER, 4},     {"I16", TENSOR_OTHER, 2},
             {"U16", TENSOR_OTHER, 2},  {"I8", TENSOR_OTHER, 1},      {"U8", TENSOR_OTHER, 1},
             {"BOOL", TENSOR_OTHER, 1}, {"F8_E4M3", TENSOR_OTHER, 1}, {"F8_E5M2", TENSOR_OTHER, 1}};
enum { TYPES = sizeof types / sizeof *types };

static enum err bad(struct ctx *c, const struct tensor *t, const char *what)
{
    return fail(c, ERR_INPUT, "tensor %.*s: %s", TEXT_ARGS(text_glimpse(t->name)), what);
}

static bool read_size(const struct json_value *v, size_t *out)
{
    int64_t number;
    if (!json_as_int(v, &number) || number < 0)
        return false;
    *out = (size_t)number;
    return true;
}

static enum err read_shape(struct ctx *c, const struct json_value *shape, struct tensor *t)
{
    t->count = 1;
    if (json_kind(shape) != JSON_ARRAY || json_count(shape) > SAFETENSORS_RANK_MOST)
        return bad(c, t, "no shape, or one of more than eight numbers");
    for (const struct json_value *v = json_first(shape); v != NULL; v = json_next(v), t->rank++)
        if (!read_size(v, &t->shape[t->rank]) ||
            __builtin_mul_overflow(t->count, t->shape[t->rank], &t->count))
            return bad(c, t, "its shape is no size");
    return OK;
}

static enum err read_tensor(struct ctx *c, const struct json_value *v, struct text numbers, struct tensor *t)
{
    size_t end, needed, type = 0;
    struct text word = json_as_text(json_member(v, "dtype"));
    const struct json_value *offsets = json_member(v, "data_offsets");
    while (type < TYPES && !text_is(word, types[type].name))
        type++;
    if (type == TYPES)
        return bad(c, t, "no type (dtype) that is known");
    t->type = types[type].type;
    TRY(read_shape(c, json_member(v, "shape"), t));
    if (__builtin_mul_overflow(t->count, types[type].bytes, &needed))
        return bad(c, t, "its shape is no size");
    if (json_kind(offsets) != JSON_ARRAY || json_count(offsets) != 2 ||
        !read_size(json_first(offsets), &t->position) || !read_size(json_next(json_first(offsets)), &end))
        return bad(c, t, "no data_offsets");
    if (t->position > end || end > numbers.len)
        return bad(c, t, "its place is not in the file");
    t->bytes = end - t->position;
    if (t->bytes != needed)
        return bad(c, t, "its place has not the size of its shape");
    t->at = numbers.at + t->position;
    return OK;
}

static int by_place(const void *a, const void *b)
{
    const struct tensor *x = a, *y = b;
    if (x->position != y->position)
        return x->position < y->position ? -1 : 1;
    return (x->bytes > y->bytes) - (x->bytes < y->bytes); /* empty ones come before what they touch */
}

static enum err check_places(struct ctx *c, const struct tensor *tensors, size_t count, size_t len)
{
    size_t next = 0;
    for (size_t i = 0; i < count; i++) {
        if (tensors[i].position != next)
            return bad(c, &tensors[i], "a gap before it, or it lies over another one");
        next += tensors[i].bytes;
    }
    if (next != len)
        return fail(c, ERR_INPUT, "%zu bytes behind the last tensor", len - next);
    return OK;
}

static enum err read_tensors(struct ctx *c, const struct json_value *header, struct text numbers,
                             struct safetensors *out)
{
    size_t count = 0;
    struct tensor *tensors = ARENA_ARRAY(c->arena, struct tensor, json_count(header) + 1);
    for (const struct json_value *v = json_first(header); v != NULL; v = json_next(v)) {
        struct text name = json_name(v);
        if (text_is(name, "__metadata__"))
            continue;
        if (name.len > SAFETENSORS_NAME_MOST)
            return fail(c, ERR_LIMIT, "a tensor's name has more than %d bytes", SAFETENSORS_NAME_MOST);
        tensors[count].name = text_copy(c->arena, name);
        TRY(read_tensor(c, v, numbers, &tensors[count]));
        count++;
    }
    qsort(tensors, count, sizeof *tensors, by_place);
    *out = (struct safetensors){tensors, count};
    return check_places(c, tensors, count, numbers.len);
}

enum err safetensors_read(struct ctx *c, struct text file, struct safetensors *out)
{
    const struct json_value *header;
    uint64_t len = 0;
    if (file.len < LENGTH_BYTES)
        return fail(c, ERR_INPUT, "too short for a file of tensors");
    for (size_t i = LENGTH_BYTES; i > 0; i--)
        len = len << 8 | (unsigned char)file.at[i - 1];
    if (len > SAFETENSORS_HEADER_MOST)
        return fail(c, ERR_LIMIT, "a header of %llu bytes; at most %d are read", (unsigned long long)len,
                    SAFETENSORS_HEADER_MOST);
    if (len > file.len - LENGTH_BYTES)
        return fail(c, ERR_INPUT, "the header ends behind the file");
    TRY(json_read(c, (struct text){file.at + LENGTH_BYTES, (size_t)len}, &header));
    if (json_kind(header) != JSON_OBJECT)
        return fail(c, ERR_INPUT, "the header is no object");
    if (json_count(header) > SAFETENSORS_COUNT_MOST)
        return fail(c, ERR_LIMIT, "%zu tensors; at most %d are read", json_count(header),
                    SAFETENSORS_COUNT_MOST);
    return read_tensors(c, header, text_from(file, LENGTH_BYTES + (size_t)len), out);
}

const struct tensor *safetensors_find(const struct safetensors *all, const char *name)
{
    for (size_t i = 0; i < all->count; i++)
        if (text_is(all->tensors[i].name, name))
            return &all->tensors[i];
    return NULL;
}

/* -- Numbers */

/* IEEE 754 binary16. */
static float half(uint16_t h)
{
    uint32_t sign = (uint32_t)(h & 0x8000) << 16, exponent = h >> 10 & 0x1f, fraction = h & 0x3ff, bits;
    float out;
    if (exponent == 0) { /* 2^-24 times the fraction */
        out = (float)fraction * 0x1p-24F;
        return sign != 0 ? -out : out;
    }
    bits = sign | (exponent == 31 ? 0xffU : exponent + 112) << 23 | fraction << 13;
    memcpy(&out, &bits, sizeof out);
    return out;
}

void tensor_floats(const struct tensor *t, size_t first, size_t count, float *out)
{
    const char *at = t->at;
    if (t->type == TENSOR_F32) {
        memcpy(out, at + first * sizeof *out, count * sizeof *out);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        uint16_t h;
        memcpy(&h, at + (first + i) * sizeof h, sizeof h);
        uint32_t bits = (uint32_t)h << 16;
        if (t->type == TENSOR_F16)
            out[i] = half(h);
        else
            memcpy(&out[i], &bits, sizeof bits);
    }
}

/* Arrays in a file, as Hugging Face's safetensors has them: eight bytes with the length of a header (little-endian), the header as JSON, then the
 * numbers, little-endian, row after row (https://huggingface.co/docs/safetensors, "Format"). */
#ifndef NUMERICS_TRANSFORMER_SAFETENSORS_H
#define NUMERICS_TRANSFORMER_SAFETENSORS_H

#include "base/text.h"

enum {
    SAFETENSORS_HEADER_MOST = 8 << 20, /* bytes */
    SAFETENSORS_COUNT_MOST = 10000,    /* tensors */
    SAFETENSORS_NAME_MOST = 256,       /* bytes of a name */
    SAFETENSORS_RANK_MOST = 8,
};

enum tensor_type { TENSOR_F32, TENSOR_F16, TENSOR_BF16, TENSOR_OTHER /* known by its size alone */ };

struct tensor {
    struct text name; /* in the arena, NUL-terminated */
    enum tensor_type type;
    size_t rank, shape[SAFETENSORS_RANK_MOST];
    size_t count;    /* of its numbers */
    const void *at;  /* in the file's bytes, at any alignment */
    size_t position; /* of its first byte behind the header */
    size_t bytes;
};

struct safetensors {
    const struct tensor *tensors; /* in the order of their places */
    size_t count;
};

/* Reads the header of `file` (the whole of it; it stays the caller's and must outlive the tensors). Every tensor has the bytes that its shape and
 * type need, and they lie one behind the other without a gap or an overlap, to the file's end. ERR_INPUT otherwise, ERR_LIMIT above the limits. */
enum err safetensors_read(struct ctx *c, struct text file, struct safetensors *out) MUST_USE;

/* NULL: there is none of this name. */
const struct tensor *safetensors_find(const struct safetensors *all, const char *name);

/* Its numbers as floats: `count` of them from number `first`, which it has. Not of TENSOR_OTHER. */
void tensor_floats(const struct tensor *t, size_t first, size_t count, float *out);

#endif

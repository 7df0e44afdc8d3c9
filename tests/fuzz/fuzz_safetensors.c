/* Files of tensors: what is taken lies in the file, one behind the other, and can be read to its end. */
#include "numerics/transformer/safetensors.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static float touch(const struct tensor *t)
{
    float last = 0, all[64];
    for (size_t i = 0; t->type != TENSOR_OTHER && i < t->count; i += 64) {
        size_t count = t->count - i < 64 ? t->count - i : 64;
        tensor_floats(t, i, count, all);
        last = all[count - 1];
    }
    return last;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ctx c = {.arena = arena_new()};
    struct safetensors all;
    volatile float used = 0;
    if (safetensors_read(&c, (struct text){(const char *)data, size}, &all) == OK) {
        const char *next = NULL;
        for (size_t i = 0; i < all.count; i++) {
            const struct tensor *t = &all.tensors[i];
            const char *at = t->at;
            if (at < (const char *)data || at + t->bytes > (const char *)data + size ||
                (next != NULL && at != next) || safetensors_find(&all, t->name.at) == NULL)
                __builtin_trap();
            next = at + t->bytes;
            used = touch(t);
        }
        if (next != NULL && next != (const char *)data + size)
            __builtin_trap();
    } else if (c.why[0] == '\0') {
        __builtin_trap();
    }
    (void)used;
    arena_free(c.arena);
    return 0;
}

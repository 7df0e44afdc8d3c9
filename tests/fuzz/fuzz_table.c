/* Tables of numbers: whatever is taken is rows of as many finite numbers; whatever is not says why. */
#include "app/bench/support/table.h"

#include <math.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    for (int shape = TABLE_LABELLED; shape <= TABLE_PLAIN; shape++) {
        struct ctx c = {.arena = arena_new()};
        struct buf *text = buf_in_arena(c.arena);
        struct table t;
        buf_add(text, (const char *)data, size);
        if (table_parse(&c, "fuzz", text, (enum table_shape)shape, &t) == OK) {
            for (size_t i = 0; i < t.rows * t.columns; i++)
                if (!isfinite(t.values[i]))
                    __builtin_trap();
            if (t.rows == 0 || t.columns == 0 || t.labelled > t.rows)
                __builtin_trap();
        } else if (c.why[0] == '\0') {
            __builtin_trap();
        }
        arena_free(c.arena);
    }
    return 0;
}

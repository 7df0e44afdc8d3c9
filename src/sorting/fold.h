/* Lower case for comparing, into memory that the caller has: quick for ASCII, which nearly everything is. */
#ifndef SORTING_FOLD_H
#define SORTING_FOLD_H

#include "base/text.h"

/* Writes the folded form of `t`, which has the same length, to `out`. `spare` is used and rewound. */
static inline void fold_into(struct arena *spare, struct text t, char *out)
{
    unsigned char seen = 0;
    for (size_t i = 0; i < t.len; i++) {
        unsigned char ch = (unsigned char)t.at[i];
        seen |= ch;
        out[i] = (char)(ch | ((unsigned char)(ch - 'A') < 26 ? 0x20 : 0));
    }
    if (seen < 0x80)
        return;
    struct arena_mark mark = arena_mark(spare);
    struct text folded = text_fold(spare, t);
    memcpy(out, folded.at, folded.len);
    arena_rewind(spare, mark);
}

#endif

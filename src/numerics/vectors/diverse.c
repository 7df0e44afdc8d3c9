#include "numerics/vectors/vectors.h"

static const float *row_of(const struct vector_set *set, const struct vector_hit *hit)
{
    return set->at + hit->row * set->dims;
}

size_t vectors_diverse(struct arena *arena, const struct vector_set *set, const struct vector_hit *hits,
                       size_t count, size_t k, float balance, struct vector_hit *out)
{
    float *likeness = ARENA_ARRAY(arena, float, count + 1); /* the highest with one that was taken */
    bool *taken = ARENA_ARRAY(arena, bool, count + 1);
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        likeness[i] = 0;
        taken[i] = false;
    }
    while (n < k && n < count) {
        size_t best = count;
        float most = 0;
        for (size_t i = 0; i < count; i++) {
            float worth = balance * hits[i].score - (1 - balance) * likeness[i];
            if (!taken[i] && (best == count || worth > most)) {
                best = i;
                most = worth;
            }
        }
        taken[best] = true;
        out[n++] = hits[best];
        for (size_t i = 0; i < count; i++) {
            float like = vectors_dot(row_of(set, &hits[i]), row_of(set, &hits[best]), set->dims);
            likeness[i] = n == 1 || like > likeness[i] ? like : likeness[i];
        }
    }
    return n;
}

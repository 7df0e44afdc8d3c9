#include "sorting/spelling/spelling.h"

static const struct spelling_row *find(uint64_t hash)
{
    size_t bucket = (size_t)(hash >> (64 - SPELLING_BUCKET_BITS));
    for (uint32_t i = spelling_buckets[bucket]; i < spelling_buckets[bucket + 1]; i++)
        if (spelling_rows[i].tag == (uint32_t)hash)
            return &spelling_rows[i];
    return NULL;
}

size_t spelling_score(const struct sparse *features, float *scores)
{
    size_t known = 0;
    for (int i = 0; i < features->count; i++) {
        const struct spelling_row *row = find(features->hashes[i]);
        if (row == NULL)
            continue;
        known++;
        float value = features->values[i] * spelling_step;
        for (uint32_t w = row->first; w < row[1].first; w++)
            scores[spelling_weights[w].category] += value * (float)spelling_weights[w].weight;
    }
    return known;
}

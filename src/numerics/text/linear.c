#include "numerics/text/linear.h"

#include "base/err.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    LANES = 8,      /* numbers that are worked on together; divides every stride */
    CACHE_LINE = 16 /* numbers that memory brings at once */
};

static const float step_size = 0.7F;

struct linear_place {
    uint64_t hash; /* 0 is empty */
    uint32_t row;
};

static void *take(size_t count, size_t size)
{
    void *at = calloc(count, size);
    if (at == NULL)
        die("out of memory for %zu times %zu bytes of a linear model", count, size);
    return at;
}

static uint32_t rows_within(size_t bytes, size_t stride)
{
    size_t rows = bytes / (stride * sizeof(float));
    return rows < UINT32_MAX ? (uint32_t)rows : UINT32_MAX;
}

void linear_init(struct linear *model, size_t classes, size_t bytes_most)
{
    *model = (struct linear){.mask = 4095, .stride = LANES, .bytes_most = bytes_most};
    while (model->stride < classes)
        model->stride += LANES;
    model->places = take(model->mask + 1, sizeof *model->places);
    model->row_most = rows_within(bytes_most, model->stride);
}

void linear_release(struct linear *model)
{
    free(model->places);
    free(model->weights);
    free(model->squared_sums);
}

static struct linear_place *place_of(struct linear_place *all, uint32_t mask, uint64_t hash)
{
    uint32_t at = (uint32_t)(hash >> 32) & mask;
    while (all[at].hash != 0 && all[at].hash != hash)
        at = (at + 1) & mask;
    return &all[at];
}

static void places_grow(struct linear *model)
{
    uint32_t mask = model->mask * 2 + 1;
    struct linear_place *all = take((size_t)mask + 1, sizeof *all);
    for (uint32_t i = 0; i <= model->mask; i++)
        if (model->places[i].hash != 0)
            *place_of(all, mask, model->places[i].hash) = model->places[i];
    free(model->places);
    model->places = all;
    model->mask = mask;
}

static void rows_grow(struct linear *model, size_t rows, size_t stride)
{
    float *weights = take(rows * stride, sizeof *weights), *sums = take(rows, sizeof *sums);
    for (size_t r = 0; r < model->row_count; r++)
        memcpy(weights + r * stride, model->weights + r * model->stride, sizeof *weights * model->stride);
    if (model->row_count > 0)
        memcpy(sums, model->squared_sums, sizeof *sums * model->row_count);
    free(model->weights);
    free(model->squared_sums);
    model->weights = weights;
    model->squared_sums = sums;
    model->rows_room = rows;
    model->stride = stride;
}

void linear_reserve(struct linear *model, size_t class_number)
{
    if (class_number < model->stride)
        return;
    size_t stride = model->stride * 2;
    while (stride <= class_number)
        stride *= 2;
    model->row_most = rows_within(model->bytes_most, stride);
    rows_grow(model, model->rows_room == 0 ? 1024 : model->rows_room, stride);
}

/* The row of a feature, made when it is new; -1 when the model is full. */
static int64_t row_of(struct linear *model, uint64_t hash)
{
    struct linear_place *at = place_of(model->places, model->mask, hash);
    if (at->hash != 0)
        return at->row;
    if (model->row_count >= model->row_most)
        return -1;
    if ((model->row_count + 1) * 2 > model->mask) {
        places_grow(model);
        at = place_of(model->places, model->mask, hash);
    }
    if (model->row_count == model->rows_room)
        rows_grow(model, model->rows_room == 0 ? 1024 : model->rows_room * 2, model->stride);
    *at = (struct linear_place){hash, model->row_count++};
    return at->row;
}

void linear_score(const struct linear *model, const struct sparse *features, float *scores)
{
    const float *rows[SPARSE_MOST];
    float values[SPARSE_MOST];
    int count = 0;
    if (model->row_count == 0)
        return;
    for (int i = 0; i < features->count; i++) /* memory that is asked for early is there when it is needed */
        __builtin_prefetch(&model->places[(uint32_t)(features->hashes[i] >> 32) & model->mask]);
    for (int i = 0; i < features->count; i++) {
        const struct linear_place *at = place_of(model->places, model->mask, features->hashes[i]);
        if (at->hash == 0)
            continue;
        rows[count] = model->weights + (size_t)at->row * model->stride;
        for (size_t k = 0; k < model->stride; k += CACHE_LINE)
            __builtin_prefetch(rows[count] + k);
        values[count++] = features->values[i];
    }
    for (int i = 0; i < count; i++)
        for (size_t k = 0; k < model->stride; k += LANES)
            for (size_t lane = 0; lane < LANES; lane++)
                scores[k + lane] += values[i] * rows[i][k + lane];
}

void linear_step(struct linear *model, const struct sparse *features, const float *gradient, size_t classes,
                 float weight)
{
    float squares = 0;
    for (size_t k = 0; k < classes; k++)
        squares += gradient[k] * gradient[k];
    for (int i = 0; i < features->count; i++) {
        int64_t place = row_of(model, features->hashes[i]);
        if (place < 0)
            continue;
        float *sum = &model->squared_sums[place];
        *sum += features->values[i] * features->values[i] * squares * weight;
        if (*sum <= 0)
            continue;
        float step = step_size * weight * features->values[i] / sqrtf(*sum);
        float *row = model->weights + (size_t)place * model->stride;
        for (size_t k = 0; k < classes; k++)
            row[k] -= step * gradient[k];
    }
}

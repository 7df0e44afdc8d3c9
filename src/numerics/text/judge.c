#include "numerics/text/judge.h"

#include "base/arena.h"

#include <math.h>
#include <stdlib.h>

static double f1(int64_t right, int64_t truths, int64_t guesses)
{
    return truths + guesses == 0 ? 0 : 2.0 * (double)right / (double)(truths + guesses);
}

static double calibration_error(const struct judged *at, size_t count)
{
    double sum[JUDGE_BINS] = {0}, error = 0;
    int64_t right[JUDGE_BINS] = {0};
    for (size_t i = 0; i < count; i++) {
        int bin = (int)(at[i].confidence * JUDGE_BINS);
        bin = bin < 0 ? 0 : bin >= JUDGE_BINS ? JUDGE_BINS - 1 : bin;
        sum[bin] += (double)at[i].confidence;
        right[bin] += at[i].guess == at[i].truth;
    }
    for (int bin = 0; bin < JUDGE_BINS; bin++)
        error += fabs((double)right[bin] - sum[bin]);
    return error / (double)count;
}

void judge(struct ctx *c, const struct judged *at, size_t count, size_t classes, struct judgement *out)
{
    struct arena_mark mark = arena_mark(c->arena);
    int64_t *right = ARENA_ARRAY(c->arena, int64_t, classes),
            *truths = ARENA_ARRAY(c->arena, int64_t, classes),
            *guesses = ARENA_ARRAY(c->arena, int64_t, classes);
    int64_t all_right = 0, present = 0;
    *out = (struct judgement){0};
    for (size_t i = 0; i < count; i++) {
        truths[at[i].truth]++;
        if (at[i].guess >= 0)
            guesses[at[i].guess]++;
        if (at[i].guess == at[i].truth)
            right[at[i].truth]++, all_right++;
    }
    for (size_t k = 0; k < classes; k++) {
        double score = f1(right[k], truths[k], guesses[k]);
        present += truths[k] > 0;
        out->macro_f1 += truths[k] > 0 ? score : 0;
        out->weighted_f1 += score * (double)truths[k];
    }
    arena_rewind(c->arena, mark);
    if (count == 0)
        return;
    out->accuracy = (double)all_right / (double)count;
    out->macro_f1 /= (double)present;
    out->weighted_f1 /= (double)count;
    out->calibration_error = calibration_error(at, count);
}

struct cut judge_cut(const struct judged *at, size_t count, float confidence_min)
{
    size_t answers = 0, right = 0;
    for (size_t i = 0; i < count; i++) {
        bool answered = at[i].guess >= 0 && at[i].confidence >= confidence_min;
        answers += answered;
        right += answered && at[i].guess == at[i].truth;
    }
    return (struct cut){count == 0 ? 0 : (double)answers / (double)count,
                        answers == 0 ? (double)NAN : (double)right / (double)answers};
}

static int surest_first(const void *a, const void *b)
{
    const struct judged *x = a, *y = b;
    return (x->confidence < y->confidence) - (x->confidence > y->confidence);
}

float judge_threshold(struct ctx *c, const struct judged *at, size_t count, double precision)
{
    struct arena_mark mark = arena_mark(c->arena);
    struct judged *sorted = ARENA_ARRAY(c->arena, struct judged, count + 1);
    size_t answers = 0, right = 0;
    for (size_t i = 0; i < count; i++)
        if (at[i].guess >= 0)
            sorted[answers++] = at[i];
    qsort(sorted, answers, sizeof *sorted, surest_first);
    float threshold = 2;
    for (size_t i = 0; i < answers; i++) {
        right += sorted[i].guess == sorted[i].truth;
        bool last = i + 1 == answers || sorted[i + 1].confidence < sorted[i].confidence;
        if (last && (double)right >= precision * (double)(i + 1))
            threshold = sorted[i].confidence;
    }
    arena_rewind(c->arena, mark);
    return threshold;
}

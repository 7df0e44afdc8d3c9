#include "numerics/calibrate.h"

#include "base/arena.h"

#include <math.h>
#include <stdlib.h>

struct answer {
    double score;
    double target; /* of a pool: the mean */
    double weight;
};

static int by_score(const void *a, const void *b)
{
    const struct answer *x = a, *y = b;
    return (x->score > y->score) - (x->score < y->score);
}

static double sigmoid(double x)
{
    return x >= 0 ? 1 / (1 + exp(-x)) : exp(x) / (1 + exp(x));
}

/* The negative logarithm of the likelihood. */
static double loss(const struct answer *at, size_t count, double slope, double offset)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        double x = slope * at[i].score + offset;
        sum += (x > 0 ? x : 0) - at[i].target * x + log1p(exp(-fabs(x)));
    }
    return sum;
}

/* Newton's method with halved steps; scores have been brought to mean 0 and deviation 1. */
static void fit_sigmoid(const struct answer *at, size_t count, double *slope, double *offset)
{
    enum { ROUNDS = 100, HALVINGS = 40 };
    double now = loss(at, count, *slope, *offset);
    for (int round = 0; round < ROUNDS; round++) {
        double h11 = 1e-12, h12 = 0, h22 = 1e-12, g1 = 0, g2 = 0, step = 1, next = now, a = *slope,
               b = *offset;
        for (size_t i = 0; i < count; i++) {
            double p = sigmoid(*slope * at[i].score + *offset), curve = p * (1 - p), d = p - at[i].target;
            h11 += curve * at[i].score * at[i].score;
            h12 += curve * at[i].score;
            h22 += curve;
            g1 += d * at[i].score;
            g2 += d;
        }
        double det = h11 * h22 - h12 * h12;
        if (!(det > 0) || (fabs(g1) < 1e-9 && fabs(g2) < 1e-9))
            return;
        double move1 = -(h22 * g1 - h12 * g2) / det, move2 = -(h11 * g2 - h12 * g1) / det;
        for (int i = 0; i < HALVINGS && !(next < now); i++, step /= 2) {
            a = *slope + step * move1;
            b = *offset + step * move2;
            next = loss(at, count, a, b);
        }
        if (!(next < now))
            return;
        *slope = a;
        *offset = b;
        now = next;
    }
}

static void platt(struct answer *at, size_t count, struct calibration *out)
{
    double ones = 0, mean = 0, deviation = 0, n = (double)count;
    for (size_t i = 0; i < count; i++) {
        ones += at[i].target;
        mean += at[i].score / n;
    }
    for (size_t i = 0; i < count; i++)
        deviation += (at[i].score - mean) * (at[i].score - mean) / n;
    deviation = deviation > 0 ? sqrt(deviation) : 1;
    double high = (ones + 1) / (ones + 2), low = 1 / (n - ones + 2), slope = 0,
           offset = log((ones + 1) / (n - ones + 1)), base = 0;
    for (size_t i = 0; i < count; i++) {
        at[i].score = (at[i].score - mean) / deviation;
        at[i].target = at[i].target > 0 ? high : low;
        base += at[i].target / n;
    }
    fit_sigmoid(at, count, &slope, &offset);
    if (slope <= 0) { /* the answers speak against the scores, or say nothing: everybody has the mean */
        slope = 0;
        offset = log(base / (1 - base));
    }
    out->slope = slope / deviation;
    out->offset = offset - slope * mean / deviation;
}

/* Pools neighbours until the means grow; gives how many are left. Scores are sorted. */
static size_t pool(struct answer *at, size_t count)
{
    size_t pools = 0;
    for (size_t i = 0; i < count; i++) {
        struct answer now = at[i];
        bool tied = pools > 0 && at[pools - 1].score == now.score;
        while (pools > 0 && (tied || at[pools - 1].target >= now.target)) {
            const struct answer *last = &at[--pools];
            double weight = last->weight + now.weight;
            now = (struct answer){(last->score * last->weight + now.score * now.weight) / weight,
                                  (last->target * last->weight + now.target * now.weight) / weight, weight};
            tied = false;
        }
        at[pools++] = now;
    }
    return pools;
}

static void isotonic(struct arena *arena, struct answer *at, size_t count, struct calibration *out)
{
    qsort(at, count, sizeof *at, by_score);
    out->pools = pool(at, count);
    double *scores = ARENA_ARRAY(arena, double, out->pools),
           *probabilities = ARENA_ARRAY(arena, double, out->pools);
    for (size_t i = 0; i < out->pools; i++) {
        scores[i] = at[i].score;
        probabilities[i] = at[i].target;
    }
    out->scores = scores;
    out->probabilities = probabilities;
}

enum err calibrate(struct ctx *c, const double *scores, const uint8_t *answers, size_t count,
                   struct calibration *out)
{
    void *memory;
    *out = (struct calibration){.answers = count};
    if (count > CALIBRATE_ANSWERS_MAX)
        return fail(c, ERR_LIMIT, "at most %d answers make a calibration", CALIBRATE_ANSWERS_MAX);
    if (count == 0)
        return OK;
    TRY(arena_alloc_outside(c, count * sizeof(struct answer), &memory));
    struct answer *at = memory;
    for (size_t i = 0; i < count; i++) {
        if (!isfinite(scores[i]))
            return fail(c, ERR_INPUT, "score %zu is no finite number", i + 1);
        at[i] = (struct answer){scores[i], answers[i] != 0, 1};
    }
    if (count < CALIBRATE_ISOTONIC)
        platt(at, count, out);
    else
        isotonic(c->arena, at, count, out);
    return OK;
}

static double between(const struct calibration *k, double score)
{
    size_t low = 0, high = k->pools - 1;
    if (!(score > k->scores[low]))
        return k->probabilities[low];
    if (score >= k->scores[high])
        return k->probabilities[high];
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        *(k->scores[middle] <= score ? &low : &high) = middle;
    }
    double share = (score - k->scores[low]) / (k->scores[high] - k->scores[low]);
    return k->probabilities[low] + share * (k->probabilities[high] - k->probabilities[low]);
}

double calibration_probability(const struct calibration *k, double score)
{
    double least = 1 / ((double)k->answers + 2);
    double p = k->pools > 0 ? between(k, score) : sigmoid(k->slope * score + k->offset);
    return p < least ? least : p > 1 - least ? 1 - least : p;
}

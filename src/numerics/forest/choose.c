/* Where a node is cut. */
#include "numerics/forest/inner.h"

/* The least share of a node's width that a side counts as: a sliver has no density worth its name. */
#define SHARE_LEAST 1e-3

struct extremes {
    float least, most;
};

static struct extremes extremes_of(const float *values, const uint32_t *order, size_t count)
{
    struct extremes e = {values[order[0]], values[order[0]]};
    for (size_t i = 1; i < count; i++) {
        float v = values[order[i]];
        e.least = v < e.least ? v : e.least;
        e.most = v > e.most ? v : e.most;
    }
    return e;
}

static void cut_between(struct forest_tree *t, uint32_t column, struct extremes e, struct forest_choice *out)
{
    float cut = e.least + (float)random_unit(&t->random) * (e.most - e.least);
    cut = cut > e.least ? (cut < e.most ? cut : e.most) : e.most;
    double share = (double)(cut - e.least) / (double)(e.most - e.least);
    share = share > SHARE_LEAST ? share : SHARE_LEAST;
    out->cut = (struct forest_cut){cut, column};
    out->share = share < 1 - SHARE_LEAST ? share : 1 - SHARE_LEAST;
}

static bool choose_evenly(struct forest_tree *t, const uint32_t *order, size_t count,
                          struct forest_choice *out)
{
    for (size_t left = t->forest->columns; left > 0; left--) {
        size_t at = random_below(&t->random, left);
        uint32_t column = t->columns[at];
        struct extremes e = extremes_of(t->values + column * t->forest->samples, order, count);
        if (e.least < e.most) {
            cut_between(t, column, e, out);
            return true;
        }
        t->columns[at] = t->columns[left - 1];
        t->columns[left - 1] = column;
    }
    return false;
}

/* The fourth moment over the square of the second, 1 and more; 0 for values that are all the same. */
static double kurtosis(const float *values, const uint32_t *order, size_t count)
{
    double mean = 0, second = 0, fourth = 0, first = (double)values[order[0]];
    for (size_t i = 0; i < count; i++)
        mean += (double)values[order[i]] - first;
    mean = first + mean / (double)count;
    for (size_t i = 0; i < count; i++) {
        double d = (double)values[order[i]] - mean, square = d * d;
        second += square;
        fourth += square * square;
    }
    return second > 0 ? (double)count * fourth / (second * second) : 0;
}

/* A column is the likelier the more its values among these rows have tails. */
static bool choose_by_kurtosis(struct forest_tree *t, const uint32_t *order, size_t count,
                               struct forest_choice *out)
{
    const size_t columns = t->forest->columns, samples = t->forest->samples;
    double sum = 0;
    size_t chosen = columns;
    for (size_t k = 0; k < columns; k++) {
        t->weights[k] = kurtosis(t->values + k * samples, order, count);
        sum += t->weights[k];
    }
    double at = random_unit(&t->random) * sum;
    for (size_t k = 0; k < columns && (chosen == columns || at >= 0); k++) {
        if (t->weights[k] > 0)
            chosen = k;
        at -= t->weights[k];
    }
    if (chosen == columns)
        return false;
    struct extremes e = extremes_of(t->values + chosen * samples, order, count);
    if (!(e.least < e.most)) /* too close to tell apart but for their squares */
        return choose_evenly(t, order, count, out);
    cut_between(t, (uint32_t)chosen, e, out);
    return true;
}

bool forest_choose(struct forest_tree *t, const uint32_t *order, size_t count, struct forest_choice *out)
{
    return t->by_kurtosis ? choose_by_kurtosis(t, order, count, out) : choose_evenly(t, order, count, out);
}

/* Why: each cut's share in how deep a row goes. */
#include "numerics/forest/inner.h"

#include <string.h>

double forest_usual_depth(const struct forest *f)
{
    double sum = 0;
    for (size_t t = 0; t < f->trees; t++)
        sum += (double)f->mean[t * f->cuts];
    return sum / (double)f->trees / f->unit;
}

double forest_explain(const struct forest *f, const double *row, double *reasons)
{
    double sum = 0, each = 1 / (f->unit * (double)f->trees);
    memset(reasons, 0, f->columns * sizeof *reasons);
    for (size_t t = 0; t < f->trees; t++) {
        const struct forest_cut *cut = f->cut + t * f->cuts;
        const float *mean = f->mean + t * f->cuts, *depth = f->depth + t * f->ends;
        size_t node = 0;
        while (node < f->cuts) {
            size_t column = cut[node].column, next = 2 * node + 2;
            next -= forest_inside(f, column, row[column]) < cut[node].cut;
            float then = next < f->cuts ? mean[next] : depth[next - f->cuts];
            reasons[column] += ((double)mean[node] - (double)then) * each;
            node = next;
        }
        sum += (double)depth[node - f->cuts];
    }
    return forest_score_of(f, sum / (double)f->trees);
}

#include "numerics/metrics.h"

#include "base/arena.h"

#include <math.h>
#include <stdlib.h>

struct ranked {
    double score;
    size_t label;
};

static int by_score_down(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;
    return (x->score < y->score) - (x->score > y->score);
}

/* From the highest score down; rows of one score are taken together. */
static struct ranking rank_sorted(const struct ranked *rows, size_t count)
{
    double ones = 0, zeros = 0, won = 0, precision = 0;
    for (size_t i = 0; i < count;) {
        size_t end = i, hit = 0;
        for (; end < count && rows[end].score == rows[i].score; end++)
            hit += rows[end].label;
        double missed = (double)(end - i - hit);
        won += missed * (ones + (double)hit / 2);
        ones += (double)hit;
        zeros += missed;
        precision += (double)hit * ones / (ones + zeros);
        i = end;
    }
    return (struct ranking){ones > 0 && zeros > 0 ? won / (ones * zeros) : NAN,
                            ones > 0 ? precision / ones : NAN};
}

enum err metrics_ranking(struct ctx *c, const double *scores, const uint8_t *labels, size_t count,
                         struct ranking *out)
{
    struct arena_mark mark = arena_mark(c->arena);
    void *memory;
    TRY(arena_alloc_outside(c, (count + 1) * sizeof(struct ranked), &memory));
    struct ranked *rows = memory;
    for (size_t i = 0; i < count; i++)
        rows[i] = (struct ranked){scores[i], labels[i] != 0};
    qsort(rows, count, sizeof *rows, by_score_down);
    *out = rank_sorted(rows, count);
    arena_rewind(c->arena, mark);
    return OK;
}

struct spread metrics_spread(const double *values, size_t count)
{
    struct spread s = {0, 0};
    for (size_t i = 0; i < count; i++)
        s.mean += values[i] / (double)count;
    for (size_t i = 0; i < count; i++)
        s.deviation += (values[i] - s.mean) * (values[i] - s.mean);
    s.deviation = count > 1 ? sqrt(s.deviation / (double)(count - 1)) : 0;
    return s;
}

static int by_card_then_day(const void *a, const void *b)
{
    const struct card_row *x = a, *y = b;
    if (x->card != y->card)
        return x->card < y->card ? -1 : 1;
    return (x->day > y->day) - (x->day < y->day);
}

/* Ties in score go to the smaller card, so that the order of rows does not count. */
static int by_day_then_score(const void *a, const void *b)
{
    const struct card_row *x = a, *y = b;
    if (x->day != y->day)
        return x->day < y->day ? -1 : 1;
    if (x->score != y->score)
        return x->score > y->score ? -1 : 1;
    return (x->card > y->card) - (x->card < y->card);
}

/* One row for a card's day: its highest score, and whether it had a fraud. */
static size_t fold_days(struct card_row *rows, size_t count)
{
    size_t kept = 0;
    qsort(rows, count, sizeof *rows, by_card_then_day);
    for (size_t i = 0; i < count; i++) {
        struct card_row *last = kept == 0 ? NULL : &rows[kept - 1];
        if (last == NULL || last->card != rows[i].card || last->day != rows[i].day) {
            rows[kept++] = rows[i];
            continue;
        }
        last->fraud |= rows[i].fraud;
        if (rows[i].score > last->score)
            last->score = rows[i].score;
    }
    return kept;
}

/* Was the card found on an earlier day? Found rows are moved to the front, rows[0..found). */
static bool is_found(const struct card_row *rows, size_t found, uint32_t card)
{
    for (size_t i = 0; i < found; i++)
        if (rows[i].card == card)
            return true;
    return false;
}

double metrics_card_precision(struct card_row *rows, size_t count, size_t k)
{
    double sum = 0;
    size_t days = 0, found = 0;
    count = fold_days(rows, count);
    qsort(rows, count, sizeof *rows, by_day_then_score);
    for (size_t i = 0; i < count; days++) {
        uint32_t day = rows[i].day;
        size_t looked = 0, hits = 0, before = found;
        for (; i < count && rows[i].day == day; i++) {
            if (looked == k || is_found(rows, before, rows[i].card))
                continue;
            looked++;
            if (rows[i].fraud)
                rows[found++] = rows[i], hits++;
        }
        sum += (double)hits / (double)k;
    }
    return days == 0 ? 0 : sum / (double)days;
}

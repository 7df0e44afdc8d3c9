/* A forest that follows what it sees: a reservoir of rows, and the oldest tree regrown from it every so many rows.
 *
 * The reservoir is biased towards the present (Aggarwal, "On biased reservoir sampling in the presence of stream evolution", VLDB 2006): every row
 * enters, and once the reservoir is full pushes out another at random, so that a row stays for `window` rows on average. Adding costs
 * O(columns), and a tree's growing once every `every` rows: O(1) amortised. The same rows in the same order give the same forest. */
#ifndef NUMERICS_FOREST_STREAM_H
#define NUMERICS_FOREST_STREAM_H

#include "numerics/forest/forest.h"

struct forest_stream_settings {
    struct forest_settings forest; /* threads are for the first growing */
    size_t window;                 /* rows of the reservoir; 0: FOREST_STREAM_WINDOW */
    size_t every; /* rows between two regrown trees; 0: so that all are new after one window */
};

enum { FOREST_STREAM_WINDOW = 8192, FOREST_STREAM_WINDOW_MAX = 1 << 20 };

struct forest_stream;

/* Begins with a forest grown from `first`; all lives in c->arena, which the later calls must be given too: regrowing borrows memory from it.
 * Errors as forest_grow; ERR_LIMIT above the window's. */
enum err forest_stream_new(struct ctx *c, const struct forest_rows *first,
                           const struct forest_stream_settings *settings,
                           struct forest_stream **out) MUST_USE;
/* Takes one row in. ERR_INPUT for a value that is not finite: nothing is changed. */
enum err forest_stream_add(struct ctx *c, struct forest_stream *stream, const double *row) MUST_USE;
/* The forest as it is now, for forest_score and forest_explain. */
const struct forest *forest_stream_forest(const struct forest_stream *stream);

#endif

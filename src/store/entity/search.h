/* The search index in the store: how far it reaches, its slices, and what changed since. What is in a piece is
 * finance/search/'s business. */
#ifndef STORE_ENTITY_SEARCH_H
#define STORE_ENTITY_SEARCH_H

#include "base/date.h"
#include "store/store.h"

/* Notes that what can be searched for in a transaction changed: words, category, state. Part of the same unit of
 * work; txn_update does it, so nobody else need. */
enum err search_touch(struct ctx *c, struct store_tx *tx, int64_t txn) MUST_USE;

struct search_place {
    int64_t txn;    /* transactions up to this one are in slices */
    int64_t format; /* 0: nothing is indexed yet */
    int64_t newest; /* the newest transaction there is; not written */
};
enum err search_place_get(struct ctx *c, struct store_tx *tx, struct search_place *out) MUST_USE;
enum err search_place_put(struct ctx *c, struct store_tx *tx, int64_t txn, int64_t format) MUST_USE;
/* Forgets the whole index and all marks. */
enum err search_clear(struct ctx *c, struct store_tx *tx) MUST_USE;

struct search_slice_row {
    int64_t seq;
    int64_t household;
    int64_t txn_first, txn_last;
    int64_t txns;
    date date_first, date_last;
};

/* Fills in seq. */
enum err search_slice_insert(struct ctx *c, struct store_tx *tx, struct search_slice_row *row) MUST_USE;
/* With its pieces. *there is false when it is gone already. */
enum err search_slice_delete(struct ctx *c, struct store_tx *tx, int64_t seq, bool *there) MUST_USE;
/* A household's, by txn_first, into c->arena. */
enum err search_slice_list(struct ctx *c, struct store_tx *tx, int64_t household,
                           struct search_slice_row **out, size_t *count) MUST_USE;

enum err search_piece_insert(struct ctx *c, struct store_tx *tx, int64_t slice, int kind, int64_t part,
                             struct text bytes) MUST_USE;
/* Into c->arena. ERR_CORRUPT when there is none. */
enum err search_piece_read(struct ctx *c, struct store_tx *tx, int64_t slice, int kind, int64_t part,
                           struct text *out) MUST_USE;

enum { SEARCH_BLOCK = 64 }; /* transactions of one row of marks */

/* Marks of the transactions block x SEARCH_BLOCK + 0.. */
struct search_stale_row {
    int64_t block;
    uint64_t bits;
    int64_t times; /* grows with each mark */
};

/* By block, into c->arena, at most `limit` of them. */
enum err search_stale_list(struct ctx *c, struct store_tx *tx, int64_t limit, struct search_stale_row **out,
                           size_t *count) MUST_USE;
/* Takes row.bits off the marks, unless one was set since `row` was read. */
enum err search_stale_clear(struct ctx *c, struct store_tx *tx, const struct search_stale_row *row) MUST_USE;

#endif

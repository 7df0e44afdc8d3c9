/* One step of bringing the index up to date: what it builds from one snapshot, what that takes the place of, and
 * what need not be remembered any more. */
#ifndef FINANCE_SEARCH_STEP_H
#define FINANCE_SEARCH_STEP_H

#include "base/text_map.h"
#include "finance/search/slice.h"

struct step_group;

struct step {
    struct ctx *c; /* what is kept lives in its arena */
    struct store_tx *tx;
    struct search_place place;
    int64_t to; /* the place afterwards */
    struct search_stale_row *stale;
    size_t stale_count;
    int64_t stale_txns; /* those that are indexed */
    int64_t lost;       /* a stale one that no slice has */
    struct slice_image **images;
    size_t image_count, image_size;
    int64_t *drop; /* slices */
    size_t drop_count, drop_size;
    struct step_group *groups; /* one for each household that occurs */
    struct text_map groups_by_account;
    struct arena *scratch;
};

/* Reads how things stand, in `tx`. */
enum err step_begin(struct ctx *c, struct store_tx *tx, struct step **out) MUST_USE;
/* Builds slices of what is new, at most SLICE_TXNS of them, and merges small neighbours on the way. */
enum err step_fresh(struct step *step) MUST_USE;
/* Builds one slice with stale transactions anew. */
enum err step_stale(struct step *step) MUST_USE;
/* Writes it all in one unit. *done is false when the index is not what it was when the step began: nothing was
 * written then. */
enum err step_write(struct ctx *c, struct store *store, struct step *step, bool *done) MUST_USE;

#endif

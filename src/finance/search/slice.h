/* A slice: up to 65,536 transactions of one household, numbered by date, and which of them each word and each key
 * stands in. It is built once, read in pieces, and never changed: a newer slice takes its place.
 *
 *   blocks    u32 length of all postings; of each 4,096 transactions: u32 first and last date
 *   words     every different word, folded, each ended by a line feed: what is looked through for a part of one
 *   lookup    of each word: u32 where it begins in words, u32 where its posting begins; one more at the end
 *   keys      of each key, ascending: u64 key, u32 where its posting begins, u32 its length
 *   postings  of words, then of keys (pack.h), one after the other, cut every 32,768 bytes
 *   order     of each block: date and number of each transaction, as differences from the one before
 *   amounts   of each block: minor units
 *
 * A word is what stands between blanks in payee, text, memo, tags or notes, so a part of a text without blanks is
 * a part of one word. */
#ifndef FINANCE_SEARCH_SLICE_H
#define FINANCE_SEARCH_SLICE_H

#include "finance/search/pack.h"
#include "finance/search/shortlist.h"
#include "store/entity/search.h"

enum {
    SLICE_FORMAT = 1, /* of all that is said here; a store with another one is indexed anew */
    SLICE_BLOCK = 4096,
    SLICE_BLOCKS = SLICE_TXNS / SLICE_BLOCK,
    SLICE_POSTINGS_PART = 32768,
};

enum slice_piece {
    PIECE_BLOCKS = 1,
    PIECE_WORDS,
    PIECE_LOOKUP,
    PIECE_KEYS,
    PIECE_POSTINGS,
    PIECE_ORDER,
    PIECE_AMOUNTS,
};

/* What else a transaction is found by, exactly. */
enum slice_key {
    KEY_ACCOUNT = 1,
    KEY_CATEGORY,
    KEY_PAYEE,
    KEY_TAG, /* the hash of the folded tag */
    KEY_IMPORT,
    KEY_STATE,
    KEY_REVIEW,
};

static inline uint64_t slice_key(enum slice_key kind, uint64_t number)
{
    return (uint64_t)kind << 56 | (number & UINT64_MAX >> 8);
}
uint64_t slice_key_tag(struct text folded);

/* -- Building (build.c) -- */

struct slice_build;

struct slice_build *slice_build_new(int64_t household);
void slice_build_free(struct slice_build *build); /* NULL is allowed */
/* By number, ascending. The build has room: ask before. */
void slice_build_add(struct ctx *c, struct slice_build *build, const struct walk_txn *txn);
bool slice_build_is_full(const struct slice_build *build);
bool slice_build_is_empty(const struct slice_build *build);

/* A slice that is built and not written yet. */
struct slice_image {
    struct search_slice_row row; /* seq comes when it is written */
    int64_t *txns;               /* its numbers, ascending */
    struct buf *bytes;
    struct slice_image_piece {
        enum slice_piece kind;
        int64_t part;
        size_t start, len; /* in bytes */
    } * pieces;
    size_t piece_count;
};

/* Into c->arena. The build, which was not empty, is empty again. */
void slice_build_finish(struct ctx *c, struct slice_build *build, struct slice_image **out);
enum err slice_image_write(struct ctx *c, struct store_tx *tx, struct slice_image *image) MUST_USE;

/* -- Reading (read.c) -- */

/* Is this transaction marked, and indexed? */
static inline bool stale_bit(const struct search_stale_row *row, int bit, int64_t place)
{
    return (row->bits >> bit & 1) && row->block * SEARCH_BLOCK + bit <= place;
}

/* Marks by block, ascending. */
struct stale {
    struct search_stale_row *rows;
    size_t count;
};
bool stale_has(const struct stale *stale, int64_t txn);

/* Offers the slice's candidates, in order and as many as the shortlist wants, except stale ones. */
enum err slice_offer(struct ctx *c, struct store_tx *tx, const struct search_slice_row *row,
                     const struct search_query *q, const struct stale *stale, struct shortlist *s) MUST_USE;
/* The numbers of its transactions, ascending, row->txns of them, into c->arena. */
enum err slice_txns(struct ctx *c, struct store_tx *tx, const struct search_slice_row *row,
                    int64_t **out) MUST_USE;

#endif

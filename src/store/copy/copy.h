/* Everything that a store holds, moved into another one, and the proof that it arrived. Which tables there are, and what of them is moved,
 * stands in tables.c; tests/unit/store/test_copy.c holds that list against the schema, so that no later migration is forgotten.
 *
 * The caller begins both units of work and ends them: one snapshot of the source, one bulk unit at the target that is committed when all
 * comparisons said OK. Both stores have the newest schema. Memory is bounded: rows pass one by one, in pages. */
#ifndef STORE_COPY_COPY_H
#define STORE_COPY_COPY_H

#include "base/hash.h"
#include "store/store.h"

/* All literals, as store_query wants them. */
struct copy_table {
    const char *name;
    const char *kinds; /* of the columns: i, t, b for INTEGER, TEXT, BLOB */
    int keys;          /* the first so many columns are the primary key */
    const char
        *page; /* the rows behind the key ?1 … in its order, at most so many as fit into memory together */
    const char *insert;  /* the same columns */
    const char *count;   /* all rows */
    const char *clear;   /* takes rows away that an empty store has as well; NULL: it has none */
    const char *content; /* with `clear`: counts the rows that are somebody's; NULL: none can be */
};

enum { COPY_TABLES_MAX = 96, COPY_KEYS_MAX = 4 };

/* Tables stand behind those that they refer to. Ended by a zeroed one. */
extern const struct copy_table copy_tables[];

/* Tables that stay behind on purpose, and why. Ended by a zeroed one. */
struct copy_left_out {
    const char *name, *why;
};
extern const struct copy_left_out copy_left_out[];

/* Told after each page with the rows since the last call. An error ends what is under way. NULL: nobody wants to know. */
struct copy_listener {
    enum err (*passed)(struct ctx *c, void *self, const struct copy_table *table, int64_t rows) MUST_USE;
    void *self;
};

/* A hash over every value of every row of a table in the order of its key. */
struct copy_digest {
    int64_t rows;
    struct hash128 hash;
};

/* In the order of copy_tables. */
struct copy_digests {
    struct copy_digest of[COPY_TABLES_MAX];
};

/* What of a household is there already, in rows: "account 3, person 1"; "" when there is nothing. */
enum err copy_find_content(struct ctx *c, struct store_tx *tx, struct text *out) MUST_USE;
/* How many rows a copy would move. */
enum err copy_count_rows(struct ctx *c, struct store_tx *tx, int64_t *out) MUST_USE;

/* Copies all tables, and gives the digests of what was read. The target holds nothing of a household. */
enum err copy_run(struct ctx *c, struct store_tx *from, struct store_tx *to,
                  const struct copy_listener *listener, struct copy_digests *read) MUST_USE;
/* Reads everything back. ERR_CORRUPT, naming the table, when it is not what was read from the source. */
enum err copy_check_rows(struct ctx *c, struct store_tx *to, const struct copy_listener *listener,
                         const struct copy_digests *read) MUST_USE;
/* Compares the balance of each account in each currency, booked and held. ERR_CORRUPT when one differs. */
enum err copy_check_balances(struct ctx *c, struct store_tx *from, struct store_tx *to,
                             int64_t *compared) MUST_USE;
/* Compares the number of the newest event. ERR_CORRUPT when it differs. */
enum err copy_check_events(struct ctx *c, struct store_tx *from, struct store_tx *to, int64_t *last) MUST_USE;

#endif

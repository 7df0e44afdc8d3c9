#include "store/entity/search.h"

#include "store/entity/household.h"

enum err search_touch(struct ctx *c, struct store_tx *tx, int64_t txn)
{
    struct store_query *q;
    TRY(store_query(c, tx,
                    "INSERT INTO search_stale (block, bits, times) VALUES (?1, ?2, 1) ON CONFLICT (block) DO "
                    "UPDATE SET bits = search_stale.bits | excluded.bits, times = search_stale.times + 1",
                    &q));
    store_bind_int(q, 1, txn / SEARCH_BLOCK);
    store_bind_int(q, 2, (int64_t)(UINT64_C(1) << (txn % SEARCH_BLOCK)));
    return store_run(c, q, NULL);
}

/* -- How far it reaches -- */

enum err search_place_get(struct ctx *c, struct store_tx *tx, struct search_place *out)
{
    struct store_query *q;
    bool row;
    TRY(store_query(c, tx, "SELECT txn, format, (SELECT max(seq) FROM txn) FROM search_place", &q));
    TRY(store_next(c, q, &row));
    if (!row)
        return fail(c, ERR_CORRUPT, "the search index has no place");
    *out = (struct search_place){store_int(q, 0), store_int(q, 1), store_int(q, 2)};
    store_reset(q);
    return OK;
}

enum err search_place_put(struct ctx *c, struct store_tx *tx, int64_t txn, int64_t format)
{
    struct store_query *q;
    TRY(store_query(c, tx, "UPDATE search_place SET txn = ?1, format = ?2", &q));
    store_bind_int(q, 1, txn);
    store_bind_int(q, 2, format);
    return store_run(c, q, NULL);
}

enum err search_clear(struct ctx *c, struct store_tx *tx)
{
    struct store_query *q;
    TRY(store_query(c, tx, "DELETE FROM search_piece", &q));
    TRY(store_run(c, q, NULL));
    TRY(store_query(c, tx, "DELETE FROM search_slice", &q));
    TRY(store_run(c, q, NULL));
    TRY(store_query(c, tx, "DELETE FROM search_stale", &q));
    TRY(store_run(c, q, NULL));
    return search_place_put(c, tx, 0, 0);
}

/* -- Slices -- */

enum err search_slice_insert(struct ctx *c, struct store_tx *tx, struct search_slice_row *row)
{
    struct store_query *q;
    TRY(counter_take(c, tx, "search", 1, &row->seq));
    TRY(store_query(
        c, tx,
        "INSERT INTO search_slice (seq, household, txn_first, txn_last, txns, date_first, date_last) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        &q));
    store_bind_int(q, 1, row->seq);
    store_bind_int(q, 2, row->household);
    store_bind_int(q, 3, row->txn_first);
    store_bind_int(q, 4, row->txn_last);
    store_bind_int(q, 5, row->txns);
    store_bind_int(q, 6, row->date_first);
    store_bind_int(q, 7, row->date_last);
    return store_run(c, q, NULL);
}

enum err search_slice_delete(struct ctx *c, struct store_tx *tx, int64_t seq, bool *there)
{
    struct store_query *q;
    int64_t changed;
    TRY(store_query(c, tx, "DELETE FROM search_piece WHERE slice = ?1", &q));
    store_bind_int(q, 1, seq);
    TRY(store_run(c, q, NULL));
    TRY(store_query(c, tx, "DELETE FROM search_slice WHERE seq = ?1", &q));
    store_bind_int(q, 1, seq);
    TRY(store_run(c, q, &changed));
    *there = changed > 0;
    return OK;
}

static enum err count_slices(struct ctx *c, struct store_tx *tx, int64_t household, size_t *count)
{
    struct store_query *q;
    bool row;
    TRY(store_query(c, tx, "SELECT count(*) FROM search_slice WHERE household = ?1", &q));
    store_bind_int(q, 1, household);
    TRY(store_next(c, q, &row));
    *count = row ? (size_t)store_int(q, 0) : 0;
    store_reset(q);
    return OK;
}

enum err search_slice_list(struct ctx *c, struct store_tx *tx, int64_t household,
                           struct search_slice_row **out, size_t *count)
{
    struct store_query *q;
    size_t size;
    bool row;
    TRY(count_slices(c, tx, household, &size));
    *out = ARENA_ARRAY(c->arena, struct search_slice_row, size + 1);
    TRY(store_query(c, tx,
                    "SELECT seq, household, txn_first, txn_last, txns, date_first, date_last "
                    "FROM search_slice WHERE household = ?1 ORDER BY txn_first",
                    &q));
    store_bind_int(q, 1, household);
    for (*count = 0; *count < size; ++*count) {
        TRY(store_next(c, q, &row));
        if (!row)
            return OK;
        (*out)[*count] = (struct search_slice_row){.seq = store_int(q, 0),
                                                   .household = store_int(q, 1),
                                                   .txn_first = store_int(q, 2),
                                                   .txn_last = store_int(q, 3),
                                                   .txns = store_int(q, 4),
                                                   .date_first = (date)store_int(q, 5),
                                                   .date_last = (date)store_int(q, 6)};
    }
    store_reset(q);
    return OK;
}

/* -- Pieces -- */

enum err search_piece_insert(struct ctx *c, struct store_tx *tx, int64_t slice, int kind, int64_t part,
                             struct text bytes)
{
    struct store_query *q;
    TRY(store_query(c, tx, "INSERT INTO search_piece (slice, kind, part, bytes) VALUES (?1, ?2, ?3, ?4)",
                    &q));
    store_bind_int(q, 1, slice);
    store_bind_int(q, 2, kind);
    store_bind_int(q, 3, part);
    store_bind_blob(q, 4, bytes.len == 0 ? "" : bytes.at, bytes.len);
    return store_run(c, q, NULL);
}

enum err search_piece_read(struct ctx *c, struct store_tx *tx, int64_t slice, int kind, int64_t part,
                           struct text *out)
{
    struct store_query *q;
    bool row;
    TRY(store_query(c, tx, "SELECT bytes FROM search_piece WHERE slice = ?1 AND kind = ?2 AND part = ?3",
                    &q));
    store_bind_int(q, 1, slice);
    store_bind_int(q, 2, kind);
    store_bind_int(q, 3, part);
    TRY(store_next(c, q, &row));
    if (!row)
        return fail(c, ERR_CORRUPT, "slice %lld of the search index lacks piece %d.%lld", (long long)slice,
                    kind, (long long)part);
    *out = text_copy(c->arena, store_blob(q, 0));
    store_reset(q);
    return OK;
}

/* -- Marks -- */

enum err search_stale_list(struct ctx *c, struct store_tx *tx, int64_t limit, struct search_stale_row **out,
                           size_t *count)
{
    struct store_query *q;
    size_t size = 0;
    bool row;
    *count = 0;
    *out = NULL;
    TRY(store_query(c, tx, "SELECT block, bits, times FROM search_stale ORDER BY block LIMIT ?1", &q));
    store_bind_int(q, 1, limit);
    for (;; ++*count) {
        TRY(store_next(c, q, &row));
        if (!row)
            return OK;
        if (*count == size) {
            size = size == 0 ? 64 : size * 2;
            struct search_stale_row *at = ARENA_ARRAY(c->arena, struct search_stale_row, size);
            if (*count > 0)
                memcpy(at, *out, *count * sizeof *at);
            *out = at;
        }
        (*out)[*count] =
            (struct search_stale_row){store_int(q, 0), (uint64_t)store_int(q, 1), store_int(q, 2)};
    }
}

enum err search_stale_clear(struct ctx *c, struct store_tx *tx, const struct search_stale_row *row)
{
    struct store_query *q;
    TRY(store_query(c, tx, "UPDATE search_stale SET bits = bits & ?2 WHERE block = ?1 AND times = ?3", &q));
    store_bind_int(q, 1, row->block);
    store_bind_int(q, 2, (int64_t)~row->bits);
    store_bind_int(q, 3, row->times);
    TRY(store_run(c, q, NULL));
    TRY(store_query(c, tx, "DELETE FROM search_stale WHERE block = ?1 AND bits = 0", &q));
    store_bind_int(q, 1, row->block);
    return store_run(c, q, NULL);
}

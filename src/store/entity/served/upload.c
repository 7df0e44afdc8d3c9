#include "store/entity/served/upload.h"

#include "store/entity/household.h"

#define COLUMNS                                                                                              \
    "seq, id, household, person, name, bytes, hash, account, currency, format, encoding, mapping, "          \
    "unreconciled, state, read_as, entries, added, duplicates, settled, suggested, preview, problem_line, "  \
    "problem, created_us, changed_us"

static void hash_to_bytes(struct hash128 hash, uint8_t out[16])
{
    for (int i = 0; i < 8; i++) {
        out[i] = (uint8_t)(hash.high >> (56 - 8 * i));
        out[8 + i] = (uint8_t)(hash.low >> (56 - 8 * i));
    }
}

static struct hash128 hash_from_bytes(struct text bytes)
{
    struct hash128 hash = {0};
    for (size_t i = 0; i < 8 && bytes.len == 16; i++) {
        hash.high = hash.high << 8 | (uint8_t)bytes.at[i];
        hash.low = hash.low << 8 | (uint8_t)bytes.at[8 + i];
    }
    return hash;
}

static void bind_found(struct store_query *q, int at, const struct upload_row *row)
{
    store_bind_int(q, at, row->state);
    store_bind_optional(q, at + 1, row->read_as);
    store_bind_int(q, at + 2, row->entries);
    store_bind_int(q, at + 3, row->added);
    store_bind_int(q, at + 4, row->duplicates);
    store_bind_int(q, at + 5, row->settled);
    store_bind_int(q, at + 6, row->suggested);
    store_bind_optional(q, at + 7, row->preview);
    store_bind_ref(q, at + 8, row->problem_line);
    store_bind_optional(q, at + 9, row->problem);
}

enum err upload_insert(struct ctx *c, struct store_tx *tx, struct upload_row *row)
{
    struct store_query *q;
    uint8_t hash[16];
    TRY(counter_take(c, tx, "upload", 1, &row->seq));
    row->created_us = row->changed_us = c->now_us;
    hash_to_bytes(row->hash, hash);
    TRY(store_query(c, tx,
                    "INSERT INTO upload (" COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, "
                    "?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25)",
                    &q));
    store_bind_int(q, 1, row->seq);
    store_bind_id(q, 2, row->id);
    store_bind_int(q, 3, row->household);
    store_bind_int(q, 4, row->person);
    store_bind_text(q, 5, row->name);
    store_bind_int(q, 6, row->bytes);
    store_bind_blob(q, 7, hash, sizeof hash);
    store_bind_optional(q, 8, row->account);
    store_bind_int(q, 9, row->currency);
    store_bind_optional(q, 10, row->format);
    store_bind_optional(q, 11, row->encoding);
    store_bind_optional(q, 12, row->mapping);
    store_bind_int(q, 13, row->unreconciled);
    bind_found(q, 14, row);
    store_bind_int(q, 24, row->created_us);
    store_bind_int(q, 25, row->changed_us);
    return store_run(c, q, NULL);
}

static struct upload_row read_row(struct ctx *c, struct store_query *q)
{
    return (struct upload_row){.seq = store_int(q, 0),
                               .id = store_get_id(q, 1),
                               .household = store_int(q, 2),
                               .person = store_int(q, 3),
                               .name = text_copy(c->arena, store_text(q, 4)),
                               .bytes = store_int(q, 5),
                               .hash = hash_from_bytes(store_blob(q, 6)),
                               .account = text_copy(c->arena, store_text(q, 7)),
                               .currency = (currency)store_int(q, 8),
                               .format = text_copy(c->arena, store_text(q, 9)),
                               .encoding = text_copy(c->arena, store_text(q, 10)),
                               .mapping = text_copy(c->arena, store_text(q, 11)),
                               .unreconciled = store_int(q, 12) != 0,
                               .state = (enum upload_state)store_int(q, 13),
                               .read_as = text_copy(c->arena, store_text(q, 14)),
                               .entries = store_int(q, 15),
                               .added = store_int(q, 16),
                               .duplicates = store_int(q, 17),
                               .settled = store_int(q, 18),
                               .suggested = store_int(q, 19),
                               .preview = text_copy(c->arena, store_text(q, 20)),
                               .problem_line = store_int(q, 21),
                               .problem = text_copy(c->arena, store_text(q, 22)),
                               .created_us = store_int(q, 23),
                               .changed_us = store_int(q, 24)};
}

/* The one row of a query whose values are bound. */
static enum err read_one(struct ctx *c, struct store_query *q, struct upload_row *out, bool *found)
{
    TRY(store_next(c, q, found));
    if (!*found)
        return OK;
    *out = read_row(c, q);
    store_reset(q);
    return OK;
}

enum err upload_by_id(struct ctx *c, struct store_tx *tx, int64_t household, struct id id,
                      struct upload_row *out)
{
    struct store_query *q;
    bool found;
    TRY(store_query(c, tx, "SELECT " COLUMNS " FROM upload WHERE id = ?1 AND household = ?2", &q));
    store_bind_id(q, 1, id);
    store_bind_int(q, 2, household);
    TRY(read_one(c, q, out, &found));
    return found ? OK : fail(c, ERR_NOT_FOUND, "there is no such import");
}

enum err upload_waiting(struct ctx *c, struct store_tx *tx, struct upload_row *out, bool *found)
{
    struct store_query *q;
    TRY(store_query(c, tx, "SELECT " COLUMNS " FROM upload WHERE state = 1 OR state = 3 ORDER BY seq LIMIT 1",
                    &q));
    return read_one(c, q, out, found);
}

enum err upload_waiting_count(struct ctx *c, struct store_tx *tx, int64_t household, int64_t *count)
{
    struct store_query *q;
    bool row;
    TRY(store_query(c, tx, "SELECT count(*) FROM upload WHERE (state = 1 OR state = 3) AND household = ?1",
                    &q));
    store_bind_int(q, 1, household);
    TRY(store_next(c, q, &row));
    *count = row ? store_int(q, 0) : 0;
    store_reset(q);
    return OK;
}

enum err upload_move(struct ctx *c, struct store_tx *tx, const struct upload_row *row, enum upload_state from,
                     bool *moved)
{
    struct store_query *q;
    int64_t changed;
    TRY(store_query(
        c, tx,
        "UPDATE upload SET state = ?4, read_as = ?5, entries = ?6, added = ?7, duplicates = ?8, settled = "
        "?9, "
        "suggested = ?10, preview = ?11, problem_line = ?12, problem = ?13, changed_us = ?3 "
        "WHERE seq = ?1 AND state = ?2",
        &q));
    store_bind_int(q, 1, row->seq);
    store_bind_int(q, 2, from);
    store_bind_int(q, 3, c->now_us);
    bind_found(q, 4, row);
    TRY(store_run(c, q, &changed));
    *moved = changed == 1;
    return OK;
}

enum err upload_stale(struct ctx *c, struct store_tx *tx, int64_t before_us, struct upload_row *out,
                      bool *found)
{
    struct store_query *q;
    TRY(store_query(c, tx,
                    "SELECT " COLUMNS " FROM upload WHERE state IN (2, 5, 6) AND changed_us < ?1 "
                    "ORDER BY seq LIMIT 1",
                    &q));
    store_bind_int(q, 1, before_us);
    return read_one(c, q, out, found);
}

enum err upload_delete(struct ctx *c, struct store_tx *tx, int64_t seq)
{
    struct store_query *q;
    TRY(store_query(c, tx, "DELETE FROM upload WHERE seq = ?1", &q));
    store_bind_int(q, 1, seq);
    return store_run(c, q, NULL);
}

enum err upload_needs_file(struct ctx *c, struct store_tx *tx, struct id id, bool *needs)
{
    struct store_query *q;
    TRY(store_query(c, tx, "SELECT 1 FROM upload WHERE id = ?1 AND state IN (1, 2, 3)", &q));
    store_bind_id(q, 1, id);
    TRY(store_next(c, q, needs));
    store_reset(q);
    return OK;
}

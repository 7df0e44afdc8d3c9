#include "store/entity/import.h"

#include "base/limits.h"

#define IMPORT_COLUMNS                                                                                       \
    "seq, id, household, name, format, state, entries, added, duplicates, suggested, txn_first, txn_last, "  \
    "created_us"

#define IMPORT_READ_COLUMNS IMPORT_COLUMNS ", undone_us"

enum err import_insert(struct ctx *c, struct store_tx *tx, const struct import_row *row)
{
    struct store_query *q;
    TRY(store_query(c, tx,
                    "INSERT INTO import (" IMPORT_COLUMNS ") VALUES "
                    "(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
                    &q));
    store_bind_int(q, 1, row->seq);
    store_bind_id(q, 2, row->id);
    store_bind_int(q, 3, row->household);
    store_bind_text(q, 4, row->name);
    store_bind_text(q, 5, row->format);
    store_bind_int(q, 6, row->state);
    store_bind_int(q, 7, row->entries);
    store_bind_int(q, 8, row->added);
    store_bind_int(q, 9, row->duplicates);
    store_bind_int(q, 10, row->suggested);
    store_bind_int(q, 11, row->txn_first);
    store_bind_int(q, 12, row->txn_last);
    store_bind_int(q, 13, row->created_us);
    return store_run(c, q, NULL);
}

enum err import_finish(struct ctx *c, struct store_tx *tx, const struct import_row *row)
{
    struct store_query *q;
    TRY(store_query(
        c, tx,
        "UPDATE import SET format = ?2, entries = ?3, added = ?4, duplicates = ?5, suggested = ?6, "
        "txn_first = ?7, txn_last = ?8 WHERE seq = ?1",
        &q));
    store_bind_int(q, 1, row->seq);
    store_bind_text(q, 2, row->format);
    store_bind_int(q, 3, row->entries);
    store_bind_int(q, 4, row->added);
    store_bind_int(q, 5, row->duplicates);
    store_bind_int(q, 6, row->suggested);
    store_bind_int(q, 7, row->txn_first);
    store_bind_int(q, 8, row->txn_last);
    return store_run(c, q, NULL);
}

static struct import_row read_import(struct ctx *c, struct store_query *q)
{
    return (struct import_row){.seq = store_int(q, 0),
                               .id = store_get_id(q, 1),
                               .household = store_int(q, 2),
                               .name = text_copy(c->arena, store_text(q, 3)),
                               .format = text_copy(c->arena, store_text(q, 4)),
                               .state = (enum import_state)store_int(q, 5),
                               .entries = store_int(q, 6),
                               .added = store_int(q, 7),
                               .duplicates = store_int(q, 8),
                               .suggested = store_int(q, 9),
                               .txn_first = store_int(q, 10),
                               .txn_last = store_int(q, 11),
                               .created_us = store_int(q, 12),
                               .undone_us = store_int(q, 13)};
}

enum err import_by_seq(struct ctx *c, struct store_tx *tx, int64_t household, int64_t seq,
                       struct import_row *out)
{
    struct store_query *q;
    bool row;
    TRY(store_query(c, tx, "SELECT " IMPORT_READ_COLUMNS " FROM import WHERE seq = ?1 AND household = ?2",
                    &q));
    store_bind_int(q, 1, seq);
    store_bind_int(q, 2, household);
    TRY(store_next(c, q, &row));
    if (!row)
        return fail(c, ERR_NOT_FOUND, "there is no import %lld", (long long)seq);
    *out = read_import(c, q);
    store_reset(q);
    return OK;
}

enum err import_by_id(struct ctx *c, struct store_tx *tx, int64_t household, struct id id,
                      struct import_row *out)
{
    struct store_query *q;
    bool row;
    TRY(store_query(c, tx, "SELECT " IMPORT_READ_COLUMNS " FROM import WHERE id = ?1 AND household = ?2",
                    &q));
    store_bind_id(q, 1, id);
    store_bind_int(q, 2, household);
    TRY(store_next(c, q, &row));
    if (!row)
        return fail(c, ERR_NOT_FOUND, "there is no such import");
    *out = read_import(c, q);
    store_reset(q);
    return OK;
}

enum err import_page(struct ctx *c, struct store_tx *tx, int64_t household, struct import_place behind,
                     int64_t limit, struct import_place **out, size_t *count)
{
    struct store_query *q;
    bool row;
    limit = limit < 1 || limit > LIMIT_PAGE ? LIMIT_PAGE : limit;
    *out = ARENA_ARRAY(c->arena, struct import_place, limit);
    *count = 0;
    TRY(store_query(
        c, tx,
        "SELECT created_us, id, 1 FROM upload WHERE household = ?1 AND state <> 6 AND created_us <= ?2 "
        "AND (created_us < ?2 OR id < ?3) UNION ALL "
        "SELECT i.created_us, i.id, 0 FROM import i WHERE i.household = ?1 AND i.created_us <= ?2 "
        "AND (i.created_us < ?2 OR i.id < ?3) AND NOT EXISTS (SELECT 1 FROM upload u WHERE u.id = i.id) "
        "ORDER BY 1 DESC, 2 DESC LIMIT ?4",
        &q));
    store_bind_int(q, 1, household);
    store_bind_int(q, 2, behind.created_us == 0 ? INT64_MAX : behind.created_us);
    store_bind_id(q, 3, behind.id);
    store_bind_int(q, 4, limit);
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row)
            return OK;
        (*out)[(*count)++] = (struct import_place){store_int(q, 0), store_get_id(q, 1), store_int(q, 2) != 0};
    }
}

enum err import_list(struct ctx *c, struct store_tx *tx, int64_t household, struct import_row **out,
                     size_t *count)
{
    struct store_query *q;
    bool row;
    *out = ARENA_ARRAY(c->arena, struct import_row, LIMIT_PAGE);
    *count = 0;
    TRY(store_query(
        c, tx, "SELECT " IMPORT_READ_COLUMNS " FROM import WHERE household = ?1 ORDER BY seq DESC LIMIT ?2",
        &q));
    store_bind_int(q, 1, household);
    store_bind_int(q, 2, LIMIT_PAGE);
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row)
            return OK;
        (*out)[(*count)++] = read_import(c, q);
    }
}

enum err import_last_committed(struct ctx *c, struct store_tx *tx, int64_t household, int64_t *seq)
{
    struct store_query *q;
    bool row;
    TRY(store_query(c, tx, "SELECT coalesce(max(seq), 0) FROM import WHERE household = ?1 AND state = 1",
                    &q));
    store_bind_int(q, 1, household);
    TRY(store_next(c, q, &row));
    *seq = row ? store_int(q, 0) : 0;
    store_reset(q);
    return OK;
}

enum err import_mark_undone(struct ctx *c, struct store_tx *tx, int64_t seq)
{
    struct store_query *q;
    TRY(store_query(c, tx, "UPDATE import SET state = ?2, undone_us = ?3 WHERE seq = ?1", &q));
    store_bind_int(q, 1, seq);
    store_bind_int(q, 2, IMPORT_UNDONE);
    store_bind_int(q, 3, c->now_us);
    return store_run(c, q, NULL);
}

enum err import_touch(struct ctx *c, struct store_tx *tx, int64_t import, int64_t txn, enum touch_kind kind)
{
    struct store_query *q;
    TRY(store_query(c, tx, "INSERT INTO import_touch (import, txn, kind) VALUES (?1, ?2, ?3)", &q));
    store_bind_int(q, 1, import);
    store_bind_int(q, 2, txn);
    store_bind_int(q, 3, kind);
    return store_run(c, q, NULL);
}

enum err import_touched(struct ctx *c, struct store_tx *tx, int64_t import, struct import_touch_row **out,
                        size_t *count)
{
    struct store_query *q;
    bool row;
    TRY(store_query(c, tx, "SELECT count(*) FROM import_touch WHERE import = ?1", &q));
    store_bind_int(q, 1, import);
    TRY(store_next(c, q, &row));
    size_t size = row ? (size_t)store_int(q, 0) : 0;
    store_reset(q);
    *out = ARENA_ARRAY(c->arena, struct import_touch_row, size + 1);
    *count = 0;
    TRY(store_query(c, tx, "SELECT txn, kind FROM import_touch WHERE import = ?1 ORDER BY txn", &q));
    store_bind_int(q, 1, import);
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row || *count == size) {
            store_reset(q);
            return OK;
        }
        (*out)[(*count)++] = (struct import_touch_row){store_int(q, 0), (enum touch_kind)store_int(q, 1)};
    }
}

static void bind_date(struct store_query *q, int at, date d)
{
    if (d == DATE_NONE)
        store_bind_null(q, at);
    else
        store_bind_int(q, at, d);
}

enum err statement_insert(struct ctx *c, struct store_tx *tx, const struct statement_row *row)
{
    struct store_query *q;
    TRY(store_query(c, tx,
                    "INSERT INTO statement (import, line, account, number, opening, closing, opening_date, "
                    "closing_date, entries, reconciles) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
                    &q));
    store_bind_int(q, 1, row->import);
    store_bind_int(q, 2, row->line);
    store_bind_int(q, 3, row->account);
    store_bind_optional(q, 4, row->number);
    if (row->has_opening)
        store_bind_int(q, 5, row->opening);
    if (row->has_closing)
        store_bind_int(q, 6, row->closing);
    bind_date(q, 7, row->opening_date);
    bind_date(q, 8, row->closing_date);
    store_bind_int(q, 9, row->entries);
    store_bind_int(q, 10, row->reconciles);
    return store_run(c, q, NULL);
}

enum err suggestion_insert(struct ctx *c, struct store_tx *tx, const struct suggestion_row *row)
{
    struct store_query *q;
    TRY(store_query(c, tx, "INSERT INTO suggestion (txn, candidate, state, reason) VALUES (?1, ?2, ?3, ?4)",
                    &q));
    store_bind_int(q, 1, row->txn);
    store_bind_int(q, 2, row->candidate);
    store_bind_int(q, 3, row->state);
    store_bind_text(q, 4, row->reason);
    return store_run(c, q, NULL);
}

enum err suggestion_resolve(struct ctx *c, struct store_tx *tx, int64_t txn, enum suggestion_state state)
{
    struct store_query *q;
    int64_t changed;
    TRY(store_query(c, tx, "UPDATE suggestion SET state = ?2 WHERE txn = ?1 AND state = 1", &q));
    store_bind_int(q, 1, txn);
    store_bind_int(q, 2, state);
    TRY(store_run(c, q, &changed));
    return changed == 1 ? OK : fail(c, ERR_CONFLICT, "nothing waits for an answer here");
}

static struct suggestion_row read_suggestion(struct ctx *c, struct store_query *q)
{
    return (struct suggestion_row){.txn = store_int(q, 0),
                                   .candidate = store_int(q, 1),
                                   .state = (enum suggestion_state)store_int(q, 2),
                                   .reason = text_copy(c->arena, store_text(q, 3))};
}

enum err suggestion_list(struct ctx *c, struct store_tx *tx, int64_t household, struct suggestion_row **out,
                         size_t *count)
{
    struct store_query *q;
    bool row;
    *out = ARENA_ARRAY(c->arena, struct suggestion_row, LIMIT_PAGE);
    *count = 0;
    TRY(store_query(
        c, tx,
        "SELECT s.txn, s.candidate, s.state, s.reason FROM suggestion s JOIN txn t ON t.seq = s.txn "
        "JOIN account a ON a.seq = t.account WHERE a.household = ?1 AND s.state = 1 "
        "ORDER BY s.txn LIMIT ?2",
        &q));
    store_bind_int(q, 1, household);
    store_bind_int(q, 2, LIMIT_PAGE);
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row)
            return OK;
        (*out)[(*count)++] = read_suggestion(c, q);
    }
}

enum err suggestion_by_txn(struct ctx *c, struct store_tx *tx, int64_t txn, struct suggestion_row *out)
{
    struct store_query *q;
    bool row;
    TRY(store_query(c, tx, "SELECT txn, candidate, state, reason FROM suggestion WHERE txn = ?1", &q));
    store_bind_int(q, 1, txn);
    TRY(store_next(c, q, &row));
    if (!row)
        return fail(c, ERR_NOT_FOUND, "no suggestion stands for this transaction");
    *out = read_suggestion(c, q);
    store_reset(q);
    return OK;
}

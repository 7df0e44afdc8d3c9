#include "store/entity/people/session.h"

#include "store/entity/household.h"
#include "store/entity/people/rows.h"

#define COLUMNS "seq, id, person, household, kind, created_us, seen_us"

enum err session_insert(struct ctx *c, struct store_tx *tx, struct session_row *row, const uint8_t hash[32])
{
    struct store_query *q;
    TRY(counter_take(c, tx, "session", 1, &row->seq));
    row->created_us = row->seen_us = c->now_us;
    TRY(store_query(c, tx,
                    "INSERT INTO session (" COLUMNS ", hash, agent) "
                    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?7, ?8)",
                    &q));
    store_bind_int(q, 1, row->seq);
    store_bind_id(q, 2, row->id);
    store_bind_int(q, 3, row->person);
    store_bind_int(q, 4, row->household);
    store_bind_int(q, 5, row->kind);
    store_bind_int(q, 6, row->created_us);
    store_bind_blob(q, 7, hash, 32);
    store_bind_text(q, 8, row->agent.at == NULL ? TEXT("") : row->agent);
    return store_run(c, q, NULL);
}

static struct session_row read_row(struct store_query *q)
{
    return (struct session_row){.seq = store_int(q, 0),
                                .id = store_get_id(q, 1),
                                .person = store_int(q, 2),
                                .household = store_int(q, 3),
                                .kind = (enum session_kind)store_int(q, 4),
                                .created_us = store_int(q, 5),
                                .seen_us = store_int(q, 6)};
}

#define SELECT_CALLER                                                                                        \
    "SELECT s.seq, s.id, s.person, s.household, s.kind, s.created_us, s.seen_us, p.id, m.role "              \
    "FROM session s JOIN person p ON p.seq = s.person "                                                      \
    "JOIN member m ON m.household = s.household AND m.person = s.person "

static enum err one(struct ctx *c, struct store_query *q, struct session_caller *out, bool *found)
{
    TRY(store_next(c, q, found));
    if (!*found)
        return OK;
    *out = (struct session_caller){
        .row = read_row(q), .person_id = store_get_id(q, 7), .role = (int)store_int(q, 8)};
    store_reset(q);
    return OK;
}

enum err session_by_hash(struct ctx *c, struct store_tx *tx, const uint8_t hash[32],
                         struct session_caller *out, bool *found)
{
    struct store_query *q;
    TRY(store_query(c, tx, SELECT_CALLER "WHERE s.hash = ?1", &q));
    store_bind_blob(q, 1, hash, 32);
    return one(c, q, out, found);
}

enum err session_by_id(struct ctx *c, struct store_tx *tx, struct id id, struct session_caller *out,
                       bool *found)
{
    struct store_query *q;
    TRY(store_query(c, tx, SELECT_CALLER "WHERE s.id = ?1", &q));
    store_bind_id(q, 1, id);
    return one(c, q, out, found);
}

enum err session_is_of(struct ctx *c, struct store_tx *tx, int64_t seq, int64_t person, bool *found)
{
    struct store_query *q;
    TRY(store_query(c, tx, "SELECT 1 FROM session WHERE seq = ?1 AND person = ?2", &q));
    store_bind_int(q, 1, seq);
    store_bind_int(q, 2, person);
    TRY(store_next(c, q, found));
    store_reset(q);
    return OK;
}

enum err session_rotate(struct ctx *c, struct store_tx *tx, int64_t seq, const uint8_t before[32],
                        const uint8_t after[32], bool *changed)
{
    struct store_query *q;
    int64_t count;
    TRY(store_query(c, tx, "UPDATE session SET hash = ?3, seen_us = ?4 WHERE seq = ?1 AND hash = ?2", &q));
    store_bind_int(q, 1, seq);
    store_bind_blob(q, 2, before, 32);
    store_bind_blob(q, 3, after, 32);
    store_bind_int(q, 4, c->now_us);
    TRY(store_run(c, q, &count));
    *changed = count == 1;
    return OK;
}

enum err session_touch(struct ctx *c, struct store_tx *tx, int64_t seq, int64_t since_us)
{
    struct store_query *q;
    TRY(store_query(c, tx, "UPDATE session SET seen_us = ?2 WHERE seq = ?1 AND seen_us <= ?3", &q));
    store_bind_int(q, 1, seq);
    store_bind_int(q, 2, c->now_us);
    store_bind_int(q, 3, since_us);
    return store_run(c, q, NULL);
}

enum err session_move(struct ctx *c, struct store_tx *tx, int64_t seq, int64_t household)
{
    struct store_query *q;
    TRY(store_query(c, tx, "UPDATE session SET household = ?2 WHERE seq = ?1", &q));
    store_bind_int(q, 1, seq);
    store_bind_int(q, 2, household);
    return store_run(c, q, NULL);
}

enum err session_rows(struct ctx *c, struct store_tx *tx, int64_t person, int64_t seen_since_us,
                      int64_t made_since_us, struct session_row **out, size_t *count)
{
    struct store_query *q;
    struct rows rows = {0};
    bool row;
    TRY(store_query(c, tx,
                    "SELECT " COLUMNS ", agent FROM session WHERE person = ?1 AND seen_us >= ?2 AND "
                    "created_us >= ?3 ORDER BY seen_us DESC, seq DESC LIMIT ?4",
                    &q));
    store_bind_int(q, 1, person);
    store_bind_int(q, 2, seen_since_us);
    store_bind_int(q, 3, made_since_us);
    store_bind_int(q, 4, LIMIT_PAGE);
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row)
            break;
        struct session_row *one_row = ROWS_ADD(c->arena, &rows, struct session_row);
        *one_row = read_row(q);
        one_row->agent = text_copy(c->arena, store_text(q, 7));
    }
    *out = rows.at;
    *count = rows.count;
    return OK;
}

enum err session_delete(struct ctx *c, struct store_tx *tx, int64_t person, struct id id, bool *found)
{
    struct store_query *q;
    int64_t changed;
    TRY(store_query(c, tx, "DELETE FROM session WHERE person = ?1 AND id = ?2", &q));
    store_bind_int(q, 1, person);
    store_bind_id(q, 2, id);
    TRY(store_run(c, q, &changed));
    *found = changed > 0;
    return OK;
}

enum err session_delete_seq(struct ctx *c, struct store_tx *tx, int64_t seq)
{
    struct store_query *q;
    TRY(store_query(c, tx, "DELETE FROM session WHERE seq = ?1", &q));
    store_bind_int(q, 1, seq);
    return store_run(c, q, NULL);
}

enum err session_count(struct ctx *c, struct store_tx *tx, int64_t person, int64_t *count)
{
    struct store_query *q;
    bool row;
    TRY(store_query(c, tx, "SELECT COUNT(*) FROM session WHERE person = ?1", &q));
    store_bind_int(q, 1, person);
    TRY(store_next(c, q, &row));
    *count = row ? store_int(q, 0) : 0;
    store_reset(q);
    return OK;
}

enum err session_delete_all(struct ctx *c, struct store_tx *tx, int64_t person, int64_t except)
{
    struct store_query *q;
    TRY(store_query(c, tx, "DELETE FROM session WHERE person = ?1 AND seq <> ?2", &q));
    store_bind_int(q, 1, person);
    store_bind_int(q, 2, except);
    return store_run(c, q, NULL);
}

enum err session_trim(struct ctx *c, struct store_tx *tx, int64_t person, int64_t keep)
{
    struct store_query *q;
    TRY(store_query(c, tx,
                    "DELETE FROM session WHERE person = ?1 AND seq NOT IN (SELECT seq FROM session "
                    "WHERE person = ?1 ORDER BY seen_us DESC, seq DESC LIMIT ?2)",
                    &q));
    store_bind_int(q, 1, person);
    store_bind_int(q, 2, keep);
    return store_run(c, q, NULL);
}

enum err session_purge(struct ctx *c, struct store_tx *tx, int64_t seen_since_us, int64_t made_since_us)
{
    struct store_query *q;
    TRY(store_query(c, tx, "DELETE FROM session WHERE seen_us < ?1 OR created_us < ?2", &q));
    store_bind_int(q, 1, seen_since_us);
    store_bind_int(q, 2, made_since_us);
    return store_run(c, q, NULL);
}

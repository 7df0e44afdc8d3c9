#include "store/entity/edit/refs.h"

/* So many numbers are asked for at once: as many as the queries have places. What is not bound is NULL and finds nothing. */
enum { AT_ONCE = 32 };
#define PLACES                                                                                               \
    "(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, " \
    "?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32)"

static size_t bind_some(struct store_query *q, const int64_t *seqs, size_t from, size_t count)
{
    size_t some = count - from < AT_ONCE ? count - from : AT_ONCE;
    for (size_t i = 0; i < some; i++)
        store_bind_int(q, (int)i + 1, seqs[from + i]);
    return some;
}

/* Two rows may name the same one. */
static enum err fill_ids(struct ctx *c, struct store_query *q, const int64_t *seqs, size_t count,
                         struct id *ids)
{
    bool row;
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row)
            return OK;
        for (size_t i = 0; i < count; i++)
            if (seqs[i] == store_int(q, 0))
                ids[i] = store_get_id(q, 1);
    }
}

static enum err refs_of(struct ctx *c, struct store_tx *tx, const char *sql, const int64_t *seqs,
                        size_t count, struct id *ids)
{
    for (size_t from = 0; from < count; from += AT_ONCE) {
        struct store_query *q;
        TRY(store_query(c, tx, sql, &q));
        size_t some = bind_some(q, seqs, from, count);
        TRY(fill_ids(c, q, seqs + from, some, ids + from));
    }
    return OK;
}

enum err refs_of_txns(struct ctx *c, struct store_tx *tx, const int64_t *seqs, size_t count, struct id *ids)
{
    return refs_of(c, tx, "SELECT seq, id FROM txn WHERE seq IN " PLACES, seqs, count, ids);
}

enum err refs_of_imports(struct ctx *c, struct store_tx *tx, const int64_t *seqs, size_t count,
                         struct id *ids)
{
    return refs_of(c, tx, "SELECT seq, id FROM import WHERE seq IN " PLACES, seqs, count, ids);
}

static enum err fill_questions(struct ctx *c, struct store_query *q, const int64_t *seqs, size_t count,
                               struct question_ref *out)
{
    bool row;
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row)
            return OK;
        for (size_t i = 0; i < count; i++)
            if (seqs[i] == store_int(q, 0))
                out[i] = (struct question_ref){store_int(q, 1), text_copy(c->arena, store_text(q, 2))};
    }
}

enum err refs_of_questions(struct ctx *c, struct store_tx *tx, const int64_t *seqs, size_t count,
                           struct question_ref *out)
{
    for (size_t from = 0; from < count; from += AT_ONCE) {
        struct store_query *q;
        TRY(store_query(
            c, tx, "SELECT txn, candidate, reason FROM suggestion WHERE state = 1 AND txn IN " PLACES, &q));
        size_t some = bind_some(q, seqs, from, count);
        TRY(fill_questions(c, q, seqs + from, some, out + from));
    }
    return OK;
}

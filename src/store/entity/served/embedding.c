#include "store/entity/served/embedding.h"

#include "numerics/vectors/vectors.h"
#include "store/entity/household.h"

#include <endian.h>
#include <stdlib.h>

/* -- Models */

enum err embedding_model_find(struct ctx *c, struct store_tx *tx, struct text name,
                              struct embedding_model_row *out, bool *found)
{
    struct store_query *q;
    TRY(store_query(c, tx, "SELECT seq, dims, txn, event FROM embedding_model WHERE name = ?1", &q));
    store_bind_text(q, 1, name);
    TRY(store_next(c, q, found));
    if (!*found)
        return OK;
    *out = (struct embedding_model_row){.seq = store_int(q, 0),
                                        .name = text_copy(c->arena, name),
                                        .dims = store_int(q, 1),
                                        .txn = store_int(q, 2),
                                        .event = store_int(q, 3)};
    store_reset(q);
    return OK;
}

enum err embedding_model_insert(struct ctx *c, struct store_tx *tx, struct embedding_model_row *row)
{
    struct store_query *q;
    int64_t changed;
    TRY(counter_take(c, tx, "embedding_model", 1, &row->seq));
    TRY(store_query(
        c, tx, "INSERT INTO embedding_model (seq, name, dims, txn, event) VALUES (?1, ?2, ?3, ?4, ?5)", &q));
    store_bind_int(q, 1, row->seq);
    store_bind_text(q, 2, row->name);
    store_bind_int(q, 3, row->dims);
    store_bind_int(q, 4, row->txn);
    store_bind_int(q, 5, row->event);
    return store_run(c, q, &changed);
}

enum err embedding_model_move(struct ctx *c, struct store_tx *tx, const struct embedding_model_row *before,
                              int64_t txn, int64_t event, bool *done)
{
    struct store_query *q;
    int64_t changed;
    TRY(store_query(c, tx,
                    "UPDATE embedding_model SET txn = ?4, event = ?5 WHERE seq = ?1 AND txn = ?2 AND event = "
                    "?3",
                    &q));
    store_bind_int(q, 1, before->seq);
    store_bind_int(q, 2, before->txn);
    store_bind_int(q, 3, before->event);
    store_bind_int(q, 4, txn);
    store_bind_int(q, 5, event);
    TRY(store_run(c, q, &changed));
    *done = changed == 1;
    return OK;
}

enum err embedding_model_count(struct ctx *c, struct store_tx *tx, int64_t *out)
{
    struct store_query *q;
    bool row;
    TRY(store_query(c, tx, "SELECT count(*) FROM embedding_model", &q));
    TRY(store_next(c, q, &row));
    *out = row ? store_int(q, 0) : 0;
    store_reset(q);
    return OK;
}

enum err embedding_drop_others(struct ctx *c, struct store_tx *tx, int64_t model, int64_t limit, bool *left)
{
    struct store_query *q;
    int64_t dropped;
    TRY(store_query(c, tx,
                    "DELETE FROM embedding WHERE seq IN (SELECT seq FROM embedding WHERE model <> ?1 ORDER "
                    "BY seq LIMIT ?2)",
                    &q));
    store_bind_int(q, 1, model);
    store_bind_int(q, 2, limit);
    TRY(store_run(c, q, &dropped));
    *left = dropped == limit;
    if (*left)
        return OK;
    TRY(store_query(c, tx, "DELETE FROM embedding_model WHERE seq <> ?1", &q));
    store_bind_int(q, 1, model);
    return store_run(c, q, NULL);
}

enum err embedding_clear(struct ctx *c, struct store_tx *tx)
{
    bool left;
    return embedding_drop_others(c, tx, 0, INT64_MAX, &left);
}

/* -- Texts */

static void turn(float *at, size_t dims)
{
    for (size_t i = 0; i < dims && __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__; i++) {
        uint32_t bits;
        memcpy(&bits, &at[i], sizeof bits);
        bits = le32toh(bits);
        memcpy(&at[i], &bits, sizeof bits);
    }
}

enum err embedding_find(struct ctx *c, struct store_tx *tx, int64_t model, int64_t payee, struct text memo,
                        int64_t *seq)
{
    struct store_query *q;
    bool row;
    TRY(store_query(c, tx, "SELECT seq FROM embedding WHERE payee = ?1 AND model = ?2 AND memo = ?3", &q));
    store_bind_int(q, 1, payee);
    store_bind_int(q, 2, model);
    store_bind_text(q, 3, memo);
    TRY(store_next(c, q, &row));
    *seq = row ? store_int(q, 0) : 0;
    store_reset(q);
    return OK;
}

enum err embedding_insert(struct ctx *c, struct store_tx *tx, struct embedding_row *row)
{
    struct store_query *q;
    float *bytes = ARENA_ARRAY(c->arena, float, row->dims + 1);
    memcpy(bytes, row->vector, row->dims * sizeof *bytes);
    turn(bytes, row->dims);
    TRY(counter_take(c, tx, "embedding", 1, &row->seq));
    TRY(store_query(c, tx,
                    "INSERT INTO embedding (seq, model, household, payee, memo, vector) VALUES (?1, ?2, ?3, "
                    "?4, ?5, ?6)",
                    &q));
    store_bind_int(q, 1, row->seq);
    store_bind_int(q, 2, row->model);
    store_bind_int(q, 3, row->household);
    store_bind_int(q, 4, row->payee);
    store_bind_text(q, 5, row->memo);
    store_bind_blob(q, 6, bytes, row->dims * sizeof *bytes);
    TRY(store_run(c, q, NULL));
    return store_vector_put(c, tx,
                            &(struct store_vector){.key = row->seq,
                                                   .household = row->household,
                                                   .model = row->model,
                                                   .at = row->vector,
                                                   .dims = row->dims});
}

enum err embedding_drop_payee(struct ctx *c, struct store_tx *tx, int64_t model, int64_t payee)
{
    struct store_query *q;
    TRY(store_query(c, tx, "DELETE FROM embedding WHERE payee = ?1 AND model = ?2", &q));
    store_bind_int(q, 1, payee);
    store_bind_int(q, 2, model);
    return store_run(c, q, NULL);
}

enum err embedding_count(struct ctx *c, struct store_tx *tx, int64_t household, int64_t model, int64_t *out)
{
    struct store_query *q;
    bool row;
    TRY(store_query(c, tx, "SELECT count(*) FROM embedding WHERE household = ?1 AND model = ?2", &q));
    store_bind_int(q, 1, household);
    store_bind_int(q, 2, model);
    TRY(store_next(c, q, &row));
    *out = row ? store_int(q, 0) : 0;
    store_reset(q);
    return OK;
}

enum err embedding_use_widen(struct ctx *c, struct store_tx *tx, const struct embedding_use_row *row)
{
    struct store_query *q;
    TRY(store_query(
        c, tx,
        "INSERT INTO embedding_use (embedding, account, household, date_first, date_last) VALUES (?1, "
        "?2, ?3, ?4, ?5) ON CONFLICT (embedding, account) DO UPDATE SET "
        "date_first = CASE WHEN excluded.date_first < embedding_use.date_first THEN excluded.date_first ELSE "
        "embedding_use.date_first END, "
        "date_last = CASE WHEN excluded.date_last > embedding_use.date_last THEN excluded.date_last ELSE "
        "embedding_use.date_last END "
        "WHERE excluded.date_first < embedding_use.date_first OR excluded.date_last > "
        "embedding_use.date_last",
        &q));
    store_bind_int(q, 1, row->embedding);
    store_bind_int(q, 2, row->account);
    store_bind_int(q, 3, row->household);
    store_bind_int(q, 4, row->first);
    store_bind_int(q, 5, row->last);
    return store_run(c, q, NULL);
}

/* -- Transactions */

#define TXNS                                                                                                 \
    "SELECT t.seq, t.account, a.household, t.payee, t.date, p.name, t.memo FROM txn t JOIN account a ON "    \
    "a.seq = "                                                                                               \
    "t.account JOIN payee p ON p.seq = t.payee WHERE t.state <> 3 AND "

static enum err give_each(struct ctx *c, struct store_query *q, embedding_each *each, void *self)
{
    bool row;
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row)
            return OK;
        struct embedding_txn txn = {.seq = store_int(q, 0),
                                    .account = store_int(q, 1),
                                    .household = store_int(q, 2),
                                    .payee = store_int(q, 3),
                                    .date = (date)store_int(q, 4),
                                    .name = store_text(q, 5),
                                    .memo = store_text(q, 6)};
        TRY(each(c, self, &txn));
    }
}

enum err embedding_txns(struct ctx *c, struct store_tx *tx, int64_t first, int64_t last, embedding_each *each,
                        void *self)
{
    struct store_query *q;
    TRY(store_query(c, tx, TXNS "t.seq >= ?1 AND t.seq <= ?2 ORDER BY t.seq", &q));
    store_bind_int(q, 1, first);
    store_bind_int(q, 2, last);
    return give_each(c, q, each, self);
}

enum err embedding_txns_of_payee(struct ctx *c, struct store_tx *tx, int64_t payee, embedding_each *each,
                                 void *self)
{
    struct store_query *q;
    TRY(store_query(c, tx, TXNS "t.payee = ?1 ORDER BY t.seq", &q));
    store_bind_int(q, 1, payee);
    return give_each(c, q, each, self);
}

enum err embedding_txn_by_id(struct ctx *c, struct store_tx *tx, struct id id, embedding_each *each,
                             void *self)
{
    struct store_query *q;
    TRY(store_query(c, tx, TXNS "t.id = ?1", &q));
    store_bind_id(q, 1, id);
    return give_each(c, q, each, self);
}

/* -- Looking */

/* The best k so far, in a heap with the worst on top. */
struct finding {
    const struct embedding_question *question;
    struct arena *arena;
    struct embedding_hit *heap;
    size_t count;
    float *row; /* aligned, as a text out of a database need not be */
    int64_t *allowed;
    size_t allowed_count, allowed_at;
    bool all; /* no filter */
};

static int hit_compare(const struct embedding_hit *a, const struct embedding_hit *b)
{
    if (a->score != b->score)
        return a->score > b->score ? -1 : 1;
    if (a->payee != b->payee)
        return a->payee < b->payee ? -1 : 1;
    return text_compare(a->memo, b->memo);
}

static int best_first(const void *a, const void *b)
{
    return hit_compare(a, b);
}

static void sift_down(struct embedding_hit *heap, size_t count)
{
    for (size_t at = 0;;) {
        size_t worst = at, left = 2 * at + 1;
        for (size_t child = left; child < count && child <= left + 1; child++)
            if (hit_compare(&heap[child], &heap[worst]) > 0)
                worst = child;
        if (worst == at)
            return;
        struct embedding_hit kept = heap[at];
        heap[at] = heap[worst];
        heap[worst] = kept;
        at = worst;
    }
}

/* The memo and the vector are copied when the text is among the best. */
static void offer(struct finding *f, struct embedding_hit hit)
{
    size_t dims = f->question->dims;
    bool full = f->count == f->question->k;
    if (full && hit_compare(&hit, &f->heap[0]) >= 0)
        return;
    float *vector = full ? f->heap[0].vector : ARENA_ARRAY(f->arena, float, dims);
    memcpy(vector, hit.vector, dims * sizeof *vector);
    hit.vector = vector;
    hit.memo = text_copy(f->arena, hit.memo);
    if (full) {
        f->heap[0] = hit;
        sift_down(f->heap, f->count);
        return;
    }
    size_t at = f->count++;
    for (; at > 0 && hit_compare(&hit, &f->heap[(at - 1) / 2]) > 0; at = (at - 1) / 2)
        f->heap[at] = f->heap[(at - 1) / 2];
    f->heap[at] = hit;
}

static enum err offer_row(struct ctx *c, struct finding *f, struct store_query *q)
{
    struct text bytes = store_blob(q, 3);
    size_t dims = f->question->dims;
    if (bytes.len != dims * sizeof(float))
        return fail(c, ERR_CORRUPT, "text %lld has a vector of another length", (long long)store_int(q, 0));
    memcpy(f->row, bytes.at, bytes.len);
    turn(f->row, dims);
    offer(f, (struct embedding_hit){.seq = store_int(q, 0),
                                    .payee = store_int(q, 1),
                                    .memo = store_text(q, 2),
                                    .vector = f->row,
                                    .score = vectors_dot(f->question->query, f->row, dims)});
    return OK;
}

static bool is_asked(const struct embedding_question *question, int64_t account)
{
    for (size_t i = 0; i < question->account_count; i++)
        if (question->accounts[i] == account)
            return true;
    return question->account_count == 0;
}

static int64_t day_from(const struct embedding_question *question)
{
    return question->from == DATE_NONE ? INT64_MIN : question->from;
}

static int64_t day_to(const struct embedding_question *question)
{
    return question->to == DATE_NONE ? INT64_MAX : question->to;
}

/* The texts that pass the filter, ascending. */
static enum err load_allowed(struct ctx *c, struct store_tx *tx, struct finding *f)
{
    struct store_query *q;
    bool row;
    struct buf *seqs = buf_in_arena(c->arena);
    TRY(store_query(c, tx,
                    "SELECT u.embedding, u.account FROM embedding e JOIN embedding_use u ON u.embedding = "
                    "e.seq WHERE e.household = ?1 AND e.model = ?2 AND u.date_last >= ?3 AND u.date_first <= "
                    "?4 ORDER BY e.seq",
                    &q));
    store_bind_int(q, 1, f->question->household);
    store_bind_int(q, 2, f->question->model);
    store_bind_int(q, 3, day_from(f->question));
    store_bind_int(q, 4, day_to(f->question));
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row)
            break;
        int64_t seq = store_int(q, 0);
        if (is_asked(f->question, store_int(q, 1)))
            buf_add(seqs, (const char *)&seq, sizeof seq);
    }
    f->allowed = (int64_t *)(void *)seqs->at;
    f->allowed_count = seqs->len / sizeof *f->allowed;
    return OK;
}

static bool is_allowed(struct finding *f, int64_t seq)
{
    while (f->allowed_at < f->allowed_count && f->allowed[f->allowed_at] < seq)
        f->allowed_at++;
    return f->all || (f->allowed_at < f->allowed_count && f->allowed[f->allowed_at] == seq);
}

/* Each text of the household is looked at, in pages: a driver may hold a whole result in memory. */
static enum err look_at_page(struct ctx *c, struct store_tx *tx, struct finding *f, int64_t *behind,
                             bool *more)
{
    enum { PAGE = 1000 };
    struct store_query *q;
    int64_t rows = 0;
    bool row;
    TRY(store_query(c, tx,
                    "SELECT seq, payee, memo, vector FROM embedding WHERE household = ?1 AND model = ?2 AND "
                    "seq > ?3 ORDER BY seq LIMIT ?4",
                    &q));
    store_bind_int(q, 1, f->question->household);
    store_bind_int(q, 2, f->question->model);
    store_bind_int(q, 3, *behind);
    store_bind_int(q, 4, PAGE);
    for (;; rows++) {
        TRY(store_next(c, q, &row));
        if (!row)
            break;
        *behind = store_int(q, 0);
        if (is_allowed(f, *behind))
            TRY(offer_row(c, f, q));
    }
    *more = rows == PAGE;
    return OK;
}

static enum err look_at_all(struct ctx *c, struct store_tx *tx, struct finding *f)
{
    int64_t behind = 0;
    f->all =
        f->question->account_count == 0 && f->question->from == DATE_NONE && f->question->to == DATE_NONE;
    if (!f->all)
        TRY(load_allowed(c, tx, f));
    for (bool more = true; more;)
        TRY(look_at_page(c, tx, f, &behind, &more));
    return OK;
}

static enum err offer_one(struct ctx *c, struct store_tx *tx, struct finding *f, int64_t seq)
{
    struct store_query *q;
    bool row;
    TRY(store_query(c, tx, "SELECT seq, payee, memo, vector FROM embedding WHERE seq = ?1", &q));
    store_bind_int(q, 1, seq);
    TRY(store_next(c, q, &row));
    if (row)
        TRY(offer_row(c, f, q));
    store_reset(q);
    return OK;
}

/* The database's own sums may differ from ours in the last digits, so more than k are asked for, until the last is so much worse than our k-th
 * that none behind it can be better. *done is false when the database cannot. */
static enum err ask_database(struct ctx *c, struct store_tx *tx, struct finding *f, bool *done)
{
    enum { MARGIN_ROWS = 32 };
    const float margin = 1e-4F;
    const struct embedding_question *question = f->question;
    struct store_nearest ask = {.household = question->household,
                                .model = question->model,
                                .query = question->query,
                                .dims = question->dims,
                                .day_from = day_from(question),
                                .day_to = day_to(question),
                                .accounts = question->accounts,
                                .account_count = question->account_count};
    for (ask.limit = question->k + MARGIN_ROWS;; ask.limit *= 4) {
        struct store_near *near;
        size_t count;
        TRY(store_vectors_nearest(c, tx, &ask, &near, &count, done));
        if (!*done)
            return OK;
        f->count = 0;
        for (size_t i = 0; i < count; i++)
            TRY(offer_one(c, tx, f, near[i].key));
        if (count < ask.limit ||
            (f->count == question->k && near[count - 1].score + margin < f->heap[0].score))
            return OK;
    }
}

enum err embedding_nearest(struct ctx *c, struct store_tx *tx, const struct embedding_question *question,
                           struct embedding_hit **out, size_t *count)
{
    struct finding f = {.question = question, .arena = c->arena};
    bool done = false;
    *count = 0;
    if (question->k > VECTOR_HITS_MOST || question->dims > VECTOR_DIMS_MOST)
        return fail(c, ERR_LIMIT, "at most %d texts", VECTOR_HITS_MOST);
    f.heap = *out = ARENA_ARRAY(c->arena, struct embedding_hit, question->k + 1);
    f.row = ARENA_ARRAY(c->arena, float, question->dims + 1);
    if (question->k == 0)
        return OK;
    TRY(ask_database(c, tx, &f, &done));
    if (!done)
        TRY(look_at_all(c, tx, &f));
    if (f.count > 1)
        qsort(f.heap, f.count, sizeof *f.heap, best_first);
    *count = f.count;
    return OK;
}

/* Looking: the nearest texts, and of each its newest transaction that meets the conditions. */
#include "finance/similar/similar.h"

#include "base/text_map.h"
#include "finance/similar/words.h"
#include "numerics/vectors/vectors.h"
#include "store/entity/account.h"
#include "store/entity/payee.h"
#include "store/entity/served/embedding.h"

struct newest;

struct looking {
    const struct similar_question *question;
    struct embedding *embedding;
    float *query;
    struct embedding_question near;
    struct similar_row *rows;
    const float **vectors; /* of the rows */
    size_t count, wanted;
    struct newest *newest; /* of the payees that were looked at */
};

/* -- What is asked */

static enum err check(struct ctx *c, const struct similar_question *q)
{
    if (q->txn == 0 && (text_trim(q->text).len == 0 || q->text.len > SIMILAR_TEXT_MAX))
        return fail(c, ERR_INPUT, "text: 1 to %d bytes", SIMILAR_TEXT_MAX);
    if (!(q->diverse >= 0 && q->diverse <= 1))
        return fail(c, ERR_INPUT, "diverse: 0 to 1");
    if (q->limit < 0 || q->limit > SIMILAR_LIMIT_MOST || q->account_count > TXN_FILTER_ACCOUNTS)
        return fail(c, ERR_LIMIT, "limit: at most %d", SIMILAR_LIMIT_MOST);
    return OK;
}

static enum err text_asked(struct ctx *c, struct store *store, const struct similar_question *q,
                           struct text *out)
{
    struct store_tx *tx;
    struct txn_row row;
    struct account_row account;
    struct text name;
    *out = text_trim(q->text);
    if (q->txn == 0)
        return OK;
    TRY(store_begin_read(c, store, &tx));
    TRY(txn_by_seq(c, tx, q->txn, &row));
    TRY(account_by_seq(c, tx, row.account, &account));
    if (account.household != q->household)
        return fail(c, ERR_NOT_FOUND, "there is no such transaction");
    TRY(payee_name(c, tx, row.payee, &name));
    name = name.len > 0 ? name : row.text;
    *out = similar_text(c->arena, name, similar_memo(c->arena, row.memo, name));
    store_rollback(tx);
    return OK;
}

/* -- A text's transaction */

/* The newest transaction of each text of a payee, among those that meet the conditions. A payee is read once, whichever of its texts are near. */
struct newest {
    int64_t payee;
    struct text_map at; /* the memo's words -> which of `txns` */
    struct newest_txn {
        date date;
        int64_t seq;
    } * txns;
    size_t count, room;
    const struct looking *looking;
    struct arena *arena;
    struct newest *next;
};

static void release(void *thing)
{
    text_map_free(&((struct newest *)thing)->at);
}

static bool meets(const struct similar_question *q, const struct embedding_txn *txn)
{
    bool on = q->account_count == 0;
    for (size_t i = 0; i < q->account_count; i++)
        on = on || q->accounts[i] == txn->account;
    return on && txn->seq != q->txn && txn->household == q->household &&
           (q->from == DATE_NONE || txn->date >= q->from) && (q->to == DATE_NONE || txn->date <= q->to);
}

static struct newest_txn *add(struct newest *n)
{
    if (n->count == n->room) {
        n->room = n->room == 0 ? 8 : 2 * n->room;
        struct newest_txn *more = ARENA_ARRAY(n->arena, struct newest_txn, n->room);
        if (n->count > 0)
            memcpy(more, n->txns, n->count * sizeof *more);
        n->txns = more;
    }
    return &n->txns[n->count++];
}

static enum err note(struct ctx *scratch, void *self, const struct embedding_txn *txn)
{
    struct newest *n = self;
    if (!meets(n->looking->question, txn))
        return OK;
    struct arena_mark mark = arena_mark(scratch->arena);
    struct text memo = similar_memo(scratch->arena, txn->memo, txn->name);
    const int64_t *known = text_map_get(&n->at, memo);
    struct newest_txn *newest = known != NULL ? &n->txns[*known] : NULL;
    if (newest == NULL) {
        newest = add(n);
        *newest = (struct newest_txn){txn->date, txn->seq};
        text_map_put(&n->at, memo, (int64_t)n->count - 1);
    } else if (txn->date >= newest->date) { /* they come by number */
        *newest = (struct newest_txn){txn->date, txn->seq};
    }
    arena_rewind(scratch->arena, mark);
    return OK;
}

static enum err newest_of_payee(struct ctx *c, struct store_tx *tx, struct looking *l, int64_t payee,
                                struct newest **out)
{
    for (struct newest *n = l->newest; n != NULL; n = n->next)
        if (n->payee == payee) {
            *out = n;
            return OK;
        }
    struct newest *n = *out = ARENA_NEW(c->arena, struct newest);
    *n = (struct newest){.payee = payee, .looking = l, .arena = c->arena, .next = l->newest};
    arena_defer(c->arena, release, n);
    l->newest = n;
    struct ctx scratch = {.arena = arena_new(), .now_us = c->now_us, .household = c->household};
    enum err e = embedding_txns_of_payee(&scratch, tx, payee, note, n);
    memcpy(c->why, scratch.why, sizeof c->why);
    c->retriable = scratch.retriable;
    arena_free(scratch.arena);
    return e;
}

/* *seq is 0 when there is none. */
static enum err newest_of(struct ctx *c, struct store_tx *tx, struct looking *l,
                          const struct embedding_hit *hit, int64_t *seq)
{
    struct newest *n;
    TRY(newest_of_payee(c, tx, l, hit->payee, &n));
    const int64_t *at = text_map_get(&n->at, hit->memo);
    *seq = at == NULL ? 0 : n->txns[*at].seq;
    return OK;
}

/* -- Answering */

/* Texts behind the `known` nearest ones. */
static enum err look(struct ctx *c, struct store_tx *tx, struct looking *l, size_t known,
                     const struct embedding_hit *hits, size_t count)
{
    for (size_t i = known; i < count && l->count < l->wanted; i++) {
        int64_t seq;
        TRY(newest_of(c, tx, l, &hits[i], &seq));
        if (seq == 0)
            continue;
        TRY(transaction_show_seq(c, tx, l->question->household, seq, &l->rows[l->count].txn));
        l->rows[l->count].score = hits[i].score;
        l->vectors[l->count++] = hits[i].vector;
    }
    return OK;
}

/* More and more texts, until enough of them have a transaction that counts. */
static enum err look_further(struct ctx *c, struct store_tx *tx, struct looking *l)
{
    size_t known = 0, count;
    for (l->near.k = 2 * l->wanted;; l->near.k = 4 * l->near.k) {
        struct embedding_hit *hits;
        l->near.k = l->near.k < VECTOR_HITS_MOST ? l->near.k : VECTOR_HITS_MOST;
        TRY(embedding_nearest(c, tx, &l->near, &hits, &count));
        TRY(look(c, tx, l, known, hits, count));
        if (l->count == l->wanted || count < l->near.k || count == VECTOR_HITS_MOST)
            return OK;
        known = count;
    }
}

static void make_diverse(struct ctx *c, struct looking *l, size_t limit)
{
    size_t dims = l->near.dims;
    float *at = ARENA_ARRAY(c->arena, float, l->count *dims + 1);
    struct vector_hit *hits = ARENA_ARRAY(c->arena, struct vector_hit, l->count + 1),
                      *taken = ARENA_ARRAY(c->arena, struct vector_hit, limit + 1);
    struct similar_row *rows = ARENA_ARRAY(c->arena, struct similar_row, limit + 1);
    for (size_t i = 0; i < l->count; i++) {
        memcpy(at + i * dims, l->vectors[i], dims * sizeof *at);
        hits[i] = (struct vector_hit){i, l->rows[i].score};
    }
    struct vector_set set = {.at = at, .count = l->count, .dims = dims};
    size_t count =
        vectors_diverse(c->arena, &set, hits, l->count, limit, (float)(1 - l->question->diverse), taken);
    for (size_t i = 0; i < count; i++)
        rows[i] = l->rows[taken[i].row];
    l->rows = rows;
    l->count = count;
}

static enum err answer(struct ctx *c, struct store *store, struct looking *l)
{
    const struct similar_question *q = l->question;
    struct store_tx *tx;
    struct embedding_model_row model;
    bool found;
    TRY(store_begin_read(c, store, &tx));
    TRY(embedding_model_find(c, tx, text_of(embedding_name(l->embedding)), &model, &found));
    l->near = (struct embedding_question){.household = q->household,
                                          .model = model.seq,
                                          .query = l->query,
                                          .dims = embedding_dims(l->embedding),
                                          .from = q->from,
                                          .to = q->to,
                                          .accounts = q->accounts,
                                          .account_count = q->account_count};
    if (found)
        TRY(look_further(c, tx, l));
    return store_commit(c, tx);
}

enum err similar_find(struct ctx *c, struct store *store, struct embedding *embedding,
                      const struct similar_question *question, struct similar_answer *out)
{
    enum { POOL = 4, STEPS = 1000 }; /* so many times as many to choose from, where they are to be diverse */
    struct looking l = {.question = question, .embedding = embedding};
    size_t limit = question->limit == 0 ? SIMILAR_LIMIT : (size_t)question->limit;
    struct text text;
    *out = (struct similar_answer){0};
    TRY(check(c, question));
    TRY(text_asked(c, store, question, &text));
    TRY(similar_catch_up(c, store, embedding, embedding_is_remote(embedding) ? 1 : STEPS, &out->complete));
    l.query = ARENA_ARRAY(c->arena, float, embedding_dims(embedding) + 1);
    TRY(embedding_make(c, embedding, &text, 1, l.query));
    l.wanted = question->diverse > 0 ? POOL * limit : limit;
    l.rows = ARENA_ARRAY(c->arena, struct similar_row, l.wanted);
    l.vectors = ARENA_ARRAY(c->arena, const float *, l.wanted);
    TRY(answer(c, store, &l));
    if (question->diverse > 0)
        make_diverse(c, &l, limit);
    out->rows = l.rows;
    out->count = l.count;
    return OK;
}

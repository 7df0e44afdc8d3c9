/* Vectors of the texts that transactions have, by model: a text is the name of a payee with words of a memo, and is kept once, however
 * many transactions have it. What they are for: finance/similar/README.md. */
#ifndef STORE_ENTITY_SERVED_EMBEDDING_H
#define STORE_ENTITY_SERVED_EMBEDDING_H

#include "base/date.h"
#include "store/store.h"

/* -- Models */

struct embedding_model_row {
    int64_t seq;
    struct text name;
    int64_t dims;
    int64_t txn, event; /* how far its vectors reach, in transactions and in the log */
};

/* By its name; *found. */
enum err embedding_model_find(struct ctx *c, struct store_tx *tx, struct text name,
                              struct embedding_model_row *out, bool *found) MUST_USE;
/* Takes its seq. ERR_CONFLICT when the name is there. */
enum err embedding_model_insert(struct ctx *c, struct store_tx *tx, struct embedding_model_row *row) MUST_USE;
/* Writes txn and event, if they still are what `before` says; *done. */
enum err embedding_model_move(struct ctx *c, struct store_tx *tx, const struct embedding_model_row *before,
                              int64_t txn, int64_t event, bool *done) MUST_USE;
enum err embedding_model_count(struct ctx *c, struct store_tx *tx, int64_t *out) MUST_USE;
/* Deletes at most `limit` texts of models other than this one, and those models that have none left; *left: is there more? */
enum err embedding_drop_others(struct ctx *c, struct store_tx *tx, int64_t model, int64_t limit,
                               bool *left) MUST_USE;
/* Every model with all it has. */
enum err embedding_clear(struct ctx *c, struct store_tx *tx) MUST_USE;

/* -- Texts */

struct embedding_row {
    int64_t seq, model, household, payee;
    struct text memo;
    const float *vector;
    size_t dims;
};

/* *seq is 0 when it is not there. */
enum err embedding_find(struct ctx *c, struct store_tx *tx, int64_t model, int64_t payee, struct text memo,
                        int64_t *seq) MUST_USE;
/* Takes its seq. */
enum err embedding_insert(struct ctx *c, struct store_tx *tx, struct embedding_row *row) MUST_USE;
/* All texts of a payee. */
enum err embedding_drop_payee(struct ctx *c, struct store_tx *tx, int64_t model, int64_t payee) MUST_USE;
/* How many a household has. */
enum err embedding_count(struct ctx *c, struct store_tx *tx, int64_t household, int64_t model,
                         int64_t *out) MUST_USE;

struct embedding_use_row {
    int64_t embedding, account, household;
    date first, last;
};
/* Its transactions lie there as well. */
enum err embedding_use_widen(struct ctx *c, struct store_tx *tx,
                             const struct embedding_use_row *row) MUST_USE;

/* -- Transactions that have texts: not void, with a payee */

struct embedding_txn {
    int64_t seq, account, household, payee;
    date date;
    struct text name, memo; /* until each() returns */
};
typedef enum err embedding_each(struct ctx *c, void *self, const struct embedding_txn *txn);

/* By number, first..last. */
enum err embedding_txns(struct ctx *c, struct store_tx *tx, int64_t first, int64_t last, embedding_each *each,
                        void *self) MUST_USE;
/* Those of a payee, by number. */
enum err embedding_txns_of_payee(struct ctx *c, struct store_tx *tx, int64_t payee, embedding_each *each,
                                 void *self) MUST_USE;
enum err embedding_txn_by_id(struct ctx *c, struct store_tx *tx, struct id id, embedding_each *each,
                             void *self) MUST_USE;

/* -- Looking */

struct embedding_question {
    int64_t household, model;
    const float *query;
    size_t dims;
    date from, to;           /* DATE_NONE: open */
    const int64_t *accounts; /* own ones */
    size_t account_count;    /* 0: any */
    size_t k;
};

struct embedding_hit {
    int64_t seq, payee;
    struct text memo;
    float *vector;
    float score; /* vectors_dot of the query with it */
};

/* The k texts with the highest inner products that may have transactions on these accounts in this time: best first, of equal ones by payee, then memo.
 * Into c->arena. The same on every store: where the database finds the nearest itself (store_vectors_nearest), what it finds is ranked
 * here. ERR_CORRUPT for a vector of another length. */
enum err embedding_nearest(struct ctx *c, struct store_tx *tx, const struct embedding_question *question,
                           struct embedding_hit **out, size_t *count) MUST_USE;

#endif

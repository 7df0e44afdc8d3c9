/* Transactions that resemble a text, or another transaction, by what the texts mean to a model (embedding/embedding.h). README.md in this
 * folder says how. */
#ifndef FINANCE_SIMILAR_SIMILAR_H
#define FINANCE_SIMILAR_SIMILAR_H

#include "embedding/embedding.h"
#include "finance/edit/shown.h"

enum { SIMILAR_LIMIT = 20, SIMILAR_LIMIT_MOST = 100, SIMILAR_TEXT_MAX = 1024 };

struct similar_question {
    int64_t household;
    struct text text; /* 1 to SIMILAR_TEXT_MAX bytes; of no meaning with txn */
    int64_t txn;      /* a transaction of the household, which is not among the answers; 0: the text counts */
    int64_t accounts[TXN_FILTER_ACCOUNTS];
    size_t account_count; /* 0: all own accounts */
    date from, to;        /* DATE_NONE: open */
    int limit;            /* 0: SIMILAR_LIMIT */
    double diverse;       /* 0: the nearest; up to 1: the more unlike each other */
};

struct similar_row {
    struct txn_shown txn;
    float score; /* the cosine with what was asked: 1 is the same */
};

struct similar_answer {
    struct similar_row *rows;
    size_t count;
    bool complete; /* all transactions have vectors */
};

/* Of each text (payee and words of the memo) its newest transaction that meets the conditions and is not void; the nearest first, unless they are to be diverse. First
 * gives new transactions their vectors: all of them where the model is on this machine, else some hundred, and then says what it found so far.
 * Not within a transaction. ERR_NOT_FOUND without such a transaction; ERR_INPUT, ERR_LIMIT name the field; errors of embedding_make. */
enum err similar_find(struct ctx *c, struct store *store, struct embedding *embedding,
                      const struct similar_question *question, struct similar_answer *out) MUST_USE;

/* Gives transactions their vectors, a bounded step at a time: reads beside the writers, asks the model outside of any transaction, and writes in a
 * unit of its own. Two at once do no harm, one of them works in vain. *complete: nothing is left. */
enum err similar_catch_up(struct ctx *c, struct store *store, struct embedding *embedding, int steps,
                          bool *complete) MUST_USE;

/* A chore of events/relay.h that does the same, and drops vectors of other models once all of this one are there. Zero to begin, but for the
 * first two. */
struct similar_chore {
    struct store *store;
    struct embedding *embedding;
    int64_t next_us; /* not before */
};
enum err similar_chore_run(struct ctx *c, void *self, int64_t *next_us) MUST_USE;

#endif

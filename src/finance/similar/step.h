/* Private: one step of giving transactions their vectors. */
#ifndef FINANCE_SIMILAR_STEP_H
#define FINANCE_SIMILAR_STEP_H

#include "base/text_map.h"
#include "finance/similar/similar.h"
#include "store/entity/served/embedding.h"

/* A text that transactions of the step have. */
struct step_text {
    int64_t payee, household;
    struct text name, memo;
    bool there;
    const float *vector; /* NULL: there, or not made */
    struct step_use *uses;
};

/* Where they lie. */
struct step_use {
    int64_t account;
    date first, last;
    struct step_use *next;
};

struct step {
    struct store *store;
    struct embedding *embedding;
    struct arena *arena;
    struct embedding_model_row before; /* seq 0: the model is new */
    int64_t txn, event;                /* where the step ends */
    bool idle;                         /* nothing is left to do */
    struct step_text *texts;
    size_t text_count, text_room, text_most;
    struct text_map by_key; /* payee and memo -> which text */
    int64_t *payees;        /* whose name changed: their texts are made anew */
    size_t payee_count;
    bool full; /* no more texts: `txn` is where it stopped */
};

/* Everything of it lives in c->arena. */
enum err step_gather(struct ctx *c, struct store *store, struct embedding *embedding,
                     struct step *out) MUST_USE;
enum err step_embed(struct ctx *c, struct step *step) MUST_USE;
/* *done is false when somebody else went ahead meanwhile: nothing was written then. */
enum err step_keep(struct ctx *c, struct step *step, bool *done) MUST_USE;

#endif

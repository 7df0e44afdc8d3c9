/* Steps, one after another: what is read, made, and kept. */
#include "finance/similar/step.h"
#include "finance/similar/words.h"
#include "store/entity/payee.h"

/* -- Making */

enum err step_embed(struct ctx *c, struct step *step)
{
    size_t count = 0, dims = embedding_dims(step->embedding);
    struct text *texts = ARENA_ARRAY(c->arena, struct text, step->text_count + 1);
    for (size_t i = 0; i < step->text_count; i++)
        if (!step->texts[i].there)
            texts[count++] = similar_text(c->arena, step->texts[i].name, step->texts[i].memo);
    for (size_t from = 0, i = 0; from < count;) {
        size_t some = count - from < EMBEDDING_TEXTS_MOST ? count - from : EMBEDDING_TEXTS_MOST, made = 0;
        void *room;
        TRY(arena_alloc_outside(c, some * dims * sizeof(float), &room));
        TRY(embedding_make(c, step->embedding, texts + from, some, room));
        for (; made < some; i++)
            if (!step->texts[i].there)
                step->texts[i].vector = (float *)room + made++ * dims;
        from += some;
    }
    return OK;
}

/* -- Keeping */

static enum err keep_text(struct ctx *c, struct store_tx *tx, const struct step *step, int64_t model,
                          const struct step_text *text)
{
    struct text name;
    struct embedding_row row = {.model = model,
                                .household = text->household,
                                .payee = text->payee,
                                .memo = text->memo,
                                .vector = text->vector,
                                .dims = embedding_dims(step->embedding)};
    TRY(embedding_find(c, tx, model, text->payee, text->memo, &row.seq));
    if (row.seq == 0) {
        /* Its payee may have become another's since, or the text went with that: the log says so, and the next step reads it. */
        TRY(payee_name(c, tx, text->payee, &name));
        if (name.at == NULL || text->vector == NULL)
            return OK;
        TRY(embedding_insert(c, tx, &row));
    }
    for (const struct step_use *use = text->uses; use != NULL; use = use->next)
        TRY(embedding_use_widen(c, tx,
                                &(struct embedding_use_row){.embedding = row.seq,
                                                            .account = use->account,
                                                            .household = text->household,
                                                            .first = use->first,
                                                            .last = use->last}));
    return OK;
}

/* The model's row says how far it is; who moves it may write. */
static enum err take_place(struct ctx *c, struct store_tx *tx, struct step *step, bool *ours)
{
    struct embedding_model_row row;
    if (step->before.seq != 0)
        return embedding_model_move(c, tx, &step->before, step->txn, step->event, ours);
    TRY(embedding_model_find(c, tx, step->before.name, &row, ours));
    *ours = !*ours;
    if (!*ours)
        return OK;
    step->before.txn = step->txn;
    step->before.event = step->event;
    return embedding_model_insert(c, tx, &step->before);
}

enum err step_keep(struct ctx *c, struct step *step, bool *done)
{
    struct store_tx *tx;
    int64_t household = c->household;
    c->household = 0; /* of all households */
    enum err e = store_begin_aside(c, step->store, &tx);
    c->household = household;
    TRY(e);
    TRY(take_place(c, tx, step, done));
    if (!*done) {
        store_rollback(tx);
        return OK;
    }
    for (size_t i = 0; i < step->payee_count; i++)
        TRY(embedding_drop_payee(c, tx, step->before.seq, step->payees[i]));
    for (size_t i = 0; i < step->text_count; i++) {
        struct arena_mark mark = arena_mark(c->arena);
        TRY(keep_text(c, tx, step, step->before.seq, &step->texts[i]));
        arena_rewind(c->arena, mark);
    }
    return store_commit(c, tx);
}

/* -- Steps */

static enum err take_step(struct ctx *c, struct store *store, struct embedding *embedding, bool *idle)
{
    struct step *step = ARENA_NEW(c->arena, struct step);
    bool done;
    TRY(step_gather(c, store, embedding, step));
    *idle = step->idle;
    if (step->idle)
        return OK;
    TRY(step_embed(c, step));
    return step_keep(c, step, &done);
}

enum err similar_catch_up(struct ctx *c, struct store *store, struct embedding *embedding, int steps,
                          bool *complete)
{
    *complete = false;
    for (int i = 0; i < steps && !*complete; i++) {
        struct arena_mark mark = arena_mark(c->arena);
        TRY(take_step(c, store, embedding, complete));
        arena_rewind(c->arena, mark);
    }
    return OK;
}

/* Another model's vectors are of no use once all of this one are there. */
static enum err drop_others(struct ctx *c, const struct similar_chore *chore, bool *left)
{
    enum { AT_ONCE = 1000 };
    struct store_tx *tx;
    struct embedding_model_row row;
    bool found, more = false;
    int64_t others = 0;
    *left = false;
    TRY(store_begin_read(c, chore->store, &tx));
    TRY(embedding_model_find(c, tx, text_of(embedding_name(chore->embedding)), &row, &found));
    TRY(embedding_model_count(c, tx, &others));
    store_rollback(tx);
    if (!found || others < 2)
        return OK;
    TRY(store_begin_aside(c, chore->store, &tx));
    TRY(embedding_drop_others(c, tx, row.seq, AT_ONCE, &more));
    *left = more;
    return store_commit(c, tx);
}

enum err similar_chore_run(struct ctx *c, void *self, int64_t *next_us)
{
    enum { LOOK_US = 1000000, WAIT_US = 30000000 };
    struct similar_chore *chore = self;
    bool complete, left = false;
    *next_us = chore->next_us;
    if (c->now_us < chore->next_us && chore->next_us - c->now_us <= WAIT_US) /* else the clock was set back */
        return OK;
    enum err e = similar_catch_up(c, chore->store, chore->embedding, 1, &complete);
    if (e == OK && complete)
        e = drop_others(c, chore, &left);
    chore->next_us = c->now_us + (e != OK ? WAIT_US : complete && !left ? LOOK_US : 0);
    *next_us = chore->next_us;
    return e;
}

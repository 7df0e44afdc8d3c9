/* When the index is brought up to date, and by how much. */
#include "finance/search/search.h"
#include "finance/search/step.h"

enum {
    FRESH_MIN =
        8192, /* so many new ones are indexed at once: a row costs a third of what it costs in slices of a thousand */
    QUIET_MIN =
        256, /* … or so many when none came for a while; fewer are read one by one by whoever searches */
    STALE_MIN = 512, /* so many changed ones make a slice be built anew */
    QUIET_US = 1000000,
    LOOK_US = 250000,
};

/* How much must wait for a step. */
struct patience {
    int64_t fresh, stale;
    int64_t quiet; /* while this is the newest transaction, QUIET_MIN are enough; 0: never */
};

static bool is_due(const struct patience *patience, const struct search_place *place)
{
    int64_t fresh = place->newest - place->txn;
    return fresh >= patience->fresh || (place->newest == patience->quiet && fresh >= QUIET_MIN);
}

/* An index that another version packed in another way is made anew. */
static enum err start(struct ctx *c, struct store *store)
{
    struct store_tx *tx;
    TRY(store_begin_bulk(c, store, &tx));
    TRY(search_clear(c, tx));
    TRY(search_place_put(c, tx, 0, SLICE_FORMAT));
    return store_commit(c, tx);
}

static enum err take_step(struct ctx *c, struct store *store, const struct patience *patience, bool *worked,
                          struct search_place *place)
{
    struct store_tx *tx;
    struct step *step;
    TRY(store_begin_read(c, store, &tx));
    TRY(step_begin(c, tx, &step));
    *place = step->place;
    *worked = true;
    if (place->format != SLICE_FORMAT) {
        store_rollback(tx);
        return start(c, store);
    }
    if (is_due(patience, place))
        TRY(step_fresh(step));
    else if (step->stale_txns >= patience->stale)
        TRY(step_stale(step));
    else
        *worked = false;
    store_rollback(tx);
    return *worked ? step_write(c, store, step, worked) : OK;
}

enum err search_catch_up(struct ctx *c, struct store *store)
{
    const struct patience none = {1, 1, 0};
    struct search_place place;
    for (bool worked = true; worked;) {
        struct arena_mark mark = arena_mark(c->arena);
        TRY(take_step(c, store, &none, &worked, &place));
        arena_rewind(c->arena, mark);
    }
    return OK;
}

enum err search_chore_run(struct ctx *c, void *self, int64_t *next_us)
{
    struct search_chore *chore = self;
    struct patience patience = {FRESH_MIN, STALE_MIN, 0};
    struct search_place place;
    bool worked;
    *next_us = chore->next_us;
    if (c->now_us < chore->next_us && chore->next_us - c->now_us <= LOOK_US) /* else the clock was set back */
        return OK;
    if (c->now_us - chore->since_us >= QUIET_US)
        patience.quiet = chore->newest;
    TRY(take_step(c, chore->store, &patience, &worked, &place));
    if (place.newest != chore->newest) {
        chore->newest = place.newest;
        chore->since_us = c->now_us;
    }
    *next_us = chore->next_us = c->now_us + (worked ? 0 : LOOK_US);
    return OK;
}

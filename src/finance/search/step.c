#include "finance/search/step.h"

#include "store/entity/account.h"

enum {
    MERGE_COUNT = 8,             /* neighbours of about one size that become one */
    MERGE_FIRST = 64,            /* sizes: below 64, 512, 4,096, 32,768 */
    MERGE_LAST = SLICE_TXNS / 2, /* slices that large stay as they are */
    GAP_MAX = 16, /* numbers between two that are read and dropped rather than asked for apart */
    STALE_ROWS_MAX = 1 << 20,
};

/* What is built for one household. */
struct step_group {
    int64_t household;
    struct slice_build *build;
    struct step *step;
    const int64_t *picked; /* the transactions to be read, ascending */
    size_t picked_count, picked_at;
    struct step_group *next;
};

/* Room for one more: the array, moved when it is full. */
static void *room(struct arena *arena, void *at, size_t count, size_t *size, size_t each)
{
    if (count < *size)
        return at;
    *size = *size == 0 ? 16 : *size * 2;
    void *more = arena_alloc(arena, *size * each);
    if (count > 0)
        memcpy(more, at, count * each);
    return more;
}

static void release(void *thing)
{
    struct step *step = thing;
    for (struct step_group *group = step->groups; group != NULL; group = group->next)
        slice_build_free(group->build);
    text_map_free(&step->groups_by_account);
    arena_free(step->scratch);
}

enum err step_begin(struct ctx *c, struct store_tx *tx, struct step **out)
{
    struct step *step = *out = ARENA_NEW(c->arena, struct step);
    *step = (struct step){.c = c, .tx = tx, .scratch = arena_new()};
    arena_defer(c->arena, release, step);
    TRY(search_place_get(c, tx, &step->place));
    TRY(search_stale_list(c, tx, STALE_ROWS_MAX, &step->stale, &step->stale_count));
    step->to = step->place.txn;
    for (size_t i = 0; i < step->stale_count; i++)
        for (int bit = 0; bit < SEARCH_BLOCK; bit++)
            step->stale_txns += stale_bit(&step->stale[i], bit, step->place.txn);
    return OK;
}

/* Reads transactions with a scratch arena, so that what each() keeps in the step's own arena stays. */
static enum err walk(struct step *step, int64_t first, int64_t last, walk_each *each, void *self)
{
    struct ctx scratch = {.arena = step->scratch, .now_us = step->c->now_us};
    enum err e = walk_numbers(&scratch, step->tx, first, last, each, self);
    if (e != OK)
        memcpy(step->c->why, scratch.why, sizeof scratch.why);
    return e;
}

/* -- Slices -- */

static void finish_slice(struct step_group *group)
{
    struct step *step = group->step;
    struct arena *arena = step->c->arena;
    step->images = room(arena, step->images, step->image_count, &step->image_size, sizeof *step->images);
    slice_build_finish(step->c, group->build, &step->images[step->image_count++]);
}

static void add(struct ctx *c, struct step_group *group, const struct walk_txn *txn)
{
    if (slice_build_is_full(group->build))
        finish_slice(group);
    slice_build_add(c, group->build, txn);
}

static struct step_group *group_of_household(struct step *step, int64_t household)
{
    for (struct step_group *group = step->groups; group != NULL; group = group->next)
        if (group->household == household)
            return group;
    struct step_group *group = ARENA_NEW(step->c->arena, struct step_group);
    *group = (struct step_group){
        .household = household, .build = slice_build_new(household), .step = step, .next = step->groups};
    step->groups = group;
    return group;
}

static enum err group_of_account(struct ctx *c, struct step *step, int64_t account, struct step_group **out)
{
    const struct text key = {(const char *)&account, sizeof account};
    const int64_t *known = text_map_get(&step->groups_by_account, key);
    if (known != NULL) {
        *out = (struct step_group *)(intptr_t)*known;
        return OK;
    }
    struct account_row row;
    TRY(account_by_seq(c, step->tx, account, &row));
    *out = group_of_household(step, row.household);
    text_map_put(&step->groups_by_account, key, (int64_t)(intptr_t)*out);
    return OK;
}

static enum err add_fresh(struct ctx *c, void *self, const struct walk_txn *txn)
{
    struct step_group *group;
    TRY(group_of_account(c, self, txn->row.account, &group));
    add(c, group, txn);
    return OK;
}

/* -- Building again what slices hold -- */

static enum err add_picked(struct ctx *c, void *self, const struct walk_txn *txn)
{
    struct step_group *group = self;
    while (group->picked_at < group->picked_count && group->picked[group->picked_at] < txn->row.seq)
        group->picked_at++;
    if (group->picked_at < group->picked_count && group->picked[group->picked_at] == txn->row.seq)
        add(c, group, txn);
    return OK;
}

/* Numbers that lie close are read in one go. */
static enum err build_picked(struct step_group *group)
{
    const int64_t *picked = group->picked;
    for (size_t i = 0, end; i < group->picked_count; i = end) {
        for (end = i + 1; end < group->picked_count && picked[end] - picked[end - 1] <= GAP_MAX;)
            end++;
        TRY(walk(group->step, picked[i], picked[end - 1], add_picked, group));
    }
    if (!slice_build_is_empty(group->build))
        finish_slice(group);
    return OK;
}

/* Takes the place of neighbours, in order of their numbers. */
static enum err rebuild(struct step_group *group, const struct search_slice_row *slices, size_t count)
{
    struct step *step = group->step;
    struct arena *arena = step->c->arena;
    int64_t *picked = ARENA_ARRAY(arena, int64_t, SLICE_TXNS), *part;
    group->picked = picked;
    group->picked_count = group->picked_at = 0;
    for (size_t i = 0; i < count; i++) {
        TRY(slice_txns(step->c, step->tx, &slices[i], &part));
        memcpy(picked + group->picked_count, part, (size_t)slices[i].txns * sizeof *part);
        group->picked_count += (size_t)slices[i].txns;
        step->drop = room(arena, step->drop, step->drop_count, &step->drop_size, sizeof *step->drop);
        step->drop[step->drop_count++] = slices[i].seq;
    }
    return build_picked(group);
}

/* Neighbours below one of the sizes, of which MERGE_COUNT are not much smaller: so each transaction is built a few
 * times in all, however they arrive, and there are few slices. Picks the first that fit into one. */
static bool pick_neighbours(const struct search_slice_row *slices, size_t count, size_t *first,
                            size_t *picked)
{
    for (int64_t size = MERGE_FIRST; size <= MERGE_LAST; size *= 8) {
        int alike = 0;
        *first = 0;
        for (size_t i = 0; i < count && alike < MERGE_COUNT; i++) {
            bool small = slices[i].txns < size;
            alike = small ? alike + (size == MERGE_FIRST || slices[i].txns * 8 >= size) : 0;
            *first = small ? *first : i + 1;
        }
        if (alike < MERGE_COUNT)
            continue;
        int64_t sum = 0;
        for (*picked = 0; *first + *picked < count; ++*picked) {
            const struct search_slice_row *slice = &slices[*first + *picked];
            sum += slice->txns;
            if (slice->txns >= size || sum > SLICE_TXNS)
                break;
        }
        return *picked > 1;
    }
    return false;
}

static enum err merge(struct step_group *group)
{
    struct search_slice_row *slices;
    size_t count, first, picked;
    TRY(search_slice_list(group->step->c, group->step->tx, group->household, &slices, &count));
    return pick_neighbours(slices, count, &first, &picked) ? rebuild(group, slices + first, picked) : OK;
}

/* -- The two kinds of steps -- */

enum err step_fresh(struct step *step)
{
    int64_t most = step->place.txn + SLICE_TXNS;
    step->to = step->place.newest < most ? step->place.newest : most;
    TRY(walk(step, step->place.txn + 1, step->to, add_fresh, step));
    for (struct step_group *group = step->groups; group != NULL; group = group->next)
        if (!slice_build_is_empty(group->build))
            finish_slice(group);
    for (struct step_group *group = step->groups; group != NULL; group = group->next)
        TRY(merge(group));
    return OK;
}

/* The one in the middle lies where most of them are. */
static int64_t stale_in_the_middle(const struct step *step)
{
    int64_t left = step->stale_txns / 2;
    for (size_t i = 0; i < step->stale_count; i++)
        for (int bit = 0; bit < SEARCH_BLOCK; bit++)
            if (stale_bit(&step->stale[i], bit, step->place.txn) && left-- == 0)
                return step->stale[i].block * SEARCH_BLOCK + bit;
    return 0;
}

static enum err slice_with(struct step *step, int64_t txn, int64_t household, struct search_slice_row *out,
                           bool *found)
{
    struct search_slice_row *slices;
    size_t count;
    TRY(search_slice_list(step->c, step->tx, household, &slices, &count));
    *found = false;
    for (size_t i = 0; i < count && !*found; i++) {
        *found = slices[i].txn_first <= txn && txn <= slices[i].txn_last;
        *out = slices[i];
    }
    return OK;
}

enum err step_stale(struct step *step)
{
    struct txn_row row;
    struct account_row account;
    struct search_slice_row slice;
    bool found = false;
    int64_t txn = stale_in_the_middle(step);
    enum err e = txn_by_seq(step->c, step->tx, txn, &row);
    if (e == OK) {
        TRY(account_by_seq(step->c, step->tx, row.account, &account));
        TRY(slice_with(step, txn, account.household, &slice, &found));
    } else if (e != ERR_NOT_FOUND) {
        return e;
    }
    if (found)
        return rebuild(group_of_household(step, account.household), &slice, 1);
    step->lost = txn;
    return OK;
}

/* -- Writing -- */

static bool is_built(const struct step *step, int64_t txn)
{
    for (size_t i = 0; i < step->image_count; i++) {
        const struct slice_image *image = step->images[i];
        const struct numbers txns = {image->txns, (size_t)image->row.txns};
        if (image->row.txn_first <= txn && txn <= image->row.txn_last && numbers_have(&txns, txn))
            return true;
    }
    return txn == step->lost;
}

/* The marks that the new slices make needless. A mark that was set again meanwhile stays. */
static enum err clear_marks(struct ctx *c, struct store_tx *tx, const struct step *step)
{
    for (size_t i = 0; i < step->stale_count; i++) {
        struct search_stale_row row = step->stale[i];
        for (int bit = 0; bit < SEARCH_BLOCK; bit++)
            if ((row.bits >> bit & 1) && !is_built(step, row.block * SEARCH_BLOCK + bit))
                row.bits &= ~(UINT64_C(1) << bit);
        if (row.bits != 0)
            TRY(search_stale_clear(c, tx, &row));
    }
    return OK;
}

static enum err write(struct ctx *c, struct store_tx *tx, struct step *step, bool *done)
{
    struct search_place now;
    TRY(search_place_get(c, tx, &now));
    *done = now.txn == step->place.txn && now.format == step->place.format;
    for (size_t i = 0; *done && i < step->drop_count; i++)
        TRY(search_slice_delete(c, tx, step->drop[i], done));
    if (!*done)
        return OK;
    for (size_t i = 0; i < step->image_count; i++)
        TRY(slice_image_write(c, tx, step->images[i]));
    TRY(clear_marks(c, tx, step));
    return search_place_put(c, tx, step->to, SLICE_FORMAT);
}

enum err step_write(struct ctx *c, struct store *store, struct step *step, bool *done)
{
    struct store_tx *tx;
    /* Alone in its group: small units need not wait for a megabyte to be on disk. */
    TRY(store_begin_bulk(c, store, &tx));
    TRY(write(c, tx, step, done));
    if (*done)
        return store_commit(c, tx);
    store_rollback(tx);
    return OK;
}

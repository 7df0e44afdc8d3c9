#include "finance/desk.h"

#include "base/text_map.h"
#include "finance/import/parts.h"
#include "store/entity/revision.h"

#include <stdlib.h>

enum {
    ACCOUNTS_MAX = 4096
}; /* kept of one household, categories counted; the others are looked up each time */

struct desk_place {
    int64_t household; /* 0: what is kept holds no longer than this transaction */
    int64_t revision;
    uint64_t used; /* when, in uses of the desk */
    struct store_tx *tx;
    int64_t opened_for;                   /* the household, also when nothing is to be kept */
    struct arena *arena;                  /* of what is kept */
    struct text_map accounts, categories; /* id or name -> index into rows; id or path -> seq */
    struct account_row *rows;
    size_t row_count, row_size;
    struct sorter *sorter;
};

struct desk {
    struct desk_place *places;
    size_t count;
    uint64_t uses;
};

static void place_clear(struct desk_place *place)
{
    arena_free(place->arena);
    text_map_free(&place->accounts);
    text_map_free(&place->categories);
    free(place->rows);
    *place = (struct desk_place){.household = 0};
}

struct desk *desk_new(size_t households)
{
    struct desk *desk = calloc(1, sizeof *desk);
    if (desk != NULL)
        desk->places = calloc(households, sizeof *desk->places);
    if (desk == NULL || desk->places == NULL)
        die("out of memory");
    desk->count = households;
    return desk;
}

void desk_free(struct desk *desk)
{
    if (desk == NULL)
        return;
    for (size_t i = 0; i < desk->count; i++)
        place_clear(&desk->places[i]);
    free(desk->places);
    free(desk);
}

/* The household's place, or the one that was not used for longest. */
static struct desk_place *find_place(struct desk *desk, int64_t household)
{
    struct desk_place *oldest = &desk->places[0];
    for (size_t i = 0; i < desk->count; i++) {
        struct desk_place *place = &desk->places[i];
        if (place->household == household)
            return place;
        if (place->used < oldest->used)
            oldest = place;
    }
    return oldest;
}

enum err desk_open(struct ctx *c, struct desk *desk, struct store_tx *tx, int64_t household,
                   struct desk_place **out)
{
    int64_t revision;
    struct desk_place *place = find_place(desk, household);
    TRY(revision_get(c, tx, household, &revision));
    if (place->household != household || place->revision != revision) {
        place_clear(place);
        place->household = place->opened_for = household;
        place->revision = revision;
        place->arena = arena_new();
    }
    place->tx = tx;
    place->used = ++desk->uses;
    *out = place;
    return OK;
}

/* The same unit of work, for what lives as long as the place. A failure's words are handed on by inner_end. */
static struct ctx inner_begin(const struct ctx *c, const struct desk_place *place)
{
    return (struct ctx){.arena = place->arena, .now_us = c->now_us};
}

static enum err inner_end(struct ctx *c, const struct ctx *inner, enum err e)
{
    if (e != OK) {
        memcpy(c->why, inner->why, sizeof c->why);
        c->retriable = inner->retriable;
    }
    return e;
}

static enum err look_up(struct ctx *c, const struct desk_place *place, struct text name,
                        struct account_row *out)
{
    struct id id;
    if (id_parse(name, &id)) {
        enum err e = account_by_id(c, place->tx, place->opened_for, id, out);
        if (e != ERR_NOT_FOUND)
            return e;
    }
    return account_by_name(c, place->tx, place->opened_for, name, out);
}

static bool is_full(const struct desk_place *place)
{
    return place->accounts.count + place->categories.count >= ACCOUNTS_MAX;
}

static size_t keep_row(struct desk_place *place, const struct account_row *row)
{
    if (place->row_count == place->row_size) {
        place->row_size = place->row_size == 0 ? 16 : place->row_size * 2;
        place->rows = realloc(place->rows, place->row_size * sizeof *place->rows);
        if (place->rows == NULL)
            die("out of memory");
    }
    place->rows[place->row_count] = *row;
    return place->row_count++;
}

enum err desk_account(struct ctx *c, struct desk_place *place, struct text account,
                      const struct account_row **out)
{
    const int64_t *known = text_map_get(&place->accounts, account);
    if (known != NULL) {
        *out = &place->rows[*known];
        return OK;
    }
    struct ctx inner = inner_begin(c, place);
    struct account_row *row = ARENA_NEW(c->arena, struct account_row);
    if (is_full(place))
        inner.arena = c->arena;
    enum err e = inner_end(c, &inner, look_up(&inner, place, account, row));
    if (e == ERR_NOT_FOUND)
        return fail_within(c, e, "account");
    TRY(e);
    if (!account_is_own(row->kind))
        return fail(c, ERR_INPUT, "account: %.*s is a category", TEXT_ARGS(account));
    if (!is_full(place))
        text_map_put(&place->accounts, account, (int64_t)keep_row(place, row));
    *out = row;
    return OK;
}

/* Nothing that is read from now on may be kept: should this transaction be rolled back, it never was. */
static enum err make_category(struct ctx *c, struct desk_place *place, struct text path, int64_t *seq)
{
    struct text_map made = {0};
    place->household = 0;
    place->used = 0;
    enum err e = category_seq(c, place->tx, place->opened_for, &made, path, seq);
    text_map_free(&made);
    return e;
}

enum err desk_category(struct ctx *c, struct desk_place *place, struct text category, int64_t *seq)
{
    const int64_t *known = text_map_get(&place->categories, category);
    if (known != NULL) {
        *seq = *known;
        return OK;
    }
    struct account_row row;
    enum err e = look_up(c, place, category, &row);
    if (e == ERR_NOT_FOUND)
        return make_category(c, place, category, seq);
    TRY(e);
    if (account_is_own(row.kind))
        return fail(c, ERR_INPUT, "\"%.*s\" is an account, not a category", TEXT_ARGS(category));
    if (!is_full(place))
        text_map_put(&place->categories, category, row.seq);
    *seq = row.seq;
    return OK;
}

enum err desk_sorter(struct ctx *c, struct desk_place *place, struct sorter **out)
{
    struct sorter_options how = {.household = place->opened_for};
    if (place->sorter == NULL) {
        struct ctx inner = inner_begin(c, place);
        struct sorter *sorter;
        TRY(inner_end(c, &inner, sorter_load(&inner, place->tx, &how, &sorter)));
        place->sorter = sorter;
    }
    *out = place->sorter;
    return OK;
}

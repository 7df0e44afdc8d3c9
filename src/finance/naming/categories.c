#include "finance/naming/categories.h"

#include "base/json.h"
#include "base/limits.h"
#include "bus/types.h"
#include "sorting/categories.h"
#include "sorting/rules.h"
#include "store/entity/edit/category_alias.h"
#include "store/entity/event.h"
#include "store/entity/sorting.h"
#include "store/entity/total.h"

#include <stdlib.h>

/* -- Looking -- */

static struct category_view view_of(const struct account_row *row)
{
    return (struct category_view){
        .id = row->id, .path = row->name, .kind = row->kind, .hidden = text_is(row->name, CATEGORY_OPENING)};
}

/* Expenses first, then income, then the rest. */
static int kind_order(enum account_kind kind)
{
    return kind == ACCOUNT_EXPENSE ? 0 : kind == ACCOUNT_INCOME ? 1 : 2;
}

static int in_order(const void *a, const void *b)
{
    const struct category_view *left = a, *right = b;
    int order = kind_order(left->kind) - kind_order(right->kind);
    return order != 0 ? order : text_compare(left->path, right->path);
}

static bool is_there(const struct account_row *rows, size_t count, struct text path)
{
    for (size_t i = 0; i < count; i++)
        if (text_equal(rows[i].name, path))
            return true;
    return false;
}

static bool was_renamed(const struct category_move *moves, size_t count, struct text path)
{
    for (size_t i = 0; i < count; i++)
        if (category_is_under(path, moves[i].from))
            return true;
    return false;
}

/* Those a household starts with, as far as they are not there and have no other name by now. */
static enum err add_defaults(struct ctx *c, struct store_tx *tx, int64_t household,
                             const struct account_row *rows, size_t row_count, struct category_view *out,
                             size_t *count)
{
    struct category_move *moves;
    size_t move_count;
    TRY(category_alias_list(c, tx, household, &moves, &move_count));
    for (size_t i = 0; i < category_default_count; i++) {
        struct account_row row = {.name = text_of(category_defaults[i])};
        if (is_there(rows, row_count, row.name) || was_renamed(moves, move_count, row.name))
            continue;
        if (category_kind(row.name, &row.kind))
            out[(*count)++] = view_of(&row);
    }
    return OK;
}

static enum err count_parts(struct ctx *c, struct store_tx *tx, const struct account_row *row,
                            struct category_view *view)
{
    return total_lines(c, tx, row->seq, &view->transactions);
}

enum err categories_list(struct ctx *c, struct store_tx *tx, int64_t household, bool used,
                         struct category_view **out, size_t *count)
{
    struct account_row *rows;
    size_t row_count;
    TRY(account_list(c, tx, household, &rows, &row_count));
    struct category_view *views =
        ARENA_ARRAY(c->arena, struct category_view, row_count + category_default_count + 1);
    *count = 0;
    for (size_t i = 0; i < row_count; i++) {
        struct category_view view = view_of(&rows[i]);
        if (account_is_own(rows[i].kind))
            continue;
        TRY(count_parts(c, tx, &rows[i], &view));
        if (!used || view.transactions > 0)
            views[(*count)++] = view;
    }
    if (!used)
        TRY(add_defaults(c, tx, household, rows, row_count, views, count));
    if (*count > 1)
        qsort(views, *count, sizeof *views, in_order);
    *out = views;
    return OK;
}

static enum err find(struct ctx *c, struct store_tx *tx, int64_t household, struct id id,
                     struct account_row *out)
{
    enum err e = account_by_id(c, tx, household, id, out);
    if (e == ERR_NOT_FOUND || (e == OK && account_is_own(out->kind)))
        return fail(c, ERR_NOT_FOUND, "there is no such category");
    return e;
}

enum err categories_show(struct ctx *c, struct store_tx *tx, int64_t household, struct id id,
                         struct category_view *out)
{
    struct account_row row;
    TRY(find(c, tx, household, id, &row));
    *out = view_of(&row);
    return count_parts(c, tx, &row, out);
}

/* -- Making -- */

static enum err check_path(struct ctx *c, struct text path, enum account_kind *kind)
{
    if (!category_is_valid(path) || !category_kind(path, kind) || account_is_own(*kind))
        return fail(
            c, ERR_INPUT,
            "path: a category begins with Expenses:, Income: or Equity:, and has no empty level and at most "
            "%d bytes",
            LIMIT_CATEGORY_TEXT);
    return OK;
}

enum err categories_add(struct ctx *c, struct store *store, int64_t household, struct text path,
                        struct id *id)
{
    struct store_tx *tx;
    struct text spelled = category_default_find(path);
    struct account_row row = {.household = household, .name = spelled.len > 0 ? spelled : path};
    TRY(check_path(c, row.name, &row.kind));
    TRY(store_begin(c, store, &tx));
    TRY(account_insert(c, tx, &row));
    TRY(category_alias_drop(c, tx, household, row.name));
    *id = row.id;
    return store_commit(c, tx);
}

/* -- Renaming -- */

struct renaming {
    struct store_tx *tx;
    struct account_row top;
    struct text to;
    struct account_row *
        *moved; /* the top and all below, shorter paths first: so none stands in another's way */
    size_t count;
};

static bool is_fixed(struct text path)
{
    return text_is(path, CATEGORY_EXPENSES_UNKNOWN) || text_is(path, CATEGORY_INCOME_UNKNOWN) ||
           text_is(path, CATEGORY_TRANSFERS) || text_is(path, CATEGORY_OPENING);
}

static enum err check_rename(struct ctx *c, const struct renaming *r)
{
    enum account_kind kind;
    TRY(check_path(c, r->to, &kind));
    if (is_fixed(r->top.name))
        return fail(c, ERR_CONFLICT, "Florin itself sorts into %.*s: it keeps its name",
                    TEXT_ARGS(r->top.name));
    if (kind != r->top.kind)
        return fail(c, ERR_INPUT, "path: %.*s stays what it is, one of %s", TEXT_ARGS(r->top.name),
                    r->top.kind == ACCOUNT_EXPENSE  ? "Expenses"
                    : r->top.kind == ACCOUNT_INCOME ? "Income"
                                                    : "Equity");
    if (!text_equal(r->to, r->top.name) && category_is_under(r->to, r->top.name))
        return fail(c, ERR_INPUT, "path: %.*s cannot go below itself", TEXT_ARGS(r->top.name));
    return OK;
}

static int shorter_first(const void *a, const void *b)
{
    size_t left = (*(struct account_row *const *)a)->name.len,
           right = (*(struct account_row *const *)b)->name.len;
    return left < right ? -1 : left > right;
}

/* Who goes along, and is there room where they go? */
static enum err gather(struct ctx *c, struct renaming *r)
{
    struct account_row *rows;
    size_t count;
    TRY(account_list(c, r->tx, r->top.household, &rows, &count));
    r->moved = ARENA_ARRAY(c->arena, struct account_row *, count + 1);
    for (size_t i = 0; i < count; i++)
        if (category_is_under(rows[i].name, r->top.name))
            r->moved[r->count++] = &rows[i];
    for (size_t i = 0; i < r->count; i++) {
        struct text to = category_moved(c->arena, r->moved[i]->name, r->top.name, r->to);
        if (is_fixed(r->moved[i]->name))
            return fail(c, ERR_CONFLICT, "Florin itself sorts into %.*s: it keeps its name",
                        TEXT_ARGS(r->moved[i]->name));
        if (to.len > LIMIT_CATEGORY_TEXT)
            return fail(c, ERR_LIMIT, "path: that of %.*s would be longer than %d bytes",
                        TEXT_ARGS(r->moved[i]->name), LIMIT_CATEGORY_TEXT);
        if (is_there(rows, count, to) && !category_is_under(to, r->top.name))
            return fail(c, ERR_CONFLICT, "path: there is a category %.*s already", TEXT_ARGS(to));
    }
    qsort(r->moved, r->count, sizeof(struct account_row *), shorter_first);
    return OK;
}

/* The names; what would still be sorted into an old one follows, and what once had the new one does not any more. */
static enum err move_names(struct ctx *c, const struct renaming *r)
{
    for (size_t i = 0; i < r->count; i++) {
        struct text to = category_moved(c->arena, r->moved[i]->name, r->top.name, r->to);
        TRY(account_rename(c, r->tx, r->moved[i]->seq, to));
        TRY(category_alias_drop(c, r->tx, r->top.household, to));
    }
    return category_alias_put(c, r->tx, r->top.household, r->top.name, r->top.seq);
}

static enum err move_rules(struct ctx *c, const struct renaming *r)
{
    struct rule_row *rows;
    size_t count;
    TRY(rule_list(c, r->tx, r->top.household, &rows, &count));
    for (size_t i = 0; i < count; i++) {
        struct text text;
        bool changed;
        TRY(rules_rename_category(c, rows[i].text, r->top.name, r->to, &text, &changed));
        if (changed)
            TRY(rule_set_text(c, r->tx, r->top.household, rows[i].seq, text));
    }
    return OK;
}

static enum err append_event(struct ctx *c, const struct renaming *r)
{
    char id[ID_TEXT_MAX];
    struct buf *data = buf_in_arena(c->arena);
    struct json j = json_into(data);
    json_object(&j);
    json_key_text(&j, "from", r->top.name);
    json_key_text(&j, "to", r->to);
    json_object_end(&j);
    struct event_row event = {.household = r->top.household,
                              .type = TEXT(EVENT_CATEGORY_RENAMED),
                              .subject =
                                  text_of(arena_printf(c->arena, "category/%s", id_format(r->top.id, id))),
                              .data = buf_view(data)};
    return event_append(c, r->tx, &event);
}

enum err categories_rename(struct ctx *c, struct store *store, int64_t household, struct id id,
                           struct text path)
{
    struct renaming r = {.to = path};
    TRY(store_begin(c, store, &r.tx));
    TRY(find(c, r.tx, household, id, &r.top));
    TRY(check_rename(c, &r));
    if (text_equal(r.top.name, path)) {
        store_rollback(r.tx);
        return OK;
    }
    TRY(gather(c, &r));
    TRY(move_names(c, &r));
    TRY(move_rules(c, &r));
    TRY(append_event(c, &r));
    return store_commit(c, r.tx);
}

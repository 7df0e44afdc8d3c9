#include "app/bench/support/payees/payees.h"

#include "app/bench/support/payees/osm.h"
#include "app/bench/support/table.h"
#include "base/hash.h"
#include "base/text_map.h"
#include "numerics/random.h"
#include "sorting/payee.h"

#include <stdlib.h>

enum { NO_COLUMN = -1, ROWS_MAX = 10000000, LABELS_MAX = 1000, FIELD_MAX = 512 };

struct columns {
    ptrdiff_t text, label, names, country, id, tree, key, value, amount, mcc;
};

/* While a file is read. */
struct reading {
    const struct payees_settings *settings;
    struct payees *out;
    struct columns k;
    struct buf *rows;
    struct text_map labels, groups; /* by name: their number, in the order they came */
    struct text *label_names;
};

static ptrdiff_t find_column(const struct table_lines *header, const char *name)
{
    for (size_t i = 0; i < header->count; i++)
        if (text_equal_nocase(text_trim(header->at[i]), text_of(name)))
            return (ptrdiff_t)i;
    return NO_COLUMN;
}

/* A last column that is none of the shape's own is the label. */
static ptrdiff_t last_unless(const struct table_lines *header, const char *const *own)
{
    ptrdiff_t last = (ptrdiff_t)header->count - 1;
    for (; *own != NULL; own++)
        if (find_column(header, *own) == last)
            return NO_COLUMN;
    return last;
}

static void find_brand_columns(struct reading *r, const struct table_lines *header)
{
    static const char *const own[] = {"tree",        "key",       "value",    "display_name",
                                      "match_names", "countries", "wikidata", NULL};
    struct columns *k = &r->k;
    r->out->shape = PAYEES_BRANDS;
    k->names = find_column(header, "match_names");
    k->country = find_column(header, "countries");
    k->id = find_column(header, "wikidata");
    k->tree = find_column(header, "tree");
    k->key = find_column(header, "key");
    k->value = find_column(header, "value");
    k->label = last_unless(header, own);
}

static void find_card_columns(struct reading *r, const struct table_lines *header)
{
    static const char *const own[] = {
        "date",         "gross_amount_gbp", "amount",      "merchant", "card_last4",
        "account_desc", "cost_centre_desc", "directorate", "mcc",      NULL};
    struct columns *k = &r->k;
    r->out->shape = PAYEES_CARDS;
    k->amount = find_column(header, "gross_amount_gbp");
    k->amount = k->amount == NO_COLUMN ? find_column(header, "amount") : k->amount;
    k->mcc = find_column(header, "mcc");
    k->label = last_unless(header, own);
    if (k->label == NO_COLUMN)
        k->label = find_column(header, "account_desc");
}

static enum err find_columns(struct ctx *c, struct reading *r, const struct table_lines *header)
{
    struct columns *k = &r->k;
    const char *text = r->settings->text;
    *k = (struct columns){NO_COLUMN, NO_COLUMN, NO_COLUMN, NO_COLUMN, NO_COLUMN,
                          NO_COLUMN, NO_COLUMN, NO_COLUMN, NO_COLUMN, NO_COLUMN};
    if (text == NULL && (k->text = find_column(header, "display_name")) != NO_COLUMN)
        find_brand_columns(r, header);
    else if (text == NULL && (k->text = find_column(header, "merchant")) != NO_COLUMN &&
             find_column(header, "account_desc") != NO_COLUMN)
        find_card_columns(r, header);
    else {
        k->text = text == NULL ? 0 : find_column(header, text);
        if (k->text == NO_COLUMN)
            return fail(c, ERR_INPUT, "%s has no column %s", header->file, text);
        k->label = (ptrdiff_t)header->count - 1;
        r->out->shape = PAYEES_PLAIN;
    }
    r->out->has_tree = k->tree != NO_COLUMN;
    bool by_key = k->label == NO_COLUMN && k->key != NO_COLUMN && k->value != NO_COLUMN;
    if ((k->label == NO_COLUMN && !by_key) || k->label == k->text)
        return fail(c, ERR_INPUT, "%s: no column is the label", header->file);
    r->out->label_column = by_key ? "key and value" : text_z(c->arena, header->at[k->label]);
    return OK;
}

static struct text field(const struct table_lines *lines, ptrdiff_t column)
{
    return column < 0 || (size_t)column >= lines->count ? TEXT("") : text_trim(lines->at[column]);
}

/* The category itself, or what stands before the second ':'. */
static struct text label_of(struct arena *arena, const struct reading *r, const struct table_lines *lines)
{
    if (r->k.label != NO_COLUMN)
        return field(lines, r->k.label);
    struct text key = field(lines, r->k.key), value = field(lines, r->k.value);
    if (r->settings->labels == PAYEES_RAW)
        return key.len == 0 ? key
                            : text_of(arena_printf(arena, "%.*s/%.*s", TEXT_ARGS(key), TEXT_ARGS(value)));
    struct text category = osm_category(key, value);
    ptrdiff_t first = text_find(category, TEXT(":"));
    ptrdiff_t second = first < 0 ? -1 : text_find(text_from(category, (size_t)first + 1), TEXT(":"));
    if (r->settings->labels == PAYEES_GROUPED && second >= 0)
        category.len = (size_t)(first + 1 + second);
    return category;
}

static int64_t number_of(struct text_map *map, struct text key)
{
    const int64_t *known = text_map_get(map, key);
    if (known != NULL)
        return *known;
    text_map_put(map, key, (int64_t)map->count);
    return (int64_t)map->count - 1;
}

static void read_payee(struct ctx *c, struct reading *r, const struct table_lines *lines, struct payee *out)
{
    struct text id = field(lines, r->k.id), amount = field(lines, r->k.amount), group;
    int64_t mcc;
    *out = (struct payee){.text = field(lines, r->k.text), .line = lines->line};
    out->names = field(lines, r->k.names);
    out->country = field(lines, r->k.country);
    out->payee = r->out->shape == PAYEES_BRANDS ? out->text : payee_clean(c->arena, out->text);
    if (amount.len > 0 && decimal_parse(amount, '.', &out->amount))
        out->amount.digits = -out->amount.digits; /* a card's line is positive where money went out */
    if (r->k.amount == NO_COLUMN)
        out->amount = (struct decimal){-1, 0};
    if (text_to_int(field(lines, r->k.mcc), &mcc) && mcc > 0 && mcc <= 9999)
        out->mcc = (int32_t)mcc;
    struct text key = payee_key(c->arena, out->payee);
    group = id.len > 0 ? text_of(arena_printf(c->arena, "id %.*s", TEXT_ARGS(id)))
                       : text_of(arena_printf(c->arena, "name %.*s", TEXT_ARGS(key)));
    out->group = (uint32_t)number_of(&r->groups, group);
}

static enum err read_row(struct ctx *c, struct reading *r, const struct table_lines *lines)
{
    struct payee row;
    if (r->settings->tree != NULL && r->k.tree != NO_COLUMN &&
        !text_is(field(lines, r->k.tree), r->settings->tree))
        return OK;
    if (++r->out->rows > ROWS_MAX)
        return fail(c, ERR_LIMIT, "%s has more than %d rows", lines->file, ROWS_MAX);
    struct text label = label_of(c->arena, r, lines);
    if (label.len == 0)
        return OK;
    if (label.len > FIELD_MAX)
        return fail(c, ERR_INPUT, "%s, line %zu: the label is longer than %d bytes", lines->file, lines->line,
                    FIELD_MAX);
    int64_t number = number_of(&r->labels, label);
    if (number == LABELS_MAX)
        return fail(c, ERR_LIMIT, "%s, line %zu: more than %d labels", lines->file, lines->line, LABELS_MAX);
    r->label_names[number] = label;
    read_payee(c, r, lines, &row);
    row.label = (int32_t)number;
    buf_add(r->rows, (const char *)&row, sizeof row);
    return OK;
}

struct label_count {
    int64_t count;
    int32_t label;
};

static int commonest_first(const void *a, const void *b)
{
    const struct label_count *x = a, *y = b;
    return x->count != y->count ? (x->count < y->count) - (x->count > y->count)
                                : (x->label > y->label) - (x->label < y->label);
}

/* Numbers the labels by how common they are and drops rows of those beyond labels_most. */
static void keep_labels(struct ctx *c, struct reading *r)
{
    struct payees *out = r->out;
    size_t count = r->labels.count, most = r->settings->labels_most;
    struct label_count *counts = ARENA_ARRAY(c->arena, struct label_count, count + 1);
    int32_t *place = ARENA_ARRAY(c->arena, int32_t, count + 1);
    for (size_t i = 0; i < count; i++)
        counts[i].label = (int32_t)i;
    for (size_t i = 0; i < out->count; i++)
        counts[out->at[i].label].count++;
    qsort(counts, count, sizeof *counts, commonest_first);
    out->label_count = most > 0 && most < count ? most : count;
    out->labels = ARENA_ARRAY(c->arena, struct text, out->label_count + 1);
    for (size_t i = 0; i < count; i++) {
        place[counts[i].label] = (int32_t)i;
        if (i < out->label_count)
            out->labels[i] = r->label_names[counts[i].label];
    }
    size_t kept = 0;
    for (size_t i = 0; i < out->count; i++) {
        out->at[i].label = place[out->at[i].label];
        if ((size_t)out->at[i].label < out->label_count)
            out->at[kept++] = out->at[i];
    }
    out->count = kept;
}

/* Deals the groups that are left to the folds by chance. */
static enum err deal_folds(struct ctx *c, struct reading *r)
{
    struct payees *out = r->out;
    uint32_t all = (uint32_t)r->groups.count, groups = 0;
    uint32_t *number = ARENA_ARRAY(c->arena, uint32_t, all + 1),
             *order = ARENA_ARRAY(c->arena, uint32_t, all + 1);
    for (size_t i = 0; i < out->count; i++) {
        uint32_t *n = &number[out->at[i].group];
        if (*n == 0)
            *n = ++groups;
        out->at[i].group = *n - 1;
    }
    if (groups < r->settings->folds || out->label_count < 2)
        return fail(c, ERR_INPUT, "%s has %zu labels and %u different payees: too few for %zu folds",
                    out->file, out->label_count, groups, r->settings->folds);
    for (uint32_t i = 0; i < groups; i++)
        order[i] = i;
    struct random chance = random_stream(r->settings->seed, 0);
    for (uint32_t i = groups - 1; i > 0; i--) {
        uint32_t k = random_below(&chance, i + 1), swapped = order[i];
        order[i] = order[k];
        order[k] = swapped;
    }
    for (size_t i = 0; i < out->count; i++)
        out->at[i].fold = (uint32_t)(order[out->at[i].group] % r->settings->folds);
    out->groups = groups;
    return OK;
}

static enum err read_all(struct ctx *c, struct reading *r)
{
    struct table_lines lines;
    bool more;
    TRY(table_lines_open(c, r->out->file, &lines));
    TRY(find_columns(c, r, &lines));
    for (;;) {
        TRY(table_lines_next(c, &lines, &more));
        if (!more)
            break;
        TRY(read_row(c, r, &lines));
    }
    r->out->at = (struct payee *)(void *)r->rows->at;
    r->out->labelled = r->out->count = r->rows->len / sizeof *r->out->at;
    keep_labels(c, r);
    return deal_folds(c, r);
}

enum err payees_shape(struct ctx *c, const char *file, const struct payees_settings *settings,
                      struct payees *out)
{
    struct arena_mark mark = arena_mark(c->arena);
    struct table_lines lines;
    struct reading r = {.settings = settings, .out = out};
    *out = (struct payees){.file = file};
    TRY(table_lines_open(c, file, &lines));
    TRY(find_columns(c, &r, &lines));
    out->label_column = NULL; /* lay in the arena */
    arena_rewind(c->arena, mark);
    return OK;
}

enum err payees_read(struct ctx *c, const char *file, const struct payees_settings *settings,
                     struct payees *out)
{
    *out = (struct payees){.file = file};
    struct reading r = {.settings = settings, .out = out, .rows = buf_in_arena(c->arena)};
    r.label_names = ARENA_ARRAY(c->arena, struct text, LABELS_MAX);
    enum err e = read_all(c, &r);
    text_map_free(&r.labels);
    text_map_free(&r.groups);
    return e;
}

/* The file's values with their places: mappings within mappings, and lists of plain values. */
#include "base/yaml/yaml.h"

#include "config/inner.h"

struct level {
    struct text path; /* of the mapping or list, without the key in hand */
    struct text key;  /* the key in hand; at NULL: a key is next */
    int key_line, key_column;
    bool list;
    struct buf *items; /* of a list */
    int line, column;  /* where it begins */
    int count;         /* of a mapping's entries */
};

struct reading {
    struct level levels[CONFIG_FILE_DEPTH];
    int depth, values;
    struct config_entry **end;
    int *line, *column;
};

static struct level *top(struct reading *r)
{
    return r->depth == 0 ? NULL : &r->levels[r->depth - 1];
}

static struct text join(struct ctx *c, struct text path, struct text key)
{
    if (path.len == 0)
        return key;
    return text_of(arena_printf(c->arena, "%.*s.%.*s", TEXT_ARGS(path), TEXT_ARGS(key)));
}

static void add_entry(struct ctx *c, struct reading *r, struct level *level, struct text value)
{
    struct config_entry *entry = ARENA_NEW(c->arena, struct config_entry);
    *entry = (struct config_entry){.path = join(c, level->path, level->key),
                                   .value = value,
                                   .line = *r->line,
                                   .column = *r->column,
                                   .key_line = level->key_line,
                                   .key_column = level->key_column};
    *r->end = entry;
    r->end = &entry->next;
    level->key = (struct text){0};
    level->count++;
}

static enum err push(struct ctx *c, struct reading *r, bool list)
{
    struct level *outer = top(r);
    if (outer == NULL && list)
        return fail(c, ERR_INPUT, "is a list: a configuration is lines of \"key: value\"");
    if (outer != NULL && (outer->list || outer->key.at == NULL))
        return fail(c, ERR_INPUT, "has a list or mapping where a plain value belongs");
    if (r->depth == CONFIG_FILE_DEPTH)
        return fail(c, ERR_INPUT, "is nested deeper than %d", CONFIG_FILE_DEPTH);
    r->levels[r->depth++] =
        (struct level){.path = outer == NULL ? (struct text){0} : join(c, outer->path, outer->key),
                       .list = list,
                       .items = list ? buf_in_arena(c->arena) : NULL,
                       .line = *r->line,
                       .column = *r->column};
    return OK;
}

static void pop(struct ctx *c, struct reading *r)
{
    struct level ended = r->levels[--r->depth];
    struct level *outer = top(r);
    if (outer == NULL)
        return;
    *r->line = ended.line;
    *r->column = ended.column;
    if (ended.list)
        buf_z(ended.items, "");
    if (ended.list || ended.count == 0) /* an empty mapping is nothing, but its key may be a wrong one */
        add_entry(c, r, outer, ended.list ? buf_view(ended.items) : (struct text){0});
    outer->count++;
    outer->key = (struct text){0};
}

static enum err take_value(struct ctx *c, struct reading *r, const struct yaml_piece *piece)
{
    struct level *level = top(r);
    struct text t = piece->text;
    if (++r->values > CONFIG_FILE_VALUES)
        return fail(c, ERR_INPUT, "has more than %d keys and values", CONFIG_FILE_VALUES);
    if (level == NULL)
        return piece->null ? OK : fail(c, ERR_INPUT, "holds no \"key: value\"");
    if (level->list) {
        if (memchr(t.at, ',', t.len) != NULL)
            return fail(c, ERR_INPUT, "has a comma within a list's part");
        if (level->items->len > 0)
            buf_char(level->items, ',');
        buf_text(level->items, t.len == 0 ? TEXT(" ") : t);
    } else if (level->key.at == NULL) {
        level->key = t;
        level->key_line = *r->line;
        level->key_column = *r->column;
    } else {
        add_entry(c, r, level, piece->null ? (struct text){0} : t);
    }
    return OK;
}

static enum err take_piece(struct ctx *c, struct reading *r, const struct yaml_piece *piece)
{
    switch (piece->kind) {
    case YAML_MAPPING:
        return push(c, r, false);
    case YAML_LIST:
        return push(c, r, true);
    case YAML_CLOSE:
        pop(c, r);
        return OK;
    case YAML_VALUE:
        return take_value(c, r, piece);
    case YAML_FILE_END:
        break;
    }
    return OK;
}

enum err config_yaml_read(struct ctx *c, struct text file, struct config_entry **out, int *line, int *column)
{
    struct reading *r = ARENA_NEW(c->arena, struct reading);
    struct yaml *yaml = yaml_open(c, file);
    struct yaml_piece piece;
    *r = (struct reading){.end = out, .line = line, .column = column};
    *out = NULL;
    *line = *column = 0;
    do {
        enum err e = yaml_next(c, yaml, &piece);
        *line = piece.line;
        *column = piece.column;
        TRY(e);
        TRY(take_piece(c, r, &piece));
    } while (piece.kind != YAML_FILE_END);
    yaml_close(yaml);
    return OK;
}

/* YAML, by libfyaml: the file's values with their places. Of YAML only what a configuration needs: one document, mappings, lists of plain values.
 * Anchors, aliases and tags are refused: they only make a value come from elsewhere than where it stands. */
#include "config/inner.h"

#include <libfyaml.h>

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
    struct fy_parser *parser;
    struct fy_diag *diag;
    struct level levels[CONFIG_FILE_DEPTH];
    int depth, values, documents;
    struct config_entry **end;
    int *line, *column;
};

static void release(void *thing)
{
    struct reading *r = thing;
    if (r->parser != NULL)
        fy_parser_destroy(r->parser);
    if (r->diag != NULL)
        fy_diag_destroy(r->diag);
}

static void say_nothing(struct fy_diag *diag, void *user, const char *at, size_t len)
{
    (void)diag, (void)user, (void)at, (void)len;
}

static void start(struct reading *r, struct text file)
{
    struct fy_diag_cfg quiet = {.output_fn = say_nothing, .level = FYET_ERROR, .module_mask = ~0U};
    r->diag = fy_diag_create(&quiet);
    if (r->diag == NULL)
        die("no memory for the configuration's file");
    fy_diag_set_collect_errors(r->diag, true);
    struct fy_parse_cfg how = {.search_path = "",
                               .flags = FYPCF_QUIET | FYPCF_COLLECT_DIAG | FYPCF_DISABLE_MMAP_OPT |
                                        FYPCF_JSON_NONE | FYPCF_DEFAULT_VERSION_1_2,
                               .diag = r->diag};
    r->parser = fy_parser_create(&how);
    if (r->parser == NULL || fy_parser_set_string(r->parser, file.at, file.len) != 0)
        die("no memory for the configuration's file");
}

static void stand_at(struct reading *r, const struct fy_mark *mark)
{
    if (mark != NULL) {
        *r->line = mark->line + 1;
        *r->column = mark->column + 1;
    }
}

/* The library's words up to the first quote: behind it may be a piece of the file, which may be a password. */
static enum err refuse_syntax(struct ctx *c, struct reading *r)
{
    void *at = NULL;
    const struct fy_diag_error *error = fy_diag_errors_iterate(r->diag, &at);
    if (error == NULL || error->msg == NULL)
        return fail(c, ERR_INPUT, "is no YAML");
    *r->line = error->line > 0 ? error->line : 0;
    *r->column = error->column > 0 ? error->column : 1;
    struct text words = text_of(error->msg);
    for (size_t i = 0; i < words.len; i++)
        if (words.at[i] == '\'' || words.at[i] == '"')
            words.len = i;
    return fail(c, ERR_INPUT, "is no good YAML: %.*s", TEXT_ARGS(text_trim(words)));
}

/* -- What events mean */

static struct level *top(struct reading *r)
{
    return r->depth == 0 ? NULL : &r->levels[r->depth - 1];
}

static enum err refuse_extras(struct ctx *c, const struct fy_token *anchor, const struct fy_token *tag)
{
    if (anchor != NULL)
        return fail(c, ERR_INPUT, "has an anchor (&): write the value where it belongs");
    if (tag != NULL)
        return fail(c, ERR_INPUT, "has a tag (!): write plain values");
    return OK;
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

/* The library's place of a quoted value is behind the quote. */
static void stand_at_quote(struct reading *r, const struct fy_event *event)
{
    enum fy_scalar_style style = fy_token_scalar_style(event->scalar.value);
    if ((style == FYSS_SINGLE_QUOTED || style == FYSS_DOUBLE_QUOTED) && *r->column > 1)
        --*r->column;
}

static bool is_null(const struct fy_event *event, struct text t)
{
    return fy_token_scalar_style(event->scalar.value) == FYSS_PLAIN &&
           (t.len == 0 || text_is(t, "~") || text_is(t, "null"));
}

static enum err take_scalar(struct ctx *c, struct reading *r, struct fy_event *event)
{
    struct level *level = top(r);
    struct text t = {0};
    stand_at_quote(r, event);
    TRY(refuse_extras(c, event->scalar.anchor, event->scalar.tag));
    if (++r->values > CONFIG_FILE_VALUES)
        return fail(c, ERR_INPUT, "has more than %d keys and values", CONFIG_FILE_VALUES);
    t.at = fy_token_get_text(event->scalar.value, &t.len);
    bool null = t.at == NULL || is_null(event, t);
    if (level == NULL)
        return null ? OK : fail(c, ERR_INPUT, "holds no \"key: value\"");
    if (!text_is_utf8(t)) /* written as an escape */
        return fail(c, ERR_INPUT, "has a NUL byte");
    t = null && t.at == NULL ? TEXT("") : text_copy(c->arena, t);
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
        add_entry(c, r, level, null ? (struct text){0} : t);
    }
    return OK;
}

static enum err take_event(struct ctx *c, struct reading *r, struct fy_event *event)
{
    stand_at(r, fy_event_start_mark(event));
    switch (event->type) {
    case FYET_DOCUMENT_START:
        return ++r->documents == 1 ? OK : fail(c, ERR_INPUT, "has a second document (---)");
    case FYET_ALIAS:
        *r->column -= *r->column > 1; /* behind the star */
        return fail(c, ERR_INPUT, "has an alias (*): write the value where it belongs");
    case FYET_MAPPING_START:
        TRY(refuse_extras(c, event->mapping_start.anchor, event->mapping_start.tag));
        return push(c, r, false);
    case FYET_SEQUENCE_START:
        TRY(refuse_extras(c, event->sequence_start.anchor, event->sequence_start.tag));
        return push(c, r, true);
    case FYET_MAPPING_END:
    case FYET_SEQUENCE_END:
        pop(c, r);
        return OK;
    case FYET_SCALAR:
        return take_scalar(c, r, event);
    default:
        return OK;
    }
}

static enum err take_events(struct ctx *c, struct reading *r)
{
    for (;;) {
        struct fy_event *event = fy_parser_parse(r->parser);
        if (event == NULL)
            return fy_parser_get_stream_error(r->parser) ? refuse_syntax(c, r) : OK;
        enum err e = take_event(c, r, event);
        fy_parser_event_free(r->parser, event);
        TRY(e);
    }
}

/* Where the first byte is that is no text. */
static enum err check_bytes(struct ctx *c, struct text file, int *line, int *column)
{
    if (text_is_utf8(file))
        return OK;
    int at_line = 1;
    for (struct text rest = file; rest.len > 0; at_line++) {
        const char *lf = memchr(rest.at, '\n', rest.len);
        struct text one = {rest.at, lf == NULL ? rest.len : (size_t)(lf - rest.at)};
        if (!text_is_utf8(one)) {
            *line = at_line;
            *column = 1;
            return fail(c, ERR_INPUT, "has a byte in this line that is no text in UTF-8");
        }
        rest = text_from(rest, one.len + 1);
    }
    return fail(c, ERR_INPUT, "is no text in UTF-8");
}

enum err config_yaml_read(struct ctx *c, struct text file, struct config_entry **out, int *line, int *column)
{
    struct reading *r = ARENA_NEW(c->arena, struct reading);
    *r = (struct reading){.end = out, .line = line, .column = column};
    *out = NULL;
    *line = *column = 0;
    TRY(check_bytes(c, file, line, column));
    if (file.len == 0)
        return OK;
    arena_defer(c->arena, release, r);
    start(r, file);
    return take_events(c, r);
}

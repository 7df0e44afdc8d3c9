/* YAML, by libfyaml: the file as a tree with places. Of YAML only what a policy needs: one document of mappings, lists and values. Anchors, aliases and
 * tags are refused: with them a value stands elsewhere than where it is read, and a small file can unfold to a large one. */
#include "policy/inner.h"

#include <libfyaml.h>
#include <stdarg.h>
#include <stdio.h>

struct reading {
    struct fy_parser *parser;
    struct fy_diag *diag;
    struct node *levels[POLICY_DEPTH_MAX];
    struct node key; /* of the level in hand, when one was read: value at NULL otherwise */
    struct node *root;
    int depth, nodes, documents;
    int line, column;
};

enum err refuse_at(struct ctx *c, int line, int column, const char *format, ...)
{
    char what[sizeof c->why];
    va_list args;
    va_start(args, format);
    int len = vsnprintf(what, sizeof what, format, args);
    va_end(args);
    if (len < 0)
        die("bad format \"%s\"", format);
    if (line <= 0)
        return fail(c, ERR_INPUT, "%s", what);
    return fail(c, ERR_INPUT, "line %d, column %d: %s", line, column, what);
}

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
        die("no memory for the policy's file");
    fy_diag_set_collect_errors(r->diag, true);
    struct fy_parse_cfg how = {.search_path = "",
                               .flags = FYPCF_QUIET | FYPCF_COLLECT_DIAG | FYPCF_DISABLE_MMAP_OPT |
                                        FYPCF_JSON_NONE | FYPCF_DEFAULT_VERSION_1_2,
                               .diag = r->diag};
    r->parser = fy_parser_create(&how);
    if (r->parser == NULL || fy_parser_set_string(r->parser, file.at, file.len) != 0)
        die("no memory for the policy's file");
}

/* The library's words up to the first quote: behind it stand bytes of the file. */
static enum err refuse_syntax(struct ctx *c, struct reading *r)
{
    void *at = NULL;
    const struct fy_diag_error *error = fy_diag_errors_iterate(r->diag, &at);
    if (error == NULL || error->msg == NULL)
        return fail(c, ERR_INPUT, "the policy is no YAML");
    struct text words = text_of(error->msg);
    for (size_t i = 0; i < words.len; i++)
        if (words.at[i] == '\'' || words.at[i] == '"')
            words.len = i;
    return refuse_at(c, error->line, error->column > 0 ? error->column : 1, "is no good YAML: %.*s",
                     TEXT_ARGS(text_trim(words)));
}

static enum err refuse_here(struct ctx *c, const struct reading *r, const char *what)
{
    return refuse_at(c, r->line, r->column, "%s", what);
}

static enum err refuse_extras(struct ctx *c, const struct reading *r, const struct fy_token *anchor,
                              const struct fy_token *tag)
{
    if (anchor != NULL)
        return refuse_here(c, r, "has an anchor (&): write the value where it belongs");
    if (tag != NULL)
        return refuse_here(c, r, "has a tag (!): write plain values");
    return OK;
}

static struct node *top(struct reading *r)
{
    return r->depth == 0 ? NULL : r->levels[r->depth - 1];
}

static enum err count_node(struct ctx *c, struct reading *r)
{
    if (++r->nodes > POLICY_NODES_MAX)
        return fail(c, ERR_LIMIT, "line %d, column %d: the policy has more than %d keys and values", r->line,
                    r->column, POLICY_NODES_MAX);
    return OK;
}

/* Puts a new node where it belongs: at the root, at the end of a list, behind the key in hand. */
static enum err attach(struct ctx *c, struct reading *r, struct node *node)
{
    struct node *outer = top(r);
    node->line = r->line;
    node->column = r->column;
    TRY(count_node(c, r));
    if (outer == NULL) {
        r->root = node;
        return OK;
    }
    if (outer->type == NODE_MAPPING) {
        if (r->key.key.at == NULL)
            return refuse_here(c, r, "has a list or mapping where a key belongs");
        node->key = r->key.key;
        node->key_line = r->key.key_line;
        node->key_column = r->key.key_column;
        r->key.key.at = NULL;
    }
    if (outer->last == NULL)
        outer->first = node;
    else
        outer->last->next = node;
    outer->last = node;
    outer->count++;
    return OK;
}

static enum err push(struct ctx *c, struct reading *r, enum node_type type)
{
    struct node *node = ARENA_NEW(c->arena, struct node);
    node->type = type;
    TRY(attach(c, r, node));
    if (r->depth == POLICY_DEPTH_MAX)
        return fail(c, ERR_LIMIT, "line %d, column %d: the policy is nested deeper than %d", r->line,
                    r->column, POLICY_DEPTH_MAX);
    r->levels[r->depth++] = node;
    return OK;
}

static enum err take_key(struct ctx *c, struct reading *r, const struct node *mapping, struct text key)
{
    TRY(count_node(c, r));
    if (key.len == 0)
        return refuse_here(c, r, "a key is empty");
    if (mapping->count > RULE_KEYS)
        return refuse_here(c, r, "has more keys than there are");
    for (const struct node *n = mapping->first; n != NULL; n = n->next)
        if (text_equal(n->key, key))
            return refuse_at(c, r->line, r->column, "%.*s stands here a second time (first: line %d)",
                             TEXT_ARGS(text_glimpse(key)), n->key_line);
    r->key = (struct node){.key = key, .key_line = r->line, .key_column = r->column};
    return OK;
}

/* Piece by piece: fy_token_get_text of libfyaml 0.7 leaks memory for quoted values of many pieces. NUL-terminated, in the arena. */
static struct text text_of_token(struct ctx *c, struct fy_token *token)
{
    struct buf all = {0};
    struct fy_token_iter *iter = fy_token_iter_create(token);
    if (iter == NULL)
        die("no memory for the policy's file");
    for (const struct fy_iter_chunk *one = NULL; (one = fy_token_iter_chunk_next(iter, one, NULL)) != NULL;)
        buf_add(&all, one->str, one->len);
    fy_token_iter_destroy(iter);
    struct text t = all.len == 0 ? TEXT("") : text_copy(c->arena, buf_view(&all));
    buf_free(&all);
    return t;
}

static enum err take_scalar(struct ctx *c, struct reading *r, struct fy_event *event)
{
    struct node *outer = top(r);
    struct text t;
    enum fy_scalar_style style = fy_token_scalar_style(event->scalar.value);
    if ((style == FYSS_SINGLE_QUOTED || style == FYSS_DOUBLE_QUOTED) && r->column > 1)
        r->column--; /* the library's place is behind the quote */
    TRY(refuse_extras(c, r, event->scalar.anchor, event->scalar.tag));
    t = text_of_token(c, event->scalar.value);
    if (!text_is_utf8(t)) /* written as an escape */
        return refuse_here(c, r, "has a NUL byte");
    bool null = style == FYSS_PLAIN && (t.len == 0 || text_is(t, "~") || text_is(t, "null"));
    if (outer == NULL && null)
        return OK; /* a file of comments */
    if (outer != NULL && outer->type == NODE_MAPPING && r->key.key.at == NULL)
        return take_key(c, r, outer, t);
    if (null && outer != NULL && outer->type == NODE_MAPPING)
        return refuse_at(c, r->key.key_line, r->key.key_column, "%.*s has no value",
                         TEXT_ARGS(text_glimpse(r->key.key)));
    if (null)
        return refuse_here(c, r, "an item of a list is empty");
    struct node *node = ARENA_NEW(c->arena, struct node);
    node->value = t;
    return attach(c, r, node);
}

static enum err take_event(struct ctx *c, struct reading *r, struct fy_event *event)
{
    const struct fy_mark *mark = fy_event_start_mark(event);
    if (mark != NULL) {
        r->line = mark->line + 1;
        r->column = mark->column + 1;
    }
    switch (event->type) {
    case FYET_DOCUMENT_START:
        return ++r->documents == 1 ? OK : refuse_here(c, r, "has a second document (---)");
    case FYET_ALIAS:
        r->column -= r->column > 1; /* behind the star */
        return refuse_here(c, r, "has an alias (*): write the value where it belongs");
    case FYET_MAPPING_START:
        TRY(refuse_extras(c, r, event->mapping_start.anchor, event->mapping_start.tag));
        return push(c, r, NODE_MAPPING);
    case FYET_SEQUENCE_START:
        TRY(refuse_extras(c, r, event->sequence_start.anchor, event->sequence_start.tag));
        return push(c, r, NODE_LIST);
    case FYET_MAPPING_END:
    case FYET_SEQUENCE_END:
        r->depth--;
        return OK;
    case FYET_SCALAR:
        return take_scalar(c, r, event);
    default:
        return OK;
    }
}

enum err policy_yaml_read(struct ctx *c, struct text file, struct node **out)
{
    struct reading *r = ARENA_NEW(c->arena, struct reading);
    *out = NULL;
    if (!text_is_utf8(file))
        return fail(c, ERR_INPUT, "the policy is no text in UTF-8");
    if (file.len == 0)
        return OK;
    arena_defer(c->arena, release, r);
    start(r, file);
    for (;;) {
        struct fy_event *event = fy_parser_parse(r->parser);
        if (event == NULL)
            break;
        enum err e = take_event(c, r, event);
        fy_parser_event_free(r->parser, event);
        TRY(e);
    }
    if (fy_parser_get_stream_error(r->parser))
        return refuse_syntax(c, r);
    *out = r->root;
    release(r); /* a policy lives long, and what was needed to read it is large */
    r->parser = NULL;
    r->diag = NULL;
    return OK;
}

/* The file as a tree with places. */
#include "base/yaml/yaml.h"

#include "policy/inner.h"

#include <stdarg.h>
#include <stdio.h>

struct reading {
    struct node *levels[POLICY_DEPTH_MAX];
    struct node key; /* of the level in hand, when one was read: value at NULL otherwise */
    struct node *root;
    int depth, nodes;
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

static enum err refuse_here(struct ctx *c, const struct reading *r, const char *what)
{
    return refuse_at(c, r->line, r->column, "%s", what);
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

static enum err take_value(struct ctx *c, struct reading *r, const struct yaml_piece *piece)
{
    struct node *outer = top(r);
    if (outer == NULL && piece->null)
        return OK; /* a file of comments */
    if (outer != NULL && outer->type == NODE_MAPPING && r->key.key.at == NULL)
        return take_key(c, r, outer, piece->text);
    if (piece->null && outer != NULL && outer->type == NODE_MAPPING)
        return refuse_at(c, r->key.key_line, r->key.key_column, "%.*s has no value",
                         TEXT_ARGS(text_glimpse(r->key.key)));
    if (piece->null)
        return refuse_here(c, r, "an item of a list is empty");
    struct node *node = ARENA_NEW(c->arena, struct node);
    node->value = piece->text;
    return attach(c, r, node);
}

static enum err take_piece(struct ctx *c, struct reading *r, const struct yaml_piece *piece)
{
    switch (piece->kind) {
    case YAML_MAPPING:
        return push(c, r, NODE_MAPPING);
    case YAML_LIST:
        return push(c, r, NODE_LIST);
    case YAML_CLOSE:
        r->depth--;
        return OK;
    case YAML_VALUE:
        return take_value(c, r, piece);
    case YAML_FILE_END:
        break;
    }
    return OK;
}

enum err policy_yaml_read(struct ctx *c, struct text file, struct node **out)
{
    struct reading *r = ARENA_NEW(c->arena, struct reading);
    struct yaml *yaml = yaml_open(c, file);
    struct yaml_piece piece;
    *out = NULL;
    do {
        enum err e = yaml_next(c, yaml, &piece);
        r->line = piece.line;
        r->column = piece.column;
        if (e != OK && r->line > 0)
            return fail_within(c, e, "line %d, column %d", r->line, r->column);
        if (e != OK)
            return fail_within(c, e, "the policy");
        TRY(take_piece(c, r, &piece));
    } while (piece.kind != YAML_FILE_END);
    yaml_close(yaml); /* a policy lives long, and what was needed to read it is large */
    *out = r->root;
    return OK;
}

/* A category that is called otherwise, in rules that name it: the text is changed where it stands, nothing is printed anew. */
#include "sorting/categories.h"
#include "sorting/rules_inner.h"

struct renaming {
    struct ctx *c;
    struct text from, to;
    struct buf *out;
    bool changed;
};

/* The last word of an action says what the texts behind it are. */
enum action { ACTION_OTHER, ACTION_CATEGORY, ACTION_SPLIT };

static enum action action_of(const struct lexer *x, enum action now)
{
    if (x->now.kind != TOKEN_WORD || lexer_sees(x, "rest"))
        return now;
    return lexer_sees(x, "category") ? ACTION_CATEGORY : lexer_sees(x, "split") ? ACTION_SPLIT : ACTION_OTHER;
}

/* Copies the line, its categories renamed, up to its end. */
static enum err rename_in_actions(struct renaming *r, struct text line)
{
    struct lexer x;
    enum action action = ACTION_OTHER;
    size_t copied = 0;
    bool in_actions = false;
    TRY(lexer_begin(&x, r->c, line, 1));
    while (x.now.kind != TOKEN_END) {
        in_actions = in_actions || lexer_sees(&x, "->");
        action = in_actions ? action_of(&x, action) : ACTION_OTHER;
        if (x.now.kind == TOKEN_STRING && action != ACTION_OTHER && category_is_under(x.now.text, r->from)) {
            buf_add(r->out, line.at + copied, x.now.at - copied);
            rule_print_string(category_moved(r->c->arena, x.now.text, r->from, r->to), r->out);
            copied = x.at;
            r->changed = true;
        }
        TRY(lexer_next(&x));
    }
    buf_text(r->out, text_from(line, copied));
    return OK;
}

/* pattern TAB category */
static void rename_behind_tab(struct renaming *r, struct text line)
{
    const char *tab = memchr(line.at, '\t', line.len);
    size_t start = tab == NULL ? line.len : (size_t)(tab - line.at) + 1;
    struct text rest = text_from(line, start), category = text_trim(rest);
    if (!category_is_under(category, r->from)) {
        buf_text(r->out, line);
        return;
    }
    buf_add(r->out, line.at, start);
    buf_text(r->out, category_moved(r->c->arena, category, r->from, r->to));
    r->changed = true;
}

static enum err rename_line(struct renaming *r, struct text line)
{
    struct rules *rules;
    TRY(rules_parse(r->c, line, &rules));
    if (rules->count == 0)
        buf_text(r->out, line);
    else if (rules->all[0].simple)
        rename_behind_tab(r, line);
    else
        TRY(rename_in_actions(r, line));
    return OK;
}

/* Most rules name other categories. What would be escaped in quotes is looked at more closely. */
static bool may_name(struct text all, struct text category)
{
    return text_find(all, category) >= 0 || text_find(category, TEXT("\"")) >= 0 ||
           text_find(category, TEXT("\\")) >= 0;
}

enum err rules_rename_category(struct ctx *c, struct text all, struct text from, struct text to,
                               struct text *out, bool *changed)
{
    struct renaming r = {.c = c, .from = from, .to = to, .out = buf_in_arena(c->arena)};
    struct text rest = all;
    *out = all;
    *changed = false;
    while (rest.len > 0 && may_name(all, from)) {
        const char *newline = memchr(rest.at, '\n', rest.len);
        size_t len = newline == NULL ? rest.len : (size_t)(newline - rest.at);
        TRY(rename_line(&r, (struct text){rest.at, len}));
        if (newline != NULL)
            buf_char(r.out, '\n');
        rest = text_from(rest, len + 1);
    }
    if (r.changed)
        *out = buf_view(r.out);
    *changed = r.changed;
    return OK;
}

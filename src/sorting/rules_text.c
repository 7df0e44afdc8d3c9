/* A rule as text: its words coming in, and the whole going out. */
#include "sorting/categories.h"
#include "sorting/rules_inner.h"

#include <stdarg.h>
#include <stdio.h>

/* Columns are counted in characters, from 1. */
static size_t column_of(const struct lexer *x, size_t at)
{
    size_t column = 1;
    for (size_t i = 0; i < at && i < x->line.len; i++)
        column += ((unsigned char)x->line.at[i] & 0xC0) != 0x80;
    return column;
}

enum err lexer_fail(const struct lexer *x, enum err code, const char *format, ...)
{
    char what[240];
    va_list args;
    va_start(args, format);
    vsnprintf(what, sizeof what, format, args);
    va_end(args);
    return fail(x->c, code, "line %zu, column %zu: %s", x->line_number, column_of(x, x->now.at), what);
}

enum err lexer_expected(const struct lexer *x, const char *what)
{
    if (x->now.kind == TOKEN_END)
        return lexer_fail(x, ERR_INPUT, "expected %s, but the line ends", what);
    struct text shown = text_from(x->line, x->now.at);
    size_t len = x->now.kind == TOKEN_STRING ? 12 : x->now.text.len;
    if (len > 24)
        len = 24;
    if (shown.len > len)
        shown.len = len;
    while (shown.len > 0 && shown.len < x->line.len - x->now.at &&
           ((unsigned char)x->line.at[x->now.at + shown.len] & 0xC0) == 0x80)
        shown.len--;
    return lexer_fail(x, ERR_INPUT, "expected %s, found %.*s", what, TEXT_ARGS(shown));
}

static bool is_word_char(char ch)
{
    return ascii_alpha(ch) || ascii_digit(ch) || ch == '-' || ch == '_';
}

static bool is_escape(struct text line, size_t i)
{
    return line.at[i] == '\\' && i + 1 < line.len && (line.at[i + 1] == '"' || line.at[i + 1] == '\\');
}

/* A text in quotes: \" and \\ are escapes, any other backslash is one, so that patterns read well. */
static enum err read_string(struct lexer *x)
{
    size_t start = x->at + 1, end = start;
    while (end < x->line.len && x->line.at[end] != '"')
        end += is_escape(x->line, end) ? 2 : 1;
    if (end >= x->line.len)
        return lexer_fail(x, ERR_INPUT, "the quote that begins here does not end");
    char *out = arena_alloc(x->c->arena, end - start + 1);
    size_t len = 0;
    for (size_t i = start; i < end; i++) {
        i += is_escape(x->line, i);
        out[len++] = x->line.at[i];
    }
    x->now.kind = TOKEN_STRING;
    x->now.text = (struct text){out, len};
    x->at = end + 1;
    return OK;
}

static bool starts_number(struct text rest)
{
    size_t sign = rest.at[0] == '-' || rest.at[0] == '+';
    return rest.len > sign && ascii_digit(rest.at[sign]);
}

static size_t symbol_length(struct text rest)
{
    static const char *const symbols[] = {"->", "!=", "<=", ">=", "=", "<", ">", "(", ")", ",", "%"};
    for (size_t i = 0; i < sizeof symbols / sizeof symbols[0]; i++)
        if (text_starts(rest, text_of(symbols[i])))
            return strlen(symbols[i]);
    return 0;
}

enum err lexer_next(struct lexer *x)
{
    while (x->at < x->line.len && ascii_space(x->line.at[x->at]))
        x->at++;
    struct text rest = text_from(x->line, x->at);
    x->now = (struct token){TOKEN_END, {rest.at, 0}, x->at};
    if (rest.len == 0 || rest.at[0] == '#')
        return OK;
    if (rest.at[0] == '"')
        return read_string(x);
    size_t len = symbol_length(rest);
    if (len > 0) {
        x->now.kind = TOKEN_SYMBOL;
    } else if (starts_number(rest)) {
        x->now.kind = TOKEN_NUMBER;
        for (len = 1;
             len < rest.len && (ascii_digit(rest.at[len]) || rest.at[len] == '.' || rest.at[len] == '-');
             len++)
            continue;
    } else {
        x->now.kind = TOKEN_WORD;
        while (len < rest.len && is_word_char(rest.at[len]))
            len++;
    }
    if (len == 0)
        return lexer_fail(x, ERR_INPUT,
                          "this character means nothing in a rule; texts stand in double quotes");
    x->now.text = (struct text){rest.at, len};
    x->at += len;
    return OK;
}

enum err lexer_begin(struct lexer *x, struct ctx *c, struct text line, size_t line_number)
{
    *x = (struct lexer){.c = c, .line = line, .line_number = line_number};
    return lexer_next(x);
}

bool lexer_sees(const struct lexer *x, const char *word)
{
    return (x->now.kind == TOKEN_WORD || x->now.kind == TOKEN_SYMBOL) &&
           text_equal_nocase(x->now.text, text_of(word));
}

/* --- printing --- */

static void print_string(struct text t, struct buf *out)
{
    buf_char(out, '"');
    for (size_t i = 0; i < t.len; i++) {
        if (t.at[i] == '"' || t.at[i] == '\\')
            buf_char(out, '\\');
        buf_char(out, t.at[i]);
    }
    buf_char(out, '"');
}

static void print_decimal(struct decimal d, struct buf *out)
{
    char text[DECIMAL_TEXT_MAX];
    buf_z(out, decimal_format(d, text));
}

static void print_number(enum field field, struct decimal d, struct buf *out)
{
    char text[DATE_TEXT_MAX];
    if (field == FIELD_DATE)
        buf_z(out, date_format((date)d.digits, text));
    else
        print_decimal(d, out);
}

static void print_leaf(const struct test *t, struct buf *out)
{
    buf_z(out, rule_field_names[t->field]);
    buf_char(out, ' ');
    if (t->kind == TEST_TEXT) {
        buf_z(out, rule_text_ops[t->op]);
        buf_char(out, ' ');
        print_string(t->value, out);
        return;
    }
    if (t->field == FIELD_WEEKDAY) {
        buf_printf(out, "is %s", rule_weekdays[t->low.digits]);
        return;
    }
    buf_z(out, rule_number_ops[t->op]);
    buf_char(out, ' ');
    print_number(t->field, t->low, out);
    if (t->op == OP_BETWEEN) {
        buf_z(out, " and ");
        print_number(t->field, t->high, out);
    }
}

/* `or` binds loosest, then `and`, then `not`: parentheses stand where a child binds looser than its parent.
 */
static void print_test(const struct test *t, enum test_kind parent, struct buf *out)
{
    bool list = t->kind == TEST_AND || t->kind == TEST_OR;
    bool parentheses = list && (parent == TEST_NOT || (parent == TEST_AND && t->kind == TEST_OR));
    if (parentheses)
        buf_char(out, '(');
    if (t->kind == TEST_ALWAYS)
        buf_z(out, "always");
    else if (t->kind == TEST_NOT) {
        buf_z(out, "not ");
        print_test(t->first, TEST_NOT, out);
    } else if (!list)
        print_leaf(t, out);
    for (const struct test *child = list ? t->first : NULL; child != NULL; child = child->next) {
        if (child != t->first)
            buf_z(out, t->kind == TEST_AND ? " and " : " or ");
        print_test(child, t->kind, out);
    }
    if (parentheses)
        buf_char(out, ')');
}

static void print_parts(const struct rule *rule, struct buf *out)
{
    for (size_t i = 0; i < rule->part_count; i++) {
        const struct rule_part *part = &rule->parts[i];
        buf_z(out, i == 0 ? "split " : ", ");
        print_string(part->category, out);
        buf_char(out, ' ');
        if (part->kind == RULE_PART_REST)
            buf_z(out, "rest");
        else
            print_decimal(part->value, out);
        if (part->kind == RULE_PART_PERCENT)
            buf_char(out, '%');
    }
}

static void print_comma(bool *more, struct buf *out)
{
    if (*more)
        buf_z(out, ", ");
    *more = true;
}

static void print_named(const char *name, struct text value, bool *more, struct buf *out)
{
    if (value.len == 0)
        return;
    print_comma(more, out);
    buf_z(out, name);
    buf_char(out, ' ');
    print_string(value, out);
}

static void print_actions(const struct rule *rule, struct buf *out)
{
    bool more = false;
    print_named("category", rule->category, &more, out);
    if (rule->part_count > 0) {
        print_comma(&more, out);
        print_parts(rule, out);
    }
    print_named("payee", rule->payee, &more, out);
    for (size_t i = 0; i < rule->tag_count; i++)
        print_named("tag", rule->tags[i], &more, out);
    static const struct {
        uint32_t kind;
        const char *name;
    } flags[] = {{KIND_NOT_TRANSFER, "not-transfer"}, {KIND_STOP, "stop"}};
    for (size_t i = 0; i < sizeof flags / sizeof flags[0]; i++) {
        if ((rule->kinds & flags[i].kind) == 0)
            continue;
        print_comma(&more, out);
        buf_z(out, flags[i].name);
    }
    if (rule->says_continue) {
        print_comma(&more, out);
        buf_z(out, "continue");
    }
}

void rules_print_one(const struct rules *rules, size_t index, struct buf *out)
{
    const struct rule *rule = &rules->all[index];
    if (rule->simple) {
        buf_text(out, rule->test->value);
        buf_char(out, '\t');
        buf_text(out, rule->category);
        return;
    }
    print_test(rule->test, TEST_OR, out);
    buf_z(out, " -> ");
    print_actions(rule, out);
}

void rules_print(const struct rules *rules, struct buf *out)
{
    for (size_t i = 0; i < rules->count; i++) {
        rules_print_one(rules, i, out);
        buf_char(out, '\n');
    }
}

/* --- a category that is called otherwise: the text changes where it stands, nothing is printed anew --- */

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
            print_string(category_moved(r->c->arena, x.now.text, r->from, r->to), r->out);
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

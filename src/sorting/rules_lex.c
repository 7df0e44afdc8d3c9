#include "sorting/rules_lex.h"

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

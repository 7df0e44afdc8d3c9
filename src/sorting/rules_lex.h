/* The words of one rule, and errors that say where. */
#ifndef SORTING_RULES_LEX_H
#define SORTING_RULES_LEX_H

#include "base/text.h"

enum token_kind { TOKEN_END, TOKEN_WORD, TOKEN_STRING, TOKEN_NUMBER, TOKEN_SYMBOL };

struct token {
    enum token_kind kind;
    struct text text; /* as written; of a string: what it means */
    size_t at;        /* where it begins in the line */
};

struct lexer {
    struct ctx *c;
    struct text line;
    size_t line_number;
    size_t at;
    struct token now;
};

/* Reads the first token. */
enum err lexer_begin(struct lexer *x, struct ctx *c, struct text line, size_t line_number) MUST_USE;
enum err lexer_next(struct lexer *x) MUST_USE;
/* Is the present token this word or symbol? Case does not count. */
bool lexer_sees(const struct lexer *x, const char *word);
/* "line 3, column 9: expected an operator (…), found "contians"" */
enum err lexer_expected(const struct lexer *x, const char *what);
/* "line 3, column 9: …" about the present token. */
enum err lexer_fail(const struct lexer *x, enum err code, const char *format, ...) PRINTF_LIKE(3, 4);

#endif

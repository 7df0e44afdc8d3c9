/* Inside the rules: what a line is parsed to, and the index that finds the rules a text may match. */
#ifndef SORTING_RULES_INNER_H
#define SORTING_RULES_INNER_H

#define PCRE2_CODE_UNIT_WIDTH 8

#include "sorting/automaton.h"
#include "sorting/rules.h"

#include <pcre2.h>

enum { RULE_DEPTH_MAX = 32, RULE_TAG_TEXT_MAX = 64 };

enum test_kind { TEST_ALWAYS, TEST_AND, TEST_OR, TEST_NOT, TEST_TEXT, TEST_NUMBER };
/* The first four are texts; the others are compared as numbers, dates as days and weekdays from 0 = Monday.
 */
enum field {
    FIELD_PAYEE,
    FIELD_TEXT,
    FIELD_MEMO,
    FIELD_ACCOUNT,
    FIELD_CURRENCY,
    FIELD_AMOUNT,
    FIELD_ABS_AMOUNT,
    FIELD_DATE,
    FIELD_DAY,
    FIELD_MONTH,
    FIELD_WEEKDAY,
    FIELD_COUNT
};
enum text_op { OP_CONTAINS, OP_IS, OP_STARTS, OP_ENDS, OP_MATCHES, OP_COUNT };
enum number_op { OP_EQUAL, OP_NOT_EQUAL, OP_LESS, OP_LESS_EQUAL, OP_MORE, OP_MORE_EQUAL, OP_BETWEEN };

extern const char *const rule_field_names[FIELD_COUNT];
extern const char *const rule_text_ops[OP_COUNT];
extern const char *const rule_number_ops[OP_BETWEEN + 1];
extern const char *const rule_weekdays[7];

static inline bool field_is_text(enum field f)
{
    return f <= FIELD_CURRENCY;
}

struct test {
    enum test_kind kind;
    enum field field;
    int op;                    /* text_op or number_op */
    struct test *first, *next; /* the first child, the next brother */
    struct text value;         /* as written */
    struct text folded;
    uint32_t literal; /* of `contains`: its number in the automaton */
    struct decimal low, high;
    pcre2_code *pattern;
};

/* What a rule decides; a rule all of whose kinds are decided need not be looked at. */
enum rule_kinds { KIND_CATEGORY = 1, KIND_PAYEE = 2, KIND_NOT_TRANSFER = 4, KIND_TAGS = 8, KIND_STOP = 16 };

struct rule {
    size_t line;
    struct test *test;
    bool simple; /* written as pattern TAB category */
    bool says_continue;
    uint32_t kinds;
    struct text category, payee;
    struct rule_part *parts;
    size_t part_count;
    struct text *tags;
    size_t tag_count;
};

struct rules {
    struct rule *all;
    uint32_t count;
    bool has_text_pattern; /* a regular expression looks at `text` */
    uint32_t scanned;      /* a bit for each field that the automaton must see */
    /* A guarded rule can only match when one of its literals occurs: by literal, the rules it wakes. */
    struct automaton *automaton;
    uint32_t literal_count;
    uint32_t *literal_lens;
    uint32_t *wakes_from; /* literal_count + 1 places in `wakes` */
    uint32_t *wakes;
    uint32_t *unguarded; /* these are looked at always; rising */
    uint32_t unguarded_count;
};

/* Compiles a pattern: case-insensitive UTF-8, JIT where there is one. The error says where in the pattern.
 * The sizes of all patterns of a set add up in *spent_bytes, against sets of giants. */
enum err rule_pattern_compile(struct ctx *c, struct text pattern, size_t *spent_bytes,
                              pcre2_code **out) MUST_USE;

/* Literals (folded) of which every text that the pattern matches contains one. False when nothing can be
 * said. At most `max`; each at least 3 bytes. */
bool rule_pattern_literals(struct arena *arena, struct text pattern, struct text *out, size_t max,
                           size_t *count);

/* Makes the index over parsed rules. */
enum err rules_index(struct ctx *c, struct rules *rules) MUST_USE;

/* --- the words of one line, and errors that say where --- */

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

/* What values of the table's types look like: said once, for who checks them (check.c), who describes them (openapi.c, docs.c)
 * and who tells a person what was expected. */
#ifndef API_TYPES_H
#define API_TYPES_H

#include "api/route.h"

enum {
    API_TEXT_MOST = 4096,   /* characters of an API_TEXT that says nothing else */
    API_LIST_MOST = 1000,   /* items of an API_LIST that says nothing else */
    API_AMOUNT_DIGITS = 14, /* before the point */
    API_AMOUNT_PLACES = 4,  /* behind it; a currency may have fewer */
    API_KEY_MOST = 200,     /* characters of an Idempotency-Key */
    API_CURSOR_MOST = 128,  /* characters of a cursor */
};

/* An amount as a JSON number has at most the 15 digits that survive as a double, API_AMOUNT_PLACES of them behind the point: this is
 * the first one that is too large, in units of the last place. */
#define API_AMOUNT_NUMBER_END INT64_C(1000000000000000)

/* Whole numbers that every reader of JSON keeps exactly. */
#define API_INT_MOST  (INT64_C(1) << 53)
#define API_INT_LEAST (-(INT64_C(1) << 53))

/* A type whose values are texts. */
struct api_text_type {
    const char *format; /* of JSON Schema; NULL: none */
    const char
        *pattern; /* ECMA 262, of the whole text: exactly what `is` takes; NULL: not said by a pattern */
    const char *expected; /* "a day as YYYY-MM-DD, for example 2026-01-31" */
    const char *example;
    int least, most; /* characters; most 0: of no use to say */
    bool (*is)(struct text t);
};

/* NULL for types that are no texts, and for words. */
const struct api_text_type *api_text_type(enum api_type type);

/* A text in which something can be seen; what API_TEXT means by "at least one character". */
#define API_PATTERN_ANY     "^[^\\u0000]*$"
#define API_PATTERN_VISIBLE "^[^\\u0000]*[^\\u0000-\\u0020\\u00a0][^\\u0000]*$"
bool api_text_is_visible(struct text t);

#define API_PATTERN_CURSOR "^[A-Za-z0-9_-]+$"

/* The smallest and largest that a field takes: a number's value, a text's characters, a list's items. */
struct api_range {
    int64_t least, most;
};
struct api_range api_range_of(const struct api_field *field);

/* Is a word one of a comma separated list? */
bool api_word_among(struct text list, struct text word);

#endif

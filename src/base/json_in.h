/* JSON in: a document from outside, read whole into the arena and refused when it is not exactly what RFC 8259 says.
 * Stricter than the grammar where leniency hurts: names of an object are given once, nothing follows the document, texts
 * are UTF-8 without NUL, depth and size are limited. */
#ifndef BASE_JSON_IN_H
#define BASE_JSON_IN_H

#include "base/json.h"

struct json_value;

enum json_kind { JSON_NULL, JSON_BOOL, JSON_NUMBER, JSON_TEXT, JSON_ARRAY, JSON_OBJECT };

/* Reads `all`. Everything lives in c->arena. ERR_INPUT says what is wrong and where (line and column), ERR_LIMIT names the
 * limit (LIMIT_JSON_DEPTH, LIMIT_JSON_VALUES). */
enum err json_read(struct ctx *c, struct text all, const struct json_value **out) MUST_USE;

enum json_kind json_kind(const struct json_value *v);
/* A member of an object; NULL when it is not there (or `v` is no object). A member that is null is there. */
const struct json_value *json_member(const struct json_value *v, const char *name);
/* Items of an array, members of an object, in their order; NULL behind the last one. */
const struct json_value *json_first(const struct json_value *v);
const struct json_value *json_next(const struct json_value *item);
size_t json_count(const struct json_value *v);
/* The name of a member of an object. */
struct text json_name(const struct json_value *member);

/* The value; an empty text, false when it is of another kind (or NULL). */
struct text json_as_text(const struct json_value *v);
bool json_as_bool(const struct json_value *v);
/* A whole number whose size is at most 2^53: above that, others would have rounded it already. */
bool json_as_int(const struct json_value *v, int64_t *out);
bool json_as_double(const struct json_value *v, double *out);
/* A text or a number as an exact decimal. A number is taken by its digits, at most 15 of them, never as a double's value. */
bool json_as_decimal(const struct json_value *v, struct decimal *out);

/* Writes it out again: without white space, members in their order, numbers by their digits. */
void json_copy(struct json *j, const struct json_value *v);

#endif

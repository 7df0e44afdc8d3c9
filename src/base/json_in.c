/* cJSON reads the structure. What it lets pass is refused around it: `scan` looks at the text before (control characters,
 * numbers like "01", what is no UTF-8, limits), `settle` at the tree after (names given twice), and gives each number
 * its digits back, of which cJSON keeps only a double. */
#include "base/json_in.h"

#include "base/limits.h"

#include <cjson/cJSON.h>
#include <math.h>
#include <pthread.h>
#include <stdlib.h>

enum {
    NUMBER_TEXT_MAX = 60, /* cJSON copies a number into 64 bytes */
    EXACT_DIGITS = 15,    /* what every double keeps */
    FEW_NAMES = 12,       /* so many are compared each with each */
};

static const int64_t INT_MOST = INT64_C(1) << 53;

struct reader {
    struct ctx *c;
    char *start, *at, *end; /* a copy of the document, a NUL behind it */
    size_t depth, values;
    bool starved;
};

/* -- cJSON's memory: the arena of who reads on this thread, the heap for others that use cJSON themselves. */

static _Thread_local struct reader *reading;

static void *take(size_t size)
{
    void *at;
    if (reading == NULL)
        return malloc(size);
    if (arena_alloc_outside(reading->c, size, &at) == OK)
        return at;
    reading->starved = true;
    return NULL;
}

static void give(void *at)
{
    if (reading == NULL)
        free(at);
}

static void hook(void)
{
    cJSON_InitHooks(&(cJSON_Hooks){take, give});
}

/* -- Before: the letters. */

static enum err fault(struct reader *r, const char *at, const char *what)
{
    int line = 1, column = 1;
    for (const char *p = r->start; p < at; p++) {
        column += ((unsigned char)*p & 0xC0) != 0x80;
        if (*p == '\n') {
            line++;
            column = 1;
        }
    }
    return fail(r->c, ERR_INPUT, "line %d, column %d: %s", line, column, what);
}

static bool hexadecimal(char ch)
{
    char low = ascii_lower(ch);
    return ascii_digit(ch) || (low >= 'a' && low <= 'f');
}

/* A NUL would end the text early for cJSON, and an invalid digit counts as one. */
static enum err scan_escape(struct reader *r)
{
    if (r->end - r->at < 2 || r->at[1] != 'u') {
        r->at += 2; /* which letters may follow, cJSON knows */
        return OK;
    }
    for (int i = 2; i < 6; i++)
        if (r->end - r->at <= i || !hexadecimal(r->at[i]))
            return fault(r, r->at, "four hexadecimal digits are expected after \\u");
    if (memcmp(r->at + 2, "0000", 4) == 0)
        return fault(r, r->at, "a text must not contain the character NUL");
    r->at += 6;
    return OK;
}

static enum err scan_string(struct reader *r)
{
    const char *open = r->at++;
    while (r->at < r->end) {
        unsigned char ch = (unsigned char)*r->at;
        if (ch == '\\') {
            TRY(scan_escape(r));
            continue;
        }
        if (ch < 0x20)
            return fault(r, r->at, "a control character in a text must be written as an escape");
        r->at++;
        if (ch == '"')
            return OK;
    }
    return fault(r, open, "a text does not end");
}

static bool skip_digits(struct reader *r)
{
    const char *from = r->at;
    while (r->at < r->end && ascii_digit(*r->at))
        r->at++;
    return r->at > from;
}

static bool skip_one_of(struct reader *r, const char *chars)
{
    bool is = r->at < r->end && *r->at != '\0' && strchr(chars, *r->at) != NULL;
    r->at += is;
    return is;
}

/* RFC 8259, section 6. */
static bool skip_number(struct reader *r)
{
    skip_one_of(r, "-");
    if (!skip_one_of(r, "0") && !skip_digits(r))
        return false;
    if (skip_one_of(r, ".") && !skip_digits(r))
        return false;
    if (skip_one_of(r, "eE")) {
        skip_one_of(r, "+-");
        if (!skip_digits(r))
            return false;
    }
    return !skip_one_of(r, "0123456789+-.eE");
}

static enum err scan_number(struct reader *r)
{
    const char *from = r->at;
    if (!skip_number(r))
        return fault(r, from, "a number is not written as JSON writes it");
    if (r->at - from > NUMBER_TEXT_MAX)
        return fault(r, from, "a number has too many digits");
    return OK;
}

static enum err scan_plain(struct reader *r, char ch)
{
    bool opens = ch == '{' || ch == '[', closes = ch == '}' || ch == ']';
    if (opens && ++r->depth > LIMIT_JSON_DEPTH)
        return fail(r->c, ERR_LIMIT, "JSON is nested deeper than %d levels", LIMIT_JSON_DEPTH);
    r->depth -= closes && r->depth > 0;
    r->values += opens || ch == ',';
    if (r->values > LIMIT_JSON_VALUES)
        return fail(r->c, ERR_LIMIT, "JSON has more than %d values", LIMIT_JSON_VALUES);
    /* cJSON takes any control character for white space, and a byte order mark for nothing. */
    bool blank = ch == ' ' || ch == '\t' || ch == '\r' || ch == '\n';
    if (!blank && (ch <= ' ' || ch > '~')) /* bytes of 0x80 and above are negative, or above '~' */
        return fault(r, r->at, "this character does not belong outside of a text");
    r->at++;
    return OK;
}

static enum err scan(struct reader *r)
{
    while (r->at < r->end) {
        char ch = *r->at;
        if (ch == '"')
            TRY(scan_string(r));
        else if (ch == '-' || ascii_digit(ch))
            TRY(scan_number(r));
        else
            TRY(scan_plain(r, ch));
    }
    return OK;
}

/* -- After: the tree. */

/* Numbers stand in the text in the order in which the tree has them. */
static char *next_number(struct reader *r, char *at)
{
    while (*at != '-' && !ascii_digit(*at)) {
        if (*at == '"')
            for (at++; *at != '"'; at++)
                at += *at == '\\';
        at++;
    }
    r->at = at;
    skip_number(r);
    return at;
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static enum err given_twice(struct reader *r, const char *name)
{
    struct text shown = text_glimpse(text_of(name));
    return fail(r->c, ERR_INPUT, "the name \"%.*s\" is given twice in one object", TEXT_ARGS(shown));
}

static enum err check_few_names(struct reader *r, const cJSON *object)
{
    for (const cJSON *a = object->child; a != NULL; a = a->next)
        for (const cJSON *b = object->child; b != a; b = b->next)
            if (strcmp(a->string, b->string) == 0)
                return given_twice(r, a->string);
    return OK;
}

static enum err check_names(struct reader *r, const cJSON *object)
{
    size_t count = json_count((const struct json_value *)object), n = 0;
    if (count <= FEW_NAMES)
        return check_few_names(r, object);
    void *room;
    TRY(arena_alloc_outside(r->c, count * sizeof(const char *), &room));
    const char **names = room;
    for (const cJSON *member = object->child; member != NULL; member = member->next)
        names[n++] = member->string;
    qsort(names, count, sizeof *names, compare_names);
    for (size_t i = 1; i < count; i++)
        if (strcmp(names[i - 1], names[i]) == 0)
            return given_twice(r, names[i]);
    return OK;
}

/* As deep as LIMIT_JSON_DEPTH. */
static enum err settle(struct reader *r, cJSON *v)
{
    if (cJSON_IsNumber(v))
        v->valuestring = next_number(r, r->at);
    if (cJSON_IsObject(v))
        TRY(check_names(r, v));
    for (cJSON *child = v->child; child != NULL; child = child->next)
        TRY(settle(r, child));
    return OK;
}

static enum err parse(struct reader *r, cJSON **out)
{
    const char *stop = r->start;
    reading = r;
    *out = cJSON_ParseWithLengthOpts(r->start, (size_t)(r->end - r->start), &stop, false);
    reading = NULL;
    if (r->starved)
        return ERR_MEMORY; /* the arena said why */
    /* cJSON stops at the last character when it wants more. */
    if (*out == NULL && stop + 1 >= r->end && r->depth > 0)
        return fault(r, r->end, "the document is not complete");
    if (*out == NULL)
        return fault(r, stop, "this is not JSON");
    while (stop < r->end && ascii_space(*stop))
        stop++;
    return stop < r->end ? fault(r, stop, "something follows the document") : OK;
}

enum err json_read(struct ctx *c, struct text all, const struct json_value **out)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    void *copy;
    cJSON *root;
    pthread_once(&once, hook);
    if (!text_is_utf8(all))
        return fail(c, ERR_INPUT, "the document is not UTF-8, or contains the character NUL");
    TRY(arena_alloc_outside(c, all.len + 1, &copy));
    if (all.len > 0)
        memcpy(copy, all.at, all.len);
    struct reader r = {.c = c, .start = copy, .at = copy, .end = (char *)copy + all.len};
    TRY(scan(&r));
    TRY(parse(&r, &root));
    r.at = r.start;
    TRY(settle(&r, root));
    *out = (const struct json_value *)root;
    return OK;
}

/* -- Values. */

static const cJSON *inner(const struct json_value *v)
{
    return (const cJSON *)v;
}

static const struct json_value *outer(const cJSON *v)
{
    return (const struct json_value *)v;
}

enum json_kind json_kind(const struct json_value *v)
{
    switch (v == NULL ? cJSON_NULL : inner(v)->type & 0xFF) {
    case cJSON_False:
    case cJSON_True:
        return JSON_BOOL;
    case cJSON_Number:
        return JSON_NUMBER;
    case cJSON_String:
        return JSON_TEXT;
    case cJSON_Array:
        return JSON_ARRAY;
    case cJSON_Object:
        return JSON_OBJECT;
    default:
        return JSON_NULL;
    }
}

const struct json_value *json_member(const struct json_value *v, const char *name)
{
    if (json_kind(v) != JSON_OBJECT)
        return NULL;
    const cJSON *member = inner(v)->child;
    while (member != NULL && strcmp(member->string, name) != 0)
        member = member->next;
    return outer(member);
}

const struct json_value *json_first(const struct json_value *v)
{
    return v == NULL ? NULL : outer(inner(v)->child);
}

const struct json_value *json_next(const struct json_value *item)
{
    return item == NULL ? NULL : outer(inner(item)->next);
}

size_t json_count(const struct json_value *v)
{
    size_t count = 0;
    for (const struct json_value *item = json_first(v); item != NULL; item = json_next(item))
        count++;
    return count;
}

struct text json_name(const struct json_value *member)
{
    return text_of(member == NULL ? NULL : inner(member)->string);
}

struct text json_as_text(const struct json_value *v)
{
    return json_kind(v) == JSON_TEXT ? text_of(inner(v)->valuestring) : (struct text){NULL, 0};
}

bool json_as_bool(const struct json_value *v)
{
    return v != NULL && cJSON_IsTrue(inner(v));
}

/* A number as digits x 10^exponent, without zeros at the end of the digits. */
struct digits {
    int64_t value; /* below 10^18, not negative */
    bool negative;
    int32_t exponent;
};

static void read_exponent(const char *at, struct digits *out)
{
    bool negative = *at == '-';
    int32_t exponent = 0;
    at += *at == '-' || *at == '+';
    for (; ascii_digit(*at) && exponent < 10000; at++)
        exponent = exponent * 10 + (*at - '0');
    out->exponent += negative ? -exponent : exponent;
}

/* False when it has more than 18 digits that count. */
static bool read_digits(const struct json_value *v, struct digits *out)
{
    if (json_kind(v) != JSON_NUMBER)
        return false;
    const char *at = inner(v)->valuestring;
    bool behind = false;
    *out = (struct digits){.negative = *at == '-'};
    at += out->negative;
    for (; ascii_digit(*at) || *at == '.'; at++) {
        if (*at == '.') {
            behind = true;
        } else if (out->value < INT64_C(100000000000000000)) {
            out->value = out->value * 10 + (*at - '0');
            out->exponent -= behind;
        } else if (*at != '0') {
            return false;
        } else {
            out->exponent += !behind;
        }
    }
    if (ascii_lower(*at) == 'e')
        read_exponent(at + 1, out);
    for (; out->value > 0 && out->value % 10 == 0; out->exponent++)
        out->value /= 10;
    if (out->value == 0)
        out->exponent = 0;
    return true;
}

/* Takes a positive exponent into the value. */
static bool spread(struct digits *d, int64_t most)
{
    for (; d->exponent > 0; d->exponent--)
        if (__builtin_mul_overflow(d->value, 10, &d->value) || d->value > most)
            return false;
    return d->value <= most;
}

bool json_as_int(const struct json_value *v, int64_t *out)
{
    struct digits d;
    if (!read_digits(v, &d) || d.exponent < 0 || !spread(&d, INT_MOST))
        return false;
    *out = d.negative ? -d.value : d.value;
    return true;
}

bool json_as_double(const struct json_value *v, double *out)
{
    if (json_kind(v) != JSON_NUMBER || !isfinite(inner(v)->valuedouble))
        return false;
    *out = inner(v)->valuedouble;
    return true;
}

bool json_as_decimal(const struct json_value *v, struct decimal *out)
{
    static const int64_t most = INT64_C(999999999999999);
    struct digits d;
    if (json_kind(v) == JSON_TEXT)
        return decimal_parse(json_as_text(v), '.', out);
    if (!read_digits(v, &d) || d.value > most || d.exponent < -DECIMAL_SCALE_MAX || !spread(&d, most))
        return false;
    *out = (struct decimal){d.negative ? -d.value : d.value, -d.exponent};
    return true;
}

static struct text number_digits(const struct json_value *v)
{
    const char *at = inner(v)->valuestring;
    return (struct text){at, strspn(at, "0123456789+-.eE")};
}

/* As deep as LIMIT_JSON_DEPTH. */
void json_copy(struct json *j, const struct json_value *v)
{
    enum json_kind kind = json_kind(v);
    switch (kind) {
    case JSON_NULL:
        json_null(j);
        return;
    case JSON_BOOL:
        json_bool(j, json_as_bool(v));
        return;
    case JSON_NUMBER:
        json_raw(j, number_digits(v));
        return;
    case JSON_TEXT:
        json_text(j, json_as_text(v));
        return;
    default:
        break;
    }
    kind == JSON_OBJECT ? json_object(j) : json_array(j);
    for (const struct json_value *item = json_first(v); item != NULL; item = json_next(item)) {
        if (kind == JSON_OBJECT)
            json_key(j, inner(item)->string);
        json_copy(j, item);
    }
    kind == JSON_OBJECT ? json_object_end(j) : json_array_end(j);
}

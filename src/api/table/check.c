#include "api/table/check.h"

#include "api/table/types.h"

#include <stdarg.h>
#include <stdio.h>

/* Where in the body we are; told only when something is wrong. */
struct place {
    const struct place *outer;
    struct text name; /* of a member; at == NULL: an item */
    size_t index;
};

struct check {
    struct ctx *c;
    const struct place *at;
};

enum { PLACE_TEXT_MAX = 160 };

static size_t place_write(const struct place *at, char out[PLACE_TEXT_MAX])
{
    if (at == NULL)
        return 0;
    size_t len = place_write(at->outer, out), room = PLACE_TEXT_MAX - len;
    struct text name = text_glimpse(at->name);
    int added = at->name.at == NULL
                    ? snprintf(out + len, room, "[%zu]", at->index)
                    : snprintf(out + len, room, "%s%.*s", len == 0 ? "" : ".", TEXT_ARGS(name));
    return added < 0 || (size_t)added >= room ? len : len + (size_t)added;
}

static enum err refuse(const struct check *k, const char *format, ...) PRINTF_LIKE(2, 3);

static enum err refuse(const struct check *k, const char *format, ...)
{
    char place[PLACE_TEXT_MAX] = "", what[sizeof k->c->why];
    va_list args;
    va_start(args, format);
    vsnprintf(what, sizeof what, format, args);
    va_end(args);
    size_t len = place_write(k->at, place);
    return fail(k->c, ERR_INPUT, "%.*s: %s", (int)len, place, what);
}

/* -- Texts, in a body or a query. */

static enum err check_word(const struct check *k, const struct api_field *f, struct text t)
{
    char known[200] = "";
    size_t len = 0;
    for (const char *const *word = f->words; *word != NULL; word++) {
        if (text_is(t, *word))
            return OK;
        if (len < sizeof known)
            len += (size_t)snprintf(known + len, sizeof known - len, "%s%s", len == 0 ? "" : ", ", *word);
    }
    return refuse(k, "expected one of: %s", known);
}

static enum err check_length(const struct check *k, const struct api_field *f, struct text t)
{
    struct api_range range = api_range_of(f);
    int64_t length = (int64_t)text_length(t);
    if (length > range.most)
        return refuse(k, "at most %lld characters, not %lld", (long long)range.most, (long long)length);
    if (length < range.least && range.least > 1)
        return refuse(k, "at least %lld characters", (long long)range.least);
    if (range.least > 0 && !api_text_is_visible(t))
        return refuse(k, "must not be empty");
    return OK;
}

static enum err check_text(const struct check *k, const struct api_field *f, struct text t)
{
    const struct api_text_type *type = api_text_type(f->type);
    if (f->type == API_TEXT || f->type == API_REF)
        return check_length(k, f, t);
    return t.len <= (size_t)type->most && type->is(t) ? OK : refuse(k, "expected %s", type->expected);
}

/* -- Values of a body. */

static enum err check_value(const struct check *k, const struct api_field *f, const struct json_value *v);

static enum err check_range(const struct check *k, const struct api_field *f, double value)
{
    struct api_range range = api_range_of(f);
    if (value < (double)range.least || value > (double)range.most)
        return refuse(k, "must be from %lld to %lld", (long long)range.least, (long long)range.most);
    return OK;
}

static enum err check_int(const struct check *k, const struct api_field *f, const struct json_value *v)
{
    int64_t value;
    if (!json_as_int(v, &value))
        return refuse(k, "expected a whole number");
    return check_range(k, f, (double)value); /* exact: at most 2^53 */
}

static enum err check_number(const struct check *k, const struct api_field *f, const struct json_value *v)
{
    double value;
    if (!json_as_double(v, &value))
        return refuse(k, "expected a number");
    return f->most == 0 ? OK : check_range(k, f, value);
}

static enum err check_amount(const struct check *k, const struct api_field *f, const struct json_value *v)
{
    struct decimal d, finest;
    if (json_kind(v) == JSON_TEXT)
        return check_text(k, f, json_as_text(v));
    if (json_kind(v) != JSON_NUMBER)
        return refuse(k, "expected %s", api_text_type(API_AMOUNT)->expected);
    bool fits = json_as_decimal(v, &d) && decimal_rescale(d, API_AMOUNT_PLACES, &finest) &&
                finest.digits > -API_AMOUNT_NUMBER_END && finest.digits < API_AMOUNT_NUMBER_END;
    if (!fits)
        return refuse(k, "a number has at most 11 digits and %d decimal places; as a text (\"-12.50\"), more",
                      API_AMOUNT_PLACES);
    return OK;
}

static enum err check_list(const struct check *k, const struct api_field *f, const struct json_value *v)
{
    if (json_kind(v) != JSON_ARRAY)
        return refuse(k, "expected a list");
    struct api_range range = api_range_of(f);
    int64_t count = (int64_t)json_count(v);
    if (count < range.least || count > range.most)
        return refuse(k, "expected %lld to %lld items, not %lld", (long long)range.least,
                      (long long)range.most, (long long)count);
    struct api_field item = {.name = f->name, .type = f->item, .words = f->words, .shape = f->shape};
    struct place place = {.outer = k->at};
    struct check inner = {k->c, &place};
    for (v = json_first(v); v != NULL; v = json_next(v), place.index++)
        TRY(check_value(&inner, &item, v));
    return OK;
}

/* A set of words: a list in which each stands once. */
static enum err check_words(const struct check *k, const struct api_field *f, const struct json_value *v)
{
    struct api_field list = *f;
    list.item = API_WORD;
    list.type = API_LIST;
    list.most = api_range_of(f).most;
    TRY(check_list(k, &list, v));
    for (const struct json_value *a = json_first(v); a != NULL; a = json_next(a))
        for (const struct json_value *b = json_first(v); b != a; b = json_next(b))
            if (text_equal(json_as_text(a), json_as_text(b)))
                return refuse(k, "a word is given twice");
    return OK;
}

static enum err check_object(const struct check *k, const struct api_shape *shape,
                             const struct json_value *v);

static const char *expected(enum api_type type)
{
    const struct api_text_type *text = api_text_type(type);
    switch (type) {
    case API_INT:
        return "a whole number";
    case API_NUMBER:
        return "a number";
    case API_BOOL:
        return "true or false";
    case API_OBJECT:
        return "an object";
    case API_LIST:
    case API_WORDS:
        return "a list";
    default:
        return text == NULL ? "a text" : text->expected;
    }
}

static enum err check_value(const struct check *k, const struct api_field *f, const struct json_value *v)
{
    if (f->type == API_ANY || (json_kind(v) == JSON_NULL && f->flags & API_NULLABLE))
        return OK;
    if (json_kind(v) == JSON_NULL)
        return refuse(k, "expected %s, not null", expected(f->type));
    switch (f->type) {
    case API_INT:
        return check_int(k, f, v);
    case API_NUMBER:
        return check_number(k, f, v);
    case API_BOOL:
        return json_kind(v) == JSON_BOOL ? OK : refuse(k, "expected true or false");
    case API_AMOUNT:
        return check_amount(k, f, v);
    case API_OBJECT:
        return check_object(k, f->shape, v);
    case API_LIST:
        return check_list(k, f, v);
    case API_WORDS:
        return check_words(k, f, v);
    default:
        if (json_kind(v) != JSON_TEXT)
            return refuse(k, "expected %s", expected(f->type));
        return f->type == API_WORD ? check_word(k, f, json_as_text(v)) : check_text(k, f, json_as_text(v));
    }
}

static const struct api_field *field_of(const struct api_shape *shape, struct text name)
{
    for (const struct api_field *f = shape->fields; f->name != NULL; f++)
        if (text_is(name, f->name))
            return f;
    return NULL;
}

/* What is not listed is refused before anything is looked up by name, so that an object has at most as many members as its
 * shape has fields. */
static enum err check_object(const struct check *k, const struct api_shape *shape, const struct json_value *v)
{
    if (json_kind(v) != JSON_OBJECT)
        return k->at == NULL ? fail(k->c, ERR_INPUT, "the body must be a JSON object")
                             : refuse(k, "expected an object");
    struct place place = {.outer = k->at};
    struct check inner = {k->c, &place};
    for (const struct json_value *member = json_first(v); member != NULL; member = json_next(member)) {
        place.name = json_name(member);
        const struct api_field *f = field_of(shape, place.name);
        if (f == NULL)
            return refuse(&inner, "there is no such field");
        TRY(check_value(&inner, f, member));
    }
    for (const struct api_field *f = shape->fields; f->name != NULL; f++) {
        place.name = text_of(f->name);
        if (f->flags & API_REQUIRED && json_member(v, f->name) == NULL)
            return refuse(&inner, "is missing: expected %s", expected(f->type));
    }
    return OK;
}

enum err api_check_object(struct ctx *c, const struct api_shape *shape, const struct json_value *object)
{
    return check_object(&(struct check){c, NULL}, shape, object);
}

/* -- Parameters. */

static enum err check_int_text(const struct check *k, const struct api_field *f, struct text t)
{
    struct api_range range = api_range_of(f);
    int64_t value;
    if (t.len == 0 || t.at[0] == '+' || !text_to_int(t, &value))
        return refuse(k, "expected a whole number");
    if (value < range.least || value > range.most)
        return refuse(k, "must be from %lld to %lld", (long long)range.least, (long long)range.most);
    return OK;
}

/* Comma separated, each once. */
static enum err check_words_text(const struct check *k, const struct api_field *f, struct text t)
{
    for (size_t start = 0; start <= t.len;) {
        struct text rest = text_from(t, start), earlier = {t.at, start}, word = rest;
        ptrdiff_t comma = text_find(rest, TEXT(","));
        word.len = comma < 0 ? rest.len : (size_t)comma;
        TRY(check_word(k, f, word));
        if (api_word_among(earlier, word))
            return refuse(k, "a word is given twice");
        start += word.len + 1;
    }
    return OK;
}

enum err api_check_parameter(struct ctx *c, const struct api_field *field, struct text value)
{
    struct place place = {.name = text_of(field->name)};
    struct check k = {c, &place};
    struct decimal d;
    if (!text_is_utf8(value))
        return refuse(&k, "is not UTF-8");
    switch (field->type) {
    case API_INT:
        return check_int_text(&k, field, value);
    case API_NUMBER:
        return decimal_parse(value, '.', &d) ? OK : refuse(&k, "expected a number");
    case API_BOOL:
        return text_is(value, "true") || text_is(value, "false") ? OK : refuse(&k, "expected true or false");
    case API_WORD:
        return check_word(&k, field, value);
    case API_WORDS:
        return check_words_text(&k, field, value);
    default:
        return check_text(&k, field, value);
    }
}

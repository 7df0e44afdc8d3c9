/* JSON in: what is taken can be walked and prints as something that is taken again and prints the same. */
#include "base/json.h"
#include "base/json_in.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void print(struct json *j, const struct json_value *v);

static void print_inside(struct json *j, const struct json_value *v)
{
    for (const struct json_value *item = json_first(v); item != NULL; item = json_next(item)) {
        if (json_kind(v) == JSON_OBJECT) {
            const char *name = json_name(item).at;
            if (json_member(v, name) != item)
                __builtin_trap(); /* a name given twice */
            json_key(j, name);
        }
        print(j, item);
    }
}

static void print_number(struct json *j, const struct json_value *v)
{
    int64_t whole;
    struct decimal d;
    double number;
    if (json_as_int(v, &whole))
        json_int(j, whole);
    else if (json_as_decimal(v, &d))
        json_decimal(j, d);
    else if (json_as_double(v, &number))
        json_z(j, "inexact");
    else
        json_z(j, "too large");
}

static void print(struct json *j, const struct json_value *v)
{
    switch (json_kind(v)) {
    case JSON_NULL:
        json_null(j);
        break;
    case JSON_BOOL:
        json_bool(j, json_as_bool(v));
        break;
    case JSON_NUMBER:
        print_number(j, v);
        break;
    case JSON_TEXT:
        json_text(j, json_as_text(v));
        break;
    case JSON_ARRAY:
        json_array(j);
        print_inside(j, v);
        json_array_end(j);
        break;
    case JSON_OBJECT:
        json_object(j);
        print_inside(j, v);
        json_object_end(j);
        break;
    }
}

static struct text printed(struct ctx *c, const struct json_value *v)
{
    struct json j = json_into(buf_in_arena(c->arena));
    print(&j, v);
    return buf_view(j.out);
}

/* By the digits of its numbers. */
static struct text copied(struct ctx *c, const struct json_value *v)
{
    struct json j = json_into(buf_in_arena(c->arena));
    json_copy(&j, v);
    return buf_view(j.out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ctx c = {.arena = arena_new()};
    const struct json_value *v;
    if (json_read(&c, (struct text){(const char *)data, size}, &v) != OK) {
        if (c.why[0] == '\0')
            __builtin_trap();
    } else {
        struct text copy = copied(&c, v), once = printed(&c, v);
        if (json_read(&c, copy, &v) != OK || !text_equal(copy, copied(&c, v)) ||
            !text_equal(once, printed(&c, v)))
            __builtin_trap();
        if (json_read(&c, once, &v) != OK || !text_equal(once, printed(&c, v)))
            __builtin_trap();
    }
    arena_free(c.arena);
    return 0;
}

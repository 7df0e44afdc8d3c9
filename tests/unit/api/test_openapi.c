/* The OpenAPI document of a little table: it is JSON, its references lead somewhere, and it says what check.c does. */
#include "api/table/openapi.h"
#include "base/json_in.h"
#include "support.h"
#include "table.h"

/* A second file that has shapes of the same names. */
static const struct api_field twin_fields[] = {
    {.name = "id", .type = API_ID, .flags = API_REQUIRED},
    {0},
};
static const struct api_shape twin_thing = {"Thing", twin_fields};
static const struct api_field same_fields[] = {
    {.name = "category",
     .type = API_TEXT,
     .flags = API_REQUIRED,
     .about = "Its path.",
     .least = 1,
     .most = 8},
    {.name = "amount", .type = API_AMOUNT, .flags = API_REQUIRED},
    {0},
};
static const struct api_shape same_part = {"Part", same_fields};

static const struct api_route twin_routes[] = {
    {.method = "PUT",
     .path = "/api/v1/things",
     .id = "replaceThings",
     .title = "Replace",
     .need = API_OWN,
     .lane = API_WRITES,
     .flags = API_UNDOABLE,
     .body = &same_part,
     .reply = &twin_thing,
     .handle = table_handle},
    {.method = "GET",
     .path = "/api/v1/twins/{id}/of/{other}",
     .id = "getTwin",
     .title = "A twin",
     .need = API_SELF,
     .lane = API_HERE,
     .reply = &same_part,
     .handle = table_handle},
    {0},
};

static const struct api_resource things = {"Things", "All kinds of things, <b>really</b>.", table_routes};
static const struct api_resource twins = {"Twins", NULL, twin_routes};
static const struct api_resource *const resources[] = {&things, &twins, NULL};

struct document {
    struct ctx c;
    const struct json_value *root;
};

static void open_document(struct document *d)
{
    d->c = test_ctx();
    struct buf *out = buf_in_arena(d->c.arena);
    openapi_write(out, resources, "/");
    assert_ok(&d->c, json_read(&d->c, buf_view(out),
                               &d->root)); /* no name twice: no path, method or schema either */
}

static void close_document(struct document *d)
{
    test_ctx_end(&d->c);
}

/* "paths /api/v1/things get": down by names. */
static const struct json_value *at(const struct json_value *v, const char *const *names)
{
    for (; *names != NULL && v != NULL; names++)
        v = json_member(v, *names);
    return v;
}
#define AT(v, ...) at((v), (const char *const[]){__VA_ARGS__, NULL})

static bool has_text(const struct json_value *array, const char *text)
{
    for (const struct json_value *item = json_first(array); item != NULL; item = json_next(item))
        if (text_is(json_as_text(item), text))
            return true;
    return false;
}

static const struct json_value *follow(const struct document *d, struct text ref)
{
    const struct json_value *v = d->root;
    assert_true(text_starts(ref, TEXT("#/")));
    for (size_t start = 2; start < ref.len;) {
        struct text name = text_from(ref, start);
        const char *slash = memchr(name.at, '/', name.len);
        name.len = slash == NULL ? name.len : (size_t)(slash - name.at);
        v = json_member(v, text_z(d->c.arena, name));
        start += name.len + 1;
    }
    return v;
}

static void check_references(const struct document *d, const struct json_value *v)
{
    for (const struct json_value *inner = json_first(v); inner != NULL; inner = json_next(inner)) {
        bool ref = json_kind(v) == JSON_OBJECT && text_is(json_name(inner), "$ref");
        if (ref && follow(d, json_as_text(inner)) == NULL)
            fail_msg("%.*s leads nowhere", TEXT_ARGS(json_as_text(inner)));
        check_references(d, inner);
    }
}

static void references_lead_somewhere(void **state)
{
    (void)state;
    struct document d;
    open_document(&d);
    check_references(&d, d.root);
    assert_text("3.1.0", json_as_text(json_member(d.root, "openapi")));
    close_document(&d);
}

static void paths_hold_all_methods(void **state)
{
    (void)state;
    struct document d;
    open_document(&d);
    const struct json_value *item = AT(d.root, "paths", "/api/v1/things");
    assert_int_equal(3, json_count(item)); /* put is of another resource */
    assert_text("listThings", json_as_text(AT(item, "get", "operationId")));
    assert_text("replaceThings", json_as_text(AT(item, "put", "operationId")));
    assert_int_equal(2,
                     json_count(AT(d.root, "paths", "/api/v1/twins/{id}/of/{other}", "get", "parameters")));
    close_document(&d);
}

/* Shapes: requests and replies apart where one name has both, the same once, others numbered. */
static void names_of_shapes(void **state)
{
    (void)state;
    struct document d;
    open_document(&d);
    const struct json_value *schemas = AT(d.root, "components", "schemas");
    assert_non_null(json_member(schemas, "Part"));
    assert_non_null(json_member(schemas, "PartInput"));
    assert_null(json_member(schemas, "PartInput2"));
    assert_non_null(json_member(schemas, "NewThing"));
    assert_null(json_member(schemas, "NewThingInput"));
    assert_int_equal(6, json_count(AT(schemas, "Thing", "properties")));
    assert_int_equal(1, json_count(AT(schemas, "Thing2", "properties")));
    close_document(&d);
}

static void requests_are_strict(void **state)
{
    (void)state;
    struct document d;
    open_document(&d);
    const struct json_value *shape = AT(d.root, "components", "schemas", "NewThing");
    assert_int_equal(JSON_BOOL, json_kind(json_member(shape, "additionalProperties")));
    assert_false(json_as_bool(json_member(shape, "additionalProperties")));
    assert_int_equal(4, json_count(json_member(shape, "required")));
    assert_true(has_text(json_member(shape, "required"), "payee"));
    const struct json_value *all = json_member(shape, "properties");
    int64_t most = 0;
    assert_true(json_as_int(AT(all, "payee", "maxLength"), &most) && most == 10);
    assert_true(has_text(AT(all, "notes", "type"), "null"));
    assert_text("password", json_as_text(AT(all, "password", "format")));
    assert_text("#/components/schemas/AmountInput", json_as_text(AT(all, "amount", "$ref")));
    assert_int_equal(2, json_count(AT(all, "part", "anyOf")));
    assert_true(json_as_bool(AT(all, "scopes", "uniqueItems")));
    assert_true(json_as_int(AT(all, "parts", "maxItems"), &most) && most == 3);
    close_document(&d);
}

static void replies_have_no_limits_of_entry(void **state)
{
    (void)state;
    struct document d;
    open_document(&d);
    const struct json_value *all = AT(d.root, "components", "schemas", "Part", "properties");
    assert_null(AT(all, "category", "maxLength"));
    assert_null(AT(all, "category", "pattern"));
    assert_text("#/components/schemas/Amount", json_as_text(AT(all, "amount", "$ref")));
    const struct json_value *list = AT(d.root, "paths", "/api/v1/things", "get", "responses", "200",
                                       "content", "application/json", "schema");
    assert_true(has_text(json_member(list, "required"), "next"));
    list = AT(d.root, "paths", "/api/v1/kinds", "get", "responses", "200", "content", "application/json",
              "schema");
    assert_false(has_text(json_member(list, "required"), "next"));
    close_document(&d);
}

static bool replies_with(const struct document *d, const char *path, const char *method, const char *status)
{
    return AT(d->root, "paths", path, method, "responses", status) != NULL;
}

static void failures(void **state)
{
    (void)state;
    struct document d;
    open_document(&d);
    const char *one = "/api/v1/things/{id}", *many = "/api/v1/things";
    assert_true(replies_with(&d, many, "post", "201") && replies_with(&d, many, "post", "200"));
    assert_true(replies_with(&d, many, "post", "415") && replies_with(&d, many, "post", "422"));
    assert_true(replies_with(&d, many, "post", "507") && replies_with(&d, many, "post", "412"));
    assert_true(replies_with(&d, one, "get", "404") && replies_with(&d, one, "get", "304"));
    assert_false(replies_with(&d, one, "get", "422") || replies_with(&d, one, "get", "415") ||
                 replies_with(&d, one, "get", "507"));
    assert_true(replies_with(&d, one, "delete", "204") && replies_with(&d, one, "delete", "409"));
    assert_false(replies_with(&d, "/api/v1/kinds", "get", "401") ||
                 replies_with(&d, "/api/v1/kinds", "get", "403"));
    assert_true(replies_with(&d, "/api/v1/kinds", "get", "400") &&
                replies_with(&d, "/api/v1/kinds", "get", "default"));
    close_document(&d);
}

static void security_says_who(void **state)
{
    (void)state;
    struct document d;
    open_document(&d);
    const struct json_value *of = AT(d.root, "paths", "/api/v1/things/{id}", "delete", "security");
    assert_true(has_text(json_member(json_first(of), "bearer"), "admin"));
    assert_int_equal(0, json_count(AT(d.root, "paths", "/api/v1/kinds", "get", "security")));
    assert_non_null(
        AT(d.root, "paths", "/api/v1/things", "put", "responses", "200", "headers", "Florin-Undo"));
    close_document(&d);
}

/* The page for people: all routes are in it, and what the table says is text there. */
static void page(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct buf *out = buf_in_arena(c.arena);
    docs_write(out, resources);
    struct text html = buf_view(out);
    for (const struct api_route *r = table_routes; r->method != NULL; r++)
        assert_true(text_find(html, text_of(arena_printf(c.arena, "id=\"%s\"", r->id))) > 0);
    assert_true(text_find(html, TEXT("Words &lt;to look&gt; for.")) > 0);
    assert_true(text_find(html, TEXT("&lt;b&gt;really")) > 0 && text_find(html, TEXT("<b>really")) < 0);
    assert_true(text_find(html, TEXT("<script")) < 0 && text_find(html, TEXT("style=")) < 0);
    assert_true(text_find(html, TEXT("</html>")) > 0);
    test_ctx_end(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(references_lead_somewhere),
        cmocka_unit_test(paths_hold_all_methods),
        cmocka_unit_test(names_of_shapes),
        cmocka_unit_test(requests_are_strict),
        cmocka_unit_test(replies_have_no_limits_of_entry),
        cmocka_unit_test(failures),
        cmocka_unit_test(security_says_who),
        cmocka_unit_test(page),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Requests against the table: what is taken, what is refused, and with which words. */
#include "api/table/check.h"
#include "api/table/types.h"
#include "api/validate.h"
#include "base/limits.h"
#include "support.h"
#include "table.h"

/* -- The road, as far as validation needs it. */

static struct {
    const char *query[16][2], *type;
    int problem;
    char header[200];
} road;

void http_query_each(const struct http_exchange *x,
                     bool (*each)(void *self, struct text name, struct text value), void *self)
{
    (void)x;
    for (size_t i = 0; road.query[i][0] != NULL; i++)
        if (!each(self, text_of(road.query[i][0]), text_of(road.query[i][1])))
            return;
}

struct text http_header(const struct http_exchange *x, const char *name)
{
    (void)x;
    assert_string_equal("Content-Type", name);
    return text_of(road.type);
}

void http_problem(struct http_exchange *x, int status, const char *code, const char *why)
{
    (void)code;
    (void)why;
    x->reply.status = road.problem = status;
}

void http_reply_header(struct http_exchange *x, const char *name, const char *value)
{
    (void)x;
    snprintf(road.header, sizeof road.header, "%s: %s", name, value);
}

/* A call of one route. */
struct world {
    struct http_exchange x;
    struct api_call call;
};

static void world_begin(struct world *w, int route)
{
    memset(&road, 0, sizeof road);
    *w = (struct world){.x = {.c = test_ctx()}};
    w->x.reply.body = buf_in_arena(w->x.c.arena);
    w->call = (struct api_call){.x = &w->x, .c = &w->x.c, .route = &table_routes[route]};
    w->call.reply = json_into(w->x.reply.body);
}

static void world_end(struct world *w)
{
    test_ctx_end(&w->x.c);
}

/* -- Bodies. */

static enum err check(struct ctx *c, const struct api_shape *shape, const char *json)
{
    const struct json_value *v;
    assert_ok(c, json_read(c, text_of(json), &v));
    return api_check_object(c, shape, v);
}

/* One field among the required ones. NULL: it is taken; otherwise the reason. */
static void field(const char *json, const char *why)
{
    struct ctx c = test_ctx();
    const char *body = arena_printf(
        c.arena,
        "{\"account\":\"Checking\",\"date\":\"2026-01-31\",\"amount\":\"-12.50\",\"payee\":\"x\",%s}", json);
    enum err e = check(&c, &table_body, body);
    if (why == NULL && e != OK)
        fail_msg("%s: %s", json, c.why);
    if (why != NULL && e == OK)
        fail_msg("%s is taken", json);
    if (why != NULL && strcmp(why, c.why) != 0)
        fail_msg("%s: %s, not %s", json, c.why, why);
    test_ctx_end(&c);
}

static void required_and_unknown(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    assert_ok(&c, check(&c, &table_patch, "{}"));
    assert_err(ERR_INPUT, check(&c, &table_patch, "[]"));
    assert_string_equal("the body must be a JSON object", c.why);
    assert_err(ERR_INPUT,
               check(&c, &table_body, "{\"account\":\"x\",\"date\":\"2026-01-31\",\"amount\":\"1\"}"));
    assert_string_equal("payee: is missing: expected a text", c.why);
    /* Mass assignment: fields that the thing has, but that are nobody's to set. */
    assert_err(ERR_INPUT, check(&c, &table_patch, "{\"name\":\"x\",\"household\":2}"));
    assert_string_equal("household: there is no such field", c.why);
    assert_err(ERR_INPUT, check(&c, &table_patch, "{\"Name\":\"x\"}"));
    test_ctx_end(&c);
}

static void required_and_unknown_in_depth(void **state)
{
    (void)state;
    field("\"parts\":[{\"category\":\"a\",\"amount\":\"1\"},{\"category\":\"a\",\"amount\":\"1\",\"x\":1}]",
          "parts[1].x: there is no such field");
    field("\"parts\":[{\"category\":\"a\",\"amount\":\"1\"},{\"category\":\"a\",\"amount\":\"1,5\"}]",
          "parts[1].amount: expected an amount, for example \"-12.50\"");
    field("\"parts\":[{\"category\":\"a\"}]",
          "parts[0].amount: is missing: expected an amount, for example \"-12.50\"");
    field("\"parts\":[null]", "parts[0]: expected an object, not null");
    field("\"parts\":[1]", "parts[0]: expected an object");
    field("\"parts\":[]", "parts: expected 1 to 3 items, not 0");
    field("\"parts\":{}", "parts: expected a list");
    field("\"part\":null", NULL);
    field("\"part\":[]", "part: expected an object");
    field("\"tags\":[\"a\",\"\"]", NULL);
    field("\"tags\":[\"a\",1]", "tags[1]: expected a text");
    field("\"extra\":{\"anything\":[1,null]}", NULL);
    field("\"extra\":null", NULL);
}

static void texts(void **state)
{
    (void)state;
    field("\"notes\":\"\"", NULL);
    field("\"notes\":null", NULL);
    field("\"notes\":1", "notes: expected a text");
    field("\"password\":\"         \\u00a0\"", "password: must not be empty");
    field("\"password\":\"123456789\"", "password: at least 10 characters");
    field("\"password\":\"1234567 90\"", NULL);
}

static void lengths_are_of_characters(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    assert_ok(&c, check(&c, &table_part,
                        "{\"category\":\"\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\","
                        "\"amount\":\"1\"}"));
    assert_err(ERR_INPUT, check(&c, &table_part, "{\"category\":\"123456789\",\"amount\":\"1\"}"));
    assert_string_equal("category: at most 8 characters, not 9", c.why);
    assert_err(ERR_INPUT, check(&c, &table_part, "{\"category\":\"\",\"amount\":\"1\"}"));
    assert_err(ERR_INPUT, check(&c, &table_part, "{\"category\":\" \\t\\u00a0\",\"amount\":\"1\"}"));
    assert_string_equal("category: must not be empty", c.why);
    test_ctx_end(&c);
}

static void numbers(void **state)
{
    (void)state;
    field("\"position\":1", NULL);
    field("\"position\":10000.0", NULL);
    field("\"position\":0", "position: must be from 1 to 10000");
    field("\"position\":10001", "position: must be from 1 to 10000");
    field("\"position\":1.5", "position: expected a whole number");
    field("\"position\":\"1\"", "position: expected a whole number");
    field("\"shift\":-9007199254740992", NULL);
    field("\"shift\":9007199254740993", "shift: expected a whole number");
    field("\"weight\":-0.25e3", NULL);
    field("\"weight\":1e999", "weight: expected a number");
    field("\"pending\":true", NULL);
    field("\"pending\":1", "pending: expected true or false");
    field("\"pending\":\"true\"", "pending: expected true or false");
    field("\"pending\":null", "pending: expected true or false, not null");
}

static void words(void **state)
{
    (void)state;
    field("\"state\":\"posted\"", NULL);
    field("\"state\":\"Posted\"", "state: expected one of: pending, posted, void");
    field("\"state\":\"\"", "state: expected one of: pending, posted, void");
    field("\"scopes\":[\"read\",\"write\"]", NULL);
    field("\"scopes\":[]", "scopes: expected 1 to 3 items, not 0");
    field("\"scopes\":[\"read\",\"read\"]", "scopes: a word is given twice");
    field("\"scopes\":[\"root\"]", "scopes[0]: expected one of: read, write, admin");
    field("\"scopes\":\"read\"", "scopes: expected a list");
}

/* Every text type: what is taken, and what is not. */
static void formats(void **state)
{
    (void)state;
    static const struct {
        const char *name, *good[8], *bad[16];
    } cases[] = {
        {"id",
         {"018f3a52-7c1e-7b2a-9c3d-1a2b3c4d5e6f", "018F3A52-7C1E-7B2A-9C3D-1A2B3C4D5E6F"},
         {"", "018f3a527c1e7b2a9c3d1a2b3c4d5e6f", "018f3a52-7c1e-7b2a-9c3d-1a2b3c4d5e6", "{018f3a52}",
          "018f3a52-7c1e-7b2a-9c3d-1a2b3c4d5e6g", "018f3a52-7c1e-7b2a-9c3d-1a2b3c4d5e6f\\n"}},
        {"month",
         {"1900-01", "2199-12"},
         {"2026-00", "2026-13", "1899-12", "2200-01", "2026-1", "2026-01-01", "202601"}},
        {"date",
         {"1900-01-01", "2199-12-31", "2024-02-29", "2000-02-29"},
         {"2023-02-29", "1900-02-29", "2100-02-29", "2026-04-31", "2026-1-1", "31.01.2026",
          "2026-01-31T00:00:00Z", "1899-12-31", "2200-01-01", " 2026-01-31", "2026-01-31\\n", ""}},
        {"expires",
         {"2026-01-31T12:00:00Z", "2026-01-31T23:59:59.123456Z", "1969-12-31T00:00:00.5Z"},
         {"2026-01-31", "2026-01-31T12:00:00", "2026-01-31T12:00:00+01:00", "2026-01-31 12:00:00Z",
          "2026-01-31T24:00:00Z", "2026-01-31T12:60:00Z", "2026-01-31T12:00:60Z", "2026-01-31T12:00:00.Z",
          "2026-01-31T12:00:00.1234567Z", "2026-02-30T12:00:00Z", "2026-01-31T12:00:00z"}},
        {"amount",
         {"0", "-0", "12", "-12.5", "0.0001", "99999999999999.9999", "-99999999999999.9999"},
         {"", "-", "+1", "1.", ".5", "01", "00", "1,5", "1e3", "1.00000", "100000000000000", " 1", "1 ",
          "--1", "1.2.3"}},
        {"currency", {"EUR", "JPY", "KWD"}, {"eur", "EURO", "E", "", "XAU", "XXX", "ABC", "RUR"}},
        {"email",
         {"ada@example.org", "a.b+c@sub.example-1.org", "a@b"},
         {"", "ada", "@example.org", "ada@", "ada@-x.org", "ada@x-.org", "ada@x..org", "ada@.org",
          "a b@x.org", "ada@x_y.org", "ada@x.org\\n", "caf\\u00e9@x.org", "a@b@c"}},
        {"account",
         {"x", "Girokonto \\u20ac", "018f3a52-7c1e-7b2a-9c3d-1a2b3c4d5e6f"},
         {"", " ", "\\u00a0\\n"}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        for (size_t k = 0; k < 24; k++) {
            const char *text = k < 8 ? cases[i].good[k] : cases[i].bad[k - 8];
            if (text == NULL)
                continue;
            struct ctx c = test_ctx();
            const struct json_value *v;
            const struct api_field *f = table_body_fields;
            while (strcmp(f->name, cases[i].name) != 0)
                f++;
            struct api_field one[2] = {*f, {0}};
            struct api_shape shape = {"One", one};
            assert_ok(&c,
                      json_read(&c, text_of(arena_printf(c.arena, "{\"%s\":\"%s\"}", f->name, text)), &v));
            if ((api_check_object(&c, &shape, v) == OK) != (k < 8))
                fail_msg("%s \"%s\" is %s", f->name, text, k < 8 ? "refused" : "taken");
            struct text value = json_as_text(json_first(v));
            if ((api_check_parameter(&c, f, value) == OK) != (k < 8))
                fail_msg("%s \"%s\" is %s in a query", f->name, text, k < 8 ? "refused" : "taken");
            test_ctx_end(&c);
        }
    }
}

static void amounts_as_numbers(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    static const char *const good[] = {"1",     "-12.5", "0.0001", "99999999999.9999", "-99999999999",
                                       "12.50", "1e2"};
    static const char *const bad[] = {
        "0.00001", "0.30000000000000004", "1e11", "-100000000000", "123456789012.12345", "true", "null",
        "[]"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_ok(
            &c, check(&c, &table_part, arena_printf(c.arena, "{\"category\":\"a\",\"amount\":%s}", good[i])));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (check(&c, &table_part, arena_printf(c.arena, "{\"category\":\"a\",\"amount\":%s}", bad[i])) == OK)
            fail_msg("%s is taken", bad[i]);
    test_ctx_end(&c);
}

static void body_road(void **state)
{
    (void)state;
    struct world w;
    world_begin(&w, TABLE_ADD);
    w.x.request.body = TEXT("{}");
    road.type = "text/plain";
    assert_err(ERR_INPUT, api_validate_body(&w.call));
    assert_int_equal(415, road.problem);
    road.problem = 0;
    road.type = "Application/JSON ; charset=utf-8";
    assert_err(ERR_INPUT, api_validate_body(&w.call));
    assert_int_equal(0, road.problem);
    assert_string_equal("account: is missing: expected an id or a name", w.x.c.why);
    w.x.request.body = TEXT("{\"account\":1,\"account\":2}");
    assert_err(ERR_INPUT, api_validate_body(&w.call));
    assert_string_equal("the body: the name \"account\" is given twice in one object", w.x.c.why);
    w.x.request.body = (struct text){NULL, 0};
    assert_err(ERR_INPUT, api_validate_body(&w.call));
    w.call.body = NULL;
    w.x.request.body = (struct text){arena_alloc(w.x.c.arena, LIMIT_BODY_BYTES + 1), LIMIT_BODY_BYTES + 1};
    assert_err(ERR_LIMIT, api_validate_body(&w.call));
    world_end(&w);

    world_begin(&w, TABLE_CHANGE); /* nothing is required: nothing need be given */
    assert_ok(&w.x.c, api_validate_body(&w.call));
    assert_null(w.call.body);
    assert_false(api_given(w.call.body, "name"));
    world_end(&w);

    world_begin(&w, TABLE_DELETE); /* takes no body */
    road.type = "application/json";
    w.x.request.body = TEXT("{}");
    assert_ok(&w.x.c, api_validate_body(&w.call));
    w.x.request.body = TEXT("{\"force\":true}");
    assert_err(ERR_INPUT, api_validate_body(&w.call));
    world_end(&w);

    world_begin(&w, TABLE_UPLOAD); /* the handler's */
    w.x.request.body = TEXT("date,amount\n");
    assert_ok(&w.x.c, api_validate_body(&w.call));
    world_end(&w);
}

static void body_values(void **state)
{
    (void)state;
    struct world w;
    int64_t minor;
    world_begin(&w, TABLE_ADD);
    road.type = "application/json";
    w.x.request.body = TEXT(
        "{\"account\":\" Checking \",\"date\":\"2026-01-31\",\"amount\":-12.5,\"payee\":\"x\",\"notes\":null,"
        "\"pending\":true,\"position\":7,\"month\":\"2026-02\",\"expires\":\"1970-01-01T00:00:01Z\"}");
    assert_ok(&w.x.c, api_validate_body(&w.call));
    const struct json_value *b = w.call.body;
    assert_text("Checking", api_text(b, "account"));
    assert_int_equal(20484, api_date(b, "date"));
    assert_int_equal(2026 * 12 + 1, api_month(b, "month", 0));
    assert_int_equal(1000000, api_time(b, "expires"));
    assert_ok(&w.x.c, api_amount(&w.x.c, b, "amount", CURRENCY_EUR, &minor));
    assert_int_equal(-1250, minor);
    assert_true(api_given(b, "notes"));
    assert_int_equal(0, api_text(b, "notes").len);
    assert_true(api_bool(b, "pending", false));
    assert_int_equal(7, api_int(b, "position", 0));
    assert_int_equal(3, api_int(b, "shift", 3));
    assert_int_equal(DATE_NONE, api_date(b, "id"));
    world_end(&w);
}

static void amounts_of_currencies(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    currency jpy;
    int64_t minor;
    assert_true(currency_from_code(TEXT("JPY"), &jpy));
    assert_ok(&c, api_amount_text(&c, TEXT("12.50"), "least", CURRENCY_EUR, &minor));
    assert_int_equal(1250, minor);
    assert_ok(&c, api_amount_text(&c, TEXT("12.500"), "least", CURRENCY_EUR, &minor));
    assert_err(ERR_INPUT, api_amount_text(&c, TEXT("12.505"), "least", CURRENCY_EUR, &minor));
    assert_string_equal("least: EUR has 2 decimal places", c.why);
    assert_err(ERR_INPUT, api_amount_text(&c, TEXT("12.5"), "least", jpy, &minor));
    assert_string_equal("least: JPY has 0 decimal places", c.why);
    assert_err(ERR_INPUT, api_amount_text(&c, TEXT("999999999999999999"), "least", CURRENCY_EUR, &minor));
    assert_string_equal("least: is too large", c.why);
    assert_err(ERR_INPUT, api_amount(&c, NULL, "amount", CURRENCY_EUR, &minor));
    test_ctx_end(&c);
}

/* -- Queries. */

static enum err query(struct world *w, int route, const char *const (*pairs)[2])
{
    world_begin(w, route);
    for (size_t i = 0; pairs[i][0] != NULL; i++)
        memcpy(road.query[i], pairs[i], sizeof *pairs);
    return api_validate_query(&w->call);
}

static void query_values(void **state)
{
    (void)state;
    struct world w;
    static const char *const all[][2] = {{"q", ""},
                                         {"from", "2026-01-31"},
                                         {"month", "2026-01"},
                                         {"by", "void,posted"},
                                         {"least", "-1.5"},
                                         {"depth", "9"},
                                         {"all", "true"},
                                         {"limit", "1000"},
                                         {NULL}};
    static const char *const none[][2] = {{NULL}};
    assert_ok(&w.x.c, query(&w, TABLE_LIST, all));
    assert_true(api_query(&w.call, "q").at != NULL && api_query(&w.call, "q").len == 0);
    assert_int_equal(20484, api_query_date(&w.call, "from"));
    assert_int_equal(2026 * 12, api_query_month(&w.call, "month", 0));
    assert_true(api_query_has(&w.call, "by", "posted") && api_query_has(&w.call, "by", "void"));
    assert_false(api_query_has(&w.call, "by", "pending") || api_query_has(&w.call, "by", "post"));
    assert_int_equal(9, api_query_int(&w.call, "depth", 1));
    assert_true(api_query_bool(&w.call, "all", false));
    assert_int_equal(1000, api_limit(&w.call));
    assert_int_equal(0, api_cursor(&w.call).len);
    world_end(&w);
    assert_ok(&w.x.c, query(&w, TABLE_LIST, none));
    assert_null(api_query(&w.call, "q").at);
    assert_int_equal(DATE_NONE, api_query_date(&w.call, "from"));
    assert_int_equal(-1, api_query_int(&w.call, "depth", -1));
    assert_true(api_query_bool(&w.call, "all", true));
    assert_int_equal(API_PAGE_DEFAULT, api_limit(&w.call));
    world_end(&w);
}

/* What stands at a path is asked of the route that reads it, in the name of the one that changes it. */
static void query_of_another_route(void **state)
{
    (void)state;
    struct world w;
    static const char *const none[][2] = {{NULL}};
    assert_ok(&w.x.c, query(&w, TABLE_ADD, none));
    w.call.route = &table_routes[TABLE_LIST];
    assert_null(api_query(&w.call, "account").at);
    assert_int_equal(API_PAGE_DEFAULT, api_limit(&w.call));
    world_end(&w);
}

static void query_refusals(void **state)
{
    (void)state;
    static const struct {
        int route;
        const char *pairs[3][2], *why;
    } cases[] = {
        {TABLE_LIST, {{"nope", "1"}}, "nope: there is no such parameter here"},
        {TABLE_LIST, {{"Q", "1"}}, "Q: there is no such parameter here"},
        {TABLE_LIST, {{"q", "1"}, {"q", "1"}}, "q: is given twice"},
        {TABLE_LIST, {{"q", ""}, {"q", ""}}, "q: is given twice"},
        {TABLE_LIST, {{"limit", "5"}, {"limit", "5"}}, "limit: is given twice"},
        {TABLE_LIST, {{"limit", "0"}}, "limit: must be from 1 to 1000"},
        {TABLE_LIST, {{"limit", "1001"}}, "limit: must be from 1 to 1000"},
        {TABLE_LIST, {{"limit", ""}}, "limit: expected a whole number"},
        {TABLE_LIST, {{"limit", "+5"}}, "limit: expected a whole number"},
        {TABLE_LIST, {{"limit", "99999999999999999999"}}, "limit: expected a whole number"},
        {TABLE_LIST, {{"from", ""}}, "from: expected a day as YYYY-MM-DD, for example 2026-01-31"},
        {TABLE_LIST, {{"all", "1"}}, "all: expected true or false"},
        {TABLE_LIST, {{"by", ""}}, "by: expected one of: pending, posted, void"},
        {TABLE_LIST, {{"by", "void,"}}, "by: expected one of: pending, posted, void"},
        {TABLE_LIST, {{"by", "void,posted,void"}}, "by: a word is given twice"},
        {TABLE_LIST, {{"state", "none"}}, "state: expected one of: pending, posted, void"},
        {TABLE_LIST, {{"account", ""}}, "account: must not be empty"},
        {TABLE_LIST, {{"q", "\xFF"}}, "q: is not UTF-8"},
        {TABLE_LIST, {{"cursor", ""}}, "cursor: must not be empty"},
        {TABLE_GET, {{"limit", "5"}}, "limit: there is no such parameter here"},
        {TABLE_WHOLE, {{NULL}}, "ticket: is missing"},
        {TABLE_WHOLE, {{"ticket", "a"}, {"cursor", "x"}}, "cursor: there is no such parameter here"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct world w;
        if (query(&w, cases[i].route, cases[i].pairs) != ERR_INPUT)
            fail_msg("case %zu is taken", i);
        assert_string_equal(cases[i].why, w.x.c.why);
        world_end(&w);
    }
}

static void cursors(void **state)
{
    (void)state;
    struct world w;
    const char *pairs[2][2] = {{NULL}};
    const int64_t numbers[3] = {INT64_MIN, -1, 20484};
    int64_t got[3] = {1, 2, 3};
    bool given = true;
    assert_ok(&w.x.c, query(&w, TABLE_LIST, (const char *const(*)[2])pairs));
    assert_ok(&w.x.c, api_cursor_read(&w.call, got, 3, &given));
    assert_true(!given && got[0] == 1);
    struct text cursor = api_cursor_make(&w.call, numbers, 3);
    char kept[API_CURSOR_MOST];
    assert_true(cursor.len < sizeof kept);
    memcpy(kept, text_z(w.x.c.arena, cursor), cursor.len + 1);
    world_end(&w);

    pairs[0][0] = "cursor";
    pairs[0][1] = kept;
    assert_ok(&w.x.c, query(&w, TABLE_LIST, (const char *const(*)[2])pairs));
    assert_ok(&w.x.c, api_cursor_read(&w.call, got, 3, &given));
    assert_true(given);
    assert_memory_equal(numbers, got, sizeof got);
    assert_err(ERR_INPUT, api_cursor_read(&w.call, got, 2, &given));
    assert_string_equal("cursor: is none that this list gave", w.x.c.why);
    w.call.route = &(struct api_route){.id = "another", .flags = API_PAGED};
    assert_err(ERR_INPUT, api_cursor_read(&w.call, got, 3, &given));
    world_end(&w);

    for (size_t i = 0; kept[i] != '\0'; i++) { /* each letter counts */
        char was = kept[i];
        for (const char *other = "AB_-9="; *other != '\0'; other++) {
            kept[i] = *other;
            assert_ok(&w.x.c, query(&w, TABLE_LIST, (const char *const(*)[2])pairs));
            if (*other != was)
                assert_err(ERR_INPUT, api_cursor_read(&w.call, got, 3, &given));
            world_end(&w);
        }
        kept[i] = was;
    }
}

/* -- Replies. */

static void replies(void **state)
{
    (void)state;
    struct world w;
    world_begin(&w, TABLE_LIST);
    struct json *j = &w.call.reply;
    api_items(&w.call);
    json_object(j);
    api_key_amount(j, "amount", -1250, CURRENCY_EUR);
    api_key_id(j, "id", (struct id){{0}});
    api_key_time(j, "closed", 0);
    api_key_time(j, "created", 1);
    api_key_date(j, "newest", DATE_NONE);
    api_key_month(j, "month", 2026 * 12);
    api_key_text_or_null(j, "notes", (struct text){NULL, 0});
    json_object_end(j);
    api_items_end(&w.call, TEXT("abc"));
    buf_add(w.x.reply.body, "", 0);
    assert_string_equal(
        "{\"items\":[{\"amount\":\"-12.50\",\"id\":\"00000000-0000-0000-0000-000000000000\",\"closed\":null,"
        "\"created\":\"1970-01-01T00:00:00.000001Z\",\"newest\":null,\"month\":\"2026-01\",\"notes\":null}],"
        "\"next\":\"abc\"}",
        w.x.reply.body->at);
    world_end(&w);
    world_begin(&w, TABLE_WHOLE);
    api_items(&w.call);
    api_items_end(&w.call, (struct text){NULL, 0});
    assert_string_equal("{\"items\":[]}", w.x.reply.body->at);
    api_created(&w.call, "/api/v1/things", (struct id){{0}});
    assert_int_equal(201, w.x.reply.status);
    assert_string_equal("Location: /api/v1/things/00000000-0000-0000-0000-000000000000", road.header);
    world_end(&w);
}

static void paths(void **state)
{
    (void)state;
    struct world w;
    struct id id;
    world_begin(&w, TABLE_GET);
    w.call.path[0] = TEXT("018f3a52-7c1e-7b2a-9c3d-1a2b3c4d5e6f");
    assert_ok(&w.x.c, api_path_id(&w.call, 0, &id));
    w.call.path[0] = TEXT("1");
    assert_err(ERR_NOT_FOUND, api_path_id(&w.call, 0, &id));
    world_end(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(required_and_unknown),
        cmocka_unit_test(required_and_unknown_in_depth),
        cmocka_unit_test(texts),
        cmocka_unit_test(lengths_are_of_characters),
        cmocka_unit_test(numbers),
        cmocka_unit_test(words),
        cmocka_unit_test(formats),
        cmocka_unit_test(amounts_as_numbers),
        cmocka_unit_test(body_road),
        cmocka_unit_test(body_values),
        cmocka_unit_test(amounts_of_currencies),
        cmocka_unit_test(query_values),
        cmocka_unit_test(query_of_another_route),
        cmocka_unit_test(query_refusals),
        cmocka_unit_test(cursors),
        cmocka_unit_test(replies),
        cmocka_unit_test(paths),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "api/table/openapi_parts.h"

#include "api/table/openapi.h"
#include "api/table/types.h"
#include "api/validate.h"

static void info(struct json *j)
{
    json_key(j, "info");
    json_object(j);
    json_key_z(j, "title", "Florin");
    json_key_z(j, "version", FLORIN_VERSION);
    json_key_z(
        j, "description",
        "What a household's money is asked and told.\n\n"
        "Amounts are decimal texts beside a currency, days `YYYY-MM-DD`, times UTC. Lists go on at `next`. "
        "Fields that "
        "do not apply are null, never left out. What belongs to another household is not found. Errors are "
        "`application/problem+json` (RFC 9457).\n\n"
        "Writes take an `Idempotency-Key`: the same key and request again has the same reply and no second "
        "effect. "
        "A change may be tied to what was read with `If-Match`.");
    json_key(j, "license");
    json_object(j);
    json_key_z(j, "name", "Apache License 2.0");
    json_key_z(j, "identifier", "Apache-2.0");
    json_object_end(j);
    json_object_end(j);
}

void openapi_preamble(struct json *j, const struct api_resource *const *resources, const char *url)
{
    info(j);
    json_key(j, "servers");
    json_array(j);
    json_object(j);
    json_key_z(j, "url", url);
    json_object_end(j);
    json_array_end(j);
    json_key(j, "tags");
    json_array(j);
    for (size_t i = 0; resources[i] != NULL; i++) {
        bool again = false; /* two files may share a heading */
        for (size_t k = 0; k < i && !again; k++)
            again = strcmp(resources[k]->name, resources[i]->name) == 0;
        if (again)
            continue;
        json_object(j);
        json_key_z(j, "name", resources[i]->name);
        if (resources[i]->about != NULL)
            json_key_z(j, "description", resources[i]->about);
        json_object_end(j);
    }
    json_array_end(j);
}

/* -- Components. */

static void text_schema(struct json *j, const char *pattern, int least, int most)
{
    json_key(j, "schema");
    json_object(j);
    json_key_z(j, "type", "string");
    if (pattern != NULL)
        json_key_z(j, "pattern", pattern);
    if (most > 0) {
        json_key_int(j, "minLength", least);
        json_key_int(j, "maxLength", most);
    }
    json_object_end(j);
}

static void parameter(struct json *j, const char *key, const char *name, const char *in, const char *about)
{
    json_key(j, key);
    json_object(j);
    json_key_z(j, "name", name);
    json_key_z(j, "in", in);
    json_key_z(j, "description", about);
}

static void write_parameters(struct json *j)
{
    json_key(j, "parameters");
    json_object(j);
    parameter(j, "Limit", api_paging_limit.name, "query", api_paging_limit.about);
    json_key(j, "schema");
    json_object(j);
    json_key_z(j, "type", "integer");
    json_key_int(j, "minimum", api_paging_limit.least);
    json_key_int(j, "maximum", api_paging_limit.most);
    json_key_int(j, "default", API_PAGE_DEFAULT);
    json_object_end(j);
    json_object_end(j);
    parameter(j, "Cursor", api_paging_cursor.name, "query", api_paging_cursor.about);
    text_schema(j, API_PATTERN_CURSOR, 1, API_CURSOR_MOST);
    json_object_end(j);
    parameter(j, "IdempotencyKey", "Idempotency-Key", "header",
              "Any text that the client makes up for this one request, for example a UUID: the same again "
              "has the same reply and "
              "no second effect, for a day.");
    text_schema(j, "^[ -~]*[!-~][ -~]*$", 1, API_KEY_MOST);
    json_object_end(j);
    json_object_end(j);
}

static void header(struct json *j, const char *key, const char *about)
{
    json_key(j, key);
    json_object(j);
    json_key_z(j, "description", about);
    text_schema(j, NULL, 0, 0);
    json_object_end(j);
}

static void write_headers(struct json *j)
{
    json_key(j, "headers");
    json_object(j);
    header(j, "Location", "Where what was made can be read.");
    header(j, "ETag",
           "Stands for this state: give it as `If-None-Match` to ask whether there is another, as `If-Match` "
           "to change "
           "only this one.");
    header(j, "FlorinUndo", "Give it to `POST /api/v1/undo` within an hour to take the change back.");
    json_key(j, "RetryAfter");
    json_object(j);
    json_key_z(j, "description", "Seconds to wait.");
    json_key(j, "schema");
    json_object(j);
    json_key_z(j, "type", "integer");
    json_key_int(j, "minimum", 0);
    json_object_end(j);
    json_object_end(j);
    json_object_end(j);
}

static void problem_reply(struct json *j, const struct api_failure *f)
{
    json_key(j, f->name);
    json_object(j);
    json_key_z(j, "description", f->about);
    if (f->waits) {
        json_key(j, "headers");
        json_object(j);
        json_key(j, "Retry-After");
        json_object(j);
        json_key_z(j, "$ref", "#/components/headers/RetryAfter");
        json_object_end(j);
        json_object_end(j);
    }
    json_key(j, "content");
    json_object(j);
    json_key(j, "application/problem+json");
    json_object(j);
    json_key(j, "schema");
    schema_ref(j, "Problem");
    json_object_end(j);
    json_object_end(j);
    json_object_end(j);
}

static void write_responses(struct json *j)
{
    static const struct api_failure other = {
        0, "Problem", "Anything else that went wrong; where it was inside, nothing was changed.", false};
    json_key(j, "responses");
    json_object(j);
    for (const struct api_failure *f = api_failures; f->status != 0; f++)
        problem_reply(j, f);
    problem_reply(j, &other);
    json_object_end(j);
}

static void write_security(struct json *j)
{
    static const struct {
        const char *key, *name, *about;
    } cookies[] = {
        {"session", "florin", "The page's session, where there is no TLS."},
        {"secureSession", "__Host-florin",
         "The page's session. Changes are taken from pages of this server alone."},
    };
    json_key(j, "securitySchemes");
    json_object(j);
    json_key(j, "bearer");
    json_object(j);
    json_key_z(j, "type", "http");
    json_key_z(j, "scheme", "bearer");
    json_key_z(j, "description", "An API key (`flk_…`), or an access token of `POST /api/v1/auth/token`.");
    json_object_end(j);
    for (size_t i = 0; i < sizeof cookies / sizeof *cookies; i++) {
        json_key(j, cookies[i].key);
        json_object(j);
        json_key_z(j, "type", "apiKey");
        json_key_z(j, "in", "cookie");
        json_key_z(j, "name", cookies[i].name);
        json_key_z(j, "description", cookies[i].about);
        json_object_end(j);
    }
    json_object_end(j);
}

static void write_schemas(struct json *j, const struct schemas *schemas)
{
    static const struct api_field problem_fields[] = {
        {.name = "type",
         .type = API_TEXT,
         .flags = API_REQUIRED,
         .about = "about:blank: `code` tells problems apart."},
        {.name = "title", .type = API_TEXT, .flags = API_REQUIRED, .about = "The status in words."},
        {.name = "status", .type = API_INT, .flags = API_REQUIRED},
        {.name = "code", .type = API_TEXT, .flags = API_REQUIRED, .about = "A stable name, for programs."},
        {.name = "detail", .type = API_TEXT, .flags = API_REQUIRED, .about = "What is wrong, for people."},
        {.name = "field", .type = API_TEXT, .about = "The field or parameter that is wrong."},
        {0},
    };
    static const struct api_shape problem = {"Problem", problem_fields};
    json_key(j, "schemas");
    json_object(j);
    schemas_write(j, schemas);
    schema_write(j, schemas, &problem, SCHEMA_REPLY, problem.name);
    json_key(j, "NextCursor");
    json_object(j);
    json_key(j, "type");
    json_array(j);
    json_z(j, "string");
    json_z(j, "null");
    json_array_end(j);
    json_key_z(j, "description", "Give it as `cursor` for what comes next; null: that was all.");
    json_object_end(j);
    json_object_end(j);
}

void openapi_components(struct json *j, const struct schemas *schemas)
{
    json_object(j);
    write_schemas(j, schemas);
    write_parameters(j);
    write_headers(j);
    write_responses(j);
    write_security(j);
    json_object_end(j);
}

#include "api/table/openapi.h"

#include "api/table/openapi_parts.h"

#include <stdio.h>

struct document {
    struct json j;
    const struct api_resource *const *resources;
    const struct schemas *schemas;
};

/* -- What can be said of a route. */

const struct api_failure api_failures[] = {
    {400, "BadRequest", "Something in the request is not as it must be; `field` names what.", false},
    {401, "Unauthorized", "Nobody is signed in, or the credential is not valid any more.", false},
    {403, "Forbidden",
     "The role or the key's scope does not allow it, or the request came from another site.", false},
    {404, "NotFound", "There is no such thing in this household.", false},
    {409, "Conflict", "The state does not allow it, or the id is taken by something else.", false},
    {412, "PreconditionFailed", "It has changed since: `If-Match` names another state.", false},
    {413, "ContentTooLarge", "The body is larger than is allowed.", false},
    {415, "UnsupportedMediaType", "The body is not `application/json`.", false},
    {422, "KeyReused", "The `Idempotency-Key` stands for another request.", false},
    {429, "TooManyRequests", "Too many requests; wait as long as `Retry-After` says.", true},
    {503, "Busy", "Too much is going on; try again after `Retry-After`.", true},
    {507, "StorageFull", "The disk is full; nothing was changed.", false},
    {0},
};

bool api_is_write(const struct api_route *route)
{
    return strcmp(route->method, "GET") != 0;
}

bool api_takes_key(const struct api_route *route)
{
    return api_is_write(route) && route->lane == API_WRITES && !(route->flags & API_UNTRACED);
}

static bool has_body(const struct api_route *route)
{
    return route->body != NULL || route->flags & API_UPLOAD;
}

/* Can what stands at this path be read? Then a change may be tied to what was read. */
static bool has_reader(const struct api_resource *const *resources, const struct api_route *route)
{
    for (; *resources != NULL; resources++)
        for (const struct api_route *r = (*resources)->routes; r->method != NULL; r++)
            if (!api_is_write(r) && strcmp(r->path, route->path) == 0)
                return true;
    return false;
}

bool api_may_fail(const struct api_resource *const *resources, const struct api_route *route, int status)
{
    bool write = api_is_write(route);
    switch (status) {
    case 401: /* who logs in is nobody yet */
        return route->need != API_PUBLIC || write;
    case 403:
        return route->need > API_SELF || write;
    case 404:
        return strchr(route->path, '{') != NULL || route->query != NULL || route->body != NULL;
    case 409:
        return write;
    case 507: /* a file is also made for whoever asks for one */
        return write || route->flags & API_NOT_JSON;
    case 412:
        return write && has_reader(resources, route);
    case 413:
        return has_body(route);
    case 415:
        return route->body != NULL;
    case 422:
        return api_takes_key(route);
    default:
        return true;
    }
}

const char *api_need_text(enum api_need need)
{
    switch (need) {
    case API_PUBLIC:
        return "Anybody";
    case API_SELF:
        return "Anybody who is signed in";
    case API_READ:
        return "Viewers, scope read";
    case API_WRITE:
        return "Members, scope write";
    case API_APPROVE:
        return "Members, scope approve";
    case API_OWN:
        return "Owners, scope admin";
    }
    return "";
}

const char *api_need_scope(enum api_need need)
{
    return need == API_READ      ? "read"
           : need == API_WRITE   ? "write"
           : need == API_OWN     ? "admin"
           : need == API_APPROVE ? "approve"
                                 : NULL;
}

/* -- Parameters. */

static void ref(struct json *j, const char *folder, const char *name)
{
    char path[120];
    snprintf(path, sizeof path, "#/components/%s/%s", folder, name);
    json_object(j);
    json_key_z(j, "$ref", path);
    json_object_end(j);
}

static void path_parameter(struct json *j, struct text name)
{
    json_object(j);
    json_key_text(j, "name", name);
    json_key_z(j, "in", "path");
    json_key_bool(j, "required", true);
    json_key_z(j, "description", "As lists and replies give it.");
    json_key(j, "schema");
    json_object(j);
    json_key_z(j, "type", "string");
    json_key_int(j, "minLength", 1);
    json_key_int(j, "maxLength", 64);
    json_object_end(j);
    json_object_end(j);
}

static void path_parameters(struct json *j, const char *path)
{
    for (const char *open = strchr(path, '{'); open != NULL; open = strchr(open + 1, '{'))
        path_parameter(j, (struct text){open + 1, strcspn(open + 1, "}")});
}

static void query_parameter(struct document *d, const struct api_field *f)
{
    struct json *j = &d->j;
    json_object(j);
    json_key_z(j, "name", f->name);
    json_key_z(j, "in", "query");
    if (f->flags & API_REQUIRED)
        json_key_bool(j, "required", true);
    if (f->about != NULL)
        json_key_z(j, "description", f->about);
    if (f->type == API_WORDS) {
        json_key_z(j, "style", "form");
        json_key_bool(j, "explode", false);
    }
    json_key(j, "schema");
    schema_parameter(j, d->schemas, f);
    json_object_end(j);
}

static void parameters(struct document *d, const struct api_route *r)
{
    struct json *j = &d->j;
    json_key(j, "parameters");
    json_array(j);
    path_parameters(j, r->path);
    for (const struct api_field *f = r->query; f != NULL && f->name != NULL; f++)
        query_parameter(d, f);
    if (r->flags & API_PAGED) {
        ref(j, "parameters", "Limit");
        ref(j, "parameters", "Cursor");
    }
    if (api_takes_key(r))
        ref(j, "parameters", "IdempotencyKey");
    json_array_end(j);
}

/* -- Bodies and replies. */

static void binary(struct json *j)
{
    json_object(j);
    json_key_z(j, "type", "string");
    json_key_z(j, "format", "binary");
    json_object_end(j);
}

static void request_body(struct document *d, const struct api_route *r)
{
    struct json *j = &d->j;
    if (!has_body(r))
        return;
    json_key(j, "requestBody");
    json_object(j);
    json_key_bool(j, "required", r->flags & API_UPLOAD || !schema_is_optional(r->body));
    json_key(j, "content");
    json_object(j);
    json_key(j, r->flags & API_UPLOAD ? "application/octet-stream" : "application/json");
    json_object(j);
    json_key(j, "schema");
    if (r->flags & API_UPLOAD) {
        binary(j);
    } else {
        schema_ref(j, schema_name(d->schemas, r->body, SCHEMA_REQUEST));
        json_key(j, "example");
        schema_example(j, r->body);
    }
    json_object_end(j);
    json_object_end(j);
    json_object_end(j);
}

/* {"items": [item, …], "next": cursor or null}; without API_PAGED, without "next". */
static void list_schema(struct document *d, const struct api_route *r)
{
    struct json *j = &d->j;
    bool paged = r->flags & API_PAGED;
    json_object(j);
    json_key_z(j, "type", "object");
    json_key(j, "properties");
    json_object(j);
    json_key(j, "items");
    json_object(j);
    json_key_z(j, "type", "array");
    json_key(j, "items");
    schema_ref(j, schema_name(d->schemas, r->reply, SCHEMA_REPLY));
    json_object_end(j);
    if (paged) {
        json_key(j, "next");
        ref(j, "schemas", "NextCursor");
    }
    json_object_end(j);
    json_key(j, "required");
    json_array(j);
    json_z(j, "items");
    if (paged)
        json_z(j, "next");
    json_array_end(j);
    json_key_bool(j, "additionalProperties", false);
    json_object_end(j);
}

/* Bytes of whatever type: the handler says which. */
static const char *media_type(const struct api_route *r)
{
    if (!(r->flags & API_NOT_JSON))
        return "application/json";
    return strcmp(r->reply_type, "application/octet-stream") == 0 ? "*/*" : r->reply_type;
}

static void reply_content(struct document *d, const struct api_route *r)
{
    struct json *j = &d->j;
    if (r->flags & API_NO_BODY)
        return;
    json_key(j, "content");
    json_object(j);
    json_key(j, media_type(r));
    json_object(j);
    json_key(j, "schema");
    if (r->flags & API_NOT_JSON || r->reply == NULL) { /* any bytes; as JSON they are no text */
        json_object(j);
        json_object_end(j);
    } else if (r->flags & (API_PAGED | API_LISTED)) {
        list_schema(d, r);
    } else {
        schema_ref(j, schema_name(d->schemas, r->reply, SCHEMA_REPLY));
    }
    json_object_end(j);
    json_object_end(j);
}

static void reply_headers(struct json *j, const struct api_route *r, int status)
{
    bool undo = r->flags & API_UNDOABLE, tag = !api_is_write(r) && !(r->flags & API_NOT_JSON),
         made = status == 201;
    if (!undo && !tag && !made)
        return;
    json_key(j, "headers");
    json_object(j);
    if (made) {
        json_key(j, "Location");
        ref(j, "headers", "Location");
    }
    if (tag) {
        json_key(j, "ETag");
        ref(j, "headers", "ETag");
    }
    if (undo) {
        json_key(j, "Florin-Undo");
        ref(j, "headers", "FlorinUndo");
    }
    json_object_end(j);
}

static void success(struct document *d, const struct api_route *r, int status, const char *about)
{
    struct json *j = &d->j;
    char key[8];
    snprintf(key, sizeof key, "%d", status);
    json_key(j, key);
    json_object(j);
    json_key_z(j, "description", about);
    reply_headers(j, r, status);
    if (status != 304)
        reply_content(d, r);
    json_object_end(j);
}

static int success_status(const struct api_route *r)
{
    return r->flags & API_NO_BODY ? 204 : r->status == 0 ? 200 : r->status;
}

static void responses(struct document *d, const struct api_route *r)
{
    struct json *j = &d->j;
    int status = success_status(r);
    char key[8];
    json_key(j, "responses");
    json_object(j);
    success(d, r, status, status == 201 ? "Made." : status == 202 ? "Begun." : "Done.");
    if (status == 201)
        success(d, r, 200, "It was there already, exactly so.");
    if (!api_is_write(r) && !(r->flags & API_NOT_JSON))
        success(d, r, 304, "Nothing has changed since the reply that `If-None-Match` names.");
    for (const struct api_failure *f = api_failures; f->status != 0; f++) {
        if (!api_may_fail(d->resources, r, f->status))
            continue;
        snprintf(key, sizeof key, "%d", f->status);
        json_key(j, key);
        ref(j, "responses", f->name);
    }
    json_key(j, "default");
    ref(j, "responses", "Problem");
    json_object_end(j);
}

/* Keys and tokens are told apart by their scopes; a session has those of its person's role. */
static void security(struct json *j, enum api_need need)
{
    static const char *const schemes[] = {"bearer", "session", "secureSession"};
    json_key(j, "security");
    json_array(j);
    for (size_t i = 0; need != API_PUBLIC && i < sizeof schemes / sizeof *schemes; i++) {
        json_object(j);
        json_key(j, schemes[i]);
        json_array(j);
        if (api_need_scope(need) != NULL)
            json_z(j, api_need_scope(need));
        json_array_end(j);
        json_object_end(j);
    }
    json_array_end(j);
}

/* -- Paths. */

static void operation(struct document *d, const struct api_resource *resource, const struct api_route *r)
{
    struct json *j = &d->j;
    char method[16], about[1024];
    size_t len = strlen(r->method);
    for (size_t i = 0; i <= len && i < sizeof method; i++)
        method[i] = ascii_lower(r->method[i]);
    snprintf(about, sizeof about, "%s%sFor: %s.", r->about == NULL ? "" : r->about,
             r->about == NULL ? "" : "\n\n", api_need_text(r->need));
    json_key(j, method);
    json_object(j);
    json_key_z(j, "operationId", r->id);
    json_key_z(j, "summary", r->title);
    json_key_z(j, "description", about);
    json_key(j, "tags");
    json_array(j);
    json_z(j, resource->name);
    json_array_end(j);
    parameters(d, r);
    request_body(d, r);
    responses(d, r);
    security(j, r->need);
    json_object_end(j);
}

/* Is it the first route at its path? */
static bool opens_path(const struct document *d, const struct api_route *route)
{
    for (const struct api_resource *const *at = d->resources; *at != NULL; at++)
        for (const struct api_route *r = (*at)->routes; r->method != NULL; r++)
            if (strcmp(r->path, route->path) == 0)
                return r == route;
    return false;
}

/* All methods of a path, in whatever file they are. */
static void path_item(struct document *d, const char *path)
{
    json_key(&d->j, path);
    json_object(&d->j);
    for (const struct api_resource *const *at = d->resources; *at != NULL; at++)
        for (const struct api_route *r = (*at)->routes; r->method != NULL; r++)
            if (strcmp(r->path, path) == 0)
                operation(d, *at, r);
    json_object_end(&d->j);
}

static void paths(struct document *d)
{
    json_key(&d->j, "paths");
    json_object(&d->j);
    for (const struct api_resource *const *at = d->resources; *at != NULL; at++)
        for (const struct api_route *r = (*at)->routes; r->method != NULL; r++)
            if (opens_path(d, r))
                path_item(d, r->path);
    json_object_end(&d->j);
}

void openapi_write(struct buf *out, const struct api_resource *const *resources, const char *url)
{
    struct arena *arena = arena_new();
    struct document d = {
        .j = json_into(out), .resources = resources, .schemas = schemas_of(arena, resources)};
    json_object(&d.j);
    json_key_z(&d.j, "openapi", "3.1.0");
    openapi_preamble(&d.j, resources, url);
    paths(&d);
    json_key(&d.j, "components");
    openapi_components(&d.j, d.schemas);
    json_object_end(&d.j);
    arena_free(arena);
}

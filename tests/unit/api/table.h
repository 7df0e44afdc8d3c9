/* A little table of its own for tests of what is made from tables: every type, required and nullable, nested and paged. */
#ifndef TESTS_API_TABLE_H
#define TESTS_API_TABLE_H

#include "api/call.h"

static const char *const table_states[] = {"pending", "posted", "void", NULL};
static const char *const table_scopes[] = {"read", "write", "admin", NULL};

static const struct api_field table_part_fields[] = {
    {.name = "category",
     .type = API_TEXT,
     .flags = API_REQUIRED,
     .about = "Its path.",
     .least = 1,
     .most = 8},
    {.name = "amount", .type = API_AMOUNT, .flags = API_REQUIRED},
    {0},
};
static const struct api_shape table_part = {"Part", table_part_fields};

static const struct api_field table_body_fields[] = {
    {.name = "account", .type = API_REF, .flags = API_REQUIRED},
    {.name = "date", .type = API_DATE, .flags = API_REQUIRED},
    {.name = "amount", .type = API_AMOUNT, .flags = API_REQUIRED},
    {.name = "payee", .type = API_TEXT, .flags = API_REQUIRED, .least = 1, .most = 10},
    {.name = "notes", .type = API_TEXT, .flags = API_NULLABLE},
    {.name = "id", .type = API_ID},
    {.name = "month", .type = API_MONTH},
    {.name = "expires", .type = API_TIME},
    {.name = "currency", .type = API_CURRENCY},
    {.name = "email", .type = API_EMAIL},
    {.name = "password", .type = API_TEXT, .flags = API_SECRET, .least = 10, .most = 200},
    {.name = "state", .type = API_WORD, .words = table_states},
    {.name = "scopes", .type = API_WORDS, .words = table_scopes, .least = 1},
    {.name = "position", .type = API_INT, .least = 1, .most = 10000},
    {.name = "shift", .type = API_INT},
    {.name = "weight", .type = API_NUMBER},
    {.name = "pending", .type = API_BOOL},
    {.name = "part", .type = API_OBJECT, .flags = API_NULLABLE, .shape = &table_part},
    {.name = "parts", .type = API_LIST, .item = API_OBJECT, .shape = &table_part, .least = 1, .most = 3},
    {.name = "tags", .type = API_LIST, .item = API_TEXT},
    {.name = "extra", .type = API_ANY},
    {0},
};
static const struct api_shape table_body = {"NewThing", table_body_fields};

static const struct api_field table_patch_fields[] = {{.name = "name", .type = API_TEXT, .least = 1}, {0}};
static const struct api_shape table_patch = {"ThingChange", table_patch_fields};

static const struct api_field table_thing_fields[] = {
    {.name = "id", .type = API_ID, .flags = API_REQUIRED},
    {.name = "amount", .type = API_AMOUNT, .flags = API_REQUIRED | API_NULLABLE},
    {.name = "state", .type = API_WORD, .flags = API_REQUIRED | API_NULLABLE, .words = table_states},
    {.name = "parts", .type = API_LIST, .flags = API_REQUIRED, .item = API_OBJECT, .shape = &table_part},
    {.name = "part", .type = API_OBJECT, .flags = API_REQUIRED | API_NULLABLE, .shape = &table_part},
    {.name = "created", .type = API_TIME, .flags = API_REQUIRED},
    {0},
};
static const struct api_shape table_thing = {"Thing", table_thing_fields};

static const struct api_field table_query[] = {
    {.name = "q", .type = API_TEXT, .about = "Words <to look> for."},
    {.name = "from", .type = API_DATE},
    {.name = "month", .type = API_MONTH},
    {.name = "by", .type = API_WORDS, .words = table_states, .least = 1},
    {.name = "least", .type = API_AMOUNT},
    {.name = "depth", .type = API_INT, .least = 1, .most = 9},
    {.name = "all", .type = API_BOOL},
    {.name = "state", .type = API_WORD, .words = table_states},
    {.name = "account", .type = API_REF},
    {0},
};
static const struct api_field table_needed[] = {
    {.name = "ticket", .type = API_TEXT, .flags = API_REQUIRED, .least = 1}, {0}};

static enum err table_handle(struct api_call *call)
{
    (void)call;
    return OK;
}

enum {
    TABLE_LIST,
    TABLE_ADD,
    TABLE_GET,
    TABLE_CHANGE,
    TABLE_DELETE,
    TABLE_WHOLE,
    TABLE_UPLOAD,
    TABLE_EXPORT
};

static const struct api_route table_routes[] = {
    {.method = "GET",
     .path = "/api/v1/things",
     .id = "listThings",
     .title = "Things",
     .need = API_READ,
     .lane = API_HERE,
     .flags = API_PAGED,
     .query = table_query,
     .reply = &table_thing,
     .handle = table_handle},
    {.method = "POST",
     .path = "/api/v1/things",
     .id = "addThing",
     .title = "Add a thing",
     .need = API_WRITE,
     .lane = API_WRITES,
     .body = &table_body,
     .status = 201,
     .reply = &table_thing,
     .handle = table_handle},
    {.method = "GET",
     .path = "/api/v1/things/{id}",
     .id = "getThing",
     .title = "A thing",
     .need = API_READ,
     .lane = API_HERE,
     .reply = &table_thing,
     .handle = table_handle},
    {.method = "PATCH",
     .path = "/api/v1/things/{id}",
     .id = "changeThing",
     .title = "Change a thing",
     .about = "Only what is given changes.",
     .need = API_WRITE,
     .lane = API_WRITES,
     .body = &table_patch,
     .reply = &table_thing,
     .handle = table_handle},
    {.method = "DELETE",
     .path = "/api/v1/things/{id}",
     .id = "deleteThing",
     .title = "Delete a thing",
     .need = API_OWN,
     .lane = API_WRITES,
     .flags = API_NO_BODY,
     .status = 204,
     .handle = table_handle},
    {.method = "GET",
     .path = "/api/v1/kinds",
     .id = "listKinds",
     .title = "Kinds",
     .need = API_PUBLIC,
     .lane = API_HERE,
     .flags = API_LISTED,
     .query = table_needed,
     .reply = &table_part,
     .handle = table_handle},
    {.method = "POST",
     .path = "/api/v1/files",
     .id = "upload",
     .title = "Upload",
     .need = API_WRITE,
     .lane = API_WRITES,
     .flags = API_UPLOAD,
     .status = 202,
     .reply = &table_thing,
     .handle = table_handle},
    {.method = "GET",
     .path = "/api/v1/export",
     .id = "export",
     .title = "Export",
     .need = API_SELF,
     .lane = API_SLOW,
     .flags = API_NOT_JSON,
     .reply_type = "text/csv",
     .handle = table_handle},
    {0},
};

#endif

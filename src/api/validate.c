#include "api/validate.h"

#include "api/table/check.h"
#include "api/table/types.h"
#include "base/limits.h"

const struct api_field api_paging_limit = {.name = "limit",
                                           .type = API_INT,
                                           .about = "How many items at most; 50 unless given.",
                                           .least = 1,
                                           .most = LIMIT_PAGE};
const struct api_field api_paging_cursor = {.name = "cursor",
                                            .type = API_TEXT,
                                            .about = "Where to go on: `next` of the reply before.",
                                            .least = 1,
                                            .most = API_CURSOR_MOST};

/* -- The query. */

struct reading {
    struct api_call *call;
    struct api_parameters *into;
    enum err e;
};

static size_t count_fields(const struct api_field *fields)
{
    size_t count = 0;
    while (fields != NULL && fields[count].name != NULL)
        count++;
    return count;
}

/* The parameter of this name and the place of its value; NULL when the route takes none such. */
static const struct api_field *parameter(const struct reading *r, struct text name, struct text **value)
{
    const struct api_route *route = r->call->route;
    for (size_t i = 0; route->query != NULL && route->query[i].name != NULL; i++) {
        *value = &r->into->values[i];
        if (text_is(name, route->query[i].name))
            return &route->query[i];
    }
    if (!(route->flags & API_PAGED))
        return NULL;
    bool limit = text_is(name, "limit");
    *value = limit ? &r->into->limit : &r->into->cursor;
    return limit ? &api_paging_limit : text_is(name, "cursor") ? &api_paging_cursor : NULL;
}

static enum err take(struct reading *r, struct text name, struct text value)
{
    struct ctx *c = r->call->c;
    struct text *place, shown = text_glimpse(name);
    const struct api_field *field = parameter(r, name, &place);
    if (field == NULL)
        return fail(c, ERR_INPUT, "%.*s: there is no such parameter here", TEXT_ARGS(shown));
    if (place->at != NULL)
        return fail(c, ERR_INPUT, "%s: is given twice", field->name);
    TRY(api_check_parameter(c, field, value));
    *place = value.at == NULL ? TEXT("") : value;
    return OK;
}

static bool take_each(void *self, struct text name, struct text value)
{
    struct reading *r = self;
    r->e = take(r, name, value);
    return r->e == OK;
}

enum err api_validate_query(struct api_call *call)
{
    size_t count = count_fields(call->route->query);
    struct reading r = {.call = call};
    r.into = arena_alloc(call->c->arena, sizeof *r.into + count * sizeof *r.into->values);
    r.into->fields = call->route->query;
    call->query = r.into;
    http_query_each(call->x, take_each, &r);
    TRY(r.e);
    for (size_t i = 0; i < count; i++)
        if (call->route->query[i].flags & API_REQUIRED && r.into->values[i].at == NULL)
            return fail(call->c, ERR_INPUT, "%s: is missing", call->route->query[i].name);
    return OK;
}

/* -- The body. */

static bool is_json(struct text type)
{
    const char *parameters = type.len == 0 ? NULL : memchr(type.at, ';', type.len);
    if (parameters != NULL)
        type.len = (size_t)(parameters - type.at);
    return text_equal_nocase(text_trim(type), TEXT("application/json"));
}

static bool takes_none(const struct api_shape *shape)
{
    for (const struct api_field *f = shape->fields; f->name != NULL; f++)
        if (f->flags & API_REQUIRED)
            return false;
    return true;
}

enum err api_validate_body(struct api_call *call)
{
    /* Where the table asks for no body, programs send none or an empty object. */
    static const struct api_field no_fields[1];
    static const struct api_shape nothing = {"Nothing", no_fields};
    const struct api_shape *shape = call->route->body == NULL ? &nothing : call->route->body;
    struct text body = call->x->request.body;
    struct ctx *c = call->c;
    if (call->route->flags & API_UPLOAD)
        return OK;
    if (body.len == 0)
        return takes_none(shape) ? OK : fail(c, ERR_INPUT, "a body is missing: a JSON object is expected");
    if (body.len > LIMIT_BODY_BYTES)
        return fail(c, ERR_LIMIT, "the body is larger than %d bytes", LIMIT_BODY_BYTES);
    if (!is_json(http_header(call->x, "Content-Type"))) {
        http_problem(call->x, 415, "unsupported_media_type", "the body must be application/json");
        return fail(c, ERR_INPUT, "the body must be application/json");
    }
    enum err e = json_read(c, body, &call->body);
    if (e != OK)
        return fail_within(c, e, "the body");
    return api_check_object(c, shape, call->body);
}

#include "api/call.h"

#include "api/table/types.h"
#include "api/validate.h"

#include <assert.h>

/* -- The query. */

static ptrdiff_t place_of(const struct api_field *fields, const char *name)
{
    for (ptrdiff_t i = 0; fields != NULL && fields[i].name != NULL; i++)
        if (strcmp(fields[i].name, name) == 0)
            return i;
    return -1;
}

/* A handler may run for another route than the one that was called, to say what stands there now (If-Match): then what its own
 * route takes was not given. */
struct text api_query(const struct api_call *call, const char *name)
{
    const struct api_parameters *given = call->query;
    ptrdiff_t at = place_of(given->fields, name);
    if (at >= 0)
        return given->values[at];
    if (place_of(call->route->query, name) < 0)
        die("%s does not list the parameter %s", call->route->id, name);
    return (struct text){NULL, 0};
}

date api_query_date(const struct api_call *call, const char *name)
{
    date day;
    return date_parse(api_query(call, name), &day) ? day : DATE_NONE;
}

int32_t api_query_month(const struct api_call *call, const char *name, int32_t otherwise)
{
    int32_t month;
    return month_parse(api_query(call, name), &month) ? month : otherwise;
}

int64_t api_query_int(const struct api_call *call, const char *name, int64_t otherwise)
{
    int64_t value;
    return text_to_int(api_query(call, name), &value) ? value : otherwise;
}

bool api_query_bool(const struct api_call *call, const char *name, bool otherwise)
{
    struct text value = api_query(call, name);
    return value.at == NULL ? otherwise : text_is(value, "true");
}

bool api_query_has(const struct api_call *call, const char *name, const char *word)
{
    return api_word_among(api_query(call, name), text_of(word));
}

int api_limit(const struct api_call *call)
{
    const struct api_parameters *given = call->query;
    int64_t limit;
    return text_to_int(given->limit, &limit) ? (int)limit : API_PAGE_DEFAULT;
}

struct text api_cursor(const struct api_call *call)
{
    return ((const struct api_parameters *)call->query)->cursor;
}

/* -- The body. */

bool api_given(const struct json_value *object, const char *name)
{
    return json_member(object, name) != NULL;
}

struct text api_text(const struct json_value *object, const char *name)
{
    return text_trim(json_as_text(json_member(object, name)));
}

date api_date(const struct json_value *object, const char *name)
{
    date day;
    return date_parse(json_as_text(json_member(object, name)), &day) ? day : DATE_NONE;
}

int32_t api_month(const struct json_value *object, const char *name, int32_t otherwise)
{
    int32_t month;
    return month_parse(json_as_text(json_member(object, name)), &month) ? month : otherwise;
}

int64_t api_time(const struct json_value *object, const char *name)
{
    int64_t us;
    return time_parse(json_as_text(json_member(object, name)), &us) ? us : 0;
}

bool api_bool(const struct json_value *object, const char *name, bool otherwise)
{
    const struct json_value *value = json_member(object, name);
    return json_kind(value) == JSON_BOOL ? json_as_bool(value) : otherwise;
}

int64_t api_int(const struct json_value *object, const char *name, int64_t otherwise)
{
    int64_t value;
    return json_as_int(json_member(object, name), &value) ? value : otherwise;
}

static enum err minor_units(struct ctx *c, struct decimal d, const char *name, currency cur, int64_t *out)
{
    struct decimal fewer;
    if (money_from_decimal(d, cur, out))
        return OK;
    /* Too many places, or too large? Without a currency's places it would fit. */
    int32_t places = currency_places(cur);
    if (d.scale > places && !decimal_rescale(d, places, &fewer))
        return fail(c, ERR_INPUT, "%s: %s has %d decimal places", name, currency_code(cur), places);
    return fail(c, ERR_INPUT, "%s: is too large", name);
}

enum err api_amount(struct ctx *c, const struct json_value *object, const char *name, currency cur,
                    int64_t *out)
{
    struct decimal d;
    if (!json_as_decimal(json_member(object, name), &d))
        return fail(c, ERR_INPUT, "%s: expected %s", name, api_text_type(API_AMOUNT)->expected);
    return minor_units(c, d, name, cur, out);
}

enum err api_amount_text(struct ctx *c, struct text amount, const char *name, currency cur, int64_t *out)
{
    struct decimal d;
    if (!decimal_parse(amount, '.', &d))
        return fail(c, ERR_INPUT, "%s: expected %s", name, api_text_type(API_AMOUNT)->expected);
    return minor_units(c, d, name, cur, out);
}

/* -- The path. */

enum err api_path_id(struct api_call *call, int at, struct id *out)
{
    assert(at >= 0 && at < API_PATH_PARAMETERS);
    if (!id_parse(call->path[at], out))
        return fail(call->c, ERR_NOT_FOUND, "there is no such thing");
    return OK;
}

/* -- The reply. */

void api_items(struct api_call *call)
{
    json_object(&call->reply);
    json_key(&call->reply, "items");
    json_array(&call->reply);
}

void api_items_end(struct api_call *call, struct text next)
{
    json_array_end(&call->reply);
    if (call->route->flags & API_PAGED)
        api_key_text_or_null(&call->reply, "next", next);
    json_object_end(&call->reply);
}

void api_key_amount(struct json *j, const char *key, int64_t minor, currency cur)
{
    char text[MONEY_TEXT_MAX];
    json_key_z(j, key, money_format(minor, cur, text));
}

void api_key_id(struct json *j, const char *key, struct id id)
{
    json_key(j, key);
    json_id(j, id);
}

void api_key_time(struct json *j, const char *key, int64_t us)
{
    json_key(j, key);
    if (us == 0)
        json_null(j);
    else
        json_time(j, us);
}

void api_key_date(struct json *j, const char *key, date d)
{
    json_key(j, key);
    json_date(j, d);
}

void api_key_month(struct json *j, const char *key, int32_t month)
{
    char text[DATE_TEXT_MAX];
    json_key_z(j, key, month_format(month, text));
}

void api_key_text_or_null(struct json *j, const char *key, struct text t)
{
    json_key(j, key);
    if (t.len == 0)
        json_null(j);
    else
        json_text(j, t);
}

void api_created(struct api_call *call, const char *path, struct id id)
{
    char text[ID_TEXT_MAX];
    call->x->reply.status = 201;
    http_reply_header(call->x, "Location", arena_printf(call->c->arena, "%s/%s", path, id_format(id, text)));
}

/* What an exchange says about its request, and how replies become problems. */
#include "base/json.h"
#include "http/inner.h"

#include <errno.h>
#include <stdio.h>

static struct exchange *inner(const struct http_exchange *x)
{
    return (struct exchange *)(uintptr_t)x;
}

struct text http_header(const struct http_exchange *x, const char *name)
{
    return text_of(MHD_lookup_connection_value(inner(x)->connection, MHD_HEADER_KIND, name));
}

struct text http_cookie(const struct http_exchange *x, const char *name)
{
    return text_of(MHD_lookup_connection_value(inner(x)->connection, MHD_COOKIE_KIND, name));
}

static int hex(char ch)
{
    char low = ascii_lower(ch);
    return ascii_digit(ch) ? ch - '0' : low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

/* Percent-decoding; in a query '+' is a blank. What is no escape stays as it is. */
static struct text decode(struct arena *arena, struct text raw, bool plus)
{
    char *out = arena_alloc(arena, raw.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < raw.len; i++) {
        bool escape =
            raw.at[i] == '%' && i + 2 < raw.len && hex(raw.at[i + 1]) >= 0 && hex(raw.at[i + 2]) >= 0;
        if (escape) {
            out[len++] = (char)(hex(raw.at[i + 1]) * 16 + hex(raw.at[i + 2]));
            i += 2;
        } else {
            out[len++] = plus && raw.at[i] == '+' ? ' ' : raw.at[i];
        }
    }
    return (struct text){out, len};
}

void exchange_read_uri(struct exchange *e, const char *uri)
{
    struct text all = text_of(uri);
    const char *mark = all.len == 0 ? NULL : memchr(all.at, '?', all.len);
    size_t path = mark == NULL ? all.len : (size_t)(mark - all.at);
    e->x.request.path = decode(e->x.c.arena, (struct text){all.at, path}, false);
    e->query = mark == NULL ? (struct text){NULL, 0} : text_copy(e->x.c.arena, text_from(all, path + 1));
}

struct text http_query(const struct http_exchange *x)
{
    return inner(x)->query;
}

void http_query_each(const struct http_exchange *x,
                     bool (*each)(void *self, struct text name, struct text value), void *self)
{
    http_form_each(x->c.arena, inner(x)->query, each, self);
}

void http_form_each(struct arena *arena, struct text rest,
                    bool (*each)(void *self, struct text name, struct text value), void *self)
{
    while (rest.len > 0) {
        const char *end = memchr(rest.at, '&', rest.len);
        struct text pair = {rest.at, end == NULL ? rest.len : (size_t)(end - rest.at)};
        rest = end == NULL ? (struct text){NULL, 0} : text_from(rest, pair.len + 1);
        if (pair.len == 0)
            continue;
        const char *equals = memchr(pair.at, '=', pair.len);
        struct text name = {pair.at, equals == NULL ? pair.len : (size_t)(equals - pair.at)};
        struct text value = equals == NULL ? (struct text){"", 0} : text_from(pair, name.len + 1);
        if (!each(self, decode(arena, name, true), decode(arena, value, true)))
            return;
    }
}

void http_reply_header(struct http_exchange *x, const char *name, const char *value)
{
    struct exchange *e = inner(x);
    struct reply_header *h = ARENA_NEW(x->c.arena, struct reply_header);
    h->name = arena_copy(x->c.arena, name, strlen(name));
    h->value = arena_copy(x->c.arena, value, strlen(value));
    h->next = e->headers;
    e->headers = h;
}

void http_reply_headers_each(const struct http_exchange *x,
                             void (*each)(void *self, const char *name, const char *value), void *self)
{
    for (const struct reply_header *h = inner(x)->headers; h != NULL; h = h->next)
        each(self, h->name, h->value);
}

/* "date: outside 1900 to 2199" is about the field "date". */
static struct text field_of(const char *why)
{
    size_t len = strspn(why, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.[]-");
    return len > 0 && why[len] == ':' && why[len + 1] == ' ' ? (struct text){why, len}
                                                             : (struct text){NULL, 0};
}

void http_problem(struct http_exchange *x, int status, const char *code, const char *why)
{
    struct json j = json_into(x->reply.body);
    struct text field = field_of(why);
    buf_clear(x->reply.body);
    x->reply.status = status;
    x->reply.type = "application/problem+json";
    x->reply.fixed = (struct text){NULL, 0};
    x->reply.cache = NULL;
    x->reply.packed = false;
    json_object(&j);
    json_key_z(&j, "type", "about:blank");
    json_key_z(&j, "title", MHD_get_reason_phrase_for((unsigned)status));
    json_key_int(&j, "status", status);
    json_key_z(&j, "code", code);
    json_key_z(&j, "detail", why);
    if (field.len > 0)
        json_key_text(&j, "field", field);
    json_object_end(&j);
    buf_char(x->reply.body, '\n');
}

static int status_of(enum err e)
{
    switch (e) {
    case OK:
        return 200;
    case ERR_INPUT:
    case ERR_USAGE:
        return 400;
    case ERR_DENIED:
        return 403;
    case ERR_NOT_FOUND:
        return 404;
    case ERR_CONFLICT:
        return 409;
    case ERR_LIMIT:
        return 413;
    case ERR_BUSY:
        return 503;
    case ERR_FULL:
        return 507;
    default:
        return 500;
    }
}

void http_problem_of(struct http_exchange *x, enum err e)
{
    int status = status_of(e);
    char why[sizeof x->c.why];
    memcpy(why, x->c.why, sizeof why);
    if (status == 503) {
        char *colon = strstr(why, ": "); /* addresses and users of databases stand behind it: for the log */
        if (colon != NULL)
            *colon = '\0';
        http_reply_header(x, "Retry-After", "1");
    }
    if (status == 500) {
        const struct http_options *options = &x->server->options;
        if (options->trouble != NULL)
            options->trouble(options->self, x->request.method, x->request.path, why);
        snprintf(why, sizeof why, "something failed inside; nothing was kept");
    }
    http_problem(x, status, status == 500 ? "internal" : err_name(e), why);
}

void http_set_plan(struct http_exchange *x, const struct http_plan *plan)
{
    inner(x)->plan = *plan;
}

void http_go_on(struct http_exchange *x, const struct http_lane *lane, http_work *work)
{
    inner(x)->next_lane = lane;
    inner(x)->next_work = work;
}

void http_take_over(struct http_exchange *x, void (*take)(void *self, const struct http_socket *socket),
                    void *self)
{
    inner(x)->take = take;
    inner(x)->take_self = self;
}

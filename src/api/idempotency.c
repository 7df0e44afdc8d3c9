#include "api/idempotency.h"

#include "api/table/types.h"
#include "api/work.h"
#include "base/hash.h"
#include "base/limits.h"
#include "store/entity/served/idempotency.h"

#include <stdio.h>

enum { BODY_KEPT = 16 << 10 };
#define KEPT_US (INT64_C(24) * 3600 * 1000000)

/* What was asked: method, path and query, as one text. */
static struct text route_of(const struct api_call *call)
{
    const struct http_request *r = &call->x->request;
    struct buf *out = buf_in_arena(call->c->arena);
    buf_printf(out, "%s %.*s", r->method, TEXT_ARGS(r->path));
    buf_z(out, "?");
    buf_text(out, http_query(call->x));
    return buf_view(out);
}

/* A body that is kept whole says which field differs; of a larger one, its hash is kept. */
static struct text body_of(const struct api_call *call)
{
    struct text body = call->x->request.body;
    if (call->x->request.body_fd >= 0)
        return text_of(arena_printf(call->c->arena, "#%lld bytes", (long long)call->x->request.body_bytes));
    if (body.len <= BODY_KEPT && call->body != NULL)
        return body;
    struct hash128 hash = hash_bytes_128(body.at, body.len);
    return text_of(arena_printf(call->c->arena, "#%016llx%016llx", (unsigned long long)hash.high,
                                (unsigned long long)hash.low));
}

static bool same_json(struct arena *arena, const struct json_value *a, const struct json_value *b)
{
    double left, right;
    if (a == NULL || b == NULL || json_kind(a) != json_kind(b))
        return a == b;
    switch (json_kind(a)) {
    case JSON_NULL:
        return true;
    case JSON_BOOL:
        return json_as_bool(a) == json_as_bool(b);
    case JSON_TEXT:
        return text_equal(json_as_text(a), json_as_text(b));
    case JSON_NUMBER:
        return json_as_double(a, &left) && json_as_double(b, &right) && !(left < right) && !(left > right);
    case JSON_ARRAY:
    case JSON_OBJECT:
        break;
    }
    if (json_count(a) != json_count(b))
        return false;
    const struct json_value *y = json_first(b);
    for (const struct json_value *x = json_first(a); x != NULL; x = json_next(x)) {
        const struct json_value *other =
            json_kind(a) == JSON_OBJECT ? json_member(b, text_z(arena, json_name(x))) : y;
        if (!same_json(arena, x, other))
            return false;
        y = json_next(y);
    }
    return true;
}

/* The first field of either body that the other one has not, or has otherwise. */
static const char *differing(struct ctx *c, const struct json_value *now, struct text kept)
{
    const struct json_value *before;
    if (now == NULL || json_read(c, kept, &before) != OK)
        return "body";
    for (const struct json_value *x = json_first(now); x != NULL; x = json_next(x))
        if (!same_json(c->arena, x, json_member(before, text_z(c->arena, json_name(x)))))
            return text_z(c->arena, json_name(x));
    for (const struct json_value *x = json_first(before); x != NULL; x = json_next(x))
        if (json_member(now, text_z(c->arena, json_name(x))) == NULL)
            return text_z(c->arena, json_name(x));
    return NULL;
}

/* "Location: …\nFlorin-Undo: …\n" */
static void keep_header(void *self, const char *name, const char *value)
{
    if (strcmp(name, "Location") == 0 || strcmp(name, "Florin-Undo") == 0)
        buf_printf(self, "%s: %s\n", name, value);
}

static void give_headers(struct http_exchange *x, struct text kept)
{
    while (kept.len > 0) {
        ptrdiff_t colon = text_find(kept, TEXT(": ")), end = text_find(kept, TEXT("\n"));
        if (colon < 0 || end < colon)
            return;
        struct text value = {kept.at + colon + 2, (size_t)(end - colon - 2)};
        http_reply_header(x, text_z(x->c.arena, (struct text){kept.at, (size_t)colon}),
                          text_z(x->c.arena, value));
        kept = text_from(kept, (size_t)end + 1);
    }
}

static enum err repeat(struct api_call *call, const struct idempotency_row *known, struct text route)
{
    struct http_exchange *x = call->x;
    const char *field = NULL;
    if (!text_equal(known->route, route))
        field = "path";
    else if (!text_equal(known->body, body_of(call)))
        field = differing(call->c, call->body, known->body);
    if (field != NULL) {
        snprintf(call->c->why, sizeof call->c->why,
                 "%s: differs from the request that this Idempotency-Key stands for", field);
        http_problem(x, 422, "idempotency_key_reused", call->c->why);
        return OK;
    }
    x->reply.status = (int)known->status;
    buf_clear(x->reply.body);
    buf_text(x->reply.body, known->reply);
    give_headers(x, known->headers);
    http_reply_header(x, "Idempotency-Replayed", "true");
    return OK;
}

static enum err keep(struct api_call *call, struct text key, struct text route)
{
    struct store_tx *tx;
    struct buf *headers = buf_in_arena(call->c->arena);
    http_reply_headers_each(call->x, keep_header, headers);
    struct idempotency_row row = {.household = call->household,
                                  .user = call->caller.user,
                                  .key = key,
                                  .route = route,
                                  .body = body_of(call),
                                  .status = call->x->reply.status,
                                  .headers = buf_view(headers),
                                  .reply = buf_view(call->x->reply.body)};
    TRY(store_begin(call->c, call->store, &tx));
    TRY(idempotency_insert(call->c, tx, &row));
    return store_commit(call->c, tx);
}

/* As the document says. */
static bool is_key(struct text key)
{
    bool visible = false;
    for (size_t i = 0; i < key.len; i++) {
        if (key.at[i] < ' ' || key.at[i] > '~')
            return false;
        visible = visible || key.at[i] != ' ';
    }
    return visible && key.len <= API_KEY_MOST;
}

enum err idempotent(struct api_call *call, enum err (*work)(struct api_call *call))
{
    struct text key = http_header(call->x, "Idempotency-Key");
    struct idempotency_row known;
    struct store_tx *tx;
    if (key.at == NULL || strcmp(call->x->request.method, "GET") == 0)
        return work(call);
    if (!is_key(key))
        return fail(call->c, ERR_INPUT, "Idempotency-Key: 1 to %d printable ASCII characters", API_KEY_MOST);
    /* The same person may use it in two households. */
    key = text_of(arena_printf(call->c->arena, "%lld/%.*s", (long long)call->household, TEXT_ARGS(key)));
    struct text route = route_of(call);
    TRY(store_begin_read(call->c, call->store, &tx));
    enum err e = idempotency_find(call->c, tx, call->household, call->caller.user, key, &known);
    store_rollback(tx);
    if (e == OK)
        return repeat(call, &known, route);
    if (e != ERR_NOT_FOUND)
        return e;
    TRY(work(call));
    if (call->x->reply.status >= 300)
        return OK;
    e = keep(call, key, route);
    return e == OK ? OK : api_spoil(call, e);
}

enum err idempotency_purge(struct ctx *c, struct store *store)
{
    struct store_tx *tx;
    TRY(store_begin(c, store, &tx));
    TRY(idempotency_delete_before(c, tx, c->now_us - KEPT_US));
    return store_commit(c, tx);
}

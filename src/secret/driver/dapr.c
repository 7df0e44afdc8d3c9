/* A secret store of a Dapr sidecar: GET /v1.0/secrets/{store}/{name} (https://docs.dapr.io/reference/api/secrets_api/). The sidecar's token is in
 * DAPR_API_TOKEN, as its injector puts it. */
#include "base/json_in.h"
#include "secret/replies.h"
#include "secret/web.h"

#include <stdlib.h>

static const char who[] = "the Dapr sidecar";

struct dapr {
    struct secret_source source;
    struct web web;
    char *url;    /* "http://host:port/v1.0/secrets/STORE" */
    char *secret; /* whose keys are the names; NULL: each name is a secret */
};

static void dapr_close(struct secret_source *source)
{
    struct dapr *dapr = (struct dapr *)source;
    web_close(&dapr->web);
    free(dapr->url);
    free(dapr->secret);
    free(dapr);
}

static struct text part_until(struct text *rest, char end)
{
    const char *stop = rest->len == 0 ? NULL : memchr(rest->at, end, rest->len);
    struct text part = {rest->at, stop == NULL ? rest->len : (size_t)(stop - rest->at)};
    *rest = text_from(*rest, part.len + (stop != NULL));
    return part;
}

static enum err dapr_open(struct ctx *c, const char *rest, const struct secret_options *options,
                          struct secret_source **out)
{
    bool slashes = rest != NULL && text_starts(text_of(rest), TEXT("//"));
    struct text all = slashes ? text_of(rest + 2) : TEXT("");
    struct text host = part_until(&all, '/'), store = part_until(&all, '/'), secret = all;
    const char *origin, *base = arena_printf(c->arena, "http://%.*s", TEXT_ARGS(host));
    if (host.len == 0 || strpbrk(base, "@?#") != NULL || web_word(store).len == 0 ||
        (secret.len > 0 && web_word(secret).len == 0))
        return fail(c, ERR_USAGE,
                    "a sidecar's store is dapr://HOST:PORT/STORE or dapr://HOST:PORT/STORE/SECRET");
    TRY(client_origin(c, base, &origin));
    struct dapr *dapr = calloc(1, sizeof *dapr);
    if (dapr == NULL)
        die("out of memory");
    dapr->url = strdup(arena_printf(c->arena, "%s/v1.0/secrets/%.*s", origin, TEXT_ARGS(store)));
    dapr->secret = secret.len == 0 ? NULL : strdup(text_z(c->arena, secret));
    if (dapr->url == NULL || (secret.len > 0 && dapr->secret == NULL))
        die("out of memory");
    enum err e = web_open(c, options, &dapr->web);
    if (e == OK)
        *out = &dapr->source;
    else
        dapr_close(&dapr->source);
    return e;
}

enum err dapr_read_value(struct ctx *c, struct text body, struct text key, bool only, struct text *out)
{
    const struct json_value *map;
    if (json_read(c, body, &map) != OK || json_kind(map) != JSON_OBJECT)
        return web_unclear(c, ERR_IO, "%s answered with something that is no map", who);
    const struct json_value *found = json_member(map, text_z(c->arena, key));
    if (found == NULL && only && json_count(map) == 1)
        found = json_first(map);
    if (found == NULL && only && json_count(map) > 1)
        return fail(c, ERR_NOT_FOUND,
                    "the secret %.*s has several keys: say dapr://HOST:PORT/STORE/%.*s and ask for a key",
                    TEXT_ARGS(key), TEXT_ARGS(key));
    if (found == NULL)
        return fail(c, ERR_NOT_FOUND, "the secret %.*s has no value", TEXT_ARGS(key));
    if (json_kind(found) != JSON_TEXT)
        return web_unclear(c, ERR_IO, "%s answered with a value that is no text", who);
    *out = json_as_text(found);
    return OK;
}

/* The sidecar says 500 for whatever its store said, a missing secret as well: only its words tell. They may quote anything, so they are read, never shown. */
static enum err refused(struct ctx *c, struct text name, const struct client_reply *reply,
                        struct secret_answer *answer)
{
    static const char *const missing[] = {"not found", "notfound", "not exist"};
    const struct json_value *body;
    struct text code = TEXT(""), message = TEXT("");
    if (json_read(c, reply->body, &body) == OK) {
        code = web_word(json_as_text(json_member(body, "errorCode")));
        message = json_as_text(json_member(body, "message"));
    }
    for (int i = 0; i < 3 && text_is(code, "ERR_SECRET_GET"); i++)
        if (text_find_nocase(message, text_of(missing[i])) >= 0)
            return web_unclear(c, ERR_NOT_FOUND, "the sidecar's store has no secret %.*s", TEXT_ARGS(name));
    if (text_is(code, "ERR_SECRET_GET")) /* it may get others */
        return web_unclear(c, ERR_IO, "%s cannot get the secret %.*s from its store", who, TEXT_ARGS(name));
    if (text_starts(code, TEXT("ERR_SECRET_STORE"))) /* none is configured, or none of this name */
        return web_unclear(c, ERR_DENIED, "%s has no such secret store (%.*s)", who, TEXT_ARGS(code));
    if (reply->status == 403 && code.len > 0)
        return fail(c, ERR_DENIED, "%s does not give the secret %.*s (%.*s)", who, TEXT_ARGS(name),
                    TEXT_ARGS(code));
    if (reply->status == 401)
        return web_unclear(c, ERR_DENIED, "%s does not accept the token of DAPR_API_TOKEN", who);
    if (web_is_busy(reply))
        return web_busy(c, who, reply, answer);
    return web_unclear(c, ERR_IO, "%s cannot answer for the secret %.*s (HTTP %d%s%.*s)", who,
                       TEXT_ARGS(name), reply->status, code.len > 0 ? ", " : "", TEXT_ARGS(code));
}

static enum err dapr_fetch(struct ctx *c, struct secret_source *source, struct text name,
                           struct secret_answer *out)
{
    const struct dapr *dapr = (const struct dapr *)source;
    const char *token = getenv("DAPR_API_TOKEN");
    struct client_header header = {TEXT("dapr-api-token"), text_of(token)};
    struct client_reply reply;
    struct text asked = dapr->secret == NULL ? name : text_of(dapr->secret);
    const char *url = arena_printf(c->arena, "%s/%.*s", dapr->url, TEXT_ARGS(asked));
    TRY(web_ask(c, &dapr->web, who,
                (struct client_request){.url = url, .headers = &header, .header_count = header.value.len > 0},
                &reply));
    if (reply.status == 204)
        return fail(c, ERR_NOT_FOUND, "the sidecar's store has no secret %.*s", TEXT_ARGS(asked));
    if (reply.status != 200)
        return refused(c, asked, &reply, out);
    return dapr_read_value(c, reply.body, name, dapr->secret == NULL, &out->value);
}

const struct secret_driver secret_driver_dapr = {
    .name = "dapr",
    .open = dapr_open,
    .fetch = dapr_fetch,
    .close = dapr_close,
};

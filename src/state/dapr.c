/* Values in the state component of a Dapr sidecar (https://docs.dapr.io/reference/api/state_api/). A value is a JSON string there: a sidecar writes
 * objects anew, and what comes back shall be what was given. */
#include "base/json.h"
#include "base/json_in.h"
#include "client/client.h"
#include "state/state_driver.h"

#include <pthread.h>
#include <stdlib.h>

enum { TIMEOUT_MS = 5000, REPLY_MAX = STATE_VALUE_MAX * 6 + 4096 };

struct dapr {
    struct state state;
    char *url, *token;    /* "http://host:port/v1.0/state/STORE" */
    pthread_mutex_t lock; /* over the connection */
    struct client *client;
};

static char *keep(const char *text)
{
    char *kept = text == NULL || text[0] == '\0' ? NULL : strdup(text);
    if (text != NULL && text[0] != '\0' && kept == NULL)
        die("out of memory");
    return kept;
}

static bool is_name(struct text t)
{
    for (size_t i = 0; i < t.len; i++)
        if (!ascii_alpha(t.at[i]) && !ascii_digit(t.at[i]) &&
            (t.at[i] == '\0' || strchr("._-", t.at[i]) == NULL))
            return false;
    return t.len > 0 && t.len <= 127;
}

static enum err dapr_open(struct ctx *c, const struct state_options *options, struct state **out)
{
    struct text all = text_of(options->url);
    const char *origin = "";
    bool known = text_starts(all, TEXT("dapr://"));
    struct text host = known ? text_from(all, 7) : TEXT("");
    const char *slash = host.len == 0 ? NULL : memchr(host.at, '/', host.len);
    struct text store = slash == NULL ? TEXT("") : text_from(host, (size_t)(slash - host.at) + 1);
    host.len -= store.len + (slash != NULL);
    char *base = arena_printf(c->arena, "http://%.*s", TEXT_ARGS(host));
    if (!is_name(store) || host.len == 0 || strpbrk(base, "@?#") != NULL ||
        client_origin(c, base, &origin) != OK)
        return fail(c, ERR_USAGE, "a sidecar's state store is dapr://HOST:PORT/STORE");
    struct dapr *dapr = calloc(1, sizeof *dapr);
    if (dapr == NULL || pthread_mutex_init(&dapr->lock, NULL) != 0)
        die("out of memory");
    dapr->url = keep(arena_printf(c->arena, "%s/v1.0/state/%.*s", origin, TEXT_ARGS(store)));
    dapr->token = keep(options->token);
    *out = &dapr->state;
    return client_open(c, NULL, &dapr->client);
}

static void dapr_close(struct state *state)
{
    struct dapr *dapr = (struct dapr *)state;
    client_close(dapr->client);
    if (dapr->token != NULL)
        explicit_bzero(dapr->token, strlen(dapr->token));
    free(dapr->token);
    free(dapr->url);
    pthread_mutex_destroy(&dapr->lock);
    free(dapr);
}

struct call {
    const char *method, *path;          /* behind the store's */
    const struct client_header *header; /* one more; may be NULL */
    struct text body;
};

static enum err ask(struct ctx *c, struct dapr *dapr, const struct call *call, struct client_reply *reply)
{
    struct client_header headers[3];
    size_t count = 0;
    if (call->header != NULL)
        headers[count++] = *call->header;
    if (call->body.len > 0)
        headers[count++] = (struct client_header){TEXT("content-type"), TEXT("application/json")};
    if (dapr->token != NULL)
        headers[count++] = (struct client_header){TEXT("dapr-api-token"), text_of(dapr->token)};
    struct client_request request = {.method = call->method,
                                     .url = arena_printf(c->arena, "%s%s", dapr->url, call->path),
                                     .headers = headers,
                                     .header_count = count,
                                     .body = call->body,
                                     .body_limit = REPLY_MAX,
                                     .timeout_ms = TIMEOUT_MS};
    pthread_mutex_lock(&dapr->lock);
    enum err e = client_send(c, dapr->client, &request, reply);
    pthread_mutex_unlock(&dapr->lock);
    return e;
}

/* Whether a transaction failed because of a tag, only the sidecar's words tell. */
static bool is_conflict(struct ctx *c, const struct client_reply *reply)
{
    struct ctx apart = {.arena = c->arena, .now_us = c->now_us};
    const struct json_value *body;
    if (reply->status == 409)
        return true;
    if (json_read(&apart, reply->body, &body) != OK)
        return false;
    return text_find_nocase(json_as_text(json_member(body, "message")), TEXT("etag")) >= 0;
}

static enum err refused(struct ctx *c, const struct client_reply *reply)
{
    if (is_conflict(c, reply))
        return fail(c, ERR_CONFLICT, "a value has changed since it was read");
    if (reply->status == 401 || reply->status == 403)
        return fail(c, ERR_DENIED, "the sidecar does not give access to its state (HTTP %d)", reply->status);
    if (reply->status == 400 || reply->status == 404)
        return fail(c, ERR_DENIED, "the sidecar has no such state store, or it cannot do that (HTTP %d)",
                    reply->status);
    if (reply->status == 413)
        return fail(c, ERR_LIMIT, "a value is larger than the sidecar takes");
    return fail(c, ERR_BUSY, "the sidecar's state store does not answer (HTTP %d)", reply->status);
}

static enum err dapr_get(struct ctx *c, struct state *state, struct text key, bool *found,
                         struct state_value *out)
{
    struct client_reply reply;
    const struct json_value *value;
    const char *path = arena_printf(c->arena, "/%s?consistency=strong", client_escape(c->arena, key));
    TRY(ask(c, (struct dapr *)state, &(struct call){"GET", path, NULL, TEXT("")}, &reply));
    if (reply.status == 204)
        return OK;
    if (reply.status != 200)
        return refused(c, &reply);
    struct text tag = client_reply_header(&reply, "etag");
    if (json_read(c, reply.body, &value) != OK || json_kind(value) != JSON_TEXT || tag.len > STATE_TAG_MAX)
        return fail(c, ERR_CORRUPT, "under this key is something that was not put there by this program");
    *out = (struct state_value){.value = json_as_text(value), .tag = text_copy(c->arena, tag)};
    *found = true;
    return OK;
}

static void write_request(struct json *j, const struct state_change *change)
{
    json_object(j);
    json_key_text(j, "key", change->key);
    if (change->verb == STATE_PUT)
        json_key_text(j, "value", change->value);
    if (change->when == STATE_WHEN_TAG)
        json_key_text(j, "etag", change->tag);
    json_key(j, "options");
    json_object(j);
    /* Without a tag, "first-write" wants that there is no value. */
    json_key_z(j, "concurrency", change->when == STATE_ANYWAY ? "last-write" : "first-write");
    json_key_z(j, "consistency", "strong");
    json_object_end(j);
    json_object_end(j);
}

/* One change by itself is what every component can do; several at once need one with transactions. */
static enum err put_one(struct ctx *c, struct dapr *dapr, const struct state_change *change,
                        struct client_reply *reply)
{
    struct buf *body = buf_in_arena(c->arena);
    struct json j = json_into(body);
    json_array(&j);
    write_request(&j, change);
    json_array_end(&j);
    return ask(c, dapr, &(struct call){"POST", "", NULL, buf_view(body)}, reply);
}

static enum err remove_one(struct ctx *c, struct dapr *dapr, const struct state_change *change,
                           struct client_reply *reply)
{
    bool tagged = change->when == STATE_WHEN_TAG;
    const char *path =
        arena_printf(c->arena, "/%s?consistency=strong&concurrency=%s", client_escape(c->arena, change->key),
                     tagged ? "first-write" : "last-write");
    struct client_header match = {TEXT("if-match"), change->tag};
    return ask(c, dapr, &(struct call){"DELETE", path, tagged ? &match : NULL, TEXT("")}, reply);
}

static enum err apply_all(struct ctx *c, struct dapr *dapr, const struct state_change *changes, size_t count,
                          struct client_reply *reply)
{
    struct buf *body = buf_in_arena(c->arena);
    struct json j = json_into(body);
    json_object(&j);
    json_key(&j, "operations");
    json_array(&j);
    for (size_t i = 0; i < count; i++) {
        json_object(&j);
        json_key_z(&j, "operation", changes[i].verb == STATE_PUT ? "upsert" : "delete");
        json_key(&j, "request");
        write_request(&j, &changes[i]);
        json_object_end(&j);
    }
    json_array_end(&j);
    json_object_end(&j);
    return ask(c, dapr, &(struct call){"POST", "/transaction", NULL, buf_view(body)}, reply);
}

static enum err dapr_apply(struct ctx *c, struct state *state, const struct state_change *changes,
                           size_t count)
{
    struct dapr *dapr = (struct dapr *)state;
    struct client_reply reply;
    if (count > 1)
        TRY(apply_all(c, dapr, changes, count, &reply));
    else if (changes[0].verb == STATE_PUT)
        TRY(put_one(c, dapr, changes, &reply));
    else
        TRY(remove_one(c, dapr, changes, &reply));
    return reply.status / 100 == 2 ? OK : refused(c, &reply);
}

const struct state_driver state_dapr = {
    .name = "dapr",
    .open = dapr_open,
    .close = dapr_close,
    .get = dapr_get,
    .apply = dapr_apply,
};

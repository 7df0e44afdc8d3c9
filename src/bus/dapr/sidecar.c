/* Asking the sidecar, and how it does. */
#include "base/date.h"
#include "base/json_in.h"
#include "bus/dapr/inner.h"

#include <stdio.h>
#include <stdlib.h>

enum { HEADERS_MOST = 8 };

/* How long the last refusal of an event counts against the sidecar when nobody publishes any more. */
#define REFUSED_US INT64_C(10000000)

/* -- Connections: one for each thread that asks at the moment. */

static enum err line_take(struct ctx *c, struct dapr *dapr, struct line **out)
{
    pthread_mutex_lock(&dapr->lock);
    struct line *line = dapr->lines;
    if (line != NULL) {
        dapr->lines = line->next;
        dapr->line_count--;
    }
    pthread_mutex_unlock(&dapr->lock);
    if (line == NULL) {
        line = calloc(1, sizeof *line);
        if (line == NULL)
            die("out of memory");
        enum err e = client_open(c, NULL, &line->client);
        if (e != OK) {
            free(line);
            return e;
        }
    }
    *out = line;
    return OK;
}

static void line_free(struct line *line)
{
    client_close(line->client);
    free(line);
}

static void line_give(struct dapr *dapr, struct line *line)
{
    pthread_mutex_lock(&dapr->lock);
    bool keep = dapr->line_count < LINES_KEPT;
    if (keep) {
        line->next = dapr->lines;
        dapr->lines = line;
        dapr->line_count++;
    }
    pthread_mutex_unlock(&dapr->lock);
    if (!keep)
        line_free(line);
}

void sidecar_close(struct dapr *dapr)
{
    while (dapr->lines != NULL) {
        struct line *line = dapr->lines;
        dapr->lines = line->next;
        line_free(line);
    }
}

static void note_reached(struct dapr *dapr, bool reached)
{
    pthread_mutex_lock(&dapr->lock);
    if (reached && dapr->away)
        dapr->health.reconnects++;
    dapr->away = !reached;
    pthread_mutex_unlock(&dapr->lock);
}

enum err sidecar_send(struct ctx *c, struct dapr *dapr, const struct sidecar_request *request,
                      struct client_reply *reply)
{
    struct client_header headers[HEADERS_MOST];
    struct line *line;
    size_t count = 0;
    for (size_t i = 0; i < request->header_count && count < HEADERS_MOST - 2; i++)
        headers[count++] = request->headers[i];
    if (request->type != NULL)
        headers[count++] = (struct client_header){TEXT("content-type"), text_of(request->type)};
    if (dapr->token != NULL)
        headers[count++] = (struct client_header){TEXT("dapr-api-token"), text_of(dapr->token)};
    struct client_request asked = {.method = request->method == NULL ? "POST" : request->method,
                                   .url = arena_printf(c->arena, "%s%s", dapr->url.origin, request->path),
                                   .headers = headers,
                                   .header_count = count,
                                   .body = request->body,
                                   .body_limit = BUS_MESSAGE_MAX,
                                   .connect_timeout_ms = request->timeout_ms,
                                   .timeout_ms = request->timeout_ms};
    TRY(line_take(c, dapr, &line));
    enum err e = client_send(c, line->client, &asked, reply);
    line_give(dapr, line);
    note_reached(dapr, e == OK);
    return e;
}

struct text sidecar_error(struct ctx *c, const struct client_reply *reply)
{
    struct ctx apart = {.arena = c->arena, .now_us = c->now_us}; /* the reason stays the caller's */
    const struct json_value *body;
    if (json_read(&apart, reply->body, &body) != OK)
        return TEXT("");
    struct text code = json_as_text(json_member(body, "errorCode"));
    for (size_t i = 0; i < code.len; i++)
        if (!ascii_alpha(code.at[i]) && code.at[i] != '_')
            return TEXT("");
    return code.len <= 64 ? code : TEXT("");
}

/* -- Health */

void sidecar_note(struct dapr *dapr, const char *why)
{
    pthread_mutex_lock(&dapr->lock);
    dapr->health.well = why == NULL;
    snprintf(dapr->health.why, sizeof dapr->health.why, "%s", why == NULL ? "" : why);
    pthread_mutex_unlock(&dapr->lock);
}

/* Does its list of subscriptions name our component? It asks for ours once, when it starts, which may be before this process did. */
static bool knows_us(struct ctx *c, struct dapr *dapr)
{
    struct sidecar_request request = {.method = "GET", .path = "/v1.0/metadata", .timeout_ms = PROBE_MS};
    struct client_reply reply;
    const struct json_value *body;
    if (sidecar_send(c, dapr, &request, &reply) != OK || reply.status != 200 ||
        json_read(c, reply.body, &body) != OK)
        return false;
    const struct json_value *item = json_first(json_member(body, "subscriptions"));
    for (; item != NULL; item = json_next(item))
        if (text_is(json_as_text(json_member(item, "pubsubname")), dapr->url.pubsub))
            return true;
    return false;
}

/* NULL: nothing is wrong. */
static const char *look(struct ctx *c, struct dapr *dapr)
{
    struct sidecar_request request = {
        .method = "GET", .path = "/v1.0/healthz/outbound", .timeout_ms = PROBE_MS};
    struct client_reply reply;
    pthread_mutex_lock(&dapr->lock);
    bool known = dapr->subscribed || dapr->ears == NULL;
    pthread_mutex_unlock(&dapr->lock);
    if (sidecar_send(c, dapr, &request, &reply) != OK)
        return c->why;
    if (reply.status / 100 != 2)
        return "the sidecar is there, and its components are not ready";
    if (known)
        return NULL;
    if (!knows_us(c, dapr))
        return "the sidecar has not asked which topics are wanted here: does it know this program's port "
               "(--app-port)?";
    pthread_mutex_lock(&dapr->lock);
    dapr->subscribed = true;
    pthread_mutex_unlock(&dapr->lock);
    return NULL;
}

void sidecar_probe(struct dapr *dapr)
{
    struct ctx c = {.arena = arena_new(), .now_us = time_now_us()};
    const char *why = look(&c, dapr);
    pthread_mutex_lock(&dapr->lock);
    bool refused = dapr->refused_us != 0 && time_steady_us() - dapr->refused_us < REFUSED_US;
    pthread_mutex_unlock(&dapr->lock);
    if (why != NULL || !refused)
        sidecar_note(dapr, why);
    arena_free(c.arena);
}

enum err sidecar_app(struct ctx *c, struct dapr *dapr, char *out, size_t size)
{
    struct sidecar_request request = {.method = "GET", .path = "/v1.0/metadata", .timeout_ms = PROBE_MS};
    struct client_reply reply;
    const struct json_value *body;
    pthread_mutex_lock(&dapr->lock);
    snprintf(out, size, "%s", dapr->app);
    pthread_mutex_unlock(&dapr->lock);
    if (out[0] != '\0')
        return OK;
    TRY(sidecar_send(c, dapr, &request, &reply));
    if (reply.status != 200 || json_read(c, reply.body, &body) != OK)
        return fail(c, ERR_BUSY, "the sidecar does not say which app this is");
    struct text id = json_as_text(json_member(body, "id"));
    if (!dapr_is_name(id) || id.len >= size)
        return fail(c, ERR_BUSY, "the sidecar does not say which app this is");
    snprintf(out, size, "%.*s", TEXT_ARGS(id));
    pthread_mutex_lock(&dapr->lock);
    snprintf(dapr->app, sizeof dapr->app, "%s", out);
    pthread_mutex_unlock(&dapr->lock);
    return OK;
}

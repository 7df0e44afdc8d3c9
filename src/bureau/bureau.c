#include "bureau/bureau.h"

#include "base/json_in.h"
#include "client/client.h"
#include "client/service.h"

#include <stdio.h>
#include <stdlib.h>

enum { TIMEOUT_MS = 15000 };
#define WAIT_MOST_US (INT64_C(24) * 3600 * 1000000)

struct bureau {
    struct client *client;
    char *url, *key, *origin;
    int timeout_ms;
};

/* -- Opening */

static char *keep(const char *text)
{
    char *copy = strdup(text);
    if (copy == NULL)
        die("out of memory");
    return copy;
}

enum err bureau_open(struct ctx *c, const struct bureau_options *o, struct bureau **out)
{
    const char *origin;
    struct client *client;
    bool has_key = o->key != NULL && o->key[0] != '\0';
    if (client_origin(c, o->url, &origin) != OK || strpbrk(o->url, "?#@") != NULL)
        return fail(c, ERR_USAGE, "credit.bureau.url: an http(s) address is needed");
    if (has_key && !service_takes_key(origin))
        return fail(c, ERR_USAGE, "credit.bureau.url: the key would go to %s without TLS", origin);
    if (has_key && !service_is_visible(text_of(o->key)))
        return fail(c, ERR_USAGE, "credit.bureau.key has characters that no key has");
    struct client_options how = {.ca_file = o->ca_file == NULL || o->ca_file[0] == '\0' ? NULL : o->ca_file};
    TRY(client_open(c, &how, &client));
    struct bureau *bureau = calloc(1, sizeof *bureau);
    if (bureau == NULL)
        die("out of memory");
    *bureau = (struct bureau){.client = client,
                              .url = keep(o->url),
                              .origin = keep(origin),
                              .timeout_ms = o->timeout_ms > 0 ? o->timeout_ms : TIMEOUT_MS};
    for (size_t len = strlen(bureau->url); len > 0 && bureau->url[len - 1] == '/'; len--)
        bureau->url[len - 1] = '\0';
    if (has_key && asprintf(&bureau->key, "Bearer %s", o->key) < 0)
        die("out of memory");
    *out = bureau;
    return OK;
}

void bureau_close(struct bureau *bureau)
{
    if (bureau == NULL)
        return;
    client_close(bureau->client);
    if (bureau->key != NULL)
        explicit_bzero(bureau->key, strlen(bureau->key));
    free(bureau->key);
    free(bureau->url);
    free(bureau->origin);
    free(bureau);
}

/* -- Reading */

static enum err wrong(struct ctx *c, size_t at, const char *what)
{
    return fail(c, ERR_IO, "the bureau's answer: item %zu %s", at + 1, what);
}

static bool is_source(struct text t)
{
    if (t.len == 0 || t.len > BUREAU_SOURCE_BYTES || !text_is_utf8(t))
        return false;
    for (size_t i = 0; i < t.len; i++)
        if ((unsigned char)t.at[i] < ' ' || t.at[i] == 0x7f)
            return false;
    return true;
}

static enum err read_item(struct ctx *c, const struct json_value *v, size_t at, struct text host,
                          struct bureau_score *out)
{
    const struct json_value *scale = json_member(v, "scale"), *source = json_member(v, "source");
    int64_t most = BUREAU_SCALE;
    *out = (struct bureau_score){.source = host};
    if (!date_parse(json_as_text(json_member(v, "date")), &out->day))
        return wrong(c, at, "has no date");
    if (json_kind(scale) != JSON_NULL && (!json_as_int(scale, &most) || most < 1 || most > BUREAU_SCALE_MOST))
        return wrong(c, at, "has a scale that is none");
    if (!json_as_int(json_member(v, "score"), &out->score) || out->score < 1 || out->score > most)
        return wrong(c, at, "has no score, or one beyond its scale");
    if (most > BUREAU_SCALE) /* the middle goes up */
        out->score = (out->score * BUREAU_SCALE * 2 + most) / (most * 2);
    out->score = out->score < 1 ? 1 : out->score;
    if (json_kind(source) == JSON_NULL)
        return OK;
    out->source = text_trim(json_as_text(source));
    return is_source(out->source) ? OK : wrong(c, at, "has a source that is none");
}

enum err bureau_read(struct ctx *c, struct text reply, struct text host, date since,
                     struct bureau_score **out, size_t *count)
{
    struct ctx reading = {.arena = c->arena};
    const struct json_value *all;
    *count = 0;
    if (json_read(&reading, reply, &all) != OK || json_kind(json_member(all, "items")) != JSON_ARRAY)
        return fail(c, ERR_IO, "the bureau's answer has no list of scores");
    const struct json_value *items = json_member(all, "items");
    if (json_count(items) > BUREAU_ITEMS_MOST)
        return fail(c, ERR_LIMIT, "the bureau's answer has more than %d scores", BUREAU_ITEMS_MOST);
    *out = ARENA_ARRAY(c->arena, struct bureau_score, json_count(items) + 1);
    size_t at = 0;
    for (const struct json_value *v = json_first(items); v != NULL; v = json_next(v), at++) {
        struct bureau_score *score = &(*out)[*count];
        TRY(read_item(c, v, at, host, score));
        *count += score->day >= since; /* what was not asked for is nobody's business */
    }
    return OK;
}

/* -- Asking */

static enum err judge(struct ctx *c, const struct bureau *b, int status)
{
    if (status == HTTP_OK)
        return OK;
    if (status == HTTP_UNKNOWN || status == HTTP_FORBIDDEN)
        return fail(c, ERR_DENIED, "%s %s (HTTP %d)", b->origin,
                    b->key == NULL ? "wants a key (credit.bureau.key)" : "does not take the key", status);
    if (status == HTTP_TIMEOUT || status == HTTP_TOO_MANY || status >= HTTP_SERVER_ERROR)
        return fail(c, ERR_BUSY, "%s cannot answer now (HTTP %d)", b->origin, status);
    return fail(c, ERR_IO, "%s answers otherwise than a bureau (HTTP %d)", b->origin, status);
}

enum err bureau_scores(struct ctx *c, struct bureau *b, date since, struct bureau_score **out, size_t *count,
                       int64_t *wait_us)
{
    char day[DATE_TEXT_MAX];
    struct client_header headers[2] = {{TEXT("Accept"), TEXT("application/json")}};
    if (b->key != NULL)
        headers[1] = (struct client_header){TEXT("Authorization"), text_of(b->key)};
    struct client_request request = {
        .url = arena_printf(c->arena, "%s/scores?since=%s", b->url, date_format(since, day)),
        .headers = headers,
        .header_count = b->key == NULL ? 1 : 2,
        .body_limit = BUREAU_REPLY_BYTES,
        .timeout_ms = b->timeout_ms};
    struct client_reply reply;
    const char *host = strstr(b->origin, "://");
    *count = 0;
    *wait_us = 0;
    TRY(client_send(c, b->client, &request, &reply));
    *wait_us = client_retry_after_us(&reply, c->now_us, 0, WAIT_MOST_US);
    TRY(judge(c, b, reply.status));
    struct text named = text_of(host == NULL ? b->origin : host + 3);
    named.len = named.len > BUREAU_SOURCE_BYTES ? BUREAU_SOURCE_BYTES : named.len;
    return bureau_read(c, reply.body, named, since, out, count);
}

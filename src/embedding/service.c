#include "embedding/service.h"

#include "base/limits.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define MS INT64_C(1000)

/* -- Opening */

static char *keep(const char *text, size_t len)
{
    char *copy = strndup(text, len);
    if (copy == NULL)
        die("out of memory");
    return copy;
}

static enum err check(struct ctx *c, const struct protocol *p, const struct embedding_options *o,
                      const char *url, const char *model, const char **origin)
{
    struct text named = text_of(model);
    if (client_origin(c, url, origin) != OK || strpbrk(url, "?#@") != NULL)
        return fail(c, ERR_USAGE, "embedding.url: %s needs an http(s) address such as %s", p->who, p->url);
    if (named.len == 0 || named.len > SERVICE_MODEL_MOST || !service_is_visible(named))
        return fail(c, ERR_USAGE, "embedding.model: a name of 1 to %d visible characters",
                    SERVICE_MODEL_MOST);
    if (o->key != NULL && !service_is_visible(text_of(o->key)))
        return fail(c, ERR_USAGE, "embedding.key has characters that no key has");
    if (o->key != NULL && o->key[0] != '\0' && !service_takes_key(*origin))
        return fail(c, ERR_USAGE, "embedding.url: a key would go to %s without TLS", *origin);
    if (o->dims > EMBEDDING_DIMS_MOST)
        return fail(c, ERR_USAGE, "embedding.dims: at most %d", EMBEDDING_DIMS_MOST);
    return OK;
}

/* What one reply may have in numbers, and in all. */
static size_t batch_most(const struct protocol *p, size_t dims, size_t wanted)
{
    enum { AROUND = 1000, AROUND_EACH = 8 };
    size_t most = (LIMIT_JSON_VALUES - AROUND) / (dims + AROUND_EACH);
    if (most > p->texts_most)
        most = p->texts_most;
    return wanted > 0 && wanted < most ? wanted : most;
}

enum err service_open(struct ctx *c, const struct protocol *protocol, const struct embedding_options *o,
                      struct embedding **out)
{
    const char *origin, *url = o->url == NULL || o->url[0] == '\0' ? protocol->url : o->url,
                        *model = o->model == NULL || o->model[0] == '\0' ? protocol->model : o->model;
    struct client *client;
    TRY(check(c, protocol, o, url, model, &origin));
    TRY(client_open(c, &(struct client_options){.ca_file = o->ca_file}, &client));
    struct service *s = calloc(1, sizeof *s);
    size_t len = strlen(url);
    if (s == NULL)
        die("out of memory");
    while (len > 0 && url[len - 1] == '/')
        len--;
    s->protocol = protocol;
    s->client = client;
    pthread_mutex_init(&s->lock, NULL);
    s->url = keep(url, len);
    s->model = keep(model, strlen(model));
    s->origin = keep(origin, strlen(origin));
    if (o->key != NULL && o->key[0] != '\0' && asprintf(&s->key, "%s%s", protocol->key_prefix, o->key) < 0)
        die("out of memory");
    s->timeout_ms = o->timeout_ms > 0 ? o->timeout_ms : SERVICE_TIMEOUT_MS;
    s->tries = o->tries <= 0 ? SERVICE_TRIES : o->tries > SERVICE_TRIES_MOST ? SERVICE_TRIES_MOST : o->tries;
    s->embedding.dims = o->dims > 0 ? o->dims : EMBEDDING_DIMS;
    s->batch = batch_most(protocol, s->embedding.dims, o->batch);
    const char *host = strstr(origin, "://");
    snprintf(s->embedding.name, sizeof s->embedding.name, "%s:%.48s:%.80s:%zu", protocol->who,
             host == NULL ? origin : host + 3, s->model, s->embedding.dims);
    *out = &s->embedding;
    return OK;
}

void service_close(struct embedding *e)
{
    struct service *s = (struct service *)e;
    client_close(s->client);
    pthread_mutex_destroy(&s->lock);
    if (s->key != NULL)
        explicit_bzero(s->key, strlen(s->key));
    free(s->key);
    free(s->url);
    free(s->model);
    free(s->origin);
    free(s);
}

/* -- What a status means */

static enum err complain(struct ctx *c, const struct service *s, enum err e, const char *what, int status,
                         const struct json_value *reply)
{
    struct text word = service_word(reply, "_-");
    return fail(c, e, "embedding: %s %s (HTTP %d%s%.*s)", s->origin, what, status, word.len > 0 ? ", " : "",
                TEXT_ARGS(word));
}

static enum err judge(struct ctx *c, struct service *s, const struct client_reply *reply,
                      const struct json_value *body)
{
    const struct protocol *p = s->protocol;
    int status = reply->status;
    if (status == HTTP_OK)
        return OK;
    if (status == HTTP_UNKNOWN || status == HTTP_FORBIDDEN ||
        (status == HTTP_BAD && p->is_key != NULL && p->is_key(body)))
        return complain(c, s, ERR_DENIED,
                        s->key == NULL ? "wants a key (embedding.key)" : "does not take the key", status,
                        body);
    if (!service_is_busy(status))
        return complain(c, s, status >= HTTP_BAD ? ERR_INPUT : ERR_IO, "refuses what was asked", status,
                        body);
    int64_t wait_us = client_retry_after_us(reply, c->now_us, 0, INT64_MAX);
    if (wait_us == 0 && p->wait_us != NULL)
        wait_us = p->wait_us(body);
    atomic_store(&s->embedding.wait_us, wait_us < 0 ? 0 : wait_us);
    return complain(c, s, ERR_BUSY, "cannot answer now", status, body);
}

/* -- Asking */

static enum err ask_once(struct ctx *c, struct service *s, const char *url, struct text body, size_t count,
                         float *out)
{
    struct client_header headers[2] = {{TEXT("Content-Type"), TEXT("application/json")},
                                       {text_of(s->protocol->key_header), text_of(s->key)}};
    struct client_request request = {.method = "POST",
                                     .url = url,
                                     .headers = headers,
                                     .header_count = s->key == NULL ? 1 : 2,
                                     .body = body,
                                     .body_limit = SERVICE_REPLY_BYTES,
                                     .timeout_ms = s->timeout_ms};
    struct client_reply reply;
    const struct json_value *all = NULL;
    atomic_store(&s->embedding.wait_us, 0);
    atomic_fetch_add(&s->embedding.requests, 1);
    enum err e = client_send(c, s->client, &request, &reply);
    if (e != OK)
        return fail_within(c, e, "embedding");
    struct ctx reading = {.arena = c->arena};
    e = json_read(&reading, reply.body, &all);
    if (reply.status == HTTP_OK && e != OK)
        return fail(c, ERR_IO, "embedding: %s answers with something that is no JSON, or too much of it",
                    s->origin);
    TRY(judge(c, s, &reply, all));
    return s->protocol->read(c, s, all, count, out);
}

static void pause_ms(int64_t ms)
{
    struct timespec left = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000};
    while (nanosleep(&left, &left) != 0) {
    }
}

/* What fails for the time being is tried again, as soon as the service allows, or after waits that double. */
static enum err ask(struct ctx *c, struct service *s, const struct text *texts, size_t count, float *out)
{
    struct arena_mark mark = arena_mark(c->arena);
    struct buf *body = buf_in_arena(c->arena);
    struct json j = json_into(body);
    const char *url = s->protocol->address(c, s, count);
    enum err e = OK;
    s->protocol->write(s, texts, count, &j);
    for (int i = 0; i < s->tries; i++) {
        e = ask_once(c, s, url, buf_view(body), count, out);
        int64_t wait_ms = atomic_load(&s->embedding.wait_us) / MS;
        if (e != ERR_BUSY || i + 1 == s->tries || wait_ms > SERVICE_WAIT_MOST_MS)
            break;
        pause_ms(wait_ms > 0 ? wait_ms : (int64_t)SERVICE_BACK_OFF_MS << i);
    }
    arena_rewind(c->arena, mark);
    return e;
}

/* Services refuse texts without a word in them. */
static struct text askable(struct text t)
{
    return text_trim(t).len == 0 ? TEXT(".") : t;
}

enum err service_make(struct ctx *c, struct embedding *e, const struct text *texts, size_t count, float *out)
{
    struct service *s = (struct service *)e;
    enum err failed = OK;
    void *room;
    TRY(arena_alloc_outside(c, count * sizeof(struct text), &room));
    struct text *asked = room;
    for (size_t i = 0; i < count; i++)
        asked[i] = askable(texts[i]);
    pthread_mutex_lock(&s->lock);
    for (size_t first = 0, end; first < count && failed == OK; first = end) {
        size_t bytes = 0;
        for (end = first; end < count && end - first < s->batch; end++) {
            bytes += asked[end].len;
            if (end > first && bytes > s->protocol->bytes_most)
                break;
        }
        failed = ask(c, s, asked + first, end - first, out + first * e->dims);
    }
    pthread_mutex_unlock(&s->lock);
    return failed;
}

enum err service_numbers(struct ctx *c, const struct service *s, const struct json_value *list, float *out)
{
    size_t dims = s->embedding.dims, i = 0;
    if (json_kind(list) != JSON_ARRAY || json_count(list) != dims)
        return fail(c, ERR_IO, "embedding: %s answers with vectors of %zu numbers, not %zu (embedding.dims)",
                    s->origin, json_kind(list) == JSON_ARRAY ? json_count(list) : 0, dims);
    for (const struct json_value *v = json_first(list); v != NULL; v = json_next(v), i++) {
        double number = NAN;
        if (!json_as_double(v, &number) || !isfinite((float)number))
            return fail(c, ERR_IO, "embedding: %s answers with a vector that is not finite", s->origin);
        out[i] = (float)number;
    }
    return OK;
}

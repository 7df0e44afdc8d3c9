#include "llm/service.h"

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

static enum err check(struct ctx *c, const struct protocol *p, const struct llm_options *o, const char *url,
                      const char **origin)
{
    struct text model = text_of(o->model == NULL ? "" : o->model);
    bool has_key = o->key != NULL && o->key[0] != '\0';
    if (client_origin(c, url, origin) != OK || strpbrk(url, "?#@") != NULL)
        return fail(c, ERR_USAGE, "llm.url: %s needs an http(s) address such as %s", p->who, p->url);
    if (model.len == 0 || model.len > SERVICE_MODEL_MOST || !service_is_visible(model))
        return fail(c, ERR_USAGE, "llm.model: %s needs a name of 1 to %d visible characters", p->who,
                    SERVICE_MODEL_MOST);
    if (has_key && !service_is_visible(text_of(o->key)))
        return fail(c, ERR_USAGE, "llm.key has characters that no key has");
    if (has_key && !service_takes_key(*origin))
        return fail(c, ERR_USAGE, "llm.url: a key would go to %s without TLS", *origin);
    if (o->timeout_ms < 0 || o->timeout_ms > SERVICE_TIMEOUT_MOST_MS)
        return fail(c, ERR_USAGE, "llm.timeout: at most %d s", SERVICE_TIMEOUT_MOST_MS / 1000);
    return OK;
}

enum err llm_service_open(struct ctx *c, const struct protocol *protocol, const struct llm_options *o,
                          struct llm **out)
{
    const char *origin, *url = o->url == NULL || o->url[0] == '\0' ? protocol->url : o->url;
    struct client *client;
    TRY(check(c, protocol, o, url, &origin));
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
    if (asprintf(&s->url, "%.*s%s", (int)len, url, protocol->path) < 0)
        die("out of memory");
    s->model = keep(o->model, strlen(o->model));
    s->origin = keep(origin, strlen(origin));
    if (o->key != NULL && o->key[0] != '\0' && asprintf(&s->key, "%s%s", protocol->key_prefix, o->key) < 0)
        die("out of memory");
    s->timeout_ms = o->timeout_ms > 0 ? o->timeout_ms : LLM_TIMEOUT_MS;
    s->tries = o->tries <= 0 ? SERVICE_TRIES : o->tries > SERVICE_TRIES_MOST ? SERVICE_TRIES_MOST : o->tries;
    const char *host = strstr(origin, "://");
    snprintf(s->llm.name, sizeof s->llm.name, "%s:%.48s:%.80s", protocol->who,
             host == NULL ? origin : host + 3, s->model);
    *out = &s->llm;
    return OK;
}

void llm_service_close(struct llm *llm)
{
    struct service *s = (struct service *)llm;
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
    struct text word = service_word(reply, "_");
    return fail(c, e, "llm: %s %s (HTTP %d%s%.*s)", s->origin, what, status, word.len > 0 ? ", " : "",
                TEXT_ARGS(word));
}

static enum err judge(struct ctx *c, const struct service *s, const struct client_reply *reply,
                      const struct json_value *body)
{
    int status = reply->status;
    if (status == HTTP_OK)
        return OK;
    if (status == HTTP_UNKNOWN || status == HTTP_FORBIDDEN)
        return complain(c, s, ERR_DENIED, s->key == NULL ? "wants a key (llm.key)" : "does not take the key",
                        status, body);
    if (service_is_busy(status))
        return complain(c, s, ERR_BUSY, "cannot answer now", status, body);
    return complain(c, s, status >= HTTP_BAD ? ERR_INPUT : ERR_IO, "refuses what was asked", status, body);
}

/* -- Asking */

/* One question, with what is left of its time. */
struct asking {
    struct text body;
    int64_t until_us; /* steady */
    int64_t wait_us;  /* after ERR_BUSY: how long the service asks to wait */
    struct llm_spent *spent;
};

static int left_ms(const struct asking *a)
{
    int64_t left = (a->until_us - time_steady_us()) / MS;
    return left < 1 ? 0 : left > SERVICE_TIMEOUT_MOST_MS ? SERVICE_TIMEOUT_MOST_MS : (int)left;
}

static void count_tokens(const struct service *s, const struct json_value *reply, struct llm_spent *spent)
{
    const struct json_value *usage = json_member(reply, "usage");
    int64_t in = 0, out = 0;
    if (json_as_int(json_member(usage, s->protocol->tokens_in), &in) && in > 0)
        spent->tokens_in += in;
    if (json_as_int(json_member(usage, s->protocol->tokens_out), &out) && out > 0)
        spent->tokens_out += out;
}

static enum err ask_once(struct ctx *c, struct service *s, struct asking *a, const struct json_value **out)
{
    const struct protocol *p = s->protocol;
    struct client_header headers[3] = {{TEXT("Content-Type"), TEXT("application/json")}};
    size_t count = 1;
    if (s->key != NULL)
        headers[count++] = (struct client_header){text_of(p->key_header), text_of(s->key)};
    if (p->version_header != NULL)
        headers[count++] = (struct client_header){text_of(p->version_header), text_of(p->version)};
    struct client_request request = {.method = "POST",
                                     .url = s->url,
                                     .headers = headers,
                                     .header_count = count,
                                     .body = a->body,
                                     .body_limit = SERVICE_REPLY_BYTES,
                                     .timeout_ms = left_ms(a),
                                     .ends = &s->llm.ends};
    struct client_reply reply;
    const struct json_value *all = NULL;
    a->wait_us = 0;
    if (request.timeout_ms == 0)
        return fail(c, ERR_BUSY, "llm: %s did not answer in time", s->origin);
    a->spent->requests++;
    enum err e = client_send(c, s->client, &request, &reply);
    if (e != OK)
        return fail_within(c, e, "llm");
    struct ctx reading = {.arena = c->arena};
    e = json_read(&reading, reply.body, &all);
    if (reply.status == HTTP_OK && e != OK)
        return fail(c, ERR_IO, "llm: %s answers with something that is no JSON, or too much of it",
                    s->origin);
    a->wait_us = client_retry_after_us(&reply, c->now_us, 0, INT64_MAX);
    TRY(judge(c, s, &reply, all));
    count_tokens(s, all, a->spent);
    return p->read(c, s, all, out);
}

/* In small steps: the process may end meanwhile. */
static void pause_ms(const struct service *s, int64_t ms)
{
    enum { STEP_MS = 100 };
    for (; ms > 0 && !atomic_load(&s->llm.ends); ms -= STEP_MS) {
        int64_t now = ms < STEP_MS ? ms : STEP_MS;
        struct timespec left = {.tv_nsec = now * 1000000};
        while (nanosleep(&left, &left) != 0) {
        }
    }
}

/* What fails for the time being is tried again, as soon as the service allows, or after waits that double, as long as there is time. */
enum err llm_service_ask(struct ctx *c, struct llm *llm, const struct llm_question *question,
                         const struct json_value **out, struct llm_spent *spent)
{
    struct service *s = (struct service *)llm;
    struct buf *body = buf_in_arena(c->arena);
    struct json j = json_into(body);
    enum err e = OK;
    s->protocol->write(s, question, &j);
    struct asking asking = {
        .body = buf_view(body), .until_us = time_steady_us() + s->timeout_ms * MS, .spent = spent};
    pthread_mutex_lock(&s->lock);
    for (int i = 0; i < s->tries; i++) {
        e = ask_once(c, s, &asking, out);
        int64_t wait_ms = asking.wait_us > 0 ? asking.wait_us / MS : (int64_t)SERVICE_BACK_OFF_MS << i;
        if (e != ERR_BUSY || i + 1 == s->tries || wait_ms >= left_ms(&asking) || atomic_load(&s->llm.ends))
            break;
        pause_ms(s, wait_ms);
    }
    pthread_mutex_unlock(&s->lock);
    return e;
}

enum err llm_service_read_text(struct ctx *c, const struct service *s, struct text t,
                               const struct json_value **out)
{
    struct ctx reading = {.arena = c->arena};
    if (json_read(&reading, text_trim(t), out) != OK)
        return fail(c, ERR_IO, "llm: the model at %s answers with something that is no JSON", s->origin);
    return OK;
}

/* Google's Gemini embeddings: embedContent for one text, batchEmbedContents for several. https://ai.google.dev/api/embeddings */
#include "embedding/service.h"

#include <stdio.h>

enum { SECONDS_MOST = 86400 };

static struct text bare_model(const struct service *s)
{
    struct text model = text_of(s->model);
    return text_starts(model, TEXT("models/")) ? text_from(model, strlen("models/")) : model;
}

static const char *address(struct ctx *c, const struct service *s, size_t count)
{
    return arena_printf(c->arena, "%s/models/%s:%s", s->url, client_escape(c->arena, bare_model(s)),
                        count == 1 ? "embedContent" : "batchEmbedContents");
}

static void write_one(const struct service *s, struct text t, struct json *j)
{
    char name[SERVICE_MODEL_MOST + sizeof "models/"];
    struct text model = bare_model(s);
    snprintf(name, sizeof name, "models/%.*s", TEXT_ARGS(model));
    json_object(j);
    json_key_z(j, "model", name);
    json_key(j, "content");
    json_object(j);
    json_key(j, "parts");
    json_array(j);
    json_object(j);
    json_key_text(j, "text", t);
    json_object_end(j);
    json_array_end(j);
    json_object_end(j);
    json_key_z(j, "taskType", "SEMANTIC_SIMILARITY");
    json_key_int(j, "outputDimensionality", (int64_t)s->embedding.dims);
    json_object_end(j);
}

static void write_request(const struct service *s, const struct text *texts, size_t count, struct json *j)
{
    if (count == 1) {
        write_one(s, texts[0], j);
        return;
    }
    json_object(j);
    json_key(j, "requests");
    json_array(j);
    for (size_t i = 0; i < count; i++)
        write_one(s, texts[i], j);
    json_array_end(j);
    json_object_end(j);
}

/* {"embedding":{"values":[…]}}, or {"embeddings":[{"values":[…]},…]} in the order of the requests. */
static enum err read_reply(struct ctx *c, struct service *s, const struct json_value *reply, size_t count,
                           float *out)
{
    const struct json_value *all = json_member(reply, "embeddings");
    if (count == 1)
        return service_numbers(c, s, json_member(json_member(reply, "embedding"), "values"), out);
    if (json_kind(all) != JSON_ARRAY || json_count(all) != count)
        return fail(c, ERR_IO, "embedding: %s answers without a vector for each text", s->origin);
    for (const struct json_value *v = json_first(all); v != NULL; v = json_next(v), out += s->embedding.dims)
        TRY(service_numbers(c, s, json_member(v, "values"), out));
    return OK;
}

/* google.rpc.ErrorInfo and google.rpc.RetryInfo are among an error's details. */
static const struct json_value *detail(const struct json_value *reply, const char *member)
{
    const struct json_value *v = json_first(json_member(json_member(reply, "error"), "details"));
    while (v != NULL && json_member(v, member) == NULL)
        v = json_next(v);
    return json_member(v, member);
}

static bool is_key(const struct json_value *reply)
{
    return text_is(json_as_text(detail(reply, "reason")), "API_KEY_INVALID");
}

/* "34s" or "0.5s" */
static int64_t wait_us(const struct json_value *reply)
{
    struct text t = json_as_text(detail(reply, "retryDelay"));
    int64_t us = 0, unit = 1000000;
    bool behind = false;
    if (t.len < 2 || t.len > 16 || t.at[t.len - 1] != 's')
        return -1;
    for (size_t i = 0; i + 1 < t.len; i++) {
        if (t.at[i] == '.' && !behind)
            behind = true;
        else if (!ascii_digit(t.at[i]))
            return -1;
        else if (!behind && us <= SECONDS_MOST * INT64_C(1000000))
            us = us * 10 + (t.at[i] - '0') * INT64_C(1000000);
        else if (behind)
            us += (t.at[i] - '0') * (unit /= 10);
    }
    return us > SECONDS_MOST * INT64_C(1000000) ? SECONDS_MOST * INT64_C(1000000) : us;
}

static const struct protocol protocol = {
    .who = "gemini",
    .url = "https://generativelanguage.googleapis.com/v1beta",
    .model = "gemini-embedding-001",
    .key_header = "x-goog-api-key",
    .key_prefix = "",
    .texts_most = 100,
    .bytes_most = 512 << 10, /* a request has at most 4 MiB, and JSON up to six bytes for one */
    .address = address,
    .write = write_request,
    .read = read_reply,
    .is_key = is_key,
    .wait_us = wait_us,
};

static enum err gemini_open(struct ctx *c, const struct embedding_options *options, struct embedding **out)
{
    return service_open(c, &protocol, options, out);
}

const struct embedding_driver embedding_gemini = {
    .name = "gemini", .is_remote = true, .open = gemini_open, .close = service_close, .make = service_make};

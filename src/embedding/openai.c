/* OpenAI's embeddings and what speaks like it: Ollama, llama.cpp, vLLM, LM Studio, text-embeddings-inference.
 * https://platform.openai.com/docs/api-reference/embeddings/create */
#include "embedding/service.h"

static const char *address(struct ctx *c, const struct service *s, size_t count)
{
    (void)count;
    return arena_printf(c->arena, "%s/embeddings", s->url);
}

static void write_request(const struct service *s, const struct text *texts, size_t count, struct json *j)
{
    json_object(j);
    json_key_z(j, "model", s->model);
    json_key(j, "input");
    json_array(j);
    for (size_t i = 0; i < count; i++)
        json_text(j, texts[i]);
    json_array_end(j);
    json_key_z(j, "encoding_format", "float");
    if (text_starts(text_of(s->model), TEXT("text-embedding-3"))) /* others refuse the word */
        json_key_int(j, "dimensions", (int64_t)s->embedding.dims);
    json_object_end(j);
}

/* {"data":[{"index":0,"embedding":[…]},…],"usage":{"total_tokens":…}}: each index once, in any order. */
static enum err read_reply(struct ctx *c, struct service *s, const struct json_value *reply, size_t count,
                           float *out)
{
    const struct json_value *data = json_member(reply, "data");
    bool *seen = ARENA_ARRAY(c->arena, bool, count);
    int64_t index, tokens;
    if (json_kind(data) != JSON_ARRAY || json_count(data) != count)
        return fail(c, ERR_IO, "embedding: %s answers without a vector for each text", s->origin);
    for (const struct json_value *v = json_first(data); v != NULL; v = json_next(v)) {
        if (!json_as_int(json_member(v, "index"), &index) || index < 0 || (uint64_t)index >= count ||
            seen[index])
            return fail(c, ERR_IO, "embedding: %s answers with a vector of no text, or two of one",
                        s->origin);
        seen[index] = true;
        TRY(service_numbers(c, s, json_member(v, "embedding"), out + (size_t)index * s->embedding.dims));
    }
    if (json_as_int(json_member(json_member(reply, "usage"), "total_tokens"), &tokens) && tokens > 0)
        atomic_fetch_add(&s->embedding.tokens, tokens);
    return OK;
}

static const struct protocol protocol = {
    .who = "openai",
    .url = "https://api.openai.com/v1",
    .model = "text-embedding-3-small",
    .key_header = "Authorization",
    .key_prefix = "Bearer ",
    .texts_most = 2048,
    .bytes_most = 300000,
    .address = address,
    .write = write_request,
    .read = read_reply,
};

static enum err openai_open(struct ctx *c, const struct embedding_options *options, struct embedding **out)
{
    return service_open(c, &protocol, options, out);
}

const struct embedding_driver embedding_openai = {
    .name = "openai", .is_remote = true, .open = openai_open, .close = service_close, .make = service_make};

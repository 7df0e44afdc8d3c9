/* OpenAI's chat completions and what speaks like it: Ollama, llama.cpp, vLLM, LM Studio.
 * https://platform.openai.com/docs/api-reference/chat/create, …/docs/guides/structured-outputs */
#include "llm/service.h"

/* Models that reason count their thoughts, too, and take no temperature. */
static bool reasons(const char *model)
{
    static const char *const starts[] = {"o1", "o3", "o4", "gpt-5"};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (text_starts(text_of(model), text_of(starts[i])))
            return true;
    return false;
}

static void write_message(struct json *j, const char *role, struct text content)
{
    json_object(j);
    json_key_z(j, "role", role);
    json_key_text(j, "content", content);
    json_object_end(j);
}

static void write_request(const struct service *s, const struct llm_question *q, struct json *j)
{
    json_object(j);
    json_key_z(j, "model", s->model);
    json_key(j, "messages");
    json_array(j);
    if (q->system.len > 0)
        write_message(j, "system", q->system);
    for (size_t i = 0; i < q->count; i++)
        write_message(j, q->messages[i].role == LLM_USER ? "user" : "assistant", q->messages[i].text);
    json_array_end(j);
    json_key(j, "response_format");
    json_object(j);
    json_key_z(j, "type", "json_schema");
    json_key(j, "json_schema");
    json_object(j);
    json_key_z(j, "name", q->form->name);
    json_key_bool(j, "strict", true);
    json_key(j, "schema");
    llm_form_schema(q->form, j);
    json_object_end(j);
    json_object_end(j);
    json_key_int(j, reasons(s->model) ? "max_completion_tokens" : "max_tokens",
                 q->tokens_most == 0 ? LLM_TOKENS_USUAL : q->tokens_most);
    if (!reasons(s->model)) {
        json_key(j, "temperature");
        json_double(j, q->temperature / 100.0);
    }
    json_key_int(j, "seed", q->seed);
    json_object_end(j);
}

/* {"choices":[{"message":{"content":"{…}","refusal":null},"finish_reason":"stop"}],"usage":{…}} */
static enum err read_reply(struct ctx *c, const struct service *s, const struct json_value *reply,
                           const struct json_value **out)
{
    const struct json_value *choice = json_first(json_member(reply, "choices")),
                            *message = json_member(choice, "message");
    struct text ended = json_as_text(json_member(choice, "finish_reason"));
    if (json_kind(json_member(reply, "choices")) != JSON_ARRAY || message == NULL)
        return fail(c, ERR_IO, "llm: %s answers without an answer", s->origin);
    if (json_as_text(json_member(message, "refusal")).len > 0 || text_is(ended, "content_filter"))
        return fail(c, ERR_IO, "llm: the model at %s refuses to answer", s->origin);
    if (text_is(ended, "length"))
        return fail(c, ERR_IO, "llm: the answer of the model at %s was cut off", s->origin);
    return llm_service_read_text(c, s, json_as_text(json_member(message, "content")), out);
}

static const struct protocol protocol = {
    .who = "openai",
    .url = "https://api.openai.com/v1",
    .path = "/chat/completions",
    .key_header = "Authorization",
    .key_prefix = "Bearer ",
    .write = write_request,
    .read = read_reply,
    .tokens_in = "prompt_tokens",
    .tokens_out = "completion_tokens",
};

static enum err openai_open(struct ctx *c, const struct llm_options *options, struct llm **out)
{
    return llm_service_open(c, &protocol, options, out);
}

const struct llm_driver llm_openai = {.name = "openai",
                                      .is_there = true,
                                      .is_remote = true,
                                      .open = openai_open,
                                      .close = llm_service_close,
                                      .ask = llm_service_ask};

/* Anthropic's messages. The answer is the input of the one tool that the model is told to use.
 * https://docs.anthropic.com/en/api/messages, …/en/docs/agents-and-tools/tool-use/implement-tool-use, …/en/api/errors */
#include "llm/service.h"

static void write_messages(const struct llm_question *q, struct json *j)
{
    json_key(j, "messages");
    json_array(j);
    for (size_t i = 0; i < q->count; i++) {
        json_object(j);
        json_key_z(j, "role", q->messages[i].role == LLM_USER ? "user" : "assistant");
        json_key_text(j, "content", q->messages[i].text);
        json_object_end(j);
    }
    json_array_end(j);
}

static void write_request(const struct service *s, const struct llm_question *q, struct json *j)
{
    json_object(j);
    json_key_z(j, "model", s->model);
    json_key_int(j, "max_tokens", q->tokens_most == 0 ? LLM_TOKENS_USUAL : q->tokens_most);
    if (q->system.len > 0)
        json_key_text(j, "system", q->system);
    write_messages(q, j);
    json_key(j, "temperature"); /* here from 0 to 1 */
    json_double(j, q->temperature > 100 ? 1.0 : q->temperature / 100.0);
    json_key(j, "tools");
    json_array(j);
    json_object(j);
    json_key_z(j, "name", q->form->name);
    json_key_z(j, "description", q->form->help == NULL ? "The answer." : q->form->help);
    json_key(j, "input_schema");
    llm_form_schema(q->form, j);
    json_object_end(j);
    json_array_end(j);
    json_key(j, "tool_choice");
    json_object(j);
    json_key_z(j, "type", "tool");
    json_key_z(j, "name", q->form->name);
    json_object_end(j);
    json_object_end(j);
}

/* {"content":[{"type":"tool_use","name":…,"input":{…}}],"stop_reason":"tool_use","usage":{…}}: one use of the tool, perhaps with words before it. */
static enum err read_reply(struct ctx *c, const struct service *s, const struct json_value *reply,
                           const struct json_value **out)
{
    struct text ended = json_as_text(json_member(reply, "stop_reason"));
    const struct json_value *content = json_member(reply, "content");
    *out = NULL;
    if (json_kind(content) != JSON_ARRAY)
        return fail(c, ERR_IO, "llm: %s answers without an answer", s->origin);
    if (text_is(ended, "refusal"))
        return fail(c, ERR_IO, "llm: the model at %s refuses to answer", s->origin);
    if (text_is(ended, "max_tokens"))
        return fail(c, ERR_IO, "llm: the answer of the model at %s was cut off", s->origin);
    for (const struct json_value *block = json_first(content); block != NULL; block = json_next(block)) {
        if (!text_is(json_as_text(json_member(block, "type")), "tool_use"))
            continue;
        if (*out != NULL)
            return fail(c, ERR_IO, "llm: the model at %s answers twice", s->origin);
        *out = json_member(block, "input");
    }
    if (*out == NULL)
        return fail(c, ERR_IO, "llm: the model at %s answers in words, not in the form asked for", s->origin);
    return OK;
}

static const struct protocol protocol = {
    .who = "anthropic",
    .url = "https://api.anthropic.com/v1",
    .path = "/messages",
    .key_header = "x-api-key",
    .key_prefix = "",
    .version_header = "anthropic-version",
    .version = "2023-06-01",
    .write = write_request,
    .read = read_reply,
    .tokens_in = "input_tokens",
    .tokens_out = "output_tokens",
};

static enum err anthropic_open(struct ctx *c, const struct llm_options *options, struct llm **out)
{
    return llm_service_open(c, &protocol, options, out);
}

const struct llm_driver llm_anthropic = {.name = "anthropic",
                                         .is_there = true,
                                         .is_remote = true,
                                         .open = anthropic_open,
                                         .close = llm_service_close,
                                         .ask = llm_service_ask};

#include "base/hash.h"
#include "llm/llm_driver.h"

#include <stdio.h>

enum { BYTES_A_TOKEN = 4, TEMPERATURE_MOST = 200, AROUND_TOKENS = 64 };
#define MILLION INT64_C(1000000)

enum err llm_open(struct ctx *c, const struct llm_driver *driver, const struct llm_options *options,
                  struct llm **out)
{
    enum { PRICE_MOST = 1000000000 };
    struct llm *llm;
    if (options->price_in < 0 || options->price_out < 0 || options->price_in > PRICE_MOST ||
        options->price_out > PRICE_MOST)
        return fail(c, ERR_USAGE, "llm: prices are 0 to 1000 US dollars for a million tokens");
    TRY(driver->open(c, options, &llm));
    llm->driver = driver;
    llm->price_in = options->price_in;
    llm->price_out = options->price_out;
    *out = llm;
    return OK;
}

void llm_close(struct llm *llm)
{
    if (llm != NULL)
        llm->driver->close(llm);
}

void llm_end(struct llm *llm)
{
    if (llm != NULL)
        atomic_store(&llm->ends, true);
}

bool llm_ends(struct llm *llm)
{
    return atomic_load(&llm->ends);
}

const char *llm_name(const struct llm *llm)
{
    return llm->name;
}

bool llm_is_there(const struct llm *llm)
{
    return llm->driver->is_there;
}

bool llm_is_remote(const struct llm *llm)
{
    return llm->driver->is_remote;
}

/* -- What it costs */

static size_t bytes_of(const struct llm_question *q)
{
    size_t bytes = q->system.len;
    for (size_t i = 0; i < q->count; i++)
        bytes += q->messages[i].text.len;
    return bytes;
}

static int64_t answer_tokens(const struct llm_question *q)
{
    return q->tokens_most == 0 ? LLM_TOKENS_USUAL : q->tokens_most;
}

/* A form is sent, too: a few hundred bytes. */
static int64_t question_tokens(const struct llm_question *q)
{
    struct arena *arena = arena_new();
    struct buf *form = buf_in_arena(arena);
    struct json j = json_into(form);
    llm_form_schema(q->form, &j);
    size_t bytes = bytes_of(q) + form->len;
    arena_free(arena);
    return (int64_t)((bytes + BYTES_A_TOKEN - 1) / BYTES_A_TOKEN) + AROUND_TOKENS;
}

static int64_t cost_of(const struct llm *llm, int64_t tokens_in, int64_t tokens_out)
{
    const int64_t most = INT64_C(1000000000); /* tokens: a product of it and the highest price fits */
    tokens_in = tokens_in > most ? most : tokens_in;
    tokens_out = tokens_out > most ? most : tokens_out;
    return (tokens_in * llm->price_in + tokens_out * llm->price_out + MILLION - 1) / MILLION;
}

/* A token is never longer than this many of a service's, which may have one for each byte. */
int64_t llm_tokens_most(const struct llm_question *q)
{
    return question_tokens(q) * BYTES_A_TOKEN + answer_tokens(q);
}

int64_t llm_cost_most(const struct llm *llm, const struct llm_question *q)
{
    return cost_of(llm, question_tokens(q) * BYTES_A_TOKEN, answer_tokens(q));
}

/* -- Asking */

static uint64_t mix_text(uint64_t hash, struct text t)
{
    return hash_mix(hash, hash_text(t) ^ (uint64_t)t.len);
}

void llm_digest(const struct llm_question *q, char out[LLM_DIGEST_MAX])
{
    struct arena *arena = arena_new();
    struct buf *form = buf_in_arena(arena);
    struct json j = json_into(form);
    llm_form_schema(q->form, &j);
    uint64_t hash = mix_text(mix_text(1, q->system), buf_view(form));
    for (size_t i = 0; i < q->count; i++)
        hash = mix_text(hash_mix(hash, (uint64_t)q->messages[i].role), q->messages[i].text);
    hash = hash_mix(hash, hash_mix((uint64_t)q->temperature, (uint64_t)answer_tokens(q)));
    snprintf(out, LLM_DIGEST_MAX, "%016llx", (unsigned long long)hash);
    arena_free(arena);
}

static enum err check(struct ctx *c, const struct llm_question *q)
{
    bool clean = text_is_utf8(q->system);
    for (size_t i = 0; i < q->count && i < LLM_MESSAGES_MOST; i++)
        clean = clean && q->messages[i].text.len > 0 && text_is_utf8(q->messages[i].text);
    if (q->count == 0 || q->count > LLM_MESSAGES_MOST || !clean)
        return fail(c, ERR_INPUT, "llm: a question has 1 to %d messages of UTF-8", LLM_MESSAGES_MOST);
    if (bytes_of(q) > LLM_QUESTION_BYTES)
        return fail(c, ERR_INPUT, "llm: a question has at most %d KiB", LLM_QUESTION_BYTES >> 10);
    if (q->form == NULL || q->form->count == 0 || q->form->count > LLM_FIELDS_MOST)
        return fail(c, ERR_INPUT, "llm: a form has 1 to %d fields", LLM_FIELDS_MOST);
    if (q->temperature < 0 || q->temperature > TEMPERATURE_MOST || q->tokens_most < 0 ||
        q->tokens_most > LLM_TOKENS_MOST)
        return fail(c, ERR_INPUT, "llm: temperature 0 to 2, and at most %d tokens", LLM_TOKENS_MOST);
    return OK;
}

/* What a service says of itself is believed no further than what it may have taken. */
static void account(const struct llm *llm, const struct llm_question *q, int64_t from_us,
                    struct llm_spent *spent)
{
    if (spent->requests > 0 && spent->tokens_in <= 0)
        spent->tokens_in = question_tokens(q);
    spent->tokens_in = spent->tokens_in < 0 ? 0 : spent->tokens_in;
    spent->tokens_out = spent->tokens_out < 0 ? 0 : spent->tokens_out;
    spent->cost = cost_of(llm, spent->tokens_in, spent->tokens_out);
    spent->took_us = time_steady_us() - from_us;
}

enum err llm_ask(struct ctx *c, struct llm *llm, const struct llm_question *q, struct llm_answer *answer,
                 struct llm_spent *spent)
{
    const struct json_value *given = NULL;
    int64_t from_us = time_steady_us();
    *spent = (struct llm_spent){0};
    *answer = (struct llm_answer){0};
    TRY(check(c, q));
    if (atomic_load(&llm->ends))
        return fail(c, ERR_BUSY, "llm: this process ends");
    enum err e = llm->driver->ask(c, llm, q, &given, spent);
    if (e == OK)
        e = llm_form_read(c, q->form, given, answer);
    account(llm, q, from_us, spent);
    return e;
}

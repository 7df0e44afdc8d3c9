/* Asking a language model, between gathering and deciding: counted before, written down with the run afterwards. No transaction is open meanwhile. */
#include "agents/host_inner.h"
#include "agents/runs_inner.h"
#include "store/entity/agency/model_spent.h"

enum { WORDS_BYTES = 160 };

bool agent_has_model(const struct agent_context *x)
{
    const struct llm *llm = x->employee->host->model.llm;
    return llm != NULL && llm_is_there(llm);
}

enum err agent_ask_model(struct agent_context *x, const struct llm_question *question)
{
    TRY(agent_need(x, AGENT_ASKS_MODEL, "ask a language model"));
    if (x->question != NULL)
        return fail(x->c, ERR_LIMIT, "agent %s asks twice in one run", x->agent->name);
    x->question = question;
    return OK;
}

/* -- What a day may take */

static int64_t least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static const char *refusal(struct arena *arena, const char *whose, const struct model_spent *spent,
                           const struct model_spent *more, const struct model_spent *most)
{
    if (spent->calls + more->calls > most->calls)
        return arena_printf(arena, "%s questions of this day are asked: %lld of %lld", whose,
                            (long long)spent->calls, (long long)most->calls);
    if (spent->tokens + more->tokens > most->tokens)
        return arena_printf(arena, "%s tokens of this day are used: %lld of %lld", whose,
                            (long long)spent->tokens, (long long)most->tokens);
    if (spent->cost + more->cost > most->cost)
        return arena_printf(arena, "%s money of this day is spent: %lld of %lld millionths of a US dollar",
                            whose, (long long)spent->cost, (long long)most->cost);
    return NULL;
}

/* Takes the most that it can take off the day's budget, or says why not. */
static enum err reserve(struct ctx *c, const struct employee *employee, int64_t household,
                        const struct model_spent *more, const char **refused)
{
    const struct host *host = employee->host;
    const struct agent_budget *b = &employee->agent->budget;
    const struct model_spent own_most = {b->model_calls, b->model_tokens, b->model_cost},
                             all_most = {host->model.calls, host->model.tokens, host->model.cost};
    struct model_spent own, all;
    struct store_tx *tx;
    struct text name = text_of(employee->agent->name);
    date day = time_date(c->now_us);
    TRY(store_begin(c, host->store, &tx));
    TRY(store_act_for(c, tx, household));
    TRY(model_spent_get(c, tx, household, name, day, &own, &all));
    *refused = refusal(c->arena, "the agent's", &own, more, &own_most);
    if (*refused == NULL)
        *refused = refusal(c->arena, "the household's", &all, more, &all_most);
    if (*refused != NULL) {
        store_rollback(tx);
        return OK;
    }
    TRY(model_spent_add(c, tx, household, name, day, more));
    return store_commit(c, tx);
}

static enum err put_right(struct ctx *c, const struct employee *employee, int64_t household,
                          const struct model_spent *reserved, const struct llm_spent *spent)
{
    struct store_tx *tx;
    struct model_spent more = {spent->requests - reserved->calls,
                               spent->tokens_in + spent->tokens_out - reserved->tokens,
                               spent->cost - reserved->cost};
    TRY(store_begin(c, employee->host->store, &tx));
    TRY(store_act_for(c, tx, household));
    TRY(model_spent_add(c, tx, household, text_of(employee->agent->name), time_date(c->now_us), &more));
    return store_commit(c, tx);
}

/* -- What is written down */

static void write_question(struct json *j, const struct llm_question *q, const char *name)
{
    char digest[LLM_DIGEST_MAX];
    llm_digest(q, digest);
    json_key_z(j, "name", name);
    json_key_z(j, "question", digest);
    json_key_text(j, "system", q->system);
    json_key(j, "messages");
    json_array(j);
    for (size_t i = 0; i < q->count; i++)
        json_text(j, q->messages[i].text);
    json_array_end(j);
}

static void write_words(struct json *j, const char *key, const char *words)
{
    json_key(j, key);
    words == NULL || words[0] == '\0' ? json_null(j) : json_text(j, text_of(words));
}

static enum err add_fact(struct ctx *c, const struct agent *agent, struct gathered *run, const char *name,
                         const struct llm_answer *answer, const char *refused, const char *failed)
{
    struct buf *out = buf_in_arena(c->arena);
    const struct llm_spent *s = &run->spent;
    buf_add(out, run->facts.at, run->facts.len - 1); /* the object goes on */
    buf_z(out, ",\"model\":");
    struct json j = json_into(out);
    json_object(&j);
    write_question(&j, run->question, name);
    json_key(&j, "answer");
    answer->json.len == 0 ? json_null(&j) : json_raw(&j, answer->json);
    write_words(&j, "refused", refused);
    write_words(&j, "failed", failed);
    json_key_int(&j, "calls", s->requests);
    json_key_int(&j, "tokens", s->tokens_in + s->tokens_out);
    json_key_int(&j, "cost_micro_usd", s->cost);
    json_key_int(&j, "took_us", s->took_us);
    json_object_end(&j);
    buf_z(out, "}");
    if (out->len > AGENT_FACTS_BYTES)
        return fail(c, ERR_LIMIT, "agent %s knows more than %d bytes of facts", agent->name,
                    AGENT_FACTS_BYTES);
    run->facts = buf_view(out);
    return OK;
}

/* -- Asking */

enum err run_ask(struct ctx *c, const struct employee *employee, int64_t household, struct gathered *run)
{
    struct llm *llm = employee->host->model.llm;
    struct llm_answer answer = {0};
    const char *refused = NULL;
    char failed[WORDS_BYTES] = "";
    if (run->idle || run->question == NULL)
        return OK;
    if (llm == NULL || !llm_is_there(llm))
        return add_fact(c, employee->agent, run, "none", &answer, "there is no language model", NULL);
    struct model_spent most = {1, least(llm_tokens_most(run->question), INT64_C(1) << 30),
                               llm_cost_most(llm, run->question)};
    TRY(reserve(c, employee, household, &most, &refused));
    if (refused != NULL)
        return add_fact(c, employee->agent, run, llm_name(llm), &answer, refused, NULL);
    struct ctx asking = {.arena = c->arena, .now_us = c->now_us};
    if (llm_ask(&asking, llm, run->question, &answer, &run->spent) != OK) {
        answer = (struct llm_answer){0};
        memcpy(failed, asking.why, sizeof failed);
        failed[sizeof failed - 1] = '\0';
    }
    if (llm_ends(llm))
        return fail(c, ERR_BUSY,
                    "this process ends; the question is asked again"); /* what was counted stays so */
    TRY(put_right(c, employee, household, &most, &run->spent));
    return add_fact(c, employee->agent, run, llm_name(llm), &answer, NULL, failed);
}

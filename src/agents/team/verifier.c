/* Asks people whether a payment was theirs, and sends the codes that they prove it with. */
#include "agents/agent.h"
#include "agents/notify.h"
#include "identity/proofs/codes.h"
#include "store/entity/people/member.h"

static const char *const types[] = {EVENT_SECURITY_HELD, NULL};

/* At once, to everybody who may decide. */
static enum err on_event(struct agent_context *x, const struct relay_event *event)
{
    const struct json_value *data;
    struct buf *out = buf_in_arena(x->c->arena);
    struct json j = json_into(out);
    TRY(json_read(x->c, event->data, &data));
    json_object(&j);
    for (const struct json_value *v = json_first(data); v != NULL; v = json_next(v)) {
        json_key(&j, text_z(x->c->arena, json_name(v)));
        json_copy(&j, v);
    }
    json_key_z(&j, "link",
               arena_printf(x->c->arena, "/security/%.*s", TEXT_ARGS(fact_text(data, "verification"))));
    json_object_end(&j);
    struct notice notice = {.kind = NOTICE_FRAUD_ALERT,
                            .data = buf_view(out),
                            .topic = text_of(arena_printf(x->c->arena, "%.*s", TEXT_ARGS(event->subject)))};
    return agent_tell(x, &notice);
}

/* {"person", "verification"?}: a code to that person's mail, good for some minutes. The person is one of the household's. */
static enum err on_task(struct agent_context *x, const struct task *task, struct text *result)
{
    const struct json_value *asked;
    struct text code;
    struct store_tx *tx;
    int64_t person;
    int role;
    struct buf *out = buf_in_arena(x->c->arena);
    struct json j = json_into(out);
    if (!text_is(task->row.kind, "code"))
        return fail(x->c, ERR_INPUT, "verifier does not know this task");
    TRY(json_read(x->c, task->row.data, &asked));
    person = fact_int(asked, "person");
    TRY(agent_ledger(x, &tx));
    TRY(member_role(x->c, tx, x->household, person, &role));
    if (role == 0)
        return fail(x->c, ERR_INPUT, "person: nobody of this household");
    TRY(mailed_code_make(x->c, tx, person, &code));
    json_object(&j);
    json_key_text(&j, "code", code);
    json_key_z(&j, "minutes", arena_printf(x->c->arena, "%d", CODE_MINUTES));
    json_object_end(&j);
    struct notice notice = {.kind = NOTICE_CODE,
                            .person = person,
                            .data = buf_view(out),
                            .topic =
                                text_of(arena_printf(x->c->arena, "code/%lld", (long long)task->row.seq)),
                            .until_us = x->c->now_us + CODE_MINUTES * INT64_C(60000000)};
    *result = TEXT("{\"sent\":true}");
    return agent_tell(x, &notice);
}

const struct agent agent_verifier = {
    .name = "verifier",
    .title = "Asks whether a payment was yours, and sends one-time codes",
    .types = types,
    .permissions = AGENT_READS_LEDGER | AGENT_NOTIFIES,
    .on_event = on_event,
    .on_task = on_task,
};

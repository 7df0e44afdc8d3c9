/* Tells people what other agents noticed, and what waits for their yes or no: in the store (the page, the API, the feed), on every channel that is
 * attached, and as each of them wants it. */
#include "agents/agent.h"
#include "agents/notify.h"
#include "events/data.h"

static enum err tell_insight(struct agent_context *x, const struct relay_event *event)
{
    struct id id;
    struct insight_row insight;
    TRY(event_data_id(x->c, event->data, "insight", &id));
    TRY(agent_find_insight(x, id, &insight));
    return agent_notify(x, &insight);
}

static void copy_text(struct json *j, const char *key, struct text t)
{
    if (t.len > 0)
        json_key_text(j, key, t);
}

/* What is asked, in the proposal's own words. */
static enum err tell_asked(struct agent_context *x, const struct relay_event *event)
{
    const struct json_value *proposal;
    struct buf *data = buf_in_arena(x->c->arena);
    struct json j = json_into(data);
    TRY(json_read(x->c, event->data, &proposal));
    struct text payee = json_as_text(json_member(json_member(proposal, "action"), "payee"));
    struct text amount = json_as_text(json_member(proposal, "amount"));
    struct text id = json_as_text(json_member(proposal, "id"));
    json_object(&j);
    if (payee.len > 0 && amount.len > 0) {
        json_key_text(&j, "amount", amount);
        json_key_text(&j, "currency", json_as_text(json_member(proposal, "currency")));
        json_key_text(&j, "payee", payee);
    }
    copy_text(&j, "body", json_as_text(json_member(proposal, "summary")));
    copy_text(&j, "reason", json_as_text(json_member(proposal, "reason")));
    copy_text(&j, "proposal", id);
    json_key_z(&j, "link", "/approvals");
    json_object_end(&j);
    struct notice notice = {.kind = NOTICE_APPROVAL_WANTED,
                            .data = buf_view(data),
                            .topic = text_of(arena_printf(x->c->arena, "approval/%.*s", TEXT_ARGS(id)))};
    return agent_tell(x, &notice);
}

static enum err on_event(struct agent_context *x, const struct relay_event *event)
{
    return text_is(event->type, EVENT_PROPOSAL_CREATED) ? tell_asked(x, event) : tell_insight(x, event);
}

static const char *const types[] = {EVENT_INSIGHT_GENERATED, EVENT_BUDGET_WARNING, EVENT_BUDGET_EXCEEDED,
                                    EVENT_PROPOSAL_CREATED, NULL};

const struct agent agent_notification = {
    .name = "notification",
    .title = "Tells you what the others noticed",
    .types = types,
    .permissions = AGENT_NOTIFIES,
    .on_event = on_event,
};

/* Tells people what other agents noticed: in the store (the page, the API, the feed), and on every channel
 * that is attached. */
#include "agents/agent.h"
#include "events/data.h"

static enum err on_event(struct agent_context *x, const struct relay_event *event)
{
    struct id id;
    struct insight_row insight;
    TRY(event_data_id(x->c, event->data, "insight", &id));
    TRY(agent_find_insight(x, id, &insight));
    return agent_notify(x, &insight);
}

static const char *const types[] = {EVENT_INSIGHT_GENERATED, EVENT_BUDGET_WARNING, EVENT_BUDGET_EXCEEDED,
                                    NULL};

const struct agent agent_notification = {
    .name = "notification",
    .title = "Tells you what the others noticed",
    .types = types,
    .permissions = AGENT_NOTIFIES,
    .on_event = on_event,
};

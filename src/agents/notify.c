/* What agents tell people: a row for each channel, in the transaction of its cause. */
#include "agents/host_inner.h"
#include "base/json.h"

enum err append_alert_sent(struct ctx *c, struct store_tx *tx, const struct notification_row *row,
                           struct id insight, const struct relay_event *cause)
{
    struct buf *data = buf_in_arena(c->arena);
    struct json j = json_into(data);
    json_object(&j);
    json_key(&j, "notification");
    json_id(&j, row->id);
    json_key(&j, "insight");
    json_id(&j, insight);
    json_key_text(&j, "channel", row->channel);
    json_key_z(&j, "severity", severity_name(row->severity));
    json_key_text(&j, "title", row->title);
    json_object_end(&j);
    struct event_row event = {.household = row->household,
                              .type = TEXT(EVENT_ALERT_SENT),
                              .subject =
                                  text_of(arena_printf(c->arena, "notification/%lld", (long long)row->seq)),
                              .data = buf_view(data)};
    if (cause != NULL) {
        event.correlation = cause->correlation;
        event.causation = cause->id;
    }
    return event_append(c, tx, &event);
}

/* In the store it has arrived with the commit; other channels get it after that, from outbound.c. */
static enum err notify_on(struct agent_context *x, const struct insight_row *insight,
                          const struct outlet *outlet)
{
    bool here = outlet->channel == NULL, fresh;
    struct notification_row row = {.household = x->household,
                                   .channel = text_of(outlet->name),
                                   .insight = insight->seq,
                                   .event = x->cause->place,
                                   .severity = insight->severity,
                                   .title = insight->title,
                                   .body = insight->body,
                                   .state = here ? NOTIFICATION_DELIVERED : NOTIFICATION_QUEUED};
    TRY(notification_insert(x->c, x->tx, &row, &fresh));
    if (!fresh || !here)
        return OK;
    x->employee->told++;
    return append_alert_sent(x->c, x->tx, &row, insight->id, x->cause);
}

enum err agent_notify(struct agent_context *x, const struct insight_row *insight)
{
    TRY(agent_need(x, AGENT_NOTIFIES, "notify people"));
    for (size_t i = 0; i < x->employee->host->outlet_count; i++) {
        const struct outlet *outlet = &x->employee->host->outlets[i];
        if (outlet->channel == NULL || insight->severity >= channel_least(outlet->channel))
            TRY(notify_on(x, insight, outlet));
    }
    return OK;
}

/* What agents may do, each with its permission. */
#include "agents/host_inner.h"

enum err agent_need(struct agent_context *x, unsigned permission, const char *what)
{
    if ((x->agent->permissions & permission) != 0)
        return OK;
    return fail(x->c, ERR_DENIED, "agent %s has no permission to %s", x->agent->name, what);
}

enum err agent_ledger(struct agent_context *x, struct store_tx **out)
{
    TRY(agent_need(x, AGENT_READS_LEDGER, "read the ledger"));
    *out = x->tx;
    return OK;
}

enum err agent_insight(struct agent_context *x, struct insight_row *row, bool *fresh)
{
    TRY(agent_need(x, AGENT_WRITES_INSIGHTS, "write insights"));
    row->household = x->household;
    row->agent = text_of(x->agent->name);
    return insight_insert(x->c, x->tx, row, fresh);
}

enum err agent_find_insight(struct agent_context *x, struct id id, struct insight_row *out)
{
    TRY(agent_need(x, AGENT_READS_LEDGER | AGENT_NOTIFIES, "read insights"));
    return insight_by_id(x->c, x->tx, x->household, id, out);
}

enum err agent_append(struct agent_context *x, const char *type, struct text subject, struct text data)
{
    TRY(agent_need(x, AGENT_APPENDS_EVENTS, "append events"));
    if (bus_type_matches(x->agent->types, text_of(type)))
        return fail(x->c, ERR_DENIED, "agent %s reacts to %s itself and may not append it", x->agent->name,
                    type);
    struct event_row row = {.household = x->household,
                            .type = text_of(type),
                            .subject = subject,
                            .correlation = x->cause->correlation,
                            .causation = x->cause->id,
                            .data = data};
    return event_append(x->c, x->tx, &row);
}

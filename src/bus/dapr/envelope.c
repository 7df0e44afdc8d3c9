#include "bus/dapr/envelope.h"

#include "base/json_in.h"

static void read_event(const struct json_value *event, struct envelope_event *out)
{
    struct text number = json_as_text(json_member(event, "florinnumber"));
    out->type = json_as_text(json_member(event, "type"));
    if (!text_to_int(number, &out->number) || out->number < 1)
        out->number = 0;
}

/* Entries without an id cannot be answered for: the sidecar brings them again. */
static enum err read_bulk(struct ctx *c, const struct json_value *entries, struct envelope *out)
{
    size_t count = json_count(entries);
    if (count > ENVELOPE_EVENTS_MOST)
        return fail(c, ERR_LIMIT, "a bulk of more than %d events", ENVELOPE_EVENTS_MOST);
    out->bulk = true;
    out->events = ARENA_ARRAY(c->arena, struct envelope_event, count + 1);
    for (const struct json_value *item = json_first(entries); item != NULL; item = json_next(item)) {
        struct text id = json_as_text(json_member(item, "entryId"));
        if (id.len == 0 || id.len > 256)
            continue;
        out->events[out->count] = (struct envelope_event){.entry = id};
        read_event(json_member(item, "event"), &out->events[out->count++]);
    }
    return OK;
}

enum err envelope_read(struct ctx *c, struct text body, struct envelope *out)
{
    const struct json_value *all;
    *out = (struct envelope){.bulk = false};
    bool readable = json_read(c, body, &all) == OK;
    const struct json_value *entries = readable ? json_member(all, "entries") : NULL;
    if (entries != NULL && json_kind(entries) == JSON_ARRAY && json_member(all, "specversion") == NULL)
        return read_bulk(c, entries, out);
    out->count = 1;
    out->events = ARENA_NEW(c->arena, struct envelope_event);
    *out->events = (struct envelope_event){.number = 0};
    if (readable)
        read_event(all, out->events);
    return OK;
}

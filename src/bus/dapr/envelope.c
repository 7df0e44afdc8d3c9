/* Entries of a bulk are told apart without being read, so that one that cannot be read is the only one that is refused. */
#include "bus/dapr/envelope.h"

#include "base/json_in.h"

/* -- Members of an object and items of an array, as they stand there */

static size_t skip_space(struct text t, size_t at)
{
    while (at < t.len && ascii_space(t.at[at]))
        at++;
    return at;
}

static size_t skip_string(struct text t, size_t at)
{
    for (at++; at < t.len && t.at[at] != '"'; at++)
        at += t.at[at] == '\\';
    return at < t.len ? at + 1 : t.len;
}

/* From a value's first byte to behind its last one; brackets are counted, of whatever kind. */
static size_t skip_value(struct text t, size_t at)
{
    size_t depth = 0;
    while (at < t.len) {
        char ch = t.at[at];
        if (ch == '"') {
            at = skip_string(t, at);
        } else if (ch == '{' || ch == '[') {
            depth++, at++;
        } else if (ch == '}' || ch == ']') {
            if (depth == 0)
                return at;
            depth--, at++;
        } else if (depth == 0 && (ch == ',' || ascii_space(ch))) {
            return at;
        } else {
            at++;
            continue;
        }
        if (depth == 0)
            return at;
    }
    return at;
}

/* The next value of an array or object that begins at t.at[0]; *at begins with 1. */
static bool next_value(struct text t, size_t *at, struct text *out)
{
    size_t start = skip_space(t, *at);
    if (start < t.len && t.at[start] == ',')
        start = skip_space(t, start + 1);
    size_t end = skip_value(t, start);
    *out = (struct text){t.at + start, end - start};
    *at = end;
    return end > start;
}

static bool next_member(struct text t, size_t *at, struct text *name, struct text *value)
{
    if (!next_value(t, at, name))
        return false;
    *at = skip_space(t, *at);
    if (*at >= t.len || t.at[*at] != ':')
        return false;
    *at = skip_space(t, *at + 1);
    size_t end = skip_value(t, *at);
    *value = (struct text){t.at + *at, end - *at};
    *at = end;
    return true;
}

/* A member's value, with its quotes or brackets; empty when there is none. */
static struct text member_of(struct text object, struct text quoted_name)
{
    struct text name, value;
    size_t at = 1;
    if (object.len == 0 || object.at[0] != '{')
        return TEXT("");
    while (next_member(object, &at, &name, &value))
        if (text_equal(name, quoted_name))
            return value;
    return TEXT("");
}

/* -- What they say */

static void read_event(const struct json_value *event, struct envelope_event *out)
{
    struct text number = json_as_text(json_member(event, "florinnumber"));
    out->type = json_as_text(json_member(event, "type"));
    if (!text_to_int(number, &out->number) || out->number < 1)
        out->number = 0;
}

/* False: it has no id, so it cannot be answered for; the sidecar brings it again. */
static bool read_entry(struct ctx *c, struct text entry, struct envelope_event *out)
{
    const struct json_value *read;
    struct text id = member_of(entry, TEXT("\"entryId\""));
    if (id.len <= 2 || id.len > 256 || id.at[0] != '"' || memchr(id.at, '\\', id.len) != NULL ||
        !text_is_utf8(id))
        return false;
    *out = (struct envelope_event){.entry = {id.at + 1, id.len - 2}};
    if (json_read(c, entry, &read) == OK)
        read_event(json_member(read, "event"), out);
    return true;
}

static enum err read_bulk(struct ctx *c, struct text entries, struct envelope *out)
{
    struct text entry;
    size_t at = 1, count = 0;
    while (next_value(entries, &at, &entry))
        if (++count > ENVELOPE_EVENTS_MOST)
            return fail(c, ERR_LIMIT, "a bulk of more than %d events", ENVELOPE_EVENTS_MOST);
    out->bulk = true;
    out->events = ARENA_ARRAY(c->arena, struct envelope_event, count + 1);
    for (at = 1; next_value(entries, &at, &entry);)
        out->count += read_entry(c, entry, &out->events[out->count]);
    return OK;
}

enum err envelope_read(struct ctx *c, struct text body, struct envelope *out)
{
    const struct json_value *all;
    struct text whole = text_trim(body), entries = member_of(whole, TEXT("\"entries\""));
    *out = (struct envelope){.bulk = false};
    if (entries.len > 0 && entries.at[0] == '[' && member_of(whole, TEXT("\"specversion\"")).len == 0)
        return read_bulk(c, entries, out);
    out->count = 1;
    out->events = ARENA_NEW(c->arena, struct envelope_event);
    *out->events = (struct envelope_event){.number = 0};
    if (json_read(c, body, &all) == OK)
        read_event(all, out->events);
    return OK;
}

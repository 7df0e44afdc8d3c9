#include "bus/redis/wire.h"

#include <stdio.h>

/* -- Entries */

static bool digits(struct text t, uint64_t *out)
{
    *out = 0;
    for (size_t i = 0; i < t.len; i++) {
        if (!ascii_digit(t.at[i]) || __builtin_mul_overflow(*out, (uint64_t)10, out) ||
            __builtin_add_overflow(*out, (uint64_t)(t.at[i] - '0'), out))
            return false;
    }
    return t.len > 0;
}

bool entry_id_parse(struct text t, struct entry_id *out)
{
    ptrdiff_t dash = text_find(t, TEXT("-"));
    return dash > 0 && digits((struct text){t.at, (size_t)dash}, &out->ms) &&
           digits(text_from(t, (size_t)dash + 1), &out->seq);
}

char *entry_id_format(struct entry_id id, char out[ENTRY_ID_MAX])
{
    snprintf(out, ENTRY_ID_MAX, "%llu-%llu", (unsigned long long)id.ms, (unsigned long long)id.seq);
    return out;
}

/* The log says what the event is; the body has to look like JSON, and is read by whoever else listens. */
static bool is_object(struct text body)
{
    return body.len >= 2 && body.len <= BUS_MESSAGE_MAX && body.at[0] == '{' && body.at[body.len - 1] == '}';
}

bool entry_read(const struct redis_value *v, struct entry *out)
{
    const struct redis_value *fields = redis_item(v, 1);
    *out = (struct entry){.gone = fields->kind == REDIS_NIL};
    if (!entry_id_parse(redis_item(v, 0)->text, &out->id))
        return false;
    out->type = redis_member(fields, "type")->text;
    out->message = redis_as_int(redis_member(fields, "number"), &out->number) && out->number > 0 &&
                   out->type.len > 0 && is_object(redis_member(fields, "body")->text);
    return true;
}

/* -- Requests and answers */

/* Cuts the next word off a line. */
static struct text next_word(struct text *line)
{
    ptrdiff_t at = text_find(*line, TEXT(" "));
    size_t len = at < 0 ? line->len : (size_t)at;
    struct text word = {line->at, len};
    *line = text_from(*line, len + 1);
    return word;
}

/* The first line of `raw`, and what follows it. */
static bool cut_line(struct text raw, struct text *line, struct text *rest)
{
    struct text head = {raw.at, raw.len < CALL_HEAD_MAX ? raw.len : CALL_HEAD_MAX};
    ptrdiff_t end = text_find(head, TEXT("\n"));
    if (end < 0)
        return false;
    *line = (struct text){raw.at, (size_t)end};
    *rest = text_from(raw, (size_t)end + 1);
    return rest->len <= BUS_REQUEST_MAX;
}

bool key_is_plain(struct text key)
{
    for (size_t i = 0; i < key.len; i++)
        if (key.at[i] <= ' ' || key.at[i] > '~')
            return false;
    return key.len > 0;
}

void call_write(struct buf *out, const struct call *call)
{
    char correlation[ID_TEXT_MAX];
    buf_printf(out, "1 %s %d %lld %lld %.*s\n", id_format(call->correlation, correlation), call->priority,
               (long long)call->deadline_us, (long long)call->serial, TEXT_ARGS(call->inbox));
    buf_text(out, call->body);
}

bool call_read(struct text raw, struct call *out)
{
    struct text line;
    int64_t priority;
    *out = (struct call){0};
    if (!cut_line(raw, &line, &out->body) || !text_is(next_word(&line), "1") ||
        !id_parse(next_word(&line), &out->correlation) || !text_to_int(next_word(&line), &priority) ||
        !text_to_int(next_word(&line), &out->deadline_us) || !text_to_int(next_word(&line), &out->serial))
        return false;
    out->priority = (int)priority;
    out->inbox = line;
    return priority >= 0 && priority < BUS_PRIORITIES && out->deadline_us > 0 && out->serial > 0 &&
           key_is_plain(line);
}

void answer_write(struct buf *out, int64_t serial, struct text body)
{
    buf_printf(out, "1 %lld\n", (long long)serial);
    buf_text(out, body);
}

bool answer_read(struct text raw, int64_t *serial, struct text *body)
{
    struct text line;
    return cut_line(raw, &line, body) && text_is(next_word(&line), "1") && text_to_int(line, serial) &&
           *serial > 0;
}

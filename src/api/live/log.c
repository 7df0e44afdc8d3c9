#include "api/live/log.h"

#include "api/live/live.h"
#include "events/cloudevent.h"

#include <stdio.h>

enum { NUMBER_TEXT_MAX = 24 };

void live_log_release(struct live_log *log)
{
    buf_free(&log->body);
}

static void head(struct json *j, int64_t seq, struct text type)
{
    char number[NUMBER_TEXT_MAX];
    /* A text: numbers of other programs are exact up to 2^53 only. */
    snprintf(number, sizeof number, "%lld", (long long)seq);
    json_object(j);
    json_key_z(j, "id", number);
    json_key_text(j, "type", type);
}

/* {"id","type","event"} into log->body. */
static struct text event_body(struct live_log *log, const struct event_row *row)
{
    buf_clear(&log->body);
    struct json j = json_into(&log->body);
    head(&j, row->seq, row->type);
    json_key(&j, "event");
    cloudevent_write(&j, row);
    json_object_end(&j);
    return buf_view(&log->body);
}

enum err live_log_skip(struct ctx *c, struct live_log *log, struct store_tx *tx)
{
    return event_newest(c, tx, &log->seen);
}

enum err live_log_read(struct ctx *c, struct live_log *log, struct store_tx *tx, bool *more)
{
    struct event_row row;
    bool found = true;
    for (int i = 0; i < LIVE_BATCH_EVENTS; i++) {
        struct arena_mark mark = arena_mark(c->arena);
        TRY(event_after(c, tx, log->seen, &row, &found));
        if (!found)
            break;
        if (log->is_wanted(log->self, row.household)) {
            struct message *message = message_of(row.seq, row.type, event_body(log, &row));
            log->on_event(log->self, row.household, message);
            message_release(message);
        }
        log->seen = row.seq;
        arena_rewind(c->arena, mark);
    }
    *more = found;
    return OK;
}

/* The household's events after `after` up to what was seen; *too_much: there are more than a client gets. */
static enum err add_missed(struct ctx *c, struct live_log *log, struct store_tx *tx, int64_t household,
                           enum socket_kind kind, int64_t after, struct message_draft *draft, bool *too_much)
{
    struct event_row row;
    bool found;
    int count = 0;
    *too_much = after < 0 || after > log->seen || log->seen - after > LIVE_RESUME_NUMBERS;
    while (!*too_much && after < log->seen) {
        struct arena_mark mark = arena_mark(c->arena);
        TRY(event_after(c, tx, after, &row, &found));
        if (!found || row.seq > log->seen)
            return OK;
        if (row.household == household) {
            message_draft_add(draft, row.seq, row.type, event_body(log, &row));
            *too_much = ++count > LIVE_RESUME_EVENTS || draft->wire[kind].len > LIVE_RESUME_BYTES;
        }
        after = row.seq;
        arena_rewind(c->arena, mark);
    }
    return OK;
}

static void add_notice(struct live_log *log, struct message_draft *draft, struct text type)
{
    buf_clear(&log->body);
    struct json j = json_into(&log->body);
    head(&j, log->seen, type);
    json_object_end(&j);
    message_draft_add(draft, log->seen, type, buf_view(&log->body));
}

static void release_draft(void *draft)
{
    message_draft_free(draft);
}

enum err live_log_missed(struct ctx *c, struct live_log *log, struct store_tx *tx, int64_t household,
                         enum socket_kind kind, int64_t after, struct message **out)
{
    struct message_draft *draft = ARENA_NEW(c->arena, struct message_draft);
    bool too_much = false;
    arena_defer(c->arena, release_draft, draft);
    if (after != LIVE_FROM_NOW)
        TRY(add_missed(c, log, tx, household, kind, after, draft, &too_much));
    if (too_much) {
        for (int k = 0; k < SOCKET_KINDS; k++)
            buf_clear(&draft->wire[k]);
        add_notice(log, draft, TEXT("reset"));
    }
    add_notice(log, draft, TEXT("ready"));
    for (int k = 0; k < SOCKET_KINDS; k++)
        if (k != (int)kind)
            buf_clear(&draft->wire[k]);
    *out = message_new(draft);
    return OK;
}

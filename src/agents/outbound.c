/* Sends queued notifications to whoever looks (a terminal): post.c sends those that go to people and endpoints. Outside of any transaction, and notes how it went. A
 * message can arrive twice when the process ends between the two; it is never lost in silence. Failures are
 * tried again as events are. */
#include "agents/host_inner.h"
#include "base/date.h"

enum { BATCH = 100 };
/* Longer than any channel takes: a second process may think that the first, held up, is gone. */
#define CLAIM_US INT64_C(180000000)

enum err outbound_find_cause(struct ctx *c, struct store_tx *tx, const struct notification_row *row,
                             struct relay_event *cause, struct id *insight)
{
    struct event_row event;
    struct insight_row known;
    *cause = (struct relay_event){0};
    *insight = (struct id){{0}};
    if (row->event != 0) {
        TRY(event_by_seq(c, tx, row->event, &event));
        cause->id = event.id;
        cause->correlation = event.correlation;
    }
    if (row->insight != 0) {
        TRY(insight_by_seq(c, tx, row->household, row->insight, &known));
        *insight = known.id;
    }
    return OK;
}

static enum err note(struct ctx *c, struct host *host, const struct notification_row *row)
{
    struct store_tx *tx;
    struct relay_event cause;
    struct id insight;
    TRY(store_begin(c, host->store, &tx));
    TRY(notification_update(c, tx, row));
    if (row->state == NOTIFICATION_DELIVERED) {
        TRY(outbound_find_cause(c, tx, row, &cause, &insight));
        TRY(append_alert_sent(c, tx, row, insight, &cause));
    }
    return store_commit(c, tx);
}

/* Alone on its store, a process needs no claim. */
static enum err claim(struct ctx *c, struct host *host, const struct notification_row *row, int64_t now_us,
                      bool *mine)
{
    struct store_tx *tx;
    *mine = true;
    if (!store_is_shared(host->store))
        return OK;
    TRY(store_begin(c, host->store, &tx));
    TRY(notification_claim(c, tx, row->seq, now_us, now_us + CLAIM_US, mine));
    return store_commit(c, tx);
}

static enum err send_one(struct ctx *c, struct host *host, struct outlet *outlet,
                         struct notification_row *row)
{
    struct channel_message message = {.severity = row->severity, .title = row->title, .body = row->body};
    enum err e = channel_send(c, outlet->channel, &message, NULL);
    row->tries++;
    if (e == OK) {
        row->state = NOTIFICATION_DELIVERED;
        row->done_us = c->now_us;
    } else {
        row->why = text_copy(c->arena, text_of(c->why));
        row->state =
            relay_is_hopeless(c, e) || row->tries >= RELAY_TRIES ? NOTIFICATION_FAILED : NOTIFICATION_QUEUED;
        row->next_try_us = c->now_us + relay_backoff_us(outlet->name, row->seq, row->tries);
    }
    count_sent(host, outlet->name, e == OK, e != OK);
    return note(c, host, row);
}

static enum err send_all(struct ctx *c, struct host *host, struct outlet *outlet, int64_t *next_us)
{
    int64_t began_us = time_steady_us();
    for (;;) {
        struct arena_mark mark = arena_mark(c->arena);
        struct store_tx *tx;
        struct notification_row *rows;
        size_t count;
        int64_t due_us;
        TRY(store_begin_read(c, host->store, &tx));
        TRY(notification_due(c, tx, text_of(outlet->name), BATCH, &rows, &count));
        TRY(notification_next_due(c, tx, text_of(outlet->name), &due_us));
        store_rollback(tx);
        if (count == 0) {
            *next_us = due_us < *next_us ? due_us : *next_us;
            return OK;
        }
        for (size_t i = 0; i < count; i++) {
            bool mine;
            TRY(claim(c, host, &rows[i], c->now_us + time_steady_us() - began_us, &mine));
            if (mine)
                TRY(send_one(c, host, outlet, &rows[i]));
        }
        arena_rewind(c->arena, mark);
    }
}

enum err outbound_run(struct ctx *c, void *self, int64_t *next_us)
{
    struct host *host = self;
    for (size_t i = 0; i < host->outlet_count; i++)
        if (host->outlets[i].channel != NULL && channel_reach(host->outlets[i].channel) == CHANNEL_HERE)
            TRY(send_all(c, host, &host->outlets[i], next_us));
    return OK;
}

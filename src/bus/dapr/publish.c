/* Events to the sidecar. Neither a bulk nor messages that are sent side by side keep an order, so messages of one household and topic follow each
 * other: each round sends, at once, the first that waits of each household. */
#include "base/date.h"
#include "base/json.h"
#include "bus/dapr/inner.h"

#include <stdio.h>
#include <stdlib.h>

enum { ROUND_MOST = 64, ROUND_BYTES = 1 << 20, ARRIVED_MOST = 4096 };

static const char cloudevent[] = "application/cloudevents+json";

struct outgoing {
    const struct bus_message *message;
    int topic;
    bool sent;
};

struct round {
    struct outgoing *at[ROUND_MOST];
    size_t count, bytes;
};

/* The number travels as an attribute of the CloudEvent: Dapr's metadata does not reach subscribers. A text, because an attribute's integer has
 * 32 bits. */
static enum err write_event(struct ctx *c, struct buf *out, const struct bus_message *message)
{
    struct text body = text_trim(message->body);
    if (body.len < 2 || body.at[0] != '{')
        return fail(c, ERR_INPUT, "event %lld is no JSON object", (long long)message->number);
    struct text rest = text_trim(text_from(body, 1));
    buf_printf(out, "{\"florinnumber\":\"%lld\"%s", (long long)message->number, rest.at[0] == '}' ? "" : ",");
    buf_text(out, rest);
    return OK;
}

static const char *publish_path(struct ctx *c, const struct dapr *dapr, const char *way, int topic)
{
    struct buf *path = buf_in_arena(c->arena);
    buf_printf(path, "%s/%s/", way, dapr->url.pubsub);
    topic_write(path, dapr->prefix, topic);
    return path->at;
}

static int left_ms(int64_t until_us)
{
    int64_t left = (until_us - time_steady_us()) / 1000;
    return left < 1 ? 1 : (int)left;
}

/* -- What the sidecar says */

static enum err refused(struct ctx *c, const struct dapr *dapr, const struct client_reply *reply)
{
    struct text code = sidecar_error(c, reply);
    if (reply->status == 401)
        return fail(c, ERR_DENIED, "the sidecar does not accept the token of DAPR_API_TOKEN");
    if (reply->status == 403)
        return fail(c, ERR_DENIED, "the sidecar does not let this app publish to %s (%.*s)", dapr->url.pubsub,
                    TEXT_ARGS(code));
    if (reply->status == 404 || (reply->status == 400 && text_starts(code, TEXT("ERR_PUBSUB_NOT"))))
        return fail(c, ERR_NOT_FOUND, "the sidecar has no pub/sub component %s (%.*s)", dapr->url.pubsub,
                    TEXT_ARGS(code));
    if (reply->status == 400 || reply->status == 413)
        return fail(c, ERR_INPUT, "the sidecar does not take an event (HTTP %d %.*s)", reply->status,
                    TEXT_ARGS(code));
    return fail(c, ERR_BUSY, "the sidecar could not hand an event to %s (HTTP %d %.*s)", dapr->url.pubsub,
                reply->status, TEXT_ARGS(code));
}

static enum err send_one(struct ctx *c, struct dapr *dapr, const struct outgoing *out, int64_t until_us)
{
    struct buf *body = buf_in_arena(c->arena);
    struct client_reply reply;
    const char *path = publish_path(c, dapr, "/v1.0/publish", out->topic);
    TRY(write_event(c, body, out->message));
    path = arena_printf(c->arena, "%s?metadata.partitionKey=household-%lld", path,
                        (long long)out->message->household);
    struct sidecar_request request = {
        .path = path, .type = cloudevent, .body = buf_view(body), .timeout_ms = left_ms(until_us)};
    TRY(sidecar_send(c, dapr, &request, &reply));
    return reply.status / 100 == 2 ? OK : refused(c, dapr, &reply);
}

static enum err write_bulk(struct ctx *c, struct buf *body, const struct round *round)
{
    struct json j = json_into(body);
    json_array(&j);
    for (size_t i = 0; i < round->count; i++) {
        const struct bus_message *message = round->at[i]->message;
        struct buf *event = buf_in_arena(c->arena);
        TRY(write_event(c, event, message));
        json_object(&j);
        json_key_z(&j, "entryId", arena_printf(c->arena, "%lld", (long long)message->number));
        json_key(&j, "event");
        json_raw(&j, buf_view(event));
        json_key_z(&j, "contentType", cloudevent);
        json_key(&j, "metadata");
        json_object(&j);
        json_key_z(&j, "partitionKey",
                   arena_printf(c->arena, "household-%lld", (long long)message->household));
        json_object_end(&j);
        json_object_end(&j);
    }
    json_array_end(&j);
    return OK;
}

/* *known false: this sidecar has no bulk publishing (it came with Dapr 1.10). */
static enum err send_bulk(struct ctx *c, struct dapr *dapr, const struct round *round, int64_t until_us,
                          bool *known)
{
    struct buf *body = buf_in_arena(c->arena);
    struct client_reply reply;
    TRY(write_bulk(c, body, round));
    struct sidecar_request request = {
        .path = publish_path(c, dapr, "/v1.0-alpha1/publish/bulk", round->at[0]->topic),
        .type = "application/json",
        .body = buf_view(body),
        .timeout_ms = left_ms(until_us)};
    TRY(sidecar_send(c, dapr, &request, &reply));
    *known = (reply.status != 404 && reply.status != 405) ||
             text_starts(sidecar_error(c, &reply), TEXT("ERR_PUBSUB"));
    return reply.status / 100 == 2 || !*known ? OK : refused(c, dapr, &reply);
}

/* -- Rounds */

static bool has_household(const struct round *round, int64_t household)
{
    for (size_t i = 0; i < round->count; i++)
        if (round->at[i]->message->household == household)
            return true;
    return false;
}

/* Of the messages of one topic, `count` from `first` on. */
static void gather(struct outgoing *first, size_t count, size_t most, struct round *round)
{
    *round = (struct round){.count = 0};
    for (size_t i = 0; i < count && round->count < most; i++) {
        struct outgoing *out = &first[i];
        bool fits = round->count == 0 || round->bytes + out->message->body.len <= ROUND_BYTES;
        if (out->sent || has_household(round, out->message->household))
            continue;
        if (!fits)
            return;
        round->at[round->count++] = out;
        round->bytes += out->message->body.len;
    }
}

static enum err send_round(struct ctx *c, struct dapr *dapr, const struct round *round, int64_t until_us)
{
    bool known = true;
    if (time_steady_us() >= until_us)
        return fail(c, ERR_BUSY, "the sidecar is too slow: not all events are with it yet");
    if (round->count == 1)
        return send_one(c, dapr, round->at[0], until_us);
    TRY(send_bulk(c, dapr, round, until_us, &known));
    if (known)
        return OK;
    dapr->no_bulk = true;
    for (size_t i = 0; i < round->count; i++)
        TRY(send_one(c, dapr, round->at[i], until_us));
    return OK;
}

static enum err send_topic(struct ctx *c, struct dapr *dapr, struct outgoing *first, size_t count,
                           int64_t until_us)
{
    struct round round;
    for (gather(first, count, dapr->no_bulk ? 1 : ROUND_MOST, &round); round.count > 0;
         gather(first, count, dapr->no_bulk ? 1 : ROUND_MOST, &round)) {
        struct arena_mark mark = arena_mark(c->arena);
        enum err e = send_round(c, dapr, &round, until_us);
        arena_rewind(c->arena, mark);
        if (e != OK)
            return e;
        for (size_t i = 0; i < round.count; i++)
            round.at[i]->sent = true;
    }
    return OK;
}

/* -- What an attempt that failed has brought there: the next one goes on behind it, so that a slow sidecar gets everything in the end. */

static bool has_arrived(const struct dapr *dapr, int64_t number)
{
    for (size_t i = 0; i < dapr->arrived_count; i++)
        if (dapr->arrived[i] == number)
            return true;
    return false;
}

static void note_arrived(struct dapr *dapr, const struct outgoing *all, size_t count)
{
    dapr->arrived_count = 0;
    for (size_t i = 0; i < count; i++)
        if (all[i].sent && dapr->arrived_count < ARRIVED_MOST)
            dapr->arrived[dapr->arrived_count++] = all[i].message->number;
}

static int by_topic(const void *a, const void *b)
{
    const struct outgoing *x = a, *y = b;
    if (x->topic != y->topic)
        return x->topic < y->topic ? -1 : 1;
    return x->message->number < y->message->number ? -1 : x->message->number > y->message->number;
}

static enum err send_all(struct ctx *c, struct dapr *dapr, struct outgoing *all, size_t count)
{
    int64_t until_us = time_steady_us() + (int64_t)PUBLISH_MS * 1000;
    for (size_t first = 0, end; first < count; first = end) {
        for (end = first; end < count && all[end].topic == all[first].topic;)
            end++;
        TRY(send_topic(c, dapr, &all[first], end - first, until_us));
    }
    return OK;
}

enum err dapr_publish(struct ctx *c, struct bus *bus, const struct bus_message *messages, size_t count)
{
    struct dapr *dapr = dapr_of(bus);
    struct outgoing *all = ARENA_ARRAY(c->arena, struct outgoing, count);
    for (size_t i = 0; i < count; i++)
        all[i] = (struct outgoing){.message = &messages[i],
                                   .topic = topic_of(messages[i].type),
                                   .sent = has_arrived(dapr, messages[i].number)};
    qsort(all, count, sizeof *all, by_topic);
    if (dapr->arrived == NULL && (dapr->arrived = calloc(ARRIVED_MOST, sizeof *dapr->arrived)) == NULL)
        die("out of memory");
    enum err e = send_all(c, dapr, all, count);
    note_arrived(dapr, all, e == OK ? 0 : count);
    pthread_mutex_lock(&dapr->lock);
    dapr->refused_us = e == OK || dapr->away ? 0 : time_steady_us();
    dapr->health.published += e == OK ? (int64_t)count : 0;
    pthread_mutex_unlock(&dapr->lock);
    sidecar_note(dapr, e == OK ? NULL : c->why);
    return e;
}

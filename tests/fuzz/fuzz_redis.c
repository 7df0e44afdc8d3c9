/* What comes from Redis, or from whoever answers in its place: replies, entries of the stream, requests and answers; and the URL of a configuration. */
#include "bus/redis/wire.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_entries(struct ctx *c, struct text input)
{
    const struct redis_value *reply;
    struct entry entry;
    if (!redis_read_reply(c, input, &reply) || reply == NULL)
        return;
    /* As the driver walks it: of a read, and of a claim. */
    const struct redis_value *lists[] = {redis_item(redis_item(redis_item(reply, 0), 1), 0),
                                         redis_item(redis_item(reply, 1), 0), reply};
    for (size_t i = 0; i < 3; i++)
        if (entry_read(lists[i], &entry) && entry.message && (entry.number <= 0 || entry.type.len == 0))
            __builtin_trap();
}

static void read_call(struct text input)
{
    struct call call, again;
    struct buf out = {0};
    if (!call_read(input, &call))
        return;
    if (call.priority < 0 || call.priority >= BUS_PRIORITIES || call.body.len > BUS_REQUEST_MAX)
        __builtin_trap();
    call_write(&out, &call);
    if (out.len - call.body.len <= CALL_HEAD_MAX &&
        (!call_read(buf_view(&out), &again) || again.serial != call.serial ||
         again.deadline_us != call.deadline_us || !text_equal(again.inbox, call.inbox) ||
         !text_equal(again.body, call.body)))
        __builtin_trap(); /* what was read is written as it was */
    buf_free(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ctx c = {.arena = arena_new(), .now_us = 1};
    struct text input = {(const char *)data, size}, body;
    struct redis_place *place;
    struct entry_id id;
    int64_t serial;
    read_entries(&c, input);
    read_call(input);
    if (answer_read(input, &serial, &body) && (serial <= 0 || body.len > BUS_REQUEST_MAX))
        __builtin_trap();
    (void)entry_id_parse(input, &id);
    if (redis_place_new(&c, text_z(c.arena, input), &place) == OK) {
        if ((place->host == NULL) == (place->socket == NULL) || place->shown == NULL)
            __builtin_trap();
        redis_place_free(place);
    }
    arena_free(c.arena);
    return 0;
}

/* A channel that keeps what it is given, so that tests see what a person would. */
#include "channel/channel_driver.h"

#include <assert.h>
#include <stdlib.h>

struct recorder {
    struct channel channel;
    struct arena *arena;
    struct channel_message *messages;
    size_t count, size;
    int broken;
    enum err code;
};

static enum err recorder_send(struct ctx *c, struct channel *base, const struct channel_message *message)
{
    struct recorder *recorder = (struct recorder *)base;
    if (recorder->broken > 0) {
        recorder->broken--;
        return fail(c, recorder->code, "the channel is broken");
    }
    if (recorder->count == recorder->size) {
        size_t size = recorder->size * 2 + 16;
        struct channel_message *more = ARENA_ARRAY(recorder->arena, struct channel_message, size);
        if (recorder->count > 0)
            memcpy(more, recorder->messages, recorder->count * sizeof *more);
        recorder->messages = more;
        recorder->size = size;
    }
    recorder->messages[recorder->count++] =
        (struct channel_message){message->severity, text_copy(recorder->arena, message->title),
                                 text_copy(recorder->arena, message->body)};
    return OK;
}

static void recorder_close(struct channel *base)
{
    struct recorder *recorder = (struct recorder *)base;
    arena_free(recorder->arena);
    free(recorder);
}

static const struct channel_driver driver = {recorder_send, recorder_close};

struct channel *channel_recorder_new(const char *name, enum severity least)
{
    struct recorder *recorder = calloc(1, sizeof *recorder);
    if (recorder == NULL)
        die("out of memory");
    recorder->channel = (struct channel){&driver, name, least};
    recorder->arena = arena_new();
    return &recorder->channel;
}

size_t channel_recorder_count(const struct channel *base)
{
    return ((const struct recorder *)base)->count;
}

struct channel_message channel_recorder_at(const struct channel *base, size_t i)
{
    const struct recorder *recorder = (const struct recorder *)base;
    assert(i < recorder->count);
    return recorder->messages[i];
}

void channel_recorder_break(struct channel *base, int times, enum err code)
{
    struct recorder *recorder = (struct recorder *)base;
    recorder->broken = times;
    recorder->code = code;
}

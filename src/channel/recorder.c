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
    enum channel_outcome outcome;
};

static struct channel_message keep(struct arena *arena, const struct channel_message *m)
{
    struct channel_message kept = *m;
    struct text *texts[] = {&kept.title,   &kept.body, &kept.id,   &kept.to,
                            &kept.to_name, &kept.text, &kept.html, &kept.settings};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        *texts[i] = text_copy(arena, *texts[i]);
    for (size_t i = 0; i < m->secret_count; i++)
        kept.secrets[i] = text_copy(arena, m->secrets[i]);
    return kept;
}

static enum err recorder_send(struct ctx *c, struct channel *base, const struct channel_message *message,
                              struct channel_receipt *receipt)
{
    struct recorder *recorder = (struct recorder *)base;
    if (recorder->broken > 0) {
        recorder->broken--;
        receipt->outcome = recorder->outcome;
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
    recorder->messages[recorder->count++] = keep(recorder->arena, message);
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
    recorder->channel = (struct channel){&driver, name, least, CHANNEL_HERE};
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
    recorder->outcome = CHANNEL_LATER;
}

void channel_recorder_answer(struct channel *recorder, int times, enum channel_outcome outcome)
{
    channel_recorder_break(recorder, times, ERR_IO);
    ((struct recorder *)recorder)->outcome = outcome;
}

void channel_recorder_set_reach(struct channel *recorder, enum channel_reach reach)
{
    recorder->reach = reach;
}

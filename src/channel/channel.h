/* Ways to reach a person outside the store: a terminal now; e-mail and messengers are further drivers. A
 * message may be sent twice (the process may end between sending and noting it), never silently lost:
 * agents/outbound.c tries again. */
#ifndef CHANNEL_CHANNEL_H
#define CHANNEL_CHANNEL_H

#include "base/text.h"
#include "insight/insight.h"

#include <stdio.h>

struct channel;

struct channel_message {
    enum severity severity;
    struct text title, body; /* UTF-8; the sender makes them harmless for its medium */
};

/* "terminal"; notifications are kept under this name. */
const char *channel_name(const struct channel *channel);
/* Messages below this are not for this channel. */
enum severity channel_least(const struct channel *channel);
/* An error is tried again later, unless c->retriable is false and the code says that it never can work. */
enum err channel_send(struct ctx *c, struct channel *channel, const struct channel_message *message) MUST_USE;
/* NULL is allowed. */
void channel_close(struct channel *channel);

struct channel_terminal_options {
    FILE *out; /* stays the caller's */
    bool colour;
    enum severity least; /* 0: SEVERITY_NOTICE */
    int most;            /* further ones are counted in one line at the close; 0: no limit */
};
/* Prints a line or two for each message. Control characters, which could drive a terminal, come out as '?'.
 */
struct channel *channel_terminal_new(const struct channel_terminal_options *options);

/* Keeps what it is given, for tests. */
struct channel *channel_recorder_new(const char *name, enum severity least);
size_t channel_recorder_count(const struct channel *recorder);
/* Until the next send. */
struct channel_message channel_recorder_at(const struct channel *recorder, size_t i);
/* The next `times` sends fail with `code`. */
void channel_recorder_break(struct channel *recorder, int times, enum err code);

#endif

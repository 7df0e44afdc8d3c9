#include "channel/channel_driver.h"

#include <stdlib.h>

const char *channel_name(const struct channel *channel)
{
    return channel->name;
}

enum channel_reach channel_reach(const struct channel *channel)
{
    return channel->reach;
}

enum severity channel_least(const struct channel *channel)
{
    return channel->least;
}

bool channel_sends(const struct channel *channel)
{
    return channel->driver->send != NULL;
}

enum err channel_send(struct ctx *c, struct channel *channel, const struct channel_message *message,
                      struct channel_receipt *receipt)
{
    struct channel_receipt unread;
    receipt = receipt == NULL ? &unread : receipt;
    *receipt = (struct channel_receipt){.outcome = CHANNEL_LATER};
    if (channel->driver->send == NULL)
        return fail(c, ERR_BUSY, "another process sends this");
    TRY(channel->driver->send(c, channel, message, receipt));
    receipt->outcome = CHANNEL_TAKEN;
    return OK;
}

void channel_close(struct channel *channel)
{
    if (channel != NULL)
        channel->driver->close(channel);
}

/* -- One of another process */

static void elsewhere_close(struct channel *channel)
{
    free(channel);
}

static const struct channel_driver elsewhere = {NULL, elsewhere_close};

struct channel *channel_elsewhere_new(const char *name, enum channel_reach reach)
{
    struct channel *channel = calloc(1, sizeof *channel);
    if (channel == NULL)
        die("out of memory");
    *channel = (struct channel){&elsewhere, name, SEVERITY_INFO, reach};
    return channel;
}

#include "channel/channel_driver.h"

const char *channel_name(const struct channel *channel)
{
    return channel->name;
}

enum severity channel_least(const struct channel *channel)
{
    return channel->least;
}

enum err channel_send(struct ctx *c, struct channel *channel, const struct channel_message *message)
{
    return channel->driver->send(c, channel, message);
}

void channel_close(struct channel *channel)
{
    if (channel != NULL)
        channel->driver->close(channel);
}

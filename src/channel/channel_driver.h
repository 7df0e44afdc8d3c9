/* What a channel driver provides. Only drivers and channel.c include this. */
#ifndef CHANNEL_CHANNEL_DRIVER_H
#define CHANNEL_CHANNEL_DRIVER_H

#include "channel/channel.h"

struct channel {
    const struct channel_driver *driver;
    const char *name;
    enum severity least;
    /* The driver's own fields follow: it allocates a struct that begins with this one. */
};

struct channel_driver {
    enum err (*send)(struct ctx *c, struct channel *channel, const struct channel_message *message);
    void (*close)(struct channel *channel);
};

#endif

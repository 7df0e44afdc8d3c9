/* What a channel driver provides. Only drivers and channel.c include this. */
#ifndef CHANNEL_CHANNEL_DRIVER_H
#define CHANNEL_CHANNEL_DRIVER_H

#include "channel/channel.h"

struct channel {
    const struct channel_driver *driver;
    const char *name;
    enum severity least;
    enum channel_reach reach;
    /* The driver's own fields follow: it allocates a struct that begins with this one. */
};

struct channel_driver {
    /* OK, with outcome CHANNEL_TAKEN; or an error. The receipt comes as CHANNEL_LATER. NULL: it does not send. */
    enum err (*send)(struct ctx *c, struct channel *channel, const struct channel_message *message,
                     struct channel_receipt *receipt);
    void (*close)(struct channel *channel);
};

#endif

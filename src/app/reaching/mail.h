/* Channels of the configuration: e-mail and webhooks. */
#ifndef APP_REACHING_MAIL_H
#define APP_REACHING_MAIL_H

#include "app/configuration.h"
#include "channel/channel.h"

/* The mail server that is configured; NULL: none is. ERR_USAGE names the key. */
enum err mail_open(struct ctx *c, const struct configuration *configuration, struct channel **out) MUST_USE;
enum err hooks_open(struct ctx *c, const struct configuration *configuration, struct channel **out) MUST_USE;

#endif

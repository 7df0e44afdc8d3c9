#include "app/reaching/mail.h"

enum err mail_open(struct ctx *c, const struct configuration *configuration, struct channel **out)
{
    struct channel_email_options how = {.url = configuration->smtp.url,
                                        .user = configuration->smtp.user,
                                        .password = configuration->smtp.password,
                                        .from = configuration->smtp.from,
                                        .ca_file =
                                            configuration->smtp.ca[0] == '\0' ? NULL : configuration->smtp.ca,
                                        .plain = configuration->smtp.plain};
    *out = NULL;
    if (how.url[0] == '\0')
        return OK;
    enum err e = channel_email_new(c, &how, out);
    return e == OK ? OK : fail_within(c, e, "smtp");
}

enum err hooks_open(struct ctx *c, const struct configuration *configuration, struct channel **out)
{
    struct channel_webhook_options how = {.private_too = configuration->webhooks_private};
    return channel_webhook_new(c, &how, out);
}

/* Webhooks: each message is posted to an address that a household gave, signed. A redirect is not followed, and the address must be one of
 * the public internet unless it is said otherwise: nobody reaches this machine's network through us. */
#include "channel/channel_driver.h"
#include "channel/signature.h"
#include "client/client.h"

#include <stdlib.h>

enum { ANSWER_BYTES = 64 << 10, TIMEOUT_MS = 15000, WAIT_MOST_S = 24 * 3600 };

struct webhook {
    struct channel channel;
    struct client *client;
};

static enum err sign_all(struct ctx *c, const struct channel_message *m, int64_t seconds, struct text *out)
{
    struct buf *signatures = buf_in_arena(c->arena);
    for (size_t i = 0; i < m->secret_count; i++)
        TRY(webhook_sign(c, m->secrets[i], m->id, seconds, m->text, signatures));
    if (m->secret_count == 0)
        return fail(c, ERR_INPUT, "the webhook has no secret");
    *out = buf_view(signatures);
    return OK;
}

static enum err judge(struct ctx *c, const struct client_reply *reply, struct channel_receipt *receipt)
{
    receipt->status = reply->status;
    if (reply->status >= 200 && reply->status < 300)
        return OK;
    receipt->wait_us = client_retry_after_us(reply, c->now_us, 0, WAIT_MOST_S * INT64_C(1000000));
    if (reply->status == 410) {
        receipt->outcome = CHANNEL_GONE;
        return fail(c, ERR_IO, "answered 410: it is not to be called again");
    }
    return fail(c, ERR_IO, "answered %d%s", reply->status,
                reply->status >= 300 && reply->status < 400 ? "; redirects are not followed" : "");
}

/* The timestamp is of the try, so that a receiver which refuses old ones takes a late try. */
static enum err webhook_send(struct ctx *c, struct channel *base, const struct channel_message *m,
                             struct channel_receipt *receipt)
{
    struct webhook *webhook = (struct webhook *)base;
    struct client_reply reply;
    struct text signature;
    int64_t seconds = c->now_us / 1000000;
    enum err e = sign_all(c, m, seconds, &signature);
    if (e != OK) {
        receipt->outcome = CHANNEL_REFUSED;
        return e;
    }
    const struct client_header headers[] = {
        {TEXT("Content-Type"), TEXT("application/json")},
        {TEXT("webhook-id"), m->id},
        {TEXT("webhook-timestamp"), text_of(arena_printf(c->arena, "%lld", (long long)seconds))},
        {TEXT("webhook-signature"), signature}};
    struct client_request request = {.method = "POST",
                                     .url = text_z(c->arena, m->to),
                                     .headers = headers,
                                     .header_count = sizeof headers / sizeof *headers,
                                     .body = m->text,
                                     .body_limit = ANSWER_BYTES,
                                     .timeout_ms = TIMEOUT_MS};
    e = client_send(c, webhook->client, &request, &reply);
    if (e == OK)
        return judge(c, &reply, receipt);
    receipt->unknown = e == ERR_BUSY || e == ERR_LIMIT || e == ERR_IO;
    if (e == ERR_INPUT)
        receipt->outcome = CHANNEL_REFUSED;
    return e;
}

static void webhook_close(struct channel *base)
{
    struct webhook *webhook = (struct webhook *)base;
    client_close(webhook->client);
    free(webhook);
}

static const struct channel_driver driver = {webhook_send, webhook_close};

enum err channel_webhook_new(struct ctx *c, const struct channel_webhook_options *options,
                             struct channel **out)
{
    struct client *client;
    struct client_options how = {.ca_file = options->ca_file, .public_only = !options->private_too};
    TRY(client_open(c, &how, &client));
    struct webhook *webhook = calloc(1, sizeof *webhook);
    if (webhook == NULL)
        die("out of memory");
    webhook->channel = (struct channel){&driver, CHANNEL_WEBHOOK, SEVERITY_INFO, CHANNEL_ENDPOINTS};
    webhook->client = client;
    *out = &webhook->channel;
    return OK;
}

/* Ways to reach a person outside the store: a terminal, e-mail, webhooks; messengers are further drivers. A
 * message may be sent twice (the process may end between sending and noting it, a server may take it and its answer be lost), never silently
 * lost: agents/outbound.c tries again, under the same id. */
#ifndef CHANNEL_CHANNEL_H
#define CHANNEL_CHANNEL_H

#include "base/text.h"
#include "insight/insight.h"

#include <stdio.h>

struct channel;

/* Whom one message goes to. */
enum channel_reach {
    CHANNEL_HERE,      /* whoever looks: a terminal. Sent at once, on the agents' thread */
    CHANNEL_PEOPLE,    /* one person's address */
    CHANNEL_ENDPOINTS, /* one address that a household gave */
};

enum { CHANNEL_SECRETS_MAX = 4 };

struct channel_message {
    enum severity severity;
    struct text title, body; /* UTF-8; the sender makes them harmless for its medium */
    /* -- CHANNEL_PEOPLE and CHANNEL_ENDPOINTS */
    struct text id;          /* letters, digits, dashes: the same however often this is sent */
    struct text to, to_name; /* an address of the medium */
    struct text text,
        html; /* CHANNEL_PEOPLE: the whole of it, both the same; CHANNEL_ENDPOINTS: the body, JSON */
    struct text settings; /* where to ask for less; may be empty */
    struct text stop;     /* where one POST stops this kind of mail (RFC 8058); may be empty */
    int64_t time_us;      /* when it was written */
    struct text secrets[CHANNEL_SECRETS_MAX]; /* what it is signed with: "whsec_…" */
    size_t secret_count;
};

enum channel_outcome {
    CHANNEL_TAKEN,   /* by the next server, or the one who was asked */
    CHANNEL_LATER,   /* not now: this message again later */
    CHANNEL_AWAY,    /* the whole channel does not work now: all of them later */
    CHANNEL_REFUSED, /* this message never */
    CHANNEL_BOUNCED, /* this address never */
    CHANNEL_GONE,    /* the endpoint asks not to be called again */
};

struct channel_receipt {
    enum channel_outcome outcome;
    int status;      /* the server's number; 0: none */
    int64_t wait_us; /* how long it asks to wait; 0: it does not say */
    bool unknown;    /* it may have arrived all the same */
};

/* "terminal"; notifications are kept under this name. */
const char *channel_name(const struct channel *channel);
enum channel_reach channel_reach(const struct channel *channel);
/* Messages below this are not for this channel. */
enum severity channel_least(const struct channel *channel);
/* False for one that only says that another process sends (channel_elsewhere_new). */
bool channel_sends(const struct channel *channel);
/* OK: taken. An error's words are for the one who gets such messages: they may name the address. `receipt` may be NULL. */
enum err channel_send(struct ctx *c, struct channel *channel, const struct channel_message *message,
                      struct channel_receipt *receipt) MUST_USE;
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

#define CHANNEL_EMAIL   "email"
#define CHANNEL_WEBHOOK "webhook"

struct channel_email_options {
    const char *url; /* client/mail.h */
    const char *user, *password;
    const char *from; /* "Florin <florin@money.example>" */
    const char *ca_file;
    bool plain;
};
/* ERR_USAGE, ERR_INPUT when the options are not what they must be. */
enum err channel_email_new(struct ctx *c, const struct channel_email_options *options,
                           struct channel **out) MUST_USE;

/* Standard Webhooks: POST of JSON with webhook-id, webhook-timestamp and webhook-signature (channel/signature.h). */
struct channel_webhook_options {
    bool private_too;    /* also addresses that are not of the public internet */
    const char *ca_file; /* NULL: the system's authorities */
};
enum err channel_webhook_new(struct ctx *c, const struct channel_webhook_options *options,
                             struct channel **out) MUST_USE;

/* Messages of this channel are kept in the store; a process that has the channel itself sends them. */
struct channel *channel_elsewhere_new(const char *name, enum channel_reach reach);

/* Keeps what it is given, for tests. */
struct channel *channel_recorder_new(const char *name, enum severity least);
void channel_recorder_set_reach(struct channel *recorder, enum channel_reach reach);
size_t channel_recorder_count(const struct channel *recorder);
/* Until the next send. */
struct channel_message channel_recorder_at(const struct channel *recorder, size_t i);
/* The next `times` sends fail with `code`. */
void channel_recorder_break(struct channel *recorder, int times, enum err code);
/* The same with this outcome. */
void channel_recorder_answer(struct channel *recorder, int times, enum channel_outcome outcome);

#endif

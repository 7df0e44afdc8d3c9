/* E-mail over SMTP. The server's answer "250" to a mail means that it looks after it from there: that is what "delivered" says here. What
 * becomes of it later comes back as a mail to the sender's address, which nobody reads here. */
#include "channel/channel_driver.h"
#include "channel/mime.h"
#include "client/mail.h"

#include <stdlib.h>

struct email {
    struct channel channel;
    struct mailer *mailer;
    struct arena *arena;
    struct text from_name, from;
};

/* "5.1.1 no such user": whose fault a refusal of the content is (RFC 3463): 1 and 2 are the address and its box. */
static bool blames_address(const char *words)
{
    return strncmp(words, "5.1.", 4) == 0 || strncmp(words, "5.2.", 4) == 0;
}

/* A 5xx is about the address once the server has heard it, about the message once it has that; before, it is about us. */
static void judge(const struct mail_answer *answer, struct channel_receipt *receipt)
{
    bool never = answer->code >= 500;
    receipt->status = answer->code;
    receipt->unknown = answer->step == MAIL_CONTENT && answer->code < 400;
    if (answer->step < MAIL_RECIPIENT || answer->code == 421)
        receipt->outcome = CHANNEL_AWAY;
    else if (answer->step == MAIL_RECIPIENT && never)
        receipt->outcome = CHANNEL_BOUNCED;
    else if (never)
        receipt->outcome = blames_address(answer->words) ? CHANNEL_BOUNCED : CHANNEL_REFUSED;
    else
        receipt->outcome = CHANNEL_LATER;
}

static enum err email_send(struct ctx *c, struct channel *base, const struct channel_message *m,
                           struct channel_receipt *receipt)
{
    struct email *email = (struct email *)base;
    struct mail_answer answer;
    struct buf *out = buf_in_arena(c->arena);
    struct mime_mail mail = {.from_name = email->from_name,
                             .from = email->from,
                             .to_name = m->to_name,
                             .to = m->to,
                             .subject = m->title,
                             .id = m->id,
                             .unsubscribe = m->stop.len > 0 ? m->stop : m->settings,
                             .one_click = text_starts(m->stop, TEXT("https://")),
                             .time_us = m->time_us,
                             .text = m->text.len > 0 ? m->text : m->body,
                             .html = m->html};
    if (!mail_address_is_good(m->to)) {
        receipt->outcome = CHANNEL_BOUNCED;
        return fail(c, ERR_INPUT, "this address cannot be written to");
    }
    mime_write(&mail, out);
    enum err e = mailer_send(c, email->mailer, email->from, m->to, buf_view(out), &answer);
    explicit_bzero(out->at, out->len); /* one-time codes */
    if (e != OK)
        judge(&answer, receipt);
    return e;
}

static void email_close(struct channel *base)
{
    struct email *email = (struct email *)base;
    mailer_close(email->mailer);
    arena_free(email->arena);
    free(email);
}

static const struct channel_driver driver = {email_send, email_close};

enum err channel_email_new(struct ctx *c, const struct channel_email_options *options, struct channel **out)
{
    struct text name, from;
    struct mailer *mailer;
    if (!mime_mailbox_parse(text_of(options->from), &name, &from))
        return fail(c, ERR_USAGE, "mail needs a sender: \"Florin <florin@money.example>\"");
    struct mailer_options how = {.url = options->url,
                                 .user = options->user,
                                 .password = options->password,
                                 .ca_file = options->ca_file,
                                 .plain = options->plain};
    TRY(mailer_open(c, &how, &mailer));
    struct email *email = calloc(1, sizeof *email);
    if (email == NULL)
        die("out of memory");
    email->channel = (struct channel){&driver, CHANNEL_EMAIL, SEVERITY_INFO, CHANNEL_PEOPLE};
    email->mailer = mailer;
    email->arena = arena_new();
    email->from_name = text_copy(email->arena, name);
    email->from = text_copy(email->arena, from);
    *out = &email->channel;
    return OK;
}

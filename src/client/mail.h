/* Mail out: one message at a time over SMTP (RFC 5321), with TLS and a login. One thread at a time; the connection is kept for some seconds between
 * messages.
 *
 * A server answers each step with a number: 2xx done, 4xx not now, 5xx never. Which step it was says whose fault that is. */
#ifndef CLIENT_MAIL_H
#define CLIENT_MAIL_H

#include "base/text.h"

struct mailer;

struct mailer_options {
    const char
        *url; /* smtp://HOST[:PORT]: STARTTLS, port 587; smtps://HOST[:PORT]: TLS from the start, port 465 */
    const char *user; /* NULL or "": no login */
    const char *password;
    const char *ca_file; /* PEM; these authorities alone are believed. NULL: the system's */
    bool plain;          /* no TLS (smtp:// alone), for a relay on this machine; not with a login */
    int connect_timeout_ms, timeout_ms; /* 0: MAIL_CONNECT_MS, MAIL_TOTAL_MS */
};

enum { MAIL_CONNECT_MS = 10000, MAIL_TOTAL_MS = 60000, MAIL_ADDRESS_BYTES = 254 };

/* The step that was last begun. */
enum mail_step {
    MAIL_CONNECTING,
    MAIL_GREETING, /* EHLO, STARTTLS */
    MAIL_LOGIN,
    MAIL_SENDER,
    MAIL_RECIPIENT,
    MAIL_CONTENT, /* from the first byte of the message to the answer behind its last */
    MAIL_DONE,
};

struct mail_answer {
    enum mail_step step;
    int code;        /* the server's last; 0: none */
    char words[120]; /* behind it, without control characters; may name the address */
};

/* ERR_USAGE when options contradict each other, ERR_INPUT when the URL is none. Texts are copied. */
enum err mailer_open(struct ctx *c, const struct mailer_options *options, struct mailer **out) MUST_USE;
/* NULL is allowed. */
void mailer_close(struct mailer *mailer);

/* `message` has its headers and CRLF line ends. OK: the server answered for it. Otherwise *answer says how far it came:
 *   ERR_BUSY    nobody answers, not in time, or the server said 4xx. At MAIL_CONTENT without a code it may have been taken all the same
 *   ERR_DENIED  no TLS, a certificate that is not believed, or the login is refused
 *   ERR_IO      the server said 5xx, or is none
 *   ERR_INPUT   an address is none */
enum err mailer_send(struct ctx *c, struct mailer *mailer, struct text from, struct text to,
                     struct text message, struct mail_answer *answer) MUST_USE;

/* Can mail be sent there? local@domain of printable ASCII, without what has a meaning in SMTP or headers. */
bool mail_address_is_good(struct text address);

#endif

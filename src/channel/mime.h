/* A mail as bytes: headers (RFC 5322), words that are not ASCII in them (RFC 2047), a text and an HTML part (RFC 2046 multipart/alternative,
 * quoted-printable). Pure. Whatever is given, no header can gain a line: line ends and control characters become blanks. */
#ifndef CHANNEL_MIME_H
#define CHANNEL_MIME_H

#include "base/text.h"

struct mime_mail {
    struct text from_name, from; /* addresses: client/mail.h says which are good */
    struct text to_name, to;
    struct text subject;
    struct text id;          /* before the @ of the Message-ID: letters, digits and dashes */
    struct text unsubscribe; /* an address to open; empty: none */
    bool one_click;          /* a POST there is enough (RFC 8058) */
    int64_t time_us;
    struct text text, html; /* UTF-8; html empty: text alone */
};

/* Appends the whole mail, with CRLF line ends of at most 998 bytes. */
void mime_write(const struct mime_mail *mail, struct buf *out);
/* "Name <local@domain>" or "local@domain" taken apart. False when there is no good address. */
bool mime_mailbox_parse(struct text mailbox, struct text *name, struct text *address);

#endif

/* Links in one mail: made for each try, and taken back where nobody can have got it. For this folder alone. */
#ifndef AGENTS_LINKS_H
#define AGENTS_LINKS_H

#include "agents/host_inner.h"
#include "identity/links/links.h"

enum { MAIL_LINKS_MAX = 3 };

/* Whole addresses; empty: none. Wiped with the arena. */
struct mail_links {
    struct text yes, no; /* that answer the notice's question */
    struct text stop;    /* that stops this kind of mail */
    uint8_t hashes[MAIL_LINKS_MAX][LINK_HASH_BYTES];
    size_t count;
};

/* For a letter of one kind to one person. `first`: the row of it that counts; `alone`: it is the only one, and may be answered; `answers`: the person wants links that
 * answer. A question that is over, or that the person cannot answer, has none. */
struct mail_links_wish {
    const struct notification_row *first;
    enum notice_kind kind;
    bool alone, answers;
};
enum err mail_links_make(struct ctx *c, struct host *host, const struct mail_links_wish *wish,
                         struct mail_links *out) MUST_USE;
/* In `tx`: the mail was not taken. */
enum err mail_links_drop(struct ctx *c, struct store_tx *tx, const struct mail_links *links) MUST_USE;

#endif

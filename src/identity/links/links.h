/* Links in mails. A token of 256 random bits stands for one person, one question, one answer to it and the digest of exactly what the mail said would happen; the
 * store has its hash alone. Whoever has the mail has the link: it says who opens the mailbox, and nothing more (docs/decisions/0013-links-in-mails.md).
 *
 *     made for a mail ──> looked at (as often as you like) ──> used: all of this person's links to this question are
 *          └──> over: its time, or the question's; links switched off; the person has left
 *
 * A link to stop a kind of mail lives long and may be used again: it comes to the same. */
#ifndef IDENTITY_LINKS_LINKS_H
#define IDENTITY_LINKS_LINKS_H

#include "identity/caller.h"
#include "notice/notice.h"
#include "store/entity/people/link.h"

#define LINK_MOST_US        (INT64_C(7) * 86400 * 1000000) /* also where a question stands longer */
#define LINK_UNSUBSCRIBE_US (INT64_C(400) * 86400 * 1000000)

/* A new link's token, for people's eyes only: in c->arena, which wipes it. */
struct link {
    struct text token;
    uint8_t hash[LINK_HASH_BYTES];
};

/* `row`: all but the times; `until_us` (0: none) is cut to LINK_MOST_US. */
enum err answer_link_make(struct ctx *c, struct store_tx *tx, const struct answer_link_row *row,
                          struct link *out) MUST_USE;
enum err unsubscribe_link_make(struct ctx *c, struct store_tx *tx, int64_t person, enum notice_kind kind,
                               struct link *out) MUST_USE;

/* What a link is worth now. */
enum link_worth {
    LINK_NONE, /* there is no such link, or its person is none of the household's who decide */
    LINK_GOOD, /* may be answered with */
    LINK_USED, /* the person has answered */
    LINK_LATE, /* its time is over */
    LINK_OFF,  /* the person wants no links */
};
struct link_found {
    enum link_worth worth;
    struct answer_link_row row;
    struct caller caller;     /* CREDENTIAL_LINK: for this answer alone */
    struct text locale, zone; /* the person's */
};
/* Sets c->household to the link's, once it is known. `token`: from outside. Only reads. */
enum err answer_link_find(struct ctx *c, struct store *store, struct text token,
                          struct link_found *out) MUST_USE;
/* In the transaction of the answer. ERR_CONFLICT: somebody was quicker. */
enum err answer_link_spend(struct ctx *c, struct store_tx *tx, const struct answer_link_row *row) MUST_USE;

/* Where links lead, below the server's address. */
#define LINK_ANSWER_PATH      "/answer/"
#define LINK_UNSUBSCRIBE_PATH "/unsubscribe/"

struct unsubscribe_found {
    bool good;
    int64_t person;
    enum notice_kind kind;
    struct text locale;
};
enum err unsubscribe_link_find(struct ctx *c, struct store_tx *tx, struct text token,
                               struct unsubscribe_found *out) MUST_USE;

#endif

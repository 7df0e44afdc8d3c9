/* What a person wants to be told by mail, and when. Refusals name their field. */
#ifndef IDENTITY_WISHES_WISHES_H
#define IDENTITY_WISHES_WISHES_H

#include "identity/caller.h"
#include "notice/when.h"
#include "store/store.h"

/* A person's, or the usual ones; and the address that no mail gets to (empty: none is known). */
struct wishes {
    struct notice_wishes of;
    struct text bounced, bounced_why;
    int64_t bounced_us;
    bool links; /* mails may hold links that answer questions (identity/links/) */
};
enum err wishes_load(struct ctx *c, struct store_tx *tx, int64_t person, struct text channel,
                     struct wishes *out) MUST_USE;

/* The caller's own. */
enum err wishes_get(struct ctx *c, struct store *store, const struct caller *caller, struct text channel,
                    struct wishes *out) MUST_USE;
/* WRITE. `of` and `links`, all at once; who changed something gets mail again, though it bounced. ERR_INPUT. */
enum err wishes_change(struct ctx *c, struct store *store, const struct caller *caller, struct text channel,
                       const struct wishes *wishes) MUST_USE;
/* No more of this kind on this channel; of NOTICE_DIGEST: nothing is gathered for one any more. In tx. ERR_INPUT: nobody can choose that. */
enum err wishes_turn_off(struct ctx *c, struct store_tx *tx, int64_t person, struct text channel,
                         enum notice_kind kind) MUST_USE;

/* The address takes no mail. In tx. */
enum err wishes_note_bounce(struct ctx *c, struct store_tx *tx, int64_t person, struct text address,
                            struct text why) MUST_USE;

#endif

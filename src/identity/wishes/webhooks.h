/* A household's webhooks. For owners with the admin scope: whoever has one hears of everything. Refusals name their field. */
#ifndef IDENTITY_WISHES_WEBHOOKS_H
#define IDENTITY_WISHES_WEBHOOKS_H

#include "identity/caller.h"
#include "identity/wishes/sealing.h"
#include "notice/notice.h"
#include "store/entity/notices/webhook.h"

#define WEBHOOK_OLD_SECRET_US (INT64_C(24) * 3600 * 1000000) /* so long the secret before also signs */
enum { WEBHOOK_NAME_MAX = 100, WEBHOOK_URL_MAX = 2000 };

enum err webhook_list(struct ctx *c, struct store *store, const struct caller *caller,
                      struct webhook_row **out, size_t *count) MUST_USE;

struct webhook_form {
    struct text name, url;
    struct text kinds; /* with blanks between them; empty: all */
    int least;
    bool off;
};
/* WRITE. *secret: "whsec_…" in c->arena, which wipes it: shown this once. ERR_LIMIT: WEBHOOKS_MAX. */
enum err webhook_create(struct ctx *c, struct store *store, const struct sealer *sealer,
                        const struct caller *caller, const struct webhook_form *form, struct webhook_row *out,
                        struct text *secret) MUST_USE;
/* WRITE. One that asked not to be called again is on again unless `off`. */
enum err webhook_change(struct ctx *c, struct store *store, const struct caller *caller, struct id id,
                        const struct webhook_form *form, struct webhook_row *out) MUST_USE;
/* WRITE. A new secret; the one before also signs for a day. */
enum err webhook_rotate(struct ctx *c, struct store *store, const struct sealer *sealer,
                        const struct caller *caller, struct id id, struct webhook_row *out,
                        struct text *secret) MUST_USE;
/* WRITE. With what was sent there, and what waits. */
enum err webhook_remove(struct ctx *c, struct store *store, const struct caller *caller,
                        struct id id) MUST_USE;

/* Can this be called? ERR_INPUT names the field. Whether it is of the public internet is seen when it is called. */
enum err webhook_check_url(struct ctx *c, const char *field, struct text url) MUST_USE;
/* "whsec_…" of random bytes, in c->arena, which wipes it. */
struct text webhook_secret_new(struct ctx *c);

/* Does it want this? */
bool webhook_wants(const struct webhook_row *row, enum notice_kind kind, enum severity severity);
/* What it is signed with now: the new secret first. In c->arena, which wipes them. */
enum err webhook_secrets(struct ctx *c, const struct sealer *sealer, const struct webhook_row *row,
                         struct text out[2], size_t *count) MUST_USE;

#endif

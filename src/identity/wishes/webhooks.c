#include "identity/wishes/webhooks.h"

#include "channel/signature.h"
#include "client/client.h"
#include "identity/identity_inner.h"
#include "identity/inner/credential.h"
#include "identity/inner/names.h"

#include <sodium.h>

static struct text place(struct ctx *c, const struct webhook_row *row)
{
    return text_of(arena_printf(c->arena, "webhook/%lld", (long long)row->seq));
}

/* -- What may be asked for */

static enum err check_kinds(struct ctx *c, struct text kinds)
{
    while (kinds.len > 0) {
        size_t len = 0;
        while (len < kinds.len && kinds.at[len] != ' ')
            len++;
        if (notice_kind_parse((struct text){kinds.at, len}) == NOTICE_KINDS)
            return fail(c, ERR_INPUT, "kinds: there is no such kind");
        kinds = text_from(kinds, len + 1);
    }
    return OK;
}

/* "https://name:password@host/" */
static bool has_login(struct text url)
{
    struct text rest = text_from(url, (size_t)text_find(url, TEXT("//")) + 2);
    size_t len = 0;
    while (len < rest.len && rest.at[len] != '/' && rest.at[len] != '?' && rest.at[len] != '#')
        len++;
    return len > 0 && memchr(rest.at, '@', len) != NULL;
}

enum err webhook_check_url(struct ctx *c, const char *field, struct text url)
{
    const char *origin;
    if (url.len > WEBHOOK_URL_MAX || client_origin(c, text_z(c->arena, url), &origin) != OK)
        return fail(c, ERR_INPUT, "%s: an address that begins with https:// or http://", field);
    if (has_login(url))
        return fail(c, ERR_INPUT, "%s: no password in it; posts are signed", field);
    return OK;
}

static enum err check(struct ctx *c, const struct webhook_form *form, struct webhook_row *row)
{
    TRY(name_check(c, "name", form->name, WEBHOOK_NAME_MAX, &row->name));
    TRY(webhook_check_url(c, "url", form->url));
    TRY(check_kinds(c, form->kinds));
    if (form->least < SEVERITY_INFO || form->least > SEVERITY_ALERT)
        return fail(c, ERR_INPUT, "least: a severity");
    row->url = form->url;
    row->kinds = form->kinds;
    row->least = form->least;
    row->state = form->off ? WEBHOOK_OFF : WEBHOOK_ON;
    row->why = TEXT("");
    return OK;
}

struct text webhook_secret_new(struct ctx *c)
{
    uint8_t bytes[32];
    randombytes_buf(bytes, sizeof bytes);
    struct text secret = webhook_secret_text(c, bytes, sizeof bytes);
    sodium_memzero(bytes, sizeof bytes);
    wipe_later(c, (char *)(uintptr_t)secret.at, secret.len);
    return secret;
}

/* -- Use cases */

enum err webhook_list(struct ctx *c, struct store *store, const struct caller *caller,
                      struct webhook_row **out, size_t *count)
{
    struct store_tx *tx;
    TRY(caller_require(c, caller, ROLE_OWNER, SCOPE_ADMIN));
    TRY(store_begin_read(c, store, &tx));
    TRY(webhook_rows(c, tx, caller->household, out, count));
    return store_commit(c, tx);
}

enum err webhook_create(struct ctx *c, struct store *store, const struct sealer *sealer,
                        const struct caller *caller, const struct webhook_form *form, struct webhook_row *out,
                        struct text *secret)
{
    struct store_tx *tx;
    struct webhook_row *known;
    size_t count;
    *out = (struct webhook_row){.household = caller->household};
    TRY(check(c, form, out));
    TRY(store_begin(c, store, &tx));
    TRY(authority(c, tx, caller, ROLE_OWNER, SCOPE_ADMIN));
    TRY(webhook_rows(c, tx, caller->household, &known, &count));
    if (count == WEBHOOKS_MAX)
        return fail(c, ERR_LIMIT, "a household has at most %d webhooks", WEBHOOKS_MAX);
    TRY(webhook_insert(c, tx, out));
    *secret = webhook_secret_new(c);
    out->secret = sealer_seal(c, sealer, place(c, out), *secret);
    TRY(webhook_update(c, tx, out));
    return store_commit(c, tx);
}

enum err webhook_change(struct ctx *c, struct store *store, const struct caller *caller, struct id id,
                        const struct webhook_form *form, struct webhook_row *out)
{
    struct store_tx *tx;
    TRY(store_begin(c, store, &tx));
    TRY(authority(c, tx, caller, ROLE_OWNER, SCOPE_ADMIN));
    TRY(webhook_by_id(c, tx, caller->household, id, out));
    TRY(check(c, form, out));
    TRY(webhook_update(c, tx, out));
    return store_commit(c, tx);
}

enum err webhook_rotate(struct ctx *c, struct store *store, const struct sealer *sealer,
                        const struct caller *caller, struct id id, struct webhook_row *out,
                        struct text *secret)
{
    struct store_tx *tx;
    TRY(store_begin(c, store, &tx));
    TRY(authority(c, tx, caller, ROLE_OWNER, SCOPE_ADMIN));
    TRY(webhook_by_id(c, tx, caller->household, id, out));
    *secret = webhook_secret_new(c);
    out->old_secret = out->secret;
    out->old_until_us = c->now_us + WEBHOOK_OLD_SECRET_US;
    out->secret = sealer_seal(c, sealer, place(c, out), *secret);
    TRY(webhook_update(c, tx, out));
    return store_commit(c, tx);
}

enum err webhook_remove(struct ctx *c, struct store *store, const struct caller *caller, struct id id)
{
    struct store_tx *tx;
    struct webhook_row row;
    TRY(store_begin(c, store, &tx));
    TRY(authority(c, tx, caller, ROLE_OWNER, SCOPE_ADMIN));
    TRY(webhook_by_id(c, tx, caller->household, id, &row));
    TRY(webhook_delete(c, tx, row.seq));
    return store_commit(c, tx);
}

/* -- For whoever sends */

bool webhook_wants(const struct webhook_row *row, enum notice_kind kind, enum severity severity)
{
    struct text name = text_of(notice_kinds[kind].name), kinds = row->kinds;
    if (row->state != WEBHOOK_ON || (int)severity < row->least)
        return false;
    while (kinds.len > 0) {
        size_t len = 0;
        while (len < kinds.len && kinds.at[len] != ' ')
            len++;
        if (text_equal((struct text){kinds.at, len}, name))
            return true;
        kinds = text_from(kinds, len + 1);
    }
    return row->kinds.len == 0;
}

enum err webhook_secrets(struct ctx *c, const struct sealer *sealer, const struct webhook_row *row,
                         struct text out[2], size_t *count)
{
    *count = 0;
    TRY(sealer_unseal(c, sealer, place(c, row), row->secret, &out[(*count)++]));
    if (row->old_secret.len > 0 && c->now_us < row->old_until_us)
        TRY(sealer_unseal(c, sealer, place(c, row), row->old_secret, &out[(*count)++]));
    return OK;
}

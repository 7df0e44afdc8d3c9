#include "store/entity/notices/wish.h"

enum err notice_setting_get(struct ctx *c, struct store_tx *tx, int64_t person,
                            struct notice_setting_row *out, bool *found)
{
    struct store_query *q;
    TRY(store_query(c, tx,
                    "SELECT quiet_from, quiet_to, digest, digest_at, digest_weekday, bounced, bounced_why, "
                    "bounced_us, links FROM notice_setting WHERE person = ?1",
                    &q));
    store_bind_int(q, 1, person);
    TRY(store_next(c, q, found));
    if (!*found)
        return OK;
    *out = (struct notice_setting_row){.person = person,
                                       .quiet_from = store_is_null(q, 0) ? -1 : (int)store_int(q, 0),
                                       .quiet_to = (int)store_int(q, 1),
                                       .digest = (int)store_int(q, 2),
                                       .digest_at = (int)store_int(q, 3),
                                       .digest_weekday = (int)store_int(q, 4),
                                       .bounced = text_copy(c->arena, store_text(q, 5)),
                                       .bounced_why = text_copy(c->arena, store_text(q, 6)),
                                       .bounced_us = store_int(q, 7),
                                       .no_links = store_int(q, 8) == 0};
    store_reset(q);
    return OK;
}

enum err notice_setting_put(struct ctx *c, struct store_tx *tx, const struct notice_setting_row *row)
{
    struct store_query *q;
    TRY(store_query(
        c, tx,
        "INSERT INTO notice_setting (person, quiet_from, quiet_to, digest, digest_at, "
        "digest_weekday, bounced, bounced_us, bounced_why, links) VALUES (?1, ?2, ?3, ?4, ?5, ?6, "
        "?7, ?8, ?9, ?10) ON CONFLICT (person) DO UPDATE SET quiet_from = excluded.quiet_from, "
        "quiet_to = excluded.quiet_to, digest = excluded.digest, digest_at = excluded.digest_at, "
        "digest_weekday = excluded.digest_weekday, bounced = excluded.bounced, bounced_us = "
        "excluded.bounced_us, bounced_why = excluded.bounced_why, links = excluded.links",
        &q));
    store_bind_int(q, 1, row->person);
    if (row->quiet_from < 0) {
        store_bind_null(q, 2);
        store_bind_null(q, 3);
    } else {
        store_bind_int(q, 2, row->quiet_from);
        store_bind_int(q, 3, row->quiet_to);
    }
    store_bind_int(q, 4, row->digest);
    store_bind_int(q, 5, row->digest_at);
    store_bind_int(q, 6, row->digest_weekday);
    store_bind_optional(q, 7, row->bounced);
    store_bind_ref(q, 8, row->bounced_us);
    store_bind_optional(q, 9, row->bounced_why);
    store_bind_int(q, 10, row->no_links ? 0 : 1);
    return store_run(c, q, NULL);
}

enum err notice_level_get(struct ctx *c, struct store_tx *tx, int64_t person, struct text channel,
                          int *at_once, int *gathered, bool *found)
{
    struct store_query *q;
    TRY(store_query(c, tx, "SELECT at_once, gathered FROM notice_level WHERE person = ?1 AND channel = ?2",
                    &q));
    store_bind_int(q, 1, person);
    store_bind_text(q, 2, channel);
    TRY(store_next(c, q, found));
    if (!*found)
        return OK;
    *at_once = (int)store_int(q, 0);
    *gathered = (int)store_int(q, 1);
    store_reset(q);
    return OK;
}

enum err notice_level_put(struct ctx *c, struct store_tx *tx, int64_t person, struct text channel,
                          int at_once, int gathered)
{
    struct store_query *q;
    TRY(store_query(c, tx,
                    "INSERT INTO notice_level (person, channel, at_once, gathered) VALUES (?1, ?2, ?3, ?4) "
                    "ON CONFLICT (person, channel) DO UPDATE SET at_once = excluded.at_once, gathered = "
                    "excluded.gathered",
                    &q));
    store_bind_int(q, 1, person);
    store_bind_text(q, 2, channel);
    store_bind_int(q, 3, at_once);
    store_bind_int(q, 4, gathered);
    return store_run(c, q, NULL);
}

enum err notice_choice_rows(struct ctx *c, struct store_tx *tx, int64_t person, struct text channel,
                            struct notice_choice_row **out, size_t *count)
{
    struct store_query *q;
    bool row;
    *out = ARENA_ARRAY(c->arena, struct notice_choice_row, NOTICE_CHOICES_MAX);
    *count = 0;
    TRY(store_query(c, tx,
                    "SELECT kind, how FROM notice_choice WHERE person = ?1 AND channel = ?2 ORDER BY kind "
                    "LIMIT 64",
                    &q));
    store_bind_int(q, 1, person);
    store_bind_text(q, 2, channel);
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row)
            return OK;
        (*out)[(*count)++] =
            (struct notice_choice_row){text_copy(c->arena, store_text(q, 0)), (int)store_int(q, 1)};
    }
}

enum err notice_choice_put(struct ctx *c, struct store_tx *tx, int64_t person, struct text channel,
                           struct text kind, int how)
{
    struct store_query *q;
    if (how == 0)
        TRY(store_query(c, tx, "DELETE FROM notice_choice WHERE person = ?1 AND channel = ?2 AND kind = ?3",
                        &q));
    else
        TRY(store_query(c, tx,
                        "INSERT INTO notice_choice (person, channel, kind, how) VALUES (?1, ?2, ?3, ?4) ON "
                        "CONFLICT (person, channel, kind) DO UPDATE SET how = excluded.how",
                        &q));
    store_bind_int(q, 1, person);
    store_bind_text(q, 2, channel);
    store_bind_text(q, 3, kind);
    if (how != 0)
        store_bind_int(q, 4, how);
    return store_run(c, q, NULL);
}

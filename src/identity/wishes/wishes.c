#include "identity/wishes/wishes.h"

#include "store/entity/notices/wish.h"

static struct notice_times times_of(const struct notice_setting_row *row)
{
    return (struct notice_times){.quiet = row->quiet_from >= 0,
                                 .quiet_from = row->quiet_from < 0 ? 0 : row->quiet_from,
                                 .quiet_to = row->quiet_to,
                                 .digest = (enum notice_digest)row->digest,
                                 .digest_at = row->digest_at,
                                 .digest_weekday = row->digest_weekday};
}

enum err wishes_load(struct ctx *c, struct store_tx *tx, int64_t person, struct text channel,
                     struct wishes *out)
{
    struct notice_setting_row setting;
    struct notice_choice_row *choices;
    size_t count;
    bool found;
    *out = (struct wishes){
        .of = notice_wishes_usual, .bounced = TEXT(""), .bounced_why = TEXT(""), .links = true};
    TRY(notice_setting_get(c, tx, person, &setting, &found));
    if (found) {
        out->of.times = times_of(&setting);
        out->bounced = setting.bounced;
        out->bounced_why = setting.bounced_why;
        out->bounced_us = setting.bounced_us;
        out->links = !setting.no_links;
    }
    TRY(notice_level_get(c, tx, person, channel, &out->of.at_once, &out->of.gathered, &found));
    TRY(notice_choice_rows(c, tx, person, channel, &choices, &count));
    for (size_t i = 0; i < count; i++) {
        enum notice_kind kind = notice_kind_parse(choices[i].kind);
        if (kind != NOTICE_KINDS)
            out->of.how[kind] = (enum notice_how)choices[i].how;
    }
    return OK;
}

enum err wishes_get(struct ctx *c, struct store *store, const struct caller *caller, struct text channel,
                    struct wishes *out)
{
    struct store_tx *tx;
    TRY(store_begin_read(c, store, &tx));
    TRY(wishes_load(c, tx, caller->user, channel, out));
    return store_commit(c, tx);
}

static enum err check(struct ctx *c, const struct notice_wishes *w)
{
    const struct notice_times *t = &w->times;
    if (t->quiet && (t->quiet_from < 0 || t->quiet_from > 1439 || t->quiet_to < 0 || t->quiet_to > 1439))
        return fail(c, ERR_INPUT, "quiet: a time of day is from 00:00 to 23:59");
    if (t->digest > DIGEST_WEEKLY || t->digest_at < 0 || t->digest_at > 1439 || t->digest_weekday < 0 ||
        t->digest_weekday > 6)
        return fail(c, ERR_INPUT, "digest: daily or weekly, at a time of day");
    if (w->at_once < SEVERITY_INFO || w->at_once > NOTICE_NONE || w->gathered < SEVERITY_INFO ||
        w->gathered > NOTICE_NONE)
        return fail(c, ERR_INPUT, "at_once: a severity");
    for (int kind = 0; kind < NOTICE_KINDS; kind++)
        if (w->how[kind] > HOW_GATHERED || (w->how[kind] != HOW_BY_SEVERITY && !notice_kinds[kind].chosen))
            return fail(c, ERR_INPUT, "kinds: %s cannot be chosen so", notice_kinds[kind].name);
    return OK;
}

static struct notice_setting_row setting_of(int64_t person, const struct notice_times *times)
{
    return (struct notice_setting_row){.person = person,
                                       .quiet_from = times->quiet ? times->quiet_from : -1,
                                       .quiet_to = times->quiet_to,
                                       .digest = (int)times->digest,
                                       .digest_at = times->digest_at,
                                       .digest_weekday = times->digest_weekday};
}

enum err wishes_change(struct ctx *c, struct store *store, const struct caller *caller, struct text channel,
                       const struct wishes *wishes)
{
    struct store_tx *tx;
    const struct notice_wishes *w = &wishes->of;
    TRY(check(c, w));
    struct notice_setting_row setting = setting_of(caller->user, &w->times);
    setting.no_links = !wishes->links;
    TRY(store_begin(c, store, &tx));
    TRY(notice_setting_put(c, tx, &setting));
    TRY(notice_level_put(c, tx, caller->user, channel, w->at_once, w->gathered));
    for (int kind = 0; kind < NOTICE_KINDS; kind++)
        TRY(notice_choice_put(c, tx, caller->user, channel, text_of(notice_kinds[kind].name),
                              (int)w->how[kind]));
    return store_commit(c, tx);
}

/* Questions that were gathered come at once from then on: they are not what was meant. */
static enum err stop_digests(struct ctx *c, struct store_tx *tx, int64_t person, struct text channel,
                             const struct wishes *now)
{
    struct notice_setting_row setting = setting_of(person, &now->of.times);
    bool found;
    TRY(notice_setting_get(c, tx, person, &setting, &found));
    setting.digest = DIGEST_NEVER;
    TRY(notice_setting_put(c, tx, &setting));
    for (int kind = 0; kind < NOTICE_KINDS; kind++)
        if (notice_kinds[kind].asks && now->of.how[kind] == HOW_GATHERED)
            TRY(notice_choice_put(c, tx, person, channel, text_of(notice_kinds[kind].name), HOW_AT_ONCE));
    return OK;
}

enum err wishes_turn_off(struct ctx *c, struct store_tx *tx, int64_t person, struct text channel,
                         enum notice_kind kind)
{
    struct wishes now;
    if (!notice_may_stop(kind))
        return fail(c, ERR_INPUT, "kinds: %s cannot be chosen so", notice_kinds[kind].name);
    TRY(wishes_load(c, tx, person, channel, &now));
    return kind == NOTICE_DIGEST
               ? stop_digests(c, tx, person, channel, &now)
               : notice_choice_put(c, tx, person, channel, text_of(notice_kinds[kind].name), HOW_NEVER);
}

enum err wishes_note_bounce(struct ctx *c, struct store_tx *tx, int64_t person, struct text address,
                            struct text why)
{
    struct notice_setting_row setting = setting_of(person, &notice_wishes_usual.times);
    bool found;
    TRY(notice_setting_get(c, tx, person, &setting, &found));
    setting.bounced = address;
    setting.bounced_why = why;
    setting.bounced_us = c->now_us;
    return notice_setting_put(c, tx, &setting);
}

/* What a person wants to be told, and how. Numbers as in 0016_notices.sql. */
#ifndef STORE_ENTITY_NOTICES_WISH_H
#define STORE_ENTITY_NOTICES_WISH_H

#include "store/store.h"

struct notice_setting_row {
    int64_t person;
    int quiet_from, quiet_to; /* minutes; quiet_from -1: no quiet hours */
    int digest, digest_at, digest_weekday;
    struct text bounced, bounced_why; /* the address that no mail gets to; empty: none is known */
    int64_t bounced_us;
    bool no_links; /* mails hold no links that answer */
};
/* *found is false, and nothing is filled in, when the person has none. */
enum err notice_setting_get(struct ctx *c, struct store_tx *tx, int64_t person,
                            struct notice_setting_row *out, bool *found) MUST_USE;
enum err notice_setting_put(struct ctx *c, struct store_tx *tx,
                            const struct notice_setting_row *row) MUST_USE;

enum err notice_level_get(struct ctx *c, struct store_tx *tx, int64_t person, struct text channel,
                          int *at_once, int *gathered, bool *found) MUST_USE;
enum err notice_level_put(struct ctx *c, struct store_tx *tx, int64_t person, struct text channel,
                          int at_once, int gathered) MUST_USE;

enum { NOTICE_CHOICES_MAX = 64 };
struct notice_choice_row {
    struct text kind;
    int how;
};
/* Of one channel, at most NOTICE_CHOICES_MAX, by kind. */
enum err notice_choice_rows(struct ctx *c, struct store_tx *tx, int64_t person, struct text channel,
                            struct notice_choice_row **out, size_t *count) MUST_USE;
/* `how` 0: none of its own any more. */
enum err notice_choice_put(struct ctx *c, struct store_tx *tx, int64_t person, struct text channel,
                           struct text kind, int how) MUST_USE;

#endif

/* What agents noticed, and what people were told of it. */
#ifndef STORE_ENTITY_INSIGHT_H
#define STORE_ENTITY_INSIGHT_H

#include "insight/insight.h"
#include "store/store.h"

struct insight_row {
    int64_t seq;
    struct id id;
    int64_t household;
    struct text agent;
    struct text kind;  /* "price_rise" */
    struct text topic; /* unique in the household: what makes it the same insight */
    enum severity severity;
    date date;
    struct text title, body;
    int64_t txn; /* 0: about none */
    int64_t created_us;
};

/* Stores what is new and fills in seq, id and created_us. *fresh is false when the topic is known: then seq
 * and id are the known one's. */
enum err insight_insert(struct ctx *c, struct store_tx *tx, struct insight_row *row, bool *fresh) MUST_USE;
enum err insight_by_seq(struct ctx *c, struct store_tx *tx, int64_t household, int64_t seq,
                        struct insight_row *out) MUST_USE;
enum err insight_by_id(struct ctx *c, struct store_tx *tx, int64_t household, struct id id,
                       struct insight_row *out) MUST_USE;

/* One as people see it. */
struct insight_shown {
    struct insight_row row;
    struct id txn_id; /* zero: about none */
};
/* Those that were not dismissed, newest first, behind `before` (0: from the newest), of one kind (empty: all), at most `limit` of
 * LIMIT_PAGE, into c->arena. */
enum err insight_page(struct ctx *c, struct store_tx *tx, int64_t household, struct text kind, int64_t before,
                      int64_t limit, struct insight_shown **out, size_t *count) MUST_USE;
/* Not shown any more, and not noticed again. Twice is fine. ERR_NOT_FOUND when the household has none with this id. */
enum err insight_dismiss(struct ctx *c, struct store_tx *tx, int64_t household, struct id id) MUST_USE;

#define NOTIFICATION_INAPP "inapp" /* the store itself: the page, the API, the feed */

enum notification_state {
    NOTIFICATION_QUEUED = 1,
    NOTIFICATION_DELIVERED = 2,
    NOTIFICATION_FAILED = 3, /* given up */
    NOTIFICATION_READ = 4,
};

struct notification_row {
    int64_t seq;
    struct id id;
    int64_t household;
    struct text channel;
    int64_t insight; /* 0: none */
    int64_t event;   /* the log's row that led to it; 0: none */
    enum severity severity;
    struct text title, body;
    enum notification_state state;
    int64_t created_us;
    int64_t tries;
    int64_t next_try_us;
    struct text why; /* of the last failure; empty: none */
};

/* Stores one and fills in seq, id and created_us. *fresh is false when this channel has this insight already.
 */
enum err notification_insert(struct ctx *c, struct store_tx *tx, struct notification_row *row,
                             bool *fresh) MUST_USE;
/* Of one channel, newest first, those before `before` (0: from the newest), at most `limit` of LIMIT_PAGE,
 * into c->arena. */
enum err notification_list(struct ctx *c, struct store_tx *tx, int64_t household, struct text channel,
                           int64_t before, int64_t limit, struct notification_row **out,
                           size_t *count) MUST_USE;
/* The same as people see them: with the id of the insight; `unread`: only those that were not read. */
struct notification_shown {
    struct notification_row row;
    struct id insight_id; /* zero: none */
};
enum err notification_page(struct ctx *c, struct store_tx *tx, int64_t household, struct text channel,
                           bool unread, int64_t before, int64_t limit, struct notification_shown **out,
                           size_t *count) MUST_USE;
enum err notification_unread(struct ctx *c, struct store_tx *tx, int64_t household, struct text channel,
                             int64_t *count) MUST_USE;
/* Queued ones of a channel, of all households, that are due by now: gravest first, then newest. */
enum err notification_due(struct ctx *c, struct store_tx *tx, struct text channel, int64_t limit,
                          struct notification_row **out, size_t *count) MUST_USE;
/* When the next queued one of a channel is due; INT64_MAX when none is queued. */
enum err notification_next_due(struct ctx *c, struct store_tx *tx, struct text channel,
                               int64_t *due_us) MUST_USE;
/* Whoever sends a queued one takes it first: nobody else finds it due before `until_us`. Not *mine: another process was quicker. */
enum err notification_claim(struct ctx *c, struct store_tx *tx, int64_t seq, int64_t now_us, int64_t until_us,
                            bool *mine) MUST_USE;
/* Writes state, tries, next_try_us and why. */
enum err notification_update(struct ctx *c, struct store_tx *tx, const struct notification_row *row) MUST_USE;
/* Delivered -> read. ERR_NOT_FOUND when the household has none with this id; reading twice is fine. */
enum err notification_mark_read(struct ctx *c, struct store_tx *tx, int64_t household, struct id id) MUST_USE;
/* All delivered ones of a channel. */
enum err notification_mark_all_read(struct ctx *c, struct store_tx *tx, int64_t household,
                                    struct text channel, int64_t *changed) MUST_USE;

#endif

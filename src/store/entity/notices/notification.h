/* What people were told, or will be: one row for each person, or endpoint, and channel. */
#ifndef STORE_ENTITY_NOTICES_NOTIFICATION_H
#define STORE_ENTITY_NOTICES_NOTIFICATION_H

#include "insight/insight.h"
#include "store/store.h"

#define NOTIFICATION_INAPP "inapp" /* the store itself: the page, the API, the feed */

enum notification_state {
    NOTIFICATION_QUEUED = 1,
    NOTIFICATION_DELIVERED = 2, /* e-mail: the next server has it */
    NOTIFICATION_FAILED = 3,    /* given up */
    NOTIFICATION_READ = 4,
    NOTIFICATION_BOUNCED = 5, /* the address does not exist or takes nothing */
};

struct notification_row {
    int64_t seq;
    struct id id;
    int64_t household;
    struct text channel;
    int64_t insight; /* 0: none */
    int64_t event;   /* the log's row that led to it; 0: none */
    enum severity severity;
    struct text title, body; /* for lists: without secrets */
    enum notification_state state;
    int64_t created_us;
    int64_t tries;
    int64_t next_try_us;
    struct text why;   /* of the last failure; empty: none */
    int64_t person;    /* whose it is; 0: the household's */
    int64_t webhook;   /* where it goes; 0: no endpoint */
    int64_t task;      /* to whose callback it goes; 0: none's. Such are with the task, and in no list here */
    struct text kind;  /* notice/notice.h; empty: "insight" */
    struct text topic; /* empty: none */
    struct text data;  /* JSON; empty: none */
    struct text sealed;                  /* identity/wishes/sealing.h; empty: none */
    bool gather;                         /* goes with others */
    struct id message;                   /* zero: under its own id */
    int64_t begun;                       /* tries that were begun */
    int64_t first_us, done_us, until_us; /* 0: none */
};

/* Stores one and fills in seq, id and created_us. *fresh is false when the same person or endpoint has this insight, or this topic, on this
 * channel already. */
enum err notification_insert(struct ctx *c, struct store_tx *tx, struct notification_row *row,
                             bool *fresh) MUST_USE;

/* Who looks: sees the household's own and what is for the person. */
struct notification_reader {
    int64_t household;
    int64_t person; /* 0: the household's alone; NOTIFICATION_EVERYBODY: for whoever holds the machine */
    bool endpoints; /* also what goes to endpoints */
};
enum { NOTIFICATION_EVERYBODY = -1 };

/* With the id of the insight. */
struct notification_shown {
    struct notification_row row;
    struct id insight_id; /* zero: none */
    struct text to;       /* an endpoint's or a person's name; empty: the household's */
};
/* Of one channel (empty: all but in-app), newest first, those before `before` (0: from the newest), at most `limit` of LIMIT_PAGE,
 * into c->arena; `unread`: only those that were not read. */
enum err notification_page(struct ctx *c, struct store_tx *tx, const struct notification_reader *reader,
                           struct text channel, bool unread, int64_t before, int64_t limit,
                           struct notification_shown **out, size_t *count) MUST_USE;
/* ERR_NOT_FOUND when there is none that this reader may see. */
enum err notification_find(struct ctx *c, struct store_tx *tx, const struct notification_reader *reader,
                           struct id id, struct notification_shown *out) MUST_USE;
enum err notification_unread(struct ctx *c, struct store_tx *tx, const struct notification_reader *reader,
                             struct text channel, int64_t *count) MUST_USE;

/* -- Sending */

/* What was, or will be, sent to a task's callback: newest first, at most NOTIFICATION_CALLS_SHOWN. */
enum { NOTIFICATION_CALLS_SHOWN = 10 };
enum err notification_calls(struct ctx *c, struct store_tx *tx, int64_t task, struct notification_row **out,
                            size_t *count) MUST_USE;

/* Queued ones of a channel, of all households, that are due by now: gravest first, then newest. */
enum err notification_due(struct ctx *c, struct store_tx *tx, struct text channel, int64_t limit,
                          struct notification_row **out, size_t *count) MUST_USE;
/* When the next queued one of a channel is due; INT64_MAX when none is queued. */
enum err notification_next_due(struct ctx *c, struct store_tx *tx, struct text channel,
                               int64_t *due_us) MUST_USE;
/* Whoever sends a queued one takes it first: nobody else finds it due before `until_us`. Not *mine: another process was quicker. */
enum err notification_claim(struct ctx *c, struct store_tx *tx, int64_t seq, int64_t now_us, int64_t until_us,
                            bool *mine) MUST_USE;
/* Writes state, tries, next_try_us, why, message, begun, first_us, done_us; what is sealed goes once it is not queued any more. */
enum err notification_update(struct ctx *c, struct store_tx *tx, const struct notification_row *row) MUST_USE;
/* All queued ones of the same person or endpoint and channel wait until then, if they would not anyway. */
enum err notification_postpone(struct ctx *c, struct store_tx *tx, const struct notification_row *like,
                               int64_t until_us) MUST_USE;

/* A try as it ended. */
struct notice_try_row {
    int64_t notification, number, at_us;
    int outcome, status; /* channel/channel.h */
    bool unknown;
    struct text why;
};
enum err notice_try_insert(struct ctx *c, struct store_tx *tx, const struct notice_try_row *row) MUST_USE;
/* Of one notification, first one first, at most LIMIT_PAGE. */
enum err notice_try_rows(struct ctx *c, struct store_tx *tx, int64_t notification,
                         struct notice_try_row **out, size_t *count) MUST_USE;

/* -- Reading */

/* Delivered -> read. ERR_NOT_FOUND when there is none that this reader may see; reading twice is fine. */
enum err notification_mark_read(struct ctx *c, struct store_tx *tx, const struct notification_reader *reader,
                                struct id id) MUST_USE;
/* All delivered ones of a channel that this reader may see. */
enum err notification_mark_all_read(struct ctx *c, struct store_tx *tx,
                                    const struct notification_reader *reader, struct text channel,
                                    int64_t *changed) MUST_USE;

#endif

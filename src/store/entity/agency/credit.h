/* Credit cards, what was used of them, scores, and requests for higher limits. */
#ifndef STORE_ENTITY_AGENCY_CREDIT_H
#define STORE_ENTITY_AGENCY_CREDIT_H

#include "base/date.h"
#include "store/store.h"

/* What an own account is as a card; the money is in minor units of its currency. */
struct card_row {
    int64_t account, household;
    int64_t limit;
    int64_t statement_day; /* of the month, 1..31 */
    int64_t target;        /* basis points of the limit */
    int64_t rate;          /* a year's interest in basis points; -1: not known */
    date opened;           /* DATE_NONE: not known */
    int64_t created_us, changed_us;
};

/* Writes everything but created_us over what there is; the rest as it comes. */
enum err card_put(struct ctx *c, struct store_tx *tx, const struct card_row *row) MUST_USE;
/* *found is false when the account is no card. */
enum err card_get(struct ctx *c, struct store_tx *tx, int64_t household, int64_t account,
                  struct card_row *out, bool *found) MUST_USE;
/* By account, at most `limit`, into c->arena. */
enum err card_list(struct ctx *c, struct store_tx *tx, int64_t household, int64_t limit,
                   struct card_row **out, size_t *count) MUST_USE;
/* Its history and requests stay. */
enum err card_delete(struct ctx *c, struct store_tx *tx, int64_t household, int64_t account) MUST_USE;
/* Is one of these transactions on a card? */
enum err card_is_touched(struct ctx *c, struct store_tx *tx, int64_t household, int64_t txn_first,
                         int64_t txn_last, bool *touched) MUST_USE;

/* A day's. */
struct card_use {
    int64_t account, household;
    date day;
    int64_t owed, limit, projected;
    date statement; /* the one that was next */
};
/* The last of a day counts. */
enum err card_use_put(struct ctx *c, struct store_tx *tx, const struct card_use *row) MUST_USE;
/* Of one card, from..to, oldest first, at most LIMIT_PAGE, into c->arena. */
enum err card_use_list(struct ctx *c, struct store_tx *tx, int64_t account, date from, date to,
                       struct card_use **out, size_t *count) MUST_USE;
/* The first day of an account on which something was booked; DATE_NONE. */
enum err card_first_day(struct ctx *c, struct store_tx *tx, int64_t account, date *out) MUST_USE;

struct score_row {
    int64_t seq;
    struct id id;
    int64_t household;
    date day;
    struct text source; /* empty: unknown */
    int64_t score;
    int64_t created_us;
};
enum score_change { SCORE_SAME, SCORE_ADDED, SCORE_CHANGED };
/* One per day and source: a later one replaces it. Fills in seq, id and created_us. */
enum err score_put(struct ctx *c, struct store_tx *tx, struct score_row *row,
                   enum score_change *change) MUST_USE;
/* Newest day first, at most `limit`, into c->arena. */
enum err score_list(struct ctx *c, struct store_tx *tx, int64_t household, int64_t limit,
                    struct score_row **out, size_t *count) MUST_USE;

enum limit_state { LIMIT_ASKED = 1, LIMIT_GRANTED, LIMIT_REFUSED };
struct limit_row {
    int64_t seq;
    struct id id;
    int64_t household, account;
    struct id proposal;
    int64_t state; /* enum limit_state */
    int64_t before, asked;
    int64_t granted; /* 0: it was not */
    struct text reason, letter;
    int64_t asked_us;
    int64_t answered_us; /* 0: not yet */
};
/* Fills in seq, id and asked_us. */
enum err limit_insert(struct ctx *c, struct store_tx *tx, struct limit_row *row) MUST_USE;
/* ERR_NOT_FOUND when the household has none with this id. */
enum err limit_by_id(struct ctx *c, struct store_tx *tx, int64_t household, struct id id,
                     struct limit_row *out) MUST_USE;
/* Newest first, of one account or of all (0), at most `limit`, into c->arena. */
enum err limit_list(struct ctx *c, struct store_tx *tx, int64_t household, int64_t account, int64_t limit,
                    struct limit_row **out, size_t *count) MUST_USE;
/* State, granted and answered_us. */
enum err limit_update(struct ctx *c, struct store_tx *tx, const struct limit_row *row) MUST_USE;

/* The newest proposal whose key begins with `prefix` (ASCII): when it was made (0: none), and its state (enum proposal_state). The key goes into c->arena. */
struct limit_wish {
    int64_t made_us;
    int64_t state;
    struct text key;
};
enum err limit_wished(struct ctx *c, struct store_tx *tx, int64_t household, struct text prefix,
                      struct limit_wish *out) MUST_USE;
/* Insights of a kind since a day that nobody dismissed. */
enum err limit_insights(struct ctx *c, struct store_tx *tx, int64_t household, struct text kind, date from,
                        int64_t *count) MUST_USE;

#endif

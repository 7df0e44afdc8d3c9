/* Goals: something to save for, and how far it is. */
#ifndef FINANCE_GOALS_H
#define FINANCE_GOALS_H

#include "store/entity/account.h"
#include "store/entity/served/goal.h"

/* A goal as it stands. */
struct goal_status {
    struct goal_row row;
    struct account_row account; /* row.account != 0: the one whose balance counts */
    int64_t saved;              /* minor units; with an account, its booked balance */
    int32_t percent;            /* of the target, rounded down, 0..GOAL_PERCENT_MAX */
    bool has_needed;            /* it has a due date and is not reached */
    int64_t
        needed; /* a month, rounded up: what is missing by the months until the due one, this month aside; all of it when it is
                       due in this month or was before */
};

enum { GOAL_PERCENT_MAX = 99999, GOALS_MOST = 1000 };

/* Oldest first, into c->arena. */
enum err goals_list(struct ctx *c, struct store_tx *tx, int64_t household, struct goal_status **out,
                    size_t *count) MUST_USE;
enum err goals_find(struct ctx *c, struct store_tx *tx, int64_t household, struct id id,
                    struct goal_status *out) MUST_USE;

struct goal_new {
    struct text name;
    int64_t target;
    currency currency;
    int64_t account; /* an own account of the same currency; 0: none */
    int64_t saved;
    date due;
};

/* Appends goal.created, and goal.achieved when it is reached at once. ERR_LIMIT above GOALS_MOST. */
enum err goals_add(struct ctx *c, struct store *store, int64_t household, const struct goal_new *fresh,
                   struct id *id) MUST_USE;

/* What to change; what is not set stays. */
struct goal_change {
    bool set_name, set_target, set_saved, set_account, set_due;
    struct text name;
    int64_t target, saved;
    int64_t account; /* 0: none any more */
    date due;        /* DATE_NONE: none any more */
};

/* Appends goal.progress.updated, and goal.achieved when that reaches it. ERR_CONFLICT for `saved` of a goal that follows an account. */
enum err goals_change(struct ctx *c, struct store *store, int64_t household, struct id id,
                      const struct goal_change *change) MUST_USE;
/* Appends goal.deleted. */
enum err goals_remove(struct ctx *c, struct store *store, int64_t household, struct id id) MUST_USE;

#endif

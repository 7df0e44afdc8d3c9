/* What agents noticed. What people were told of it: notices/notification.h. */
#ifndef STORE_ENTITY_INSIGHT_H
#define STORE_ENTITY_INSIGHT_H

#include "insight/insight.h"
#include "store/entity/notices/notification.h"
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
/* Was this topic noticed before? */
enum err insight_has(struct ctx *c, struct store_tx *tx, int64_t household, struct text topic,
                     bool *out) MUST_USE;
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

#endif

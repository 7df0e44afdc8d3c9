#include "store/entity/agency/model_spent.h"

enum err model_spent_get(struct ctx *c, struct store_tx *tx, int64_t household, struct text agent, date day,
                         struct model_spent *own, struct model_spent *all)
{
    struct store_query *q;
    bool row;
    *own = *all = (struct model_spent){0};
    TRY(store_query(
        c, tx, "SELECT agent, calls, tokens, cost FROM model_spent WHERE household = ?1 AND day = ?2", &q));
    store_bind_int(q, 1, household);
    store_bind_int(q, 2, day);
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row)
            return OK;
        struct model_spent one = {store_int(q, 1), store_int(q, 2), store_int(q, 3)};
        if (text_equal(store_text(q, 0), agent))
            *own = one;
        all->calls += one.calls;
        all->tokens += one.tokens;
        all->cost += one.cost;
    }
}

enum err model_spent_add(struct ctx *c, struct store_tx *tx, int64_t household, struct text agent, date day,
                         const struct model_spent *more)
{
    struct store_query *q;
    TRY(store_query(c, tx,
                    "INSERT INTO model_spent (household, agent, day, calls, tokens, cost) VALUES (?1, ?2, "
                    "?3, ?4, ?5, ?6) ON CONFLICT (household, agent, day) DO UPDATE SET calls = "
                    "model_spent.calls + excluded.calls, tokens = model_spent.tokens + excluded.tokens, cost "
                    "= model_spent.cost + excluded.cost",
                    &q));
    store_bind_int(q, 1, household);
    store_bind_text(q, 2, agent);
    store_bind_int(q, 3, day);
    store_bind_int(q, 4, more->calls);
    store_bind_int(q, 5, more->tokens);
    store_bind_int(q, 6, more->cost);
    return store_run(c, q, NULL);
}

#include "store/entity/edit/category_alias.h"

#include "store/entity/revision.h"

enum err category_alias_put(struct ctx *c, struct store_tx *tx, int64_t household, struct text path,
                            int64_t category)
{
    struct store_query *q;
    TRY(store_query(c, tx,
                    "INSERT INTO category_alias (household, path, category) VALUES (?1, ?2, ?3) "
                    "ON CONFLICT (household, path) DO UPDATE SET category = excluded.category",
                    &q));
    store_bind_int(q, 1, household);
    store_bind_text(q, 2, path);
    store_bind_int(q, 3, category);
    TRY(store_run(c, q, NULL));
    return revision_renew(c, tx, household);
}

enum err category_alias_drop(struct ctx *c, struct store_tx *tx, int64_t household, struct text path)
{
    struct store_query *q;
    TRY(store_query(c, tx, "DELETE FROM category_alias WHERE household = ?1 AND path = ?2", &q));
    store_bind_int(q, 1, household);
    store_bind_text(q, 2, path);
    TRY(store_run(c, q, NULL));
    return revision_renew(c, tx, household);
}

static enum err count_aliases(struct ctx *c, struct store_tx *tx, int64_t household, size_t *count)
{
    struct store_query *q;
    bool row;
    TRY(store_query(c, tx, "SELECT count(*) FROM category_alias WHERE household = ?1", &q));
    store_bind_int(q, 1, household);
    TRY(store_next(c, q, &row));
    *count = row ? (size_t)store_int(q, 0) : 0;
    store_reset(q);
    return OK;
}

enum err category_alias_list(struct ctx *c, struct store_tx *tx, int64_t household,
                             struct category_move **out, size_t *count)
{
    struct store_query *q;
    size_t size;
    bool row;
    TRY(count_aliases(c, tx, household, &size));
    *out = ARENA_ARRAY(c->arena, struct category_move, size + 1);
    *count = 0;
    if (size == 0)
        return OK;
    TRY(store_query(c, tx,
                    "SELECT s.path, a.name FROM category_alias s JOIN account a ON a.seq = s.category "
                    "WHERE s.household = ?1 ORDER BY s.path",
                    &q));
    store_bind_int(q, 1, household);
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row || *count == size) {
            store_reset(q);
            return OK;
        }
        (*out)[(*count)++] = (struct category_move){text_copy(c->arena, store_text(q, 0)),
                                                    text_copy(c->arena, store_text(q, 1))};
    }
}

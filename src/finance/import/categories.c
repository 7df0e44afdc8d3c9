/* Categories by their paths, for all that books to them. */
#include "finance/import/parts.h"

/* *found is false when there is no such category yet; it is a path that may become one, of the kind in *row. */
static enum err look_up(struct ctx *c, struct store_tx *tx, int64_t household, struct text path,
                        struct account_row *row, bool *found)
{
    enum err e = account_by_name(c, tx, household, path, row);
    *found = e == OK;
    if (e == ERR_NOT_FOUND) {
        *row = (struct account_row){.household = household, .name = path};
        if (!category_kind(path, &row->kind) || account_is_own(row->kind))
            return fail(c, ERR_INPUT,
                        "\"%.*s\" is no category: it begins with Expenses:, Income: or Equity: and has no "
                        "empty level",
                        TEXT_ARGS(path));
        return OK;
    }
    TRY(e);
    if (account_is_own(row->kind))
        return fail(c, ERR_INPUT, "\"%.*s\" is an account, not a category", TEXT_ARGS(path));
    return OK;
}

enum err category_seq(struct ctx *c, struct store_tx *tx, int64_t household, struct text_map *cache,
                      struct text path, int64_t *seq)
{
    const int64_t *known = text_map_get(cache, path);
    struct account_row row;
    bool found;
    if (known != NULL) {
        *seq = *known;
        return OK;
    }
    TRY(look_up(c, tx, household, path, &row, &found));
    if (!found)
        TRY(account_insert(c, tx, &row));
    *seq = row.seq;
    text_map_put(cache, path, row.seq);
    return OK;
}

enum err category_probe(struct ctx *c, struct store_tx *tx, int64_t household, struct text_map *cache,
                        struct text path, int64_t *seq)
{
    const int64_t *known = text_map_get(cache, path);
    struct account_row row;
    bool found;
    if (known != NULL) {
        *seq = *known;
        return OK;
    }
    TRY(look_up(c, tx, household, path, &row, &found));
    *seq = found ? row.seq : -(int64_t)cache->count - 1;
    text_map_put(cache, path, *seq);
    return OK;
}

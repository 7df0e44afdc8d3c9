#include "store/entity/account.h"

#include "store/entity/household.h"
#include "store/entity/revision.h"

#define COLUMNS "seq, id, household, kind, currency, name, number, bank, created_us, closed_us, lowest"

static struct account_row read_row(struct ctx *c, struct store_query *q)
{
    return (struct account_row){.seq = store_int(q, 0),
                                .id = store_get_id(q, 1),
                                .household = store_int(q, 2),
                                .kind = (enum account_kind)store_int(q, 3),
                                .currency = (currency)store_int(q, 4),
                                .name = text_copy(c->arena, store_text(q, 5)),
                                .number = text_copy(c->arena, store_text(q, 6)),
                                .bank = text_copy(c->arena, store_text(q, 7)),
                                .created_us = store_int(q, 8),
                                .closed_us = store_int(q, 9),
                                .has_lowest = !store_is_null(q, 10),
                                .lowest = store_int(q, 10)};
}

enum err account_insert(struct ctx *c, struct store_tx *tx, struct account_row *row)
{
    struct store_query *q;
    int64_t changed;
    TRY(counter_take(c, tx, "account", 1, &row->seq));
    if (id_is_zero(row->id))
        row->id = id_new(c->now_us);
    row->created_us = c->now_us;
    TRY(store_query(
        c, tx,
        "INSERT INTO account (seq, id, household, kind, currency, name, number, bank, created_us, lowest) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        &q));
    store_bind_int(q, 1, row->seq);
    store_bind_id(q, 2, row->id);
    store_bind_int(q, 3, row->household);
    store_bind_int(q, 4, row->kind);
    store_bind_int(q, 5, row->currency);
    store_bind_text(q, 6, row->name);
    store_bind_optional(q, 7, row->number);
    store_bind_optional(q, 8, row->bank);
    store_bind_int(q, 9, row->created_us);
    if (row->has_lowest)
        store_bind_int(q, 10, row->lowest);
    enum err e = store_run(c, q, &changed); /* asks, so that the name's own error can be told */
    if (e == ERR_CONFLICT)
        return fail(c, e, "there is an account \"%.*s\" already", TEXT_ARGS(row->name));
    TRY(e);
    return revision_renew(c, tx, row->household);
}

static enum err one(struct ctx *c, struct store_query *q, struct text what, struct account_row *out)
{
    bool row;
    TRY(store_next(c, q, &row));
    if (!row)
        return fail(c, ERR_NOT_FOUND, "there is no account \"%.*s\"", TEXT_ARGS(what));
    *out = read_row(c, q);
    store_reset(q);
    return OK;
}

enum err account_by_name(struct ctx *c, struct store_tx *tx, int64_t household, struct text name,
                         struct account_row *out)
{
    struct store_query *q;
    TRY(store_query(c, tx, "SELECT " COLUMNS " FROM account WHERE household = ?1 AND name = ?2", &q));
    store_bind_int(q, 1, household);
    store_bind_text(q, 2, name);
    return one(c, q, name, out);
}

enum err account_by_id(struct ctx *c, struct store_tx *tx, int64_t household, struct id id,
                       struct account_row *out)
{
    struct store_query *q;
    char text[ID_TEXT_MAX];
    TRY(store_query(c, tx, "SELECT " COLUMNS " FROM account WHERE id = ?1 AND household = ?2", &q));
    store_bind_id(q, 1, id);
    store_bind_int(q, 2, household);
    return one(c, q, text_of(id_format(id, text)), out);
}

enum err account_by_seq(struct ctx *c, struct store_tx *tx, int64_t seq, struct account_row *out)
{
    struct store_query *q;
    TRY(store_query(c, tx, "SELECT " COLUMNS " FROM account WHERE seq = ?1", &q));
    store_bind_int(q, 1, seq);
    return one(c, q, TEXT("?"), out);
}

enum err account_rename(struct ctx *c, struct store_tx *tx, int64_t seq, struct text name)
{
    struct store_query *q;
    int64_t changed;
    TRY(store_query(c, tx, "UPDATE account SET name = ?2 WHERE seq = ?1", &q));
    store_bind_int(q, 1, seq);
    store_bind_text(q, 2, name);
    enum err e = store_run(c, q, &changed);
    if (e == ERR_CONFLICT)
        return fail(c, e, "there is an account \"%.*s\" already", TEXT_ARGS(name));
    TRY(e);
    return revision_renew_of_account(c, tx, seq);
}

enum err account_set_lowest(struct ctx *c, struct store_tx *tx, int64_t seq, bool has, int64_t lowest)
{
    struct store_query *q;
    TRY(store_query(c, tx, "UPDATE account SET lowest = ?2 WHERE seq = ?1", &q));
    store_bind_int(q, 1, seq);
    if (has)
        store_bind_int(q, 2, lowest);
    TRY(store_run(c, q, NULL));
    return revision_renew_of_account(c, tx, seq);
}

enum err account_set_closed(struct ctx *c, struct store_tx *tx, int64_t seq, int64_t closed_us)
{
    struct store_query *q;
    TRY(store_query(c, tx, "UPDATE account SET closed_us = ?2 WHERE seq = ?1", &q));
    store_bind_int(q, 1, seq);
    store_bind_ref(q, 2, closed_us);
    TRY(store_run(c, q, NULL));
    return revision_renew_of_account(c, tx, seq);
}

static enum err count_all(struct ctx *c, struct store_tx *tx, int64_t seq, int64_t *all)
{
    struct store_query *q;
    bool row;
    TRY(store_query(c, tx, "SELECT count(*) FROM txn WHERE account = ?1", &q));
    store_bind_int(q, 1, seq);
    TRY(store_next(c, q, &row));
    *all = row ? store_int(q, 0) : 0;
    store_reset(q);
    return OK;
}

/* Small indexes answer: the void ones, the held ones, the newest. */
enum err account_count(struct ctx *c, struct store_tx *tx, int64_t seq, int64_t all,
                       struct account_counts *out)
{
    struct store_query *q;
    bool row;
    if (all < 0)
        TRY(count_all(c, tx, seq, &all));
    TRY(store_query(c, tx,
                    "SELECT (SELECT count(*) FROM txn WHERE account = ?1 AND state = 3), "
                    "(SELECT count(*) FROM txn WHERE account = ?1 AND state = 1), "
                    "(SELECT date FROM txn WHERE account = ?1 AND state <> 3 ORDER BY date DESC LIMIT 1)",
                    &q));
    store_bind_int(q, 1, seq);
    TRY(store_next(c, q, &row));
    *out = (struct account_counts){all - store_int(q, 0), store_int(q, 1),
                                   store_is_null(q, 2) ? DATE_NONE : (date)store_int(q, 2)};
    store_reset(q);
    return OK;
}

static enum err newest_txn(struct ctx *c, struct store_tx *tx, int64_t *newest)
{
    struct store_query *q;
    bool row;
    TRY(store_query(c, tx, "SELECT max(seq) FROM txn", &q));
    TRY(store_next(c, q, &row));
    *newest = row ? store_int(q, 0) : 0;
    store_reset(q);
    return OK;
}

enum err accounts_count_new(struct ctx *c, struct store_tx *tx, int64_t after, int64_t *newest,
                            struct account_share **out, size_t *count)
{
    struct store_query *q;
    size_t size = 0;
    bool row;
    *out = NULL;
    *count = 0;
    TRY(newest_txn(c, tx, newest));
    if (*newest <= after)
        return OK;
    /* All of them are counted along the index by account; the newest few, which "+account" says, by their numbers. */
    if (after == 0)
        TRY(store_query(c, tx, "SELECT account, count(*) FROM txn GROUP BY account", &q));
    else
        TRY(store_query(c, tx, "SELECT +account, count(*) FROM txn WHERE seq > ?1 GROUP BY +account", &q));
    if (after != 0)
        store_bind_int(q, 1, after);
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row)
            return OK;
        if (*count == size) {
            struct account_share *more =
                ARENA_ARRAY(c->arena, struct account_share, size == 0 ? 16 : size * 2);
            if (size > 0)
                memcpy(more, *out, size * sizeof *more);
            *out = more;
            size = size == 0 ? 16 : size * 2;
        }
        (*out)[(*count)++] = (struct account_share){store_int(q, 0), store_int(q, 1)};
    }
}

enum err account_list(struct ctx *c, struct store_tx *tx, int64_t household, struct account_row **out,
                      size_t *count)
{
    struct store_query *q;
    bool row;
    struct account_row *rows = NULL;
    size_t n = 0, size = 0;
    TRY(store_query(c, tx, "SELECT " COLUMNS " FROM account WHERE household = ?1 ORDER BY kind, name", &q));
    store_bind_int(q, 1, household);
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row)
            break;
        if (n == size) {
            size_t grown = size == 0 ? 64 : size * 2;
            struct account_row *more = ARENA_ARRAY(c->arena, struct account_row, grown);
            if (n > 0)
                memcpy(more, rows, n * sizeof *rows);
            rows = more;
            size = grown;
        }
        rows[n++] = read_row(c, q);
    }
    *out = rows;
    *count = n;
    return OK;
}

enum err account_any_own(struct ctx *c, struct store_tx *tx, int64_t household, bool *any)
{
    struct store_query *q;
    TRY(store_query(c, tx, "SELECT 1 FROM account WHERE household = ?1 AND kind <= 2 LIMIT 1", &q));
    store_bind_int(q, 1, household);
    TRY(store_next(c, q, any));
    if (*any)
        store_reset(q);
    return OK;
}

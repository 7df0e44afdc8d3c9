#include "store/entity/agency/spending.h"

#include "store/entity/account.h"

#define COLUMNS                                                                                              \
    "t.seq, t.id, t.account, t.date, t.amount, t.state, t.flags, t.sorted_by, t.pair, t.import, t.text, "    \
    "t.memo, "                                                                                               \
    "p.name, a.name, a.currency, a.kind"
#define TABLES "txn t JOIN account a ON a.seq = t.account LEFT JOIN payee p ON p.seq = t.payee"

enum { ROOM_FIRST = 64 };

static struct spending_row read_row(struct ctx *c, struct store_query *q)
{
    return (struct spending_row){.txn = {.seq = store_int(q, 0),
                                         .id = store_get_id(q, 1),
                                         .account = store_int(q, 2),
                                         .date = (date)store_int(q, 3),
                                         .amount = store_int(q, 4),
                                         .state = (enum txn_state)store_int(q, 5),
                                         .flags = (int)store_int(q, 6),
                                         .sorted_by = (enum sorted_by)store_int(q, 7),
                                         .pair = store_int(q, 8),
                                         .import = store_int(q, 9),
                                         .text = text_copy(c->arena, store_text(q, 10)),
                                         .memo = text_copy(c->arena, store_text(q, 11))},
                                 .payee = text_copy(c->arena, store_text(q, 12)),
                                 .account = text_copy(c->arena, store_text(q, 13)),
                                 .currency = (currency)store_int(q, 14),
                                 .own = account_is_own((enum account_kind)store_int(q, 15))};
}

static enum err read_all(struct ctx *c, struct store_query *q, struct spending_row **out, size_t *count)
{
    size_t room = ROOM_FIRST;
    bool row;
    *count = 0;
    *out = ARENA_ARRAY(c->arena, struct spending_row, room);
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row)
            return OK;
        if (*count == room) {
            struct spending_row *more = ARENA_ARRAY(c->arena, struct spending_row, 2 * room);
            memcpy(more, *out, room * sizeof *more);
            *out = more;
            room *= 2;
        }
        (*out)[(*count)++] = read_row(c, q);
    }
}

/* The sign keeps SQLite from walking through all that the household's accounts hold: the numbers are few. */
enum err spending_range(struct ctx *c, struct store_tx *tx, int64_t household, int64_t first, int64_t last,
                        int64_t limit, struct spending_row **out, size_t *count)
{
    struct store_query *q;
    TRY(store_query(c, tx,
                    "SELECT " COLUMNS " FROM " TABLES
                    " WHERE t.seq >= ?1 AND t.seq <= ?2 AND +a.household = ?3 ORDER BY t.seq LIMIT ?4",
                    &q));
    store_bind_int(q, 1, first);
    store_bind_int(q, 2, last);
    store_bind_int(q, 3, household);
    store_bind_int(q, 4, limit);
    return read_all(c, q, out, count);
}

enum err spending_history(struct ctx *c, struct store_tx *tx, int64_t account, date from, int64_t before,
                          int64_t limit, struct spending_row **out, size_t *count)
{
    struct store_query *q;
    TRY(store_query(c, tx,
                    "SELECT " COLUMNS " FROM " TABLES
                    " WHERE t.account = ?1 AND t.date >= ?2 AND t.seq < ?3 AND t.amount < 0 AND t.state <> 3 "
                    "ORDER BY t.date DESC, t.seq DESC LIMIT ?4",
                    &q));
    store_bind_int(q, 1, account);
    store_bind_int(q, 2, from);
    store_bind_int(q, 3, before);
    store_bind_int(q, 4, limit);
    return read_all(c, q, out, count);
}

enum err spending_count(struct ctx *c, struct store_tx *tx, int64_t account, date from, int64_t *count)
{
    struct store_query *q;
    bool row;
    TRY(store_query(
        c, tx, "SELECT count(*) FROM txn WHERE account = ?1 AND date >= ?2 AND amount < 0 AND state <> 3",
        &q));
    store_bind_int(q, 1, account);
    store_bind_int(q, 2, from);
    TRY(store_next(c, q, &row));
    *count = store_int(q, 0);
    store_reset(q);
    return OK;
}

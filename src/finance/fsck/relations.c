/* Rows that name other rows: pairs, suggestions, budgets, corrections. A query finds what is wrong; another
 * counts what there is. */
#include "finance/fsck/parts.h"

/* Runs a query whose rows are problems: the number of the row it is about, and one that it names. */
static enum err tell_rows(struct ctx *c, struct checking *k, struct store_query *q, enum fsck_check check,
                          const char *thing, const char *what)
{
    bool row;
    for (;;) {
        struct arena_mark mark = arena_mark(c->arena);
        TRY(store_next(c, q, &row));
        if (!row)
            return OK;
        fsck_tell(k, check, arena_printf(c->arena, "%s %lld", thing, (long long)store_int(q, 0)), what, "",
                  arena_printf(c->arena, "%lld", (long long)store_int(q, 1)));
        arena_rewind(c->arena, mark);
    }
}

static enum err count_rows(struct ctx *c, struct checking *k, struct store_query *q, enum fsck_check check)
{
    bool row;
    TRY(store_next(c, q, &row));
    k->result->looked_at[check] += row ? store_int(q, 0) : 0;
    store_reset(q);
    return OK;
}

static const char *check_pair(struct store_query *q)
{
    if (store_is_null(q, 2))
        return "its other side does not exist";
    if (store_int(q, 2) != store_int(q, 0))
        return "its other side does not name it";
    if (store_int(q, 3) == 3)
        return "it is void, but a side of a transfer";
    if (store_int(q, 4) != store_int(q, 5) || store_int(q, 6) != store_int(q, 7) ||
        store_int(q, 8) == store_int(q, 9))
        return "its other side is not the opposite amount on another account";
    return NULL;
}

static enum err check_pairs(struct ctx *c, struct checking *k)
{
    struct store_query *q;
    bool row;
    TRY(store_query(c, k->tx,
                    "SELECT t.seq, t.pair, CASE WHEN o.seq IS NULL THEN NULL ELSE coalesce(o.pair, 0) END, "
                    "t.state, t.amount, "
                    "-o.amount, a.currency, b.currency, t.account, o.account FROM txn t LEFT JOIN txn o ON "
                    "o.seq = t.pair "
                    "LEFT JOIN account a ON a.seq = t.account LEFT JOIN account b ON b.seq = o.account "
                    "WHERE t.pair IS NOT NULL ORDER BY t.seq",
                    &q));
    for (;;) {
        struct arena_mark mark = arena_mark(c->arena);
        TRY(store_next(c, q, &row));
        if (!row)
            return OK;
        const char *what = check_pair(q);
        k->result->looked_at[FSCK_PAIRS]++;
        if (what != NULL)
            fsck_tell(k, FSCK_PAIRS, arena_printf(c->arena, "transaction %lld", (long long)store_int(q, 0)),
                      what, "", arena_printf(c->arena, "%lld", (long long)store_int(q, 1)));
        arena_rewind(c->arena, mark);
    }
}

static const char *check_suggestion(struct store_query *q)
{
    if (store_is_null(q, 4) || store_is_null(q, 5) || store_int(q, 4) != store_int(q, 5))
        return "it does not name two transactions of one account";
    if (store_int(q, 1) == SUGGESTION_OPEN &&
        (store_int(q, 2) != TXN_PENDING || (store_int(q, 3) & TXN_MAYBE_KNOWN) == 0))
        return "it is open, but its transaction is not held for it";
    return NULL;
}

/* Only when the numbers differ is it worth a search. */
static enum err find_waiting_for_nothing(struct ctx *c, struct checking *k)
{
    struct store_query *q;
    TRY(store_query(
        c, k->tx,
        "SELECT t.seq, t.flags FROM txn t LEFT JOIN suggestion s ON s.txn = t.seq AND s.state = 1 "
        "WHERE t.flags & 4 <> 0 AND s.txn IS NULL ORDER BY t.seq",
        &q));
    return tell_rows(c, k, q, FSCK_SUGGESTIONS, "transaction",
                     "it is held for a suggestion that is not open");
}

static enum err check_suggestions(struct ctx *c, struct checking *k)
{
    struct store_query *q;
    bool row;
    int64_t open = 0;
    TRY(store_query(c, k->tx,
                    "SELECT s.txn, s.state, t.state, t.flags, t.account, o.account FROM suggestion s "
                    "LEFT JOIN txn t ON t.seq = s.txn LEFT JOIN txn o ON o.seq = s.candidate ORDER BY s.txn",
                    &q));
    for (;;) {
        struct arena_mark mark = arena_mark(c->arena);
        TRY(store_next(c, q, &row));
        if (!row)
            break;
        const char *what = check_suggestion(q);
        k->result->looked_at[FSCK_SUGGESTIONS]++;
        open += what == NULL && store_int(q, 1) == SUGGESTION_OPEN;
        if (what != NULL)
            fsck_tell(k, FSCK_SUGGESTIONS,
                      arena_printf(c->arena, "suggestion for transaction %lld", (long long)store_int(q, 0)),
                      what, "", "");
        arena_rewind(c->arena, mark);
    }
    return open == k->doubtful ? OK : find_waiting_for_nothing(c, k);
}

/* Budgets and corrections are about categories of their household. */
static enum err check_taught(struct ctx *c, struct checking *k)
{
    struct store_query *q;
    TRY(store_query(c, k->tx, "SELECT (SELECT count(*) FROM budget) + (SELECT count(*) FROM label)", &q));
    TRY(count_rows(c, k, q, FSCK_TAUGHT));
    TRY(store_query(c, k->tx,
                    "SELECT b.seq, b.category FROM budget b LEFT JOIN account a ON a.seq = b.category "
                    "WHERE a.seq IS NULL OR a.household <> b.household OR a.kind < 3 ORDER BY b.seq",
                    &q));
    TRY(tell_rows(c, k, q, FSCK_TAUGHT, "budget", "its category does not exist"));
    TRY(store_query(c, k->tx, "SELECT seq, amount FROM budget WHERE amount < 0 ORDER BY seq", &q));
    TRY(tell_rows(c, k, q, FSCK_TAUGHT, "budget", "its amount is below zero"));
    TRY(store_query(c, k->tx,
                    "SELECT l.category, l.times FROM label l LEFT JOIN account a ON a.seq = l.category "
                    "WHERE a.seq IS NULL OR a.household <> l.household OR a.kind < 3 ORDER BY l.category",
                    &q));
    return tell_rows(c, k, q, FSCK_TAUGHT, "correction to category", "the category does not exist");
}

enum err fsck_relations(struct ctx *c, struct checking *k)
{
    TRY(check_pairs(c, k));
    TRY(check_suggestions(c, k));
    return check_taught(c, k);
}

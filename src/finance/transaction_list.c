/* Listing transactions: a page, newest first. */
#include "base/limits.h"
#include "finance/transactions.h"
#include "sorting/categories.h"
#include "store/entity/account.h"

struct names {
    struct account_row *rows;
    size_t count;
};

static const struct account_row *find(const struct names *names, int64_t seq)
{
    for (size_t i = 0; i < names->count; i++)
        if (names->rows[i].seq == seq)
            return &names->rows[i];
    return NULL;
}

static bool category_matches(struct text path, struct text wanted)
{
    return wanted.len == 0 || text_equal_nocase(path, wanted) ||
           (text_starts_nocase(path, wanted) && path.len > wanted.len && path.at[wanted.len] == ':');
}

static bool found(const struct txn_view *v, struct text search)
{
    const struct text places[] = {v->payee, v->row.text, v->row.memo, v->row.tags, v->row.notes};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        if (text_find_nocase(places[i], search) >= 0)
            return true;
    return search.len == 0;
}

/* Names of the account, the payee and the category; false when the filter does not want it. */
static enum err complete(struct ctx *c, struct store_tx *tx, const struct names *names,
                         const struct txn_filter *filter, struct txn_view *v, bool *wanted)
{
    struct txn_lines lines;
    const struct account_row *account = find(names, v->row.account);
    *wanted = false;
    if (account == NULL)
        return OK;
    v->account = account->name;
    v->currency = account->currency;
    if (!found(v, filter->search))
        return OK;
    TRY(txn_read_lines(c, tx, v->row.seq, &lines));
    v->part_count = txn_parts(c->arena, &lines, v->row.account, &v->parts);
    *wanted = filter->category.len == 0 && !filter->unsorted;
    for (size_t i = 0; i < v->part_count; i++) {
        const struct account_row *category = find(names, v->parts[i].category);
        struct text path = category == NULL ? TEXT("?") : category->name;
        bool unsorted = text_is(path, CATEGORY_EXPENSES_UNKNOWN) || text_is(path, CATEGORY_INCOME_UNKNOWN);
        v->category = v->part_count > 1 ? TEXT("(split)") : path;
        *wanted |= (filter->category.len > 0 && category_matches(path, filter->category)) ||
                   (filter->unsorted && unsorted);
    }
    return OK;
}

static enum err open_list(struct ctx *c, struct store_tx *tx, int64_t household,
                          const struct txn_filter *filter, struct store_query **q)
{
    TRY(store_query(
        c, tx,
        "SELECT t.seq, t.id, t.account, t.date, t.amount, t.state, t.flags, t.sorted_by, t.import, t.payee, "
        "t.pair, t.row_check, t.text, t.bank_id, t.memo, t.tags, t.notes, p.name FROM txn t "
        "JOIN account a ON a.seq = t.account LEFT JOIN payee p ON p.seq = t.payee "
        "WHERE a.household = ?1 AND (?2 = 0 OR t.account = ?2) AND t.date BETWEEN ?3 AND ?4 "
        "AND (?5 = 0 OR t.date < (SELECT date FROM txn WHERE seq = ?5) OR "
        "(t.seq < ?5 AND t.date = (SELECT date FROM txn WHERE seq = ?5))) AND t.state <> 3 ORDER BY t.date "
        "DESC, t.seq DESC",
        q));
    store_bind_int(*q, 1, household);
    store_bind_int(*q, 2, filter->account);
    store_bind_int(*q, 3, filter->from == DATE_NONE ? DATE_FIRST : filter->from);
    store_bind_int(*q, 4, filter->to == DATE_NONE ? DATE_LAST : filter->to);
    store_bind_int(*q, 5, filter->before);
    return OK;
}

enum err transaction_list(struct ctx *c, struct store_tx *tx, int64_t household,
                          const struct txn_filter *filter, struct txn_view **out, size_t *count)
{
    struct names names;
    struct store_query *q;
    bool more;
    size_t limit = filter->limit < 1 || filter->limit > LIMIT_PAGE ? LIMIT_PAGE : (size_t)filter->limit;
    *out = ARENA_ARRAY(c->arena, struct txn_view, limit);
    *count = 0;
    TRY(account_list(c, tx, household, &names.rows, &names.count));
    TRY(open_list(c, tx, household, filter, &q));
    while (*count < limit) {
        struct txn_view v = {0};
        bool wanted;
        TRY(store_next(c, q, &more));
        if (!more)
            return OK;
        if (!txn_from_query(q, &v.row))
            return fail(c, ERR_CORRUPT, "transaction %lld on disk is not what was written",
                        (long long)v.row.seq);
        struct arena_mark mark = arena_mark(c->arena);
        txn_keep(c->arena, &v.row);
        v.payee = text_copy(c->arena, store_text(q, TXN_COLUMN_COUNT));
        TRY(complete(c, tx, &names, filter, &v, &wanted));
        if (wanted)
            (*out)[(*count)++] = v;
        else
            arena_rewind(c->arena, mark);
    }
    store_reset(q);
    return OK;
}

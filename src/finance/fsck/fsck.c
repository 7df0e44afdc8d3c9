#include "finance/fsck.h"

#include "finance/fsck/parts.h"

#include <stdlib.h>

const char *fsck_check_name(enum fsck_check check)
{
    static const char *const names[FSCK_CHECKS] = {
        [FSCK_ACCOUNTS] = "accounts",
        [FSCK_TRANSACTIONS] = "transactions",
        [FSCK_LINES] = "lines",
        [FSCK_LOOKUPS] = "look-ups",
        [FSCK_TOTALS] = "month totals",
        [FSCK_CURRENCIES] = "currencies",
        [FSCK_PAIRS] = "pairs",
        [FSCK_SUGGESTIONS] = "suggestions",
        [FSCK_IMPORTS] = "imports",
        [FSCK_STATEMENTS] = "statements",
        [FSCK_TAUGHT] = "budgets and corrections",
        [FSCK_EVENTS] = "events",
        [FSCK_COUNTERS] = "counters",
    };
    return names[check];
}

void fsck_tell(struct checking *k, enum fsck_check check, const char *where, const char *what,
               const char *expected, const char *found)
{
    const struct fsck_problem problem = {check, where, what, expected, found};
    k->result->problems[check]++;
    k->result->problems_all++;
    if (k->options->problem != NULL)
        k->options->problem(k->options->self, &problem);
}

void fsck_tell_numbers(struct ctx *c, struct checking *k, enum fsck_check check, const char *where,
                       const char *what, int64_t expected, int64_t found)
{
    fsck_tell(k, check, where, what, arena_printf(c->arena, "%lld", (long long)expected),
              arena_printf(c->arena, "%lld", (long long)found));
}

static int by_seq(const void *a, const void *b)
{
    const struct account_row *left = a, *right = b;
    return left->seq < right->seq ? -1 : left->seq > right->seq;
}

const struct account_row *fsck_account(const struct checking *k, int64_t seq)
{
    const struct account_row key = {.seq = seq};
    return k->account_count == 0 ? NULL : bsearch(&key, k->accounts, k->account_count, sizeof key, by_seq);
}

static enum err add_household(struct ctx *c, struct checking *k, int64_t household)
{
    struct account_row *rows;
    size_t count;
    TRY(account_list(c, k->tx, household, &rows, &count));
    struct account_row *all = ARENA_ARRAY(c->arena, struct account_row, k->account_count + count + 1);
    if (k->account_count > 0)
        memcpy(all, k->accounts, k->account_count * sizeof *all);
    if (count > 0)
        memcpy(all + k->account_count, rows, count * sizeof *all);
    k->accounts = all;
    k->account_count += count;
    return OK;
}

static enum err load_accounts(struct ctx *c, struct checking *k)
{
    struct store_query *q;
    bool row;
    TRY(store_query(c, k->tx, "SELECT seq FROM household ORDER BY seq", &q));
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row)
            break;
        TRY(add_household(c, k, store_int(q, 0)));
    }
    if (k->account_count > 0)
        qsort(k->accounts, k->account_count, sizeof *k->accounts, by_seq);
    return OK;
}

static void check_account(struct ctx *c, struct checking *k, const struct account_row *row)
{
    const char *where =
        arena_printf(c->arena, "account %lld (%.*s)", (long long)row->seq, TEXT_ARGS(row->name));
    enum account_kind kind;
    if (account_is_own(row->kind)) {
        if (!currency_is_known(row->currency))
            fsck_tell_numbers(c, k, FSCK_ACCOUNTS, where, "its currency is not known", CURRENCY_EUR,
                              row->currency);
        if (row->name.len == 0)
            fsck_tell(k, FSCK_ACCOUNTS, where, "it has no name", "", "");
        return;
    }
    if (!category_kind(row->name, &kind))
        fsck_tell(k, FSCK_ACCOUNTS, where, "the name is no category", "Expenses:… Income:… Equity:…", "");
    else if (kind != row->kind)
        fsck_tell(k, FSCK_ACCOUNTS, where, "the kind does not agree with the name", account_kind_name(kind),
                  account_kind_name(row->kind));
    if (row->currency != CURRENCY_NONE)
        fsck_tell_numbers(c, k, FSCK_ACCOUNTS, where, "a category has no currency", CURRENCY_NONE,
                          row->currency);
}

enum err fsck_accounts(struct ctx *c, struct checking *k)
{
    struct store_query *q;
    bool row;
    TRY(load_accounts(c, k));
    for (size_t i = 0; i < k->account_count; i++)
        check_account(c, k, &k->accounts[i]);
    k->result->looked_at[FSCK_ACCOUNTS] = (int64_t)k->account_count;
    /* Those of a household that does not exist were not listed. */
    TRY(store_query(c, k->tx,
                    "SELECT a.seq, a.household FROM account a LEFT JOIN household h ON h.seq = a.household "
                    "WHERE h.seq IS NULL",
                    &q));
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row)
            return OK;
        fsck_tell(k, FSCK_ACCOUNTS, arena_printf(c->arena, "account %lld", (long long)store_int(q, 0)),
                  "its household does not exist", "",
                  arena_printf(c->arena, "%lld", (long long)store_int(q, 1)));
    }
}

static void release(void *thing)
{
    totals_free(&((struct checking *)thing)->totals);
}

enum err fsck_run(struct ctx *c, struct store_tx *tx, const struct fsck_options *options,
                  struct fsck_result *result)
{
    struct checking *k = ARENA_NEW(c->arena, struct checking);
    *result = (struct fsck_result){0};
    *k = (struct checking){.tx = tx, .options = options, .result = result};
    arena_defer(c->arena, release, k);
    TRY(fsck_accounts(c, k));
    TRY(fsck_load_imports(c, k));
    TRY(fsck_transactions(c, k));
    TRY(fsck_lookups(c, k));
    TRY(fsck_totals(c, k));
    TRY(fsck_imports(c, k));
    TRY(fsck_relations(c, k));
    return fsck_events(c, k);
}

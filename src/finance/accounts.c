#include "finance/accounts.h"

#include "base/limits.h"
#include "finance/import/parts.h"
#include "sorting/categories.h"
#include "store/entity/event.h"
#include "store/entity/total.h"

/* -- Looking -- */

static struct account_summary *find(struct account_summary *rows, size_t count, int64_t seq)
{
    for (size_t i = 0; i < count; i++)
        if (rows[i].row.seq == seq)
            return &rows[i];
    return NULL;
}

static enum err count_transactions(struct ctx *c, struct store_tx *tx, int64_t only,
                                   struct account_summary *rows, size_t count)
{
    struct store_query *q;
    bool row;
    TRY(store_query(
        c, tx,
        "SELECT account, count(*), sum(CASE WHEN state = 1 THEN 1 ELSE 0 END), max(date) FROM txn "
        "WHERE state <> 3 AND (?1 = 0 OR account = ?1) GROUP BY account",
        &q));
    store_bind_int(q, 1, only);
    for (;;) {
        TRY(store_next(c, q, &row));
        if (!row)
            return OK;
        struct account_summary *summary = find(rows, count, store_int(q, 0));
        if (summary == NULL)
            continue;
        summary->transactions = store_int(q, 1);
        summary->held = store_int(q, 2);
        summary->newest = (date)store_int(q, 3);
    }
}

enum err accounts_summary(struct ctx *c, struct store_tx *tx, int64_t household, int64_t only,
                          struct account_summary **out, size_t *count)
{
    struct account_row *accounts;
    size_t all;
    TRY(account_list(c, tx, household, &accounts, &all));
    *out = ARENA_ARRAY(c->arena, struct account_summary, all + 1);
    *count = 0;
    for (size_t i = 0; i < all; i++) {
        struct account_sums sums;
        if (!account_is_own(accounts[i].kind) || (only != 0 && accounts[i].seq != only))
            continue;
        TRY(total_sums(c, tx, accounts[i].seq, &sums));
        (*out)[(*count)++] = (struct account_summary){.row = accounts[i],
                                                      .balance = sums.debit - sums.credit,
                                                      .pending = sums.pending_debit - sums.pending_credit,
                                                      .newest = DATE_NONE};
    }
    return count_transactions(c, tx, only, *out, *count);
}

/* -- Changing -- */

/* A name that cannot be taken for a category, and that every output can show on one line. */
static enum err check_name(struct ctx *c, struct text name)
{
    enum account_kind kind;
    if (name.len == 0 || name.len > LIMIT_ACCOUNT_TEXT || !text_is_utf8(name) ||
        text_trim(name).len != name.len)
        return fail(c, ERR_INPUT, "an account's name has 1 to %d bytes and no blank at its ends",
                    LIMIT_ACCOUNT_TEXT);
    for (size_t i = 0; i < name.len; i++)
        if ((unsigned char)name.at[i] < 0x20 || name.at[i] == 0x7F)
            return fail(c, ERR_INPUT, "an account's name has no control characters");
    if (category_kind(name, &kind) && !account_is_own(kind))
        return fail(c, ERR_INPUT, "\"%.*s\" is the name of a category", TEXT_ARGS(name));
    return OK;
}

struct opening {
    struct store_tx *tx;
    struct totals totals;
    struct text_map categories;
};

static void opening_release(void *thing)
{
    struct opening *o = thing;
    totals_free(&o->totals);
    text_map_free(&o->categories);
}

static enum err append_event(struct ctx *c, struct store_tx *tx, int64_t household, const struct txn_row *row)
{
    char id[ID_TEXT_MAX];
    struct event_row event = {.household = household,
                              .type = TEXT("transaction.created"),
                              .subject =
                                  text_of(arena_printf(c->arena, "transaction/%s", id_format(row->id, id))),
                              .txn_first = row->seq,
                              .txn_last = row->seq,
                              .data = TEXT("{}")};
    return event_append(c, tx, &event);
}

static enum err book_opening(struct ctx *c, struct store_tx *tx, const struct account_row *account,
                             int64_t amount, date day)
{
    struct opening *o = ARENA_NEW(c->arena, struct opening);
    struct txn_row row = {.id = id_new(c->now_us),
                          .account = account->seq,
                          .date = day,
                          .amount = amount,
                          .state = TXN_POSTED,
                          .flags = TXN_OPENING,
                          .sorted_by = SORTED_USER,
                          .text = TEXT("Opening balance"),
                          .memo = TEXT("entered by hand")};
    struct txn_part part = {.amount = amount};
    struct txn_lines lines = {0};
    arena_defer(c->arena, opening_release, o);
    if (day < DATE_FIRST || day > DATE_LAST)
        return fail(c, ERR_INPUT, "the opening date lies outside 1900 to 2199");
    TRY(counter_take(c, tx, "txn", 1, &row.seq));
    TRY(category_seq(c, tx, account->household, &o->categories, TEXT(CATEGORY_OPENING), &part.category));
    TRY(txn_book(c, &lines, account->seq, amount, account->currency, day, LINE_POSTED, &part, 1));
    TRY(txn_insert(c, tx, &row));
    TRY(txn_insert_lines(c, tx, row.seq, &lines, 0, &o->totals));
    TRY(total_add(c, tx, &o->totals));
    return append_event(c, tx, account->household, &row);
}

static enum err household_currency(struct ctx *c, struct store_tx *tx, int64_t household, currency *cur)
{
    struct household row;
    TRY(household_get(c, tx, household, &row));
    if (*cur == CURRENCY_NONE)
        *cur = row.currency;
    if (*cur == CURRENCY_NONE)
        return fail(c, ERR_INPUT, "which currency? nothing says it yet");
    return row.currency == CURRENCY_NONE ? household_set_currency(c, tx, household, *cur) : OK;
}

enum err accounts_add(struct ctx *c, struct store *store, int64_t household, const struct account_new *fresh,
                      int64_t *seq)
{
    struct store_tx *tx;
    struct account_row row = {.household = household,
                              .kind = fresh->kind,
                              .currency = fresh->currency,
                              .name = fresh->name,
                              .number = account_number_clean(c->arena, fresh->number)};
    if (!account_is_own(fresh->kind))
        return fail(c, ERR_INPUT, "an account is an asset or a liability");
    TRY(check_name(c, fresh->name));
    if (fresh->number.len > LIMIT_ACCOUNT_TEXT)
        return fail(c, ERR_LIMIT, "an account's number has at most %d bytes", LIMIT_ACCOUNT_TEXT);
    TRY(store_begin(c, store, &tx));
    TRY(household_currency(c, tx, household, &row.currency));
    TRY(account_insert(c, tx, &row));
    if (fresh->opening != 0)
        TRY(book_opening(c, tx, &row, fresh->opening, fresh->opening_date));
    *seq = row.seq;
    return store_commit(c, tx);
}

static enum err own_account(struct ctx *c, struct store_tx *tx, int64_t household, struct text name,
                            struct account_row *row)
{
    TRY(account_by_name(c, tx, household, name, row));
    if (!account_is_own(row->kind))
        return fail(c, ERR_INPUT, "\"%.*s\" is a category, not an account", TEXT_ARGS(name));
    return OK;
}

enum err accounts_rename(struct ctx *c, struct store *store, int64_t household, struct text old,
                         struct text name)
{
    struct store_tx *tx;
    struct account_row row;
    TRY(check_name(c, name));
    TRY(store_begin(c, store, &tx));
    TRY(own_account(c, tx, household, old, &row));
    TRY(account_rename(c, tx, row.seq, name));
    return store_commit(c, tx);
}

enum err accounts_limit(struct ctx *c, struct store *store, int64_t household, struct text name, bool has,
                        int64_t lowest)
{
    struct store_tx *tx;
    struct account_row row;
    TRY(store_begin(c, store, &tx));
    TRY(own_account(c, tx, household, name, &row));
    TRY(account_set_lowest(c, tx, row.seq, has, lowest));
    return store_commit(c, tx);
}

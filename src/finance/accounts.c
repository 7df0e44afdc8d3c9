#include "finance/accounts.h"

#include "base/json.h"
#include "base/limits.h"
#include "bus/types.h"
#include "finance/import/parts.h"
#include "finance/report/tally.h"
#include "sorting/categories.h"
#include "store/entity/event.h"
#include "store/entity/total.h"

/* -- Looking -- */

static enum err summarize(struct ctx *c, struct store_tx *tx, const struct account_row *row,
                          struct tally *tally, struct account_summary *out)
{
    struct account_sums sums;
    struct account_counts counts;
    TRY(total_sums(c, tx, row->seq, &sums));
    TRY(account_count(c, tx, row->seq, tally == NULL ? -1 : tally_of(tally, row->seq), &counts));
    *out = (struct account_summary){.row = *row,
                                    .balance = sums.debit - sums.credit,
                                    .pending = sums.pending_debit - sums.pending_credit,
                                    .available = sums.debit - sums.credit - sums.pending_credit,
                                    .transactions = counts.transactions,
                                    .held = counts.held,
                                    .newest = counts.newest};
    return OK;
}

enum err accounts_summary_with(struct ctx *c, struct store_tx *tx, int64_t household, int64_t only,
                               struct tally *tally, struct account_summary **out, size_t *count)
{
    struct account_row *accounts;
    size_t all;
    TRY(account_list(c, tx, household, &accounts, &all));
    *out = ARENA_ARRAY(c->arena, struct account_summary, all + 1);
    *count = 0;
    for (size_t i = 0; i < all; i++)
        if (account_is_own(accounts[i].kind) && (only == 0 || accounts[i].seq == only))
            TRY(summarize(c, tx, &accounts[i], tally, &(*out)[(*count)++]));
    return OK;
}

enum err accounts_summary(struct ctx *c, struct store_tx *tx, int64_t household, int64_t only,
                          struct account_summary **out, size_t *count)
{
    return accounts_summary_with(c, tx, household, only, NULL, out, count);
}

enum err accounts_find(struct ctx *c, struct store_tx *tx, int64_t household, struct id id,
                       struct account_row *out)
{
    enum err e = account_by_id(c, tx, household, id, out);
    return e == ERR_NOT_FOUND ? fail(c, e, "there is no such account") : e;
}

enum err accounts_balances(struct ctx *c, struct store_tx *tx, int64_t account, int32_t from, int32_t to,
                           struct account_month **out, size_t *count)
{
    struct month_total *cells;
    size_t cell_count, next = 0;
    int64_t balance = 0;
    *count = 0;
    if (to >= from && to - from >= LIMIT_PAGE)
        return fail(c, ERR_INPUT, "from: more than %d months", LIMIT_PAGE);
    *out = ARENA_ARRAY(c->arena, struct account_month, to < from ? 1 : to - from + 1);
    TRY(total_of_account(c, tx, account, &cells, &cell_count));
    for (int32_t month = from; month <= to; month++) {
        for (; next < cell_count && cells[next].month <= month; next++)
            balance += cells[next].debit - cells[next].credit;
        (*out)[(*count)++] = (struct account_month){month, balance};
    }
    return OK;
}

/* -- Changing -- */

/* A name that cannot be taken for a category, and that every output can show on one line. */
static enum err check_name(struct ctx *c, struct text name)
{
    enum account_kind kind;
    if (name.len == 0 || name.len > LIMIT_ACCOUNT_TEXT || !text_is_utf8(name) ||
        text_trim(name).len != name.len)
        return fail(c, ERR_INPUT, "name: an account's has 1 to %d bytes and no blank at its ends",
                    LIMIT_ACCOUNT_TEXT);
    for (size_t i = 0; i < name.len; i++)
        if ((unsigned char)name.at[i] < 0x20 || name.at[i] == 0x7F)
            return fail(c, ERR_INPUT, "name: an account's has no control characters");
    if (category_kind(name, &kind) && !account_is_own(kind))
        return fail(c, ERR_INPUT, "name: \"%.*s\" is that of a category", TEXT_ARGS(name));
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

/* Of the account itself; its opening balance has one of its own. */
static enum err append_account_event(struct ctx *c, struct store_tx *tx, const struct account_row *row,
                                     const char *type)
{
    char id[ID_TEXT_MAX];
    struct buf *data = buf_in_arena(c->arena);
    struct json j = json_into(data);
    json_object(&j);
    json_key_text(&j, "account", row->name);
    json_object_end(&j);
    struct event_row event = {.household = row->household,
                              .type = text_of(type),
                              .subject =
                                  text_of(arena_printf(c->arena, "account/%s", id_format(row->id, id))),
                              .data = buf_view(data)};
    return event_append(c, tx, &event);
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
        return fail(c, ERR_INPUT, "opening_date: outside 1900 to 2199");
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
        return fail(c, ERR_INPUT, "currency: which? nothing says it yet");
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
        return fail(c, ERR_LIMIT, "number: an account's has at most %d bytes", LIMIT_ACCOUNT_TEXT);
    TRY(store_begin(c, store, &tx));
    TRY(household_currency(c, tx, household, &row.currency));
    TRY(account_insert(c, tx, &row));
    TRY(append_account_event(c, tx, &row, EVENT_ACCOUNT_CREATED));
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

static enum err change_row(struct ctx *c, struct store_tx *tx, struct account_row *row,
                           const struct account_change *change)
{
    if (change->set_name && !text_equal(change->name, row->name)) {
        TRY(check_name(c, change->name));
        TRY(account_rename(c, tx, row->seq, change->name));
        row->name = change->name;
    }
    if (change->set_lowest)
        TRY(account_set_lowest(c, tx, row->seq, change->has_lowest, change->lowest));
    if (change->set_closed && change->closed != (row->closed_us != 0))
        TRY(account_set_closed(c, tx, row->seq, change->closed ? c->now_us : 0));
    return append_account_event(c, tx, row, EVENT_ACCOUNT_UPDATED);
}

enum err accounts_change(struct ctx *c, struct store *store, int64_t household, int64_t account,
                         const struct account_change *change)
{
    struct store_tx *tx;
    struct account_row row;
    TRY(store_begin(c, store, &tx));
    TRY(account_by_seq(c, tx, account, &row));
    if (row.household != household || !account_is_own(row.kind))
        return fail(c, ERR_NOT_FOUND, "there is no such account");
    TRY(change_row(c, tx, &row, change));
    return store_commit(c, tx);
}

static enum err change_by_name(struct ctx *c, struct store *store, int64_t household, struct text name,
                               const struct account_change *change)
{
    struct store_tx *tx;
    struct account_row row;
    TRY(store_begin(c, store, &tx));
    TRY(own_account(c, tx, household, name, &row));
    TRY(change_row(c, tx, &row, change));
    return store_commit(c, tx);
}

enum err accounts_rename(struct ctx *c, struct store *store, int64_t household, struct text old,
                         struct text name)
{
    return change_by_name(c, store, household, old, &(struct account_change){.set_name = true, .name = name});
}

enum err accounts_limit(struct ctx *c, struct store *store, int64_t household, struct text name, bool has,
                        int64_t lowest)
{
    return change_by_name(c, store, household, name,
                          &(struct account_change){.set_lowest = true, .has_lowest = has, .lowest = lowest});
}

/* florin list: transactions, newest first. */
#include "app/app.h"
#include "app/terminal.h"
#include "finance/transactions.h"
#include "store/entity/account.h"
#include "store/entity/household.h"

static const struct command_option options[] = {
    {"account", 'a', "NAME", "only this account"},
    {"category", 'c', "PATH", "only this category and what is below it"},
    {"search", 's', "TEXT", "only what contains these words, or an amount like 12.50 or >100"},
    {"from", 0, "DATE", "from this day on (YYYY-MM-DD)"},
    {"to", 0, "DATE", "up to this day"},
    {"unsorted", 'u', NULL, "only what is Uncategorised"},
    {"limit", 'n', "N", "at most so many (default 40)"},
    {0},
};

static enum err read_filter(struct ctx *c, const struct invocation *inv, struct store_tx *tx,
                            struct txn_filter *filter)
{
    int64_t limit;
    const char *account = invocation_value(inv, "account"), *search = invocation_value(inv, "search"),
               *category = invocation_value(inv, "category");
    *filter = (struct txn_filter){.unsorted = invocation_has(inv, "unsorted")};
    TRY(invocation_int(c, inv, "limit", 1, 1000, 40, &limit));
    TRY(app_date(c, inv, "from", &filter->from));
    TRY(app_date(c, inv, "to", &filter->to));
    filter->limit = (int)limit;
    filter->search = search == NULL ? (struct text){NULL, 0} : text_of(search);
    filter->category = category == NULL ? (struct text){NULL, 0} : text_of(category);
    if (account != NULL) {
        struct account_row row;
        TRY(account_by_name(c, tx, HOUSEHOLD_FIRST, text_of(account), &row));
        filter->accounts[filter->account_count++] = row.seq;
    }
    return OK;
}

static void json_row(struct json *j, const struct txn_view *v)
{
    static const char *const states[] = {"?", "pending", "posted", "void"};
    char money[MONEY_TEXT_MAX];
    json_object(j);
    json_key_int(j, "transaction", v->row.seq);
    json_key(j, "id");
    json_id(j, v->row.id);
    json_key(j, "date");
    json_date(j, v->row.date);
    json_key_text(j, "account", v->account);
    json_key_z(j, "amount", money_format(v->row.amount, v->currency, money));
    json_key_z(j, "currency", currency_code(v->currency));
    json_key_text(j, "payee", v->payee);
    json_key_text(j, "category", v->category);
    json_key_z(j, "state", states[v->row.state]);
    json_key_bool(j, "review", (v->row.flags & TXN_MAYBE_KNOWN) != 0);
    json_key_bool(j, "reconciled", (v->row.flags & TXN_RECONCILED) != 0);
    json_key_text(j, "text", v->row.text);
    json_key_text(j, "memo", v->row.memo);
    json_key_text(j, "tags", v->row.tags);
    json_key_text(j, "notes", v->row.notes);
    json_key_bool(j, "transfer", v->row.pair != 0);
    json_object_end(j);
}

static void text_row(struct arena *arena, const struct txn_view *v)
{
    char day[DATE_TEXT_MAX], money[40];
    struct text payee = v->payee.len > 0 ? v->payee : v->row.text;
    printf("%6lld  %s  %13s %s  %s %s %s%s%s\n", (long long)v->row.seq, date_format(v->row.date, day),
           app_money(v->row.amount, v->currency, money), currency_code(v->currency),
           terminal_field(arena, v->account, 18), terminal_field(arena, payee, 30),
           terminal_field(arena, v->category, 0), v->row.state == TXN_PENDING ? "  (pending)" : "",
           v->row.flags & TXN_RECONCILED ? "  (reconciled)" : "");
}

static enum err run(struct ctx *c, struct invocation *inv)
{
    struct store *store;
    struct store_tx *tx;
    struct txn_filter filter;
    struct txn_view *rows;
    size_t count;
    if (inv->count > 0)
        return usage_error(c, inv, "\"%s\" is not understood here", inv->words[0]);
    TRY(app_open_read(c, inv, &store));
    TRY(store_begin_read(c, store, &tx));
    TRY(read_filter(c, inv, tx, &filter));
    TRY(transaction_list(c, tx, HOUSEHOLD_FIRST, &filter, &rows, &count));
    if (!inv->json) {
        for (size_t i = 0; i < count; i++)
            text_row(c->arena, &rows[i]);
        return OK;
    }
    struct buf *out = buf_in_arena(c->arena);
    struct json j = json_into(out);
    json_object(&j);
    json_key(&j, "rows");
    json_array(&j);
    for (size_t i = 0; i < count; i++)
        json_row(&j, &rows[i]);
    json_array_end(&j);
    json_object_end(&j);
    app_print_json(out);
    return OK;
}

const struct command command_list = {
    .name = "list",
    .summary = "List transactions, newest first",
    .usage = "[OPTIONS]",
    .details = "The number in front is what `categorize`, `edit` and `review` take.",
    .options = options,
    .run = run,
};

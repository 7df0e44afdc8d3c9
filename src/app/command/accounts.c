/* florin accounts: the household's own accounts. */
#include "finance/accounts.h"

#include "app/app.h"
#include "app/react.h"
#include "app/terminal.h"
#include "store/entity/household.h"

static const struct command_option options[] = {
    {"kind", 0, "KIND", "asset (default) or liability: a card, a loan"},
    {"currency", 0, "CODE", "the account's currency (default: the household's)"},
    {"number", 0, "NUMBER", "IBAN or other: statements with this number belong to it"},
    {"opening", 0, "AMOUNT", "what it holds to begin with; what is owed is negative"},
    {"date", 0, "DATE", "the day of the opening balance (default: today)"},
    {0},
};

static void json_row(struct json *j, const struct account_summary *s)
{
    char money[MONEY_TEXT_MAX];
    currency cur = s->row.currency;
    json_object(j);
    json_key_text(j, "account", s->row.name);
    json_key_z(j, "kind", account_kind_name(s->row.kind));
    json_key_z(j, "balance", money_format(s->balance, cur, money));
    json_key_z(j, "pending", money_format(s->pending, cur, money));
    json_key_z(j, "currency", currency_code(cur));
    json_key_int(j, "transactions", s->transactions);
    json_key_int(j, "held", s->held);
    json_key(j, "newest");
    json_date(j, s->newest);
    json_key_text(j, "number", s->row.number);
    json_key_text(j, "bank", s->row.bank);
    json_key(j, "lowest");
    if (s->row.has_lowest)
        json_z(j, money_format(s->row.lowest, cur, money));
    else
        json_null(j);
    json_key_bool(j, "closed", s->row.closed_us != 0);
    json_object_end(j);
}

static void print_json(struct ctx *c, const struct account_summary *rows, size_t count)
{
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
}

static void print_table(struct ctx *c, const struct account_summary *rows, size_t count)
{
    struct terminal terminal = terminal_of(stdout);
    struct terminal_table *table = terminal_table_new(c->arena, &terminal);
    struct buf *out = buf_in_arena(c->arena);
    char text[40], day[DATE_TEXT_MAX];
    terminal_column(table, "Account", ALIGN_LEFT, true);
    terminal_column(table, "Kind", ALIGN_LEFT, false);
    terminal_column(table, "Balance", ALIGN_RIGHT, false);
    terminal_column(table, "", ALIGN_LEFT, false);
    terminal_column(table, "Held", ALIGN_RIGHT, false);
    terminal_column(table, "Transactions", ALIGN_RIGHT, false);
    terminal_column(table, "Newest", ALIGN_LEFT, false);
    terminal_column(table, "Number", ALIGN_LEFT, true);
    for (size_t i = 0; i < count; i++) {
        const struct account_summary *s = &rows[i];
        terminal_cell(table, STYLE_PLAIN, s->row.name);
        terminal_cell_z(table, STYLE_DIM, account_kind_name(s->row.kind));
        terminal_cell_z(table, s->balance < 0 ? STYLE_RED : STYLE_PLAIN,
                        app_money(s->balance, s->row.currency, text));
        terminal_cell_z(table, STYLE_PLAIN, currency_code(s->row.currency));
        terminal_cell_z(table, STYLE_YELLOW,
                        s->held == 0 ? "" : app_money(s->pending, s->row.currency, text));
        terminal_cell_z(table, STYLE_PLAIN, app_count(s->transactions, text));
        terminal_cell_z(table, STYLE_PLAIN, date_format(s->newest, day));
        terminal_cell(table, STYLE_DIM, s->row.number);
    }
    terminal_table_write(table, out);
    app_print(out);
}

static enum err show_some(struct ctx *c, const struct invocation *inv, const char *name)
{
    struct store *store;
    struct store_tx *tx;
    struct account_summary *rows;
    struct account_row only = {.seq = 0};
    size_t count;
    TRY(app_open_read(c, inv, &store));
    TRY(store_begin_read(c, store, &tx));
    if (name != NULL)
        TRY(account_by_name(c, tx, HOUSEHOLD_FIRST, text_of(name), &only));
    if (name != NULL && !account_is_own(only.kind))
        return fail(c, ERR_INPUT, "\"%s\" is a category: `florin report spending --category` shows it", name);
    TRY(accounts_summary(c, tx, HOUSEHOLD_FIRST, only.seq, &rows, &count));
    if (inv->json)
        print_json(c, rows, count);
    else if (count == 0)
        puts("There is no account yet: `florin import FILE` or `florin accounts add NAME` makes one.");
    else
        print_table(c, rows, count);
    return OK;
}

static enum err list(struct ctx *c, const struct invocation *inv)
{
    if (inv->count > 1)
        return usage_error(c, inv, "\"%s\" is not understood here", inv->words[1]);
    return show_some(c, inv, NULL);
}

static enum err show(struct ctx *c, const struct invocation *inv)
{
    if (inv->count != 2)
        return usage_error(c, inv, "which account?");
    return show_some(c, inv, inv->words[1]);
}

static enum err read_new(struct ctx *c, const struct invocation *inv, struct account_new *fresh)
{
    const char *kind = invocation_value(inv, "kind"), *number = invocation_value(inv, "number"),
               *day = invocation_value(inv, "date");
    bool liability = kind != NULL && strcmp(kind, "liability") == 0;
    if (kind != NULL && !liability && strcmp(kind, "asset") != 0)
        return usage_error(c, inv, "--kind takes asset or liability, not \"%s\"", kind);
    *fresh = (struct account_new){.name = text_of(inv->words[1]),
                                  .kind = liability ? ACCOUNT_LIABILITY : ACCOUNT_ASSET,
                                  .number = number == NULL ? TEXT("") : text_of(number),
                                  .opening_date = time_date(c->now_us)};
    if (day != NULL && !date_parse(text_of(day), &fresh->opening_date))
        return usage_error(c, inv, "--date takes a day such as 2026-01-31, not \"%s\"", day);
    return app_currency(c, inv, "currency", &fresh->currency);
}

/* An amount in the account's currency, which may have to be looked up. */
static enum err read_money(struct ctx *c, const struct invocation *inv, struct store *store,
                           const char *value, currency cur, int64_t *out)
{
    struct store_tx *tx;
    struct household household = {.currency = cur};
    struct decimal amount;
    if (cur == CURRENCY_NONE) {
        TRY(store_begin_read(c, store, &tx));
        enum err e = household_get(c, tx, HOUSEHOLD_FIRST, &household);
        store_rollback(tx);
        TRY(e);
    }
    if (household.currency == CURRENCY_NONE)
        return usage_error(c, inv, "which --currency?");
    if (!decimal_parse(text_of(value), '.', &amount) || !money_from_decimal(amount, household.currency, out))
        return usage_error(c, inv, "\"%s\" is no amount of %s", value, currency_code(household.currency));
    return OK;
}

static enum err add(struct ctx *c, const struct invocation *inv)
{
    struct store *store;
    struct account_new fresh;
    int64_t seq;
    const char *opening = invocation_value(inv, "opening");
    if (inv->count != 2)
        return usage_error(c, inv, "which name shall the account have?");
    TRY(read_new(c, inv, &fresh));
    TRY(app_open(c, inv, &store));
    if (opening != NULL)
        TRY(read_money(c, inv, store, opening, fresh.currency, &fresh.opening));
    TRY(accounts_add(c, store, HOUSEHOLD_FIRST, &fresh, &seq));
    TRY(react(c, inv, store, inv->json ? NULL : stdout));
    if (!inv->json)
        printf("There is an account \"%s\" now.\n", inv->words[1]);
    return inv->json ? show_some(c, inv, inv->words[1]) : OK;
}

static enum err rename_one(struct ctx *c, const struct invocation *inv)
{
    struct store *store;
    if (inv->count != 3)
        return usage_error(c, inv, "which account, and what is its new name?");
    TRY(app_open(c, inv, &store));
    TRY(accounts_rename(c, store, HOUSEHOLD_FIRST, text_of(inv->words[1]), text_of(inv->words[2])));
    if (!inv->json)
        printf("\"%s\" is called \"%s\" now.\n", inv->words[1], inv->words[2]);
    return inv->json ? show_some(c, inv, inv->words[2]) : OK;
}

static enum err limit(struct ctx *c, const struct invocation *inv)
{
    struct store *store;
    struct store_tx *tx;
    struct account_row row;
    int64_t lowest = 0;
    if (inv->count != 3)
        return usage_error(c, inv, "which account, and what is its lowest balance (or: none)?");
    bool none = strcmp(inv->words[2], "none") == 0;
    TRY(app_open(c, inv, &store));
    TRY(store_begin_read(c, store, &tx));
    enum err e = account_by_name(c, tx, HOUSEHOLD_FIRST, text_of(inv->words[1]), &row);
    store_rollback(tx);
    TRY(e);
    if (!none && account_is_own(row.kind))
        TRY(read_money(c, inv, store, inv->words[2], row.currency, &lowest));
    TRY(accounts_limit(c, store, HOUSEHOLD_FIRST, row.name, !none, lowest));
    if (!inv->json)
        printf("\"%s\" %s.\n", inv->words[1],
               none ? "has no lowest balance now" : "keeps its lowest balance from now on");
    return inv->json ? show_some(c, inv, inv->words[1]) : OK;
}

static enum err run(struct ctx *c, struct invocation *inv)
{
    static const struct {
        const char *name;
        enum err (*run)(struct ctx *c, const struct invocation *inv);
    } actions[] = {{"list", list}, {"show", show}, {"add", add}, {"rename", rename_one}, {"limit", limit}};
    if (inv->count == 0)
        return list(c, inv);
    for (size_t i = 0; i < sizeof actions / sizeof *actions; i++)
        if (strcmp(inv->words[0], actions[i].name) == 0)
            return actions[i].run(c, inv);
    return usage_error(c, inv, "list, show, add, rename or limit, not \"%s\"", inv->words[0]);
}

const struct command command_accounts = {
    .name = "accounts",
    .summary = "List, open, rename and limit your own accounts",
    .usage = "[list | show NAME | add NAME | rename OLD NEW | limit NAME AMOUNT|none] [OPTIONS]",
    .details = "Imports make accounts by themselves. A limit is the lowest balance that `florin add` may "
               "leave; what a bank reports is\n"
               "always taken.",
    .options = options,
    .run = run,
};

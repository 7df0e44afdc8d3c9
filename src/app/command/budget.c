/* florin budget: monthly limits for categories. */
#include "app/app.h"
#include "app/react.h"
#include "app/terminal.h"
#include "finance/budgets.h"
#include "finance/walk.h"
#include "store/entity/household.h"
#include "store/entity/sorting.h"

static const struct command_option options[] = {
    {"currency", 0, "CODE", "the amount's currency (default: the household's)"},
    {"from", 0, "YYYY-MM",
     "from this month on (default: a first budget holds always, a later one from now on)"},
    {"rollover", 'r', NULL, "carry what is left, or overspent, into the next month"},
    {0},
};

static enum err from_option(struct ctx *c, const struct invocation *inv, int32_t *out)
{
    const char *value = invocation_value(inv, "from");
    *out = BUDGETS_FROM_DEFAULT;
    if (value != NULL && !month_parse(text_of(value), out))
        return usage_error(c, inv, "--from takes a month such as 2026-01, not \"%s\"", value);
    return OK;
}

/* The option's currency, else the household's. */
static enum err currency_option(struct ctx *c, const struct invocation *inv, struct store *store,
                                currency *out)
{
    struct store_tx *tx;
    struct household household;
    TRY(app_currency(c, inv, "currency", out));
    if (*out != CURRENCY_NONE)
        return OK;
    TRY(store_begin_read(c, store, &tx));
    enum err e = household_get(c, tx, HOUSEHOLD_FIRST, &household);
    store_rollback(tx);
    *out = household.currency;
    return e;
}

static void json_row(struct json *j, const struct account_row *category, const struct budget_row *row)
{
    char month[DATE_TEXT_MAX], money[MONEY_TEXT_MAX];
    json_object(j);
    json_key_text(j, "category", category->name);
    json_key_z(j, "amount", money_format(row->amount, row->currency, money));
    json_key_z(j, "currency", currency_code(row->currency));
    json_key_z(j, "from", month_format(row->month_from, month));
    json_key_bool(j, "rollover", row->rollover);
    json_object_end(j);
}

static void text_row(struct terminal_table *table, const struct account_row *category,
                     const struct budget_row *row)
{
    char month[DATE_TEXT_MAX], money[40];
    terminal_cell(table, STYLE_PLAIN, category->name);
    terminal_cell_z(table, STYLE_PLAIN,
                    row->amount == 0 ? "none" : app_money(row->amount, row->currency, money));
    terminal_cell_z(table, STYLE_PLAIN, currency_code(row->currency));
    terminal_cell_z(table, STYLE_PLAIN,
                    row->month_from <= date_month(0) ? "always" : month_format(row->month_from, month));
    terminal_cell_z(table, STYLE_PLAIN, row->rollover ? "carries over" : "");
}

static void print_json(struct ctx *c, const struct account_index *accounts, const struct budget_row *rows,
                       size_t count)
{
    struct buf *out = buf_in_arena(c->arena);
    struct json j = json_into(out);
    json_object(&j);
    json_key(&j, "rows");
    json_array(&j);
    for (size_t i = 0; i < count; i++) {
        const struct account_row *category = account_index_find(accounts, rows[i].category);
        if (category != NULL)
            json_row(&j, category, &rows[i]);
    }
    json_array_end(&j);
    json_object_end(&j);
    app_print_json(out);
}

static void print_table(struct ctx *c, const struct account_index *accounts, const struct budget_row *rows,
                        size_t count)
{
    struct terminal terminal = terminal_of(stdout);
    struct terminal_table *table = terminal_table_new(c->arena, &terminal);
    struct buf *out = buf_in_arena(c->arena);
    terminal_column(table, "Category", ALIGN_LEFT, true);
    terminal_column(table, "A month", ALIGN_RIGHT, false);
    terminal_column(table, "", ALIGN_LEFT, false);
    terminal_column(table, "From", ALIGN_LEFT, false);
    terminal_column(table, "", ALIGN_LEFT, false);
    for (size_t i = 0; i < count; i++) {
        const struct account_row *category = account_index_find(accounts, rows[i].category);
        if (category != NULL)
            text_row(table, category, &rows[i]);
    }
    terminal_table_write(table, out);
    app_print(out);
}

static enum err list(struct ctx *c, const struct invocation *inv)
{
    struct store *store;
    struct store_tx *tx;
    struct budget_row *rows;
    struct account_index accounts;
    size_t count;
    TRY(app_open_read(c, inv, &store));
    TRY(store_begin_read(c, store, &tx));
    TRY(account_index_load(c, tx, HOUSEHOLD_FIRST, &accounts));
    TRY(budget_list(c, tx, HOUSEHOLD_FIRST, &rows, &count));
    if (inv->json)
        print_json(c, &accounts, rows, count);
    else if (count > 0)
        print_table(c, &accounts, rows, count);
    else
        puts("There is no budget yet: `florin budget set Expenses:Groceries 400` makes one.");
    return OK;
}

/* What was set, and what the agents say to it. */
static enum err finish(struct ctx *c, const struct invocation *inv, struct store *store, size_t count,
                       const char *verb)
{
    if (!inv->json) {
        printf("%zu budget%s %s.\n", count, count == 1 ? "" : "s", verb);
        return react(c, inv, store, stdout);
    }
    struct buf *out = buf_in_arena(c->arena);
    struct json j = json_into(out);
    TRY(react(c, inv, store, NULL));
    json_object(&j);
    json_key_int(&j, verb, (int64_t)count);
    json_object_end(&j);
    app_print_json(out);
    return OK;
}

static enum err set(struct ctx *c, const struct invocation *inv)
{
    struct store *store;
    struct decimal amount;
    struct budget_change change = {.rollover = invocation_has(inv, "rollover")};
    if (inv->count != 3)
        return usage_error(c, inv, "which category, and how much?");
    change.category = text_of(inv->words[1]);
    TRY(from_option(c, inv, &change.month_from));
    TRY(app_open(c, inv, &store));
    TRY(currency_option(c, inv, store, &change.currency));
    if (change.currency == CURRENCY_NONE)
        return usage_error(c, inv, "which --currency?");
    if (!decimal_parse(text_of(inv->words[2]), '.', &amount) ||
        !money_from_decimal(amount, change.currency, &change.amount))
        return usage_error(c, inv, "\"%s\" is no amount of %s", inv->words[2],
                           currency_code(change.currency));
    TRY(budgets_set(c, store, HOUSEHOLD_FIRST, &change, 1));
    return finish(c, inv, store, 1, "set");
}

static enum err load(struct ctx *c, const struct invocation *inv)
{
    struct store *store;
    struct text file;
    struct budget_change *changes;
    size_t count;
    currency otherwise;
    int32_t from;
    if (inv->count != 2)
        return usage_error(c, inv, "which file?");
    TRY(from_option(c, inv, &from));
    TRY(app_read_file(c, inv->words[1], &file));
    TRY(app_open(c, inv, &store));
    TRY(currency_option(c, inv, store, &otherwise));
    enum err e = budgets_read(c, file, otherwise, &changes, &count);
    if (e != OK)
        return fail_within(c, e, "%s", inv->words[1]);
    for (size_t i = 0; i < count; i++) {
        changes[i].month_from = from;
        changes[i].rollover = invocation_has(inv, "rollover");
    }
    TRY(budgets_set(c, store, HOUSEHOLD_FIRST, changes, count));
    return finish(c, inv, store, count, "set");
}

static enum err drop(struct ctx *c, const struct invocation *inv)
{
    struct store *store;
    currency cur;
    int32_t from;
    if (inv->count != 2)
        return usage_error(c, inv, "the budget of which category?");
    TRY(from_option(c, inv, &from));
    TRY(app_currency(c, inv, "currency", &cur));
    TRY(app_open(c, inv, &store));
    TRY(budgets_remove(c, store, HOUSEHOLD_FIRST, text_of(inv->words[1]), cur, from));
    return finish(c, inv, store, 1, "removed");
}

static enum err run(struct ctx *c, struct invocation *inv)
{
    static const struct {
        const char *name;
        enum err (*run)(struct ctx *c, const struct invocation *inv);
    } actions[] = {{"list", list}, {"set", set}, {"load", load}, {"remove", drop}};
    if (inv->count == 0)
        return list(c, inv);
    for (size_t i = 0; i < sizeof actions / sizeof *actions; i++)
        if (strcmp(inv->words[0], actions[i].name) == 0)
            return actions[i].run(c, inv);
    return usage_error(c, inv, "list, set, remove or load, not \"%s\"", inv->words[0]);
}

const struct command command_budget = {
    .name = "budget",
    .summary = "Set, list and end monthly budgets",
    .usage = "[list | set CATEGORY AMOUNT | remove CATEGORY | load FILE] [OPTIONS]",
    .details = "A budget of a category counts what is spent below it too. FILE has lines of category, tab, "
               "amount, tab, currency.\n"
               "`florin report budgets` shows how they stand.",
    .options = options,
    .run = run,
};

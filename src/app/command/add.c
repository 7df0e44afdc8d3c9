/* florin add: enter a transaction by hand. */
#include "app/app.h"
#include "app/react.h"
#include "finance/transactions.h"
#include "store/entity/account.h"
#include "store/entity/household.h"

static const struct command_option options[] = {
    {"category", 'c', "PATH", "its category (default: by rules and what was learnt)"},
    {"payee", 'p', "NAME", "who was paid, or who paid"},
    {"date", 'd', "DATE", "the day (default today)"},
    {"memo", 0, "TEXT", "what for"},
    {"notes", 0, "TEXT", "your notes"},
    {"pending", 0, NULL, "hold it: not booked yet"},
    {"id", 0, "UUID", "your own id: adding it again changes nothing"},
    {0},
};

static struct text optional(const struct invocation *inv, const char *option)
{
    const char *value = invocation_value(inv, option);
    return value == NULL ? (struct text){NULL, 0} : text_of(value);
}

static enum err parse_amount(struct ctx *c, const struct invocation *inv, struct store *store,
                             struct txn_new *fresh)
{
    struct store_tx *tx;
    struct account_row account;
    struct decimal amount;
    TRY(store_begin_read(c, store, &tx));
    TRY(account_by_name(c, tx, HOUSEHOLD_FIRST, fresh->account, &account));
    TRY(store_commit(c, tx));
    if (!decimal_parse(text_of(inv->words[1]), '.', &amount) ||
        !money_from_decimal(amount, account.currency, &fresh->amount))
        return usage_error(c, inv, "\"%s\" is no amount in %s (money out is negative: -- -12.50)",
                           inv->words[1], currency_code(account.currency));
    return OK;
}

static enum err run(struct ctx *c, struct invocation *inv)
{
    struct store *store;
    int64_t seq;
    bool again;
    if (inv->count != 2)
        return usage_error(c, inv, "an account and an amount");
    struct txn_new fresh = {.account = text_of(inv->words[0]),
                            .date = time_date(c->now_us),
                            .payee = optional(inv, "payee"),
                            .memo = optional(inv, "memo"),
                            .notes = optional(inv, "notes"),
                            .category = optional(inv, "category"),
                            .pending = invocation_has(inv, "pending")};
    if (invocation_has(inv, "date") && !date_parse(optional(inv, "date"), &fresh.date))
        return usage_error(c, inv, "--date takes a day such as 2026-01-31");
    if (invocation_has(inv, "id") && !id_parse(optional(inv, "id"), &fresh.id))
        return usage_error(c, inv, "--id takes a UUID");
    TRY(app_open(c, inv, &store));
    TRY(parse_amount(c, inv, store, &fresh));
    TRY(transaction_create(c, store, HOUSEHOLD_FIRST, &fresh, &seq, &again));
    TRY(react(c, inv, store, inv->json ? NULL : stdout));
    if (inv->json)
        printf("{\"transaction\":%lld,\"again\":%s}\n", (long long)seq, again ? "true" : "false");
    else
        printf("Transaction %lld is %s.\n", (long long)seq,
               again           ? "there already"
               : fresh.pending ? "held"
                               : "booked");
    return OK;
}

const struct command command_add = {
    .name = "add",
    .summary = "Enter a transaction by hand",
    .usage = "ACCOUNT AMOUNT [OPTIONS]",
    .details = "For example: florin add Cash --payee \"Farmers' market\" -c Expenses:Groceries -- -12.50",
    .options = options,
    .run = run,
};

/* florin categorize: sort transactions by hand, or all again by rules and what was learnt. */
#include "app/app.h"
#include "app/react.h"
#include "app/terminal.h"
#include "finance/transactions.h"
#include "sorting/categories.h"
#include "store/entity/household.h"

static const struct command_option options[] = {
    {"all", 0, NULL, "look at everything you did not sort yourself, not only at Uncategorised"},
    {"dry-run", 'n', NULL, "show what would change, change nothing"},
    {"rules", 0, "FILE", "rules for this run, before your own"},
    {"categories", 0, NULL, "list the categories a new household starts with"},
    {0},
};

struct printer {
    struct arena *arena;
    bool json;
    struct json *rows;
    int64_t shown;
};

static void show_change(void *self, const struct txn_row *row, currency cur, struct text payee,
                        struct text from, struct text to)
{
    enum { SHOWN_MAX = 200 };
    struct printer *p = self;
    char day[DATE_TEXT_MAX], money[40];
    if (p->shown++ >= SHOWN_MAX && !p->json)
        return;
    if (!p->json) {
        printf("%6lld  %s  %13s %s  %s %s -> %s\n", (long long)row->seq, date_format(row->date, day),
               app_money(row->amount, cur, money), currency_code(cur), terminal_field(p->arena, payee, 30),
               terminal_field(p->arena, from, 0), terminal_field(p->arena, to, 0));
        return;
    }
    json_object(p->rows);
    json_key_int(p->rows, "transaction", row->seq);
    json_key_text(p->rows, "from", from);
    json_key_text(p->rows, "to", to);
    json_object_end(p->rows);
}

static enum err resort(struct ctx *c, const struct invocation *inv)
{
    struct store *store;
    struct buf *out = buf_in_arena(c->arena);
    struct json j = json_into(out);
    struct printer printer = {.arena = c->arena, .json = inv->json, .rows = &j};
    struct resort_options how = {.household = HOUSEHOLD_FIRST,
                                 .all = invocation_has(inv, "all"),
                                 .dry_run = invocation_has(inv, "dry-run"),
                                 .changed = show_change,
                                 .self = &printer};
    struct resort_result result;
    if (invocation_value(inv, "rules") != NULL)
        TRY(app_read_file(c, invocation_value(inv, "rules"), &how.rules_file));
    TRY(app_open(c, inv, &store));
    json_object(&j);
    json_key(&j, "rows");
    json_array(&j);
    TRY(transactions_resort(c, store, &how, &result));
    json_array_end(&j);
    json_key_int(&j, "looked_at", result.looked_at);
    json_key_int(&j, "changed", result.changed);
    json_key_int(&j, "uncategorised", result.unsorted);
    json_object_end(&j);
    if (inv->json)
        app_print_json(out);
    else
        printf("%lld transactions looked at, %lld %s, %lld still uncategorised.\n",
               (long long)result.looked_at, (long long)result.changed,
               how.dry_run ? "would change" : "changed", (long long)result.unsorted);
    return how.dry_run ? OK : react(c, inv, store, inv->json ? NULL : stdout);
}

static enum err by_hand(struct ctx *c, const struct invocation *inv)
{
    int64_t txn;
    struct store *store;
    struct txn_edit edit = {.set_category = true, .category = text_of(inv->words[1])};
    if (!text_to_int(text_of(inv->words[0]), &txn))
        return usage_error(c, inv, "\"%s\" is no transaction's number (`florin list` shows them)",
                           inv->words[0]);
    TRY(app_open(c, inv, &store));
    TRY(transaction_edit(c, store, HOUSEHOLD_FIRST, txn, &edit));
    TRY(react(c, inv, store, inv->json ? NULL : stdout));
    if (inv->json)
        printf("{\"transaction\":%lld}\n", (long long)txn);
    else
        printf("Transaction %lld is %s; the next one of this payee will be too.\n", (long long)txn,
               inv->words[1]);
    return OK;
}

static enum err run(struct ctx *c, struct invocation *inv)
{
    if (invocation_has(inv, "categories")) {
        for (size_t i = 0; i < category_default_count; i++)
            puts(category_defaults[i]);
        return OK;
    }
    if (inv->count == 0)
        return resort(c, inv);
    if (inv->count != 2)
        return usage_error(c, inv, "a transaction's number and a category, or nothing");
    return by_hand(c, inv);
}

const struct command command_categorize = {
    .name = "categorize",
    .summary = "Sort transactions: one by hand, or all again",
    .usage = "[TRANSACTION CATEGORY]",
    .details = "With a number and a category, sorts one transaction and learns from it. Without, sorts again "
               "what is Uncategorised\n"
               "(or, with --all, everything you did not sort yourself) by rules and by what was learnt. Your "
               "own decisions,\n"
               "paired transfers and reconciled transactions stay.",
    .options = options,
    .run = run,
};

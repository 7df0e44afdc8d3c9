/* florin edit: payee, tags, notes, splits and locks of one transaction. */
#include "app/app.h"
#include "app/react.h"
#include "base/limits.h"
#include "finance/transactions.h"
#include "store/entity/account.h"
#include "store/entity/household.h"

static const struct command_option options[] = {
    {"category", 'c', "PATH", "its category"},
    {"split", 0, "PARTS",
     "several: \"Expenses:Groceries 30.00, Expenses:Home 12.50\" (amounts without sign)"},
    {"payee", 'p', "NAME", "who was paid"},
    {"tags", 't', "LIST", "tags, separated by commas; empty removes them"},
    {"notes", 0, "TEXT", "your notes"},
    {"reconciled", 0, NULL, "lock it: checked off against a statement"},
    {"unlock", 0, NULL, "unlock it again"},
    {"void", 0, NULL, "it did not happen"},
    {0},
};

/* "Expenses:Groceries 30.00, Expenses:Home 12.50": the last word of each part is its amount. */
static enum err parse_split(struct ctx *c, const struct invocation *inv, struct text all,
                            const struct txn_row *row, currency cur, struct txn_edit *edit)
{
    struct txn_edit_part *parts = ARENA_ARRAY(c->arena, struct txn_edit_part, LIMIT_SPLITS);
    while (all.len > 0) {
        ptrdiff_t comma = text_find(all, TEXT(","));
        struct text part = text_trim((struct text){all.at, comma < 0 ? all.len : (size_t)comma});
        size_t blank = part.len;
        while (blank > 0 && part.at[blank - 1] != ' ')
            blank--;
        struct decimal amount;
        int64_t minor;
        if (blank == 0 || !decimal_parse(text_from(part, blank), '.', &amount) ||
            !money_from_decimal(amount, cur, &minor) || edit->part_count == LIMIT_SPLITS)
            return usage_error(c, inv, "\"%.*s\" is not a category and an amount", TEXT_ARGS(part));
        parts[edit->part_count++] = (struct txn_edit_part){text_trim((struct text){part.at, blank}),
                                                           row->amount < 0 ? -minor : minor};
        all = comma < 0 ? (struct text){NULL, 0} : text_from(all, (size_t)comma + 1);
    }
    edit->parts = parts;
    edit->set_category = true;
    return OK;
}

static enum err read_edit(struct ctx *c, const struct invocation *inv, struct store *store, int64_t txn,
                          struct txn_edit *edit)
{
    const char *value;
    if ((value = invocation_value(inv, "category")) != NULL) {
        edit->set_category = true;
        edit->category = text_of(value);
    }
    if ((value = invocation_value(inv, "payee")) != NULL) {
        edit->set_payee = true;
        edit->payee = text_of(value);
    }
    if ((value = invocation_value(inv, "tags")) != NULL) {
        edit->set_tags = true;
        edit->tags = text_of(value);
    }
    if ((value = invocation_value(inv, "notes")) != NULL) {
        edit->set_notes = true;
        edit->notes = text_of(value);
    }
    edit->reconciled = invocation_has(inv, "reconciled");
    edit->set_reconciled = edit->reconciled || invocation_has(inv, "unlock");
    if ((value = invocation_value(inv, "split")) == NULL)
        return OK;
    struct store_tx *tx;
    struct txn_row row;
    struct account_row account;
    TRY(store_begin_read(c, store, &tx));
    TRY(txn_by_seq(c, tx, txn, &row));
    TRY(account_by_seq(c, tx, row.account, &account));
    TRY(store_commit(c, tx));
    return parse_split(c, inv, text_of(value), &row, account.currency, edit);
}

/* What contradicts itself is refused: to do one half of it in silence would be worse. */
static enum err check_together(struct ctx *c, const struct invocation *inv)
{
    int given = 0;
    for (size_t i = 0; options[i].name != NULL; i++)
        given += invocation_has(inv, options[i].name);
    if (invocation_has(inv, "void") && given > 1)
        return usage_error(c, inv, "--void stands alone");
    if (invocation_has(inv, "category") && invocation_has(inv, "split"))
        return usage_error(c, inv, "--category or --split, not both");
    if (invocation_has(inv, "reconciled") && invocation_has(inv, "unlock"))
        return usage_error(c, inv, "--reconciled or --unlock, not both");
    return OK;
}

static enum err run(struct ctx *c, struct invocation *inv)
{
    int64_t txn;
    struct store *store;
    struct txn_edit edit = {0};
    if (inv->count != 1 || !text_to_int(text_of(inv->words[0]), &txn))
        return usage_error(c, inv, "which transaction? `florin list` shows their numbers");
    TRY(check_together(c, inv));
    TRY(app_open(c, inv, &store));
    TRY(read_edit(c, inv, store, txn, &edit));
    if (invocation_has(inv, "void"))
        TRY(transaction_void(c, store, HOUSEHOLD_FIRST, txn));
    else if (edit.set_category || edit.set_payee || edit.set_tags || edit.set_notes || edit.set_reconciled)
        TRY(transaction_edit(c, store, HOUSEHOLD_FIRST, txn, &edit));
    else
        return usage_error(c, inv, "nothing to change was named");
    TRY(react(c, inv, store, inv->json ? NULL : stdout));
    if (inv->json)
        printf("{\"transaction\":%lld}\n", (long long)txn);
    else
        printf("Transaction %lld is changed.\n", (long long)txn);
    return OK;
}

const struct command command_edit = {
    .name = "edit",
    .summary = "Change payee, category, tags or notes of a transaction; split, lock or void it",
    .usage = "TRANSACTION [OPTIONS]",
    .details = "What you say here stands against every later import and rule.",
    .options = options,
    .run = run,
};

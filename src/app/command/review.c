/* florin review: entries that are perhaps known already. */
#include "app/app.h"
#include "app/react.h"
#include "app/terminal.h"
#include "finance/transactions.h"
#include "store/entity/account.h"
#include "store/entity/household.h"
#include "store/entity/import.h"

static const struct command_option options[] = {
    {"same", 0, NULL, "it is the one already known: the new one becomes void"},
    {"different", 0, NULL, "it is another one: it is booked"},
    {0},
};

static enum err show_one(struct ctx *c, struct store_tx *tx, const struct suggestion_row *s, bool as_json,
                         struct json *j)
{
    struct txn_row fresh, known;
    struct account_row account;
    char d1[DATE_TEXT_MAX], d2[DATE_TEXT_MAX], money[MONEY_TEXT_MAX];
    TRY(txn_by_seq(c, tx, s->txn, &fresh));
    TRY(txn_by_seq(c, tx, s->candidate, &known));
    TRY(account_by_seq(c, tx, fresh.account, &account));
    money_format(fresh.amount, account.currency, money);
    if (!as_json) {
        printf("%6lld  %s  %s %s  %s (%s)\n        like %lld  %s  %s: %s\n", (long long)fresh.seq,
               date_format(fresh.date, d1), money, currency_code(account.currency),
               terminal_field(c->arena, fresh.text, 0), terminal_field(c->arena, account.name, 0),
               (long long)known.seq, date_format(known.date, d2), terminal_field(c->arena, known.text, 0),
               terminal_field(c->arena, s->reason, 0));
        return OK;
    }
    json_object(j);
    json_key_int(j, "transaction", fresh.seq);
    json_key_int(j, "candidate", known.seq);
    json_key_text(j, "account", account.name);
    json_key_z(j, "amount", money);
    json_key(j, "date");
    json_date(j, fresh.date);
    json_key(j, "candidate_date");
    json_date(j, known.date);
    json_key_text(j, "text", fresh.text);
    json_key_text(j, "candidate_text", known.text);
    json_key_text(j, "reason", s->reason);
    json_object_end(j);
    return OK;
}

static enum err show(struct ctx *c, const struct invocation *inv)
{
    struct store *store;
    struct store_tx *tx;
    struct suggestion_row *rows;
    size_t count;
    struct buf *out = buf_in_arena(c->arena);
    struct json j = json_into(out);
    TRY(app_open_read(c, inv, &store));
    TRY(store_begin_read(c, store, &tx));
    TRY(suggestion_list(c, tx, HOUSEHOLD_FIRST, &rows, &count));
    json_object(&j);
    json_key(&j, "rows");
    json_array(&j);
    for (size_t i = 0; i < count; i++)
        TRY(show_one(c, tx, &rows[i], inv->json, &j));
    json_array_end(&j);
    json_object_end(&j);
    if (inv->json)
        app_print_json(out);
    else if (count == 0)
        puts("Nothing waits for review.");
    else
        puts("\nAnswer with: florin review NUMBER --same   or   florin review NUMBER --different");
    return OK;
}

static enum err run(struct ctx *c, struct invocation *inv)
{
    int64_t txn;
    struct store *store;
    bool same = invocation_has(inv, "same"), different = invocation_has(inv, "different");
    if (inv->count == 0)
        return show(c, inv);
    if (same == different || inv->count > 1 || !text_to_int(text_of(inv->words[0]), &txn))
        return usage_error(c, inv, "a transaction's number and --same or --different");
    TRY(app_open(c, inv, &store));
    TRY(transaction_review(c, store, HOUSEHOLD_FIRST, txn, same));
    TRY(react(c, inv, store, NULL));
    if (inv->json)
        printf("{\"transaction\":%lld,\"same\":%s}\n", (long long)txn, same ? "true" : "false");
    else
        printf("Transaction %lld %s.\n", (long long)txn,
               same ? "is void: it was known already" : "is booked");
    return OK;
}

const struct command command_review = {
    .name = "review",
    .summary = "Answer for entries that are perhaps known already",
    .usage = "[TRANSACTION --same|--different]",
    .details = "An import never merges two entries silently. What may be known already is held, counted in "
               "no balance, and waits here.",
    .options = options,
    .run = run,
};

/* florin similar: transactions that resemble a text, or another transaction. */
#include "finance/similar/similar.h"

#include "app/app.h"
#include "app/embeddings.h"
#include "app/terminal.h"
#include "store/entity/account.h"
#include "store/entity/household.h"

#include <stdlib.h>

static const struct command_option options[] = {
    {"since", 0, "DATE", "from this day on (YYYY-MM-DD)"},
    {"until", 0, "DATE", "up to this day"},
    {"account", 'a', "NAME", "only this account"},
    {"limit", 'n', "N", "at most so many (default 20)"},
    {"diverse", 0, "SHARE", "0: the nearest; up to 1: the more unlike each other (default 0)"},
    {0},
};

/* A number, as `list` shows it, or an id; all else is a text. */
static enum err read_subject(struct ctx *c, struct store *store, const char *word,
                             struct similar_question *out)
{
    struct store_tx *tx;
    struct txn_row row;
    struct id id;
    out->text = text_of(word);
    if (text_to_int(out->text, &out->txn) || !id_parse(out->text, &id))
        return OK;
    TRY(store_begin_read(c, store, &tx));
    TRY(txn_by_id(c, tx, id, &row));
    out->txn = row.seq;
    return store_commit(c, tx);
}

static enum err read_question(struct ctx *c, const struct invocation *inv, struct store *store,
                              struct similar_question *out)
{
    struct store_tx *tx;
    struct account_row account;
    int64_t limit;
    char *end = NULL;
    const char *name = invocation_value(inv, "account"), *diverse = invocation_value(inv, "diverse");
    *out = (struct similar_question){.household = HOUSEHOLD_FIRST};
    out->diverse = diverse == NULL ? 0 : strtod(diverse, &end);
    if (diverse != NULL && (end == diverse || *end != '\0' || !(out->diverse >= 0 && out->diverse <= 1)))
        return usage_error(c, inv, "--diverse: \"%s\" is no share from 0 to 1", diverse);
    TRY(invocation_int(c, inv, "limit", 1, SIMILAR_LIMIT_MOST, SIMILAR_LIMIT, &limit));
    TRY(app_date(c, inv, "since", &out->from));
    TRY(app_date(c, inv, "until", &out->to));
    out->limit = (int)limit;
    if (name != NULL) {
        TRY(store_begin_read(c, store, &tx));
        TRY(account_by_name(c, tx, HOUSEHOLD_FIRST, text_of(name), &account));
        out->accounts[out->account_count++] = account.seq;
        store_rollback(tx);
    }
    return read_subject(c, store, inv->words[0], out);
}

static struct text category_of(const struct txn_shown *v)
{
    return v->part_count == 0 ? TEXT("") : v->part_count == 1 ? v->categories[0] : TEXT("(split)");
}

static void json_row(struct json *j, const struct similar_row *row)
{
    const struct txn_shown *v = &row->txn;
    char money[MONEY_TEXT_MAX];
    json_object(j);
    json_key(j, "score");
    json_double(j, (double)row->score);
    json_key_int(j, "transaction", v->row.seq);
    json_key(j, "id");
    json_id(j, v->row.id);
    json_key(j, "date");
    json_date(j, v->row.date);
    json_key_text(j, "account", v->account);
    json_key_z(j, "amount", money_format(v->row.amount, v->currency, money));
    json_key_z(j, "currency", currency_code(v->currency));
    json_key_text(j, "payee", v->payee);
    json_key_text(j, "memo", v->row.memo);
    json_key_text(j, "category", category_of(v));
    json_object_end(j);
}

static void print_json(struct ctx *c, const struct similar_answer *answer, const char *model)
{
    struct buf *out = buf_in_arena(c->arena);
    struct json j = json_into(out);
    json_object(&j);
    json_key_z(&j, "model", model);
    json_key_bool(&j, "complete", answer->complete);
    json_key(&j, "rows");
    json_array(&j);
    for (size_t i = 0; i < answer->count; i++)
        json_row(&j, &answer->rows[i]);
    json_array_end(&j);
    json_object_end(&j);
    app_print_json(out);
}

static void print_row(struct arena *arena, const struct similar_row *row)
{
    char day[DATE_TEXT_MAX], money[40];
    const struct txn_shown *v = &row->txn;
    printf("%5.2f  %6lld  %s  %13s %s  %s %s %s\n", (double)row->score, (long long)v->row.seq,
           date_format(v->row.date, day), app_money(v->row.amount, v->currency, money),
           currency_code(v->currency), terminal_field(arena, v->account, 18),
           terminal_field(arena, v->payee, 30), terminal_field(arena, category_of(v), 0));
}

static enum err run(struct ctx *c, struct invocation *inv)
{
    struct store *store;
    struct embedding *embedding;
    struct similar_question question;
    struct similar_answer answer;
    if (inv->count != 1)
        return usage_error(c, inv, "one text, or one transaction");
    TRY(app_open(c, inv, &store));
    TRY(embeddings_open(c, inv->configuration, 0, &embedding));
    TRY(read_question(c, inv, store, &question));
    TRY(similar_find(c, store, embedding, &question, &answer));
    if (inv->json) {
        print_json(c, &answer, embedding_name(embedding));
        return OK;
    }
    for (size_t i = 0; i < answer.count; i++)
        print_row(c->arena, &answer.rows[i]);
    if (!answer.complete)
        printf("Not all transactions have been looked at yet.\n");
    return OK;
}

const struct command command_similar = {
    .name = "similar",
    .summary = "Find transactions that resemble a text, or another transaction",
    .usage = "[OPTIONS] TEXT|TRANSACTION",
    .details = "Of each payee, and of each memo that says something else, the newest transaction, with a "
               "score: 1 is the same "
               "text. A TRANSACTION is its number, as `list` shows it, or its id.",
    .options = options,
    .run = run,
};

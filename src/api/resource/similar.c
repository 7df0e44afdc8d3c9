/* What resembles a text, or a transaction. */
#include "finance/similar/similar.h"

#include "api/api.h"
#include "api/shapes/transaction.h"
#include "store/entity/account.h"

#include <math.h>

static const struct api_field query[] = {
    {"q", API_TEXT, 0, "a text; or", .least = 1, .most = SIMILAR_TEXT_MAX / 4},
    {"transaction", API_ID, 0, "a transaction, which is not among the answers"},
    {"account", API_REF, 0, "of one own account"},
    {"from", API_DATE, 0, "on this day or later"},
    {"to", API_DATE, 0, "on this day or before"},
    {"limit", API_INT, 0, "20 when not given", .least = 1, .most = SIMILAR_LIMIT_MOST},
    {"diverse", API_INT, 0, "percent; 0, or not given: the nearest; more: the more unlike each other",
     .least = 0, .most = 100},
    {0},
};

static const struct api_field item_fields[] = {
    {"score", API_NUMBER, API_REQUIRED, "how near: 1 is the same text, 0 has nothing in common"},
    {"transaction", API_OBJECT, API_REQUIRED, "the newest one of its text that meets the conditions",
     .shape = &shape_transaction},
    {0},
};
static const struct api_shape item_shape = {"SimilarTransaction", item_fields};

static const struct api_field reply_fields[] = {
    {"items", API_LIST, API_REQUIRED, "the nearest first, unless they are diverse",
     .most = SIMILAR_LIMIT_MOST, .item = API_OBJECT, .shape = &item_shape},
    {"complete", API_BOOL, API_REQUIRED, "false: not all transactions have been looked at yet; ask again"},
    {"model", API_TEXT, API_REQUIRED, "that tells what is near; scores of different ones do not compare"},
    {0},
};
static const struct api_shape reply_shape = {"SimilarTransactions", reply_fields};

static enum err read_account(struct api_call *call, struct store_tx *tx, struct similar_question *q)
{
    struct text given = api_query(call, "account");
    struct account_row row;
    struct id id;
    if (given.len == 0)
        return OK;
    enum err e = id_parse(given, &id) ? account_by_id(call->c, tx, call->household, id, &row)
                                      : account_by_name(call->c, tx, call->household, given, &row);
    if (e == ERR_NOT_FOUND)
        return fail(call->c, e, "account: there is no such account");
    q->accounts[q->account_count++] = row.seq;
    return e;
}

static enum err read_transaction(struct api_call *call, struct store_tx *tx, struct similar_question *q)
{
    struct txn_shown shown;
    struct id id;
    if (!id_parse(api_query(call, "transaction"), &id))
        return OK;
    TRY(transaction_show(call->c, tx, call->household, id, &shown));
    q->txn = shown.row.seq;
    return OK;
}

static enum err read_question(struct api_call *call, struct similar_question *q)
{
    struct store_tx *tx;
    *q = (struct similar_question){.household = call->household,
                                   .text = text_trim(api_query(call, "q")),
                                   .from = api_query_date(call, "from"),
                                   .to = api_query_date(call, "to"),
                                   .limit = (int)api_query_int(call, "limit", 0),
                                   .diverse = (double)api_query_int(call, "diverse", 0) / 100};
    if ((q->text.len == 0) == (api_query(call, "transaction").len == 0))
        return fail(call->c, ERR_INPUT, "q: one of a text and a transaction says what is looked for");
    TRY(store_begin_read(call->c, call->store, &tx));
    TRY(read_account(call, tx, q));
    TRY(read_transaction(call, tx, q));
    return store_commit(call->c, tx);
}

static void write_items(struct json *j, const struct similar_answer *answer)
{
    for (size_t i = 0; i < answer->count; i++) {
        json_object(j);
        json_key(j, "score");
        json_double(j, round((double)answer->rows[i].score * 1e4) / 1e4);
        json_key(j, "transaction");
        transaction_write(j, &answer->rows[i].txn);
        json_object_end(j);
    }
}

static enum err similar(struct api_call *call)
{
    struct similar_question question;
    struct similar_answer answer;
    struct embedding *embedding = call->api->embedding;
    struct json *j = &call->reply;
    TRY(read_question(call, &question));
    TRY(similar_find(call->c, call->store, embedding, &question, &answer));
    json_object(j);
    json_key(j, "items");
    json_array(j);
    write_items(j, &answer);
    json_array_end(j);
    json_key_bool(j, "complete", answer.complete);
    json_key_z(j, "model", embedding_name(embedding));
    json_object_end(j);
    return OK;
}

static const struct api_route routes[] = {
    {.method = "GET",
     .path = "/api/v1/transactions/similar",
     .id = "similarTransactions",
     .title = "Transactions that resemble a text, or another transaction",
     .about = "Of each payee, and of each memo that says something else, the newest transaction.",
     .need = API_READ,
     .lane = API_SLOW,
     .query = query,
     .reply = &reply_shape,
     .handle = similar},
    {0},
};

const struct api_resource api_resource_similar = {
    "Similar transactions", "What was paid for, by the words it was paid with.", routes};

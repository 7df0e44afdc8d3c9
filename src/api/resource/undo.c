/* Many transactions at once, and taking edits back. */
#include "api/api.h"
#include "api/shapes/transaction.h"
#include "base/limits.h"
#include "finance/edit/edits.h"
#include "finance/naming/tags.h"

static const struct api_field batch_fields[] = {
    {"ids", API_LIST, API_REQUIRED, "the transactions", .least = 1, .most = EDITS_MOST, .item = API_ID},
    {"category", API_TEXT, 0, "one category for each", .least = 1, .most = LIMIT_CATEGORY_TEXT},
    {"payee", API_TEXT, 0, "one payee for each", .least = 1, .most = LIMIT_PAYEE_TEXT},
    {"tags_add", API_LIST, 0, "tags that each gets", .most = TAGS_MOST, .item = API_TEXT},
    {"tags_remove", API_LIST, 0, "tags that each loses", .most = TAGS_MOST, .item = API_TEXT},
    {"reconciled", API_BOOL, 0, "lock or unlock each"},
    {"void", API_BOOL, 0, "none of them happened; stands alone"},
    {"approve", API_BOOL, 0, "book what is held; stands alone"},
    {0},
};
static const struct api_shape batch_shape = {"TransactionBatch", batch_fields};

static const struct api_field refusal_fields[] = {
    {"id", API_ID, API_REQUIRED, "the transaction that stays as it was"},
    {"why", API_TEXT, API_REQUIRED, "for people"},
    {0},
};
static const struct api_shape refusal_shape = {"TransactionRefusal", refusal_fields};

static const struct api_field done_fields[] = {
    {"changed", API_INT, API_REQUIRED, "how many were"},
    {"refused", API_LIST, API_REQUIRED, "those that were not, and why", .most = EDITS_MOST,
     .item = API_OBJECT, .shape = &refusal_shape},
    {"undo", API_ID, API_REQUIRED | API_NULLABLE,
     "a token that POST /api/v1/undo takes for an hour; null when none was changed"},
    {0},
};
static const struct api_shape done_shape = {"TransactionBatchDone", done_fields};

static size_t read_ids(struct api_call *call, struct id **out)
{
    const struct json_value *list = json_member(call->body, "ids");
    size_t count = 0;
    *out = ARENA_ARRAY(call->c->arena, struct id, json_count(list) + 1);
    for (const struct json_value *item = json_first(list); item != NULL; item = json_next(item))
        count += id_parse(json_as_text(item), &(*out)[count]);
    return count;
}

static void write_done(struct json *j, const struct edits_result *result)
{
    json_object(j);
    json_key_int(j, "changed", result->changed);
    json_key(j, "refused");
    json_array(j);
    for (size_t i = 0; i < result->refused_count; i++) {
        json_object(j);
        api_key_id(j, "id", result->refused[i].id);
        json_key_text(j, "why", result->refused[i].why);
        json_object_end(j);
    }
    json_array_end(j);
    json_key(j, "undo");
    if (id_is_zero(result->undo))
        json_null(j);
    else
        json_id(j, result->undo);
    json_object_end(j);
}

static struct editor editor_of(const struct api_call *call)
{
    return (struct editor){call->household, call->caller.user};
}

static enum err batch(struct api_call *call)
{
    struct id *ids;
    struct edits_result result;
    const struct json_value *body = call->body;
    size_t count = read_ids(call, &ids);
    struct edits edits = {.edit = {.set_category = api_given(body, "category"),
                                   .category = api_text(body, "category"),
                                   .set_payee = api_given(body, "payee"),
                                   .payee = api_text(body, "payee"),
                                   .set_reconciled = api_given(body, "reconciled"),
                                   .reconciled = api_bool(body, "reconciled", false)},
                          .make_void = api_bool(body, "void", false),
                          .approve = api_bool(body, "approve", false)};
    TRY(transaction_tags_read(call->c, body, "tags_add", &edits.tags_add));
    TRY(transaction_tags_read(call->c, body, "tags_remove", &edits.tags_remove));
    TRY(edits_apply(call->c, call->store, editor_of(call), ids, count, &edits, &result));
    write_done(&call->reply, &result);
    if (result.changed > 0)
        api_changed(call);
    return OK;
}

static const struct api_field undo_fields[] = {
    {"undo", API_ID, API_REQUIRED, "the token that the edit was answered with"},
    {0},
};
static const struct api_shape undo_shape = {"Undo", undo_fields};

static const struct api_field undone_fields[] = {
    {"changed", API_INT, API_REQUIRED, "how many transactions are as they were"},
    {0},
};
static const struct api_shape undone_shape = {"Undone", undone_fields};

static enum err undo(struct api_call *call)
{
    struct id token;
    int64_t changed;
    if (!id_parse(api_text(call->body, "undo"), &token))
        return fail(call->c, ERR_INPUT, "undo: expected a token");
    TRY(edits_undo(call->c, call->store, editor_of(call), token, &changed));
    json_object(&call->reply);
    json_key_int(&call->reply, "changed", changed);
    json_object_end(&call->reply);
    api_changed(call);
    return OK;
}

static const struct api_route routes[] = {
    {.method = "POST",
     .path = "/api/v1/transactions/batch",
     .id = "changeTransactions",
     .title = "Change many transactions alike",
     .about = "All that can be changed are, in one go; the others are named with the reason.",
     .need = API_WRITE,
     .lane = API_WRITES,
     .body = &batch_shape,
     .reply = &done_shape,
     .handle = batch},
    {.method = "POST",
     .path = "/api/v1/undo",
     .id = "undoEdit",
     .title = "Take an edit of transactions back",
     .about = "Everything it changed is as it was, or nothing: 409 when a transaction was changed since by "
              "something else. For "
              "an hour, by who made the edit.",
     .need = API_WRITE,
     .lane = API_WRITES,
     .body = &undo_shape,
     .reply = &undone_shape,
     .handle = undo},
    {0},
};

const struct api_resource api_resource_undo = {
    "Edits", "Changing many transactions at once, and taking edits back.", routes};

/* Whom money goes to, who sends it, and the words that transactions carry. */
#include "finance/naming/payees.h"

#include "api/api.h"
#include "base/limits.h"
#include "finance/naming/tags.h"

#include <stdio.h>

static const struct api_field payee_fields[] = {
    {"id", API_TEXT, API_REQUIRED, "a number as text"},
    {"name", API_TEXT, API_REQUIRED, "as it was cleaned, or as a person named it"},
    {"transactions", API_INT, API_REQUIRED, "how many there are, void ones aside"},
    {"category", API_TEXT, API_REQUIRED | API_NULLABLE, "that most of its newest transactions have"},
    {0},
};
static const struct api_shape payee_shape = {"Payee", payee_fields};

static void write_payee(struct json *j, const struct payee_view *v)
{
    char number[24];
    json_object(j);
    snprintf(number, sizeof number, "%lld", (long long)v->seq);
    json_key_z(j, "id", number);
    json_key_text(j, "name", v->name);
    json_key_int(j, "transactions", v->transactions);
    api_key_text_or_null(j, "category", v->category);
    json_object_end(j);
}

static const struct api_field list_query[] = {
    {"q", API_TEXT, 0, "part of the name", .most = LIMIT_PAYEE_TEXT},
    {0},
};

static enum err list(struct api_call *call)
{
    struct store_tx *tx;
    struct payee_view *rows;
    size_t count;
    bool given;
    struct text next = TEXT("");
    struct payees_filter filter = {.search = text_trim(api_query(call, "q")), .limit = api_limit(call)};
    TRY(api_cursor_read(call, &filter.behind, 1, &given));
    TRY(store_begin_read(call->c, call->store, &tx));
    TRY(payees_list(call->c, tx, call->household, &filter, &rows, &count));
    if (count == (size_t)filter.limit)
        next = api_cursor_make(call, &rows[count - 1].seq, 1);
    api_items(call);
    for (size_t i = 0; i < count; i++)
        write_payee(&call->reply, &rows[i]);
    api_items_end(call, next);
    return store_commit(call->c, tx);
}

static const struct api_field change_fields[] = {
    {"name", API_TEXT, API_REQUIRED, "its name from now on; that of another payee makes both one", .least = 1,
     .most = LIMIT_PAYEE_TEXT},
    {0},
};
static const struct api_shape change_shape = {"PayeeChange", change_fields};

static enum err change(struct api_call *call)
{
    struct store_tx *tx;
    struct payee_view view;
    int64_t seq, stays;
    if (!text_to_int(call->path[0], &seq))
        return fail(call->c, ERR_NOT_FOUND, "there is no such payee");
    TRY(payees_rename(call->c, call->store, call->household, seq, api_text(call->body, "name"), &stays));
    TRY(store_begin_read(call->c, call->store, &tx));
    TRY(payees_show(call->c, tx, call->household, stays, &view));
    write_payee(&call->reply, &view);
    api_changed(call);
    return store_commit(call->c, tx);
}

/* -- Tags */

static const struct api_field tag_fields[] = {
    {"name", API_TEXT, API_REQUIRED, "as it is written most often; case does not count"},
    {"transactions", API_INT, API_REQUIRED, "that carry it, void ones aside"},
    {0},
};
static const struct api_shape tag_shape = {"Tag", tag_fields};

static enum err list_tags(struct api_call *call)
{
    struct store_tx *tx;
    struct tag_count *rows;
    size_t count;
    TRY(store_begin_read(call->c, call->store, &tx));
    TRY(tags_list(call->c, tx, call->household, &rows, &count));
    api_items(call);
    for (size_t i = 0; i < count; i++) {
        json_object(&call->reply);
        json_key_text(&call->reply, "name", rows[i].name);
        json_key_int(&call->reply, "transactions", rows[i].transactions);
        json_object_end(&call->reply);
    }
    api_items_end(call, TEXT(""));
    return store_commit(call->c, tx);
}

static const struct api_route routes[] = {
    {.method = "GET",
     .path = "/api/v1/payees",
     .id = "listPayees",
     .title = "Payees by name",
     .need = API_READ,
     .flags = API_PAGED,
     .query = list_query,
     .reply = &payee_shape,
     .handle = list},
    {.method = "PATCH",
     .path = "/api/v1/payees/{id}",
     .id = "renamePayee",
     .title = "Rename a payee, or make two into one",
     .about = "All its transactions are of that name, and no import or rule names them otherwise. The reply "
              "is the payee that "
              "stays. For entries to come, write a rule: payee is \"AMZN Mktp\" -> payee \"Amazon\".",
     .need = API_WRITE,
     .lane = API_WRITES,
     .body = &change_shape,
     .reply = &payee_shape,
     .handle = change},
    {.method = "GET",
     .path = "/api/v1/tags",
     .id = "listTags",
     .title = "Tags by name, the thousand most used",
     .need = API_READ,
     .flags = API_LISTED,
     .reply = &tag_shape,
     .handle = list_tags},
    {0},
};

const struct api_resource api_resource_payees = {
    "Payees and tags", "Whom money goes to, who sends it, and the words that transactions carry.", routes};

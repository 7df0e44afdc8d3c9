/* The tree that transactions are sorted into. */
#include "finance/naming/categories.h"

#include "api/api.h"
#include "base/limits.h"

static const char *const kind_words[] = {"expense", "income", "equity", NULL};

static const struct api_field category_fields[] = {
    {"id", API_ID, API_REQUIRED | API_NULLABLE, "null: one that a household starts with, not used yet"},
    {"path", API_TEXT, API_REQUIRED, "\"Expenses:Food:Fruit\""},
    {"kind", API_WORD, API_REQUIRED, "what its first level says", .words = kind_words},
    {"transactions", API_INT, API_REQUIRED, "transactions, or parts of one, that are sorted into it"},
    {"hidden", API_BOOL, API_REQUIRED, "not for people to sort into"},
    {0},
};
static const struct api_shape category_shape = {"Category", category_fields};

static void write_category(struct json *j, const struct category_view *v)
{
    json_object(j);
    json_key(j, "id");
    if (id_is_zero(v->id))
        json_null(j);
    else
        json_id(j, v->id);
    json_key_text(j, "path", v->path);
    json_key_z(j, "kind", account_kind_name(v->kind));
    json_key_int(j, "transactions", v->transactions);
    json_key_bool(j, "hidden", v->hidden);
    json_object_end(j);
}

static const struct api_field list_query[] = {
    {"used", API_BOOL, 0, "only those that transactions are sorted into"},
    {0},
};

static enum err list(struct api_call *call)
{
    struct store_tx *tx;
    struct category_view *rows;
    size_t count;
    TRY(store_begin_read(call->c, call->store, &tx));
    TRY(categories_list(call->c, tx, call->household, api_query_bool(call, "used", false), &rows, &count));
    api_items(call);
    for (size_t i = 0; i < count; i++)
        write_category(&call->reply, &rows[i]);
    api_items_end(call, TEXT(""));
    return store_commit(call->c, tx);
}

static enum err reply_with(struct api_call *call, struct id id)
{
    struct store_tx *tx;
    struct category_view view;
    TRY(store_begin_read(call->c, call->store, &tx));
    TRY(categories_show(call->c, tx, call->household, id, &view));
    write_category(&call->reply, &view);
    return store_commit(call->c, tx);
}

static const struct api_field path_fields[] = {
    {"path", API_TEXT, API_REQUIRED, "begins with Expenses:, Income: or Equity:", .least = 1,
     .most = LIMIT_CATEGORY_TEXT},
    {0},
};
static const struct api_shape path_shape = {"CategoryPath", path_fields};

static enum err create(struct api_call *call)
{
    struct id id;
    TRY(categories_add(call->c, call->store, call->household, api_text(call->body, "path"), &id));
    api_created(call, "/api/v1/categories", id);
    api_changed(call);
    return reply_with(call, id);
}

static enum err change(struct api_call *call)
{
    struct id id;
    TRY(api_path_id(call, 0, &id));
    TRY(categories_rename(call->c, call->store, call->household, id, api_text(call->body, "path")));
    api_changed(call);
    return reply_with(call, id);
}

static const struct api_route routes[] = {
    {.method = "GET",
     .path = "/api/v1/categories",
     .id = "listCategories",
     .title = "All categories, by kind and path",
     .need = API_READ,
     .flags = API_LISTED,
     .query = list_query,
     .reply = &category_shape,
     .handle = list},
    {.method = "POST",
     .path = "/api/v1/categories",
     .id = "createCategory",
     .title = "Make a category",
     .about = "Sorting a transaction into a new path makes it, too.",
     .need = API_WRITE,
     .lane = API_WRITES,
     .body = &path_shape,
     .status = 201,
     .reply = &category_shape,
     .handle = create},
    {.method = "PATCH",
     .path = "/api/v1/categories/{id}",
     .id = "renameCategory",
     .title = "Give a category, and all below it, another path",
     .about = "Transactions, budgets and rules go along, and so does what is sorted by itself from now on.",
     .need = API_WRITE,
     .lane = API_WRITES,
     .body = &path_shape,
     .reply = &category_shape,
     .handle = change},
    {0},
};

const struct api_resource api_resource_categories = {"Categories",
                                                     "The tree that transactions are sorted into.", routes};

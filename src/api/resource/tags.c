/* Words that transactions carry. */
#include "finance/naming/tags.h"

#include "api/api.h"

static const struct api_field tag_fields[] = {
    {"name", API_TEXT, API_REQUIRED, "as it is written most often; case does not count"},
    {"transactions", API_INT, API_REQUIRED, "that carry it, void ones aside"},
    {0},
};
static const struct api_shape tag_shape = {"Tag", tag_fields};

static enum err list(struct api_call *call)
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
     .path = "/api/v1/tags",
     .id = "listTags",
     .title = "Tags by name, the thousand most used",
     .need = API_READ,
     .flags = API_LISTED,
     .reply = &tag_shape,
     .handle = list},
    {0},
};

const struct api_resource api_resource_tags = {"Tags", "Words that transactions carry.", routes};

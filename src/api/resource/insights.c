/* What agents noticed. */
#include "api/api.h"
#include "api/shapes/insight.h"

static const struct api_field list_query[] = {
    {"kind", API_TEXT, 0, "this kind alone", .least = 1, .most = 64},
    {0},
};

static enum err list(struct api_call *call)
{
    struct store_tx *tx;
    struct insight_shown *rows;
    struct text next = {NULL, 0};
    int64_t before = 0;
    size_t count, limit = (size_t)api_limit(call);
    bool given;
    TRY(api_cursor_read(call, &before, 1, &given));
    TRY(store_begin_read(call->c, call->store, &tx));
    TRY(insight_page(call->c, tx, call->household, api_query(call, "kind"), before, (int64_t)limit, &rows,
                     &count));
    api_items(call);
    for (size_t i = 0; i < count; i++)
        insight_write(&call->reply, &rows[i]);
    if (count == limit)
        next = api_cursor_make(call, &rows[count - 1].row.seq, 1);
    api_items_end(call, next);
    return store_commit(call->c, tx);
}

static enum err dismiss(struct api_call *call)
{
    struct store_tx *tx;
    struct id id;
    TRY(api_path_id(call, 0, &id));
    TRY(store_begin(call->c, call->store, &tx));
    TRY(insight_dismiss(call->c, tx, call->household, id));
    return store_commit(call->c, tx);
}

static const struct api_route routes[] = {
    {.method = "GET",
     .path = "/api/v1/insights",
     .id = "listInsights",
     .title = "What agents noticed, newest first",
     .need = API_READ,
     .flags = API_PAGED,
     .query = list_query,
     .reply = &shape_insight,
     .handle = list},
    {.method = "DELETE",
     .path = "/api/v1/insights/{id}",
     .id = "dismissInsight",
     .title = "Do not show it any more",
     .about = "Nor is the same noticed again.",
     .need = API_WRITE,
     .lane = API_WRITES,
     .flags = API_NO_BODY,
     .handle = dismiss},
    {0},
};

const struct api_resource api_resource_insights = {
    .name = "Insights",
    .about = "What agents noticed about the household's money.",
    .routes = routes,
};

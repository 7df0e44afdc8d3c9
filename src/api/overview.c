/* The read-only overview page. */
#include "api/api.h"

enum err api_overview(struct ctx *c, void *self, const struct http_request *request, struct http_reply *reply)
{
    (void)c;
    (void)self;
    (void)request;
    reply->type = "text/html; charset=utf-8";
    buf_z(reply->body, "<!doctype html>");
    return OK;
}

enum err api_style(struct ctx *c, void *self, const struct http_request *request, struct http_reply *reply)
{
    (void)c;
    (void)self;
    (void)request;
    reply->type = "text/css; charset=utf-8";
    return OK;
}

/* The API described by its own table: an OpenAPI 3.1 document for programs, a page for people. */
#ifndef API_TABLE_OPENAPI_H
#define API_TABLE_OPENAPI_H

#include "api/route.h"

/* `url`: where the server is; "/": where the document comes from. */
void openapi_write(struct buf *out, const struct api_resource *const *resources, const char *url);

/* The page, as HTML without scripts; its style sheet is at API_DOCS_STYLE_PATH. */
void docs_write(struct buf *out, const struct api_resource *const *resources);

#define API_DOCS_STYLE_PATH "/docs/style.css"

/* GET /openapi.json, /docs and its style sheet. Written once, at the first request. */
enum err api_openapi(struct http_exchange *x);
enum err api_docs(struct http_exchange *x);
enum err api_docs_style(struct http_exchange *x);

/* -- What the document and the page both say of a route. */

/* How a request may fail, from the table alone. */
struct api_failure {
    int status;
    const char *name; /* of its component: "BadRequest" */
    const char *about;
    bool waits; /* with Retry-After */
};
/* All of them, ended by a zeroed one. */
extern const struct api_failure api_failures[];
bool api_may_fail(const struct api_resource *const *resources, const struct api_route *route, int status);

/* Who may call: "Members, scope write". */
const char *api_need_text(enum api_need need);
/* "read", "write", "admin", "approve"; NULL when no scope is needed. */
const char *api_need_scope(enum api_need need);
bool api_is_write(const struct api_route *route);
/* Does the route take an Idempotency-Key? */
bool api_takes_key(const struct api_route *route);

#endif

/* The page at /docs: what the table says, for people. No scripts; links within the page do the rest. */
#include "api/table/docs_parts.h"
#include "api/table/openapi.h"
#include "api/table/schema.h"
#include "http/server.h"

#include <pthread.h>

/* -- Text. */

void docs_text(struct buf *out, const char *z)
{
    bool code = false;
    for (size_t len; *z != '\0'; z += len + (z[len] == '`')) {
        len = strcspn(z, "`");
        html_text(out, (struct text){z, len});
        if (z[len] != '`')
            continue;
        code = !code;
        buf_z(out, code ? "<code>" : "</code>");
    }
    if (code)
        buf_z(out, "</code>");
}

void docs_paragraph(struct buf *out, const char *class_name, const char *z)
{
    if (z == NULL)
        return;
    buf_z(out, "<p");
    if (class_name != NULL)
        buf_printf(out, " class=\"%s\"", class_name);
    buf_z(out, ">");
    docs_text(out, z);
    buf_z(out, "</p>\n");
}

/* A heading as it stands in an address. */
static void slug(struct buf *out, const char *name)
{
    for (; *name != '\0'; name++)
        buf_char(out, ascii_alpha(*name) || ascii_digit(*name) ? ascii_lower(*name) : '-');
}

/* Paths may break behind each slash. */
static void path(struct buf *out, const char *z)
{
    buf_z(out, "<code class=\"path\">");
    for (size_t len; *z != '\0'; z += len) {
        len = strcspn(z + 1, "/") + 1;
        buf_z(out, "<wbr>");
        html_text(out, (struct text){z, len});
    }
    buf_z(out, "</code>");
}

static void method(struct buf *out, const struct api_route *r)
{
    buf_printf(out, "<span class=\"method %s\">%s</span>", api_is_write(r) ? r->method : "GET", r->method);
}

/* -- Resources that share a heading stand together. */

static bool opens_heading(const struct api_resource *const *resources, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (strcmp(resources[i]->name, resources[at]->name) == 0)
            return false;
    return true;
}

typedef void each_route(struct buf *out, const struct api_resource *const *resources,
                        const struct api_route *route);

static void routes_of(struct buf *out, const struct api_resource *const *resources, const char *heading,
                      each_route *each)
{
    for (size_t i = 0; resources[i] != NULL; i++)
        for (const struct api_route *r = resources[i]->routes;
             strcmp(resources[i]->name, heading) == 0 && r->method != NULL; r++)
            each(out, resources, r);
}

/* -- Contents. */

static void contents_line(struct buf *out, const struct api_resource *const *resources,
                          const struct api_route *r)
{
    (void)resources;
    buf_printf(out, "<li><a href=\"#%s\">", r->id);
    method(out, r);
    buf_z(out, "<span>");
    docs_text(out, r->title);
    buf_z(out, "</span></a></li>\n");
}

static void contents(struct buf *out, const struct api_resource *const *resources)
{
    buf_z(out,
          "<nav id=\"contents\" aria-label=\"Contents\">\n<p><a href=\"#begin\">Before you begin</a></p>\n");
    for (size_t i = 0; resources[i] != NULL; i++) {
        if (!opens_heading(resources, i))
            continue;
        buf_z(out, "<p><a href=\"#");
        slug(out, resources[i]->name);
        buf_z(out, "\">");
        docs_text(out, resources[i]->name);
        buf_z(out, "</a></p>\n<ul>\n");
        routes_of(out, resources, resources[i]->name, contents_line);
        buf_z(out, "</ul>\n");
    }
    buf_z(out, "</nav>\n");
}

/* -- A route. */

static void parameters(struct buf *out, const struct api_route *r)
{
    if (r->query == NULL && !(r->flags & API_PAGED))
        return;
    buf_z(out, "<h4>Query</h4>\n");
    docs_fields_begin(out, "Parameter");
    for (const struct api_field *f = r->query; f != NULL && f->name != NULL; f++)
        docs_field(out, f, DOCS_QUERY);
    if (r->flags & API_PAGED)
        docs_paging(out);
    docs_fields_end(out);
}

static void body(struct buf *out, const struct api_route *r)
{
    if (r->flags & API_UPLOAD)
        buf_z(out, "<h4>Body</h4>\n<p>The file itself, of any content type.</p>\n");
    if (r->body == NULL)
        return;
    buf_z(out, "<h4>Body</h4>\n");
    docs_fields_begin(out, "Field");
    docs_shape(out, r->body, DOCS_REQUEST);
    docs_fields_end(out);
}

static void reply(struct buf *out, const struct api_route *r)
{
    bool list = r->flags & (API_PAGED | API_LISTED);
    if (r->flags & API_NOT_JSON) {
        buf_z(out, "<h4>Reply</h4>\n<p><code>");
        docs_text(out, r->reply_type);
        buf_z(out, "</code></p>\n");
    }
    if (r->reply == NULL || r->flags & (API_NO_BODY | API_NOT_JSON))
        return;
    buf_z(out, "<details><summary>Reply: ");
    docs_text(out, list ? "a list of " : "");
    docs_text(out, r->reply->name);
    buf_z(out, r->flags & API_PAGED ? ", by pages</summary>\n" : "</summary>\n");
    if (list)
        docs_paragraph(
            out, NULL,
            r->flags & API_PAGED
                ? "`{\"items\": […], \"next\": …}`: give `next` as `cursor` for what follows; null: that "
                  "was all. Each item:"
                : "`{\"items\": […]}`. Each item:");
    docs_fields_begin(out, "Field");
    docs_shape(out, r->reply, DOCS_REPLY);
    docs_fields_end(out);
    buf_z(out, "</details>\n");
}

static void statuses(struct buf *out, const struct api_resource *const *resources, const struct api_route *r)
{
    int good = r->flags & API_NO_BODY ? 204 : r->status == 0 ? 200 : r->status;
    buf_printf(out, "<p class=\"statuses\">Status <span class=\"good\">%d</span>", good);
    for (const struct api_failure *f = api_failures; f->status != 0; f++)
        if (api_may_fail(resources, r, f->status))
            buf_printf(out, " <a href=\"#problem-%d\">%d</a>", f->status, f->status);
    buf_z(out, "</p>\n");
}

static void notes(struct buf *out, const struct api_route *r)
{
    buf_z(out, "<p class=\"notes\">For: ");
    docs_text(out, api_need_text(r->need));
    if (api_takes_key(r))
        buf_z(out, " · takes an <a href=\"#idempotency\">Idempotency-Key</a>");
    if (r->flags & API_UNDOABLE)
        buf_z(out, " · can be <a href=\"#undo\">undone</a>");
    buf_z(out, "</p>\n");
}

static void route(struct buf *out, const struct api_resource *const *resources, const struct api_route *r)
{
    buf_printf(out, "<article id=\"%s\">\n<h3><a href=\"#%s\">", r->id, r->id);
    docs_text(out, r->title);
    buf_z(out, "</a></h3>\n<p class=\"line\">");
    method(out, r);
    path(out, r->path);
    buf_z(out, "</p>\n");
    docs_paragraph(out, NULL, r->about);
    notes(out, r);
    parameters(out, r);
    body(out, r);
    docs_example(out, r);
    reply(out, r);
    statuses(out, resources, r);
    buf_z(out, "</article>\n");
}

/* -- The page. */

static void sections(struct buf *out, const struct api_resource *const *resources)
{
    for (size_t i = 0; resources[i] != NULL; i++) {
        if (!opens_heading(resources, i))
            continue;
        buf_z(out, "<section id=\"");
        slug(out, resources[i]->name);
        buf_z(out, "\">\n<h2>");
        docs_text(out, resources[i]->name);
        buf_z(out, "</h2>\n");
        docs_paragraph(out, "about", resources[i]->about);
        routes_of(out, resources, resources[i]->name, route);
        buf_z(out, "</section>\n");
    }
}

void docs_write(struct buf *out, const struct api_resource *const *resources)
{
    buf_z(out,
          "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
          "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
          "<meta name=\"color-scheme\" content=\"light dark\">\n<title>Florin API</title>\n"
          "<link rel=\"stylesheet\" href=\"" API_DOCS_STYLE_PATH "\">\n</head>\n<body>\n"
          "<a class=\"skip\" href=\"#begin\">To the text</a>\n"
          "<header>\n<p class=\"brand\"><a href=\"/\">Florin</a> <span>API " FLORIN_VERSION "</span></p>\n"
          "<p><a class=\"to-contents\" href=\"#contents\">Contents</a> <a "
          "href=\"/openapi.json\">openapi.json</a></p>\n"
          "</header>\n<div class=\"shell\">\n<main>\n");
    docs_introduction(out);
    sections(out, resources);
    buf_z(out, "</main>\n");
    contents(out, resources);
    buf_z(out, "</div>\n</body>\n</html>\n");
}

/* -- Handlers: each document is written once and kept. */

static struct buf openapi, docs;

static void write_documents(void)
{
    openapi_write(&openapi, api_resources, "/");
    docs_write(&docs, api_resources);
}

static enum err give(struct http_exchange *x, const struct buf *document, const char *type)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, write_documents);
    x->reply.type = type;
    x->reply.cache = "no-cache"; /* asked again each time, answered by its tag */
    x->reply.fixed = buf_view(document);
    return OK;
}

enum err api_openapi(struct http_exchange *x)
{
    return give(x, &openapi, "application/json");
}

enum err api_docs(struct http_exchange *x)
{
    x->reply.no_policy = true;
    http_reply_header(
        x, "Content-Security-Policy",
        "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'");
    return give(x, &docs, "text/html; charset=utf-8");
}

enum err api_docs_style(struct http_exchange *x)
{
    x->reply.type = "text/css; charset=utf-8";
    x->reply.cache = "no-cache";
    x->reply.fixed = text_of(docs_style);
    return OK;
}

/* What the page at /docs says of all routes together. */
#include "api/table/docs_parts.h"
#include "api/table/openapi.h"

static void chapter(struct buf *out, const char *id, const char *heading, const char *text)
{
    buf_printf(out, "<h3 id=\"%s\"><a href=\"#%s\">%s</a></h3>\n", id, id, heading);
    docs_paragraph(out, NULL, text);
}

static void problems(struct buf *out)
{
    chapter(out, "problems", "Problems",
            "What went wrong is `application/problem+json` (RFC 9457): `status`, `code` for programs, "
            "`detail` for people, and `field` "
            "when one field or parameter is to blame.");
    buf_z(
        out,
        "<pre><code>{\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":400,\"code\":\"input\",\n"
        " \"detail\":\"date: expected a day as YYYY-MM-DD, for example "
        "2026-01-31\",\"field\":\"date\"}</code></pre>\n"
        "<dl class=\"codes\">\n");
    for (const struct api_failure *f = api_failures; f->status != 0; f++) {
        buf_printf(out, "<div id=\"problem-%d\"><dt>%d</dt><dd>", f->status, f->status);
        docs_text(out, f->about);
        buf_z(out, "</dd></div>\n");
    }
    buf_z(out, "</dl>\n");
}

void docs_introduction(struct buf *out)
{
    buf_z(out, "<section id=\"begin\">\n<h1>The API</h1>\n");
    docs_paragraph(out, "about",
                   "Everything that the page shows and does can be asked and done by programs, too: over "
                   "HTTP, in JSON, under `/api/v1`. "
                   "The same as a document for programs is at `/openapi.json`.");
    chapter(out, "signing-in", "Signing in",
            "Make an API key in the page's settings, or with `POST /api/v1/keys`, and send it with each "
            "request. A key belongs to a person "
            "and a household, and has some of the scopes read, write and admin. It can never do more than "
            "its person may: viewers look, "
            "members also enter and sort, owners also manage people.");
    buf_z(out, "<pre><code>export FLORIN=http://127.0.0.1:8787 FLORIN_KEY=flk_…\n"
               "curl \"$FLORIN/api/v1/accounts\" -H \"Authorization: Bearer $FLORIN_KEY\"</code></pre>\n");
    chapter(out, "values", "Values",
            "Amounts are decimal texts such as `\"-12.50\"` beside a `currency` of ISO 4217; money out is "
            "negative. A request may also give a "
            "number, which is taken by its digits. Days are `YYYY-MM-DD`, months `YYYY-MM`, times UTC such "
            "as `2026-01-31T12:00:00Z`, ids "
            "UUIDs. In replies, fields that do not apply are null, never left out. In requests, what is not "
            "listed here is refused.");
    chapter(out, "lists", "Lists",
            "Long lists come by pages: `limit` says how many items, at most 1000; `next` of a reply goes "
            "into `cursor` of the next request, "
            "until it is null. What is added meanwhile does not shift what is still to come.");
    chapter(out, "idempotency", "Once, and only once",
            "Give a write an `Idempotency-Key` of your own making, and repeat it with the same key when you "
            "do not know whether it arrived: it "
            "takes effect once, and the reply is the same. With another request behind it, the key is "
            "refused with 422. Transactions may "
            "bring an `id` of their own, to the same end.");
    chapter(out, "changes", "Changing what you saw",
            "Replies to GET carry an `ETag`. With `If-None-Match`, 304 says that nothing has changed; a "
            "change with `If-Match` happens only "
            "when nobody was faster, and is refused with 412 otherwise.");
    chapter(out, "undo", "Taking back",
            "Some replies carry a header `Florin-Undo`. Within an hour, `POST /api/v1/undo` with its value "
            "takes the change back.");
    chapter(
        out, "live", "Live",
        "What happens in the household is pushed at once: as WebSocket messages at `/ws`, as server-sent "
        "events at "
        "`/api/v1/live/stream`. Whoever was away names the last event that was seen, and misses nothing.");
    problems(out);
    buf_z(out, "</section>\n");
}

#include "api/page.h"

#include "api/api.h"

void page_begin(struct buf *out, const char *title)
{
    buf_z(out, "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Florin: ");
    html_text(out, text_of(title));
    buf_z(out,
          "</title><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
          "<meta name=\"color-scheme\" content=\"light dark\"><link rel=\"stylesheet\" href=\"/style.css\">"
          "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"What the agents noticed\" "
          "href=\"/feed.atom\">"
          "</head><body><header><h1>Florin</h1><nav><a href=\"/feed.atom\">Feed</a> <a "
          "href=\"/metrics\">Metrics</a>"
          "</nav></header><main>\n");
}

void page_end(struct buf *out)
{
    buf_z(out, "</main></body></html>\n");
}

void page_money(struct buf *out, int64_t minor, currency cur)
{
    char plain[MONEY_TEXT_MAX];
    money_format(minor, cur, plain);
    const char *digits = plain[0] == '-' ? plain + 1 : plain;
    const char *point = strchr(digits, '.');
    size_t whole = point == NULL ? strlen(digits) : (size_t)(point - digits);
    buf_z(out, minor < 0 ? "<span class=\"minus\">\xE2\x88\x92" : "<span>");
    for (size_t i = 0; i < whole; i++) {
        if (i > 0 && (whole - i) % 3 == 0)
            buf_char(out, ',');
        buf_char(out, digits[i]);
    }
    buf_printf(out, "%s&nbsp;%s</span>", digits + whole, currency_code(cur));
}

static const char style[] =
    ":root{--ink:#1d2433;--soft:#5b6478;--line:#dfe3ea;--paper:#fbfbf9;--card:#fff;--in:#2c7a5b;--out:#"
    "b4552d;--near:#a87400;"
    "--over:#b3261e;--all:#e8eaef}\n"
    "@media "
    "(prefers-color-scheme:dark){:root{--ink:#e7e9ee;--soft:#a2abbd;--line:#333a48;--paper:#14171e;--card:#"
    "1c2029;"
    "--in:#5cc297;--out:#e08a5f;--near:#e0b04a;--over:#ff7a70;--all:#2b303c}}\n"
    "*{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 "
    "system-ui,sans-serif}\n"
    "header{display:flex;justify-content:space-between;align-items:baseline;padding:1rem "
    "1.5rem;max-width:72rem;margin:auto}\n"
    "h1{font-size:1.4rem;margin:0;letter-spacing:.02em}h2{font-size:1.05rem;margin:0 0 "
    ".6rem}a{color:inherit}\n"
    "main{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(26rem,100%),1fr));gap:1rem;padding:0 "
    "1.5rem 3rem;max-width:72rem;"
    "margin:auto}\n"
    "section{background:var(--card);border:1px solid var(--line);border-radius:.6rem;padding:1rem "
    "1.2rem;overflow-x:auto}\n"
    "main{align-items:start}.stack{display:grid;gap:1rem}\n"
    ".wide{grid-column:1/-1}table{width:100%;border-collapse:collapse}th{font-weight:500;text-align:left}\n"
    "thead th{color:var(--soft);font-size:.85rem}td,th{padding:.25rem .5rem .25rem 0;border-bottom:1px solid "
    "var(--line)}\n"
    ".n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}.minus{color:var(--out)}\n"
    ".bar{width:30%}.bar svg{display:block;width:100%;height:.6rem}svg{width:100%}\n"
    ".in{fill:var(--in)}.out{fill:var(--out)}.near{fill:var(--near)}.over{fill:var(--over)}.all{fill:var(--"
    "all)}\n"
    "svg text{fill:var(--soft);font-size:11px;text-anchor:middle}\n"
    ".notices{list-style:none;margin:0;padding:0}.notices li{border-left:.25rem solid "
    "var(--line);padding:.1rem 0 .1rem .8rem;"
    "margin:0 0 .7rem}.notices .alert{border-color:var(--over)}.notices .warning{border-color:var(--near)}"
    ".notices .notice{border-color:var(--in)}\n";

enum err api_style(struct ctx *c, void *self, const struct http_request *request, struct http_reply *reply)
{
    (void)c;
    (void)self;
    (void)request;
    reply->type = "text/css; charset=utf-8";
    reply->cache = "max-age=3600";
    buf_z(reply->body, style);
    return OK;
}

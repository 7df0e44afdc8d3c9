#include "base/zone/zone.h"
#include "notice/inner.h"

#include <stdio.h>

static bool still_asks(enum answer_view view)
{
    return view <= ANSWER_WAIT;
}

int answer_view_status(enum answer_view view)
{
    static const int statuses[ANSWER_VIEWS] = {
        [ANSWER_OPEN] = 200,   [ANSWER_NO_CODE] = 403, [ANSWER_WRONG_CODE] = 403, [ANSWER_WRONG_ANSWER] = 403,
        [ANSWER_WAIT] = 429,   [ANSWER_LOG_IN] = 403,  [ANSWER_SAID] = 200,       [ANSWER_OVER] = 410,
        [ANSWER_LATE] = 410,   [ANSWER_CHANGED] = 409, [ANSWER_UNKNOWN] = 404,    [ANSWER_OFF] = 410,
        [ANSWER_REFUSED] = 409};
    return statuses[view];
}

/* "21 November 2026, 18:05" */
static struct text moment(struct ctx *c, const struct notice_locale *locale, struct text zone, int64_t us)
{
    struct local_time local = zone_local(zone, us, NULL);
    return text_of(arena_printf(c->arena, "%.*s, %02d:%02d", TEXT_ARGS(notice_date(c, locale, local.day)),
                                (int)local.minute / 60, (int)local.minute % 60));
}

static void add_fact(struct ctx *c, struct notice_blocks *facts, const char *label, struct text value)
{
    struct text plain = notice_plain(c, value, false, NOTICE_LINE_BYTES);
    if (plain.len > 0)
        notice_block_add(c, facts, BLOCK_FACT, text_of(label), plain);
}

static void write_facts(struct ctx *c, const struct answer_page *page, const struct notice_locale *locale,
                        struct buf *out)
{
    const struct notice_answer_words *w = locale->words->answers;
    struct notice_blocks facts = {0};
    add_fact(c, &facts, w->what, page->summary);
    if (page->data != NULL)
        notice_facts(c, locale, page->data, &facts);
    add_fact(c, &facts, w->number, page->number);
    add_fact(c, &facts, w->reference, page->reference);
    add_fact(c, &facts, w->agent, page->agent);
    add_fact(c, &facts, w->rule, page->rule);
    add_fact(c, &facts, w->rule_why, page->rule_why);
    add_fact(c, &facts, w->kind, page->kind);
    if (page->until_us != 0)
        add_fact(c, &facts, w->until, moment(c, locale, page->zone, page->until_us));
    if (facts.count == 0)
        return;
    buf_z(out, "<dl>\n");
    for (size_t i = 0; i < facts.count; i++) {
        notice_element(out, "<div><dt>", facts.at[i].words, "</dt>");
        notice_element(out, "<dd>", facts.at[i].value, "</dd></div>\n");
    }
    buf_z(out, "</dl>\n");
}

/* The form goes to where the page came from: no address of it is written anywhere. */
static void write_form(struct ctx *c, const struct answer_page *page, const struct notice_answer_words *w,
                       struct buf *out)
{
    bool less = page->asks == ANSWER_LESS_MAIL;
    buf_z(out, "<form method=\"post\">\n");
    if (page->question.len > 0) {
        notice_element(out, "<label for=\"answer\">", text_of(w->question), " ");
        notice_element(out, "<span>", notice_plain(c, page->question, false, NOTICE_LINE_BYTES),
                       "</span></label>\n");
        buf_z(out, "<input id=\"answer\" name=\"answer\" type=\"password\" maxlength=\"200\" required "
                   "autocomplete=\"off\">\n");
    }
    if (page->code) {
        notice_element(out, "<label for=\"code\">", text_of(w->code), "</label>\n");
        notice_element(out, "<p id=\"hint\">", text_of(w->code_hint), "</p>\n");
        buf_z(out, "<input id=\"code\" name=\"code\" inputmode=\"numeric\" maxlength=\"16\" required "
                   "autocomplete=\"one-time-code\" aria-describedby=\"hint\">\n");
    }
    if (less)
        buf_z(out, "<input type=\"hidden\" name=\"List-Unsubscribe\" value=\"One-Click\">\n");
    buf_printf(out, "<button type=\"submit\"%s>",
               page->asks == ANSWER_REFUSE || page->asks == ANSWER_NOT_MINE ? " class=\"no\"" : "");
    notice_element(out, "", text_of(w->asks[page->asks].button), "</button>\n</form>\n");
}

static void write_body(struct ctx *c, const struct answer_page *page, const struct notice_locale *locale,
                       struct buf *out)
{
    const struct notice_answer_words *w = locale->words->answers;
    bool asks = still_asks(page->view), known = asks || page->view == ANSWER_LOG_IN;
    if (w->views[page->view] != NULL)
        notice_element(out,
                       page->view == ANSWER_SAID ? "<p class=\"said\" role=\"status\">"
                                                 : "<p class=\"note\" role=\"alert\">",
                       text_of(w->views[page->view]), "</p>\n");
    if (page->why.len > 0)
        notice_element(out, "<p>", notice_plain(c, page->why, false, NOTICE_LINE_BYTES), "</p>\n");
    if (w->states[page->state] != NULL)
        notice_element(out, "<p class=\"state\">", text_of(w->states[page->state]), "</p>\n");
    if (asks)
        notice_element(out, "<p>", text_of(w->asks[page->asks].lead), "</p>\n");
    if (known || page->view == ANSWER_SAID)
        write_facts(c, page, locale, out);
    if (asks)
        write_form(c, page, w, out);
    if (page->page != NULL) {
        buf_printf(out, "<p><a href=\"%s\">", page->page);
        notice_element(out, "", text_of(w->page), "</a></p>\n");
    }
}

void answer_page_write(struct ctx *c, const struct answer_page *page, struct buf *out)
{
    const struct notice_locale *locale = notice_locale(page->locale);
    const struct notice_answer_words *w = locale->words->answers;
    bool known = page->view != ANSWER_UNKNOWN;
    struct text title = text_of(known ? w->asks[page->asks].title : "Florin");
    buf_printf(out, "<!doctype html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n",
               locale->words->language);
    buf_z(out, "<meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"robots\" "
               "content=\"noindex\">\n<meta name=\"referrer\" content=\"no-referrer\">\n");
    notice_element(out, "<title>", title, "</title>\n");
    buf_z(out, "<link rel=\"stylesheet\" href=\"" ANSWER_STYLE_PATH "\">\n</head>\n<body>\n<main>\n");
    notice_element(out, "<p class=\"brand\">Florin",
                   page->household.len > 0 && still_asks(page->view)
                       ? text_of(arena_printf(c->arena, " · %.*s",
                                              TEXT_ARGS(notice_plain(c, page->household, false, 200))))
                       : TEXT(""),
                   "</p>\n");
    notice_element(out, "<h1>", title, "</h1>\n");
    write_body(c, page, locale, out);
    buf_z(out, "</main>\n</body>\n</html>\n");
}

/* clang-format off */
const char answer_style[] =
":root{color-scheme:light dark;--paper:#f7f6f3;--surface:#fff;--line:#e6e3dc;--ink:#1b1d1b;--soft:#555a55;--accent:#17604d;--bad:#b3352b;--on:#fff}\n"
"@media(prefers-color-scheme:dark){:root{--paper:#121412;--surface:#1a1d1b;--line:#2a2f2b;--ink:#eef0ec;--soft:#b2b8b1;--accent:#74c9ae;--bad:#f08a7f;--on:#121412}}\n"
"*{box-sizing:border-box}\n"
"body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.6 system-ui,-apple-system,\"Segoe UI\",Roboto,\"Noto Sans\",sans-serif}\n"
"main{max-width:34rem;margin:0 auto;padding:2rem 1.25rem 4rem}\n"
"h1{font-size:1.6rem;line-height:1.25;margin:0 0 1rem}\n"
"a{color:var(--accent)}\n"
":focus-visible{outline:2px solid var(--accent);outline-offset:2px}\n"
".brand{color:var(--soft);margin:0 0 1.5rem}\n"
".note{border-left:4px solid var(--bad);padding-left:.75rem}\n"
".said{border-left:4px solid var(--accent);padding-left:.75rem}\n"
"dl{background:var(--surface);border:1px solid var(--line);border-radius:12px;padding:.5rem 1rem;margin:1rem 0}\n"
"dl div{padding:.4rem 0}\n"
"dt{color:var(--soft);font-size:.85rem}\n"
"dd{margin:0;overflow-wrap:anywhere}\n"
"label{display:block;font-weight:600;margin-top:1rem}\n"
"label span{display:block;font-weight:400}\n"
"#hint{color:var(--soft);margin:0}\n"
"input:not([type=hidden]){width:100%;font:inherit;padding:.6rem .75rem;border:1px solid var(--soft);border-radius:8px;background:var(--surface);color:inherit}\n"
"button{font:inherit;font-weight:600;margin-top:1.25rem;min-height:3rem;padding:.6rem 1.25rem;border:0;border-radius:8px;background:var(--accent);color:var(--on);cursor:pointer}\n"
"button.no{background:var(--bad)}\n";
/* clang-format on */

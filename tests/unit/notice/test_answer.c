/* The page behind a link: what it says while the question stands, what it keeps to itself afterwards, and that nothing from outside becomes markup. */
#include "notice/answer.h"
#include "support.h"

static struct answer_page a_page(struct ctx *c)
{
    struct answer_page page = {.asks = ANSWER_APPROVE,
                               .view = ANSWER_OPEN,
                               .locale = TEXT("en"),
                               .zone = TEXT("Europe/Berlin"),
                               .household = TEXT("The Smiths"),
                               .summary = TEXT("Pay 12.50 EUR to <b>ACME</b>"),
                               .rule = TEXT("new payees"),
                               .until_us = INT64_C(1795285960000000),
                               .page = "/approvals"};
    assert_ok(c, json_read(c, TEXT("{\"amount\":\"1212.50\",\"currency\":\"EUR\",\"payee\":\"ACME\"}"),
                           &page.data));
    return page;
}

static struct text written(struct ctx *c, const struct answer_page *page)
{
    struct buf *out = buf_in_arena(c->arena);
    answer_page_write(c, page, out);
    return buf_view(out);
}

static bool has(struct text t, const char *words)
{
    return text_find(t, text_of(words)) >= 0;
}

static void it_says_what_would_happen(void **state)
{
    struct ctx c = test_ctx();
    struct answer_page page = a_page(&c);
    (void)state;
    struct text html = written(&c, &page);
    assert_true(has(html, "€1,212.50") && has(html, "ACME") && has(html, "new payees") &&
                has(html, "The Smiths"));
    assert_true(has(html, "&lt;b&gt;ACME") && !has(html, "<b>") && !has(html, "<script"));
    assert_true(has(html, "<form method=\"post\">") && has(html, "Approve</button>") &&
                !has(html, "name=\"code\""));
    page.locale = TEXT("de-DE");
    page.code = true;
    page.question = TEXT("Dein \"Boot\"?");
    html = written(&c, &page);
    assert_true(has(html, "<html lang=\"de\">") && has(html, "1.212,50") && has(html, "Freigeben</button>"));
    assert_true(has(html, "autocomplete=\"one-time-code\"") && has(html, "<label for=\"code\">") &&
                has(html, "<label for=\"answer\">"));
    test_ctx_end(&c);
}

static void what_is_over_tells_nothing(void **state)
{
    struct ctx c = test_ctx();
    (void)state;
    for (int view = ANSWER_LOG_IN + 1; view < ANSWER_VIEWS; view++) {
        struct answer_page page = a_page(&c);
        page.view = (enum answer_view)view;
        struct text html = written(&c, &page);
        assert_false(has(html, "<form"));
        assert_true(view == ANSWER_SAID || (!has(html, "ACME") && !has(html, "Smiths")));
        assert_true(view == ANSWER_SAID ? answer_view_status((enum answer_view)view) == 200
                                        : answer_view_status((enum answer_view)view) >= 400);
    }
    test_ctx_end(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(it_says_what_would_happen),
                                       cmocka_unit_test(what_is_over_tells_nothing)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

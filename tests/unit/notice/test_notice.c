/* What people read: both languages, both forms, and what payees cannot do to them. */
#include "insight/words.h"
#include "notice/notice.h"
#include "support.h"

static struct notice_page render(struct ctx *c, enum notice_kind kind, const char *data,
                                 const struct notice_frame *frame)
{
    const struct json_value *v = NULL;
    struct notice_page page;
    if (data != NULL)
        assert_ok(c, json_read(c, text_of(data), &v));
    notice_render(c, kind, v, frame, &page);
    return page;
}

static bool has(struct text t, const char *words)
{
    return text_find(t, text_of(words)) >= 0;
}

static void wants(struct text t, const char *words)
{
    if (!has(t, words))
        fail_msg("\"%s\" is not in \"%.*s\"", words, TEXT_ARGS(t));
}

static void every_kind_in_every_language(void **state)
{
    (void)state;
    for (int kind = 0; kind < NOTICE_KINDS; kind++)
        for (int l = 0; notice_languages[l] != NULL; l++) {
            struct ctx c = test_ctx();
            struct notice_frame frame = {.locale = text_of(notice_languages[l]),
                                         .household = TEXT("The Smiths"),
                                         .base = TEXT("https://money.example")};
            struct notice_page page = render(&c, (enum notice_kind)kind, notice_kinds[kind].sample, &frame);
            assert_true(page.title.len > 0 && page.text.len > 0 && page.html.len > 0);
            assert_false(has(page.title, "{") || has(page.text, "{") || has(page.title, "\n"));
            wants(page.html, "<!doctype html>");
            wants(page.html, "The Smiths");
            wants(page.text, "https://money.example/settings?show=notifications");
            assert_true(text_is_utf8(page.text) && text_is_utf8(page.html));
            /* Without data there is less to say, but it is said. */
            page = render(&c, (enum notice_kind)kind, NULL, &frame);
            assert_true(page.title.len > 0 && !has(page.text, "{"));
            assert_true(notice_kind_parse(text_of(notice_kinds[kind].name)) == (enum notice_kind)kind);
            assert_true(notice_kind_title((enum notice_kind)kind, frame.locale)[0] != '\0');
            test_ctx_end(&c);
        }
    assert_true(notice_kind_parse(TEXT("nothing")) == NOTICE_KINDS);
}

static void amounts_and_dates_by_locale(void **state)
{
    (void)state;
    static const struct {
        const char *locale, *amount, *date, *month;
    } rows[] = {{"en", "-€1,234,567.50", "21\xC2\xA0November 2026", "November 2026"},
                {"en-US", "-€1,234,567.50", "November 21, 2026", "November 2026"},
                {"de", "-1.234.567,50\xC2\xA0€", "21.\xC2\xA0November 2026", "November 2026"},
                {"de-DE", "-1.234.567,50\xC2\xA0€", "21.\xC2\xA0November 2026", "November 2026"},
                {"de-CH",
                 "-€\xC2\xA0"
                 "1’234’567.50",
                 "21.\xC2\xA0November 2026", "November 2026"},
                {"fr", "-€1,234,567.50", "21\xC2\xA0November 2026", "November 2026"},
                {"", "-€1,234,567.50", "21\xC2\xA0November 2026", "November 2026"},
                {"deutsch", "-€1,234,567.50", "21\xC2\xA0November 2026", "November 2026"}};
    struct ctx c = test_ctx();
    date d;
    assert_true(date_from_civil(2026, 11, 21, &d));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct notice_locale *l = notice_locale(text_of(rows[i].locale));
        assert_text(rows[i].amount, notice_money(&c, l, (struct decimal){-123456750, 2}, TEXT("EUR")));
        assert_text(rows[i].date, notice_date(&c, l, d));
        assert_text(rows[i].month, notice_month(&c, l, 2026 * 12 + 10));
    }
    const struct notice_locale *en = notice_locale(TEXT("en")), *de = notice_locale(TEXT("de"));
    assert_text("CHF\xC2\xA0"
                "12.50",
                notice_money(&c, en, (struct decimal){125, 1}, TEXT("CHF")));
    assert_text("¥1,250", notice_money(&c, en, (struct decimal){1250, 0}, TEXT("JPY")));
    assert_text("12,5", notice_money(&c, de, (struct decimal){125, 1}, TEXT("nonsense")));
    assert_text("0,999\xC2\xA0"
                "EUR",
                notice_money(&c, de, (struct decimal){999, 3}, TEXT("EUR")));
    test_ctx_end(&c);
}

static void data_cannot_be_markup(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct notice_frame frame = {.household = TEXT("<b>\"home\"</b>"), .base = TEXT("https://m.example")};
    struct notice_page page = render(
        &c, NOTICE_FRAUD_ALERT,
        "{\"amount\":\"1.00\",\"currency\":\"EUR\",\"payee\":\"<script>alert('x')</script>\\r\\nBcc: a@b "
        "{reason}\\u202egpj\",\"reason\":\"a & b\",\"link\":\"/x?a=1&b=2\"}",
        &frame);
    assert_false(has(page.html, "<script") || has(page.html, "<b>") || has(page.html, "\xE2\x80\xAE"));
    assert_false(has(page.title, "\n") || has(page.title, "\r") || has(page.text, "\r"));
    wants(page.html, "&lt;script&gt;alert(&#39;x&#39;)");
    wants(page.html, "a &amp; b");
    wants(page.html, "href=\"https://m.example/x?a=1&amp;b=2\"");
    wants(page.title, "Bcc: a@b {reason}"); /* what is put in is not looked at again */
    test_ctx_end(&c);
}

static void links_are_ours_or_the_webs(void **state)
{
    (void)state;
    static const char *const bad[] = {"javascript:alert(1)",
                                      "//evil.example/",
                                      "data:text/html,x",
                                      "/a\\\" onclick=\\\"x",
                                      "https://a b",
                                      "x",
                                      ""};
    struct ctx c = test_ctx();
    struct notice_frame frame = {.base = TEXT("https://m.example")}, nowhere = {0};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct notice_page page = render(
            &c, NOTICE_INSIGHT, arena_printf(c.arena, "{\"title\":\"t\",\"link\":\"%s\"}", bad[i]), &frame);
        assert_int_equal(0, page.link.len);
        assert_false(has(page.html, "onclick"));
    }
    assert_text("https://m.example/alerts",
                render(&c, NOTICE_INSIGHT, "{\"link\":\"/alerts\"}", &frame).link);
    assert_text("https://o.example/",
                render(&c, NOTICE_INSIGHT, "{\"link\":\"https://o.example/\"}", &frame).link);
    assert_int_equal(0, render(&c, NOTICE_INSIGHT, "{\"link\":\"/alerts\"}", &nowhere).link.len);
    test_ctx_end(&c);
}

static void a_code_is_shown_to_whom_it_is_given(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct notice_frame with = {.code = TEXT("482913")}, without = {0};
    struct notice_page page = render(&c, NOTICE_CODE, "{\"minutes\":10,\"code\":\"482913\"}", &with);
    wants(page.text, "482913");
    wants(page.html, "482913");
    assert_false(has(page.title, "482913") || has(page.brief, "482913"));
    page = render(&c, NOTICE_CODE, "{\"minutes\":10,\"code\":\"482913\"}", &without);
    assert_false(has(page.text, "482913") || has(page.html, "482913"));
    wants(page.text, NOTICE_MASKED);
    test_ctx_end(&c);
}

static void a_sentence_without_its_field_is_left_out(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct notice_frame de = {.locale = TEXT("de-DE")};
    struct notice_page page =
        render(&c, NOTICE_BUDGET_EXCEEDED, "{\"title\":\"Groceries is over\",\"body\":\"12 over.\"}", &de);
    assert_text("Groceries is over", page.title);
    assert_text("12 over.", page.brief);
    assert_false(has(page.text, "Das Budget ist"));
    page = render(&c, NOTICE_BUDGET_EXCEEDED, "[1,2]", &de);
    assert_text("Ein Budget ist überschritten", page.title);
    page = render(&c, NOTICE_PAYMENT_EXECUTED, "{\"amount\":true,\"payee\":5,\"date\":\"2026-02-31\"}", &de);
    assert_text("Eine Zahlung wurde ausgeführt", page.title);
    test_ctx_end(&c);
}

static void a_digest_shows_so_many_and_counts_the_rest(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct notice_frame frame = {0};
    struct buf *data = buf_in_arena(c.arena);
    buf_z(data, "{\"count\":70,\"items\":[");
    for (int i = 0; i < 70; i++)
        buf_printf(data, "%s{\"title\":\"thing %d.\"}", i == 0 ? "" : ",", i);
    buf_z(data, "]}");
    struct notice_page page = render(&c, NOTICE_DIGEST, data->at, &frame);
    assert_text("70 things to look at", page.title);
    wants(page.text, "thing 49.");
    assert_false(has(page.text, "thing 50."));
    wants(page.text, "20 more are waiting");
    test_ctx_end(&c);
}

static void plain_text(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    assert_text("a b", notice_plain(&c, TEXT("a\nb"), false, 100));
    assert_text("a\nb", notice_plain(&c, TEXT("a\nb\r"), true, 100));
    assert_text("a?b", notice_plain(&c,
                                    TEXT("a\xFF"
                                         "b"),
                                    false, 100));
    assert_text("ä", notice_plain(&c, TEXT("ää"), false, 3));
    assert_text("?", notice_plain(&c, TEXT("\xE2"), false, 3));
    assert_text("x y", notice_plain(&c, TEXT("x\xE2\x80\xAEy\xEF\xBB\xBF"), false, 30));
    assert_text("", notice_plain(&c, (struct text){NULL, 0}, false, 30));
    test_ctx_end(&c);
}

/* As the analytics agent's event says it. */
static const char *event_of(struct ctx *c, const struct finding *f)
{
    static const struct finding_names names = {.payee = {"Netflix", 7},
                                               .account = {"Karte", 5},
                                               .category = {"Expenses:Food:Restaurants", 25},
                                               .top = {{"Expenses:Rent", 13}, {"Expenses:Food", 13}}};
    struct finding_words words = finding_words(c->arena, f, &names);
    struct buf *out = buf_in_arena(c->arena);
    struct json j = json_into(out);
    json_object(&j);
    json_key_z(&j, "kind", insight_kind_name(f->kind));
    json_key_text(&j, "title", words.title);
    json_key_text(&j, "body", words.body);
    json_key_z(&j, "date", "2026-10-12");
    json_key(&j, "numbers");
    finding_numbers(&j, f, &names);
    json_object_end(&j);
    return out->at;
}

static void insights_are_said_in_each_language(void **state)
{
    static const char *const said[INSIGHT_KIND_COUNT] = {
        [INSIGHT_DUPLICATE_CHARGE] = "Netflix: 2-mal abgebucht? 1.299,00\xC2\xA0€",
        [INSIGHT_PRICE_RISE] = "Netflix kostet 1.299,00\xC2\xA0€ statt 12,99\xC2\xA0€",
        [INSIGHT_UNUSUAL_MONTH] =
            "Food:Restaurants: 1.299,00\xC2\xA0€ im Oktober 2026 sind ungewöhnlich viel",
        [INSIGHT_BUDGET_WARNING] =
            "Food:Restaurants: 83\xC2\xA0% des Budgets im Oktober 2026 sind ausgegeben",
        [INSIGHT_BUDGET_EXCEEDED] = "Food:Restaurants: im Oktober 2026 über dem Budget",
        [INSIGHT_MONTH_SUMMARY] = "Oktober 2026: 1.299,00\xC2\xA0€ ausgegeben, üblich sind 12,99\xC2\xA0€",
        [INSIGHT_WEEKLY_RHYTHM] = "Samstag ist dein Tag zum Ausgeben",
        [INSIGHT_NEW_PAYEE] = "Neu: Netflix, 1.299,00\xC2\xA0€",
        [INSIGHT_RUNS_DRY] = "Karte könnte bis 8.\xC2\xA0November 2026 leer sein",
        [INSIGHT_MISSED_PAYMENT] = "Netflix: 1.299,00\xC2\xA0€ kamen nicht"};
    (void)state;
    for (int kind = 0; kind < INSIGHT_KIND_COUNT; kind++) {
        struct ctx c = test_ctx();
        const struct json_value *event;
        struct finding f = {.kind = (enum insight_kind)kind,
                            .currency = CURRENCY_EUR,
                            .amount = 129900,
                            .usual = 1299,
                            .count = 2,
                            .permille = 250,
                            .weekday = 5,
                            .period_months = 1,
                            .month = 2026 * 12 + 9,
                            .budget = {.limit = 35000, .spent = 29050, .left = 5950, .percent = 83}};
        assert_true(date_parse(TEXT("2026-11-08"), &f.date_before));
        assert_ok(&c, json_read(&c, text_of(event_of(&c, &f)), &event));
        struct text data = notice_insight_data(&c, event);
        enum notice_kind told = notice_kind_of_insight(text_of(insight_kind_name(f.kind)));
        struct notice_frame de = {.locale = TEXT("de-DE")}, en = {.locale = TEXT("en-GB")};
        struct notice_page page = render(&c, told, text_z(c.arena, data), &de);
        assert_text(said[kind], page.title);
        assert_true(page.brief.len > 0 && !has(page.text, "{"));
        page = render(&c, told, text_z(c.arena, data), &en); /* in its own words */
        assert_true(text_equal(json_as_text(json_member(event, "title")), page.title));
        assert_true(text_equal(json_as_text(json_member(event, "body")), page.brief));
        f.amount = -f.amount;
        assert_ok(&c, json_read(&c, text_of(event_of(&c, &f)), &event));
        page = render(&c, told, text_z(c.arena, notice_insight_data(&c, event)), &de);
        if (f.kind == INSIGHT_MISSED_PAYMENT)
            assert_text("Netflix: 1.299,00\xC2\xA0€ gingen nicht ab", page.title);
        test_ctx_end(&c);
    }
}

/* Others' insights, and ones whose event says no numbers. */
static void insights_without_numbers_stay_in_their_own_words(void **state)
{
    static const char *const odd[] = {"null", "{}", "{\"kind\":\"price_rise\"}",
                                      "{\"kind\":\"price_rise\",\"numbers\":{}}", "{\"numbers\":{\"a\":1}}"};
    (void)state;
    struct ctx c = test_ctx();
    const struct json_value *event;
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        assert_ok(&c, json_read(&c, text_of(odd[i]), &event));
        assert_int_equal(0, notice_insight_data(&c, event).len);
    }
    struct notice_frame de = {.locale = TEXT("de")};
    struct notice_page page =
        render(&c, NOTICE_INSIGHT,
               "{\"insight\":\"of_tomorrow\",\"title\":\"New words\",\"body\":\"All of them.\"}", &de);
    assert_text("New words", page.title);
    assert_text("All of them.", page.brief);
    page = render(&c, NOTICE_INSIGHT,
                  "{\"insight\":\"payment_failed\",\"payee\":\"Landlord\",\"amount\":\"800.00\",\"currency\":"
                  "\"EUR\",\"due\":\"2026-11-01\",\"reason\":\"account closed\"}",
                  &de);
    assert_text("Landlord wurde nicht bezahlt", page.title);
    wants(page.text, "account closed");
    test_ctx_end(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_in_every_language),
        cmocka_unit_test(amounts_and_dates_by_locale),
        cmocka_unit_test(data_cannot_be_markup),
        cmocka_unit_test(links_are_ours_or_the_webs),
        cmocka_unit_test(a_code_is_shown_to_whom_it_is_given),
        cmocka_unit_test(a_sentence_without_its_field_is_left_out),
        cmocka_unit_test(a_digest_shows_so_many_and_counts_the_rest),
        cmocka_unit_test(plain_text),
        cmocka_unit_test(insights_are_said_in_each_language),
        cmocka_unit_test(insights_without_numbers_stay_in_their_own_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* What findings say to a person, and their numbers for programs. */
#include "insight/record.h"
#include "unit/insight/history.h"

#include <cjson/cJSON.h>

static const struct finding_names names = {.payee = {"Netflix", 7},
                                           .account = {"Card", 4},
                                           .category = {"Expenses:Food:Restaurants", 25},
                                           .top = {{"Expenses:Rent", 13}, {"Expenses:Food", 13}}};

static size_t characters(struct text t)
{
    size_t count = 0;
    for (size_t i = 0; i < t.len; i++)
        count += ((unsigned char)t.at[i] & 0xC0) != 0x80;
    return count;
}

static const struct json_value *recorded(struct ctx *c, const struct finding *f)
{
    const struct json_value *v;
    struct buf *out = buf_in_arena(c->arena);
    struct json j = json_into(out);
    finding_write(&j, f, &names);
    assert_ok(c, json_read(c, buf_view(out), &v));
    return v;
}

/* Kept with a run and read again, it says the same in words and numbers. */
static void says_the_same_when_it_is_read_again(struct ctx *c, const struct finding *f)
{
    struct finding again;
    struct finding_names read;
    bool ok;
    struct buf *before = buf_in_arena(c->arena), *after = buf_in_arena(c->arena);
    struct json j = json_into(before), k = json_into(after);
    finding_read(recorded(c, f), &again, &read, &ok);
    assert_true(ok);
    assert_int_equal(f->severity, again.severity);
    assert_int_equal(f->txn, again.txn);
    assert_string_equal(f->topic, again.topic);
    struct finding_words one = finding_words(c->arena, f, &names),
                         two = finding_words(c->arena, &again, &read);
    assert_true(text_equal(one.title, two.title));
    assert_true(text_equal(one.body, two.body));
    finding_numbers(&j, f, &names);
    finding_numbers(&k, &again, &read);
    assert_string_equal(before->at, after->at);
}

static void says(struct finding f, const char *title, const char *body)
{
    struct ctx c = test_ctx();
    f.currency = CURRENCY_EUR;
    struct finding_words words = finding_words(c.arena, &f, &names);
    assert_text(title, words.title);
    assert_text(body, words.body);
    f.severity = SEVERITY_WARNING;
    f.txn = INT64_C(1) << 40;
    memcpy(f.topic, "some/topic", sizeof "some/topic");
    says_the_same_when_it_is_read_again(&c, &f);
    test_ctx_end(&c);
}

static void each_kind_in_words(void **state)
{
    (void)state;
    says((struct finding){.kind = INSIGHT_DUPLICATE_CHARGE,
                          .amount = 24900,
                          .count = 2,
                          .date = day_of(2026, 8, 21),
                          .date_before = day_of(2026, 8, 21)},
         "Netflix: charged twice? 249.00 EUR",
         "Netflix took 249.00 EUR twice from Card on 2026-08-21, and does not usually. If you bought once, "
         "ask for the "
         "rest back.");
    says((struct finding){.kind = INSIGHT_PRICE_RISE,
                          .amount = 1499,
                          .usual = 1299,
                          .permille = 154,
                          .period_months = 1,
                          .date = day_of(2026, 3, 14)},
         "Netflix rose from 12.99 EUR to 14.99 EUR",
         "Since 2026-03-14 Netflix takes 14.99 EUR a month instead of 12.99 EUR: 15 % more, or 24.00 EUR "
         "more a year.");
    says((struct finding){.kind = INSIGHT_UNUSUAL_MONTH,
                          .amount = 129240,
                          .usual = 20760,
                          .count = 22,
                          .month = month_of(2026, 9)},
         "Food:Restaurants: 1292.40 EUR in September 2026 is unusually much",
         "In the 22 months before, the middle one had 207.60 EUR: this is 1084.80 EUR more.");
    struct budget_month spent = {
        .amount = 35000, .limit = 35000, .spent = 29050, .left = 5950, .percent = 83};
    says((struct finding){.kind = INSIGHT_BUDGET_WARNING, .budget = spent, .month = month_of(2026, 10)},
         "Food:Restaurants: 83 % of October 2026's budget is spent",
         "290.50 EUR of 350.00 EUR are spent, 59.50 EUR are left.");
    spent = (struct budget_month){
        .amount = 35000, .carried = -1000, .limit = 34000, .spent = 36310, .left = -2310, .percent = 106};
    says(
        (struct finding){.kind = INSIGHT_BUDGET_EXCEEDED, .budget = spent, .month = month_of(2026, 10)},
        "Food:Restaurants: October 2026 is 23.10 EUR over budget",
        "363.10 EUR are spent of 340.00 EUR (350.00 EUR a month, 10.00 EUR overspent in the months before).");
    says((struct finding){.kind = INSIGHT_MONTH_SUMMARY,
                          .amount = 200000,
                          .usual = 190000,
                          .month = month_of(2026, 10),
                          .top = {{1, 142000, 142000}, {2, 50000, 40000}}},
         "October 2026: 2000.00 EUR spent, usually 1900.00 EUR",
         "Most went to Rent (1420.00 EUR, usually 1420.00 EUR), Food (500.00 EUR, usually 400.00 EUR).");
    says((struct finding){.kind = INSIGHT_WEEKLY_RHYTHM,
                          .amount = 65000,
                          .count = 105,
                          .permille = 248,
                          .weekday = 5,
                          .month = month_of(2026, 9)},
         "Saturday is your day for spending",
         "25 % of 105 payments in the three months to September 2026 were booked on a Saturday: 650.00 EUR.");
    says(
        (struct finding){.kind = INSIGHT_NEW_PAYEE, .amount = 74600, .count = 1, .date = day_of(2026, 4, 21)},
        "New: Netflix, 746.00 EUR", "First paid on 2026-04-21 from Card; 1 payment so far.");
}

static void what_is_no_finding_is_read_as_none(void **state)
{
    static const char *const odd[] = {
        "null",
        "[]",
        "{}",
        "{\"kind\":\"new_payee\",\"severity\":\"notice\",\"currency\":\"EUR\"}",
        "{\"kind\":\"unknown\",\"severity\":\"notice\",\"currency\":\"EUR\",\"topic\":\"a\"}",
        "{\"kind\":\"new_payee\",\"severity\":\"grave\",\"currency\":\"EUR\",\"topic\":\"a\"}",
        "{\"kind\":\"new_payee\",\"severity\":\"notice\",\"currency\":\"???\",\"topic\":\"a\"}",
        "{\"kind\":\"price_rise\",\"severity\":\"info\",\"currency\":\"EUR\",\"topic\":\"a\",\"month\":-1}"};
    (void)state;
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        struct ctx c = test_ctx();
        const struct json_value *v;
        struct finding f;
        struct finding_names read;
        bool ok;
        assert_ok(&c, json_read(&c, text_of(odd[i]), &v));
        finding_read(v, &f, &read, &ok);
        assert_false(ok);
        test_ctx_end(&c);
    }
}

static void titles_are_cut_at_characters(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    char name[400] = "";
    for (int i = 0; i < 130; i++)
        memcpy(name + i * 3, "漢", 3);
    struct finding_names longer = {
        .payee = {name, 390}, .account = {name, 390}, .category = {name, 390}, .top = {{name, 390}}};
    for (int kind = 0; kind < INSIGHT_KIND_COUNT; kind++) {
        struct finding f = {.kind = (enum insight_kind)kind,
                            .currency = CURRENCY_EUR,
                            .amount = INT64_MAX,
                            .usual = 1,
                            .period_months = 1,
                            .count = 3,
                            .month = month_of(2026, 9),
                            .top = {{1, INT64_MAX, INT64_MAX}},
                            .budget = {.limit = INT64_MAX, .spent = INT64_MAX, .left = -INT64_MAX}};
        struct finding_words words = finding_words(c.arena, &f, &longer);
        assert_true(characters(words.title) <= INSIGHT_TITLE_MAX);
        assert_true(text_is_utf8(words.title));
        assert_true(text_is_utf8(words.body));
        struct buf *out = buf_in_arena(c.arena);
        struct json j = json_into(out);
        finding_numbers(&j, &f, &longer);
        cJSON *parsed = cJSON_Parse(out->at);
        assert_non_null(parsed);
        assert_string_equal("EUR", cJSON_GetStringValue(cJSON_GetObjectItem(parsed, "currency")));
        cJSON_Delete(parsed);
    }
    test_ctx_end(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_kind_in_words),
        cmocka_unit_test(what_is_no_finding_is_read_as_none),
        cmocka_unit_test(titles_are_cut_at_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

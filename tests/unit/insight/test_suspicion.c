/* Scores of payments: the same every time, never smaller for a larger amount; thresholds that follow answers. */
#include "base/hash.h"
#include "insight/suspicion/suspicion.h"
#include "support.h"

enum { CARD = 7, TODAY = 20000 };
#define NOON_US (INT64_C(20000) * 86400000000 + INT64_C(43200000000))

static struct suspect payment(int64_t number, int64_t amount, uint64_t payee, date day)
{
    return (struct suspect){
        .number = number, .account = CARD, .amount = amount, .payee = payee, .date = day, .hour = -1};
}

/* A year: rent, shops, small things. */
static struct past *a_year(void)
{
    struct past *past = past_new();
    for (int32_t i = 360; i > 0; i--) {
        uint64_t r = hash_mix(3, (uint64_t)i);
        struct suspect p = payment(361 - i, i % 30 == 0 ? 90000 : 300 + (int64_t)(r % 7000),
                                   i % 30 == 0 ? 1 : 2 + r % 9, TODAY - i);
        p.hour = 9 + (int32_t)(r % 10);
        past_add(past, &p, true);
    }
    return past;
}

static double score(const struct past *past, const struct suspect *p)
{
    struct suspicion s;
    past_judge(past, p, &s);
    return s.score;
}

static void the_same_past_gives_the_same_score(void **state)
{
    (void)state;
    struct past *one = a_year(), *other = a_year();
    struct suspect p = payment(1000, 150000, 99, TODAY);
    assert_true(score(one, &p) == score(other, &p) && score(one, &p) > 0);
    assert_true(past_digest(one) == past_digest(other));
    past_add(other, &p, true);
    assert_true(past_digest(one) != past_digest(other));
    past_free(one);
    past_free(other);
}

static void more_is_never_less_suspicious(void **state)
{
    (void)state;
    struct past *past = a_year();
    for (int64_t i = 1; i <= 3; i++) {
        struct suspect strange = payment(500 + i, 60000 + i, 70 + (uint64_t)i, TODAY);
        strange.at_us = NOON_US + i * 1000000;
        past_add(past, &strange, false);
    }
    for (uint64_t payee = 0; payee <= 12; payee++) {
        double last = -1;
        for (double amount = 1; amount < 1e12; amount *= 1.07) {
            struct suspect p = payment(1000, (int64_t)amount, payee == 12 ? 555 : payee, TODAY);
            p.at_us = NOON_US + 30000000;
            p.hour = 3;
            double now = score(past, &p);
            assert_true(now >= last);
            last = now;
        }
        assert_true(last >= THRESHOLD_USUAL);
    }
    past_free(past);
}

static void what_is_usual_scores_nothing(void **state)
{
    (void)state;
    struct past *past = a_year();
    struct suspect rent = payment(1000, 90000, 1, TODAY), shop = payment(1001, 2500, 4, TODAY),
                   cafe = payment(1002, 450, 777, TODAY);
    assert_true(score(past, &rent) == 0);
    assert_true(score(past, &shop) == 0);
    assert_true(score(past, &cafe) < 3);
    past_free(past);
}

static void a_short_past_is_held_against_nobody(void **state)
{
    (void)state;
    struct past *past = past_new();
    struct suspicion s;
    struct suspect p = payment(1, 500, 3, TODAY - 3), large = payment(2, 99999999, 9, TODAY);
    past_judge(past, &large, &s);
    assert_true(s.learning);
    for (int64_t i = 0; i < 100; i++)
        past_add(past, &p, true);
    past_judge(past, &large, &s);
    assert_true(s.learning); /* a hundred payments, of one day */
    past_free(past);
}

static void words_of_banks_tell_hours_and_currencies(void **state)
{
    (void)state;
    struct suspect p = {0};
    suspect_read_text(&p, TEXT("SHELL 4711 KARTE 14:35 DANKE"), "EUR");
    assert_int_equal(14, p.hour);
    assert_int_equal(0, p.foreign);
    suspect_read_text(&p, TEXT("PAYPAL USD 120.00 23:59:10"), "EUR");
    assert_int_equal('U' << 16 | 'S' << 8 | 'D', p.foreign);
    suspect_read_text(&p, TEXT("IBAN DE12:34 USDX 99:99 1:20 EUR 5"), "EUR");
    assert_int_equal(-1, p.hour);
    assert_int_equal(0, p.foreign);
}

static void models_follow_and_learn(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct past *past = a_year();
    double *rows = ARENA_ARRAY(c.arena, double, 400 * SUSPICION_FEATURES);
    struct suspicion_answer answers[40];
    struct suspicion_model *untaught, *taught;
    struct suspicion s;
    for (int i = 0; i < 400; i++) {
        struct suspect p =
            payment(2000 + i, 400 + (int64_t)(hash_mix(5, (uint64_t)i) % 6000), 2 + (uint64_t)i % 9, TODAY);
        past_judge(past, &p, &s);
        memcpy(rows + i * SUSPICION_FEATURES, s.features, sizeof s.features);
    }
    for (int i = 0; i < 40; i++) {
        struct suspect p = payment(3000 + i, 120000 + i * 1000, (uint64_t)(i % 2 == 0 ? 900 + i : 3), TODAY);
        past_judge(past, &p, &s);
        answers[i] = (struct suspicion_answer){.score = s.score, .fraud = i % 2 == 0};
        memcpy(answers[i].features, s.features, sizeof s.features);
    }
    assert_ok(&c, model_new(&c, rows, 400, answers, 0, &untaught));
    assert_ok(&c, model_new(&c, rows, 400, answers, 40, &taught));
    struct suspect fraud = payment(5000, 140000, 4321, TODAY), known = payment(5001, 140000, 3, TODAY);
    struct suspicion before, after;
    past_judge(past, &fraud, &before);
    after = before;
    model_judge(untaught, &before);
    model_judge(taught, &after);
    assert_true(after.score > before.score);
    past_judge(past, &known, &before);
    after = before;
    model_judge(untaught, &before);
    model_judge(taught, &after);
    assert_true(after.score < before.score);
    assert_true(model_digest(taught) != model_digest(untaught));
    assert_true(model_probability(untaught, 6, 6) == 0.5);
    assert_true(model_probability(taught, 12, 6) >= model_probability(taught, 5, 6));
    past_free(past);
    test_ctx_end(&c);
}

static void thresholds_follow_answers(void **state)
{
    (void)state;
    struct suspicion_answer a[6] = {0};
    assert_true(threshold_adapt(a, 0, 1000, 0.002) == THRESHOLD_USUAL);
    for (int i = 0; i < 6; i++)
        a[i].score = 6.5 + i;
    assert_true(threshold_adapt(a, 6, 1000, 0.01) == THRESHOLD_USUAL); /* ten would be all right */
    double strict = threshold_adapt(a, 6, 1000, 0.002);
    assert_true(strict > 9.5 && strict < 10);
    assert_true(threshold_adapt(a, 6, 1000, 0.001) > strict);
    for (int i = 0; i < 6; i++)
        a[i].fraud = true;
    assert_true(threshold_adapt(a, 6, 1000, 0.002) < THRESHOLD_USUAL);
    assert_true(threshold_adapt(a, 6, 1000, 0.002) >= THRESHOLD_LEAST);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_past_gives_the_same_score),
        cmocka_unit_test(more_is_never_less_suspicious),
        cmocka_unit_test(what_is_usual_scores_nothing),
        cmocka_unit_test(a_short_past_is_held_against_nobody),
        cmocka_unit_test(words_of_banks_tell_hours_and_currencies),
        cmocka_unit_test(models_follow_and_learn),
        cmocka_unit_test(thresholds_follow_answers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

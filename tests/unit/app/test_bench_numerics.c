/* florin bench and florin numerics on files: what they refuse, and what their JSON holds. Small made-up files; no time decides anything. */
#include "app/bench/support/child.h"
#include "app/command.h"
#include "numerics/random.h"
#include "support.h"

#include <cjson/cJSON.h>
#include <unistd.h>

struct fixture {
    struct ctx c;
    char path[64];
};

static int begin(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    f->c = test_ctx();
    snprintf(f->path, sizeof f->path, "/tmp/florin-numbers-XXXXXX");
    int fd = mkstemp(f->path);
    assert_true(fd >= 0);
    close(fd);
    *state = f;
    return 0;
}

static int end(void **state)
{
    struct fixture *f = *state;
    unlink(f->path);
    test_ctx_end(&f->c);
    free(f);
    return 0;
}

/* This program is florin when it is called with words (see main). */
static cJSON *run(struct ctx *c, const char *const *words)
{
    struct text out;
    struct cost cost;
    assert_ok(c, child_run(c, words, &out, &cost));
    cJSON *json = cJSON_ParseWithLength(out.at, out.len);
    assert_non_null(json);
    return json;
}

#define RUN(f, ...) run(&(f)->c, (const char *const[]){__VA_ARGS__, "--json", NULL})

static void refuse(struct ctx *c, int code, const char *const *words)
{
    struct cost cost;
    char why[64];
    snprintf(why, sizeof why, "florin %s ended with code %d", words[0], code);
    assert_int_equal(child_run(c, words, NULL, &cost), ERR_IO);
    assert_string_equal(c->why, why);
}

#define REFUSE(f, code, ...) refuse(&(f)->c, code, (const char *const[]){__VA_ARGS__, NULL})

static double figure(const cJSON *json, const char *section, const char *key)
{
    const cJSON *value =
        cJSON_GetObjectItemCaseSensitive(cJSON_GetObjectItemCaseSensitive(json, section), key);
    if (!cJSON_IsNumber(value))
        fail_msg("there is no number %s.%s", section, key);
    return value->valuedouble;
}

/* 400 rows about the origin; rows 100, 200 and 300 are far out in column b. */
static void write_labelled(const char *path)
{
    struct random r = random_stream(1, 0);
    FILE *out = fopen(path, "w");
    assert_non_null(out);
    fputs("a,b,label\n", out);
    for (int i = 1; i <= 400; i++)
        fprintf(out, "%.6f,%.6f,%d\n", random_normal(&r),
                random_normal(&r) + (i % 100 == 0 && i < 400 ? 40 + i : 0), i % 100 == 0 && i < 400);
    assert_int_equal(fclose(out), 0);
}

static void forests_rank_a_file(void **state)
{
    struct fixture *f = *state;
    write_labelled(f->path);
    cJSON *json = RUN(f, "bench", "iforest", f->path, "--seeds", "3");
    assert_int_equal((int)figure(json, "data", "rows"), 400);
    assert_int_equal((int)figure(json, "data", "columns"), 2);
    assert_int_equal((int)figure(json, "data", "anomalies"), 3);
    static const char *const kinds[] = {"standard", "best"};
    for (size_t i = 0; i < 2; i++) {
        assert_true(figure(json, kinds[i], "auroc") == 1);
        assert_true(figure(json, kinds[i], "average_precision") == 1);
        assert_true(figure(json, kinds[i], "auroc_deviation") == 0);
        assert_true(figure(json, kinds[i], "fit_s") > 0 && figure(json, kinds[i], "score_s") > 0);
    }
    cJSON_Delete(json);
    json = RUN(f, "bench", "iforest", f->path, "--variant", "best", "--trees", "20", "--samples", "64");
    assert_null(cJSON_GetObjectItemCaseSensitive(json, "standard"));
    assert_true(figure(json, "best", "auroc") > 0.95);
    cJSON_Delete(json);
}

static void the_oddest_rows_come_with_reasons(void **state)
{
    struct fixture *f = *state;
    write_labelled(f->path);
    cJSON *json = RUN(f, "numerics", "iforest", f->path, "--label", "--top", "3");
    assert_int_equal(cJSON_GetArraySize(json), 3);
    for (int i = 0; i < 3; i++) {
        const cJSON *row = cJSON_GetArrayItem(json, i);
        assert_int_equal(cJSON_GetObjectItemCaseSensitive(row, "row")->valueint % 100, 0);
        const cJSON *reason = cJSON_GetArrayItem(cJSON_GetObjectItemCaseSensitive(row, "reasons"), 0);
        assert_string_equal(cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(reason, "column")), "b");
    }
    cJSON_Delete(json);
    json = RUN(f, "numerics");
    assert_true(cJSON_GetArraySize(json) >= 1);
    cJSON_Delete(json);
}

static void wrong_words_and_files_are_refused(void **state)
{
    struct fixture *f = *state;
    write_labelled(f->path);
    REFUSE(f, 2, "bench", "iforest");
    REFUSE(f, 2, "bench", "iforest", f->path, f->path);
    REFUSE(f, 2, "bench", "iforest", f->path, "--variant", "worst");
    REFUSE(f, 2, "bench", "iforest", f->path, "--rows", "5");
    REFUSE(f, 3, "bench", "iforest", "/nowhere/at/all.csv");
    REFUSE(f, 2, "bench", "fraud", f->path);
    REFUSE(f, 3, "bench", "fraud", f->path, "--train", "2026-01-01", "--test", "2026-01-15");
    REFUSE(f, 2, "numerics", "nonsense");
    REFUSE(f, 2, "numerics", "iforest");
    REFUSE(f, 2, "numerics", "iforest", f->path, "--variant", "worst");
}

/* 40 cards a day for 40 days; amounts about 20, and every 25th transaction a fraud of 300 and more. */
static void write_cards(const char *path)
{
    struct random r = random_stream(2, 0);
    FILE *out = fopen(path, "w");
    assert_non_null(out);
    fputs("TRANSACTION_ID,TX_DATETIME,CUSTOMER_ID,TERMINAL_ID,TX_AMOUNT,TX_FRAUD,TX_FRAUD_SCENARIO\n", out);
    for (int i = 0; i < 40 * 40; i++) {
        char day[DATE_TEXT_MAX];
        int fraud = i % 25 == 24;
        date first;
        assert_true(date_parse(TEXT("2026-01-01"), &first));
        fprintf(out, "%d,%s %02d:%02d:00,%u,%u,%d.%02d,%d,0\n", i, date_format(first + i / 40, day),
                i % 40 / 2, i % 2 * 30, random_below(&r, 500), random_below(&r, 20),
                fraud ? 300 + i % 50 : 10 + (int)random_below(&r, 20), i % 100, fraud);
    }
    assert_int_equal(fclose(out), 0);
}

static void fraud_is_found_by_its_amount(void **state)
{
    struct fixture *f = *state;
    write_cards(f->path);
    cJSON *json =
        RUN(f, "bench", "fraud", f->path, "--train", "2026-01-10", "--test", "2026-01-24", "--seeds", "1");
    assert_int_equal((int)figure(json, "data", "transactions"), 1600);
    assert_int_equal((int)figure(json, "split", "train_rows"), 280);
    assert_true(figure(json, "split", "train_frauds") > 5 && figure(json, "split", "test_frauds") > 3);
    /* Of the 280 rows of the test week those of cards that were found are left out. */
    assert_true(figure(json, "split", "test_rows") > 200 && figure(json, "split", "test_rows") < 280);
    assert_true(figure(json, "unsupervised", "auroc") > 0.9);
    assert_true(figure(json, "supervised", "auroc") == 1);
    assert_true(figure(json, "isolation_forest_best", "auroc") > 0.9);
    assert_true(figure(json, "online_forest", "auroc") > 0.9);
    assert_true(figure(json, "supervised", "card_precision_100") < 0.1);
    cJSON_Delete(json);
    REFUSE(f, 2, "bench", "fraud", f->path, "--train", "2026-01-10", "--test", "2026-01-23");
    REFUSE(f, 3, "bench", "fraud", f->path, "--train", "2027-01-10", "--test", "2027-01-24");
}

/* All of a file. */
static char *read_whole(struct ctx *c, const char *path)
{
    FILE *f = fopen(path, "r");
    struct buf *out = buf_in_arena(c->arena);
    assert_non_null(f);
    for (int ch; (ch = fgetc(f)) != EOF;)
        buf_char(out, (char)ch);
    fclose(f);
    buf_char(out, '\0');
    return out->at;
}

static void a_report_tells_curves_cases_and_reasons(void **state)
{
    struct fixture *f = *state;
    const char *page = arena_printf(f->c.arena, "%s.html", f->path);
    const char *data = arena_printf(f->c.arena, "%s.json", f->path);
    write_cards(f->path);
    const char *const reports[] = {page, data};
    for (size_t i = 0; i < 2; i++)
        cJSON_Delete(RUN(f, "bench", "fraud", f->path, "--train", "2026-01-10", "--test", "2026-01-24",
                         "--seeds", "1", "--report", reports[i]));
    cJSON *json = cJSON_Parse(read_whole(&f->c, data));
    assert_non_null(json);
    const cJSON *models = cJSON_GetObjectItemCaseSensitive(json, "models");
    const cJSON *cases = cJSON_GetObjectItemCaseSensitive(json, "cases"),
                *worst = cJSON_GetArrayItem(cases, 0);
    assert_int_equal(4, cJSON_GetArraySize(models));
    assert_int_equal(25, cJSON_GetArraySize(cases));
    assert_true(cJSON_GetArraySize(cJSON_GetObjectItemCaseSensitive(cJSON_GetArrayItem(models, 3), "roc")) >=
                3);
    assert_true(cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(worst, "fraud")));
    const cJSON *reasons = cJSON_GetObjectItemCaseSensitive(worst, "reasons");
    const cJSON *reason = cJSON_GetObjectItemCaseSensitive(cJSON_GetArrayItem(reasons, 0), "reason");
    assert_non_null(strstr(cJSON_GetStringValue(reason), "amount"));
    double last = 1e300;
    for (int i = 0; i < 25; i++) {
        double score = cJSON_GetObjectItemCaseSensitive(cJSON_GetArrayItem(cases, i), "score")->valuedouble;
        assert_true(score <= last);
        last = score;
    }
    cJSON_Delete(json);
    const char *html = read_whole(&f->c, page);
    assert_non_null(strstr(html, "<svg"));
    assert_non_null(strstr(html, "amount against own 30 days"));
    assert_null(strstr(html, "nan"));
    unlink(page);
    unlink(data);
    REFUSE(f, 1, "bench", "fraud", f->path, "--train", "2026-01-10", "--test", "2026-01-24", "--seeds", "1",
           "--report", "/nowhere/at/all.html");
}

static void write_text(const char *path, const char *text)
{
    FILE *out = fopen(path, "w");
    assert_non_null(out);
    fputs(text, out);
    assert_int_equal(fclose(out), 0);
}

static const char *words_of(const cJSON *object, const char *key)
{
    return cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, key));
}

static void what_comes_again_is_listed(void **state)
{
    struct fixture *f = *state;
    write_text(f->path,
               "Date;Payee;Amount\n2026-01-05;Films;-9.99\n2026-02-05;Films;-9.99\n2026-03-05;Films;-9.99\n"
               "2026-02-11;\"Kiosk; corner\";-3.10\n2026-04-05;Films;-11.99\n");
    cJSON *json = RUN(f, "numerics", "recurring", f->path);
    assert_int_equal(1, cJSON_GetArraySize(json));
    const cJSON *films = cJSON_GetArrayItem(json, 0);
    assert_string_equal("every month on the 5th", words_of(films, "schedule"));
    assert_string_equal("2026-05-05", words_of(films, "next"));
    assert_string_equal("-11.99", words_of(films, "next_amount"));
    assert_string_equal("-9.99", words_of(films, "rose_from"));
    cJSON_Delete(json);
    write_text(f->path, "date,amount\n2026-01-05,ten\n");
    REFUSE(f, 3, "numerics", "recurring", f->path);
    write_text(f->path, "date,amount\n2026-01-32,10\n");
    REFUSE(f, 3, "numerics", "recurring", f->path);
    write_text(f->path, "when,amount\n2026-01-31,10\n");
    REFUSE(f, 3, "numerics", "recurring", f->path);
}

static void cards_are_paid_where_it_helps_most(void **state)
{
    struct fixture *f = *state;
    write_text(f->path, "name,limit,owed\nVisa,1000,900\nOther,2000.00,1000.00\n");
    cJSON *json = RUN(f, "numerics", "credit", f->path, "--pay", "700", "--target", "25");
    const cJSON *visa = cJSON_GetArrayItem(cJSON_GetObjectItemCaseSensitive(json, "cards"), 0);
    assert_string_equal("500.00", words_of(visa, "pay")); /* both at 40 % */
    assert_string_equal("650.00", words_of(visa, "to_target"));
    assert_int_equal(6333, cJSON_GetObjectItemCaseSensitive(json, "utilisation_bp")->valueint);
    cJSON_Delete(json);
    REFUSE(f, 2, "numerics", "credit", f->path, "--pay", "much");
    REFUSE(f, 2, "numerics", "credit", f->path, "--target", "101");
    write_text(f->path, "name,limit,owed\nVisa,-1,900\n");
    REFUSE(f, 3, "numerics", "credit", f->path);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(forests_rank_a_file, begin, end),
        cmocka_unit_test_setup_teardown(the_oddest_rows_come_with_reasons, begin, end),
        cmocka_unit_test_setup_teardown(wrong_words_and_files_are_refused, begin, end),
        cmocka_unit_test_setup_teardown(fraud_is_found_by_its_amount, begin, end),
        cmocka_unit_test_setup_teardown(a_report_tells_curves_cases_and_reasons, begin, end),
        cmocka_unit_test_setup_teardown(what_comes_again_is_listed, begin, end),
        cmocka_unit_test_setup_teardown(cards_are_paid_where_it_helps_most, begin, end),
    };
    return argc > 1 ? command_main(argc, argv) : cmocka_run_group_tests(tests, NULL, NULL);
}

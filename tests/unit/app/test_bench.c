/* florin bench: what it refuses, and what its JSON holds. Small sizes; no time decides anything. */
#include "app/bench/support/child.h"
#include "app/command.h"
#include "support.h"

#include <cjson/cJSON.h>
#include <stdlib.h>

static int begin(void **state)
{
    struct ctx *c = calloc(1, sizeof *c);
    *c = test_ctx();
    *state = c;
    return 0;
}

static int end(void **state)
{
    test_ctx_end(*state);
    free(*state);
    return 0;
}

/* This program is florin when it is called with words (see main): benchmarks start themselves once more. */
static cJSON *bench(struct ctx *c, const char *const *words)
{
    struct text out;
    struct cost cost;
    assert_ok(c, child_run(c, words, &out, &cost));
    assert_true(cost.wall_s > 0);
    cJSON *json = cJSON_ParseWithLength(out.at, out.len);
    assert_non_null(json);
    return json;
}

#define BENCH(c, ...) bench((c), (const char *const[]){"bench", __VA_ARGS__, "--json", NULL})

static double figure(const cJSON *json, const char *section, const char *key)
{
    const cJSON *value =
        cJSON_GetObjectItemCaseSensitive(cJSON_GetObjectItemCaseSensitive(json, section), key);
    if (!cJSON_IsNumber(value))
        fail_msg("there is no number %s.%s", section, key);
    return value->valuedouble;
}

/* What every benchmark tells about where it ran. */
static void check_place(const cJSON *json, const char *name)
{
    const cJSON *machine = cJSON_GetObjectItemCaseSensitive(json, "machine");
    assert_string_equal(cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(json, "benchmark")), name);
    assert_non_null(cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(machine, "cpu")));
    assert_non_null(cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(machine, "kernel")));
    assert_true(figure(json, "machine", "cores") >= 1);
    assert_true(figure(json, "machine", "memory_mib") > 0);
    assert_true(figure(json, "disk", "fsync_p50_ms") > 0);
    assert_true(figure(json, "disk", "fsync_p99_ms") >= figure(json, "disk", "fsync_p50_ms"));
    assert_true(figure(json, "whole", "peak_mib") > 1);
    assert_true(cJSON_IsArray(cJSON_GetObjectItemCaseSensitive(json, "goals")));
}

static void refuse(struct ctx *c, const char *const *words)
{
    struct cost cost;
    assert_int_equal(child_run(c, words, NULL, &cost), ERR_IO);
    assert_string_equal(c->why, "florin bench ended with code 2");
}

#define REFUSE(c, ...) refuse((c), (const char *const[]){"bench", __VA_ARGS__, NULL})

static void wrong_words_are_refused(void **state)
{
    struct ctx *c = *state;
    REFUSE(c, "nonsense");
    REFUSE(c, "fsync", "import");
    REFUSE(c, "fsync", "--rows", "10");
    REFUSE(c, "fsync", "--writes", "0");
    REFUSE(c, "fsync", "--writes", "many");
    REFUSE(c, "import", "--format", "qif");
    REFUSE(c, "read", "--format", "pdf");
    REFUSE(c, "scale", "--from", "100", "--to", "10");
    REFUSE(c, "workload");
}

static void a_folder_that_is_not_there_is_refused(void **state)
{
    struct ctx *c = *state;
    const char *words[] = {"bench", "fsync", "--data", "/nowhere/at/all", NULL};
    struct cost cost;
    assert_int_equal(child_run(c, words, NULL, &cost), ERR_IO);
    assert_string_equal(c->why, "florin bench ended with code 3");
}

static void without_a_name_the_benchmarks_are_listed(void **state)
{
    struct ctx *c = *state;
    cJSON *json = bench(c, (const char *const[]){"bench", "--json", NULL});
    assert_true(cJSON_GetArraySize(json) >= 8);
    cJSON_Delete(json);
}

static void fsync_tells_what_a_write_costs(void **state)
{
    struct ctx *c = *state;
    cJSON *json = BENCH(c, "fsync", "--writes", "5");
    check_place(json, "fsync");
    assert_int_equal((int)figure(json, "fsync", "writes"), 5);
    assert_true(figure(json, "fsync", "max_ms") >= figure(json, "fsync", "p50_ms"));
    cJSON_Delete(json);
}

/* The benchmark itself compares counts, balances and each month's spending with the workload, and fails when
 * one differs. */
static void import_checks_and_times_the_whole_road(void **state)
{
    struct ctx *c = *state;
    cJSON *json = BENCH(c, "import", "--rows", "3000", "--only-rules");
    check_place(json, "import");
    assert_int_equal((int)figure(json, "workload", "rows"), 3000);
    static const char *const sections[] = {"import", "reimport", "fsck", "undo"};
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++) {
        assert_true(figure(json, sections[i], "wall_s") > 0);
        assert_true(figure(json, sections[i], "peak_mib") > 1);
    }
    assert_true(figure(json, "spending", "cells") > 100);
    assert_true(figure(json, "spending", "warm_p50_ms") > 0);
    assert_true(figure(json, "balances", "cold_p50_ms") > 0);
    const cJSON *goal = cJSON_GetArrayItem(cJSON_GetObjectItemCaseSensitive(json, "goals"), 0);
    assert_true(cJSON_IsBool(cJSON_GetObjectItemCaseSensitive(goal, "met")));
    cJSON_Delete(json);
}

static void import_takes_ofx_and_everything_on(void **state)
{
    struct ctx *c = *state;
    cJSON *json = BENCH(c, "import", "--rows", "1000", "--format", "ofx");
    check_place(json, "import");
    cJSON_Delete(json);
}

/* Rows, sums and balances of each file are checked by the benchmark. */
static void read_knows_every_format(void **state)
{
    struct ctx *c = *state;
    static const char *const formats[] = {"csv", "ofx", "qif", "camt053", "mt940", "n43"};
    cJSON *json = BENCH(c, "read", "--rows", "2000");
    check_place(json, "read");
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        assert_int_equal((int)figure(json, formats[i], "rows"), 2000);
        assert_true(figure(json, formats[i], "rows_per_s") > 0);
    }
    cJSON_Delete(json);
}

static void scale_goes_up_in_tens(void **state)
{
    struct ctx *c = *state;
    cJSON *json = BENCH(c, "scale", "--from", "10", "--to", "1000");
    check_place(json, "scale");
    assert_int_equal((int)figure(json, "10", "rows"), 10);
    assert_int_equal((int)figure(json, "1000", "rows"), 1000);
    assert_true(figure(json, "1000", "import_per_row_us") > 0);
    cJSON_Delete(json);
}

static void the_parts_are_timed_alone(void **state)
{
    struct ctx *c = *state;
    cJSON *json = BENCH(c, "sort", "--rows", "500");
    check_place(json, "sort");
    assert_true(figure(json, "rules_10000", "apply_per_row_ns") > 0);
    cJSON_Delete(json);
    json = BENCH(c, "store", "--writes", "40");
    check_place(json, "store");
    assert_true(figure(json, "transaction_32_threads", "units_per_s") > 0);
    cJSON_Delete(json);
    json = BENCH(c, "bus", "--events", "200");
    check_place(json, "bus");
    assert_int_equal((int)figure(json, "backlog", "events"), 200);
    cJSON_Delete(json);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(wrong_words_are_refused, begin, end),
        cmocka_unit_test_setup_teardown(a_folder_that_is_not_there_is_refused, begin, end),
        cmocka_unit_test_setup_teardown(without_a_name_the_benchmarks_are_listed, begin, end),
        cmocka_unit_test_setup_teardown(fsync_tells_what_a_write_costs, begin, end),
        cmocka_unit_test_setup_teardown(import_checks_and_times_the_whole_road, begin, end),
        cmocka_unit_test_setup_teardown(import_takes_ofx_and_everything_on, begin, end),
        cmocka_unit_test_setup_teardown(read_knows_every_format, begin, end),
        cmocka_unit_test_setup_teardown(scale_goes_up_in_tens, begin, end),
        cmocka_unit_test_setup_teardown(the_parts_are_timed_alone, begin, end),
    };
    return argc > 1 ? command_main(argc, argv) : cmocka_run_group_tests(tests, NULL, NULL);
}

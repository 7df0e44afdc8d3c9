/* The order of dates and the decimal mark, which QIF does not say. */
#include "reading.h"

enum { DAYS_MAX = 8 };

/* A bank section with these days, an amount each. */
static struct seen *with_days(const char *const days[])
{
    struct buf file = {0};
    buf_z(&file, "!Type:Bank\n");
    for (size_t i = 0; i < DAYS_MAX && days[i] != NULL; i++)
        buf_printf(&file, "D%s\nT1.00\n^\n", days[i]);
    struct seen *seen = see_good("qif", file.at);
    buf_free(&file);
    return seen;
}

#define DAYS(...) ((const char *const[DAYS_MAX]){__VA_ARGS__})

static void check_days(const char *const days[], const char *const expected[], int notes)
{
    struct seen *seen = with_days(days);
    for (size_t i = 0; i < DAYS_MAX && expected[i] != NULL; i++)
        assert_date(expected[i], seen->entries[i].date);
    assert_int_equal(notes, seen->report.note_count);
    seen_free(seen);
}

static void forms_of_dates(void **state)
{
    (void)state;
    check_days(DAYS("12/31/99", "12/31'99", "12/31'2000", " 1/ 1'00", "1/13' 5", "12-31-2000", "2/29/2024"),
               DAYS("1999-12-31", "1999-12-31", "2000-12-31", "2000-01-01", "2005-01-13", "2000-12-31",
                    "2024-02-29"),
               0);
    check_days(DAYS("31.12.2000", "31/12/2000", "1.2.70", "01.02.69"),
               DAYS("2000-12-31", "2000-12-31", "1970-02-01", "2069-02-01"), 0);
    check_days(DAYS("2000-12-31", "20001231", "2000/1/2", "2024-01-05T10:11:12Z", "2024.01.06"),
               DAYS("2000-12-31", "2000-12-31", "2000-01-02", "2024-01-05", "2024-01-06"), 0);
    check_days(DAYS("99/12/31", "00/1/2"), DAYS("1999-12-31", "2000-01-02"), 0);
}

static void one_day_above_twelve_decides_for_all(void **state)
{
    (void)state;
    check_days(DAYS("02/03/2024", "22/03/2024"), DAYS("2024-03-02", "2024-03-22"), 0);
    check_days(DAYS("02/03/2024", "03/22/2024"), DAYS("2024-02-03", "2024-03-22"), 0);
    check_days(DAYS("5/5/24"), DAYS("2024-05-05"), 0); /* the same either way */
}

static void else_the_sequence_decides_with_a_note(void **state)
{
    (void)state;
    check_days(DAYS("01/02/2024", "05/02/2024", "02/03/2024"), DAYS("2024-02-01", "2024-02-05", "2024-03-02"),
               1);
    check_days(DAYS("03/12/2024", "03/02/2024", "02/11/2024"), DAYS("2024-03-12", "2024-03-02", "2024-02-11"),
               1);
    check_days(DAYS("02/01/2024", "03/01/2024"), DAYS("2024-01-02", "2024-01-03"), 1); /* the shorter span */
    check_days(DAYS("02/03/2024"), DAYS("2024-02-03"), 1);
    check_days(DAYS("02.03.2024"), DAYS("2024-03-02"), 1);
    check_days(DAYS("2/ 3'24"), DAYS("2024-02-03"), 1);
}

static void contradictions_are_refused(void **state)
{
    (void)state;
    see_refused("qif", "!Type:Bank\nD31/1/24\nT1\n^\nD1/31/24\nT1\n^\n", 5,
                "the date can only be month/day/year, the one on line 2 only day/month/year");
    see_refused("qif", "!Type:Bank\nD1/31/24\nT1\n^\nD2/30/24\nT1\n^\n", 5, "D \"2/30/24\" is no date");
    see_refused("qif", "!Type:Bank\nDsoon\nT1\n^\n", 2, "D \"soon\" is no date");
    see_refused("qif", "!Type:Bank\nD1/2\nT1\n^\n", 2, "D \"1/2\" is no date");
    see_refused("qif", "!Type:Bank\nD2024-31-12\nT1\n^\n", 2, "D \"2024-31-12\" is no date");
}

static void check_amounts(const char *const written[], const char *const expected[], int notes)
{
    struct buf file = {0};
    buf_z(&file, "!Type:Bank\n");
    for (size_t i = 0; i < DAYS_MAX && written[i] != NULL; i++)
        buf_printf(&file, "D2024-01-05\nT%s\n^\n", written[i]);
    struct seen *seen = see_good("qif", file.at);
    for (size_t i = 0; i < DAYS_MAX && expected[i] != NULL; i++)
        assert_amount(expected[i], seen->entries[i].amount);
    assert_int_equal(notes, seen->report.note_count);
    seen_free(seen);
    buf_free(&file);
}

static void one_amount_tells_the_mark_of_all(void **state)
{
    (void)state;
    check_amounts(DAYS("1,234", "-1,000.00", "5"), DAYS("1234", "-1000.00", "5"), 0);
    check_amounts(DAYS("1.234", "-1.000,00", "0,5"), DAYS("1234", "-1000.00", "0.5"), 0);
    check_amounts(DAYS("10'000.00", "1,234"), DAYS("10000.00", "1234"), 0);
    check_amounts(DAYS("1,234", "5"), DAYS("1234", "5"), 1);
    check_amounts(DAYS("1.234"), DAYS("1234"), 1);
    check_amounts(DAYS("1.50", "2,50", "7"), DAYS("1.50", "2.50", "7"), 0); /* each tells by itself */
}

static void amounts_that_could_be_two(void **state)
{
    (void)state;
    see_refused("qif", "!Type:Bank\nD2024-01-05\nT1.50\n^\nD2024-01-05\nT2,50\n^\nD2024-01-05\nT1,500\n^\n",
                9, "T \"1,500\" is no amount");
    see_refused("qif", "!Type:Bank\nD2024-01-05\nT$5.00\n^\n", 3, "T \"$5.00\" is no amount");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forms_of_dates),
        cmocka_unit_test(one_day_above_twelve_decides_for_all),
        cmocka_unit_test(else_the_sequence_decides_with_a_note),
        cmocka_unit_test(contradictions_are_refused),
        cmocka_unit_test(one_amount_tells_the_mark_of_all),
        cmocka_unit_test(amounts_that_could_be_two),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

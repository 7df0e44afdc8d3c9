/* Broken QIF is refused, with the line and the reason. */
#include "base/limits.h"
#include "reading.h"

static void records_that_lack_something(void **state)
{
    (void)state;
    see_refused(NULL, "!Type:Bank\nT5\nPShop\n^\n", 2, "the record has no date (D)");
    see_refused(NULL, "!Type:Bank\nD1/31/24\nPShop\n^\n", 2, "the record has no amount (T)");
    see_refused(NULL, "!Type:Bank\nD1/31/24\nT\n^\n", 3, "the amount (T) is empty");
    see_refused(NULL, "!Type:Bank\nD1/31/24\nT-5\nSFood\nEbread\nSDrink\n$-5\n^\n", 6,
                "the split before this line has no amount ($)");
    see_refused(NULL, "!Type:Bank\nD1/31/24\nT-5\nSFood\n^\n", 4,
                "the split before this line has no amount ($)");
    see_refused(NULL, "!Type:Invst\nD1/31/24\nNBuy\nQ5\n^\n", 2, "the record has no amount (T)");
}

static void records_that_contradict_themselves(void **state)
{
    (void)state;
    see_refused(NULL, "!Type:Bank\nD1/31/24\nT5\nPShop\nD2/1/24\nT6\n^\n", 5,
                "a second D in the record, the first is on line 2: its '^' is missing");
    see_refused(NULL, "!Type:Bank\nD1/31/24\nT5\nT6\n^\n", 4,
                "a second T in the record, the first is on line 3: its '^' is missing");
    see_refused(NULL, "!Type:Bank\nD1/31/24\nT-5\nSFood\n$-4\n^\n", 2,
                "the splits add up to -4, the entry says -5");
    see_refused(NULL, "!Type:Invst\nD1/31/24\nNConjure\nT5\n^\n", 3,
                "what the action \"Conjure\" does to the cash is not known");
}

static void transactions_without_a_section(void **state)
{
    (void)state;
    see_refused("qif", "Ddescription\nPfree text\n^\nD1/31/24\nT5\nPShop\n^\n!Type:Bank\nD1/31/24\nT5\n^\n",
                4, "a transaction stands before any \"!Type\" line");
    see_refused(NULL, "D1/31/24\nT5\nPShop\n^\n", 1, "a transaction stands before any \"!Type\" line");
    see_refused(NULL, "!Account\nNGiro\n^\nD1/31/24\nT5\n^\n", 4,
                "a transaction stands before any \"!Type\" line");
}

static void sections_nobody_knows(void **state)
{
    (void)state;
    see_refused(NULL, "!Type:Bank\nD1/31/24\nT5\n^\n!Type:Piggy Bank\nD1/31/24\nT5\n^\n", 5,
                "\"!Type:Piggy Bank\" is no section of a QIF file that is known here");
    see_refused("qif", "!Bank\n", 1, "\"!Bank\" is no section of a QIF file that is known here");
    see_refused("qif", "!Type:\n", 1, "\"!Type:\" is no section of a QIF file that is known here");
}

static void files_that_break_off(void **state)
{
    (void)state;
    see_refused(NULL, "!Type:Bank\nD1/31/24\nT5.00\n^\nD1/31/24\nT-1,0", 5,
                "the file ends inside the record that begins here");
    see_refused(NULL, "!Type:Bank\nD1/31/24\nT5.00\n^\nD1/3", 5,
                "the file ends inside the record that begins here");
    see_refused(NULL, "!Type:Bank\nD1/31/24\nT5.00\n^\nD1/31/24\nT-100\nPSho", 5,
                "the file ends inside the record that begins here");
    see_refused(NULL, "!Type:Bank\nD1/31/24\nT5.00\n^\nD1/31/24\n", 5, "the record has no amount (T)");
    see_refused(NULL, "!Account\nNGiro\nTBa", 2, "the file ends inside the record that begins here");
}

static void files_without_accounts(void **state)
{
    (void)state;
    see_refused(NULL, "^\n!Type:Security\nNExample\nTStock\n^\n", 2,
                "the file holds lists but no account and no transactions");
    see_refused("qif", "nothing of the kind\n", 0, "the file holds lists but no account and no transactions");
    see_refused(NULL, " \n\n", 0, "the file is empty");
}

static void records_have_a_limit(void **state)
{
    (void)state;
    struct buf file = {0};
    buf_z(&file, "!Type:Bank\nD1/31/24\nT5\n");
    for (int i = 0; i < 1100; i++) {
        buf_z(&file, "A");
        for (int k = 0; k < 1000; k++)
            buf_char(&file, 'x');
        buf_char(&file, '\n');
    }
    buf_z(&file, "^\n");
    see_refused(NULL, file.at, 2, "a record has more than 5000 lines or 1048576 bytes");
    buf_clear(&file);
    buf_z(&file, "!Type:Bank\nD1/31/24\nT5\n");
    for (int i = 0; i <= LIMIT_SPLITS; i++)
        buf_z(&file, "SFood\n$0\n");
    buf_z(&file, "^\n");
    see_refused(NULL, file.at, 2003, "more than 1000 splits in one entry");
    buf_free(&file);
}

static void what_is_not_qif(void **state)
{
    (void)state;
    static const char *const files[] = {"Date,Amount\n2024-01-05,5\n", "<OFX></OFX>", ":20:MT940\n:61:5\n",
                                        "D\n^\n"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct seen *seen = see(NULL, text_of(files[i]), NULL);
        if (seen->report.format != NULL)
            assert_string_not_equal("qif", seen->report.format);
        seen_free(seen);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_that_lack_something),
        cmocka_unit_test(records_that_contradict_themselves),
        cmocka_unit_test(transactions_without_a_section),
        cmocka_unit_test(sections_nobody_knows),
        cmocka_unit_test(files_that_break_off),
        cmocka_unit_test(files_without_accounts),
        cmocka_unit_test(records_have_a_limit),
        cmocka_unit_test(what_is_not_qif),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

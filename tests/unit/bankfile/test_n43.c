/* Norma 43. Records of 80 columns, trimmed where a record ends in blanks. */
#include "reading.h"

/*             11|bank|br. |account   |from  |to    |sign+balance    |cur|mode|name */
#define HEADER                                                                                               \
    "11"                                                                                                     \
    "0182"                                                                                                   \
    "0001"                                                                                                   \
    "0201234567"                                                                                             \
    "240101"                                                                                                 \
    "240131"                                                                                                 \
    "2"                                                                                                      \
    "00000000010000"                                                                                         \
    "978"                                                                                                    \
    "3"                                                                                                      \
    "CASA GARCIA\n"
/*             22|free|offi|date  |value |co|own|sign+amount      |document   |ref. 1       |ref. 2 */
#define DEBIT                                                                                                \
    "22"                                                                                                     \
    "    "                                                                                                   \
    "0001"                                                                                                   \
    "240105"                                                                                                 \
    "240104"                                                                                                 \
    "12"                                                                                                     \
    "040"                                                                                                    \
    "1"                                                                                                      \
    "00000000001250"                                                                                         \
    "0000000000"                                                                                             \
    "000000000000"                                                                                           \
    "5402XXXXXXXX0001\n"
#define CREDIT                                                                                               \
    "22"                                                                                                     \
    "    "                                                                                                   \
    "0001"                                                                                                   \
    "240125"                                                                                                 \
    "240125"                                                                                                 \
    "04"                                                                                                     \
    "015"                                                                                                    \
    "2"                                                                                                      \
    "00000000200000"                                                                                         \
    "0000012345"                                                                                             \
    "000000000000"                                                                                           \
    "                \n"
#define TEXTS "2301COMPRA TARJ.                          SUPERMERCADO LA PLAZA\n2302SEVILLA\n"
#define FOOTER                                                                                               \
    "33"                                                                                                     \
    "0182"                                                                                                   \
    "0001"                                                                                                   \
    "0201234567"                                                                                             \
    "00001"                                                                                                  \
    "00000000001250"                                                                                         \
    "00001"                                                                                                  \
    "00000000200000"                                                                                         \
    "2"                                                                                                      \
    "00000000208750"                                                                                         \
    "978\n"
#define END(n)                                                                                               \
    "88"                                                                                                     \
    "999999999999999999" n "\n"

static void reads_an_account(void **state)
{
    (void)state;
    struct seen *seen = see_good(NULL, HEADER DEBIT TEXTS CREDIT FOOTER END("000006"));
    const struct bankfile_statement *s = &seen->statements[0];
    assert_string_equal("n43", seen->report.format);
    assert_text("018200010201234567", s->account);
    assert_text("CASA GARCIA", s->account_name);
    assert_text("0182", s->bank);
    assert_string_equal("EUR", s->currency);
    assert_amount("100.00", s->opening);
    assert_amount("2087.50", s->closing);
    assert_date("2024-01-01", s->opening_date);
    assert_date("2024-01-31", s->closing_date);
    assert_int_equal(RECONCILES_YES, s->reconciles);
    const struct bankfile_entry *e = seen->entries;
    assert_int_equal(2, seen->entry_count);
    assert_amount("-12.50", e[0].amount);
    assert_date("2024-01-05", e[0].date);
    assert_date("2024-01-04", e[0].value_date);
    assert_text("COMPRA TARJ. SUPERMERCADO LA PLAZA", e[0].payee);
    assert_text("SEVILLA 5402XXXXXXXX0001", e[0].memo);
    assert_text("12/040", e[0].code);
    assert_int_equal(2, e[0].line);
    assert_amount("2000.00", e[1].amount);
    assert_text("12345", text_from(e[1].number, 5));
    assert_text("Giros - Transferencias - Traspasos - Cheques", e[1].payee);
    seen_free(seen);
}

static void reads_accents(void **state)
{
    (void)state;
    struct seen *seen =
        see_good(NULL, HEADER DEBIT "2301CAF\xC9 DEL NI\xD1O                           ESPA\xD1"
                                    "A\n" CREDIT FOOTER END("000005"));
    assert_text("CAFÉ DEL NIÑO ESPAÑA", seen->entries[0].payee);
    seen_free(seen);
}

static void tells_other_currencies(void **state)
{
    (void)state;
    struct seen *seen = see_good("n43", HEADER DEBIT "2401"
                                                     "840"
                                                     "00000000001375\n" CREDIT FOOTER END("000005"));
    assert_text("5402XXXXXXXX0001 USD 13.75", seen->entries[0].memo);
    seen_free(seen);
}

/* Some banks do not count the optional record 24, some count the 88. */
static void counts_records_as_banks_do(void **state)
{
    (void)state;
    seen_free(see_good("n43", HEADER DEBIT "2401"
                                           "840"
                                           "00000000001375\n" CREDIT FOOTER END("000004")));
    seen_free(see_good("n43", HEADER DEBIT CREDIT FOOTER END("000005")));
    see_refused("n43", HEADER DEBIT CREDIT FOOTER END("000007"), 5,
                "record 88 counts 7 records, the file has 4");
}

static void reads_several_accounts(void **state)
{
    (void)state;
    struct seen *seen = see_good("n43", HEADER DEBIT CREDIT FOOTER "11"
                                                                   "0182"
                                                                   "0001"
                                                                   "0207654321"
                                                                   "240101"
                                                                   "240131"
                                                                   "1"
                                                                   "00000000000500"
                                                                   "840"
                                                                   "3"
                                                                   "\n"
                                                                   "33"
                                                                   "0182"
                                                                   "0001"
                                                                   "0207654321"
                                                                   "00000"
                                                                   "00000000000000"
                                                                   "00000"
                                                                   "00000000000000"
                                                                   "1"
                                                                   "00000000000500"
                                                                   "840\n" END("000006"));
    assert_int_equal(2, seen->statement_count);
    assert_amount("-5.00", seen->statements[1].opening);
    assert_string_equal("USD", seen->statements[1].currency);
    assert_int_equal(RECONCILES_YES, seen->statements[1].reconciles);
    seen_free(seen);
}

static void says_when_balances_disagree(void **state)
{
    (void)state;
    struct seen *seen = see_good("n43", HEADER DEBIT CREDIT "33"
                                                            "0182"
                                                            "0001"
                                                            "0201234567"
                                                            "00001"
                                                            "00000000001250"
                                                            "00001"
                                                            "00000000200000"
                                                            "2"
                                                            "00000000208751"
                                                            "978\n" END("000004"));
    assert_int_equal(RECONCILES_NO, seen->statements[0].reconciles);
    seen_free(seen);
    seen = see_good("n43", HEADER DEBIT CREDIT "33"
                                               "0182"
                                               "0001"
                                               "0201234567"
                                               "00001"
                                               "00000000001251"
                                               "00001"
                                               "00000000200000"
                                               "2"
                                               "00000000208750"
                                               "978\n" END("000004"));
    assert_int_equal(RECONCILES_NO, seen->statements[0].reconciles);
    assert_note(seen, 4, "the sum of the debits");
    seen_free(seen);
}

/* An entry of 0.00 counts on the side that the bank likes. */
static void an_entry_of_nothing_counts_on_either_side(void **state)
{
    (void)state;
    static const char zero[] = "22"
                               "    "
                               "0001"
                               "240106"
                               "240106"
                               "17"
                               "000"
                               "2"
                               "00000000000000"
                               "\n";
    char file[1000];
    snprintf(file, sizeof file, "%s%s", HEADER DEBIT CREDIT, zero);
    size_t len = strlen(file);
    snprintf(file + len, sizeof file - len, "%s",
             "33"
             "0182"
             "0001"
             "0201234567"
             "00002"
             "00000000001250"
             "00001"
             "00000000200000"
             "2"
             "00000000208750"
             "978\n" END("000005"));
    see_refused("n43",
                HEADER DEBIT CREDIT "33"
                                    "0182"
                                    "0001"
                                    "0201234567"
                                    "00002"
                                    "00000000001250"
                                    "00001"
                                    "00000000200000"
                                    "2"
                                    "00000000208750"
                                    "978\n",
                4, "record 33 counts 2 debits, the file has 1");
    struct seen *seen = see_good("n43", file);
    assert_int_equal(3, seen->entry_count);
    assert_int_equal(RECONCILES_YES, seen->statements[0].reconciles);
    seen_free(seen);
}

static void refuses_what_is_cut_off(void **state)
{
    (void)state;
    see_refused("n43", HEADER DEBIT CREDIT, 3,
                "the file is cut off: the account's end (record 33) is missing");
    see_refused("n43", HEADER DEBIT CREDIT FOOTER, 4,
                "the file is cut off: the end of the file (record 88) is missing");
    see_refused("n43", HEADER DEBIT CREDIT END("000003"), 4,
                "the file ends (record 88) within an account: record 33 is missing");
    see_refused("n43",
                HEADER DEBIT CREDIT "33"
                                    "0182"
                                    "0001"
                                    "0201234567"
                                    "00001"
                                    "0000000000\n",
                4, "the sum of entries in columns 26-39 is \"0000000000\", not 14 digits");
}

static void refuses_what_is_broken(void **state)
{
    (void)state;
    see_refused("n43",
                HEADER "22"
                       "    "
                       "0001"
                       "241305"
                       "240104"
                       "12"
                       "040"
                       "1"
                       "00000000001250\n",
                2, "the operation's date in columns 11-16 is \"241305\", no day");
    see_refused("n43",
                HEADER "22"
                       "    "
                       "0001"
                       "240105"
                       "240104"
                       "12"
                       "040"
                       "3"
                       "00000000001250\n",
                2, "the sign of the amount in column 28 is \"3\", neither 1 nor 2");
    see_refused("n43",
                HEADER "22"
                       "    "
                       "0001"
                       "240105"
                       "240104"
                       "12"
                       "040"
                       "1"
                       "000000000012,0\n",
                2, "the amount in columns 29-42 is \"000000000012,0\", not 14 digits");
    see_refused("n43", HEADER "55\n", 2, "there is no record \"55\"");
    see_refused("n43", DEBIT, 1, "an entry (record 22) stands outside of an account");
    see_refused("n43", HEADER "2301TEXT\n", 2, "a text (record 23) stands behind no entry");
    see_refused("n43", HEADER HEADER, 2, "an account begins before the one before it has ended (record 33)");
    see_refused("n43",
                HEADER "33"
                       "0182"
                       "0001"
                       "0209999999\n",
                2, "record 33 ends the account 018200010209999999, but 018200010201234567 is open");
    see_refused("n43",
                "11"
                "0182"
                "0001"
                "0201234567"
                "240101"
                "240131"
                "2"
                "00000000010000"
                "000"
                "3\n",
                1, "the currency 000 in columns 48-50 is not known here");
    see_refused("n43", HEADER DEBIT CREDIT FOOTER END("000004") HEADER, 6,
                "a record stands behind the end of the file (record 88)");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_an_account),
        cmocka_unit_test(reads_accents),
        cmocka_unit_test(tells_other_currencies),
        cmocka_unit_test(counts_records_as_banks_do),
        cmocka_unit_test(reads_several_accounts),
        cmocka_unit_test(says_when_balances_disagree),
        cmocka_unit_test(an_entry_of_nothing_counts_on_either_side),
        cmocka_unit_test(refuses_what_is_cut_off),
        cmocka_unit_test(refuses_what_is_broken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

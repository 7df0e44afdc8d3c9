/* What QIF says, and where it goes. */
#include "reading.h"

static void every_field_has_its_place(void **state)
{
    (void)state;
    struct seen *seen =
        see_good(NULL, "!Account\nNGiro\nDAt the mill bank\nTBank\n^\n!Type:Bank "
                       "\nD12/31/99\nU-1,234.50\nT-1,234.50\nCX\nN451\n"
                       "PCorner Shop\nMtwo lamps\nA1 Square\nAMill\nLHousehold:Light/Cellar\n^\n");
    assert_string_equal("qif", seen->report.format);
    assert_int_equal(1, seen->statement_count);
    const struct bankfile_statement *s = &seen->statements[0];
    assert_text("Giro", s->account);
    assert_text("At the mill bank", s->account_name);
    assert_int_equal(BANKFILE_BANK, s->kind);
    assert_string_equal("", s->currency);
    assert_false(s->has_opening || s->has_closing);
    assert_int_equal(RECONCILES_UNKNOWN, s->reconciles);
    const struct bankfile_entry *e = &seen->entries[0];
    assert_int_equal(7, e->line);
    assert_date("1999-12-31", e->date);
    assert_true(e->value_date == DATE_NONE);
    assert_amount("-1234.50", e->amount);
    assert_text("451", e->number);
    assert_text("Corner Shop", e->payee);
    assert_text("two lamps, 1 Square, Mill", e->memo);
    assert_text("Household:Light", e->category);
    assert_text("Cellar", e->tags);
    assert_text("", e->counter_account);
    assert_false(e->pending);
    seen_free(seen);
}

static void kinds_of_accounts(void **state)
{
    (void)state;
    static const struct {
        const char *header;
        enum bankfile_kind kind;
    } cases[] = {{"!Type:Bank", BANKFILE_BANK},       {"!Type:Cash", BANKFILE_CASH},
                 {"!type:ccard", BANKFILE_CARD},      {"!Type:Oth A", BANKFILE_BANK},
                 {"!Type:Oth L", BANKFILE_LOAN},      {"!Type:OthL", BANKFILE_LOAN},
                 {"!Type: Bank", BANKFILE_BANK},      {"!Type:Invst", BANKFILE_INVESTMENT},
                 {"!Type:Port", BANKFILE_INVESTMENT}, {"!Typ:Bank", BANKFILE_BANK}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char file[64];
        snprintf(file, sizeof file, "%s\nD2024-01-05\nT5\n^\n", cases[i].header);
        struct seen *seen = see_good(NULL, file);
        assert_int_equal(1, seen->entry_count);
        assert_int_equal(cases[i].kind, seen->statements[0].kind);
        assert_date("2024-01-05", seen->entries[0].date);
        seen_free(seen);
    }
}

static void splits(void **state)
{
    (void)state;
    struct seen *seen = see_good(
        NULL,
        "!Type:CCard\nD1/ 1'00\nU-10.00\nT-10.00\nPShop\nL--Split--\nS[Savings]\nD1/2'00\nEput away\n$-9.00\n"
        "SFood:Bread/Trip\n%10%\n$-0.50\n$-0.50\n^\n");
    const struct bankfile_entry *e = &seen->entries[0];
    assert_date("2000-01-01", e->date);
    assert_text("", e->category);
    assert_text("Trip", e->tags);
    assert_int_equal(3, e->split_count);
    assert_text("[Savings]", e->splits[0].category);
    assert_text("put away", e->splits[0].memo);
    assert_amount("-9.00", e->splits[0].amount);
    assert_text("Food:Bread", e->splits[1].category);
    assert_amount("-0.50", e->splits[1].amount);
    assert_text("", e->splits[2].category);
    seen_free(seen);
}

static void transfers_and_classes(void **state)
{
    (void)state;
    struct seen *seen = see_good(
        NULL,
        "!Account\nNGiro\n^\n!Type:Bank\nD1/31/2024\nT5\nL[Savings]/Trip\n^\nD1/31/2024\nT5\nL[Giro]\n^\n"
        "D1/31/2024\nT5\nL/Trip\n^\nD1/31/2024\nT5\nLFood/\n^\n");
    assert_text("Savings", seen->entries[0].counter_account);
    assert_text("", seen->entries[0].category);
    assert_text("Trip", seen->entries[0].tags);
    assert_text("", seen->entries[1].counter_account); /* nobody pays himself */
    assert_text("", seen->entries[2].category);
    assert_text("Trip", seen->entries[2].tags);
    assert_text("Food", seen->entries[3].category);
    assert_text("", seen->entries[3].tags);
    seen_free(seen);
}

/* Quicken names the account in its first record; the amount is an entry, so that the sum is the balance. */
static void the_opening_balance_names_the_account(void **state)
{
    (void)state;
    struct seen *seen = see_good(
        NULL, "!Type:Bank\nD1/31'24\nT100.00\nCX\nPOpening Balance\nL[Giro]\n^\nD2/1'24\nT-1.00\n^\n");
    assert_text("Giro", seen->statements[0].account);
    assert_int_equal(2, seen->entry_count);
    assert_text("", seen->entries[0].counter_account);
    assert_amount("99.00", seen->statements[0].sum);
    seen_free(seen);
}

static void accounts_lists_and_options(void **state)
{
    (void)state;
    struct seen *seen = see_good(
        NULL,
        "### exported "
        "###\n%comment\n\n!Option:AutoSwitch\n!Account\nNGiro\nTBank\n^\nNCard\nTCCard\nL500\n^\n!Clear:"
        "AutoSwitch\n"
        "!Type:Cat\nNFood\nDeating\nE\n^\n!Type:Class\nNTrip\n^\n!Type:Memorized\nKP\nT-5.00\nPRent\n^\n"
        "!Type:Prices\n\"ACME\",12.5,\" 1/ 2'24\"\n^\n!Type:Budget\nNFood\nB5\n^\n!Option:AutoSwitch\n"
        "!Account\nNGiro\nTBank\n^\n!Type:Bank\nD1/31/24\nT1\n^\n!Type:Bank\nD1/31/24\nT2\n^\n^\n"
        "!Account\nNCard\nTCCard\n^\n!Type:CCard\nD1/31/"
        "24\nT3\n^\n!Account\nNEmpty\nTStrange\n^\n!Type:Cash\n"
        "!Account\nNGiro\n^\n!Type:Bank\nD1/31/24\nT4\n^\n!Type:Security\nNAcme\nSACME\n^\n");
    static const struct {
        const char *account;
        enum bankfile_kind kind;
        uint64_t entries;
    } expected[] = {{"Giro", BANKFILE_BANK, 2},
                    {"Card", BANKFILE_CARD, 1},
                    {"Empty", BANKFILE_CASH, 0},
                    {"Giro", BANKFILE_BANK, 1}};
    assert_int_equal(4, seen->statement_count);
    for (size_t i = 0; i < 4; i++) {
        assert_text(expected[i].account, seen->statements[i].account);
        assert_int_equal(expected[i].kind, seen->statements[i].kind);
        assert_int_equal(expected[i].entries, seen->statements[i].entry_count);
    }
    assert_note(seen, 58, "account type \"Strange\" is not known");
    seen_free(seen);
}

static void accounts_without_transactions_are_empty_statements(void **state)
{
    (void)state;
    struct seen *seen =
        see("qif", TEXT("!Account\nNGiro\nDmain\nTBank\n^\nNCard\nTCCard\n^\n!Type:Cat\nNFood\n^\n"), "EUR");
    assert_int_equal(OK, seen->err);
    assert_int_equal(2, seen->statement_count);
    assert_text("Giro", seen->statements[0].account);
    assert_text("main", seen->statements[0].account_name);
    assert_int_equal(BANKFILE_CARD, seen->statements[1].kind);
    assert_string_equal("EUR", seen->statements[1].currency);
    seen_free(seen);
}

static void the_cash_of_investments(void **state)
{
    (void)state;
    struct seen *seen =
        see_good(NULL, "!Account\nNBroker\nTInvst\n^\n!Type:Invst\nD1/"
                       "31'24\nNBuy\nYACME\nI20.00\nQ5\nO7.95\nT107.95\n^\nD1/31'24\nNSell\nYACME\n"
                       "PSold "
                       "some\nT50.00\n^\nD1/31'24\nNDiv\nYACME\nT3.30\nL_DivInc|[Giro]\n^\nD1/"
                       "31'24\nNMiscExp\nT2.00\nLFees\n^\n"
                       "D1/31'24\nNXIn\nT500.00\nL[Giro]\n$500.00\n^\nD1/31'24\nNCash\nT-4.00\n^\nD1/"
                       "31'24\nNReinvDiv\nYACME\nQ1\nT9.00\n^\n"
                       "D1/31'24\nNBuyX\nYACME\nT10.00\nL[Giro]\n$10.00\n^\nD1/31'24\nNShrsIn\nQ5\n^\nD1/"
                       "31'24\nNBuy\nYACME\n$100.00\n^\n");
    static const struct {
        const char *code, *amount, *payee;
    } expected[] = {{"Buy", "-107.95", "ACME"}, {"Sell", "50.00", "Sold some"}, {"Div", "3.30", "ACME"},
                    {"MiscExp", "-2.00", ""},   {"XIn", "500.00", ""},          {"Cash", "-4.00", ""},
                    {"Buy", "-100.00", "ACME"}};
    assert_int_equal(7, seen->entry_count);
    for (size_t i = 0; i < 7; i++) {
        assert_text(expected[i].code, seen->entries[i].code);
        assert_amount(expected[i].amount, seen->entries[i].amount);
        assert_text(expected[i].payee, seen->entries[i].payee);
        assert_text("", seen->entries[i].number);
    }
    assert_text("ACME", seen->entries[1].memo);
    assert_text("_DivInc", seen->entries[2].category);
    assert_text("Giro", seen->entries[2].counter_account);
    assert_text("Giro", seen->entries[4].counter_account);
    assert_int_equal(BANKFILE_INVESTMENT, seen->statements[0].kind);
    assert_note(seen, 5, "3 investment records did not change");
    seen_free(seen);
}

static void every_line_end_and_encoding(void **state)
{
    (void)state;
    static const char *const files[] = {
        "!Type:Bank\r\nD31.1.24\r\nT5\r\nPCaf\xE9 zur M\xFChle\r\n^\r\n",
        "!Type:Bank\rD31.1.24\rT5\rPCaf\xC3\xA9 zur M\xC3\xBChle\r^\r",
        "\xEF\xBB\xBF!Type:Bank\nD31.1.24\nT5\nPCaf\xC3\xA9 zur M\xC3\xBChle\n^"};
    for (size_t i = 0; i < 3; i++) {
        struct seen *seen = see_good(NULL, files[i]);
        assert_int_equal(1, seen->entry_count);
        assert_int_equal(2, seen->entries[0].line);
        assert_text("Caf\xC3\xA9 zur M\xC3\xBChle", seen->entries[0].payee);
        assert_int_equal(0, seen->report.note_count);
        seen_free(seen);
    }
}

static void the_last_record_may_lack_its_end(void **state)
{
    (void)state;
    struct seen *seen = see_good(NULL, "!Type:Bank\nD1/31/24\nT5\nPShop\n");
    assert_int_equal(1, seen->entry_count);
    assert_note(seen, 2, "no '^' at its end");
    seen_free(seen);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_field_has_its_place),
        cmocka_unit_test(kinds_of_accounts),
        cmocka_unit_test(splits),
        cmocka_unit_test(transfers_and_classes),
        cmocka_unit_test(the_opening_balance_names_the_account),
        cmocka_unit_test(accounts_lists_and_options),
        cmocka_unit_test(accounts_without_transactions_are_empty_statements),
        cmocka_unit_test(the_cash_of_investments),
        cmocka_unit_test(every_line_end_and_encoding),
        cmocka_unit_test(the_last_record_may_lack_its_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

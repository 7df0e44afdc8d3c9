/* What OFX says, and where it goes. */
#include "reading.h"

#define HEAD                                                                                                 \
    "OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nSECURITY:NONE\nENCODING:USASCII\nCHARSET:1252\nCOMPRESSION:"  \
    "NONE\n"                                                                                                 \
    "OLDFILEUID:NONE\nNEWFILEUID:NONE\n\n"
#define SIGNON                                                                                               \
    "<OFX><SIGNONMSGSRSV1><SONRS><STATUS><CODE>0<SEVERITY>INFO</STATUS><DTSERVER>20240131<LANGUAGE>ENG"      \
    "<FI><ORG>Mill Bank<FID>77</FI></SONRS></SIGNONMSGSRSV1>\n"
#define ACCOUNT "<CURDEF>EUR<BANKACCTFROM><BANKID>12030000<ACCTID>0051<ACCTTYPE>CHECKING</BANKACCTFROM>\n"
#define BANK(lines)                                                                                          \
    SIGNON "<BANKMSGSRSV1><STMTTRNRS><TRNUID>1<STATUS><CODE>0<SEVERITY>INFO</STATUS><STMTRS>\n" lines        \
           "</STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>\n"
#define LIST(lines) "<BANKTRANLIST><DTSTART>20240101<DTEND>20240131\n" lines "</BANKTRANLIST>\n"

static void every_field_has_its_place(void **state)
{
    (void)state;
    struct seen *seen = see_good(
        NULL, HEAD BANK(ACCOUNT LIST(
                  "<STMTTRN><TRNTYPE>CHECK<DTPOSTED>20240115120000.000[-5:EST]<DTUSER>20240101"
                  "<DTAVAIL>20240117<TRNAMT>-1234.50<FITID>A-1<CHECKNUM>000451<REFNUM>R9<NAME>Corner Shop"
                  "<MEMO>two lamps</STMTTRN>\n") "<LEDGERBAL><BALAMT>100.25<DTASOF>20240131</LEDGERBAL>"
                                                 "<AVAILBAL><BALAMT>90<DTASOF>20240201</AVAILBAL>"));
    assert_string_equal("ofx", seen->report.format);
    assert_int_equal(1, seen->statement_count);
    const struct bankfile_statement *s = &seen->statements[0];
    assert_text("0051", s->account);
    assert_text("12030000", s->bank);
    assert_string_equal("EUR", s->currency);
    assert_int_equal(BANKFILE_BANK, s->kind);
    assert_false(s->has_opening);
    assert_true(s->has_closing);
    assert_amount("100.25", s->closing);
    assert_date("2024-01-31", s->closing_date);
    assert_int_equal(RECONCILES_UNKNOWN, s->reconciles);
    assert_amount("-1234.50", s->sum);
    const struct bankfile_entry *e = &seen->entries[0];
    assert_int_equal(15, e->line);
    assert_date("2024-01-15", e->date);
    assert_date("2024-01-17", e->value_date);
    assert_amount("-1234.50", e->amount);
    assert_string_equal("", e->currency);
    assert_text("A-1", e->id);
    assert_text("CHECK", e->code);
    assert_text("000451", e->number);
    assert_text("Corner Shop", e->payee);
    assert_text("two lamps", e->memo);
    assert_false(e->pending);
    seen_free(seen);
}

static void payees_come_in_four_ways(void **state)
{
    (void)state;
#define TRN(id, rest) "<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20240115<TRNAMT>-1<FITID>" id rest "</STMTTRN>\n"
    struct seen *seen = see_good(
        NULL,
        HEAD BANK(ACCOUNT LIST(
            TRN("1",
                "<PAYEE><NAME>Town Hall<ADDR1>1 Square<CITY>Mill<POSTALCODE>12<COUNTRY>DEU</PAYEE><MEMO>fee")
                TRN("2", "<PAYEE>Pagto conta</PAYEE>") TRN(
                    "3",
                    "<NAME>A VERY LONG NAME OF A SHOP THAT<EXTDNAME>A very "
                    "long name of a shop that sells hats") TRN("4", "<NAME>Shop<EXTDNAME>Card 4711<MEMO>hats")
                    TRN("5", "<PAYEE>\n<MEMO>only a memo") TRN(
                        "6",
                        "<NAME>X<BANKACCTTO><BANKID>9<ACCTID>777<ACCTTYPE>SAVINGS</BANKACCTTO><REFNUM>88"))));
    assert_text("Town Hall", seen->entries[0].payee);
    assert_text("fee", seen->entries[0].memo);
    assert_text("Pagto conta", seen->entries[1].payee);
    assert_text("A very long name of a shop that sells hats", seen->entries[2].payee);
    assert_text("Shop", seen->entries[3].payee);
    assert_text("Card 4711 hats", seen->entries[3].memo);
    assert_text("", seen->entries[4].payee);
    assert_text("only a memo", seen->entries[4].memo);
    assert_text("777", seen->entries[5].counter_account);
    assert_text("88", seen->entries[5].number);
    assert_text("0051", seen->statements[0].account);
    seen_free(seen);
}

static void currencies(void **state)
{
    (void)state;
    static const char file[] = HEAD BANK("<CURDEF><BANKACCTFROM><ACCTID>1</BANKACCTFROM>" LIST(
        TRN("1", "<CURRENCY><CURRATE>1.06<CURSYM>usd</CURRENCY>")
            TRN("2", "<ORIGCURRENCY><CURRATE>2<CURSYM>GBP</ORIGCURRENCY>") TRN("3", "<CURRENCY>SEK")));
    struct seen *seen = see_good(NULL, file);
    assert_string_equal("USD", seen->statements[0].currency); /* nothing else names one */
    assert_string_equal("USD", seen->entries[0].currency);
    assert_string_equal("", seen->entries[1].currency);
    assert_string_equal("SEK", seen->entries[2].currency);
    seen_free(seen);
    seen = see(NULL, TEXT(HEAD BANK("<BANKACCTFROM><ACCTID>1</BANKACCTFROM>" LIST(TRN("1", "")))), "CHF");
    assert_string_equal("CHF", seen->statements[0].currency);
    assert_text("Mill Bank", seen->statements[0].bank);
    seen_free(seen);
}

static void cards_loans_and_several_statements(void **state)
{
    (void)state;
    struct seen *seen = see_good(
        NULL, HEAD SIGNON
        "<CREDITCARDMSGSRSV1><CCSTMTTRNRS><CCSTMTRS><CURDEF>USD<CCACCTFROM><ACCTID>4111</CCACCTFROM>" LIST(
            TRN("1",
                "")) "<LEDGERBAL><BALAMT>-9.5<DTASOF>20240131</LEDGERBAL></CCSTMTRS></CCSTMTTRNRS>"
                     "<CCSTMTTRNRS><CCSTMTRS><CURDEF>USD<CCACCTFROM><ACCTID>4222</CCACCTFROM></CCSTMTRS></"
                     "CCSTMTTRNRS>"
                     "</"
                     "CREDITCARDMSGSRSV1>\n<LOANMSGSRSV1><LOANSTMTTRNRS><LOANSTMTRS><CURDEF>USD<LOANACCTFROM>"
                     "<LOANACCTID>L1<LOANACCTTYPE>MORTGAGE</"
                     "LOANACCTFROM><LOANTRANLIST><LOANSTMTTRN><LOANTRNTYPE>PAYMENT"
                     "<DTPOSTED>20240102<TRNAMT>500<FITID>L</LOANSTMTTRN></LOANTRANLIST></LOANSTMTRS></"
                     "LOANSTMTTRNRS>"
                     "</"
                     "LOANMSGSRSV1><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>USD<BANKACCTFROM><ACCTID>7<"
                     "ACCTTYPE>CREDITLINE"
                     "</BANKACCTFROM></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>");
    assert_int_equal(4, seen->statement_count);
    assert_int_equal(2, seen->entry_count);
    assert_text("4111", seen->statements[0].account);
    assert_int_equal(BANKFILE_CARD, seen->statements[0].kind);
    assert_amount("-9.5", seen->statements[0].closing);
    assert_text("4222", seen->statements[1].account);
    assert_false(seen->statements[1].has_closing);
    assert_text("L1", seen->statements[2].account);
    assert_int_equal(BANKFILE_LOAN, seen->statements[2].kind);
    assert_int_equal(BANKFILE_LOAN, seen->statements[3].kind);
    assert_text("PAYMENT", seen->entries[1].code);
    seen_free(seen);
}

static void pending_transactions(void **state)
{
    (void)state;
    struct seen *seen =
        see_good(NULL, HEAD BANK(ACCOUNT LIST(TRN(
                           "1", "")) "<BANKTRANLISTP><DTASOF>20240131<STMTTRNP><TRNTYPE>DEBIT<DTTRAN>20240130"
                                     "<TRNAMT>-7.25<REFNUM>5<NAME>Fuel</STMTTRNP></BANKTRANLISTP>"));
    assert_int_equal(2, seen->entry_count);
    assert_false(seen->entries[0].pending);
    assert_true(seen->entries[1].pending);
    assert_date("2024-01-30", seen->entries[1].date);
    assert_amount("-1", seen->statements[0].sum);
    seen_free(seen);
}

static void corrections(void **state)
{
    (void)state;
    struct seen *seen =
        see_good(NULL, HEAD BANK(ACCOUNT LIST(TRN("2", "<CORRECTFITID>1<CORRECTACTION>REPLACE")
                                                  TRN("3", "<CORRECTFITID>0<CORRECTACTION>DELETE")
                                                      TRN("4", "<CORRECTFITID>4<CORRECTACTION>REPLACE"))));
    assert_int_equal(2, seen->entry_count);
    assert_text("2", seen->entries[0].id);
    assert_text("4", seen->entries[1].id);
    assert_note(seen, 15, "replaces the entry \"1\"");
    assert_note(seen, 16, "deletes the entry \"0\"");
    assert_int_equal(2, seen->report.note_count);
    seen_free(seen);
}

#define TRADE(action, box, total)                                                                            \
    "<" action "><" box "><INVTRAN><FITID>" action                                                           \
    "<DTTRADE>20240105160000.000[-5:EST]<DTSETTLE>20240109<MEMO>a trade</INVTRAN>"                           \
    "<SECID><UNIQUEID>459200101<UNIQUEIDTYPE>CUSIP</SECID><UNITS>5<UNITPRICE>20" total                       \
    "<CURRENCY><CURRATE>1.00<CURSYM>USD</CURRENCY><SUBACCTSEC>CASH</" box "></" action ">\n"

static void the_cash_of_investments(void **state)
{
    (void)state;
    struct seen *seen = see_good(
        NULL, HEAD SIGNON
        "<INVSTMTMSGSRSV1><INVSTMTTRNRS><INVSTMTRS><DTASOF>20240131<CURDEF>USD<INVACCTFROM><BROKERID>broker."
        "example"
        "<ACCTID>B-1</INVACCTFROM><INVTRANLIST><DTSTART>20240101<DTEND>20240131\n" TRADE(
            "BUYSTOCK", "INVBUY", "<TOTAL>-107.95") TRADE("SELLMF", "INVSELL", "<TOTAL>+00000000000100.5000")
            TRADE("TRANSFER", "X", "<INVACCTFROM><BROKERID>o<ACCTID>OLD</INVACCTFROM>")
                TRADE("REINVEST", "X", "<TOTAL>-5") TRADE("SPLIT", "X", "<FRACCASH>1.11") TRADE(
                    "SPLIT", "X",
                    "<NUMERATOR>2") "<INCOME><INVTRAN><FITID>I<DTTRADE>20240106</"
                                    "INVTRAN><SECID><UNIQUEID>X<UNIQUEIDTYPE>TICKER</SECID><INCOMETYPE>DIV"
                                    "<TOTAL>3.30</"
                                    "INCOME>\n<INVBANKTRAN><STMTTRN><TRNTYPE>DEP<DTPOSTED>20240107<TRNAMT>50<"
                                    "FITID>D<NAME>Deposit</STMTTRN>"
                                    "<SUBACCTFUND>CASH</INVBANKTRAN></"
                                    "INVTRANLIST><INVPOSLIST><POSSTOCK><INVPOS><SECID><UNIQUEID>X</"
                                    "SECID><UNITS>1"
                                    "<MEMO>position<CURRENCY><CURSYM>GBP</CURRENCY></INVPOS></POSSTOCK></"
                                    "INVPOSLIST><INVBAL><AVAILCASH>1500.00"
                                    "<MARGINBALANCE>0<BALLIST><BAL><NAME>Net<VALUE>9<DTASOF>20240101</BAL></"
                                    "BALLIST></INVBAL>"
                                    "<INV401KBAL><TOTAL>77</INV401KBAL></INVSTMTRS></INVSTMTTRNRS></"
                                    "INVSTMTMSGSRSV1>"
                                    "<SECLISTMSGSRSV1><SECLIST><STOCKINFO><SECINFO><SECID><UNIQUEID>X</"
                                    "SECID><MEMO>m</SECINFO></STOCKINFO></SECLIST>"
                                    "</SECLISTMSGSRSV1></OFX>");
    static const struct {
        const char *code, *amount, *payee, *day;
    } expected[] = {{"BUYSTOCK", "-107.95", "CUSIP 459200101", "2024-01-05"},
                    {"SELLMF", "100.5000", "CUSIP 459200101", "2024-01-05"},
                    {"SPLIT", "1.11", "CUSIP 459200101", "2024-01-05"},
                    {"INCOME/DIV", "3.30", "TICKER X", "2024-01-06"},
                    {"DEP", "50", "Deposit", "2024-01-07"}};
    assert_int_equal(5, seen->entry_count);
    for (size_t i = 0; i < 5; i++) {
        assert_text(expected[i].code, seen->entries[i].code);
        assert_amount(expected[i].amount, seen->entries[i].amount);
        assert_text(expected[i].payee, seen->entries[i].payee);
        assert_date(expected[i].day, seen->entries[i].date);
    }
    assert_text("a trade", seen->entries[0].memo);
    assert_date("2024-01-09", seen->entries[0].value_date);
    const struct bankfile_statement *s = &seen->statements[0];
    assert_int_equal(BANKFILE_INVESTMENT, s->kind);
    assert_text("B-1", s->account);
    assert_text("broker.example", s->bank);
    assert_amount("1500.00", s->closing);
    assert_date("2024-01-31", s->closing_date);
    assert_note(seen, 12, "3 trades moved securities without cash");
    seen_free(seen);
}

static void servers_that_warn_or_fail_in_part(void **state)
{
    (void)state;
    struct seen *seen = see_good(
        NULL, HEAD SIGNON
        "<BANKMSGSRSV1><STMTTRNRS><STATUS><CODE>2003<SEVERITY>ERROR</STATUS></STMTTRNRS>\n<STMTTRNRS><STATUS>"
        "<CODE>15<SEVERITY>WARN<MESSAGE>old data</STATUS><STMTRS>" ACCOUNT
        "</STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>");
    assert_int_equal(1, seen->statement_count);
    assert_note(seen, 12, "error 2003: the account was not found");
    assert_note(seen, 13, "warning 15: old data");
    seen_free(seen);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_field_has_its_place),
        cmocka_unit_test(payees_come_in_four_ways),
        cmocka_unit_test(currencies),
        cmocka_unit_test(cards_loans_and_several_statements),
        cmocka_unit_test(pending_transactions),
        cmocka_unit_test(corrections),
        cmocka_unit_test(the_cash_of_investments),
        cmocka_unit_test(servers_that_warn_or_fail_in_part),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

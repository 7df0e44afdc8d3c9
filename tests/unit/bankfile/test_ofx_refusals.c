/* Broken OFX is refused, with the line and the reason. */
#include "reading.h"

#define OPEN                                                                                                 \
    "<OFX>\n<BANKMSGSRSV1><STMTTRNRS>\n<STMTRS><CURDEF>EUR<BANKACCTFROM><BANKID>1<ACCTID>22</"               \
    "BANKACCTFROM>\n<BANKTRANLIST>\n"
#define CLOSE "</BANKTRANLIST>\n</STMTRS></STMTTRNRS></BANKMSGSRSV1>\n</OFX>\n"

static void transactions_that_lack_something(void **state)
{
    (void)state;
    see_refused(NULL, OPEN "<STMTTRN>\n<TRNAMT>5\n<FITID>1</STMTTRN>" CLOSE, 5, "STMTTRN has no DTPOSTED");
    see_refused(NULL, OPEN "<STMTTRN>\n<DTPOSTED>20240101\n<FITID>1</STMTTRN>" CLOSE, 5,
                "STMTTRN has no TRNAMT");
    see_refused(NULL, OPEN "<STMTTRN>\n<TRNAMT>5\n<DTPOSTED></DTPOSTED></STMTTRN>" CLOSE, 7,
                "DTPOSTED is empty");
    see_refused(NULL, OPEN "<STMTTRN>\n<TRNAMT> </TRNAMT></STMTTRN>" CLOSE, 6, "TRNAMT is empty");
    see_refused(NULL, OPEN "<STMTTRN/>" CLOSE, 5, "STMTTRN has no TRNAMT");
    see_refused(
        NULL,
        OPEN
        "<BUYSTOCK><INVBUY>\n<INVTRAN><FITID>1<DTTRADE>20240101</INVTRAN><UNITS>1</INVBUY></BUYSTOCK>" CLOSE,
        5, "BUYSTOCK has no TOTAL");
    see_refused(NULL,
                OPEN "<BUYSTOCK><INVBUY>\n<INVTRAN><FITID>1</INVTRAN><TOTAL>-1</INVBUY></BUYSTOCK>" CLOSE, 5,
                "BUYSTOCK has no DTTRADE");
}

static void values_that_are_none(void **state)
{
    (void)state;
    see_refused(NULL, OPEN "<STMTTRN>\n<DTPOSTED>20240101\n<TRNAMT>$120\n</STMTTRN>" CLOSE, 7,
                "TRNAMT \"$120\" is no amount");
    see_refused(NULL, OPEN "<STMTTRN>\n<DTPOSTED>201120000000\n<TRNAMT>120\n</STMTTRN>" CLOSE, 6,
                "DTPOSTED \"201120000000\" is no date");
    see_refused(NULL, OPEN "<STMTTRN>\n<DTPOSTED>20240230\n<TRNAMT>120\n</STMTTRN>" CLOSE, 6,
                "DTPOSTED \"20240230\" is no date");
    see_refused(NULL, OPEN "<STMTTRN>\n<DTPOSTED>yesterday\n<TRNAMT>120\n</STMTTRN>" CLOSE, 6,
                "DTPOSTED \"yesterday\" is no date");
    see_refused(NULL, OPEN "<STMTTRN>\n<DTPOSTED>20240101\n<TRNAMT>1.2.3\n</STMTTRN>" CLOSE, 7,
                "TRNAMT \"1.2.3\" is no amount");
    see_refused(NULL, OPEN "<STMTTRN>\n<DTPOSTED>20240101\n<TRNAMT>1<CURRENCY>EURO\n</STMTTRN>" CLOSE, 5,
                "the currency \"EURO\" of this STMTTRN is none");
    see_refused(NULL, OPEN "</BANKTRANLIST><LEDGERBAL>\n<BALAMT>n/a</LEDGERBAL></STMTRS></OFX>", 6,
                "BALAMT \"n/a\" is no amount");
}

static void files_that_break_off(void **state)
{
    (void)state;
    see_refused(NULL, OPEN "<STMTTRN>\n<DTPOSTED>20240101\n<TRNAMT>1", 7,
                "the file ends inside the STMTTRN of line 5");
    see_refused(NULL, OPEN "<STMTTRN>\n<DTPOSTED>20240101\n<TRNAMT>1</STMTTRN>\n", 7,
                "the file ends inside the STMTRS of line 3");
    see_refused(NULL, OPEN "</BANKTRANLIST>\n</STMTRS></STMTTRNRS></BANKMSGSRSV1>\n", 6,
                "the file ends inside the OFX of line 1");
    see_refused(NULL, OPEN "<STMTTRN>\n<DTPOSTED>20240101\n<TRN", 6,
                "the file ends inside the STMTTRN of line 5");
    see_refused("ofx", "OFXHEADER:100\nVERSION:102\n", 0, "there is no element <OFX>");
    see_refused("ofx", "\n<html>\n<body>no</html>\n", 3, "there is no element <OFX>");
}

static void elements_in_the_wrong_place(void **state)
{
    (void)state;
    see_refused(NULL, OPEN "<STMTTRN>\n<DTPOSTED>20240101<TRNAMT>1\n<STMTTRN>", 7,
                "STMTTRN begins inside the STMTTRN of line 5, which is not closed");
    see_refused(NULL, OPEN "<STMTTRN>\n<DTPOSTED>20240101<TRNAMT>1\n<LEDGERBAL>", 7,
                "LEDGERBAL begins inside the STMTTRN of line 5, which is not closed");
    see_refused(NULL, OPEN "<STMTTRN>\n<DTPOSTED>20240101<TRNAMT>1\n<DTPOSTED>20240102", 7,
                "a second DTPOSTED in the STMTTRN of line 5: its end is missing");
    see_refused(NULL, OPEN "\n</STMTTRN>" CLOSE, 6, "</STMTTRN> closes what is not open");
    see_refused(NULL, OPEN "<STMTTRN>\n" CLOSE, 7, "</STMTRS> comes before the end of the STMTTRN of line 5");
    see_refused(NULL, OPEN "\n</OFX>", 6, "</OFX> comes before the end of the STMTRS of line 3");
    see_refused(NULL, "<OFX>\n<STMTRS>\n<STMTRS>", 3,
                "STMTRS begins inside the STMTRS of line 2, which is not closed");
    see_refused(NULL, "<OFX>\n<STMTTRN><TRNAMT>1</STMTTRN></OFX>", 2, "STMTTRN stands outside any statement");
    see_refused(NULL, "<OFX>\n<OFX>", 2, "OFX begins inside the OFX of line 1, which is not closed");
    see_refused("ofx", "\n<STMTRS></STMTRS>", 2, "STMTRS stands outside OFX");
    see_refused(
        NULL,
        OPEN "<STMTTRN><DTPOSTED>20240101<TRNAMT>1</STMTTRN>\n<BANKACCTFROM><ACCTID>2</BANKACCTFROM>" CLOSE,
        6, "BANKACCTFROM stands behind the statement's first entry");
}

static void answers_without_a_statement(void **state)
{
    (void)state;
    see_refused(NULL,
                "<OFX><SIGNONMSGSRSV1><SONRS>\n<STATUS><CODE>15500<SEVERITY>ERROR<MESSAGE>wrong "
                "password</STATUS></SONRS>"
                "</SIGNONMSGSRSV1></OFX>",
                2, "the server answered with error 15500: wrong password");
    see_refused(
        NULL,
        "<OFX>\n<BANKMSGSRSV1><STMTTRNRS><STATUS>\n<CODE>2000<SEVERITY>ERROR</STATUS></STMTTRNRS></OFX>", 2,
        "the server answered with error 2000: general error");
    see_refused(
        NULL,
        "\n<OFX><SIGNONMSGSRSV1><SONRS><STATUS><CODE>0<SEVERITY>INFO</STATUS></SONRS></SIGNONMSGSRSV1></OFX>",
        2, "the file is a server's answer without any statement");
    see_refused(NULL,
                "<OFX><SIGNUPMSGSRSV1><ACCTINFOTRNRS><ACCTINFORS>\n<ACCTINFO><DESC>A<BANKACCTINFO><"
                "BANKACCTFROM><ACCTID>1"
                "</BANKACCTFROM></BANKACCTINFO></ACCTINFO>\n<ACCTINFO><CCACCTINFO><CCACCTFROM><ACCTID>2</"
                "CCACCTFROM></CCACCTINFO>"
                "</ACCTINFO></ACCTINFORS></ACCTINFOTRNRS></SIGNUPMSGSRSV1></OFX>",
                2, "the file lists 2 accounts but holds no statement");
}

static void what_is_too_long(void **state)
{
    (void)state;
    struct buf file = {0};
    buf_z(&file, OPEN "<STMTTRN><DTPOSTED>20240101<TRNAMT>1\n<FITID>");
    for (int i = 0; i < 300; i++)
        buf_char(&file, '7');
    buf_z(&file, "</STMTTRN>" CLOSE);
    see_refused(NULL, file.at, 5, "the entry's id is longer than 256 bytes");
    buf_free(&file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(transactions_that_lack_something),
        cmocka_unit_test(values_that_are_none),
        cmocka_unit_test(files_that_break_off),
        cmocka_unit_test(elements_in_the_wrong_place),
        cmocka_unit_test(answers_without_a_statement),
        cmocka_unit_test(what_is_too_long),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* What banks make of OFX: headers, encodings, dates and amounts, forgotten and confused ends. */
#include "reading.h"

#define OPEN                                                                                                 \
    "<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR<BANKACCTFROM><BANKID>1<ACCTID>22<ACCTTYPE>SAVINGS</"  \
    "BANKACCTFROM><BANKTRANLIST>"
#define CLOSE     "</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>"
#define TRN(name) "<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20240115<TRNAMT>-1<FITID>1<NAME>" name "</STMTTRN>"

static void payee_is(const char *file, size_t len, const char *encoding, const char *payee)
{
    struct seen *seen = see(NULL, (struct text){file, len}, NULL);
    if (seen->err != OK)
        fail_msg("refused: %s", seen->c.why);
    assert_int_equal(1, seen->entry_count);
    assert_text(payee, seen->entries[0].payee);
    assert_string_equal(encoding, seen->report.encoding);
    seen_free(seen);
}

#define PAYEE_IS(file, encoding, payee) payee_is((file), sizeof(file) - 1, (encoding), (payee))

static void headers(void **state)
{
    (void)state;
    PAYEE_IS(OPEN TRN("a") CLOSE, "UTF-8", "a");
    PAYEE_IS("\r\n\r\n  " OPEN TRN("b") CLOSE, "UTF-8", "b");
    PAYEE_IS("<?xml version=\"1.0\"?><x:OFX xmlns:x=\"http://ofx.net\"><x:STMTRS><x:ACCTID>1" TRN(
                 "c") "</x:STMTRS></x:OFX>",
             "UTF-8", "c");
}

static void encodings(void **state)
{
    (void)state;
    PAYEE_IS("OFXHEADER:100\nENCODING:USASCII\nCHARSET:1252\n" OPEN TRN("Caf\xE9 \x80") CLOSE, "WINDOWS-1252",
             "Caf\xC3\xA9 \xE2\x82\xAC");
    PAYEE_IS("OFXHEADER:100\nENCODING:USASCII\nCHARSET:1252\n" OPEN TRN("Caf\xC3\xA9") CLOSE, "UTF-8",
             "Caf\xC3\xA9");
    PAYEE_IS("OFXHEADER:100\nENCODING:UTF-8\nCHARSET:NONE\n" OPEN TRN("\xC5\x81\xC3\xB3"
                                                                      "d\xC5\xBA") CLOSE,
             "UTF-8",
             "\xC5\x81\xC3\xB3"
             "d\xC5\xBA");
    PAYEE_IS("OFXHEADER:100\nENCODING:USASCII\nCHARSET:1251\n" OPEN TRN("\xCF\xF0\xE8\xE2\xE5\xF2") CLOSE,
             "WINDOWS-1251", "\xD0\x9F\xD1\x80\xD0\xB8\xD0\xB2\xD0\xB5\xD1\x82");
    PAYEE_IS(
        "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><?OFX OFXHEADER=\"200\" VERSION=\"203\"?>" OPEN TRN(
            "\xFC"
            "ber") CLOSE,
        "WINDOWS-1252",
        "\xC3\xBC"
        "ber");
    PAYEE_IS("\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"UTF-8\"?>" OPEN TRN("\xC3\xBC") CLOSE, "UTF-8",
             "\xC3\xBC");
}

static void utf16_of_windows(void **state)
{
    (void)state;
    static const char narrow[] = "<?xml version=\"1.0\" encoding=\"utf-16\"?>" OPEN TRN("abc") CLOSE;
    char wide[2 * sizeof narrow];
    wide[0] = '\xFF';
    wide[1] = '\xFE';
    for (size_t i = 0; i + 1 < sizeof narrow; i++) {
        wide[2 + 2 * i] = narrow[i];
        wide[3 + 2 * i] = '\0';
    }
    payee_is(wide, 2 * sizeof narrow, "UTF-16LE", "abc");
    payee_is(wide + 2, 2 * sizeof narrow - 2, "UTF-16LE", "abc");
}

static void dates_and_amounts(void **state)
{
    (void)state;
#define DATED(day, amount) "<STMTTRN><DTPOSTED>" day "<TRNAMT>" amount "<FITID>1</STMTTRN>\n"
    static const char file[] = OPEN DATED("20240229", "12,50") DATED("20240229235959", "+ 3")
        DATED("202402292359", "-1.234,56") DATED("20240229235959.123[-3:BRT]", "            -11,76")
            DATED("20240229120000[0]", ".5") DATED("20240229 10:11", "1 000.00") DATED("2024-02-29", "5-")
                DATED("20240229093914:014", "-0") CLOSE;
    static const char *const amounts[] = {"12.50", "3", "-1234.56", "-11.76", "0.5", "1000.00", "-5", "0"};
    struct seen *seen = see_good(NULL, file);
    assert_int_equal(8, seen->entry_count);
    for (size_t i = 0; i < 8; i++) {
        assert_date("2024-02-29", seen->entries[i].date);
        assert_amount(amounts[i], seen->entries[i].amount);
    }
    seen_free(seen);
}

/* The local day stands in the file; no zone moves it. */
static void zones_do_not_move_days(void **state)
{
    (void)state;
    struct seen *seen = see_good(NULL, OPEN DATED("20240101233000.000[-8:PST]", "1")
                                           DATED("20240101003000[+12:NZST]", "1") CLOSE);
    assert_date("2024-01-01", seen->entries[0].date);
    assert_date("2024-01-01", seen->entries[1].date);
    seen_free(seen);
}

static void ends_that_are_confused_or_forgotten(void **state)
{
    (void)state;
    struct seen *seen = see_good(
        NULL,
        "<OFX><SIGNONMSGSRSV1><SONRS><STATUS><CODE>0<SEVERITY>INFO<DTSERVER>20240101</SONRS></SIGNONMSGSRSV1>"
        "<BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR<BANKACCTFROM><ACCTID>1"
        "<STMTTRN><TRNTYPE>POS</TRNTYPE><DTPOSTED>20240105</DTUSER><TRNAMT>1</TRNAMT><NAME></NAME><FITID/>"
        "<PAYEE><NAME>P<MEMO>m</STMTTRN></B>"
        "<LEDGERBAL><BALAMT>5<AVAILBAL><BALAMT>6</AVAILBAL><STMTTRN><DTPOSTED>20240106<TRNAMT>2</STMTTRN></"
        "STMTRS></OFX>\n\x1A");
    assert_int_equal(2, seen->entry_count);
    assert_text("P", seen->entries[0].payee);
    assert_text("m", seen->entries[0].memo);
    assert_text("", seen->entries[0].id);
    assert_amount("5", seen->statements[0].closing);
    seen_free(seen);
}

/* Values on their own lines, lists in pieces, a transaction outside its list, elements nobody knows. */
static void structure_that_banks_invent(void **state)
{
    (void)state;
    struct seen *seen = see_good(
        NULL, OPEN
        "<stmttrn>\n<TrnType>\nXFER</TrnType>\n<DTPOSTED>\n20240105</DTPOSTED>\n<TRNAMT>\n-55.00</TRNAMT>\n"
        "<NAME>\nTo savings</NAME>\n</stmttrn></BANKTRANLIST><BANKTRANLIST>" TRN("b") "</BANKTRANLIST>" TRN(
            "c") "<VENDOR.BOX><VENDOR.TAG>1</VENDOR.BOX><INTU.X/></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>");
    assert_int_equal(3, seen->entry_count);
    assert_text("XFER", seen->entries[0].code);
    assert_text("To savings", seen->entries[0].payee);
    assert_amount("-55.00", seen->entries[0].amount);
    assert_text("c", seen->entries[2].payee);
    seen_free(seen);
}

static void a_header_in_a_comment_or_on_one_line(void **state)
{
    (void)state;
    PAYEE_IS("<!--\nOFXHEADER:100\nENCODING:UTF-8\n-->\n" OPEN TRN("a") CLOSE, "UTF-8", "a");
    PAYEE_IS("OFXHEADER:100DATA:OFXSGMLVERSION:102SECURITY:NONEENCODING:USASCIICHARSET:1252COMPRESSION:"
             "NONEOLDFILEUID:NONE"
             "NEWFILEUID:NONE" OPEN TRN("\xE9") CLOSE,
             "WINDOWS-1252", "\xC3\xA9");
    PAYEE_IS("OFXHEADER:100 DATA:OFXSGML VERSION:102 ENCODING:USASCII CHARSET:1252 " OPEN TRN("\xE9") CLOSE,
             "WINDOWS-1252", "\xC3\xA9");
}

static void notes_for_what_is_odd(void **state)
{
    (void)state;
    struct seen *seen = see_good(
        NULL,
        "OFXHEADER:100\nVERSION:300\nENCODING:KLINGON\n<OFX><BANKMSGSRSV1><STMTTRNRS>\n<STMTRS><CURDEF>R$\n"
        "<LEDGERBAL>\n<BALAMT> </BALAMT><DTASOF>20240101</LEDGERBAL></STMTRS></STMTTRNRS></OFX>");
    assert_int_equal(0, seen->entry_count);
    assert_string_equal("", seen->statements[0].currency);
    assert_false(seen->statements[0].has_closing);
    assert_note(seen, 0, "no OFX version 300");
    assert_note(seen, 0, "\"KLINGON\" is not known");
    assert_note(seen, 5, "does not say which account");
    assert_note(seen, 5, "CURDEF \"R$\" is no currency");
    assert_note(seen, 7, "closing balance is empty");
    seen_free(seen);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headers),
        cmocka_unit_test(encodings),
        cmocka_unit_test(utf16_of_windows),
        cmocka_unit_test(dates_and_amounts),
        cmocka_unit_test(zones_do_not_move_days),
        cmocka_unit_test(ends_that_are_confused_or_forgotten),
        cmocka_unit_test(structure_that_banks_invent),
        cmocka_unit_test(a_header_in_a_comment_or_on_one_line),
        cmocka_unit_test(notes_for_what_is_odd),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* What CAMT refuses, with line and reason. Contents given to STATEMENT stand on line 6. */
#include "camt_text.h"
#include "reading.h"

static void refuses_broken_xml(void **state)
{
    (void)state;
    see_refused("camt", BEFORE "<Ntry>\n</Ntr>", 7, "the XML is broken: mismatched tag");
    see_refused("camt", BEFORE "<Ntry>\n", 7, "the XML is broken: no element found");
    see_refused("camt", STATEMENT("<Bal>&foo;</Bal>"), 6, "the XML is broken: undefined entity");
    see_refused("camt", STATEMENT("") "\n<more/>", 8, "the XML is broken: junk after document element");
    see_refused("camt", "<?xml version='1.0' encoding='UTF-99'?><Document/>", 1,
                "the XML is broken: unknown encoding");
    see_refused("camt", STATEMENT("<AddtlStmtInf>\xFF</AddtlStmtInf>"), 6,
                "the XML is broken: not well-formed (invalid token)");
}

static void refuses_entities(void **state)
{
    (void)state;
    static const char bomb[] =
        "<?xml version='1.0'?>\n<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]>\n" STATEMENT("&b;");
    see_refused("camt", bomb, 2, "a document type (DOCTYPE) stands in the file: that is not allowed");
    see_refused(NULL, "<!DOCTYPE Document SYSTEM 'file:///etc/passwd'>" STATEMENT(""), 1,
                "a document type (DOCTYPE) stands in the file: that is not allowed");
}

static void refuses_missing_pieces(void **state)
{
    (void)state;
#define SIGN "<CdtDbtInd>CRDT</CdtDbtInd>"
    see_refused("camt", STATEMENT("\n<Ntry>" SIGN "<Sts>BOOK</Sts><BkTxCd/></Ntry>"), 7,
                "<Ntry> lacks <Amt>, which the standard requires");
    see_refused("camt", STATEMENT("<Ntry><Amt Ccy='EUR'>1</Amt><Sts>BOOK</Sts><BkTxCd/></Ntry>"), 6,
                "<Ntry> lacks <CdtDbtInd>, which the standard requires");
    see_refused("camt", STATEMENT("<Ntry><Amt Ccy='EUR'>1</Amt>" SIGN "<BkTxCd/></Ntry>"), 6,
                "<Ntry> lacks <Sts>, which the standard requires");
    see_refused("camt", STATEMENT("<Ntry><Amt Ccy='EUR'>1</Amt>" SIGN "<Sts>BOOK</Sts></Ntry>"), 6,
                "<Ntry> lacks <BkTxCd>, which the standard requires");
    see_refused("camt", STATEMENT("<Bal><Amt Ccy='EUR'>1</Amt>" SIGN "<Dt><Dt>2024-01-01</Dt></Dt></Bal>"), 6,
                "<Bal> lacks <Tp>, which the standard requires");
    see_refused("camt",
                "<Document><BkToCstmrStmt>\n" HEADER "\n<Stmt><Id>1</Id></Stmt></BkToCstmrStmt></Document>",
                3, "<Stmt> lacks <Acct>, which the standard requires");
    see_refused("camt",
                "<Document><BkToCstmrStmt>\n" HEADER
                "\n<Stmt><Id>1</Id><Acct>\n<Id></Id></Acct></Stmt></BkToCstmrStmt></Document>",
                3, "the statement names no account (<Acct><Id>)");
    see_refused("camt", "<Document>\n<BkToCstmrStmt>" HEADER "</BkToCstmrStmt></Document>", 2,
                "<BkToCstmrStmt> lacks <Stmt>, which the standard requires");
    see_refused("camt", "<Document>\n<BkToCstmrStmt>" STMT("1", "") "</BkToCstmrStmt></Document>", 2,
                "<BkToCstmrStmt> lacks <GrpHdr>, which the standard requires");
    see_refused("camt",
                "<Document><BkToCstmrStmt>" HEADER "\n<Stmt><Id>1</Id>" ACCOUNT
                "\n<Ntry><Amt Ccy='EUR'>1</Amt>" SIGN
                "<Sts>BOOK</Sts><BkTxCd/></Ntry></Stmt></BkToCstmrStmt></Document>",
                3, "the entry has no date, nor has its statement");
}

static void refuses_what_does_not_belong(void **state)
{
    (void)state;
    see_refused("camt", STATEMENT("\n\n<Entry/>"), 8, "<Entry> does not belong in <Stmt>");
    see_refused("camt", STATEMENT("<Ntry>\n<Amount>1</Amount></Ntry>"), 7,
                "<Amount> does not belong in <Ntry>");
    see_refused("camt", STATEMENT(ENTRY("1", "CRDT", "\n<Amt Ccy='EUR'>2</Amt>")), 7,
                "a second <Amt> in <Ntry>");
    see_refused("camt", STATEMENT(ACCOUNT), 6, "a second <Acct> in <Stmt>");
    /* A version that is not known here may have more. */
    struct seen *seen = see_good(
        "camt",
        "<Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.053.001.14'><BkToCstmrStmt>" HEADER STMT(
            "1", "<New/>") "</BkToCstmrStmt></Document>");
    assert_int_equal(1, seen->statement_count);
    seen_free(seen);
}

static void refuses_bad_values(void **state)
{
    (void)state;
    see_refused("camt", STATEMENT(ENTRY("1,50", "CRDT", "")), 6, "the amount \"1,50\" is no number");
    see_refused("camt", STATEMENT(ENTRY("", "CRDT", "")), 6, "the amount \"\" is no number");
    see_refused("camt", STATEMENT(ENTRY("-1", "CRDT", "")), 6,
                "the amount \"-1\" is negative: the sign stands in <CdtDbtInd>");
    see_refused("camt", STATEMENT(ENTRY("99999999999999999999", "CRDT", "")), 6,
                "the amount \"99999999999999999999\" is no number");
    see_refused("camt", STATEMENT(ENTRY("1", "CREDIT", "")), 6,
                "<CdtDbtInd> is \"CREDIT\", neither CRDT nor DBIT");
    see_refused("camt", STATEMENT("<Ntry><Amt>1</Amt></Ntry>"), 6,
                "<Amt> has no currency (Ccy), or none of three letters");
    see_refused("camt", STATEMENT("<Ntry><Amt Ccy='Euro'>1</Amt></Ntry>"), 6,
                "<Amt> has no currency (Ccy), or none of three letters");
    see_refused("camt", STATEMENT("<Ntry>\n<Sts>DONE</Sts></Ntry>"), 7,
                "the status \"DONE\" is none of BOOK, PDNG, INFO, FUTR");
    see_refused("camt", STATEMENT("<Ntry>\n<Sts></Sts></Ntry>"), 7,
                "the status \"\" is none of BOOK, PDNG, INFO, FUTR");
    see_refused("camt", STATEMENT("<Ntry><ValDt><Dt>2024-02-30</Dt></ValDt></Ntry>"), 6,
                "\"2024-02-30\" is no date");
    see_refused("camt", STATEMENT("<Ntry><ValDt><Dt>15.01.2024</Dt></ValDt></Ntry>"), 6,
                "\"15.01.2024\" is no date");
}

static void refuses_other_xml(void **state)
{
    (void)state;
    static const char payment[] =
        "<?xml version='1.0'?><Document xmlns='urn:iso:std:iso:20022:tech:xsd:pain.001.001.03'>"
        "<CstmrCdtTrfInitn/></Document>";
    struct seen *seen = see(NULL, text_of(payment), NULL);
    assert_int_equal(ERR_INPUT, seen->err);
    assert_true(seen->report.format == NULL || strncmp(seen->report.format, "camt", 4) != 0);
    seen_free(seen);
    see_refused("camt", payment, 0,
                "not a CAMT statement: neither <BkToCstmrStmt> nor <BkToCstmrAcctRpt> nor "
                "<BkToCstmrDbtCdtNtfctn> is in it");
}

static void refuses_what_has_no_bounds(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct buf *file = buf_in_arena(c.arena);
    for (int i = 0; i < 65; i++)
        buf_z(file, "<a>");
    see_refused("camt", file->at, 1, "more than 64 elements are nested");
    buf_clear(file);
    buf_z(file, BEFORE "<Ntry><AddtlNtryInf>");
    for (int i = 0; i < 7000; i++)
        buf_z(file, "0123456789");
    see_refused("camt", file->at, 6, "the text of <AddtlNtryInf> is longer than 65536 bytes");
    buf_clear(file);
    buf_z(file, BEFORE "<!-- ");
    for (int i = 0; i < 120000; i++)
        buf_z(file, "0123456789");
    see_refused("camt", file->at, 6, "a tag or comment is longer than 1048576 bytes");
    test_ctx_end(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(refuses_broken_xml),         cmocka_unit_test(refuses_entities),
        cmocka_unit_test(refuses_missing_pieces),     cmocka_unit_test(refuses_what_does_not_belong),
        cmocka_unit_test(refuses_bad_values),         cmocka_unit_test(refuses_other_xml),
        cmocka_unit_test(refuses_what_has_no_bounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

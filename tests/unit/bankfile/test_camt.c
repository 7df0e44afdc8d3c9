/* CAMT.052, 053 and 054: statements, entries, batches, balances. Refusals: test_camt_refusals.c. */
#include "camt_text.h"
#include "reading.h"

static void reads_a_statement(void **state)
{
    (void)state;
    struct seen *seen = see_good(
        NULL,
        STATEMENT(
            BALANCE("OPBD", "100.00", "CRDT", "2024-01-01") BALANCE("CLBD", "92.50", "CRDT", "2024-01-31")
                ENTRY("7.50", "DBIT",
                      "<NtryDtls><TxDtls><Refs><EndToEndId>E1</EndToEndId></Refs>"
                      "<RltdPties><Dbtr><Nm>Me</Nm></Dbtr><Cdtr><Nm>Bakery</Nm></Cdtr>"
                      "<CdtrAcct><Id><IBAN>NL20INGB0001234567</IBAN></Id></CdtrAcct></RltdPties>"
                      "<RmtInf><Ustrd>Bread</Ustrd><Ustrd>and  rolls</Ustrd></RmtInf></TxDtls></NtryDtls>")));
    const struct bankfile_statement *s = &seen->statements[0];
    assert_string_equal("camt.053", seen->report.format);
    assert_text("DE89370400440532013000", s->account);
    assert_text("DEUTDEFF", s->bank);
    assert_text("Household", s->account_name);
    assert_text("17", s->number);
    assert_string_equal("EUR", s->currency);
    assert_int_equal(RECONCILES_YES, s->reconciles);
    assert_date("2024-01-01", s->opening_date);
    const struct bankfile_entry *e = &seen->entries[0];
    assert_amount("-7.50", e->amount);
    assert_date("2024-01-15", e->date);
    assert_date("2024-01-16", e->value_date);
    assert_text("Bakery", e->payee);
    assert_text("Bread and rolls", e->memo);
    assert_text("NL20INGB0001234567", e->counter_account);
    assert_text("SERV-1", e->id);
    assert_text("PMNT/RCDT/ESCT", e->code);
    assert_string_equal("", e->currency);
    assert_false(e->pending);
    assert_int_equal(6, e->line);
    seen_free(seen);
}

/* Version 8 nests the party and the status; version 1 has other names. */
static void reads_other_versions(void **state)
{
    (void)state;
    struct seen *seen = see_good(
        NULL,
        "<?xml version='1.0'?><c:Document xmlns:c='urn:iso:std:iso:20022:tech:xsd:camt.054.001.08'>"
        "<c:BkToCstmrDbtCdtNtfctn><c:GrpHdr><c:MsgId>1</c:MsgId><c:CreDtTm>2024-01-01T00:00:00</c:CreDtTm></"
        "c:GrpHdr>"
        "<c:Ntfctn><c:Id>N1</c:Id><c:Acct><c:Id><c:Othr><c:Id>4711</c:Id></c:Othr></c:Id></c:Acct>"
        "<c:Ntry><c:Amt Ccy='CHF'>5</c:Amt><c:CdtDbtInd>CRDT</c:CdtDbtInd><c:Sts><c:Cd>BOOK</c:Cd></c:Sts>"
        "<c:BookgDt><c:DtTm>2024-01-15T23:30:00.000+01:00</c:DtTm></c:BookgDt><c:BkTxCd/"
        "><c:NtryDtls><c:TxDtls>"
        "<c:RltdPties><c:Dbtr><c:Pty><c:Nm>Ann</c:Nm></c:Pty></c:Dbtr></c:RltdPties></c:TxDtls></"
        "c:NtryDtls></c:Ntry>"
        "</c:Ntfctn></c:BkToCstmrDbtCdtNtfctn></c:Document>");
    assert_string_equal("camt.054", seen->report.format);
    assert_text("4711", seen->statements[0].account);
    assert_string_equal("CHF", seen->statements[0].currency);
    assert_int_equal(RECONCILES_UNKNOWN, seen->statements[0].reconciles);
    assert_text("Ann", seen->entries[0].payee);
    assert_date("2024-01-15", seen->entries[0].date);
    seen_free(seen);
    seen = see_good(
        NULL, "<Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.053.001.01'><BkToCstmrStmtV01>" HEADER
              "<Stmt><Id>S</Id><CreDtTm>2024-01-31T00:00:00</CreDtTm><Acct><Id><BBAN>4712</BBAN></Id></Acct>"
              "<Bal><Tp><Cd>OPBD</Cd></Tp><Amt "
              "Ccy='EUR'>1</Amt><CdtDbtInd>DBIT</CdtDbtInd><Dt><Dt>2024-01-01</Dt></Dt></Bal>"
              "<Bal><Tp><Cd>CLBD</Cd></Tp><Amt "
              "Ccy='EUR'>0</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2024-01-31</Dt></Dt></Bal>"
              "<Ntry><Amt "
              "Ccy='EUR'>1.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BkTxCd><Prtry><Cd>051</Cd></"
              "Prtry></BkTxCd>"
              "<TxDtls><RltdPties><Dbtr><Nm>Bob</Nm></Dbtr></RltdPties></TxDtls></Ntry></Stmt></"
              "BkToCstmrStmtV01></Document>");
    assert_text("4712", seen->statements[0].account);
    assert_int_equal(RECONCILES_YES, seen->statements[0].reconciles);
    assert_text("Bob", seen->entries[0].payee);
    assert_text("051", seen->entries[0].code);
    assert_date("2024-01-31", seen->entries[0].date);
    assert_note(seen, 1, "take the statement's date");
    seen_free(seen);
}

#define PAYMENT(ref, amount, name)                                                                           \
    "<TxDtls><Refs><AcctSvcrRef>" ref "</AcctSvcrRef></Refs>" amount "<RltdPties><Dbtr><Nm>" name            \
    "</Nm></Dbtr></RltdPties><RmtInf><Ustrd>for " name "</Ustrd></RmtInf></TxDtls>\n"
#define EUR(n) "<Amt Ccy='EUR'>" n "</Amt>"
#define TX_EUR(n)                                                                                            \
    "<AmtDtls><InstdAmt><Amt Ccy='USD'>9</Amt></InstdAmt><TxAmt><Amt Ccy='EUR'>" n "</Amt></TxAmt></"        \
    "AmtDtls>"
#define BATCH(entry_amount, payments)                                                                        \
    STATEMENT(ENTRY(entry_amount, "CRDT", "<NtryDtls>\n" payments "</NtryDtls>"))

static void shows_the_payments_of_a_batch(void **state)
{
    (void)state;
    struct seen *seen =
        see_good("camt", BATCH("3.50", PAYMENT("A", EUR("1"), "Ann") PAYMENT("B", TX_EUR("2.50"), "Bob")));
    assert_int_equal(2, seen->entry_count);
    assert_amount("1", seen->entries[0].amount);
    assert_text("Ann", seen->entries[0].payee);
    assert_text("for Ann", seen->entries[0].memo);
    assert_text("A", seen->entries[0].id);
    assert_amount("2.50", seen->entries[1].amount);
    assert_text("B", seen->entries[1].id);
    assert_int_equal(seen->entries[0].line + 1, seen->entries[1].line);
    seen_free(seen);
}

static void payments_of_one_id_are_numbered(void **state)
{
    (void)state;
    struct seen *seen =
        see_good("camt", BATCH("3", PAYMENT("A", EUR("1"), "Ann") PAYMENT("A", EUR("2"), "Bob")));
    assert_text("A/1", seen->entries[0].id);
    assert_text("A/2", seen->entries[1].id);
    seen_free(seen);
    seen = see_good("camt", BATCH("3", PAYMENT("NOTPROVIDED", EUR("1"), "Ann") PAYMENT("", EUR("2"), "Bob")));
    assert_text("SERV-1/1", seen->entries[0].id);
    assert_text("SERV-1/2", seen->entries[1].id);
    seen_free(seen);
}

/* Amounts unknown, in another currency, or with fees in between: the entry stays one. */
static void a_batch_that_does_not_add_up_stays_one(void **state)
{
    (void)state;
    static const char *const files[] = {
        BATCH("3", PAYMENT("A", EUR("1"), "Ann") PAYMENT("B", "", "Bob")),
        BATCH("3", PAYMENT("A", EUR("1"), "Ann") PAYMENT("B", "<Amt Ccy='USD'>2</Amt>", "Bob")),
        BATCH("3.01", PAYMENT("A", EUR("1"), "Ann") PAYMENT("B", EUR("2"), "Bob")),
        BATCH("3", PAYMENT("A", EUR("1"), "Ann") PAYMENT("B", EUR("2") "<CdtDbtInd>DBIT</CdtDbtInd>", "Bob")),
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct seen *seen = see_good("camt", files[i]);
        assert_int_equal(1, seen->entry_count);
        assert_text("", seen->entries[0].payee);
        assert_text("for Ann for Bob", seen->entries[0].memo);
        assert_text("SERV-1", seen->entries[0].id);
        seen_free(seen);
    }
    /* Credits and debits of one batch. */
    struct seen *seen = see_good("camt", BATCH("3", PAYMENT("A", EUR("5"), "Ann") PAYMENT(
                                                        "B", EUR("2") "<CdtDbtInd>DBIT</CdtDbtInd>", "Bob")));
    assert_int_equal(2, seen->entry_count);
    assert_amount("-2", seen->entries[1].amount);
    seen_free(seen);
}

static void a_huge_batch_stays_one(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct buf *file = buf_in_arena(c.arena);
    buf_z(file, BEFORE
          "<Ntry><Amt Ccy='EUR'>10001</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BkTxCd/><NtryDtls>");
    for (int i = 0; i < 10001; i++)
        buf_z(file, "<TxDtls><Amt Ccy='EUR'>1</Amt></TxDtls>");
    buf_z(file, "</NtryDtls></Ntry>" AFTER);
    struct seen *seen = see_good("camt", file->at);
    assert_int_equal(1, seen->entry_count);
    assert_note(seen, 6, "kept as one entry");
    seen_free(seen);
    /* Few payments, but more text than is held. */
    buf_clear(file);
    buf_z(file, BEFORE
          "<Ntry><Amt Ccy='EUR'>400</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BkTxCd/><NtryDtls>");
    char *name = arena_alloc(c.arena, 60001);
    memset(name, 'x', 60000);
    for (int i = 0; i < 400; i++)
        buf_printf(file,
                   "<TxDtls><Amt Ccy='EUR'>1</Amt><RltdPties><Dbtr><Nm>%s</Nm></Dbtr></RltdPties></TxDtls>",
                   name);
    buf_z(file, "</NtryDtls></Ntry>" AFTER);
    seen = see_good("camt", file->at);
    assert_int_equal(1, seen->entry_count);
    assert_note(seen, 6, "kept as one entry");
    seen_free(seen);
    test_ctx_end(&c);
}

static void reads_states(void **state)
{
    (void)state;
    static const struct {
        const char *status;
        bool pending;
    } cases[] = {{"BOOK", false},
                 {"PDNG", true},
                 {"INFO", true},
                 {"<Cd>BOOK</Cd>", false},
                 {" <Cd>FUTR</Cd> ", true},
                 {"<Prtry>HELD</Prtry>", true}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char file[2000];
        snprintf(file, sizeof file,
                 BEFORE BALANCE("OPBD", "5", "CRDT", "2024-01-01") BALANCE(
                     "CLBD", "%s", "CRDT",
                     "2024-01-31") "<Ntry><Amt Ccy='EUR'>1</Amt><CdtDbtInd>CRDT</CdtDbtInd>"
                                   "<Sts>%s</Sts><ValDt><Dt>2024-01-02</Dt></ValDt><BkTxCd/></Ntry>" AFTER,
                 cases[i].pending ? "5" : "6", cases[i].status);
        struct seen *seen = see_good("camt", file);
        assert_int_equal(cases[i].pending, seen->entries[0].pending);
        assert_int_equal(RECONCILES_YES, seen->statements[0].reconciles);
        assert_date("2024-01-02", seen->entries[0].date);
        seen_free(seen);
    }
}

static enum reconciles reconciles(const char *file, const char *opening, const char *closing)
{
    struct seen *seen = see_good("camt", file);
    const struct bankfile_statement *s = &seen->statements[0];
    enum reconciles r = s->reconciles;
    char text[DECIMAL_TEXT_MAX];
    assert_string_equal(opening, s->has_opening ? decimal_format(s->opening, text) : "-");
    assert_string_equal(closing, s->has_closing ? decimal_format(s->closing, text) : "-");
    seen_free(seen);
    return r;
}

static void picks_balances(void **state)
{
    (void)state;
#define ONE                  ENTRY("1", "CRDT", "")
#define B(type, amount, day) BALANCE(type, amount, "CRDT", "2024-01-" day)
    assert_int_equal(RECONCILES_YES,
                     reconciles(STATEMENT(B("PRCD", "4", "01") B("CLBD", "5", "02") ONE), "4", "5"));
    assert_int_equal(
        RECONCILES_YES,
        reconciles(STATEMENT(B("PRCD", "9", "01") B("OPBD", "4", "01") B("CLBD", "5", "02") ONE), "4", "5"));
    /* Days within a statement: the first opening, the last closing. */
    assert_int_equal(RECONCILES_YES, reconciles(STATEMENT(B("OPBD", "4", "01") B("CLBD", "9", "01")
                                                              B("OPBD", "9", "02") B("CLBD", "5", "02") ONE),
                                                "4", "5"));
    /* Pages begin and end with interim balances. */
    assert_int_equal(RECONCILES_YES,
                     reconciles(STATEMENT(B("OPBD", "4", "01") B("ITBD", "5", "01") ONE), "4", "5"));
    assert_int_equal(RECONCILES_YES,
                     reconciles(STATEMENT(B("ITBD", "4", "01") B("ITBD", "5", "01") ONE), "4", "5"));
    assert_int_equal(RECONCILES_YES,
                     reconciles(STATEMENT(B("ITBD", "4", "01") B("CLBD", "5", "01") ONE), "4", "5"));
    assert_int_equal(RECONCILES_UNKNOWN,
                     reconciles(STATEMENT(B("OPAV", "4", "01") B("CLAV", "5", "01") ONE), "-", "-"));
    assert_int_equal(RECONCILES_UNKNOWN, reconciles(STATEMENT(B("OPBD", "4", "01") ONE), "4", "-"));
    assert_int_equal(RECONCILES_NO, reconciles(STATEMENT(B("OPBD", "4", "01") B("CLBD", "5.00001", "01") ONE),
                                               "4", "5.00001"));
    assert_int_equal(RECONCILES_NO, reconciles(STATEMENT(B("OPBD", "4", "01")
                                                             BALANCE("CLBD", "5", "DBIT", "2024-01-02") ONE),
                                               "4", "-5"));
    assert_int_equal(
        RECONCILES_NO,
        reconciles(
            STATEMENT(
                B("OPBD", "4",
                  "01") "<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp>"
                        "<Amt "
                        "Ccy='SEK'>5</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2024-01-02</Dt></Dt></Bal>" ONE),
            "4", "5"));
    /* A report during the day that holds only what is new proves nothing. */
    assert_int_equal(RECONCILES_UNKNOWN,
                     reconciles(REPORT(B("OPBD", "4", "01") B("ITBD", "15", "01") ONE), "-", "15"));
    assert_int_equal(RECONCILES_YES,
                     reconciles(REPORT(B("OPBD", "4", "01") B("ITBD", "5", "01") ONE), "4", "5"));
    assert_int_equal(RECONCILES_NO,
                     reconciles(REPORT(B("OPBD", "4", "01") B("CLBD", "15", "01") ONE), "4", "15"));
}

static void entries_of_other_currencies_are_not_summed(void **state)
{
    (void)state;
    struct seen *seen = see_good(
        "camt",
        STATEMENT(BALANCE("OPBD", "4", "CRDT", "2024-01-01") BALANCE(
            "CLBD", "5", "CRDT",
            "2024-01-02") "<Ntry><Amt "
                          "Ccy='USD'>1</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BkTxCd/></Ntry>"));
    assert_string_equal("USD", seen->entries[0].currency);
    assert_int_equal(RECONCILES_NO, seen->statements[0].reconciles);
    assert_note(seen, 3, "several currencies");
    seen_free(seen);
}

/* Money that comes back: banks leave the parties of the first payment. */
static void finds_the_other_party(void **state)
{
    (void)state;
#define PARTIES(inner)  "<NtryDtls><TxDtls><RltdPties>" inner "</RltdPties></TxDtls></NtryDtls>"
#define ACCT(tag, iban) "<" tag "><Id><IBAN>" iban "</IBAN></Id></" tag ">"
    static const struct {
        const char *file, *payee, *account, *memo;
    } cases[] = {
        {STATEMENT(
             ENTRY("1", "CRDT",
                   PARTIES("<Dbtr><Nm>Me</Nm></Dbtr>" ACCT(
                       "DbtrAcct",
                       "DE89370400440532013000") "<Cdtr><Nm>Shop</Nm></Cdtr>" ACCT("CdtrAcct",
                                                                                   "NL20INGB0001234567")))),
         "Shop", "NL20INGB0001234567", ""},
        {STATEMENT(ENTRY("1", "CRDT", PARTIES("<Cdtr><Nm>Me</Nm></Cdtr>"))), "", "", ""},
        {STATEMENT(
             ENTRY("1", "DBIT", PARTIES("<Cdtr><Nm>PayCo</Nm></Cdtr><UltmtCdtr><Nm>Shop</Nm></UltmtCdtr>"))),
         "PayCo", "", "Shop"},
        {STATEMENT(ENTRY("1", "DBIT", PARTIES("<UltmtCdtr><Nm>Shop</Nm></UltmtCdtr>"))), "Shop", "", ""},
        {STATEMENT(
             ENTRY("1", "DBIT", PARTIES("<Cdtr><Agt><FinInstnId><Nm>Bank</Nm></FinInstnId></Agt></Cdtr>"))),
         "Bank", "", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct seen *seen = see_good("camt", cases[i].file);
        assert_text(cases[i].payee, seen->entries[0].payee);
        assert_text(cases[i].account, seen->entries[0].counter_account);
        assert_text(cases[i].memo, seen->entries[0].memo);
        seen_free(seen);
    }
}

static void reads_remittance(void **state)
{
    (void)state;
    struct seen *seen = see_good(
        "camt", STATEMENT(ENTRY(
                    "1", "CRDT",
                    "<NtryDtls><TxDtls><RmtInf><Ustrd>one</Ustrd><Strd><CdtrRefInf><Tp><CdOrPrtry>"
                    "<Cd>SCOR</Cd></CdOrPrtry></Tp><Ref>RF18539007547034</Ref></CdtrRefInf>"
                    "<AddtlRmtInf>two</AddtlRmtInf></Strd></RmtInf><AddtlTxInf>three &amp; one</AddtlTxInf>"
                    "</TxDtls></NtryDtls><AddtlNtryInf>four</AddtlNtryInf>")));
    assert_text("one RF18539007547034 two three & one four", seen->entries[0].memo);
    seen_free(seen);
    /* ABN AMRO and others write all of it in one text. */
    seen = see_good(
        "camt", STATEMENT(ENTRY("1", "CRDT",
                                "<AddtlNtryInf>/TRTP/SEPA OVERBOEKING/IBAN/NL24RABO0111111111/BIC/RABONL2U"
                                "/NAME/A B C/REMI/for tea</AddtlNtryInf>")));
    assert_text("A B C", seen->entries[0].payee);
    assert_text("NL24RABO0111111111", seen->entries[0].counter_account);
    assert_text("for tea SEPA OVERBOEKING", seen->entries[0].memo);
    seen_free(seen);
}

static void reads_encodings(void **state)
{
    (void)state;
    struct seen *seen = see_good(NULL, "<?xml version='1.0' encoding='windows-1252'?>" STATEMENT(ENTRY(
                                           "1", "CRDT", "<AddtlNtryInf>caf\xE9 \x80 5</AddtlNtryInf>")));
    assert_text("café € 5", seen->entries[0].memo);
    assert_string_equal("windows-1252", seen->report.encoding);
    seen_free(seen);
}

static void statements_within_one_file(void **state)
{
    (void)state;
    struct seen *seen = see_good(
        "camt",
        "<Envelope><Document><BkToCstmrStmt>" HEADER STMT("1", "")
            STMT("2", ENTRY("1", "CRDT", "")) "</BkToCstmrStmt></Document><Document><BkToCstmrStmt>" HEADER
                STMT("3", "") "</BkToCstmrStmt></Document></Envelope>");
    assert_int_equal(3, seen->statement_count);
    assert_text("2", seen->statements[1].number);
    assert_int_equal(1, seen->statement_of[0]);
    seen_free(seen);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_a_statement),
        cmocka_unit_test(reads_other_versions),
        cmocka_unit_test(shows_the_payments_of_a_batch),
        cmocka_unit_test(payments_of_one_id_are_numbered),
        cmocka_unit_test(a_batch_that_does_not_add_up_stays_one),
        cmocka_unit_test(a_huge_batch_stays_one),
        cmocka_unit_test(reads_states),
        cmocka_unit_test(picks_balances),
        cmocka_unit_test(entries_of_other_currencies_are_not_summed),
        cmocka_unit_test(finds_the_other_party),
        cmocka_unit_test(reads_remittance),
        cmocka_unit_test(reads_encodings),
        cmocka_unit_test(statements_within_one_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

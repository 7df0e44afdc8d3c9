/* Statements as banks shape them: each case is a dialect, each expectation all that comes out. */
#include "bankfile/format.h"
#include "csv_render.h"

static void the_plainest(void **state)
{
    (void)state;
    check_csv("Date,Payee,Amount\n2024-01-31,Mill,-3.50\n2024-02-01,Baker,12\n",
              "2 2024-01-31 -3.50 Mill\n3 2024-02-01 12 Baker\n= - - unknown\n");
    check_csv("\xEF\xBB\xBF"
              "Date\tPayee\tAmount\r\n2024-01-31\tMill\t-3.50\r\n",
              "2 2024-01-31 -3.50 Mill\n= - - unknown\n");
    check_csv("Date|Payee|Amount\r2024-01-31|Mill|-3.50\r", "2 2024-01-31 -3.50 Mill\n= - - unknown\n");
    check_csv("sep=;\nDate;Payee;Amount\n2024-01-31;Mill, Son;-3.50\n",
              "3 2024-01-31 -3.50 Mill, Son\n= - - unknown\n");
    /* Nothing happened in this month. */
    check_csv("Date,Payee,Amount\n", "= - - unknown\n");
}

static void preamble_table_and_footer(void **state)
{
    (void)state;
    struct seen *seen = expect_csv(
        "Umsatzanzeige;Datei erstellt am: 05.02.2024 10:00\n"
        "\n"
        "IBAN;DE00 1111 2222 3333 4444 00\n"
        "Kontoname;Haushalt\n"
        "Bank;Mühlenbank\n"
        "Saldo;1.200,00;EUR\n"
        "\n"
        "Buchung;Valuta;Auftraggeber/Empfänger;Buchungstext;Verwendungszweck;Saldo;Währung;Betrag;Währung\n"
        "03.02.2024;04.02.2024;Bäcker;Lastschrift;Brot;1.200,00;EUR;-4,2;EUR\n"
        "13.01.2024;13.01.2024;Werk AG;Gutschrift;Lohn;1.204,2;EUR;1.000,00;EUR\n"
        "\n"
        "Summe;;;;;;;995,80;EUR\n"
        "Alle Angaben ohne Gewähr\n",
        "9 2024-02-03 -4.2 EUR Bäcker: Lastschrift / Brot\n"
        "10 2024-01-13 1000.00 EUR Werk AG: Gutschrift / Lohn\n"
        "= 204.20 1200.00 yes\n");
    const struct bankfile_statement *s = &seen->statements[0];
    assert_text("DE00111122223333444400", s->account);
    assert_text("Haushalt", s->account_name);
    assert_text("Mühlenbank", s->bank);
    assert_string_equal("EUR", s->currency);
    assert_date("2024-02-04", seen->entries[0].value_date);
    assert_true(seen->entries[0].has_balance);
    assert_amount("1200.00", seen->entries[0].balance);
    assert_date("2024-01-13", s->opening_date);
    assert_date("2024-02-03", s->closing_date);
    assert_note(seen, 12, "2 rows were skipped");
    seen_free(seen);
}

static void balances_around_the_table(void **state)
{
    (void)state;
    check_csv("Account number: 12-34;Currency: GBP\nOpening balance;100.00\nClosing balance;96.50\n\n"
              "Date;Text;Paid out;Paid in\n13/01/2024;Mill;5.00;\n14/01/2024;Ann;;1.50\n",
              "6 2024-01-13 -5.00 GBP Mill\n7 2024-01-14 1.50 GBP Ann\n= 100.00 96.50 yes\n");
    check_csv("Datum;Omschrijving;Af;Bij\n13-01-2024;Molen;5,00;\nBeginsaldo;;;100,00\nEindsaldo;;;96,00\n",
              "2 2024-01-13 -5.00 Molen\n= 100.00 96.00 no\n");
    /* Rows with date and amount that state a balance are no entries. */
    check_csv("Datum;Text;Betrag;\n13.01.2024;Anfangssaldo;100,00;H\n13.01.2024;Mühle;5,00;S\n14.01.2024;"
              "Endsaldo;95,00;H\n",
              "3 2024-01-13 -5.00 Mühle\n= 100.00 95.00 yes\n");
    check_csv("Date,Description,Amount,Running Bal.\n01/13/2024,Beginning balance as of "
              "01/13/2024,,\"1,000.00\"\n01/14/2024,Mill,-5.00,995.00\n",
              "3 2024-01-14 -5.00 Mill\n= 1000.00 995.00 yes\n");
    /* In every row, as the Spanish norm does. */
    check_csv(
        "account_number,currency,initial_balance,final_balance,transaction_date,value_date,amount,item1\n"
        "77,EUR,10.00,15.00,2024-01-02,2024-01-02,7.00,PAY\n77,EUR,10.00,15.00,2024-01-03,2024-01-03,-2.00,"
        "MILL\n",
        "2 2024-01-02 7.00 EUR PAY\n3 2024-01-03 -2.00 EUR MILL\n= 10.00 15.00 yes\n");
}

static void orders_of_dates(void **state)
{
    (void)state;
    /* One day above twelve, in the last row, decides for all. */
    check_csv("Date,Text,Amount\n03/04/2024,a,1\n05/04/2024,b,1\n13/04/2024,c,1\n",
              "2 2024-04-03 1 a\n3 2024-04-05 1 b\n4 2024-04-13 1 c\n= - - unknown\n");
    check_csv("Date,Text,Amount\n03/04/2024,a,1\n04/05/2024,b,1\n04/13/2024,c,1\n",
              "2 2024-03-04 1 a\n3 2024-04-05 1 b\n4 2024-04-13 1 c\n= - - unknown\n");
    /* Else only one reading is in the order of time. */
    check_csv("Date,Text,Amount\n11/02/2024,a,1\n12/02/2024,b,1\n01/03/2024,c,1\n05/03/2024,d,1\n",
              "2 2024-02-11 1 a\n3 2024-02-12 1 b\n4 2024-03-01 1 c\n5 2024-03-05 1 d\n= - - unknown\n");
    /* A bank does not report next year's summer: "now" is 2026-01-01 here. */
    check_csv("Date,Text,Amount\n06/01/2026,a,1\n", "2 2026-01-06 1 a\n= - - unknown\n");
    struct seen *seen =
        expect_csv("Fecha,Concepto,Importe\n03/04/2024,a,1\n", "2 2024-04-03 1 a\n= - - unknown\n");
    assert_note(seen, 0, "day first is assumed");
    seen_free(seen);
    seen = expect_csv("Date,Text,Amount\n05/01/2024,a,1\n05/02/2024,b,1\n05/03/2024,c,1\n",
                      "2 2024-05-01 1 a\n3 2024-05-02 1 b\n4 2024-05-03 1 c\n= - - unknown\n");
    assert_note(seen, 0, "month first is assumed");
    seen_free(seen);
    check_csv("Datum;Text;Betrag\n01.02.24;a;1\n02.02.24;b;1\n",
              "2 2024-02-01 1 a\n3 2024-02-02 1 b\n= - - unknown\n");
}

static void decimal_marks(void **state)
{
    (void)state;
    check_csv("Datum;Text;Betrag\n2024-01-02;a;1.234,56\n2024-01-03;b;7,5\n2024-01-04;c;1.000\n",
              "2 2024-01-02 1234.56 a\n3 2024-01-03 7.5 b\n4 2024-01-04 1000 c\n= - - unknown\n");
    check_csv("Date,Text,Amount\n2024-01-02,a,\"1,234.56\"\n2024-01-03,b,\"1,000\"\n",
              "2 2024-01-02 1234.56 a\n3 2024-01-03 1000 b\n= - - unknown\n");
    struct seen *seen = expect_csv("Date,Text,Amount\n2024-01-02,a,\"1,234\"\n2024-01-03,b,500\n",
                                   "2 2024-01-02 1234 a\n3 2024-01-03 500 b\n= - - unknown\n");
    assert_note(seen, 0, "thousands are assumed");
    seen_free(seen);
    check_csv("Date;Libellé;Montant\n02/01/2024;a;-1 234,56 €\n13/01/2024;b;(2 000,00 €)\n",
              "2 2024-01-02 -1234.56 EUR a\n3 2024-01-13 -2000.00 EUR b\n= - - unknown\n");
    check_csv("Datum;Text;Betrag\n2024-01-02;a;CHF 1'234.50\n2024-01-03;b;-5.00\n",
              "2 2024-01-02 1234.50 CHF a\n3 2024-01-03 -5.00 CHF b\n= - - unknown\n");
}

static void currencies(void **state)
{
    (void)state;
    check_csv("Date,Text,Amount (GBP)\n2024-01-02,a,1\n", "2 2024-01-02 1 GBP a\n= - - unknown\n");
    /* The amount's own currency, not the original one. */
    check_csv(
        "Date,Text,Original amount,Original currency,Amount,Currency\n2024-01-02,a,-9.00,USD,-8.00,EUR\n",
        "2 2024-01-02 -8.00 EUR a\n= - - unknown\n");
    check_csv(
        "Date,Text,Currency,Amount\n2024-01-02,a,EUR,1\n2024-01-03,b,USD,2\n2024-01-04,c,EUR,3\n",
        "2 2024-01-02 1 EUR a\n 3 2024-01-03 2 USD b\n4 2024-01-04 3 EUR c\n= - - unknown\n= - - unknown\n");
    struct bankfile_options options = {.default_currency = "SEK"};
    struct seen *seen = see_csv(TEXT("Date,Text,Amount\n2024-01-02,a,1\n"), &options);
    assert_string_equal("2 2024-01-02 1 SEK a\n= - - unknown\n", render(seen));
    seen_free(seen);
}

static void several_accounts(void **state)
{
    (void)state;
    struct seen *seen =
        expect_csv("Account,Date,Payee,Amount,Balance\n"
                   "Giro,2024-01-02,a,-1,9\nCredit Card,2024-01-02,b,-5,-5\nGiro,2024-01-03,c,2,11\nCredit "
                   "Card,2024-01-04,d,-1,-6\n",
                   "2 2024-01-02 -1 a\n 3 2024-01-02 -5 b\n4 2024-01-03 2 c\n 5 2024-01-04 -1 d\n= 10 11 "
                   "yes\n= 0 -6 yes\n");
    assert_text("Giro", seen->statements[0].account);
    assert_int_equal(BANKFILE_BANK, seen->statements[0].kind);
    assert_text("Credit Card", seen->statements[1].account);
    assert_int_equal(BANKFILE_CARD, seen->statements[1].kind);
    seen_free(seen);
    /* Filled in some rows only, it is the other party's. */
    seen = expect_csv(
        "Date,Payee,Account number,Amount\n2024-01-02,Ann,DE00111122223333444400,1\n2024-01-03,Mill,,-2\n",
        "2 2024-01-02 1 Ann\n3 2024-01-03 -2 Mill\n= - - unknown\n");
    assert_text("DE00111122223333444400", seen->entries[0].counter_account);
    seen_free(seen);
}

static void without_a_header(void **state)
{
    (void)state;
    check_csv("13.01.2024;\"0,5 % Zinsen\";14.01.2024;0,58;EUR;13.01.2024 "
              "00:00:30:989;\n14.01.2024;\"Entgelt\";14.01.2024;-6,65;EUR;14.01.2024 00:00:31:010;\n",
              "1 2024-01-13 0.58 EUR 0,5 % Zinsen\n2 2024-01-14 -6.65 EUR Entgelt\n= - - unknown\n");
    struct seen *seen = expect_csv(
        "AT001234567890123456;Zinsen   aus Guthaben;01.01.2024;31.12.2023;+1,23;EUR\n"
        "AT001234567890123456;Miete;04.01.2024;04.01.2024;-1.001,00;EUR\n",
        "1 2024-01-01 1.23 EUR Zinsen aus Guthaben\n2 2024-01-04 -1001.00 EUR Miete\n= - - unknown\n");
    assert_text("AT001234567890123456", seen->statements[0].account);
    assert_date("2023-12-31", seen->entries[0].value_date);
    seen_free(seen);
    check_csv("14/01/2024,\"-5.00\",\"MILL\",\"+95.00\"\n13/01/2024,\"+1.00\",\"ANN\",\"+100.00\"\n12/01/"
              "2024,\"-2.00\",\"ODD\",\"+99.00\"\n",
              "1 2024-01-14 -5.00 MILL\n2 2024-01-13 1.00 ANN\n3 2024-01-12 -2.00 ODD\n= 101.00 95.00 yes\n");
    check_csv(
        "01/13/2024,SHOP,5.00,,95.00\n01/14/2024,PAY,,10.00,105.00\n01/15/2024,SHOP,1.00,,104.00\n",
        "1 2024-01-13 -5.00 SHOP\n2 2024-01-14 10.00 PAY\n3 2024-01-15 -1.00 SHOP\n= 100.00 104.00 yes\n");
    check_csv("\"12/15/2024\",\"Lamp\",\"EUR\",\"1,525.00\",\"-1,000.00\",\"Azur\",\"\",\"X1\"\n",
              "1 2024-12-15 1525.00 EUR Lamp: Azur\n= - - unknown\n");
    check_csv("AT001234567890123456;Laden;01.05.2024;EUR;5,00;0,00\nAT001234567890123456;Lohn;02.05.2024;EUR;"
              "0,00;9,00\n",
              "1 2024-05-01 -5.00 EUR Laden\n2 2024-05-02 9.00 EUR Lohn\n= - - unknown\n");
    check_csv("1234XXXXXXXX5678;SHOP;13.05.2024;-5,00;EUR\n1234XXXXXXXX5678;PAY;14.05.2024;9,00;EUR\n",
              "1 2024-05-13 -5.00 EUR SHOP\n2 2024-05-14 9.00 EUR PAY\n= - - unknown\n");
    /* A first row that tells of the account, not of an entry. */
    check_csv("Compte;****1234;31/05/2024;;1 "
              "287,66\n13/05/2024;CB;Achat;-12,34;\n12/05/2024;VIR;Salaire;1300,00;\n",
              "2 2024-05-13 -12.34 Achat: CB\n3 2024-05-12 1300.00 Salaire: VIR\n= - - unknown\n");
    /* A header in a language nobody taught us. */
    check_csv("Tarikh,Perkara,Jumlah\n2024-01-31,Kedai,-3.50\n2024-02-01,Gaji,10.00\n",
              "2 2024-01-31 -3.50 Kedai\n3 2024-02-01 10.00 Gaji\n= - - unknown\n");
}

static void every_text_has_its_place(void **state)
{
    (void)state;
    struct seen *seen = expect_csv(
        "Date,Name,Type,Description,Note,Transaction ID,Counterparty account,Category,Tags,Check "
        "Number,MCC,Amount\n"
        "2024-01-31,Mill,Sale,\"two\n  lines\",-,T1,DE00111122223333444400,Food,a|b,7,5411,-3.50\n"
        "2024-02-01,Baker,Sale,Baker,\"same\",T2,,,,,,-1.00\n",
        "2 2024-01-31 -3.50 Mill: Sale / two lines\n4 2024-02-01 -1.00 Baker: Sale / same\n= - - unknown\n");
    const struct bankfile_entry *e = &seen->entries[0];
    assert_text("T1", e->id);
    assert_text("DE00111122223333444400", e->counter_account);
    assert_text("Food", e->category);
    assert_text("a,b", e->tags);
    assert_text("7", e->number);
    assert_text("5411", e->code);
    seen_free(seen);
    /* The party of an incoming amount is the payer, of an outgoing one the payee. */
    check_csv("Buchungsdatum;Zahlungspflichtige*r;Zahlungsempfänger*in;Verwendungszweck;Betrag (€)\n"
              "13.01.24;Ich;Mühle;Mehl;-3,50\n14.01.24;Werk AG;Ich;Lohn;9,00\n",
              "2 2024-01-13 -3.50 EUR Mühle: Mehl\n3 2024-01-14 9.00 EUR Werk AG: Lohn\n= - - unknown\n");
}

static void pending_and_failed_entries(void **state)
{
    (void)state;
    struct seen *seen =
        expect_csv("Date,Payee,Amount,Status\n2024-01-31,a,-1,Completed\n2024-02-01,b,-2,PENDING\n2024-02-02,"
                   "c,-4,Declined\n2024-02-03,d,-8,Uncleared\n",
                   "2 2024-01-31 -1 a\n3 2024-02-01 !-2 b\n5 2024-02-03 -8 d\n= - - unknown\n");
    assert_amount("-9", seen->statements[0].sum);
    assert_note(seen, 4, "1 entry was declined");
    seen_free(seen);
    check_csv("Buchungstag;Wertstellung (Valuta);Buchungstext;Umsatz in "
              "EUR\noffen;13.01.2024;Kino;-9,00\n12.01.2024;12.01.2024;Mühle;-3,50\n",
              "2 2024-01-13 !-9.00 EUR Kino\n3 2024-01-12 -3.50 EUR Mühle\n= - - unknown\n");
}

static void rows_that_are_no_entries(void **state)
{
    (void)state;
    check_csv("Date,Text,Amount\n2024-01-31,a,1\n,,\n\nDate,Text,Amount\n2024-02-01,b,2\nSubtotal,,3\n2024-"
              "02-02,c,0.00\n,continued here,\n2024-02-03,d,4\nTotal,,7\n",
              "2 2024-01-31 1 a\n6 2024-02-01 2 b\n8 2024-02-02 0.00 c\n10 2024-02-03 4 d\n= - - unknown\n");
    /* Headings of parts. */
    check_csv("Date,Status,Text,Amount\n\"Pending Transactions\",\"\",\"\",\"\"\n2024-02-02,Pending,a,-1\n"
              "\"Posted Transactions\",\"\",\"\",\"\"\n2024-02-01,Posted,b,-2\n",
              "3 2024-02-02 !-1 a\n5 2024-02-01 -2 b\n= - - unknown\n");
    /* Shares that move without cash. */
    check_csv("\"Transactions for account X as of 02/03/2024 02:21:05 PM "
              "ET\"\n\"Date\",\"Action\",\"Symbol\",\"Description\",\"Quantity\",\"Price\",\"Fees & "
              "Comm\",\"Amount\"\n"
              "\"01/27/2024 as of 01/25/2024\",\"Buy\",\"BND\",\"BOND "
              "FUND\",\"45\",\"$73.7789\",\"\",\"-$3320.05\"\n"
              "\"01/26/2024\",\"Journaled Shares\",\"BND\",\"BOND FUND\",\"5\",\"\",\"\",\"\"\n"
              "\"01/25/2024\",\"Interest\",\"\",\"BANK INT\",\"\",\"\",\"\",\"$0.03\"\n\"Transactions "
              "Total\",\"\",\"\",\"\",\"\",\"\",\"\",\"-$3,320.02\",\n",
              "3 2024-01-27 -3320.05 BOND FUND: Buy\n5 2024-01-25 0.03 BANK INT: Interest\n= - - unknown\n");
}

static void encodings(void **state)
{
    (void)state;
    check_csv("Data;Opis;Kwota\n2024-01-02;Zakupy w sklepie spo\xBFywczym \xA3\xF3"
              "d\x9F;-12,50\n",
              "2 2024-01-02 -12.50 Zakupy w sklepie spożywczym Łódź\n= - - unknown\n");
    struct bankfile_options options = {0};
    struct seen *seen =
        see_csv(TEXT("\xFF\xFE"
                     "D\0a\0t\0e\0;\0T\0e\0x\0t\0;\0A\0m\0o\0u\0n\0t\0\n\0002\0000\0002\0004\0-\0000\0001\0-"
                     "\0000\0002\0;\0\xE4\0;\0001\0\n\0"),
                &options);
    assert_string_equal("csv", seen->report.format);
    assert_string_equal("2 2024-01-02 1 ä\n= - - unknown\n", render(seen));
    seen_free(seen);
}

extern const struct bankfile_format bankfile_format_csv;

/* Any table of text may be CSV, less surely than what has a signature of its own. */
static void what_may_be_csv(void **state)
{
    (void)state;
    static const struct {
        struct text head;
        int least, most;
    } cases[] = {
        {TEXT("Date,Payee,Amount\n2024-01-31,a,1\n2024-01-31,a,1\n"), 20, 60},
        {TEXT("\xFF\xFE"
              "a\0;\0b\0\n\0c\0;\0d\0\n\0"),
         20, 60},
        {TEXT("title\n\n\"a;b\";c;d\n1;2;3\n"), 20, 60},
        {TEXT("a;b;c;d\n"), 10, 30},
        {TEXT("a\x01;b\n\x02;c\n"), 0, 0},
        {TEXT("PK\x03\x04;a;b\n;;\n"), 0, 0},
        {TEXT("<OFX>;a;b\n<x>;;\n"), 0, 0},
        {TEXT("<?xml version=\"1.0\"?>\n"), 0, 0},
        {TEXT(":20:STARTUMS\n:61:2401310131D3,50NTRF\n"), 0, 0},
        {TEXT("!Type:Bank\nD1/31/24\nT1,234.00\n^\n"), 0, 0},
        {TEXT("a letter\nof two lines\n"), 0, 0},
        {TEXT(" \n"), 0, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int score = bankfile_format_csv.detect(cases[i].head, "export.csv");
        if (score < cases[i].least || score > cases[i].most)
            fail_msg("case %zu scores %d", i, score);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_plainest),
        cmocka_unit_test(preamble_table_and_footer),
        cmocka_unit_test(balances_around_the_table),
        cmocka_unit_test(orders_of_dates),
        cmocka_unit_test(decimal_marks),
        cmocka_unit_test(currencies),
        cmocka_unit_test(several_accounts),
        cmocka_unit_test(without_a_header),
        cmocka_unit_test(every_text_has_its_place),
        cmocka_unit_test(pending_and_failed_entries),
        cmocka_unit_test(rows_that_are_no_entries),
        cmocka_unit_test(encodings),
        cmocka_unit_test(what_may_be_csv),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

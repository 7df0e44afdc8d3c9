/* The dialects of :86:: who, from where, what for. */
#include "bankfile/mt940/details.h"
#include "support.h"

struct expected {
    const char *payee, *memo, *account;
};

static void check(struct mt_details_in in, struct expected expected)
{
    struct ctx c = test_ctx();
    struct mt_details d = mt_details_new(c.arena);
    mt_details_read(&d, &in);
    assert_text(expected.payee, buf_view(d.payee));
    assert_text(expected.memo, buf_view(d.memo));
    assert_text(expected.account, buf_view(d.account));
    test_ctx_end(&c);
}

static void check_text(const char *information, struct expected expected)
{
    check((struct mt_details_in){.information = text_of(information)}, expected);
}

static void german_subfields(void **state)
{
    (void)state;
    check_text("166?00GUTSCHRIFT?109310?20EREF+R-17/24?21SVWZ+Miete Mai Hauptstrasse?22 5?30DEUTDEFFXXX"
               "?31DE89370400440532013000?32Anna Muster?33mann GmbH?34990",
               (struct expected){"Anna Muster mann GmbH", "Miete Mai Hauptstrasse 5 EREF+R-17/24 GUTSCHRIFT",
                                 "DE89370400440532013000"});
    /* 27 characters are a full subfield: the word goes on. */
    check_text(
        "105?20SVWZ+Beitrag Haftpflichtver?21sicherung 2024?32Versicherungsverein auf Geg?33enseitigkeit",
        (struct expected){"Versicherungsverein auf Gegenseitigkeit", "Beitrag Haftpflichtversicherung 2024",
                          ""});
    check_text("105?20SVWZ+Beitrag Haftpflicht?212024?32Ann",
               (struct expected){"Ann", "Beitrag Haftpflicht 2024", ""});
    check_text("035?20Erstellungsdatum:19.03.2010?21Anzahl Posten : 4?00AUFTRAG",
               (struct expected){"AUFTRAG", "Erstellungsdatum:19.03.2010 Anzahl Posten : 4", ""});
    /* Before SEPA: bank and number. */
    check_text("051?00UEBERWEISUNG?20RE 4711?3050070010?310175526300?32BOB",
               (struct expected){"BOB", "RE 4711 UEBERWEISUNG", "50070010/0175526300"});
    check_text(
        "105?20EREF+NOTPROVIDED?21MREF+M1?22CRED+DE98ZZZ09999999999?23SVWZ+Strom?24ABWA+Stadtwerke?32PayCo",
        (struct expected){"PayCo", "Strom MREF+M1 CRED+DE98ZZZ09999999999 ABWA+Stadtwerke", ""});
    check_text(
        "107?00SEPA Lastschrift?20EREF: 4711 MREF: M-2?21IBAN: DE89370400440532013000?22SVWZ: Zeitung",
        (struct expected){"SEPA Lastschrift", "Zeitung EREF: 4711 MREF: M-2", "DE89370400440532013000"});
}

static void subfields_with_other_separators(void **state)
{
    (void)state;
    check_text(
        "073~00VE02~20FAKTURA 1/2024~3010501012~3190000~32SKLEP SP. Z "
        "O.O.~33KRAKOW~38PL61109010140000071219812874",
        (struct expected){"SKLEP SP. Z O.O. KRAKOW", "FAKTURA 1/2024 VE02", "PL61109010140000071219812874"});
    check_text("000>100987654321>20Gift>32Ann", (struct expected){"Ann", "Gift", "0987654321"});
    check_text("020<00Bezug<20Bankomat Graz<32Bank", (struct expected){"Bank", "Bankomat Graz Bezug", ""});
    check_text("^00PRZELEW^20Za obiad^32Jan", (struct expected){"Jan", "Za obiad PRZELEW", ""});
}

/* Lines break at 65 characters, within words and within the codes of subfields. */
static void joins_full_lines(void **state)
{
    (void)state;
    check_text("166?00GUTSCHRIFT?100399?20EREF+R1?21SVWZ+Danke fuer den Tag bei?2\n2 euch?32Ann",
               (struct expected){"Ann", "Danke fuer den Tag bei euch EREF+R1 GUTSCHRIFT", ""});
    check_text("Short line\nand another", (struct expected){"", "Short line and another", ""});
    check_text("/EREF/E1//CNTP/NL32INGB0000012345/INGBNL2A/Names of a shop in\nc.//REMI/USTD//Order 5/",
               (struct expected){"Names of a shop inc.", "Order 5 EREF/E1", "NL32INGB0000012345"});
}

static void dutch_slashes(void **state)
{
    (void)state;
    check_text("/ORDP//NAME/R. SMITH/ADDR/Green market 74/REMI/Test money/ISDT/2014-01-02",
               (struct expected){"R. SMITH", "Test money ADDR/Green market 74 ISDT/2014-01-02", ""});
    check_text("/TRTP/SEPA OVERBOEKING/IBAN/NL24RABO0111111111/BIC/RABONL2U/NAME/A B C/REMI/for "
               "tea/EREF/NOTPROVIDED",
               (struct expected){"A B C", "for tea SEPA OVERBOEKING", "NL24RABO0111111111"});
    check_text(
        "/RTRN/MS03//EREF/2012//CNTP/NL32INGB0000012345/INGBNL2A/J.Janssen///REMI/USTD//Invoice 1 / 2/",
        (struct expected){"J.Janssen", "Invoice 1 / 2 RTRN/MS03 EREF/2012", "NL32INGB0000012345"});
    check_text("/EREF/15814//CNTP/NL32INGB0000012345/INGBNL2A/J.Janssen///REMI/STRD/CUR/9001123412341234/",
               (struct expected){"J.Janssen", "9001123412341234 EREF/15814", "NL32INGB0000012345"});
    /* Rabobank writes the account into the supplement of :61:. */
    check((struct mt_details_in){.information = TEXT("/BENM//NAME/JOHN DOE/REMI/Ref 1"),
                                 .supplement = TEXT("P001234567")},
          (struct expected){"JOHN DOE", "Ref 1", "P001234567"});
    check((struct mt_details_in){.information = TEXT("/BENM//NAME/JOHN DOE/REMI/Ref 1"),
                                 .supplement = TEXT("NL70ABNA0987654321")},
          (struct expected){"JOHN DOE", "Ref 1", "NL70ABNA0987654321"});
}

static void dutch_columns(void **state)
{
    (void)state;
    check_text(
        "SEPA IDEAL                       IBAN: NL24RABO0111111111\n"
        "BIC: RABONL2U                    NAAM: WEB SHOP\n"
        "OMSCHRIJVING: order 17           KENMERK: 27-12-2016 23:56",
        (struct expected){"WEB SHOP", "order 17 KENMERK:27-12-2016 23:56 SEPA IDEAL", "NL24RABO0111111111"});
    check_text(
        "BEA   NR:XX1234   29.05.14/13.45 GROCER AMSTERDAM,PAS123",
        (struct expected){"GROCER AMSTERDAM", "BEA NR:XX1234 29.05.14/13.45 GROCER AMSTERDAM,PAS123", ""});
    check_text("GIRO   428428 PHONE COMPANY      REF 0000",
               (struct expected){"PHONE COMPANY", "REF 0000", "428428"});
    check_text("52.89.39.882    MY BAKER  THE HAGUE",
               (struct expected){"MY BAKER", "THE HAGUE", "52.89.39.882"});
    check_text(" \n   \nGreen Grocer 12    >UTRECHT  27.12.2017",
               (struct expected){"Green Grocer 12", "Green Grocer 12 >UTRECHT 27.12.2017", ""});
    check((struct mt_details_in){.information = TEXT("NL49RABO0166416932 gerrits glas\n   \nInvoice 17\n   "),
                                 .supplement = TEXT("gerrits glas"),
                                 .customer_ref = TEXT("NL49RABO0166416932")},
          (struct expected){"gerrits glas", "Invoice 17", "NL49RABO0166416932"});
}

static void other_countries(void **state)
{
    (void)state;
    check_text("911 TRANSFER; Z RACH.: \n56114010810000267002001001; OD: JAN NOWAK  \nUL. NIJAKA 1; TYT.: ZA "
               "OBIAD ; \nTNR: 17.1",
               (struct expected){"JAN NOWAK", "ZA OBIAD UL. NIJAKA 1 TNR:17.1 911 TRANSFER",
                                 "56114010810000267002001001"});
    check_text("GIRO AUS ONLINE-SIC 805 AUFTRAGGEBER: JANE DOE MITTEILUNGEN: RECHNUNG 5",
               (struct expected){"JANE DOE", "RECHNUNG 5 GIRO AUS ONLINE-SIC 805", ""});
    check((struct mt_details_in){.information =
                                     TEXT("CAB18D1700\n109876543210000012345678\nSHOP KFT.\nInvoice 3"),
                                 .supplement = TEXT("Transfer")},
          (struct expected){"SHOP KFT.", "Invoice 3 CAB18D1700 Transfer", "109876543210000012345678"});
}

static void non_swift_lines(void **state)
{
    (void)state;
    check(
        (struct mt_details_in){
            .non_swift =
                TEXT("01Rent May\n02flat 5\n15Ann\n16Muster\n17STANDING ORDER\n181234\n191200\n22x")},
        (struct expected){"Ann Muster", "Rent May flat 5 x STANDING ORDER", ""});
    check((struct mt_details_in){.non_swift = TEXT("free words")}, (struct expected){"", "free words", ""});
}

static void what_is_not_understood_is_the_memo(void **state)
{
    (void)state;
    check_text("", (struct expected){"", "", ""});
    check_text("  CARD   PAYMENT\n AT THE SHOP ", (struct expected){"", "CARD PAYMENT AT THE SHOP", ""});
    check_text("123?", (struct expected){"", "123?", ""});
    check_text("/", (struct expected){"", "/", ""});
    check_text("/UNKNOWN/x", (struct expected){"", "/UNKNOWN/x", ""});
    check((struct mt_details_in){.supplement = TEXT("Payment")}, (struct expected){"", "Payment", ""});
    check((struct mt_details_in){.supplement = TEXT("/TRCD/00100/")}, (struct expected){"", "", ""});
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(german_subfields), cmocka_unit_test(subfields_with_other_separators),
        cmocka_unit_test(joins_full_lines), cmocka_unit_test(dutch_slashes),
        cmocka_unit_test(dutch_columns),    cmocka_unit_test(other_countries),
        cmocka_unit_test(non_swift_lines),  cmocka_unit_test(what_is_not_understood_is_the_memo),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "base/limits.h"
#include "sorting/payee.h"
#include "support.h"

#define assert_clean(expected, raw)                                                                          \
    do {                                                                                                     \
        struct ctx c_ = test_ctx();                                                                          \
        assert_text(expected, payee_clean(c_.arena, text_of(raw)));                                          \
        test_ctx_end(&c_);                                                                                   \
    } while (0)

static void card_processors_are_taken_off(void **state)
{
    (void)state;
    assert_clean("Blue Bottle Coffee", "SQ *BLUE BOTTLE COFFEE #0042 OAKLAND CA 03/04");
    assert_clean("Corner Tavern", "TST* CORNER TAVERN 12 SEATTLE WA");
    assert_clean("Spotify", "PAYPAL *SPOTIFY");
    assert_clean("Steam Games", "PAYPAL *STEAM GAMES 402-935-7733");
    assert_clean("Cafe Luna", "SumUp *Cafe Luna Berlin");
    assert_clean("Joes Burgers", "iZ *Joes Burgers");
    assert_clean("Street Food Ltd", "ZETTLE_*STREET FOOD LTD");
    assert_clean("H&M", "Klarna*H&M");
    assert_clean("Acme Cloud", "STRIPE ACME CLOUD");
    assert_clean("Summer Fest", "EB *SUMMER FEST 2024 801-413-7200 CA");
    assert_clean("Allbirds", "SP * ALLBIRDS ALLBIRDS.COM CA");
}

static void cryptic_names_become_known_ones(void **state)
{
    (void)state;
    assert_clean("Amazon Marketplace", "AMZN Mktp US*2X4T6");
    assert_clean("Amazon Marketplace", "AMAZON MKTPLACE PMTS AMZN.COM/BI");
    assert_clean("Apple", "APPLE.COM/BILL 866-712-7753 CA");
    assert_clean("Uber", "UBER   *TRIP HELP.UBER.COM CA");
    assert_clean("Uber Eats", "UBER EATS");
    assert_clean("YouTube Premium", "GOOGLE *YouTubePremium");
    assert_clean("McDonald's", "POS MERCHANDISE;MCDONALD'S #112");
    assert_clean("7-Eleven", "7-ELEVEN 12345 DALLAS TX");
    assert_clean("ALDI Süd", "ALDI SUED EC 12345678 23.04 15.02 CE0");
}

static void american_cards(void **state)
{
    (void)state;
    assert_clean("Shell Oil", "CARD 4417 SHELL OIL 57442893");
    assert_clean("Starbucks", "VISA STARBUCKS STORE 08812 NEW YORK NY");
    assert_clean("Chipotle", "PURCHASE AUTHORIZED ON 03/04 CHIPOTLE 1234 DENVER CO S463064 CARD 1234");
    assert_clean("Whole Foods Market", "CHECKCARD 0403 WHOLEFDS MKT 10234 AUSTIN TX 24431060094");
    assert_clean("Netflix", "NETFLIX.COM LOS GATOS CA");
    assert_clean("Delta Air Lines", "DELTA AIR LINES     ATLANTA");
    assert_clean("Trader Joe's", "TRADER JOE'S #541 QPS");
    assert_clean("The Home Depot", "THE HOME DEPOT #1234");
    assert_clean("Forever 21", "FOREVER 21 SEATTLE WA");
    assert_clean("O'Brien & Sons Pub", "O'BRIEN & SONS PUB BOSTON MA");
    assert_clean("Comcast Cable", "ACH DEBIT COMCAST CABLE 8774174551");
    /* "CITY ST" with a city that no table has; a word of business names is no city. */
    assert_clean("Central Hardware & Garden", "CENTRAL HARDWARE & GARDEN SMALLVILLE KS");
    assert_clean("Corner House Coffee", "CORNER HOUSE COFFEE CA");
}

static void european_cards(void **state)
{
    (void)state;
    assert_clean("Lidl", "POS LIDL SAGT DANKE B07 KOELN DE");
    assert_clean("REWE", "POS REWE SAGT DANKE B07 KOELN DE");
    assert_clean(
        "EDEKA Mueller",
        "Kartenzahlung EDEKA Mueller 04711//Hamburg/DE 2025-03-01T12:33:01 Folgenr. 011 Verfalld. 1225");
    assert_clean("Pret A Manger", "CONTACTLESS PRET A MANGER LONDON GB");
    assert_clean("Tesco", "TESCO STORES 3245 ON 12 APR CLP");
    assert_clean("British Gas", "DIRECT DEBIT BRITISH GAS");
    assert_clean("Albert Heijn",
                 "BEA, Betaalpas Albert Heijn 1090,PAS123 NR:AB1234, 01.02.24/12:34 AMSTERDAM");
    assert_clean("Jumbo", "BEA NR:12AB34 01.02.24/12.34 Jumbo Utrecht,PAS123");
    assert_clean("Carrefour Market", "PAIEMENT CB 1203 CARREFOUR MARKET PARIS 15");
    assert_clean("Monoprix", "CARTE 12/03 MONOPRIX LYON");
    assert_clean("Boulangerie Paul", "CARTE 12/03/25 BOULANGERIE PAUL CB*1234");
    assert_clean("EDF Clients Particuliers",
                 "PRLV SEPA EDF CLIENTS PARTICULIERS ECH/120325 ID EMETTEUR/FR123");
    assert_clean("Dupont Marie", "VIR SEPA DUPONT MARIE");
    assert_clean("El Corte Ingles", "COMPRA TARJETA 12345678 EL CORTE INGLES MADRID ES");
    assert_clean("Mercadona Avda-Madrid", "COMPRA TARJ. 5402XXXXXXXX1234 MERCADONA AVDA-MADRID");
    assert_clean("Biedronka", "BIEDRONKA 1234 WARSZAWA POL");
    assert_clean("Żabka", "ZAKUP PRZY UŻYCIU KARTY ŻABKA Z1234 KRAKÓW PL");
    assert_clean("Müller", "MÜLLER SAGT DANKE");
}

static void names_that_are_clean_stay(void **state)
{
    (void)state;
    assert_clean("Stadtwerke Köln", "Stadtwerke Köln");
    assert_clean("Hotel Berlin", "Hotel Berlin");
    assert_clean("Bank of America", "BANK OF AMERICA");
    assert_clean("Ümit's Döner", "Ümit's Döner");
    assert_clean("Card Factory", "CARD FACTORY");
    assert_clean("Rent to me", "Rent to me");
    assert_clean("IKEA", "IKEA DEUTSCHLAND 123 KOELN");
    assert_clean("AT&T Mobility", "AT&T MOBILITY 800-331-0500");
    assert_clean("eBay", "eBay");
    assert_clean("三菱UFJ", "三菱UFJ");
}

static void something_always_stays(void **state)
{
    (void)state;
    assert_clean("", "");
    assert_clean("", " \t ");
    assert_clean("Visa", "VISA");
    assert_clean("12345", "12345");
    assert_clean("***", " *** ");
    assert_clean("Paris", "PAIEMENT CB 1203 PARIS");
    assert_clean("SEPA-Überweisung", "SEPA-Überweisung");
    assert_clean("Compra Visa Electron", "COMPRA VISA ELECTRON");
}

static void long_texts_are_cut_at_a_character(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct buf *b = buf_in_arena(c.arena);
    for (int i = 0; i < 2000; i++)
        buf_z(b, "ü");
    struct text name = payee_clean(c.arena, buf_view(b));
    assert_in_range(name.len, 1, LIMIT_PAYEE_TEXT);
    assert_true(text_is_utf8(name));
    test_ctx_end(&c);
}

static uint64_t next_random(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed >> 11;
}

/* Whatever a bank may put together: a clean name is its own clean name, and something stays of something. */
static void cleaning_twice_is_cleaning_once(void **state)
{
    (void)state;
    static const char *const bits[] = {
        "SQ *",      "TST* ",  "VISA ",     "POS ",       "CARD 4417 ", "PAYPAL *",   "EC ",
        "REWE",      "Blue",   "H&M",       "joe's",      "#0042",      "03/04",      "12345",
        "7",         "24/7",   "NEW YORK",  "NY",         "CA",         "DE",         "//",
        "KOELN/DE",  "PARIS",  "XXXX1234",  "B07",        "2X4T6",      "A.COM",      "www.foo.de",
        "gmbh",      "LLC",    "O2",        "THANK YOU",  "SAGT DANKE", "PAS123",     "NR:AB12",
        "ON 12 APR", "APR 12", "-",         "&",          "*",          "...",        "COFFEE",
        "ÜBER",      "żabka",  "É",         "\xC2\xA0",   "   ",        ",",          ";",
        ":",         "\xFF",   "\xC3",      "STORE 12",   "REF 9A12",   "VIR ",       "CB",
        "OR",        "IN",     "ME",        "SMALLVILLE", "TX",         "St",         "OF",
        "de",        "(FOO)",  "AMZN MKTP", "100%",       "US",         "http://",    "a.b",
        "_",         "uk",     "三菱UFJ",   "Folgenr. 1", "BEA, ",      "Betaalpas ", "'s-Hertogenbosch",
        "FORD K.",   "EUR",    "12,50"};
    uint64_t seed = 88172645463325252U;
    struct ctx c = test_ctx();
    for (int run = 0; run < 60000; run++) {
        struct arena_mark mark = arena_mark(c.arena);
        char raw[600];
        size_t len = 0;
        for (uint64_t words = 1 + next_random(&seed) % 8; words > 0; words--) {
            const char *bit = bits[next_random(&seed) % (sizeof bits / sizeof bits[0])];
            len += (size_t)snprintf(raw + len, sizeof raw - len, "%s%s", bit,
                                    next_random(&seed) % 4 != 0 ? " " : "");
        }
        struct text given = {raw, len}, once = payee_clean(c.arena, given),
                    twice = payee_clean(c.arena, once);
        if (!text_equal(once, twice))
            fail_msg("\"%.*s\" -> \"%.*s\" -> \"%.*s\"", TEXT_ARGS(given), TEXT_ARGS(once), TEXT_ARGS(twice));
        assert_true(once.len > 0 || text_trim(given).len == 0);
        assert_true(!text_is_utf8(given) || text_is_utf8(once));
        arena_rewind(c.arena, mark);
    }
    test_ctx_end(&c);
}

static void keys_ignore_case_and_punctuation(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    assert_text("joes cafe", payee_key(c.arena, TEXT("Joe's  Cafe.")));
    assert_text("h m", payee_key(c.arena, TEXT("H&M")));
    assert_text("müller", payee_key(c.arena, TEXT("MÜLLER")));
    assert_text("", payee_key(c.arena, TEXT("***")));
    test_ctx_end(&c);
}

static void the_cache_agrees_with_cleaning(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct payee_cache *cache = payee_cache_new(8);
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 40; i++) { /* more than it holds */
            const char *raw = arena_printf(c.arena, "SQ *SHOP NUMBER%c #%d", 'A' + i % 26, i);
            struct payee_names names = payee_cache_names(cache, c.arena, text_of(raw));
            struct text name = payee_clean(c.arena, text_of(raw));
            assert_true(text_equal(name, names.name));
            assert_true(text_equal(payee_key(c.arena, name), names.key));
        }
    }
    payee_cache_free(cache);
    test_ctx_end(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(card_processors_are_taken_off),
        cmocka_unit_test(cryptic_names_become_known_ones),
        cmocka_unit_test(american_cards),
        cmocka_unit_test(european_cards),
        cmocka_unit_test(names_that_are_clean_stay),
        cmocka_unit_test(something_always_stays),
        cmocka_unit_test(long_texts_are_cut_at_a_character),
        cmocka_unit_test(cleaning_twice_is_cleaning_once),
        cmocka_unit_test(keys_ignore_case_and_punctuation),
        cmocka_unit_test(the_cache_agrees_with_cleaning),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

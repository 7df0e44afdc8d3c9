#include "sorting/categories.h"
#include "sorting/classifier.h"
#include "sorting/payee.h"
#include "support.h"

static struct ctx c;
static struct classifier *cls;

static int begin(void **state)
{
    (void)state;
    c = test_ctx();
    cls = classifier_new();
    return 0;
}

static int end(void **state)
{
    (void)state;
    classifier_free(cls);
    test_ctx_end(&c);
    return 0;
}

static struct classifier_features paid(const char *payee)
{
    return (struct classifier_features){.payee = text_of(payee), .amount = {-2350, 2}};
}

static struct classifier_features received(const char *payee, const char *memo)
{
    return (struct classifier_features){
        .payee = text_of(payee), .memo = text_of(memo), .amount = {250000, 2}};
}

static struct text sorted(struct classifier_features f)
{
    return classifier_category(cls, classifier_predict(cls, &f).category);
}

static void learn(const char *payee, const char *category, double weight)
{
    struct classifier_features f = paid(payee);
    classifier_learn(cls, &f, text_of(category), weight);
}

static void knows_the_world_a_little(void **state)
{
    (void)state;
    assert_text("Expenses:Groceries", sorted(paid("Lidl")));
    assert_text("Expenses:Health:Pharmacy", sorted(paid("Engel-Apotheke")));
    assert_text("Expenses:Restaurants", sorted(paid("Pizzeria Napoli")));
    assert_text("Income:Salary", sorted(received("Muster GmbH", "LOHN/GEHALT 03.2026")));
    assert_text("Expenses:Housing:Rent",
                sorted((struct classifier_features){
                    .payee = TEXT("Erika Muster"), .memo = TEXT("Miete April"), .amount = {-900, 0}}));
    assert_text("Expenses:Interest", sorted(paid("Interest charge")));
    assert_text("Income:Interest", sorted(received("Interest", "")));
    struct classifier_features f = paid("Unknown Thing");
    f.mcc = 5411;
    assert_text("Expenses:Groceries", sorted(f));
    f = paid("Unknown Thing");
    f.bank_code = TEXT("ATM");
    assert_text("Expenses:Cash", sorted(f));
}

static void says_that_it_does_not_know(void **state)
{
    (void)state;
    struct classifier_features f = paid("Qwxyz Vmbh");
    struct classifier_prediction p = classifier_predict(cls, &f);
    assert_int_equal(-1, p.category);
    assert_int_equal(BASIS_NONE, p.basis);
    assert_true(p.confidence >= 0 && p.confidence < 0.5);
    assert_int_equal(0, classifier_category(cls, -1).len);
    assert_int_equal(0, classifier_category(cls, 100000).len);
    f = (struct classifier_features){.amount = {0, 0}};
    assert_int_equal(-1, classifier_predict(cls, &f).category);
}

static void one_correction_wins(void **state)
{
    (void)state;
    learn("Lidl", "Expenses:Mine:Odd", CLASSIFIER_CORRECTION);
    struct classifier_features f = paid("LIDL");
    struct classifier_prediction p = classifier_predict(cls, &f);
    assert_text("Expenses:Mine:Odd", classifier_category(cls, p.category));
    assert_int_equal(BASIS_PAYEE, p.basis);
    assert_true(p.confidence > 0.9);
    for (int i = 0; i < 50; i++) /* what rules say does not undo it */
        learn("Lidl", "Expenses:Groceries", CLASSIFIER_BY_RULE);
    assert_text("Expenses:Mine:Odd", sorted(paid("Lidl")));
    learn("Lidl", "Expenses:Groceries", CLASSIFIER_CORRECTION); /* the next correction does */
    assert_text("Expenses:Groceries", sorted(paid("Lidl")));
    /* Payees of numbers alone, and none at all, are payees too. */
    learn("12345678", "Expenses:Numbers", CLASSIFIER_CORRECTION);
    assert_text("Expenses:Numbers", sorted(paid("12345678")));
    assert_text("", sorted(paid("87654321")));
    struct classifier_features nameless = {.memo = TEXT("Vereinsheim"), .amount = {-10, 0}};
    classifier_learn(cls, &nameless, TEXT("Expenses:Club"), 1.0);
    assert_text("Expenses:Club", sorted(nameless));
}

static void rules_vote_until_there_is_a_correction(void **state)
{
    (void)state;
    learn("Vmbh", "Expenses:A", CLASSIFIER_BY_RULE);
    assert_text("Expenses:A", sorted(paid("Vmbh")));
    learn("Vmbh", "Expenses:A", CLASSIFIER_BY_RULE);
    learn("Vmbh", "Expenses:A", CLASSIFIER_BY_RULE);
    learn("Vmbh", "Expenses:B", CLASSIFIER_BY_RULE);
    assert_text("Expenses:A", sorted(paid("Vmbh")));
    learn("Vmbh", "Expenses:B", CLASSIFIER_CORRECTION);
    assert_text("Expenses:B", sorted(paid("Vmbh")));
}

static void corrections_reach_similar_payees(void **state)
{
    (void)state;
    assert_text("", sorted(paid("Zwerglein Nord")));
    learn("Zwerglein Süd", "Expenses:Children", 1.0);
    learn("Zwerglein West", "Expenses:Children", 1.0);
    learn("Zwerglein Mitte", "Expenses:Children", 1.0);
    struct classifier_features f = paid("Zwerglein Nord");
    struct classifier_prediction p = classifier_predict(cls, &f);
    assert_text("Expenses:Children", classifier_category(cls, p.category));
    assert_int_equal(BASIS_WORDS, p.basis);
    assert_text("Expenses:Groceries", sorted(paid("Lidl"))); /* and not dissimilar ones */
}

/* A household that keeps other categories: what the built-in words mean counts for the nearest above. */
static void only_some_are_answered(void **state)
{
    (void)state;
    struct text mine[] = {TEXT("Expenses:Health"), TEXT("Expenses:Mine"), TEXT("A::B")};
    classifier_only(cls, mine, 3);
    assert_text("Expenses:Health", sorted(paid("Engel-Apotheke")));
    assert_text("", sorted(paid("Lidl")));
    learn("Lidl", "Expenses:Mine", CLASSIFIER_CORRECTION);
    assert_text("Expenses:Mine", sorted(paid("Lidl")));
    classifier_only(cls, NULL, 0);
    assert_text("Expenses:Health:Pharmacy", sorted(paid("Engel-Apotheke")));
}

static void history_votes(void **state)
{
    (void)state;
    learn("Vmbh", "Expenses:A", CLASSIFIER_HISTORY);
    learn("Vmbh", "Expenses:A", CLASSIFIER_HISTORY);
    learn("Vmbh", "Expenses:B", CLASSIFIER_HISTORY);
    assert_text("Expenses:A", sorted(paid("Vmbh")));
    learn("Vmbh", "Expenses:B", CLASSIFIER_CORRECTION);
    assert_text("Expenses:B", sorted(paid("Vmbh")));
}

static void where_it_is_counts(void **state)
{
    (void)state;
    for (int i = 0; i < 20; i++) {
        char name[] = {'Z', (char)('a' + i), 'r', 'k', (char)('a' + i * 7 % 26), 'l', 'q', '\0'};
        struct classifier_features f = paid(name);
        f.country = i % 2 == 0 ? TEXT("de-by|at") : TEXT("us");
        classifier_learn(cls, &f, i % 2 == 0 ? TEXT("Expenses:A") : TEXT("Expenses:B"), 1.0);
    }
    struct classifier_features f = paid("Wotmub");
    f.country = TEXT("at");
    struct classifier_prediction there = classifier_predict(cls, &f);
    f.country = TEXT("us");
    struct classifier_prediction here = classifier_predict(cls, &f);
    assert_text("Expenses:A", classifier_category(cls, there.guess));
    assert_text("Expenses:B", classifier_category(cls, here.guess));
}

static void money_back_from_a_shop_is_less_spending(void **state)
{
    (void)state;
    learn("Vmbh Shop", "Expenses:Shopping:Clothing", 1.0);
    struct classifier_features f = received("Vmbh Shop", "");
    assert_text("Expenses:Shopping:Clothing", sorted(f));
    f = received("Arbeitgeber", "");
    classifier_learn(cls, &f, TEXT("Income:Salary"), 1.0);
    struct classifier_features out = paid("Arbeitgeber");
    assert_false(text_is(sorted(out), "Income:Salary"));
}

static void nonsense_is_ignored(void **state)
{
    (void)state;
    size_t before = classifier_category_count(cls);
    learn("X", "A::B", 1.0);
    learn("X", "", 1.0);
    learn("X", "Expenses:Groceries", 0.0);
    learn("X", "Expenses:Groceries", -1.0);
    assert_int_equal(before, classifier_category_count(cls));
    assert_text("", sorted(paid("X")));
    classifier_free(NULL);
}

/* More categories than the rows of the model begin with, and than it takes. */
static void many_categories(void **state)
{
    (void)state;
    for (int i = 0; i < 1500; i++)
        learn(arena_printf(c.arena, "Payee%c%c%c", 'a' + i / 676, 'a' + i / 26 % 26, 'a' + i % 26),
              arena_printf(c.arena, "Own:C%d", i), 1.0);
    assert_true(classifier_category_count(cls) <= 1024);
    assert_text("Own:C5", sorted(paid("Payeeaaf")));
}

static void the_same_examples_give_the_same_answers(void **state)
{
    (void)state;
    struct classifier *other = classifier_new();
    for (int i = 0; i < 300; i++) {
        struct classifier_features f =
            paid(arena_printf(c.arena, "Shop %c%c %d", 'a' + i % 26, 'a' + i % 7, i % 10));
        struct text category = text_of(category_defaults[(size_t)i % category_default_count]);
        classifier_learn(cls, &f, category, 1.0);
        classifier_predict(cls, &f); /* asking teaches nothing */
        classifier_learn(other, &f, category, 1.0);
    }
    for (int i = 0; i < 300; i++) {
        struct classifier_features f = paid(arena_printf(c.arena, "Shop %c%c", 'a' + i % 26, 'a' + i % 11));
        struct classifier_prediction a = classifier_predict(cls, &f), b = classifier_predict(other, &f);
        assert_int_equal(a.guess, b.guess);
        assert_true(a.confidence >= b.confidence && a.confidence <= b.confidence);
        assert_true(a.confidence >= 0 && a.confidence <= 1);
    }
    classifier_free(other);
}

/* Descriptions as banks print them, with what their owner would say. Written for this test; roughly a third
 * has a name or word that nobody could know. */
static const struct {
    const char *raw, *category;
    int64_t cents;
} statement[] = {
    {"POS REWE SAGT DANKE 42 KOELN DE", "Expenses:Groceries", -4211},
    {"LIDL DIENSTLEISTUNG GMBH//Bonn/DE 2026-02-01T10:11:12", "Expenses:Groceries", -1890},
    {"Kartenzahlung BAECKEREI SCHNEIDER//Koeln/DE", "Expenses:Groceries", -560},
    {"WHOLEFDS SOMA 10234 SAN FRANCISCO CA", "Expenses:Groceries", -8790},
    {"COMPRA TARJ. 5402XXXXXXXX1234 MERCADONA S.A.", "Expenses:Groceries", -6120},
    {"PAIEMENT CB 1203 CARREFOUR CITY LYON", "Expenses:Groceries", -2410},
    {"BEA, Betaalpas Albert Heijn 1090,PAS123 NR:AB1234, 01.02.26/12:34 AMSTERDAM", "Expenses:Groceries",
     -3300},
    {"BIEDRONKA 1234 WARSZAWA POL", "Expenses:Groceries", -8800},
    {"HOFLADEN MEYER", "Expenses:Groceries", -1500},
    {"VIDAL & HIJOS SL VALENCIA ES", "Expenses:Groceries", -1100},
    {"GARDEN FRESH PRODUCE 0021 AUSTIN TX", "Expenses:Groceries", -1730},
    {"TST* CORNER TAVERN 12 SEATTLE WA", "Expenses:Alcohol and bars", -3600},
    {"SQ *LA PALMA TAQUERIA SAN FRANCISCO CA", "Expenses:Restaurants", -1450},
    {"RISTORANTE DA MARIO ROMA IT", "Expenses:Restaurants", -5400},
    {"Lieferando.de", "Expenses:Restaurants", -2390},
    {"UBER EATS HELP.UBER.COM", "Expenses:Restaurants", -3120},
    {"LE PETIT ZINC PARIS", "Expenses:Restaurants", -4900},
    {"HANOI STREET KITCHEN BERLIN DE", "Expenses:Restaurants", -2300},
    {"SUSHI CIRCLE FRANKFURT", "Expenses:Restaurants", -3000},
    {"SQ *RITUAL COFFEE #2 SAN FRANCISCO CA", "Expenses:Coffee", -575},
    {"STARBUCKS STORE 08812 NEW YORK NY", "Expenses:Coffee", -645},
    {"SumUp *Cafe Luna Berlin", "Expenses:Coffee", -480},
    {"THE BEAN HUT LONDON GB", "Expenses:Coffee", -350},
    {"SHELL OIL 57442893 HOUSTON TX", "Expenses:Fuel", -5100},
    {"ARAL Tankstelle Koeln", "Expenses:Fuel", -6230},
    {"REPSOL E.S. LA JUNQUERA ES", "Expenses:Fuel", -4800},
    {"STATION TOTALENERGIES LYON", "Expenses:Fuel", -7000},
    {"DB Vertrieb GmbH", "Expenses:Transport:Public transport", -4990},
    {"TFL TRAVEL CH TFL.GOV.UK/CP", "Expenses:Transport:Public transport", -810},
    {"RATP PARIS", "Expenses:Transport:Public transport", -1490},
    {"UBER   *TRIP HELP.UBER.COM CA", "Expenses:Transport:Taxi", -1840},
    {"TAXI ROSA MADRID", "Expenses:Transport:Taxi", -1200},
    {"APCOA PARKING 2231 LEEDS", "Expenses:Transport:Parking and tolls", -450},
    {"Dauerauftrag Hausverwaltung Krause Miete", "Expenses:Housing:Rent", -95000},
    {"VIR LOYER MARS AGENCE DU PARC", "Expenses:Housing:Rent", -78000},
    {"Stadtwerke Bonn", "Expenses:Utilities", -8900},
    {"VATTENFALL EUROPE SALES GMBH", "Expenses:Utilities:Electricity and gas", -7600},
    {"PRLV SEPA EDF CLIENTS PARTICULIERS", "Expenses:Utilities:Electricity and gas", -6600},
    {"THAMES WATER DIRECT DEBIT", "Expenses:Utilities:Water", -3900},
    {"Telekom Deutschland GmbH", "Expenses:Phone", -3995},
    {"PRLV SEPA FREE MOBILE", "Expenses:Phone", -1999},
    {"HUK-COBURG Versicherung", "Expenses:Insurance", -31000},
    {"GEICO *AUTO 800-841-3000 DC", "Expenses:Insurance", -12400},
    {"LOEWEN-APOTHEKE BONN", "Expenses:Health:Pharmacy", -1240},
    {"CVS/PHARMACY #01234 BOSTON MA", "Expenses:Health:Pharmacy", -899},
    {"DR. MED. DENT. A. KLUG", "Expenses:Health", -12000},
    {"TANDARTSPRAKTIJK DE WIT", "Expenses:Health", -8000},
    {"MCFIT GMBH", "Expenses:Health:Fitness", -2490},
    {"AMZN Mktp US*2X4T6", "Expenses:Shopping", -2599},
    {"PAYPAL *EBAY O1234", "Expenses:Shopping", -1500},
    {"ZALANDO SE", "Expenses:Shopping:Clothing", -8990},
    {"H&M 0123 BERLIN", "Expenses:Shopping:Clothing", -3998},
    {"MEDIA MARKT KOELN", "Expenses:Shopping:Electronics", -39900},
    {"THALIA BUECHER GMBH", "Expenses:Shopping:Books", -2400},
    {"IKEA DEUTSCHLAND 123 KOELN", "Expenses:Home", -13400},
    {"HOME DEPOT #1234 DALLAS TX", "Expenses:Home", -4700},
    {"NETFLIX.COM 866-579-7172 CA", "Expenses:Subscriptions", -1549},
    {"PAYPAL *SPOTIFY", "Expenses:Subscriptions", -1099},
    {"Rundfunk ARD, ZDF, DRadio", "Expenses:Subscriptions", -5508},
    {"RYANAIR 224CK9 DUBLIN IE", "Expenses:Travel:Flights", -9800},
    {"HOTEL ADLER MUENCHEN DE", "Expenses:Travel:Lodging", -14500},
    {"AIRBNB * HMABC12345", "Expenses:Travel:Lodging", -32100},
    {"CINESTAR BERLIN", "Expenses:Entertainment", -2600},
    {"STEAMGAMES.COM 4259522 BELLEVUE WA", "Expenses:Entertainment", -1999},
    {"VOLKSHOCHSCHULE KOELN", "Expenses:Education", -9900},
    {"KITA SONNENSCHEIN E.V.", "Expenses:Children", -21000},
    {"FRESSNAPF BONN", "Expenses:Pets", -3400},
    {"BLUMEN RISSE", "Expenses:Gifts", -2500},
    {"FRISEUR HAARSCHARF", "Expenses:Personal care", -3500},
    {"ROSSMANN 1234 BONN", "Expenses:Personal care", -1830},
    {"Finanzamt Bonn-Innenstadt", "Expenses:Taxes", -40000},
    {"MONTHLY SERVICE FEE", "Expenses:Fees", -1200},
    {"ATM WITHDRAWAL 00123 MAIN ST", "Expenses:Cash", -6000},
    {"RETRAIT DAB 1203 LYON", "Expenses:Cash", -5000},
    {"ACME CORP PAYROLL PPD", "Income:Salary", 320000},
    {"NOMINA EMPRESA EJEMPLO SL", "Income:Salary", 180000},
    {"INTEREST EARNED", "Income:Interest", 123},
    {"DIVIDEND VANGUARD TOTAL", "Income:Dividends", 4500},
    {"Familienkasse Kindergeld", "Income:Benefits", 25500},
    {"QUARTZ HOLDINGS 993", "Expenses:Shopping", -2000},
    {"J. FERNANDES", "Expenses:Services", -3000},
    {"MAPLE & CO", "Expenses:Home", -7000},
};
enum { ROWS = sizeof statement / sizeof statement[0] };

/* Out of the box: what it says is nearly always right, and it says something about most. The bounds are what
 * it reaches less a little; a change that makes it worse is seen here. */
static void how_well_it_does_out_of_the_box(void **state)
{
    (void)state;
    int said = 0, right = 0;
    for (int i = 0; i < ROWS; i++) {
        struct classifier_features f = {.payee = payee_clean(c.arena, text_of(statement[i].raw)),
                                        .memo = text_of(statement[i].raw),
                                        .amount = {statement[i].cents, 2}};
        struct text got = sorted(f);
        said += got.len > 0;
        right += text_is(got, statement[i].category);
        if (got.len > 0 && !text_is(got, statement[i].category))
            print_message("  %s: %.*s\n", statement[i].raw, TEXT_ARGS(got));
    }
    print_message("  said something about %d of %d, right about %d\n", said, ROWS, right);
    assert_true(said >= ROWS * 80 / 100);
    assert_true(right >= said * 92 / 100);
}

/* A household that calls everything otherwise: after its corrections it gets its own names, for new payees
 * too. */
static void how_well_it_learns_other_names(void **state)
{
    (void)state;
    static const char *const names[] = {"Haushalt:Essen", "Haushalt:Fahren", "Haushalt:Spass"};
    static const char *const payees[3][8] = {
        {"REWE Bonn", "Lidl", "Bäckerei Kamps", "Metzgerei Huber", "Aldi", "Edeka Nord", "Bäckerei Voss",
         "Metzgerei Lang"},
        {"Shell", "Aral Tankstelle", "Deutsche Bahn", "Esso", "Taxi Meier", "Freie Tankstelle", "Taxi Krause",
         "BVG"},
        {"Kino Rex", "Stadttheater", "Museum Ludwig", "Netflix", "Kino Capitol", "Spotify", "Landesmuseum",
         "Kino Metropol"},
    };
    for (int k = 0; k < 3; k++)
        for (int i = 0; i < 5; i++)
            learn(payees[k][i], names[k], 1.0);
    int right = 0;
    for (int k = 0; k < 3; k++)
        for (int i = 5; i < 8; i++) {
            struct classifier_features f = paid(payees[k][i]);
            struct classifier_prediction p = classifier_predict(cls, &f);
            right += text_is(classifier_category(cls, p.guess), names[k]);
        }
    print_message("  %d of 9 new payees under their new names\n", right);
    assert_true(right >= 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(knows_the_world_a_little, begin, end),
        cmocka_unit_test_setup_teardown(says_that_it_does_not_know, begin, end),
        cmocka_unit_test_setup_teardown(one_correction_wins, begin, end),
        cmocka_unit_test_setup_teardown(rules_vote_until_there_is_a_correction, begin, end),
        cmocka_unit_test_setup_teardown(corrections_reach_similar_payees, begin, end),
        cmocka_unit_test_setup_teardown(only_some_are_answered, begin, end),
        cmocka_unit_test_setup_teardown(history_votes, begin, end),
        cmocka_unit_test_setup_teardown(where_it_is_counts, begin, end),
        cmocka_unit_test_setup_teardown(money_back_from_a_shop_is_less_spending, begin, end),
        cmocka_unit_test_setup_teardown(nonsense_is_ignored, begin, end),
        cmocka_unit_test_setup_teardown(many_categories, begin, end),
        cmocka_unit_test_setup_teardown(the_same_examples_give_the_same_answers, begin, end),
        cmocka_unit_test_setup_teardown(how_well_it_does_out_of_the_box, begin, end),
        cmocka_unit_test_setup_teardown(how_well_it_learns_other_names, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

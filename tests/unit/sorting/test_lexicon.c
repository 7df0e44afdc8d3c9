#include "sorting/categories.h"
#include "sorting/lexicon.h"
#include "support.h"

static const char *best_of(const char *key)
{
    struct lexicon_find finds[LEXICON_FINDS_MAX];
    size_t count = lexicon_search(text_of(key), finds);
    const struct lexicon_find *best = NULL;
    for (size_t i = 0; i < count; i++)
        if (best == NULL || finds[i].strength > best->strength)
            best = &finds[i];
    return best == NULL ? "" : category_defaults[best->category];
}

static void brands_and_everyday_words(void **state)
{
    (void)state;
    static const struct {
        const char *key, *category;
    } cases[] = {
        {"rewe markt", "Expenses:Groceries"},
        {"mercadona", "Expenses:Groceries"},
        {"supermercado la plaza", "Expenses:Groceries"},
        {"stadtapotheke am ring", "Expenses:Health:Pharmacy"},
        {"freie tankstelle", "Expenses:Fuel"},
        {"ristorante da gino", "Expenses:Restaurants"},
        {"kaffeerösterei süd", "Expenses:Coffee"},
        {"hausverwaltung schmidt", "Expenses:Housing:Rent"},
        {"loyer mars", "Expenses:Housing:Rent"},
        {"nómina marzo", "Income:Salary"},
        {"wynagrodzenie", "Income:Salary"},
        {"netflix", "Expenses:Subscriptions"},
        {"zinsgutschrift", "Income:Interest"},
        {"kapper jansen", "Expenses:Personal care"},
        {"oficina do pneu", "Expenses:Transport:Car"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_string_equal(cases[i].category, best_of(cases[i].key));
}

static void words_are_whole(void **state)
{
    (void)state;
    assert_string_equal("", best_of("barbara"));  /* no bar */
    assert_string_equal("", best_of("preweiss")); /* no rewe */
    assert_string_equal("", best_of(""));
}

static void everyday_words_are_brands_only_alone(void **state)
{
    (void)state;
    assert_string_equal("Expenses:Health:Fitness", best_of("curves"));
    assert_string_equal("", best_of("curves ahead"));
    assert_string_equal("", best_of("mind the curves"));
    assert_string_equal("Expenses:Phone", best_of("three"));
    assert_string_equal("Expenses:Restaurants", best_of("burger king wien"));
}

static void the_longest_phrase_counts(void **state)
{
    (void)state;
    struct lexicon_find finds[LEXICON_FINDS_MAX];
    assert_int_equal(1, lexicon_search(TEXT("uber eats"), finds));
    assert_string_equal("Expenses:Restaurants", category_defaults[finds[0].category]);
    assert_int_equal(1, lexicon_search(TEXT("uber"), finds));
    assert_string_equal("Expenses:Transport:Taxi", category_defaults[finds[0].category]);
}

static void more_finds_than_room(void **state)
{
    (void)state;
    struct buf b = {0};
    for (int i = 0; i < 200; i++)
        buf_z(&b, i % 2 == 0 ? "lidl " : "taxi ");
    struct lexicon_find finds[LEXICON_FINDS_MAX];
    assert_int_equal(LEXICON_FINDS_MAX, lexicon_search(buf_view(&b), finds));
    buf_free(&b);
}

static void codes_of_banks(void **state)
{
    (void)state;
    assert_string_equal("Expenses:Cash", category_defaults[lexicon_bank_code(TEXT("atm"))]);
    assert_string_equal("Expenses:Cash", category_defaults[lexicon_bank_code(TEXT("pmnt-ccrd-cwdl"))]);
    assert_string_equal("Expenses:Fees", category_defaults[lexicon_bank_code(TEXT("srvchg"))]);
    assert_int_equal(-1, lexicon_bank_code(TEXT("debit")));
    assert_int_equal(-1, lexicon_bank_code(TEXT("")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(brands_and_everyday_words),
        cmocka_unit_test(words_are_whole),
        cmocka_unit_test(everyday_words_are_brands_only_alone),
        cmocka_unit_test(the_longest_phrase_counts),
        cmocka_unit_test(more_finds_than_room),
        cmocka_unit_test(codes_of_banks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

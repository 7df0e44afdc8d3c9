#include "base/limits.h"
#include "sorting/categories.h"
#include "support.h"

static struct ctx c;

static int begin(void **state)
{
    (void)state;
    c = test_ctx();
    return 0;
}

static int end(void **state)
{
    (void)state;
    test_ctx_end(&c);
    return 0;
}

static struct text out_of(const char *foreign)
{
    return category_from_foreign(c.arena, text_of(foreign), true);
}

static struct text in_of(const char *foreign)
{
    return category_from_foreign(c.arena, text_of(foreign), false);
}

static void the_tree_is_sound(void **state)
{
    (void)state;
    for (size_t i = 0; i < category_default_count; i++) {
        struct text path = text_of(category_defaults[i]);
        assert_true(category_is_valid(path));
        for (size_t k = 0; k < i; k++)
            assert_string_not_equal(category_defaults[i], category_defaults[k]);
        assert_text(category_defaults[i], category_default_find(path));
    }
    assert_text("Expenses:Uncategorised", category_unknown(true));
    assert_text("Income:Uncategorised", category_unknown(false));
    assert_text("Expenses:Groceries", category_default_find(TEXT("EXPENSES:groceries")));
    assert_int_equal(0, category_default_find(TEXT("Expenses:Nothing")).len);
}

static void valid_paths(void **state)
{
    (void)state;
    assert_true(category_is_valid(TEXT("A")));
    assert_true(category_is_valid(TEXT("Ausgaben:Müll und Co.")));
    assert_false(category_is_valid(TEXT("")));
    assert_false(category_is_valid(TEXT("A:")));
    assert_false(category_is_valid(TEXT(":A")));
    assert_false(category_is_valid(TEXT("A::B")));
    assert_false(category_is_valid(TEXT("A: B")));
    assert_false(category_is_valid(TEXT("A\tB")));
    assert_false(category_is_valid(TEXT("\xFF")));
    char longest[LIMIT_CATEGORY_TEXT + 1];
    memset(longest, 'a', sizeof longest);
    assert_true(category_is_valid((struct text){longest, LIMIT_CATEGORY_TEXT}));
    assert_false(category_is_valid((struct text){longest, LIMIT_CATEGORY_TEXT + 1}));
}

static void names_of_other_programs(void **state)
{
    (void)state;
    assert_text("Expenses:Groceries", out_of("Groceries"));
    assert_text("Expenses:Fuel", out_of("Gas & Fuel"));
    assert_text("Expenses:Groceries", out_of("Food:Groceries"));
    assert_text("Expenses:Housing:Rent", out_of("Mortgage & Rent"));
    assert_text("Expenses:Groceries", out_of("Lebensmittel"));
    assert_text("Expenses:Groceries", out_of("Alimentation"));
    assert_text("Expenses:Groceries", out_of("Eigene Kategorien:Einkauf"));
    assert_text("Expenses:Phone", out_of("Bills:Cell Phone/Office"));
    assert_text("Expenses:Transport:Car", out_of("Auto:Misc"));
    assert_text("Expenses:Groceries", out_of("Food > Groceries"));
    assert_text("Equity:Transfers", out_of("[Savings]"));
    assert_text("Equity:Transfers", out_of("Umbuchung"));
    assert_text("Income:Salary", in_of("Paycheck"));
    assert_text("Income:Salary", in_of("Gehalt"));
}

static void direction_decides_some(void **state)
{
    (void)state;
    assert_text("Expenses:Interest", out_of("Interest"));
    assert_text("Income:Interest", in_of("Interest"));
    assert_text("Expenses:Gifts", out_of("Gifts"));
    assert_text("Income:Gifts", in_of("Gifts"));
    assert_text("Income:Rent", in_of("Rent"));
}

static void unknown_names_keep_their_words(void **state)
{
    (void)state;
    assert_text("Expenses:Everyday:Model trains", out_of("Everyday:Model trains"));
    assert_text("Income:Model trains", in_of("Model trains"));
    assert_text("Expenses:Foo:Bar", out_of(" Foo :: Bar: "));
    assert_text("Expenses:Foo:Bar", out_of("Expenses : Foo : Bar"));
    assert_text("Expenses:Uncategorised", out_of(""));
    assert_text("Expenses:Uncategorised", out_of("::"));
    assert_text("Income:Uncategorised", in_of("Misc"));
}

static void any_bytes_become_a_valid_path(void **state)
{
    (void)state;
    uint64_t seed = 4711;
    for (int run = 0; run < 20000; run++) {
        char raw[400];
        size_t len = 0;
        for (size_t want = (size_t)run % 390; len < want; len++) {
            seed = seed * 6364136223846793005U + 1442695040888963407U;
            static const char alphabet[] = "aB :/>|\\[]\t\xC3\xBC\xFF";
            raw[len] = alphabet[(seed >> 40) % (sizeof alphabet - 1)];
        }
        struct arena_mark mark = arena_mark(c.arena);
        assert_true(category_is_valid(category_from_foreign(c.arena, (struct text){raw, len}, run % 2 == 0)));
        arena_rewind(c.arena, mark);
    }
}

static void merchant_category_codes(void **state)
{
    (void)state;
    assert_text("Expenses:Groceries", category_from_mcc(5411));
    assert_text("Expenses:Fuel", category_from_mcc(5541));
    assert_text("Expenses:Travel:Flights", category_from_mcc(3058));
    assert_int_equal(0, category_from_mcc(0).len);
    assert_int_equal(0, category_from_mcc(99999).len);
    for (int32_t mcc = 0; mcc < 10000; mcc++) {
        struct text category = category_from_mcc(mcc);
        assert_true(category.len == 0 || category_default_find(category).len > 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_tree_is_sound),
        cmocka_unit_test(valid_paths),
        cmocka_unit_test(names_of_other_programs),
        cmocka_unit_test(direction_decides_some),
        cmocka_unit_test(unknown_names_keep_their_words),
        cmocka_unit_test(any_bytes_become_a_valid_path),
        cmocka_unit_test(merchant_category_codes),
    };
    return cmocka_run_group_tests(tests, begin, end);
}

/* Categories renamed within rules: only they change, wherever they stand, whatever the spelling around them. */
#include "sorting/categories.h"
#include "sorting/rules.h"
#include "support.h"

static void rename_to(const char *before, const char *after)
{
    struct ctx c = test_ctx();
    struct text out;
    bool changed;
    struct rules *rules;
    assert_ok(&c, rules_rename_category(&c, text_of(before), TEXT("Expenses:Food"),
                                        TEXT("Expenses:Eat \"in\""), &out, &changed));
    assert_text(after, out);
    assert_int_equal(strcmp(before, after) != 0, changed);
    assert_ok(&c, rules_parse(&c, out, &rules));
    test_ctx_end(&c);
}

static void categories_change_where_they_stand(void **state)
{
    (void)state;
    rename_to("payee is \"Expenses:Food\" -> category \"Expenses:Food\"  # mine",
              "payee is \"Expenses:Food\" -> category \"Expenses:Eat \\\"in\\\"\"  # mine");
    rename_to("always -> tag \"Expenses:Food\",category   \"Expenses:Food:Fruit\" , stop",
              "always -> tag \"Expenses:Food\",category   \"Expenses:Eat \\\"in\\\":Fruit\" , stop");
    rename_to("always -> split \"Expenses:Food\" 60%, \"Expenses:Foodies\" 10, \"Expenses:Food\" rest, payee "
              "\"Expenses:Food\"",
              "always -> split \"Expenses:Eat \\\"in\\\"\" 60%, \"Expenses:Foodies\" 10, \"Expenses:Eat "
              "\\\"in\\\"\" rest, payee \"Expenses:Food\"");
    rename_to("blue bottle\tExpenses:Food", "blue bottle\tExpenses:Eat \"in\"");
    rename_to("# Expenses:Food\n\na\tExpenses:Food:A \nb\tExpenses:B\n",
              "# Expenses:Food\n\na\tExpenses:Eat \"in\":A\nb\tExpenses:B\n");
}

static void others_stay(void **state)
{
    (void)state;
    rename_to("", "");
    rename_to("payee contains \"-> category\" -> category \"Expenses:Foods\"",
              "payee contains \"-> category\" -> category \"Expenses:Foods\"");
    rename_to("text is \"a\" and not (memo is \"category\") -> payee \"category\", tag \"Expenses:Food\"",
              "text is \"a\" and not (memo is \"category\") -> payee \"category\", tag \"Expenses:Food\"");
    struct ctx c = test_ctx();
    struct text out;
    bool changed;
    assert_err(ERR_INPUT, rules_rename_category(&c, TEXT("nonsense Expenses:Food"), TEXT("Expenses:Food"),
                                                TEXT("Expenses:Eat"), &out, &changed));
    test_ctx_end(&c);
}

static void a_path_follows_its_renames(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    const struct category_move moves[] = {
        {TEXT("Expenses:Travel:Taxi"), TEXT("Expenses:Cabs")},
        {TEXT("Expenses:Transport"), TEXT("Expenses:Travel")},
        {TEXT("Expenses:A"), TEXT("Expenses:B")},
        {TEXT("Expenses:B"), TEXT("Expenses:A")},
        {TEXT("Expenses:Same"), TEXT("Expenses:Same")},
    };
    const size_t count = sizeof moves / sizeof *moves;
    assert_text("Expenses:Cabs", category_moved_by(c.arena, moves, count, TEXT("Expenses:Transport:Taxi")));
    assert_text("Expenses:Travel:Car",
                category_moved_by(c.arena, moves, count, TEXT("Expenses:Transport:Car")));
    assert_text("Expenses:Transports", category_moved_by(c.arena, moves, count, TEXT("Expenses:Transports")));
    assert_text("Expenses:Same:X", category_moved_by(c.arena, moves, count, TEXT("Expenses:Same:X")));
    struct text circle = category_moved_by(c.arena, moves, count, TEXT("Expenses:A"));
    assert_true(text_is(circle, "Expenses:A") || text_is(circle, "Expenses:B"));
    test_ctx_end(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(categories_change_where_they_stand),
        cmocka_unit_test(others_stay),
        cmocka_unit_test(a_path_follows_its_renames),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* What the names of accounts and categories say. */
#include "base/limits.h"
#include "ledger/account.h"
#include "support.h"

static void kinds_of_categories(void **state)
{
    (void)state;
    static const struct {
        const char *path;
        enum account_kind kind; /* 0: refused */
    } cases[] = {
        {"Expenses:Food", ACCOUNT_EXPENSE},
        {"Income:Salary", ACCOUNT_INCOME},
        {"Equity:Transfers", ACCOUNT_EQUITY},
        {"Expenses:Food:Out", ACCOUNT_EXPENSE},
        {"Assets:Giro", ACCOUNT_ASSET},
        {"Liabilities:Card", ACCOUNT_LIABILITY},
        {"Food", 0},
        {"", 0},
        {":", 0},
        {"Expenses:", 0},
        {"Expenses::Food", 0},
        {":Expenses", 0},
        {"Expenses: Food", 0},
        {"Expenses:Food ", 0},
        {"Expenses:Fo\nod", 0},
        {"expenses-not:Food", 0},
        {"Expensesx:Food", 0},
        {"Expenses:Caf\xC3\xA9", ACCOUNT_EXPENSE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        enum account_kind kind = 0;
        bool good = category_kind(text_of(cases[i].path), &kind);
        if (good != (cases[i].kind != 0) || (good && kind != cases[i].kind))
            fail_msg("\"%s\"", cases[i].path);
    }
    char path[LIMIT_CATEGORY_TEXT + 2] = "Expenses:";
    enum account_kind kind;
    memset(path + 9, 'x', sizeof path - 10);
    assert_false(category_kind(text_of(path), &kind));
    path[LIMIT_CATEGORY_TEXT] = '\0';
    assert_true(category_kind(text_of(path), &kind));
}

static void names_in_a_journal(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    assert_string_equal("Assets:Giro", account_journal_name(c.arena, ACCOUNT_ASSET, TEXT("Giro")));
    assert_string_equal("Liabilities:Card", account_journal_name(c.arena, ACCOUNT_LIABILITY, TEXT("Card")));
    assert_string_equal("Expenses:Food",
                        account_journal_name(c.arena, ACCOUNT_EXPENSE, TEXT("Expenses:Food")));
    const char *name = account_journal_name(c.arena, ACCOUNT_ASSET, TEXT("My  bank; old"));
    assert_null(strstr(name, "  "));
    assert_null(strchr(name, ';'));
    test_ctx_end(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(kinds_of_categories),
                                       cmocka_unit_test(names_in_a_journal)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

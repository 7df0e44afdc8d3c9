/* Names that look alike: they never widen what is allowed, and do not slip past what is forbidden. */
#include "unit/policy/deciding.h"

static struct deciding t;

static int begin(void **state)
{
    (void)state;
    deciding_begin(&t);
    return 0;
}

static int end(void **state)
{
    (void)state;
    deciding_end(&t);
    return 0;
}

/* Each looks like "Allianz Bill 10". */
static const char *const forged[] = {
    "allianz bill 10",
    "ALLIANZ BILL 10",
    "Allianz Bi11 1O",
    "AIIianz BiII lO",
    "\xD0\x90llianz Bill 10", /* Cyrillic A */
    "\xCE\x91llianz Bill 10", /* Greek Alpha */
    "Alli\xD0\xB0nz Bill 10", /* Cyrillic a */
    "All\xD1\x96"
    "anz Bill 10",                 /* Ukrainian i */
    "Al\xE2\x80\x8Blianz Bill 10", /* zero-width space */
    "Al\xE2\x80\x8Dlianz Bill 10", /* zero-width joiner */
    "Allianz Bill 10\xEF\xBB\xBF", /* byte order mark */
    "\xE2\x80\xAE"
    "Allianz Bill 10",         /* turned direction */
    "A\xCC\x81llianz Bill 10", /* combining accent */
    "\xC3\x81llianz Bill 10",  /* the same in one */
    "Allianz\xC2\xA0"
    "Bill 10",                               /* no-break space */
    "Allianz-Bill, 10.",                     /* punctuation */
    "AllianzBill10",                         /* no blanks */
    "\xEF\xBC\xA1llianz Bill 10",            /* full width */
    "\xF0\x9D\x90\x80llianz Bill 10",        /* mathematical bold */
    "Allianz Bill \xEF\xBC\x91\xEF\xBC\x90", /* full-width digits */
    "Al\xC2\xADlianz Bill 10",               /* soft hyphen */
    "\xE1\xB4\x80llianz Bill 10",            /* small capital */
};

static void look_alikes_are_not_allowed(void **state)
{
    (void)state;
    deciding_rules(&t, "  - {name: known, verdict: allow, kind: payment, payee: [Allianz Bill 10]}\n");
    t.action.payee = TEXT(" Allianz Bill 10 ");
    assert_string_equal("allow", deciding(&t));
    for (size_t i = 0; i < sizeof forged / sizeof *forged; i++) {
        t.action.payee = text_of(forged[i]);
        if (strcmp(deciding(&t), "ask") != 0)
            fail_msg("\"%s\" is allowed", forged[i]);
    }
    deciding_rules(&t, "  - {name: rest, verdict: allow, kind: payment}\n"
                       "  - {name: unknown, verdict: deny, payee-not: [Allianz Bill 10]}\n");
    t.action.payee = TEXT("Allianz Bill 10");
    assert_string_equal("allow", deciding(&t));
    for (size_t i = 0; i < sizeof forged / sizeof *forged; i++) {
        t.action.payee = text_of(forged[i]);
        if (strcmp(deciding(&t), "deny") != 0)
            fail_msg("\"%s\" is taken for the payee of the list", forged[i]);
    }
}

static void look_alikes_are_denied(void **state)
{
    (void)state;
    deciding_rules(&t, "  - {name: rest, verdict: allow, kind: payment}\n"
                       "  - {name: never, verdict: deny, payee: [Allianz Bill 10]}\n");
    for (size_t i = 0; i < sizeof forged / sizeof *forged; i++) {
        t.action.payee = text_of(forged[i]);
        if (strcmp(deciding(&t), "deny") != 0)
            fail_msg("\"%s\" slips past", forged[i]);
    }
    deciding_rules(&t, "  - {name: others, verdict: allow, kind: payment, payee-not: [Allianz Bill 10]}\n");
    for (size_t i = 0; i < sizeof forged / sizeof *forged; i++) {
        t.action.payee = text_of(forged[i]);
        if (strcmp(deciding(&t), "ask") != 0)
            fail_msg("\"%s\" is one of the others", forged[i]);
    }
}

static void parts_of_names_are_other_names(void **state)
{
    (void)state;
    static const char *const others[] = {
        "Allianz", "Allianz Bill 100", "My Allianz Bill 10", "Allianz Bill 20", "!!!", "\xE2\x80\x8B"};
    deciding_rules(&t, "  - {name: rest, verdict: allow, kind: payment}\n"
                       "  - {name: never, verdict: deny, payee: [Allianz Bill 10, \"???\"]}\n");
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        t.action.payee = text_of(others[i]);
        assert_string_equal("allow", deciding(&t));
    }
    t.action.payee = TEXT("???");
    assert_string_equal("deny", deciding(&t));
}

static void other_scripts_compare_without_case(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"\xCE\x91\xCE\x98\xCE\x97\xCE\x9D\xCE\x91",
         "\xCE\xB1\xCE\xB8\xCE\xB7\xCE\xBD\xCE\xB1"}, /* Athina, both cases */
        {"\xD0\x9C\xD0\xBE\xD1\x81\xD0\xBA\xD0\xB2\xD0\xB0",
         "\xD0\x9C\xD0\x9E\xD0\xA1\xD0\x9A\xD0\x92\xD0\x90"}, /* Moskva */
        {"Stra\xC3\x9F"
         "e",
         "STRASSE"},
        {"\xC3\x86on", "aeon"},
        {"Burnside", "Bumside"},
        {"Savvy", "Sawy"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        for (size_t k = 0; k < 2; k++) {
            deciding_rules(&t, arena_printf(t.c.arena, "  - {name: never, verdict: deny, payee: [\"%s\"]}\n",
                                            pairs[i][k]));
            t.action.payee = text_of(pairs[i][1 - k]);
            assert_string_equal("deny", deciding(&t));
        }
}

static void account_numbers_compare_by_what_counts(void **state)
{
    (void)state;
    deciding_rules(
        &t,
        "  - {name: known, verdict: allow, kind: payment, payee-account: [DE89 3704 0044 0532 0130 00]}\n");
    assert_string_equal("allow", deciding(&t));
    t.action.payee_account = TEXT("de89370400440532013000");
    assert_string_equal("allow", deciding(&t));
    static const char *const others[] = {"DE8937040044053201300", "DE893704004405320130000",
                                         "DE8937O400440532013000", "DE89370400440532013000\xE2\x80\x8B",
                                         "DE89-3704-0044-0532-0130-00"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        t.action.payee_account = text_of(others[i]);
        assert_string_equal("ask", deciding(&t));
    }
    deciding_rules(&t, "  - {name: never, verdict: deny, payee-account: [DE89 3704 0044 0532 0130 00]}\n");
    for (size_t i = 2; i < sizeof others / sizeof *others; i++) {
        t.action.payee_account = text_of(others[i]);
        assert_string_equal("deny", deciding(&t));
    }
}

static void own_accounts_are_names_too(void **state)
{
    (void)state;
    deciding_rules(&t, "  - {name: giro, verdict: allow, kind: payment, account: [Giro]}\n"
                       "  - {name: others, verdict: deny, account-not: [Giro, Card]}\n");
    assert_string_equal("allow", deciding(&t));
    t.action.account = TEXT("Card");
    assert_string_equal("ask", deciding(&t));
    t.action.account = TEXT("giro");
    assert_string_equal("deny", deciding(&t));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
        TEST(look_alikes_are_not_allowed),
        TEST(look_alikes_are_denied),
        TEST(parts_of_names_are_other_names),
        TEST(other_scripts_compare_without_case),
        TEST(account_numbers_compare_by_what_counts),
        TEST(own_accounts_are_names_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

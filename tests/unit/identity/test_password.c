#include "base/date.h"
#include "identity/password/guess.h"
#include "identity/password/password.h"
#include "support.h"

static const struct text own[] = {
    {"ada.lovelace@analytical.example", 31}, {"Ada Lovelace", 12}, {"The Byron Family", 16}};

static enum err allowed(const char *password)
{
    struct ctx c = test_ctx();
    enum err e = password_allow(&c, text_of(password), PASSWORD_CHARACTERS_MIN, own, 3);
    if (e != OK) {
        assert_true(text_starts(text_of(c.why), TEXT("password: ")));
        assert_true(*password == '\0' || strstr(c.why, password) == NULL); /* a refusal does not repeat it */
    }
    test_ctx_end(&c);
    return e;
}

static void what_is_guessed_first_is_refused(void **state)
{
    static const char *const weak[] = {
        "passwordpassword",          "PasswordPassword1",
        "P@ssw0rdP@ssw0rd",          "password1234567",
        "123456789012345",           "1234567890123456789",
        "qwertyuiopasdfg",           "qwertyuiopasdfghjkl",
        "1qaz2wsx3edc4rfv",          "zaq12wsxcde34rfv",
        "aaaaaaaaaaaaaaa",           "abcabcabcabcabc",
        "abcdefghijklmno",           "zyxwvutsrqponml",
        "iloveyouiloveyou",          "ILoveYouForever!",
        "letmeinletmein1",           "adminadminadmin",
        "correcthorsebatterystaple", "correct horse battery staple",
        "Tr0ub4dorTr0ub4dor",        "welcome2welcome2",
        "thisismypassword",          "this is my password",
        "111111111111111",           "000000000000000000",
        "dragonmonkeyshadow",        "superman12345678",
        "ada.lovelace1815",          "adalovelaceadalovelace",
        "byronfamily2024!",          "Ada Lovelace 2026",
        "analytical.example",        "florinflorinflorin",
        "Florin-Florin-2026",        "drowssapdrowssap",
        "01.01.1990password",        "0101199001011990",
        "football20252026",          "!!!!!!!!!!!!!!!!!!",
        "motdepassemotdepasse",      "passwort12345678",
        "qwertzuiopqwertz",          "asdfghjklasdfghjkl",
        "maytheforcebewithyou",      "thequickbrownfox",
        "monkey123monkey123",        "Summer2025Summer2025",
        "Winter2025!Winter",         "abc123abc123abc123",
        "trustno1trustno1",          "letmeinplease12",
    };
    (void)state;
    for (size_t i = 0; i < sizeof weak / sizeof *weak; i++)
        if (allowed(weak[i]) == OK)
            fail_msg("\"%s\" was allowed", weak[i]);
}

static void words_that_do_not_belong_together_are_allowed(void **state)
{
    static const char *const strong[] = {
        "violet marble kettle seventy",
        "tractor-lemon-opinion-ferry",
        "xK9#mQ2$vL7!pR4",
        "gravel antenna wombat fjord",
        "Regenschirm Tablette Ofen Kiesel",
        "мандарин велосипед грохот",
        "本棚時計雲館橋水山川鳥魚空海石",
        "jfhwuqpdmcnalxk",
        "bicycle olive hammock",
        "7294018365520947",
        "ada prefers quiet thunder gravel",
    };
    (void)state;
    for (size_t i = 0; i < sizeof strong / sizeof *strong; i++)
        if (allowed(strong[i]) != OK)
            fail_msg("\"%s\" was refused: %.1f bits", strong[i], guess_bits(text_of(strong[i]), NULL, 0));
}

static void characters_are_counted_not_bytes(void **state)
{
    char long_one[PASSWORD_BYTES_MAX + 2];
    (void)state;
    assert_err(ERR_INPUT, allowed(""));
    assert_err(ERR_INPUT, allowed("xK9#mQ2$vL7!pR")); /* 14 */
    assert_err(
        ERR_INPUT,
        allowed("\xC3\xA4\xC3\xB6\xC3\xBC\xC3\x9F\xC3\xA9\xC3\xA8\xC3\xAA\xC3\xA0")); /* 8 in 16 bytes */
    assert_err(ERR_INPUT, allowed("not utf-8 \xFF\xFE but long enough"));
    for (size_t i = 0; i < sizeof long_one; i++)
        long_one[i] = (char)('a' + (i * 7 + i / 13 * 5 + i * i % 11) % 26);
    long_one[PASSWORD_BYTES_MAX] = '\0';
    assert_err(OK, allowed(long_one));
    long_one[PASSWORD_BYTES_MAX] = 'x';
    long_one[PASSWORD_BYTES_MAX + 1] = '\0';
    assert_err(ERR_INPUT, allowed(long_one));
    memset(long_one, 'a', PASSWORD_BYTES_MAX);
    long_one[PASSWORD_BYTES_MAX] = '\0';
    assert_err(ERR_INPUT, allowed(long_one));
}

static void a_second_factor_allows_shorter_ones(void **state)
{
    struct ctx c = test_ctx();
    (void)state;
    assert_ok(&c, password_allow(&c, TEXT("gr7vK!x2"), PASSWORD_CHARACTERS_MIN_SECOND, NULL, 0));
    assert_err(ERR_INPUT, password_allow(&c, TEXT("gr7vK!x"), PASSWORD_CHARACTERS_MIN_SECOND, NULL, 0));
    assert_err(ERR_INPUT, password_allow(&c, TEXT("password"), PASSWORD_CHARACTERS_MIN_SECOND, NULL, 0));
    test_ctx_end(&c);
}

static void a_hash_is_right_for_its_password_alone(void **state)
{
    struct ctx c = test_ctx();
    struct password_hash hash;
    bool right;
    (void)state;
    assert_ok(&c, password_hash(&c, TEXT("violet marble kettle"), &hash));
    assert_true(text_starts(text_of(hash.text), TEXT("$argon2id$v=19$m=65536,t=3,p=1$")));
    assert_ok(&c, password_verify(&c, text_of(hash.text), TEXT("violet marble kettle"), &right));
    assert_true(right);
    assert_ok(&c, password_verify(&c, text_of(hash.text), TEXT("violet marble kettlf"), &right));
    assert_false(right);
    test_ctx_end(&c);
}

static int64_t verify_us(struct ctx *c, struct text hash)
{
    bool right;
    int64_t begin = time_steady_us();
    assert_ok(c, password_verify(c, hash, TEXT("violet marble kettle"), &right));
    assert_false(right);
    return time_steady_us() - begin;
}

/* Nobody's hash must cost what a real one does. The bounds are wide: other programs run beside this one. */
static void nobody_takes_as_long_as_somebody(void **state)
{
    struct ctx c = test_ctx();
    struct password_hash hash;
    int64_t least[2] = {INT64_MAX, INT64_MAX};
    (void)state;
    assert_ok(&c, password_hash(&c, TEXT("another one entirely"), &hash));
    for (int i = 0; i < 3; i++) {
        int64_t took[2] = {verify_us(&c, text_of(hash.text)), verify_us(&c, TEXT(""))};
        for (int k = 0; k < 2; k++)
            least[k] = took[k] < least[k] ? took[k] : least[k];
    }
    assert_true(least[1] > least[0] / 4 && least[0] > least[1] / 4);
    test_ctx_end(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_guessed_first_is_refused),
        cmocka_unit_test(words_that_do_not_belong_together_are_allowed),
        cmocka_unit_test(characters_are_counted_not_bytes),
        cmocka_unit_test(a_second_factor_allows_shorter_ones),
        cmocka_unit_test(a_hash_is_right_for_its_password_alone),
        cmocka_unit_test(nobody_takes_as_long_as_somebody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

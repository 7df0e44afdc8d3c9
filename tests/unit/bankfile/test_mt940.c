/* Messages, entries and balances of MT940 and MT942. The texts of entries: test_mt940_details.c. */
#include "reading.h"

#define HEAD                                                                                                 \
    "{1:F01BANKNL2AXXXX0000000000}{2:O940BANKNL2AXXXXN}{3:}{4:\r\n:20:REF1\r\n:25:"                          \
    "NL20INGB0001234567EUR\r\n:28C:17/1\r\n"
#define OPEN ":60F:C240101EUR100,00\r\n"
#define TAIL "-}{5:}\r\n"

static void reads_a_statement_in_its_envelope(void **state)
{
    (void)state;
    struct seen *seen = see_good("mt940", HEAD OPEN ":61:2401020103D12,5NTRFREF-000123//B0001\r\n"
                                                    ":86:Lunch\r\n"
                                                    ":61:240102C1000,NMSCNONREF\r\n"
                                                    ":62F:C240103EUR1087,50\r\n"
                                                    ":64:C240103EUR1087,50\r\n" TAIL);
    const struct bankfile_statement *s = &seen->statements[0];
    assert_int_equal(1, seen->statement_count);
    assert_text("NL20INGB0001234567", s->account);
    assert_string_equal("EUR", s->currency);
    assert_text("17/1", s->number);
    assert_amount("100.00", s->opening);
    assert_amount("1087.50", s->closing);
    assert_date("2024-01-01", s->opening_date);
    assert_date("2024-01-03", s->closing_date);
    assert_int_equal(RECONCILES_YES, s->reconciles);
    assert_int_equal(2, seen->entry_count);
    const struct bankfile_entry *e = seen->entries;
    assert_amount("-12.5", e[0].amount);
    assert_date("2024-01-03", e[0].date);
    assert_date("2024-01-02", e[0].value_date);
    assert_text("B0001", e[0].id);
    assert_text("NTRF", e[0].code);
    assert_text("Lunch", e[0].memo);
    assert_int_equal(6, e[0].line);
    assert_amount("1000", e[1].amount);
    assert_text("", e[1].id);
    seen_free(seen);
}

/* RC takes a credit back, RD a debit; a funds code may follow: "CR" is a credit. */
static void reads_marks(void **state)
{
    (void)state;
    struct seen *seen =
        see_good("mt940", HEAD OPEN ":61:240102CR1,00NTRFNONREF\n:61:240102RC2,00NTRFNONREF\n"
                                    ":61:240102RD4,00NTRFNONREF\n:61:240102DN8,00NTRFNONREF\n"
                                    ":61:240102RCR16,00NTRFNONREF\n:61:240102EC32,00NTRFNONREF\n"
                                    ":61:2401020102D\n64,00NTRFNONREF\n"
                                    ":62F:C240103EUR15,00\n-\n");
    static const char *const amounts[] = {"1.00", "-2.00", "4.00", "-8.00", "-16.00", "32.00", "-64.00"};
    assert_int_equal(7, seen->entry_count);
    for (size_t i = 0; i < 7; i++)
        assert_amount(amounts[i], seen->entries[i].amount);
    assert_true(seen->entries[5].pending);
    assert_int_equal(RECONCILES_YES, seen->statements[0].reconciles);
    seen_free(seen);
}

static void entry_dates_cross_the_year(void **state)
{
    (void)state;
    struct seen *seen =
        see_good("mt940", HEAD OPEN ":61:2401021231D1,00NTRFNONREF\n:61:2312310102D1,00NTRFNONREF\n"
                                    ":61:2402290229D1,00NTRFNONREF\n");
    assert_date("2023-12-31", seen->entries[0].date);
    assert_date("2024-01-02", seen->entries[1].date);
    assert_date("2024-02-29", seen->entries[2].date);
    seen_free(seen);
    seen = see_good("mt940", HEAD OPEN ":61:2302300230D1,00NTRFNONREF\n:61:230301D1,00NTRFNONREF\n");
    assert_date("2023-02-28", seen->entries[0].date);
    assert_date("2023-02-28", seen->entries[0].value_date);
    assert_date("2023-03-01", seen->entries[1].date);
    seen_free(seen);
}

static void says_when_balances_disagree(void **state)
{
    (void)state;
    struct seen *seen = see_good("mt940", HEAD OPEN ":61:240102D1,00NTRFNONREF\n:62F:C240103EUR99,01\n-\n");
    assert_int_equal(RECONCILES_NO, seen->statements[0].reconciles);
    seen_free(seen);
    seen = see_good("mt940", HEAD OPEN ":61:240102D1,00NTRFNONREF\n:62F:C240103USD99,00\n-\n");
    assert_int_equal(RECONCILES_NO, seen->statements[0].reconciles);
    seen_free(seen);
}

/* Pages have balances of their own. */
static void reads_pages(void **state)
{
    (void)state;
    struct seen *seen =
        see_good("mt940", HEAD OPEN ":61:240102D1,00NTRFNONREF\n:62M:C240102EUR99,00\n-\n"
                                    ":20:REF1\n:25:NL20INGB0001234567EUR\n:28C:17/2\n:60M:C240102EUR99,00\n"
                                    ":61:240102D9,00NTRFNONREF\n:62F:C240102EUR90,00\n-\n");
    assert_int_equal(2, seen->statement_count);
    assert_int_equal(RECONCILES_YES, seen->statements[0].reconciles);
    assert_int_equal(RECONCILES_YES, seen->statements[1].reconciles);
    assert_text("17/2", seen->statements[1].number);
    seen_free(seen);
}

/* Rabobank has no ends of messages, others put their name and the type before each. */
static void reads_messages_as_banks_frame_them(void **state)
{
    (void)state;
    struct seen *seen =
        see_good("mt940", "ABNANL2A\n940\nABNANL2A\n:20:A\n:25:NL34RABO0142623393 EUR\n:28:1\n"
                          ":60F:C240101EUR0,\n:61:240101C5,NTRFNONREF\n:62F:C240101EUR5,\n"
                          ":20:B\n:25:NL34RABO0142623393 EUR\n:28:2\n"
                          ":60F:C240101EUR5,\n:62F:C240102EUR5,\n-XXX\n"
                          "\x01\n:20:C\n:25:DE123\n:28:3\n:60F:C240101EUR0,\n:62F:C240101EUR0,\n-\x03");
    assert_int_equal(3, seen->statement_count);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(RECONCILES_YES, seen->statements[i].reconciles);
    assert_text("NL34RABO0142623393", seen->statements[0].account);
    assert_text("DE123", seen->statements[2].account);
    seen_free(seen);
    seen = see_good(NULL, ":940:\n:20:A\n:25:1\n:28:1\n:60F:C240101EUR0,\n:62F:C240101EUR0,\n");
    assert_string_equal("mt940", seen->report.format);
    seen_free(seen);
}

static void a_dash_within_a_text_is_text(void **state)
{
    (void)state;
    struct seen *seen =
        see_good("mt940", HEAD OPEN ":61:240102D1,00NTRFNONREF\n:86:Mandate MND\n-\nEV01\n"
                                    ":61:240102D1,00NTRFNONREF\n:86:second\n:62F:C240103EUR98,00\n-\n");
    assert_int_equal(2, seen->entry_count);
    assert_text("Mandate MND - EV01", seen->entries[0].memo);
    assert_int_equal(RECONCILES_YES, seen->statements[0].reconciles);
    seen_free(seen);
}

static void reads_accounts(void **state)
{
    (void)state;
    static const struct {
        const char *field, *account, *bank;
    } cases[] = {
        {"50880050/0194774600888", "50880050/0194774600888", "50880050"},
        {"NL77INGB0574908765EUR", "NL77INGB0574908765", ""},
        {"NL34RABO0142623393 EUR", "NL34RABO0142623393", ""},
        {"UBRTHUHB/123456789150/HUF", "123456789150", "UBRTHUHB"},
        {"BILLLULLXXX/\"A NAME\"", "A NAME", "BILLLULLXXX"},
        {"123456789", "123456789", ""},
        {"MY OLD CAR", "MY OLD CAR", ""},
        {"51210600/9223382012EUR", "51210600/9223382012", "51210600"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char file[200];
        snprintf(file, sizeof file, ":20:A\n:25:%s\n:28:1\n:60F:C240101EUR0,\n:62F:C240101EUR0,\n-\n",
                 cases[i].field);
        struct seen *seen = see_good("mt940", file);
        assert_text(cases[i].account, seen->statements[0].account);
        assert_text(cases[i].bank, seen->statements[0].bank);
        seen_free(seen);
    }
    struct seen *seen =
        see_good("mt940", ":20:A\n:25P:12345\nUBSWCHZH80A\n:28:1\n:60F:C240101CHF0,\n:62F:C240101CHF0,\n-\n");
    assert_text("12345", seen->statements[0].account);
    assert_text("UBSWCHZH80A", seen->statements[0].bank);
    seen_free(seen);
}

/* The customer's reference is an id only when it looks like one of a kind. */
static void picks_ids(void **state)
{
    (void)state;
    static const struct {
        const char *refs, *id;
    } cases[] = {
        {"NTRFNONREF//0724710345313905", "0724710345313905"},
        {"NTRFRENT", ""},
        {"NTRF20240102-000017", "20240102-000017"},
        {"NTRFEREF//NONREF", ""},
        {"NOVBNL49RABO0166416932", ""},
        {"NBEA//228ohu/972795", "228ohu/972795"},
        {"NTRFA//B//C", "B//C"},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char file[200];
        snprintf(file, sizeof file, ":20:A\n:25:1\n:60F:C240101EUR0,\n:61:240101C1,%s\n", cases[i].refs);
        struct seen *seen = see_good("mt940", file);
        assert_text(cases[i].id, seen->entries[0].id);
        seen_free(seen);
    }
}

static void a_statement_without_its_end_is_noted(void **state)
{
    (void)state;
    struct seen *seen = see_good("mt940", HEAD OPEN ":61:240102D1,00NTRFNONREF\n" TAIL);
    assert_int_equal(RECONCILES_UNKNOWN, seen->statements[0].reconciles);
    assert_false(seen->statements[0].has_closing);
    assert_note(seen, 2, "without a closing balance");
    seen_free(seen);
}

static void an_entry_behind_the_end_keeps_the_account(void **state)
{
    (void)state;
    struct seen *seen =
        see_good("mt940", HEAD OPEN ":62F:C240102EUR100,00\n-\n:61:240103C7,NMSCNONREF\nPayment\n");
    assert_int_equal(2, seen->statement_count);
    assert_int_equal(RECONCILES_YES, seen->statements[0].reconciles);
    assert_int_equal(1, seen->statement_of[0]);
    assert_text("NL20INGB0001234567", seen->statements[1].account);
    assert_string_equal("EUR", seen->statements[1].currency);
    assert_int_equal(RECONCILES_UNKNOWN, seen->statements[1].reconciles);
    assert_note(seen, 8, "outside of a message");
    seen_free(seen);
}

static void a_second_account_in_a_message_is_text(void **state)
{
    (void)state;
    struct seen *seen =
        see_good("mt940", HEAD OPEN ":61:240102D1,00NTRFNONREF\n:25:166?00TRANSFER?20Rent?32Ann\n"
                                    ":62F:C240102EUR99,00\n-\n");
    assert_int_equal(1, seen->statement_count);
    assert_text("Ann", seen->entries[0].payee);
    assert_note(seen, 7, "second account");
    seen_free(seen);
}

#define INTERIM ":20:A\n:25:PL29114010810000267002001002\n:28C:1/1\n:34F:PLN0\n:13D:2401191815+0100\n"

static void reads_interim_reports(void **state)
{
    (void)state;
    struct seen *seen =
        see_good(NULL, INTERIM ":61:2401190119CN0,01NTRFNONREF//MB1\n:61:2401190119DN0,02NTRFNONREF//MB2\n"
                               ":90D:1PLN0,02\n:90C:1PLN0,01\n-\n");
    assert_string_equal("mt942", seen->report.format);
    assert_string_equal("PLN", seen->statements[0].currency);
    assert_int_equal(RECONCILES_UNKNOWN, seen->statements[0].reconciles);
    seen_free(seen);
    seen =
        see_good("mt940", INTERIM ":61:2401190119CN0,01NTRFNONREF//MB1\n:90D:0PLN0,00\n:90C:2PLN0,03\n-\n");
    assert_int_equal(RECONCILES_NO, seen->statements[0].reconciles);
    assert_note(seen, 1, ":90D: and :90C:");
    seen_free(seen);
    /* On which side a reversal counts is open. */
    seen =
        see_good("mt940", INTERIM ":61:2401190119RD0,01NTRFNONREF//MB1\n:90D:1PLN0,01\n:90C:0PLN0,00\n-\n");
    assert_int_equal(RECONCILES_UNKNOWN, seen->statements[0].reconciles);
    seen_free(seen);
}

static void refuses_what_is_broken(void **state)
{
    (void)state;
    see_refused("mt940", HEAD OPEN ":61:241302D1,00NTRFNONREF\n", 6,
                "\":61:241302D1,00NTRFNONREF\" is no entry: the value date is none");
    see_refused("mt940", HEAD OPEN ":61:2401021399D1,00NTRFNONREF\n", 6,
                "\":61:2401021399D1,00NTRFNONREF\" is no entry: the entry date is none");
    see_refused("mt940", HEAD OPEN ":61:240102X1,00NTRFNONREF\n:86:x\n", 6,
                "\":61:240102X1,00NTRFNONREF\" is no entry: neither C nor D follows the date");
    see_refused("mt940", HEAD OPEN ":61:240102C1,0,0NTRFNONREF\n:86:x\n", 6,
                "\":61:240102C1,0,0NTRFNONREF\" is no entry: the amount is no number");
    see_refused("mt940", HEAD OPEN ":61:240102CNTRFNONREF\n:86:x\n", 6,
                "\":61:240102CNTRFNONREF\" is no entry: the amount is no number");
    see_refused("mt940", HEAD OPEN ":61:\n", 6, "\":61:\" is no entry: the value date is none");
    /* Without its second colon it is still no text of the entry before. */
    see_refused("mt940", HEAD OPEN ":61:240102D1,00NTRFNONREF\n:86:x\n:61240103D1,00NTRFNONREF\n", 8,
                "the field :61: is broken off");
    see_refused("mt940", HEAD OPEN ":61:240102D1,00NTRFNONREF\n:86:x\n:6", 8, "the field :61: is broken off");
    see_refused("mt940", HEAD ":60F:X240101EUR1,00\n", 5,
                "\":60F:X240101EUR1,00\" is no balance: it begins with neither C nor D");
    see_refused("mt940", HEAD ":60F:C240101EUR1,00 \n:62F:C240132EUR1,00\n", 6,
                "\":62F:C240132EUR1,00\" is no balance: its date is none");
    see_refused("mt940", HEAD ":60F:C240101eur1,00\n", 5,
                "\":60F:C240101eur1,00\" is no balance: its currency is none");
    see_refused("mt940", HEAD ":60F:C240101EUR1,00x\n", 5,
                "\":60F:C240101EUR1,00x\" is no balance: something follows its amount");
    see_refused("mt940", INTERIM ":90D:PLN0,02\n", 6,
                "\":90D:PLN0,02\" is no total: it begins with no count");
}

static void refuses_what_is_no_statement(void **state)
{
    (void)state;
    see_refused(NULL, "\n:20:TELEREPORTING\n", 2,
                "the message is no statement: it has no account (:25:) and no balance (:60F:)");
    see_refused(NULL, ":NS:\n", 1, "the file holds no statement: no account (:25:) and no balance (:60F:)");
    see_refused("mt940", ":20:A\n:25:123\n:28C:1\n", 1,
                "the message is no statement: it has no entry (:61:) and no balance (:60F:)");
    see_refused("mt940", ":61:240102D1,00NTRFNONREF\n", 1,
                "an entry (:61:) stands before any account (:25:)");
}

static void limits_the_text_of_an_entry(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct buf *file = buf_in_arena(c.arena);
    buf_z(file, HEAD OPEN ":61:240102D1,00NTRFNONREF\n:86:");
    for (int i = 0; i < 2000; i++)
        buf_z(file, "one of very many lines of a text without end\n");
    see_refused("mt940", file->at, 1463, "the field is longer than 65536 bytes");
    test_ctx_end(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_a_statement_in_its_envelope),
        cmocka_unit_test(reads_marks),
        cmocka_unit_test(entry_dates_cross_the_year),
        cmocka_unit_test(says_when_balances_disagree),
        cmocka_unit_test(reads_pages),
        cmocka_unit_test(reads_messages_as_banks_frame_them),
        cmocka_unit_test(a_dash_within_a_text_is_text),
        cmocka_unit_test(reads_accounts),
        cmocka_unit_test(picks_ids),
        cmocka_unit_test(a_statement_without_its_end_is_noted),
        cmocka_unit_test(an_entry_behind_the_end_keeps_the_account),
        cmocka_unit_test(a_second_account_in_a_message_is_text),
        cmocka_unit_test(reads_interim_reports),
        cmocka_unit_test(refuses_what_is_broken),
        cmocka_unit_test(refuses_what_is_no_statement),
        cmocka_unit_test(limits_the_text_of_an_entry),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Mappings as text: what is used is shown, what is given is used, what is remembered is used while it fits.
 */
#include "csv_render.h"

static const char bank[] =
    "Report;of "
    "today\nWhen;Who;Much;Much;Why\n31.01.2024;Mill;3,50;EUR;flour\n01.02.2024;Ann;-9,00;EUR;rent\n";

static void what_is_used_is_shown(void **state)
{
    (void)state;
    check_mapping("Date,Payee,Amount\n2024-01-31,Mill,-3.50\n",
                  "delimiter=\",\" quote=double header=1 order=ymd mark=\".\" date=\"Date\" "
                  "amount=\"Amount\" payee=\"Payee\" amount-sign=plain");
    check_mapping("Datum;Text;Notiz;Soll;Haben\n31.01.2024;a;b;1,00;\n01.02.2024;c;d;;2,00\n",
                  "delimiter=\";\" quote=double header=1 order=dmy mark=\",\" date=\"Datum\" debit=\"Soll\" "
                  "credit=\"Haben\" payee=\"Text\"");
    check_mapping("Date\tA \"b\"  c\tAmount\n2024-01-31\tMill\t-3.50\n", "delimiter=tab");
    check_mapping("Date\tA \"b\"  c\tAmount\n2024-01-31\tMill\t-3.50\n", "payee=\"A \"\"b\"\" c\"");
    check_mapping("31.01.2024;Mill;3,50;EUR\n01.02.2024;Ann;-9,00;EUR\n",
                  "header=none order=dmy mark=\",\" date=#1 amount=#3 currency=#4 payee=#2");
    /* Two columns of one name are told apart by number. */
    check_mapping("Date;Balance;Currency;Amount;Currency\n2024-01-31;1,00;EUR;1,00;EUR\n", "currency=#5");
}

static struct seen *see_mapped(const char *file, const char *mapping)
{
    struct bankfile_options options = {.format = "csv", .mapping = mapping};
    return see_csv(text_of(file), &options);
}

static void expect_mapped(const char *file, const char *mapping, const char *expected)
{
    struct seen *seen = see_mapped(file, mapping);
    if (seen->err != OK)
        fail_msg("refused: %s", seen->c.why);
    assert_string_equal(expected, render(seen));
    /* What it says it used does the same again. */
    struct seen *again = see_mapped(file, seen->report.mapping);
    assert_int_equal(OK, again->err);
    assert_string_equal(expected, render(again));
    assert_string_equal(seen->report.mapping, again->report.mapping);
    seen_free(again);
    seen_free(seen);
}

static void what_is_given_is_used(void **state)
{
    (void)state;
    expect_mapped(bank,
                  "delimiter=\";\" header=2 date=When order=dmy amount=#3 mark=\",\" payee=\"Who\" "
                  "memo=\"Why\"+#4 amount-sign=flipped",
                  "3 2024-01-31 -3.50 Mill: flour / EUR\n4 2024-02-01 9.00 Ann: rent / EUR\n= - - unknown\n");
    /* What a text leaves out is guessed. */
    expect_mapped("Date,Text,Amount\n03/04/2024,a,1\n", "order=dmy", "2 2024-04-03 1 a\n= - - unknown\n");
    expect_mapped("Date,Text,Amount\n2024-01-31,a,\"1.234\"\n", "mark=\",\"",
                  "2 2024-01-31 1234 a\n= - - unknown\n");
    expect_mapped("Date,Text,Amount\n2024-01-31,a,1\n", "amount-sign=out",
                  "2 2024-01-31 -1 a\n= - - unknown\n");
    expect_mapped("Date,Text,Amount,Type\n2024-01-31,a,1,credit\n2024-01-31,b,-1,credit\n",
                  "direction-use=ignored", "2 2024-01-31 1 a\n3 2024-01-31 -1 b\n= - - unknown\n");
    /* Names are found whatever their case and accents. */
    expect_mapped("Datum;Betrag;Empfänger\n31.01.2024;1,00;a\n",
                  "date=\"datum\" amount=\"BETRAG\" payee=\"Empfanger\"",
                  "2 2024-01-31 1.00 a\n= - - unknown\n");
    expect_mapped("1,2024-01-31,5.00,a\n2,2024-02-01,6.00,b\n", "header=none date=#2 amount=#1 payee=#4",
                  "1 2024-01-31 1 a\n2 2024-02-01 2 b\n= - - unknown\n");
    expect_mapped("Date,Payee,Amount,State\n2024-01-31,a,1,pending\n", "pending=booked",
                  "2 2024-01-31 1 a\n= - - unknown\n");
    expect_mapped("'Date','Payee','Amount'\n'2024-01-31','it''s, yes','1'\n", "quote=single",
                  "2 2024-01-31 1 it's, yes\n= - - unknown\n");
}

static void expect_wrong(const char *mapping, const char *what)
{
    struct seen *seen = see_mapped(bank, mapping);
    assert_int_equal(ERR_INPUT, seen->err);
    assert_string_equal(what, seen->report.what);
    seen_free(seen);
}

static void wrong_words_are_named(void **state)
{
    (void)state;
    expect_wrong("date=\"Day\" amount=\"Much\"", "the CSV mapping: the file has no column \"Day\"");
    expect_wrong("date=#9", "the CSV mapping: the file has no column \"#9\"");
    expect_wrong("date=#0", "the CSV mapping: the file has no column \"#0\"");
    expect_wrong("colour=red", "the CSV mapping: nothing is called \"colour\"");
    expect_wrong("order=myd", "the CSV mapping: no order of dates is \"myd\"");
    expect_wrong("mark=;", "the CSV mapping: no decimal mark is \";\"");
    expect_wrong("delimiter=ab", "the CSV mapping: no delimiter can be \"ab\"");
    expect_wrong("delimiter=7", "the CSV mapping: no delimiter can be \"7\"");
    expect_wrong("quote=triple", "the CSV mapping: no quote is called \"triple\"");
    expect_wrong("header=first", "the CSV mapping: no line of a header is \"first\"");
    expect_wrong("amount-sign=up", "the CSV mapping: no sign is called \"up\"");
    expect_wrong("amount-sign=none", "the CSV mapping: no sign is called \"none\"");
    expect_wrong("pending=maybe",
                 "the CSV mapping: pending entries are \"booked\", \"apart\" or \"bare\", not \"maybe\"");
    expect_wrong("balance-is=under",
                 "the CSV mapping: a balance is \"after\", \"before\" or \"owed\", not \"under\"");
    expect_wrong("date", "the CSV mapping: no = behind \"date\"");
    expect_wrong("date=", "the CSV mapping: no value behind \"date\"");
    expect_wrong("date=\"When", "the CSV mapping: no closing quote behind \"date\"");
    expect_wrong("memo=#1+#1+#1+#1+#1+#1+#1+#1+#1", "the CSV mapping: too many columns joined in \"memo\"");
    expect_wrong("header=99", "the CSV mapping: no header in line 99");
    expect_wrong("date=When",
                 "no column of amounts was found among When, Who, Much, Much, Why: not a statement");
}

/* ---- remembered mappings ---- */

struct memory {
    const char *mapping;
    char fingerprint[32];
};

static const char *recall(struct ctx *c, void *self, const char *fingerprint)
{
    (void)c;
    struct memory *memory = self;
    snprintf(memory->fingerprint, sizeof memory->fingerprint, "%s", fingerprint);
    return memory->mapping;
}

static struct seen *see_recalled(const char *file, struct memory *memory)
{
    struct bankfile_options options = {.format = "csv", .recall_mapping = recall, .recall_self = memory};
    return see_csv(text_of(file), &options);
}

static void what_is_remembered_is_used(void **state)
{
    (void)state;
    /* In the file it was made for the header stood in another line. */
    struct memory memory = {.mapping = "delimiter=\";\" quote=double header=7 order=dmy mark=\",\" "
                                       "date=\"When\" amount=#3 memo=\"Who\" amount-sign=flipped"};
    struct seen *seen = see_recalled(bank, &memory);
    assert_string_equal("3 2024-01-31 -3.50 : Mill\n4 2024-02-01 9.00 : Ann\n= - - unknown\n", render(seen));
    assert_string_equal(memory.fingerprint, seen->report.fingerprint);
    assert_int_equal(0, seen->report.note_count);
    seen_free(seen);
}

static void what_does_not_fit_is_guessed_anew(void **state)
{
    (void)state;
    static const char *const stale[] = {
        "date=\"Day\" amount=#3",
        "order=mdy mark=\",\" date=\"When\" amount=#3",
        "order=dmy mark=\",\" date=\"Who\" amount=#3",
        "order=dmy mark=\",\" date=\"When\" amount=\"Why\"",
        "order=dmy mark=\".\" date=\"When\" amount=#3",
        "nonsense",
    };
    for (size_t i = 0; i < sizeof stale / sizeof *stale; i++) {
        struct memory memory = {.mapping = stale[i]};
        struct seen *seen = see_recalled(bank, &memory);
        assert_int_equal(OK, seen->err);
        assert_amount("3.50", seen->entries[0].amount);
        assert_note(seen, 0, "does not fit this file");
        seen_free(seen);
    }
    struct memory nothing = {.mapping = NULL};
    struct seen *seen = see_recalled(bank, &nothing);
    assert_int_equal(0, seen->report.note_count);
    seen_free(seen);
}

static void fingerprints(void **state)
{
    (void)state;
    static const char *const files[] = {
        "Date,Payee,Amount\n2024-01-31,Mill,-3.50\n",
        "made at noon\n\nDATE, payee ,\"Amount\"\n2023-01-31,Other,1.00\n2023-01-31,Other,1.00\n",
        "Date;Payee;Amount\n2024-01-31;Mill;-3.50\n",
        "Date,Payee,Amount,Note\n2024-01-31,Mill,-3.50,x\n",
        "2024-01-31,Mill,-3.50\n2024-01-31,Mill,-3.50\n",
        "2022-06-01,Other,12.00\n2022-06-01,Other,2.00\n",
    };
    char prints[6][32];
    for (size_t i = 0; i < 6; i++) {
        struct bankfile_options options = {.format = "csv"};
        struct seen *seen = see_csv(text_of(files[i]), &options);
        assert_int_equal(OK, seen->err);
        snprintf(prints[i], sizeof prints[i], "%s", seen->report.fingerprint);
        assert_int_equal(16, strlen(prints[i]));
        seen_free(seen);
    }
    assert_string_equal(prints[0], prints[1]);
    assert_string_not_equal(prints[0], prints[2]);
    assert_string_not_equal(prints[0], prints[3]);
    assert_string_not_equal(prints[0], prints[4]);
    assert_string_equal(prints[4], prints[5]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_used_is_shown),
        cmocka_unit_test(what_is_given_is_used),
        cmocka_unit_test(wrong_words_are_named),
        cmocka_unit_test(what_is_remembered_is_used),
        cmocka_unit_test(what_does_not_fit_is_guessed_anew),
        cmocka_unit_test(fingerprints),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

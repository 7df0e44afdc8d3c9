/* Records, dates, numbers, words and running balances, each by itself. */
#include "bankfile/csv/values.h"
#include "bankfile/csv/words/words.h"
#include "reading.h"

/* ---- records ---- */

struct cut {
    struct ctx c;
    struct bankfile_report report;
    struct bankfile_reader reader;
    struct csv_rows *rows;
    struct csv_row row;
};

static void cut_open(struct cut *f, struct text bytes, char delimiter, char quote)
{
    *f = (struct cut){.c = test_ctx()};
    f->reader =
        (struct bankfile_reader){.source = source_memory(f->c.arena, "file", bytes), .report = &f->report};
    f->rows = csv_rows_open(&f->c, &f->reader, f->reader.source, delimiter, quote);
}

/* The next row's cells, joined with '|'. */
static void expect_row(struct cut *f, uint64_t line, const char *cells)
{
    bool more;
    assert_ok(&f->c, csv_rows_next(&f->c, f->rows, &f->row, &more));
    assert_true(more);
    assert_null(f->row.problem);
    struct buf *joined = buf_in_arena(f->c.arena);
    buf_z(joined, "");
    for (size_t i = 0; i < f->row.count; i++) {
        if (i > 0)
            buf_char(joined, '|');
        buf_text(joined, f->row.cells[i]);
    }
    assert_string_equal(cells, joined->at);
    assert_int_equal(line, f->row.line);
}

static void expect_end(struct cut *f)
{
    bool more;
    assert_ok(&f->c, csv_rows_next(&f->c, f->rows, &f->row, &more));
    assert_false(more);
    test_ctx_end(&f->c);
}

static void records_and_quotes(void **state)
{
    (void)state;
    struct cut f;
    cut_open(&f,
             TEXT("a,b,c\r\n \"q\" , \"x,\"\"y\"\"\" ,\n\n,,\n\"two\nlines\r\nthree\",z\n=\"0012\",\"\",\"  "
                  "\"\nlast"),
             ',', '"');
    expect_row(&f, 1, "a|b|c");
    expect_row(&f, 2, "q|x,\"y\"|");
    expect_row(&f, 3, "");
    assert_int_equal(0, f.row.count);
    expect_row(&f, 4, "||");
    expect_row(&f, 5, "two\nlines\nthree|z");
    expect_row(&f, 8, "0012||");
    expect_row(&f, 9, "last");
    expect_end(&f);
}

static void quotes_that_nobody_doubled(void **state)
{
    (void)state;
    struct cut f;
    cut_open(&f, TEXT("\"Bar \"Zum Hirsch\" Ulm\";1\n5\" pipe;2\n'x';3\n\"a\"\";b\";4\n"), ';', '"');
    expect_row(&f, 1, "Bar \"Zum Hirsch\" Ulm|1");
    expect_row(&f, 2, "5\" pipe|2");
    expect_row(&f, 3, "'x'|3");
    expect_row(&f, 4, "a\";b|4");
    expect_end(&f);
    cut_open(&f, TEXT("'it''s';'a;b'\n\"x;1\n"), ';', '\'');
    expect_row(&f, 1, "it's|a;b");
    expect_row(&f, 2, "\"x|1");
    expect_end(&f);
    cut_open(&f, TEXT("\"x\ty\n"), '\t', '\0');
    expect_row(&f, 1, "\"x|y");
    expect_end(&f);
}

static void expect_problem(const char *file, uint64_t line, const char *what)
{
    struct cut f;
    bool more = true;
    cut_open(&f, text_of(file), ',', '"');
    do
        assert_ok(&f.c, csv_rows_next(&f.c, f.rows, &f.row, &more));
    while (more && f.row.problem == NULL);
    assert_true(more);
    assert_string_equal(what, f.row.problem);
    assert_int_equal(line, f.row.line);
    test_ctx_end(&f.c);
}

static void open_quotes_name_where_they_began(void **state)
{
    (void)state;
    expect_problem("a,b\nc,\"d\ne\nf\n", 2, "the quote that begins here is never closed");
    /* The next row's quotes do not close it: that row would be swallowed. */
    expect_problem("a,b\nc,\"d,1\ne,\"f\",2\n", 2, "the quote that begins here is never closed");
    struct buf wide = {0};
    for (int i = 0; i < LIMIT_COLUMNS; i++)
        buf_char(&wide, ',');
    expect_problem(wide.at, 1, "more columns than a bank file has");
    buf_clear(&wide);
    for (int i = 0; i <= LIMIT_FIELD_BYTES; i++)
        buf_char(&wide, 'x');
    expect_problem(wide.at, 1, "a field is longer than 65536 bytes");
    buf_clear(&wide);
    buf_z(&wide, "\"");
    for (int i = 0; i <= LIMIT_RECORD_BYTES / 64; i++)
        buf_z(&wide, "0123456789012345678901234567890123456789012345678901234567890123\n");
    buf_z(&wide, "\"\n");
    expect_problem(wide.at, 1, "the quote that begins here is never closed");
    buf_free(&wide);
}

/* ---- dates ---- */

static const struct {
    const char *text;
    enum csv_order order;
    const char *day; /* NULL: none */
} date_cases[] = {
    {"2024-02-29", CSV_YMD, "2024-02-29"},
    {"2024-02-29", CSV_DMY, "2024-02-29"},
    {"2023-02-29", CSV_YMD, NULL},
    {"2024/3/2", CSV_MDY, "2024-03-02"},
    {"2024.03.02.", CSV_YMD, "2024-03-02"},
    {"20240302", CSV_YMD, "2024-03-02"},
    {"02032024", CSV_DMY, "2024-03-02"},
    {"20240302101530", CSV_YMD, "2024-03-02"},
    {"03.02.2024", CSV_DMY, "2024-02-03"},
    {"3.2.2024", CSV_DMY, "2024-02-03"},
    {"3.2.24", CSV_DMY, "2024-02-03"},
    {"03/02/2024", CSV_MDY, "2024-03-02"},
    {"3/2/99", CSV_MDY, "1999-03-02"},
    {"3/2/69", CSV_MDY, "2069-03-02"},
    {"24-03-02", CSV_YMD, "2024-03-02"},
    {"24-03-02", CSV_DMY, "2002-03-24"},
    {"13/02/2024", CSV_MDY, NULL},
    {"02/13/2024", CSV_DMY, NULL},
    {"03/02/2024", CSV_YMD, NULL},
    {"17-Apr-2023", CSV_YMD, "2023-04-17"},
    {"17Apr2023", CSV_MDY, "2023-04-17"},
    {"Apr 17, 2023", CSV_DMY, "2023-04-17"},
    {"17 April 23", CSV_MDY, "2023-04-17"},
    {"17. März 2023", CSV_DMY, "2023-03-17"},
    {"5 août 2023", CSV_DMY, "2023-08-05"},
    {"1 juin 2023", CSV_DMY, "2023-06-01"},
    {"1 juil. 2023", CSV_DMY, "2023-07-01"},
    {"17 de abril de 2023", CSV_DMY, "2023-04-17"},
    {"17 мая 2023 г.", CSV_DMY, "2023-05-17"},
    {"1 paź 2023", CSV_DMY, "2023-10-01"},
    {"2023-Apr-17", CSV_DMY, "2023-04-17"},
    {"Mon 17/04/2023", CSV_DMY, "2023-04-17"},
    {"Montag, 17. April 2023", CSV_DMY, "2023-04-17"},
    {"2023-04-17T10:20:30Z", CSV_YMD, "2023-04-17"},
    {"2023-04-17 10:20:30.123+02:00", CSV_YMD, "2023-04-17"},
    {"28.06.2013 00:00:30:989", CSV_DMY, "2013-06-28"},
    {"04/17/2023 10:20 AM", CSV_MDY, "2023-04-17"},
    {"17.04.2023, 10:20", CSV_DMY, "2023-04-17"},
    {"17.04.2023 um 10:20", CSV_DMY, "2023-04-17"},
    {"04/17/2023 as of 04/15/2023", CSV_MDY, "2023-04-17"},
    {"28.12.2017 - 28.12.2018", CSV_DMY, NULL},
    {"1.234.567", CSV_DMY, NULL},
    {"12.05.200", CSV_DMY, NULL},
    {"1.2.3", CSV_DMY, NULL},
    {"1.2.3.4", CSV_DMY, NULL},
    {"17 Foo 2023", CSV_DMY, NULL},
    {"17 jui 2023", CSV_DMY, NULL},
    {"2023-13-01", CSV_YMD, NULL},
    {"0000-00-00", CSV_YMD, NULL},
    {"1899-12-31", CSV_YMD, NULL},
    {"2023-04-1", CSV_YMD, "2023-04-01"},
    {"2023-04", CSV_YMD, NULL},
    {"1234.56", CSV_YMD, NULL},
    {"-12.34", CSV_DMY, NULL},
    {"hello", CSV_DMY, NULL},
    {"", CSV_DMY, NULL},
};

static void dates(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof date_cases / sizeof *date_cases; i++) {
        date day;
        bool good = csv_date_parse(text_of(date_cases[i].text), date_cases[i].order, &day);
        char text[DATE_TEXT_MAX] = "none";
        if (good)
            date_format(day, text);
        if (strcmp(text, date_cases[i].day == NULL ? "none" : date_cases[i].day) != 0)
            fail_msg("\"%s\" is read as %s", date_cases[i].text, text);
    }
}

/* ---- numbers ---- */

static const struct {
    const char *text;
    char mark;
    const char *value, *currency;
} amount_cases[] = {
    {"12.34", '.', "12.34", ""},
    {"-12.34", '.', "-12.34", ""},
    {"+12", '.', "12", ""},
    {"-.5", '.', "-0.5", ""},
    {"12.", '.', "12", ""},
    {"1,234.56", '.', "1234.56", ""},
    {"1.234,56", ',', "1234.56", ""},
    {"1,23,456.78", '.', "123456.78", ""},
    {"1 234,56", ',', "1234.56", ""},
    {"1\xC2\xA0"
     "234,56",
     ',', "1234.56", ""},
    {"1\xE2\x80\xAF"
     "234,56",
     ',', "1234.56", ""},
    {"1'234.56", '.', "1234.56", ""},
    {"1\xE2\x80\x99"
     "234.56",
     '.', "1234.56", ""},
    {"1,234", '.', "1234", ""},
    {"1.234", ',', "1234", ""},
    {"1.234", '.', "1.234", ""},
    {"$1,234.56", '.', "1234.56", ""},
    {"-$1,234.56", '.', "-1234.56", ""},
    {"$-5", '.', "-5", ""},
    {"- $12.34", '.', "-12.34", ""},
    {"€ 12,50", ',', "12.50", "EUR"},
    {"12,50 €", ',', "12.50", "EUR"},
    {"£0.99", '.', "0.99", "GBP"},
    {"12.50 USD", '.', "12.50", "USD"},
    {"USD12.50", '.', "12.50", "USD"},
    {"1 234,50 zł", ',', "1234.50", "PLN"},
    {"-1 234,50 Kč", ',', "-1234.50", "CZK"},
    {"R$ 1.234,50", ',', "1234.50", "BRL"},
    {"(1,234.56)", '.', "-1234.56", ""},
    {"($5.00)", '.', "-5.00", ""},
    {"12,34-", ',', "-12.34", ""},
    {"12.34 DR", '.', "-12.34", ""},
    {"12.34CR", '.', "12.34", ""},
    {"12,34 S", ',', "-12.34", ""},
    {"12,34 H", ',', "12.34", ""},
    {"\xE2\x88\x92"
     "12.34",
     '.', "-12.34", ""},
    {"\xE2\x80\x93"
     "12.34",
     '.', "-12.34", ""},
    {"12,-", ',', "12", ""},
    {"12,--", ',', "12", ""},
    {"-12,-", ',', "-12", ""},
    {"9223372036854775807", '.', "9223372036854775807", ""},
    {"9223372036854775808", '.', NULL, ""},
    {"99999999999999999.99", '.', NULL, ""},
    {"1.23.4", '.', NULL, ""},
    {"12,34.56", '.', NULL, ""},
    {"1,2345.00", '.', NULL, ""},
    {"12 34", '.', NULL, ""},
    {"12,34", '.', NULL, ""},
    {"--5", '.', NULL, ""},
    {"-5-", '.', NULL, ""},
    {"5 EUR 6", '.', NULL, ""},
    {"(5", '.', NULL, ""},
    {"5)", '.', NULL, ""},
    {"12 Foo", '.', NULL, ""},
    {"1O.50", '.', NULL, ""},
    {".", '.', NULL, ""},
    {"-", '.', NULL, ""},
    {"", '.', NULL, ""},
};

static void amounts(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof amount_cases / sizeof *amount_cases; i++) {
        struct decimal value;
        char currency[4] = "", text[DECIMAL_TEXT_MAX] = "none";
        if (csv_amount_parse(text_of(amount_cases[i].text), amount_cases[i].mark, &value, currency))
            decimal_format(value, text);
        if (strcmp(text, amount_cases[i].value == NULL ? "none" : amount_cases[i].value) != 0)
            fail_msg("\"%s\" is read as %s", amount_cases[i].text, text);
        if (amount_cases[i].value != NULL)
            assert_string_equal(amount_cases[i].currency, currency);
    }
}

static void votes_for_a_mark(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum csv_vote vote;
    } cases[] = {
        {"12.34", CSV_VOTE_DOT},     {"12,34", CSV_VOTE_COMMA},     {"1,234.5", CSV_VOTE_DOT},
        {"1.234,5", CSV_VOTE_COMMA}, {"1,234", CSV_VOTE_ONE_COMMA}, {"1.234", CSV_VOTE_ONE_DOT},
        {"0.123", CSV_VOTE_DOT},     {"1234,567", CSV_VOTE_COMMA},  {"1.234.567", CSV_VOTE_COMMA},
        {"1,234,567", CSV_VOTE_DOT}, {"12", CSV_VOTE_NONE},         {"1 234,567", CSV_VOTE_COMMA},
        {"1,2,3.4.5", CSV_VOTE_BAD}, {"1.2,3.4", CSV_VOTE_BAD},     {"1'234.50", CSV_VOTE_DOT},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct csv_number n;
        assert_true(csv_number_look(text_of(cases[i].text), &n));
        if (csv_number_vote(&n) != cases[i].vote)
            fail_msg("\"%s\" votes %d", cases[i].text, (int)csv_number_vote(&n));
    }
}

/* ---- words ---- */

static void names_in_normal_form(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"Währung", "wahrung"},
        {"Auftraggeber/Empfänger", "auftraggeber empfanger"},
        {"  Betrag (€) ", "betrag"},
        {"accountNum", "account num"},
        {"Größe", "grosse"},
        {"Opération", "operation"},
        {"Żabka ŁÓDŹ", "zabka lodz"},
        {"Счёт", "счет"},
        {"Beløb", "belob"},
        {"Kontonummer/IBAN", "kontonummer iban"},
        {"#Data operacji", "data operacji"},
        {"", ""},
    };
    char key[CSV_KEY_MAX];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_text(cases[i][1], csv_normalise(text_of(cases[i][0]), key));
    char longer[400];
    memset(longer, 'x', sizeof longer);
    assert_true(csv_normalise((struct text){longer, sizeof longer}, key).len < CSV_KEY_MAX);
}

static void words_of_every_kind(void **state)
{
    (void)state;
    assert_int_equal(-1, csv_word_direction(TEXT("Debit")));
    assert_int_equal(-1, csv_word_direction(TEXT("Af")));
    assert_int_equal(-1, csv_word_direction(TEXT("S")));
    assert_int_equal(1, csv_word_direction(TEXT("CRDT")));
    assert_int_equal(1, csv_word_direction(TEXT("Haben")));
    assert_int_equal(0, csv_word_direction(TEXT("Payment")));
    assert_int_equal(0, csv_word_direction(TEXT("")));
    enum csv_status status;
    assert_true(csv_word_status(TEXT("Umsatz vorgemerkt"), &status) && status == CSV_PENDING);
    assert_true(csv_word_status(TEXT("Uncleared"), &status) && status == CSV_BOOKED);
    assert_true(csv_word_status(TEXT("DECLINED"), &status) && status == CSV_VOID);
    assert_false(csv_word_status(TEXT("Red"), &status));
    assert_int_equal(CSV_FACT_OPENING, csv_word_stated(TEXT("Anfangssaldo")));
    assert_int_equal(CSV_FACT_OPENING, csv_word_stated(TEXT("Beginning balance as of 05/01/2023")));
    assert_int_equal(CSV_FACT_CLOSING, csv_word_stated(TEXT("CLOSING BALANCE")));
    assert_int_equal(CSV_FACT_NONE, csv_word_stated(TEXT("Balance Gym Berlin")));
    assert_true(csv_word_footer(TEXT("Transactions Total")));
    assert_true(csv_word_footer(TEXT("Summe:")));
    assert_true(csv_looks_like_iban(TEXT("DE12 3456 7890 1234 5678 90")));
    assert_false(csv_looks_like_iban(TEXT("DEUTSCHE BAHN AG FRANKFURT")));
    char code[4];
    assert_true(csv_word_currency(TEXT("eur"), code));
    assert_string_equal("EUR", code);
    assert_true(csv_word_currency(TEXT("RUR"), code));
    assert_string_equal("RUB", code);
    assert_false(csv_word_currency(TEXT("THE"), code));
}

/* ---- running balances ---- */

struct step {
    const char *amount, *balance; /* NULL: no balance in this row */
};

static struct csv_chain_result judge(const struct step *steps, size_t count, date first, int direction)
{
    struct csv_chain chain = {0};
    for (size_t i = 0; i < count; i++) {
        struct decimal amount, balance;
        assert_true(decimal_parse(text_of(steps[i].amount), '.', &amount));
        if (steps[i].balance != NULL)
            assert_true(decimal_parse(text_of(steps[i].balance), '.', &balance));
        csv_chain_add(&chain, i + 1, first + direction * (date)i, amount,
                      steps[i].balance == NULL ? NULL : &balance);
    }
    return csv_chain_judge(&chain);
}

static void chains(void **state)
{
    (void)state;
    static const struct step up[] = {{"5", "105"}, {"-1.50", "103.5"}, {"2", "105.50"}};
    struct csv_chain_result r = judge(up, 3, 19000, 1);
    assert_int_equal(CSV_CHAIN_FITS, r.verdict);
    assert_false(r.newest_first);
    assert_amount("100", r.opening);
    assert_amount("105.50", r.closing);
    static const struct step down[] = {{"2", "105.50"}, {"-1.50", "103.5"}, {"5", "105"}};
    r = judge(down, 3, 19000, -1);
    assert_int_equal(CSV_CHAIN_FITS, r.verdict);
    assert_true(r.newest_first);
    assert_amount("100", r.opening);
    assert_amount("105.50", r.closing);
    /* Balances at the end of a day only. */
    static const struct step gaps[] = {{"1", NULL}, {"5", "106"}, {"-1", NULL}, {"2", "107"}, {"3", NULL}};
    r = judge(gaps, 5, 19000, 1);
    assert_int_equal(CSV_CHAIN_FITS, r.verdict);
    assert_amount("100", r.opening);
    assert_amount("110", r.closing);
    static const struct step broken[] = {{"5", "105"}, {"5", "110"}, {"5", "125"}, {"5", "130"}};
    r = judge(broken, 4, 19000, 1);
    assert_int_equal(CSV_CHAIN_BREAKS, r.verdict);
    assert_int_equal(3, r.break_line);
    static const struct step foreign[] = {{"5", "17"}, {"5", "4"}, {"5", "1000"}, {"6", "2"}};
    assert_int_equal(CSV_CHAIN_FOREIGN, judge(foreign, 4, 19000, 1).verdict);
    /* One day's rows in another order than they were booked. */
    static const struct step mixed[] = {{"1", "101"}, {"3", "106"}, {"2", "103"}, {"4", "110"}};
    r = judge(mixed, 4, 19000, 1);
    assert_int_equal(CSV_CHAIN_FITS, r.verdict);
    assert_true(r.shuffled);
    assert_amount("100", r.opening);
    assert_amount("110", r.closing);
    /* A row that stands twice is not such an order. */
    static const struct step twice[] = {{"1", "101"}, {"2", "103"}, {"2", "103"}, {"4", "107"}};
    assert_int_equal(CSV_CHAIN_BREAKS, judge(twice, 4, 19000, 1).verdict);
    static const struct step huge[] = {{"9223372036854775807", "1"},
                                       {"9223372036854775807", "-9223372036854775807"}};
    assert_int_equal(CSV_CHAIN_FOREIGN, judge(huge, 2, 19000, 1).verdict);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_and_quotes),
        cmocka_unit_test(quotes_that_nobody_doubled),
        cmocka_unit_test(open_quotes_name_where_they_began),
        cmocka_unit_test(dates),
        cmocka_unit_test(amounts),
        cmocka_unit_test(votes_for_a_mark),
        cmocka_unit_test(names_in_normal_form),
        cmocka_unit_test(words_of_every_kind),
        cmocka_unit_test(chains),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Broken files are refused whole, with the line, the column and what stands there. */
#include "base/limits.h"
#include "csv_render.h"

static void broken_dates(void **state)
{
    (void)state;
    see_refused("csv", "Date,Text,Amount\n2024-01-31,a,1.00\n2024-02-30,b,2.00\n2024-03-01,c,3.00\n", 3,
                "column Date: \"2024-02-30\" is no date");
    see_refused("csv", "Date,Text,Amount\n2024-01-31,a,1.00\n2024-01-3l,b,2.00\n", 3,
                "column Date: \"2024-01-3l\" is no date");
    see_refused("csv", "Date,Text,Amount\n2024-01-31,a,1.00\nsoon,b,2.00\n", 3,
                "column Date: \"soon\" is no date");
    see_refused("csv", "Date,Text,Amount\n2024-01-31,a,1.00\n,b,2.00\n", 3, "column Date: there is no date");
    see_refused("csv", "Date,Text,Amount\n31/01/2024,a,1.00\n13/13/2024,b,2.00\n28/02/2024,c,3.00\n", 3,
                "column Date: \"13/13/2024\" is no date");
    /* The order that most rows prove; one row against it is broken. */
    see_refused("csv", "Date,Text,Amount\n31/01/2024,a,1.00\n30/01/2024,b,2.00\n01/28/2024,c,3.00\n", 4,
                "column Date: \"01/28/2024\" is no date");
    see_refused("csv",
                "Date,Value date,Text,Amount\n2024-01-31,2024-01-31,a,1.00\n2024-02-01,2024-02-31,b,2.00\n",
                3, "column Value date: \"2024-02-31\" is no date");
    see_refused("csv", "Date,Text,Amount\nyesterday,a,1.00\n", 2, "column Date: \"yesterday\" is no date");
    /* Also in the first row of a file without header, where it is column 1. */
    see_refused(
        "csv", "28.13.2024;a;1,00;EUR\n29.01.2024;b;2,00;EUR\n30.01.2024;c;2,00;EUR\n31.01.2024;c;2,00;EUR\n",
        1, "column 1: \"28.13.2024\" is no date");
}

static void broken_amounts(void **state)
{
    (void)state;
    see_refused("csv", "Date,Text,Amount\n2024-01-31,a,1.00\n2024-02-01,b,2.O0\n", 3,
                "column Amount: \"2.O0\" is no amount");
    see_refused("csv", "Date,Text,Amount\n2024-01-31,a,1.00\n2024-02-01,b,\"2,50\"\n2024-02-02,c,3.00\n", 3,
                "column Amount: \"2,50\" is no amount");
    see_refused("csv", "Date,Text,Amount\n2024-01-31,a,1.00\n2024-02-01,b,1.234.5\n2024-02-02,c,3.00\n", 3,
                "column Amount: \"1.234.5\" is no amount");
    see_refused("csv", "Date,Text,Amount\n2024-01-31,a,1.00\n2024-02-01,b,\n2024-02-02,c,3.00\n", 3,
                "column Amount: there is no amount");
    see_refused(
        "csv",
        "Date,Text,Amount,Balance\n2024-01-31,a,1.00,5.00\n2024-02-01,b,1.00,x6.00\n2024-02-02,c,1.00,7.00\n",
        3, "column Balance: \"x6.00\" is no amount");
    see_refused("csv", "Date,Text,Debit,Credit\n2024-01-31,a,1.00,\n2024-02-01,b,,\n2024-02-02,c,,3.00\n", 3,
                "column Debit: there is no amount");
    see_refused("csv",
                "Date,Text,Amount\n2024-01-31,a,9223372036854775807\n2024-02-01,b,9223372036854775807\n", 3,
                "the amounts of this statement do not fit in 64 bits");
    see_refused("csv", "Date,Text,Amount\n2024-01-31,a,92233720368547758070\n2024-02-01,b,1\n", 2,
                "column Amount: \"92233720368547758070\" is no amount");
    see_refused(
        "csv",
        "Datum;Naam;Af Bij;Bedrag\n31-01-2024;a;Af;1,00\n01-02-2024;b;Bij;2,00\n02-02-2024;c;Bijna;2,00\n"
        "03-02-2024;c;Bij;2,00\n04-02-2024;c;Bij;2,00\n05-02-2024;c;Bij;2,00\n06-02-2024;c;Bij;2,00\n07-02-"
        "2024;c;Bij;2,00\n08-02-2024;c;Bij;2,00\n09-02-2024;c;Bij;2,00\n",
        4, "column Af Bij: \"Bijna\" says neither debit nor credit");
}

static void amounts_that_the_balance_misses(void **state)
{
    (void)state;
    see_refused("csv",
                "Date,Text,Amount,Balance\n2024-01-30,a,1.00,5.00\n2024-01-31,b,,6.00\n2024-02-01,c,1.00,7."
                "00\n2024-02-02,c,1.00,8.00\n",
                3, "column Amount: there is no amount");
    check_csv(
        "Date,Text,Amount,Balance\n2024-02-02,b,1.00,7.00\n2024-02-01,a,1.00,6.00\n2024-01-31,B/F,,5.00\n",
        "2 2024-02-02 1.00 b\n3 2024-02-01 1.00 a\n= 5.00 7.00 yes\n");
}

/* What a download that broke off leaves. */
static void truncated_files(void **state)
{
    (void)state;
    see_refused("csv", "Date,Text,Amount\n2024-01-31,a,1.00\n2024-02-01,mil", 3,
                "the row ends before the column Amount");
    see_refused("csv", "Date,Text,Amount\n2024-01-31,a,1.00\n2024-0", 3,
                "column Date: \"2024-0\" is no date");
    see_refused("csv", "\"Date\",\"Text\",\"Amount\"\n\"2024-01-31\",\"a\",\"1.00\"\n\"2024-02-01\",\"b", 3,
                "the quote that begins here is never closed");
    /* Where the date is not the first column, the rest of a row looks like a footer. */
    see_refused("csv", "Account,Date,Text,Amount\nGiro,2024-01-31,a,1.00\nGi", 3,
                "the file ends within this row");
    see_refused("csv", "Account,Kind,Date,Text,Amount\nGiro,x,2024-01-31,a,1.00\nSavings,x", 3,
                "the file ends within this row");
    see_refused("csv", "Date,Text,Balance,Amount\n2024-01-31,a,5.00,1.00\n2024-02-01,b,6.00", 3,
                "the row ends before the column Amount");
    check_csv("Account,Date,Text,Amount\nGiro,2024-01-31,a,1.00\nThat was all",
              "2 2024-01-31 1.00 a\n= - - unknown\n");
}

static void quotes(void **state)
{
    (void)state;
    see_refused("csv",
                "Date,Text,Amount\n2024-01-31,\"a,1.00\n2024-02-01,\"b\",2.00\n2024-02-02,\"c\",2.00\n", 2,
                "the quote that begins here is never closed");
    see_refused("csv", "Date,Text,Amount\n2024-01-31,\"two\nlines\",1.00\n2024-02-99,\"b\",2.00\n", 4,
                "column Date: \"2024-02-99\" is no date");
}

/* A footer stands behind the last entry, and is not like one. */
static void footers_and_broken_rows(void **state)
{
    (void)state;
    see_refused("csv", "Date,Text,Ref,Amount\n2024-01-31,a,x,1.00\nremark\n2024-02-01,b,y,2.00\n", 3,
                "column Date: \"remark\" is no date");
    see_refused("csv", "Date,Text,Ref,Amount\n2024-01-31,a,x,1.00\nlast,b,y,2.00\n", 3,
                "column Date: \"last\" is no date");
    check_csv("Date,Text,Ref,Amount\n2024-01-31,a,x,1.00\nExported at noon\nby,the bank\n",
              "2 2024-01-31 1.00 a\n= - - unknown\n");
}

/* Entries that lost a part are not taken for footers, headings or balances. */
static void rests_of_entries(void **state)
{
    (void)state;
    /* An entry's own words beside a balance: its amount is missing, at the table's ends too. */
    see_refused("csv",
                "Date,Text,Amount,Balance\n2024-01-30,Baker,,5.00\n2024-01-31,b,1.00,6.00\n2024-02-01,c,1.00,"
                "7.00\n",
                2, "column Amount: there is no amount");
    see_refused("csv",
                "Date,Text,Amount,Balance\n2024-01-30,a,1.00,5.00\n2024-01-31,b,1.00,6.00\n2024-02-01,Baker,,"
                "7.00\n",
                4, "column Amount: there is no amount");
    check_csv("Date,Text,Amount,Balance\n2024-01-30,Opening,,5.00\n2024-01-31,b,1.00,6.00\n",
              "3 2024-01-31 1.00 b\n= 5.00 6.00 yes\n");
    /* The begin of a row, the file going on behind it. */
    see_refused("csv",
                "Account,Date,Text,Amount\nGiro,2024-01-31,a,1.00\nGiro,2024-0\nGiro,2024-02-02,c,3.00\n", 3,
                "column Date: \"2024-0\" is no date");
    see_refused("csv",
                "Nr,Account,Date,Text,Amount\n1,Giro,2024-01-31,a,1.00\n2,Giro\n3,Giro,2024-02-02,c,3.00\n",
                3, "the row ends in its middle");
    see_refused("csv", "Nr,Account,Date,Text,Amount\n1,Giro,2024-01-31,a,1.00\n2,Giro\n", 3,
                "the row ends in its middle");
    /* Cells that moved by one: there is an amount, but not where amounts stand. */
    see_refused("csv", "Date,Text,Ref,Amount,Kind\n2024-01-31,a,x,1.00,k\nb,y,2.00,k\n", 3,
                "column Date: \"b\" is no date");
    check_csv("Date,Text,Ref,Amount,Kind\n2024-01-31,a,x,1.00,k\nTotal,,,1.00,\n",
              "2 2024-01-31 1.00 a\n= - - unknown\n");
}

/* What few broken cells say about all others. */
static void broken_cells_decide_nothing(void **state)
{
    (void)state;
    /* 30.02. is a day of the year 2030, if years come first. */
    see_refused("csv", "Datum;Text;Betrag\n29.02.24;a;1,00\n30.02.24;b;2,00\n01.03.24;c;3,00\n", 3,
                "column Datum: \"30.02.24\" is no date");
    /* Balances written by another hand do not outvote the amounts. */
    see_refused("csv",
                "Date,Text,Amount,Balance\n2024-01-30,a,1.00,\"5,00\"\n2024-01-31,b,2.00,\"7,00\"\n"
                "2024-02-01,c,\"3,50\",\"10,50\"\n",
                4, "column Amount: \"3,50\" is no amount");
    /* Without a header, the first row may be a broken entry, or tell of the account. */
    see_refused("csv", "28.01.2024;a\n29.01.2024;b;2,00;EUR\n30.01.2024;c;2,00;EUR\n31.01.2024;c;2,00;EUR\n",
                1, "the row ends before the column 3");
    check_csv("1234567890;Giro\n29.01.2024;Baker;2,00;EUR\n30.01.2024;Miller;2,00;EUR\n31.01.2024;Garage;2,"
              "00;EUR\n",
              "2 2024-01-29 2.00 EUR Baker\n3 2024-01-30 2.00 EUR Miller\n4 2024-01-31 2.00 EUR Garage\n= - "
              "- unknown\n");
    /* Quantities are no amounts, be there nothing else. */
    see_refused("csv",
                "Date,Symbol,Quantity,Memo\n2024-01-31,AAA,1.50,x\n2024-02-01,BBB,n/a,y\n2024-02-02,CCC,"
                "n/a,z\n",
                1, "no column of amounts was found among Date, Symbol, Quantity, Memo: not a statement");
}

static void tables_that_are_no_statements(void **state)
{
    (void)state;
    see_refused("csv", "type,name,amount,currency\nChecking,Main,5000.00,USD\nSavings,Rainy,100.00,USD\n", 1,
                "no column of dates was found among type, name, amount, currency: not a statement");
    see_refused("csv", "date,ticker,comment\n2024-01-31,AAPL,bought\n2024-02-01,MSFT,sold\n", 1,
                "no column of amounts was found among date, ticker, comment: not a statement");
    see_refused("csv", "just a line of text\n", 1, "no column of dates was found: not a statement");
}

static enum err count_statement(struct ctx *c, void *self, struct bankfile_statement *s)
{
    (void)c;
    (void)s;
    ++*(size_t *)self;
    return OK;
}

static enum err ignore_entry(struct ctx *c, void *self, struct bankfile_statement *s,
                             const struct bankfile_entry *e)
{
    (void)c;
    (void)self;
    (void)s;
    (void)e;
    return OK;
}

static enum err ignore_end(struct ctx *c, void *self, struct bankfile_statement *s)
{
    (void)c;
    (void)self;
    (void)s;
    return OK;
}

static void more_accounts_than_a_file_may_have(void **state)
{
    (void)state;
    struct buf file = {0};
    buf_z(&file, "Account,Date,Text,Amount\n");
    for (int i = 0; i <= LIMIT_FILE_ACCOUNTS; i++)
        buf_printf(&file, "A%d,2024-01-31,a,1.00\nA%d,2024-01-31,b,1.00\n", i, i);
    struct ctx c = test_ctx();
    size_t count = 0;
    struct bankfile_options options = {.format = "csv", .mapping = "date=Date amount=Amount account=Account"};
    struct bankfile_sink sink = {&count, count_statement, ignore_entry, ignore_end};
    struct bankfile_report report;
    struct source *source = source_memory(c.arena, "file", buf_view(&file));
    assert_err(ERR_INPUT, bankfile_read(&c, source, &options, &sink, &report));
    assert_string_equal("more than 1000 accounts in one file: is this column an account?", report.what);
    assert_int_equal(2 * LIMIT_FILE_ACCOUNTS + 2, report.line);
    assert_int_equal(LIMIT_FILE_ACCOUNTS, count);
    test_ctx_end(&c);
    buf_free(&file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(broken_dates),
        cmocka_unit_test(broken_amounts),
        cmocka_unit_test(amounts_that_the_balance_misses),
        cmocka_unit_test(truncated_files),
        cmocka_unit_test(quotes),
        cmocka_unit_test(footers_and_broken_rows),
        cmocka_unit_test(rests_of_entries),
        cmocka_unit_test(broken_cells_decide_nothing),
        cmocka_unit_test(tables_that_are_no_statements),
        cmocka_unit_test(more_accounts_than_a_file_may_have),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

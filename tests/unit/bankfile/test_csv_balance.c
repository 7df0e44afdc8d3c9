/* Signs, and the running balance that proves or disproves them. */
#include "csv_render.h"

static void debit_and_credit_columns(void **state)
{
    (void)state;
    check_csv("Date,Text,Debit,Credit\n2024-01-31,a,1.00,\n2024-02-01,b,,2.00\n2024-02-02,c,0.00,3.00\n",
              "2 2024-01-31 -1.00 a\n3 2024-02-01 2.00 b\n4 2024-02-02 3.00 c\n= - - unknown\n");
    check_csv("Date,Text,Debit,Credit\n2024-01-31,a,-1.00,\n2024-02-01,b,,2.00\n",
              "2 2024-01-31 -1.00 a\n3 2024-02-01 2.00 b\n= - - unknown\n");
    /* A sign that the column does not usually have turns the entry round. */
    check_csv("Date,Text,Debit,Credit\n2024-01-31,a,1.00,\n2024-02-01,b,-4.00,\n2024-02-02,c,2.00,\n2024-02-"
              "03,d,,9.00\n",
              "2 2024-01-31 -1.00 a\n3 2024-02-01 4.00 b\n4 2024-02-02 -2.00 c\n5 2024-02-03 9.00 d\n= - - "
              "unknown\n");
    /* The books of the bank: what it debits comes in. Only the balance shows it. */
    struct seen *seen =
        expect_csv("Date,Text,Debit,Credit,Balance\n2024-01-31,a,1.00,,101.00\n2024-02-01,b,,2.00,99."
                   "00\n2024-02-02,c,5.00,,104.00\n",
                   "2 2024-01-31 1.00 a\n3 2024-02-01 -2.00 b\n4 2024-02-02 5.00 c\n= 100.00 104.00 yes\n");
    assert_note(seen, 0, "the running balance shows");
    seen_free(seen);
}

static void signs_that_the_balance_turns(void **state)
{
    (void)state;
    check_csv("Date,Text,Amount,Balance\n2024-01-31,a,1.00,99.00\n2024-02-01,b,2.00,97.00\n2024-02-02,c,-5."
              "00,102.00\n",
              "2 2024-01-31 -1.00 a\n3 2024-02-01 -2.00 b\n4 2024-02-02 5.00 c\n= 100.00 102.00 yes\n");
}

static void words_of_direction(void **state)
{
    (void)state;
    check_csv("Datum;Naam;Af Bij;Bedrag\n31-01-2024;a;Af;1,00\n01-02-2024;b;Bij;2,00\n",
              "2 2024-01-31 -1.00 a\n3 2024-02-01 2.00 b\n= - - unknown\n");
    check_csv("Datum;Text;Betrag; \n31.01.2024;a;1,00;S\n01.02.2024;b;2,00;H\n",
              "2 2024-01-31 -1.00 a\n3 2024-02-01 2.00 b\n= - - unknown\n");
    /* Words and signs agree. */
    check_csv("Date,Text,Transaction Type,Amount\n2024-01-31,a,DEBIT,-$1.00\n2024-02-01,b,CREDIT,$2.00\n",
              "2 2024-01-31 -1.00 a\n3 2024-02-01 2.00 b\n= - - unknown\n");
    /* They contradict throughout. */
    struct seen *seen =
        expect_csv("Date,Text,Transaction Type,Amount\n2024-01-31,a,debit,1.00\n2024-02-01,b,credit,-2.00\n",
                   "2 2024-01-31 -1.00 a\n3 2024-02-01 2.00 b\n= - - unknown\n");
    assert_note(seen, 0, "the words decide");
    seen_free(seen);
    /* A negative debit is a refund. */
    seen = expect_csv("Date,Text,Transaction "
                      "Type,Amount\n2024-01-31,a,debit,1.00\n2024-02-01,b,debit,-2.00\n2024-02-02,c,debit,3."
                      "00\n2024-02-03,d,credit,4.00\n",
                      "2 2024-01-31 -1.00 a\n3 2024-02-01 2.00 b\n4 2024-02-02 -3.00 c\n5 2024-02-03 4.00 "
                      "d\n= - - unknown\n");
    assert_note(seen, 0, "turned round");
    seen_free(seen);
    /* Words that say more than in and out are no direction. */
    check_csv("Date,Text,Type,Amount\n2024-01-31,a,debit,-1.00\n2024-02-01,b,transfer,-2.00\n",
              "2 2024-01-31 -1.00 a: debit\n3 2024-02-01 -2.00 b: transfer\n= - - unknown\n");
}

static void gross_fee_and_net(void **state)
{
    (void)state;
    check_csv("Date,Name,Currency,Gross,Fee,Net,Balance\n31/01/2024,a,EUR,10.00,-0.50,9.50,9.50\n01/02/"
              "2024,b,EUR,-2.00,0.00,-2.00,7.50\n",
              "2 2024-01-31 9.50 EUR a\n3 2024-02-01 -2.00 EUR b\n= 0.00 7.50 yes\n");
    /* A fee beside the amount counts only when the balance says so. */
    check_csv("Date,Description,Amount,Fee,Balance\n2024-01-31,a,-10.00,0.50,89.50\n2024-02-01,b,5.00,0.00,"
              "94.50\n2024-02-02,c,1.00,0.25,95.25\n",
              "2 2024-01-31 -10.50 a\n3 2024-02-01 5.00 b\n4 2024-02-02 0.75 c\n= 100.00 95.25 yes\n");
    check_csv("Date,Description,Amount,Fee,Balance\n2024-01-31,a,-10.00,0.50,90.00\n2024-02-01,b,5.00,0.00,"
              "95.00\n2024-02-02,c,1.00,0.25,96.00\n",
              "2 2024-01-31 -10.00 a\n3 2024-02-01 5.00 b\n4 2024-02-02 1.00 c\n= 100.00 96.00 yes\n");
}

static void cards_that_count_debts(void **state)
{
    (void)state;
    struct seen *seen =
        expect_csv("Date,Description,Card Member,Amount\n01/13/2024,SHOP,ANN,5.00\n01/14/2024,AUTOPAY "
                   "PAYMENT - THANK YOU,ANN,-50.00\n01/15/2024,SHOP,ANN,7.00\n",
                   "2 2024-01-13 -5.00 SHOP\n3 2024-01-14 50.00 AUTOPAY PAYMENT - THANK YOU\n4 2024-01-15 "
                   "-7.00 SHOP\n= - - unknown\n");
    assert_int_equal(BANKFILE_CARD, seen->statements[0].kind);
    assert_note(seen, 0, "purchases");
    seen_free(seen);
    check_csv("Trans. Date,Post Date,Description,Amount\n01/12/2024,01/13/2024,SHOP,5.00\n"
              "01/14/2024,01/14/2024,INTERNET PAYMENT - THANK YOU,-50.00\n01/15/2024,01/15/2024,SHOP,7.00\n",
              "2 2024-01-13 -5.00 SHOP\n3 2024-01-14 50.00 INTERNET PAYMENT - THANK YOU\n4 2024-01-15 -7.00 "
              "SHOP\n= - - unknown\n");
}

static void pending_entries_and_the_balance(void **state)
{
    (void)state;
    check_csv("Date,Payee,Amount,Status,Balance\n2024-01-30,a,-1,Completed,99\n2024-01-31,b,-2,Pending,"
              "\n2024-02-01,c,-3,Completed,96\n",
              "2 2024-01-30 -1 a\n3 2024-01-31 !-2 b\n4 2024-02-01 -3 c\n= 100 96 yes\n");
    /* They moved the balance: they are booked. */
    struct seen *seen = expect_csv("Date,Payee,Amount,Status,Balance\n2024-01-30,a,-1,Completed,99\n2024-01-"
                                   "31,b,-2,Pending,97\n2024-02-01,c,-3,Completed,94\n",
                                   "2 2024-01-30 -1 a\n3 2024-01-31 -2 b\n4 2024-02-01 -3 c\n= 100 94 yes\n");
    assert_note(seen, 0, "they count as booked");
    seen_free(seen);
}

static void a_broken_chain(void **state)
{
    (void)state;
    struct seen *seen =
        expect_csv("Date,Payee,Amount,Balance\n2024-01-28,a,1,101\n2024-01-29,b,1,102\n2024-01-31,d,1,"
                   "104\n2024-02-01,e,1,105\n",
                   "2 2024-01-28 1 a\n3 2024-01-29 1 b\n4 2024-01-31 1 d\n5 2024-02-01 1 e\n= 100 105 no\n");
    assert_note(seen, 4, "breaks here");
    seen_free(seen);
    /* Newest first, in one of two accounts. */
    seen = expect_csv("Account,Date,Payee,Amount,Balance\nA,2024-02-01,a,1,105\nB,2024-02-01,x,2,2\nA,2024-"
                      "01-31,b,1,104\nA,2024-01-29,c,1,102\nA,2024-01-28,d,1,101\n",
                      "2 2024-02-01 1 a\n 3 2024-02-01 2 x\n4 2024-01-31 1 b\n5 2024-01-29 1 c\n6 2024-01-28 "
                      "1 d\n= 100 105 no\n= 0 2 yes\n");
    assert_note(seen, 5, "breaks here");
    seen_free(seen);
    /* A balance that follows nothing is none. */
    seen =
        expect_csv("Date,Payee,Amount,Balance\n2024-01-28,a,1,17\n2024-01-29,b,1,23\n2024-01-31,c,1,5\n2024-"
                   "02-01,d,1,77\n",
                   "2 2024-01-28 1 a\n3 2024-01-29 1 b\n4 2024-01-31 1 c\n5 2024-02-01 1 d\n= - - unknown\n");
    assert_note(seen, 0, "do not follow the amounts");
    seen_free(seen);
}

static void stated_balances_against_the_chain(void **state)
{
    (void)state;
    struct seen *seen = expect_csv(
        "Closing "
        "balance;97.00\n\nDate;Text;Amount;Balance\n13/01/2024;a;-5.00;95.00\n14/01/2024;b;1.00;96.00\n",
        "4 2024-01-13 -5.00 a\n5 2024-01-14 1.00 b\n= 100.00 96.00 no\n");
    assert_note(seen, 1, "closing balance 97.00");
    seen_free(seen);
    /* Just "balance" is the one of today, not of the last row. */
    check_csv(
        "Balance;97.00\n\nDate;Text;Amount;Balance\n13/01/2024;a;-5.00;95.00\n14/01/2024;b;1.00;96.00\n",
        "4 2024-01-13 -5.00 a\n5 2024-01-14 1.00 b\n= 100.00 96.00 yes\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(debit_and_credit_columns), cmocka_unit_test(signs_that_the_balance_turns),
        cmocka_unit_test(words_of_direction),       cmocka_unit_test(gross_fee_and_net),
        cmocka_unit_test(cards_that_count_debts),   cmocka_unit_test(pending_entries_and_the_balance),
        cmocka_unit_test(a_broken_chain),           cmocka_unit_test(stated_balances_against_the_chain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

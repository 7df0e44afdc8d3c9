/* Files of payees with labels: three shapes, folds, what OpenStreetMap's values mean. */
#include "app/bench/support/payees/osm.h"
#include "app/bench/support/payees/payees.h"
#include "sorting/categories.h"
#include "support.h"

#include <stdio.h>
#include <unistd.h>

static char path[64];
static struct ctx c;

static int begin(void **state)
{
    (void)state;
    c = test_ctx();
    snprintf(path, sizeof path, "/tmp/florin-payees-XXXXXX");
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
    return 0;
}

static int end(void **state)
{
    (void)state;
    unlink(path);
    test_ctx_end(&c);
    return 0;
}

static enum err parse(const char *text, struct payees_settings settings, struct payees *out)
{
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
    settings.folds = settings.folds == 0 ? 2 : settings.folds;
    return payees_read(&c, path, &settings, out);
}

static const char brands[] = "tree,key,value,display_name,match_names,countries,wikidata\n"
                             "brands,shop,supermarket,Alpha,alfa,de|fr,Q1\n"
                             "brands,shop,convenience,Alpha Express,,de,Q1\n"
                             "brands,shop,shoes,Beta,,,Q2\n"
                             "brands,amenity,bench,Gamma,,,Q3\n"
                             "operators,power,plant,Delta,,,\n"
                             "operators,power,line,DELTA!,,,\n";

static void brands_by_their_values(void **state)
{
    (void)state;
    struct payees t;
    assert_ok(&c, parse(brands, (struct payees_settings){0}, &t));
    assert_int_equal(PAYEES_BRANDS, t.shape);
    assert_true(t.has_tree);
    assert_int_equal(6, t.rows);
    assert_int_equal(5, t.count); /* nobody pays at a bench */
    assert_int_equal(3, t.label_count);
    assert_int_equal(3, t.groups); /* Q1, Q2, and Delta by its name */
    assert_int_equal(t.at[0].fold, t.at[1].fold);
    assert_int_equal(t.at[3].group, t.at[4].group);
    assert_text("Expenses:Groceries", t.labels[t.at[0].label]);
    assert_text("Expenses:Shopping", t.labels[t.at[2].label]);
    assert_text("Expenses:Utilities", t.labels[t.at[3].label]);
    assert_text("alfa", t.at[0].names);
    assert_text("de|fr", t.at[0].country);
    assert_ok(&c, parse(brands, (struct payees_settings){.labels = PAYEES_LEAVES, .tree = "brands"}, &t));
    assert_int_equal(3, t.count);
    assert_text("Expenses:Shopping:Clothing", t.labels[t.at[2].label]);
    assert_ok(&c, parse(brands, (struct payees_settings){.labels = PAYEES_RAW, .labels_most = 3}, &t));
    assert_int_equal(3, t.label_count);
    assert_text("shop/supermarket", t.labels[0]);
}

static void a_label_in_the_last_column_counts(void **state)
{
    (void)state;
    struct payees t;
    assert_ok(&c,
              parse("display_name,match_names,wikidata,group\nA,,Q1,food\nB,,Q2,shoes\nC,,Q3,food\nD,,Q4,\n",
                    (struct payees_settings){0}, &t));
    assert_int_equal(PAYEES_BRANDS, t.shape);
    assert_int_equal(3, t.count);
    assert_text("food", t.labels[0]); /* the commonest first */
    assert_string_equal("group", t.label_column);
    assert_ok(&c, parse("text,label\nSQ *BLUE BOTTLE #42,x\nBlue Bottle,y\nOther,x\n",
                        (struct payees_settings){0}, &t));
    assert_int_equal(PAYEES_PLAIN, t.shape);
    assert_int_equal(2, t.groups); /* one payee after cleaning */
    assert_text("Blue Bottle", t.at[0].payee);
    assert_ok(&c, parse("n,who,label\n1,A,x\n2,B,y\n", (struct payees_settings){.text = "who"}, &t));
    assert_text("A", t.at[0].text);
}

static void lines_of_cards(void **state)
{
    (void)state;
    struct payees t;
    assert_ok(
        &c, parse("date,gross_amount_gbp,merchant,card_last4,account_desc,cost_centre_desc,mcc,directorate\n"
                  "2014-06-02,220.0,liverpool dir sia,2509,Training,P,,L\n"
                  "2014-06-02,-45.85,nandos,8369,Hospitality,P,5812,C\n"
                  "2014-06-02,1,nobody,8369,,P,,C\n",
                  (struct payees_settings){0}, &t));
    assert_int_equal(PAYEES_CARDS, t.shape);
    assert_int_equal(3, t.rows);
    assert_int_equal(2, t.count);
    assert_int_equal(-2200, t.at[0].amount.digits); /* money went out */
    assert_int_equal(4585, t.at[1].amount.digits);
    assert_int_equal(5812, t.at[1].mcc);
}

static void folds_are_the_seeds(void **state)
{
    (void)state;
    struct payees a, b;
    struct buf text = {0};
    buf_z(&text, "text,label\n");
    for (int i = 0; i < 100; i++)
        buf_printf(&text, "Zorb%c%cwim,%d\n", 'a' + i % 26, 'a' + i / 26, i % 2);
    struct payees_settings s = {.folds = 5, .seed = 3};
    assert_ok(&c, parse(text.at, s, &a));
    assert_ok(&c, parse(text.at, s, &b));
    int in_fold[5] = {0}, moved = 0;
    for (size_t i = 0; i < 100; i++) {
        assert_int_equal(a.at[i].fold, b.at[i].fold);
        in_fold[a.at[i].fold]++;
    }
    for (int i = 0; i < 5; i++)
        assert_int_equal(20, in_fold[i]);
    s.seed = 4;
    assert_ok(&c, parse(text.at, s, &b));
    for (size_t i = 0; i < 100; i++)
        moved += a.at[i].fold != b.at[i].fold;
    assert_true(moved > 30);
    buf_free(&text);
}

static void what_cannot_be_used_is_refused(void **state)
{
    (void)state;
    struct payees t;
    assert_err(ERR_INPUT, parse("text,label\nA,x\nB,x\n", (struct payees_settings){0}, &t)); /* one label */
    assert_err(ERR_INPUT, parse("text,label\nA,x\nA,y\n", (struct payees_settings){0}, &t)); /* one payee */
    assert_err(ERR_INPUT, parse("text\nA\n", (struct payees_settings){0}, &t));
    assert_err(ERR_INPUT, parse("text,label\n", (struct payees_settings){0}, &t));
    assert_err(ERR_INPUT, parse("text,label\nA,x\n", (struct payees_settings){.text = "who"}, &t));
}

/* Every category of the table is one of the default tree. */
static void values_mean_default_categories(void **state)
{
    (void)state;
    for (size_t i = 0; i < osm_list_count; i++) {
        struct text category = text_of(osm_lists[i].category);
        assert_true(category_default_find(category).len > 0);
    }
    assert_text("Expenses:Health:Pharmacy", osm_category(TEXT("amenity"), TEXT("pharmacy")));
    assert_text("Expenses:Health", osm_category(TEXT("healthcare"), TEXT("anything")));
    assert_text("", osm_category(TEXT("amenity"), TEXT("pharm")));
    assert_text("", osm_category(TEXT("amenity"), TEXT("bench")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(brands_by_their_values, begin, end),
        cmocka_unit_test_setup_teardown(a_label_in_the_last_column_counts, begin, end),
        cmocka_unit_test_setup_teardown(lines_of_cards, begin, end),
        cmocka_unit_test_setup_teardown(folds_are_the_seeds, begin, end),
        cmocka_unit_test_setup_teardown(what_cannot_be_used_is_refused, begin, end),
        cmocka_unit_test(values_mean_default_categories),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

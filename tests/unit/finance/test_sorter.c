/* Who decides about a category: the user's rules, then what the user taught, then the file, then the
 * classifier. */
#include "finance/sorter.h"
#include "ledger_world.h"

struct asked {
    const char *text, *memo, *file_category;
    int64_t amount;
};

static struct sorter_decision decide(struct world *w, struct sorter_options how, struct asked a)
{
    struct store_tx *tx;
    struct sorter *sorter;
    struct sorter_decision d;
    how.household = HOUSEHOLD_FIRST;
    struct sorter_subject subject = {.text = text_of(a.text),
                                     .memo = text_of(a.memo),
                                     .account = TEXT("giro"),
                                     .file_category = text_of(a.file_category),
                                     .amount =
                                         money_to_decimal(a.amount == 0 ? -1000 : a.amount, CURRENCY_EUR),
                                     .currency = CURRENCY_EUR,
                                     .date = 20000};
    assert_ok(&w->c, store_begin_read(&w->c, w->store, &tx));
    assert_ok(&w->c, sorter_load(&w->c, tx, &how, &sorter));
    sorter_decide(sorter, w->c.arena, &subject, &d);
    struct sorter_decision twice;
    sorter_decide(sorter, w->c.arena, &subject, &twice);
    assert_true(text_equal(d.category, twice.category) && text_equal(d.payee, twice.payee) &&
                d.hinted == twice.hinted);
    store_rollback(tx);
    return d;
}

static void teach(struct world *w, const char *key, bool outgoing, const char *category)
{
    struct store_tx *tx;
    struct account_row row = {
        .household = HOUSEHOLD_FIRST, .kind = ACCOUNT_EXPENSE, .name = text_of(category)};
    assert_ok(&w->c, store_begin(&w->c, w->store, &tx));
    assert_ok(&w->c, account_insert(&w->c, tx, &row));
    assert_ok(&w->c, label_add(&w->c, tx, HOUSEHOLD_FIRST, text_of(key), outgoing, row.seq));
    assert_ok(&w->c, store_commit(&w->c, tx));
}

static void the_order_of_voices(void **state)
{
    struct world *w = *state;
    const struct sorter_options plain = {0};
    const struct asked about = {.text = "QUXBLAT TRADING", .file_category = "Pet food"};
    struct sorter_decision d = decide(w, plain, (struct asked){.text = "QUXBLAT TRADING"});
    assert_text("Expenses:Uncategorised", d.category);
    assert_int_equal(SORTED_NONE, d.sorted_by);
    d = decide(w, plain, about);
    assert_int_equal(SORTED_FILE, d.sorted_by);
    teach(w, "quxblat trading", true, "Expenses:Taught");
    d = decide(w, plain, about);
    assert_text("Expenses:Taught", d.category);
    assert_int_equal(SORTED_CLASSIFIER, d.sorted_by);
    /* Money back from a payee is a refund of the same category, until the user says otherwise. */
    d = decide(w, plain, (struct asked){.text = "QUXBLAT TRADING", .amount = 1000});
    assert_text("Expenses:Taught", d.category);
    teach(w, "quxblat trading", false, "Income:Taught");
    d = decide(w, plain, (struct asked){.text = "QUXBLAT TRADING", .amount = 1000});
    assert_text("Income:Taught", d.category);
    assert_text("Expenses:Taught", decide(w, plain, about).category);
    world_rule(w, "text contains \"quxblat\" -> category \"Expenses:Mine\", payee \"Quxblat & sons\", tag "
                  "\"a\", tag \"b\"");
    d = decide(w, plain, about);
    assert_text("Expenses:Mine", d.category);
    assert_text("Quxblat & sons", d.payee);
    assert_text("a,b", d.tags);
    assert_int_equal(SORTED_RULE, d.sorted_by);
    assert_int_equal(0, d.rule);
    /* Rules of this run come before the household's. */
    d = decide(w, (struct sorter_options){.rules_file = TEXT("quxblat\tExpenses:Today")}, about);
    assert_text("Expenses:Today", d.category);
    assert_text("Quxblat & sons", d.payee);
}

static void only_rules(void **state)
{
    struct world *w = *state;
    const struct sorter_options how = {.only_rules = true};
    teach(w, "quxblat trading", true, "Expenses:Taught");
    for (int64_t amount = -1000; amount <= 1000; amount += 2000) {
        struct sorter_decision d = decide(
            w, how, (struct asked){.text = "QUXBLAT TRADING", .file_category = "Food", .amount = amount});
        assert_text("Expenses:Uncategorised", d.category);
        assert_int_equal(SORTED_NONE, d.sorted_by);
        assert_false(d.hinted);
    }
}

static void hints_of_a_transfer(void **state)
{
    struct world *w = *state;
    const struct sorter_options plain = {0};
    assert_true(decide(w, plain, (struct asked){.text = "Transfer to savings"}).hinted);
    assert_true(decide(w, plain, (struct asked){.text = "A. Miller", .memo = "Umbuchung Urlaub"}).hinted);
    assert_false(decide(w, plain, (struct asked){.text = "Corner Bakery"}).hinted);
    struct sorter_decision d =
        decide(w, (struct sorter_options){.rules_file = TEXT("text contains \"rent\" -> not-transfer")},
               (struct asked){.text = "Transfer rent"});
    assert_true(d.not_transfer);
    assert_false(d.hinted);
}

static void an_entry_without_words(void **state)
{
    struct world *w = *state;
    struct sorter_decision d = decide(w, (struct sorter_options){0}, (struct asked){.text = "", .memo = ""});
    assert_int_equal(0, d.payee.len);
    assert_text("Expenses:Uncategorised", d.category);
    d = decide(w, (struct sorter_options){0}, (struct asked){.text = "  ", .memo = "Corner Bakery"});
    assert_text("Corner Bakery", d.payee);
}

static void a_broken_rule_names_its_line(void **state)
{
    struct world *w = *state;
    struct store_tx *tx;
    struct sorter *sorter;
    struct sorter_options how = {.household = HOUSEHOLD_FIRST,
                                 .rules_file = TEXT("bakery\tExpenses:Bread\npayee contins \"x\"\n")};
    assert_ok(&w->c, store_begin_read(&w->c, w->store, &tx));
    assert_err(ERR_INPUT, sorter_load(&w->c, tx, &how, &sorter));
    assert_non_null(strstr(w->c.why, "2"));
    store_rollback(tx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(the_order_of_voices),          WORLD_TEST(only_rules),
        WORLD_TEST(hints_of_a_transfer),          WORLD_TEST(an_entry_without_words),
        WORLD_TEST(a_broken_rule_names_its_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

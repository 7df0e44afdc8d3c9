/* Sorting again: new rules reach what is stored; the user's own decisions stay; the preview changes nothing.
 */
#include "files.h"
#include "ledger_world.h"

#define MONTH                                                                                                \
    "2024-01-02,-12.50,QUXBLAT 1,r1\n2024-01-03,-7.00,QUXBLAT 2,r2\n2024-01-04,-40.00,ZORKMID,r3\n"          \
    "2024-01-05,100.00,FROTZ,r4\n"

struct seen {
    int64_t count;
    char last[200];
};

static void see(void *self, const struct txn_row *row, currency cur, struct text payee, struct text from,
                struct text to)
{
    struct seen *seen = self;
    (void)cur;
    seen->count++;
    snprintf(seen->last, sizeof seen->last, "%.*s: %.*s: %.*s -> %.*s", TEXT_ARGS(row->text),
             TEXT_ARGS(payee), TEXT_ARGS(from), TEXT_ARGS(to));
}

static struct resort_result resort(struct world *w, struct resort_options how, struct seen *seen)
{
    struct resort_result result;
    *seen = (struct seen){0};
    how.household = HOUSEHOLD_FIRST;
    how.changed = see;
    how.self = seen;
    /* The preview says what is going to happen. */
    struct resort_options trial = how;
    struct resort_result foreseen;
    trial.dry_run = true;
    uint64_t before = world_digest(w);
    assert_ok(&w->c, transactions_resort(&w->c, w->store, &trial, &foreseen));
    assert_true(before == world_digest(w));
    *seen = (struct seen){0};
    assert_ok(&w->c, transactions_resort(&w->c, w->store, &how, &result));
    assert_int_equal(foreseen.looked_at, result.looked_at);
    assert_int_equal(foreseen.changed, result.changed);
    assert_int_equal(result.changed, seen->count);
    assert_books_balance(w);
    return result;
}

static void new_rules_reach_what_is_unsorted(void **state)
{
    struct world *w = *state;
    struct seen seen;
    world_take(w, "giro.csv", CSV_HEAD MONTH);
    assert_int_equal(1250 + 700 + 4000, world_balance(w, "Expenses:Uncategorised"));
    world_rule(w, "text contains \"quxblat\" -> category \"Expenses:Fun\", payee \"Quxblat\", tag \"new\"");
    uint64_t before = world_digest(w);
    struct resort_result r = resort(w, (struct resort_options){.dry_run = true}, &seen);
    assert_int_equal(4, r.looked_at);
    assert_int_equal(2, r.changed);
    assert_int_equal(2, r.unsorted);
    assert_string_equal("QUXBLAT 2: Quxblat: Expenses:Uncategorised -> Expenses:Fun", seen.last);
    assert_true(before == world_digest(w));
    r = resort(w, (struct resort_options){0}, &seen);
    assert_int_equal(2, r.changed);
    assert_int_equal(1950, world_balance(w, "Expenses:Fun"));
    assert_text("Quxblat", world_view(w, world_txn(w, "QUXBLAT 1")).payee);
    assert_text("new", world_row(w, world_txn(w, "QUXBLAT 1")).tags);
    r = resort(w, (struct resort_options){0}, &seen);
    assert_int_equal(2, r.looked_at);
    assert_int_equal(0, r.changed);
}

static void all_looks_at_what_is_sorted(void **state)
{
    struct world *w = *state;
    struct seen seen;
    world_rule(w, "text contains \"quxblat\" -> category \"Expenses:Fun\"");
    world_take(w, "giro.csv", CSV_HEAD MONTH);
    struct text harder = TEXT("text contains \"quxblat\" -> split \"Expenses:A\" 50%, \"Expenses:B\" rest\n");
    struct resort_result r = resort(w, (struct resort_options){.rules_file = harder}, &seen);
    assert_int_equal(0, r.changed);
    r = resort(w, (struct resort_options){.rules_file = harder, .all = true}, &seen);
    assert_int_equal(2, r.changed);
    assert_int_equal(625 + 350, world_balance(w, "Expenses:A"));
    assert_int_equal(625 + 350, world_balance(w, "Expenses:B"));
    assert_int_equal(2, world_view(w, world_txn(w, "QUXBLAT 1")).part_count);
    r = resort(w, (struct resort_options){.rules_file = harder, .all = true}, &seen);
    assert_int_equal(0, r.changed);
    /* A split that does not fit leaves things as they are. */
    r = resort(w,
               (struct resort_options){
                   .rules_file = TEXT(
                       "text contains \"quxblat 2\" -> split \"Expenses:C\" 10.00, \"Expenses:D\" rest\n"),
                   .all = true},
               &seen);
    assert_int_equal(0, world_balance(w, "Expenses:C"));
}

/* A rule may change the payee or add a tag and leave the category. */
static void rules_for_payees_and_tags(void **state)
{
    struct world *w = *state;
    struct seen seen;
    world_rule(w, "text contains \"quxblat\" -> category \"Expenses:Fun\"");
    world_take(w, "giro.csv", CSV_HEAD MONTH);
    int64_t mine = world_txn(w, "QUXBLAT 2");
    assert_ok(
        &w->c,
        world_edit(w, mine,
                   (struct txn_edit){
                       .set_payee = true, .payee = TEXT("My own"), .set_tags = true, .tags = TEXT("t")}));
    resort(w,
           (struct resort_options){
               .rules_file = TEXT("text contains \"quxblat\" -> payee \"Q\", tag \"fun\"\n"), .all = true},
           &seen);
    assert_text("Q", world_view(w, world_txn(w, "QUXBLAT 1")).payee);
    assert_text("fun", world_row(w, world_txn(w, "QUXBLAT 1")).tags);
    assert_text("My own", world_view(w, mine).payee);
    assert_text("t", world_row(w, mine).tags);
    assert_int_equal(1950, world_balance(w, "Expenses:Fun"));
}

static void a_rule_without_a_category_changes_nothing(void **state)
{
    struct world *w = *state;
    struct resort_result result;
    world_take(w, "giro.csv", CSV_HEAD MONTH);
    struct resort_options how = {.household = HOUSEHOLD_FIRST, .rules_file = TEXT("zorkmid\tnowhere\n")};
    assert_refused(w, ERR_INPUT, transactions_resort(&w->c, w->store, &how, &result));
    how.rules_file = TEXT("payee contains -> x\n");
    assert_refused(w, ERR_INPUT, transactions_resort(&w->c, w->store, &how, &result));
}

static void many_pages(void **state)
{
    struct world *w = *state;
    struct seen seen;
    struct buf *file = buf_in_arena(w->c.arena);
    buf_z(file, CSV_HEAD);
    for (int i = 0; i < 2000; i++)
        buf_printf(file, "2024-01-%02d,-1.00,QUXBLAT %d,x%d\n", 1 + i % 28, i % 9, i);
    world_take(w, "giro.csv", file->at);
    struct resort_result r =
        resort(w, (struct resort_options){.rules_file = TEXT("quxblat\tExpenses:Fun\n")}, &seen);
    assert_int_equal(2000, r.looked_at);
    assert_int_equal(2000, r.changed);
    assert_int_equal(200000, world_balance(w, "Expenses:Fun"));
}

/* In units of work of their own, others may write in between. */
static void many_units(void **state)
{
    struct world *w = *state;
    struct seen seen;
    struct buf *file = buf_in_arena(w->c.arena);
    buf_z(file, CSV_HEAD);
    for (int i = 0; i < 1000; i++)
        buf_printf(file, "2024-01-%02d,-1.00,%s %d,x%d\n", 1 + i % 28, i < 600 ? "QUXBLAT" : "ZORKMID", i % 9,
                   i);
    world_take(w, "giro.csv", file->at);
    struct resort_options how = {.rules_file = TEXT("quxblat\tExpenses:Fun\n"), .unit = 150};
    struct resort_result r = resort(w, how, &seen);
    assert_int_equal(1000, r.looked_at);
    assert_int_equal(600, r.changed);
    assert_int_equal(60000, world_balance(w, "Expenses:Fun"));
    /* A unit that changes nothing is none. */
    assert_int_equal(4,
                     world_ask(w, "SELECT count(*) FROM event WHERE subject = 'sorting' AND ?1 = ?2", 1, 1));
    assert_int_equal(0, resort(w, how, &seen).changed);
}

static void rules_on_trial_stand_alone(void **state)
{
    struct world *w = *state;
    struct seen seen;
    world_rule(w, "text contains \"quxblat\" -> category \"Expenses:Fun\"");
    world_take(w, "giro.csv", CSV_HEAD MONTH);
    struct resort_options how = {
        .rules_file = TEXT("zorkmid\tExpenses:Other\n"), .only_file = true, .all = true};
    how.dry_run = true;
    struct resort_result r = resort(w, how, &seen);
    assert_int_equal(1, r.changed);
    assert_string_equal("ZORKMID: Zorkmid: Expenses:Uncategorised -> Expenses:Other", seen.last);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(new_rules_reach_what_is_unsorted),
        WORLD_TEST(all_looks_at_what_is_sorted),
        WORLD_TEST(rules_for_payees_and_tags),
        WORLD_TEST(a_rule_without_a_category_changes_nothing),
        WORLD_TEST(many_pages),
        WORLD_TEST(many_units),
        WORLD_TEST(rules_on_trial_stand_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

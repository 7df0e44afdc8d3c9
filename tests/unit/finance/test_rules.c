/* Rules as people change them: places in the order, all or none, and never a set that cannot be read. */
#include "finance/rules.h"
#include "ledger_world.h"

#define RULE(word) "text contains \"" word "\" -> category \"Expenses:Fun\""

static struct id add(struct world *w, const char *text, int64_t position)
{
    struct id id = {0};
    assert_ok(&w->c, rules_add(&w->c, w->store, HOUSEHOLD_FIRST, text_of(text), position, &id));
    return id;
}

/* The order, by the words that the rules look for. */
static void assert_order(struct world *w, const char *words)
{
    struct store_tx *tx;
    struct rule_row *rows;
    size_t count;
    struct buf *all = buf_in_arena(w->c.arena);
    assert_ok(&w->c, store_begin_read(&w->c, w->store, &tx));
    assert_ok(&w->c, rule_list(&w->c, tx, HOUSEHOLD_FIRST, &rows, &count));
    store_rollback(tx);
    for (size_t i = 0; i < count; i++) {
        ptrdiff_t at = text_find(rows[i].text, TEXT("\""));
        struct text rest = text_from(rows[i].text, (size_t)at + 1);
        buf_add(all, rest.at, (size_t)text_find(rest, TEXT("\"")));
    }
    buf_char(all, '.');
    assert_string_equal(words, all->at);
}

static void places_are_counted_from_one(void **state)
{
    struct world *w = *state;
    struct id a = add(w, RULE("a"), 0);
    add(w, RULE("b"), 0);
    add(w, RULE("c"), 1);
    assert_order(w, "cab.");
    struct id d = add(w, RULE("d"), 3);
    assert_order(w, "cadb.");
    assert_ok(&w->c, rules_change(&w->c, w->store, HOUSEHOLD_FIRST, a, TEXT(""), 4));
    assert_order(w, "cdba.");
    assert_ok(&w->c, rules_change(&w->c, w->store, HOUSEHOLD_FIRST, a, TEXT(""), 1));
    assert_order(w, "acdb.");
    assert_ok(&w->c, rules_change(&w->c, w->store, HOUSEHOLD_FIRST, a, TEXT(""), 2));
    assert_order(w, "cadb.");
    assert_ok(&w->c, rules_change(&w->c, w->store, HOUSEHOLD_FIRST, d, TEXT(RULE("e")), 99));
    assert_order(w, "cabe.");
    assert_ok(&w->c, rules_remove(&w->c, w->store, HOUSEHOLD_FIRST, a));
    assert_order(w, "cbe.");
    add(w, RULE("f"), 2);
    assert_order(w, "cfbe.");
}

static void what_is_no_rule_is_refused(void **state)
{
    struct world *w = *state;
    struct id id = add(w, RULE("a"), 0), none = id_new(w->c.now_us);
    assert_refused(w, ERR_INPUT,
                   rules_add(&w->c, w->store, HOUSEHOLD_FIRST, TEXT("payee is -> nothing"), 0, &none));
    assert_non_null(strstr(w->c.why, "text: line 1"));
    assert_refused(w, ERR_INPUT, rules_add(&w->c, w->store, HOUSEHOLD_FIRST, TEXT("# a remark"), 0, &none));
    assert_refused(w, ERR_INPUT,
                   rules_add(&w->c, w->store, HOUSEHOLD_FIRST, TEXT(RULE("a") "\n" RULE("b")), 0, &none));
    assert_refused(w, ERR_NOT_FOUND, rules_remove(&w->c, w->store, HOUSEHOLD_FIRST, none));
    assert_refused(w, ERR_NOT_FOUND, rules_remove(&w->c, w->store, 2, id));
    assert_refused(w, ERR_INPUT,
                   rules_replace(&w->c, w->store, HOUSEHOLD_FIRST, TEXT(RULE("b") "\nrubbish\n")));
    assert_non_null(strstr(w->c.why, "line 2"));
    assert_order(w, "a.");
}

static void a_file_replaces_all(void **state)
{
    struct world *w = *state;
    add(w, RULE("a"), 0);
    assert_ok(&w->c, rules_replace(&w->c, w->store, HOUSEHOLD_FIRST,
                                   TEXT("# mine\n" RULE("x") "\n\n" RULE("y") "\n")));
    assert_order(w, "xy.");
    assert_int_equal(
        2, world_ask(w, "SELECT count(*) FROM event WHERE type = 'rules.updated' AND ?1 = ?2", 1, 1));
    assert_ok(&w->c, rules_replace(&w->c, w->store, HOUSEHOLD_FIRST, TEXT("")));
    assert_order(w, ".");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(places_are_counted_from_one),
        WORLD_TEST(what_is_no_rule_is_refused),
        WORLD_TEST(a_file_replaces_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

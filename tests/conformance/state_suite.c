#include "conformance/state_suite.h"

#include "support.h"

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

static const struct state_suite *suite;

struct place {
    struct ctx c;
    struct state *state;
    char prefix[48];
};

static int set_up(void **state)
{
    static atomic_int runs;
    struct place *p = calloc(1, sizeof *p);
    p->c = test_ctx();
    snprintf(p->prefix, sizeof p->prefix, "suite-%d-%d/", (int)getpid(), atomic_fetch_add(&runs, 1));
    struct state_options options = {.url = suite->url, .token = suite->token, .prefix = p->prefix};
    assert_ok(&p->c, state_open(&p->c, suite->driver, &options, &p->state));
    *state = p;
    return 0;
}

static int tear_down(void **state)
{
    struct place *p = *state;
    state_close(p->state);
    state_close(NULL);
    test_ctx_end(&p->c);
    free(p);
    return 0;
}

static enum err put(struct place *p, const char *key, const char *value)
{
    struct state_change change = {STATE_PUT, STATE_ANYWAY, text_of(key), text_of(value), {NULL, 0}};
    return state_apply(&p->c, p->state, &change, 1);
}

static struct state_value get(struct place *p, const char *key)
{
    struct state_value value;
    bool found;
    assert_ok(&p->c, state_get(&p->c, p->state, text_of(key), &found, &value));
    assert_true(found);
    assert_true(value.tag.len > 0);
    return value;
}

static bool is_there(struct place *p, const char *key)
{
    struct state_value value;
    bool found;
    assert_ok(&p->c, state_get(&p->c, p->state, text_of(key), &found, &value));
    return found;
}

/* -- Tests */

static void values_come_back_as_they_were(void **state)
{
    struct place *p = *state;
    static const char *const values[] = {"",
                                         "plain",
                                         "{\"b\": 1.50, \"a\": [1e400, 12345678901234567890]}",
                                         "\"quoted\" \\ \t\n\r\x01\x7f",
                                         "Grüße, 家計 🙂",
                                         "<script>&amp;"};
    assert_false(is_there(p, "nothing"));
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        assert_ok(&p->c, put(p, "a/value:1.x_y-Z", values[i]));
        assert_text(values[i], get(p, "a/value:1.x_y-Z").value);
    }
}

static void large_values_have_a_limit(void **state)
{
    struct place *p = *state;
    char *value = malloc(STATE_VALUE_MAX + 2);
    memset(value, 'x', STATE_VALUE_MAX + 1);
    value[STATE_VALUE_MAX + 1] = '\0';
    assert_err(ERR_LIMIT, put(p, "large", value));
    value[STATE_VALUE_MAX] = '\0';
    assert_ok(&p->c, put(p, "large", value));
    assert_text(value, get(p, "large").value);
    free(value);
}

static void odd_keys_and_values_are_refused(void **state)
{
    struct place *p = *state;
    static const char *const keys[] = {"", "a||b", "a b", "ä", "a?b", "a%62", "a\nb"};
    struct state_value value;
    char longest[STATE_KEY_MAX + 2];
    bool found;
    memset(longest, 'k', STATE_KEY_MAX + 1);
    longest[STATE_KEY_MAX + 1] = '\0';
    assert_err(ERR_INPUT, put(p, longest, "x"));
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        assert_err(ERR_INPUT, put(p, keys[i], "x"));
        assert_err(ERR_INPUT, state_get(&p->c, p->state, text_of(keys[i]), &found, &value));
    }
    assert_err(ERR_INPUT, put(p, "k", "\xff"));
    struct state_change nul = {STATE_PUT, STATE_ANYWAY, TEXT("k"), {"a\0b", 3}, {NULL, 0}};
    assert_err(ERR_INPUT, state_apply(&p->c, p->state, &nul, 1));
    struct state_change twice[] = {{STATE_PUT, STATE_ANYWAY, TEXT("k"), TEXT("1"), {NULL, 0}},
                                   {STATE_REMOVE, STATE_ANYWAY, TEXT("k"), {NULL, 0}, {NULL, 0}}};
    assert_err(ERR_INPUT, state_apply(&p->c, p->state, twice, 2));
    assert_false(is_there(p, "k"));
}

static void a_tag_tells_versions_apart(void **state)
{
    struct place *p = *state;
    assert_ok(&p->c, put(p, "k", "one"));
    struct state_value first = get(p, "k");
    struct state_change change = {STATE_PUT, STATE_WHEN_TAG, TEXT("k"), TEXT("two"), first.tag};
    assert_ok(&p->c, state_apply(&p->c, p->state, &change, 1));
    struct state_value second = get(p, "k");
    assert_text("two", second.value);
    assert_false(text_equal(first.tag, second.tag));
    change.value = TEXT("late");
    assert_err(ERR_CONFLICT, state_apply(&p->c, p->state, &change, 1));
    change.verb = STATE_REMOVE;
    assert_err(ERR_CONFLICT, state_apply(&p->c, p->state, &change, 1));
    assert_text("two", get(p, "k").value);
    change.tag = second.tag;
    assert_ok(&p->c, state_apply(&p->c, p->state, &change, 1));
    assert_false(is_there(p, "k"));
    assert_err(ERR_CONFLICT, state_apply(&p->c, p->state, &change, 1)); /* it is gone */
    change.verb = STATE_PUT;
    assert_err(ERR_CONFLICT, state_apply(&p->c, p->state, &change, 1));
    assert_false(is_there(p, "k"));
}

static void what_is_new_is_new_once(void **state)
{
    struct place *p = *state;
    struct state_change change = {STATE_PUT, STATE_WHEN_NEW, TEXT("k"), TEXT("one"), {NULL, 0}};
    assert_ok(&p->c, state_apply(&p->c, p->state, &change, 1));
    change.value = TEXT("two");
    assert_err(ERR_CONFLICT, state_apply(&p->c, p->state, &change, 1));
    assert_text("one", get(p, "k").value);
    change.verb = STATE_REMOVE;
    assert_err(ERR_INPUT, state_apply(&p->c, p->state, &change, 1));
    change.when = STATE_ANYWAY;
    assert_ok(&p->c, state_apply(&p->c, p->state, &change, 1));
    assert_ok(&p->c, state_apply(&p->c, p->state, &change, 1)); /* it is gone already */
    assert_false(is_there(p, "k"));
}

static void several_changes_are_all_or_none(void **state)
{
    struct place *p = *state;
    assert_ok(&p->c, put(p, "old", "here"));
    struct state_value old = get(p, "old");
    struct state_change changes[] = {{STATE_PUT, STATE_ANYWAY, TEXT("a"), TEXT("1"), {NULL, 0}},
                                     {STATE_PUT, STATE_WHEN_NEW, TEXT("b"), TEXT("2"), {NULL, 0}},
                                     {STATE_REMOVE, STATE_WHEN_TAG, TEXT("old"), {NULL, 0}, TEXT("999999")}};
    assert_err(ERR_CONFLICT, state_apply(&p->c, p->state, changes, 3));
    assert_false(is_there(p, "a"));
    assert_false(is_there(p, "b"));
    assert_true(is_there(p, "old"));
    changes[2].tag = old.tag;
    assert_ok(&p->c, state_apply(&p->c, p->state, changes, 3));
    assert_text("1", get(p, "a").value);
    assert_text("2", get(p, "b").value);
    assert_false(is_there(p, "old"));
    assert_ok(&p->c, state_apply(&p->c, p->state, NULL, 0));
    struct state_change many[STATE_CHANGES_MAX + 1];
    for (size_t i = 0; i <= STATE_CHANGES_MAX; i++)
        many[i] = (struct state_change){
            STATE_PUT, STATE_ANYWAY, text_of(arena_printf(p->c.arena, "m%zu", i)), TEXT("x"), {NULL, 0}};
    assert_err(ERR_LIMIT, state_apply(&p->c, p->state, many, STATE_CHANGES_MAX + 1));
    assert_ok(&p->c, state_apply(&p->c, p->state, many, STATE_CHANGES_MAX));
    assert_true(is_there(p, "m63"));
}

enum { THREADS = 6, STEPS = 20 };

/* Reads, adds one, writes when nobody did meanwhile; else once more. */
static void *count_up(void *self)
{
    struct place *p = self;
    struct ctx c = test_ctx();
    for (int done = 0; done < STEPS;) {
        struct state_value value;
        bool found;
        char next[24];
        int64_t n = 0;
        assert_ok(&c, state_get(&c, p->state, TEXT("count"), &found, &value));
        assert_true(found && text_to_int(value.value, &n));
        snprintf(next, sizeof next, "%lld", (long long)n + 1);
        struct state_change change = {STATE_PUT, STATE_WHEN_TAG, TEXT("count"), text_of(next), value.tag};
        enum err e = state_apply(&c, p->state, &change, 1);
        assert_true(e == OK || e == ERR_CONFLICT);
        done += e == OK;
    }
    test_ctx_end(&c);
    return NULL;
}

static void nothing_is_lost_between_threads(void **state)
{
    struct place *p = *state;
    pthread_t threads[THREADS];
    assert_ok(&p->c, put(p, "count", "0"));
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(0, pthread_create(&threads[i], NULL, count_up, p));
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    int64_t n = 0;
    assert_true(text_to_int(get(p, "count").value, &n));
    assert_int_equal(THREADS * STEPS, n);
}

#define ON_A_FRESH_STATE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int state_suite_run(const struct state_suite *which)
{
    const struct CMUnitTest tests[] = {
        ON_A_FRESH_STATE(values_come_back_as_they_were),   ON_A_FRESH_STATE(large_values_have_a_limit),
        ON_A_FRESH_STATE(odd_keys_and_values_are_refused), ON_A_FRESH_STATE(a_tag_tells_versions_apart),
        ON_A_FRESH_STATE(what_is_new_is_new_once),         ON_A_FRESH_STATE(several_changes_are_all_or_none),
        ON_A_FRESH_STATE(nothing_is_lost_between_threads),
    };
    suite = which;
    return cmocka_run_group_tests_name(which->name, tests, NULL, NULL);
}

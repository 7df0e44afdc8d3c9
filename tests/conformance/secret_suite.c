#include "conformance/secret_suite.h"

#include "base/json.h"
#include "base/limits.h"
#include "support.h"

#include <pthread.h>

static const struct secret_suite *suite;

static const int64_t SECOND = 1000000;
static const int64_t DAY = INT64_C(86400) * 1000000;

struct vault {
    struct ctx c;
    struct secrets *secrets;
};

static int set_up(void **state)
{
    struct vault *v = calloc(1, sizeof *v);
    v->c = test_ctx();
    assert_ok(&v->c, secret_open_with(&v->c, suite->fresh(), &suite->options, &v->secrets));
    *state = v;
    return 0;
}

static int tear_down(void **state)
{
    struct vault *v = *state;
    if (suite->away != NULL)
        suite->away(false);
    secret_close(v->secrets);
    test_ctx_end(&v->c);
    suite->drop();
    free(v);
    return 0;
}

static void put(const char *name, struct text value)
{
    struct buf out = {0};
    struct json j = json_into(&out);
    json_text(&j, value);
    suite->put(name, value.at, out.at);
    buf_free(&out);
}

static struct text get(struct vault *v, const char *name)
{
    struct text value = {NULL, 0};
    assert_ok(&v->c, secret_get(&v->c, v->secrets, text_of(name), &value));
    return value;
}

static void refuses(struct vault *v, enum err code, const char *name)
{
    struct text value;
    v->c.why[0] = '\0';
    assert_err(code, secret_get(&v->c, v->secrets, text_of(name), &value));
    assert_true(v->c.why[0] != '\0');
}

static void gives_what_was_put(void **state)
{
    struct vault *v = *state;
    static const char *const values[] = {
        "x",
        " spaces at both ends ",
        "quote\" back\\slash /slash",
        "Pässwörd 世界 🔑",
        "tab\tand\nline",
        "{\"json\":1}",
        "%41&b=c+d#e",
        "-----BEGIN KEY-----\nMIIB\n-----END KEY-----",
    };
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        char name[32];
        snprintf(name, sizeof name, "value-%zu", i);
        put(name, text_of(values[i]));
        struct text got = get(v, name);
        assert_text(values[i], got);
        assert_int_equal('\0', got.at[got.len]);
    }
}

static void takes_names_of_every_kind(void **state)
{
    struct vault *v = *state;
    char longest[SECRET_NAME_MAX + 1];
    memset(longest, 'n', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    const char *const names[] = {"a", "smtp_password", "bank.api-key", "UPPER", "x9", longest};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        put(names[i], text_of(names[i] + 0));
        assert_text(names[i], get(v, names[i]));
    }
}

static void refuses_what_is_no_name(void **state)
{
    struct vault *v = *state;
    char longer[SECRET_NAME_MAX + 2];
    memset(longer, 'n', sizeof longer - 1);
    longer[sizeof longer - 1] = '\0';
    const char *const names[] = {"",     ".",     "..", "../x", "..data", "a/b",  "/etc/passwd", "a b",
                                 "a\nb", "a%2fb", "ä",  "a?b",  "a#b",    "a\\b", longer};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        refuses(v, ERR_INPUT, names[i]);
    struct text value;
    assert_err(ERR_INPUT, secret_get(&v->c, v->secrets, (struct text){"a\0b", 3}, &value));
}

static void misses_what_is_not_there(void **state)
{
    struct vault *v = *state;
    put("other", TEXT("x"));
    refuses(v, ERR_NOT_FOUND, "missing");
    refuses(v, ERR_NOT_FOUND, "missing");
    put("missing", TEXT("now it is"));
    v->c.now_us += 31 * SECOND;
    assert_text("now it is", get(v, "missing"));
}

static void empty_is_missing(void **state)
{
    struct vault *v = *state;
    put("empty", TEXT(""));
    refuses(v, ERR_NOT_FOUND, "empty");
}

static void large_ones_have_a_limit(void **state)
{
    struct vault *v = *state;
    size_t most = suite->most_bytes > 0 ? suite->most_bytes : LIMIT_SECRET_BYTES;
    char *bytes = malloc(most + 2);
    for (size_t i = 0; i < most + 1; i++)
        bytes[i] = (char)('a' + i % 23);
    bytes[most] = '\0';
    put("large", (struct text){bytes, most});
    assert_true(text_equal((struct text){bytes, most}, get(v, "large")));
    if (suite->most_bytes == 0) {
        bytes[most] = 'x';
        bytes[most + 1] = '\0';
        put("larger", (struct text){bytes, most + 1});
        refuses(v, ERR_LIMIT, "larger");
    }
    free(bytes);
}

static void rotation_is_picked_up(void **state)
{
    struct vault *v = *state;
    struct text names[2];
    put("rotating", TEXT("first"));
    assert_text("first", get(v, "rotating"));
    put("rotating", TEXT("second"));
    v->c.now_us += 299 * SECOND;
    assert_text(suite->local ? "second" : "first", get(v, "rotating"));
    v->c.now_us += 2 * SECOND;
    assert_text("second", get(v, "rotating"));
    assert_int_equal(suite->local ? 0 : 1, secret_known(&v->c, v->secrets, names, 2));
    if (!suite->local)
        assert_text("rotating", names[0]);
}

static void what_is_taken_away_is_gone(void **state)
{
    struct vault *v = *state;
    struct text names[1];
    put("going", TEXT("here"));
    assert_text("here", get(v, "going"));
    suite->take_away("going");
    v->c.now_us += 301 * SECOND;
    struct text value;
    enum err e = secret_get(&v->c, v->secrets, TEXT("going"), &value);
    if (e == OK) { /* a place that cannot say so plainly: the last known value ends with its day */
        assert_text("here", value);
        v->c.now_us += DAY;
        refuses(v, ERR_NOT_FOUND, "going");
    } else {
        assert_err(ERR_NOT_FOUND, e);
        assert_int_equal(0, secret_known(&v->c, v->secrets, names, 1));
    }
}

static void what_is_forbidden_is_denied(void **state)
{
    struct vault *v = *state;
    if (suite->forbid == NULL)
        return; /* the environment forbids nothing */
    put("private", TEXT("Hunter2-value"));
    assert_text("Hunter2-value", get(v, "private"));
    suite->forbid("private", true);
    v->c.now_us += 301 * SECOND;
    refuses(v, ERR_DENIED, "private");
    assert_null(strstr(v->c.why, "Hunter2"));
    suite->forbid("private", false);
    v->c.now_us += 31 * SECOND;
    assert_text("Hunter2-value", get(v, "private"));
}

static void an_absence_is_bridged_for_a_day(void **state)
{
    struct vault *v = *state;
    if (suite->away == NULL || suite->local)
        return; /* what is on this machine is read, or it is not there */
    put("bridged", TEXT("known"));
    assert_text("known", get(v, "bridged"));
    int64_t fetched_us = v->c.now_us;
    suite->away(true);
    refuses(v, ERR_BUSY, "never-asked-before");
    assert_true(v->c.retriable);
    for (int64_t hour = 1; hour <= 24; hour += 6) {
        v->c.now_us = fetched_us + hour * 3600 * SECOND;
        assert_text("known", get(v, "bridged"));
    }
    v->c.now_us = fetched_us + DAY + 120 * SECOND;
    refuses(v, ERR_BUSY, "bridged");
    assert_true(v->c.retriable);
    suite->away(false);
    v->c.now_us += 301 * SECOND;
    assert_text("known", get(v, "bridged"));
}

static void a_clock_set_back_loses_nothing(void **state)
{
    struct vault *v = *state;
    put("timed", TEXT("before"));
    assert_text("before", get(v, "timed"));
    put("timed", TEXT("after"));
    v->c.now_us -= 365 * DAY;
    assert_text("after", get(v, "timed"));
}

static void what_was_given_is_wiped(void **state)
{
    struct vault *v = *state;
    put("wiped", TEXT("Hunter2-Hunter2"));
    arena_alloc(v->c.arena, 1);
    struct arena_mark mark = arena_mark(v->c.arena);
    struct text value = get(v, "wiped");
    assert_text("Hunter2-Hunter2", value);
    arena_rewind(v->c.arena, mark); /* the memory stays the arena's, so it may be looked at */
    for (size_t i = 0; i < value.len; i++)
        assert_int_equal(0, ((const volatile char *)value.at)[i]);
}

static void *ask_often(void *vault)
{
    const struct vault *v = vault;
    for (int i = 0; i < 50; i++) {
        struct ctx c = test_ctx();
        struct text value;
        c.now_us += i * 100 * SECOND;
        assert_ok(&c, secret_get(&c, v->secrets, i % 2 == 0 ? TEXT("one") : TEXT("two"), &value));
        assert_text(i % 2 == 0 ? "1" : "22", value);
        test_ctx_end(&c);
    }
    return NULL;
}

static void threads_may_ask_at_once(void **state)
{
    struct vault *v = *state;
    pthread_t threads[4];
    put("one", TEXT("1"));
    put("two", TEXT("22"));
    for (int i = 0; i < 4; i++)
        assert_int_equal(0, pthread_create(&threads[i], NULL, ask_often, v));
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
}

#define IN_A_FRESH_PLACE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int secret_suite_run(const struct secret_suite *which)
{
    const struct CMUnitTest tests[] = {
        IN_A_FRESH_PLACE(gives_what_was_put),
        IN_A_FRESH_PLACE(takes_names_of_every_kind),
        IN_A_FRESH_PLACE(refuses_what_is_no_name),
        IN_A_FRESH_PLACE(misses_what_is_not_there),
        IN_A_FRESH_PLACE(empty_is_missing),
        IN_A_FRESH_PLACE(large_ones_have_a_limit),
        IN_A_FRESH_PLACE(rotation_is_picked_up),
        IN_A_FRESH_PLACE(what_is_taken_away_is_gone),
        IN_A_FRESH_PLACE(what_is_forbidden_is_denied),
        IN_A_FRESH_PLACE(an_absence_is_bridged_for_a_day),
        IN_A_FRESH_PLACE(a_clock_set_back_loses_nothing),
        IN_A_FRESH_PLACE(what_was_given_is_wiped),
        IN_A_FRESH_PLACE(threads_may_ask_at_once),
    };
    suite = which;
    return cmocka_run_group_tests_name(suite->name, tests, NULL, NULL);
}

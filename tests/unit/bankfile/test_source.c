/* Bytes from outside, read in pieces, again, and from the middle. */
#include "bankfile/source.h"
#include "support.h"

#include <unistd.h>

enum { LENGTH = 100000 };

static char *bytes(struct ctx *c)
{
    char *at = arena_alloc(c->arena, LENGTH + 1);
    for (int i = 0; i < LENGTH; i++)
        at[i] = (char)('a' + i * 7 % 26);
    return at;
}

static void check(struct ctx *c, struct source *s, const char *expected)
{
    char *got_bytes = arena_alloc(c->arena, LENGTH + 1);
    size_t got, all = 0;
    for (int round = 0; round < 2; round++) {
        for (all = 0;; all += got) {
            size_t left = LENGTH + 1 - all;
            assert_ok(c, source_read(c, s, got_bytes + all, left < 777 ? left : 777, &got));
            if (got == 0)
                break;
        }
        assert_int_equal(LENGTH, all);
        assert_int_equal(LENGTH, s->read_so_far);
        assert_memory_equal(expected, got_bytes, LENGTH);
        assert_ok(c, source_rewind(c, s));
        assert_int_equal(0, s->read_so_far);
    }
    static const int64_t places[] = {50000, 10, 99999, 0, LENGTH};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        assert_ok(c, source_move(c, s, places[i]));
        assert_ok(c, source_fill(c, s, got_bytes, 100, &got));
        size_t left = (size_t)(LENGTH - places[i]);
        assert_int_equal(left < 100 ? left : 100, got);
        assert_memory_equal(expected + places[i], got_bytes, got);
    }
}

static void memory(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    char *all = bytes(&c);
    struct source *s = source_memory(c.arena, "name", (struct text){all, LENGTH});
    assert_string_equal("name", s->name);
    assert_int_equal(LENGTH, s->size);
    check(&c, s, all);
    test_ctx_end(&c);
}

static void a_file(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    char *all = bytes(&c), path[] = "/tmp/florin-source-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0 && write(fd, all, LENGTH) == LENGTH && close(fd) == 0);
    struct source *s;
    assert_ok(&c, source_open(&c, path, &s));
    assert_int_equal(LENGTH, s->size);
    check(&c, s, all);
    s->seek = NULL; /* where one can only read on */
    assert_ok(&c, source_rewind(&c, s));
    check(&c, s, all);
    unlink(path);
    test_ctx_end(&c);
}

static void what_cannot_be_opened(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct source *s;
    assert_err(ERR_NOT_FOUND, source_open(&c, "/nowhere/at/all.csv", &s));
    assert_non_null(strstr(c.why, "/nowhere/at/all.csv"));
    assert_true(source_open(&c, "/tmp", &s) != OK);
    test_ctx_end(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(memory), cmocka_unit_test(a_file),
                                       cmocka_unit_test(what_cannot_be_opened)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

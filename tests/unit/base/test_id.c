/* UUIDv7: shaped as RFC 9562 says, growing, unique between threads. */
#include "base/id.h"
#include "support.h"

#include <pthread.h>

static void shape(void **state)
{
    (void)state;
    char text[ID_TEXT_MAX];
    struct id id = id_new(INT64_C(1767225600000000)), back;
    id_format(id, text);
    assert_int_equal(36, strlen(text));
    assert_int_equal('7', text[14]);
    assert_non_null(strchr("89ab", text[19]));
    assert_true(id_parse(text_of(text), &back) && id_equal(id, back));
    for (char *ch = text; *ch != '\0'; ch++)
        *ch = *ch >= 'a' && *ch <= 'f' ? (char)(*ch - 32) : *ch;
    assert_true(id_parse(text_of(text), &back) && id_equal(id, back));
    assert_false(id_is_zero(id));
    assert_true(id_is_zero((struct id){{0}}));
    static const char *const none[] = {"",
                                       "018f",
                                       "018f0000-0000-7000-8000-00000000000",
                                       "018f0000-0000-7000-8000-00000000000g",
                                       "018f0000x0000-7000-8000-000000000000",
                                       "018f0000-0000-7000-8000-0000000000000"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_false(id_parse(text_of(none[i]), &back));
}

static void ids_only_grow(void **state)
{
    (void)state;
    int64_t now = INT64_C(1767225600000000);
    struct id last = id_new(now);
    for (int i = 0; i < 100000; i++) {
        now += i % 3 == 0 ? -2000 : i % 7 * 300; /* the clock stands, jumps, runs back */
        struct id id = id_new(now);
        assert_true(memcmp(last.bytes, id.bytes, 16) < 0);
        last = id;
    }
}

static void seeds(void **state)
{
    (void)state;
    assert_true(id_equal(id_seeded(1000000, 7), id_seeded(1000000, 7)));
    assert_false(id_equal(id_seeded(1000000, 7), id_seeded(1000000, 8)));
    assert_false(id_equal(id_seeded(1000000, 7), id_seeded(2000000, 7)));
}

enum { THREADS = 4, EACH = 20000 };
static struct id made[THREADS][EACH];

static void *make(void *thing)
{
    struct id *mine = thing;
    for (int i = 0; i < EACH; i++)
        mine[i] = id_new(INT64_C(1767225600000000));
    return NULL;
}

static int by_bytes(const void *a, const void *b)
{
    return memcmp(a, b, 16);
}

static void threads_make_different_ids(void **state)
{
    (void)state;
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(0, pthread_create(&threads[i], NULL, make, made[i]));
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    struct id *all = (struct id *)made;
    qsort(all, THREADS * EACH, sizeof *all, by_bytes);
    for (int i = 1; i < THREADS * EACH; i++)
        assert_true(memcmp(all[i - 1].bytes, all[i].bytes, 16) < 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(shape), cmocka_unit_test(ids_only_grow),
                                       cmocka_unit_test(seeds), cmocka_unit_test(threads_make_different_ids)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

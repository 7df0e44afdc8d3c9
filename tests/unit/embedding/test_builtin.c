/* The built-in model behind the port: what the port promises of any driver. */
#include "embedding/embedding_driver.h"
#include "numerics/text/embed.h"
#include "support.h"

#include <math.h>

static struct embedding *open_builtin(struct ctx *c, unsigned threads)
{
    struct embedding *e;
    assert_ok(c, embedding_open(c, &embedding_builtin, &(struct embedding_options){.threads = threads}, &e));
    return e;
}

static void vectors_are_those_of_the_function(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct embedding *e = open_builtin(&c, 0);
    static const struct text texts[] = {{"Bäckerei Huber", 15}, {"?!", 2}, {"Huber", 5}};
    float v[3 * EMBED_DIMS], wanted[EMBED_DIMS];
    assert_int_equal(EMBED_DIMS, embedding_dims(e));
    assert_int_equal(EMBEDDING_DIMS, embedding_dims(e));
    assert_false(embedding_is_remote(e));
    assert_string_equal("builtin:" EMBED_NAME, embedding_name(e));
    assert_ok(&c, embedding_make(&c, e, texts, 3, v));
    assert_true(embed_text(texts[0], wanted));
    for (size_t i = 0; i < EMBED_DIMS; i++) {
        assert_true(fabsf(wanted[i] - v[i]) < 1e-6F);
        assert_true(v[EMBED_DIMS + i] == 0); /* nothing in it */
    }
    assert_ok(&c, embedding_make(&c, e, NULL, 0, NULL));
    embedding_close(e);
    test_ctx_end(&c);
}

static void threads_change_nothing(void **state)
{
    (void)state;
    enum { COUNT = 2000 };
    struct ctx c = test_ctx();
    struct text texts[COUNT];
    float *one = calloc(COUNT * EMBED_DIMS, sizeof *one), *more = calloc(COUNT * EMBED_DIMS, sizeof *more);
    for (size_t i = 0; i < COUNT; i++)
        texts[i] = text_of(arena_printf(c.arena, "payee %zu of %zu", i, i * i));
    struct embedding *e = open_builtin(&c, 1), *other = open_builtin(&c, 5);
    assert_ok(&c, embedding_make(&c, e, texts, COUNT, one));
    assert_ok(&c, embedding_make(&c, other, texts, COUNT, more));
    assert_memory_equal(one, more, COUNT * EMBED_DIMS * sizeof *one);
    struct embedding_usage usage;
    embedding_usage(e, &usage);
    assert_int_equal(COUNT, usage.texts);
    embedding_close(e);
    embedding_close(other);
    free(one);
    free(more);
    test_ctx_end(&c);
}

static void too_many_texts_are_refused_and_long_ones_cut(void **state)
{
    (void)state;
    struct ctx c = test_ctx();
    struct embedding *e = open_builtin(&c, 0);
    float a[EMBED_DIMS], b[EMBED_DIMS];
    struct text *texts = ARENA_ARRAY(c.arena, struct text, EMBEDDING_TEXTS_MOST + 1);
    assert_err(ERR_LIMIT, embedding_make(&c, e, texts, EMBEDDING_TEXTS_MOST + 1, a));
    char *long_text = arena_alloc(c.arena, EMBEDDING_TEXT_MAX + 100);
    memset(long_text, ' ', EMBEDDING_TEXT_MAX + 99);
    memcpy(long_text, "huber", 5);
    memcpy(long_text + EMBEDDING_TEXT_MAX - 1, "\xc3\xa4 other", 8); /* the cut goes through no character */
    struct text whole = {long_text, EMBEDDING_TEXT_MAX + 99};
    assert_ok(&c, embedding_make(&c, e, &whole, 1, a));
    assert_ok(&c, embedding_make(&c, e, &TEXT("huber"), 1, b));
    assert_memory_equal(a, b, sizeof a);
    embedding_close(e);
    test_ctx_end(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(vectors_are_those_of_the_function),
        cmocka_unit_test(threads_change_nothing),
        cmocka_unit_test(too_many_texts_are_refused_and_long_ones_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

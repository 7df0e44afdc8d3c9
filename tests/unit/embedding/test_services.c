/* OpenAI's and Gemini's embeddings, against a server of both protocols: batches, order, refusals, waits, and what never leaks. */
#include "embedding/embedding_driver.h"
#include "servers/server.h"
#include "support.h"

#include <math.h>

enum { DIMS = 384 };

static struct server server;
static const char key[] = "sk-Good.Key-123";

struct world {
    struct ctx c;
    struct embedding *e;
    float *out;
};

static const struct embedding_driver *const both[] = {&embedding_openai, &embedding_gemini};

static char *address(const struct embedding_driver *driver)
{
    static char url[64];
    snprintf(url, sizeof url, "http://127.0.0.1:%d/%s", server.port,
             driver == &embedding_openai ? "v1" : "v1beta/");
    return url;
}

static void begin(struct world *w, const struct embedding_driver *driver, struct embedding_options options)
{
    w->c = test_ctx();
    w->e = NULL;
    w->out = NULL;
    options.url = address(driver);
    options.key = options.key == NULL ? key : options.key;
    server_tell(&server, "well");
    assert_ok(&w->c, embedding_open(&w->c, driver, &options, &w->e));
}

static enum err make(struct world *w, const struct text *texts, size_t count)
{
    free(w->out);
    w->out = calloc(count * embedding_dims(w->e), sizeof *w->out);
    return embedding_make(&w->c, w->e, texts, count, w->out);
}

/* No reason ever has the key in it, nor the service's sentences. */
static void end(struct world *w)
{
    assert_null(strstr(w->c.why, "Good.Key"));
    assert_null(strstr(w->c.why, "Incorrect"));
    free(w->out);
    embedding_close(w->e);
    test_ctx_end(&w->c);
}

/* What the server gives for a text, made as long as 1. */
static void check(const float *v, const char *text)
{
    double bytes = (double)strlen(text) + 1, characters = (double)text_length(text_of(text)) + 1,
           length = sqrt(bytes * bytes + characters * characters + 1);
    assert_true(fabs((double)v[0] - bytes / length) < 1e-6 &&
                fabs((double)v[1] - characters / length) < 1e-6 && fabs((double)v[2] - 1 / length) < 1e-6 &&
                v[3] == 0 && v[DIMS - 1] == 0);
}

static const struct text two[] = {{"Kaffeehaus", 10}, {"Miete für März", 16}};

static void vectors_are_the_texts_in_their_order_and_of_length_one(void **state)
{
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct world w;
        begin(&w, both[i], (struct embedding_options){0});
        assert_int_equal(DIMS, embedding_dims(w.e));
        assert_true(embedding_is_remote(w.e));
        server_tell(&server, "twist shuffle");
        assert_ok(&w.c, make(&w, two, 2));
        check(w.out, "Kaffeehaus");
        check(w.out + DIMS, "Miete für März");
        assert_ok(&w.c, make(&w, two + 1, 1));
        check(w.out, "Miete für März");
        end(&w);
    }
}

static void many_go_in_batches_that_the_service_takes(void **state)
{
    (void)state;
    enum { COUNT = 620 };
    for (size_t i = 0; i < 2; i++) {
        struct world w;
        struct text texts[COUNT];
        begin(&w, both[i], (struct embedding_options){0});
        for (size_t k = 0; k < COUNT; k++) {
            char *text = arena_alloc(w.c.arena, 700);
            memset(text, 'a', 1 + k);
            texts[k] = text_of(text);
        }
        assert_ok(&w.c, make(&w, texts, COUNT));
        for (size_t k = 0; k < COUNT; k++)
            check(w.out + k * DIMS, texts[k].at);
        const char *counts = server_tell(&server, "counts");
        assert_non_null(strstr(counts, i == 0 ? "[252, 252, 116]" : "[100, 100, 100, 100, 100, 100, 20]"));
        struct embedding_usage usage;
        embedding_usage(w.e, &usage);
        assert_int_equal(COUNT, usage.texts);
        assert_int_equal(i == 0 ? 3 : 7, usage.requests);
        assert_true((usage.tokens > COUNT) == (i == 0));
        end(&w);
    }
}

static void long_texts_make_smaller_batches(void **state)
{
    (void)state;
    enum { COUNT = 60, LEN = 20000 };
    struct world w;
    struct text texts[COUNT];
    begin(&w, &embedding_openai, (struct embedding_options){0});
    char *text = arena_alloc(w.c.arena, LEN);
    memset(text, 'x', LEN);
    for (size_t k = 0; k < COUNT; k++)
        texts[k] = (struct text){text, LEN};
    assert_ok(&w.c, make(&w, texts, COUNT));
    assert_non_null(strstr(server_tell(&server, "counts"), "[36, 24]")); /* of 8,192 bytes each: 300,000 */
    end(&w);
}

static void texts_without_a_word_are_asked_all_the_same(void **state)
{
    (void)state;
    static const struct text odd[] = {{"", 0}, {"  ", 2}, {NULL, 0}, {"a\xff", 2}, {"a\0b", 3}};
    for (size_t i = 0; i < 2; i++) {
        struct world w;
        begin(&w, both[i], (struct embedding_options){0});
        assert_ok(&w.c, make(&w, odd, 5));
        check(w.out, ".");
        check(w.out + 3 * DIMS, "a\xef\xbf\xbd");
        check(w.out + 4 * DIMS, "a\xef\xbf\xbd"
                                "b");
        end(&w);
    }
}

static void only_models_that_take_it_are_asked_for_a_length(void **state)
{
    (void)state;
    struct world w;
    begin(&w, &embedding_openai, (struct embedding_options){.dims = 512});
    assert_ok(&w.c, make(&w, two, 2));
    assert_non_null(strstr(server_tell(&server, "counts"), "\"dims\": 512"));
    assert_non_null(strstr(embedding_name(w.e), ":text-embedding-3-small:512"));
    end(&w);
    begin(&w, &embedding_openai, (struct embedding_options){.model = "plain-384"});
    assert_ok(&w.c, make(&w, two, 2));
    assert_non_null(strstr(server_tell(&server, "counts"), "\"dims\": null"));
    end(&w);
    begin(&w, &embedding_openai, (struct embedding_options){.model = "text-embedding-ada-002"});
    assert_err(ERR_IO, make(&w, two, 2));
    assert_non_null(strstr(w.c.why, "vectors of 1536 numbers, not 384 (embedding.dims)"));
    end(&w);
}

static void bad_keys_and_missing_ones_are_denied(void **state)
{
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct world w;
        begin(&w, both[i], (struct embedding_options){.key = "sk-Bad-Good.Key"});
        assert_err(ERR_DENIED, make(&w, two, 2));
        assert_non_null(strstr(w.c.why, "does not take the key"));
        assert_false(w.c.retriable);
        end(&w);
        begin(&w, both[i], (struct embedding_options){.key = ""});
        assert_err(ERR_DENIED, make(&w, two, 2));
        assert_non_null(strstr(w.c.why, "wants a key"));
        end(&w);
        begin(&w, both[i], (struct embedding_options){.model = "nobody-knows"});
        assert_err(ERR_INPUT, make(&w, two, 2));
        assert_non_null(strstr(w.c.why, i == 0 ? "HTTP 404, model_not_found" : "HTTP 404, NOT_FOUND"));
        end(&w);
    }
}

static void what_is_busy_for_a_while_is_asked_again(void **state)
{
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct world w;
        begin(&w, both[i], (struct embedding_options){0});
        server_tell(&server, "busy 2 503");
        assert_ok(&w.c, make(&w, two, 2));
        check(w.out, "Kaffeehaus");
        server_tell(&server, "busy 1 429 1");
        assert_ok(&w.c, make(&w, two, 2));
        assert_non_null(strstr(server_tell(&server, "counts"), "\"requests\": 5"));
        end(&w);
    }
}

static void what_stays_busy_says_how_long(void **state)
{
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct world w;
        begin(&w, both[i], (struct embedding_options){.tries = 2});
        server_tell(&server, "busy 9 429 40");
        assert_err(ERR_BUSY, make(&w, two, 2));
        assert_true(w.c.retriable);
        assert_int_equal(40000000, embedding_wait_us(w.e));
        assert_non_null(
            strstr(server_tell(&server, "counts"), "\"requests\": 1,")); /* longer than anybody waits */
        server_tell(&server, "busy 9 500");
        assert_err(ERR_BUSY, make(&w, two, 2));
        assert_int_equal(0, embedding_wait_us(w.e));
        assert_non_null(strstr(server_tell(&server, "counts"), "\"requests\": 3,"));
        end(&w);
    }
}

static void answers_that_are_none_are_refused(void **state)
{
    (void)state;
    static const char *const twists[] = {"short", "long", "nan", "huge", "zero", "fewer"};
    static const char *const garbled[] = {
        "{",   "[]", "{}", "{\"data\":[{},{}],\"embeddings\":[{},{}]}", "{\"data\":{},\"embeddings\":{}}",
        "null"};
    for (size_t i = 0; i < 2; i++) {
        struct world w;
        begin(&w, both[i], (struct embedding_options){0});
        for (size_t k = 0; k < sizeof twists / sizeof *twists; k++) {
            server_tell(&server, "twist %s", twists[k]);
            assert_err(ERR_IO, make(&w, two, 2));
        }
        for (size_t k = 0; k < sizeof garbled / sizeof *garbled; k++) {
            server_tell(&server, "garble %s", garbled[k]);
            assert_err(ERR_IO, make(&w, two, 2));
        }
        end(&w);
    }
    struct world w;
    begin(&w, &embedding_openai, (struct embedding_options){0});
    server_tell(&server, "twist twice");
    assert_err(ERR_IO, make(&w, two, 2));
    end(&w);
}

static void nobody_there_is_busy(void **state)
{
    (void)state;
    struct world w;
    begin(&w, &embedding_openai, (struct embedding_options){.timeout_ms = 300, .tries = 1});
    server_tell(&server, "hang 1");
    assert_err(ERR_BUSY, make(&w, two, 2));
    server_tell(&server, "hang 0");
    end(&w);
}

static void options_that_cannot_be_meant_are_refused(void **state)
{
    (void)state;
    static const struct embedding_options wrong[] = {
        {.url = "ftp://x/v1"},
        {.url = "https://user:pw@x/v1"},
        {.url = "https://x/v1?key=sk"},
        {.url = "http://embeddings.example/v1", .key = "sk-Good.Key"},
        {.url = "http://127.0.0.1.example/v1", .key = "sk-Good.Key"},
        {.key = "sk\r\nX-Evil: 1"},
        {.model = "two words"},
        {.dims = EMBEDDING_DIMS_MOST + 1},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct ctx c = test_ctx();
        struct embedding *e;
        assert_err(ERR_USAGE, embedding_open(&c, &embedding_openai, &wrong[i], &e));
        assert_null(strstr(c.why, "Good.Key"));
        test_ctx_end(&c);
    }
    struct ctx c = test_ctx();
    struct embedding *e;
    struct embedding_options local = {.url = "http://embeddings.lan:11434/v1", .model = "nomic/embed:latest"};
    assert_ok(&c, embedding_open(&c, &embedding_openai, &local, &e)); /* without a key it is the user's own */
    assert_string_equal("openai:embeddings.lan:11434:nomic/embed:latest:384", embedding_name(e));
    embedding_close(e);
    test_ctx_end(&c);
}

static int start(void **state)
{
    (void)state;
    server_start(&server, "embeddings.py", NULL);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    server_stop(&server);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(vectors_are_the_texts_in_their_order_and_of_length_one),
        cmocka_unit_test(many_go_in_batches_that_the_service_takes),
        cmocka_unit_test(long_texts_make_smaller_batches),
        cmocka_unit_test(texts_without_a_word_are_asked_all_the_same),
        cmocka_unit_test(only_models_that_take_it_are_asked_for_a_length),
        cmocka_unit_test(bad_keys_and_missing_ones_are_denied),
        cmocka_unit_test(what_is_busy_for_a_while_is_asked_again),
        cmocka_unit_test(what_stays_busy_says_how_long),
        cmocka_unit_test(answers_that_are_none_are_refused),
        cmocka_unit_test(nobody_there_is_busy),
        cmocka_unit_test(options_that_cannot_be_meant_are_refused),
    };
    return cmocka_run_group_tests(tests, start, stop);
}

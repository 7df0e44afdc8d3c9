/* Every driver of a language model against the same expectations: services over a server of both protocols, recorded answers from a file. Answers that are
 * none, refusals, waits, limits, what it costs, and what never leaks. */
#include "llm/llm_driver.h"
#include "servers/server.h"
#include "support.h"

#include <unistd.h>

static struct server server;
static const char key[] = "sk-Good.Key-123";
static char recorded[64];

struct world {
    struct ctx c;
    struct llm *llm;
    struct llm_answer answer;
    struct llm_spent spent;
};

static const struct llm_driver *const all[] = {&llm_openai, &llm_anthropic, &llm_replay};
enum { SERVICES = 2, ALL = 3 };

static const char *const words[] = {"fine", "odd", NULL};
static const struct llm_form form = {.name = "opinion",
                                     .help = "What you think.",
                                     .fields = {{.name = "verdict", .kind = LLM_WORD, .words = words},
                                                {.name = "why", .kind = LLM_TEXT, .bytes_most = 40},
                                                {.name = "level", .kind = LLM_WHOLE, .low = 0, .high = 9},
                                                {.name = "sure", .kind = LLM_BOOLEAN}},
                                     .count = 4};
static const struct llm_message said[] = {{LLM_USER, {"Is 12.30 odd?", 13}}};
static const struct llm_question question = {
    .system = {"You look at payments.", 21}, .messages = said, .count = 1, .form = &form, .tokens_most = 100};
static const char good[] = "{\"verdict\":\"odd\",\"why\":\"it is new\",\"level\":3,\"sure\":true}";

static void record(const char *digest, const char *answer)
{
    FILE *f = fopen(recorded, "w");
    assert_non_null(f);
    fprintf(f, "{\"question\":\"%s\",\"answer\":%s,\"tokens_in\":20,\"tokens_out\":15}\n\n", digest, answer);
    fclose(f);
}

static void begin(struct world *w, const struct llm_driver *driver, struct llm_options options)
{
    static char url[64];
    *w = (struct world){.c = test_ctx()};
    snprintf(url, sizeof url, "http://127.0.0.1:%d/v1%s", server.port, driver == &llm_openai ? "" : "/");
    if (driver == &llm_replay)
        options.file = recorded;
    else
        options.url = url;
    options.key = options.key == NULL ? key : options.key;
    options.model = options.model == NULL ? "stub-1" : options.model;
    server_tell(&server, "well");
    assert_ok(&w->c, llm_open(&w->c, driver, &options, &w->llm));
}

static void say(const struct llm_driver *driver, const char *answer)
{
    if (driver == &llm_replay)
        record("*", answer);
    else
        server_tell(&server, "say %s", answer);
}

static enum err ask(struct world *w)
{
    return llm_ask(&w->c, w->llm, &question, &w->answer, &w->spent);
}

/* No reason ever has the key in it, nor what the service or its model said. */
static void end(struct world *w)
{
    assert_null(strstr(w->c.why, "Good.Key"));
    assert_null(strstr(w->c.why, "Incorrect"));
    assert_null(strstr(w->c.why, "Sure!"));
    llm_close(w->llm);
    test_ctx_end(&w->c);
}

static void an_answer_is_its_form(void **state)
{
    (void)state;
    for (size_t i = 0; i < ALL; i++) {
        struct world w;
        record("*", good);
        begin(&w, all[i], (struct llm_options){.price_in = 150000, .price_out = 600000});
        say(all[i], good);
        assert_ok(&w.c, ask(&w));
        assert_string_equal(good, text_z(w.c.arena, w.answer.json));
        assert_int_equal(4, json_count(w.answer.value));
        assert_int_equal(1, w.spent.requests);
        assert_true(w.spent.tokens_in > 8 && w.spent.tokens_out > 8);
        assert_int_equal((w.spent.tokens_in * 150000 + w.spent.tokens_out * 600000 + 999999) / 1000000,
                         w.spent.cost);
        assert_true(w.spent.cost <= llm_cost_most(w.llm, &question));
        assert_true(llm_is_there(w.llm) && llm_is_remote(w.llm) == (i < SERVICES));
        end(&w);
    }
}

static void texts_are_made_plain_and_cut(void **state)
{
    (void)state;
    static const char answer[] = "{\"verdict\":\"fine\",\"why\":\" a\\n\\n<b>\\u202e \\u200bB\\u0007 "
                                 "\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4"
                                 "\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4 end\",\"level\":0,"
                                 "\"sure\":false}";
    for (size_t i = 0; i < ALL; i++) {
        struct world w;
        record("*", answer);
        begin(&w, all[i], (struct llm_options){0});
        say(all[i], answer);
        assert_ok(&w.c, ask(&w));
        struct text why = json_as_text(json_member(w.answer.value, "why"));
        assert_true(text_starts(why, TEXT("a <b> B \xc3\xa4")) && why.len <= 40 && text_is_utf8(why));
        end(&w);
    }
}

static void what_is_not_the_form_is_no_answer(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "{\"verdict\":\"odd\",\"why\":\"x\",\"level\":3}",
        "{\"verdict\":\"odd\",\"why\":\"x\",\"level\":3,\"sure\":true,\"proposals\":[]}",
        "{\"verdict\":\"odd\",\"why\":\"x\",\"level\":3,\"Sure\":true}",
        "{\"verdict\":\"release\",\"why\":\"x\",\"level\":3,\"sure\":true}",
        "{\"verdict\":\"odd\",\"why\":[\"x\"],\"level\":3,\"sure\":true}",
        "{\"verdict\":\"odd\",\"why\":\"x\",\"level\":10,\"sure\":true}",
        "{\"verdict\":\"odd\",\"why\":\"x\",\"level\":3.5,\"sure\":true}",
        "{\"verdict\":\"odd\",\"why\":\"x\",\"level\":3,\"sure\":\"true\"}",
        "{\"verdict\":null,\"why\":\"x\",\"level\":3,\"sure\":true}",
        "[1]",
        "\"odd\"",
        "7",
    };
    for (size_t i = 0; i < ALL; i++)
        for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++) {
            struct world w;
            record("*", wrong[k]);
            begin(&w, all[i], (struct llm_options){0});
            say(all[i], wrong[k]);
            assert_err(ERR_IO, ask(&w));
            assert_int_equal(0, w.answer.json.len);
            assert_int_equal(1, w.spent.requests); /* it is paid for, too */
            assert_true(w.spent.tokens_in > 0);
            end(&w);
        }
}

static void refused_cut_off_or_no_json_is_no_answer(void **state)
{
    (void)state;
    static const char *const twists[] = {"refuse", "cut", "words", "garbage", "twice", "none"};
    for (size_t i = 0; i < SERVICES; i++)
        for (size_t k = 0; k < sizeof twists / sizeof *twists; k++) {
            struct world w;
            begin(&w, all[i], (struct llm_options){0});
            server_tell(&server, "say %s", good);
            server_tell(&server, "twist %s", twists[k]);
            assert_err(ERR_IO, ask(&w));
            assert_false(w.c.retriable);
            assert_int_equal(1, w.spent.requests);
            if (k < 2)
                assert_non_null(strstr(w.c.why, k == 0 ? "refuses to answer" : "was cut off"));
            end(&w);
        }
}

static void replies_without_measure_end(void **state)
{
    (void)state;
    for (size_t i = 0; i < SERVICES; i++) {
        struct world w;
        begin(&w, all[i], (struct llm_options){.timeout_ms = 20000});
        server_tell(&server, "twist huge");
        assert_err(ERR_LIMIT, ask(&w));
        end(&w);
        begin(&w, all[i], (struct llm_options){.timeout_ms = 400, .tries = 5});
        server_tell(&server, "twist endless");
        assert_err(ERR_BUSY, ask(&w));
        assert_true(w.c.retriable);
        end(&w);
        begin(&w, all[i], (struct llm_options){.timeout_ms = 300});
        server_tell(&server, "hang 3");
        assert_err(ERR_BUSY, ask(&w));
        end(&w);
    }
}

static void bad_keys_and_unknown_models_are_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < SERVICES; i++) {
        struct world w;
        begin(&w, all[i], (struct llm_options){.key = "sk-Bad-Good.Key"});
        assert_err(ERR_DENIED, ask(&w));
        assert_non_null(strstr(w.c.why, "does not take the key"));
        end(&w);
        begin(&w, all[i], (struct llm_options){.key = ""});
        assert_err(ERR_DENIED, ask(&w));
        assert_non_null(strstr(w.c.why, "wants a key (llm.key)"));
        end(&w);
        begin(&w, all[i], (struct llm_options){.model = "nobody-knows"});
        assert_err(ERR_INPUT, ask(&w));
        assert_non_null(strstr(w.c.why, i == 0 ? "HTTP 404, model_not_found" : "HTTP 404, not_found_error"));
        end(&w);
    }
}

static void what_is_busy_for_a_while_is_asked_again(void **state)
{
    (void)state;
    for (size_t i = 0; i < SERVICES; i++) {
        struct world w;
        begin(&w, all[i], (struct llm_options){0});
        server_tell(&server, "say %s", good);
        server_tell(&server, "busy 2 529");
        assert_ok(&w.c, ask(&w));
        assert_int_equal(3, w.spent.requests);
        server_tell(&server, "busy 1 429 1");
        assert_ok(&w.c, ask(&w));
        assert_true(w.spent.took_us >= 1000000); /* as the service asked */
        server_tell(&server, "busy 9 429 40");
        assert_err(ERR_BUSY, ask(&w));
        assert_int_equal(1, w.spent.requests); /* longer than the question may take */
        server_tell(&server, "busy 9 500");
        assert_err(ERR_BUSY, ask(&w));
        assert_int_equal(3, w.spent.requests);
        end(&w);
    }
}

static void models_that_reason_are_asked_otherwise(void **state)
{
    (void)state;
    struct world w;
    begin(&w, &llm_openai, (struct llm_options){.model = "o3-stub"});
    server_tell(&server, "say %s", good);
    assert_ok(&w.c, ask(&w));
    end(&w);
}

static void recorded_answers_are_of_their_question(void **state)
{
    (void)state;
    struct world w;
    char digest[LLM_DIGEST_MAX];
    llm_digest(&question, digest);
    record(digest, good);
    begin(&w, &llm_replay, (struct llm_options){.price_in = 1000000, .price_out = 1000000});
    assert_ok(&w.c, ask(&w));
    assert_int_equal(35, w.spent.cost);
    struct llm_question other = question;
    other.temperature = 70;
    assert_err(ERR_NOT_FOUND, llm_ask(&w.c, w.llm, &other, &w.answer, &w.spent));
    end(&w);
    struct ctx c = test_ctx();
    struct llm *llm;
    record("x\":", "{}");
    assert_err(ERR_INPUT, llm_open(&c, &llm_replay, &(struct llm_options){.file = recorded}, &llm));
    assert_non_null(strstr(c.why, "line 1"));
    assert_err(ERR_NOT_FOUND, llm_open(&c, &llm_replay, &(struct llm_options){.file = "/nowhere/x"}, &llm));
    assert_err(ERR_USAGE, llm_open(&c, &llm_replay, &(struct llm_options){0}, &llm));
    test_ctx_end(&c);
}

static void without_a_model_nothing_is_asked(void **state)
{
    (void)state;
    struct world w;
    begin(&w, &llm_none, (struct llm_options){0});
    assert_false(llm_is_there(w.llm) || llm_is_remote(w.llm));
    assert_err(ERR_NOT_FOUND, ask(&w));
    assert_int_equal(0, w.spent.requests + w.spent.cost);
    end(&w);
}

static void questions_have_limits(void **state)
{
    (void)state;
    struct world w;
    char *long_one = calloc(1, LLM_QUESTION_BYTES + 1);
    memset(long_one, 'x', LLM_QUESTION_BYTES);
    const struct llm_message many[] = {{LLM_USER, text_of(long_one)}}, dirty[] = {{LLM_USER, TEXT("\xff")}},
                             empty[] = {{LLM_USER, TEXT("")}};
    struct llm_question wrong[] = {question, question, question, question, question, question};
    wrong[0].messages = many;
    wrong[1].messages = dirty;
    wrong[2].messages = empty;
    wrong[3].count = 0;
    wrong[4].tokens_most = LLM_TOKENS_MOST + 1;
    wrong[5].temperature = 201;
    record("*", good);
    begin(&w, &llm_replay, (struct llm_options){0});
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_err(ERR_INPUT, llm_ask(&w.c, w.llm, &wrong[i], &w.answer, &w.spent));
    end(&w);
    free(long_one);
}

static void options_that_cannot_be_meant_are_refused(void **state)
{
    (void)state;
    static const struct llm_options wrong[] = {
        {.url = "ftp://x/v1", .model = "m"},
        {.url = "https://user:pw@x/v1", .model = "m"},
        {.url = "https://x/v1?key=sk", .model = "m"},
        {.url = "http://llm.example/v1", .model = "m", .key = "sk-Good.Key"},
        {.url = "http://127.0.0.1.example/v1", .model = "m", .key = "sk-Good.Key"},
        {.model = "m", .key = "sk\r\nX-Evil: 1"},
        {.model = "two words"},
        {.model = ""},
        {.model = "m", .price_in = -1},
        {.model = "m", .timeout_ms = 10000000},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        for (size_t k = 0; k < SERVICES; k++) {
            struct ctx c = test_ctx();
            struct llm *llm;
            assert_err(ERR_USAGE, llm_open(&c, all[k], &wrong[i], &llm));
            assert_null(strstr(c.why, "Good.Key"));
            test_ctx_end(&c);
        }
    struct ctx c = test_ctx();
    struct llm *llm; /* without a key it is the user's own */
    struct llm_options local = {.url = "http://llm.lan:11434/v1", .model = "llama3.2:3b"};
    assert_ok(&c, llm_open(&c, &llm_openai, &local, &llm));
    assert_string_equal("openai:llm.lan:11434:llama3.2:3b", llm_name(llm));
    llm_close(llm);
    test_ctx_end(&c);
}

static int start(void **state)
{
    (void)state;
    snprintf(recorded, sizeof recorded, "/tmp/florin-llm-%d.jsonl", (int)getpid());
    server_start(&server, "llm.py", NULL);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    unlink(recorded);
    server_stop(&server);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_answer_is_its_form),
        cmocka_unit_test(texts_are_made_plain_and_cut),
        cmocka_unit_test(what_is_not_the_form_is_no_answer),
        cmocka_unit_test(refused_cut_off_or_no_json_is_no_answer),
        cmocka_unit_test(replies_without_measure_end),
        cmocka_unit_test(bad_keys_and_unknown_models_are_refused),
        cmocka_unit_test(what_is_busy_for_a_while_is_asked_again),
        cmocka_unit_test(models_that_reason_are_asked_otherwise),
        cmocka_unit_test(recorded_answers_are_of_their_question),
        cmocka_unit_test(without_a_model_nothing_is_asked),
        cmocka_unit_test(questions_have_limits),
        cmocka_unit_test(options_that_cannot_be_meant_are_refused),
    };
    return cmocka_run_group_tests(tests, start, stop);
}

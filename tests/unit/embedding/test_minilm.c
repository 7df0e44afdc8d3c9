/* A model's folder: what is read, what is refused, and that vectors depend on the text and the model alone. */
#include "embedding/blas.h"
#include "embedding/embedding_driver.h"
#include "encoder_model.h"

#include <math.h>
#include <sys/stat.h>
#include <unistd.h>

static const char config[] =
    "{\"model_type\":\"bert\",\"hidden_act\":\"gelu\",\"vocab_size\":48,\"max_position_embeddings\":24,"
    "\"hidden_size\":64,\"intermediate_size\":96,\"num_hidden_layers\":2,\"num_attention_heads\":2,"
    "\"layer_norm_eps\":1e-12}";
static const char vocabulary[] =
    "[PAD]\n[UNK]\n[CLS]\n[SEP]\nmiete\nstrom\n##rechnung\ncafe\n##s\n!\n1\n2\n##2\n";

struct world {
    struct ctx c;
    char folder[64];
    struct embedding *e;
};

static void put(struct world *w, const char *name, struct text content)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", w->folder, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(content.len, fwrite(content.at, 1, content.len, file));
    fclose(file);
}

static void begin(struct world *w)
{
    *w = (struct world){.c = test_ctx(), .folder = "/tmp/florin-minilm-XXXXXX"};
    assert_non_null(mkdtemp(w->folder));
    put(w, "config.json", text_of(config));
    put(w, "vocab.txt", text_of(vocabulary));
    put(w, "model.safetensors", model_write(w->c.arena, (struct model_writer){.type = "F32", .prefix = ""}));
}

static void end(struct world *w)
{
    static const char *const names[] = {"config.json",       "vocab.txt",
                                        "model.safetensors", "tokenizer_config.json",
                                        "tokenizer.json",    "sentence_bert_config.json",
                                        "modules.json",      "1_Pooling/config.json",
                                        "1_Pooling"};
    char path[256];
    embedding_close(w->e);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        snprintf(path, sizeof path, "%s/%s", w->folder, names[i]);
        remove(path);
    }
    assert_int_equal(0, rmdir(w->folder));
    test_ctx_end(&w->c);
}

static enum err reopen(struct world *w, struct embedding_options options)
{
    options.folder = w->folder;
    embedding_close(w->e);
    w->e = NULL;
    return embedding_open(&w->c, &embedding_minilm, &options, &w->e);
}

static const struct text texts[] = {
    {"Miete 1", 7}, {"", 0}, {"Stromrechnung!", 14}, {"cafés 22", 9}, {"cafes 22", 8}};
enum { TEXTS = sizeof texts / sizeof *texts };

static void texts_become_vectors_of_length_one(void **state)
{
    (void)state;
    struct world w;
    float v[TEXTS * MODEL_DIMS];
    struct embedding_usage usage;
    begin(&w);
    assert_ok(&w.c, reopen(&w, (struct embedding_options){0}));
    assert_int_equal(MODEL_DIMS, embedding_dims(w.e));
    assert_false(embedding_is_remote(w.e));
    assert_ok(&w.c, embedding_make(&w.c, w.e, texts, TEXTS, v));
    for (size_t i = 0; i < TEXTS; i++) {
        double sum = 0;
        for (size_t k = 0; k < MODEL_DIMS; k++)
            sum += pow((double)v[i * MODEL_DIMS + k], 2);
        assert_true(fabs(sum - 1) < 1e-5);
    }
    for (size_t k = 0; k < MODEL_DIMS; k++) /* accents do not count */
        assert_true(fabsf(v[3 * MODEL_DIMS + k] - v[4 * MODEL_DIMS + k]) < 1e-6F);
    assert_true(fabsf(v[0] - v[MODEL_DIMS]) > 1e-4F);
    embedding_usage(w.e, &usage);
    assert_int_equal(TEXTS, usage.texts);
    assert_int_equal(4 + 2 + 5 + 6 + 6, usage.tokens);
    assert_true(blas_core()[0] != '\0');
    end(&w);
}

/* 3,000 texts of all lengths, cut into batches: bit for bit the same at any number of threads. */
static void threads_change_nothing(void **state)
{
    (void)state;
    enum { COUNT = 3000 };
    struct world w;
    struct text many[COUNT];
    float *one = calloc(COUNT * MODEL_DIMS, sizeof *one), *more = calloc(COUNT * MODEL_DIMS, sizeof *more);
    begin(&w);
    for (size_t i = 0; i < COUNT; i++) {
        struct buf *b = buf_in_arena(w.c.arena);
        for (size_t k = 0; k < i * 7 % 31; k++)
            buf_z(b, (i + k) % 3 == 0 ? "miete " : (i * k) % 5 == 0 ? "22 " : "stroms ");
        many[i] = buf_view(b);
    }
    assert_ok(&w.c, reopen(&w, (struct embedding_options){.threads = 1}));
    assert_ok(&w.c, embedding_make(&w.c, w.e, many, COUNT, one));
    for (unsigned threads = 2; threads < 9; threads += 3) {
        assert_ok(&w.c, reopen(&w, (struct embedding_options){.threads = threads}));
        assert_ok(&w.c, embedding_make(&w.c, w.e, many, COUNT, more));
        assert_memory_equal(one, more, COUNT * MODEL_DIMS * sizeof *one);
    }
    assert_ok(&w.c, reopen(&w, (struct embedding_options){.batch = 3}));
    assert_ok(&w.c, embedding_make(&w.c, w.e, many, COUNT, more));
    for (size_t i = 0; i < COUNT * MODEL_DIMS; i++) /* other batches: the last bits may differ */
        assert_true(fabsf(one[i] - more[i]) < 1e-5F);
    free(one);
    free(more);
    end(&w);
}

/* Whatever decides vectors is in the name, and nothing else. */
static void names_tell_models_apart(void **state)
{
    (void)state;
    struct world w;
    char first[EMBEDDING_NAME_MAX];
    begin(&w);
    assert_ok(&w.c, reopen(&w, (struct embedding_options){0}));
    snprintf(first, sizeof first, "%s", embedding_name(w.e));
    assert_true(strncmp(first, "minilm:", 7) == 0 && strlen(first) == 7 + 32);
    put(&w, "README.md", TEXT("x"));
    put(&w, "tokenizer_config.json", TEXT("{\"do_lower_case\": true}"));
    assert_ok(&w.c, reopen(&w, (struct embedding_options){.threads = 2, .batch = 5}));
    assert_string_equal(first, embedding_name(w.e));
    static const struct {
        const char *file, *content;
    } changes[] = {{"tokenizer_config.json", "{\"do_lower_case\": false}"},
                   {"sentence_bert_config.json", "{\"max_seq_length\": 16}"},
                   {"vocab.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\nmiete\n"}};
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        put(&w, changes[i].file, text_of(changes[i].content));
        assert_ok(&w.c, reopen(&w, (struct embedding_options){0}));
        assert_string_not_equal(first, embedding_name(w.e));
        snprintf(first, sizeof first, "%s", embedding_name(w.e));
    }
    char path[128];
    snprintf(path, sizeof path, "%s/README.md", w.folder);
    remove(path);
    end(&w);
}

static void long_texts_are_cut_where_the_model_says(void **state)
{
    (void)state;
    struct world w;
    float a[MODEL_DIMS], b[MODEL_DIMS];
    begin(&w);
    put(&w, "sentence_bert_config.json", TEXT("{\"max_seq_length\": 5, \"do_lower_case\": false}"));
    assert_ok(&w.c, reopen(&w, (struct embedding_options){0}));
    assert_ok(&w.c, embedding_make(&w.c, w.e, &TEXT("1 2 1"), 1, a));
    assert_ok(&w.c, embedding_make(&w.c, w.e, &TEXT("1 2 1 2 2 2 miete"), 1, b));
    assert_memory_equal(a, b, sizeof a);
    end(&w);
}

static void what_is_not_known_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *file, *content, *words;
        enum err e;
    } wrong[] = {
        {"config.json", "{", "config.json", ERR_INPUT},
        {"config.json", "7", "neither an object nor a list", ERR_INPUT},
        {"config.json", "{\"model_type\":\"roberta\"}", "model_type is \"roberta\"", ERR_INPUT},
        {"config.json", "{\"model_type\":\"bert\"}", "vocab_size", ERR_INPUT},
        {"config.json", "{\"hidden_act\":\"gelu_new\"}", "hidden_act", ERR_INPUT},
        {"config.json", "{\"position_embedding_type\":\"relative_key\"}", "position_embedding_type",
         ERR_INPUT},
        {"vocab.txt", "a\nb\n", "has no [UNK]", ERR_INPUT},
        {"model.safetensors", "", "too short", ERR_INPUT},
        {"model.safetensors", "\x02\0\0\0\0\0\0\0{}", "too short", ERR_INPUT},
        {"tokenizer_config.json", "{\"do_lower_case\":true,\"strip_accents\":false}", "strip_accents",
         ERR_INPUT},
        {"tokenizer.json", "{\"normalizer\":{\"type\":\"NFC\"}}", "the normalizer is not BERT's", ERR_INPUT},
        {"sentence_bert_config.json", "{\"max_seq_length\":2}", "max_seq_length", ERR_INPUT},
        {"modules.json", "[{\"type\":\"a.models.Pooling\"},{\"type\":\"a.models.Dense\"}]", "a.models.Dense",
         ERR_INPUT},
        {"1_Pooling/config.json", "{\"pooling_mode_max_tokens\":true,\"pooling_mode_mean_tokens\":false}",
         "1_Pooling", ERR_INPUT},
        {"1_Pooling/config.json", "{\"pooling_mode_cls_token\":true,\"pooling_mode_mean_tokens\":true}",
         "1_Pooling", ERR_INPUT},
    };
    char path[128];
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct world w;
        begin(&w);
        snprintf(path, sizeof path, "%s/1_Pooling", w.folder);
        assert_int_equal(0, mkdir(path, 0700));
        put(&w, wrong[i].file, text_of(wrong[i].content));
        assert_err(wrong[i].e, reopen(&w, (struct embedding_options){0}));
        if (strstr(w.c.why, wrong[i].words) == NULL)
            fail_msg("%s: %s", wrong[i].content, w.c.why);
        end(&w);
    }
}

static void files_that_are_not_there_are_named(void **state)
{
    (void)state;
    static const char *const names[] = {"config.json", "vocab.txt", "model.safetensors"};
    char path[128];
    for (size_t i = 0; i < 3; i++) {
        struct world w;
        begin(&w);
        snprintf(path, sizeof path, "%s/%s", w.folder, names[i]);
        remove(path);
        assert_err(ERR_NOT_FOUND, reopen(&w, (struct embedding_options){0}));
        assert_non_null(strstr(w.c.why, names[i]));
        assert_int_equal(0, mkdir(path, 0700));
        assert_err(ERR_INPUT, reopen(&w, (struct embedding_options){0}));
        end(&w);
    }
    struct ctx c = test_ctx();
    struct embedding *e;
    assert_err(ERR_USAGE, embedding_open(&c, &embedding_minilm, &(struct embedding_options){0}, &e));
    test_ctx_end(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_become_vectors_of_length_one),
        cmocka_unit_test(threads_change_nothing),
        cmocka_unit_test(names_tell_models_apart),
        cmocka_unit_test(long_texts_are_cut_where_the_model_says),
        cmocka_unit_test(what_is_not_known_is_refused),
        cmocka_unit_test(files_that_are_not_there_are_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

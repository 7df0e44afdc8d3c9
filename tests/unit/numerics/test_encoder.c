/* The encoder against vectors that plain Python computed from the papers' formulas. */
#include "encoder_golden.h"
#include "encoder_model.h"

#include <math.h>

enum { SCRATCH_ALIGN = 64, TOKENS_MOST = 128 };
static const double near = 3e-6;

struct world {
    struct ctx c;
    struct encoder *encoder;
    float *scratch;
    int32_t ids[TOKENS_MOST];
    size_t starts[TOKENS_MOST];
};

static enum err open_model(struct ctx *c, struct model_writer writer, const struct encoder_shape *shape,
                           struct encoder **out)
{
    struct safetensors tensors;
    TRY(safetensors_read(c, model_write(c->arena, writer), &tensors));
    return encoder_new(c, shape, &tensors, encoder_product_plain, out);
}

static void begin(struct world *w, const char *type, const char *prefix, enum encoder_pooling pooling)
{
    struct encoder_shape shape = model_shape;
    shape.pooling = pooling;
    w->c = test_ctx();
    assert_ok(&w->c,
              open_model(&w->c, (struct model_writer){.type = type, .prefix = prefix}, &shape, &w->encoder));
    size_t bytes = encoder_scratch(w->encoder, TOKENS_MOST) * sizeof(float);
    char *room = arena_alloc(w->c.arena, bytes + SCRATCH_ALIGN);
    w->scratch = (float *)(void *)(room + SCRATCH_ALIGN - (uintptr_t)room % SCRATCH_ALIGN);
    size_t tokens = 0;
    for (size_t i = 0; i < GOLDEN_SEQUENCES; i++) {
        memcpy(w->ids + tokens, golden_ids[i], golden_lengths[i] * sizeof *w->ids);
        w->starts[i] = tokens;
        tokens += golden_lengths[i];
    }
    w->starts[GOLDEN_SEQUENCES] = tokens;
}

static void check(const float *got, const double *wanted)
{
    for (size_t i = 0; i < GOLDEN_SHOWN; i++)
        if (!(fabs((double)got[golden_places[i]] - wanted[i]) < near))
            fail_msg("number %zu is %.9g, not %.9g", golden_places[i], (double)got[golden_places[i]],
                     wanted[i]);
}

static void vectors_are_those_of_the_formulas(void **state)
{
    (void)state;
    static const char *const types[] = {"F32", "F16", "BF16"};
    float out[GOLDEN_SEQUENCES * MODEL_DIMS];
    for (size_t t = 0; t < 3; t++)
        for (int pooling = ENCODER_MEAN; pooling <= ENCODER_FIRST; pooling++) {
            struct world w;
            begin(&w, types[t], t == 1 ? "bert." : "", (enum encoder_pooling)pooling);
            encoder_run(w.encoder, w.ids, w.starts, GOLDEN_SEQUENCES, w.scratch, out);
            for (size_t i = 0; i < GOLDEN_SEQUENCES; i++)
                check(out + i * MODEL_DIMS, pooling == ENCODER_MEAN ? golden_mean[i] : golden_first[i]);
            test_ctx_end(&w.c);
        }
}

/* Bit for bit with the plain product: nothing leaks from one sequence into another. */
static void a_sequence_is_the_same_in_any_company(void **state)
{
    (void)state;
    struct world w;
    float all[GOLDEN_SEQUENCES * MODEL_DIMS], one[MODEL_DIMS];
    begin(&w, "F32", "", ENCODER_MEAN);
    encoder_run(w.encoder, w.ids, w.starts, GOLDEN_SEQUENCES, w.scratch, all);
    for (size_t i = 0; i < GOLDEN_SEQUENCES; i++) {
        encoder_run(w.encoder, w.ids, w.starts + i, 1, w.scratch,
                    one); /* places count from the first one's */
        assert_memory_equal(all + i * MODEL_DIMS, one, sizeof one);
    }
    test_ctx_end(&w.c);
}

static void weights_that_are_not_there_or_wrong_are_named(void **state)
{
    (void)state;
    static const char *const names[] = {
        "embeddings.word_embeddings.weight", "embeddings.token_type_embeddings.weight",
        "embeddings.LayerNorm.bias", "encoder.layer.1.attention.self.query.weight",
        "encoder.layer.0.output.dense.bias"};
    struct encoder *encoder;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        for (int broken = 0; broken < 2; broken++) {
            struct ctx c = test_ctx();
            struct model_writer writer = {.type = "F32", .prefix = ""};
            *(broken ? &writer.broken : &writer.without) = names[i];
            assert_err(ERR_INPUT, open_model(&c, writer, &model_shape, &encoder));
            assert_non_null(strstr(c.why, names[i]));
            test_ctx_end(&c);
        }
}

static void shapes_that_cannot_be_are_refused(void **state)
{
    (void)state;
    struct encoder_shape wrong[8];
    struct encoder *encoder;
    for (size_t i = 0; i < 8; i++)
        wrong[i] = model_shape;
    wrong[0].dims = 0;
    wrong[1].dims = 96;
    wrong[2].heads = 3;
    wrong[3].heads = 4; /* of 16 dimensions */
    wrong[4].layers = 3;
    wrong[5].layers = ENCODER_LAYERS_MOST + 1;
    wrong[6].vocabulary = MODEL_VOCABULARY + 1;
    wrong[7].epsilon = -1;
    for (size_t i = 0; i < 8; i++) {
        struct ctx c = test_ctx();
        enum err e = open_model(&c, (struct model_writer){.type = "F32", .prefix = ""}, &wrong[i], &encoder);
        assert_true(e == ERR_INPUT || e == ERR_LIMIT);
        assert_true(c.why[0] != '\0');
        test_ctx_end(&c);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(vectors_are_those_of_the_formulas),
        cmocka_unit_test(a_sequence_is_the_same_in_any_company),
        cmocka_unit_test(weights_that_are_not_there_or_wrong_are_named),
        cmocka_unit_test(shapes_that_cannot_be_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

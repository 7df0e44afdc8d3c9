/* florin numerics embed: texts as vectors. */
#include "app/app.h"
#include "app/bench/support/texts.h"
#include "app/embeddings.h"
#include "app/numeric.h"
#include "numerics/parallel.h"

static const char *const options[] = {"model", "threads", NULL};

static enum err open_model(struct ctx *c, const struct invocation *inv, unsigned threads,
                           struct embedding **out)
{
    struct embedding_options given = {.folder = invocation_value(inv, "model"), .threads = threads};
    const struct configuration *set;
    if (given.folder != NULL)
        return embeddings_open_named(c, "minilm", &given, out);
    TRY(configuration_take(c, inv, &set));
    return embeddings_open(c, set, threads, out);
}

static enum err run(struct ctx *c, const struct invocation *inv)
{
    struct text_table t;
    struct embedding *e;
    struct buf *out = buf_in_arena(c->arena);
    int64_t threads;
    float *at;
    TRY(invocation_int(c, inv, "threads", 1, PARALLEL_THREADS_MAX, 1, &threads));
    TRY(texts_read(c, inv->words[1], &t));
    TRY(open_model(c, inv, (unsigned)threads, &e));
    TRY(texts_embed(c, e, &t, &at));
    if (!inv->json) {
        texts_write_csv(at, t.count, embedding_dims(e), out);
        app_print(out);
        return OK;
    }
    struct json j = json_into(out);
    json_object(&j);
    json_key_z(&j, "model", embedding_name(e));
    json_key_int(&j, "dims", (int64_t)embedding_dims(e));
    json_key(&j, "vectors");
    texts_write_json(at, t.count, embedding_dims(e), &j);
    json_object_end(&j);
    app_print_json(out);
    return OK;
}

const struct numeric numeric_embed = {
    .name = "embed",
    .summary = "texts as vectors: of the first column, by the configured embeddings or a model's folder",
    .usage = "FILE [--model DIR] [--threads N]",
    .options = options,
    .words_min = 1,
    .words_max = 1,
    .run = run,
};

#include "app/embeddings.h"

#include "embedding/embedding_driver.h"

static const struct embedding_driver *const drivers[] = {&embedding_builtin, &embedding_minilm,
                                                         &embedding_openai, &embedding_gemini, NULL};

static void close_embedding(void *thing)
{
    embedding_close(thing);
}

enum err embeddings_open_named(struct ctx *c, const char *driver, const struct embedding_options *options,
                               struct embedding **out)
{
    const struct embedding_driver *const *at = drivers;
    while (*at != NULL && strcmp((*at)->name, driver) != 0)
        at++;
    if (*at == NULL)
        return fail(c, ERR_USAGE, "embedding.driver: this program has none that is called %s", driver);
    TRY(embedding_open(c, *at, options, out));
    arena_defer(c->arena, close_embedding, *out);
    return OK;
}

enum err embeddings_open(struct ctx *c, const struct configuration *set, unsigned threads,
                         struct embedding **out)
{
    const struct configuration_embedding *e = &set->embedding;
    struct embedding_options options = {.folder = e->folder,
                                        .url = e->url,
                                        .model = e->model,
                                        .key = e->key,
                                        .dims = (size_t)e->dims,
                                        .threads = threads};
    return embeddings_open_named(c, e->driver, &options, out);
}

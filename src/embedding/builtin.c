/* The one that needs nothing: words and their pieces, hashed. */
#include "embedding/embedding_driver.h"
#include "numerics/parallel.h"
#include "numerics/text/embed.h"

#include <stdio.h>
#include <stdlib.h>

enum { PIECE = 256 /* texts */ };

struct builtin {
    struct embedding embedding;
    unsigned threads;
};

struct work {
    const struct text *texts;
    size_t count;
    float *out;
};

static enum err builtin_open(struct ctx *c, const struct embedding_options *options, struct embedding **out)
{
    struct builtin *b = calloc(1, sizeof *b);
    (void)c;
    if (b == NULL)
        die("out of memory");
    b->embedding.dims = EMBED_DIMS;
    b->threads = options->threads;
    snprintf(b->embedding.name, sizeof b->embedding.name, "builtin:%s", EMBED_NAME);
    *out = &b->embedding;
    return OK;
}

static void builtin_close(struct embedding *e)
{
    free(e);
}

static void make_piece(void *self, size_t piece, unsigned worker)
{
    struct work *w = self;
    size_t end = (piece + 1) * PIECE < w->count ? (piece + 1) * PIECE : w->count;
    (void)worker;
    for (size_t i = piece * PIECE; i < end; i++)
        embed_text(w->texts[i], w->out + i * EMBED_DIMS);
}

static enum err builtin_make(struct ctx *c, struct embedding *e, const struct text *texts, size_t count,
                             float *out)
{
    struct work w = {texts, count, out};
    (void)c;
    parallel_for(((struct builtin *)e)->threads, (count + PIECE - 1) / PIECE, make_piece, &w);
    return OK;
}

const struct embedding_driver embedding_builtin = {
    .name = "builtin", .open = builtin_open, .close = builtin_close, .make = builtin_make};

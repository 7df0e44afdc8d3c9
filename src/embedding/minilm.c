/* A BERT-class model of sentence-transformers, run here: all-MiniLM-L6-v2 and its like. */
#include "base/hash.h"
#include "embedding/blas.h"
#include "embedding/embedding_driver.h"
#include "embedding/minilm_files.h"
#include "numerics/parallel.h"
#include "numerics/transformer/wordpiece.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { BATCH_TOKENS = 512, BATCH_TEXTS = 512, SCRATCH_ALIGN = 64, WORDS_PIECE = 64 };

struct minilm {
    struct embedding embedding;
    struct arena *arena; /* of the weights and the vocabulary */
    struct encoder *encoder;
    struct wordpiece *words;
    size_t tokens_most, batch_texts, batch_tokens;
    unsigned threads;
};

/* -- Opening */

/* All that decides a vector. */
static void set_name(struct minilm *m, const struct minilm_settings *s, struct text weights,
                     struct text vocabulary)
{
    struct hash128 w = hash_bytes_128(weights.at, weights.len),
                   v = hash_bytes_128(vocabulary.at, vocabulary.len);
    uint64_t rest[] = {w.high,           w.low,      v.high,         v.low, s->shape.heads,
                       s->shape.pooling, s->uncased, s->tokens_most, 0};
    memcpy(&rest[8], &s->shape.epsilon, sizeof s->shape.epsilon);
    struct hash128 all = hash_bytes_128(rest, sizeof rest);
    snprintf(m->embedding.name, sizeof m->embedding.name, "minilm:%016llx%016llx",
             (unsigned long long)all.high, (unsigned long long)all.low);
}

static enum err load(struct ctx *c, struct ctx *keep, const char *folder, struct minilm *m)
{
    struct minilm_settings s;
    struct safetensors tensors;
    struct text weights, vocabulary;
    encoder_product *product;
    TRY(blas_open(c, &product));
    TRY(minilm_settings_read(c, folder, &s));
    TRY(minilm_file_read(c, folder, "vocab.txt", WORDPIECE_BYTES_MOST, &vocabulary));
    enum err e = wordpiece_new(keep, vocabulary, s.uncased, &m->words);
    if (e != OK)
        return fail_within(keep, e, "%s/vocab.txt", folder);
    if (wordpiece_count(m->words) > s.shape.vocabulary)
        return fail(keep, ERR_INPUT, "%s/vocab.txt has more tokens than config.json says", folder);
    TRY(minilm_file_read(c, folder, "model.safetensors", MINILM_WEIGHTS_MOST, &weights));
    e = safetensors_read(c, weights, &tensors);
    if (e != OK)
        return fail_within(c, e, "%s/model.safetensors", folder);
    e = encoder_new(keep, &s.shape, &tensors, product, &m->encoder);
    if (e != OK)
        return fail_within(keep, e, "%s/model.safetensors", folder);
    set_name(m, &s, weights, vocabulary);
    m->embedding.dims = s.shape.dims;
    m->tokens_most = s.tokens_most;
    return OK;
}

static void minilm_close(struct embedding *e)
{
    struct minilm *m = (struct minilm *)e;
    arena_free(m->arena);
    free(m);
}

/* Files go with an arena of their own, so that nothing but the weights as they are used stays. */
static enum err minilm_open(struct ctx *c, const struct embedding_options *options, struct embedding **out)
{
    if (options->folder == NULL || options->folder[0] == '\0')
        return fail(c, ERR_USAGE, "embedding: minilm needs the folder of a model (embedding.folder)");
    struct minilm *m = calloc(1, sizeof *m);
    if (m == NULL)
        die("out of memory");
    m->arena = arena_new();
    struct ctx files = {.arena = arena_new(), .now_us = c->now_us},
               keep = {.arena = m->arena, .now_us = c->now_us};
    enum err e = load(&files, &keep, options->folder, m);
    arena_free(files.arena);
    if (e != OK) {
        minilm_close(&m->embedding);
        return fail(c, e, "embedding: %s", keep.why[0] != '\0' ? keep.why : files.why);
    }
    m->threads = options->threads == 0                     ? 1
                 : options->threads > PARALLEL_THREADS_MAX ? PARALLEL_THREADS_MAX
                                                           : options->threads;
    m->batch_texts = options->batch == 0 || options->batch > BATCH_TEXTS ? BATCH_TEXTS : options->batch;
    m->batch_tokens = BATCH_TOKENS > m->tokens_most ? BATCH_TOKENS : m->tokens_most;
    *out = &m->embedding;
    return OK;
}

/* -- Making */

struct work {
    struct minilm *m;
    const struct text *texts;
    size_t count;
    int32_t *ids;
    size_t *starts;  /* [count + 1]: places for ids; then of ids that are packed */
    size_t *lengths; /* [count] */
    size_t *batches; /* [batch_count + 1]: first texts */
    size_t batch_count;
    float *scratch; /* [threads][scratch_size] */
    size_t scratch_size;
    float *out;
};

/* Pieces have the same texts at any number of threads, and so have batches. */
static void cut_words(void *self, size_t piece, unsigned worker)
{
    struct work *w = self;
    size_t end = (piece + 1) * WORDS_PIECE < w->count ? (piece + 1) * WORDS_PIECE : w->count;
    (void)worker;
    for (size_t i = piece * WORDS_PIECE; i < end; i++)
        w->lengths[i] = wordpiece_encode(w->m->words, w->texts[i], w->ids + w->starts[i],
                                         w->starts[i + 1] - w->starts[i]);
}

static void pack(struct work *w)
{
    size_t packed = 0, first = 0;
    for (size_t i = 0; i < w->count; i++) {
        size_t from = w->starts[i], tokens = packed - w->starts[first];
        if (i > first && (i - first >= w->m->batch_texts || tokens + w->lengths[i] > w->m->batch_tokens)) {
            w->batches[w->batch_count++] = first;
            first = i;
        }
        memmove(w->ids + packed, w->ids + from, w->lengths[i] * sizeof *w->ids);
        w->starts[i] = packed;
        packed += w->lengths[i];
    }
    w->batches[w->batch_count++] = first;
    w->batches[w->batch_count] = w->count;
    w->starts[w->count] = packed;
}

static void run_batch(void *self, size_t piece, unsigned worker)
{
    struct work *w = self;
    size_t first = w->batches[piece];
    encoder_run(w->m->encoder, w->ids, w->starts + first, w->batches[piece + 1] - first,
                w->scratch + worker * w->scratch_size, w->out + first * w->m->embedding.dims);
}

static enum err make_room(struct ctx *c, struct work *w)
{
    void *ids, *starts, *lengths, *batches, *scratch;
    size_t threads = w->m->threads, tokens = 0;
    TRY(arena_alloc_outside(c, (w->count + 1) * sizeof *w->starts, &starts));
    TRY(arena_alloc_outside(c, w->count * sizeof *w->lengths, &lengths));
    TRY(arena_alloc_outside(c, (w->count + 1) * sizeof *w->batches, &batches));
    w->starts = starts;
    w->lengths = lengths;
    w->batches = batches;
    for (size_t i = 0; i < w->count; i++) { /* a token has a byte at least */
        size_t most = w->texts[i].len + 2;
        w->starts[i] = tokens;
        tokens += most < w->m->tokens_most ? most : w->m->tokens_most;
    }
    w->starts[w->count] = tokens;
    TRY(arena_alloc_outside(c, tokens * sizeof *w->ids, &ids));
    w->ids = ids;
    size_t most = tokens < w->m->batch_tokens ? tokens : w->m->batch_tokens;
    w->scratch_size = (encoder_scratch(w->m->encoder, most) + 15) / 16 * 16;
    TRY(arena_alloc_outside(c, threads * w->scratch_size * sizeof(float) + SCRATCH_ALIGN, &scratch));
    w->scratch = (float *)(((uintptr_t)scratch + SCRATCH_ALIGN - 1) / SCRATCH_ALIGN * SCRATCH_ALIGN);
    return OK;
}

static enum err minilm_make(struct ctx *c, struct embedding *e, const struct text *texts, size_t count,
                            float *out)
{
    struct minilm *m = (struct minilm *)e;
    struct work w = {.m = m, .texts = texts, .count = count, .out = out};
    TRY(make_room(c, &w));
    parallel_for(m->threads, (count + WORDS_PIECE - 1) / WORDS_PIECE, cut_words, &w);
    pack(&w);
    parallel_for(m->threads, w.batch_count, run_batch, &w);
    atomic_fetch_add(&e->tokens, (long long)w.starts[count]);
    return OK;
}

const struct embedding_driver embedding_minilm = {
    .name = "minilm", .open = minilm_open, .close = minilm_close, .make = minilm_make};

/* florin bench embed: texts as vectors. How fast, and, where the texts have labels, how near those of one label lie to each other. */
#include "app/bench/support/measure.h"
#include "app/bench/support/texts.h"
#include "app/benchmark.h"
#include "app/embeddings.h"
#include "numerics/parallel.h"
#include "numerics/vectors/vectors.h"

#include <errno.h>
#include <stdio.h>

static const char *const options[] = {"model", "batch", "threads", "out", NULL};

enum {
    HITS = 11 /* ten neighbours and the text itself */,
    QUERIES_MOST = 5000,
    COUNTS = 3,
    BATCH_MOST = 2048,
    WARM = 64
};
static const size_t neighbour_counts[COUNTS] = {1, 5, 10};

/* -- Quality: the label of a text is asked of its nearest neighbours, itself left out */

/* The label that most of the first k have; of several, the one that comes first. */
static uint32_t vote(const uint32_t *labels, size_t k)
{
    size_t best = 0, best_count = 0;
    for (size_t i = 0; i < k; i++) {
        size_t count = 0;
        for (size_t j = 0; j < k; j++)
            count += labels[j] == labels[i];
        if (count > best_count) {
            best = i;
            best_count = count;
        }
    }
    return labels[best];
}

struct tally {
    size_t asked, right;
    size_t *of, *said, *both; /* by label: texts that have it, that were given it, both */
};

static double macro_f1(const struct tally *t, size_t labels)
{
    double sum = 0;
    size_t seen = 0;
    for (size_t i = 0; i < labels; i++) {
        seen += t->of[i] > 0;
        if (t->of[i] > 0)
            sum += 2.0 * (double)t->both[i] / (double)(t->of[i] + t->said[i]);
    }
    return seen == 0 ? 0 : sum / (double)seen;
}

static enum err ask_row(struct ctx *c, const struct text_table *t, const struct vector_set *set, size_t row,
                        int threads, struct tally *tallies)
{
    struct vector_hit hits[HITS];
    uint32_t near[HITS];
    size_t found, count = 0;
    TRY(vectors_nearest(c, set, set->at + row * set->dims, NULL, HITS, threads, hits, &found));
    for (size_t i = 0; i < found && count < HITS - 1; i++)
        if (hits[i].row != row)
            near[count++] = t->labels[hits[i].row];
    for (size_t i = 0; i < COUNTS && count > 0; i++) {
        struct tally *tally = &tallies[i];
        uint32_t said = vote(near, count < neighbour_counts[i] ? count : neighbour_counts[i]),
                 is = t->labels[row];
        tally->asked++;
        tally->right += said == is;
        tally->of[is]++;
        tally->said[said]++;
        tally->both[is] += said == is;
    }
    return OK;
}

static enum err ask_neighbours(struct ctx *c, struct bench *b, const struct text_table *t,
                               const struct vector_set *set, int threads)
{
    struct tally tallies[COUNTS];
    size_t queries = t->count < QUERIES_MOST ? t->count : QUERIES_MOST;
    for (size_t i = 0; i < COUNTS; i++)
        tallies[i] = (struct tally){.of = ARENA_ARRAY(c->arena, size_t, t->label_count),
                                    .said = ARENA_ARRAY(c->arena, size_t, t->label_count),
                                    .both = ARENA_ARRAY(c->arena, size_t, t->label_count)};
    for (size_t i = 0; i < queries; i++) { /* spread over the file, which may be sorted */
        struct arena_mark mark = arena_mark(c->arena);
        TRY(ask_row(c, t, set, (size_t)((double)i * (double)t->count / (double)queries), threads, tallies));
        arena_rewind(c->arena, mark);
    }
    bench_count(b, "labels", (int64_t)t->label_count);
    bench_count(b, "asked", (int64_t)queries);
    for (size_t i = 0; i < COUNTS; i++) {
        bench_number(b, arena_printf(c->arena, "accuracy_of_%zu", neighbour_counts[i]),
                     (double)tallies[i].right / (double)(tallies[i].asked == 0 ? 1 : tallies[i].asked));
        bench_number(b, arena_printf(c->arena, "macro_f1_of_%zu", neighbour_counts[i]),
                     macro_f1(&tallies[i], t->label_count));
    }
    return OK;
}

/* The mean over pairs of different texts comes from sums: |v1 + … + vn|^2 is the sum of all inner products. */
static double pairs(const double *sum, size_t dims, double own)
{
    double all = 0;
    for (size_t k = 0; k < dims; k++)
        all += sum[k] * sum[k];
    return all - own;
}

static enum err tell_cosines(struct ctx *c, struct bench *b, const struct text_table *t,
                             const struct vector_set *set)
{
    size_t dims = set->dims;
    void *room;
    TRY(arena_alloc_outside(c, (t->label_count + 1) * (dims + 2) * sizeof(double), &room));
    double *sums = room, *own = sums + (t->label_count + 1) * dims, *counts = own + t->label_count + 1,
           same = 0, same_pairs = 0, n = (double)t->count;
    for (size_t i = 0; i < t->count; i++) {
        const float *v = set->at + i * dims;
        size_t places[] = {t->labels[i], t->label_count};
        for (size_t p = 0; p < 2; p++) {
            double *to = sums + places[p] * dims;
            for (size_t k = 0; k < dims; k++)
                to[k] += (double)v[k];
            own[places[p]] += (double)vectors_dot(v, v, dims);
            counts[places[p]]++;
        }
    }
    for (size_t l = 0; l < t->label_count; l++) {
        same += pairs(sums + l * dims, dims, own[l]);
        same_pairs += counts[l] * (counts[l] - 1);
    }
    double other = pairs(sums + t->label_count * dims, dims, own[t->label_count]) - same,
           other_pairs = n * (n - 1) - same_pairs;
    bench_number(b, "cosine_same_label", same_pairs > 0 ? same / same_pairs : 0);
    bench_number(b, "cosine_other_label", other_pairs > 0 ? other / other_pairs : 0);
    return OK;
}

/* -- The run */

static enum err write_out(struct ctx *c, const char *path, const float *at, size_t count, size_t dims)
{
    struct buf out = {0};
    texts_write_csv(at, count, dims, &out);
    FILE *file = fopen(path, "wbe");
    bool written = file != NULL && fwrite(out.at, 1, out.len, file) == out.len;
    int why = errno;
    bool closed = file == NULL || fclose(file) == 0;
    buf_free(&out);
    return written && closed ? OK
                             : fail(c, err_of_errno(why), "%s cannot be written: %s", path, strerror(why));
}

static enum err open_model(struct ctx *c, struct bench *b, int64_t batch, int64_t threads,
                           struct embedding **out)
{
    struct embedding_options set = {
        .folder = invocation_value(b->inv, "model"), .batch = (size_t)batch, .threads = (unsigned)threads};
    double started = seconds_now();
    TRY(embeddings_open_named(c, set.folder == NULL ? "builtin" : "minilm", &set, out));
    bench_section(b, "model");
    bench_words(b, "name", embedding_name(*out));
    bench_count(b, "dims", (int64_t)embedding_dims(*out));
    bench_number(b, "open_s", seconds_now() - started);
    return OK;
}

static enum err make(struct ctx *c, struct bench *b, struct embedding *e, const struct text_table *t,
                     float **at)
{
    struct text_table warm = *t;
    struct embedding_usage before, after;
    warm.count = t->count < WARM ? t->count : WARM;
    TRY(texts_embed(c, e, &warm, at));
    embedding_usage(e, &before);
    double started = seconds_now(), cpu = seconds_cpu(), n = (double)t->count;
    TRY(texts_embed(c, e, t, at));
    double seconds = seconds_now() - started, busy = seconds_cpu() - cpu;
    embedding_usage(e, &after);
    bench_section(b, "embedding");
    bench_count(b, "texts", (int64_t)t->count);
    bench_number(b, "texts_per_s", n / seconds);
    bench_number(b, "text_ms", seconds / n * 1e3);
    bench_number(b, "texts_per_core_per_s", n / busy);
    if (after.tokens > before.tokens) {
        bench_count(b, "tokens", after.tokens - before.tokens);
        bench_number(b, "tokens_per_s", (double)(after.tokens - before.tokens) / seconds);
    }
    return OK;
}

static enum err run(struct ctx *c, struct bench *b)
{
    const char *out = invocation_value(b->inv, "out");
    struct text_table t;
    struct embedding *e;
    int64_t batch, threads;
    float *at;
    TRY(invocation_int(c, b->inv, "batch", 1, BATCH_MOST, 0, &batch));
    TRY(invocation_int(c, b->inv, "threads", 1, PARALLEL_THREADS_MAX, 1, &threads));
    TRY(texts_read(c, b->files[0], &t));
    TRY(open_model(c, b, batch, threads, &e));
    bench_count(b, "threads", threads);
    TRY(make(c, b, e, &t, &at));
    struct vector_set set = {.at = at, .count = t.count, .dims = embedding_dims(e)};
    if (out != NULL)
        TRY(write_out(c, out, at, t.count, set.dims));
    if (t.labels == NULL)
        return OK;
    bench_section(b, "neighbours");
    TRY(ask_neighbours(c, b, &t, &set, (int)threads));
    return tell_cosines(c, b, &t, &set);
}

const struct benchmark benchmark_embed = {
    .name = "embed",
    .summary = "texts as vectors: how fast, and how well neighbours share a label",
    .options = options,
    .run = run,
    .files = "FILE",
    .files_min = 1,
    .files_max = 1,
};

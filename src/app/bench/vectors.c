/* florin bench vectors: the exact search against what the memory can deliver; --approximate: the index against the exact search. --rows vectors
 * of 384 numbers, made here: evenly spread for the first, which does not care, and for the second as texts lie, near a surface of few
 * directions. --out keeps the second's as raw floats for a peer to work on: PATH, and PATH.queries. */
#include "app/bench/support/measure.h"
#include "app/benchmark.h"
#include "numerics/parallel.h"
#include "numerics/random.h"
#include "numerics/vectors/index.h"

static const char *const options[] = {"rows", "threads", "approximate", "out", NULL};

enum { DIMS = 384, HITS = 10, ROUNDS = 7, QUERIES = 1000 };

struct reading {
    const float *at;
    size_t count; /* of each piece */
    uint64_t sums[PARALLEL_THREADS_MAX];
};

typedef uint64_t words __attribute__((vector_size(32)));
enum { SUMS = 4, WORDS = sizeof(words) / sizeof(float) };

/* Nothing but reading: what no search can be faster than. */
static void read_piece(void *self, size_t piece, unsigned worker)
{
    struct reading *r = self;
    const float *at = r->at + piece * r->count;
    words sums[SUMS] = {{0}}; /* several, or each step waits for the one before */
    (void)worker;
    for (size_t i = 0; i + SUMS * WORDS <= r->count; i += SUMS * WORDS)
        for (int s = 0; s < SUMS; s++) {
            words w;
            memcpy(&w, at + i + s * WORDS, sizeof w);
            sums[s] += w;
        }
    words sum = (sums[0] + sums[1]) + (sums[2] + sums[3]);
    r->sums[piece] = sum[0] ^ sum[1] ^ sum[2] ^ sum[3];
}

static enum err read_once(struct ctx *c, const struct vector_set *set, int threads, double *seconds)
{
    struct reading r = {.at = set->at, .count = set->count * set->dims / (size_t)threads};
    double started = seconds_now();
    parallel_for((unsigned)threads, (size_t)threads, read_piece, &r);
    *seconds = seconds_now() - started;
    uint64_t sum = 0;
    for (int i = 0; i < threads; i++)
        sum ^= r.sums[i];
    return sum == 1 ? fail(c, ERR_INPUT, "numbers that cannot be")
                    : OK; /* used, or the compiler leaves the reading out */
}

static enum err measure(struct ctx *c, struct bench *b, const struct vector_set *set, int threads)
{
    double read_s[ROUNDS], search_s[ROUNDS],
        gigabytes = (double)(set->count * set->dims * sizeof(float)) / 1e9;
    struct vector_hit hits[HITS];
    size_t found, wrong = 0;
    for (int i = 0; i < ROUNDS; i++) {
        size_t row = set->count / ROUNDS * (size_t)i;
        TRY(read_once(c, set, threads, &read_s[i]));
        double started = seconds_now();
        TRY(vectors_nearest(c, set, set->at + row * DIMS, NULL, HITS, threads, hits, &found));
        search_s[i] = seconds_now() - started;
        wrong += found < 1 || hits[0].row != row; /* nothing is nearer to a vector than itself */
    }
    if (wrong > 0)
        return fail(c, ERR_CORRUPT, "%zu of %d vectors did not find themselves", wrong, ROUNDS);
    double read = percentile(read_s, ROUNDS, 50), search = percentile(search_s, ROUNDS, 50);
    bench_number(b, "memory_gb_per_s", gigabytes / read);
    bench_number(b, "search_gb_per_s", gigabytes / search);
    bench_number(b, "of_memory_percent", 100 * read / search);
    bench_number(b, "search_ms", search * 1e3);
    return OK;
}

/* -- Making them */

static void make_even(float *at, size_t rows)
{
    struct random r = random_stream(1, 0);
    for (size_t row = 0; row < rows; row++) {
        for (size_t i = 0; i < DIMS; i++)
            at[row * DIMS + i] = (float)random_unit(&r) - 0.5F;
        vectors_normalise(at + row * DIMS, DIMS);
    }
}

enum { DIRECTIONS = 24, CHUNK = 4096 };

struct making {
    float *at;
    size_t rows;
    float directions[DIRECTIONS * DIMS];
};

static void make_chunk(void *self, size_t piece, unsigned worker)
{
    struct making *m = self;
    size_t end = (piece + 1) * CHUNK < m->rows ? (piece + 1) * CHUNK : m->rows;
    (void)worker;
    for (size_t row = piece * CHUNK; row < end; row++) {
        struct random r = random_stream(2, row);
        float *at = m->at + row * DIMS;
        for (size_t i = 0; i < DIMS; i++)
            at[i] = 0.5F * (float)random_normal(&r);
        for (size_t d = 0; d < DIRECTIONS; d++) {
            float weight = (float)random_normal(&r);
            for (size_t i = 0; i < DIMS; i++)
                at[i] += weight * m->directions[d * DIMS + i];
        }
        vectors_normalise(at, DIMS);
    }
}

static void make_like_texts(struct ctx *c, float *at, size_t rows, int threads)
{
    struct making *m = ARENA_NEW(c->arena, struct making);
    struct random r = random_stream(3, 0);
    m->at = at;
    m->rows = rows;
    for (size_t i = 0; i < (size_t)DIRECTIONS * DIMS; i++)
        m->directions[i] = (float)random_normal(&r);
    parallel_for((unsigned)threads, (rows + CHUNK - 1) / CHUNK, make_chunk, m);
}

static enum err keep_file(struct ctx *c, const char *path, const float *at, size_t rows)
{
    FILE *f = fopen(path, "wb");
    bool kept = f != NULL && fwrite(at, DIMS * sizeof *at, rows, f) == rows;
    kept = f != NULL && fclose(f) == 0 && kept;
    return kept ? OK : fail(c, ERR_IO, "%s cannot be written", path);
}

/* -- The index */

struct asked {
    const struct vector_set *set;
    const struct vector_index *index;
    const float *queries;
    struct vector_hit (*truth)[HITS];
    const struct vector_filter *filter;
    unsigned width;
};

/* How many of the nearest ones were found, in percent, and how many questions one thread answers in a second of its processor's time: others at work
 * on the machine then count less. */
static enum err ask(struct ctx *c, const struct asked *a, double *recall, double *per_s)
{
    size_t found, same = 0, all = 0;
    struct vector_hit hits[HITS];
    double started = seconds_cpu();
    for (size_t q = 0; q < QUERIES; q++) {
        TRY(vector_index_nearest(c, a->index, a->set, a->queries + q * DIMS, a->filter, HITS, a->width, hits,
                                 &found));
        for (size_t i = 0; i < found; i++)
            for (size_t j = 0; j < HITS; j++)
                same += hits[i].row == a->truth[q][j].row;
        all += HITS;
    }
    *per_s = QUERIES / (seconds_cpu() - started);
    *recall = 100 * (double)same / (double)all;
    return OK;
}

static enum err find_truth(struct ctx *c, const struct asked *a, int threads, double *per_s)
{
    size_t found;
    double started = seconds_cpu();
    for (size_t q = 0; q < QUERIES; q++)
        TRY(vectors_nearest(c, a->set, a->queries + q * DIMS, a->filter, HITS, threads, a->truth[q], &found));
    *per_s = QUERIES / (seconds_cpu() - started);
    return OK;
}

static enum err ask_at_widths(struct ctx *c, struct bench *b, struct asked *a)
{
    static const unsigned widths[] = {16, 32, 64, 128, 256};
    for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
        double recall, per_s;
        a->width = widths[i];
        TRY(ask(c, a, &recall, &per_s));
        bench_number(b, arena_printf(c->arena, "width_%u_recall_percent", widths[i]), recall);
        bench_number(b, arena_printf(c->arena, "width_%u_queries_per_s", widths[i]), per_s);
    }
    return OK;
}

/* One of `owners` households is asked about. */
static enum err ask_of_one(struct ctx *c, struct bench *b, struct asked *a, struct vector_set *set,
                           int64_t owners, int threads)
{
    int64_t *of = ARENA_ARRAY(c->arena, int64_t, set->count);
    const struct vector_filter filter = {.owner = 1};
    double recall, per_s, exact_per_s;
    for (size_t i = 0; i < set->count; i++)
        of[i] = 1 + (int64_t)i % owners;
    set->owners = of;
    a->filter = &filter;
    a->width = 0;
    TRY(find_truth(c, a, threads, &exact_per_s));
    TRY(ask(c, a, &recall, &per_s));
    bench_number(b, arena_printf(c->arena, "one_of_%lld_recall_percent", (long long)owners), recall);
    bench_number(b, arena_printf(c->arena, "one_of_%lld_queries_per_s", (long long)owners), per_s);
    a->filter = NULL;
    set->owners = NULL;
    return OK;
}

static enum err measure_index(struct ctx *c, struct bench *b, struct vector_set *set, const float *queries,
                              int threads)
{
    struct vector_index *index;
    struct asked a = {.set = set, .queries = queries};
    double exact_per_s;
    a.truth = (struct vector_hit(*)[HITS])(void *)ARENA_ARRAY(c->arena, struct vector_hit, QUERIES * HITS);
    TRY(vector_index_open(c, &(struct vector_index_options){.dims = DIMS, .seed = 1}, &index));
    double started = seconds_now(), started_cpu = seconds_cpu();
    enum err e = vector_index_add(c, index, set, threads);
    bench_number(b, "build_s", seconds_now() - started);
    bench_number(b, "build_cpu_s", seconds_cpu() - started_cpu);
    bench_number(b, "index_mib", (double)vector_index_bytes(index) / (1 << 20));
    a.index = index;
    if (e == OK)
        e = find_truth(c, &a, threads, &exact_per_s);
    if (e == OK)
        bench_number(b, "exact_queries_per_s", exact_per_s);
    e = e == OK ? ask_at_widths(c, b, &a) : e;
    e = e == OK ? ask_of_one(c, b, &a, set, 4, threads) : e;
    e = e == OK ? ask_of_one(c, b, &a, set, 100, threads) : e;
    vector_index_close(index);
    return e;
}

static enum err run_index(struct ctx *c, struct bench *b, float *at, size_t rows, int threads)
{
    const char *out = invocation_value(b->inv, "out");
    make_like_texts(c, at, rows + QUERIES, threads);
    struct vector_set set = {.at = at, .count = rows, .dims = DIMS};
    if (out != NULL) {
        TRY(keep_file(c, out, at, rows));
        TRY(keep_file(c, arena_printf(c->arena, "%s.queries", out), at + rows * DIMS, QUERIES));
    }
    bench_section(b, "approximate_search");
    bench_count(b, "rows", (int64_t)rows);
    bench_count(b, "dims", DIMS);
    bench_count(b, "build_threads", threads);
    bench_count(b, "queries", QUERIES);
    return measure_index(c, b, &set, at + rows * DIMS, threads);
}

static enum err run(struct ctx *c, struct bench *b)
{
    int64_t rows, threads;
    void *room;
    TRY(invocation_int(c, b->inv, "rows", 1000, 20000000, 1000000, &rows));
    TRY(invocation_int(c, b->inv, "threads", 1, PARALLEL_THREADS_MAX, 1, &threads));
    TRY(arena_alloc_outside(c, ((size_t)rows + QUERIES) * DIMS * sizeof(float) + VECTOR_ALIGN, &room));
    float *at = (float *)(((uintptr_t)room + VECTOR_ALIGN - 1) / VECTOR_ALIGN * VECTOR_ALIGN);
    if (invocation_has(b->inv, "approximate"))
        return run_index(c, b, at, (size_t)rows, (int)threads);
    make_even(at, (size_t)rows);
    struct vector_set set = {.at = at, .count = (size_t)rows, .dims = DIMS};
    bench_section(b, "exact_search");
    bench_count(b, "rows", rows);
    bench_count(b, "dims", DIMS);
    bench_count(b, "threads", threads);
    return measure(c, b, &set, (int)threads);
}

const struct benchmark benchmark_vectors = {
    .name = "vectors",
    .summary = "nearest of a million vectors: exact against the memory's speed; --approximate against exact",
    .options = options,
    .run = run,
};

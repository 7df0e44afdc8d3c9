/* florin bench vectors: the exact search against what the memory can deliver. --rows vectors of 384 numbers, made here. */
#include "numerics/vectors/vectors.h"

#include "app/bench/support/measure.h"
#include "app/benchmark.h"
#include "numerics/parallel.h"
#include "numerics/random.h"

static const char *const options[] = {"rows", "threads", NULL};

enum { DIMS = 384, HITS = 10, ROUNDS = 7 };

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

static enum err run(struct ctx *c, struct bench *b)
{
    int64_t rows, threads;
    void *room;
    TRY(invocation_int(c, b->inv, "rows", 1000, 20000000, 1000000, &rows));
    TRY(invocation_int(c, b->inv, "threads", 1, PARALLEL_THREADS_MAX, 1, &threads));
    TRY(arena_alloc_outside(c, (size_t)rows * DIMS * sizeof(float) + VECTOR_ALIGN, &room));
    float *at = (float *)(((uintptr_t)room + VECTOR_ALIGN - 1) / VECTOR_ALIGN * VECTOR_ALIGN);
    struct random r = random_stream(1, 0);
    for (size_t row = 0; row < (size_t)rows; row++) {
        for (size_t i = 0; i < DIMS; i++)
            at[row * DIMS + i] = (float)random_unit(&r) - 0.5F;
        vectors_normalise(at + row * DIMS, DIMS);
    }
    struct vector_set set = {.at = at, .count = (size_t)rows, .dims = DIMS};
    bench_section(b, "exact_search");
    bench_count(b, "rows", rows);
    bench_count(b, "dims", DIMS);
    bench_count(b, "threads", threads);
    return measure(c, b, &set, (int)threads);
}

const struct benchmark benchmark_vectors = {
    .name = "vectors",
    .summary = "exact search among a million vectors, against the speed of the memory",
    .options = options,
    .run = run,
};

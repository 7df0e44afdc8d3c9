/* teach_spelling FILE: writes the tables of src/sorting/spelling/spelling.h, taught by the names of the built-in words. Runs when Florin is built. The names in
 * an order by chance, the same each time; several passes. What stands in few names, and what says little, is left out. */
#include "base/hash.h"
#include "numerics/random.h"
#include "sorting/categories.h"
#include "sorting/classifier_features.h"
#include "sorting/spelling/spelling.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { PASSES = 3, NAMES_MOST = 1 << 18, NAMES_WITH_IT = 4, MODEL_BYTES = 1 << 30 };
static const float step = 1.0F / 12, least = 0.3F;

struct name {
    struct text text;
    int32_t category;
};

struct feature {
    uint64_t hash;
    uint32_t count;
};

struct teaching {
    struct name *names;
    size_t count;
    struct linear model;
    struct feature *features; /* by hash, once each */
    size_t feature_count;
};

static void *take(size_t count, size_t size)
{
    void *at = calloc(count, size);
    if (at == NULL)
        die("out of memory");
    return at;
}

/* Income has no shops. */
static void gather(void *self, struct text phrase, int32_t category)
{
    struct teaching *t = self;
    if (!text_starts(text_of(category_defaults[category]), TEXT("Expenses:")))
        return;
    if (t->count == NAMES_MOST)
        die("more than %d names", NAMES_MOST);
    t->names[t->count++] = (struct name){phrase, category};
}

static void features_of(const struct name *name, struct sparse *out)
{
    struct classifier_features from = {.payee = name->text, .amount = {.digits = -1}};
    struct feature_texts texts;
    feature_texts_make(&from, &texts);
    texts.find_count = texts.payee_finds = 0; /* what it is known as must not explain it */
    features_make(&from, &texts, out);
}

static void learn(struct teaching *t, const struct name *name)
{
    struct sparse f;
    float scores[LINEAR_CLASSES_MOST] = {0}, sum = 0, top = 0;
    features_of(name, &f);
    linear_score(&t->model, &f, scores);
    for (size_t i = 0; i < category_default_count; i++)
        top = fmaxf(top, scores[i]);
    for (size_t i = 0; i < category_default_count; i++)
        sum += scores[i] = expf(scores[i] - top);
    for (size_t i = 0; i < category_default_count; i++)
        scores[i] /= sum;
    scores[name->category] -= 1;
    linear_step(&t->model, &f, scores, category_default_count, 1);
}

static void teach(struct teaching *t)
{
    struct random chance = random_stream(1, 1);
    linear_init(&t->model, category_default_count, MODEL_BYTES);
    for (int pass = 0; pass < PASSES; pass++) {
        for (size_t i = t->count; i > 1; i--) {
            size_t k = (size_t)(random_bits(&chance) % i);
            struct name swapped = t->names[i - 1];
            t->names[i - 1] = t->names[k];
            t->names[k] = swapped;
        }
        for (size_t i = 0; i < t->count; i++)
            learn(t, &t->names[i]);
    }
}

static int by_hash(const void *a, const void *b)
{
    uint64_t x = ((const struct feature *)a)->hash, y = ((const struct feature *)b)->hash;
    return (x > y) - (x < y);
}

/* All features of all names, and in how many each stands. */
static void count_features(struct teaching *t)
{
    struct sparse f;
    size_t all = 0, kept = 0;
    for (size_t i = 0; i < t->count; i++) {
        features_of(&t->names[i], &f);
        all += (size_t)f.count;
    }
    t->features = take(all + 1, sizeof *t->features);
    all = 0;
    for (size_t i = 0; i < t->count; i++) {
        features_of(&t->names[i], &f);
        for (int k = 0; k < f.count; k++)
            t->features[all++] = (struct feature){f.hashes[k], 1};
    }
    qsort(t->features, all, sizeof *t->features, by_hash);
    for (size_t i = 0; i < all; i++)
        if (kept > 0 && t->features[kept - 1].hash == t->features[i].hash)
            t->features[kept - 1].count++;
        else
            t->features[kept++] = t->features[i];
    t->feature_count = kept;
}

/* What all names have in common says which names are known, not what one is. */
static bool is_kept(const struct teaching *t, const struct feature *f)
{
    return f->count >= NAMES_WITH_IT && f->count < t->count;
}

static int weight_of(float weight)
{
    float in_steps = roundf(weight / step);
    return fabsf(weight) < least ? 0 : (int)fmaxf(fminf(in_steps, INT8_MAX), -INT8_MAX);
}

/* Its weights, written; gives how many. */
static size_t write_weights(const struct teaching *t, const struct feature *f, FILE *out)
{
    struct sparse alone = {.hashes = {f->hash}, .values = {1}, .count = 1};
    float scores[LINEAR_CLASSES_MOST] = {0};
    size_t written = 0;
    linear_score(&t->model, &alone, scores);
    for (size_t i = 0; i < category_default_count; i++) {
        int weight = weight_of(scores[i]);
        if (weight != 0 && ++written)
            fprintf(out, "{%zu,%d},", i, weight);
    }
    return written;
}

static void write_tables(const struct teaching *t, FILE *out)
{
    enum { BUCKETS = 1 << SPELLING_BUCKET_BITS };
    uint32_t *starts = take(BUCKETS + 1, sizeof *starts),
             *firsts = take(t->feature_count + 1, sizeof *firsts);
    struct feature *rows = take(t->feature_count + 1, sizeof *rows);
    size_t row_count = 0, weight_count = 0;
    fprintf(out, "#include \"sorting/spelling/spelling.h\"\n\nconst float spelling_step = %.9gF;\n",
            (double)step);
    fprintf(out, "const struct spelling_weight spelling_weights[] = {\n");
    for (size_t i = 0; i < t->feature_count; i++) {
        size_t written = is_kept(t, &t->features[i]) ? write_weights(t, &t->features[i], out) : 0;
        if (written == 0)
            continue;
        fputc('\n', out);
        rows[row_count] = t->features[i];
        firsts[row_count++] = (uint32_t)weight_count;
        starts[(t->features[i].hash >> (64 - SPELLING_BUCKET_BITS)) + 1]++;
        weight_count += written;
    }
    fprintf(out, "{0,0}};\nconst struct spelling_row spelling_rows[] = {\n");
    for (size_t i = 0; i < row_count; i++)
        fprintf(out, "{%uU,%u},\n", (unsigned)rows[i].hash, (unsigned)firsts[i]);
    fprintf(out, "{0,%zu}};\nconst uint32_t spelling_buckets[] = {\n", weight_count);
    for (size_t i = 0; i <= BUCKETS; i++) {
        starts[i] += i > 0 ? starts[i - 1] : 0;
        fprintf(out, "%u,\n", (unsigned)starts[i]);
    }
    fprintf(out, "};\n");
    fprintf(stderr, "spelling: %zu names, %zu pieces, %zu weights\n", t->count, row_count, weight_count);
    free(starts);
    free(firsts);
    free(rows);
}

int main(int count, char **words)
{
    struct teaching t = {.names = take(NAMES_MOST, sizeof *t.names)};
    FILE *out = count == 2 ? fopen(words[1], "w") : NULL;
    if (out == NULL)
        die("usage: teach_spelling FILE");
    lexicon_each_name(gather, &t);
    teach(&t);
    count_features(&t);
    write_tables(&t, out);
    linear_release(&t.model);
    free(t.features);
    free(t.names);
    return fclose(out) == 0 ? 0 : 1;
}

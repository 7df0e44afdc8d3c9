/* florin bench categorise FILE: how well payees are sorted into categories by the classifier that sorts imports (src/sorting/classifier.h), each
 * fold by what the others taught it. Files: app/bench/support/payees/payees.h.
 *
 * Nothing that is predicted was learnt from: all rows of one group (a brand's id, a merchant) are in one fold. The classifier starts from its
 * built-in words, as in a new household; its own categories are not answered unless the file has them. */
#include "app/bench/support/measure.h"
#include "app/bench/support/payees/payees.h"
#include "app/benchmark.h"
#include "base/csv.h"
#include "numerics/calibrate.h"
#include "numerics/random.h"
#include "numerics/text/judge.h"
#include "sorting/categories.h"
#include "sorting/classifier.h"
#include "sorting/lexicon.h"
#include "sorting/payee.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>

enum { FOLDS_MAX = 100, LABELS_SHOWN_MAX = 1000, PASSES_MAX = 100 };

static const char *const options[] = {"folds",     "seed", "labels", "categories", "passes",
                                      "precision", "text", "out",    NULL};

struct run {
    struct payees_settings settings;
    int64_t passes;
    double precision;
    const char *out;
    struct payees table;
    struct text *names;    /* of the labels, as categories */
    struct judged *judged; /* per row; confidence as the classifier says it */
    double learn_s, predict_s;
    int64_t learnt;
};

static struct classifier_features features_of(const struct payee *p)
{
    return (struct classifier_features){
        .payee = p->payee, .memo = p->names, .country = p->country, .amount = p->amount, .mcc = p->mcc};
}

/* A category for each label: itself where the default tree has it, else one that says nothing. */
static void name_labels(struct ctx *c, struct run *r)
{
    const struct payees *t = &r->table;
    r->names = ARENA_ARRAY(c->arena, struct text, t->label_count);
    for (size_t i = 0; i < t->label_count; i++)
        r->names[i] = text_starts(t->labels[i], TEXT("Expenses:")) && category_is_valid(t->labels[i])
                          ? t->labels[i]
                          : text_of(arena_printf(c->arena, "Expenses:Label %zu", i + 1));
}

static void learn(struct run *r, struct classifier *cls, uint32_t fold, size_t *order)
{
    const struct payees *t = &r->table;
    struct random chance = random_stream(r->settings.seed, fold + 1);
    size_t count = 0;
    for (size_t i = 0; i < t->count; i++)
        if (t->at[i].fold != fold)
            order[count++] = i;
    for (int64_t pass = 0; pass < r->passes; pass++) {
        for (size_t i = count; i > 1; i--) {
            size_t k = random_below(&chance, i), swapped = order[i - 1];
            order[i - 1] = order[k];
            order[k] = swapped;
        }
        for (size_t i = 0; i < count; i++) {
            const struct payee *p = &t->at[order[i]];
            struct classifier_features f = features_of(p);
            classifier_learn(cls, &f, r->names[p->label], CLASSIFIER_HISTORY);
        }
    }
    r->learnt += (int64_t)count * r->passes;
}

/* Which label each of the classifier's categories is; -1: none. */
static int32_t *labels_of(struct ctx *c, const struct run *r, const struct classifier *cls)
{
    size_t count = classifier_category_count(cls);
    int32_t *label = ARENA_ARRAY(c->arena, int32_t, count);
    for (size_t i = 0; i < count; i++) {
        label[i] = -1;
        for (size_t k = 0; k < r->table.label_count && label[i] < 0; k++)
            if (text_equal(classifier_category(cls, (int32_t)i), r->names[k]))
                label[i] = (int32_t)k;
    }
    return label;
}

static void predict(struct run *r, struct classifier *cls, uint32_t fold, const int32_t *label)
{
    const struct payees *t = &r->table;
    for (size_t i = 0; i < t->count; i++) {
        if (t->at[i].fold != fold)
            continue;
        struct classifier_features f = features_of(&t->at[i]);
        struct classifier_prediction p = classifier_predict(cls, &f);
        r->judged[i] =
            (struct judged){t->at[i].label, p.guess < 0 ? -1 : label[p.guess], (float)p.confidence};
    }
}

static void run_folds(struct ctx *c, struct run *r)
{
    const struct payees *t = &r->table;
    r->judged = ARENA_ARRAY(c->arena, struct judged, t->count);
    size_t *order = ARENA_ARRAY(c->arena, size_t, t->count);
    for (uint32_t fold = 0; fold < r->settings.folds; fold++) {
        struct classifier *cls = classifier_new();
        classifier_only(cls, r->names, t->label_count);
        double started = seconds_cpu();
        learn(r, cls, fold, order);
        r->learn_s += seconds_cpu() - started;
        const int32_t *label = labels_of(c, r, cls);
        started = seconds_cpu();
        predict(r, cls, fold, label);
        r->predict_s += seconds_cpu() - started;
        classifier_free(cls);
    }
}

/* --- confidence, by what the other folds say of it --- */

static double logit(float confidence)
{
    double p = fmin(fmax((double)confidence, 1e-6), 1 - 1e-6);
    return log(p / (1 - p));
}

/* Makes probabilities of a fold's confidences, and chooses its threshold, from all other folds. */
static enum err calibrate_fold(struct ctx *c, const struct run *r, uint32_t fold, struct judged *out,
                               bool *answered)
{
    const struct payees *t = &r->table;
    struct calibration calibration;
    size_t others = 0;
    double *scores = ARENA_ARRAY(c->arena, double, t->count);
    uint8_t *right = ARENA_ARRAY(c->arena, uint8_t, t->count);
    struct judged *rest = ARENA_ARRAY(c->arena, struct judged, t->count);
    for (size_t i = 0; i < t->count; i++) {
        if (t->at[i].fold == fold)
            continue;
        scores[others] = logit(r->judged[i].confidence);
        right[others] = r->judged[i].guess == r->judged[i].truth;
        rest[others++] = r->judged[i];
    }
    TRY(calibrate(c, scores, right, others, &calibration));
    float threshold = judge_threshold(c, rest, others, r->precision);
    for (size_t i = 0; i < t->count; i++) {
        if (t->at[i].fold != fold)
            continue;
        out[i] = r->judged[i];
        out[i].confidence = (float)calibration_probability(&calibration, logit(out[i].confidence));
        answered[i] = r->judged[i].guess >= 0 && r->judged[i].confidence >= threshold;
    }
    return OK;
}

static enum err calibrate_all(struct ctx *c, const struct run *r, struct judged *out, bool *answered)
{
    for (uint32_t fold = 0; fold < r->settings.folds; fold++) {
        struct arena_mark mark = arena_mark(c->arena);
        TRY(calibrate_fold(c, r, fold, out, answered));
        arena_rewind(c->arena, mark);
    }
    return OK;
}

/* --- what a payee costs --- */

/* The built-in words alone: a classifier that has learnt nothing, each payee as if seen for the first time. */
static double built_in_per_s(const struct run *r)
{
    enum { LEAST = 200000 };
    const struct payees *t = &r->table;
    struct classifier *cls = classifier_new();
    size_t done = 0;
    double started = seconds_cpu();
    while (done < LEAST) {
        classifier_only(cls, NULL, 0); /* forgets the answers that it keeps ready */
        for (size_t i = 0; i < t->count; i++) {
            struct classifier_features f = features_of(&t->at[i]);
            classifier_predict(cls, &f);
        }
        done += t->count;
    }
    double took_s = seconds_cpu() - started;
    classifier_free(cls);
    return (double)done / took_s;
}

/* --- telling --- */

static enum err keep(struct ctx *c, const struct run *r, const struct judged *calibrated,
                     const bool *answered)
{
    static const char *const names[] = {"line",    "fold",   "label", "text",       "payee",    "names",
                                        "country", "amount", "guess", "confidence", "answered", NULL};
    const struct payees *t = &r->table;
    struct buf *all = buf_in_arena(c->arena);
    struct csv csv = csv_into(all);
    csv_header(&csv, names);
    for (size_t i = 0; i < t->count; i++) {
        const struct payee *p = &t->at[i];
        char amount[DECIMAL_TEXT_MAX], confidence[32];
        snprintf(confidence, sizeof confidence, "%.6f", (double)calibrated[i].confidence);
        csv_int(&csv, (int64_t)p->line);
        csv_int(&csv, p->fold);
        csv_text(&csv, t->labels[p->label]);
        csv_text(&csv, p->text);
        csv_text(&csv, p->payee);
        csv_text(&csv, p->names);
        csv_text(&csv, p->country);
        csv_z(&csv, decimal_format(p->amount, amount));
        csv_text(&csv, calibrated[i].guess < 0 ? TEXT("") : t->labels[calibrated[i].guess]);
        csv_z(&csv, confidence);
        csv_int(&csv, answered[i]);
        csv_end(&csv);
    }
    FILE *f = fopen(r->out, "w");
    if (f == NULL)
        return fail(c, ERR_IO, "%s cannot be written: %s", r->out, strerror(errno));
    bool good = fwrite(all->at, 1, all->len, f) == all->len;
    return fclose(f) == 0 && good ? OK : fail(c, ERR_IO, "%s cannot be written: %s", r->out, strerror(errno));
}

static void tell_data(struct bench *b, const struct run *r, const char *section)
{
    const struct payees *t = &r->table;
    bench_section(b, section);
    bench_words(b, "labels_from", t->label_column);
    bench_count(b, "rows", (int64_t)t->rows);
    bench_count(b, "labelled_rows", (int64_t)t->labelled);
    bench_count(b, "used_rows", (int64_t)t->count);
    bench_number(b, "used_percent", 100.0 * (double)t->count / (double)t->rows);
    bench_count(b, "payees", (int64_t)t->groups);
    bench_count(b, "categories", (int64_t)t->label_count);
    bench_count(b, "folds", (int64_t)r->settings.folds);
}

/* How it does on names that the built-in words know something of, and on the others, which can only be learnt. */
static void tell_known(struct ctx *c, struct bench *b, const struct run *r)
{
    const struct payees *t = &r->table;
    size_t count[2] = {0}, right[2] = {0};
    for (size_t i = 0; i < t->count; i++) {
        struct arena_mark mark = arena_mark(c->arena);
        struct lexicon_find finds[LEXICON_FINDS_MAX];
        bool known = lexicon_search(payee_key(c->arena, t->at[i].payee), finds) > 0;
        count[known]++;
        right[known] += r->judged[i].guess == r->judged[i].truth;
        arena_rewind(c->arena, mark);
    }
    bench_number(b, "known_percent", 100.0 * (double)count[1] / (double)t->count);
    for (int known = 0; known < 2; known++)
        if (count[known] > 0)
            bench_number(b, known ? "accuracy_of_known" : "accuracy_of_unknown",
                         (double)right[known] / (double)count[known]);
}

static enum err tell(struct ctx *c, struct bench *b, const struct run *r)
{
    const struct payees *t = &r->table;
    struct judged *calibrated = ARENA_ARRAY(c->arena, struct judged, t->count);
    bool *answered = ARENA_ARRAY(c->arena, bool, t->count);
    struct judgement raw, fair;
    int64_t answers = 0, right = 0;
    TRY(calibrate_all(c, r, calibrated, answered));
    judge(c, r->judged, t->count, t->label_count, &raw);
    judge(c, calibrated, t->count, t->label_count, &fair);
    for (size_t i = 0; i < t->count; i++) {
        answers += answered[i];
        right += answered[i] && r->judged[i].guess == r->judged[i].truth;
    }
    bench_number(b, "accuracy", raw.accuracy);
    bench_number(b, "macro_f1", raw.macro_f1);
    bench_number(b, "weighted_f1", raw.weighted_f1);
    tell_known(c, b, r);
    bench_number(b, "precision_wanted", r->precision);
    bench_number(b, "coverage", (double)answers / (double)t->count);
    if (answers > 0)
        bench_number(b, "precision", (double)right / (double)answers);
    bench_number(b, "ece", fair.calibration_error);
    bench_number(b, "ece_uncalibrated", raw.calibration_error);
    bench_number(b, "learnt_per_s", (double)r->learnt / r->learn_s);
    bench_number(b, "predicted_per_s", (double)t->count / r->predict_s);
    bench_number(b, "built_in_per_s", built_in_per_s(r));
    return r->out == NULL ? OK : keep(c, r, calibrated, answered);
}

static enum err run_once(struct ctx *c, struct bench *b, struct run *r, const char *section)
{
    TRY(payees_read(c, b->files[0], &r->settings, &r->table));
    tell_data(b, r, section);
    name_labels(c, r);
    run_folds(c, r);
    return tell(c, b, r);
}

static enum err read_options(struct ctx *c, struct bench *b, struct run *r)
{
    static const char *const kinds[] = {
        [PAYEES_GROUPED] = "grouped", [PAYEES_LEAVES] = "leaves", [PAYEES_RAW] = "raw"};
    const char *labels = invocation_value(b->inv, "labels");
    int64_t folds, seed, categories, precision;
    size_t kind = 0, known = sizeof kinds / sizeof *kinds;
    TRY(invocation_int(c, b->inv, "folds", 2, FOLDS_MAX, 5, &folds));
    TRY(invocation_int(c, b->inv, "seed", 0, INT32_MAX, 1, &seed));
    TRY(invocation_int(c, b->inv, "categories", 2, LABELS_SHOWN_MAX, 0, &categories));
    TRY(invocation_int(c, b->inv, "passes", 1, PASSES_MAX, 2, &r->passes));
    TRY(invocation_int(c, b->inv, "precision", 1, 100, 90, &precision));
    while (labels != NULL && kind < known && strcmp(labels, kinds[kind]) != 0)
        kind++;
    if (kind == known)
        return usage_error(c, b->inv, "--labels takes grouped, leaves or raw, not \"%s\"", labels);
    r->settings = (struct payees_settings){.labels = (enum payees_labels)kind,
                                           .text = invocation_value(b->inv, "text"),
                                           .labels_most = (size_t)categories,
                                           .folds = (size_t)folds,
                                           .seed = (uint64_t)seed};
    r->precision = (double)precision / 100;
    r->out = invocation_value(b->inv, "out");
    return OK;
}

static enum err run(struct ctx *c, struct bench *b)
{
    struct run r = {0}, brands;
    TRY(read_options(c, b, &r));
    TRY(payees_shape(c, b->files[0], &r.settings, &r.table));
    if (r.table.shape == PAYEES_BRANDS && r.settings.labels_most == 0)
        r.settings.labels_most = 20;
    if (!r.table.has_tree)
        return run_once(c, b, &r, "payees");
    brands = r;
    brands.settings.tree = "brands";
    r.out = NULL;
    TRY(run_once(c, b, &brands, "brands"));
    return run_once(c, b, &r, "brands_and_operators");
}

const struct benchmark benchmark_categorise = {
    .name = "categorise",
    .summary = "how well payees are sorted into categories: accuracy, F1, calibration, payees a second",
    .options = options,
    .run = run,
    .files = "FILE",
    .files_min = 1,
    .files_max = 1,
};

/* florin bench fraud: card fraud by the Fraud Detection Handbook's splits, without labels and with those that are a week old. */
#include "app/app.h"
#include "app/bench/support/cards/card.h"
#include "app/bench/support/measure.h"
#include "app/bench/support/report.h"
#include "app/benchmark.h"
#include "numerics/boost/boost.h"
#include "numerics/forest/forest.h"
#include "numerics/forest/stream.h"
#include "numerics/fraud/evidence.h"
#include "numerics/metrics.h"
#include "numerics/parallel.h"
#include "numerics/tails.h"

static const char *const options[] = {"train", "test", "seeds", "threads", "check", "report", NULL};

/* The handbook's features, and behind them what the ratios among them add. */
enum { COLUMNS = FRAUD_FEATURES + 2 };

enum { SEEDS_MAX = 100, LOOKED_INTO = 100, PEER_TREES = 10 };

/* One split, laid out for the models. */
struct trial {
    const struct card_table *cards;
    const struct card_split *split;
    double *train, *test;               /* [count][COLUMNS] */
    double *forest_train, *forest_test; /* [count][FRAUD_FEATURES] */
    uint8_t *train_labels, *test_labels;
    double *scores; /* [test_count] */
    size_t seeds;
    unsigned threads;
    struct report *report; /* NULL: none is wanted */
};

struct model {
    const char *section, *title;
    enum err (*score)(struct ctx *c, const struct trial *t, uint64_t seed);
};

static enum err score_forest(struct ctx *c, const struct trial *t, const struct forest_settings *settings)
{
    struct forest *forest;
    struct forest_rows train = {t->forest_train, t->split->train_count, FRAUD_FEATURES};
    struct forest_rows test = {t->forest_test, t->split->test_count, FRAUD_FEATURES};
    TRY(forest_grow(c, &train, settings, &forest));
    forest_score(forest, &test, t->threads, t->scores);
    return OK;
}

/* As the handbook's: ten trees. */
static enum err score_standard(struct ctx *c, const struct trial *t, uint64_t seed)
{
    return score_forest(
        c, t,
        &(struct forest_settings){
            .kind = FOREST_STANDARD, .seed = seed, .trees = PEER_TREES, .threads = t->threads});
}

static enum err score_best(struct ctx *c, const struct trial *t, uint64_t seed)
{
    return score_forest(c, t,
                        &(struct forest_settings){.kind = FOREST_BEST, .seed = seed, .threads = t->threads});
}

static enum err fit_tails(struct ctx *c, const struct trial *t, struct tails *out)
{
    void *values;
    TRY(arena_alloc_outside(c, t->split->train_count * sizeof(double[FRAUD_EVIDENCE]), &values));
    double *evidence = values;
    for (size_t i = 0; i < t->split->train_count; i++)
        fraud_evidence(t->train + i * COLUMNS, evidence + i * FRAUD_EVIDENCE);
    return tails_fit(c, evidence, t->split->train_count, FRAUD_EVIDENCE, out);
}

/* Without answers: how far out the evidence lies. */
static enum err score_tails(struct ctx *c, const struct trial *t, uint64_t seed)
{
    (void)seed;
    struct tails tails;
    double out[FRAUD_EVIDENCE];
    TRY(fit_tails(c, t, &tails));
    for (size_t i = 0; i < t->split->test_count; i++) {
        fraud_evidence(t->test + i * COLUMNS, out);
        t->scores[i] = tails_score(&tails, out, NULL);
    }
    return OK;
}

static enum err score_boost(struct ctx *c, const struct trial *t, uint64_t seed)
{
    struct boost *model;
    struct boost_rows train = {t->train, t->split->train_count, COLUMNS};
    struct boost_rows test = {t->test, t->split->test_count, COLUMNS};
    struct boost_settings settings = boost_usual(seed);
    settings.threads = t->threads;
    TRY(boost_fit(c, &train, t->train_labels, &settings, &model));
    boost_score(model, &test, t->threads, t->scores);
    return OK;
}

static const struct model models[] = {
    {"isolation_forest", "Isolation forest of ten trees", score_standard},
    {"isolation_forest_best", "Isolation forest, best kind", score_best},
    {"unsupervised", "Evidence, without answers", score_tails},
    {"supervised", "Boosted trees, with answers a week old", score_boost},
};

/* One transaction after the other, as they come: the forest's score, and the forest learns the row. One thread. */
static enum err run_online(struct ctx *c, struct bench *b, const struct trial *t)
{
    struct arena_mark mark = arena_mark(c->arena);
    struct forest_stream *stream;
    struct forest_rows first = {t->forest_train, t->split->train_count, FRAUD_FEATURES};
    struct forest_stream_settings settings = {.forest = {.kind = FOREST_BEST, .seed = 1}};
    struct ranking ranking;
    TRY(forest_stream_new(c, &first, &settings, &stream));
    double started = seconds_now();
    for (size_t i = 0; i < t->split->test_count; i++) {
        const double *row = t->forest_test + i * FRAUD_FEATURES;
        forest_score(forest_stream_forest(stream), &(struct forest_rows){row, 1, FRAUD_FEATURES}, 1,
                     &t->scores[i]);
        TRY(forest_stream_add(c, stream, row));
    }
    double took = seconds_now() - started;
    TRY(metrics_ranking(c, t->scores, t->test_labels, t->split->test_count, &ranking));
    bench_section(b, "online_forest");
    bench_number(b, "auroc", ranking.auroc);
    bench_number(b, "average_precision", ranking.average_precision);
    bench_number(b, "scored_and_learnt_per_s", (double)t->split->test_count / took);
    arena_rewind(c->arena, mark);
    return OK;
}

/* -- The report */

static void add_reasons(struct report_case *it, double shares[FRAUD_EVIDENCE])
{
    for (int k = 0; k < REPORT_REASONS; k++) {
        int best = 0;
        for (int i = 1; i < FRAUD_EVIDENCE; i++)
            best = shares[i] > shares[best] ? i : best;
        if (!(shares[best] > 0))
            return;
        it->reasons[k] = fraud_evidence_names[best];
        it->shares[k] = shares[best] / it->score;
        shares[best] = 0;
    }
}

/* The highest scores without answers, one after the other: there are few to find. */
static enum err add_cases(struct ctx *c, const struct trial *t)
{
    struct tails tails;
    struct report *r = t->report;
    size_t last = SIZE_MAX;
    TRY(fit_tails(c, t, &tails));
    TRY(score_tails(c, t, 1));
    for (; r->case_count < REPORT_CASES && r->case_count < t->split->test_count; r->case_count++) {
        size_t best = SIZE_MAX;
        for (size_t i = 0; i < t->split->test_count; i++) {
            bool behind = last == SIZE_MAX || t->scores[i] < t->scores[last] ||
                          (t->scores[i] == t->scores[last] && i > last);
            if (behind && (best == SIZE_MAX || t->scores[i] > t->scores[best]))
                best = i;
        }
        uint32_t row = t->split->test[best];
        double evidence[FRAUD_EVIDENCE], shares[FRAUD_EVIDENCE];
        struct report_case *it = &r->cases[r->case_count];
        fraud_evidence(t->test + best * COLUMNS, evidence);
        *it = (struct report_case){.id = t->cards->ids[row],
                                   .day = t->cards->days[row],
                                   .card = t->cards->cards[row],
                                   .amount = t->cards->features[(size_t)row * FRAUD_FEATURES + FRAUD_AMOUNT],
                                   .score = tails_score(&tails, evidence, shares),
                                   .fraud = t->cards->frauds[row] != 0};
        add_reasons(it, shares);
        last = best;
    }
    r->cases_by = "the model that learns without answers";
    return OK;
}

/* The curves are those of the last seed. */
static enum err add_model(struct ctx *c, const struct trial *t, const char *name, double auroc,
                          double average_precision, double cards)
{
    struct report_model *model = &t->report->models[t->report->model_count++];
    *model = (struct report_model){name, auroc, average_precision, cards, {0}, {0}};
    TRY(curve_roc(c, t->scores, t->test_labels, t->split->test_count, &model->roc));
    return curve_precision(c, t->scores, t->test_labels, t->split->test_count, &model->precision);
}

static enum err write_report(struct ctx *c, struct bench *b, const struct trial *t, date train, date test)
{
    struct report *r = t->report;
    r->file = b->files[0];
    r->train = train;
    r->test = test;
    r->train_rows = (int64_t)t->split->train_count;
    r->train_frauds = (int64_t)t->split->train_frauds;
    r->test_rows = (int64_t)t->split->test_count;
    r->test_frauds = (int64_t)t->split->test_frauds;
    TRY(add_cases(c, t));
    return report_write(c, r, invocation_value(b->inv, "report"));
}

/* -- Figures */

static double card_precision(const struct trial *t, struct card_row *rows)
{
    for (size_t i = 0; i < t->split->test_count; i++) {
        uint32_t row = t->split->test[i];
        rows[i] = (struct card_row){t->cards->cards[row], (uint32_t)(t->cards->days[row] - DATE_FIRST),
                                    t->scores[i], t->cards->frauds[row]};
    }
    return metrics_card_precision(rows, t->split->test_count, LOOKED_INTO);
}

static enum err run_model(struct ctx *c, struct bench *b, const struct trial *t, const struct model *model)
{
    double auroc[SEEDS_MAX], precision[SEEDS_MAX], cards[SEEDS_MAX], took[SEEDS_MAX];
    struct arena_mark mark = arena_mark(c->arena);
    for (size_t i = 0; i < t->seeds; i++) {
        struct ranking ranking;
        void *rows;
        double started = seconds_now();
        TRY(model->score(c, t, i + 1));
        took[i] = seconds_now() - started;
        TRY(metrics_ranking(c, t->scores, t->test_labels, t->split->test_count, &ranking));
        TRY(arena_alloc_outside(c, t->split->test_count * sizeof(struct card_row), &rows));
        auroc[i] = ranking.auroc;
        precision[i] = ranking.average_precision;
        cards[i] = card_precision(t, rows);
        arena_rewind(c->arena, mark);
    }
    struct spread a = metrics_spread(auroc, t->seeds), p = metrics_spread(precision, t->seeds);
    struct spread k = metrics_spread(cards, t->seeds);
    bench_section(b, model->section);
    bench_number(b, "auroc", a.mean);
    bench_number(b, "auroc_deviation", a.deviation);
    bench_number(b, "average_precision", p.mean);
    bench_number(b, "average_precision_deviation", p.deviation);
    bench_number(b, "card_precision_100", k.mean);
    bench_number(b, "card_precision_100_deviation", k.deviation);
    bench_number(b, "fit_and_score_s", percentile(took, t->seeds, 50));
    return t->report == NULL ? OK : add_model(c, t, model->title, a.mean, p.mean, k.mean);
}

static enum err gather(struct ctx *c, const struct card_table *cards, const uint32_t *rows, size_t count,
                       double **all, double **features, uint8_t **labels)
{
    void *wide, *narrow, *answers;
    TRY(arena_alloc_outside(c, count * COLUMNS * sizeof(double), &wide));
    TRY(arena_alloc_outside(c, count * FRAUD_FEATURES * sizeof(double), &narrow));
    TRY(arena_alloc_outside(c, count, &answers));
    *all = wide;
    *features = narrow;
    *labels = answers;
    for (size_t i = 0; i < count; i++) {
        double evidence[FRAUD_EVIDENCE], *row = *all + i * COLUMNS;
        const double *from = cards->features + (size_t)rows[i] * FRAUD_FEATURES;
        memcpy(row, from, FRAUD_FEATURES * sizeof(double));
        memcpy(*features + i * FRAUD_FEATURES, from, FRAUD_FEATURES * sizeof(double));
        fraud_evidence(from, evidence);
        row[FRAUD_FEATURES] = evidence[FRAUD_AMOUNT_RATIO];
        row[FRAUD_FEATURES + 1] = evidence[FRAUD_WEEK_RATIO];
        (*labels)[i] = cards->frauds[rows[i]];
    }
    return OK;
}

static enum err tell_data(struct ctx *c, struct bench *b, const struct card_table *cards)
{
    const char *file = invocation_value(b->inv, "check");
    bench_section(b, "data");
    bench_words(b, "file", b->files[0]);
    bench_count(b, "transactions", (int64_t)cards->count);
    bench_number(b, "read_with_features_s", cards->features_s);
    bench_number(b, "transactions_per_s", (double)cards->count / cards->features_s);
    if (file == NULL)
        return OK;
    size_t compared;
    double worst;
    TRY(card_check(c, cards, file, &compared, &worst));
    bench_count(b, "checked_rows", (int64_t)compared);
    bench_number(b, "checked_worst_difference", worst);
    return OK;
}

static enum err run(struct ctx *c, struct bench *b)
{
    struct card_table cards;
    struct card_split split;
    date train, test;
    int64_t seeds, threads;
    void *scores;
    TRY(invocation_int(c, b->inv, "seeds", 1, SEEDS_MAX, 5, &seeds));
    TRY(invocation_int(c, b->inv, "threads", 1, PARALLEL_THREADS_MAX, 1, &threads));
    TRY(app_date(c, b->inv, "train", &train));
    TRY(app_date(c, b->inv, "test", &test));
    if (train == DATE_NONE || test == DATE_NONE)
        return usage_error(c, b->inv,
                           "bench fraud needs --train DATE and --test DATE: the first days of two weeks");
    TRY(card_read(c, b->files[0], &cards));
    TRY(tell_data(c, b, &cards));
    TRY(card_split(c, &cards, train, test, &split));
    struct trial t = {.cards = &cards, .split = &split, .seeds = (size_t)seeds, .threads = (unsigned)threads};
    TRY(gather(c, &cards, split.train, split.train_count, &t.train, &t.forest_train, &t.train_labels));
    TRY(gather(c, &cards, split.test, split.test_count, &t.test, &t.forest_test, &t.test_labels));
    TRY(arena_alloc_outside(c, split.test_count * sizeof(double), &scores));
    t.scores = scores;
    bench_section(b, "split");
    bench_count(b, "train_rows", (int64_t)split.train_count);
    bench_count(b, "train_frauds", (int64_t)split.train_frauds);
    bench_count(b, "test_rows", (int64_t)split.test_count);
    bench_count(b, "test_frauds", (int64_t)split.test_frauds);
    bench_count(b, "seeds", seeds);
    if (invocation_has(b->inv, "report"))
        t.report = ARENA_NEW(c->arena, struct report);
    for (size_t i = 0; i < sizeof models / sizeof *models; i++)
        TRY(run_model(c, b, &t, &models[i]));
    if (t.report != NULL)
        TRY(write_report(c, b, &t, train, test));
    return run_online(c, b, &t);
}

const struct benchmark benchmark_fraud = {
    .name = "fraud",
    .summary = "card fraud by the handbook's weeks: AUROC, average precision, card precision at 100",
    .options = options,
    .run = run,
    .files = "FILE",
    .files_min = 1,
    .files_max = 1,
};

/* A forest that follows what is paid, and trees and probabilities from answers. */
#include "base/hash.h"
#include "insight/suspicion/past.h"
#include "numerics/boost/boost.h"
#include "numerics/calibrate.h"
#include "numerics/forest/stream.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { SAMPLE = 1024, GENUINE_ROWS = 1024, FOREST_SEED = 20081, ROUNDS = 60 };
#define ODD_SHARE   0.995 /* of what is usual, so much scores less: above that it is odd */
#define ODD_MOST    2.5
#define ANSWER_MOST 3.0

struct suspicion_model {
    struct forest_stream *stream; /* NULL: too little was paid so far */
    double odd_from, odd_to;      /* scores: the usual ones' edge, and the oddest of them or more */
    struct boost *boost;          /* NULL: too few answers */
    struct calibration calibration;
    size_t frauds, genuine;
    uint64_t digest;
};

static const char *const feature_words[SUSPICION_FEATURES] = {"its amount",
                                                              "how seldom so much leaves the account",
                                                              "the payee's usual amounts",
                                                              "how new the payee is",
                                                              "how long the payee got nothing",
                                                              "how much is paid on this day",
                                                              "the day of the week",
                                                              "the hour",
                                                              "the foreign currency"};

static int compare(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Where "odd" begins, from every so many-th row. */
static void find_edge(struct ctx *c, struct suspicion_model *m, const double *rows, size_t count)
{
    size_t step = count / SAMPLE + 1, sampled = 0;
    double *scores = ARENA_ARRAY(c->arena, double, count / step + 1);
    for (size_t i = 0; i < count; i += step) {
        struct forest_rows one = {rows + i * SUSPICION_FEATURES, 1, SUSPICION_FEATURES};
        forest_score(forest_stream_forest(m->stream), &one, 1, &scores[sampled++]);
    }
    qsort(scores, sampled, sizeof *scores, compare);
    m->odd_from = scores[(size_t)((double)(sampled - 1) * ODD_SHARE)];
    m->odd_to = fmax(scores[sampled - 1], m->odd_from + (1 - m->odd_from) / 2);
}

static enum err grow_forest(struct ctx *c, struct suspicion_model *m, const double *rows, size_t count)
{
    struct forest_rows all = {rows, count, SUSPICION_FEATURES};
    struct forest_stream_settings settings = {
        .forest = {.kind = FOREST_BEST, .seed = FOREST_SEED, .threads = 1}, .window = MODEL_ROWS_MOST};
    if (count < MODEL_ROWS_LEAST)
        return OK;
    TRY(forest_stream_new(c, &all, &settings, &m->stream));
    find_edge(c, m, rows, count);
    return OK;
}

/* Denied ones against confirmed ones, and against what nobody ever doubted. */
static enum err grow_trees(struct ctx *c, struct suspicion_model *m, const double *rows, size_t count,
                           const struct suspicion_answer *answers, size_t answer_count)
{
    size_t used = 0, step = count / GENUINE_ROWS + 1;
    double *at = ARENA_ARRAY(c->arena, double, (count / step + 1 + answer_count) * SUSPICION_FEATURES);
    uint8_t *labels = ARENA_ARRAY(c->arena, uint8_t, count / step + 1 + answer_count);
    struct boost_settings settings = boost_usual(FOREST_SEED);
    if (answer_count < MODEL_ANSWERS_LEAST || m->frauds < MODEL_ANSWERS_EACH ||
        m->genuine < MODEL_ANSWERS_EACH)
        return OK;
    for (size_t i = 0; i < count; i += step, used++)
        memcpy(at + used * SUSPICION_FEATURES, rows + i * SUSPICION_FEATURES,
               sizeof(double[SUSPICION_FEATURES]));
    for (size_t i = 0; i < answer_count; i++, used++) {
        memcpy(at + used * SUSPICION_FEATURES, answers[i].features, sizeof answers[i].features);
        labels[used] = answers[i].fraud;
    }
    struct boost_rows all = {at, used, SUSPICION_FEATURES};
    settings.rounds = ROUNDS;
    settings.depth = 3;
    settings.least_weight = 0.5;
    settings.threads = 1;
    return boost_fit(c, &all, labels, &settings, &m->boost);
}

static enum err fit_probability(struct ctx *c, struct suspicion_model *m,
                                const struct suspicion_answer *answers, size_t count)
{
    double *scores = ARENA_ARRAY(c->arena, double, count + 1);
    uint8_t *frauds = ARENA_ARRAY(c->arena, uint8_t, count + 1);
    for (size_t i = 0; i < count; i++) {
        scores[i] = answers[i].score;
        frauds[i] = answers[i].fraud;
        m->frauds += answers[i].fraud;
        m->genuine += !answers[i].fraud;
    }
    return calibrate(c, scores, frauds, count, &m->calibration);
}

enum err model_new(struct ctx *c, const double *rows, size_t count, const struct suspicion_answer *answers,
                   size_t answer_count, struct suspicion_model **out)
{
    struct suspicion_model *m = ARENA_NEW(c->arena, struct suspicion_model);
    size_t kept = count < MODEL_ROWS_MOST ? count : MODEL_ROWS_MOST;
    rows += (count - kept) * SUSPICION_FEATURES;
    m->digest = hash_bytes(rows, kept * sizeof(double[SUSPICION_FEATURES]), answer_count);
    for (size_t i = 0; i < answer_count; i++)
        m->digest = hash_mix(hash_bytes(answers[i].features, sizeof answers[i].features, m->digest),
                             answers[i].fraud);
    TRY(fit_probability(c, m, answers, answer_count));
    TRY(grow_forest(c, m, rows, kept));
    TRY(grow_trees(c, m, rows, kept, answers, answer_count));
    *out = m;
    return OK;
}

enum err model_add(struct ctx *c, struct suspicion_model *model, const double *features)
{
    model->digest = hash_bytes(features, sizeof(double[SUSPICION_FEATURES]), model->digest);
    return model->stream == NULL ? OK : forest_stream_add(c, model->stream, features);
}

static void judge_odd(const struct suspicion_model *m, struct suspicion *s)
{
    double shares[SUSPICION_FEATURES];
    int best = 0, second = 0;
    double score = forest_explain(forest_stream_forest(m->stream), s->features, shares);
    if (!(score > m->odd_from))
        return;
    for (int i = 1; i < SUSPICION_FEATURES; i++)
        best = shares[i] > shares[best] ? i : best;
    second = best == 0 ? 1 : 0;
    for (int i = 0; i < SUSPICION_FEATURES; i++)
        second = i != best && shares[i] > shares[second] ? i : second;
    struct suspicion_why *why = &s->why[s->count++];
    why->reason = REASON_ODD;
    why->weight = fmin(ODD_MOST, ODD_MOST * (score - m->odd_from) / (m->odd_to - m->odd_from));
    snprintf(why->words, sizeof why->words, "beside everything else it is odd: %s, and %s",
             feature_words[best], feature_words[second]);
}

static void judge_answers(const struct suspicion_model *m, struct suspicion *s)
{
    double odds;
    boost_score(m->boost, &(struct boost_rows){s->features, 1, SUSPICION_FEATURES}, 1, &odds);
    double weight = fmax(-ANSWER_MOST, fmin(ANSWER_MOST, odds));
    if (fabs(weight) < 0.5)
        return;
    struct suspicion_why *why = &s->why[s->count++];
    why->reason = REASON_ANSWERS;
    why->weight = weight;
    snprintf(why->words, sizeof why->words, "it looks like payments that were %s before",
             weight > 0 ? "denied" : "confirmed");
}

/* What nothing speaks against by itself stays so: models only add to, or take from, what a rule noticed. */
void model_judge(const struct suspicion_model *model, struct suspicion *s)
{
    if (s->count == 0)
        return;
    if (model->stream != NULL)
        judge_odd(model, s);
    if (model->boost != NULL)
        judge_answers(model, s);
    suspicion_sum(s);
}

double model_probability(const struct suspicion_model *model, double score, double threshold)
{
    if (model->frauds + model->genuine < MODEL_ANSWERS_EACH)
        return 1 / (1 + exp(threshold - score));
    return calibration_probability(&model->calibration, score);
}

uint64_t model_digest(const struct suspicion_model *model)
{
    return model->digest;
}

/* -- Thresholds */

static int descending(const void *a, const void *b)
{
    return compare(b, a);
}

double threshold_adapt(const struct suspicion_answer *answers, size_t count, int64_t payments, double target)
{
    double threshold = THRESHOLD_USUAL, least_fraud = THRESHOLD_MOST;
    double *alarms = malloc((count + 1) * sizeof *alarms);
    size_t alarm_count = 0;
    if (alarms == NULL)
        die("out of memory");
    for (size_t i = 0; i < count; i++)
        if (answers[i].fraud)
            least_fraud = fmin(least_fraud, answers[i].score);
        else if (answers[i].score > 0)
            alarms[alarm_count++] = answers[i].score;
    qsort(alarms, alarm_count, sizeof *alarms, descending);
    size_t allowed = (size_t)fmax(1, target * (double)payments);
    if (alarm_count > allowed)
        threshold = fmax(threshold, alarms[allowed] + 0.05);
    else if (least_fraud < THRESHOLD_MOST && (alarm_count == 0 || least_fraud > alarms[0]))
        threshold =
            fmin(threshold, least_fraud - 1); /* frauds alone were found so far: look a little closer */
    free(alarms);
    return fmax(THRESHOLD_LEAST, fmin(THRESHOLD_MOST, threshold));
}

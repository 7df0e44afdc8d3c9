#include "app/bench/support/cards/guard.h"

#include "app/bench/support/measure.h"
#include "finance/security/security.h"

enum kept_state { KEPT_TRUSTED, KEPT_OPEN, KEPT_VOID };

/* A payment as the store would hold it. */
struct kept {
    struct guard_payment p;
    enum kept_state state;
    double features[SUSPICION_FEATURES], score; /* of one that was asked about */
    unsigned reasons;                           /* that held it: 1 << enum suspicion_reason */
};

struct trust {
    uint64_t payee;
    enum suspicion_reason reason;
    int64_t amount;
};

struct guard {
    struct guard_settings settings;
    struct kept *kept;
    struct suspicion_answer *answers; /* the oldest first */
    struct trust *trusts;
    uint64_t *known, *blocked; /* payees */
    size_t kept_count, answer_count, trust_count, known_count, blocked_count, open_from;
    struct past *past;
    struct suspicion_model *model;
    struct arena *model_arena;
    double threshold;
    bool stale;
    int64_t made;
    double made_s;
};

struct guard *guard_new(struct arena *arena, const struct guard_settings *settings, size_t most)
{
    struct guard *g = ARENA_NEW(arena, struct guard);
    *g = (struct guard){.settings = *settings, .past = past_new(), .stale = true};
    g->kept = ARENA_ARRAY(arena, struct kept, most + 1);
    g->answers = ARENA_ARRAY(arena, struct suspicion_answer, most + 1);
    g->trusts = ARENA_ARRAY(arena, struct trust, most * SUSPICION_REASONS + 1);
    g->known = ARENA_ARRAY(arena, uint64_t, most + 1);
    g->blocked = ARENA_ARRAY(arena, uint64_t, most + 1);
    return g;
}

void guard_free(struct guard *g)
{
    past_free(g->past);
    if (g->model_arena != NULL)
        arena_free(g->model_arena);
}

void guard_made(const struct guard *g, int64_t *times, double *seconds)
{
    *times = g->made;
    *seconds = g->made_s;
}

static bool holds(const uint64_t *list, size_t count, uint64_t payee)
{
    for (size_t i = 0; i < count; i++)
        if (list[i] == payee)
            return true;
    return false;
}

static struct kept *keep(struct guard *g, const struct guard_payment *p, enum kept_state state)
{
    struct kept *k = &g->kept[g->kept_count++];
    *k = (struct kept){.p = *p, .state = state};
    return k;
}

void guard_take(struct guard *g, const struct guard_payment *p)
{
    struct kept *k = keep(g, p, KEPT_TRUSTED);
    k->p.suspect.at_us = 0;
}

/* -- Answers */

static void confirm(struct guard *g, struct kept *k)
{
    k->state = KEPT_TRUSTED;
    for (int reason = 0; reason < SUSPICION_REASONS; reason++)
        if (k->reasons & 1u << reason)
            g->trusts[g->trust_count++] =
                (struct trust){k->p.suspect.payee, (enum suspicion_reason)reason, k->p.suspect.amount};
    if (!holds(g->known, g->known_count, k->p.suspect.payee))
        g->known[g->known_count++] = k->p.suspect.payee;
}

static void deny(struct guard *g, struct kept *k)
{
    k->state = KEPT_VOID;
    if (!holds(g->blocked, g->blocked_count, k->p.suspect.payee))
        g->blocked[g->blocked_count++] = k->p.suspect.payee;
}

/* Those whose time has come. */
static void hear(struct guard *g, int64_t now_us)
{
    for (size_t i = g->open_from; i < g->kept_count; i++) {
        struct kept *k = &g->kept[i];
        if (k->state != KEPT_OPEN)
            continue;
        if (k->p.at_us + g->settings.answer_us > now_us)
            return;
        struct suspicion_answer *answer = &g->answers[g->answer_count++];
        memcpy(answer->features, k->features, sizeof answer->features);
        answer->score = k->score;
        answer->fraud = k->p.fraud;
        if (k->p.fraud)
            deny(g, k);
        else
            confirm(g, k);
        g->open_from = i + 1;
        g->stale = true;
    }
}

/* -- The past, made anew as the agent does after each answer */

static enum err remake(struct ctx *c, struct guard *g, date today)
{
    struct arena_mark mark = arena_mark(c->arena);
    size_t rows = 0, payments = 0;
    double *features = ARENA_ARRAY(c->arena, double, (g->kept_count + 1) * SUSPICION_FEATURES);
    double started = seconds_now();
    past_free(g->past);
    g->past = past_new();
    if (g->model_arena != NULL)
        arena_free(g->model_arena);
    g->model_arena = arena_new();
    for (size_t i = 0; i < g->kept_count; i++) {
        const struct kept *k = &g->kept[i];
        struct suspicion s;
        if (k->state == KEPT_VOID)
            continue;
        payments += k->p.suspect.date >= today - SECURITY_DAYS;
        if (k->state == KEPT_TRUSTED) {
            past_judge(g->past, &k->p.suspect, &s);
            memcpy(features + rows++ * SUSPICION_FEATURES, s.features, sizeof s.features);
        }
        past_add(g->past, &k->p.suspect, k->state == KEPT_TRUSTED);
    }
    struct ctx own = {.arena = g->model_arena, .now_us = c->now_us};
    enum err e = model_new(&own, features, rows, g->answers, g->answer_count, &g->model);
    memcpy(c->why, own.why, sizeof c->why);
    g->threshold = g->settings.threshold > 0
                       ? g->settings.threshold
                       : threshold_adapt(g->answers, g->answer_count, (int64_t)payments, g->settings.target);
    g->stale = false;
    g->made++;
    g->made_s += seconds_now() - started;
    arena_rewind(c->arena, mark);
    return e;
}

/* -- Looking */

static bool is_trusted(const struct guard *g, const struct suspect *p, enum suspicion_reason reason)
{
    for (size_t i = 0; i < g->trust_count; i++)
        if (g->trusts[i].payee == p->payee && g->trusts[i].reason == reason &&
            p->amount - p->amount / 5 <= g->trusts[i].amount)
            return true;
    return false;
}

static void drop_trusted(const struct guard *g, const struct suspect *p, struct suspicion *s)
{
    size_t kept = 0;
    s->score = 0;
    for (size_t i = 0; i < s->count; i++) {
        if (s->why[i].reason != REASON_BLOCKED && s->why[i].weight > 0 && is_trusted(g, p, s->why[i].reason))
            continue;
        s->score += s->why[i].weight;
        s->why[kept++] = s->why[i];
    }
    s->count = kept;
}

static void hold(struct guard *g, const struct guard_payment *p, const struct suspicion *s)
{
    struct kept *k = keep(g, p, KEPT_OPEN);
    k->score = s->score;
    memcpy(k->features, s->features, sizeof k->features);
    for (size_t i = 0; i < s->count; i++)
        k->reasons |= 1u << s->why[i].reason;
    past_add(g->past, &p->suspect, false);
}

enum err guard_look(struct ctx *c, struct guard *g, const struct guard_payment *p, bool *asked)
{
    struct guard_payment seen = *p;
    struct suspicion s;
    hear(g, p->at_us);
    if (g->stale)
        TRY(remake(c, g, p->suspect.date));
    seen.suspect.blocked = holds(g->blocked, g->blocked_count, p->suspect.payee);
    seen.suspect.known = holds(g->known, g->known_count, p->suspect.payee);
    past_judge(g->past, &seen.suspect, &s);
    model_judge(g->model, &s);
    bool counts = !s.learning || seen.suspect.blocked;
    if (counts && s.score >= g->threshold)
        drop_trusted(g, &seen.suspect, &s);
    *asked = counts && s.score >= g->threshold;
    if (*asked) {
        hold(g, &seen, &s);
        return OK;
    }
    keep(g, &seen, KEPT_TRUSTED);
    past_add(g->past, &seen.suspect, true);
    struct ctx own = {.arena = g->model_arena, .now_us = c->now_us};
    enum err e = model_add(&own, g->model, s.features);
    if (e != OK)
        memcpy(c->why, own.why, sizeof c->why);
    return e;
}

/* florin bench security: how many frauds the security agent finds, and how often it asks for nothing. Each customer of a file of card transactions is a
 * household of its own with one account: what happened before --test is its imported history, what comes then is scored as it comes, and whoever is asked
 * answers a day later, and truly. Nothing else tells the agent of a fraud: one that it does not ask about stays in the past as if it were the customer's. */
#include "app/app.h"
#include "app/bench/support/cards/card.h"
#include "app/bench/support/cards/guard.h"
#include "app/bench/support/measure.h"
#include "app/benchmark.h"
#include "base/hash.h"
#include "store/entity/agency/verification.h"

#include <stdio.h>
#include <stdlib.h>

#define DAY_US INT64_C(86400000000)
enum { HISTORY_DAYS = 30, MONTH_DAYS = 30 };

static const char *const options[] = {"test", NULL};

struct figures {
    int64_t payments, frauds, asked, right, customers, made;
    int64_t fraud_minor, right_minor;
    double seconds, made_s;
    int64_t of_kind[CARD_KINDS], found[CARD_KINDS];
};

struct cards {
    struct card_table table;
    size_t *order; /* by customer, then as in the file, which is by time */
    date from, last;
};

static const struct card_table *sorted_table;

static int by_customer(const void *a, const void *b)
{
    size_t x = *(const size_t *)a, y = *(const size_t *)b;
    uint32_t one = sorted_table->cards[x], two = sorted_table->cards[y];
    return one != two ? (one > two) - (one < two) : (x > y) - (x < y);
}

static struct guard_payment payment_of(const struct card_table *t, size_t row)
{
    int64_t at_us = t->times_s[row] * 1000000;
    return (struct guard_payment){.suspect = {.number = (int64_t)row + 1,
                                              .account = 1,
                                              .amount = t->minor[row],
                                              .payee = hash_mix(1, t->terminals[row]) | 1,
                                              .date = t->days[row],
                                              .at_us = at_us,
                                              .hour = -1},
                                  .at_us = at_us,
                                  .fraud = t->frauds[row] != 0};
}

static enum err look_at_customer(struct ctx *c, const struct cards *cards, const size_t *rows, size_t count,
                                 const struct guard_settings *settings, struct figures *out)
{
    struct arena_mark mark = arena_mark(c->arena);
    struct guard *guard = guard_new(c->arena, settings, count);
    int64_t made;
    double made_s, started = seconds_now();
    enum err e = OK;
    for (size_t i = 0; i < count && e == OK; i++) {
        struct guard_payment p = payment_of(&cards->table, rows[i]);
        bool asked = false;
        if (p.suspect.amount <= 0)
            continue;
        if (p.suspect.date < cards->from) {
            guard_take(guard, &p);
            continue;
        }
        e = guard_look(c, guard, &p, &asked);
        out->payments++;
        out->frauds += p.fraud;
        out->fraud_minor += p.fraud ? p.suspect.amount : 0;
        out->asked += asked;
        out->right += asked && p.fraud;
        out->right_minor += asked && p.fraud ? p.suspect.amount : 0;
        out->of_kind[cards->table.kinds[rows[i]]] += p.fraud;
        out->found[cards->table.kinds[rows[i]]] += asked && p.fraud;
    }
    guard_made(guard, &made, &made_s);
    guard_free(guard);
    out->made += made;
    out->made_s += made_s;
    out->seconds += seconds_now() - started;
    out->customers++;
    arena_rewind(c->arena, mark);
    return e;
}

static double share(int64_t part, int64_t whole)
{
    return whole == 0 ? 0 : 100 * (double)part / (double)whole;
}

static void tell(struct ctx *c, struct bench *b, const struct cards *cards, const struct figures *f)
{
    double months = (double)(cards->last - cards->from + 1) / MONTH_DAYS;
    bench_number(b, "frauds_caught_percent", share(f->right, f->frauds));
    bench_number(b, "fraud_amount_caught_percent", share(f->right_minor, f->fraud_minor));
    for (int kind = 1; kind < CARD_KINDS; kind++)
        if (f->of_kind[kind] > 0)
            bench_number(b, arena_printf(c->arena, "scenario_%d_caught_percent", kind),
                         share(f->found[kind], f->of_kind[kind]));
    bench_number(b, "asked_of_1000", share(f->asked, f->payments) * 10);
    bench_number(b, "questions_right_percent", share(f->right, f->asked));
    bench_number(b, "false_alarms_of_a_customer_and_month",
                 (double)(f->asked - f->right) / ((double)f->customers * months));
    bench_number(b, "payment_us",
                 f->payments == 0 ? 0 : 1e6 * (f->seconds - f->made_s) / (double)f->payments);
    bench_number(b, "past_made_anew_ms", f->made == 0 ? 0 : 1e3 * f->made_s / (double)f->made);
}

static enum err run_at(struct ctx *c, struct bench *b, const struct cards *cards, double threshold)
{
    char name[32];
    struct figures f = {0};
    struct guard_settings settings = {
        .threshold = threshold, .target = SECURITY_TARGET_USUAL / 1e6, .answer_us = DAY_US};
    const uint32_t *who = cards->table.cards;
    for (size_t i = 0, end; i < cards->table.count; i = end) {
        for (end = i + 1; end < cards->table.count && who[cards->order[end]] == who[cards->order[i]]; end++)
            ;
        TRY(look_at_customer(c, cards, cards->order + i, end - i, &settings, &f));
    }
    snprintf(name, sizeof name, "threshold_%g", threshold);
    bench_section(b, threshold > 0 ? arena_copy(c->arena, name, strlen(name)) : "threshold_that_adapts");
    tell(c, b, cards, &f);
    if (threshold == 0) {
        bench_count(b, "payments", f.payments);
        bench_count(b, "frauds", f.frauds);
        bench_count(b, "customers", f.customers);
    }
    return OK;
}

static enum err run(struct ctx *c, struct bench *b)
{
    static const double thresholds[] = {0, THRESHOLD_LEAST, 5, THRESHOLD_USUAL, 7, 8, 10};
    struct cards cards;
    void *order;
    TRY(card_read(c, b->files[0], &cards.table));
    TRY(app_date(c, b->inv, "test", &cards.from));
    if (cards.from == DATE_NONE)
        cards.from = cards.table.days[0] + HISTORY_DAYS;
    cards.last = cards.table.days[cards.table.count - 1];
    if (cards.last < cards.from)
        return fail(c, ERR_INPUT, "%s ends before the watch begins", b->files[0]);
    TRY(arena_alloc_outside(c, cards.table.count * sizeof *cards.order, &order));
    cards.order = order;
    for (size_t i = 0; i < cards.table.count; i++)
        cards.order[i] = i;
    sorted_table = &cards.table;
    qsort(cards.order, cards.table.count, sizeof *cards.order, by_customer);
    bench_section(b, "data");
    bench_words(b, "file", b->files[0]);
    bench_count(b, "transactions", (int64_t)cards.table.count);
    bench_count(b, "history_days", cards.from - cards.table.days[0]);
    bench_count(b, "watched_days", cards.last - cards.from + 1);
    for (size_t i = 0; i < sizeof thresholds / sizeof *thresholds; i++)
        TRY(run_at(c, b, &cards, thresholds[i]));
    return OK;
}

const struct benchmark benchmark_security = {
    .name = "security",
    .summary =
        "the security agent over simulated card fraud: what it finds, and how often it asks for nothing",
    .options = options,
    .run = run,
    .files = "FILE",
    .files_min = 1,
    .files_max = 1,
};

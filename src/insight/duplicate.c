/* Charged twice. A pair of equal charges says little by itself: two tickets, two coffees, two contracts. So a
 * pair counts only when this payee does not usually charge in pairs. */
#include "insight/series.h"

#include <stdio.h>
#include <stdlib.h>

enum {
    PAIR_DAYS = 2,
    REFUND_DAYS = 30,
    LEAST_KNOWN_WEIGHT = 5 * 10000, /* 5.00 of the currency: below are tickets and snacks */
    LEAST_NEW_WEIGHT = 10 * 10000,  /* a payee never paid before: nothing else to judge by */
    OFTEN_DAYS = 7,                 /* the same amount every week: a habit, not a mistake */
    REGULAR_DAYS = 20,              /* rarely enough to be a subscription: small ones count as well */
};

/* Equal charges within PAIR_DAYS. */
struct cluster {
    int64_t amount, txn_last;
    date first, last;
    int32_t count;
    int32_t same_before; /* charges of this amount before */
    date same_first;     /* the first of them */
};

struct series {
    const struct payment *payments;
    size_t start, end;
    const struct charge *charges; /* in order of time */
    size_t charge_count;
    struct cluster *clusters;
    size_t cluster_count;
};

static int by_time(const void *a, const void *b)
{
    const struct cluster *x = a, *y = b;
    if (x->first != y->first)
        return x->first < y->first ? -1 : 1;
    return (x->amount > y->amount) - (x->amount < y->amount);
}

static void find_clusters(struct arena *arena, struct series *s)
{
    struct charge *sorted = charges_by_amount(arena, s->charges, s->charge_count);
    s->clusters = ARENA_ARRAY(arena, struct cluster, s->charge_count / 2 + 1);
    for (size_t group = 0, i = 0; i < s->charge_count; i++) {
        if (sorted[group].amount != sorted[i].amount)
            group = i;
        size_t first = i;
        while (i + 1 < s->charge_count && sorted[i + 1].amount == sorted[i].amount &&
               sorted[i + 1].date - sorted[first].date <= PAIR_DAYS)
            i++;
        if (i > first)
            s->clusters[s->cluster_count++] = (struct cluster){.amount = sorted[i].amount,
                                                               .txn_last = sorted[i].txn,
                                                               .first = sorted[first].date,
                                                               .last = sorted[i].date,
                                                               .count = (int32_t)(i - first + 1),
                                                               .same_before = (int32_t)(first - group),
                                                               .same_first = sorted[group].date};
    }
    qsort(s->clusters, s->cluster_count, sizeof *s->clusters, by_time);
}

static int32_t refunds(const struct series *s, const struct cluster *cluster)
{
    int32_t count = 0;
    for (size_t i = s->start; i < s->end; i++)
        count += s->payments[i].amount == cluster->amount && s->payments[i].date >= cluster->first &&
                 s->payments[i].date <= cluster->last + REFUND_DAYS;
    return count;
}

/* `before`: charges of any amount before the cluster; `pairs`: clusters before it. */
static bool is_habit(const struct cluster *cluster, size_t before, size_t pairs)
{
    if (pairs >= 3 || (pairs >= 1 && pairs * 10 >= before))
        return true;
    return cluster->same_before >= 3 &&
           cluster->first - cluster->same_first <= cluster->same_before * OFTEN_DAYS;
}

static bool matters(const struct cluster *cluster, size_t before, currency cur)
{
    bool subscription = cluster->same_before >= 2 &&
                        cluster->first - cluster->same_first >= cluster->same_before * REGULAR_DAYS;
    return subscription ||
           finding_weight(cluster->amount, cur) >= (before == 0 ? LEAST_NEW_WEIGHT : LEAST_KNOWN_WEIGHT);
}

static void report(const struct series *s, const struct cluster *cluster, int32_t count, struct findings *out)
{
    const struct payment *any = &s->payments[s->start];
    char day[DATE_TEXT_MAX];
    struct finding f = {.kind = INSIGHT_DUPLICATE_CHARGE,
                        .severity = SEVERITY_ALERT,
                        .date = cluster->last,
                        .date_before = cluster->first,
                        .currency = any->currency,
                        .weight = finding_weight(cluster->amount, any->currency),
                        .txn = cluster->txn_last,
                        .account = any->account,
                        .payee = any->payee,
                        .count = count,
                        .amount = cluster->amount};
    snprintf(f.topic, sizeof f.topic, "duplicate_charge/%lld/%lld/%s/%lld", (long long)any->payee,
             (long long)any->account, date_format(cluster->first, day), (long long)cluster->amount);
    findings_add(out, f);
}

static void judge(struct series *s, date from, struct findings *out)
{
    size_t before = 0;
    for (size_t i = 0; i < s->cluster_count; i++) {
        const struct cluster *cluster = &s->clusters[i];
        while (before < s->charge_count && s->charges[before].date < cluster->first)
            before++;
        if (cluster->last < from || is_habit(cluster, before, i) ||
            !matters(cluster, before, s->payments[s->start].currency))
            continue;
        int32_t left = cluster->count - refunds(s, cluster);
        if (left >= 2)
            report(s, cluster, left, out);
    }
}

void detect_duplicate_charges(const struct payment *payments, size_t count, date from, struct findings *out)
{
    struct arena *scratch = arena_new();
    for (size_t start = 0, end; start < count; start = end) {
        struct arena_mark mark = arena_mark(scratch);
        struct charge *charges;
        end = series_end(payments, count, start);
        if (end - start < 2 || payments[end - 1].date < from)
            continue;
        struct series s = {.payments = payments, .start = start, .end = end};
        s.charge_count = series_charges(scratch, payments, start, end, &charges);
        s.charges = charges;
        find_clusters(scratch, &s);
        judge(&s, from, out);
        arena_rewind(scratch, mark);
    }
    arena_free(scratch);
}

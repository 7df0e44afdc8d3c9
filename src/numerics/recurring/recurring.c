/* Groups payments: first those of equal amounts, then, where it is known who is paid, those whose amount changes. */
#include "numerics/recurring/recurring.h"

#include "numerics/recurring/inner.h"

#include <stdlib.h>

enum {
    MEMBERS_LEAST = 3,
    DAYS_MOST = 1500, /* of one party and amount: daily payments for years are no bills */
    CHAINS_MOST = 8,  /* of equal amounts: as many rents at once as anybody has */
};

struct chain;

struct item {
    const struct recurring_payment *payment;
    size_t index;
    struct chain *chain; /* NULL: none yet */
};

/* A group while it is made. */
struct chain {
    struct chain *next; /* of the same party and sign, the last one made first */
    struct schedule schedule;
    double evidence;
    struct item **items; /* in the order of days */
    size_t count;
};

struct finder {
    struct ctx *c;
    const struct recurring_options *options;
    struct arena *scratch;
    double evidence;
    date today;
    struct chain *chains; /* of the party at hand */
    struct buf *groups;   /* of struct recurring */
};

static bool is_out(const struct item *item)
{
    return item->payment->amount < 0;
}

static bool together(const struct item *a, const struct item *b)
{
    return a->payment->party == b->payment->party && is_out(a) == is_out(b);
}

static int by_day(const void *a, const void *b)
{
    const struct item *x = *(struct item *const *)a, *y = *(struct item *const *)b;
    if (x->payment->date != y->payment->date)
        return x->payment->date < y->payment->date ? -1 : 1;
    return (x->index > y->index) - (x->index < y->index);
}

/* By party, sign, amount, day. */
static int by_party_and_amount(const void *a, const void *b)
{
    struct item *x = *(struct item *const *)a, *y = *(struct item *const *)b;
    if (!together(x, y)) {
        bool same = x->payment->party == y->payment->party;
        return same ? (is_out(x) ? -1 : 1) : x->payment->party < y->payment->party ? -1 : 1;
    }
    if (x->payment->amount != y->payment->amount)
        return x->payment->amount < y->payment->amount ? -1 : 1;
    return by_day(a, b);
}

/* -- Chains */

static void add_items(struct finder *f, struct chain *chain, struct item *const *items, size_t count)
{
    struct item **all = ARENA_ARRAY(f->c->arena, struct item *, chain->count + count);
    for (size_t i = 0; i < chain->count; i++)
        all[i] = chain->items[i];
    for (size_t i = 0; i < count; i++) {
        all[chain->count + i] = items[i];
        items[i]->chain = chain;
    }
    chain->items = all;
    chain->count += count;
    qsort(all, chain->count, sizeof *all, by_day);
}

/* The best schedule of these, ordered by day; what it explains becomes a chain. False when there is none. */
static bool take_chain(struct finder *f, struct item *const *items, size_t count, double evidence)
{
    struct arena_mark mark = arena_mark(f->scratch);
    date *days = ARENA_ARRAY(f->scratch, date, count + 1);
    int32_t *occurrences = ARENA_ARRAY(f->scratch, int32_t, count + 1);
    struct item **taken = ARENA_ARRAY(f->scratch, struct item *, count + 1);
    struct schedule_fit fit;
    size_t n = 0;
    for (size_t i = 0; i < count; i++)
        days[i] = items[i]->payment->date;
    bool found =
        count <= DAYS_MOST && schedule_find(days, count, &fit, occurrences) && fit.evidence >= evidence;
    for (size_t i = 0; i < count && found; i++)
        if (occurrences[i] != SCHEDULE_EXTRA)
            taken[n++] = items[i];
    if (found) {
        struct chain *chain = ARENA_NEW(f->c->arena, struct chain);
        *chain = (struct chain){.next = f->chains, .schedule = fit.schedule, .evidence = fit.evidence};
        add_items(f, chain, taken, n);
        f->chains = chain;
    }
    arena_rewind(f->scratch, mark);
    return found;
}

static size_t free_ones(struct item *const *items, size_t count, struct item **out)
{
    size_t left = 0;
    for (size_t i = 0; i < count; i++)
        if (items[i]->chain == NULL)
            out[left++] = items[i];
    return left;
}

/* Two rents of one amount are two chains: what one leaves over may be another. */
static void take_chains(struct finder *f, struct item *const *items, size_t count)
{
    struct arena_mark mark = arena_mark(f->scratch);
    struct item **left = ARENA_ARRAY(f->scratch, struct item *, count + 1);
    double evidence = f->evidence - (f->options->parties_known ? RECURRING_EQUAL : 0);
    for (int i = 0; i < CHAINS_MOST; i++) {
        size_t n = free_ones(items, count, left);
        if (n < MEMBERS_LEAST || !take_chain(f, left, n, evidence))
            break;
    }
    arena_rewind(f->scratch, mark);
}

static void find_equal_amounts(struct finder *f, struct item *const *items, size_t count)
{
    for (size_t start = 0, end; start < count; start = end) {
        for (end = start + 1; end < count && items[end]->payment->amount == items[start]->payment->amount;
             end++)
            ;
        if (end - start >= MEMBERS_LEAST && items[start]->payment->amount != 0)
            take_chains(f, items + start, end - start);
    }
}

/* -- Changing amounts */

static double size_of(const struct item *item)
{
    double amount = (double)item->payment->amount;
    return amount < 0 ? -amount : amount;
}

/* A price may double or halve, not more. */
static bool is_like(const struct item *a, const struct item *b)
{
    return size_of(a) <= 2 * size_of(b) && size_of(b) <= 2 * size_of(a);
}

static bool is_due(const struct schedule *s, const struct item *item, int32_t *k)
{
    enum { LATE = 2 };
    *k = schedule_nearest(s, item->payment->date);
    return abs(schedule_due(s, *k) - item->payment->date) <= s->tolerance + LATE;
}

/* Payments before the first and behind the last one that are due by the same schedule at another price. They go outwards one occurrence
 * after the other; a gap ends it. */
static void extend(struct finder *f, struct chain *chain, struct item *const *free, size_t count)
{
    struct item *first = chain->items[0], *last = chain->items[chain->count - 1];
    int32_t low = schedule_nearest(&chain->schedule, first->payment->date);
    int32_t high = schedule_nearest(&chain->schedule, last->payment->date), k;
    for (size_t i = 0; i < count; i++) {
        struct item *item = free[i];
        if (item->chain == NULL && is_due(&chain->schedule, item, &k) && k == high + 1 &&
            is_like(item, last)) {
            add_items(f, chain, &item, 1);
            last = item;
            high++;
        }
    }
    for (size_t i = count; i-- > 0;) {
        struct item *item = free[i];
        if (item->chain == NULL && is_due(&chain->schedule, item, &k) && k == low - 1 &&
            is_like(item, first)) {
            add_items(f, chain, &item, 1);
            first = item;
            low--;
        }
    }
}

/* Does b go on where a ended, at another price? */
static bool goes_on(const struct chain *a, const struct chain *b)
{
    const struct item *end = a->items[a->count - 1], *start = b->items[0];
    int32_t k;
    return a != b && a->count > 0 && b->count > 0 && end->payment->date < start->payment->date &&
           a->schedule.kind == b->schedule.kind && a->schedule.step == b->schedule.step &&
           is_due(&a->schedule, start, &k) && k - schedule_nearest(&a->schedule, end->payment->date) <= 2 &&
           is_like(end, start);
}

static void join_chains(struct finder *f)
{
    for (bool joined = true; joined;) {
        joined = false;
        for (struct chain *a = f->chains; a != NULL && !joined; a = a->next)
            for (struct chain *b = f->chains; b != NULL && !joined; b = b->next) {
                if (a->count == 0 || b->count == 0 || !goes_on(a, b))
                    continue;
                add_items(f, a, b->items, b->count);
                a->evidence += b->evidence;
                b->count = 0;
                joined = true;
            }
    }
}

static int by_size(const void *a, const void *b)
{
    double x = size_of(*(struct item *const *)a), y = size_of(*(struct item *const *)b);
    return x != y ? (x < y ? -1 : 1) : by_day(a, b);
}

/* Bills whose amount is another each time: all that is left of the party, when most are about alike. */
static void find_varying(struct finder *f, struct item **left, size_t count)
{
    size_t like = 0;
    if (count < MEMBERS_LEAST)
        return;
    qsort(left, count, sizeof *left, by_size);
    for (size_t i = 0; i < count; i++)
        like += is_like(left[i], left[count / 2]);
    qsort(left, count, sizeof *left, by_day);
    if (4 * like >= 3 * count)
        take_chain(f, left, count, f->evidence);
}

static void find_changing_amounts(struct finder *f, struct item *const *items, size_t count)
{
    struct arena_mark mark = arena_mark(f->scratch);
    struct item **left = ARENA_ARRAY(f->scratch, struct item *, count + 1);
    size_t n = free_ones(items, count, left);
    qsort(left, n, sizeof *left, by_day);
    for (struct chain *chain = f->chains; chain != NULL; chain = chain->next)
        extend(f, chain, left, n);
    join_chains(f);
    n = free_ones(left, n, left);
    find_varying(f, left, n);
    arena_rewind(f->scratch, mark);
}

/* -- Groups */

static int days_off(const struct chain *chain)
{
    int most = 0;
    for (size_t i = 0; i < chain->count; i++) {
        date day = chain->items[i]->payment->date;
        int off = abs(schedule_due(&chain->schedule, schedule_nearest(&chain->schedule, day)) - day);
        most = off > most ? off : most;
    }
    return most;
}

static void make_group(struct finder *f, const struct chain *chain)
{
    size_t n = chain->count, *members = ARENA_ARRAY(f->c->arena, size_t, n);
    int64_t *amounts = ARENA_ARRAY(f->scratch, int64_t, n);
    date *days = ARENA_ARRAY(f->scratch, date, n);
    for (size_t i = 0; i < n; i++) {
        members[i] = chain->items[i]->index;
        amounts[i] = chain->items[i]->payment->amount;
        days[i] = chain->items[i]->payment->date;
    }
    int32_t slots =
        schedule_nearest(&chain->schedule, days[n - 1]) - schedule_nearest(&chain->schedule, days[0]) + 1;
    struct recurring group = {.party = chain->items[0]->payment->party,
                              .members = members,
                              .count = n,
                              .schedule = chain->schedule,
                              .evidence = chain->evidence,
                              .gaps = (size_t)slots > n ? (size_t)slots - n : 0};
    recurring_judge_amounts(f->scratch, &group, amounts, days);
    recurring_look_ahead(&group, days[n - 1], days_off(chain), f->today);
    buf_add(f->groups, (const char *)&group, sizeof group);
}

/* items: of one party and sign, by amount, then day. */
static void find_of_party(struct finder *f, struct item *const *items, size_t count)
{
    struct arena_mark mark = arena_mark(f->scratch);
    f->chains = NULL;
    find_equal_amounts(f, items, count);
    if (f->options->parties_known)
        find_changing_amounts(f, items, count);
    for (const struct chain *chain = f->chains; chain != NULL; chain = chain->next)
        if (chain->count >= MEMBERS_LEAST)
            make_group(f, chain);
    arena_rewind(f->scratch, mark);
}

static int by_party_and_start(const void *a, const void *b, void *self)
{
    const struct recurring *x = a, *y = b;
    const struct recurring_payment *payments = self;
    const struct recurring_payment *p = &payments[x->members[0]], *q = &payments[y->members[0]];
    if (x->party != y->party)
        return x->party < y->party ? -1 : 1;
    if (p->date != q->date)
        return p->date < q->date ? -1 : 1;
    return (x->members[0] > y->members[0]) - (x->members[0] < y->members[0]);
}

static void find_all(struct finder *f, const struct recurring_payment *payments, size_t count)
{
    struct item *all = ARENA_ARRAY(f->c->arena, struct item, count + 1);
    struct item **items = ARENA_ARRAY(f->c->arena, struct item *, count + 1);
    date newest = DATE_FIRST;
    for (size_t i = 0; i < count; i++) {
        all[i] = (struct item){&payments[i], i, NULL};
        items[i] = &all[i];
        newest = payments[i].date > newest ? payments[i].date : newest;
    }
    f->today = f->options->today == DATE_NONE ? newest : f->options->today;
    qsort(items, count, sizeof(struct item *), by_party_and_amount);
    for (size_t start = 0, end; start < count; start = end) {
        for (end = start + 1; end < count && together(items[start], items[end]); end++)
            ;
        if (end - start >= MEMBERS_LEAST)
            find_of_party(f, items + start, end - start);
    }
}

enum err recurring_find(struct ctx *c, const struct recurring_payment *payments, size_t count,
                        const struct recurring_options *options, struct recurring **out, size_t *out_count)
{
    if (count > LIMIT_RECURRING)
        return fail(c, ERR_LIMIT, "more than %d payments to look through at once", LIMIT_RECURRING);
    struct finder f = {.c = c,
                       .options = options,
                       .scratch = arena_new(),
                       .evidence = options->evidence == 0 ? RECURRING_EVIDENCE : options->evidence,
                       .groups = buf_in_arena(c->arena)};
    find_all(&f, payments, count);
    arena_free(f.scratch);
    *out = (struct recurring *)(void *)f.groups->at;
    *out_count = f.groups->len / sizeof **out;
    if (*out_count > 1)
        qsort_r(*out, *out_count, sizeof **out, by_party_and_start, (void *)(uintptr_t)payments);
    return OK;
}

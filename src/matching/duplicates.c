#include "matching/duplicates.h"

#include <stdlib.h>

struct matcher {
    struct match_known *known; /* by amount, date, ref */
    size_t known_count;
    uint32_t *ids; /* index + 1 into known, by hash of the id; chained through `next` */
    uint32_t *next;
    size_t id_slots;
    const struct match_payees *payees;
};

static int by_amount(const void *left, const void *right)
{
    const struct match_known *a = left, *b = right;
    if (a->amount != b->amount)
        return a->amount < b->amount ? -1 : 1;
    if (a->date != b->date)
        return a->date < b->date ? -1 : 1;
    if (a->gone != b->gone)
        return a->gone ? 1 : -1; /* what is there is found before what is gone */
    return a->ref < b->ref ? -1 : a->ref > b->ref;
}

static int32_t distance(date a, date b)
{
    return a < b ? b - a : a - b;
}

/* The first known row with this amount on this day or later. */
static size_t first_at(const struct matcher *m, int64_t amount, date day)
{
    size_t low = 0, high = m->known_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct match_known *k = &m->known[middle];
        if (k->amount < amount || (k->amount == amount && k->date < day))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void index_ids(struct arena *arena, struct matcher *m)
{
    for (m->id_slots = 64; m->id_slots < m->known_count * 2; m->id_slots *= 2)
        ;
    m->ids = ARENA_ARRAY(arena, uint32_t, m->id_slots);
    m->next = ARENA_ARRAY(arena, uint32_t, m->known_count + 1);
    for (size_t i = m->known_count; i > 0; i--) {
        const struct match_known *k = &m->known[i - 1];
        if (k->id == 0)
            continue;
        size_t slot = k->id & (m->id_slots - 1);
        m->next[i] = m->ids[slot];
        m->ids[slot] = (uint32_t)i;
    }
}

static void claim(struct match_known *k, struct match_entry *e, enum match_verdict verdict)
{
    k->claimed = true;
    e->verdict = verdict;
    e->known = k->ref;
    e->days = distance(k->date, e->date);
}

static bool settles(const struct match_known *k, const struct match_entry *e)
{
    return k->pending && !k->gone && !e->pending;
}

/* May these two be compared at all? What is gone is only found by its very like: a void announcement says
 * nothing about a booking. */
static bool comparable(const struct match_known *k, const struct match_entry *e)
{
    return !k->claimed && (!k->gone || k->pending == e->pending);
}

/* Of several rows with the id, is `k` more likely meant than `best`? The one that is there, then the one with
 * the same description, then the nearest. */
static bool is_better(const struct match_known *k, const struct match_known *best,
                      const struct match_entry *e)
{
    if (best == NULL || k->gone != best->gone)
        return best == NULL || best->gone;
    if ((k->text == e->text) != (best->text == e->text))
        return k->text == e->text;
    return distance(k->date, e->date) < distance(best->date, e->date);
}

typedef bool fits(const struct match_known *k, const struct match_entry *e);

static bool fits_surely(const struct match_known *k, const struct match_entry *e)
{
    return k->amount == e->amount && (k->date == e->date || (k->pending && !k->gone));
}

/* Pending amounts change (tips, fuel, hotels), their direction does not. */
static bool fits_nearly(const struct match_known *k, const struct match_entry *e)
{
    if (k->gone || (k->amount < 0) != (e->amount < 0))
        return false;
    return k->pending ? e->date >= k->date - MATCH_DAYS
                      : k->amount == e->amount && distance(k->date, e->date) <= MATCH_DAYS;
}

static struct match_known *find_id(struct matcher *m, const struct match_entry *e, fits *is_fit)
{
    struct match_known *best = NULL;
    if (e->id == 0)
        return NULL;
    for (uint32_t i = m->ids[e->id & (m->id_slots - 1)]; i != 0; i = m->next[i]) {
        struct match_known *k = &m->known[i - 1];
        if (k->id == e->id && comparable(k, e) && is_fit(k, e) && is_better(k, best, e))
            best = k;
    }
    return best;
}

/* Sweep 1. */
static void match_id(struct matcher *m, struct match_entry *e)
{
    struct match_known *k = find_id(m, e, fits_surely);
    if (k != NULL)
        claim(k, e, settles(k, e) ? MATCH_SETTLES : MATCH_KNOWN);
}

/* Sweep 3. A pending row that the bank announces again, changed, is replaced like one that is booked. */
static void match_id_near(struct matcher *m, struct match_entry *e)
{
    struct match_known *k = find_id(m, e, fits_nearly);
    if (k == NULL)
        return;
    bool sure = k->source != e->source && distance(k->date, e->date) <= MATCH_DAYS_OTHER_SOURCE;
    claim(k, e, k->pending ? MATCH_SETTLES : sure ? MATCH_KNOWN : MATCH_MAYBE);
}

/* Two rows of one source that both carry ids are told apart by them. */
static bool ids_tell_apart(const struct match_known *k, const struct match_entry *e)
{
    return k->id != 0 && e->id != 0 && k->id != e->id && k->source == e->source;
}

static void match_exact(struct matcher *m, struct match_entry *e)
{
    for (size_t i = first_at(m, e->amount, e->date); i < m->known_count; i++) {
        struct match_known *k = &m->known[i];
        if (k->amount != e->amount || k->date != e->date)
            return;
        if (!comparable(k, e) || k->text != e->text || ids_tell_apart(k, e))
            continue;
        claim(k, e, settles(k, e) ? MATCH_SETTLES : MATCH_KNOWN);
        return;
    }
}

/* How far apart the dates of a known row and an entry may lie when more than the date is in doubt; -1: not
 * comparable. One source writes the same date every time, unless the row was pending. */
static int32_t days_allowed(const struct match_known *k, const struct match_entry *e)
{
    if (k->claimed || k->gone || ids_tell_apart(k, e))
        return -1;
    if (k->pending || k->source == 0)
        return MATCH_DAYS;
    return k->source == e->source ? -1 : MATCH_DAYS_OTHER_SOURCE;
}

/* The nearest row that may be compared with the entry; with `payee`, only those paid to the same payee. */
static struct match_known *nearest(struct matcher *m, const struct match_entry *e, bool payee)
{
    struct match_known *best = NULL;
    for (size_t i = first_at(m, e->amount, e->date - MATCH_DAYS); i < m->known_count; i++) {
        struct match_known *k = &m->known[i];
        if (k->amount != e->amount || k->date > e->date + MATCH_DAYS)
            break;
        int32_t days = distance(k->date, e->date);
        if (days > days_allowed(k, e) || (best != NULL && days >= distance(best->date, e->date)))
            continue;
        if (!payee || m->payees->same(m->payees->self, k->ref, e->ref))
            best = k;
    }
    return best;
}

static void match_payee(struct matcher *m, struct match_entry *e)
{
    struct match_known *k = nearest(m, e, true);
    if (k == NULL)
        return;
    if (settles(k, e))
        claim(k, e, MATCH_SETTLES);
    else if (k->pending == e->pending && (k->date == e->date || (k->pending && k->source == e->source)))
        claim(k, e, MATCH_KNOWN);
    else
        claim(k, e, MATCH_MAYBE);
}

static void match_any(struct matcher *m, struct match_entry *e)
{
    struct match_known *k = nearest(m, e, false);
    if (k != NULL)
        claim(k, e, MATCH_MAYBE);
}

void match_entries(struct arena *arena, struct match_known *known, size_t known_count,
                   struct match_entry *entries, size_t entry_count, const struct match_payees *payees)
{
    struct matcher m = {.known = known, .known_count = known_count, .payees = payees};
    for (size_t i = 0; i < entry_count; i++)
        entries[i].verdict = MATCH_NEW;
    if (known_count == 0)
        return;
    qsort(known, known_count, sizeof *known, by_amount);
    index_ids(arena, &m);
    static void (*const sweeps[])(struct matcher * m, struct match_entry * e) = {
        match_id, match_exact, match_id_near, match_payee, match_any};
    for (size_t s = 0; s < sizeof sweeps / sizeof *sweeps; s++)
        for (size_t i = 0; i < entry_count; i++)
            if (entries[i].verdict == MATCH_NEW)
                sweeps[s](&m, &entries[i]);
}

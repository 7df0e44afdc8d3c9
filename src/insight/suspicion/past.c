/* What a household pays, in as few numbers as will do. */
#include "insight/suspicion/past.h"

#include "base/hash.h"

#include <math.h>
#include <stdlib.h>

struct past *past_new(void)
{
    struct past *past = calloc(1, sizeof *past);
    if (past == NULL)
        die("out of memory");
    past->first = past->last = DATE_NONE;
    return past;
}

void past_free(struct past *past)
{
    if (past == NULL)
        return;
    free(past->accounts.at);
    free(past->payees.at);
    free(past);
}

/* -- Tables: open addressing, key 0 is free */

static size_t slot_of(const void *at, size_t stride, size_t size, uint64_t key)
{
    size_t slot = (size_t)hash_mix(0, key) & (size - 1);
    for (;;) {
        uint64_t there;
        memcpy(&there, (const char *)at + slot * stride, sizeof there);
        if (there == 0 || there == key)
            return slot;
        slot = (slot + 1) & (size - 1);
    }
}

static void *table_find(const struct past_table *t, size_t stride, uint64_t key)
{
    if (t->size == 0 || key == 0)
        return NULL;
    char *at = (char *)t->at + slot_of(t->at, stride, t->size, key) * stride;
    uint64_t there;
    memcpy(&there, at, sizeof there);
    return there == key ? at : NULL;
}

static void table_grow(struct past_table *t, size_t stride)
{
    size_t size = t->size == 0 ? 16 : 2 * t->size;
    void *bigger = calloc(size, stride);
    if (bigger == NULL)
        die("out of memory");
    for (size_t i = 0; i < t->size; i++) {
        const char *from = (const char *)t->at + i * stride;
        uint64_t key;
        memcpy(&key, from, sizeof key);
        if (key != 0)
            memcpy((char *)bigger + slot_of(bigger, stride, size, key) * stride, from, stride);
    }
    free(t->at);
    t->at = bigger;
    t->size = size;
}

static void *table_put(struct past_table *t, size_t stride, uint64_t key)
{
    if (2 * (t->count + 1) > t->size)
        table_grow(t, stride);
    char *at = (char *)t->at + slot_of(t->at, stride, t->size, key) * stride;
    uint64_t there;
    memcpy(&there, at, sizeof there);
    if (there == 0) {
        memcpy(at, &key, sizeof key);
        t->count++;
    }
    return at;
}

const struct past_account *past_account(const struct past *past, int64_t account)
{
    return table_find(&past->accounts, sizeof(struct past_account), (uint64_t)account);
}

const struct past_payee *past_payee(const struct past *past, uint64_t payee)
{
    return table_find(&past->payees, sizeof(struct past_payee), payee);
}

/* -- Amounts: four bins to an octave */

int past_bin(int64_t amount)
{
    int bin = (int)floor(4 * log2((double)amount));
    return bin < 0 ? 0 : bin >= PAST_BINS ? PAST_BINS - 1 : bin;
}

int64_t past_as_large(const struct past_account *a, int64_t amount)
{
    int64_t count = 0;
    for (int i = past_bin(amount); i < PAST_BINS; i++)
        count += a->bins[i];
    return count;
}

/* -- Taking in */

static void count_account(struct past *past, const struct suspect *p)
{
    struct past_account *a = table_put(&past->accounts, sizeof *a, (uint64_t)p->account);
    a->first = a->count == 0 || p->date < a->first ? p->date : a->first;
    a->last = a->count == 0 || p->date > a->last ? p->date : a->last;
    a->count++;
    a->bins[past_bin(p->amount)]++;
    a->most = p->amount > a->most ? p->amount : a->most;
}

static void count_payee(struct past *past, const struct suspect *p)
{
    if (p->payee == 0 || (past->payees.count >= PAST_PAYEES_MAX && past_payee(past, p->payee) == NULL))
        return;
    struct past_payee *a = table_put(&past->payees, sizeof *a, p->payee);
    a->last = a->count == 0 || p->date > a->last ? p->date : a->last;
    a->count++;
    a->most = p->amount > a->most ? p->amount : a->most;
}

static void count_day(struct past *past, date day)
{
    struct past_day *slot = &past->days[(uint32_t)day % PAST_DAYS];
    if (slot->date != day)
        *slot = (struct past_day){day, 0};
    slot->count++;
}

static void count_foreign(struct past *past, uint32_t foreign)
{
    if (foreign == 0 || past_has_foreign(past, foreign) || past->foreign_count == PAST_FOREIGN)
        return;
    past->foreign[past->foreign_count++] = foreign;
}

void past_add(struct past *past, const struct suspect *p, bool trusted)
{
    const struct past_payee *payee = past_payee(past, p->payee);
    struct past_recent *recent = &past->recent[past->recent_next++ % PAST_RECENT];
    *recent = (struct past_recent){.number = p->number,
                                   .account = p->account,
                                   .amount = p->amount,
                                   .payee = p->payee,
                                   .date = p->date,
                                   .at_us = p->at_us,
                                   .fresh = payee == NULL && !p->known};
    count_day(past, p->date);
    if (!trusted)
        return;
    past->count++;
    past->digest = hash_mix(hash_mix(past->digest, (uint64_t)p->number), (uint64_t)p->amount);
    past->first = past->first == DATE_NONE || p->date < past->first ? p->date : past->first;
    past->last = past->last == DATE_NONE || p->date > past->last ? p->date : past->last;
    count_account(past, p);
    count_payee(past, p);
    count_foreign(past, p->foreign);
    if (p->hour >= 0) {
        past->hours[p->hour / PAST_HOURS_OF]++;
        past->hours_count++;
    }
}

bool past_has_foreign(const struct past *past, uint32_t foreign)
{
    for (size_t i = 0; i < past->foreign_count; i++)
        if (past->foreign[i] == foreign)
            return true;
    return false;
}

size_t past_count(const struct past *past)
{
    return (size_t)past->count;
}

bool past_is_full(const struct past *past)
{
    return past->payees.count >= PAST_PAYEES_MAX;
}

uint64_t past_digest(const struct past *past)
{
    return past->digest;
}

size_t past_similar(const struct past *past, const struct suspect *p, int64_t *numbers, size_t most)
{
    size_t count = 0, kept = past->recent_next < PAST_RECENT ? past->recent_next : PAST_RECENT;
    for (size_t i = 1; i <= kept && count < most; i++) {
        const struct past_recent *r = &past->recent[(past->recent_next - i) % PAST_RECENT];
        int32_t apart = r->date > p->date ? r->date - p->date : p->date - r->date;
        bool alike = (r->payee == p->payee && p->payee != 0 && apart <= 30) ||
                     (r->fresh && r->account == p->account && apart <= 1);
        if (alike && r->number != p->number)
            numbers[count++] = r->number;
    }
    return count;
}

#include "numerics/fraud/features.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/hash.h"

#include <string.h>

enum {
    CUSTOMER_WINDOWS = 3,
    TERMINAL_WINDOWS = 4,
    WINDOWS = 4,
    NONE = UINT32_MAX,
    DAY_S = 86400,
    FIRST_SLOTS = 1024
};

/* Ends of windows, days before now. Customers' begin now; terminals' begin where their first ends. */
static const int64_t customer_days[CUSTOMER_WINDOWS] = {1, 7, 30};
static const int64_t terminal_days[TERMINAL_WINDOWS] = {7, 8, 14, 37};

const char *const fraud_feature_names[FRAUD_FEATURES] = {
    "TX_AMOUNT",
    "TX_DURING_WEEKEND",
    "TX_DURING_NIGHT",
    "CUSTOMER_ID_NB_TX_1DAY_WINDOW",
    "CUSTOMER_ID_AVG_AMOUNT_1DAY_WINDOW",
    "CUSTOMER_ID_NB_TX_7DAY_WINDOW",
    "CUSTOMER_ID_AVG_AMOUNT_7DAY_WINDOW",
    "CUSTOMER_ID_NB_TX_30DAY_WINDOW",
    "CUSTOMER_ID_AVG_AMOUNT_30DAY_WINDOW",
    "TERMINAL_ID_NB_TX_1DAY_WINDOW",
    "TERMINAL_ID_RISK_1DAY_WINDOW",
    "TERMINAL_ID_NB_TX_7DAY_WINDOW",
    "TERMINAL_ID_RISK_7DAY_WINDOW",
    "TERMINAL_ID_NB_TX_30DAY_WINDOW",
    "TERMINAL_ID_RISK_30DAY_WINDOW",
};

/* A transaction in an owner's past: a list from the oldest that counts to the newest. */
struct past {
    int64_t time_s, value; /* a customer's amount; a terminal's 1 for a fraud */
    uint64_t number;
    uint32_t next, owner;
};

/* Window i holds what came at first[i] and later. */
struct owner {
    uint64_t id;
    uint32_t newest, first[WINDOWS];
    int64_t count[WINDOWS], sum[WINDOWS];
};

/* Customers, or terminals. */
struct owners {
    const int64_t *days;
    size_t windows;
    struct owner *at;
    size_t count, room;
    uint32_t *slots; /* [slot_count]: places in `at`, by the hash of the id */
    size_t slot_count;
    struct past *pasts;
    size_t past_count, past_room;
    uint32_t unused; /* list of places in `pasts` that are free again */
};

struct fraud_features {
    struct owners customers, terminals;
    int64_t now_s;
    uint64_t number;
};

static void owners_init(struct owners *o, const int64_t *days, size_t windows)
{
    *o = (struct owners){.days = days, .windows = windows, .unused = NONE};
}

struct fraud_features *fraud_features_new(struct ctx *c)
{
    struct fraud_features *f = ARENA_NEW(c->arena, struct fraud_features);
    owners_init(&f->customers, customer_days, CUSTOMER_WINDOWS);
    owners_init(&f->terminals, terminal_days, TERMINAL_WINDOWS);
    f->now_s = INT64_MIN;
    return f;
}

/* Twice the room; what was there stays where it was until the arena goes. */
static enum err double_room(struct ctx *c, void **at, size_t used, size_t *room, size_t size)
{
    size_t more = *room == 0 ? FIRST_SLOTS : 2 * *room;
    void *bigger;
    TRY(arena_alloc_outside(c, more * size, &bigger));
    if (used > 0)
        memcpy(bigger, *at, used * size);
    *at = bigger;
    *room = more;
    return OK;
}

static size_t slot_of(const struct owners *o, uint64_t id)
{
    size_t slot = (size_t)hash_mix(0, id) & (o->slot_count - 1);
    while (o->slots[slot] != NONE && o->at[o->slots[slot]].id != id)
        slot = (slot + 1) & (o->slot_count - 1);
    return slot;
}

static enum err double_slots(struct ctx *c, struct owners *o)
{
    void *slots;
    size_t count = o->slot_count == 0 ? FIRST_SLOTS : 2 * o->slot_count;
    TRY(arena_alloc_outside(c, count * sizeof *o->slots, &slots));
    memset(slots, 0xFF, count * sizeof *o->slots);
    o->slots = slots;
    o->slot_count = count;
    for (size_t i = 0; i < o->count; i++)
        o->slots[slot_of(o, o->at[i].id)] = (uint32_t)i;
    return OK;
}

static enum err find_owner(struct ctx *c, struct owners *o, uint64_t id, struct owner **out)
{
    if (2 * o->count >= o->slot_count)
        TRY(double_slots(c, o));
    size_t slot = slot_of(o, id);
    if (o->slots[slot] == NONE) {
        void *at = o->at;
        if (o->count == FRAUD_OWNERS_MAX)
            return fail(c, ERR_LIMIT, "more than %d customers or terminals", FRAUD_OWNERS_MAX);
        if (o->count == o->room)
            TRY(double_room(c, &at, o->count, &o->room, sizeof *o->at));
        o->at = at;
        o->at[o->count] = (struct owner){.id = id, .newest = NONE};
        memset(o->at[o->count].first, 0xFF, sizeof o->at->first);
        o->slots[slot] = (uint32_t)o->count++;
    }
    *out = &o->at[o->slots[slot]];
    return OK;
}

/* Windows let go what has become too old; the widest one's goes for good. */
static void forget(struct owners *o, struct owner *owner, int64_t now_s)
{
    for (size_t i = 0; i < o->windows; i++) {
        uint32_t at = owner->first[i];
        while (at != NONE && o->pasts[at].time_s <= now_s - o->days[i] * DAY_S) {
            struct past *past = &o->pasts[at];
            uint32_t next = past->next;
            owner->count[i]--;
            owner->sum[i] -= past->value;
            if (i + 1 == o->windows) {
                past->number = 0;
                past->next = o->unused;
                o->unused = at;
                if (owner->newest == at)
                    owner->newest = NONE;
            }
            at = next;
        }
        owner->first[i] = at;
    }
}

static enum err remember(struct ctx *c, struct owners *o, struct owner *owner, const struct past *past,
                         uint32_t *place)
{
    void *pasts = o->pasts;
    uint32_t at = o->unused;
    if (at != NONE) {
        o->unused = o->pasts[at].next;
    } else {
        if (o->past_count == FRAUD_HELD_MAX)
            return fail(c, ERR_LIMIT, "more than %d transactions in the windows", FRAUD_HELD_MAX);
        if (o->past_count == o->past_room)
            TRY(double_room(c, &pasts, o->past_count, &o->past_room, sizeof *o->pasts));
        o->pasts = pasts;
        at = (uint32_t)o->past_count++;
    }
    o->pasts[at] = *past;
    o->pasts[at].owner = (uint32_t)(owner - o->at);
    o->pasts[at].next = NONE;
    if (owner->newest != NONE)
        o->pasts[owner->newest].next = at;
    owner->newest = at;
    for (size_t i = 0; i < o->windows; i++) {
        if (owner->first[i] == NONE)
            owner->first[i] = at;
        owner->count[i]++;
        owner->sum[i] += past->value;
    }
    *place = at;
    return OK;
}

static void tell_time(int64_t time_s, double *out)
{
    enum { SATURDAY = 5, NIGHT_ENDS_H = 6 };
    int64_t day = time_s / DAY_S - (time_s % DAY_S < 0);
    out[FRAUD_WEEKEND] = date_weekday((date)day) >= SATURDAY;
    out[FRAUD_NIGHT] = (time_s - day * DAY_S) / 3600 <= NIGHT_ENDS_H;
}

enum err fraud_features_add(struct ctx *c, struct fraud_features *f, const struct fraud_transaction *t,
                            double out[FRAUD_FEATURES], struct fraud_handle *handle)
{
    const int64_t exact = INT64_C(1) << 53, last_s = (int64_t)DATE_LAST * DAY_S;
    const double minor = 100;
    struct owner *customer, *terminal;
    uint32_t place;
    if (t->time_s < f->now_s || t->time_s < -last_s || t->time_s > last_s)
        return fail(c, ERR_INPUT, "transactions come in the order of their times");
    if (t->amount_minor > exact || t->amount_minor < -exact)
        return fail(c, ERR_INPUT, "an amount of more than 2^53 minor units");
    TRY(find_owner(c, &f->customers, t->customer, &customer));
    TRY(find_owner(c, &f->terminals, t->terminal, &terminal));
    struct past past = {.time_s = t->time_s, .value = t->amount_minor, .number = ++f->number};
    f->now_s = t->time_s;
    forget(&f->customers, customer, t->time_s);
    TRY(remember(c, &f->customers, customer, &past, &place));
    past.value = 0;
    forget(&f->terminals, terminal, t->time_s);
    TRY(remember(c, &f->terminals, terminal, &past, &place));
    if (handle != NULL)
        *handle = (struct fraud_handle){place, f->number};
    out[FRAUD_AMOUNT] = (double)t->amount_minor / minor;
    tell_time(t->time_s, out);
    for (size_t i = 0; i < CUSTOMER_WINDOWS; i++) {
        double count = (double)customer->count[i];
        out[FRAUD_CUSTOMER_COUNT_1 + 2 * i] = count;
        out[FRAUD_CUSTOMER_MEAN_1 + 2 * i] = (double)customer->sum[i] / minor / count;
    }
    for (size_t i = 1; i < TERMINAL_WINDOWS; i++) {
        int64_t count = terminal->count[i] - terminal->count[0];
        out[FRAUD_TERMINAL_COUNT_1 + 2 * (i - 1)] = (double)count;
        out[FRAUD_TERMINAL_RISK_1 + 2 * (i - 1)] =
            count == 0 ? 0 : (double)(terminal->sum[i] - terminal->sum[0]) / (double)count;
    }
    return OK;
}

bool fraud_features_answer(struct fraud_features *f, struct fraud_handle handle, bool fraud)
{
    struct owners *o = &f->terminals;
    if (handle.place >= o->past_count || handle.number == 0 || o->pasts[handle.place].number != handle.number)
        return false;
    struct past *past = &o->pasts[handle.place];
    struct owner *owner = &o->at[past->owner];
    int64_t change = (int64_t)fraud - past->value;
    past->value = fraud;
    /* A window that has let it go begins behind it. Only the terminal's next transaction moves its windows. */
    for (size_t i = 0; i < o->windows; i++)
        if (owner->first[i] != NONE && o->pasts[owner->first[i]].number <= past->number)
            owner->sum[i] += change;
    return true;
}

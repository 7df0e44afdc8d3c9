#include "finance/security/watch.h"

#include "base/hash.h"
#include "finance/proposal/effect.h"
#include "finance/security/doubt.h"
#include "finance/security/learnt.h"
#include "store/entity/agency/payment.h"
#include "store/entity/agency/standing.h"
#include "store/entity/household.h"

#include <stdlib.h>

#define DAY_US INT64_C(86400000000)
enum { SEEN = 1024, FLAGGED = 128, GAP_SMALL = 256, GAP_DAYS = 3 };

/* What was found suspicious, for when it is asked about once more. */
struct flagged {
    int64_t number;
    bool doubtful; /* not suspicious enough */
    struct suspicion s;
    double probability;
    int64_t similar[WATCH_SIMILAR];
    size_t similar_count;
};

struct home {
    int64_t household, used, version;
    struct past *past; /* NULL: to be made */
    struct suspicion_model *model;
    struct arena *arena; /* the model's */
    double threshold;
    int64_t last; /* the newest transaction that the past holds */
    int64_t seen[SEEN];
    size_t seen_next;
    struct flagged *flagged; /* [FLAGGED] */
    size_t flagged_next;
};

struct watch {
    struct home homes[WATCH_HOUSEHOLDS];
    int64_t used;
};

void *watch_new(void)
{
    struct watch *watch = calloc(1, sizeof *watch);
    if (watch == NULL)
        die("out of memory");
    return watch;
}

static void forget(struct home *home)
{
    past_free(home->past);
    arena_free(home->arena);
    free(home->flagged);
    *home = (struct home){0};
}

void watch_free(void *thing)
{
    struct watch *watch = thing;
    if (watch == NULL)
        return;
    for (size_t i = 0; i < WATCH_HOUSEHOLDS; i++)
        forget(&watch->homes[i]);
    free(watch);
}

/* The household's place, or that of the one that was not looked at for longest. */
static struct home *home_of(struct watch *watch, int64_t household)
{
    struct home *oldest = &watch->homes[0];
    for (size_t i = 0; i < WATCH_HOUSEHOLDS; i++) {
        struct home *home = &watch->homes[i];
        if (home->household == household) {
            oldest = home;
            break;
        }
        oldest = home->used < oldest->used ? home : oldest;
    }
    if (oldest->household != household) {
        forget(oldest);
        oldest->household = household;
    }
    oldest->used = ++watch->used;
    return oldest;
}

/* -- Payments */

/* Money that leaves an own account for somebody else. */
static bool is_payment(const struct spending_row *row)
{
    return row->own && row->txn.amount < 0 && row->txn.amount > INT64_MIN && row->txn.state != TXN_VOID &&
           (row->txn.flags & TXN_OPENING) == 0 && row->txn.pair == 0 && row->txn.sorted_by != SORTED_PAIRING;
}

/* Ids of version 7 tell when they were made. Only believed when it is about the day that is booked. */
static int64_t arrival_of(const struct spending_row *row)
{
    const uint8_t *b = row->txn.id.bytes;
    int64_t ms = 0;
    if (row->txn.import != 0 || b[6] >> 4 != 7)
        return 0;
    for (int i = 0; i < 6; i++)
        ms = ms << 8 | b[i];
    int64_t apart = ms / 86400000 - row->txn.date;
    return apart >= -WATCH_OLD_DAYS && apart <= WATCH_OLD_DAYS ? ms * 1000 : 0;
}

static struct text name_of(const struct spending_row *row)
{
    return row->payee.len > 0 ? row->payee : row->txn.text;
}

static struct suspect payment_of(struct ctx *c, const struct spending_row *row, struct text *key)
{
    struct suspect p = {.number = row->txn.seq,
                        .account = row->txn.account,
                        .amount = -row->txn.amount,
                        .date = row->txn.date,
                        .at_us = arrival_of(row),
                        .hour = -1};
    *key = proposal_payee_key(c->arena, name_of(row), TEXT(""));
    p.payee = key->len == 0 ? 0 : hash_mix(hash_text(*key), (uint64_t)row->currency) | 1;
    suspect_read_text(&p, row->txn.text, currency_code(row->currency));
    if (p.hour < 0 && p.foreign == 0)
        suspect_read_text(&p, row->txn.memo, currency_code(row->currency));
    return p;
}

/* -- Making a household's past */

static int by_day(const void *a, const void *b)
{
    const struct spending_row *x = a, *y = b;
    if (x->txn.date != y->txn.date)
        return x->txn.date < y->txn.date ? -1 : 1;
    return (x->txn.seq > y->txn.seq) - (x->txn.seq < y->txn.seq);
}

/* The newest WATCH_PAYMENTS of all accounts, the oldest first. */
static enum err read_past(struct ctx *c, struct store_tx *tx, int64_t household, date today, int64_t before,
                          struct spending_row **out, size_t *out_count)
{
    struct account_row *accounts;
    size_t account_count, count = 0;
    TRY(account_list(c, tx, household, &accounts, &account_count));
    *out = NULL;
    for (size_t i = 0; i < account_count; i++) {
        struct spending_row *rows;
        size_t more;
        if (!account_is_own(accounts[i].kind))
            continue;
        TRY(spending_history(c, tx, accounts[i].seq, today - WATCH_PAST_DAYS, before, WATCH_PAYMENTS, &rows,
                             &more));
        struct spending_row *all = ARENA_ARRAY(c->arena, struct spending_row, count + more + 1);
        if (count > 0)
            memcpy(all, *out, count * sizeof *all);
        if (more > 0)
            memcpy(all + count, rows, more * sizeof *all);
        count += more;
        qsort(all, count, sizeof *all, by_day);
        size_t drop = count > WATCH_PAYMENTS ? count - WATCH_PAYMENTS : 0;
        *out = all + drop;
        count -= drop;
    }
    *out_count = count;
    return OK;
}

/* The features of the newest ones, as they were when they came. */
static void replay(struct ctx *c, struct home *home, const struct spending_row *rows, size_t count,
                   double *features, size_t *learnt)
{
    *learnt = 0;
    for (size_t i = 0; i < count; i++) {
        struct arena_mark mark = arena_mark(c->arena);
        struct text key;
        struct suspicion s;
        bool trusted = (rows[i].txn.flags & TXN_HELD) == 0;
        if (is_payment(&rows[i])) {
            struct suspect p = payment_of(c, &rows[i], &key);
            if (trusted && count - i <= MODEL_ROWS_MOST) {
                past_judge(home->past, &p, &s);
                memcpy(features + (*learnt)++ * SUSPICION_FEATURES, s.features, sizeof s.features);
            }
            past_add(home->past, &p, trusted);
        }
        arena_rewind(c->arena, mark);
    }
}

static enum err make_home(struct ctx *c, struct store_tx *tx, struct home *home, date today, int64_t before,
                          const struct security_setting *setting)
{
    struct spending_row *rows;
    struct learnt learnt;
    size_t count, row_count;
    struct ctx own = {.arena = arena_new(), .now_us = c->now_us};
    struct flagged *kept = home->flagged;
    size_t kept_next = home->flagged_next;
    int64_t household = home->household, used = home->used;
    home->flagged = NULL;
    forget(home);
    *home = (struct home){.household = household, .used = used, .arena = own.arena, .last = before - 1};
    home->flagged = kept != NULL ? kept : calloc(FLAGGED, sizeof *kept);
    home->flagged_next = kept_next;
    struct past *past = past_new();
    home->past = past;
    home->version = -1; /* until it is whole */
    if (home->flagged == NULL)
        die("out of memory");
    TRY(read_past(c, tx, household, today, before, &rows, &count));
    TRY(learnt_read(c, tx, household, setting, &learnt));
    size_t rows_most = count < MODEL_ROWS_MOST ? count : MODEL_ROWS_MOST;
    double *features = ARENA_ARRAY(c->arena, double, (rows_most + 1) * SUSPICION_FEATURES);
    replay(c, home, rows, count, features, &row_count);
    enum err e = model_new(&own, features, row_count, learnt.answers, learnt.count, &home->model);
    memcpy(c->why, own.why, sizeof c->why);
    TRY(e);
    home->threshold = learnt.threshold;
    home->version = setting->version;
    return OK;
}

/* -- Looking */

static bool was_seen(const struct home *home, int64_t number)
{
    for (size_t i = 0; i < SEEN; i++)
        if (home->seen[i] == number)
            return true;
    return false;
}

static const struct flagged *was_flagged(const struct home *home, int64_t number)
{
    for (size_t i = 0; i < FLAGGED; i++)
        if (home->flagged[i].number == number)
            return &home->flagged[i];
    return NULL;
}

static enum err take_in(struct ctx *c, struct home *home, const struct suspect *p, const struct suspicion *s)
{
    struct ctx own = {.arena = home->arena, .now_us = c->now_us};
    past_add(home->past, p, true);
    enum err e = model_add(&own, home->model, s->features);
    if (e != OK)
        memcpy(c->why, own.why, sizeof c->why);
    return e;
}

/* What Florin itself pays was decided upon already. */
static enum err drop_own(struct ctx *c, struct store_tx *tx, const struct spending_row *row,
                         struct suspicion *s)
{
    struct payment_row paid;
    bool own;
    TRY(payment_by_txn(c, tx, row->txn.seq, &paid, &own));
    if (own)
        *s = (struct suspicion){.learning = true};
    return OK;
}

/* Reasons that a person's answer took away for this payee. */
static enum err drop_trusted(struct ctx *c, struct store_tx *tx, int64_t household, struct text key,
                             const struct suspect *p, struct suspicion *s)
{
    size_t kept = 0;
    s->score = 0;
    for (size_t i = 0; i < s->count; i++) {
        bool trusted = false;
        if (s->why[i].reason != REASON_BLOCKED && s->why[i].weight > 0 && key.len > 0)
            TRY(security_trust_has(c, tx, household, key, text_of(suspicion_reason_names[s->why[i].reason]),
                                   p->amount, &trusted));
        if (trusted)
            continue;
        s->score += s->why[i].weight;
        s->why[kept++] = s->why[i];
    }
    s->count = kept;
    return OK;
}

static bool may_be_held(const struct spending_row *row, const struct watch_arrival *arrival)
{
    const int never = TXN_HELD | TXN_RECONCILED | TXN_MAYBE_KNOWN;
    return row->txn.date >= arrival->today - WATCH_OLD_DAYS && row->txn.date <= arrival->today + 1 &&
           (row->txn.flags & never) == 0;
}

static void put_found(struct watch_looked *out, const struct spending_row *row, const struct flagged *f)
{
    struct watch_found *found =
        f->doubtful ? &out->doubtful[out->doubtful_count++] : &out->found[out->found_count++];
    *found = (struct watch_found){.row = *row,
                                  .payee = name_of(row),
                                  .s = f->s,
                                  .probability = f->probability,
                                  .similar_count = f->similar_count};
    memcpy(found->similar, f->similar, sizeof f->similar);
}

static void flag(struct home *home, const struct suspect *p, const struct suspicion *s, bool doubtful)
{
    struct flagged *f = &home->flagged[home->flagged_next++ % FLAGGED];
    *f = (struct flagged){.number = p->number,
                          .doubtful = doubtful,
                          .s = *s,
                          .probability = model_probability(home->model, s->score, home->threshold)};
    f->similar_count = past_similar(home->past, p, f->similar, WATCH_SIMILAR);
}

static enum err look_at(struct ctx *c, struct store_tx *tx, struct home *home,
                        const struct watch_arrival *arrival, const struct spending_row *row,
                        struct watch_looked *out)
{
    struct text key;
    struct payee_standing standing = {0};
    struct suspicion s;
    if (!is_payment(row))
        return OK;
    if (was_seen(home, row->txn.seq)) {
        const struct flagged *f = was_flagged(home, row->txn.seq);
        if (f != NULL && may_be_held(row, arrival))
            put_found(out, row, f);
        return OK;
    }
    home->seen[home->seen_next++ % SEEN] = row->txn.seq;
    struct suspect p = payment_of(c, row, &key);
    bool now = may_be_held(row, arrival);
    p.at_us = now && arrival->first == arrival->last ? arrival->at_us : p.at_us;
    if (now && key.len > 0)
        TRY(standing_get(c, tx, home->household, key, &standing));
    p.blocked = standing.blocked_us != 0;
    p.known = standing.known_us != 0;
    past_judge(home->past, &p, &s);
    out->scored += now;
    double from = home->threshold * DOUBT_SHARE;
    if (now)
        model_judge(home->model, &s);
    if (now && s.score >= from && (!s.learning || p.blocked)) {
        double features[SUSPICION_FEATURES];
        memcpy(features, s.features, sizeof features);
        TRY(drop_trusted(c, tx, home->household, key, &p, &s));
        TRY(drop_own(c, tx, row, &s));
        memcpy(s.features, features, sizeof features);
    }
    if (!now || s.score < from || (s.learning && !p.blocked))
        return take_in(c, home, &p, &s);
    bool doubtful = s.score < home->threshold;
    flag(home, &p, &s, doubtful);
    if (doubtful)
        TRY(take_in(c, home, &p, &s));
    else
        past_add(home->past, &p, false);
    put_found(out, row, was_flagged(home, p.number));
    return OK;
}

/* What others brought meanwhile: another process, or an event that came late. */
static enum err catch_up(struct ctx *c, struct store_tx *tx, struct home *home,
                         const struct watch_arrival *arrival)
{
    struct spending_row *rows;
    size_t count, account_count = 0;
    struct account_row *accounts = NULL;
    bool small = arrival->first - home->last <= GAP_SMALL;
    struct watch_looked unused = {0};
    struct watch_arrival old = {.first = 0, .last = 1, .today = DATE_LAST}; /* nothing of it is held */
    if (!small)
        TRY(account_list(c, tx, home->household, &accounts, &account_count));
    for (size_t i = 0; i < (small ? 1 : account_count); i++) {
        if (!small && !account_is_own(accounts[i].kind))
            continue;
        TRY(small ? spending_range(c, tx, home->household, home->last + 1, arrival->first - 1, GAP_SMALL,
                                   &rows, &count)
                  : spending_history(c, tx, accounts[i].seq, arrival->today - GAP_DAYS, arrival->first,
                                     GAP_SMALL, &rows, &count));
        for (size_t k = 0; k < count; k++) {
            const struct spending_row *row = &rows[small ? k : count - 1 - k];
            if (row->txn.seq > home->last)
                TRY(look_at(c, tx, home, &old, row, &unused));
        }
    }
    return OK;
}

static bool is_stale(const struct home *home, const struct security_setting *setting)
{
    return home->past == NULL || home->version != setting->version || past_is_full(home->past);
}

enum err watch_look(struct ctx *c, struct store_tx *tx, struct watch *watch, int64_t household,
                    const struct watch_arrival *arrival, struct watch_looked *out)
{
    struct spending_row *rows;
    size_t count;
    struct home *home = home_of(watch, household);
    *out = (struct watch_looked){0};
    TRY(security_setting_get(c, tx, household, &out->setting));
    if (arrival->last - arrival->first >= WATCH_TOGETHER) { /* history: made anew when it is needed */
        home->version = -1;
        return OK;
    }
    if (is_stale(home, &out->setting))
        TRY(make_home(c, tx, home, arrival->today, arrival->first, &out->setting));
    else if (arrival->first > home->last + 1)
        TRY(catch_up(c, tx, home, arrival));
    out->threshold = home->threshold;
    out->model = hash_mix(past_digest(home->past), model_digest(home->model));
    out->found = ARENA_ARRAY(c->arena, struct watch_found, WATCH_TOGETHER);
    out->doubtful = ARENA_ARRAY(c->arena, struct watch_found, WATCH_TOGETHER);
    TRY(spending_range(c, tx, household, arrival->first, arrival->last, WATCH_TOGETHER, &rows, &count));
    for (size_t i = 0; i < count; i++)
        TRY(look_at(c, tx, home, arrival, &rows[i], out));
    home->last = arrival->last > home->last ? arrival->last : home->last;
    return OK;
}

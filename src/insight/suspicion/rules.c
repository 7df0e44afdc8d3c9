/* What speaks against a payment, by rules. Every weight grows with the amount, or does not depend on it. */
#include "insight/suspicion/past.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>

#define MINUTE_US INT64_C(60000000)
enum { RAPID_MINUTES = 15, REPEAT_DAYS = 2, HOURS_ENOUGH = 30 };

const char *const suspicion_reason_names[SUSPICION_REASONS] = {
    "amount", "new_payee", "payee_amount", "rapid", "repeated",
    "hour",   "foreign",   "blocked",      "odd",   "answers"};

struct judging {
    const struct past *past;
    const struct suspect *p;
    const struct past_account *account; /* NULL: none yet */
    const struct past_payee *payee;     /* NULL: a new one */
    double tail;                        /* -ln of the share of payments that are as large */
    bool enough;
    struct suspicion *out;
};

static double within(double v, double least, double most)
{
    return v < least ? least : v > most ? most : v;
}

static void PRINTF_LIKE(4, 5)
    say(struct judging *j, enum suspicion_reason reason, double weight, const char *format, ...)
{
    if (!(weight > 0))
        return;
    va_list args;
    struct suspicion_why *why = &j->out->why[j->out->count++];
    *why = (struct suspicion_why){.reason = reason, .weight = weight};
    va_start(args, format);
    vsnprintf(why->words, sizeof why->words, format, args);
    va_end(args);
}

static double doublings(int64_t amount, int64_t of)
{
    return of <= 0 ? 0 : log2((double)amount / (double)of);
}

/* Of the account: seldom, and above all that was there. A payee that always gets so much covers it, one that is known covers a half. */
static void judge_amount(struct judging *j)
{
    const int64_t amount = j->p->amount;
    double times = 0; /* what a known payee got at most */
    if (j->account == NULL)
        return;
    if (j->payee != NULL && j->payee->count >= 2)
        times = (double)amount / (double)j->payee->most;
    if (times > 0 && times <= 1.3)
        return;
    double above = within(1.2 * doublings(amount, j->account->most), 0, 4);
    double weight = (within(j->tail - 3, 0, 4) + above) * (times > 0 && times <= 3 ? 0.5 : 1);
    if (above > 0)
        say(j, REASON_AMOUNT, weight, "it is %.1f times the most that ever left this account",
            (double)amount / (double)j->account->most);
    else
        say(j, REASON_AMOUNT, weight, "only %lld of %lld payments of this account were as large",
            (long long)past_as_large(j->account, amount), (long long)j->account->count);
}

static void judge_new_payee(struct judging *j)
{
    if (j->payee != NULL || j->p->known || j->p->payee == 0 || j->account == NULL)
        return;
    double weight =
        0.8 + within(j->tail - 1, 0, 1.2) + within(2 + doublings(j->p->amount, j->account->most), 0, 1);
    say(j, REASON_NEW_PAYEE, weight, "nothing ever went to this payee before");
}

static void judge_payee_amount(struct judging *j)
{
    if (j->payee == NULL || j->payee->count < 2)
        return;
    double times = doublings(j->p->amount, j->payee->most) - 1;
    say(j, REASON_PAYEE_AMOUNT, within(1.5 * times, 0, 4) * within(j->tail, 0, 1),
        "it is %.1f times the most that this payee ever got", (double)j->p->amount / (double)j->payee->most);
}

/* Many small ones to new shops are a walk through town; of large ones each further one counts in full. */
static void judge_rapid(struct judging *j)
{
    const struct past *past = j->past;
    int64_t strange = 0;
    if (j->p->at_us == 0 || j->payee != NULL || j->p->known)
        return;
    for (size_t i = 0; i < PAST_RECENT && i < past->recent_next; i++) {
        const struct past_recent *r = &past->recent[i];
        int64_t apart_us = j->p->at_us - r->at_us;
        strange += r->fresh && r->at_us != 0 && r->number != j->p->number && apart_us >= 0 &&
                   apart_us <= RAPID_MINUTES * MINUTE_US;
    }
    say(j, REASON_RAPID, within(2 * (double)strange, 0, 6) * within((j->tail - 1) / 2, 0.1, 1),
        "the %lld%s payment to somebody new within %d minutes", (long long)strange + 1,
        strange == 1   ? "nd"
        : strange == 2 ? "rd"
                       : "th",
        RAPID_MINUTES);
}

static void judge_repeated(struct judging *j)
{
    const struct past *past = j->past;
    int64_t same = 0;
    if (j->p->payee == 0)
        return;
    for (size_t i = 0; i < PAST_RECENT && i < past->recent_next; i++) {
        const struct past_recent *r = &past->recent[i];
        int32_t apart = j->p->date > r->date ? j->p->date - r->date : r->date - j->p->date;
        same += r->payee == j->p->payee && r->amount == j->p->amount && r->number != j->p->number &&
                apart <= REPEAT_DAYS;
    }
    double weight = same == 0 ? 0 : within(0.5 + 0.5 * (double)same, 0, 2) + within(j->tail - 1, 0, 1.5);
    say(j, REASON_REPEATED, weight, "the same amount went to the same payee %lld time%s within %d days",
        (long long)same, same == 1 ? "" : "s", REPEAT_DAYS);
}

static double hour_rarity(const struct past *past, int32_t hour)
{
    if (hour < 0 || past->hours_count < HOURS_ENOUGH)
        return 0;
    return -log((double)(past->hours[hour / PAST_HOURS_OF] + 1) / (double)(past->hours_count + PAST_HOURS));
}

static void judge_place_and_hour(struct judging *j)
{
    double rarity = hour_rarity(j->past, j->p->hour);
    say(j, REASON_HOUR, within(rarity - 2, 0, 2), "at %d o'clock, when this household hardly ever pays",
        (int)j->p->hour);
    if (j->p->foreign != 0 && !past_has_foreign(j->past, j->p->foreign))
        say(j, REASON_FOREIGN, 1.5, "in %c%c%c, which never occurred before", (char)(j->p->foreign >> 16),
            (char)(j->p->foreign >> 8), (char)j->p->foreign);
}

static void fill_features(struct judging *j)
{
    double *f = j->out->features;
    const struct suspect *p = j->p;
    const struct past_day *day = &j->past->days[(uint32_t)p->date % PAST_DAYS];
    enum { SATURDAY = 5, FOREVER_DAYS = 400 };
    int32_t pause = j->payee == NULL ? FOREVER_DAYS : p->date - j->payee->last;
    pause = pause < 0 ? 0 : pause > FOREVER_DAYS ? FOREVER_DAYS : pause;
    f[SUSPICION_AMOUNT] = log2((double)p->amount);
    f[SUSPICION_TAIL] = j->tail;
    f[SUSPICION_RATIO] = j->payee == NULL ? 0 : doublings(p->amount, j->payee->most);
    f[SUSPICION_NOVELTY] = 1 / (1 + (double)(j->payee == NULL ? 0 : j->payee->count));
    f[SUSPICION_PAUSE] = log1p((double)pause);
    f[SUSPICION_DAY] = log1p(day->date == p->date ? (double)day->count : 0);
    f[SUSPICION_WEEKEND] = date_weekday(p->date) >= SATURDAY;
    f[SUSPICION_HOUR] = hour_rarity(j->past, p->hour);
    f[SUSPICION_FOREIGN] = p->foreign != 0;
}

/* What is far above all is judged by its own account; of one that is new itself nothing is held against anybody. */
void past_judge(const struct past *past, const struct suspect *p, struct suspicion *out)
{
    struct judging j = {.past = past,
                        .p = p,
                        .account = past_account(past, p->account),
                        .payee = past_payee(past, p->payee),
                        .out = out};
    *out = (struct suspicion){0};
    if (j.account != NULL)
        j.tail = -log((double)(past_as_large(j.account, p->amount) + 1) / (double)(j.account->count + 2));
    out->learning = j.account == NULL || j.account->count < PAST_ENOUGH ||
                    j.account->last - j.account->first < PAST_ENOUGH_DAYS;
    fill_features(&j);
    judge_amount(&j);
    judge_new_payee(&j);
    judge_payee_amount(&j);
    judge_rapid(&j);
    judge_repeated(&j);
    judge_place_and_hour(&j);
    say(&j, REASON_BLOCKED, p->blocked ? 10 : 0, "this payee is blocked");
    suspicion_sum(out);
}

/* The heaviest first; of equals, in the order of reasons. */
void suspicion_sum(struct suspicion *s)
{
    s->score = 0;
    for (size_t i = 1; i < s->count; i++)
        for (size_t k = i; k > 0 && s->why[k].weight > s->why[k - 1].weight; k--) {
            struct suspicion_why swap = s->why[k];
            s->why[k] = s->why[k - 1];
            s->why[k - 1] = swap;
        }
    for (size_t i = 0; i < s->count; i++)
        s->score += s->why[i].weight;
}

/* -- What the bank's words tell */

static bool is_word_end(struct text t, size_t at)
{
    return at >= t.len || (!ascii_alpha(t.at[at]) && !ascii_digit(t.at[at]));
}

/* "14:35", not within a longer word or number; "2026-11-21T14:35" is one. */
static int32_t hour_at(struct text t, size_t at)
{
    bool dated = at > 1 && t.at[at - 1] == 'T' && ascii_digit(t.at[at - 2]);
    if (at + 5 > t.len || (at > 0 && !dated && (!is_word_end(t, at - 1) || t.at[at - 1] == ':')))
        return -1;
    for (size_t i = 0; i < 5; i++)
        if (i == 2 ? t.at[at + i] != ':' : !ascii_digit(t.at[at + i]))
            return -1;
    int32_t hour = (t.at[at] - '0') * 10 + t.at[at + 1] - '0';
    return hour < 24 && t.at[at + 3] < '6' && is_word_end(t, at + 5) ? hour : -1;
}

static uint32_t code_at(struct text t, size_t at)
{
    static const char *const codes[] = {"EUR", "USD", "GBP", "CHF", "JPY", "AUD", "CAD", "SEK", "NOK", "DKK",
                                        "PLN", "CZK", "HUF", "RON", "TRY", "BRL", "CNY", "HKD", "SGD", "THB",
                                        "INR", "ZAR", "MXN", "KRW", "RUB", "UAH", "NGN", "PHP", "IDR", "AED"};
    if (at + 3 > t.len || !is_word_end(t, at + 3) ||
        (at > 0 && (ascii_alpha(t.at[at - 1]) || ascii_digit(t.at[at - 1]))))
        return 0;
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (memcmp(t.at + at, codes[i], 3) == 0)
            return (uint32_t)codes[i][0] << 16 | (uint32_t)codes[i][1] << 8 | (uint32_t)codes[i][2];
    return 0;
}

void suspect_read_text(struct suspect *p, struct text words, const char *code)
{
    uint32_t own = (uint32_t)code[0] << 16 | (uint32_t)code[1] << 8 | (uint32_t)code[2];
    p->hour = -1;
    p->foreign = 0;
    for (size_t i = 0; i < words.len; i++) {
        int32_t hour = p->hour < 0 ? hour_at(words, i) : -1;
        uint32_t foreign = p->foreign == 0 ? code_at(words, i) : 0;
        p->hour = hour >= 0 ? hour : p->hour;
        p->foreign = foreign != 0 && foreign != own ? foreign : p->foreign;
    }
}

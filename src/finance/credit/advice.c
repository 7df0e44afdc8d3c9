#include "finance/credit/advice.h"

#include "ledger/currency.h"

const char *const advice_assumed =
    "An estimate on a scale of 300 to 850 with FICO's published weights (30 % for what is owed) and straight "
    "lines between assumed corners; everything else stays as it is. Bureaus score differently.";

/* -- What to pay -- */

/* A payment that leaves then is there when the balance is reported; banks book on working days. */
static date pay_by(date statement, date today)
{
    date by = statement - ADVICE_TRANSFER_DAYS;
    int weekday = date_weekday(by);
    by -= weekday > 4 ? weekday - 4 : 0;
    return by < today ? today : by;
}

/* With `paid` off card `at`: the score's owed part alone changes, so what is assumed of the others does not matter. */
static double points_with(const struct advice_card *cards, size_t count, size_t at, int64_t paid)
{
    struct credit_facts facts = {.oldest_months = 84, .average_months = 48, .kinds = 2};
    __int128 owed = 0, limit = 0;
    for (size_t i = 0; i < count; i++) {
        if (cards[i].currency != cards[at].currency)
            continue;
        int64_t rest = cards[i].projected - (i == at ? paid : 0);
        int32_t used = credit_utilisation(rest, cards[i].limit);
        owed += rest > 0 ? rest : 0;
        limit += cards[i].limit;
        facts.worst_card = used > facts.worst_card ? used : facts.worst_card;
    }
    __int128 most = INT64_MAX;
    facts.utilisation =
        credit_utilisation((int64_t)(owed > most ? most : owed), (int64_t)(limit > most ? most : limit));
    return credit_estimate(&facts, CREDIT_FICO).points;
}

/* Less money than is wanted goes where the highest utilisation is. */
static void divide(const struct advice_card *cards, struct advice *of, size_t count, currency cur)
{
    struct credit_card those[64];
    size_t which[64], many = 0;
    int64_t gets[64], money = 0;
    __int128 wanted = 0;
    for (size_t i = 0; i < count; i++) {
        const struct advice_card *card = &cards[of[i].card];
        if (card->currency != cur || many == 64)
            continue;
        those[many] = (struct credit_card){.limit = card->limit, .owed = card->projected};
        which[many++] = i;
        money = card->money > 0 ? card->money : 0;
        wanted += of[i].pay;
    }
    if (wanted <= money)
        return;
    credit_divide(those, many, money, gets);
    for (size_t i = 0; i < many; i++) {
        struct advice *advice = &of[which[i]];
        advice->can = gets[i] < advice->pay ? gets[i] : advice->pay;
    }
}

size_t credit_advise(const struct advice_card *cards, size_t count, date today, struct advice *out)
{
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        struct credit_card then = {.limit = cards[i].limit, .owed = cards[i].projected};
        int64_t pay = credit_to_reach(&then, (int32_t)cards[i].target);
        if (pay <= 0)
            continue;
        bool over = credit_utilisation(cards[i].owed, cards[i].limit) > cards[i].target;
        out[found++] = (struct advice){.card = i,
                                       .pay = pay,
                                       .can = pay,
                                       .by = pay_by(cards[i].statement, today),
                                       .reported = credit_utilisation(cards[i].projected, cards[i].limit),
                                       .soon = over || cards[i].statement - today <= ADVICE_AHEAD_DAYS};
    }
    for (size_t i = 0; i < found; i++) { /* each currency once: with its first card */
        currency cur = cards[out[i].card].currency;
        bool first = true;
        for (size_t k = 0; k < i; k++)
            first = first && cards[out[k].card].currency != cur;
        if (first)
            divide(cards, out, found, cur);
    }
    for (size_t i = 0; i < found; i++) {
        struct advice *a = &out[i];
        double more = points_with(cards, count, a->card, a->can) - points_with(cards, count, a->card, 0);
        a->then = credit_utilisation(cards[a->card].projected - a->can, cards[a->card].limit);
        a->points = (int)(more + 0.5);
    }
    return found;
}

/* -- Asking for a higher limit -- */

const char *const limit_reason_words[LIMIT_REASONS + 1] = {
    "too_soon", "too_new",  "score",      "uses_much",   "missed",
    "stressed", "no_score", "unanswered", "uses_little", NULL};
const char *const limit_reason_texts[LIMIT_REASONS] = {
    "too little time has passed since the last request",
    "the card is less than six months old",
    "the score has not risen enough over the last six months",
    "too much of the limit was used on average: a bank sees need, not room",
    "a payment did not come in the last twelve months",
    "money is tight: an account overdrawn or about to run dry, or a card used nearly whole",
    "there are no two scores of one source half a year apart, the newer at most three months old",
    "the bank's answer to the last request is not known yet",
    "less than a tenth of the limit is used: there is nothing to gain",
};

/* 50.00 steps down, where that still is more than there is. */
static int64_t rounded(int64_t limit, int64_t now, currency cur)
{
    int64_t step = 50;
    for (int i = currency_places(cur); i > 0; i--)
        step *= 10;
    return limit / step * step > now ? limit / step * step : limit;
}

struct limit_verdict credit_limit_case(const struct limit_case *it)
{
    struct credit_verdict base = credit_may_ask(&it->history);
    struct limit_verdict v = {.reasons = base.reasons, .months_to_wait = base.months_to_wait};
    int wait = LIMIT_MONTHS << (it->refused < 2 ? it->refused : 2), since = it->history.months_since_asked;
    int32_t used = credit_utilisation(it->history.average_owed, it->history.limit);
    v.limit = rounded(base.limit, it->history.limit, it->currency);
    if (since >= 0 && since < wait) {
        v.reasons |= CREDIT_TOO_SOON;
        v.months_to_wait = wait - since > v.months_to_wait ? wait - since : v.months_to_wait;
    }
    if (it->rests) {
        v.reasons |= CREDIT_TOO_SOON;
        v.months_to_wait = v.months_to_wait > 1 ? v.months_to_wait : 1;
    }
    if (!it->has_score)
        v.reasons = (v.reasons & ~(unsigned)CREDIT_SCORE_FELL) | LIMIT_NO_SCORE;
    else if (it->history.score_change <= 0 || it->history.score_change < LIMIT_REFUSED_POINTS * it->refused)
        v.reasons |= CREDIT_SCORE_FELL;
    if (it->refused > 0 && used > LIMIT_REFUSED_USED)
        v.reasons |= CREDIT_USES_MUCH;
    if (it->worst_used >= LIMIT_USED_TOP)
        v.reasons |= CREDIT_STRESSED;
    if (it->open)
        v.reasons |= LIMIT_OPEN;
    if (used < LIMIT_USED_LITTLE)
        v.reasons |= LIMIT_USES_LITTLE;
    v.may = v.reasons == 0;
    return v;
}

#include "base/limits.h"
#include "numerics/credit/credit.h"

int32_t credit_utilisation(int64_t owed, int64_t limit)
{
    if (owed <= 0)
        return 0;
    if (limit <= 0)
        return INT32_MAX;
    __int128 share = ((__int128)owed * CREDIT_ALL * 2 + limit) / ((__int128)limit * 2);
    return share > INT32_MAX ? INT32_MAX : (int32_t)share;
}

enum err credit_total(struct ctx *c, const struct credit_card *cards, size_t count, int64_t *owed,
                      int64_t *limit)
{
    *owed = *limit = 0;
    for (size_t i = 0; i < count; i++)
        if ((cards[i].owed > 0 && __builtin_add_overflow(*owed, cards[i].owed, owed)) ||
            __builtin_add_overflow(*limit, cards[i].limit, limit))
            return fail(c, ERR_LIMIT, "the cards' sums do not fit");
    return OK;
}

static date in_month(int32_t month, int day)
{
    date at = month_first(month) + day - 1, last = month_last(month);
    return at < last ? at : last;
}

date credit_statement(const struct credit_card *card, date today)
{
    date here = in_month(date_month(today), card->statement_day);
    return here >= today ? here : in_month(date_month(today) + 1, card->statement_day);
}

/* Sums stop at the ends of int64. */
static int64_t plus(int64_t a, int64_t b)
{
    int64_t sum;
    return __builtin_add_overflow(a, b, &sum) ? (b > 0 ? INT64_MAX : INT64_MIN) : sum;
}

int64_t credit_reported(const struct credit_card *cards, size_t card, const struct credit_move *moves,
                        size_t count, date today)
{
    int64_t owed = cards[card].owed;
    date day = credit_statement(&cards[card], today);
    for (size_t i = 0; i < count; i++)
        if (moves[i].card == card && moves[i].on >= today && moves[i].on <= day)
            owed = plus(owed, moves[i].amount);
    return owed;
}

/* The most that may be owed at `share` basis points. */
static int64_t most_at(int64_t limit, int64_t share)
{
    __int128 most = (__int128)limit * share / CREDIT_ALL;
    return most > INT64_MAX ? INT64_MAX : (int64_t)most;
}

int64_t credit_to_reach(const struct credit_card *card, int32_t target)
{
    int64_t most = most_at(card->limit, target);
    return card->owed > most ? card->owed - most : 0;
}

/* -- Dividing */

typedef unsigned __int128 level; /* of utilisation: owed x 2^SHIFT / limit */

/* OVER: whatever is owed 2^OVER times over has as good as no limit. Products of a limit and a level then stay below 2^127. */
enum { SHIFT = 44, OVER = 20 };

static bool has_limit(const struct credit_card *card)
{
    return card->limit > 0 && card->owed >> OVER < card->limit;
}

/* What brings a card down to the level. */
static int64_t down_to(const struct credit_card *card, level at)
{
    if (card->owed <= 0 || !has_limit(card))
        return 0;
    level most = ((level)card->limit * at) >> SHIFT;
    return (level)card->owed > most ? card->owed - (int64_t)most : 0;
}

static bool costs_more(const struct credit_card *cards, size_t count, level at, int64_t sum)
{
    __int128 cost = 0;
    for (size_t i = 0; i < count; i++)
        cost += down_to(&cards[i], at);
    return cost > sum;
}

/* The card that is used most of what is left, by the exact comparison of fractions. */
static bool is_used_more(const struct credit_card *a, int64_t paid_a, const struct credit_card *b,
                         int64_t paid_b)
{
    return (__int128)(a->owed - paid_a) * b->limit > (__int128)(b->owed - paid_b) * a->limit;
}

/* What the level's rounding left over, a minor unit at a time to whom it helps most. */
static void give_rest(const struct credit_card *cards, size_t count, int64_t rest, int64_t *out)
{
    for (; rest > 0; rest--) {
        size_t best = count;
        for (size_t i = 0; i < count; i++)
            if (cards[i].owed > out[i] &&
                (best == count || is_used_more(&cards[i], out[i], &cards[best], out[best])))
                best = i;
        if (best == count)
            return;
        out[best]++;
    }
}

/* All that is owed there is too much. */
static int64_t pay_limitless(const struct credit_card *cards, size_t count, int64_t sum, int64_t *out)
{
    for (size_t i = 0; i < count; i++) {
        int64_t wanted = !has_limit(&cards[i]) && cards[i].owed > 0 ? cards[i].owed : 0;
        out[i] = wanted < sum ? wanted : sum;
        sum -= out[i];
    }
    return sum;
}

void credit_divide(const struct credit_card *cards, size_t count, int64_t sum, int64_t *out)
{
    level low = 0, high = (level)1 << (SHIFT + OVER);
    sum = pay_limitless(cards, count, sum < 0 ? 0 : sum, out);
    while (low < high) { /* the lowest level that the sum can reach; nobody is above the highest */
        level middle = low + (high - low) / 2;
        if (costs_more(cards, count, middle, sum))
            low = middle + 1;
        else
            high = middle;
    }
    for (size_t i = 0; i < count; i++) {
        int64_t more = down_to(&cards[i], low);
        out[i] += more;
        sum -= more;
    }
    give_rest(cards, count, sum, out);
}

/* Score factors, and when to ask for more. The header says what is published and what is assumed. */
#include "numerics/credit/credit.h"

struct corner {
    double x, y;
};

/* The straight lines between corners, flat outside. */
static double along(const struct corner *corners, size_t count, double x)
{
    if (x <= corners[0].x)
        return corners[0].y;
    for (size_t i = 1; i < count; i++)
        if (x < corners[i].x) {
            const struct corner *a = &corners[i - 1], *b = &corners[i];
            return a->y + (b->y - a->y) * (x - a->x) / (b->x - a->x);
        }
    return corners[count - 1].y;
}

#define ALONG(corners, x) along(corners, sizeof(corners) / sizeof *(corners), x)

static double history_share(const struct credit_facts *f)
{
    static const struct corner healing[] = {{0, 0.5}, {24, 0.9}};
    if (f->missed_payments <= 0)
        return 1;
    double share = ALONG(healing, f->months_since_missed) - 0.15 * (f->missed_payments - 1);
    return share < 0 ? 0 : share;
}

static double owed_share(const struct credit_facts *f)
{
    static const struct corner used[] = {{1000, 1}, {3000, 0.7}, {5000, 0.45}, {7500, 0.2}, {10000, 0}};
    return (2 * ALONG(used, f->utilisation) + ALONG(used, f->worst_card)) / 3;
}

static double length_share(const struct credit_facts *f)
{
    static const struct corner age[] = {{0, 0}, {24, 0.3}, {84, 0.7}, {240, 1}};
    return (ALONG(age, f->oldest_months) + ALONG(age, 2.0 * f->average_months)) / 2;
}

static double new_share(const struct credit_facts *f)
{
    static const struct corner asked[] = {{0, 1}, {1, 0.85}, {3, 0.5}, {6, 0}};
    return ALONG(asked, f->inquiries);
}

static double mix_share(const struct credit_facts *f)
{
    static const struct corner kinds[] = {{0, 0}, {1, 0.5}, {2, 0.8}, {3, 1}};
    return ALONG(kinds, f->kinds);
}

struct credit_score credit_estimate(const struct credit_facts *facts, enum credit_model model)
{
    enum { LEAST = 300, MOST = 850 };
    static const double weights[][FACTOR_COUNT] = {
        [CREDIT_FICO] = {0.35, 0.30, 0.15, 0.10, 0.10},
        [CREDIT_VANTAGE] = {0.41, 0.28, 0.15, 0.11, 0.05},
    };
    double shares[FACTOR_COUNT] = {history_share(facts), owed_share(facts), length_share(facts),
                                   new_share(facts), mix_share(facts)};
    struct credit_score score = {.points = LEAST};
    for (int i = 0; i < FACTOR_COUNT; i++) {
        score.of[i] = (MOST - LEAST) * weights[model][i] * shares[i];
        score.points += score.of[i];
    }
    return score;
}

/* -- Asking for a higher limit */

enum { MONTHS_APART = 6, WISHED = 1000, MUCH = 5000 };

/* In tenths of what it is now, never below it. */
static int64_t limit_to_ask(const struct credit_history *h)
{
    __int128 wished = (__int128)(h->average_owed > 0 ? h->average_owed : 0) * CREDIT_ALL / WISHED;
    __int128 least = (__int128)h->limit * 11 / 10, most = (__int128)h->limit * 15 / 10;
    __int128 limit = wished < least ? least : wished > most ? most : wished;
    return limit > INT64_MAX ? INT64_MAX : (int64_t)limit;
}

static int longer(int a, int b)
{
    return a > b ? a : b;
}

struct credit_verdict credit_may_ask(const struct credit_history *h)
{
    struct credit_verdict v = {.limit = limit_to_ask(h)};
    if (h->months_since_asked >= 0 && h->months_since_asked < MONTHS_APART) {
        v.reasons |= CREDIT_TOO_SOON;
        v.months_to_wait = MONTHS_APART - h->months_since_asked;
    }
    if (h->months_open < MONTHS_APART) {
        v.reasons |= CREDIT_TOO_NEW;
        v.months_to_wait = longer(v.months_to_wait, MONTHS_APART - h->months_open);
    }
    if (h->score_change < 0 || (h->months_since_asked >= 0 && h->score_change == 0))
        v.reasons |= CREDIT_SCORE_FELL;
    if (credit_utilisation(h->average_owed, h->limit) > MUCH)
        v.reasons |= CREDIT_USES_MUCH;
    if (h->missed_payments > 0)
        v.reasons |= CREDIT_MISSED;
    if (h->stressed)
        v.reasons |= CREDIT_STRESSED;
    v.may = v.reasons == 0;
    v.utilisation = credit_utilisation(h->average_owed, v.limit);
    return v;
}

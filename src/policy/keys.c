/* The keys of a rule: the one table that reading, printing and messages follow. */
#include "policy/rule.h"

#include <stddef.h>

#define FIELD(field) offsetof(struct rule, field)
#define MONEY(above, up_to, measure)                                                                         \
    {above, TYPE_LIMITS, USE_NOT_ALLOW, FIELD(limits[measure])},                                             \
    {                                                                                                        \
        up_to, TYPE_LIMITS, USE_ALLOW, FIELD(limits[measure])                                                \
    }

const struct key_row rule_keys[RULE_KEYS] = {
    {"name", TYPE_RULE_NAME, USE_ANY, FIELD(name)},
    {"verdict", TYPE_VERDICT, USE_ANY, FIELD(verdict)},
    {"kind", TYPE_KINDS, USE_ANY, FIELD(kinds)},
    {"agent", TYPE_AGENTS, USE_ANY, FIELD(agents)},
    {"account", TYPE_NAMES, USE_ANY, FIELD(in[LISTED_ACCOUNT])},
    {"account-not", TYPE_NAMES, USE_ANY, FIELD(not_in[LISTED_ACCOUNT])},
    {"payee", TYPE_NAMES, USE_ANY, FIELD(in[LISTED_PAYEE])},
    {"payee-not", TYPE_NAMES, USE_ANY, FIELD(not_in[LISTED_PAYEE])},
    {"payee-account", TYPE_NAMES, USE_ANY, FIELD(in[LISTED_PAYEE_ACCOUNT])},
    {"payee-account-not", TYPE_NAMES, USE_ANY, FIELD(not_in[LISTED_PAYEE_ACCOUNT])},
    {"payee-known-less-than", TYPE_AGE, USE_NOT_ALLOW, FIELD(payee_age_us)},
    {"payee-known-for", TYPE_AGE, USE_ALLOW, FIELD(payee_age_us)},
    {"confirmed", TYPE_YES_NO, USE_ANY, FIELD(confirmed)},
    MONEY("amount-above", "amount-up-to", MEASURE_AMOUNT),
    MONEY("total-today-above", "total-today-up-to", MEASURE_TODAY),
    MONEY("total-week-above", "total-week-up-to", MEASURE_WEEK),
    MONEY("total-month-above", "total-month-up-to", MEASURE_MONTH),
    MONEY("payee-today-above", "payee-today-up-to", MEASURE_PAYEE_TODAY),
    MONEY("payee-week-above", "payee-week-up-to", MEASURE_PAYEE_WEEK),
    MONEY("payee-month-above", "payee-month-up-to", MEASURE_PAYEE_MONTH),
    {"balance-below", TYPE_BALANCES, USE_NOT_ALLOW, FIELD(limits[MEASURE_BALANCE])},
    {"balance-at-least", TYPE_BALANCES, USE_ALLOW, FIELD(limits[MEASURE_BALANCE])},
    {"count-today-above", TYPE_COUNT, USE_NOT_ALLOW, FIELD(count_today)},
    {"count-today-up-to", TYPE_COUNT, USE_ALLOW, FIELD(count_today)},
    {"payee-count-today-above", TYPE_COUNT, USE_NOT_ALLOW, FIELD(payee_count_today)},
    {"payee-count-today-up-to", TYPE_COUNT, USE_ALLOW, FIELD(payee_count_today)},
    {"days", TYPE_DAYS, USE_ANY, FIELD(days)},
    {"time", TYPE_TIME, USE_ANY, FIELD(time)},
    {"approvals", TYPE_APPROVALS, USE_ASK, FIELD(approvals)},
    {"step-up", TYPE_YES_NO, USE_ASK, FIELD(step_up)},
    {"wait", TYPE_WAIT, USE_WAIT, FIELD(wait_us)},
    {"expires", TYPE_EXPIRES, USE_ASK, FIELD(expires_us)},
};

const char *key_allowed(enum key_type type)
{
    switch (type) {
    case TYPE_RULE_NAME:
        return "a name of 1 to 64 bytes that does not begin with (";
    case TYPE_VERDICT:
        return "allow, ask or deny";
    case TYPE_KINDS:
        return "payment, transfer, mandate, hold, release, void, block, unblock, limit-request, any; or a "
               "list "
               "of them";
    case TYPE_AGENTS:
        return "an agent's name or person, or a list of them: small letters, digits, - and _";
    case TYPE_NAMES:
        return "a name or number of 1 to 512 bytes, or a list of up to 100";
    case TYPE_AGE:
    case TYPE_EXPIRES:
        return "a duration from 1 min to 365 d (min, h, d), such as 24 h";
    case TYPE_WAIT:
        return "a duration from 1 min to 365 d (min, h, d), such as 24 h; or: until over";
    case TYPE_YES_NO:
        return "yes or no";
    case TYPE_LIMITS:
        return "an amount with its currency such as 1000 EUR, a list with one for each currency, or 0";
    case TYPE_BALANCES:
        return "an amount with its currency such as 1000 EUR or -50 EUR, a list with one for each currency, "
               "or 0";
    case TYPE_COUNT:
        return "a whole number from 0 to 1000000";
    case TYPE_APPROVALS:
        return "a whole number from 1 to 5";
    case TYPE_DAYS:
        return "monday, tuesday, wednesday, thursday, friday, saturday, sunday, or a list of them";
    case TYPE_TIME:
        return "FROM-TO in hours and minutes such as 08:00-18:00 or, across midnight, 22:00-07:00";
    }
    return "";
}

/* Edits (insert, remove, replace) between two words, at most WORD long. */
enum { WORD = 32 };

static size_t distance(struct text a, struct text b)
{
    size_t row[WORD + 1];
    for (size_t j = 0; j <= b.len; j++)
        row[j] = j;
    for (size_t i = 1; i <= a.len; i++) {
        size_t corner = row[0];
        row[0] = i;
        for (size_t j = 1; j <= b.len; j++) {
            size_t best = corner + (ascii_lower(a.at[i - 1]) == b.at[j - 1] ? 0 : 1);
            corner = row[j];
            best = row[j] + 1 < best ? row[j] + 1 : best;
            row[j] = row[j - 1] + 1 < best ? row[j - 1] + 1 : best;
        }
    }
    return row[b.len];
}

const char *word_nearest(struct text word, const char *const *words)
{
    const char *best = NULL;
    size_t least = word.len < 3 ? 1 : word.len / 3;
    if (word.len < 2 || word.len > WORD)
        return NULL;
    for (; *words != NULL; words++) {
        size_t far = distance(word, text_of(*words));
        if (far <= least && far < word.len) {
            best = *words;
            least = far == 0 ? 0 : far - 1;
        }
    }
    return best;
}

/* Rules as they are kept, and the table of their keys. */
#ifndef POLICY_RULE_H
#define POLICY_RULE_H

#include "policy/policy.h"

enum {
    POLICY_CURRENCIES_MAX = 32, /* limits of one condition, each in its currency */
    POLICY_DEPTH_MAX = 6,       /* lists and mappings of the file within each other */
    POLICY_NODES_MAX = 20000,   /* its keys and values */
    MINUTES_OF_DAY = 24 * 60,
    ALL_DAYS = 0x7F, /* bit 0: Monday */
};

#define MINUTE_US INT64_C(60000000)
#define HOUR_US   (60 * MINUTE_US)
#define DAY_US    (24 * HOUR_US)

/* -- Rules */

enum rule_verdict { RULE_DENIES, RULE_ASKS, RULE_ALLOWS, RULE_WAITS };

/* What limits of money are held against. */
enum measure {
    MEASURE_AMOUNT,
    MEASURE_TODAY,
    MEASURE_WEEK,
    MEASURE_MONTH,
    MEASURE_PAYEE_TODAY,
    MEASURE_PAYEE_WEEK,
    MEASURE_PAYEE_MONTH,
    MEASURE_BALANCE,
    MEASURES
};

/* In ascending order of currencies. Alone and of CURRENCY_NONE: zero, in every currency. */
struct limits {
    size_t count;
    struct limit {
        currency currency;
        int64_t minor;
    } at[POLICY_CURRENCIES_MAX];
};

/* A name and its two shapes for comparing with look-alikes (names.c). */
struct name {
    struct text text, shapes[2];
};

struct names {
    size_t count;
    struct name *at;
};

/* Lists of names that a condition may ask for, each also as "is in none of them". */
enum listed { LISTED_ACCOUNT, LISTED_PAYEE, LISTED_PAYEE_ACCOUNT, LISTS };

struct window {
    int32_t from,
        to; /* minutes of the day, `to` exclusive; from > to: across midnight; from == to: the whole day */
};

struct rule {
    uint64_t given; /* bit KEY: the file gives it */
    struct text name;
    enum rule_verdict verdict;
    uint32_t kinds; /* bit policy_kind */
    struct names agents;
    struct names in[LISTS], not_in[LISTS];
    struct limits *limits[MEASURES]; /* NULL: none. The verdict says whether from above or below */
    int64_t count_today, payee_count_today;
    int64_t payee_age_us;
    uint32_t days; /* bit 0: Monday; ALL_DAYS when not given */
    struct window time;
    bool confirmed;
    int64_t approvals;
    bool step_up;
    int64_t wait_us; /* WAIT_UNTIL_OVER: until its time or the payee's age is over */
    int64_t expires_us;
};

#define WAIT_UNTIL_OVER (-1)

struct policy {
    int64_t expires_us;
    size_t count;
    struct rule *rules;
};

/* -- keys.c: the keys of a rule, in the order of the canonical text */

enum rule_key {
    KEY_NAME,
    KEY_VERDICT,
    KEY_KIND,
    KEY_AGENT,
    KEY_ACCOUNT,
    KEY_ACCOUNT_NOT,
    KEY_PAYEE,
    KEY_PAYEE_NOT,
    KEY_PAYEE_ACCOUNT,
    KEY_PAYEE_ACCOUNT_NOT,
    KEY_PAYEE_KNOWN_LESS_THAN,
    KEY_PAYEE_KNOWN_FOR,
    KEY_CONFIRMED,
    KEY_AMOUNT_ABOVE,
    KEY_AMOUNT_UP_TO,
    KEY_TODAY_ABOVE,
    KEY_TODAY_UP_TO,
    KEY_WEEK_ABOVE,
    KEY_WEEK_UP_TO,
    KEY_MONTH_ABOVE,
    KEY_MONTH_UP_TO,
    KEY_PAYEE_TODAY_ABOVE,
    KEY_PAYEE_TODAY_UP_TO,
    KEY_PAYEE_WEEK_ABOVE,
    KEY_PAYEE_WEEK_UP_TO,
    KEY_PAYEE_MONTH_ABOVE,
    KEY_PAYEE_MONTH_UP_TO,
    KEY_BALANCE_BELOW,
    KEY_BALANCE_AT_LEAST,
    KEY_COUNT_ABOVE,
    KEY_COUNT_UP_TO,
    KEY_PAYEE_COUNT_ABOVE,
    KEY_PAYEE_COUNT_UP_TO,
    KEY_DAYS,
    KEY_TIME,
    KEY_APPROVALS,
    KEY_STEP_UP,
    KEY_WAIT,
    KEY_EXPIRES,
    RULE_KEYS
};

enum key_type {
    TYPE_RULE_NAME,
    TYPE_VERDICT,
    TYPE_KINDS,
    TYPE_AGENTS,
    TYPE_NAMES,
    TYPE_AGE,
    TYPE_YES_NO,
    TYPE_LIMITS,
    TYPE_BALANCES, /* limits that may be below zero */
    TYPE_COUNT,
    TYPE_APPROVALS,
    TYPE_DAYS,
    TYPE_TIME,
    TYPE_WAIT,
    TYPE_EXPIRES,
};

/* With which verdicts a key goes. */
enum key_use { USE_ANY, USE_ALLOW, USE_NOT_ALLOW, USE_ASK, USE_WAIT /* ask, or no verdict */ };

struct key_row {
    const char *name;
    enum key_type type;
    enum key_use use;
    size_t offset; /* into struct rule */
};

extern const struct key_row rule_keys[RULE_KEYS];

/* What a value of this type may be: "a duration from 1 min to 365 d (min, h, d)". */
const char *key_allowed(enum key_type type);
/* The word that was probably meant, of a NULL-terminated list; NULL: none is near. */
const char *word_nearest(struct text word, const char *const *words);

static inline bool rule_has(const struct rule *r, enum rule_key key)
{
    return (r->given >> key & 1) != 0;
}

static inline const void *rule_field(const struct rule *r, enum rule_key key)
{
    return (const char *)r + rule_keys[key].offset;
}

#endif

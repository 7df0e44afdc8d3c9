/* How suspicious money that leaves is: a household's past kept as it comes, rules over it, an isolation forest over the same features, and, once people have
 * answered often enough, trees learnt from that. Pure: no store, no clock; the same payments and answers in the same order give the same scores.
 *
 * A score is a sum of weights, each with its reason in words: a rule's weight is about the negative logarithm of how seldom that happens, so that 6 stands for
 * once in some hundred payments. Rules never give a larger amount a smaller score. */
#ifndef INSIGHT_SUSPICION_SUSPICION_H
#define INSIGHT_SUSPICION_SUSPICION_H

#include "base/date.h"
#include "base/text.h"

enum suspicion_feature {
    SUSPICION_AMOUNT,  /* binary logarithm, minor units */
    SUSPICION_TAIL,    /* how few payments of this account were as large: -ln of their share */
    SUSPICION_RATIO,   /* binary logarithm of the amount over the payee's largest; 0 for a new one */
    SUSPICION_NOVELTY, /* 1 / (1 + payments to this payee) */
    SUSPICION_PAUSE,   /* ln(1 + days since the payee's last) */
    SUSPICION_DAY,     /* ln(1 + payments of this day) */
    SUSPICION_WEEKEND, /* 1 on Saturday and Sunday */
    SUSPICION_HOUR,    /* how rare the hour is, where the text tells one; else 0 */
    SUSPICION_FOREIGN, /* 1: the text names a currency that is not the account's */
    SUSPICION_FEATURES
};

enum suspicion_reason {
    REASON_AMOUNT, /* far above what leaves this account */
    REASON_NEW_PAYEE,
    REASON_PAYEE_AMOUNT, /* far above what this payee got */
    REASON_RAPID,        /* several to new payees within minutes */
    REASON_REPEATED,     /* the same amount to the same payee */
    REASON_HOUR,
    REASON_FOREIGN,
    REASON_BLOCKED,
    REASON_ODD,     /* the forest */
    REASON_ANSWERS, /* the trees learnt from answers; the only one that may be below 0 */
    SUSPICION_REASONS
};
/* "amount", "new_payee", …: for lists and the store. */
extern const char *const suspicion_reason_names[SUSPICION_REASONS];

/* One payment. */
struct suspect {
    int64_t number; /* the transaction's: they grow */
    int64_t account;
    int64_t amount; /* minor units, above 0 */
    uint64_t payee; /* of its key and currency; 0: none is known */
    date date;
    int64_t at_us;    /* when it arrived; 0: with others, or long ago */
    int32_t hour;     /* 0..23 as its text tells; -1: it does not */
    uint32_t foreign; /* the currency that its text tells, when it is not the account's; 0: none */
    bool blocked;     /* the payee is */
    bool known;       /* a person confirmed the payee, or paid it through Florin */
};
/* hour and foreign of the bank's words: "14:35", "USD 120.00". `code`: the account's currency. */
void suspect_read_text(struct suspect *p, struct text words, const char *code);

struct suspicion_why {
    enum suspicion_reason reason;
    double weight;
    char words[160];
};
struct suspicion {
    double features[SUSPICION_FEATURES];
    struct suspicion_why why[SUSPICION_REASONS]; /* the heaviest first */
    size_t count;
    double score;
    bool
        learning; /* the past is too short to hold anything against it; a blocked payee counts all the same */
};

/* -- The past */

enum { PAST_ENOUGH = 30, PAST_ENOUGH_DAYS = 14, PAST_PAYEES_MAX = 60000, PAST_RECENT = 64 };

struct past;
struct past *past_new(void);
void past_free(struct past *past);
/* Takes a payment in: O(1) amortised. `trusted` false: one that is held, or was denied: it counts for rapid series and repeats alone. */
void past_add(struct past *past, const struct suspect *p, bool trusted);
size_t past_count(const struct past *past); /* trusted ones */
/* More payees than it keeps: make it anew from the newest payments. */
bool past_is_full(const struct past *past);
/* What of a payment the rules say, and its features; the past does not change. */
void past_judge(const struct past *past, const struct suspect *p, struct suspicion *out);
/* A number that differs when what was learnt differs. */
uint64_t past_digest(const struct past *past);
/* Recent payments like this one, by their numbers, newest first: of the same payee, or to new payees within a day. */
size_t past_similar(const struct past *past, const struct suspect *p, int64_t *numbers, size_t most);

/* -- Models */

/* What was answered: the features and the score that a payment was held with. */
struct suspicion_answer {
    double features[SUSPICION_FEATURES];
    double score;
    bool fraud;
};

struct suspicion_model;
enum { MODEL_ROWS_LEAST = 100, MODEL_ROWS_MOST = 8192, MODEL_ANSWERS_LEAST = 20, MODEL_ANSWERS_EACH = 5 };

/* Learns from rows [count][SUSPICION_FEATURES] of payments, the oldest first, and from answers. Lives in c->arena, which model_add must be given, too. With
 * fewer than MODEL_ROWS_LEAST rows there is no forest, with fewer answers no trees. */
enum err model_new(struct ctx *c, const double *rows, size_t count, const struct suspicion_answer *answers,
                   size_t answer_count, struct suspicion_model **out) MUST_USE;
/* The forest follows: O(1) amortised. */
enum err model_add(struct ctx *c, struct suspicion_model *model, const double *features) MUST_USE;
/* Adds what the models say to what the rules said. */
void model_judge(const struct suspicion_model *model, struct suspicion *s);
/* That it is none of theirs: from the answers, once there are MODEL_ANSWERS_EACH; before that, a guess with an even chance at the threshold. */
double model_probability(const struct suspicion_model *model, double score, double threshold);
uint64_t model_digest(const struct suspicion_model *model);

/* -- Thresholds */

#define THRESHOLD_USUAL 6.0
#define THRESHOLD_LEAST 4.5
#define THRESHOLD_MOST  14.0

/* From which score on payments are held: the least at which not more than `target` of `payments` (as many as were looked at while the answers came) would have
 * been false alarms. Below THRESHOLD_USUAL only when frauds were denied and no false alarm is near. */
double threshold_adapt(const struct suspicion_answer *answers, size_t count, int64_t payments, double target);

#endif

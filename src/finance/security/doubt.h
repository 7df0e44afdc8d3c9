/* What a language model is asked about a payment in doubt: one whose score lies below the threshold, but not far. It gets to know what a stranger may know, and
 * says one of two words: it can make Florin ask, and nothing else. */
#ifndef FINANCE_SECURITY_DOUBT_H
#define FINANCE_SECURITY_DOUBT_H

#include "llm/llm.h"
#include "store/entity/txn.h"

/* The band: from this share of the threshold on. */
#define DOUBT_SHARE 0.55
enum { DOUBT_PAYEE_BYTES = 60, DOUBT_REASON_BYTES = 120, DOUBT_WORDS_BYTES = 120, DOUBT_PAST = 2000 };

/* A payee as strangers may see it: one line, cut, without signs that could end the fence around it; what may be a number of an account, a card or a telephone
 * is "#"; an address of mail is gone; one of `names` (of the household's people) is gone; and where a word of it is a common first name, all that is told is
 * "(a person)". */
struct text doubt_payee(struct arena *arena, struct text payee, const struct text *names, size_t count);

/* What leaves the account usually. */
struct doubt_usual {
    int64_t payments;      /* of the last 400 days, at most DOUBT_PAST */
    int64_t median, ninth; /* minor units; a tenth of them is larger than `ninth` */
    int64_t to_payee, to_payee_median;
};
enum err doubt_usual(struct ctx *c, struct store_tx *tx, const struct txn_row *txn,
                     struct doubt_usual *out) MUST_USE;

/* What is told, as one JSON object; the question around it. `payment`: as the security agent wrote it down (agents/team/security.c). */
struct doubt_told {
    const struct json_value *payment;
    struct text payee, category; /* as they may be told */
    currency currency;
    struct doubt_usual usual;
};
enum err doubt_question(struct ctx *c, const struct doubt_told *told, struct llm_question **out) MUST_USE;

/* "ordinary", "doubtful", NULL */
extern const char *const doubt_verdicts[];

#endif

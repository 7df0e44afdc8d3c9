/* What words, tags and amounts are: for what a person types and for what is indexed alike. */
#ifndef FINANCE_SEARCH_WORDS_H
#define FINANCE_SEARCH_WORDS_H

#include "base/decimal.h"

/* Takes the next word off `rest`: what stands between blanks. False when there is none. */
bool word_next(struct text *rest, struct text *word);
/* Takes the next tag off `rest`: what stands between commas, trimmed. */
bool tag_next(struct text *rest, struct text *tag);
/* Takes the next word, or text in quotes, off what a person typed. A quote that is not closed ends at the end. */
bool needle_next(struct text *rest, struct text *needle);

enum { AMOUNT_PLACES = 5 }; /* currencies have 0 to 4 places */

/* Amounts without their sign, in minor units, by the places of the currency; least > most: none. */
struct amount_range {
    uint64_t least[AMOUNT_PLACES], most[AMOUNT_PLACES];
    int sign; /* -1: only what went out, 1: only what came in, 0: both */
};

enum amount_compare { AMOUNT_IS, AMOUNT_ABOVE, AMOUNT_FROM, AMOUNT_UNDER, AMOUNT_UP_TO };

struct amount_range amount_range_all(void);
/* Leaves what also compares so with d, whose sign does not count. Nothing is rounded: 12.505 is no amount of a
 * currency with two places, and >12.505 begins at 12.51. */
void amount_range_cut(struct amount_range *range, enum amount_compare how, struct decimal d);
/* "12.50", "12,50", ">100", "<=20", "-5": false when a word is no amount. */
bool amount_word(struct text word, struct amount_range *out);

static inline bool amount_within(const struct amount_range *range, int32_t places, int64_t amount)
{
    uint64_t size = amount < 0 ? 0 - (uint64_t)amount : (uint64_t)amount;
    return (range->sign == 0 || (range->sign < 0 ? amount < 0 : amount > 0)) &&
           size >= range->least[places] && size <= range->most[places];
}

#endif

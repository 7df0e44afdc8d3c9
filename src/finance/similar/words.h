/* The text by which a transaction resembles others: the name of its payee, and what its memo says besides. */
#ifndef FINANCE_SIMILAR_WORDS_H
#define FINANCE_SIMILAR_WORDS_H

#include "base/text.h"

enum { SIMILAR_MEMO_WORDS = 16, SIMILAR_MEMO_BYTES = 160 };

/* The words of a memo that tell what it is about, folded, a blank between them: without those that hold a digit (numbers of cards, orders
 * and days, which would make each memo another one), without letters, or that the payee's name says already; at most so many of
 * them, and bytes. Into the arena; may be empty. */
struct text similar_memo(struct arena *arena, struct text memo, struct text payee);
/* What becomes a vector. `memo` as above; beside one the payee stands twice, so that it counts more than the town that a card was used in. */
struct text similar_text(struct arena *arena, struct text payee, struct text memo);

#endif

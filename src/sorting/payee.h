/* From what a bank prints to whom was paid: "SQ *BLUE BOTTLE COFFEE #0042 OAKLAND CA 03/04" -> "Blue Bottle
 * Coffee". */
#ifndef SORTING_PAYEE_H
#define SORTING_PAYEE_H

#include "base/text.h"

/* The display name in a bank's description: without the words of the payment itself (card, terminal, date,
 * reference, processor), without the place at the end, in readable case. Lives in `arena`, or is a constant.
 * At most LIMIT_PAYEE_TEXT bytes, cut at a character. Empty only when `raw` is blank; cleaning a clean name
 * changes nothing. */
struct text payee_clean(struct arena *arena, struct text raw);

/* What two spellings of one payee share: folded to lower case, without punctuation, single blanks. For
 * equality and grouping, never shown. In `arena`. */
struct text payee_key(struct arena *arena, struct text payee);

/* Remembers cleaned names by their raw text, because a household pays the same few payees over and over. One
 * thread at a time. Holds at most `entries_max` names; after that it cleans without remembering. */
struct payee_cache;
struct payee_cache *payee_cache_new(uint32_t entries_max);
void payee_cache_free(struct payee_cache *cache);

struct payee_names {
    struct text name; /* payee_clean */
    struct text key;  /* payee_key of the name */
};
/* The names live in the cache, or, once it is full, in `arena`. */
struct payee_names payee_cache_names(struct payee_cache *cache, struct arena *arena, struct text raw);

#endif

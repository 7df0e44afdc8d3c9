/* A household's sorting rules (sorting/rules.h), changed by people. Each change is checked as the whole it makes: what is kept can always
 * be read. Each appends rules.updated. */
#ifndef FINANCE_RULES_H
#define FINANCE_RULES_H

#include "store/entity/sorting.h"

/* Adds one rule at a place in the order, from 1; 0: at the end. ERR_INPUT "text: line …" when it is none, or more than one. */
enum err rules_add(struct ctx *c, struct store *store, int64_t household, struct text text, int64_t position,
                   struct id *id) MUST_USE;
/* Another text, another place, or both; an empty text and position 0 leave it. */
enum err rules_change(struct ctx *c, struct store *store, int64_t household, struct id id, struct text text,
                      int64_t position) MUST_USE;
enum err rules_remove(struct ctx *c, struct store *store, int64_t household, struct id id) MUST_USE;
/* All of them by those of a file, one per line. */
enum err rules_replace(struct ctx *c, struct store *store, int64_t household, struct text file) MUST_USE;

#endif

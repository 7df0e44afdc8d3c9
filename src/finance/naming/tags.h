/* Tags: words that a transaction carries, kept in one text, separated by ','. Case does not count. */
#ifndef FINANCE_NAMING_TAGS_H
#define FINANCE_NAMING_TAGS_H

#include "store/store.h"

enum { TAG_BYTES_MOST = 64, TAGS_MOST = 64 /* of one transaction */ };

/* Several tags as one text, each once. ERR_INPUT or ERR_LIMIT ("tags: …") for an empty one, one with a comma or control
 * characters, and for too many. */
enum err tags_join(struct ctx *c, const struct text *tags, size_t count, struct text *out) MUST_USE;
/* Takes the next tag off `rest`; false when there is none. */
bool tags_next(struct text *rest, struct text *tag);
/* `tags` without those of `remove` and with those of `add`, in `arena`. */
struct text tags_change(struct arena *arena, struct text tags, struct text add, struct text remove);

struct tag_count {
    struct text name; /* as it is written most often */
    int64_t transactions;
};

/* The tags of a household's transactions that are not void, by name; the LIMIT_PAGE most used. Into c->arena. */
enum err tags_list(struct ctx *c, struct store_tx *tx, int64_t household, struct tag_count **out,
                   size_t *count) MUST_USE;

#endif

/* Paths that categories had before they were renamed. */
#ifndef STORE_ENTITY_EDIT_CATEGORY_ALIAS_H
#define STORE_ENTITY_EDIT_CATEGORY_ALIAS_H

#include "sorting/categories.h"
#include "store/store.h"

/* From now on `path` means this category. */
enum err category_alias_put(struct ctx *c, struct store_tx *tx, int64_t household, struct text path,
                            int64_t category) MUST_USE;
/* A path means itself again. */
enum err category_alias_drop(struct ctx *c, struct store_tx *tx, int64_t household,
                             struct text path) MUST_USE;
/* Each old path with the name its category has now, into c->arena. */
enum err category_alias_list(struct ctx *c, struct store_tx *tx, int64_t household,
                             struct category_move **out, size_t *count) MUST_USE;

#endif

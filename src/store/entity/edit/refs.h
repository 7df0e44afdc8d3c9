/* Ids of rows that other rows name by number, for many at once. */
#ifndef STORE_ENTITY_EDIT_REFS_H
#define STORE_ENTITY_EDIT_REFS_H

#include "store/store.h"

/* The ids of transactions, or of imports, by their numbers: ids[i] belongs to seqs[i]; zero for what is not there. */
enum err refs_of_txns(struct ctx *c, struct store_tx *tx, const int64_t *seqs, size_t count,
                      struct id *ids) MUST_USE;
enum err refs_of_imports(struct ctx *c, struct store_tx *tx, const int64_t *seqs, size_t count,
                         struct id *ids) MUST_USE;

/* An open question about a transaction. */
struct question_ref {
    int64_t candidate;
    struct text reason; /* in c->arena */
};
/* Those about these transactions; candidate 0 where there is none. */
enum err refs_of_questions(struct ctx *c, struct store_tx *tx, const int64_t *seqs, size_t count,
                           struct question_ref *out) MUST_USE;

#endif

/* How people prove to be themselves, beside passwords and apps: a code by mail, questions of their own. The rules are in identity/proofs/. */
#ifndef STORE_ENTITY_PEOPLE_PROOF_H
#define STORE_ENTITY_PEOPLE_PROOF_H

#include "store/store.h"

struct proof_row {
    int64_t person;
    struct text salt, code; /* of the code that is out: a digest; empty: none is */
    int64_t until_us, asked_us;
    int64_t tries;               /* wrong ones of this code */
    int64_t failures, failed_us; /* wrong answers in a row, and the last one */
};
/* All zero when there is none. Texts into c->arena. */
enum err proof_get(struct ctx *c, struct store_tx *tx, int64_t person, struct proof_row *out) MUST_USE;
enum err proof_put(struct ctx *c, struct store_tx *tx, const struct proof_row *row) MUST_USE;

enum { QUESTIONS_MAX = 5 };
struct question_row {
    int64_t number; /* from 1 */
    struct text question, hash;
};
/* By number, at most QUESTIONS_MAX. */
enum err question_rows(struct ctx *c, struct store_tx *tx, int64_t person, struct question_row **out,
                       size_t *count) MUST_USE;
/* In place of all that were there. */
enum err question_replace(struct ctx *c, struct store_tx *tx, int64_t person, const struct question_row *rows,
                          size_t count) MUST_USE;

#endif

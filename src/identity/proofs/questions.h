/* Questions that a person set for themselves. What is known about people can be found out: an answer is asked for beside whatever else the policy wants, and
 * never instead. Answers are hashed as passwords are; case, blanks at the ends and between words do not count. */
#ifndef IDENTITY_PROOFS_QUESTIONS_H
#define IDENTITY_PROOFS_QUESTIONS_H

#include "identity/login.h"
#include "store/entity/people/proof.h"

enum { QUESTION_BYTES = 200, ANSWER_BYTES = 200, ANSWER_CHARACTERS_LEAST = 4, QUESTION_FREE_TRIES = 5 };

struct question_new {
    struct text question, answer;
};
/* SLOW, a tenth of a second for each. ERR_INPUT ("questions: …"). */
enum err questions_hash(struct ctx *c, const struct question_new *given, size_t count,
                        struct question_row **out) MUST_USE;
/* WRITE. In place of those that were there; none: nothing is asked any more. `checked`: of the password (step_up_check). */
enum err questions_set(struct ctx *c, struct identity *identity, struct store *store,
                       const struct caller *caller, const struct login_checked *checked,
                       const struct question_row *rows, size_t count) MUST_USE;

/* Which of them is asked about something: always the same one for the same thing. *found false: the person has none. */
enum err question_for(struct ctx *c, struct store_tx *tx, int64_t person, struct id about,
                      struct question_row *out, bool *found) MUST_USE;
/* SLOW. ERR_LIMIT (retriable): after QUESTION_FREE_TRIES wrong ones each further try has to wait, up to a quarter of an hour. */
enum err question_check(struct ctx *c, struct store *store, int64_t person, const struct question_row *row,
                        struct text answer, bool *right) MUST_USE;
/* WRITE, in the transaction of what it is asked for: counts it, whoever is refused must still commit. */
enum err question_settle(struct ctx *c, struct store_tx *tx, int64_t person, bool right) MUST_USE;

#endif

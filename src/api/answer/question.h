/* What a link asks, as it is now, and what becomes of it. */
#ifndef API_ANSWER_QUESTION_H
#define API_ANSWER_QUESTION_H

#include "api/answer/answer.h"
#include "api/voice/voice.h"
#include "identity/links/links.h"
#include "identity/proofs/questions.h"

struct question {
    struct link_found link;
    struct answer_page page; /* its view: ANSWER_OPEN, or why it cannot be answered */
    bool own;                /* the person's own question has to be answered, too */
    struct question_row own_row;
};

/* From call->store, without writing anything. */
enum err question_read(struct api_call *call, struct text token, struct question *out) MUST_USE;
/* Says yes or no, in `tx`, with the link spent: only to exactly what the mail said. q->page gets its new view and state. Errors as proposal_approve and
 * security_confirm have them; ERR_CONFLICT also where the link or the question is over. */
enum err question_answer(struct api_call *call, struct store_tx *tx, const struct proposal_voice *voice,
                         struct question *q) MUST_USE;

#endif

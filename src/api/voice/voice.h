/* A caller as a person who answers for themselves: in approvals, and where else a decision wants one. */
#ifndef API_VOICE_VOICE_H
#define API_VOICE_VOICE_H

#include "api/call.h"
#include "finance/proposal/proposal.h"

/* step_up: they have just proved who they are, with a one-time code. */
struct proposal_voice api_voice(const struct api_call *call, bool step_up);
/* In the WRITES lane, before the transaction of the answer: a code of the caller's app, if one was given (not empty). *waits: too many were wrong, and the reply says
 * so. ERR_DENIED ("code: …") when it is wrong. */
enum err api_prove(struct api_call *call, struct text code, bool *waits) MUST_USE;

#endif

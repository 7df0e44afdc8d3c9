/* What the analytics agent looks at. For agents/team/analytics.c.
 *
 * Facts: {"found": how many findings there are, "more": some are left for the next look, "findings": [those that nobody was told of, the oldest first, as
 * insight/record.h writes them]}. The payments that they were found in are too many to be kept; the numbers that make each of them are there. */
#ifndef AGENTS_NOTICING_NOTICING_H
#define AGENTS_NOTICING_NOTICING_H

#include "agents/agent.h"

enum { NOTICING_TELLS_MOST = 80 };

enum err noticing_gather(struct agent_context *x, const struct agent_trigger *trigger,
                         struct json *facts) MUST_USE;

#endif

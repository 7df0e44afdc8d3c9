/* Inside decisions, for the host. */
#ifndef AGENTS_DECISION_INNER_H
#define AGENTS_DECISION_INNER_H

#include "agents/decision.h"

enum act_kind { ACT_PROPOSE, ACT_WITHDRAW, ACT_TELL, ACT_TASK };

struct act {
    enum act_kind kind;
    struct decision_proposal proposal; /* of ACT_WITHDRAW: key and reason */
    struct decision_insight insight;
    struct decision_task task;
    struct act *next;
};

/* Everything lives in the arena. */
struct decision {
    struct arena *arena;
    struct act *first, **end;
    size_t count;
    struct buf *because; /* a JSON array without its brackets */
    struct json because_json;
    struct text answer;
};

void decision_init(struct decision *d, struct arena *arena);
/* {"because": […], "acts": […], "answer": …} */
void decision_write(struct json *j, const struct decision *d);

#endif

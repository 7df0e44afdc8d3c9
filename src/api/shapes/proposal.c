#include "api/shapes/proposal.h"

#include "finance/proposal/proposal.h"

static const char *const verdict_words[] = {"deny", "ask", "allow", NULL};

static const struct api_field decision_fields[] = {
    {"verdict", API_WORD, API_REQUIRED, "the policy's, when it was last asked", .words = verdict_words},
    {"rule", API_TEXT, API_REQUIRED, "that decided; in parentheses: one that every policy has"},
    {"why", API_TEXT, API_REQUIRED, "in words, with the figures; or why it ended"},
    {"approvals_needed", API_INT, API_REQUIRED, "by so many different people"},
    {"approvals", API_INT, API_REQUIRED, "that there are"},
    {"step_up", API_BOOL, API_REQUIRED, "each with a one-time code"},
    {"not_before", API_TIME, API_REQUIRED | API_NULLABLE, "it takes effect then at the earliest"},
    {0},
};
static const struct api_shape decision_shape = {"PolicyDecision", decision_fields};

static const struct api_field fields[] = {
    {"id", API_ID, API_REQUIRED, "the proposal's"},
    {"state", API_WORD, API_REQUIRED,
     "approved: it waits for its time; failed: it was approved and could not be done",
     .words = proposal_state_words},
    {"kind", API_TEXT, API_REQUIRED,
     "of action: payment, transfer, mandate, hold, release, void, block, unblock, limit-request"},
    {"summary", API_TEXT, API_REQUIRED, "what would happen, in a line"},
    {"reason", API_TEXT, API_REQUIRED, "why, in the words of whoever wants it"},
    {"agent", API_TEXT, API_REQUIRED | API_NULLABLE, "who wants it; null: a person"},
    {"run", API_ID, API_REQUIRED | API_NULLABLE, "of the agent, in which it decided so"},
    {"amount", API_AMOUNT, API_REQUIRED | API_NULLABLE, "null: it moves no money"},
    {"currency", API_CURRENCY, API_REQUIRED | API_NULLABLE, "the amount's"},
    {"action", API_ANY, API_REQUIRED, "exactly what would be done"},
    {"digest", API_TEXT, API_REQUIRED, "of the action: what an approval is about"},
    {"decision", API_OBJECT, API_REQUIRED, "the policy's", .shape = &decision_shape},
    {"expires", API_TIME, API_REQUIRED | API_NULLABLE, "nobody is asked any more afterwards"},
    {"created", API_TIME, API_REQUIRED, "when it was made"},
    {"changed", API_TIME, API_REQUIRED, "when its state last changed"},
    {"receipt", API_ANY, API_REQUIRED, "what was done; null until it is"},
    {0},
};
const struct api_shape proposal_shape = {"Proposal", fields};

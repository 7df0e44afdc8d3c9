#include "api/voice/voice.h"

#include "api/api.h"
#include "api/work.h"
#include "identity/step_up/step_up.h"

struct proposal_voice api_voice(const struct api_call *call, bool step_up)
{
    enum credential by = call->caller.credential;
    struct text way = by == CREDENTIAL_SESSION ? TEXT("page")
                      : by == CREDENTIAL_LINK  ? TEXT("email")
                                               : TEXT("api");
    return (struct proposal_voice){call->caller.user, way, step_up};
}

enum err api_prove(struct api_call *call, struct text code, bool *waits)
{
    *waits = false;
    if (code.len == 0)
        return OK;
    enum err e = step_up_prove(call->c, call->api->identity, call->store, &call->caller, code);
    *waits = e == ERR_LIMIT && call->c->retriable;
    return *waits ? api_too_many(call->x) : e;
}

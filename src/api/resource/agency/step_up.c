/* One-time codes: setting up an app, and taking it away. */
#include "identity/step_up/step_up.h"

#include "api/api.h"
#include "api/work.h"

static const struct api_field state_fields[] = {
    {"app", API_BOOL, API_REQUIRED, "codes of an app count"},
    {"since", API_TIME, API_REQUIRED | API_NULLABLE, "when it was set up"},
    {0},
};
static const struct api_shape state_shape = {"StepUp", state_fields};

static enum err write_state(struct api_call *call)
{
    struct step_up_state state;
    TRY(step_up_get(call->c, call->store, &call->caller, &state));
    json_object(&call->reply);
    json_key_bool(&call->reply, "app", state.has);
    api_key_time(&call->reply, "since", state.since_us);
    json_object_end(&call->reply);
    return OK;
}

static enum err get(struct api_call *call)
{
    return write_state(call);
}

/* -- Another app */

static const struct api_field begin_fields[] = {
    {"password", API_TEXT, API_REQUIRED | API_SECRET, "of the account", .most = 1024},
    {0},
};
static const struct api_shape begin_shape = {"StepUpBegin", begin_fields};
static const struct api_field secret_fields[] = {
    {"secret", API_TEXT, API_REQUIRED | API_SECRET, "to be typed into the app; shown this once"},
    {"uri", API_TEXT, API_REQUIRED | API_SECRET, "the same as a link, for a QR code"},
    {0},
};
static const struct api_shape secret_shape = {"StepUpSecret", secret_fields};

static enum err begin_write(struct api_call *call)
{
    struct step_up_secret secret;
    TRY(step_up_begin(call->c, call->api->identity, call->store, &call->caller, call->kept, &secret));
    json_object(&call->reply);
    json_key_text(&call->reply, "secret", secret.base32);
    json_key_text(&call->reply, "uri", secret.uri);
    json_object_end(&call->reply);
    return OK;
}

static enum err begin(struct api_call *call)
{
    struct login_checked *checked = ARENA_NEW(call->c->arena, struct login_checked);
    enum err e =
        step_up_check(call->c, call->api->identity, call->store, &call->caller,
                      json_as_text(json_member(call->body, "password")), call->x->request.client, checked);
    if (e == ERR_LIMIT && call->c->retriable)
        return api_too_many(call->x);
    TRY(e);
    call->kept = checked;
    return api_go_on(call, API_WRITES, begin_write);
}

/* -- Its codes */

static const struct api_field code_fields[] = {
    {"code", API_TEXT, API_REQUIRED | API_SECRET, "that the app shows now", .least = 6, .most = 16},
    {0},
};
static const struct api_shape code_shape = {"StepUpCode", code_fields};

static enum err with_code(struct api_call *call,
                          enum err (*use)(struct ctx *c, struct identity *identity, struct store *store,
                                          const struct caller *caller, struct text code))
{
    enum err e = use(call->c, call->api->identity, call->store, &call->caller, api_text(call->body, "code"));
    if (e == ERR_LIMIT && call->c->retriable)
        return api_too_many(call->x);
    TRY(e);
    return write_state(call);
}

static enum err confirm(struct api_call *call)
{
    return with_code(call, step_up_confirm);
}

static enum err take_away(struct api_call *call)
{
    return with_code(call, step_up_end);
}

static const struct api_route routes[] = {
    {.method = "GET",
     .path = "/api/v1/me/step-up",
     .id = "getStepUp",
     .title = "Can I prove myself with one-time codes?",
     .need = API_SELF,
     .reply = &state_shape,
     .handle = get},
    {.method = "POST",
     .path = "/api/v1/me/step-up/app",
     .id = "beginStepUp",
     .title = "Set up an app for one-time codes",
     .about = "Codes of an earlier app count until this one's first code was right.",
     .need = API_SELF,
     .lane = API_HASHES,
     .flags = API_UNTRACED,
     .body = &begin_shape,
     .reply = &secret_shape,
     .handle = begin},
    {.method = "POST",
     .path = "/api/v1/me/step-up/confirm",
     .id = "confirmStepUp",
     .title = "The app's first code",
     .need = API_SELF,
     .lane = API_WRITES,
     .flags = API_UNTRACED,
     .body = &code_shape,
     .reply = &state_shape,
     .handle = confirm},
    {.method = "POST",
     .path = "/api/v1/me/step-up/end",
     .id = "endStepUp",
     .title = "Take the app away",
     .about = "With a code of it.",
     .need = API_SELF,
     .lane = API_WRITES,
     .flags = API_UNTRACED,
     .body = &code_shape,
     .reply = &state_shape,
     .handle = take_away},
    {0},
};

const struct api_resource api_resource_step_up = {
    .name = "One-time codes",
    .about =
        "A second proof of who somebody is, for what matters most: approvals that the policy wants one for.",
    .routes = routes,
};

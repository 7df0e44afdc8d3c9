/* Who I am, and in which household. */
#include "api/shapes/me.h"

#include "api/work.h"
#include "identity/invitations.h"
#include "identity/people.h"

static enum err get(struct api_call *call)
{
    return me_write(call, &call->caller);
}

static const struct api_field change_fields[] = {
    {"name", API_TEXT, 0, "for others in the household", .least = 1, .most = PERSON_NAME_MAX},
    {"locale", API_TEXT, 0, "BCP 47, \"de-DE\"", .least = 1, .most = 35},
    {"time_zone", API_TEXT, 0, "IANA, \"Europe/Berlin\"", .least = 1, .most = 64},
    {0},
};
static const struct api_shape change_shape = {"MeChange", change_fields};

static enum err change(struct api_call *call)
{
    TRY(me_change(call->c, call->store, &call->caller, api_text(call->body, "name"),
                  api_text(call->body, "locale"), api_text(call->body, "time_zone")));
    return me_write(call, &call->caller);
}

static const struct api_field enter_fields[] = {
    {"household", API_ID, API_REQUIRED, "one of those that /me lists"},
    {0},
};
static const struct api_shape enter_shape = {"HouseholdChoice", enter_fields};

/* The role may be another one there, so the caller is looked up anew on the next request; the reply shows it already. */
static enum err enter(struct api_call *call)
{
    struct id household;
    struct me me;
    struct caller there = call->caller;
    if (!id_parse(api_text(call->body, "household"), &household))
        return fail(call->c, ERR_INPUT, "household: expected an id");
    TRY(session_enter(call->c, call->api->identity, call->store, &call->caller, household));
    TRY(me_get(call->c, call->store, &call->caller, &me));
    for (size_t i = 0; i < me.household_count; i++)
        if (id_equal(me.households[i].household_id, household)) {
            there.household = me.households[i].household;
            there.role = (enum role)me.households[i].role;
        }
    api_drop(call, (struct socket_audience){.session = call->caller.session});
    return me_write(call, &there);
}

static const struct api_field join_fields[] = {
    {"invitation", API_TEXT, API_REQUIRED | API_SECRET, "the token that was sent", .least = 1, .most = 200},
    {0},
};
static const struct api_shape join_shape = {"Join", join_fields};

static enum err join(struct api_call *call)
{
    struct id household;
    TRY(invitation_accept(call->c, call->api->identity, call->store, &call->caller,
                          api_text(call->body, "invitation"), &household));
    return me_write(call, &call->caller);
}

static const struct api_route routes[] = {
    {.method = "GET",
     .path = "/api/v1/me",
     .id = "getMe",
     .title = "Who is logged in",
     .need = API_SELF,
     .reply = &shape_me,
     .handle = get},
    {.method = "PATCH",
     .path = "/api/v1/me",
     .id = "changeMe",
     .title = "Change my name, locale or time zone",
     .need = API_SELF,
     .lane = API_WRITES,
     .body = &change_shape,
     .reply = &shape_me,
     .handle = change},
    {.method = "POST",
     .path = "/api/v1/me/household",
     .id = "enterHousehold",
     .title = "Go to another of my households",
     .about = "This session alone goes there.",
     .need = API_SELF,
     .lane = API_WRITES,
     .body = &enter_shape,
     .reply = &shape_me,
     .handle = enter},
    {.method = "POST",
     .path = "/api/v1/me/invitation",
     .id = "acceptInvitation",
     .title = "Join a household that invited me",
     .need = API_SELF,
     .lane = API_WRITES,
     .body = &join_shape,
     .reply = &shape_me,
     .handle = join},
    {0},
};

const struct api_resource api_resource_me = {"Me", "The person whose session, token or key this is.", routes};

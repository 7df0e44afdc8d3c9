/* The household: its name, its members, who is invited. */
#include "store/entity/household.h"

#include "api/shapes/me.h"
#include "api/work.h"
#include "identity/invitations.h"
#include "identity/members.h"
#include "store/entity/people/person.h"

/* -- The household */

static const struct api_field household_fields[] = {
    {"id", API_ID, API_REQUIRED, "the household's"},
    {"name", API_TEXT, API_REQUIRED, "as its owner named it"},
    {"currency", API_CURRENCY, API_REQUIRED | API_NULLABLE,
     "what amounts without a currency are in; null until the first account"},
    {0},
};
static const struct api_shape household_shape = {"Household", household_fields};

static enum err write_household(struct api_call *call)
{
    struct household h;
    struct store_tx *tx;
    struct json *j = &call->reply;
    TRY(store_begin_read(call->c, call->store, &tx));
    TRY(household_get(call->c, tx, call->household, &h));
    json_object(j);
    api_key_id(j, "id", h.id);
    json_key_text(j, "name", h.name);
    json_key_z(j, "currency", h.currency == CURRENCY_NONE ? NULL : currency_code(h.currency));
    json_object_end(j);
    return store_commit(call->c, tx);
}

static const struct api_field change_fields[] = {
    {"name", API_TEXT, 0, "for its members", .least = 1, .most = 100},
    {"currency", API_CURRENCY, 0, "what amounts without a currency are in"},
    {0},
};
static const struct api_shape change_shape = {"HouseholdChange", change_fields};

static enum err change(struct api_call *call)
{
    struct store_tx *tx;
    struct text name = api_text(call->body, "name"), code = api_text(call->body, "currency");
    currency cur = CURRENCY_NONE;
    TRY(store_begin(call->c, call->store, &tx));
    if (name.len > 0)
        TRY(household_rename(call->c, tx, call->household, name));
    if (code.len > 0 && currency_from_code(code, &cur))
        TRY(household_set_currency(call->c, tx, call->household, cur));
    TRY(store_commit(call->c, tx));
    return write_household(call);
}

/* -- Members */

static const struct api_field member_fields[] = {
    {"id", API_ID, API_REQUIRED, "the person's"},
    {"email", API_TEXT, API_REQUIRED, "of the person"},
    {"name", API_TEXT, API_REQUIRED, "of the person"},
    {"role", API_WORD, API_REQUIRED, "what the person may do here", .words = role_words},
    {"since", API_TIME, API_REQUIRED, "when the person joined"},
    {0},
};
static const struct api_shape member_shape = {"Member", member_fields};

static void write_member(struct json *j, const struct member_row *row)
{
    json_object(j);
    api_key_id(j, "id", row->person_id);
    json_key_text(j, "email", row->email);
    json_key_text(j, "name", row->name);
    json_key_z(j, "role", role_name((enum role)row->role));
    api_key_time(j, "since", row->since_us);
    json_object_end(j);
}

static enum err list_members(struct api_call *call)
{
    struct member_row *rows;
    size_t count;
    TRY(member_list(call->c, call->store, &call->caller, &rows, &count));
    api_items(call);
    for (size_t i = 0; i < count; i++)
        write_member(&call->reply, &rows[i]);
    api_items_end(call, TEXT(""));
    return OK;
}

static enum err find_member(struct api_call *call, struct id person, struct member_row *out)
{
    struct member_row *rows;
    size_t count;
    TRY(member_list(call->c, call->store, &call->caller, &rows, &count));
    for (size_t i = 0; i < count; i++)
        if (id_equal(rows[i].person_id, person)) {
            *out = rows[i];
            return OK;
        }
    return fail(call->c, ERR_NOT_FOUND, "there is no such member");
}

static const struct api_field role_fields[] = {
    {"role", API_WORD, API_REQUIRED, "what the person may do from now on", .words = role_words},
    {0},
};
static const struct api_shape role_shape = {"RoleChange", role_fields};

static enum err change_role(struct api_call *call)
{
    struct id person;
    struct member_row row;
    TRY(api_path_id(call, 0, &person));
    TRY(member_change_role(call->c, call->api->identity, call->store, &call->caller, person,
                           role_parse(api_text(call->body, "role"))));
    TRY(find_member(call, person, &row));
    write_member(&call->reply, &row);
    return OK;
}

/* Anybody may leave; only owners see, and take out, the others. */
static enum err remove_member(struct api_call *call)
{
    struct id person;
    struct member_row row = {.person = call->caller.user};
    TRY(api_path_id(call, 0, &person));
    if (!id_equal(person, call->caller.user_id))
        TRY(find_member(call, person, &row));
    TRY(member_remove(call->c, call->api->identity, call->store, &call->caller, person));
    api_drop(call, (struct socket_audience){.household = call->household, .user = row.person});
    return OK;
}

/* -- Invitations */

static const struct api_field invitation_fields[] = {
    {"id", API_ID, API_REQUIRED, "the invitation's"},
    {"email", API_TEXT, API_REQUIRED, "who is invited"},
    {"role", API_WORD, API_REQUIRED, "what the person may do then", .words = role_words},
    {"created", API_TIME, API_REQUIRED, "when it was made"},
    {"expires", API_TIME, API_REQUIRED, "seven days later"},
    {0},
};
static const struct api_shape invitation_shape = {"Invitation", invitation_fields};

static const struct api_field invited_fields[] = {
    {"id", API_ID, API_REQUIRED, "the invitation's"},
    {"email", API_TEXT, API_REQUIRED, "who is invited"},
    {"role", API_WORD, API_REQUIRED, "what the person may do then", .words = role_words},
    {"created", API_TIME, API_REQUIRED, "when it was made"},
    {"expires", API_TIME, API_REQUIRED, "seven days later"},
    {"token", API_TEXT, API_REQUIRED | API_SECRET, "for the link /join?token=…: shown this once"},
    {0},
};
static const struct api_shape invited_shape = {"NewInvitation", invited_fields};

static const struct api_field invite_fields[] = {
    {"email", API_EMAIL, API_REQUIRED, "who is invited"},
    {"role", API_WORD, API_REQUIRED, "what the person may do then", .words = role_words},
    {0},
};
static const struct api_shape invite_shape = {"InvitationRequest", invite_fields};

static void write_invitation(struct json *j, const struct invitation_row *row)
{
    api_key_id(j, "id", row->id);
    json_key_text(j, "email", row->email);
    json_key_z(j, "role", role_name((enum role)row->role));
    api_key_time(j, "created", row->created_us);
    api_key_time(j, "expires", row->expires_us);
}

static enum err list_invitations(struct api_call *call)
{
    struct invitation_row *rows;
    size_t count;
    TRY(invitation_list(call->c, call->store, &call->caller, &rows, &count));
    api_items(call);
    for (size_t i = 0; i < count; i++) {
        json_object(&call->reply);
        write_invitation(&call->reply, &rows[i]);
        json_object_end(&call->reply);
    }
    api_items_end(call, TEXT(""));
    return OK;
}

static enum err invite(struct api_call *call)
{
    struct invitation_row row;
    struct text secret;
    TRY(invitation_create(call->c, call->store, &call->caller, api_text(call->body, "email"),
                          role_parse(api_text(call->body, "role")), &row, &secret));
    api_created(call, "/api/v1/invitations", row.id);
    json_object(&call->reply);
    write_invitation(&call->reply, &row);
    json_key_text(&call->reply, "token", secret);
    json_object_end(&call->reply);
    return OK;
}

static enum err revoke(struct api_call *call)
{
    struct id id;
    TRY(api_path_id(call, 0, &id));
    return invitation_revoke(call->c, call->store, &call->caller, id);
}

static const struct api_field look_fields[] = {
    {"email", API_TEXT, API_REQUIRED, "who is invited"},
    {"role", API_WORD, API_REQUIRED, "what the person may do then", .words = role_words},
    {"household", API_TEXT, API_REQUIRED, "the household's name"},
    {"expires", API_TIME, API_REQUIRED, "until when it is good"},
    {0},
};
static const struct api_shape look_shape = {"InvitationLook", look_fields};

static const struct api_field token_fields[] = {
    {"invitation", API_TEXT, API_REQUIRED | API_SECRET, "the token", .least = 1, .most = 200},
    {0},
};
static const struct api_shape token_shape = {"InvitationToken", token_fields};

/* A POST, so that the token stands in no log of a proxy. */
static enum err look(struct api_call *call)
{
    struct invitation_row row;
    TRY(invitation_look(call->c, call->store, api_text(call->body, "invitation"), &row));
    json_object(&call->reply);
    json_key_text(&call->reply, "email", row.email);
    json_key_z(&call->reply, "role", role_name((enum role)row.role));
    json_key_text(&call->reply, "household", row.household_name);
    api_key_time(&call->reply, "expires", row.expires_us);
    json_object_end(&call->reply);
    return OK;
}

static const struct api_route routes[] = {
    {.method = "GET",
     .path = "/api/v1/household",
     .id = "getHousehold",
     .title = "The household",
     .need = API_READ,
     .reply = &household_shape,
     .handle = write_household},
    {.method = "PATCH",
     .path = "/api/v1/household",
     .id = "changeHousehold",
     .title = "Change its name or currency",
     .need = API_OWN,
     .lane = API_WRITES,
     .body = &change_shape,
     .reply = &household_shape,
     .handle = change},
    {.method = "GET",
     .path = "/api/v1/members",
     .id = "listMembers",
     .title = "Who belongs to it",
     .need = API_OWN,
     .flags = API_LISTED,
     .reply = &member_shape,
     .handle = list_members},
    {.method = "PATCH",
     .path = "/api/v1/members/{id}",
     .id = "changeMember",
     .title = "Give a member another role",
     .need = API_OWN,
     .lane = API_WRITES,
     .body = &role_shape,
     .reply = &member_shape,
     .handle = change_role},
    {.method = "DELETE",
     .path = "/api/v1/members/{id}",
     .id = "removeMember",
     .title = "Take a member out, or leave",
     .about = "Owners take out others; anybody may leave. The last owner stays.",
     .need = API_SELF,
     .lane = API_WRITES,
     .flags = API_NO_BODY,
     .handle = remove_member},
    {.method = "GET",
     .path = "/api/v1/invitations",
     .id = "listInvitations",
     .title = "Open invitations",
     .need = API_OWN,
     .flags = API_LISTED,
     .reply = &invitation_shape,
     .handle = list_invitations},
    {.method = "POST",
     .path = "/api/v1/invitations",
     .id = "createInvitation",
     .title = "Invite somebody",
     .about = "For one e-mail and one use, seven days long. Give the person the link /join?token=….",
     .need = API_OWN,
     .lane = API_WRITES,
     .flags = API_UNTRACED,
     .body = &invite_shape,
     .status = 201,
     .reply = &invited_shape,
     .handle = invite},
    {.method = "DELETE",
     .path = "/api/v1/invitations/{id}",
     .id = "revokeInvitation",
     .title = "Take an invitation back",
     .need = API_OWN,
     .lane = API_WRITES,
     .flags = API_NO_BODY,
     .handle = revoke},
    {.method = "POST",
     .path = "/api/v1/invitations/look",
     .id = "lookAtInvitation",
     .title = "What an invitation is for",
     .need = API_PUBLIC,
     .flags = API_UNTRACED,
     .body = &token_shape,
     .reply = &look_shape,
     .handle = look},
    {0},
};

const struct api_resource api_resource_household = {
    "Household", "The household, who belongs to it, who is invited.", routes};

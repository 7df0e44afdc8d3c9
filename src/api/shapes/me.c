#include "api/shapes/me.h"

#include "identity/people.h"
#include "store/entity/household.h"

const char *const role_words[] = {"viewer", "member", "owner", NULL};
const char *const scope_words[] = {"read", "write", "admin", "approve", NULL};

static const struct api_field home_fields[] = {
    {"id", API_ID, API_REQUIRED, "the household's"},
    {"name", API_TEXT, API_REQUIRED, "as its owner named it"},
    {"currency", API_CURRENCY, API_REQUIRED | API_NULLABLE,
     "what amounts without a currency are in; null until the first account"},
    {0},
};
static const struct api_shape home = {"MyHousehold", home_fields};

static const struct api_field other_fields[] = {
    {"id", API_ID, API_REQUIRED, "the household's"},
    {"name", API_TEXT, API_REQUIRED, "as its owner named it"},
    {"role", API_WORD, API_REQUIRED, "what this person may do there", .words = role_words},
    {0},
};
static const struct api_shape other = {"Membership", other_fields};

static const struct api_field me_fields[] = {
    {"id", API_ID, API_REQUIRED, "the person's"},
    {"email", API_TEXT, API_REQUIRED, "for logging in"},
    {"name", API_TEXT, API_REQUIRED, "for others in the household"},
    {"locale", API_TEXT, API_REQUIRED, "BCP 47, \"de-DE\": how the page writes days and numbers"},
    {"time_zone", API_TEXT, API_REQUIRED, "IANA, \"Europe/Berlin\""},
    {"role", API_WORD, API_REQUIRED, "in the household below", .words = role_words},
    {"household", API_OBJECT, API_REQUIRED, "whose money this session is about", .shape = &home},
    {"households", API_LIST, API_REQUIRED, "all that the person belongs to", .item = API_OBJECT,
     .shape = &other},
    {"created", API_TIME, API_REQUIRED, "when the person signed up"},
    {0},
};
const struct api_shape shape_me = {"Me", me_fields};

static void write_home(struct json *j, const struct household *h)
{
    json_key(j, "household");
    json_object(j);
    api_key_id(j, "id", h->id);
    json_key_text(j, "name", h->name);
    json_key_z(j, "currency", h->currency == CURRENCY_NONE ? NULL : currency_code(h->currency));
    json_object_end(j);
}

static void write_all_homes(struct json *j, const struct me *me)
{
    json_key(j, "households");
    json_array(j);
    for (size_t i = 0; i < me->household_count; i++) {
        json_object(j);
        api_key_id(j, "id", me->households[i].household_id);
        json_key_text(j, "name", me->households[i].household_name);
        json_key_z(j, "role", role_name((enum role)me->households[i].role));
        json_object_end(j);
    }
    json_array_end(j);
}

enum err me_write(struct api_call *call, const struct caller *caller)
{
    struct me me;
    struct household h;
    struct store_tx *tx;
    struct json *j = &call->reply;
    TRY(me_get(call->c, call->store, caller, &me));
    TRY(store_begin_read(call->c, call->store, &tx));
    TRY(household_get(call->c, tx, caller->household, &h));
    store_rollback(tx);
    json_object(j);
    api_key_id(j, "id", me.person.id);
    json_key_text(j, "email", me.person.email);
    json_key_text(j, "name", me.person.name);
    json_key_text(j, "locale", me.person.locale);
    json_key_text(j, "time_zone", me.person.zone);
    json_key_z(j, "role", role_name(caller->role));
    write_home(j, &h);
    write_all_homes(j, &me);
    api_key_time(j, "created", me.person.created_us);
    json_object_end(j);
    return OK;
}

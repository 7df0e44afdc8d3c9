/* API keys. */
#include "identity/keys.h"

#include "api/shapes/me.h"
#include "api/work.h"

static const struct api_field fields[] = {
    {"id", API_ID, API_REQUIRED, "the key's; not its secret"},
    {"name", API_TEXT, API_REQUIRED, "what it is for"},
    {"scopes", API_LIST, API_REQUIRED, "what it may do, within its person's role", .item = API_WORD,
     .words = scope_words},
    {"created", API_TIME, API_REQUIRED, "when it was made"},
    {"used", API_TIME, API_REQUIRED | API_NULLABLE, "last use, to the minute"},
    {"expires", API_TIME, API_REQUIRED | API_NULLABLE, "when it ends"},
    {0},
};
static const struct api_shape shape = {"Key", fields};

static const struct api_field made_fields[] = {
    {"id", API_ID, API_REQUIRED, "the key's; not its secret"},
    {"name", API_TEXT, API_REQUIRED, "what it is for"},
    {"scopes", API_LIST, API_REQUIRED, "what it may do", .item = API_WORD, .words = scope_words},
    {"created", API_TIME, API_REQUIRED, "when it was made"},
    {"used", API_TIME, API_REQUIRED | API_NULLABLE, "last use, to the minute"},
    {"expires", API_TIME, API_REQUIRED | API_NULLABLE, "when it ends"},
    {"key", API_TEXT, API_REQUIRED | API_SECRET, "the secret: shown this once"},
    {0},
};
static const struct api_shape made_shape = {"NewKey", made_fields};

static const struct api_field create_fields[] = {
    {"name", API_TEXT, API_REQUIRED, "what it is for", .least = 1, .most = KEY_NAME_MAX},
    {"scopes", API_LIST, API_REQUIRED, "what it may do; not more than this caller may", .least = 1, .most = 4,
     .item = API_WORD, .words = scope_words},
    {"expires", API_TIME, API_NULLABLE, "when it ends (default: never)"},
    {0},
};
static const struct api_shape create_shape = {"KeyRequest", create_fields};

static void write_fields(struct json *j, const struct api_key_row *row)
{
    api_key_id(j, "id", row->id);
    json_key_text(j, "name", row->name);
    json_key(j, "scopes");
    json_array(j);
    for (unsigned i = 0; scope_words[i] != NULL; i++)
        if ((row->scopes & (1u << i)) != 0)
            json_z(j, scope_words[i]);
    json_array_end(j);
    api_key_time(j, "created", row->created_us);
    api_key_time(j, "used", row->used_us);
    api_key_time(j, "expires", row->expires_us);
}

static enum err list(struct api_call *call)
{
    struct api_key_row *rows;
    size_t count;
    TRY(key_list(call->c, call->store, &call->caller, false, &rows, &count));
    api_items(call);
    for (size_t i = 0; i < count; i++) {
        json_object(&call->reply);
        write_fields(&call->reply, &rows[i]);
        json_object_end(&call->reply);
    }
    api_items_end(call, TEXT(""));
    return OK;
}

static unsigned scopes_of(const struct json_value *list)
{
    unsigned scopes = 0;
    for (const struct json_value *v = json_first(list); v != NULL; v = json_next(v))
        for (unsigned i = 0; scope_words[i] != NULL; i++)
            if (text_is(json_as_text(v), scope_words[i]))
                scopes |= 1u << i;
    return scopes;
}

static enum err create(struct api_call *call)
{
    struct api_key_row row;
    struct text secret;
    TRY(key_create(call->c, call->store, &call->caller, api_text(call->body, "name"),
                   scopes_of(json_member(call->body, "scopes")), api_time(call->body, "expires"), &row,
                   &secret));
    api_created(call, "/api/v1/keys", row.id);
    json_object(&call->reply);
    write_fields(&call->reply, &row);
    json_key_text(&call->reply, "key", secret);
    json_object_end(&call->reply);
    return OK;
}

static enum err is_own(struct api_call *call, struct id key, bool *own)
{
    struct api_key_row *rows;
    struct store_tx *tx;
    size_t count;
    *own = false;
    TRY(store_begin_read(call->c, call->store, &tx));
    TRY(api_key_rows(call->c, tx, call->household, call->caller.user, &rows, &count));
    for (size_t i = 0; i < count; i++)
        *own = *own || id_equal(rows[i].id, key);
    return store_commit(call->c, tx);
}

static enum err revoke(struct api_call *call)
{
    struct id id;
    bool own;
    TRY(api_path_id(call, 0, &id));
    TRY(is_own(call, id, &own));
    TRY(key_revoke(call->c, call->api->identity, call->store, &call->caller, id));
    /* Live connections do not know their key: all of the person (of the household, when it was another's) come back, those of this key do
     * not get in. */
    api_drop(call,
             (struct socket_audience){.household = call->household, .user = own ? call->caller.user : 0});
    return OK;
}

static const struct api_route routes[] = {
    {.method = "GET",
     .path = "/api/v1/keys",
     .id = "listKeys",
     .title = "My keys for this household",
     .need = API_SELF,
     .flags = API_LISTED,
     .reply = &shape,
     .handle = list},
    {.method = "POST",
     .path = "/api/v1/keys",
     .id = "createKey",
     .title = "Make a key for a program",
     .about = "The secret is shown once; the server keeps a hash. Not repeatable with Idempotency-Key, which "
              "would keep it.",
     .need = API_SELF,
     .lane = API_WRITES,
     .flags = API_UNTRACED,
     .body = &create_shape,
     .status = 201,
     .reply = &made_shape,
     .handle = create},
    {.method = "DELETE",
     .path = "/api/v1/keys/{id}",
     .id = "revokeKey",
     .title = "End a key",
     .about = "One's own; owners also those of others.",
     .need = API_SELF,
     .lane = API_WRITES,
     .flags = API_NO_BODY,
     .handle = revoke},
    {0},
};

const struct api_resource api_resource_keys = {
    "Keys", "For programs: each acts for one person in one household, within its scopes.", routes};

/* The household's policy: what may happen by itself, what is asked, what never happens. */
#include "api/api.h"
#include "finance/proposal/proposal.h"
#include "store/entity/agency/standing.h"

enum { POLICY_TEXT_MOST = 64 << 10 /* characters: however they are escaped, the body holds them */ };

static const struct api_field policy_fields[] = {
    {"version", API_INT, API_REQUIRED, "counts up; 0: the built-in one"},
    {"text", API_TEXT, API_REQUIRED, "YAML, as docs/guides/policy.md says"},
    {"digest", API_TEXT, API_REQUIRED, "what decisions name"},
    {0},
};
static const struct api_shape policy_shape = {"Policy", policy_fields};

static enum err show(struct api_call *call, struct store_tx *tx)
{
    const struct policy *policy;
    struct text yaml;
    struct digest digest;
    char hex[DIGEST_TEXT_MAX];
    int64_t version;
    struct json *j = &call->reply;
    TRY(household_policy(call->c, tx, call->household, &version, &yaml));
    TRY(judge_policy(call->c, tx, NULL, call->household, &policy));
    policy_digest(policy, digest.bytes);
    json_object(j);
    json_key_int(j, "version", version);
    json_key_text(j, "text", version == 0 ? policy_example() : yaml);
    json_key_z(j, "digest", digest_format(&digest, hex));
    json_object_end(j);
    return OK;
}

static enum err get(struct api_call *call)
{
    struct store_tx *tx;
    TRY(store_begin_read(call->c, call->store, &tx));
    TRY(show(call, tx));
    return store_commit(call->c, tx);
}

static const struct api_field set_fields[] = {
    {"text", API_TEXT, API_REQUIRED, "the whole policy", .least = 1, .most = POLICY_TEXT_MOST},
    {0},
};
static const struct api_shape set_shape = {"NewPolicy", set_fields};

static enum err set(struct api_call *call)
{
    struct store_tx *tx;
    int64_t version;
    TRY(store_begin(call->c, call->store, &tx));
    enum err e = household_policy_set(call->c, tx, call->household, call->caller.user,
                                      json_as_text(json_member(call->body, "text")), &version);
    if (e == ERR_INPUT || e == ERR_LIMIT)
        return fail_within(call->c, e, "text");
    TRY(e);
    TRY(show(call, tx));
    TRY(store_commit(call->c, tx));
    api_changed(call);
    return OK;
}

/* -- Who is blocked */

static const struct api_field blocked_fields[] = {
    {"payee", API_TEXT, API_REQUIRED, "its name"},
    {"number", API_TEXT, API_REQUIRED | API_NULLABLE, "the account's; null: the name is blocked"},
    {"since", API_TIME, API_REQUIRED, "blocked"},
    {"why", API_TEXT, API_REQUIRED | API_NULLABLE, "as it was said"},
    {0},
};
static const struct api_shape blocked_shape = {"BlockedPayee", blocked_fields};

static enum err list_blocked(struct api_call *call)
{
    struct store_tx *tx;
    struct payee_standing *rows;
    size_t count;
    struct json *j = &call->reply;
    TRY(store_begin_read(call->c, call->store, &tx));
    TRY(standing_blocked(call->c, tx, call->household, &rows, &count));
    api_items(call);
    for (size_t i = 0; i < count; i++) {
        bool number = rows[i].payee.len > 0 && rows[i].payee.at[0] == '#';
        json_object(j);
        json_key_text(j, "payee", rows[i].name);
        api_key_text_or_null(j, "number", number ? text_from(rows[i].payee, 1) : TEXT(""));
        api_key_time(j, "since", rows[i].blocked_us);
        api_key_text_or_null(j, "why", rows[i].why);
        json_object_end(j);
    }
    api_items_end(call, (struct text){NULL, 0});
    return store_commit(call->c, tx);
}

static const struct api_route routes[] = {
    {.method = "GET",
     .path = "/api/v1/policy",
     .id = "getPolicy",
     .title = "The policy",
     .need = API_READ,
     .reply = &policy_shape,
     .handle = get},
    {.method = "PUT",
     .path = "/api/v1/policy",
     .id = "setPolicy",
     .title = "Another policy",
     .about = "Counts from the next decision on, also for what was approved and waits for its time. Earlier "
              "versions are kept.",
     .need = API_OWN,
     .lane = API_WRITES,
     .body = &set_shape,
     .reply = &policy_shape,
     .handle = set},
    {.method = "GET",
     .path = "/api/v1/policy/blocked",
     .id = "listBlockedPayees",
     .title = "Payees that nothing goes to",
     .need = API_READ,
     .flags = API_LISTED,
     .reply = &blocked_shape,
     .handle = list_blocked},
    {0},
};

const struct api_resource api_resource_policy = {
    .name = "Policy",
    .about = "What agents and people may do with money by themselves. Agents cannot change it.",
    .routes = routes,
};

/* What agents want to happen, and people's yes or no. */
#include "api/api.h"
#include "api/shapes/proposal.h"
#include "api/voice/voice.h"

static const struct api_field list_query[] = {
    {"state", API_WORD, 0, "only those in this state; not given: any", .words = proposal_state_words},
    {0},
};

static int64_t state_of(struct text word)
{
    for (int64_t i = 0; proposal_state_words[i] != NULL; i++)
        if (text_is(word, proposal_state_words[i]))
            return PROPOSAL_WAITING + i;
    return 0;
}

static enum err list(struct api_call *call)
{
    struct store_tx *tx;
    struct proposal_row *rows;
    struct text next = {NULL, 0};
    int64_t before = 0;
    size_t count, limit = (size_t)api_limit(call);
    bool given;
    TRY(api_cursor_read(call, &before, 1, &given));
    TRY(store_begin_read(call->c, call->store, &tx));
    TRY(proposal_page(call->c, tx, call->household, state_of(api_query(call, "state")), before,
                      (int64_t)limit, &rows, &count));
    api_items(call);
    for (size_t i = 0; i < count; i++) {
        TRY(proposal_in_words(call->c, tx, &rows[i]));
        proposal_write(&call->reply, &rows[i]);
    }
    if (count == limit)
        next = api_cursor_make(call, &rows[count - 1].seq, 1);
    api_items_end(call, next);
    return store_commit(call->c, tx);
}

static enum err get(struct api_call *call)
{
    struct store_tx *tx;
    struct proposal_row row;
    struct id id;
    TRY(api_path_id(call, 0, &id));
    TRY(store_begin_read(call->c, call->store, &tx));
    TRY(proposal_by_id(call->c, tx, call->household, id, &row));
    TRY(proposal_in_words(call->c, tx, &row));
    proposal_write(&call->reply, &row);
    return store_commit(call->c, tx);
}

/* -- Yes or no */

static const struct api_field approve_fields[] = {
    {"digest", API_TEXT, API_REQUIRED, "of the action that was shown: another one is refused", .least = 64,
     .most = 64},
    {"code", API_TEXT, API_SECRET, "a one-time code of the caller's app, where the decision says step_up",
     .most = 16},
    {0},
};
static const struct api_shape approve_shape = {"Approval", approve_fields};

static enum err finish(struct api_call *call, struct store_tx *tx, const struct proposal_row *row)
{
    TRY(store_commit(call->c, tx));
    api_changed(call);
    proposal_write(&call->reply, row);
    return OK;
}

static enum err approve(struct api_call *call)
{
    struct store_tx *tx;
    struct proposal_row row;
    struct digest digest;
    struct id id;
    struct text code = api_text(call->body, "code");
    bool waits;
    TRY(api_path_id(call, 0, &id));
    if (!digest_parse(api_text(call->body, "digest"), &digest))
        return fail(call->c, ERR_INPUT, "digest: not 64 hexadecimal digits");
    TRY(api_prove(call, code, &waits));
    if (waits)
        return OK;
    struct proposal_voice voice = api_voice(call, code.len > 0);
    TRY(store_begin(call->c, call->store, &tx));
    TRY(proposal_approve(call->c, tx, NULL, call->household, id, &digest, &voice, &row));
    return finish(call, tx, &row);
}

static enum err deny(struct api_call *call)
{
    struct store_tx *tx;
    struct proposal_row row;
    struct id id;
    struct proposal_voice voice = api_voice(call, false);
    TRY(api_path_id(call, 0, &id));
    TRY(store_begin(call->c, call->store, &tx));
    TRY(proposal_deny(call->c, tx, call->household, id, &voice, &row));
    return finish(call, tx, &row);
}

/* -- A person's own wish */

static const struct api_field new_fields[] = {
    {"kind", API_TEXT, API_REQUIRED, "of action: block, unblock and whatever else this server can do",
     .least = 1, .most = 32},
    {"action", API_ANY, API_REQUIRED, "what to do, as its kind says"},
    {"key", API_TEXT, API_REQUIRED,
     "the client's own: the same one with the same action is the same proposal", .least = 1, .most = 100},
    {"reason", API_TEXT, 0, "for the record", .most = 1000},
    {"code", API_TEXT, API_SECRET, "a one-time code of the caller's app", .most = 16},
    {0},
};
static const struct api_shape new_shape = {"NewProposal", new_fields};

static enum err propose(struct api_call *call)
{
    struct store_tx *tx;
    struct proposal_row row;
    struct buf *action = buf_in_arena(call->c->arena);
    struct json j = json_into(action);
    struct text code = api_text(call->body, "code");
    bool again, waits;
    json_copy(&j, json_member(call->body, "action"));
    TRY(api_prove(call, code, &waits));
    if (waits)
        return OK;
    struct proposal_voice voice = api_voice(call, code.len > 0);
    struct proposal_new fresh = {
        .voice = &voice,
        .kind = api_text(call->body, "kind"),
        .key = text_of(arena_printf(call->c->arena, "person/%lld/%.*s", (long long)call->caller.user,
                                    TEXT_ARGS(api_text(call->body, "key")))),
        .reason = api_text(call->body, "reason"),
        .action = buf_view(action)};
    TRY(store_begin(call->c, call->store, &tx));
    TRY(proposal_make(call->c, tx, NULL, call->household, &fresh, &row, &again));
    call->x->reply.status = again ? 200 : 201;
    return finish(call, tx, &row);
}

static const struct api_route routes[] = {
    {.method = "GET",
     .path = "/api/v1/approvals",
     .id = "listProposals",
     .title = "What somebody wants to happen, newest first",
     .need = API_READ,
     .lane = API_READS,
     .flags = API_PAGED,
     .query = list_query,
     .reply = &proposal_shape,
     .handle = list},
    {.method = "POST",
     .path = "/api/v1/approvals",
     .id = "propose",
     .title = "Want something to happen",
     .about = "The policy decides; asking is the caller's own approval. `state` says what became of it.",
     .need = API_APPROVE,
     .lane = API_WRITES,
     .body = &new_shape,
     .status = 201,
     .reply = &proposal_shape,
     .handle = propose},
    {.method = "GET",
     .path = "/api/v1/approvals/{id}",
     .id = "getProposal",
     .title = "One of them",
     .need = API_READ,
     .reply = &proposal_shape,
     .handle = get},
    {.method = "POST",
     .path = "/api/v1/approvals/{id}/approve",
     .id = "approveProposal",
     .title = "Say yes",
     .about = "Of the exact action, by its digest; once is enough, and it takes effect once.",
     .need = API_APPROVE,
     .lane = API_WRITES,
     .body = &approve_shape,
     .reply = &proposal_shape,
     .handle = approve},
    {.method = "POST",
     .path = "/api/v1/approvals/{id}/deny",
     .id = "denyProposal",
     .title = "Say no",
     .about = "One no is enough.",
     .need = API_APPROVE,
     .lane = API_WRITES,
     .reply = &proposal_shape,
     .handle = deny},
    {0},
};

const struct api_resource api_resource_approvals = {
    .name = "Approvals",
    .about = "Agents propose, the household's policy decides, people are asked where it says so.",
    .routes = routes,
};

/* Saving goals. */
#include "finance/goals.h"

#include "api/api.h"
#include "api/shapes/goal.h"
#include "api/shapes/own_account.h"
#include "store/entity/household.h"

enum { NAME_MOST = 200 };

static enum err list(struct api_call *call)
{
    struct store_tx *tx;
    struct goal_status *goals;
    size_t count;
    TRY(store_begin_read(call->c, call->store, &tx));
    TRY(goals_list(call->c, tx, call->household, &goals, &count));
    api_items(call);
    for (size_t i = 0; i < count; i++)
        goal_write(&call->reply, &goals[i]);
    api_items_end(call, (struct text){NULL, 0});
    return store_commit(call->c, tx);
}

static enum err reply_with(struct api_call *call, struct id id)
{
    struct store_tx *tx;
    struct goal_status goal;
    TRY(store_begin_read(call->c, call->store, &tx));
    TRY(goals_find(call->c, tx, call->household, id, &goal));
    goal_write(&call->reply, &goal);
    return store_commit(call->c, tx);
}

static enum err get(struct api_call *call)
{
    struct id id;
    TRY(api_path_id(call, 0, &id));
    return reply_with(call, id);
}

/* -- Setting one */

static const struct api_field new_fields[] = {
    {"name", API_TEXT, API_REQUIRED, "what it is for", .least = 1, .most = NAME_MOST},
    {"target", API_AMOUNT, API_REQUIRED, "to be saved"},
    {"currency", API_CURRENCY, 0, "of the amounts; not given: the account's, or else the household's"},
    {"account", API_REF, API_NULLABLE, "whose balance counts, by id or name; else `saved` does"},
    {"saved", API_AMOUNT, 0, "so far"},
    {"due", API_DATE, API_NULLABLE, "when it is needed"},
    {0},
};
static const struct api_shape new_shape = {"NewGoal", new_fields};

/* The account that a body names; nothing when it names none. */
static enum err read_account(struct api_call *call, struct account_row *out)
{
    struct text ref = api_text(call->body, "account");
    struct store_tx *tx;
    *out = (struct account_row){0};
    if (ref.len == 0)
        return OK;
    TRY(store_begin_read(call->c, call->store, &tx));
    TRY(own_account_find(call->c, tx, call->household, ref, "account", out));
    return store_commit(call->c, tx);
}

static enum err read_currency(struct api_call *call, const struct account_row *account, currency *out)
{
    struct text code = api_text(call->body, "currency");
    struct store_tx *tx;
    struct household household;
    *out = account->currency;
    if (code.len > 0 && currency_from_code(code, out))
        return OK;
    if (*out != CURRENCY_NONE)
        return OK;
    TRY(store_begin_read(call->c, call->store, &tx));
    TRY(household_get(call->c, tx, call->household, &household));
    TRY(store_commit(call->c, tx));
    *out = household.currency;
    if (*out == CURRENCY_NONE)
        return fail(call->c, ERR_INPUT, "currency: the household has none yet, so say which");
    return OK;
}

static enum err add(struct api_call *call)
{
    struct id id;
    struct account_row account;
    struct goal_new fresh = {.name = api_text(call->body, "name"), .due = api_date(call->body, "due")};
    TRY(read_account(call, &account));
    TRY(read_currency(call, &account, &fresh.currency));
    fresh.account = account.seq;
    TRY(api_amount(call->c, call->body, "target", fresh.currency, &fresh.target));
    if (api_given(call->body, "saved"))
        TRY(api_amount(call->c, call->body, "saved", fresh.currency, &fresh.saved));
    TRY(goals_add(call->c, call->store, call->household, &fresh, &id));
    api_changed(call);
    api_created(call, "/api/v1/goals", id);
    return reply_with(call, id);
}

/* -- Changing one */

static const struct api_field change_fields[] = {
    {"name", API_TEXT, 0, "what it is for", .least = 1, .most = NAME_MOST},
    {"target", API_AMOUNT, 0, "to be saved"},
    {"currency", API_CURRENCY, 0, "as it is: a goal's currency stays"},
    {"account", API_REF, API_NULLABLE, "whose balance counts, by id or name; null: none any more"},
    {"saved", API_AMOUNT, 0, "so far; not while an account's balance counts"},
    {"due", API_DATE, API_NULLABLE, "when it is needed; null: no day any more"},
    {0},
};
static const struct api_shape change_shape = {"GoalChange", change_fields};

static enum err read_amounts(struct api_call *call, struct id id, struct goal_change *change)
{
    struct store_tx *tx;
    struct goal_status goal;
    struct text code = api_text(call->body, "currency");
    TRY(store_begin_read(call->c, call->store, &tx));
    TRY(goals_find(call->c, tx, call->household, id, &goal));
    TRY(store_commit(call->c, tx));
    if (code.len > 0 && !text_is(code, currency_code(goal.row.currency)))
        return fail(call->c, ERR_CONFLICT, "currency: a goal's currency stays; set another goal");
    if (change->set_target)
        TRY(api_amount(call->c, call->body, "target", goal.row.currency, &change->target));
    if (change->set_saved)
        TRY(api_amount(call->c, call->body, "saved", goal.row.currency, &change->saved));
    return OK;
}

static enum err change(struct api_call *call)
{
    struct id id;
    struct account_row account;
    struct goal_change change = {.set_name = api_given(call->body, "name"),
                                 .set_target = api_given(call->body, "target"),
                                 .set_saved = api_given(call->body, "saved"),
                                 .set_account = api_given(call->body, "account"),
                                 .set_due = api_given(call->body, "due"),
                                 .name = api_text(call->body, "name"),
                                 .due = api_date(call->body, "due")};
    TRY(api_path_id(call, 0, &id));
    TRY(read_amounts(call, id, &change));
    TRY(read_account(call, &account));
    change.account = account.seq;
    TRY(goals_change(call->c, call->store, call->household, id, &change));
    api_changed(call);
    return reply_with(call, id);
}

static enum err end(struct api_call *call)
{
    struct id id;
    TRY(api_path_id(call, 0, &id));
    TRY(goals_remove(call->c, call->store, call->household, id));
    api_changed(call);
    return OK;
}

static const struct api_route routes[] = {
    {.method = "GET",
     .path = "/api/v1/goals",
     .id = "listGoals",
     .title = "All goals, oldest first",
     .need = API_READ,
     .flags = API_LISTED,
     .reply = &shape_goal,
     .handle = list},
    {.method = "POST",
     .path = "/api/v1/goals",
     .id = "addGoal",
     .title = "Set a goal",
     .need = API_WRITE,
     .lane = API_WRITES,
     .body = &new_shape,
     .status = 201,
     .reply = &shape_goal,
     .handle = add},
    {.method = "GET",
     .path = "/api/v1/goals/{id}",
     .id = "getGoal",
     .title = "One goal",
     .need = API_READ,
     .reply = &shape_goal,
     .handle = get},
    {.method = "PATCH",
     .path = "/api/v1/goals/{id}",
     .id = "changeGoal",
     .title = "Change a goal, or say what is saved by now",
     .need = API_WRITE,
     .lane = API_WRITES,
     .body = &change_shape,
     .reply = &shape_goal,
     .handle = change},
    {.method = "DELETE",
     .path = "/api/v1/goals/{id}",
     .id = "endGoal",
     .title = "Give a goal up",
     .need = API_WRITE,
     .lane = API_WRITES,
     .flags = API_NO_BODY,
     .handle = end},
    {0},
};

const struct api_resource api_resource_goals = {
    .name = "Goals",
    .about = "Something to save for: with what somebody says lies aside, or with an account's balance.",
    .routes = routes,
};

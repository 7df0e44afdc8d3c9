/* Sorting rules: read, changed, tried out, applied to what is stored. */
#include "finance/rules.h"

#include "api/api.h"
#include "base/limits.h"
#include "finance/transactions.h"

enum {
    CHANGES_MOST = 200, /* shown of a preview */
    APPLY_UNIT = 1024,  /* transactions of one unit of work: the writer is given back in between */
};

static const struct api_field rule_fields[] = {
    {"id", API_ID, API_REQUIRED, "the rule's"},
    {"position", API_INT, API_REQUIRED, "its place in the order, from 1"},
    {"text", API_TEXT, API_REQUIRED, "payee contains \"netflix\" -> category \"Expenses:Subscriptions\"",
     .most = LIMIT_RULES_BYTES},
    {0},
};
static const struct api_shape rule_shape = {"Rule", rule_fields};

static void write_rule(struct json *j, const struct rule_row *row, size_t place)
{
    json_object(j);
    api_key_id(j, "id", row->id);
    json_key_int(j, "position", (int64_t)place);
    json_key_text(j, "text", row->text);
    json_object_end(j);
}

static enum err load(struct api_call *call, struct rule_row **rows, size_t *count)
{
    struct store_tx *tx;
    TRY(store_begin_read(call->c, call->store, &tx));
    TRY(rule_list(call->c, tx, call->household, rows, count));
    return store_commit(call->c, tx);
}

static enum err list(struct api_call *call)
{
    struct rule_row *rows;
    size_t count;
    TRY(load(call, &rows, &count));
    api_items(call);
    for (size_t i = 0; i < count; i++)
        write_rule(&call->reply, &rows[i], i + 1);
    api_items_end(call, (struct text){NULL, 0});
    return OK;
}

static enum err reply_with(struct api_call *call, struct id id)
{
    struct rule_row *rows;
    size_t count;
    TRY(load(call, &rows, &count));
    for (size_t i = 0; i < count; i++) {
        if (!id_equal(rows[i].id, id))
            continue;
        write_rule(&call->reply, &rows[i], i + 1);
        return OK;
    }
    return fail(call->c, ERR_NOT_FOUND, "there is no such rule");
}

static enum err get(struct api_call *call)
{
    struct id id;
    TRY(api_path_id(call, 0, &id));
    return reply_with(call, id);
}

/* -- Changing */

static const struct api_field add_fields[] = {
    {"text", API_TEXT, API_REQUIRED, "one rule", .least = 1, .most = LIMIT_RECORD_BYTES},
    {"position", API_INT, 0, "its place in the order, from 1; not given: the end", .least = 1,
     .most = LIMIT_RULES},
    {0},
};
static const struct api_shape add_shape = {"NewRule", add_fields};

static enum err add(struct api_call *call)
{
    struct id id = {0};
    TRY(rules_add(call->c, call->store, call->household, api_text(call->body, "text"),
                  api_int(call->body, "position", 0), &id));
    api_changed(call);
    api_created(call, "/api/v1/rules", id);
    return reply_with(call, id);
}

static const struct api_field change_fields[] = {
    {"text", API_TEXT, 0, "one rule", .least = 1, .most = LIMIT_RECORD_BYTES},
    {"position", API_INT, 0, "its place in the order, from 1", .least = 1, .most = LIMIT_RULES},
    {0},
};
static const struct api_shape change_shape = {"RuleChange", change_fields};

static enum err change(struct api_call *call)
{
    struct id id;
    TRY(api_path_id(call, 0, &id));
    TRY(rules_change(call->c, call->store, call->household, id, api_text(call->body, "text"),
                     api_int(call->body, "position", 0)));
    api_changed(call);
    return reply_with(call, id);
}

static enum err end(struct api_call *call)
{
    struct id id;
    TRY(api_path_id(call, 0, &id));
    TRY(rules_remove(call->c, call->store, call->household, id));
    api_changed(call);
    return OK;
}

static const struct api_field file_fields[] = {
    {"text", API_TEXT, API_REQUIRED, "one rule per line; empty: none any more", .most = LIMIT_BODY_BYTES},
    {0},
};
static const struct api_shape file_shape = {"RulesFile", file_fields};

static enum err replace(struct api_call *call)
{
    TRY(rules_replace(call->c, call->store, call->household, api_text(call->body, "text")));
    api_changed(call);
    return list(call);
}

/* -- Trying out and applying. Both look at many transactions, so they have a unit of work of their own, which ends with them and
 * not when the reply was sent. */

static enum err resort(struct api_call *call, const struct resort_options *how, struct resort_result *result)
{
    struct ctx own = {.arena = arena_new(), .now_us = call->c->now_us, .household = call->c->household};
    enum err e = transactions_resort(&own, call->store, how, result);
    memcpy(call->c->why, own.why, sizeof own.why);
    call->c->retriable = own.retriable;
    arena_free(own.arena);
    return e;
}

static const struct api_field try_fields[] = {
    {"text", API_TEXT, API_REQUIRED, "rules, one per line", .most = LIMIT_BODY_BYTES},
    {"whole", API_BOOL, 0, "they stand in the place of all rules; else they come before them"},
    {"all", API_BOOL, 0,
     "also what has a category by a rule, the file or the classifier; else only what is uncategorised"},
    {0},
};
static const struct api_shape try_shape = {"RulesTrial", try_fields};

static const struct api_field moved_fields[] = {
    {"transaction", API_ID, API_REQUIRED, "which"},
    {"date", API_DATE, API_REQUIRED, "its day"},
    {"payee", API_TEXT, API_REQUIRED, "as it would be called"},
    {"amount", API_AMOUNT, API_REQUIRED, "signed as seen from the account"},
    {"currency", API_CURRENCY, API_REQUIRED, "of the amount"},
    {"from", API_TEXT, API_REQUIRED, "its category; (split) for several"},
    {"to", API_TEXT, API_REQUIRED, "what it would become; the same when only payee or tags change"},
    {0},
};
static const struct api_shape moved_shape = {"RulesChange", moved_fields};

static const struct api_field tried_fields[] = {
    {"looked_at", API_INT, API_REQUIRED, "transactions"},
    {"changed", API_INT, API_REQUIRED, "of these, those that would change"},
    {"items", API_LIST, API_REQUIRED, "the first of them", .most = CHANGES_MOST, .item = API_OBJECT,
     .shape = &moved_shape},
    {0},
};
static const struct api_shape tried_shape = {"RulesTried", tried_fields};

/* The items, written as they are found: what they are made of does not stay. */
struct trial {
    struct json items;
    int count;
};

static void write_moved(void *self, const struct txn_row *row, currency cur, struct text payee,
                        struct text from, struct text to)
{
    struct trial *t = self;
    struct json *j = &t->items;
    if (t->count++ >= CHANGES_MOST)
        return;
    json_object(j);
    api_key_id(j, "transaction", row->id);
    api_key_date(j, "date", row->date);
    json_key_text(j, "payee", payee);
    api_key_amount(j, "amount", row->amount, cur);
    json_key_z(j, "currency", currency_code(cur));
    json_key_text(j, "from", from);
    json_key_text(j, "to", to);
    json_object_end(j);
}

static void write_result(struct json *j, const struct resort_result *result)
{
    json_key_int(j, "looked_at", result->looked_at);
    json_key_int(j, "changed", result->changed);
}

static enum err preview(struct api_call *call)
{
    struct buf *items = buf_in_arena(call->c->arena);
    struct trial trial = {.items = json_into(items)};
    struct resort_result result;
    struct resort_options how = {.household = call->household,
                                 .rules_file = api_text(call->body, "text"),
                                 .only_file = api_bool(call->body, "whole", false),
                                 .all = api_bool(call->body, "all", false),
                                 .dry_run = true,
                                 .changed = write_moved,
                                 .self = &trial};
    enum err e = resort(call, &how, &result);
    if (e == ERR_INPUT)
        return fail_within(call->c, e, "text");
    TRY(e);
    json_object(&call->reply);
    write_result(&call->reply, &result);
    json_key(&call->reply, "items");
    json_array(&call->reply);
    if (items->len > 0)
        json_raw(&call->reply, buf_view(items));
    json_array_end(&call->reply);
    json_object_end(&call->reply);
    return OK;
}

static const struct api_field apply_fields[] = {
    {"all", API_BOOL, 0,
     "also what has a category by a rule, the file or the classifier; else only what is uncategorised"},
    {0},
};
static const struct api_shape apply_shape = {"RulesApplication", apply_fields};

static const struct api_field applied_fields[] = {
    {"looked_at", API_INT, API_REQUIRED, "transactions"},
    {"changed", API_INT, API_REQUIRED, "of these, those that changed"},
    {0},
};
static const struct api_shape applied_shape = {"RulesApplied", applied_fields};

static enum err apply(struct api_call *call)
{
    struct resort_result result;
    struct resort_options how = {
        .household = call->household, .all = api_bool(call->body, "all", false), .unit = APPLY_UNIT};
    enum err e = resort(call, &how, &result);
    api_changed(call);
    TRY(e);
    json_object(&call->reply);
    write_result(&call->reply, &result);
    json_object_end(&call->reply);
    return OK;
}

static const struct api_route routes[] = {
    {.method = "GET",
     .path = "/api/v1/rules",
     .id = "listRules",
     .title = "All rules in their order",
     .need = API_READ,
     .flags = API_LISTED,
     .reply = &rule_shape,
     .handle = list},
    {.method = "POST",
     .path = "/api/v1/rules",
     .id = "addRule",
     .title = "Add a rule",
     .about =
         "It sorts what comes from now on; previewRules shows what it would change, applyRules changes it.",
     .need = API_WRITE,
     .lane = API_WRITES,
     .body = &add_shape,
     .status = 201,
     .reply = &rule_shape,
     .handle = add},
    {.method = "PUT",
     .path = "/api/v1/rules",
     .id = "replaceRules",
     .title = "Replace all rules by a file's",
     .about = "All or none: a broken line, which the error names, leaves everything as it was.",
     .need = API_WRITE,
     .lane = API_WRITES,
     .flags = API_LISTED,
     .body = &file_shape,
     .reply = &rule_shape,
     .handle = replace},
    {.method = "GET",
     .path = "/api/v1/rules/{id}",
     .id = "getRule",
     .title = "One rule",
     .need = API_READ,
     .reply = &rule_shape,
     .handle = get},
    {.method = "PATCH",
     .path = "/api/v1/rules/{id}",
     .id = "changeRule",
     .title = "Change or move a rule",
     .need = API_WRITE,
     .lane = API_WRITES,
     .body = &change_shape,
     .reply = &rule_shape,
     .handle = change},
    {.method = "DELETE",
     .path = "/api/v1/rules/{id}",
     .id = "endRule",
     .title = "Remove a rule",
     .need = API_WRITE,
     .lane = API_WRITES,
     .flags = API_NO_BODY,
     .handle = end},
    {.method = "POST",
     .path = "/api/v1/rules/preview",
     .id = "previewRules",
     .title = "What rules would change",
     .about = "Changes nothing. Errors name the line and the column.",
     .need = API_READ,
     .lane = API_SLOW,
     .flags = API_UNTRACED,
     .body = &try_shape,
     .reply = &tried_shape,
     .handle = preview},
    {.method = "POST",
     .path = "/api/v1/rules/apply",
     .id = "applyRules",
     .title = "Sort again what is stored",
     .about = "What a person sorted stays. Others may write in between; when it is cut off, doing it again "
              "goes on.",
     .need = API_WRITE,
     .lane = API_SLOW,
     .flags = API_UNTRACED,
     .body = &apply_shape,
     .reply = &applied_shape,
     .handle = apply},
    {0},
};

const struct api_resource api_resource_rules = {
    .name = "Sorting",
    .about = "The household's own rules for payees, categories and tags. They run in their order; for each "
             "kind of action the "
             "first one that matches decides.",
    .routes = routes,
};

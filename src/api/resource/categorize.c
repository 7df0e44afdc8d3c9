/* What would this be sorted into? Asked by forms while a person types, and by programs before they enter something. */
#include "api/api.h"
#include "api/shapes/transaction.h"
#include "base/limits.h"
#include "finance/edit/sort_asked.h"
#include "sorting/categories.h"
#include "store/entity/household.h"

enum { ITEMS_MOST = 1000 };

/* -- The question -- */

#define SUBJECT_FIELDS                                                                                       \
    {"payee", API_TEXT, 0, "whom it goes to, or who sends it", .most = LIMIT_PAYEE_TEXT},                    \
        {"text", API_TEXT, 0, "or the bank's description as it came", .most = LIMIT_MEMO_TEXT},              \
        {"memo", API_TEXT, API_NULLABLE, "what else the bank says", .most = LIMIT_MEMO_TEXT},                \
        {"amount", API_AMOUNT, 0, "money that goes out is negative"},                                        \
        {"currency", API_CURRENCY, 0, "the account's, or the household's, when not given"},                  \
        {"account", API_REF, API_NULLABLE, "an own account by its id or name"},                              \
    {                                                                                                        \
        "date", API_DATE, API_NULLABLE, "today when not given"                                               \
    }

static const struct api_field item_fields[] = {SUBJECT_FIELDS, {0}};
static const struct api_shape item_shape = {"CategorizeItem", item_fields};

static const struct api_field question_fields[] = {
    SUBJECT_FIELDS,
    {"items", API_LIST, 0, "or several of these at once", .least = 1, .most = ITEMS_MOST, .item = API_OBJECT,
     .shape = &item_shape},
    {0},
};
static const struct api_shape question_shape = {"Categorize", question_fields};

/* -- The answer -- */

#define ANSWER_FIELDS(flags)                                                                                 \
    {"category", API_TEXT, (flags) | API_NULLABLE, "its path; null when a rule splits it"},                  \
        {"payee", API_TEXT, (flags) | API_NULLABLE, "cleaned, or as a rule names it"},                       \
        {"decided_by", API_WORD, (flags), "who decides the category", .words = sorted_by_words},             \
        {"rule", API_ID, (flags) | API_NULLABLE, "the rule that decides"},                                   \
        {"tags", API_LIST, (flags), "that rules give it", .item = API_TEXT},                                 \
    {                                                                                                        \
        "parts", API_LIST, (flags), "of a rule's split", .most = LIMIT_SPLITS, .item = API_OBJECT,           \
                                                         .shape = &shape_part                                \
    }

static const struct api_field answer_fields[] = {ANSWER_FIELDS(API_REQUIRED), {0}};
static const struct api_shape answer_shape = {"Categorized", answer_fields};

static const struct api_field reply_fields[] = {
    ANSWER_FIELDS(0),
    {"items", API_LIST, 0, "answers in the order of the questions, when items were given", .most = ITEMS_MOST,
     .item = API_OBJECT, .shape = &answer_shape},
    {0},
};
static const struct api_shape reply_shape = {"CategorizeReply", reply_fields};

static void write_parts(struct json *j, const struct sort_answer *answer, currency cur)
{
    const struct sorter_decision *d = &answer->decision;
    json_key(j, "parts");
    json_array(j);
    for (size_t i = 0; i < d->part_count && answer->amounts != NULL; i++) {
        if (answer->amounts[i] == 0)
            continue;
        json_object(j);
        json_key_text(j, "category", d->parts[i].category);
        api_key_amount(j, "amount", answer->amounts[i], cur);
        json_object_end(j);
    }
    json_array_end(j);
}

/* A split that does not fit the amount leaves an entry uncategorised. */
static struct text category_of(const struct sort_answer *answer, const struct sorter_subject *subject)
{
    const struct sorter_decision *d = &answer->decision;
    if (d->part_count == 0)
        return d->category;
    return answer->amounts != NULL ? TEXT("") : category_unknown(decimal_sign(subject->amount) < 0);
}

static void write_answer(struct json *j, const struct sort_answer *answer,
                         const struct sorter_subject *subject)
{
    const struct sorter_decision *d = &answer->decision;
    json_object(j);
    api_key_text_or_null(j, "category", category_of(answer, subject));
    api_key_text_or_null(j, "payee", d->payee);
    json_key_z(j, "decided_by", sorted_by_words[d->sorted_by]);
    json_key(j, "rule");
    if (id_is_zero(answer->rule))
        json_null(j);
    else
        json_id(j, answer->rule);
    transaction_write_tags(j, d->tags);
    write_parts(j, answer, subject->currency);
    json_object_end(j);
}

/* -- From one to the other -- */

struct asking {
    struct api_call *call;
    struct desk_place *place;
    currency household_currency;
};

static enum err read_subject(struct asking *a, const struct json_value *v, struct sorter_subject *out)
{
    struct ctx *c = a->call->c;
    const struct account_row *account = NULL;
    struct text text = api_text(v, "text"), named = api_text(v, "account");
    date day = api_date(v, "date");
    if (named.len > 0)
        TRY(desk_account(c, a->place, named, &account));
    *out = (struct sorter_subject){.text = text.len > 0 ? text : api_text(v, "payee"),
                                   .memo = api_text(v, "memo"),
                                   .account = account == NULL ? TEXT("") : account->name,
                                   .currency = account == NULL ? a->household_currency : account->currency,
                                   .date = day == DATE_NONE ? time_date(c->now_us) : day};
    (void)currency_from_code(api_text(v, "currency"), &out->currency);
    if (text_trim(out->text).len == 0 && out->memo.len == 0)
        return fail(c, ERR_INPUT, "payee: it, or a text, is missing");
    if (!json_as_decimal(json_member(v, "amount"), &out->amount))
        return fail(c, ERR_INPUT, "amount: is missing");
    return OK;
}

static enum err begin(struct asking *a, struct store_tx **tx)
{
    struct api_call *call = a->call;
    struct household household;
    TRY(store_begin_read(call->c, call->store, tx));
    TRY(desk_open(call->c, call->api->desk, *tx, call->household, &a->place));
    TRY(household_get(call->c, *tx, call->household, &household));
    a->household_currency = household.currency;
    return OK;
}

static enum err ask(struct api_call *call)
{
    struct asking a = {.call = call};
    struct store_tx *tx;
    const struct json_value *items = json_member(call->body, "items");
    size_t size = items == NULL ? 1 : json_count(items), count = 0;
    struct sorter_subject *subjects = ARENA_ARRAY(call->c->arena, struct sorter_subject, size + 1);
    struct sort_answer *answers = ARENA_ARRAY(call->c->arena, struct sort_answer, size + 1);
    TRY(begin(&a, &tx));
    if (items == NULL)
        TRY(read_subject(&a, call->body, &subjects[count++]));
    for (const struct json_value *v = json_first(items); v != NULL; v = json_next(v))
        TRY(read_subject(&a, v, &subjects[count++]));
    TRY(sort_asked(call->c, a.place, tx, call->household, subjects, count, answers));
    if (items == NULL) {
        write_answer(&call->reply, answers, subjects);
        return OK;
    }
    json_object(&call->reply);
    json_key(&call->reply, "items");
    json_array(&call->reply);
    for (size_t i = 0; i < count; i++)
        write_answer(&call->reply, &answers[i], &subjects[i]);
    json_array_end(&call->reply);
    json_object_end(&call->reply);
    return OK;
}

static const struct api_route routes[] = {
    {.method = "POST",
     .path = "/api/v1/categorize",
     .id = "categorize",
     .title = "What would this be sorted into?",
     .about = "Nothing is entered. The answer is what entering it now would give: rules first, then what was "
              "taught, then what "
              "Florin knows by itself.",
     .need = API_READ,
     .lane = API_WRITES, /* the sorter that is kept at hand belongs to that lane's thread */
     .flags = API_UNTRACED,
     .body = &question_shape,
     .reply = &reply_shape,
     .handle = ask},
    {0},
};

const struct api_resource api_resource_categorize = {"Sorting", "Asking what something would be sorted into.",
                                                     routes};

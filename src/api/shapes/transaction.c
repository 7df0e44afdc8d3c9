#include "api/shapes/transaction.h"

#include "base/limits.h"
#include "finance/naming/tags.h"

const char *const sorted_by_words[] = {"none", "classifier", "file", "pairing", "rule", "user", NULL};
static const char *const state_words[] = {"pending", "posted", "void", NULL};

static const struct api_field account_fields[] = {
    {"id", API_ID, API_REQUIRED, "the account's"},
    {"name", API_TEXT, API_REQUIRED, "as people named it"},
    {0},
};
static const struct api_shape account_shape = {"AccountRef", account_fields};

static const struct api_field part_fields[] = {
    {"category", API_TEXT, API_REQUIRED, "its path: \"Expenses:Food\"", .least = 1,
     .most = LIMIT_CATEGORY_TEXT},
    {"amount", API_AMOUNT, API_REQUIRED, "in the sign of the whole; parts add up to it"},
    {0},
};
const struct api_shape shape_part = {"TransactionPart", part_fields};

static const struct api_field review_fields[] = {
    {"candidate", API_ID, API_REQUIRED, "the transaction that it may be"},
    {"reason", API_TEXT, API_REQUIRED, "why it may be"},
    {0},
};
static const struct api_shape review_shape = {"TransactionReview", review_fields};

static const struct api_field held_fields[] = {
    {"verification", API_ID, API_REQUIRED, "the question, as in /security/inbox"},
    {"why", API_TEXT, API_REQUIRED | API_NULLABLE, "why it is held, for people"},
    {"deadline", API_TIME, API_REQUIRED, "until then an answer is waited for"},
    {0},
};
static const struct api_shape held_shape = {"TransactionHeld", held_fields};

static const struct api_field transfer_fields[] = {
    {"id", API_ID, API_REQUIRED, "the other side, on another own account"},
    {0},
};
static const struct api_shape transfer_shape = {"TransactionTransfer", transfer_fields};

static const struct api_field fields[] = {
    {"id", API_ID, API_REQUIRED, "the transaction's"},
    {"account", API_OBJECT, API_REQUIRED, "the own account it is about", .shape = &account_shape},
    {"date", API_DATE, API_REQUIRED, "the day the bank booked it"},
    {"amount", API_AMOUNT, API_REQUIRED, "what came into the account; money that went out is negative"},
    {"currency", API_CURRENCY, API_REQUIRED, "the account's"},
    {"state", API_WORD, API_REQUIRED, "pending: held, not in the balance. void: it did not happen",
     .words = state_words},
    {"payee", API_TEXT, API_REQUIRED | API_NULLABLE, "whom it went to, or who sent it, cleaned or named"},
    {"text", API_TEXT, API_REQUIRED, "the bank's description as it came"},
    {"memo", API_TEXT, API_REQUIRED | API_NULLABLE, "what else the bank said"},
    {"category", API_TEXT, API_REQUIRED | API_NULLABLE,
     "its path; null when there are several parts, or none"},
    {"parts", API_LIST, API_REQUIRED, "how it is sorted; empty when it is void", .most = LIMIT_SPLITS,
     .item = API_OBJECT, .shape = &shape_part},
    {"tags", API_LIST, API_REQUIRED, "words people or rules gave it", .item = API_TEXT},
    {"notes", API_TEXT, API_REQUIRED | API_NULLABLE, "what people wrote to it"},
    {"sorted_by", API_WORD, API_REQUIRED, "who decided the category", .words = sorted_by_words},
    {"reconciled", API_BOOL, API_REQUIRED, "checked off against a statement, and locked"},
    {"opening", API_BOOL, API_REQUIRED, "an opening balance, not an entry of the bank"},
    {"review", API_OBJECT, API_REQUIRED | API_NULLABLE, "perhaps known already: a person has to say",
     .shape = &review_shape},
    {"held", API_OBJECT, API_REQUIRED | API_NULLABLE, "held until a person says whether it was theirs",
     .shape = &held_shape},
    {"transfer", API_OBJECT, API_REQUIRED | API_NULLABLE, "one side of a transfer between own accounts",
     .shape = &transfer_shape},
    {"import", API_ID, API_REQUIRED | API_NULLABLE, "the import that brought it"},
    {0},
};
const struct api_shape shape_transaction = {"Transaction", fields};

/* -- Out -- */

static void write_parts(struct json *j, const struct txn_shown *t)
{
    api_key_text_or_null(j, "category", t->part_count == 1 ? t->categories[0] : TEXT(""));
    json_key(j, "parts");
    json_array(j);
    for (size_t i = 0; i < t->part_count; i++) {
        json_object(j);
        json_key_text(j, "category", t->categories[i]);
        api_key_amount(j, "amount", t->parts[i].amount, t->currency);
        json_object_end(j);
    }
    json_array_end(j);
}

void transaction_write_tags(struct json *j, struct text tags)
{
    struct text tag;
    json_key(j, "tags");
    json_array(j);
    while (tags_next(&tags, &tag))
        json_text(j, tag);
    json_array_end(j);
}

static void key_id_or_null(struct json *j, const char *key, struct id id)
{
    json_key(j, key);
    if (id_is_zero(id))
        json_null(j);
    else
        json_id(j, id);
}

/* What it hangs together with. */
static void write_ties(struct json *j, const struct txn_shown *t)
{
    json_key(j, "review");
    if (id_is_zero(t->candidate)) {
        json_null(j);
    } else {
        json_object(j);
        api_key_id(j, "candidate", t->candidate);
        json_key_text(j, "reason", t->reason);
        json_object_end(j);
    }
    json_key(j, "held");
    if (id_is_zero(t->held)) {
        json_null(j);
    } else {
        json_object(j);
        api_key_id(j, "verification", t->held);
        api_key_text_or_null(j, "why", t->held_why);
        json_key(j, "deadline");
        json_time(j, t->held_until_us);
        json_object_end(j);
    }
    json_key(j, "transfer");
    if (id_is_zero(t->transfer)) {
        json_null(j);
    } else {
        json_object(j);
        api_key_id(j, "id", t->transfer);
        json_object_end(j);
    }
    key_id_or_null(j, "import", t->import);
}

void transaction_write(struct json *j, const struct txn_shown *t)
{
    const struct txn_row *row = &t->row;
    json_object(j);
    api_key_id(j, "id", row->id);
    json_key(j, "account");
    json_object(j);
    api_key_id(j, "id", t->account_id);
    json_key_text(j, "name", t->account);
    json_object_end(j);
    api_key_date(j, "date", row->date);
    api_key_amount(j, "amount", row->amount, t->currency);
    json_key_z(j, "currency", currency_code(t->currency));
    json_key_z(j, "state", state_words[row->state == TXN_PENDING ? 0 : row->state == TXN_POSTED ? 1 : 2]);
    api_key_text_or_null(j, "payee", t->payee);
    json_key_text(j, "text", row->text);
    api_key_text_or_null(j, "memo", row->memo);
    write_parts(j, t);
    transaction_write_tags(j, row->tags);
    api_key_text_or_null(j, "notes", row->notes);
    json_key_z(j, "sorted_by", sorted_by_words[row->sorted_by <= SORTED_USER ? row->sorted_by : SORTED_NONE]);
    json_key_bool(j, "reconciled", row->flags & TXN_RECONCILED);
    json_key_bool(j, "opening", row->flags & TXN_OPENING);
    write_ties(j, t);
    json_object_end(j);
}

enum err transaction_reply(struct api_call *call, struct id id)
{
    struct store_tx *tx;
    struct txn_shown shown;
    TRY(store_begin_read(call->c, call->store, &tx));
    TRY(transaction_show(call->c, tx, call->household, id, &shown));
    transaction_write(&call->reply, &shown);
    return store_commit(call->c, tx);
}

/* -- In -- */

enum err transaction_parts_read(struct ctx *c, const struct json_value *object, currency cur,
                                const struct txn_edit_part **out, size_t *count)
{
    const struct json_value *list = json_member(object, "parts");
    struct txn_edit_part *parts = ARENA_ARRAY(c->arena, struct txn_edit_part, json_count(list) + 1);
    *count = 0;
    for (const struct json_value *item = json_first(list); item != NULL; item = json_next(item)) {
        struct txn_edit_part *part = &parts[(*count)++];
        part->category = api_text(item, "category");
        enum err e = api_amount(c, item, "amount", cur, &part->amount);
        if (e != OK)
            return fail_within(c, e, "parts");
    }
    *out = parts;
    return OK;
}

enum err transaction_tags_read(struct ctx *c, const struct json_value *object, const char *name,
                               struct text *out)
{
    const struct json_value *list = json_member(object, name);
    struct text *tags = ARENA_ARRAY(c->arena, struct text, json_count(list) + 1);
    size_t count = 0;
    for (const struct json_value *item = json_first(list); item != NULL; item = json_next(item))
        tags[count++] = json_as_text(item);
    return tags_join(c, tags, count, out);
}

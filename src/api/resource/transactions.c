/* Transactions: looking for them, entering them, changing one. Changing many at once: undo.c. */
#include "api/api.h"
#include "api/shapes/transaction.h"
#include "api/work.h"
#include "base/limits.h"
#include "finance/edit/edits.h"
#include "finance/naming/payees.h"
#include "finance/naming/tags.h"
#include "store/entity/import.h"

/* -- Looking -- */

static const char *const states[] = {"pending", "posted", "void", NULL};
static const char *const directions[] = {"in", "out", NULL};
static const char *const orders[] = {"newest", "oldest", NULL};

static const struct api_field list_query[] = {
    {"q", API_TEXT, 0,
     "words that stand in payee, text, memo, tags, notes, category or account; amounts as 12.50, >100, -5; "
     "\"words in quotes\" as they are",
     .most = TXN_SEARCH_BYTES},
    {"account", API_REF, 0, "of one own account"},
    {"category", API_TEXT, 0, "a category's path, and everything below it", .most = LIMIT_CATEGORY_TEXT},
    {"payee", API_TEXT, 0, "a payee's id or name", .most = LIMIT_PAYEE_TEXT},
    {"tag", API_TEXT, 0, "with this tag", .most = TAG_BYTES_MOST},
    {"currency", API_CURRENCY, 0, "of accounts in it"},
    {"from", API_DATE, 0, "on this day or later"},
    {"to", API_DATE, 0, "on this day or before"},
    {"state", API_WORDS, 0, "pending and posted when not given", .words = states},
    {"unsorted", API_BOOL, 0, "only what is Uncategorised"},
    {"review", API_BOOL, 0, "only what waits for a person to say whether it is known already"},
    {"import", API_ID, 0, "only what this import brought"},
    {"least", API_AMOUNT, 0, "at least so much, whatever the sign"},
    {"most", API_AMOUNT, 0, "at most so much, whatever the sign"},
    {"direction", API_WORD, 0, "money that came in, or went out", .words = directions},
    {"sort", API_WORD, 0, "newest first when not given", .words = orders},
    {0},
};

static enum err filter_account(struct api_call *call, struct store_tx *tx, struct txn_filter *f)
{
    struct text given = api_query(call, "account");
    struct account_row row;
    struct id id;
    if (given.len == 0)
        return OK;
    enum err e = id_parse(given, &id) ? account_by_id(call->c, tx, call->household, id, &row)
                                      : account_by_name(call->c, tx, call->household, given, &row);
    if (e != OK)
        return e == ERR_NOT_FOUND ? fail(call->c, e, "account: there is no such account") : e;
    f->accounts[f->account_count++] = row.seq;
    return OK;
}

static enum err filter_import(struct api_call *call, struct store_tx *tx, struct txn_filter *f)
{
    struct id id;
    struct import_row row;
    if (!id_parse(api_query(call, "import"), &id))
        return OK;
    TRY(import_by_id(call->c, tx, call->household, id, &row));
    f->import = row.seq;
    return OK;
}

static void filter_amounts(const struct api_call *call, struct txn_filter *f)
{
    f->has_amount_min = decimal_parse(api_query(call, "least"), '.', &f->amount_min);
    f->has_amount_max = decimal_parse(api_query(call, "most"), '.', &f->amount_max);
    struct text direction = api_query(call, "direction");
    f->direction = text_is(direction, "in")    ? TXN_INCOMING
                   : text_is(direction, "out") ? TXN_OUTGOING
                                               : TXN_BOTH_WAYS;
}

static void filter_states(const struct api_call *call, struct txn_filter *f)
{
    for (int i = 0; states[i] != NULL; i++)
        if (api_query_has(call, "state", states[i]))
            f->states |= 1u << (TXN_PENDING + i);
    f->unsorted = api_query_bool(call, "unsorted", false);
    f->review = api_query_bool(call, "review", false);
    f->oldest_first = text_is(api_query(call, "sort"), "oldest");
}

static enum err filter_place(struct api_call *call, struct txn_filter *f)
{
    int64_t place[2];
    bool given;
    TRY(api_cursor_read(call, place, 2, &given));
    if (given)
        f->behind = (struct txn_cursor){(date)place[0], place[1]};
    return OK;
}

static enum err read_filter(struct api_call *call, struct store_tx *tx, struct txn_filter *f)
{
    *f = (struct txn_filter){.from = api_query_date(call, "from"),
                             .to = api_query_date(call, "to"),
                             .search = api_query(call, "q"),
                             .category = text_trim(api_query(call, "category")),
                             .tag = text_trim(api_query(call, "tag"))};
    struct text payee = text_trim(api_query(call, "payee"));
    (void)currency_from_code(api_query(call, "currency"), &f->currency);
    filter_amounts(call, f);
    filter_states(call, f);
    TRY(filter_account(call, tx, f));
    TRY(filter_import(call, tx, f));
    if (payee.len > 0)
        TRY(payees_find(call->c, tx, call->household, payee, &f->payee));
    return filter_place(call, f);
}

/* One more than is asked for tells whether another page is behind this one. */
static enum err list_page(struct api_call *call)
{
    struct store_tx *tx;
    struct txn_filter filter;
    struct txn_shown *rows;
    size_t count, limit = (size_t)api_limit(call);
    struct text next = TEXT("");
    TRY(store_begin_read(call->c, call->store, &tx));
    TRY(read_filter(call, tx, &filter));
    filter.limit = (int)limit < LIMIT_PAGE ? (int)limit + 1 : LIMIT_PAGE;
    TRY(transactions_show(call->c, tx, call->household, &filter, &rows, &count));
    if (count > limit || count == LIMIT_PAGE) {
        count = count > limit ? limit : count;
        const int64_t place[] = {rows[count - 1].row.date, rows[count - 1].row.seq};
        next = api_cursor_make(call, place, 2);
    }
    api_items(call);
    for (size_t i = 0; i < count; i++)
        transaction_write(&call->reply, &rows[i]);
    api_items_end(call, next);
    return store_commit(call->c, tx);
}

/* A search may have to look at many before it finds one. */
static enum err list(struct api_call *call)
{
    return api_query(call, "q").len > 0 ? api_go_on(call, API_READS, list_page) : list_page(call);
}

static enum err get(struct api_call *call)
{
    struct id id;
    TRY(api_path_id(call, 0, &id));
    return transaction_reply(call, id);
}

/* -- Entering -- */

static const struct api_field new_fields[] = {
    {"id", API_ID, 0, "the client's own; the same id with the same body is the same transaction"},
    {"account", API_REF, API_REQUIRED, "an own account by its id or name"},
    {"date", API_DATE, API_REQUIRED, "the day it is booked on"},
    {"amount", API_AMOUNT, API_REQUIRED, "in the account's currency; money that goes out is negative"},
    {"payee", API_TEXT, API_REQUIRED, "whom it goes to, or who sends it; empty: nobody",
     .most = LIMIT_PAYEE_TEXT},
    {"memo", API_TEXT, API_NULLABLE, "what else there is to say", .most = LIMIT_MEMO_TEXT},
    {"notes", API_TEXT, API_NULLABLE, "what people write to it", .most = LIMIT_MEMO_TEXT},
    {"category", API_TEXT, API_NULLABLE, "a path; sorted by rules and what was learnt when not given",
     .most = LIMIT_CATEGORY_TEXT},
    {"parts", API_LIST, API_NULLABLE, "or several categories that add up to the amount", .least = 1,
     .most = LIMIT_SPLITS, .item = API_OBJECT, .shape = &shape_part},
    {"tags", API_LIST, API_NULLABLE, "words to find it by", .most = TAGS_MOST, .item = API_TEXT},
    {"pending", API_BOOL, 0, "held, not booked"},
    {0},
};
static const struct api_shape new_shape = {"TransactionNew", new_fields};

/* What is asked for, amounts in the account's currency. */
static enum err read_new(struct api_call *call, currency cur, struct txn_new *fresh)
{
    const struct json_value *body = call->body;
    *fresh = (struct txn_new){.account = api_text(body, "account"),
                              .date = api_date(body, "date"),
                              .payee = api_text(body, "payee"),
                              .memo = api_text(body, "memo"),
                              .notes = api_text(body, "notes"),
                              .category = api_text(body, "category"),
                              .pending = api_bool(body, "pending", false)};
    (void)id_parse(api_text(body, "id"), &fresh->id);
    TRY(api_amount(call->c, body, "amount", cur, &fresh->amount));
    TRY(transaction_parts_read(call->c, body, cur, &fresh->parts, &fresh->part_count));
    if (fresh->part_count > 0 && fresh->category.len > 0)
        return fail(call->c, ERR_INPUT, "parts: given beside a category; one of them says it all");
    return transaction_tags_read(call->c, body, "tags", &fresh->tags);
}

static enum err create(struct api_call *call)
{
    struct txn_entering *entering;
    const struct account_row *account;
    struct txn_new fresh;
    struct txn_entered entered;
    struct txn_shown shown;
    TRY(transaction_enter_begin(call->c, call->store, call->api->desk, call->household,
                                api_text(call->body, "account"), &entering, &account));
    TRY(read_new(call, account->currency, &fresh));
    TRY(transaction_enter(call->c, entering, &fresh, &entered));
    if (entered.again) {
        call->x->reply.status = 200;
        return transaction_reply(call, fresh.id);
    }
    transaction_show_entered(&entered, &shown);
    api_created(call, "/api/v1/transactions", shown.row.id);
    transaction_write(&call->reply, &shown);
    api_changed(call);
    return OK;
}

/* -- Changing one -- */

static struct editor editor_of(const struct api_call *call)
{
    return (struct editor){call->household, call->caller.user};
}

/* The reply to a change: the transaction, and the token to take the change back. */
static enum err reply_changed(struct api_call *call, struct id id, struct id undo)
{
    char token[ID_TEXT_MAX];
    http_reply_header(call->x, "Florin-Undo", id_format(undo, token));
    api_changed(call);
    return transaction_reply(call, id);
}

static const struct api_field change_fields[] = {
    {"category", API_TEXT, 0, "one category for all of it: a split is merged again", .least = 1,
     .most = LIMIT_CATEGORY_TEXT},
    {"parts", API_LIST, 0, "several categories that add up to the amount", .least = 1, .most = LIMIT_SPLITS,
     .item = API_OBJECT, .shape = &shape_part},
    {"payee", API_TEXT, API_NULLABLE, "its name from now on; no import or rule changes it",
     .most = LIMIT_PAYEE_TEXT},
    {"tags", API_LIST, 0, "all its tags", .most = TAGS_MOST, .item = API_TEXT},
    {"notes", API_TEXT, API_NULLABLE, "what people write to it", .most = LIMIT_MEMO_TEXT},
    {"reconciled", API_BOOL, 0, "checked off against a statement: locked until this is false again"},
    {0},
};
static const struct api_shape change_shape = {"TransactionChange", change_fields};

/* Parts are read in the currency of the transaction's account. */
static enum err read_parts(struct api_call *call, struct id id, struct txn_edit *edit)
{
    struct store_tx *tx;
    struct txn_shown shown;
    TRY(store_begin_read(call->c, call->store, &tx));
    TRY(transaction_show(call->c, tx, call->household, id, &shown));
    store_rollback(tx);
    edit->set_category = true;
    return transaction_parts_read(call->c, call->body, shown.currency, &edit->parts, &edit->part_count);
}

static enum err change(struct api_call *call)
{
    struct id id, undo;
    const struct json_value *body = call->body;
    struct edits edits = {.edit = {.set_category = api_given(body, "category"),
                                   .category = api_text(body, "category"),
                                   .set_payee = api_given(body, "payee"),
                                   .payee = api_text(body, "payee"),
                                   .set_tags = api_given(body, "tags"),
                                   .set_notes = api_given(body, "notes"),
                                   .notes = api_text(body, "notes"),
                                   .set_reconciled = api_given(body, "reconciled"),
                                   .reconciled = api_bool(body, "reconciled", false)}};
    TRY(api_path_id(call, 0, &id));
    TRY(transaction_tags_read(call->c, body, "tags", &edits.edit.tags));
    if (api_given(body, "parts")) {
        if (edits.edit.set_category)
            return fail(call->c, ERR_INPUT, "parts: given beside a category; one of them says it all");
        TRY(read_parts(call, id, &edits.edit));
    }
    TRY(edit_one(call->c, call->store, editor_of(call), id, &edits, &undo));
    return reply_changed(call, id, undo);
}

static const struct api_field split_fields[] = {
    {"parts", API_LIST, API_REQUIRED, "several categories that add up to the amount", .least = 1,
     .most = LIMIT_SPLITS, .item = API_OBJECT, .shape = &shape_part},
    {0},
};
static const struct api_shape split_shape = {"TransactionSplit", split_fields};

static enum err split(struct api_call *call)
{
    struct id id, undo;
    struct edits edits = {0};
    TRY(api_path_id(call, 0, &id));
    TRY(read_parts(call, id, &edits.edit));
    TRY(edit_one(call->c, call->store, editor_of(call), id, &edits, &undo));
    return reply_changed(call, id, undo);
}

static enum err simple_change(struct api_call *call, const struct edits *edits)
{
    struct id id, undo;
    TRY(api_path_id(call, 0, &id));
    TRY(edit_one(call->c, call->store, editor_of(call), id, edits, &undo));
    return reply_changed(call, id, undo);
}

static enum err approve(struct api_call *call)
{
    return simple_change(call, &(struct edits){.approve = true});
}

static enum err make_void(struct api_call *call)
{
    return simple_change(call, &(struct edits){.make_void = true});
}

static const struct api_field merge_fields[] = {
    {"with", API_ID, API_REQUIRED, "the transaction that stays"},
    {0},
};
static const struct api_shape merge_shape = {"TransactionMerge", merge_fields};

static enum err merge(struct api_call *call)
{
    struct id id, with, undo;
    TRY(api_path_id(call, 0, &id));
    if (!id_parse(api_text(call->body, "with"), &with))
        return fail(call->c, ERR_INPUT, "with: expected an id");
    TRY(edit_merge(call->c, call->store, editor_of(call), id, with, &undo));
    return reply_changed(call, id, undo);
}

static const struct api_field answer_fields[] = {
    {"same", API_BOOL, API_REQUIRED,
     "true: it is the one we know, and becomes void. false: it is another, and is booked"},
    {0},
};
static const struct api_shape answer_shape = {"TransactionAnswer", answer_fields};

static enum err review(struct api_call *call)
{
    struct id id, undo;
    TRY(api_path_id(call, 0, &id));
    TRY(edit_review(call->c, call->store, editor_of(call), id, api_bool(call->body, "same", false), &undo));
    return reply_changed(call, id, undo);
}

#define UNDONE "The reply's header Florin-Undo holds a token that POST /api/v1/undo takes for an hour."

static const struct api_route routes[] = {
    {.method = "GET",
     .path = "/api/v1/transactions",
     .id = "listTransactions",
     .title = "Transactions that meet every condition given",
     .need = API_READ,
     .flags = API_PAGED,
     .query = list_query,
     .reply = &shape_transaction,
     .handle = list},
    {.method = "POST",
     .path = "/api/v1/transactions",
     .id = "createTransaction",
     .title = "Enter a transaction",
     .about = "Answered when it is on disk. With an id of the client's own it may be sent again: 200 when it "
              "was there with the "
              "same body, 409 when with another.",
     .need = API_WRITE,
     .lane = API_WRITES,
     .body = &new_shape,
     .status = 201,
     .reply = &shape_transaction,
     .handle = create},
    {.method = "GET",
     .path = "/api/v1/transactions/{id}",
     .id = "getTransaction",
     .title = "One transaction",
     .need = API_READ,
     .reply = &shape_transaction,
     .handle = get},
    {.method = "PATCH",
     .path = "/api/v1/transactions/{id}",
     .id = "changeTransaction",
     .title = "Sort a transaction, name its payee, tag it, note something, lock it",
     .about = "What the bank said stays. A new category is learnt for the payee. " UNDONE,
     .need = API_WRITE,
     .lane = API_WRITES,
     .body = &change_shape,
     .reply = &shape_transaction,
     .handle = change},
    {.method = "POST",
     .path = "/api/v1/transactions/{id}/approve",
     .id = "approveTransaction",
     .title = "Book what is held",
     .about = UNDONE,
     .need = API_WRITE,
     .lane = API_WRITES,
     .reply = &shape_transaction,
     .handle = approve},
    {.method = "POST",
     .path = "/api/v1/transactions/{id}/void",
     .id = "voidTransaction",
     .title = "It did not happen",
     .about = "Lines that take it back are appended; nothing is deleted. The other side of a transfer stands "
              "alone. " UNDONE,
     .need = API_WRITE,
     .lane = API_WRITES,
     .reply = &shape_transaction,
     .handle = make_void},
    {.method = "POST",
     .path = "/api/v1/transactions/{id}/review",
     .id = "reviewTransaction",
     .title = "Say whether a doubtful transaction is known already",
     .about = UNDONE,
     .need = API_WRITE,
     .lane = API_WRITES,
     .body = &answer_shape,
     .reply = &shape_transaction,
     .handle = review},
    {.method = "POST",
     .path = "/api/v1/transactions/{id}/split",
     .id = "splitTransaction",
     .title = "Sort a transaction into several categories",
     .about = UNDONE,
     .need = API_WRITE,
     .lane = API_WRITES,
     .body = &split_shape,
     .reply = &shape_transaction,
     .handle = split},
    {.method = "POST",
     .path = "/api/v1/transactions/{id}/merge",
     .id = "mergeTransaction",
     .title = "This one is the same payment as another",
     .about = "It becomes void; the other, of the same account, stays and answers to its bank id from now "
              "on. " UNDONE,
     .need = API_WRITE,
     .lane = API_WRITES,
     .body = &merge_shape,
     .reply = &shape_transaction,
     .handle = merge},
    {0},
};

const struct api_resource api_resource_transactions = {
    "Transactions", "What moved money into and out of own accounts.", routes};

/* A household's own accounts: bank accounts, cards, cash, loans. */
#include "finance/accounts.h"

#include "api/api.h"
#include "base/limits.h"
#include "finance/report/tally.h"
#include "store/entity/household.h"

/* -- How they are shown -- */

static const char *const kind_words[] = {"asset", "liability", NULL};

static const struct api_field account_fields[] = {
    {"id", API_ID, API_REQUIRED, "the account's"},
    {"name", API_TEXT, API_REQUIRED, "as people named it; unique in the household"},
    {"kind", API_WORD, API_REQUIRED, "what is owned, or what is owed", .words = kind_words},
    {"currency", API_CURRENCY, API_REQUIRED, "of every amount in it"},
    {"number", API_TEXT, API_REQUIRED | API_NULLABLE, "the bank's: IBAN or other, letters and digits"},
    {"bank", API_TEXT, API_REQUIRED | API_NULLABLE, "the bank's name or code, where its files say it"},
    {"balance", API_AMOUNT, API_REQUIRED, "booked"},
    {"pending", API_AMOUNT, API_REQUIRED, "held or announced on top"},
    {"available", API_AMOUNT, API_REQUIRED,
     "booked, without what is held; what is announced does not count as come"},
    {"transactions", API_INT, API_REQUIRED, "how many there are, void ones aside"},
    {"held", API_INT, API_REQUIRED, "of these, how many are pending"},
    {"newest", API_DATE, API_REQUIRED | API_NULLABLE, "the newest one's date"},
    {"lowest", API_AMOUNT, API_REQUIRED | API_NULLABLE, "bookings by hand must leave at least this"},
    {"created", API_TIME, API_REQUIRED, "when it was opened here"},
    {"closed", API_TIME, API_REQUIRED | API_NULLABLE, "since when nothing more can be entered by hand"},
    {0},
};
static const struct api_shape account_shape = {"Account", account_fields};

static void write_account(struct json *j, const struct account_summary *s)
{
    const struct account_row *row = &s->row;
    json_object(j);
    api_key_id(j, "id", row->id);
    json_key_text(j, "name", row->name);
    json_key_z(j, "kind", account_kind_name(row->kind));
    json_key_z(j, "currency", currency_code(row->currency));
    api_key_text_or_null(j, "number", row->number);
    api_key_text_or_null(j, "bank", row->bank);
    api_key_amount(j, "balance", s->balance, row->currency);
    api_key_amount(j, "pending", s->pending, row->currency);
    api_key_amount(j, "available", s->available, row->currency);
    json_key_int(j, "transactions", s->transactions);
    json_key_int(j, "held", s->held);
    api_key_date(j, "newest", s->newest);
    if (row->has_lowest) {
        api_key_amount(j, "lowest", row->lowest, row->currency);
    } else {
        json_key(j, "lowest");
        json_null(j);
    }
    api_key_time(j, "created", row->created_us);
    api_key_time(j, "closed", row->closed_us);
    json_object_end(j);
}

/* The own account that the path names. */
static enum err find(struct api_call *call, struct store_tx *tx, struct account_row *out)
{
    struct id id;
    TRY(api_path_id(call, 0, &id));
    TRY(accounts_find(call->c, tx, call->household, id, out));
    return account_is_own(out->kind) ? OK : fail(call->c, ERR_NOT_FOUND, "there is no such account");
}

/* A group's snapshot holds what may still be rolled back: nothing of it goes into the tally. */
static enum err summary(struct api_call *call, struct store_tx *tx, int64_t only,
                        struct account_summary **out, size_t *count)
{
    struct tally *tally = call->store == call->api->store ? call->api->tally : NULL;
    if (tally != NULL)
        TRY(tally_update(call->c, tx, tally));
    return accounts_summary_with(call->c, tx, call->household, only, tally, out, count);
}

static enum err reply_with(struct api_call *call, struct store_tx *tx, int64_t seq)
{
    struct account_summary *row;
    size_t count;
    TRY(summary(call, tx, seq, &row, &count));
    if (count != 1)
        return fail(call->c, ERR_NOT_FOUND, "there is no such account");
    write_account(&call->reply, row);
    return store_commit(call->c, tx);
}

/* -- Looking -- */

static enum err list(struct api_call *call)
{
    struct store_tx *tx;
    struct account_summary *rows;
    size_t count;
    TRY(store_begin_read(call->c, call->store, &tx));
    TRY(summary(call, tx, 0, &rows, &count));
    api_items(call);
    for (size_t i = 0; i < count; i++)
        write_account(&call->reply, &rows[i]);
    api_items_end(call, TEXT(""));
    return store_commit(call->c, tx);
}

static enum err get(struct api_call *call)
{
    struct store_tx *tx;
    struct account_row row;
    TRY(store_begin_read(call->c, call->store, &tx));
    TRY(find(call, tx, &row));
    return reply_with(call, tx, row.seq);
}

static const struct api_field balances_query[] = {
    {"from", API_MONTH, 0, "the first month; a year ago when not given"},
    {"to", API_MONTH, 0, "the last month; the present one when not given"},
    {0},
};
static const struct api_field month_fields[] = {
    {"month", API_MONTH, API_REQUIRED, ""},
    {"balance", API_AMOUNT, API_REQUIRED, "booked, at the month's end"},
    {0},
};
static const struct api_shape month_shape = {"AccountMonth", month_fields};

static enum err balances(struct api_call *call)
{
    struct store_tx *tx;
    struct account_row row;
    struct account_month *months;
    size_t count;
    int32_t to = api_query_month(call, "to", date_month(time_date(call->c->now_us)));
    int32_t first = date_month(DATE_FIRST); /* there are no months before */
    int32_t from = api_query_month(call, "from", to - 12 < first ? first : to - 12);
    TRY(store_begin_read(call->c, call->store, &tx));
    TRY(find(call, tx, &row));
    TRY(accounts_balances(call->c, tx, row.seq, from, to, &months, &count));
    api_items(call);
    for (size_t i = 0; i < count; i++) {
        json_object(&call->reply);
        api_key_month(&call->reply, "month", months[i].month);
        api_key_amount(&call->reply, "balance", months[i].balance, row.currency);
        json_object_end(&call->reply);
    }
    api_items_end(call, TEXT(""));
    return store_commit(call->c, tx);
}

/* -- Changing -- */

static const struct api_field new_fields[] = {
    {"name", API_TEXT, API_REQUIRED, "unique in the household", .least = 1, .most = LIMIT_ACCOUNT_TEXT},
    {"kind", API_WORD, 0, "asset when not given", .words = kind_words},
    {"currency", API_CURRENCY, 0, "the household's when not given"},
    {"number", API_TEXT, API_NULLABLE, "IBAN or other, as people write it", .most = LIMIT_ACCOUNT_TEXT},
    {"opening", API_AMOUNT, API_NULLABLE, "what it holds already"},
    {"opening_date", API_DATE, API_NULLABLE, "… on which day; today when not given"},
    {0},
};
static const struct api_shape new_shape = {"AccountNew", new_fields};

/* The currency that amounts of the request are in. */
static enum err new_currency(struct api_call *call, currency *out)
{
    struct store_tx *tx;
    struct household household;
    if (currency_from_code(api_text(call->body, "currency"), out))
        return OK;
    TRY(store_begin_read(call->c, call->store, &tx));
    TRY(household_get(call->c, tx, call->household, &household));
    store_rollback(tx);
    *out = household.currency;
    return OK;
}

static enum err create(struct api_call *call)
{
    struct store_tx *tx;
    struct account_summary *row;
    size_t count;
    int64_t seq;
    date opened = api_date(call->body, "opening_date");
    struct account_new fresh = {.name = api_text(call->body, "name"),
                                .kind = text_is(api_text(call->body, "kind"), "liability") ? ACCOUNT_LIABILITY
                                                                                           : ACCOUNT_ASSET,
                                .number = api_text(call->body, "number"),
                                .opening_date = opened == DATE_NONE ? time_date(call->c->now_us) : opened};
    TRY(new_currency(call, &fresh.currency));
    if (json_kind(json_member(call->body, "opening")) != JSON_NULL && api_given(call->body, "opening")) {
        if (fresh.currency == CURRENCY_NONE)
            return fail(call->c, ERR_INPUT, "currency: which? nothing says it yet");
        TRY(api_amount(call->c, call->body, "opening", fresh.currency, &fresh.opening));
    }
    TRY(accounts_add(call->c, call->store, call->household, &fresh, &seq));
    TRY(store_begin_read(call->c, call->store, &tx));
    TRY(summary(call, tx, seq, &row, &count));
    api_created(call, "/api/v1/accounts", row->row.id);
    write_account(&call->reply, row);
    api_changed(call);
    return OK;
}

static const struct api_field change_fields[] = {
    {"name", API_TEXT, 0, "unique in the household", .least = 1, .most = LIMIT_ACCOUNT_TEXT},
    {"lowest", API_AMOUNT, API_NULLABLE, "bookings by hand must leave at least this; null: anything"},
    {"closed", API_BOOL, 0, "true: nothing more can be entered by hand"},
    {0},
};
static const struct api_shape change_shape = {"AccountChange", change_fields};

static enum err change(struct api_call *call)
{
    struct store_tx *tx;
    struct account_row row;
    const struct json_value *lowest = json_member(call->body, "lowest");
    struct account_change change = {.set_name = api_given(call->body, "name"),
                                    .name = api_text(call->body, "name"),
                                    .set_lowest = lowest != NULL,
                                    .has_lowest = lowest != NULL && json_kind(lowest) != JSON_NULL,
                                    .set_closed = api_given(call->body, "closed"),
                                    .closed = api_bool(call->body, "closed", false)};
    TRY(store_begin_read(call->c, call->store, &tx));
    TRY(find(call, tx, &row));
    store_rollback(tx);
    if (change.has_lowest)
        TRY(api_amount(call->c, call->body, "lowest", row.currency, &change.lowest));
    TRY(accounts_change(call->c, call->store, call->household, row.seq, &change));
    TRY(store_begin_read(call->c, call->store, &tx));
    TRY(reply_with(call, tx, row.seq));
    api_changed(call);
    return OK;
}

static const struct api_route routes[] = {
    {.method = "GET",
     .path = "/api/v1/accounts",
     .id = "listAccounts",
     .title = "All own accounts with their balances",
     .about = "By kind and name; closed ones too.",
     .need = API_READ,
     .flags = API_LISTED,
     .reply = &account_shape,
     .handle = list},
    {.method = "POST",
     .path = "/api/v1/accounts",
     .id = "createAccount",
     .title = "Open an account",
     .about = "What it holds already is booked against Equity:Opening balances.",
     .need = API_WRITE,
     .lane = API_WRITES,
     .body = &new_shape,
     .status = 201,
     .reply = &account_shape,
     .handle = create},
    {.method = "GET",
     .path = "/api/v1/accounts/{id}",
     .id = "getAccount",
     .title = "One account",
     .need = API_READ,
     .reply = &account_shape,
     .handle = get},
    {.method = "PATCH",
     .path = "/api/v1/accounts/{id}",
     .id = "changeAccount",
     .title = "Rename an account, set its lowest balance, close it or open it again",
     .need = API_WRITE,
     .lane = API_WRITES,
     .body = &change_shape,
     .reply = &account_shape,
     .handle = change},
    {.method = "GET",
     .path = "/api/v1/accounts/{id}/balances",
     .id = "listAccountBalances",
     .title = "An account's balance at the end of each month",
     .need = API_READ,
     .flags = API_LISTED,
     .query = balances_query,
     .reply = &month_shape,
     .handle = balances},
    {0},
};

const struct api_resource api_resource_accounts = {
    "Accounts", "The household's own accounts: banks, cards, cash, loans.", routes};

/* Payments, and what was confirmed to be paid again and again. */
#include "api/api.h"
#include "base/limits.h"
#include "finance/payment/pay.h"

enum { WHY_MOST = 200, EVERY_MOST = 24, ID_KEY_BYTES = 64 };

/* -- How they are shown */

static const char *const kinds[] = {"payment", "transfer", NULL};
static const char *const mandate_words[] = {"active", "ended", NULL};

static const struct api_field payment_fields[] = {
    {"id", API_ID, API_REQUIRED, "the payment's"},
    {"state", API_WORD, API_REQUIRED,
     "held: in the ledger, not gone out yet; submitted: the provider has it; why says why it failed or waits",
     .words = payment_state_words},
    {"kind", API_WORD, API_REQUIRED, "transfer: between own accounts", .words = kinds},
    {"account", API_TEXT, API_REQUIRED, "the own account that the money leaves"},
    {"payee", API_TEXT, API_REQUIRED, "who gets it; of a transfer, the own account"},
    {"number", API_TEXT, API_REQUIRED | API_NULLABLE, "the payee's IBAN, or another number"},
    {"amount", API_AMOUNT, API_REQUIRED, "above 0"},
    {"currency", API_CURRENCY, API_REQUIRED, "the account's"},
    {"due", API_DATE, API_REQUIRED, "the household's day"},
    {"reference", API_TEXT, API_REQUIRED | API_NULLABLE, "what the payee reads"},
    {"category", API_TEXT, API_REQUIRED | API_NULLABLE, "what it is sorted into; null: as its payee is"},
    {"mandate", API_ID, API_REQUIRED | API_NULLABLE, "the recurring payment that it belongs to"},
    {"occurrence", API_DATE, API_REQUIRED | API_NULLABLE,
     "which of the mandate's days it is for; due on another: it was postponed"},
    {"transaction", API_ID, API_REQUIRED | API_NULLABLE, "in the ledger, once it is held"},
    {"provider", API_TEXT, API_REQUIRED | API_NULLABLE, "how it leaves"},
    {"provider_reference", API_TEXT, API_REQUIRED | API_NULLABLE, "what it is called there"},
    {"tries", API_INT, API_REQUIRED, "how often it may have been given out, or was asked about"},
    {"why", API_TEXT, API_REQUIRED | API_NULLABLE, "it failed, was cancelled, or waits"},
    {"created", API_TIME, API_REQUIRED, "when it was planned"},
    {"changed", API_TIME, API_REQUIRED, "when it last went on"},
    {0},
};
static const struct api_shape payment_shape = {"Payment", payment_fields};

static const struct api_field mandate_fields[] = {
    {"id", API_ID, API_REQUIRED, "the mandate's"},
    {"state", API_WORD, API_REQUIRED, "ended: nothing more is paid by it", .words = mandate_words},
    {"account", API_TEXT, API_REQUIRED, "the own account that the money leaves"},
    {"payee", API_TEXT, API_REQUIRED, "who gets it"},
    {"number", API_TEXT, API_REQUIRED | API_NULLABLE, "the payee's IBAN, or another number"},
    {"most", API_AMOUNT, API_REQUIRED, "what one of its payments may be without another question"},
    {"currency", API_CURRENCY, API_REQUIRED, "the account's"},
    {"every", API_TEXT, API_REQUIRED, "1 month, 2 weeks"},
    {"first", API_DATE, API_REQUIRED, "its first day"},
    {"next", API_DATE, API_REQUIRED | API_NULLABLE, "its next day, today or later; null: none"},
    {"reference", API_TEXT, API_REQUIRED | API_NULLABLE, "what the payee reads"},
    {"category", API_TEXT, API_REQUIRED | API_NULLABLE, "what it is sorted into"},
    {"confirmed", API_BOOL, API_REQUIRED, "a person said yes to it"},
    {"why", API_TEXT, API_REQUIRED | API_NULLABLE, "it ended"},
    {"created", API_TIME, API_REQUIRED, "when it was confirmed"},
    {"ended", API_TIME, API_REQUIRED | API_NULLABLE, "when"},
    {0},
};
static const struct api_shape mandate_shape = {"Mandate", mandate_fields};

static const struct api_field asked_fields[] = {
    {"state", API_WORD, API_REQUIRED, "what the policy, and who asked, made of it: done, or what is missing",
     .words = proposal_state_words},
    {"proposal", API_ANY, API_REQUIRED, "the proposal, with the policy's decision and the digest to approve"},
    {"payment", API_OBJECT, API_REQUIRED | API_NULLABLE, "once it is allowed", .shape = &payment_shape},
    {"mandate", API_OBJECT, API_REQUIRED | API_NULLABLE, "once it is allowed", .shape = &mandate_shape},
    {0},
};
static const struct api_shape asked_shape = {"PaymentAsked", asked_fields};

/* -- Reading */

static const struct api_field list_query[] = {
    {"state", API_WORD, 0, "only those in this state", .words = payment_state_words},
    {0},
};

static int64_t state_of(struct text word)
{
    for (int64_t i = 0; payment_state_words[i] != NULL; i++)
        if (text_is(word, payment_state_words[i]))
            return PAYMENT_PLANNED + i;
    return 0;
}

static enum err list(struct api_call *call)
{
    struct store_tx *tx;
    struct payment_row *rows;
    struct text next = {NULL, 0};
    struct payment_span span = {.state = state_of(api_query(call, "state"))};
    size_t count, limit = (size_t)api_limit(call);
    bool given;
    TRY(api_cursor_read(call, &span.before, 1, &given));
    TRY(store_begin_read(call->c, call->store, &tx));
    TRY(payment_page(call->c, tx, call->household, &span, (int64_t)limit, &rows, &count));
    api_items(call);
    for (size_t i = 0; i < count; i++)
        TRY(payment_write(call->c, tx, &rows[i], &call->reply));
    if (count == limit)
        next = api_cursor_make(call, &rows[count - 1].seq, 1);
    api_items_end(call, next);
    return store_commit(call->c, tx);
}

static enum err get(struct api_call *call)
{
    struct store_tx *tx;
    struct payment_row row;
    struct id id;
    TRY(api_path_id(call, 0, &id));
    TRY(store_begin_read(call->c, call->store, &tx));
    TRY(payment_by_id(call->c, tx, call->household, id, &row));
    TRY(payment_write(call->c, tx, &row, &call->reply));
    return store_commit(call->c, tx);
}

static const struct api_field expected_fields[] = {
    {"mandate", API_ID, API_REQUIRED, "that will bring it"},
    {"account", API_TEXT, API_REQUIRED, "the own account that the money leaves"},
    {"payee", API_TEXT, API_REQUIRED, "who gets it"},
    {"most", API_AMOUNT, API_REQUIRED, "at most"},
    {"currency", API_CURRENCY, API_REQUIRED, "the account's"},
    {0},
};
static const struct api_shape expected_shape = {"PaymentExpected", expected_fields};
static const struct api_field day_fields[] = {
    {"date", API_DATE, API_REQUIRED, "the household's day"},
    {"payments", API_LIST, API_REQUIRED, "due then, cancelled ones aside", .shape = &payment_shape,
     .item = API_OBJECT},
    {"expected", API_LIST, API_REQUIRED, "what mandates will bring and is not planned yet",
     .shape = &expected_shape, .item = API_OBJECT},
    {0},
};
static const struct api_shape day_shape = {"PaymentDay", day_fields};
static const struct api_field calendar_fields[] = {
    {"from", API_DATE, API_REQUIRED, "the first day"},
    {"to", API_DATE, API_REQUIRED, "the last one"},
    {"days", API_LIST, API_REQUIRED, "on which there is anything", .shape = &day_shape, .item = API_OBJECT},
    {0},
};
static const struct api_shape calendar_shape = {"PaymentCalendar", calendar_fields};
static const struct api_field calendar_query[] = {
    {"from", API_DATE, 0, "not given: today, where the household is"},
    {"to", API_DATE, 0, "at most 400 days; not given: four weeks after `from`"},
    {0},
};

static enum err calendar(struct api_call *call)
{
    struct store_tx *tx;
    date from = api_query_date(call, "from"), to = api_query_date(call, "to");
    TRY(store_begin_read(call->c, call->store, &tx));
    if (from == DATE_NONE)
        TRY(pay_today(call->c, tx, call->household, &from));
    if (to == DATE_NONE)
        to = from + 28;
    TRY(payment_calendar(call->c, tx, call->household, from, to, &call->reply));
    return store_commit(call->c, tx);
}

/* -- Asking for one */

static const struct api_field new_fields[] = {
    {"account", API_REF, API_REQUIRED, "the own account that the money leaves, by id or name"},
    {"payee", API_TEXT, 0, "who gets it", .least = 1, .most = LIMIT_PAYEE_TEXT},
    {"to", API_REF, 0, "or the own account that it goes to"},
    {"number", API_TEXT, API_NULLABLE, "the payee's IBAN, or another number", .most = LIMIT_ACCOUNT_TEXT},
    {"amount", API_AMOUNT, API_REQUIRED, "above 0"},
    {"currency", API_CURRENCY, 0, "the account's"},
    {"due", API_DATE, API_NULLABLE, "not given: today"},
    {"reference", API_TEXT, API_NULLABLE, "what the payee reads", .most = PAY_REFERENCE_BYTES},
    {"category", API_REF, API_NULLABLE, "what it is sorted into; not given: as its payee is"},
    {"id", API_ID, 0, "the client's own; the same id with the same body is the same payment"},
    {0},
};
static const struct api_shape new_shape = {"NewPayment", new_fields};

static const struct api_field new_mandate_fields[] = {
    {"account", API_REF, API_REQUIRED, "the own account that the money leaves, by id or name"},
    {"payee", API_TEXT, API_REQUIRED, "who gets it", .least = 1, .most = LIMIT_PAYEE_TEXT},
    {"number", API_TEXT, API_NULLABLE, "the payee's IBAN, or another number", .most = LIMIT_ACCOUNT_TEXT},
    {"amount", API_AMOUNT, API_REQUIRED, "the most that one of its payments may be"},
    {"currency", API_CURRENCY, 0, "the account's"},
    {"every", API_TEXT, API_REQUIRED, "1 month, 2 weeks, 10 days, 1 year", .least = 1, .most = EVERY_MOST},
    {"first", API_DATE, API_REQUIRED, "its first day; one that is over: its schedule's next"},
    {"replaces", API_ID, 0, "the mandate that ends when this one is confirmed"},
    {"reference", API_TEXT, API_NULLABLE, "what the payee reads", .most = PAY_REFERENCE_BYTES},
    {"category", API_REF, API_NULLABLE, "what it is sorted into"},
    {"id", API_ID, 0, "the client's own; the same id with the same body is the same mandate"},
    {0},
};
static const struct api_shape new_mandate_shape = {"NewMandate", new_mandate_fields};

/* What the body gives, as the action's members, but for the client's id. */
static struct text action_of(struct api_call *call)
{
    struct buf *action = buf_in_arena(call->c->arena);
    struct json j = json_into(action);
    json_object(&j);
    for (const struct json_value *v = json_first(call->body); v != NULL; v = json_next(v)) {
        if (text_is(json_name(v), "id"))
            continue;
        json_key(&j, text_z(call->c->arena, json_name(v)));
        json_copy(&j, v);
    }
    json_object_end(&j);
    return buf_view(action);
}

static enum err write_asked(struct api_call *call, struct store_tx *tx, const struct proposal_row *row)
{
    struct payment_row payment;
    struct mandate_row mandate;
    struct json *j = &call->reply;
    bool paid = row->state == PROPOSAL_DONE && !text_is(row->kind, "mandate");
    json_object(j);
    json_key_z(j, "state", proposal_state_words[row->state - PROPOSAL_WAITING]);
    json_key(j, "proposal");
    proposal_write(j, row);
    json_key(j, "payment");
    if (paid) {
        TRY(payment_by_id(call->c, tx, call->household, row->id, &payment));
        TRY(payment_write(call->c, tx, &payment, j));
    } else {
        json_null(j);
    }
    json_key(j, "mandate");
    if (row->state == PROPOSAL_DONE && !paid) {
        TRY(mandate_by_id(call->c, tx, call->household, row->id, &mandate));
        TRY(mandate_write(call->c, tx, &mandate, j));
    } else {
        json_null(j);
    }
    json_object_end(j);
    return OK;
}

/* A person's wish is their approval; a program's key approves nothing. Nobody proves who they are here: what needs a code waits for it. */
static enum err propose(struct api_call *call, const char *kind)
{
    struct store_tx *tx;
    struct proposal_row row;
    char text[ID_TEXT_MAX];
    bool again;
    struct id id;
    struct proposal_voice voice = {.person = call->caller.user, .way = TEXT("api")};
    if (!id_parse(api_text(call->body, "id"), &id))
        id = id_new(call->c->now_us);
    struct proposal_new fresh = {.voice = call->caller.credential == CREDENTIAL_KEY ? NULL : &voice,
                                 .kind = text_of(kind),
                                 .key = text_of(arena_printf(call->c->arena, "api/%s", id_format(id, text))),
                                 .reason = TEXT("asked for by a person"),
                                 .action = action_of(call)};
    TRY(store_begin(call->c, call->store, &tx));
    TRY(proposal_make(call->c, tx, NULL, call->household, &fresh, &row, &again));
    TRY(write_asked(call, tx, &row));
    TRY(store_commit(call->c, tx));
    api_changed(call);
    return OK;
}

static enum err add(struct api_call *call)
{
    return propose(call, api_given(call->body, "to") ? "transfer" : "payment");
}

static enum err add_mandate(struct api_call *call)
{
    return propose(call, "mandate");
}

/* -- Ending */

static const struct api_field end_fields[] = {
    {"why", API_TEXT, API_NULLABLE, "what is written down", .most = WHY_MOST},
    {0},
};
static const struct api_shape end_shape = {"PaymentEnd", end_fields};

static struct text why_of(const struct api_call *call, const char *otherwise)
{
    struct text why = api_text(call->body, "why");
    return why.len > 0 ? why : text_of(otherwise);
}

static enum err cancel(struct api_call *call)
{
    struct store_tx *tx;
    struct payment_row row;
    struct id id;
    TRY(api_path_id(call, 0, &id));
    TRY(store_begin(call->c, call->store, &tx));
    TRY(pay_cancel(call->c, tx, call->household, id, why_of(call, "a person cancelled it"), &row));
    TRY(payment_write(call->c, tx, &row, &call->reply));
    TRY(store_commit(call->c, tx));
    api_changed(call);
    return OK;
}

static const struct api_field settle_fields[] = {
    {"paid", API_BOOL, API_REQUIRED, "what the bank says: it was paid, or it was not and will not be"},
    {0},
};
static const struct api_shape settle_shape = {"PaymentSettle", settle_fields};

static enum err settle(struct api_call *call)
{
    struct store_tx *tx;
    struct payment_row row;
    struct id id;
    TRY(api_path_id(call, 0, &id));
    TRY(store_begin(call->c, call->store, &tx));
    TRY(pay_resolve(call->c, tx, call->household, id, api_bool(call->body, "paid", false), &row));
    TRY(payment_write(call->c, tx, &row, &call->reply));
    TRY(store_commit(call->c, tx));
    api_changed(call);
    return OK;
}

/* -- Mandates */

static const struct api_field mandates_query[] = {
    {"ended", API_BOOL, 0, "ended ones, too"},
    {0},
};

static enum err mandates(struct api_call *call)
{
    struct store_tx *tx;
    struct mandate_row *rows;
    size_t count;
    TRY(store_begin_read(call->c, call->store, &tx));
    TRY(mandate_list(call->c, tx, call->household, api_query_bool(call, "ended", false), &rows, &count));
    api_items(call);
    for (size_t i = 0; i < count; i++)
        TRY(mandate_write(call->c, tx, &rows[i], &call->reply));
    api_items_end(call, (struct text){NULL, 0});
    return store_commit(call->c, tx);
}

static enum err end(struct api_call *call)
{
    struct store_tx *tx;
    struct mandate_row row;
    struct id id;
    TRY(api_path_id(call, 0, &id));
    TRY(store_begin(call->c, call->store, &tx));
    TRY(mandate_end(call->c, tx, call->household, id, why_of(call, "a person ended it"), &row));
    TRY(mandate_write(call->c, tx, &row, &call->reply));
    TRY(store_commit(call->c, tx));
    api_changed(call);
    return OK;
}

static const struct api_route routes[] = {
    {.method = "GET",
     .path = "/api/v1/payments",
     .id = "listPayments",
     .title = "Payments, newest first",
     .need = API_READ,
     .flags = API_PAGED,
     .query = list_query,
     .reply = &payment_shape,
     .handle = list},
    {.method = "POST",
     .path = "/api/v1/payments",
     .id = "addPayment",
     .title = "Ask for a payment, or a transfer between own accounts",
     .about = "The household's policy decides; who asks says yes to it, unless it is a program with a key. "
              "`state` says what "
              "came of that: done (planned, or held when it is due), waiting for people, approved for later, "
              "or denied.",
     .need = API_WRITE,
     .lane = API_WRITES,
     .body = &new_shape,
     .status = 202,
     .reply = &asked_shape,
     .handle = add},
    {.method = "GET",
     .path = "/api/v1/payments/calendar",
     .id = "getPaymentCalendar",
     .title = "What is due on which day, and what mandates will bring",
     .need = API_READ,
     .query = calendar_query,
     .reply = &calendar_shape,
     .handle = calendar},
    {.method = "GET",
     .path = "/api/v1/payments/mandates",
     .id = "listMandates",
     .title = "Recurring payments that Florin pays, in the order in which they were confirmed",
     .need = API_READ,
     .flags = API_LISTED,
     .query = mandates_query,
     .reply = &mandate_shape,
     .handle = mandates},
    {.method = "POST",
     .path = "/api/v1/payments/mandates",
     .id = "addMandate",
     .title = "Confirm a recurring payment",
     .about = "As addPayment: the policy decides.",
     .need = API_WRITE,
     .lane = API_WRITES,
     .body = &new_mandate_shape,
     .status = 202,
     .reply = &asked_shape,
     .handle = add_mandate},
    {.method = "POST",
     .path = "/api/v1/payments/mandates/{id}/end",
     .id = "endMandate",
     .title = "Pay no more by it; what it planned is cancelled",
     .need = API_WRITE,
     .lane = API_WRITES,
     .body = &end_shape,
     .reply = &mandate_shape,
     .handle = end},
    {.method = "GET",
     .path = "/api/v1/payments/{id}",
     .id = "getPayment",
     .title = "One payment",
     .need = API_READ,
     .reply = &payment_shape,
     .handle = get},
    {.method = "POST",
     .path = "/api/v1/payments/{id}/cancel",
     .id = "cancelPayment",
     .title = "Cancel one that has not gone out",
     .need = API_WRITE,
     .lane = API_WRITES,
     .body = &end_shape,
     .reply = &payment_shape,
     .handle = cancel},
    {.method = "POST",
     .path = "/api/v1/payments/{id}/settle",
     .id = "settlePayment",
     .title = "Say what became of one that went out",
     .need = API_OWN,
     .lane = API_WRITES,
     .body = &settle_shape,
     .reply = &payment_shape,
     .handle = settle},
    {0},
};

const struct api_resource api_resource_payments = {
    .name = "Payments",
    .about = "Money that leaves by Florin's hand: planned, held, submitted, paid. What may be paid is the "
             "policy's business.",
    .routes = routes,
};

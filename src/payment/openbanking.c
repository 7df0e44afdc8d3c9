/* Payments by a REST gateway, as open-banking interfaces have them (docs/guides/payments.md says what one must answer):
 *
 *     POST URL/payments  Idempotency-Key: UUID  {"id", "debtor": {…}, "creditor": {"name", "iban"}, "amount", "currency", "reference", "requested_date"}
 *     GET  URL/payments/UUID                    {"status": "pending" | "settled" | "rejected", "reference"?, "reason"?}
 *
 * 200 and 201 carry a status, 202 is pending. 400, 404, 405, 409, 410, 413, 415 and 422 to the POST refuse it for good; 401 and 403 are about our key and
 * 429 about the moment: not taken. Anything else, and no answer at all, may have been taken. */
#include "base/json_in.h"
#include "client/client.h"
#include "payment/payment_driver.h"

#include <stdlib.h>
#include <string.h>

enum { ANSWER_BYTES = 64 << 10, TIMEOUT_MS = 10000, KEY_HEADER_BYTES = 512 };
#define WAIT_MOST_US (INT64_C(6) * 3600 * 1000000)

struct openbanking {
    struct payment_provider base;
    struct client *client;
    char *url, *key;
    int timeout_ms;
};

static enum err call(struct ctx *c, const struct openbanking *bank, const char *method, const char *path,
                     struct text body, struct text id, struct client_reply *out)
{
    struct client_header headers[4];
    size_t count = 0;
    headers[count++] = (struct client_header){TEXT("Accept"), TEXT("application/json")};
    if (bank->key[0] != '\0')
        headers[count++] = (struct client_header){TEXT("Authorization"),
                                                  text_of(arena_printf(c->arena, "Bearer %s", bank->key))};
    if (body.len > 0) {
        headers[count++] = (struct client_header){TEXT("Content-Type"), TEXT("application/json")};
        headers[count++] = (struct client_header){TEXT("Idempotency-Key"), id};
    }
    struct client_request request = {.method = method,
                                     .url = arena_printf(c->arena, "%s%s", bank->url, path),
                                     .headers = headers,
                                     .header_count = count,
                                     .body = body,
                                     .body_limit = ANSWER_BYTES,
                                     .timeout_ms = bank->timeout_ms};
    return client_send(c, bank->client, &request, out);
}

static struct text write_order(struct ctx *c, const struct payment_order *order)
{
    char amount[MONEY_TEXT_MAX];
    struct buf *out = buf_in_arena(c->arena);
    struct json j = json_into(out);
    json_object(&j);
    json_key(&j, "id");
    json_id(&j, order->id);
    json_key(&j, "debtor");
    json_object(&j);
    json_key_text(&j, "name", order->debtor);
    json_key_text(&j, "iban", iban_clean(c->arena, order->debtor_number));
    json_object_end(&j);
    json_key(&j, "creditor");
    json_object(&j);
    json_key_text(&j, "name", order->payee);
    json_key_text(&j, "iban", iban_clean(c->arena, order->number));
    json_object_end(&j);
    json_key_z(&j, "amount", money_format(order->amount, order->currency, amount));
    json_key_z(&j, "currency", currency_code(order->currency));
    json_key_text(&j, "reference", order->reference);
    json_key(&j, "requested_date");
    json_date(&j, order->due);
    json_object_end(&j);
    return buf_view(out);
}

/* What the body says; what it does not say, or says in other words than ours, is unknown. */
static void read_status(struct ctx *c, const struct client_reply *reply, struct payment_receipt *out)
{
    const struct json_value *v;
    if (json_read(c, reply->body, &v) != OK) {
        receipt_say(out, PAYMENT_UNKNOWN, "the bank's answer is no JSON");
        return;
    }
    struct text status = json_as_text(json_member(v, "status")),
                ref = json_as_text(json_member(v, "reference"));
    struct text reason = text_glimpse(json_as_text(json_member(v, "reason")));
    if (ref.len <= PAYMENT_REF_BYTES && text_is_utf8(ref) && ref.len > 0)
        memcpy(out->ref, ref.at, ref.len);
    if (text_is(status, "settled"))
        out->outcome = PAYMENT_SETTLED;
    else if (text_is(status, "pending"))
        out->outcome = PAYMENT_TAKEN;
    else if (text_is(status, "rejected"))
        receipt_say(out, PAYMENT_REFUSED, "the bank refused it%s%.*s", reason.len > 0 ? ": " : "",
                    TEXT_ARGS(reason));
    else
        receipt_say(out, PAYMENT_UNKNOWN, "the bank's answer says nothing that we know");
}

static bool is_refusal(int status)
{
    return status == 400 || status == 404 || status == 405 || status == 409 || status == 410 ||
           status == 413 || status == 415 || status == 422;
}

static void refuse(struct ctx *c, const struct client_reply *reply, struct payment_receipt *out)
{
    const struct json_value *v;
    struct text reason = TEXT("");
    if (reply->body.len > 0 && json_read(c, reply->body, &v) == OK)
        reason = text_glimpse(json_as_text(json_member(v, "reason")));
    receipt_say(out, PAYMENT_REFUSED, "the bank refused it (%d)%s%.*s", reply->status,
                reason.len > 0 ? ": " : "", TEXT_ARGS(reason));
}

static void no_answer(const struct ctx *c, enum err e, enum payment_outcome outcome,
                      struct payment_receipt *out)
{
    receipt_say(out, outcome, "%.180s", c->why);
    out->away = e == ERR_BUSY;
}

/* Of a POST: what surely was not taken is LATER. Nothing was sent when the address or certificate is not accepted. */
static void submit(struct ctx *c, struct payment_provider *base, const struct payment_order *order,
                   struct payment_receipt *out)
{
    char id[ID_TEXT_MAX];
    struct client_reply reply;
    const struct openbanking *bank = (const struct openbanking *)base;
    if (!iban_is_valid(order->number)) {
        receipt_say(out, PAYMENT_REFUSED, "the payee's number is no IBAN");
        return;
    }
    enum err e =
        call(c, bank, "POST", "/payments", write_order(c, order), text_of(id_format(order->id, id)), &reply);
    if (e != OK) {
        no_answer(c, e, e == ERR_DENIED || e == ERR_INPUT ? PAYMENT_LATER : PAYMENT_UNKNOWN, out);
        return;
    }
    out->wait_us = client_retry_after_us(&reply, c->now_us, 0, WAIT_MOST_US);
    if (reply.status == 202)
        out->outcome = PAYMENT_TAKEN;
    else if (reply.status == 200 || reply.status == 201)
        read_status(c, &reply, out);
    else if (is_refusal(reply.status))
        refuse(c, &reply, out);
    else if (reply.status == 429 || reply.status == 401 || reply.status == 403) {
        receipt_say(out, PAYMENT_LATER, "the bank answered %d", reply.status);
        out->away = true;
    } else {
        receipt_say(out, PAYMENT_UNKNOWN, "the bank answered %d", reply.status);
    }
}

static void inquire(struct ctx *c, struct payment_provider *base, const struct payment_order *order,
                    struct payment_receipt *out)
{
    char id[ID_TEXT_MAX];
    struct client_reply reply;
    const struct openbanking *bank = (const struct openbanking *)base;
    const char *path = arena_printf(c->arena, "/payments/%s", id_format(order->id, id));
    enum err e = call(c, bank, "GET", path, (struct text){NULL, 0}, TEXT(""), &reply);
    if (e != OK) {
        no_answer(c, e, PAYMENT_UNKNOWN, out);
        return;
    }
    out->wait_us = client_retry_after_us(&reply, c->now_us, 0, WAIT_MOST_US);
    if (reply.status == 200)
        read_status(c, &reply, out);
    else if (reply.status == 202)
        out->outcome = PAYMENT_TAKEN;
    else if (reply.status == 404)
        receipt_say(out, PAYMENT_ABSENT, "the bank does not know it");
    else {
        receipt_say(out, PAYMENT_UNKNOWN, "the bank answered %d", reply.status);
        out->away = reply.status == 429 || reply.status >= 500;
    }
}

static void close_it(struct payment_provider *base)
{
    struct openbanking *bank = (struct openbanking *)base;
    client_close(bank->client);
    free(bank->url);
    if (bank->key != NULL)
        explicit_bzero(bank->key, strlen(bank->key));
    free(bank->key);
    free(bank);
}

static const struct payment_driver driver = {
    .name = "openbanking", .tells = true, .submit = submit, .inquire = inquire, .close = close_it};

enum err payment_openbanking_new(struct ctx *c, const struct payment_openbanking_options *options,
                                 struct payment_provider **out)
{
    const char *origin;
    struct client *client;
    const char *key = options->key == NULL ? "" : options->key;
    if (options->url == NULL || options->url[0] == '\0')
        return fail(c, ERR_USAGE, "payment.url: openbanking needs the bank's address");
    TRY(client_origin(c, options->url, &origin));
    if (strlen(key) > KEY_HEADER_BYTES)
        return fail(c, ERR_USAGE, "payment.key: longer than %d bytes", KEY_HEADER_BYTES);
    struct client_options how = {.ca_file = options->ca_file};
    TRY(client_open(c, &how, &client));
    struct openbanking *bank = calloc(1, sizeof *bank);
    size_t len = strlen(options->url);
    while (len > 0 && options->url[len - 1] == '/')
        len--;
    if (bank == NULL)
        die("out of memory");
    bank->base.driver = &driver;
    bank->client = client;
    bank->url = strndup(options->url, len);
    bank->key = strdup(key);
    bank->timeout_ms = options->timeout_ms == 0 ? TIMEOUT_MS : options->timeout_ms;
    if (bank->url == NULL || bank->key == NULL)
        die("out of memory");
    *out = &bank->base;
    return OK;
}

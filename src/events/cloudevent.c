#include "events/cloudevent.h"

#include "base/limits.h"
#include "ledger/currency.h"
#include "store/entity/history.h"

#include <stdio.h>

static void attributes(struct json *j, const struct event_row *row, const char *id, struct text subject)
{
    char text[ID_TEXT_MAX + 24];
    json_key_z(j, "specversion", "1.0");
    json_key_z(j, "id", id);
    snprintf(text, sizeof text, "florin/household/%lld", (long long)row->household);
    json_key_z(j, "source",
               text); /* a URI-reference: relative, because a household has no address of its own */
    json_key_text(j, "type", row->type);
    if (subject.len > 0) /* empty is not allowed, absent is */
        json_key_text(j, "subject", subject);
    json_key(j, "time");
    json_time(j, row->time_us);
    json_key_z(j, "datacontenttype", "application/json");
    json_key(j, "correlationid");
    json_id(j, row->correlation);
    if (!id_is_zero(row->causation)) {
        json_key(j, "causationid");
        json_id(j, row->causation);
    }
    json_key(j, "data");
}

bool cloudevent_is_batch(const struct event_row *row)
{
    return row->txn_first != 0;
}

void cloudevent_write(struct json *j, const struct event_row *row)
{
    char id[ID_TEXT_MAX];
    json_object(j);
    attributes(j, row, id_format(row->id, id), row->subject);
    if (cloudevent_is_batch(row)) {
        json_object(j);
        json_key(j, "transactions");
        json_object(j);
        json_key_int(j, "first", row->txn_first);
        json_key_int(j, "last", row->txn_last);
        json_object_end(j);
        json_object_end(j);
    } else {
        json_raw(j, row->data);
    }
    json_object_end(j);
}

static const char *state_name(enum txn_state state)
{
    return state == TXN_POSTED ? "posted" : state == TXN_PENDING ? "pending" : "void";
}

static void write_one(struct json *j, const struct event_row *row, const struct history_txn *txn)
{
    char id[ID_TEXT_MAX], wire_id[ID_TEXT_MAX + 24], subject[ID_TEXT_MAX + 16];
    snprintf(wire_id, sizeof wire_id, "%s.%lld", id_format(row->id, id), (long long)txn->seq);
    snprintf(subject, sizeof subject, "transaction/%s", id_format(txn->id, id));
    json_object(j);
    attributes(j, row, wire_id, text_of(subject));
    json_object(j);
    json_key_int(j, "transaction", txn->seq);
    json_key_text(j, "account", txn->account);
    json_key(j, "date");
    json_date(j, txn->date);
    json_key(j, "amount");
    json_decimal(j, money_to_decimal(txn->amount, txn->currency));
    json_key_z(j, "currency", currency_code(txn->currency));
    if (txn->payee.len > 0)
        json_key_text(j, "payee", txn->payee);
    json_key_z(j, "state", state_name(txn->state));
    if (txn->import != 0)
        json_key_int(j, "import", txn->import);
    json_object_end(j);
    json_object_end(j);
}

enum err cloudevent_write_each(struct ctx *c, struct store_tx *tx, struct json *j,
                               const struct event_row *row, int64_t limit, int64_t *cursor)
{
    if (!cloudevent_is_batch(row)) {
        cloudevent_write(j, row);
        *cursor = 0;
        return OK;
    }
    struct history_txn *txns;
    size_t count;
    struct arena_mark mark = arena_mark(c->arena);
    int64_t after = *cursor == 0 ? row->txn_first - 1 : *cursor;
    limit = limit < 1 || limit > LIMIT_PAGE ? LIMIT_PAGE : limit;
    TRY(history_range(c, tx, row->household, after, row->txn_last, limit, &txns, &count));
    for (size_t i = 0; i < count; i++)
        write_one(j, row, &txns[i]);
    bool more = count == (size_t)limit && txns[count - 1].seq < row->txn_last;
    *cursor = more ? txns[count - 1].seq : 0;
    arena_rewind(c->arena, mark);
    return OK;
}

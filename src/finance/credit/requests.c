/* Banks that are asked for a higher limit, and what they said. */
#include "bus/types.h"
#include "finance/credit/credit.h"
#include "store/entity/event.h"
#include "store/entity/people/member.h"

const char *const limit_state_words[] = {"asked", "granted", "refused", NULL};

static enum err tell(struct ctx *c, struct store_tx *tx, const struct limit_row *row,
                     const struct account_row *account, const char *type)
{
    char id[ID_TEXT_MAX];
    struct buf *data = buf_in_arena(c->arena);
    struct json j = json_into(data);
    credit_write_request(&j, row, account);
    struct event_row event = {
        .household = row->household,
        .type = text_of(type),
        .subject = text_of(arena_printf(c->arena, "credit-request/%s", id_format(row->id, id))),
        .data = buf_view(data)};
    return event_append(c, tx, &event);
}

enum err credit_request(struct ctx *c, struct store_tx *tx, const struct limit_ask *ask,
                        struct limit_row *out)
{
    struct card_row card;
    struct limit_row *rows;
    size_t count;
    bool found;
    date today;
    struct text locale;
    TRY(card_get(c, tx, ask->household, ask->account.seq, &card, &found));
    if (!found)
        return fail(c, ERR_CONFLICT, "%.*s is no credit card here", TEXT_ARGS(ask->account.name));
    if (ask->limit <= card.limit)
        return fail(c, ERR_CONFLICT, "the limit of %.*s is as high already", TEXT_ARGS(ask->account.name));
    TRY(limit_list(c, tx, ask->household, ask->account.seq, 1, &rows, &count));
    if (count > 0 && rows[0].state == LIMIT_ASKED)
        return fail(c, ERR_CONFLICT, "the bank has not answered the last request for %.*s",
                    TEXT_ARGS(ask->account.name));
    TRY(credit_today(c, tx, ask->household, &today));
    TRY(household_locale(c, tx, ask->household, &locale));
    *out = (struct limit_row){.household = ask->household,
                              .account = ask->account.seq,
                              .proposal = ask->proposal,
                              .state = LIMIT_ASKED,
                              .before = card.limit,
                              .asked = ask->limit,
                              .reason = ask->reason,
                              .letter = credit_letter(c, locale, ask, card.limit, today)};
    TRY(limit_insert(c, tx, out));
    return tell(c, tx, out, &ask->account, EVENT_CREDIT_ASKED);
}

/* A card may have been given up since. */
static enum err raise_limit(struct ctx *c, struct store_tx *tx, const struct limit_row *row)
{
    struct card_row card;
    bool found;
    TRY(card_get(c, tx, row->household, row->account, &card, &found));
    card.limit = row->granted;
    return found ? card_put(c, tx, &card) : OK;
}

enum err credit_answer(struct ctx *c, struct store *store, int64_t household, struct id request, bool granted,
                       int64_t limit, struct limit_row *out)
{
    struct store_tx *tx;
    struct account_row account;
    TRY(store_begin(c, store, &tx));
    TRY(limit_by_id(c, tx, household, request, out));
    TRY(account_by_seq(c, tx, out->account, &account));
    int64_t state = granted ? LIMIT_GRANTED : LIMIT_REFUSED, given = limit == 0 ? out->asked : limit;
    if (!granted && limit != 0)
        return fail(c, ERR_INPUT, "limit: the bank refused, so it stays");
    if (granted && (given <= 0 || given > CREDIT_LIMIT_MOST))
        return fail(c, ERR_INPUT, "limit: must be above 0, and no more than banks have");
    if (out->state == state && (!granted || out->granted == given))
        return store_commit(c, tx);
    if (out->state != LIMIT_ASKED)
        return fail(c, ERR_CONFLICT, "this request was %s already",
                    limit_state_words[out->state - LIMIT_ASKED]);
    out->state = state;
    out->granted = granted ? given : 0;
    out->answered_us = c->now_us;
    TRY(limit_update(c, tx, out));
    if (granted)
        TRY(raise_limit(c, tx, out));
    TRY(tell(c, tx, out, &account, EVENT_CREDIT_ANSWERED));
    return store_commit(c, tx);
}

enum err credit_request_account(struct ctx *c, struct store *store, int64_t household, struct id request,
                                struct account_row *out)
{
    struct store_tx *tx;
    struct limit_row row;
    TRY(store_begin_read(c, store, &tx));
    TRY(limit_by_id(c, tx, household, request, &row));
    TRY(account_by_seq(c, tx, row.account, out));
    return store_commit(c, tx);
}

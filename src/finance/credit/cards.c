/* Which accounts are cards, and scores. */
#include "bus/types.h"
#include "finance/credit/credit.h"
#include "store/entity/event.h"

/* -- Cards -- */

static enum err tell_card(struct ctx *c, struct store_tx *tx, const struct account_row *account,
                          const struct card_row *card)
{
    char id[ID_TEXT_MAX], money[MONEY_TEXT_MAX];
    struct buf *data = buf_in_arena(c->arena);
    struct json j = json_into(data);
    json_object(&j);
    json_key_text(&j, "account", account->name);
    json_key_z(&j, "currency", currency_code(account->currency));
    json_key_z(&j, "limit", card == NULL ? NULL : money_format(card->limit, account->currency, money));
    json_object_end(&j);
    struct event_row event = {.household = account->household,
                              .type = TEXT(EVENT_CREDIT_CARD),
                              .subject =
                                  text_of(arena_printf(c->arena, "account/%s", id_format(account->id, id))),
                              .data = buf_view(data)};
    return event_append(c, tx, &event);
}

static enum err check_card(struct ctx *c, const struct card_row *card, date today)
{
    if (card->limit <= 0 || card->limit > CREDIT_LIMIT_MOST)
        return fail(c, ERR_INPUT, "limit: must be above 0, and no more than banks have");
    if (card->statement_day < 1 || card->statement_day > 31)
        return fail(c, ERR_INPUT, "statement_day: a day of the month, 1 to 31");
    if (card->target < 1 || card->target > CREDIT_ALL)
        return fail(c, ERR_INPUT, "target: above 0 and at most 100 per cent");
    if (card->rate > CREDIT_ALL)
        return fail(c, ERR_INPUT, "rate: at most 100 per cent a year");
    if (card->opened != DATE_NONE && card->opened > today)
        return fail(c, ERR_INPUT, "opened: that day is still to come");
    return OK;
}

static void apply(struct card_row *card, const struct card_change *change)
{
    if (change->set_limit)
        card->limit = change->limit;
    if (change->set_statement_day)
        card->statement_day = change->statement_day;
    if (change->set_target)
        card->target = change->target;
    if (change->set_rate)
        card->rate = change->rate;
    if (change->set_opened)
        card->opened = change->opened;
}

enum err credit_card_set(struct ctx *c, struct store *store, int64_t household,
                         const struct account_row *account, const struct card_change *change)
{
    struct store_tx *tx;
    struct card_row card, *cards;
    bool found;
    size_t count;
    date today;
    TRY(store_begin(c, store, &tx));
    TRY(credit_today(c, tx, household, &today));
    TRY(card_get(c, tx, household, account->seq, &card, &found));
    if (!found) {
        TRY(card_list(c, tx, household, CREDIT_CARDS_MOST, &cards, &count));
        if (count >= CREDIT_CARDS_MOST)
            return fail(c, ERR_LIMIT, "more than %d cards", CREDIT_CARDS_MOST);
        card.account = account->seq;
        card.household = household;
        card.target = CREDIT_TARGET;
        if (!change->set_limit || !change->set_statement_day)
            return fail(c, ERR_INPUT, "%s: a new card needs it",
                        change->set_limit ? "statement_day" : "limit");
    }
    apply(&card, change);
    TRY(check_card(c, &card, today));
    TRY(card_put(c, tx, &card));
    TRY(tell_card(c, tx, account, &card));
    return store_commit(c, tx);
}

enum err credit_card_end(struct ctx *c, struct store *store, int64_t household, struct id id)
{
    struct store_tx *tx;
    struct account_row account;
    struct card_row card;
    bool found = false;
    TRY(store_begin(c, store, &tx));
    enum err e = account_by_id(c, tx, household, id, &account);
    if (e == OK)
        TRY(card_get(c, tx, household, account.seq, &card, &found));
    if (e == ERR_NOT_FOUND || (e == OK && !found))
        return fail(c, ERR_NOT_FOUND, "there is no such card");
    TRY(e);
    TRY(card_delete(c, tx, household, account.seq));
    TRY(tell_card(c, tx, &account, NULL));
    return store_commit(c, tx);
}

/* -- Scores -- */

static enum err check_score(struct ctx *c, const struct score_new *score, size_t number, size_t count,
                            date today)
{
    const char *at = count == 1 ? "" : arena_printf(c->arena, "score %zu: ", number + 1);
    if (score->score < 1 || score->score > CREDIT_SCORE_MOST)
        return fail(c, ERR_INPUT, "%sscore: 1 to %d", at, CREDIT_SCORE_MOST);
    if (score->day > today)
        return fail(c, ERR_INPUT, "%sdate: that day is still to come", at);
    if (score->source.len > CREDIT_SOURCE_BYTES || !text_is_utf8(score->source))
        return fail(c, ERR_INPUT, "%ssource: at most %d bytes of UTF-8", at, CREDIT_SOURCE_BYTES);
    return OK;
}

static enum err tell_scores(struct ctx *c, struct store_tx *tx, int64_t household,
                            const struct score_counts *counts)
{
    struct buf *data = buf_in_arena(c->arena);
    struct json j = json_into(data);
    json_object(&j);
    json_key_int(&j, "added", counts->added);
    json_key_int(&j, "changed", counts->changed);
    json_object_end(&j);
    struct event_row event = {.household = household,
                              .type = TEXT(EVENT_CREDIT_SCORE),
                              .subject = TEXT("credit/scores"),
                              .data = buf_view(data)};
    return event_append(c, tx, &event);
}

enum err credit_scores_add(struct ctx *c, struct store *store, int64_t household,
                           const struct score_new *scores, size_t count, struct score_counts *out)
{
    struct store_tx *tx;
    date today;
    *out = (struct score_counts){0};
    TRY(store_begin(c, store, &tx));
    TRY(credit_today(c, tx, household, &today));
    for (size_t i = 0; i < count; i++) {
        enum score_change change;
        struct score_row row = {.household = household,
                                .day = scores[i].day == DATE_NONE ? today : scores[i].day,
                                .source = scores[i].source,
                                .score = scores[i].score};
        TRY(check_score(c, &scores[i], i, count, today));
        TRY(score_put(c, tx, &row, &change));
        out->added += change == SCORE_ADDED;
        out->changed += change == SCORE_CHANGED;
        out->same += change == SCORE_SAME;
    }
    if (out->added + out->changed > 0)
        TRY(tell_scores(c, tx, household, out));
    return store_commit(c, tx);
}

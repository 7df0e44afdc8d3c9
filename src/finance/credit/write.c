/* Credit as JSON: one form for the API, the command line and events. */
#include "finance/credit/credit.h"

static void key_money(struct json *j, const char *key, int64_t minor, currency cur)
{
    char money[MONEY_TEXT_MAX];
    json_key_z(j, key, money_format(minor, cur, money));
}

static void key_day(struct json *j, const char *key, date day)
{
    json_key(j, key);
    json_date(j, day);
}

/* Basis points as per cent. */
static void key_share(struct json *j, const char *key, int64_t share)
{
    json_key(j, key);
    json_double(j, (double)share / 100);
}

static void write_account(struct json *j, const struct account_row *account)
{
    json_key(j, "account");
    json_object(j);
    json_key(j, "id");
    json_id(j, account->id);
    json_key_text(j, "name", account->name);
    json_object_end(j);
}

static void write_advice(struct json *j, const struct card_at *at)
{
    const struct advice *a = at->advice;
    json_key(j, "advice");
    if (a == NULL) {
        json_null(j);
        return;
    }
    json_object(j);
    key_money(j, "pay", a->pay, at->account.currency);
    key_money(j, "can", a->can, at->account.currency);
    key_day(j, "by", a->by);
    key_share(j, "utilisation", a->then);
    json_key_int(j, "points", a->points);
    json_key_bool(j, "urgent", a->soon);
    json_object_end(j);
}

static void write_verdict(struct json *j, const struct card_at *at)
{
    const struct limit_verdict *v = &at->verdict;
    json_key(j, "raise");
    json_object(j);
    json_key_bool(j, "may", v->may);
    key_money(j, "limit", v->limit, at->account.currency);
    json_key_int(j, "months_to_wait", v->months_to_wait);
    json_key(j, "reasons");
    json_array(j);
    for (unsigned i = 0; i < LIMIT_REASONS; i++)
        if ((v->reasons & 1U << i) != 0)
            json_z(j, limit_reason_words[i]);
    json_array_end(j);
    json_object_end(j);
}

enum err credit_write_card(struct ctx *c, struct store_tx *tx, struct json *j, const struct credit_look *look,
                           const struct card_at *at)
{
    currency cur = at->account.currency;
    struct card_use *days;
    size_t count;
    TRY(card_use_list(c, tx, at->account.seq, look->today - CREDIT_HISTORY_DAYS, look->today, &days, &count));
    json_object(j);
    json_key(j, "id");
    json_id(j, at->account.id);
    write_account(j, &at->account);
    json_key_z(j, "currency", currency_code(cur));
    key_money(j, "limit", at->card.limit, cur);
    json_key_int(j, "statement_day", at->card.statement_day);
    key_share(j, "target", at->card.target);
    json_key(j, "rate");
    at->card.rate < 0 ? json_null(j) : json_double(j, (double)at->card.rate / 100);
    key_day(j, "opened", at->card.opened);
    key_money(j, "owed", at->owed, cur);
    key_share(j, "utilisation", at->used);
    key_day(j, "statement", at->statement);
    key_money(j, "projected", at->projected, cur);
    key_share(j, "projected_utilisation", at->reported);
    key_money(j, "everyday", at->daily, cur);
    key_money(j, "scheduled", at->scheduled, cur);
    write_advice(j, at);
    write_verdict(j, at);
    json_key(j, "history");
    json_array(j);
    for (size_t i = 0; i < count; i++) {
        json_object(j);
        key_day(j, "date", days[i].day);
        key_money(j, "owed", days[i].owed, cur);
        key_share(j, "utilisation", credit_utilisation(days[i].owed, days[i].limit));
        json_object_end(j);
    }
    json_array_end(j);
    json_object_end(j);
    return OK;
}

void credit_write_score(struct json *j, const struct score_row *row)
{
    json_object(j);
    json_key(j, "id");
    json_id(j, row->id);
    key_day(j, "date", row->day);
    json_key_int(j, "score", row->score);
    json_key(j, "source");
    row->source.len == 0 ? json_null(j) : json_text(j, row->source);
    json_object_end(j);
}

static void write_total(struct json *j, const struct card_total *total)
{
    json_object(j);
    json_key_z(j, "currency", currency_code(total->currency));
    key_money(j, "limit", total->limit, total->currency);
    key_money(j, "owed", total->owed, total->currency);
    key_share(j, "utilisation", credit_utilisation(total->owed, total->limit));
    key_money(j, "projected", total->projected, total->currency);
    key_share(j, "projected_utilisation", credit_utilisation(total->projected, total->limit));
    json_object_end(j);
}

enum err credit_write(struct ctx *c, struct store_tx *tx, struct json *j, const struct credit_look *look)
{
    json_object(j);
    key_day(j, "date", look->today);
    json_key(j, "totals");
    json_array(j);
    for (size_t i = 0; i < look->total_count; i++)
        write_total(j, &look->totals[i]);
    json_array_end(j);
    json_key(j, "cards");
    json_array(j);
    for (size_t i = 0; i < look->count; i++)
        TRY(credit_write_card(c, tx, j, look, &look->cards[i]));
    json_array_end(j);
    json_key(j, "score");
    if (look->score_count == 0)
        json_null(j);
    else
        credit_write_score(j, &look->scores[0]);
    json_key(j, "score_change");
    look->has_change ? json_int(j, look->score_change) : json_null(j);
    json_key_z(j, "assumed", advice_assumed);
    json_object_end(j);
    return OK;
}

void credit_write_request(struct json *j, const struct limit_row *row, const struct account_row *account)
{
    currency cur = account->currency;
    json_object(j);
    json_key(j, "id");
    json_id(j, row->id);
    write_account(j, account);
    json_key_z(j, "currency", currency_code(cur));
    json_key_z(j, "state", limit_state_words[row->state - LIMIT_ASKED]);
    key_money(j, "limit_before", row->before, cur);
    key_money(j, "limit_asked", row->asked, cur);
    json_key(j, "limit_granted");
    char money[MONEY_TEXT_MAX];
    json_z(j, row->granted == 0 ? NULL : money_format(row->granted, cur, money));
    json_key_text(j, "reason", row->reason);
    json_key_text(j, "letter", row->letter);
    json_key(j, "asked");
    json_time(j, row->asked_us);
    json_key(j, "answered");
    row->answered_us == 0 ? json_null(j) : json_time(j, row->answered_us);
    json_object_end(j);
}

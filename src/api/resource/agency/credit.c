/* Credit cards, scores, and banks that were asked for higher limits. */
#include "finance/credit/credit.h"

#include "api/api.h"
#include "api/shapes/own_account.h"

enum { SCORE_FILE_BYTES = 600 << 10 }; /* within LIMIT_BODY_BYTES, with room for how JSON writes it */

/* -- What is shown -- */

static const struct api_field advice_fields[] = {
    {"pay", API_AMOUNT, API_REQUIRED, "so that the statement reports the target"},
    {"can", API_AMOUNT, API_REQUIRED,
     "what of it the household's accounts allow, where it lowers the highest utilisation most"},
    {"by", API_DATE, API_REQUIRED, "at the latest: payments take their time"},
    {"utilisation", API_NUMBER, API_REQUIRED, "per cent, reported when `can` is paid"},
    {"points", API_INT, API_REQUIRED, "of an estimated score that it may bring; `assumed` says how",
     .least = 0, .most = 550},
    {"urgent", API_BOOL, API_REQUIRED, "over the target already, or the statement is near"},
    {0},
};
static const struct api_shape advice_shape = {"CreditAdvice", advice_fields};

static const struct api_field raise_fields[] = {
    {"may", API_BOOL, API_REQUIRED, "the bank may be asked for a higher limit"},
    {"limit", API_AMOUNT, API_REQUIRED, "to ask for"},
    {"months_to_wait", API_INT, API_REQUIRED, "0: not time stands against it"},
    {"reasons", API_LIST, API_REQUIRED, "against it", .item = API_WORD, .words = limit_reason_words},
    {0},
};
static const struct api_shape raise_shape = {"CreditRaise", raise_fields};

static const struct api_field day_fields[] = {
    {"date", API_DATE, API_REQUIRED, "of which day"},
    {"owed", API_AMOUNT, API_REQUIRED, "with what is held"},
    {"utilisation", API_NUMBER, API_REQUIRED, "per cent of the limit of then"},
    {0},
};
static const struct api_shape day_shape = {"CreditDay", day_fields};

static const struct api_field card_fields[] = {
    {"id", API_ID, API_REQUIRED, "its account's"},
    {"account", API_OBJECT, API_REQUIRED, "that is the card", .shape = &shape_account_ref},
    {"currency", API_CURRENCY, API_REQUIRED, "of the amounts"},
    {"limit", API_AMOUNT, API_REQUIRED, "the bank's"},
    {"statement_day", API_INT, API_REQUIRED, "of the month, on which the balance is reported", .least = 1,
     .most = 31},
    {"target", API_NUMBER, API_REQUIRED, "per cent of the limit that should be used at most"},
    {"rate", API_NUMBER, API_REQUIRED | API_NULLABLE, "interest a year, per cent; null: not known"},
    {"opened", API_DATE, API_REQUIRED | API_NULLABLE, "since when there is the card; null: not known"},
    {"owed", API_AMOUNT, API_REQUIRED, "with what is held; negative: the bank owes"},
    {"utilisation", API_NUMBER, API_REQUIRED, "per cent of the limit"},
    {"statement", API_DATE, API_REQUIRED, "the next one"},
    {"projected", API_AMOUNT, API_REQUIRED, "that it will report"},
    {"projected_utilisation", API_NUMBER, API_REQUIRED, "per cent"},
    {"everyday", API_AMOUNT, API_REQUIRED, "spent a day, of the last 60, without what comes by a schedule"},
    {"scheduled", API_AMOUNT, API_REQUIRED,
     "what comes by a schedule until the statement; negative: payments to the card"},
    {"advice", API_OBJECT, API_REQUIRED | API_NULLABLE, "null: the target will be kept",
     .shape = &advice_shape},
    {"raise", API_OBJECT, API_REQUIRED, "asking for a higher limit", .shape = &raise_shape},
    {"history", API_LIST, API_REQUIRED, "a row a day, oldest first", .item = API_OBJECT, .shape = &day_shape},
    {0},
};
static const struct api_shape card_shape = {"CreditCard", card_fields};

static const struct api_field total_fields[] = {
    {"currency", API_CURRENCY, API_REQUIRED, "of the cards"},
    {"limit", API_AMOUNT, API_REQUIRED, "of all"},
    {"owed", API_AMOUNT, API_REQUIRED, "on all; what a bank owes is not set against it"},
    {"utilisation", API_NUMBER, API_REQUIRED, "per cent"},
    {"projected", API_AMOUNT, API_REQUIRED, "at the next statement of each"},
    {"projected_utilisation", API_NUMBER, API_REQUIRED, "per cent"},
    {0},
};
static const struct api_shape total_shape = {"CreditTotal", total_fields};

static const struct api_field score_fields[] = {
    {"id", API_ID, API_REQUIRED, "the entry's"},
    {"date", API_DATE, API_REQUIRED, "of which day"},
    {"score", API_INT, API_REQUIRED, "on its source's own scale", .least = 1, .most = CREDIT_SCORE_MOST},
    {"source", API_TEXT, API_REQUIRED | API_NULLABLE, "whose; null: nobody said"},
    {0},
};
static const struct api_shape score_shape = {"CreditScore", score_fields};

static const struct api_field credit_fields[] = {
    {"date", API_DATE, API_REQUIRED, "today, by the household's clock"},
    {"totals", API_LIST, API_REQUIRED, "by currency", .item = API_OBJECT, .shape = &total_shape},
    {"cards", API_LIST, API_REQUIRED, "all of them", .item = API_OBJECT, .shape = &card_shape},
    {"score", API_OBJECT, API_REQUIRED | API_NULLABLE, "the newest; null: none", .shape = &score_shape},
    {"score_change", API_INT, API_REQUIRED | API_NULLABLE,
     "over half a year, of one source; null: not known"},
    {"assumed", API_TEXT, API_REQUIRED, "how points are estimated"},
    {0},
};
static const struct api_shape credit_shape = {"Credit", credit_fields};

static enum err begin(struct api_call *call, struct store_tx **tx, struct credit_look *look)
{
    TRY(store_begin_read(call->c, call->store, tx));
    return credit_look(call->c, *tx, call->household, look);
}

static enum err get(struct api_call *call)
{
    struct store_tx *tx;
    struct credit_look look;
    TRY(begin(call, &tx, &look));
    TRY(credit_write(call->c, tx, &call->reply, &look));
    return store_commit(call->c, tx);
}

/* -- Cards -- */

static enum err list_cards(struct api_call *call)
{
    struct store_tx *tx;
    struct credit_look look;
    TRY(begin(call, &tx, &look));
    api_items(call);
    for (size_t i = 0; i < look.count; i++)
        TRY(credit_write_card(call->c, tx, &call->reply, &look, &look.cards[i]));
    api_items_end(call, (struct text){NULL, 0});
    return store_commit(call->c, tx);
}

static const struct api_field set_fields[] = {
    {"account", API_REF, API_REQUIRED, "an own account, by id or name"},
    {"limit", API_AMOUNT, 0, "the bank's; a new card needs it"},
    {"statement_day", API_INT, 0, "of the month; a new card needs it", .least = 1, .most = 31},
    {"target", API_AMOUNT, 0, "per cent of the limit to use at most; not given: as it was, or 30"},
    {"rate", API_AMOUNT, API_NULLABLE, "interest a year, per cent; null: not known"},
    {"opened", API_DATE, API_NULLABLE, "since when there is the card; null: not known"},
    {0},
};
static const struct api_shape set_shape = {"CreditCardChange", set_fields};

/* Per cent as basis points: two places, as of a currency with two. */
static enum err read_percent(struct api_call *call, const char *name, bool *set, int64_t *out)
{
    const struct json_value *v = json_member(call->body, name);
    *set = v != NULL;
    *out = -1;
    if (v == NULL || json_kind(v) == JSON_NULL)
        return OK;
    TRY(api_amount(call->c, call->body, name, CURRENCY_EUR, out));
    return *out >= 0 ? OK : fail(call->c, ERR_INPUT, "%s: cannot be below zero", name);
}

static enum err set_card(struct api_call *call)
{
    struct store_tx *tx;
    struct account_row account;
    struct credit_look look;
    struct card_change change = {.set_limit = api_given(call->body, "limit"),
                                 .set_statement_day = api_given(call->body, "statement_day"),
                                 .statement_day = api_int(call->body, "statement_day", 0),
                                 .set_opened = api_given(call->body, "opened"),
                                 .opened = api_date(call->body, "opened")};
    TRY(read_percent(call, "target", &change.set_target, &change.target));
    TRY(read_percent(call, "rate", &change.set_rate, &change.rate));
    TRY(store_begin_read(call->c, call->store, &tx));
    TRY(own_account_find(call->c, tx, call->household, api_text(call->body, "account"), "account", &account));
    TRY(store_commit(call->c, tx));
    if (change.set_limit)
        TRY(api_amount(call->c, call->body, "limit", account.currency, &change.limit));
    TRY(credit_card_set(call->c, call->store, call->household, &account, &change));
    api_changed(call);
    TRY(begin(call, &tx, &look));
    for (size_t i = 0; i < look.count; i++)
        if (look.cards[i].account.seq == account.seq)
            TRY(credit_write_card(call->c, tx, &call->reply, &look, &look.cards[i]));
    return store_commit(call->c, tx);
}

static enum err end_card(struct api_call *call)
{
    struct id id;
    TRY(api_path_id(call, 0, &id));
    TRY(credit_card_end(call->c, call->store, call->household, id));
    api_changed(call);
    return OK;
}

/* -- Scores -- */

static enum err list_scores(struct api_call *call)
{
    struct store_tx *tx;
    struct score_row *rows;
    size_t count;
    TRY(store_begin_read(call->c, call->store, &tx));
    TRY(score_list(call->c, tx, call->household, CREDIT_SCORES_SHOWN, &rows, &count));
    api_items(call);
    for (size_t i = 0; i < count; i++)
        credit_write_score(&call->reply, &rows[i]);
    api_items_end(call, (struct text){NULL, 0});
    return store_commit(call->c, tx);
}

static const struct api_field new_score_fields[] = {
    {"score", API_INT, API_REQUIRED, "on its source's own scale", .least = 1, .most = CREDIT_SCORE_MOST},
    {"date", API_DATE, 0, "of which day; not given: today"},
    {"source", API_TEXT, 0, "whose: scores are compared with those of the same source",
     .most = CREDIT_SOURCE_BYTES},
    {0},
};
static const struct api_shape new_score_shape = {"NewCreditScore", new_score_fields};

static const struct api_field added_fields[] = {
    {"added", API_INT, API_REQUIRED, "new ones"},
    {"changed", API_INT, API_REQUIRED, "there was another of that day and source"},
    {"same", API_INT, API_REQUIRED, "it was there"},
    {0},
};
static const struct api_shape added_shape = {"CreditScoresAdded", added_fields};

static enum err add_scores(struct api_call *call, const struct score_new *scores, size_t count)
{
    struct score_counts counts;
    TRY(credit_scores_add(call->c, call->store, call->household, scores, count, &counts));
    api_changed(call);
    json_object(&call->reply);
    json_key_int(&call->reply, "added", counts.added);
    json_key_int(&call->reply, "changed", counts.changed);
    json_key_int(&call->reply, "same", counts.same);
    json_object_end(&call->reply);
    return OK;
}

static enum err add_score(struct api_call *call)
{
    struct score_new score = {.day = api_date(call->body, "date"),
                              .score = api_int(call->body, "score", 0),
                              .source = api_text(call->body, "source")};
    return add_scores(call, &score, 1);
}

static const struct api_field score_file_fields[] = {
    {"text", API_TEXT, API_REQUIRED,
     "lines of date,score or date,score,source, with a comma, semicolon or tab between; a line of names "
     "above "
     "may be there",
     .least = 1, .most = SCORE_FILE_BYTES},
    {0},
};
static const struct api_shape score_file_shape = {"CreditScoreFile", score_file_fields};

static enum err import_scores(struct api_call *call)
{
    struct score_new *scores;
    size_t count;
    enum err e = score_file_read(call->c, api_text(call->body, "text"), &scores, &count);
    if (e != OK)
        return fail_within(call->c, e, "text");
    return add_scores(call, scores, count);
}

/* -- Requests -- */

static const struct api_field request_fields[] = {
    {"id", API_ID, API_REQUIRED, "the request's"},
    {"account", API_OBJECT, API_REQUIRED, "the card", .shape = &shape_account_ref},
    {"currency", API_CURRENCY, API_REQUIRED, "of the amounts"},
    {"state", API_WORD, API_REQUIRED, "what the bank said", .words = limit_state_words},
    {"limit_before", API_AMOUNT, API_REQUIRED, "when it was asked"},
    {"limit_asked", API_AMOUNT, API_REQUIRED, "for"},
    {"limit_granted", API_AMOUNT, API_REQUIRED | API_NULLABLE, "null: it was not, or not yet"},
    {"reason", API_TEXT, API_REQUIRED, "that the bank was given"},
    {"letter", API_TEXT, API_REQUIRED, "to send to the bank"},
    {"asked", API_TIME, API_REQUIRED, "when"},
    {"answered", API_TIME, API_REQUIRED | API_NULLABLE, "when somebody told what it said"},
    {0},
};
static const struct api_shape request_shape = {"CreditRequest", request_fields};

static enum err list_requests(struct api_call *call)
{
    struct store_tx *tx;
    struct limit_row *rows;
    size_t count;
    TRY(store_begin_read(call->c, call->store, &tx));
    TRY(limit_list(call->c, tx, call->household, 0, CREDIT_REQUESTS_SHOWN, &rows, &count));
    api_items(call);
    for (size_t i = 0; i < count; i++) {
        struct account_row account;
        TRY(account_by_seq(call->c, tx, rows[i].account, &account));
        credit_write_request(&call->reply, &rows[i], &account);
    }
    api_items_end(call, (struct text){NULL, 0});
    return store_commit(call->c, tx);
}

static const char *const outcome_words[] = {"granted", "refused", NULL};
static const struct api_field answer_fields[] = {
    {"outcome", API_WORD, API_REQUIRED, "what the bank said", .words = outcome_words},
    {"limit", API_AMOUNT, 0, "that it granted; not given: as asked"},
    {0},
};
static const struct api_shape answer_shape = {"CreditAnswer", answer_fields};

static enum err answer(struct api_call *call)
{
    struct account_row account;
    struct limit_row row;
    struct id id;
    int64_t limit = 0;
    TRY(api_path_id(call, 0, &id));
    TRY(credit_request_account(call->c, call->store, call->household, id, &account));
    if (api_given(call->body, "limit")) {
        TRY(api_amount(call->c, call->body, "limit", account.currency, &limit));
        if (limit <= 0)
            return fail(call->c, ERR_INPUT, "limit: must be above 0");
    }
    TRY(credit_answer(call->c, call->store, call->household, id,
                      text_is(api_text(call->body, "outcome"), "granted"), limit, &row));
    api_changed(call);
    credit_write_request(&call->reply, &row, &account);
    return OK;
}

static const struct api_route routes[] = {
    {.method = "GET",
     .path = "/api/v1/credit",
     .id = "getCredit",
     .title = "How credit cards stand, what their next statements will say, and what to do",
     .need = API_READ,
     .lane = API_SLOW,
     .reply = &credit_shape,
     .handle = get},
    {.method = "GET",
     .path = "/api/v1/credit/cards",
     .id = "listCreditCards",
     .title = "The cards alone",
     .need = API_READ,
     .lane = API_SLOW,
     .flags = API_LISTED,
     .reply = &card_shape,
     .handle = list_cards},
    {.method = "PUT",
     .path = "/api/v1/credit/cards",
     .id = "setCreditCard",
     .title = "Say that an account is a card, or change what is known of it",
     .need = API_WRITE,
     .lane = API_WRITES,
     .body = &set_shape,
     .reply = &card_shape,
     .handle = set_card},
    {.method = "DELETE",
     .path = "/api/v1/credit/cards/{id}",
     .id = "endCreditCard",
     .title = "It is no card any more",
     .about = "The account stays as it is.",
     .need = API_WRITE,
     .lane = API_WRITES,
     .flags = API_NO_BODY,
     .handle = end_card},
    {.method = "GET",
     .path = "/api/v1/credit/scores",
     .id = "listCreditScores",
     .title = "Scores, newest first",
     .need = API_READ,
     .flags = API_LISTED,
     .reply = &score_shape,
     .handle = list_scores},
    {.method = "POST",
     .path = "/api/v1/credit/scores",
     .id = "addCreditScore",
     .title = "Tell a score",
     .about = "One per day and source: a later one replaces it.",
     .need = API_WRITE,
     .lane = API_WRITES,
     .body = &new_score_shape,
     .reply = &added_shape,
     .handle = add_score},
    {.method = "POST",
     .path = "/api/v1/credit/scores/import",
     .id = "importCreditScores",
     .title = "Tell many scores at once, as a file has them",
     .about = "All or none: what is wrong with a line is said with its number. A score that is there is not "
              "added twice.",
     .need = API_WRITE,
     .lane = API_WRITES,
     .body = &score_file_shape,
     .reply = &added_shape,
     .handle = import_scores},
    {.method = "GET",
     .path = "/api/v1/credit/requests",
     .id = "listCreditRequests",
     .title = "Banks that were asked for a higher limit, newest first",
     .about = "A request is made by approving a proposal of the kind limit-request.",
     .need = API_READ,
     .flags = API_LISTED,
     .reply = &request_shape,
     .handle = list_requests},
    {.method = "POST",
     .path = "/api/v1/credit/requests/{id}/answer",
     .id = "answerCreditRequest",
     .title = "Tell what the bank said",
     .about = "Granted: the card has the new limit from now on.",
     .need = API_WRITE,
     .lane = API_WRITES,
     .body = &answer_shape,
     .reply = &request_shape,
     .handle = answer},
    {0},
};

const struct api_resource api_resource_credit = {
    .name = "Credit",
    .about = "Credit cards: how much of them is used, scores, and higher limits.",
    .routes = routes,
};

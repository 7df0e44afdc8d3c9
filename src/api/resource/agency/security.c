/* Was this you? What is held, saying yes or no to it, and how a household is watched. */
#include "finance/security/security.h"

#include "api/api.h"
#include "api/voice/voice.h"
#include "api/work.h"
#include "events/tasks.h"
#include "identity/proofs/codes.h"
#include "identity/proofs/questions.h"
#include "identity/step_up/step_up.h"
#include "store/entity/people/person.h"

/* -- Shapes */

static const char *const txn_words[] = {"pending", "posted", "void", NULL};

static const struct api_field reason_fields[] = {
    {"reason", API_TEXT, API_REQUIRED, "its kind"},
    {"words", API_TEXT, API_REQUIRED, "for people"},
    {"weight", API_NUMBER, API_REQUIRED, "of the score"},
    {0},
};
static const struct api_shape reason_shape = {"SuspicionReason", reason_fields};
static const struct api_field similar_fields[] = {
    {"transaction", API_ID, API_REQUIRED, "the transaction's"},
    {"date", API_DATE, API_REQUIRED, "booked"},
    {"amount", API_AMOUNT, API_REQUIRED, "as seen from the account"},
    {"currency", API_TEXT, API_REQUIRED, "ISO 4217"},
    {"payee", API_TEXT, API_REQUIRED, "who"},
    {"state", API_WORD, API_REQUIRED, "as it is now", .words = txn_words},
    {"held", API_BOOL, API_REQUIRED, "as suspicious"},
    {0},
};
static const struct api_shape similar_shape = {"SimilarPayment", similar_fields};
static const struct api_field held_fields[] = {
    {"id", API_ID, API_REQUIRED, "of the question"},
    {"state", API_WORD, API_REQUIRED, "open: held until somebody answers", .words = verification_state_words},
    {"transaction", API_ID, API_REQUIRED, "the payment's"},
    {"date", API_DATE, API_REQUIRED, "booked"},
    {"amount", API_AMOUNT, API_REQUIRED, "as seen from the account"},
    {"currency", API_TEXT, API_REQUIRED, "ISO 4217"},
    {"payee", API_TEXT, API_REQUIRED, "who"},
    {"account", API_TEXT, API_REQUIRED, "its name"},
    {"agent", API_TEXT, API_REQUIRED | API_NULLABLE, "that held it; null: a person"},
    {"proposal", API_ID, API_REQUIRED, "that held it"},
    {"why", API_TEXT, API_REQUIRED, "what the person who held it said"},
    {"score", API_NUMBER, API_REQUIRED, "0: a person held it"},
    {"threshold", API_NUMBER, API_REQUIRED, "when it was held"},
    {"probability", API_NUMBER, API_REQUIRED | API_NULLABLE,
     "that it is none of theirs, by what was answered so far"},
    {"reasons", API_LIST, API_REQUIRED, "the heaviest first", .item = API_OBJECT, .shape = &reason_shape},
    {"similar", API_LIST, API_REQUIRED, "recent payments like it", .item = API_OBJECT,
     .shape = &similar_shape},
    {"deadline", API_TIME, API_REQUIRED, "to answer"},
    {"late", API_BOOL, API_REQUIRED, "nobody answered in time"},
    {"held", API_TIME, API_REQUIRED, "when"},
    {"answered", API_TIME, API_REQUIRED | API_NULLABLE, "when"},
    {0},
};
static const struct api_shape held_shape = {"HeldPayment", held_fields};

/* -- Looking */

static const struct api_field inbox_query[] = {
    {"state", API_WORD, 0, "only those in this state; not given: any", .words = verification_state_words},
    {0},
};

static enum err inbox(struct api_call *call)
{
    struct store_tx *tx;
    struct verification_row *rows;
    struct text next = {NULL, 0}, word = api_query(call, "state");
    int64_t before = 0, state = 0;
    size_t count, limit = (size_t)api_limit(call);
    bool given;
    for (int64_t i = 0; verification_state_words[i] != NULL; i++)
        state = text_is(word, verification_state_words[i]) ? VERIFICATION_OPEN + i : state;
    TRY(api_cursor_read(call, &before, 1, &given));
    TRY(store_begin_read(call->c, call->store, &tx));
    TRY(verification_page(call->c, tx, call->household, state, before, (int64_t)limit, &rows, &count));
    api_items(call);
    for (size_t i = 0; i < count; i++)
        TRY(verification_write(call->c, tx, &call->reply, &rows[i]));
    if (count == limit)
        next = api_cursor_make(call, &rows[count - 1].seq, 1);
    api_items_end(call, next);
    return store_commit(call->c, tx);
}

static enum err show(struct api_call *call, struct id id)
{
    struct store_tx *tx;
    struct verification_row row;
    TRY(store_begin_read(call->c, call->store, &tx));
    TRY(verification_by_id(call->c, tx, call->household, id, &row));
    TRY(verification_write(call->c, tx, &call->reply, &row));
    return store_commit(call->c, tx);
}

static enum err get(struct api_call *call)
{
    struct id id;
    TRY(api_path_id(call, 0, &id));
    return show(call, id);
}

/* -- Yes */

static const struct api_field confirm_fields[] = {
    {"code", API_TEXT, API_SECRET, "a one-time code of the caller's app, where the policy wants one",
     .most = 16},
    {"mailed_code", API_TEXT, API_SECRET, "or one that was mailed (POST /security/code)", .most = 16},
    {"answer", API_TEXT, API_SECRET, "to the question of GET …/question, of who has set some",
     .most = ANSWER_BYTES},
    {0},
};
static const struct api_shape confirm_shape = {"ConfirmPayment", confirm_fields};

/* *waits: too many were wrong, and the reply says so. */
static enum err prove(struct api_call *call, bool *proved, bool *waits)
{
    struct text code = api_text(call->body, "code"), mailed = api_text(call->body, "mailed_code");
    *waits = false;
    *proved = code.len > 0 || mailed.len > 0;
    if (code.len > 0 || mailed.len == 0)
        return api_prove(call, code, waits);
    enum err e = mailed_code_prove(call->c, call->store, &call->caller, mailed);
    *waits = e == ERR_LIMIT && call->c->retriable;
    return *waits ? api_too_many(call->x) : e;
}

/* What the hashing lane found out. */
struct asked {
    bool was, right;
};

static enum err settle_question(struct api_call *call)
{
    const struct asked *asked = call->kept;
    struct store_tx *tx;
    if (!asked->was)
        return OK;
    TRY(store_begin(call->c, call->store, &tx));
    TRY(question_settle(call->c, tx, call->caller.user, asked->right));
    TRY(store_commit(call->c, tx));
    return asked->right ? OK : fail(call->c, ERR_DENIED, "answer: it is wrong");
}

static enum err confirm_write(struct api_call *call)
{
    struct store_tx *tx;
    struct security_answered said;
    struct id id;
    bool proved, waits;
    TRY(api_path_id(call, 0, &id));
    TRY(settle_question(call));
    TRY(prove(call, &proved, &waits));
    if (waits)
        return OK;
    struct proposal_voice voice = api_voice(call, proved);
    TRY(store_begin(call->c, call->store, &tx));
    TRY(security_confirm(call->c, tx, NULL, call->household, id, &voice, &said));
    TRY(store_commit(call->c, tx));
    api_changed(call);
    return show(call, id);
}

/* Whoever has set questions answers one of them, too, also through a key. */
static enum err confirm(struct api_call *call)
{
    struct store_tx *tx;
    struct question_row row;
    struct verification_row held;
    struct id id;
    struct asked *asked = ARENA_NEW(call->c->arena, struct asked);
    struct text answer = api_text(call->body, "answer");
    TRY(api_path_id(call, 0, &id));
    TRY(store_begin_read(call->c, call->store, &tx));
    TRY(verification_by_id(call->c, tx, call->household, id, &held));
    TRY(question_for(call->c, tx, call->caller.user, id, &row, &asked->was));
    store_rollback(tx);
    asked->was = asked->was && held.state == VERIFICATION_OPEN;
    if (asked->was && answer.len == 0)
        return fail(call->c, ERR_DENIED, "answer: your own question has to be answered, too");
    if (asked->was) {
        enum err e = question_check(call->c, call->store, call->caller.user, &row, answer, &asked->right);
        if (e == ERR_LIMIT && call->c->retriable)
            return api_too_many(call->x);
        TRY(e);
    }
    call->kept = asked;
    return api_go_on(call, API_WRITES, confirm_write);
}

/* -- No */

static enum err deny(struct api_call *call)
{
    struct store_tx *tx;
    struct security_answered said;
    struct id id;
    struct proposal_voice voice = api_voice(call, false);
    TRY(api_path_id(call, 0, &id));
    TRY(store_begin(call->c, call->store, &tx));
    TRY(security_deny(call->c, tx, NULL, call->household, id, &voice, &said));
    TRY(store_commit(call->c, tx));
    api_changed(call);
    return show(call, id);
}

static const struct api_field report_fields[] = {
    {"transaction", API_ID, API_REQUIRED, "the payment's"},
    {"why", API_TEXT, 0, "for the record", .most = 400},
    {0},
};
static const struct api_shape report_shape = {"ReportPayment", report_fields};

static enum err report(struct api_call *call)
{
    struct store_tx *tx;
    struct verification_row row;
    struct id id;
    struct proposal_voice voice = api_voice(call, false);
    if (!id_parse(api_text(call->body, "transaction"), &id))
        return fail(call->c, ERR_INPUT, "transaction: not an id");
    TRY(store_begin(call->c, call->store, &tx));
    TRY(security_report(call->c, tx, NULL, call->household, id, &voice, api_text(call->body, "why"), &row));
    TRY(store_commit(call->c, tx));
    api_changed(call);
    return show(call, row.id);
}

/* -- Proofs */

static const struct api_field sent_fields[] = {
    {"minutes", API_INT, API_REQUIRED, "so long it is good"},
    {0},
};
static const struct api_shape sent_shape = {"CodeSent", sent_fields};

static enum err send_code(struct api_call *call)
{
    struct store_tx *tx;
    struct task_row row;
    struct text data =
        text_of(arena_printf(call->c->arena, "{\"person\":%lld}", (long long)call->caller.user));
    struct task_order order = {.household = call->household,
                               .queue = TEXT("verifier"),
                               .kind = TEXT("code"),
                               .deadline_us = call->c->now_us + CODE_MINUTES * INT64_C(60000000),
                               .data = data};
    TRY(store_begin(call->c, call->store, &tx));
    enum err e = mailed_code_may_ask(call->c, tx, call->caller.user);
    if (e == ERR_LIMIT && call->c->retriable)
        return api_too_many(call->x);
    TRY(e);
    TRY(task_put(call->c, tx, &order, &row));
    TRY(store_commit(call->c, tx));
    api_changed(call);
    json_object(&call->reply);
    json_key_int(&call->reply, "minutes", CODE_MINUTES);
    json_object_end(&call->reply);
    return OK;
}

static const struct api_field question_fields[] = {
    {"number", API_INT, API_REQUIRED, "of the caller's questions; 0: none is asked"},
    {"question", API_TEXT, API_REQUIRED | API_NULLABLE, "as the caller wrote it"},
    {0},
};
static const struct api_shape question_shape = {"SecurityQuestion", question_fields};

static void write_question(struct json *j, const struct question_row *row)
{
    json_object(j);
    json_key_int(j, "number", row->number);
    api_key_text_or_null(j, "question", row->question);
    json_object_end(j);
}

static enum err get_question(struct api_call *call)
{
    struct store_tx *tx;
    struct question_row row = {0};
    struct verification_row held;
    struct id id;
    bool found;
    TRY(api_path_id(call, 0, &id));
    TRY(store_begin_read(call->c, call->store, &tx));
    TRY(verification_by_id(call->c, tx, call->household, id, &held));
    TRY(question_for(call->c, tx, call->caller.user, id, &row, &found));
    write_question(&call->reply, &row);
    return store_commit(call->c, tx);
}

static enum err list_questions(struct api_call *call)
{
    struct store_tx *tx;
    struct question_row *rows;
    size_t count;
    TRY(store_begin_read(call->c, call->store, &tx));
    TRY(question_rows(call->c, tx, call->caller.user, &rows, &count));
    api_items(call);
    for (size_t i = 0; i < count; i++)
        write_question(&call->reply, &rows[i]);
    api_items_end(call, (struct text){NULL, 0});
    return store_commit(call->c, tx);
}

static const struct api_field one_question_fields[] = {
    {"question", API_TEXT, API_REQUIRED, "that only you can answer", .least = 1, .most = QUESTION_BYTES},
    {"answer", API_TEXT, API_REQUIRED | API_SECRET, "case and blanks do not count", .least = 1,
     .most = ANSWER_BYTES},
    {0},
};
static const struct api_shape one_question_shape = {"NewSecurityQuestion", one_question_fields};
static const struct api_field set_questions_fields[] = {
    {"password", API_TEXT, API_REQUIRED | API_SECRET, "of the account", .most = 1024},
    {"questions", API_LIST, API_REQUIRED, "in place of those that were there", .item = API_OBJECT,
     .shape = &one_question_shape, .most = QUESTIONS_MAX},
    {0},
};
static const struct api_shape set_questions_shape = {"SetSecurityQuestions", set_questions_fields};

struct questions_set {
    struct login_checked checked;
    struct question_row *rows;
    size_t count;
};

static enum err set_questions_write(struct api_call *call)
{
    const struct questions_set *set = call->kept;
    TRY(questions_set(call->c, call->api->identity, call->store, &call->caller, &set->checked, set->rows,
                      set->count));
    return list_questions(call);
}

static enum err set_questions(struct api_call *call)
{
    struct questions_set *set = ARENA_NEW(call->c->arena, struct questions_set);
    const struct json_value *given = json_member(call->body, "questions");
    struct question_new *fresh = ARENA_ARRAY(call->c->arena, struct question_new, json_count(given) + 1);
    for (const struct json_value *v = json_first(given); v != NULL; v = json_next(v))
        fresh[set->count++] = (struct question_new){json_as_text(json_member(v, "question")),
                                                    json_as_text(json_member(v, "answer"))};
    enum err e = step_up_check(call->c, call->api->identity, call->store, &call->caller,
                               json_as_text(json_member(call->body, "password")), call->x->request.client,
                               &set->checked);
    if (e == ERR_LIMIT && call->c->retriable)
        return api_too_many(call->x);
    TRY(e);
    TRY(questions_hash(call->c, fresh, set->count, &set->rows));
    call->kept = set;
    return api_go_on(call, API_WRITES, set_questions_write);
}

/* -- How a household is watched */

static const struct api_field status_fields[] = {
    {"holds", API_BOOL, API_REQUIRED, "false: it only tells"},
    {"asks_model", API_BOOL, API_REQUIRED,
     "a language model may be asked about payments in doubt, where there is one"},
    {"hours", API_INT, API_REQUIRED, "to answer in"},
    {"target", API_NUMBER, API_REQUIRED, "false alarms per payment that thresholds aim at"},
    {"threshold", API_NUMBER, API_REQUIRED, "scores from here on are held"},
    {"payments", API_INT, API_REQUIRED, "of the last 90 days"},
    {"open", API_INT, API_REQUIRED, "of these: held, and nobody answered yet"},
    {"confirmed", API_INT, API_REQUIRED, "false alarms"},
    {"denied", API_INT, API_REQUIRED, "that were none of theirs"},
    {"false_alarm_rate", API_NUMBER, API_REQUIRED, "confirmed ones per payment: as measured"},
    {0},
};
static const struct api_shape status_shape = {"SecurityStatus", status_fields};

static enum err status(struct api_call *call)
{
    struct store_tx *tx;
    struct security_status s;
    struct json *j = &call->reply;
    TRY(store_begin_read(call->c, call->store, &tx));
    TRY(security_status(call->c, tx, call->household, &s));
    TRY(store_commit(call->c, tx));
    security_status_write(j, &s);
    return OK;
}

static const struct api_field set_fields[] = {
    {"holds", API_BOOL, API_REQUIRED, "false: it only tells"},
    {"asks_model", API_BOOL, 0,
     "what a stranger may know of payments in doubt may be told to a language model"},
    {"hours", API_INT, 0, "to answer in: 1 to 336", .least = 1, .most = SECURITY_HOURS_MOST},
    {"target", API_NUMBER, 0, "false alarms per payment, at most 0.1"},
    {0},
};
static const struct api_shape set_shape = {"SecuritySettings", set_fields};

static enum err set(struct api_call *call)
{
    struct store_tx *tx;
    int64_t hours = 0;
    double share = 0;
    const struct json_value *asked = json_member(call->body, "asks_model");
    bool asks = json_as_bool(asked);
    (void)json_as_int(json_member(call->body, "hours"), &hours);
    (void)json_as_double(json_member(call->body, "target"), &share);
    TRY(store_begin(call->c, call->store, &tx));
    TRY(security_set(call->c, tx, call->household, hours, share,
                     json_as_bool(json_member(call->body, "holds")), asked == NULL ? NULL : &asks));
    TRY(store_commit(call->c, tx));
    api_changed(call);
    return status(call);
}

static const struct api_route routes[] = {
    {.method = "GET",
     .path = "/api/v1/security",
     .id = "getSecurity",
     .title = "How payments are watched, and how often that was a false alarm",
     .need = API_READ,
     .lane = API_READS,
     .reply = &status_shape,
     .handle = status},
    {.method = "PUT",
     .path = "/api/v1/security",
     .id = "setSecurity",
     .title = "How payments are to be watched",
     .need = API_OWN,
     .lane = API_WRITES,
     .body = &set_shape,
     .reply = &status_shape,
     .handle = set},
    {.method = "GET",
     .path = "/api/v1/security/inbox",
     .id = "listHeldPayments",
     .title = "Was this you? Payments that are or were held, newest first",
     .need = API_READ,
     .lane = API_READS,
     .flags = API_PAGED,
     .query = inbox_query,
     .reply = &held_shape,
     .handle = inbox},
    {.method = "GET",
     .path = "/api/v1/security/inbox/{id}",
     .id = "getHeldPayment",
     .title = "One of them",
     .need = API_READ,
     .reply = &held_shape,
     .handle = get},
    {.method = "GET",
     .path = "/api/v1/security/inbox/{id}/question",
     .id = "getHeldPaymentQuestion",
     .title = "Which of my own questions is asked when I confirm it",
     .need = API_SELF,
     .reply = &question_shape,
     .handle = get_question},
    {.method = "POST",
     .path = "/api/v1/security/inbox/{id}/confirm",
     .id = "confirmHeldPayment",
     .title = "It was us",
     .about = "Released: posted where it was before. With a one-time code where the policy wants one, and "
              "with the answer to "
              "the caller's own question where there is one. Twice is once.",
     .need = API_APPROVE,
     .lane = API_HASHES,
     .flags = API_UNTRACED,
     .body = &confirm_shape,
     .reply = &held_shape,
     .handle = confirm},
    {.method = "POST",
     .path = "/api/v1/security/inbox/{id}/deny",
     .id = "denyHeldPayment",
     .title = "It was not us",
     .about = "Void, and the payee blocked. `similar` lists what else may be none of theirs. Twice is once.",
     .need = API_APPROVE,
     .lane = API_WRITES,
     .reply = &held_shape,
     .handle = deny},
    {.method = "POST",
     .path = "/api/v1/security/report",
     .id = "reportPayment",
     .title = "I do not know this payment: hold it",
     .need = API_APPROVE,
     .lane = API_WRITES,
     .body = &report_shape,
     .reply = &held_shape,
     .handle = report},
    {.method = "POST",
     .path = "/api/v1/security/code",
     .id = "sendSecurityCode",
     .title = "Mail me a one-time code",
     .need = API_SELF,
     .lane = API_WRITES,
     .reply = &sent_shape,
     .handle = send_code},
    {.method = "GET",
     .path = "/api/v1/me/security-questions",
     .id = "listSecurityQuestions",
     .title = "My own questions",
     .need = API_SELF,
     .flags = API_LISTED,
     .reply = &question_shape,
     .handle = list_questions},
    {.method = "PUT",
     .path = "/api/v1/me/security-questions",
     .id = "setSecurityQuestions",
     .title = "Set my own questions",
     .about =
         "One of them is asked when I confirm a payment that is held. Answers are hashed as passwords are.",
     .need = API_SELF,
     .lane = API_HASHES,
     .flags = API_UNTRACED | API_LISTED,
     .body = &set_questions_shape,
     .reply = &question_shape,
     .handle = set_questions},
    {0},
};

const struct api_resource api_resource_security = {
    .name = "Security",
    .about = "Payments that look as if they were none of the household's are held until somebody answers. "
             "docs/guides/security-agent.md.",
    .routes = routes,
};

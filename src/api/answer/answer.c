/* Looking at a question, and answering it. */
#include "api/answer/answer.h"

#include "api/answer/question.h"
#include "api/work.h"
#include "identity/step_up/step_up.h"

enum err answer_style_site(struct http_exchange *x)
{
    x->reply.type = "text/css; charset=utf-8";
    x->reply.fixed = text_of(answer_style);
    return OK;
}

enum err answer_reply(struct http_exchange *x, const struct answer_page *page)
{
    x->reply.status = answer_view_status(page->view);
    x->reply.type = "text/html; charset=utf-8";
    x->reply.cache = "no-store";
    x->reply.no_policy = true;
    http_reply_header(x, "Content-Security-Policy",
                      "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; "
                      "base-uri 'none'");
    http_reply_header(x, "X-Frame-Options", "DENY");
    http_reply_header(x, "X-Robots-Tag", "noindex, nofollow");
    http_reply_header(x, "Cross-Origin-Opener-Policy", "same-origin");
    if (page->view == ANSWER_WAIT)
        http_reply_header(x, "Retry-After", "30");
    answer_page_write(&x->c, page, x->reply.body);
    return OK;
}

struct text answer_token(const struct http_exchange *x, const char *path)
{
    return text_from(x->request.path, strlen(path));
}

struct text answer_language(const struct http_exchange *x)
{
    struct text wanted = http_header(x, "Accept-Language");
    size_t len = 0;
    while (len < wanted.len && wanted.at[len] != ',' && wanted.at[len] != ';')
        len++;
    return text_trim((struct text){wanted.at, len});
}

enum err answer_look(struct http_exchange *x)
{
    struct api_call *call = x->matter;
    struct question q;
    api_take_store(call);
    TRY(question_read(call, answer_token(x, LINK_ANSWER_PATH), &q));
    return answer_reply(x, &q.page);
}

/* -- Answering: what is asked, in the lane of reads; a question of one's own, where hashes are made; the answer, in the lane of writes */

struct saying {
    struct question q;
    struct text code, answer; /* of the form */
    bool right;               /* the answer to one's own question */
};

static bool take_field(void *self, struct text name, struct text value)
{
    struct saying *s = self;
    if (text_is(name, "code"))
        s->code = text_trim(value);
    if (text_is(name, "answer"))
        s->answer = value;
    return true;
}

static enum err reply_with(struct http_exchange *x, struct saying *s, enum answer_view view)
{
    s->q.page.view = view;
    return answer_reply(x, &s->q.page);
}

/* A wrong answer is counted, and stays counted. */
static enum err settle_own(struct api_call *call, const struct saying *s)
{
    struct store_tx *tx;
    TRY(store_begin(call->c, call->store, &tx));
    TRY(question_settle(call->c, tx, s->q.link.row.person, s->right));
    return store_commit(call->c, tx);
}

/* What a refusal of the use case means to whoever reads the page. */
static enum err refused(struct http_exchange *x, struct saying *s, enum err e)
{
    struct answer_page *page = &s->q.page;
    if (e == ERR_CONFLICT && page->view != ANSWER_OPEN)
        return answer_reply(x, page);
    if (e == ERR_DENIED && text_starts(text_of(x->c.why), TEXT("step_up:")))
        return reply_with(x, s, ANSWER_LOG_IN);
    if (e != ERR_CONFLICT && e != ERR_DENIED && e != ERR_NOT_FOUND && e != ERR_INPUT && e != ERR_LIMIT)
        return e;
    page->why = text_copy(x->c.arena, text_of(x->c.why));
    return reply_with(x, s, ANSWER_REFUSED);
}

static enum err say(struct http_exchange *x)
{
    struct api_call *call = x->matter;
    struct saying *s = call->kept;
    struct store_tx *tx;
    api_take_store(call);
    if (s->q.own) {
        TRY(settle_own(call, s));
        if (!s->right)
            return reply_with(x, s, ANSWER_WRONG_ANSWER);
    }
    if (s->code.len > 0) {
        enum err e = step_up_prove(call->c, call->api->identity, call->store, &call->caller, s->code);
        if (e == ERR_DENIED || (e == ERR_LIMIT && call->c->retriable))
            return reply_with(x, s, e == ERR_DENIED ? ANSWER_WRONG_CODE : ANSWER_WAIT);
        TRY(e);
    }
    struct proposal_voice voice = api_voice(call, s->code.len > 0);
    TRY(store_begin(call->c, call->store, &tx));
    enum err e = question_answer(call, tx, &voice, &s->q);
    if (e != OK) {
        store_rollback(tx);
        return refused(x, s, e);
    }
    TRY(store_commit(call->c, tx));
    api_changed(call);
    return answer_reply(x, &s->q.page);
}

static enum err check_own(struct http_exchange *x)
{
    struct api_call *call = x->matter;
    struct saying *s = call->kept;
    call->store = call->api->store;
    enum err e =
        question_check(call->c, call->store, s->q.link.row.person, &s->q.own_row, s->answer, &s->right);
    if (e == ERR_LIMIT && call->c->retriable)
        return reply_with(x, s, ANSWER_WAIT);
    TRY(e);
    http_go_on(x, api_lane_of(API_WRITES), say);
    return OK;
}

enum err answer_say(struct http_exchange *x)
{
    struct api_call *call = x->matter;
    struct saying *s = ARENA_NEW(x->c.arena, struct saying);
    call->kept = s;
    api_take_store(call);
    TRY(question_read(call, answer_token(x, LINK_ANSWER_PATH), &s->q));
    http_form_each(x->c.arena, x->request.body, take_field, s);
    if (s->q.page.view != ANSWER_OPEN)
        return answer_reply(x, &s->q.page);
    if (s->q.page.code && s->code.len == 0)
        return reply_with(x, s, ANSWER_NO_CODE);
    if (!s->q.page.code)
        s->code = TEXT(""); /* none is asked for: none is used up */
    if (s->q.own && s->answer.len == 0)
        return reply_with(x, s, ANSWER_WRONG_ANSWER);
    call->caller = s->q.link.caller;
    call->household = call->caller.household;
    http_go_on(x, api_lane_of(s->q.own ? API_HASHES : API_WRITES), s->q.own ? check_own : say);
    return OK;
}

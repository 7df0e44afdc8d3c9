/* Less mail of one kind: a page with a button, and what mail programs send by themselves when somebody presses theirs (RFC 8058). */
#include "api/answer/answer.h"
#include "api/work.h"
#include "channel/channel.h"
#include "identity/links/links.h"
#include "identity/wishes/wishes.h"

static struct answer_page page_of(struct http_exchange *x, const struct unsubscribe_found *found)
{
    struct answer_page page = {
        .asks = ANSWER_LESS_MAIL, .view = ANSWER_UNKNOWN, .locale = answer_language(x)};
    if (!found->good)
        return page;
    page.view = ANSWER_OPEN;
    page.locale = found->locale;
    page.kind = text_of(notice_kind_title(found->kind, found->locale));
    page.page = "/settings?show=notifications";
    return page;
}

enum err unsubscribe_look(struct http_exchange *x)
{
    struct api_call *call = x->matter;
    struct store_tx *tx;
    struct unsubscribe_found found;
    api_take_store(call);
    TRY(store_begin_read(call->c, call->store, &tx));
    TRY(unsubscribe_link_find(call->c, tx, answer_token(x, LINK_UNSUBSCRIBE_PATH), &found));
    TRY(store_commit(call->c, tx));
    struct answer_page page = page_of(x, &found);
    return answer_reply(x, &page);
}

/* The field List-Unsubscribe=One-Click, in whatever form it comes: url-encoded, or as a part of multipart/form-data. */
static bool is_meant(struct text body)
{
    return text_find(body, TEXT("List-Unsubscribe")) >= 0 && text_find(body, TEXT("One-Click")) >= 0;
}

enum err unsubscribe_say(struct http_exchange *x)
{
    struct api_call *call = x->matter;
    struct store_tx *tx;
    struct unsubscribe_found found;
    api_take_store(call);
    TRY(store_begin(call->c, call->store, &tx));
    TRY(unsubscribe_link_find(call->c, tx, answer_token(x, LINK_UNSUBSCRIBE_PATH), &found));
    struct answer_page page = page_of(x, &found);
    if (found.good && is_meant(x->request.body)) {
        TRY(wishes_turn_off(call->c, tx, found.person, TEXT(CHANNEL_EMAIL), found.kind));
        page.view = ANSWER_SAID;
    }
    TRY(store_commit(call->c, tx));
    return answer_reply(x, &page);
}

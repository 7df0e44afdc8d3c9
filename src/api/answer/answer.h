/* The pages behind links in mails. Looking changes nothing, for scanners follow links; what the button of the page sends is carried out by the very functions that
 * the API calls. Whoever comes proves nothing but the link: api_site.by_token. */
#ifndef API_ANSWER_ANSWER_H
#define API_ANSWER_ANSWER_H

#include "api/api.h"
#include "notice/answer.h"

/* Sites (api/sites.c). */
enum err answer_style_site(struct http_exchange *x);
enum err answer_look(struct http_exchange *x);
enum err answer_say(struct http_exchange *x);
enum err unsubscribe_look(struct http_exchange *x);
enum err unsubscribe_say(struct http_exchange *x);

/* Makes it the reply: never kept, never framed, no script, sent to nobody. */
enum err answer_reply(struct http_exchange *x, const struct answer_page *page) MUST_USE;
/* What stands behind the path of the site. */
struct text answer_token(const struct http_exchange *x, const char *path);
/* The language that a browser asks for first, for who is not known. */
struct text answer_language(const struct http_exchange *x);

#endif

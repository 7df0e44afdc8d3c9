/* What the drivers that ask over HTTP share. */
#ifndef SECRET_WEB_H
#define SECRET_WEB_H

#include "client/client.h"
#include "secret/secret_driver.h"

enum {
    WEB_CONNECT_MS = 3000,
    WEB_TOTAL_MS = 10000,
    WEB_REPLY_BYTES = 512 << 10, /* LIMIT_SECRET_BYTES in JSON, every byte escaped, and some around it */
};

struct web {
    struct client *client;
    int timeout_ms;
};

enum err web_open(struct ctx *c, const struct secret_options *options, struct web *out) MUST_USE;
void web_close(struct web *web);

/* Asks; `who` stands before what went wrong. However that failed, the place has not said a word: c->retriable. */
enum err web_ask(struct ctx *c, const struct web *web, const char *who, struct client_request request,
                 struct client_reply *out) MUST_USE;

/* Statuses that say "later": 408, 410 (Azure's metadata service while it is replaced), 429, 500 and above. */
bool web_is_busy(const struct client_reply *reply);
enum err web_busy(struct ctx *c, const char *who, const struct client_reply *reply,
                  struct secret_answer *answer);

/* A place that is not trusted with the question, or not understood: fails, and lets the last known value serve. */
enum err web_unclear(struct ctx *c, enum err code, const char *format, ...) PRINTF_LIKE(3, 4);

/* https, or http on this machine; "scheme://host:port" and at most a slash behind it. */
enum err web_check_url(struct ctx *c, const char *what, const char *url) MUST_USE;

/* An identifier from outside that may be shown: up to 64 letters, digits, '_', '-' and '.'; else "". */
struct text web_word(struct text t);

#endif

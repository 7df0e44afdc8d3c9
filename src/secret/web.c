#include "secret/web.h"

#include <stdarg.h>
#include <stdio.h>

enum { HTTP_TIMEOUT = 408, HTTP_GONE = 410, HTTP_TOO_MANY = 429, HTTP_SERVER_ERROR = 500, WORD_MAX_LEN = 64 };

enum err web_open(struct ctx *c, const struct secret_options *options, struct web *out)
{
    out->timeout_ms = options->timeout_ms > 0 ? options->timeout_ms : WEB_TOTAL_MS;
    return client_open(c, &(struct client_options){.ca_file = options->ca_file}, &out->client);
}

void web_close(struct web *web)
{
    client_close(web->client);
}

enum err web_ask(struct ctx *c, const struct web *web, const char *who, struct client_request request,
                 struct client_reply *out)
{
    request.body_limit = WEB_REPLY_BYTES;
    request.timeout_ms = web->timeout_ms;
    request.connect_timeout_ms = web->timeout_ms < WEB_CONNECT_MS ? web->timeout_ms : WEB_CONNECT_MS;
    enum err e = client_send(c, web->client, &request, out);
    if (e == OK)
        return OK;
    fail_within(c, e, "%s", who);
    c->retriable = true;
    return e;
}

bool web_is_busy(const struct client_reply *reply)
{
    return reply->status == HTTP_TIMEOUT || reply->status == HTTP_GONE || reply->status == HTTP_TOO_MANY ||
           reply->status >= HTTP_SERVER_ERROR;
}

enum err web_busy(struct ctx *c, const char *who, const struct client_reply *reply,
                  struct secret_answer *answer)
{
    answer->wait_us = client_retry_after_us(reply, c->now_us, 0, INT64_MAX);
    return fail(c, ERR_BUSY, "%s cannot answer now (HTTP %d)", who, reply->status);
}

enum err web_unclear(struct ctx *c, enum err code, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(c->why, sizeof c->why, format, args);
    va_end(args);
    c->retriable = true;
    return code;
}

/* "127.0.0.1", "localhost" or "[::1]", then a port or nothing. */
static bool is_here(struct text rest)
{
    static const char *const names[] = {"127.0.0.1", "localhost", "[::1]"};
    for (int i = 0; i < 3; i++)
        if (text_starts_nocase(rest, text_of(names[i]))) {
            struct text behind = text_from(rest, strlen(names[i]));
            return behind.len == 0 || behind.at[0] == ':' || behind.at[0] == '/';
        }
    return false;
}

enum err web_check_url(struct ctx *c, const char *what, const char *url)
{
    struct text all = text_of(url);
    const char *origin;
    bool tls = text_starts(all, TEXT("https://"));
    struct text rest = text_from(all, tls ? sizeof "https://" - 1 : sizeof "http://" - 1);
    TRY(client_origin(c, url, &origin));
    if (rest.len > 0 && rest.at[rest.len - 1] == '/')
        rest.len--;
    if (rest.len == 0 || memchr(rest.at, '/', rest.len) != NULL || memchr(rest.at, '?', rest.len) != NULL ||
        memchr(rest.at, '#', rest.len) != NULL || memchr(rest.at, '@', rest.len) != NULL)
        return fail(c, ERR_USAGE, "%s is https://HOST or https://HOST:PORT and nothing more", what);
    if (!tls && !is_here(rest))
        return fail(c, ERR_USAGE, "%s at %s must be asked over https", what, origin);
    return OK;
}

struct text web_word(struct text t)
{
    for (size_t i = 0; i < t.len; i++)
        if (!ascii_alpha(t.at[i]) && !ascii_digit(t.at[i]) && t.at[i] != '_' && t.at[i] != '-' &&
            t.at[i] != '.')
            return TEXT("");
    return t.len == 0 || t.len > WORD_MAX_LEN ? TEXT("") : t;
}

#include "bus/kafka/url.h"

#include "bus/bus.h"

#include <unistd.h>

enum {
    PORT_USUAL = 9092,
    PORT_MOST = 65535,
    SESSION_USUAL_S = 10,
    SESSION_MOST_S = 300,
    PATIENCE_USUAL_S = 5,
    PATIENCE_MOST_S = 8
};

static int hex_digit(char ch)
{
    char low = ascii_lower(ch);
    return ascii_digit(ch) ? ch - '0' : low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

/* Percent-encoding undone. Nothing of a URL needs control characters. */
static enum err unescape(struct ctx *c, struct text t, const char *what, const char **out)
{
    struct buf *b = buf_in_arena(c->arena);
    for (size_t i = 0; i < t.len; i++) {
        char ch = t.at[i];
        if (ch == '%') {
            int high = i + 2 < t.len ? hex_digit(t.at[i + 1]) : -1;
            int low = i + 2 < t.len ? hex_digit(t.at[i + 2]) : -1;
            if (high < 0 || low < 0)
                return fail(c, ERR_USAGE, "kafka: in the URL's %s a %% has no two hexadecimal digits", what);
            ch = (char)(high * 16 + low);
            i += 2;
        }
        if ((unsigned char)ch < 0x20 || ch == 0x7F)
            return fail(c, ERR_USAGE, "kafka: the URL's %s holds a control character", what);
        buf_char(b, ch);
    }
    *out = text_z(c->arena, buf_view(b));
    return OK;
}

/* The part of `*rest` before `stop`, and `*rest` behind it. False when there is no `stop`: all of it. */
static bool split(struct text *rest, char stop, struct text *part)
{
    const char *found = rest->len == 0 ? NULL : memchr(rest->at, stop, rest->len);
    *part = *rest;
    if (found != NULL)
        part->len = (size_t)(found - rest->at);
    *rest = text_from(*rest, found == NULL ? rest->len : part->len + 1);
    return found != NULL;
}

/* -- Servers */

static bool is_host(struct text host)
{
    bool bracketed = host.len > 2 && host.at[0] == '[' && host.at[host.len - 1] == ']';
    for (size_t i = bracketed ? 1 : 0; i < host.len - (bracketed ? 1 : 0); i++) {
        char ch = host.at[i];
        bool fits = bracketed ? hex_digit(ch) >= 0 || ch == ':' || ch == '.'
                              : ascii_alpha(ch) || ascii_digit(ch) || ch == '.' || ch == '-' || ch == '_';
        if (!fits)
            return false;
    }
    return host.len > 0;
}

/* Reasons do not show it: who forgets the '@' has written a password here. */
static enum err read_server(struct ctx *c, struct text server, struct buf *out)
{
    struct text host = server, port;
    int64_t number = PORT_USUAL;
    const char *colon = memrchr(server.at, ':', server.len);
    if (colon != NULL && server.at[server.len - 1] != ']') {
        host.len = (size_t)(colon - server.at);
        port = text_from(server, host.len + 1);
        if (!text_to_int(port, &number) || !ascii_digit(port.at[0]) || number < 1 || number > PORT_MOST)
            return fail(c, ERR_USAGE, "kafka: a port of the URL is not within 1 and %d", PORT_MOST);
    }
    if (!is_host(host))
        return fail(c, ERR_USAGE, "kafka: a host of the URL holds what no host's name does");
    buf_printf(out, "%s%.*s:%lld", out->len > 0 ? "," : "", TEXT_ARGS(host), (long long)number);
    return OK;
}

static enum err read_servers(struct ctx *c, struct text list, struct kafka_url *out)
{
    struct buf *servers = buf_in_arena(c->arena);
    struct text server;
    int count = 0;
    for (bool more = true; more;) {
        more = split(&list, ',', &server);
        if (server.len == 0)
            return fail(c, ERR_USAGE, "kafka: the URL names no host");
        if (++count > KAFKA_SERVERS_MAX)
            return fail(c, ERR_USAGE, "kafka: the URL names more than %d hosts", KAFKA_SERVERS_MAX);
        TRY(read_server(c, server, servers));
    }
    out->servers = text_z(c->arena, buf_view(servers));
    return OK;
}

/* -- Who we are there */

static enum err read_user(struct ctx *c, struct text user, struct kafka_url *out)
{
    struct text name;
    bool colon = split(&user, ':', &name);
    if (!colon || name.len == 0 || user.len == 0)
        return fail(c, ERR_USAGE, "kafka: the URL needs user and password before its '@'");
    TRY(unescape(c, name, "user", &out->user));
    return unescape(c, user, "password", &out->password);
}

/* -- What follows the question mark */

/* The one of `choices` (ended by NULL) that is meant, in any case. */
static enum err choose(struct ctx *c, const char *name, const char *value, const char *const *choices,
                       const char **out)
{
    struct buf *all = buf_in_arena(c->arena);
    for (; *choices != NULL; choices++) {
        if (text_equal_nocase(text_of(value), text_of(*choices))) {
            *out = *choices;
            return OK;
        }
        buf_printf(all, "%s%s", all->len > 0 ? ", " : "", *choices);
    }
    return fail(c, ERR_USAGE, "kafka: %s is one of %s", name, all->at);
}

static enum err read_seconds(struct ctx *c, const char *name, const char *value, int64_t most, int64_t *out)
{
    return text_to_int(text_of(value), out) && *out >= 1 && *out <= most
               ? OK
               : fail(c, ERR_USAGE, "kafka: %s is 1 to %d seconds", name, (int)most);
}

static enum err read_parameter(struct ctx *c, struct text name, const char *value, struct kafka_url *out)
{
    static const char *const securities[] = {"plaintext", "ssl", "sasl_plaintext", "sasl_ssl", NULL};
    static const char *const mechanisms[] = {"PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512", NULL};
    if (text_is(name, "security"))
        return choose(c, "security", value, securities, &out->security);
    if (text_is(name, "mechanism"))
        return choose(c, "mechanism", value, mechanisms, &out->mechanism);
    if (text_is(name, "ca")) {
        out->ca = value;
        return access(value, R_OK) == 0 ? OK : fail(c, ERR_USAGE, "kafka: the file of ca= cannot be read");
    }
    if (text_is(name, "session"))
        return read_seconds(c, "session", value, SESSION_MOST_S, &out->session_s);
    if (text_is(name, "patience"))
        return read_seconds(c, "patience", value, PATIENCE_MOST_S, &out->patience_s);
    return fail(c, ERR_USAGE,
                "kafka: behind its '?' the URL knows security, mechanism, ca, session and patience alone");
}

static enum err read_parameters(struct ctx *c, struct text query, struct kafka_url *out)
{
    struct text pair, name;
    const char *value;
    for (bool more = query.len > 0; more;) {
        more = split(&query, '&', &pair);
        split(&pair, '=', &name);
        TRY(unescape(c, pair, "parameters", &value));
        TRY(read_parameter(c, name, value, out));
    }
    return OK;
}

/* What is said of security has to fit together. */
static enum err settle_security(struct ctx *c, struct kafka_url *url)
{
    if (url->security == NULL)
        url->security = url->user != NULL ? "sasl_ssl" : "plaintext";
    bool sasl = text_starts(text_of(url->security), TEXT("sasl_"));
    if (sasl && url->user == NULL)
        return fail(c, ERR_USAGE, "kafka: security=%s needs a user and a password", url->security);
    if (!sasl && url->user != NULL)
        return fail(c, ERR_USAGE, "kafka: with security=%s nobody asks for a user", url->security);
    if (url->mechanism != NULL && !sasl)
        return fail(c, ERR_USAGE, "kafka: a mechanism belongs to a user and a password");
    if (url->ca != NULL && text_find(text_of(url->security), TEXT("ssl")) < 0)
        return fail(c, ERR_USAGE, "kafka: ca belongs to TLS (security=ssl or sasl_ssl)");
    if (sasl && url->mechanism == NULL)
        url->mechanism = "PLAIN";
    return OK;
}

enum err kafka_url_read(struct ctx *c, const char *url, struct kafka_url *out)
{
    struct text rest = text_of(url), servers, user = {0};
    *out = (struct kafka_url){.session_s = SESSION_USUAL_S, .patience_s = PATIENCE_USUAL_S};
    if (!text_starts_nocase(rest, TEXT("kafka://")))
        return fail(c, ERR_USAGE, "kafka: the URL begins with kafka://");
    if (rest.len > BUS_URL_MAX)
        return fail(c, ERR_USAGE, "kafka: the URL is longer than %d bytes", BUS_URL_MAX);
    rest = text_from(rest, strlen("kafka://"));
    const char *at = memrchr(rest.at, '@', rest.len);
    if (at != NULL) {
        user = (struct text){rest.at, (size_t)(at - rest.at)};
        rest = text_from(rest, user.len + 1);
        TRY(read_user(c, user, out));
    }
    split(&rest, '?', &servers);
    if (servers.len > 0 && servers.at[servers.len - 1] == '/')
        servers.len--;
    TRY(read_servers(c, servers, out));
    TRY(read_parameters(c, rest, out));
    return settle_security(c, out);
}

/* URLs against the forms that a key allows, and what lists hold. */
#include "config/inner.h"

#include <arpa/inet.h>

bool config_alternative(const char **at, struct text *out)
{
    if (*at == NULL)
        return false;
    const char *bar = strstr(*at, " | ");
    *out = bar == NULL ? text_of(*at) : (struct text){*at, (size_t)(bar - *at)};
    *at = bar == NULL ? NULL : bar + 3;
    return true;
}

struct text config_form_start(struct text form)
{
    size_t len = 0;
    while (len < form.len && form.at[len] != '[' && !(form.at[len] >= 'A' && form.at[len] <= 'Z'))
        len++;
    return (struct text){form.at, len};
}

static bool is_one_of(char ch, const char *more)
{
    return ascii_alpha(ch) || ascii_digit(ch) || (ch != '\0' && strchr(more, ch) != NULL);
}

static bool only(struct text t, const char *more)
{
    for (size_t i = 0; i < t.len; i++)
        if (!is_one_of(t.at[i], more))
            return false;
    return t.len > 0;
}

bool config_is_host(struct text item)
{
    return item.len <= 253 && only(item, "-._") && item.at[0] != '-' && item.at[0] != '.';
}

bool config_is_address(struct text item)
{
    char z[INET6_ADDRSTRLEN];
    struct in6_addr address;
    if (item.len == 0 || item.len >= sizeof z || memchr(item.at, '\0', item.len) != NULL)
        return false;
    memcpy(z, item.at, item.len);
    z[item.len] = '\0';
    return inet_pton(AF_INET, z, &address) == 1 || inet_pton(AF_INET6, z, &address) == 1;
}

/* -- HOST and HOST:PORT */

static bool is_port(struct text t)
{
    int64_t port;
    return t.len > 0 && ascii_digit(t.at[0]) && text_to_int(t, &port) && port >= 1 && port <= 65535;
}

static enum err check_host(struct ctx *c, struct text host, bool port_needed)
{
    struct text name = host, port = {0};
    bool has_port = false;
    if (host.len > 0 && host.at[0] == '[') {
        const char *close = memchr(host.at, ']', host.len);
        if (close == NULL || !config_is_address((struct text){host.at + 1, (size_t)(close - host.at) - 1}))
            return fail(c, ERR_INPUT, "has no address between [ and ]");
        name.len = (size_t)(close - host.at) + 1;
        has_port = name.len < host.len;
        if (has_port && host.at[name.len] != ':')
            return fail(c, ERR_INPUT, "has more behind ] than a port");
    } else {
        const char *colon = host.len == 0 ? NULL : memchr(host.at, ':', host.len);
        has_port = colon != NULL;
        name.len = has_port ? (size_t)(colon - host.at) : host.len;
        if (name.len == 0)
            return fail(c, ERR_INPUT, "has no host");
        if (name.len > 253 || !only(name, "-._%"))
            return fail(c, ERR_INPUT, "has no good host name");
    }
    if (has_port)
        port = text_from(host, name.len + 1);
    if (has_port && !is_port(port))
        return fail(c, ERR_INPUT, "has a port that is not from 1 to 65535");
    if (!has_port && port_needed)
        return fail(c, ERR_INPUT, "has no port");
    return OK;
}

static struct text up_to(struct text t, const char *stops)
{
    size_t len = 0;
    while (len < t.len && strchr(stops, t.at[len]) == NULL)
        len++;
    return (struct text){t.at, len};
}

static enum err check_hosts(struct ctx *c, struct text hosts, struct text form)
{
    bool several = text_find(form, TEXT(",...")) >= 0;
    if (hosts.len == 0 && form.at[0] == '[')
        return OK;
    for (bool more = true; more;) {
        struct text host = several ? up_to(hosts, ",") : hosts;
        TRY(check_host(c, host, text_starts(form, TEXT("HOST:PORT"))));
        more = host.len < hosts.len;
        hosts = text_from(hosts, host.len + 1);
    }
    return OK;
}

bool config_is_origin(struct text item)
{
    struct ctx c = {.arena = NULL}; /* nothing is allocated for words */
    size_t start = text_starts(item, TEXT("https://")) ? 8 : text_starts(item, TEXT("http://")) ? 7 : 0;
    return start > 0 && check_host(&c, text_from(item, start), false) == OK;
}

/* -- A whole URL */

/* What is behind the scheme, against what the form has there: "HOST:PORT/STORE". */
static enum err check_rest(struct ctx *c, struct text rest, struct text form)
{
    if (form.at[0] != '[' && !text_starts(form, TEXT("HOST")))
        return rest.len > 0 ? OK : fail(c, ERR_INPUT, "has nothing behind the colon");
    struct text authority = up_to(rest, "/?#");
    const char *at = authority.len == 0 ? NULL : memrchr(authority.at, '@', authority.len);
    struct text hosts = at == NULL ? authority : text_from(authority, (size_t)(at - authority.at) + 1);
    TRY(check_hosts(c, hosts, form));
    struct text path = up_to(text_from(rest, authority.len), "?#");
    ptrdiff_t wanted = text_find(form, TEXT("/"));
    if (wanted > 0 && form.at[wanted - 1] != '[' && path.len < 2)
        return fail(c, ERR_INPUT, "names no %s behind the host",
                    text_find(form, TEXT("/DATABASE")) >= 0 ? "database"
                    : text_find(form, TEXT("/SOCKET")) >= 0 ? "socket"
                                                            : "store");
    return OK;
}

enum err config_form_check(struct ctx *c, struct text url, const char *allowed)
{
    struct text form;
    for (const char *at = allowed; config_alternative(&at, &form);) {
        struct text start = config_form_start(form);
        if (start.len == form.len ? text_equal(url, form) : text_starts(url, start))
            return start.len == form.len
                       ? OK
                       : check_rest(c, text_from(url, start.len), text_from(form, start.len));
    }
    return fail(c, ERR_INPUT, "is none of");
}

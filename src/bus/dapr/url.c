#include "bus/dapr/url.h"

#include "client/client.h"

#include <stdio.h>

static enum err wrong(struct ctx *c)
{
    return fail(
        c, ERR_USAGE,
        "a sidecar's bus is dapr://HOST:PORT, dapr://HOST:PORT/PUBSUB, with ?answers=APP and &bulk=0 to %d",
        DAPR_BULK_MOST);
}

bool dapr_is_name(struct text t)
{
    for (size_t i = 0; i < t.len; i++)
        if (!ascii_alpha(t.at[i]) && !ascii_digit(t.at[i]) && strchr("._-", t.at[i]) == NULL)
            return false;
    return t.len > 0 && t.len <= DAPR_NAME_MAX;
}

static struct text part_until(struct text *rest, char end)
{
    const char *stop = rest->len == 0 ? NULL : memchr(rest->at, end, rest->len);
    struct text part = {rest->at, stop == NULL ? rest->len : (size_t)(stop - rest->at)};
    *rest = text_from(*rest, part.len + (stop != NULL));
    return part;
}

static void keep(char out[DAPR_NAME_MAX + 1], struct text name)
{
    memcpy(out, name.at, name.len);
    out[name.len] = '\0';
}

static enum err read_query(struct ctx *c, struct text query, struct dapr_url *out)
{
    while (query.len > 0) {
        struct text value = part_until(&query, '&'), name = part_until(&value, '=');
        int64_t number;
        if (text_is(name, "answers") && dapr_is_name(value))
            keep(out->answers, value);
        else if (text_is(name, "bulk") && text_to_int(value, &number) && number >= 0 &&
                 number <= DAPR_BULK_MOST)
            out->bulk = (int)number;
        else
            return wrong(c);
    }
    return OK;
}

enum err dapr_url_read(struct ctx *c, const char *url, struct dapr_url *out)
{
    struct text all = text_of(url);
    const char *origin;
    *out = (struct dapr_url){.pubsub = "florin-pubsub"};
    if (!text_starts(all, TEXT("dapr://")))
        return wrong(c);
    struct text query = text_from(all, 7), path = part_until(&query, '?'), host = part_until(&path, '/');
    if (host.len == 0 || host.len > sizeof out->origin - 16 || memchr(host.at, '@', host.len) != NULL ||
        memchr(host.at, '#', host.len) != NULL || (path.len > 0 && !dapr_is_name(path)))
        return wrong(c);
    char *base = arena_printf(c->arena, "http://%.*s", TEXT_ARGS(host));
    if (client_origin(c, base, &origin) != OK || strlen(origin) >= sizeof out->origin)
        return wrong(c);
    snprintf(out->origin, sizeof out->origin, "%s", origin);
    if (path.len > 0)
        keep(out->pubsub, path);
    return read_query(c, query, out);
}

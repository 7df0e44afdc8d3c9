/* URLs: read by libcurl's own parser, so that what is checked is what is connected to. */
#include "client/inner.h"

static void release_url(void *parts)
{
    curl_url_cleanup(parts);
}

static void release_part(void *part)
{
    curl_free(part);
}

/* A part as the arena's text; NULL when it is not there. */
static const char *part_of(struct ctx *c, CURLU *parts, CURLUPart which)
{
    char *part = NULL;
    if (curl_url_get(parts, which, &part, 0) != CURLUE_OK)
        return NULL;
    arena_defer(c->arena, release_part, part);
    return part;
}

enum err client_url_read(struct ctx *c, const char *url, struct client_url *out)
{
    *out = (struct client_url){.parts = curl_url()};
    if (out->parts == NULL)
        die("out of memory");
    arena_defer(c->arena, release_url, out->parts);
    if (url == NULL || curl_url_set(out->parts, CURLUPART_URL, url, CURLU_NON_SUPPORT_SCHEME) != CURLUE_OK)
        return fail(c, ERR_INPUT,
                    "this is no URL that can be asked: it begins with https:// or http:// and a host");
    const char *scheme = part_of(c, out->parts, CURLUPART_SCHEME);
    const char *host = part_of(c, out->parts, CURLUPART_HOST);
    const char *port = part_of(c, out->parts, CURLUPART_PORT);
    out->tls = scheme != NULL && strcmp(scheme, "https") == 0;
    if (scheme == NULL || (!out->tls && strcmp(scheme, "http") != 0))
        return fail(c, ERR_INPUT, "only https and http URLs can be asked");
    if (host == NULL || host[0] == '\0' || !text_is_utf8(text_of(host)))
        return fail(c, ERR_INPUT, "a URL without a host cannot be asked");
    struct text shown = text_glimpse(text_of(host));
    bool usual = port == NULL || strcmp(port, out->tls ? "443" : "80") == 0;
    out->origin = arena_printf(c->arena, "%s://%.*s%s%s", scheme, TEXT_ARGS(shown), usual ? "" : ":",
                               usual ? "" : port);
    return OK;
}

enum err client_origin(struct ctx *c, const char *url, const char **out)
{
    struct client_url read;
    TRY(client_url_read(c, url, &read));
    *out = read.origin;
    return OK;
}

const char *client_escape(struct arena *arena, struct text t)
{
    static const char digits[] = "0123456789ABCDEF";
    char *out = arena_alloc(arena, t.len * 3 + 1), *at = out;
    for (size_t i = 0; i < t.len; i++) {
        unsigned char ch = (unsigned char)t.at[i];
        if (ascii_digit((char)ch) || ascii_alpha((char)ch) || (ch != '\0' && strchr("-._~", ch) != NULL)) {
            *at++ = (char)ch;
        } else {
            *at++ = '%';
            *at++ = digits[ch >> 4];
            *at++ = digits[ch & 15];
        }
    }
    *at = '\0';
    return out;
}

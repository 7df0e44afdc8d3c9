/* Steps that any road can use: conditional requests, compression, and who may call from where. */
#include "base/hash.h"
#include "http/inner.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <zlib.h>

enum {
    COMPRESS_LEAST = 1024, /* below, gzip's header eats what it saves */
    COMPRESS_LEVEL = 2,    /* JSON shrinks to a sixth; higher levels cost more time than they save bytes */
};

static struct text body_of(const struct http_exchange *x)
{
    return x->reply.fixed.at != NULL ? x->reply.fixed : buf_view(x->reply.body);
}

static bool is_stored(const struct http_exchange *x)
{
    return x->reply.fd < 0;
}

/* Is the tag in a list like `"a", W/"b"`, or the list a star? Weak comparison (RFC 9110, 8.8.3.2). */
bool http_tag_matches(struct text list, struct text tag)
{
    if (text_is(text_trim(list), "*"))
        return true;
    return tag.len > 2 && text_find(list, text_starts(tag, TEXT("W/")) ? text_from(tag, 2) : tag) >= 0;
}

void http_tag(struct text body, char out[HTTP_TAG_MAX])
{
    struct hash128 hash = hash_bytes_128(body.at, body.len);
    snprintf(out, HTTP_TAG_MAX, "W/\"%016llx%016llx\"", (unsigned long long)hash.high,
             (unsigned long long)hash.low);
}

enum err http_step_conditional(struct http_exchange *x, enum http_then *then)
{
    char tag[HTTP_TAG_MAX];
    (void)then;
    if (x->reply.status != 200 || strcmp(x->request.method, "GET") != 0 || !is_stored(x))
        return OK;
    http_tag(body_of(x), tag);
    http_reply_header(x, "ETag", tag);
    if (x->reply.cache == NULL)
        x->reply.cache = "private, no-cache"; /* keep it, but ask each time */
    struct text known = http_header(x, "If-None-Match");
    if (known.len == 0 || !http_tag_matches(known, text_of(tag)))
        return OK;
    x->reply.status = 304;
    x->reply.fixed = (struct text){"", 0};
    x->reply.packed = false;
    return OK;
}

/* Does the client take gzip? "gzip;q=0" says no. */
static bool takes_gzip(const struct http_exchange *x)
{
    struct text accepted = http_header(x, "Accept-Encoding");
    ptrdiff_t at = text_find_nocase(accepted, TEXT("gzip"));
    if (at < 0)
        return false;
    struct text rest = text_from(accepted, (size_t)at + 4);
    const char *comma = rest.len == 0 ? NULL : memchr(rest.at, ',', rest.len);
    struct text quality = {rest.at, comma == NULL ? rest.len : (size_t)(comma - rest.at)};
    return text_find(quality, TEXT("q=0")) < 0 || text_find(quality, TEXT("q=0.")) >= 0;
}

static bool shrinks(const char *type)
{
    return strncmp(type, "text/", 5) == 0 || strstr(type, "json") != NULL ||
           strstr(type, "javascript") != NULL || strstr(type, "xml") != NULL;
}

/* Both ways: inflate what is packed for whom does not take it, deflate what is not. */
static enum err repack(struct ctx *c, struct text in, bool pack, struct buf *out)
{
    z_stream z = {0};
    union {
        const char *constant;
        Bytef *any;
    } at = {.constant = in.at};
    char chunk[16 << 10];
    int rc = pack ? deflateInit2(&z, COMPRESS_LEVEL, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY)
                  : inflateInit2(&z, 15 + 16);
    if (rc != Z_OK)
        return fail(c, ERR_MEMORY, "no memory for compression");
    z.next_in = at.any;
    z.avail_in = (uInt)in.len;
    do {
        z.next_out = (Bytef *)chunk;
        z.avail_out = sizeof chunk;
        rc = pack ? deflate(&z, Z_FINISH) : inflate(&z, Z_NO_FLUSH);
        buf_add(out, chunk, sizeof chunk - z.avail_out);
    } while (rc == Z_OK);
    (void)(pack ? deflateEnd(&z) : inflateEnd(&z));
    return rc == Z_STREAM_END ? OK : fail(c, ERR_IO, "a reply could not be compressed");
}

enum err http_step_compress(struct http_exchange *x, enum http_then *then)
{
    struct text body = body_of(x);
    (void)then;
    if (!is_stored(x) || x->reply.status == 304 || x->reply.status == 204)
        return OK;
    bool worth = x->reply.packed || (body.len >= COMPRESS_LEAST && shrinks(x->reply.type));
    if (!worth)
        return OK;
    http_reply_header(x, "Vary", "Accept-Encoding");
    bool wanted = takes_gzip(x);
    if (wanted)
        http_reply_header(x, "Content-Encoding", "gzip");
    if (wanted == x->reply.packed)
        return OK;
    struct buf *out = buf_in_arena(x->c.arena);
    TRY(repack(&x->c, body, wanted, out));
    x->reply.body = out;
    x->reply.fixed = (struct text){NULL, 0};
    return OK;
}

bool http_listed(const char *names, struct text name)
{
    struct text rest = text_of(names);
    while (rest.len > 0) {
        const char *comma = memchr(rest.at, ',', rest.len);
        size_t len = comma == NULL ? rest.len : (size_t)(comma - rest.at);
        if (text_equal_nocase(text_trim((struct text){rest.at, len}), name))
            return true;
        rest = text_from(rest, len + 1);
    }
    return false;
}

bool http_host_is_ours(const struct http_exchange *x, const char *hosts)
{
    struct text header = http_header(x, "Host");
    char name[256];
    unsigned char address[16];
    if (header.at == NULL || header.len >= sizeof name)
        return header.at == NULL; /* HTTP/1.0, which no browser speaks */
    memcpy(name, header.at, header.len + 1);
    char *end = name[0] == '[' ? strchr(name, ']') : strrchr(name, ':');
    if (end != NULL)
        *end = '\0';
    if (name[0] == '[')
        return inet_pton(AF_INET6, name + 1, address) == 1;
    return inet_pton(AF_INET, name, address) == 1 || text_equal_nocase(text_of(name), TEXT("localhost")) ||
           (hosts != NULL && http_listed(hosts, text_of(name)));
}

bool http_same_origin(const struct http_exchange *x)
{
    struct text origin = http_header(x, "Origin"), host = http_header(x, "Host");
    struct text site = http_header(x, "Sec-Fetch-Site");
    if (origin.at == NULL)
        return text_is(site, "same-origin") || text_is(site, "none");
    ptrdiff_t scheme = text_find(origin, TEXT("://"));
    return scheme > 0 && host.len > 0 && text_equal_nocase(text_from(origin, (size_t)scheme + 3), host);
}

void html_text(struct buf *out, struct text t)
{
    static const struct {
        char ch;
        const char *entity;
    } entities[] = {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}, {'\'', "&#39;"}};
    for (size_t i = 0; i < t.len; i++) {
        const char *entity = NULL;
        for (size_t k = 0; k < sizeof entities / sizeof *entities; k++)
            entity = entities[k].ch == t.at[i] ? entities[k].entity : entity;
        if (entity != NULL)
            buf_z(out, entity);
        else
            buf_char(out, t.at[i]);
    }
}

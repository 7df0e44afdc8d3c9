/* Where Redis is: the URL, read strictly. Nothing of it is repeated in errors, because any part may be where somebody put the password. */
#include "base/date.h"
#include "base/hash.h"
#include "redis/inner.h"

#include <stdlib.h>

static int hex_digit(char ch)
{
    char low = ascii_lower(ch);
    return ascii_digit(ch) ? ch - '0' : low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

/* Percent-decoded; NULL when that gives no text. */
static const char *decoded(struct arena *arena, struct text t)
{
    char *out = arena_alloc(arena, t.len + 1), *at = out;
    for (size_t i = 0; i < t.len; i++) {
        if (t.at[i] != '%') {
            *at++ = t.at[i];
            continue;
        }
        int high = i + 2 < t.len ? hex_digit(t.at[i + 1]) : -1, low = high < 0 ? -1 : hex_digit(t.at[i + 2]);
        if (low < 0)
            return NULL;
        *at++ = (char)(high * 16 + low);
        i += 2;
    }
    *at = '\0';
    return text_is_utf8((struct text){out, (size_t)(at - out)}) ? out : NULL;
}

static bool has_control(struct text t)
{
    for (size_t i = 0; i < t.len; i++)
        if ((unsigned char)t.at[i] <= ' ' || t.at[i] == 127)
            return true;
    return false;
}

/* Cuts `t` at the first `mark`; what follows it, or a text without `at`. */
static struct text cut(struct text *t, const char *mark)
{
    ptrdiff_t at = text_find(*t, text_of(mark));
    if (at < 0)
        return (struct text){0};
    struct text rest = text_from(*t, (size_t)at + 1);
    t->len = (size_t)at;
    return rest;
}

/* -- Its parts */

static enum err read_user(struct ctx *c, struct redis_place *place, struct text user)
{
    struct text password = cut(&user, ":");
    if (user.len > 0)
        place->user = decoded(place->arena, user);
    if (password.at != NULL)
        place->password = decoded(place->arena, password);
    if ((user.len > 0 && place->user == NULL) || (password.at != NULL && place->password == NULL))
        return fail(c, ERR_USAGE, "user or password of the Redis URL is not percent-encoded as it must be");
    if (place->password == NULL)
        return fail(c, ERR_USAGE, "the Redis URL has a user without a password: user:password@host");
    return OK;
}

static enum err read_host(struct ctx *c, struct redis_place *place, struct text host)
{
    struct text port = {0};
    if (host.len > 0 && host.at[0] == '[') {
        host = text_from(host, 1);
        port = cut(&host, "]");
        if (port.at == NULL || (port.len > 0 && port.at[0] != ':'))
            return fail(c, ERR_USAGE, "the host of the Redis URL begins with '[' and does not end with ']'");
        port = port.len > 0 ? text_from(port, 1) : (struct text){0};
    } else {
        port = cut(&host, ":");
    }
    int64_t number = 6379;
    if (port.len > 0 && (!text_to_int(port, &number) || number < 1 || number > 65535))
        return fail(c, ERR_USAGE, "the port of the Redis URL is no number from 1 to 65535");
    for (size_t i = 0; i < host.len; i++)
        if (!ascii_alpha(host.at[i]) && !ascii_digit(host.at[i]) && strchr("-._:%", host.at[i]) == NULL)
            return fail(c, ERR_USAGE, "the host of the Redis URL is no name or address");
    if (host.len == 0 || host.len > 255)
        return fail(c, ERR_USAGE, "the Redis URL names no host: redis://host:port/database");
    place->host = text_z(place->arena, host);
    place->port = arena_printf(place->arena, "%lld", (long long)number);
    return OK;
}

static enum err read_database(struct ctx *c, struct redis_place *place, struct text path)
{
    if (path.len > 0 &&
        (!text_to_int(path, &place->database) || place->database < 0 || place->database > 9999))
        return fail(c, ERR_USAGE, "the path of the Redis URL is no database's number");
    return OK;
}

static enum err read_option(struct ctx *c, struct redis_place *place, struct text name, struct text value)
{
    const struct {
        const char *name;
        int64_t *out, least, most;
    } numbers[] = {{"db", &place->database, 0, 9999},
                   {"events", &place->events, 1000, 100000000},
                   {"bytes", &place->bytes, 1 << 20, INT64_C(1) << 40},
                   {"claim", &place->claim_ms, 100, 3600000}};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        if (!text_is(name, numbers[i].name))
            continue;
        if (!text_to_int(value, numbers[i].out) || *numbers[i].out < numbers[i].least ||
            *numbers[i].out > numbers[i].most)
            return fail(c, ERR_USAGE, "the Redis URL's option \"%s\" is no number from %lld to %lld",
                        numbers[i].name, (long long)numbers[i].least, (long long)numbers[i].most);
        return OK;
    }
    if (!text_is(name, "ca"))
        return fail(c, ERR_USAGE, "the Redis URL has an option that is none of db, ca, events, bytes, claim");
    place->ca_file = decoded(place->arena, value);
    if (place->ca_file == NULL || place->ca_file[0] == '\0')
        return fail(c, ERR_USAGE, "the Redis URL's option \"ca\" names no file");
    return OK;
}

static enum err read_options(struct ctx *c, struct redis_place *place, struct text options)
{
    while (options.len > 0) {
        struct text rest = cut(&options, "&"), value = cut(&options, "=");
        TRY(read_option(c, place, options, value));
        options = rest;
    }
    return OK;
}

/* The last '@' ends the user: a password may hold one where somebody forgot to encode it. */
static struct text cut_user(struct text *authority)
{
    for (size_t i = authority->len; i-- > 0;) {
        if (authority->at[i] != '@')
            continue;
        struct text user = {authority->at, i};
        *authority = text_from(*authority, i + 1);
        return user;
    }
    return (struct text){0};
}

static enum err read_place(struct ctx *c, struct redis_place *place, struct text url)
{
    bool is_socket = text_starts(url, TEXT("redis+unix://"));
    place->tls = text_starts(url, TEXT("rediss://"));
    if (!is_socket && !place->tls && !text_starts(url, TEXT("redis://")))
        return fail(c, ERR_USAGE, "a Redis URL begins with redis://, rediss:// or redis+unix://");
    if (url.len > 1024 || has_control(url) || !text_is_utf8(url))
        return fail(c, ERR_USAGE,
                    "the Redis URL is longer than 1024 bytes, or holds blanks or control characters");
    struct text rest = text_from(url, (size_t)text_find(url, TEXT("://")) + 3);
    struct text options = cut(&rest, "?"), authority = rest, path = {0};
    struct text user = cut_user(&rest);
    if (user.at != NULL)
        TRY(read_user(c, place, user));
    authority = rest;
    if (is_socket) {
        place->socket = decoded(place->arena, authority);
        if (place->socket == NULL || place->socket[0] != '/' || strlen(place->socket) > 107)
            return fail(c, ERR_USAGE,
                        "a redis+unix URL names a socket by a path from / of at most 107 bytes");
    } else {
        path = cut(&authority, "/");
        TRY(read_host(c, place, authority));
        TRY(read_database(c, place, path));
    }
    TRY(read_options(c, place, options));
    if (place->ca_file != NULL && !place->tls)
        return fail(c, ERR_USAGE, "the Redis URL's option \"ca\" belongs to rediss://");
    bool bare = !is_socket && strchr(place->host, ':') != NULL;
    place->shown = is_socket ? arena_printf(place->arena, "redis+unix://%s", place->socket)
                             : arena_printf(place->arena, "%s://%s%s%s:%s/%lld",
                                            place->tls ? "rediss" : "redis", bare ? "[" : "", place->host,
                                            bare ? "]" : "", place->port, (long long)place->database);
    return OK;
}

enum err redis_place_new(struct ctx *c, const char *url, struct redis_place **out)
{
    struct arena *arena = arena_new_wiped();
    struct redis_place *place = ARENA_NEW(arena, struct redis_place);
    place->arena = arena;
    enum err e = url == NULL ? fail(c, ERR_USAGE, "Redis needs a URL: redis://host:port/database")
                             : read_place(c, place, text_of(url));
    if (e != OK)
        redis_place_free(place);
    *out = e == OK ? place : NULL;
    return e;
}

void redis_place_free(struct redis_place *place)
{
    if (place != NULL)
        arena_free(place->arena);
}

int64_t redis_backoff_us(int failures)
{
    int64_t wait_us = 50000;
    for (int i = 1; i < failures && wait_us < 5000000; i++)
        wait_us *= 2;
    wait_us = wait_us > 5000000 ? 5000000 : wait_us;
    uint64_t chance = hash_mix((uint64_t)time_steady_us(), (uint64_t)failures);
    return wait_us - wait_us / 4 + (int64_t)(chance % (uint64_t)(wait_us / 2));
}

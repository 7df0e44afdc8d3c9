/* References to secrets within values, and what people see of a value. */
#include "config/inner.h"

static const char whole[] = "secret:", part[] = "${secret:";

bool config_is_secret_name(struct text name)
{
    enum { NAME_BYTES = 127 };
    for (size_t i = 0; i < name.len; i++) {
        char ch = name.at[i];
        if (!ascii_alpha(ch) && !ascii_digit(ch) && ch != '_' && ch != '.' && ch != '-')
            return false;
    }
    return name.len >= 1 && name.len <= NAME_BYTES;
}

/* The reference that begins at `value`, or one of length 0. */
static struct text reference_at(struct text value, struct text *name)
{
    if (!text_starts(value, text_of(part)))
        return (struct text){value.at, 0};
    struct text rest = text_from(value, sizeof part - 1);
    const char *close = rest.len == 0 ? NULL : memchr(rest.at, '}', rest.len);
    *name = (struct text){rest.at, close == NULL ? 0 : (size_t)(close - rest.at)};
    if (!config_is_secret_name(*name))
        return (struct text){value.at, 0};
    return (struct text){value.at, sizeof part - 1 + name->len + 1};
}

bool config_refers(struct text value, bool *right)
{
    bool any = false;
    struct text name;
    *right = true;
    if (text_starts(value, text_of(whole))) {
        *right = config_is_secret_name(text_from(value, sizeof whole - 1));
        return *right;
    }
    for (size_t i = 0; i + 1 < value.len; i++) {
        if (value.at[i] != '$' || value.at[i + 1] != '{')
            continue;
        if (reference_at(text_from(value, i), &name).len > 0)
            any = true;
        else
            *right = false;
    }
    return any && *right;
}

/* RFC 3986: all but unreserved characters. */
static void add_encoded(struct buf *out, struct text t)
{
    for (size_t i = 0; i < t.len; i++) {
        char ch = t.at[i];
        if (ascii_alpha(ch) || ascii_digit(ch) || ch == '-' || ch == '.' || ch == '_' || ch == '~')
            buf_char(out, ch);
        else
            buf_printf(out, "%%%02X", (unsigned char)ch);
    }
}

static void wipe(void *thing)
{
    struct buf *b = thing;
    if (b->at != NULL)
        explicit_bzero(b->at, b->size);
    buf_free(b);
}

static enum err add_secret(struct ctx *c, const struct config_resolver *resolver, struct text name,
                           bool encode, struct buf *out)
{
    struct text value = TEXT("1");
    if (resolver != NULL)
        TRY(resolver->get(c, resolver->self, name, &value));
    if (value.len == 0 || value.len > CONFIG_VALUE_BYTES)
        return fail(c, ERR_INPUT, "the secret %.*s is %s", TEXT_ARGS(name),
                    value.len == 0 ? "empty" : "too long");
    if (encode)
        add_encoded(out, value);
    else
        buf_text(out, value);
    return OK;
}

enum err config_replace(struct ctx *c, struct text value, bool encode, const struct config_resolver *resolver,
                        const char **out)
{
    struct buf *made = ARENA_NEW(c->arena, struct buf);
    struct text name = {0};
    arena_defer(c->arena, wipe, made);
    buf_room(made, CONFIG_VALUE_BYTES * 4); /* so that it rarely moves and leaves a copy behind */
    if (text_starts(value, text_of(whole))) {
        TRY(add_secret(c, resolver, text_from(value, sizeof whole - 1), false, made));
    } else {
        for (size_t i = 0; i < value.len;) {
            struct text reference = reference_at(text_from(value, i), &name);
            if (reference.len > 0)
                TRY(add_secret(c, resolver, name, encode, made));
            else
                buf_char(made, value.at[i]);
            i += reference.len > 0 ? reference.len : 1;
        }
    }
    buf_char(made, '\0');
    *out = made->at;
    return OK;
}

/* -- What people see */

static bool is_telling(struct text name)
{
    static const char *const words[] = {"pass", "pwd", "secret", "token", "key", "sig", "credential"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (text_find_nocase(name, text_of(words[i])) >= 0)
            return true;
    return false;
}

/* A reference may be shown: its name is no secret. */
static void add_hidden(struct buf *out, struct text t)
{
    struct text name;
    if (t.len > 0 && reference_at(t, &name).len == t.len)
        buf_text(out, t);
    else
        buf_z(out, t.len == 0 ? "" : "(set)");
}

/* From the first ":" behind "://" to the last "@": also of URLs that are written wrongly. */
static void add_password_hidden(struct buf *out, struct text t)
{
    ptrdiff_t scheme = text_find(t, TEXT("://"));
    size_t from = scheme < 0 ? 0 : (size_t)scheme + 3;
    const char *at = t.len == 0 ? NULL : memrchr(t.at, '@', t.len);
    const char *colon = from >= t.len ? NULL : memchr(t.at + from, ':', t.len - from);
    if (at == NULL || colon == NULL || colon > at) {
        buf_text(out, t);
        return;
    }
    buf_add(out, t.at, (size_t)(colon - t.at) + 1);
    add_hidden(out, (struct text){colon + 1, (size_t)(at - colon) - 1});
    buf_text(out, text_from(t, (size_t)(at - t.at)));
}

/* "?name=value&name=value" */
static void add_query(struct buf *out, struct text t)
{
    while (t.len > 0) {
        struct text pair = text_from(t, 1);
        const char *end = pair.len == 0 ? NULL : memchr(pair.at, '&', pair.len);
        if (end != NULL)
            pair.len = (size_t)(end - pair.at);
        const char *equals = pair.len == 0 ? NULL : memchr(pair.at, '=', pair.len);
        size_t name = equals == NULL ? pair.len : (size_t)(equals - pair.at) + 1;
        buf_add(out, t.at, 1 + name);
        if (is_telling((struct text){pair.at, name}))
            add_hidden(out, text_from(pair, name));
        else
            buf_text(out, text_from(pair, name));
        t = text_from(t, 1 + pair.len);
    }
}

/* What is no URL or a broken one may hold a password anywhere. */
static bool is_opaque(struct text value, ptrdiff_t query)
{
    const char *at = value.len == 0 ? NULL : memrchr(value.at, '@', value.len);
    if (query >= 0 && at != NULL && at - value.at > query)
        return true;
    return text_find(value, TEXT("://")) < 0 && text_find(value, TEXT("=")) >= 0 && is_telling(value);
}

const char *config_masked(struct ctx *c, struct text value)
{
    struct buf *out = buf_in_arena(c->arena);
    ptrdiff_t query = text_find(value, TEXT("?"));
    size_t len = query < 0 ? value.len : (size_t)query;
    if (is_opaque(value, query))
        return "(set)";
    add_password_hidden(out, (struct text){value.at, len});
    add_query(out, text_from(value, len));
    return text_z(c->arena, buf_view(out));
}

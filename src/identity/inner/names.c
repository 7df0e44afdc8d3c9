#include "identity/inner/names.h"

#include "identity/people.h"

enum { LOCAL_MAX = 64, LABEL_MAX = 63, LOCALE_MAX = 35, ZONE_MAX = 64 };

static bool is_control(struct text t)
{
    for (size_t i = 0; i < t.len; i++)
        if ((unsigned char)t.at[i] < ' ' || t.at[i] == 0x7F)
            return true;
    return false;
}

/* Letters, digits, hyphens inside, or bytes of UTF-8. */
static bool is_label(struct text t)
{
    if (t.len == 0 || t.len > LABEL_MAX || t.at[0] == '-' || t.at[t.len - 1] == '-')
        return false;
    for (size_t i = 0; i < t.len; i++)
        if (!ascii_alpha(t.at[i]) && !ascii_digit(t.at[i]) && t.at[i] != '-' && (unsigned char)t.at[i] < 0x80)
            return false;
    return true;
}

static bool is_domain(struct text t)
{
    for (;;) {
        ptrdiff_t dot = text_find(t, TEXT("."));
        if (dot < 0)
            return is_label(t);
        if (!is_label((struct text){t.at, (size_t)dot}))
            return false;
        t = text_from(t, (size_t)dot + 1);
    }
}

/* The unquoted form alone (RFC 5322 dot-atom, RFC 6531): nobody has another one. */
static bool is_local(struct text t)
{
    static const char allowed[] = "!#$%&'*+-/=?^_`{|}~.";
    if (t.len == 0 || t.len > LOCAL_MAX || t.at[0] == '.' || t.at[t.len - 1] == '.' ||
        text_find(t, TEXT("..")) >= 0)
        return false;
    for (size_t i = 0; i < t.len; i++)
        if (!ascii_alpha(t.at[i]) && !ascii_digit(t.at[i]) && (unsigned char)t.at[i] < 0x80 &&
            memchr(allowed, t.at[i], sizeof allowed - 1) == NULL)
            return false;
    return true;
}

struct text email_local(struct text email)
{
    ptrdiff_t at = text_find(email, TEXT("@"));
    return at < 0 ? email : (struct text){email.at, (size_t)at};
}

enum err email_normalise(struct ctx *c, struct text email, struct text *out)
{
    struct text t = text_trim(email), local = email_local(t);
    if (t.len > EMAIL_MAX)
        return fail(c, ERR_INPUT, "email: longer than %d bytes", EMAIL_MAX);
    if (!text_is_utf8(t) || is_control(t) || local.len == t.len || !is_local(local) ||
        !is_domain(text_from(t, local.len + 1)))
        return fail(c, ERR_INPUT, "email: not an e-mail address such as ada@example.org");
    *out = text_fold(c->arena, t);
    return OK;
}

enum err name_check(struct ctx *c, const char *field, struct text name, size_t bytes_max, struct text *out)
{
    struct text t = text_trim(name);
    if (t.len == 0)
        return fail(c, ERR_INPUT, "%s: may not be empty", field);
    if (t.len > bytes_max)
        return fail(c, ERR_INPUT, "%s: longer than %zu bytes", field, bytes_max);
    if (!text_is_utf8(t) || is_control(t))
        return fail(c, ERR_INPUT, "%s: must be one line of text", field);
    *out = text_copy(c->arena, t);
    return OK;
}

static bool made_of(struct text t, const char *also)
{
    for (size_t i = 0; i < t.len; i++)
        if (!ascii_alpha(t.at[i]) && !ascii_digit(t.at[i]) && strchr(also, t.at[i]) == NULL)
            return false;
    return memchr(t.at, '\0', t.len) == NULL;
}

enum err locale_check(struct ctx *c, struct text locale, struct text *out)
{
    struct text t = text_trim(locale);
    if (t.len == 0) {
        *out = TEXT("en");
        return OK;
    }
    if (t.len < 2 || t.len > LOCALE_MAX || !ascii_alpha(t.at[0]) || !made_of(t, "-"))
        return fail(c, ERR_INPUT, "locale: not a language tag such as en or de-DE");
    *out = text_copy(c->arena, t);
    return OK;
}

enum err zone_check(struct ctx *c, struct text zone, struct text *out)
{
    struct text t = text_trim(zone);
    if (t.len == 0) {
        *out = TEXT("UTC");
        return OK;
    }
    if (t.len > ZONE_MAX || !ascii_alpha(t.at[0]) || !made_of(t, "+-_/"))
        return fail(c, ERR_INPUT, "time_zone: not a zone's name such as Europe/Berlin");
    *out = text_copy(c->arena, t);
    return OK;
}

struct text agent_label(struct ctx *c, struct text agent)
{
    struct text t = text_trim(agent);
    size_t len = t.len < SESSION_AGENT_MAX ? t.len : SESSION_AGENT_MAX;
    while (len < t.len && len > 0 && ((unsigned char)t.at[len] & 0xC0) == 0x80)
        len--;
    char *label = arena_copy(c->arena, t.at == NULL ? "" : t.at, len);
    for (size_t i = 0; i < len; i++)
        if ((unsigned char)label[i] < ' ' || label[i] == 0x7F)
            label[i] = ' ';
    struct text out = {label, len};
    return text_is_utf8(out) ? out : TEXT("");
}

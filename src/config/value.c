/* Values by their kind: what is allowed, and what becomes of it. */
#include "config/inner.h"

static enum err read_number(struct ctx *c, const struct config_row *row, struct text t, int64_t *out)
{
    if (!text_to_int(t, out))
        return fail(c, ERR_INPUT, "is no whole number");
    if (*out < row->low || *out > row->high)
        return fail(c, ERR_INPUT, *out < row->low ? "is too small" : "is too large");
    return OK;
}

static const struct unit {
    const char *name;
    int64_t us;
} units[] = {
    {"ms", 1000},          {"s", 1000000},        {"sec", 1000000},      {"m", 60000000},
    {"min", 60000000},     {"h", 3600000000},     {"d", 86400000000},    {"second", 1000000},
    {"seconds", 1000000},  {"minute", 60000000},  {"hour", 3600000000},  {"day", 86400000000},
    {"minutes", 60000000}, {"hours", 3600000000}, {"days", 86400000000},
};

static enum err read_duration(struct ctx *c, const struct config_row *row, struct text t, int64_t *out)
{
    size_t digits = 0;
    int64_t count, us = 1000000;
    while (digits < t.len && ascii_digit(t.at[digits]))
        digits++;
    struct text unit = text_trim(text_from(t, digits));
    if (digits == 0 || !text_to_int((struct text){t.at, digits}, &count))
        return fail(c, ERR_INPUT, "is no duration");
    for (size_t i = 0; unit.len > 0; i++) {
        if (i == sizeof units / sizeof *units)
            return fail(c, ERR_INPUT, "has no unit that is known (ms, s, min, h, d)");
        us = units[i].us;
        if (text_is(unit, units[i].name))
            break;
    }
    if (count > row->high / us)
        return fail(c, ERR_INPUT, "is too long");
    *out = count * us;
    return *out < row->low ? fail(c, ERR_INPUT, "is too short") : OK;
}

static enum err read_choice(struct ctx *c, const struct config_row *row, struct text t)
{
    struct text word;
    for (const char *at = row->allowed; config_alternative(&at, &word);)
        if (text_equal(word, t))
            return OK;
    return fail(c, ERR_INPUT, "is none of");
}

static enum err read_boolean(struct ctx *c, struct text t, int64_t *out)
{
    static const char *const words[] = {"false", "true", "no", "yes", "off", "on", "0", "1"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (text_equal_nocase(t, text_of(words[i]))) {
            *out = i & 1;
            return OK;
        }
    }
    return fail(c, ERR_INPUT, "is neither true nor false");
}

static enum err read_name(struct ctx *c, const struct config_row *row, struct text t)
{
    enum { NAME_BYTES = 64 };
    const char *more = row->allowed == NULL ? "" : row->allowed;
    for (size_t i = 0; i < t.len; i++)
        if (!ascii_alpha(t.at[i]) && !ascii_digit(t.at[i]) && strchr("._-", t.at[i]) == NULL &&
            strchr(more, t.at[i]) == NULL)
            return fail(c, ERR_INPUT, "has other characters than letters, digits and . _ -%s%s",
                        more[0] == '\0' ? "" : " ", more);
    return t.len <= NAME_BYTES ? OK : fail(c, ERR_INPUT, "is longer than %d characters", NAME_BYTES);
}

/* ADDRESS:PORT, as http/listen.c takes it. */
static enum err read_address(struct ctx *c, struct text t)
{
    const char *colon = t.len == 0 ? NULL : memrchr(t.at, ':', t.len);
    int64_t port;
    if (colon == NULL)
        return fail(c, ERR_INPUT, "has no port");
    struct text host = {t.at, (size_t)(colon - t.at)}, digits = text_from(t, host.len + 1);
    if (digits.len == 0 || !ascii_digit(digits.at[0]) || !text_to_int(digits, &port) || port > 65535)
        return fail(c, ERR_INPUT, "has a port that is not from 0 to 65535");
    bool six = host.len > 2 && host.at[0] == '[' && host.at[host.len - 1] == ']';
    struct text inside = six ? (struct text){host.at + 1, host.len - 2} : host;
    bool has_colon = text_find(inside, TEXT(":")) >= 0;
    if (text_is(host, "*") || text_is(host, "localhost") || (config_is_address(inside) && has_colon == six))
        return OK;
    return fail(c, ERR_INPUT, "has no address to listen on");
}

static enum err read_list(struct ctx *c, const struct config_row *row, struct text t, struct buf *out)
{
    int count = 0;
    while (t.len > 0) {
        const char *comma = memchr(t.at, ',', t.len);
        struct text item = {t.at, comma == NULL ? t.len : (size_t)(comma - t.at)};
        t = text_from(t, item.len + 1);
        item = text_trim(item);
        if (item.len == 0)
            return fail(c, ERR_INPUT, "has an empty part");
        if (++count > CONFIG_LIST_ITEMS)
            return fail(c, ERR_INPUT, "has more than %d parts", CONFIG_LIST_ITEMS);
        if (!row->item(item))
            return fail(c, ERR_INPUT, "has a part that is not allowed: \"%.*s\"",
                        TEXT_ARGS(text_glimpse(text_of(config_masked(c, item)))));
        if (out->len > 0)
            buf_char(out, ',');
        buf_text(out, item);
    }
    return OK;
}

/* -- Paths, also within "sqlite:PATH" */

static struct text make_path(struct ctx *c, struct text t, const char *home, const char *folder)
{
    if (text_is(t, "~") || text_starts(t, TEXT("~/")))
        return text_of(arena_printf(c->arena, "%s%.*s", home, TEXT_ARGS(text_from(t, 1))));
    if (folder == NULL || t.len == 0 || t.at[0] == '/' || t.at[0] == ':')
        return t;
    return text_of(arena_printf(c->arena, "%s/%.*s", folder, TEXT_ARGS(t)));
}

static struct text make_url(struct ctx *c, const struct config_row *row, struct text t, const char *home,
                            const char *folder)
{
    struct text form;
    for (const char *at = row->allowed; config_alternative(&at, &form);) {
        struct text start = config_form_start(form), place = text_from(form, start.len);
        if ((text_starts(place, TEXT("PATH")) || text_starts(place, TEXT("DIR"))) && text_starts(t, start)) {
            struct text path = make_path(c, text_from(t, start.len), home, folder);
            return text_of(arena_printf(c->arena, "%.*s%.*s", TEXT_ARGS(start), TEXT_ARGS(path)));
        }
    }
    return t;
}

/* -- Any value */

static enum err read_kind(struct ctx *c, const struct config_row *row, struct text *t, int64_t *number)
{
    struct buf *list;
    switch (row->kind) {
    case CONFIG_TEXT:
        return read_name(c, row, *t);
    case CONFIG_URL:
        return config_form_check(c, *t, row->allowed);
    case CONFIG_ADDRESS:
        return read_address(c, *t);
    case CONFIG_NUMBER:
        return read_number(c, row, *t, number);
    case CONFIG_DURATION:
        return read_duration(c, row, *t, number);
    case CONFIG_CHOICE:
        return read_choice(c, row, *t);
    case CONFIG_BOOLEAN:
        return read_boolean(c, *t, number);
    case CONFIG_LIST:
        list = buf_in_arena(c->arena);
        TRY(read_list(c, row, *t, list));
        *t = buf_view(list);
        return OK;
    case CONFIG_PATH:
    case CONFIG_LINE:
    case CONFIG_SECRET:
        break;
    }
    return OK;
}

/* A value that refers to secrets is checked with something harmless in their place. */
static enum err check_reference(struct ctx *c, const struct config_row *row, struct text t)
{
    const char *filled;
    int64_t number;
    if (row == &config_rows[CONFIG_SECRETS])
        return fail(c, ERR_INPUT, "cannot be a secret itself");
    if (row->kind == CONFIG_SECRET || text_starts(t, TEXT("secret:")))
        return OK;
    TRY(config_replace(c, t, false, NULL, &filled));
    struct text whole = text_of(filled);
    return read_kind(c, row, &whole, &number);
}

static bool takes_references(const struct config_row *row)
{
    return row->kind == CONFIG_TEXT || row->kind == CONFIG_URL || row->kind == CONFIG_LINE ||
           row->kind == CONFIG_SECRET;
}

static enum err check_characters(struct ctx *c, struct text t)
{
    if (t.len > CONFIG_VALUE_BYTES)
        return fail(c, ERR_INPUT, "is longer than %d bytes", CONFIG_VALUE_BYTES);
    if (!text_is_utf8(t))
        return fail(c, ERR_INPUT, "is no text in UTF-8");
    for (size_t i = 0; i < t.len; i++)
        if ((unsigned char)t.at[i] < 0x20 || t.at[i] == 0x7F)
            return fail(c, ERR_INPUT, "has a line break or another control character in it");
    return OK;
}

enum err config_value_read(struct ctx *c, const struct config_row *row, struct text given, const char *home,
                           const char *folder, struct config_value *out)
{
    bool right = true;
    struct text t = row->kind == CONFIG_SECRET ? given : text_trim(given);
    out->number = 0;
    out->refers = false;
    TRY(check_characters(c, t));
    if (t.len == 0) {
        if (row->fallback[0] != '\0')
            return fail(c, ERR_INPUT, "is empty");
        out->text = "";
        return OK;
    }
    if (takes_references(row))
        out->refers = config_refers(t, &right);
    if (!right && !(row->kind == CONFIG_SECRET && !text_starts(t, TEXT("secret:"))))
        return fail(c, ERR_INPUT, "names a secret wrongly: it is ${secret:NAME}, or secret:NAME alone");
    if (row->kind == CONFIG_PATH)
        t = make_path(c, t, home, folder);
    else if (row->kind == CONFIG_URL)
        t = make_url(c, row, t, home, folder);
    TRY(out->refers ? check_reference(c, row, t) : read_kind(c, row, &t, &out->number));
    out->text = text_z(c->arena, t);
    return OK;
}

enum err config_value_check(struct ctx *c, const struct config_row *row, struct text filled, int64_t *number)
{
    TRY(check_characters(c, filled));
    return read_kind(c, row, &filled, number);
}

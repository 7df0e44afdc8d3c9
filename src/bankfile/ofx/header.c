#include "bankfile/ofx/header.h"

#include <stdio.h>

enum { HEADER_BYTES = 8 << 10 };

/* The first bytes without NULs: of UTF-16, what is ASCII remains. */
static struct text narrow(struct text head, char out[HEADER_BYTES])
{
    size_t len = 0;
    for (size_t i = 0; i < head.len && len < HEADER_BYTES; i++)
        if (head.at[i] != '\0')
            out[len++] = head.at[i];
    return (struct text){out, len};
}

/* Keys that may follow a value without a blank, when a bank writes its header on one line. */
static size_t value_end(struct text t)
{
    static const char *const keys[] = {"DATA:",    "VERSION:",     "SECURITY:",   "ENCODING:",
                                       "CHARSET:", "COMPRESSION:", "OLDFILEUID:", "NEWFILEUID:"};
    size_t end = 0;
    while (end < t.len &&
           (ascii_alpha(t.at[end]) || ascii_digit(t.at[end]) || t.at[end] == '-' || t.at[end] == '_')) {
        for (size_t k = 0; end > 0 && k < sizeof keys / sizeof *keys; k++)
            if (text_starts_nocase(text_from(t, end), text_of(keys[k])))
                return end;
        end++;
    }
    return end;
}

/* The value behind `key`, with or without quotes; "" when the key is missing. */
static void value_of(struct text header, const char *key, char out[HEADER_TEXT_MAX])
{
    out[0] = '\0';
    ptrdiff_t at = text_find_nocase(header, text_of(key));
    if (at < 0)
        return;
    struct text value = text_trim(text_from(header, (size_t)at + strlen(key)));
    if (value.len > 0 && (value.at[0] == '"' || value.at[0] == '\''))
        value = text_from(value, 1);
    value.len = value_end(value);
    snprintf(out, HEADER_TEXT_MAX, "%.*s", TEXT_ARGS(value));
}

static bool is_name(const char *a, const char *b)
{
    return text_equal_nocase(text_of(a), text_of(b));
}

static bool says_nothing(const char *name)
{
    static const char *const names[] = {"", "NONE", "USASCII", "US-ASCII", "ASCII", "UNICODE"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (is_name(name, names[i]))
            return true;
    return false;
}

/* Writers say ISO-8859-1 and mean its superset Windows-1252, as browsers know (WHATWG Encoding, 4.2). */
static const char *settle(char declared[HEADER_TEXT_MAX])
{
    static const struct {
        const char *written, *meant;
    } names[] = {
        {"1252", "WINDOWS-1252"},
        {"CP1252", "WINDOWS-1252"},
        {"8859-1", "WINDOWS-1252"},
        {"ISO-8859-1", "WINDOWS-1252"},
        {"LATIN1", "WINDOWS-1252"},
        {"ISO8859-1", "WINDOWS-1252"},
        {"ISO_8859-1", "WINDOWS-1252"},
        {"1250", "WINDOWS-1250"},
        {"1251", "WINDOWS-1251"},
        {"1253", "WINDOWS-1253"},
        {"1254", "WINDOWS-1254"},
        {"1255", "WINDOWS-1255"},
        {"1256", "WINDOWS-1256"},
        {"1257", "WINDOWS-1257"},
        {"8859-2", "ISO-8859-2"},
        {"8859-15", "ISO-8859-15"},
        {"850", "CP850"},
        {"932", "CP932"},
        {"UTF8", "UTF-8"},
        {"UTF-8", "UTF-8"},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (is_name(declared, names[i].written))
            return names[i].meant;
    static const char *const families[] = {"WINDOWS-125", "ISO-8859-", "KOI8-", "UTF-16", "CP125",
                                           "SHIFT_JIS",   "GB",        "BIG5",  "EUC-"};
    for (size_t i = 0; i < sizeof families / sizeof *families; i++)
        if (text_starts_nocase(text_of(declared), text_of(families[i])))
            return declared;
    return NULL;
}

void ofx_header_read(struct text head, struct ofx_header *out)
{
    char bytes[HEADER_BYTES];
    struct text header = narrow(head, bytes);
    *out = (struct ofx_header){0};
    ptrdiff_t root = text_find_nocase(header, TEXT("<OFX>"));
    if (root < 0)
        root = text_find_nocase(header, TEXT("<OFX "));
    if (root < 0)
        root = text_find_nocase(header, TEXT(":OFX ")); /* with a namespace */
    out->has_root = root >= 0;
    if (root >= 0)
        header.len = (size_t)root;
    ptrdiff_t start = text_find_nocase(header, TEXT("OFXHEADER"));
    out->has_header = start >= 0;
    char encoding[HEADER_TEXT_MAX], charset[HEADER_TEXT_MAX];
    value_of(header, "ENCODING:", encoding);
    value_of(header, "CHARSET:", charset);
    if (encoding[0] == '\0')
        value_of(header, "encoding=", encoding);
    const char *declared = !says_nothing(charset) ? charset : encoding;
    /* ENCODING:UTF-8 CHARSET:1252 contradicts itself; the encoding is the stronger word. */
    if (text_starts_nocase(text_of(encoding), TEXT("UTF")) || says_nothing(charset))
        declared = encoding;
    if (!says_nothing(declared))
        snprintf(out->declared, sizeof out->declared, "%s", declared);
    out->encoding = out->declared[0] == '\0' ? NULL : settle(out->declared);
    if (start >= 0) {
        struct text keys = text_from(header, (size_t)start);
        value_of(keys, "VERSION:", out->version);
        if (out->version[0] == '\0')
            value_of(keys, "VERSION=", out->version);
    }
}

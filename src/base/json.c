#include "base/json.h"

#include <math.h>

static void separate(struct json *j)
{
    if (j->more)
        buf_char(j->out, ',');
    j->more = true;
}

static void open_with(struct json *j, char ch)
{
    separate(j);
    buf_char(j->out, ch);
    j->more = false;
}

static void close_with(struct json *j, char ch)
{
    buf_char(j->out, ch);
    j->more = true;
}

void json_object(struct json *j)
{
    open_with(j, '{');
}

void json_object_end(struct json *j)
{
    close_with(j, '}');
}

void json_array(struct json *j)
{
    open_with(j, '[');
}

void json_array_end(struct json *j)
{
    close_with(j, ']');
}

static void escape(struct buf *out, unsigned char ch)
{
    static const char digits[] = "0123456789abcdef";
    switch (ch) {
    case '"':
        buf_z(out, "\\\"");
        return;
    case '\\':
        buf_z(out, "\\\\");
        return;
    case '\n':
        buf_z(out, "\\n");
        return;
    case '\r':
        buf_z(out, "\\r");
        return;
    case '\t':
        buf_z(out, "\\t");
        return;
    default:
        buf_add(out, (char[]){'\\', 'u', '0', '0', digits[ch >> 4], digits[ch & 15]}, 6);
    }
}

/* Is each of eight characters one that stands for itself: from 0x20 to 0x7E, neither '"' nor '\\'? A byte's high bit is set in the sum
 * when it is not (Bit Twiddling Hacks, "determine if a word has a byte less than n"). */
static inline bool eight_are_plain(const char *at)
{
    const uint64_t ones = UINT64_C(0x0101010101010101), highs = UINT64_C(0x8080808080808080);
    uint64_t v;
    memcpy(&v, at, sizeof v);
    uint64_t quotes = v ^ (ones * '"'), slashes = v ^ (ones * '\\'), last = v ^ (ones * 0x7F);
    uint64_t odd = v | (v - ones * 0x20) | (quotes - ones) | (slashes - ones) | (last - ones);
    return (odd & highs) == 0;
}

static bool is_plain(struct text t)
{
    size_t i = 0;
    for (; i + 8 <= t.len; i += 8)
        if (!eight_are_plain(t.at + i))
            return false;
    for (; i < t.len; i++)
        if (t.at[i] < 0x20 || t.at[i] == '"' || t.at[i] == '\\' || t.at[i] == 0x7F)
            return false;
    return true;
}

/* Most texts are plain: one look at eight characters each, one copy. */
static void quote_plain(struct buf *out, struct text t)
{
    char *at = buf_room(out, t.len + 2);
    at[0] = '"';
    if (t.len > 0)
        memcpy(at + 1, t.at, t.len);
    at[t.len + 1] = '"';
    at[t.len + 2] = '\0';
    out->len += t.len + 2;
}

static void quote(struct buf *out, struct text t)
{
    if (is_plain(t)) {
        quote_plain(out, t);
        return;
    }
    bool clean = text_is_utf8(t);
    buf_char(out, '"');
    size_t start = 0;
    for (size_t i = 0; i < t.len; i++) {
        unsigned char ch = (unsigned char)t.at[i];
        bool broken = !clean && ch >= 0x80;
        if (ch >= 0x20 && ch != '"' && ch != '\\' && ch != 0x7F && !broken)
            continue;
        buf_add(out, t.at + start, i - start);
        start = i + 1;
        if (broken)
            buf_z(out, "\xEF\xBF\xBD");
        else
            escape(out, ch);
    }
    if (t.len > start)
        buf_add(out, t.at + start, t.len - start);
    buf_char(out, '"');
}

void json_key(struct json *j, const char *key)
{
    separate(j);
    quote(j->out, text_of(key));
    buf_char(j->out, ':');
    j->more = false;
}

void json_text(struct json *j, struct text t)
{
    separate(j);
    quote(j->out, t);
}

void json_z(struct json *j, const char *z)
{
    if (z == NULL)
        json_null(j);
    else
        json_text(j, text_of(z));
}

void json_int(struct json *j, int64_t value)
{
    char digits[DECIMAL_TEXT_MAX];
    separate(j);
    buf_z(j->out, decimal_format((struct decimal){value, 0}, digits));
}

void json_double(struct json *j, double value)
{
    separate(j);
    if (isfinite(value))
        buf_printf(j->out, "%.10g", value);
    else
        buf_z(j->out, "null");
}

void json_bool(struct json *j, bool value)
{
    separate(j);
    buf_z(j->out, value ? "true" : "false");
}

void json_null(struct json *j)
{
    separate(j);
    buf_z(j->out, "null");
}

void json_decimal(struct json *j, struct decimal d)
{
    char text[DECIMAL_TEXT_MAX];
    json_z(j, decimal_format(d, text));
}

void json_date(struct json *j, date d)
{
    char text[DATE_TEXT_MAX];
    json_z(j, d == DATE_NONE ? NULL : date_format(d, text));
}

void json_time(struct json *j, int64_t us)
{
    char text[TIME_TEXT_MAX];
    json_z(j, time_format(us, text));
}

void json_id(struct json *j, struct id id)
{
    char text[ID_TEXT_MAX];
    json_z(j, id_format(id, text));
}

void json_raw(struct json *j, struct text t)
{
    separate(j);
    buf_text(j->out, t);
}

void json_key_text(struct json *j, const char *key, struct text t)
{
    json_key(j, key);
    json_text(j, t);
}

void json_key_z(struct json *j, const char *key, const char *z)
{
    json_key(j, key);
    json_z(j, z);
}

void json_key_int(struct json *j, const char *key, int64_t value)
{
    json_key(j, key);
    json_int(j, value);
}

void json_key_bool(struct json *j, const char *key, bool value)
{
    json_key(j, key);
    json_bool(j, value);
}

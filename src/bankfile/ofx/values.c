#include "bankfile/ofx/values.h"

#include "base/limits.h"

static void values_release(void *thing)
{
    struct ofx_values *v = thing;
    for (size_t i = 0; i < SLOT_COUNT; i++)
        buf_free(&v->texts[i]);
}

struct ofx_values *values_new(struct arena *arena)
{
    struct ofx_values *v = ARENA_NEW(arena, struct ofx_values);
    arena_defer(arena, values_release, v);
    return v;
}

void values_clear(struct ofx_values *v, enum ofx_slot first, enum ofx_slot last)
{
    for (size_t i = first; i < (size_t)last; i++) {
        v->texts[i].len = 0;
        v->lines[i] = 0;
    }
}

bool values_put(struct ofx_values *v, enum ofx_slot slot, struct text value, uint64_t line)
{
    struct buf *kept = &v->texts[slot];
    if (v->lines[slot] == 0 || kept->len == 0)
        v->lines[slot] = line;
    if (value.len == 0)
        return true;
    if (kept->len == 0) {
        buf_text(kept, value);
        return true;
    }
    if (slot == SLOT_MEMO && kept->len + value.len < LIMIT_FIELD_BYTES) {
        buf_char(kept, ' ');
        buf_text(kept, value);
    }
    return slot != SLOT_DATE && slot != SLOT_AMOUNT;
}

struct text values_quoted(struct text t)
{
    enum { QUOTED_MAX = 60 };
    if (t.len <= QUOTED_MAX)
        return t;
    t.len = QUOTED_MAX;
    while (t.len > 0 && ((unsigned char)t.at[t.len] & 0xC0) == 0x80)
        t.len--;
    return t;
}

static bool number(struct text t, size_t at, size_t len, int32_t *out)
{
    int32_t value = 0;
    for (size_t i = at; i < at + len; i++) {
        if (i >= t.len || !ascii_digit(t.at[i]))
            return false;
        value = value * 10 + (t.at[i] - '0');
    }
    *out = value;
    return true;
}

/* Is `t` a time of day, or nothing? Zones in brackets say what they like. */
static bool is_time(struct text t)
{
    static const char allowed[] = "0123456789.:, TZ+-";
    for (size_t i = 0; i < t.len; i++) {
        if (t.at[i] == '[')
            return true;
        if (strchr(allowed, t.at[i]) == NULL)
            return false;
    }
    return true;
}

bool ofx_date(struct text t, date *out)
{
    int32_t year, month, day;
    bool dashed = t.len > 7 && t.at[4] == '-' &&
                  t.at[7] == '-'; /* ISO 8601, from writers that never read the specification */
    size_t length = dashed ? 10 : 8;
    if (!number(t, 0, 4, &year) || !number(t, dashed ? 5 : 4, 2, &month) ||
        !number(t, dashed ? 8 : 6, 2, &day))
        return false;
    return is_time(text_from(t, length)) && date_from_civil(year, month, day, out);
}

bool ofx_currency(struct text t, char out[4])
{
    if (t.len != 3)
        return false;
    for (size_t i = 0; i < 3; i++) {
        char low = ascii_lower(t.at[i]);
        if (low < 'a' || low > 'z')
            return false;
        out[i] = (char)(low - 32);
    }
    out[3] = '\0';
    return true;
}

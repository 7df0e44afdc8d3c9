#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

struct text text_trim(struct text t)
{
    for (;;) {
        if (t.len > 0 && ascii_space(t.at[0]))
            t = text_from(t, 1);
        else if (t.len > 1 && memcmp(t.at, "\xC2\xA0", 2) == 0)
            t = text_from(t, 2);
        else
            break;
    }
    for (;;) {
        if (t.len > 0 && ascii_space(t.at[t.len - 1]))
            t.len -= 1;
        else if (t.len > 1 && memcmp(t.at + t.len - 2, "\xC2\xA0", 2) == 0)
            t.len -= 2;
        else
            break;
    }
    return t;
}

int text_compare(struct text a, struct text b)
{
    size_t shared = a.len < b.len ? a.len : b.len;
    int order = shared == 0 ? 0 : memcmp(a.at, b.at, shared);
    if (order != 0)
        return order;
    return a.len < b.len ? -1 : a.len > b.len;
}

bool text_equal_nocase(struct text a, struct text b)
{
    return a.len == b.len && text_starts_nocase(a, b);
}

bool text_starts(struct text t, struct text prefix)
{
    return t.len >= prefix.len && (prefix.len == 0 || memcmp(t.at, prefix.at, prefix.len) == 0);
}

bool text_starts_nocase(struct text t, struct text prefix)
{
    if (t.len < prefix.len)
        return false;
    for (size_t i = 0; i < prefix.len; i++)
        if (ascii_lower(t.at[i]) != ascii_lower(prefix.at[i]))
            return false;
    return true;
}

ptrdiff_t text_find(struct text hay, struct text needle)
{
    if (needle.len == 0)
        return 0;
    if (hay.len < needle.len)
        return -1;
    const char *at = memmem(hay.at, hay.len, needle.at, needle.len);
    return at == NULL ? -1 : at - hay.at;
}

ptrdiff_t text_find_nocase(struct text hay, struct text needle)
{
    for (size_t i = 0; i + needle.len <= hay.len; i++)
        if (text_starts_nocase(text_from(hay, i), needle))
            return (ptrdiff_t)i;
    return -1;
}

/* The length of the well-formed UTF-8 sequence at `s`, or 0 (Unicode 15, table 3-7). */
static size_t utf8_length(const unsigned char *s, size_t left)
{
    if (s[0] < 0x80)
        return 1;
    if (s[0] < 0xC2 || s[0] > 0xF4 || left < 2)
        return 0;
    size_t len = s[0] < 0xE0 ? 2 : s[0] < 0xF0 ? 3 : 4;
    if (left < len)
        return 0;
    unsigned char low = s[0] == 0xE0 ? 0xA0 : s[0] == 0xF0 ? 0x90 : 0x80;
    unsigned char high = s[0] == 0xED ? 0x9F : s[0] == 0xF4 ? 0x8F : 0xBF;
    if (s[1] < low || s[1] > high)
        return 0;
    for (size_t i = 2; i < len; i++)
        if ((s[i] & 0xC0) != 0x80)
            return 0;
    return len;
}

bool text_is_utf8(struct text t)
{
    const unsigned char *s = (const unsigned char *)t.at;
    for (size_t i = 0; i < t.len;) {
        size_t len = utf8_length(s + i, t.len - i);
        if (len == 0 || s[i] == 0)
            return false;
        i += len;
    }
    return true;
}

/* Simple lower case of one code point of the two-byte range (U+0080..U+07FF): Latin-1, Latin Extended-A, Greek, Cyrillic. */
static unsigned fold_point(unsigned p)
{
    if (p >= 0xC0 && p <= 0xDE && p != 0xD7)
        return p + 0x20;
    if ((p >= 0x100 && p <= 0x137 && p != 0x130 && p != 0x131) || (p >= 0x14A && p <= 0x177))
        return p | 1;
    if ((p >= 0x139 && p <= 0x148) || (p >= 0x179 && p <= 0x17E))
        return p + (p & 1);
    if (p == 0x178)
        return 0xFF;
    if (p >= 0x391 && p <= 0x3A9)
        return p + 0x20;
    if (p >= 0x410 && p <= 0x42F)
        return p + 0x20;
    if (p >= 0x400 && p <= 0x40F)
        return p + 0x50;
    return p;
}

static inline char fold_byte(char ch)
{
    return (char)(ch | ((unsigned char)(ch - 'A') < 26 ? 0x20 : 0));
}

/* Quick for ASCII, which nearly everything is: blocks of a fixed size are worked on at once. Says whether it was all. */
static bool fold_ascii(char *at, size_t len)
{
    enum { BLOCK = 16 };
    unsigned char seen = 0;
    size_t i = 0;
    for (; i + BLOCK <= len; i += BLOCK)
        for (size_t k = i; k < i + BLOCK; k++) {
            seen |= (unsigned char)at[k];
            at[k] = fold_byte(at[k]);
        }
    for (; i < len; i++) {
        seen |= (unsigned char)at[i];
        at[i] = fold_byte(at[i]);
    }
    return seen < 0x80;
}

void text_fold_in_place(char *at, size_t len)
{
    if (fold_ascii(at, len))
        return;
    for (size_t i = 0; i < len;) {
        size_t bytes = utf8_length((const unsigned char *)at + i, len - i);
        if (bytes == 2) {
            unsigned char lead = (unsigned char)at[i], trail = (unsigned char)at[i + 1];
            unsigned p = fold_point((unsigned)(lead & 0x1F) << 6 | (trail & 0x3F));
            at[i] = (char)(0xC0 | p >> 6);
            at[i + 1] = (char)(0x80 | (p & 0x3F));
        }
        i += bytes == 0 ? 1 : bytes;
    }
}

struct text text_fold(struct arena *arena, struct text t)
{
    char *out = arena_copy(arena, t.at, t.len);
    text_fold_in_place(out, t.len);
    return (struct text){out, t.len};
}

struct text text_copy(struct arena *arena, struct text t)
{
    return (struct text){arena_copy(arena, t.at, t.len), t.len};
}

const char *text_z(struct arena *arena, struct text t)
{
    return arena_copy(arena, t.at, t.len);
}

struct text text_glimpse(struct text t)
{
    size_t len = 0;
    while (len < t.len && len < 64 && (unsigned char)t.at[len] >= 0x20 && t.at[len] != 0x7F)
        len++;
    while (len > 0 && len < t.len && ((unsigned char)t.at[len] & 0xC0) == 0x80)
        len--;
    return (struct text){t.at, len};
}

size_t text_length(struct text t)
{
    size_t count = 0;
    for (size_t i = 0; i < t.len; i++)
        count += ((unsigned char)t.at[i] & 0xC0) != 0x80;
    return count;
}

bool text_to_int(struct text t, int64_t *out)
{
    bool negative = t.len > 0 && t.at[0] == '-';
    size_t i = negative || (t.len > 0 && t.at[0] == '+');
    if (i == t.len)
        return false;
    int64_t value = 0;
    for (; i < t.len; i++) {
        if (!ascii_digit(t.at[i]) || __builtin_mul_overflow(value, 10, &value) ||
            __builtin_sub_overflow(value, t.at[i] - '0', &value))
            return false;
    }
    if (!negative && value == INT64_MIN)
        return false;
    *out = negative ? value : -value;
    return true;
}

static void buf_grow(struct buf *b, size_t more)
{
    size_t size = b->size < 64 ? 64 : b->size;
    while (size - b->len <= more) {
        if (size > SIZE_MAX / 4)
            die("a buffer of %zu bytes grew too large", b->len);
        size *= 2;
    }
    char *at = realloc(b->at, size);
    if (at == NULL)
        die("out of memory for %zu bytes", size);
    b->at = at;
    b->size = size;
}

static inline void buf_reserve(struct buf *b, size_t more)
{
    if (b->size - b->len <= more)
        buf_grow(b, more);
}

char *buf_room(struct buf *b, size_t more)
{
    buf_reserve(b, more);
    return b->at + b->len;
}

void buf_add(struct buf *b, const char *at, size_t len)
{
    buf_reserve(b, len);
    if (len > 0)
        memcpy(b->at + b->len, at, len);
    b->len += len;
    b->at[b->len] = '\0';
}

void buf_text(struct buf *b, struct text t)
{
    buf_add(b, t.at, t.len);
}

void buf_z(struct buf *b, const char *z)
{
    buf_add(b, z, strlen(z));
}

void buf_char(struct buf *b, char ch)
{
    buf_reserve(b, 1);
    b->at[b->len++] = ch;
    b->at[b->len] = '\0';
}

void buf_printf(struct buf *b, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    va_list again;
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (len < 0)
        die("bad format \"%s\"", format);
    buf_reserve(b, (size_t)len);
    vsnprintf(b->at + b->len, (size_t)len + 1, format, again);
    va_end(again);
    b->len += (size_t)len;
}

void buf_clear(struct buf *b)
{
    b->len = 0;
    if (b->at != NULL)
        b->at[0] = '\0';
}

void buf_free(struct buf *b)
{
    free(b->at);
    *b = (struct buf){0};
}

static void buf_release(void *thing)
{
    buf_free(thing);
}

struct buf *buf_in_arena(struct arena *arena)
{
    struct buf *b = ARENA_NEW(arena, struct buf);
    arena_defer(arena, buf_release, b);
    return b;
}

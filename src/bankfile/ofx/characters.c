#include "bankfile/ofx/characters.h"

/* Numbers 128 to 159 are control characters that nobody means; whoever writes them means Windows-1252 (HTML
 * Living Standard, 13.2.5.80). */
static const uint16_t windows_1252[32] = {0x20AC, 0x81,   0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021,
                                          0x2C6,  0x2030, 0x160,  0x2039, 0x152,  0x8D,   0x17D,  0x8F,
                                          0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                          0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0x9D,   0x17E,  0x178};

static size_t put_utf8(char *to, uint32_t point)
{
    if (point < 0x80) {
        to[0] = point < 0x20 || point == 0x7F ? ' ' : (char)point;
        return 1;
    }
    if (point < 0x800) {
        to[0] = (char)(0xC0 | point >> 6);
        to[1] = (char)(0x80 | (point & 0x3F));
        return 2;
    }
    if (point < 0x10000) {
        to[0] = (char)(0xE0 | point >> 12);
        to[1] = (char)(0x80 | (point >> 6 & 0x3F));
        to[2] = (char)(0x80 | (point & 0x3F));
        return 3;
    }
    to[0] = (char)(0xF0 | point >> 18);
    to[1] = (char)(0x80 | (point >> 12 & 0x3F));
    to[2] = (char)(0x80 | (point >> 6 & 0x3F));
    to[3] = (char)(0x80 | (point & 0x3F));
    return 4;
}

static int digit_of(char ch, uint32_t base)
{
    char low = ascii_lower(ch);
    if (ascii_digit(ch))
        return ch - '0';
    return base == 16 && low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

/* The number in "#233" or "#xE9", or 0 when it is no character. */
static uint32_t numbered(struct text name)
{
    uint32_t base = name.len > 1 && ascii_lower(name.at[1]) == 'x' ? 16 : 10, point = 0;
    size_t first = base == 16 ? 2 : 1;
    for (size_t i = first; i < name.len; i++) {
        int digit = digit_of(name.at[i], base);
        if (digit < 0 || point > 0x10FFFF)
            return 0;
        point = point * base + (uint32_t)digit;
    }
    if (point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF))
        return 0;
    return point >= 0x80 && point < 0xA0 ? windows_1252[point - 0x80] : point;
}

static uint32_t named(struct text name)
{
    static const struct {
        const char *name;
        char ch;
    } names[] = {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}, {"nbsp", ' '}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (text_equal_nocase(name, text_of(names[i].name)))
            return (uint32_t)names[i].ch;
    return 0;
}

/* The character that the reference at `t` stands for, and the reference's length; 0 when it is none. */
static uint32_t reference(struct text t, size_t *len)
{
    enum { LONGEST = 12 };
    size_t end = 1;
    while (end < t.len && end < LONGEST && t.at[end] != ';' && t.at[end] != '&')
        end++;
    if (end == t.len || t.at[end] != ';' || end < 3)
        return 0;
    *len = end + 1;
    struct text name = {t.at + 1, end - 1};
    return name.at[0] == '#' ? numbered(name) : named(name);
}

size_t characters_decode(char *at, size_t len)
{
    char *to = memchr(at, '&', len);
    if (to == NULL)
        return len;
    for (size_t i = (size_t)(to - at); i < len;) {
        size_t taken = 1;
        uint32_t point = at[i] == '&' ? reference((struct text){at + i, len - i}, &taken) : 0;
        if (point != 0) {
            to += put_utf8(to, point);
            i += taken;
        } else {
            *to++ = at[i++];
        }
    }
    return (size_t)(to - at);
}

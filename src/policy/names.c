/* Comparing names. Exactly, where being the same loosens; by their looks, where it tightens: accents, case, blanks, punctuation, invisible characters and
 * letters of other scripts that look Latin make no difference then. */
#include "policy/inner.h"
#include "policy/lookalikes.h"

/* The code point at `at` and its length; bytes that are no UTF-8 stand for themselves. */
static uint32_t point_at(const char *at, size_t left, size_t *len)
{
    unsigned char lead = (unsigned char)at[0];
    size_t bytes = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    *len = bytes <= left ? bytes : 1;
    if (*len == 1)
        return lead;
    uint32_t point = lead & (0x7FU >> bytes);
    for (size_t i = 1; i < bytes; i++)
        point = point << 6 | ((unsigned char)at[i] & 0x3FU);
    return point;
}

static bool within(uint32_t p, uint32_t low, uint32_t high)
{
    return p >= low && p <= high;
}

/* Joins letters in Persian and in scripts of India: right in a name, though nothing is seen of it. */
static bool is_joiner(uint32_t p)
{
    return p == 0x200C || p == 0x200D;
}

/* Nothing is seen of it, or it changes how others are seen. */
static bool is_hidden(uint32_t p)
{
    return p < 0x20 || within(p, 0x7F, 0x9F) || p == 0xAD || p == 0x34F || p == 0x61C ||
           within(p, 0x115F, 0x1160) || within(p, 0x17B4, 0x17B5) || within(p, 0x180B, 0x180F) ||
           within(p, 0x200B, 0x200F) || within(p, 0x2028, 0x202E) || within(p, 0x2060, 0x206F) ||
           p == 0x2800 || p == 0x3164 || within(p, 0xFE00, 0xFE0F) || p == 0xFEFF || p == 0xFFA0 ||
           within(p, 0xFFF0, 0xFFFB) || within(p, 0xE0000, 0xE0FFF);
}

static bool is_combining(uint32_t p)
{
    return within(p, 0x300, 0x36F) || within(p, 0x483, 0x489) || within(p, 0x1AB0, 0x1AFF) ||
           within(p, 0x1DC0, 0x1DFF) || within(p, 0x20D0, 0x20FF) || within(p, 0xFE20, 0xFE2F);
}

/* Blanks and punctuation of any script that writes with blanks. */
static bool is_between(uint32_t p)
{
    if (p < 0x80)
        return p != '|' && !ascii_digit((char)p) && !ascii_alpha((char)p);
    return within(p, 0xA0, 0xBF) || p == 0xD7 || p == 0xF7 || within(p, 0x2B0, 0x2FF) || p == 0x37E ||
           p == 0x387 || p == 0x1680 || within(p, 0x2000, 0x206F) || within(p, 0x3000, 0x3006) ||
           within(p, 0x3008, 0x303F) || p == 0x30FB || p == 0x2212;
}

/* The letter or digit that it looks like, in lower case; itself. */
static uint32_t look_of(uint32_t p)
{
    if (p < 0x80)
        return (uint32_t)(unsigned char)ascii_lower((char)p);
    if (within(p, 0xC0, 0x24F) && latin_from_c0[p - 0xC0] != '.')
        return (uint32_t)latin_from_c0[p - 0xC0];
    if (within(p, 0x1E00, 0x1EFF) && latin_from_1e00[p - 0x1E00] != '.')
        return (uint32_t)latin_from_1e00[p - 0x1E00];
    if (within(p, 0x249C, 0x24B5))
        return 'a' + (p - 0x249C);
    if (within(p, 0x24B6, 0x24E9))
        return 'a' + (p - 0x24B6) % 26;
    if (within(p, 0xFF01, 0xFF5E))
        return look_of(p - 0xFF01 + '!');
    if (within(p, 0x1D400, 0x1D6A3))
        return 'a' + (p - 0x1D400) % 26;
    if (within(p, 0x1D7CE, 0x1D7FF))
        return '0' + (p - 0x1D7CE) % 10;
    if (within(p, 0x1F110, 0x1F189))
        return 'a' + (p - 0x1F110) % 32 % 26;
    size_t low = 0, high = sizeof lookalikes / sizeof *lookalikes;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (lookalikes[middle].point < p)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < sizeof lookalikes / sizeof *lookalikes && lookalikes[low].point == p)
        return (uint32_t)lookalikes[low].letter;
    return p;
}

/* Letters that stand for two. */
static const char *pair_of(uint32_t p)
{
    switch (p) {
    case 0xC6:
    case 0xE6:
        return "ae";
    case 0x152:
    case 0x153:
        return "oe";
    case 0xDF:
    case 0x1E9E:
        return "ss";
    default:
        return NULL;
    }
}

static size_t put(char *out, size_t len, char letter)
{
    if (letter == 'l' || letter == '1' || letter == '|')
        letter = 'i';
    if (letter == '0')
        letter = 'o';
    if (len > 0 && letter == 'n' && out[len - 1] == 'r') { /* "rn" looks like "m" */
        out[len - 1] = 'm';
        return len;
    }
    if (len > 0 && letter == 'v' && out[len - 1] == 'v') {
        out[len - 1] = 'w';
        return len;
    }
    out[len] = letter;
    return len + 1;
}

size_t name_shape(struct text name, int which, char out[SHAPE_BYTES])
{
    char copy[SHAPE_BYTES];
    size_t len = 0;
    if (name.len > SHAPE_BYTES)
        name.len = SHAPE_BYTES;
    if (name.len > 0)
        memcpy(copy, name.at, name.len);
    if (which == 0)
        text_fold_in_place(copy, name.len);
    for (size_t i = 0, bytes; i < name.len; i += bytes) {
        uint32_t p = point_at(copy + i, name.len - i, &bytes);
        const char *pair = pair_of(p);
        if (is_hidden(p) || is_combining(p))
            continue;
        uint32_t look = look_of(p);
        if (is_between(look))
            continue;
        if (pair != NULL) {
            len = put(out, put(out, len, pair[0]), pair[1]);
        } else if (look < 0x80) {
            len = put(out, len, (char)look);
        } else {
            memcpy(out + len, copy + i, bytes);
            len += bytes;
        }
    }
    return len;
}

bool name_is_exactly(struct text a, struct text b)
{
    return text_equal(text_trim(a), text_trim(b));
}

bool number_is_exactly(struct text a, struct text b)
{
    size_t i = 0, k = 0;
    for (;;) {
        while (i < a.len && a.at[i] == ' ')
            i++;
        while (k < b.len && b.at[k] == ' ')
            k++;
        if (i == a.len || k == b.len)
            return i == a.len && k == b.len;
        if (ascii_lower(a.at[i++]) != ascii_lower(b.at[k++]))
            return false;
    }
}

bool name_is_plain(struct text name)
{
    for (size_t i = 0, bytes; i < name.len; i += bytes) {
        uint32_t p = point_at(name.at + i, name.len - i, &bytes);
        if (is_hidden(p) && !is_joiner(p) && !within(p, 0xFE00, 0xFE0F))
            return false;
    }
    return true;
}

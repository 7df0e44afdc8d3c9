#include "numerics/transformer/characters.h"

enum { REPLACEMENT = 0xfffd };

struct character_range {
    uint32_t first, last;
    enum character_kind kind;
};
struct character_plain {
    uint32_t ch;
    uint32_t to[CHARACTER_PLAIN_MOST];
};

#include "numerics/transformer/characters_table.h"

static const size_t range_count = sizeof character_ranges / sizeof *character_ranges,
                    plain_count = sizeof character_plains / sizeof *character_plains;

/* The blocks that BERT's own tokeniser names; Japanese kana and Korean are words like others. */
static const struct {
    uint32_t first, last;
} ideographs[] = {{0x3400, 0x4dbf},   {0x4e00, 0x9fff},   {0xf900, 0xfaff},   {0x20000, 0x2a6df},
                  {0x2a700, 0x2b73f}, {0x2b740, 0x2b81f}, {0x2b920, 0x2ceaf}, {0x2f800, 0x2fa1f}};

static enum character_kind ascii_kind(uint32_t ch)
{
    if (ch == ' ' || (ch >= '\t' && ch <= '\r'))
        return ch == '\v' || ch == '\f' ? CHARACTER_CONTROL : CHARACTER_BLANK;
    if (ch < ' ' || ch == 0x7f)
        return CHARACTER_CONTROL;
    if ((ch >= '0' && ch <= '9') || ((ch | 0x20) >= 'a' && (ch | 0x20) <= 'z'))
        return CHARACTER_WORD;
    return CHARACTER_PUNCTUATION;
}

static enum character_kind listed_kind(uint32_t ch)
{
    size_t low = 0, high = range_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (ch > character_ranges[middle].last)
            low = middle + 1;
        else
            high = middle;
    }
    return low < range_count && ch >= character_ranges[low].first ? character_ranges[low].kind
                                                                  : CHARACTER_WORD;
}

enum character_kind character_kind(uint32_t ch)
{
    if (ch < 0x80)
        return ascii_kind(ch);
    if (ch == REPLACEMENT)
        return CHARACTER_CONTROL;
    for (size_t i = 0; ch >= ideographs[0].first && i < sizeof ideographs / sizeof *ideographs; i++)
        if (ch >= ideographs[i].first && ch <= ideographs[i].last)
            return CHARACTER_IDEOGRAPH;
    return listed_kind(ch);
}

/* The Unicode Standard, 3.12: Hangul syllables are leading consonant, vowel, and trailing consonant where there is one. */
static size_t hangul(uint32_t ch, uint32_t out[CHARACTER_PLAIN_MOST])
{
    uint32_t index = ch - 0xac00, trailing = index % 28;
    out[0] = 0x1100 + index / (21 * 28);
    out[1] = 0x1161 + index % (21 * 28) / 28;
    out[2] = 0x11a7 + trailing;
    return trailing == 0 ? 2 : 3;
}

size_t character_plain(uint32_t ch, uint32_t out[CHARACTER_PLAIN_MOST])
{
    size_t low = 0, high = plain_count, count = 0;
    out[0] = ch >= 'A' && ch <= 'Z' ? ch + 32 : ch;
    if (ch < 0x80)
        return 1;
    if (ch >= 0xac00 && ch <= 0xd7a3)
        return hangul(ch, out);
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (ch > character_plains[middle].ch)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == plain_count || character_plains[low].ch != ch)
        return character_kind(ch) == CHARACTER_ACCENT ? 0 : 1;
    for (; count < CHARACTER_PLAIN_MOST && character_plains[low].to[count] != 0; count++)
        out[count] = character_plains[low].to[count];
    return count;
}

uint32_t character_read(const char *at, size_t left, size_t *bytes)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    const unsigned char *b = (const unsigned char *)at;
    size_t len = b[0] < 0x80 ? 1 : b[0] < 0xc2 ? 0 : b[0] < 0xe0 ? 2 : b[0] < 0xf0 ? 3 : b[0] < 0xf5 ? 4 : 0;
    *bytes = 1;
    if (len == 1)
        return b[0];
    if (len == 0 || len > left)
        return REPLACEMENT;
    uint32_t ch = b[0] & (0x7fU >> len);
    for (size_t i = 1; i < len; i++) {
        if ((b[i] & 0xc0) != 0x80)
            return REPLACEMENT;
        ch = ch << 6 | (b[i] & 0x3fU);
    }
    if (ch < least[len] || ch > 0x10ffff || (ch >= 0xd800 && ch < 0xe000))
        return REPLACEMENT;
    *bytes = len;
    return ch;
}

size_t character_write(uint32_t ch, char out[4])
{
    size_t len = ch < 0x80 ? 1 : ch < 0x800 ? 2 : ch < 0x10000 ? 3 : 4;
    static const uint32_t marks[] = {0, 0, 0xc0, 0xe0, 0xf0};
    for (size_t i = len - 1; i > 0; i--, ch >>= 6)
        out[i] = (char)(0x80 | (ch & 0x3f));
    out[0] = (char)(marks[len] | ch);
    return len;
}

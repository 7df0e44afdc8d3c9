#include "numerics/text/embed.h"

#include "base/hash.h"

#include <math.h>

enum {
    GRAM_MIN = 3,
    GRAM_MAX = 5,
    WORD_BYTES = EMBED_WORD_MOST * 4,
    UNIT = 256,      /* weight of a word; whole numbers, so that no order of summing matters */
    PAIR = UNIT / 3, /* of two words that follow each other */
    PLACES_WORD = 4, /* how many dimensions a feature is spread over */
    PLACES_GRAM = 2,
};

/* How much a word says by the number of its characters, in percent of a long one's. */
static const int length_percent[] = {0, 30, 45, 75, 90, 100};
static const int weak_percent = 25, number_percent = 30;
/* Of a word beside its pieces: less, so that a slip of the pen costs less. */
static const int whole_percent = 60;

struct sums {
    int32_t at[EMBED_DIMS];
    uint64_t before; /* the word before, 0: none */
};

struct word {
    uint32_t letters[EMBED_WORD_MOST + 2]; /* code points with a mark at both ends */
    size_t count;                          /* with the marks */
    size_t digits;
};

/* --- characters --- */

/* One character; a byte that begins none stands for itself, out of Unicode's range. */
static size_t decode(const unsigned char *at, size_t left, uint32_t *out)
{
    unsigned char first = at[0];
    size_t len = first < 0x80                    ? 1
                 : first >= 0xC2 && first < 0xE0 ? 2
                 : (first & 0xF0) == 0xE0        ? 3
                 : first >= 0xF0 && first < 0xF5 ? 4
                                                 : 0;
    *out = len == 1 ? first : len == 2 ? first & 0x1FU : len == 3 ? first & 0x0FU : first & 0x07U;
    for (size_t i = 1; i < len; i++) {
        if (i >= left || (at[i] & 0xC0) != 0x80)
            len = 0;
        else
            *out = *out << 6 | (at[i] & 0x3FU);
    }
    if (len == 0)
        *out = UINT32_C(0x110000) + first;
    return len == 0 ? 1 : len;
}

/* Letters, digits and whatever is no known separator. */
static bool is_letter(uint32_t ch)
{
    if (ch < 0x80)
        return ascii_alpha((char)ch) || ascii_digit((char)ch);
    if (ch < 0xC0) /* controls, no-break space, quotation marks, currency signs */
        return ch == 0xAA || ch == 0xB5 || ch == 0xBA;
    return ch != 0xD7 && ch != 0xF7 && !(ch >= 0x2000 && ch <= 0x2BFF) && !(ch >= 0x3000 && ch <= 0x303F) &&
           ch != 0xFEFF && ch != 0xFFFD;
}

/* Latin letters without their accents; lower case comes in. */
static uint32_t bare(uint32_t ch)
{
    static const char from_e0[] = "aaaaaaaceeeeiiiidnooooo/ouuuuyty";
    static const char from_100[] = "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllll"
                                   "nnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
    if (ch < 0xDF)
        return ch;
    if (ch == 0xDF || ch == 0x218 || ch == 0x219)
        return 's';
    if (ch == 0x21A || ch == 0x21B)
        return 't';
    if (ch >= 0xE0 && ch < 0x100)
        return (unsigned char)from_e0[ch - 0xE0];
    if (ch >= 0x100 && ch < 0x180)
        return (unsigned char)from_100[ch - 0x100];
    return ch;
}

/* --- words --- */

static uint64_t hash_letters(const uint32_t *letters, size_t count, uint64_t kind)
{
    uint64_t h = UINT64_C(0xCBF29CE484222325) ^ kind;
    for (size_t i = 0; i < count; i++)
        h = (h ^ letters[i]) * UINT64_C(0x100000001B3);
    return hash_mix(h, kind);
}

static void spread(struct sums *sums, uint64_t feature, int places, int32_t weight)
{
    for (int i = 0; i < places; i++) {
        uint64_t h = hash_mix(feature, (uint64_t)i + 1);
        size_t place = (size_t)((h >> 32) * EMBED_DIMS >> 32);
        sums->at[place] += (h & 1) != 0 ? weight : -weight;
    }
}

/* Words that stand in names and texts of every kind. */
static bool is_weak(const struct word *w)
{
    static const char *const weak[] = {
        "the", "and", "of",  "for",  "to",      "in",  "at",  "on",   "by", "is",  "de",  "la",  "le",  "les",
        "des", "du",  "et",  "el",   "los",     "las", "y",   "del",  "di", "da",  "do",  "der", "die", "das",
        "und", "van", "het", "e",    "ltd",     "inc", "llc", "gmbh", "ag", "co",  "kg",  "sa",  "srl", "spa",
        "bv",  "nv",  "plc", "corp", "limited", "sl",  "ab",  "as",   "oy", "pty", "sarl"};
    size_t count = w->count - 2;
    for (size_t i = 0; count <= 7 && i < sizeof weak / sizeof weak[0]; i++) {
        size_t k = 0;
        while (k < count && (unsigned char)weak[i][k] == w->letters[k + 1])
            k++;
        if (k == count && weak[i][k] == '\0')
            return true;
    }
    return false;
}

static int32_t word_weight(const struct word *w)
{
    size_t count = w->count - 2, most = sizeof length_percent / sizeof length_percent[0] - 1;
    bool dense = w->letters[1] >= 0x1100; /* scripts whose words are one to three characters */
    int percent = dense ? 100 : length_percent[count < most ? count : most];
    if (w->digits > 2 && w->digits * 2 > count)
        percent = number_percent;
    else if (is_weak(w))
        percent = weak_percent;
    return UNIT * percent / 100;
}

/* Pieces share the word's weight: together they are as long as one feature of it. */
static void add_grams(struct sums *sums, const struct word *w, int32_t weight)
{
    size_t least = w->letters[1] >= 0x1100 ? GRAM_MIN - 1 : GRAM_MIN, grams = 0;
    for (size_t n = least; n <= GRAM_MAX && n <= w->count; n++)
        grams += w->count - n + 1;
    if (grams == 0)
        return;
    int32_t each = (int32_t)(weight * sqrt((double)PLACES_WORD / PLACES_GRAM / (double)grams));
    for (size_t i = 0; i + least <= w->count; i++) {
        uint64_t h = UINT64_C(0xCBF29CE484222325);
        for (size_t n = 1; n <= GRAM_MAX && i + n <= w->count; n++) {
            h = (h ^ w->letters[i + n - 1]) * UINT64_C(0x100000001B3);
            if (n >= least)
                spread(sums, hash_mix(h, 3), PLACES_GRAM, each);
        }
    }
}

static void add_word(struct sums *sums, struct word *w)
{
    w->letters[0] = w->letters[w->count++] = '_';
    int32_t weight = word_weight(w);
    uint64_t h = hash_letters(w->letters, w->count, 1);
    spread(sums, h, PLACES_WORD, weight * whole_percent / 100);
    add_grams(sums, w, weight);
    if (sums->before != 0)
        spread(sums, hash_mix(sums->before, h), PLACES_WORD, PAIR);
    sums->before = h;
}

/* Adds the word whose bytes begin the text; returns how many they were, 0 when none begins here. */
static size_t take_word(struct sums *sums, struct text t)
{
    char room[WORD_BYTES];
    struct word w = {.count = 1};
    size_t end = 0, kept = 0;
    uint32_t ch;
    for (size_t letters = 0; end < t.len;) {
        size_t len = decode((const unsigned char *)t.at + end, t.len - end, &ch);
        if (!is_letter(ch) && !(ch == '\'' && end > 0))
            break;
        if (ch != '\'' && letters++ < EMBED_WORD_MOST) {
            memcpy(room + kept, t.at + end, len);
            kept += len;
        }
        end += len;
    }
    if (kept == 0)
        return end;
    text_fold_in_place(room, kept);
    for (size_t i = 0; i < kept && w.count <= EMBED_WORD_MOST;) {
        i += decode((const unsigned char *)room + i, kept - i, &ch);
        w.digits += ch < 0x80 && ascii_digit((char)ch);
        w.letters[w.count++] = bare(ch);
    }
    add_word(sums, &w);
    return end;
}

bool embed_text(struct text t, float out[EMBED_DIMS])
{
    struct sums sums = {0};
    t.len = t.len < EMBED_TEXT_MOST ? t.len : EMBED_TEXT_MOST;
    for (size_t at = 0; at < t.len;) {
        size_t taken = take_word(&sums, text_from(t, at));
        uint32_t ch;
        at += taken > 0 ? taken : decode((const unsigned char *)t.at + at, t.len - at, &ch);
    }
    int64_t squares = 0;
    for (int i = 0; i < EMBED_DIMS; i++)
        squares += (int64_t)sums.at[i] * sums.at[i];
    if (squares == 0) {
        memset(out, 0, sizeof *out * EMBED_DIMS);
        return false;
    }
    double length = sqrt((double)squares);
    for (int i = 0; i < EMBED_DIMS; i++)
        out[i] = (float)((double)sums.at[i] / length);
    return true;
}

#include "identity/password/guess.h"

#include "identity/password/words.h"

#include <math.h>

enum { WORD_BYTES_MIN = 2, SPELLINGS = 3, REPEAT_DEPTH_MAX = 2 };

static const double bits_per_character = 3.3;    /* of what is no pattern: as zxcvbn, low on purpose */
static const double bits_per_wide_character = 6; /* beyond ASCII */
static const double bits_spelling = 1.5;         /* capitals, digits for letters */
static const double bits_separator = 2;          /* which one stands between words */
static const double bits_own = 1;                /* the person's own words come first of all */

/* What is looked at, and how it may be read: as it is but in lower case, and with digits and signs for the letters that they look like. */
struct puzzle {
    const char *at;
    size_t len;
    char as[SPELLINGS][GUESS_BYTES_MAX];
    const struct text *own;
    size_t own_count;
    double best[GUESS_BYTES_MAX + 1]; /* bits of the first n bytes */
    int pieces[GUESS_BYTES_MAX + 1];  /* that they are made of */
};

/* "1" and "!" are an i or an l. */
static char letter_for(char ch, bool one_is_l)
{
    static const char from[] = "@4310!$57+89|", to[] = "aaeioissttbgl";
    const char *at = ch == '\0' ? NULL : strchr(from, ch);
    if (at == NULL)
        return ch;
    return one_is_l && (ch == '1' || ch == '!') ? 'l' : to[at - from];
}

static void spell(struct puzzle *p)
{
    memcpy(p->as[0], p->at, p->len);
    text_fold_in_place(p->as[0], p->len);
    for (int s = 1; s < SPELLINGS; s++)
        for (size_t i = 0; i < p->len; i++)
            p->as[s][i] = letter_for(p->as[0][i], s == 2);
}

/* The first `end` bytes may be made by what ends at `start` and one more piece. Pieces can stand in any order, hence the last term. */
static void offer(struct puzzle *p, size_t start, size_t len, double bits)
{
    int pieces = p->pieces[start] + 1;
    double sum = p->best[start] + bits + log2(pieces);
    if (sum < p->best[start + len]) {
        p->best[start + len] = sum;
        p->pieces[start + len] = pieces;
    }
}

static bool spelled(const struct puzzle *p, int s, size_t start, struct text word, bool backwards)
{
    for (size_t i = 0; i < word.len; i++)
        if (p->as[s][start + (backwards ? word.len - 1 - i : i)] != word.at[i])
            return false;
    return true;
}

static void offer_word(struct puzzle *p, size_t start, struct text word, double bits)
{
    if (word.len < WORD_BYTES_MIN || word.len > p->len - start)
        return;
    for (int s = 0; s < SPELLINGS; s++) {
        for (int backwards = 0; backwards < 2; backwards++) {
            if (!spelled(p, s, start, word, backwards != 0))
                continue;
            bool plain = s == 0 && backwards == 0 && memcmp(p->at + start, word.at, word.len) == 0;
            offer(p, start, word.len, bits + (plain ? 0 : bits_spelling));
            return;
        }
    }
}

static void offer_words(struct puzzle *p, size_t start)
{
    for (size_t i = 0; i < p->own_count; i++)
        offer_word(p, start, p->own[i], bits_own);
    for (const struct password_words *tier = password_words; tier->words != NULL; tier++) {
        for (const char *at = tier->words; *at != '\0';) {
            size_t len = strcspn(at, " ");
            offer_word(p, start, (struct text){at, len}, tier->bits);
            at += len + (at[len] == ' ');
        }
    }
}

/* "abcdef", "97531", "aaaa": a constant step between neighbours. */
static void offer_sequence(struct puzzle *p, size_t start)
{
    const char *at = p->as[0];
    size_t end = start + 1;
    int step = end < p->len ? at[end] - at[start] : 0;
    while (end < p->len && at[end] - at[end - 1] == step)
        end++;
    if (step >= -2 && step <= 2 && end - start >= 3)
        for (size_t len = 3; len <= end - start; len++)
            offer(p, start, len, (step == 0 ? 3 : 4) + log2((double)len));
}

/* The key's row and column; false for what is on no key of these rows. */
static bool key_place(char ch, int *row, int *column)
{
    for (*row = 0; keyboard_rows[*row] != NULL; (*row)++) {
        const char *at = ch == '\0' ? NULL : strchr(keyboard_rows[*row], ch);
        if (at != NULL) {
            *column = (int)(at - keyboard_rows[*row]) / 2;
            return true;
        }
    }
    return false;
}

/* The way from one key to the one beside it, as a number; 0: they are not neighbours. Rows are shifted, so up-right and down-left count. */
static int key_step(char from, char to)
{
    int r1, c1, r2, c2;
    if (!key_place(from, &r1, &c1) || !key_place(to, &r2, &c2))
        return 0;
    int dr = r2 - r1, dc = c2 - c1;
    return dr < -1 || dr > 1 || dc < -1 || dc > 1 || (dr == 0 && dc == 0) ? 0 : dr * 3 + dc + 5;
}

static void offer_walk(struct puzzle *p, size_t start)
{
    const char *at = p->as[0];
    int before = 0, turns = 0;
    for (size_t end = start + 1; end < p->len; end++) {
        int step = key_step(at[end - 1], at[end]);
        if (step == 0)
            return;
        turns += step != before;
        before = step;
        size_t len = end + 1 - start;
        if (len >= 3)
            offer(p, start, len, 3 + 1.5 * turns + log2((double)len));
    }
}

static bool all_digits(const char *at, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (!ascii_digit(at[i]))
            return false;
    return true;
}

static int number(const char *at, size_t len)
{
    int n = 0;
    for (size_t i = 0; i < len; i++)
        n = n * 10 + (at[i] - '0');
    return n;
}

static bool is_year(const char *at)
{
    int n = number(at, 4);
    return n >= 1900 && n < 2050;
}

/* Years, and days as DDMMYYYY, MMDDYYYY or YYYYMMDD. */
static void offer_date(struct puzzle *p, size_t start)
{
    const char *at = p->at + start;
    if (p->len - start >= 4 && all_digits(at, 4) && is_year(at))
        offer(p, start, 4, 5);
    if (p->len - start < 8 || !all_digits(at, 8))
        return;
    bool front = is_year(at) && number(at + 4, 2) <= 12 && number(at + 6, 2) <= 31;
    bool back = is_year(at + 4) && number(at, 2) <= 31 && number(at + 2, 2) <= 31;
    if (front || back)
        offer(p, start, 8, 13);
}

static double solve(struct puzzle *p, int depth);

static double bits_of_part(const struct puzzle *whole, size_t start, size_t len, int depth)
{
    struct puzzle part = {
        .at = whole->at + start, .len = len, .own = whole->own, .own_count = whole->own_count};
    return solve(&part, depth + 1);
}

/* "abcabc", in any case: what repeats costs once. A longer block that repeats no further than a shorter one did is made of that one, so few
 * blocks at a place are taken apart. */
static void offer_repeats(struct puzzle *p, size_t start, int depth)
{
    const char *at = p->as[0] + start;
    size_t left = p->len - start, reached = 0;
    if (depth >= REPEAT_DEPTH_MAX)
        return;
    for (size_t block = 1; block <= left / 2; block++) {
        size_t len = block;
        while (len < left && at[len] == at[len - block])
            len++;
        if (len < 2 * block || len <= reached)
            continue;
        reached = len;
        double bits = bits_of_part(p, start, block, depth);
        for (size_t n = 2 * block; n <= len; n++)
            offer(p, start, n, bits + 1 + log2((double)n / (double)block));
    }
}

static void offer_character(struct puzzle *p, size_t start)
{
    unsigned char ch = (unsigned char)p->at[start];
    bool inside = (ch & 0xC0) == 0x80;
    double bits = inside ? 0 : ch < 0x80 ? bits_per_character : bits_per_wide_character;
    double sum = p->best[start] + bits;
    if (sum < p->best[start + 1]) {
        p->best[start + 1] = sum;
        p->pieces[start + 1] = p->pieces[start];
    }
}

static double solve(struct puzzle *p, int depth)
{
    spell(p);
    for (size_t i = 1; i <= p->len; i++)
        p->best[i] = INFINITY;
    for (size_t i = 0; i < p->len; i++) {
        offer_character(p, i);
        offer_words(p, i);
        offer_sequence(p, i);
        offer_walk(p, i);
        offer_date(p, i);
        offer_repeats(p, i, depth);
    }
    return p->best[p->len];
}

static double bits_of(struct text t, const struct text *own, size_t own_count)
{
    struct puzzle p = {.at = t.at,
                       .len = t.len < GUESS_BYTES_MAX ? t.len : GUESS_BYTES_MAX,
                       .own = own,
                       .own_count = own_count};
    double bits = solve(&p, 0);
    explicit_bzero(&p, sizeof p);
    return bits;
}

/* One kind of separator throughout is one choice, not one for each gap: they are guessed as if they were not there. */
static double bits_without_separators(struct text t, const struct text *own, size_t own_count)
{
    char joined[GUESS_BYTES_MAX];
    size_t len = 0;
    for (size_t i = 0; i < t.len && len < sizeof joined; i++)
        if (strchr(" -_.,", t.at[i]) == NULL)
            joined[len++] = t.at[i];
    double bits = bits_separator + bits_of((struct text){joined, len}, own, own_count);
    explicit_bzero(joined, sizeof joined);
    return bits;
}

double guess_bits(struct text password, const struct text *own, size_t own_count)
{
    return fmin(bits_of(password, own, own_count), bits_without_separators(password, own, own_count));
}
